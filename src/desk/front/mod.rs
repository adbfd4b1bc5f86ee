//! `/desk/front`: what editors choose for the front page, slot by slot.

pub mod view;

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::articles;
use crate::articles::listing::{ArticleSummary, Filter, Start};
use crate::articles::sections;
use crate::cache::Scope;
use crate::db::Connection;
use crate::desk::form::{self, DeskForm, Feedback};
use crate::desk::front::view::{Choice, FrontSlotsPage, Slot, SlotGroup};
use crate::desk::layout::{NavEntry, head};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Message, Words};
use crate::ids::{ArticleId, CommentId};
use crate::markup;
use crate::site::choices::{self, FrontChoices, PICKS, ROW, SECTIONS};
use crate::site::{chosen_picks, newest_picks};
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// Stories that can be chosen, the newest; others by the API.
const STORIES: i64 = 60;
/// Picked comments that can be chosen, the newest.
const COMMENTS: i64 = 30;
/// Characters of a comment in the list.
const WORDS: usize = 60;

/// The last action.
#[derive(Debug, Default, Deserialize)]
pub struct FrontQuery {
    done: Option<String>,
}

/// `GET /desk/front`.
pub async fn slots(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<FrontQuery>,
) -> Answer {
    let feedback = Feedback { done: query.done, ..Feedback::default() };
    show_form(&app, &request, &staff, None, feedback).await
}

/// `POST /desk/front`.
pub async fn save(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    form: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let DeskForm(fields) = form;
    let sent: BTreeMap<String, String> = fields.into_iter().collect();
    let (read, places) = match read(&sent) {
        Ok(read) => read,
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            return show_form(&app, &request, &staff, None, feedback).await;
        }
    };
    let (by, now, wanted) = (staff.id, app.clock.now(), read.clone());
    let changed = app.db.write(move |conn| choices::change(conn, wanted.clone(), by, now)).await;
    match changed {
        Ok(_) => {
            app.after_commit(Some(Scope::Site));
            Ok(see_other("/desk/front?done=saved"))
        }
        Err(error) => {
            let feedback = FormErrors::of(at_fields(error, &places))?.into();
            show_form(&app, &request, &staff, Some(read), feedback).await
        }
    }
}

/// The choices of a form, and the field of each place in them.
fn read(sent: &BTreeMap<String, String>) -> Result<(FrontChoices, BTreeMap<String, &'static str>)> {
    let text = |name: &str| sent.get(name).map_or("", |text| text.trim());
    let number = |name: &str| text(name).parse::<i64>().ok();
    let mut places = BTreeMap::from([("/lead".to_owned(), "lead")]);
    let (mut sections, mut picks) = (Vec::new(), Vec::new());
    for name in SECTION_FIELDS {
        if !text(name).is_empty() {
            places.insert(format!("/sections/{}", sections.len()), name);
            sections.push(text(name).to_owned());
        }
    }
    for name in PICK_FIELDS {
        if let Some(id) = number(name) {
            places.insert(format!("/picks/{}", picks.len()), name);
            picks.push(CommentId(id));
        }
    }
    for (at, name) in ROW_FIELDS.into_iter().enumerate() {
        places.insert(format!("/row/{at}"), name);
    }
    let choices = FrontChoices {
        lead: number("lead").map(ArticleId),
        row: ROW_FIELDS.iter().map(|name| number(name).map(ArticleId)).collect(),
        sections,
        picks,
        version: form::version(text("version"))?,
    };
    Ok((choices, places))
}

const ROW_FIELDS: [&str; ROW] = ["row-1", "row-2", "row-3", "row-4"];
const SECTION_FIELDS: [&str; SECTIONS] =
    ["section-1", "section-2", "section-3", "section-4", "section-5", "section-6"];
const PICK_FIELDS: [&str; PICKS] = ["pick-1", "pick-2", "pick-3"];

/// The faults at the fields of the form.
fn at_fields(error: Error, places: &BTreeMap<String, &'static str>) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let faults = faults.into_iter().map(|fault| match places.get(&format!("/{}", fault.path)) {
        Some(field) => FieldError::new(field, fault.code, fault.detail),
        None => fault,
    });
    Error::Invalid(faults.collect())
}

async fn show_form(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    sent: Option<FrontChoices>,
    feedback: Feedback,
) -> Answer {
    let site = Site::for_member(&app.settings(), staff.language);
    let words = site.words.clone();
    let (groups, version) = app
        .db
        .read(move |conn| {
            let present = choices::stored(conn)?;
            let version = present.version;
            let shown = sent.clone().unwrap_or(present);
            Ok((groups(conn, &words, &shown)?, version))
        })
        .await?;
    let view = FrontSlotsPage {
        staff: head(app, request, staff, NavEntry::Front).await?,
        groups,
        version,
        saved: feedback.done.is_some_and(|done| done == "saved"),
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

fn groups(conn: &mut Connection, words: &Words, chosen: &FrontChoices) -> Result<Vec<SlotGroup>> {
    let stories = stories(conn, chosen)?;
    let place = |at: usize| words.front_place(at + 1).into_owned();
    let lead = story_slot(words, &stories, "lead", words.front_lead().into_owned(), chosen.lead);
    let row = ROW_FIELDS.into_iter().enumerate().map(|(at, name)| {
        let id = chosen.row.get(at).copied().flatten();
        story_slot(words, &stories, name, place(at), id)
    });
    let group = |heading: Message, hint: Message, slots: Vec<Slot>| SlotGroup {
        heading: words.say(&heading).into_owned(),
        hint: words.say(&hint).into_owned(),
        slots,
    };
    Ok(vec![
        group(Message::front_top(), Message::front_top_hint(), vec![lead]),
        group(Message::front_row(), Message::front_row_hint(), row.collect()),
        group(
            Message::sections(),
            Message::front_sections_hint(),
            section_slots(conn, words, &chosen.sections)?,
        ),
        group(
            Message::editors_picks(),
            Message::front_picks_hint(),
            pick_slots(conn, words, &chosen.picks)?,
        ),
    ])
}

/// The stories to choose from: the latest ones, and older ones that are chosen.
fn stories(conn: &mut Connection, chosen: &FrontChoices) -> Result<Vec<ArticleSummary>> {
    let mut stories = articles::list(conn, &Filter::public(), Start::Beginning, STORIES)?;
    let older: Vec<ArticleId> = chosen
        .articles()
        .into_iter()
        .filter(|id| stories.iter().all(|story| story.id != *id))
        .collect();
    if !older.is_empty() {
        let filter = Filter { among: Some(older), ..Filter::public() };
        stories.extend(articles::list(conn, &filter, Start::Beginning, STORIES)?);
    }
    Ok(stories)
}

fn story_slot(
    words: &Words,
    stories: &[ArticleSummary],
    name: &'static str,
    label: String,
    chosen: Option<ArticleId>,
) -> Slot {
    let is_gone = chosen.is_some_and(|id| stories.iter().all(|story| story.id != id));
    let choices = stories.iter().map(|story| story_choice(story, chosen)).collect();
    Slot { name, label, choices, hint: hint_if_gone(words, is_gone) }
}

fn section_slots(conn: &mut Connection, words: &Words, chosen: &[String]) -> Result<Vec<Slot>> {
    let all = sections::all(conn)?;
    let slot = |(at, name): (usize, &'static str)| {
        let slug = chosen.get(at);
        let choices = all.iter().map(|section| Choice {
            value: section.node.slug.clone(),
            label: section.node.name.clone(),
            selected: slug == Some(&section.node.slug),
        });
        let is_gone = slug.is_some_and(|slug| all.iter().all(|it| it.node.slug != *slug));
        Slot {
            name,
            label: words.front_place(at + 1).into_owned(),
            choices: choices.collect(),
            hint: hint_if_gone(words, is_gone),
        }
    };
    Ok(SECTION_FIELDS.into_iter().enumerate().map(slot).collect())
}

/// The slots of picked comments: those that are chosen, and the newest ones.
fn pick_slots(conn: &mut Connection, words: &Words, chosen: &[CommentId]) -> Result<Vec<Slot>> {
    let mut comments = chosen_picks(conn, chosen)?;
    for pick in newest_picks(conn, COMMENTS)? {
        if comments.iter().all(|known| known.id != pick.id) {
            comments.push(pick);
        }
    }
    let slot = |(at, name): (usize, &'static str)| {
        let id = chosen.get(at);
        let choices = comments.iter().map(|pick| Choice {
            value: pick.id.to_string(),
            label: format!("{}: {}", pick.name, markup::first_words(&pick.html, WORDS)),
            selected: id == Some(&pick.id),
        });
        let is_gone = id.is_some_and(|id| comments.iter().all(|pick| pick.id != *id));
        Slot {
            name,
            label: words.front_place(at + 1).into_owned(),
            choices: choices.collect(),
            hint: hint_if_gone(words, is_gone),
        }
    };
    Ok(PICK_FIELDS.into_iter().enumerate().map(slot).collect())
}

/// The hint of a slot whose choice is no longer public.
fn hint_if_gone(words: &Words, is_gone: bool) -> String {
    if is_gone { words.front_gone().into_owned() } else { String::new() }
}

fn story_choice(story: &ArticleSummary, chosen: Option<ArticleId>) -> Choice {
    Choice {
        value: story.id.to_string(),
        label: story.title.clone(),
        selected: chosen == Some(story.id),
    }
}
