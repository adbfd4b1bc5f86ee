//! `/desk/sections`: the tree of sections with the moderators of each, and a form for a new one.

pub mod view;

use std::collections::{BTreeSet, HashMap};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::{Role, Staff};
use crate::accounts::web::{Editor, Moderator};
use crate::app::App;
use crate::articles::labels::{LabelEdit, SubmittedLabel};
use crate::articles::sections::{self, Section};
use crate::cache::Scope;
use crate::db::Connection;
use crate::desk::form::DeskForm;
use crate::desk::labels::editing::{LabelKind, choices, done_in_words};
use crate::desk::labels::view::LabelForm;
use crate::desk::layout::{NavEntry, head};
use crate::desk::queue::query::ListQuery;
use crate::desk::sections::view::{ModeratorChoice, NewSection, SectionRow, SectionsPage};
use crate::desk::words::colleague;
use crate::error::{Error, FieldError};
use crate::i18n::{Message, Words};
use crate::ids::AccountId;
use crate::moderation::model::Actor;
use crate::moderation::section_moderators;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// Sections on one page.
const PAGE: list::Size = list::Size::fixed(50);

/// The part of the list, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct SectionsQuery {
    after: Option<String>,
    done: Option<String>,
}

/// `GET /desk/sections`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    Query(query): Query<SectionsQuery>,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    let after = query.after.unwrap_or_default();
    show_list(&app, &request, &staff, Feedback { after, done, ..Feedback::default() }).await
}

/// The result of the last action, and what was written if it was refused.
#[derive(Default)]
struct Feedback {
    status: StatusCode,
    /// The cursor at which the part begins.
    after: String,
    done: Option<String>,
    /// The refused form for a new section.
    new: LabelForm,
    /// The section whose form was refused, and the ticked accounts.
    again: Option<(String, BTreeSet<AccountId>)>,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
}

async fn show_list(app: &App, request: &HttpRequest, staff: &Staff, feedback: Feedback) -> Answer {
    let Feedback { status, after, done, new, again, errors, problem } = feedback;
    let begins: Option<String> = if after.is_empty() { None } else { Some(list::key(&after)?) };
    let read = move |conn: &mut Connection| {
        Ok((
            sections::all(conn)?,
            section_moderators::list(conn, None, i64::MAX)?,
            section_moderators::candidates(conn)?,
        ))
    };
    let (all, assigned, able) = app.db.read(read).await?;
    let moderators: HashMap<String, BTreeSet<AccountId>> =
        assigned.into_iter().map(|section| (section.slug, section.moderators)).collect();
    let first = match &begins {
        Some(slug) => {
            all.iter().position(|section| section.node.slug == *slug).map_or(0, |at| at + 1)
        }
        None => 0,
    };
    let (found, next) =
        PAGE.take_page(all[first..].iter().collect(), |last| last.node.slug.clone());
    let next = next.map(|next| format!("/desk/sections?after={next}"));
    let site = Site::for_member(&app.settings(), staff.language);
    let view = SectionsPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Sections).await?,
        sections: found
            .into_iter()
            .map(|section| {
                let own = moderators.get(&section.node.slug).cloned().unwrap_or_default();
                row(&site.words, section, &own, &able, again.as_ref())
            })
            .collect(),
        new: NewSection {
            parents: choices(&all.iter().collect::<Vec<_>>(), &new.parent),
            name: new.name,
        },
        after,
        next,
        may_assign: staff.role >= Role::Editor,
        done,
        errors,
        problem,
    };
    show(status, &view)
}

fn row(
    words: &Words,
    section: &Section,
    moderators: &BTreeSet<AccountId>,
    able: &[Actor],
    again: Option<&(String, BTreeSet<AccountId>)>,
) -> SectionRow {
    let slug = section.node.slug.clone();
    let sent = again.filter(|(given, _)| *given == slug).map(|(_, ticked)| ticked);
    let ticked = sent.unwrap_or(moderators);
    let choice = |actor: &Actor| ModeratorChoice {
        id: actor.id.0,
        name: colleague(words, Some(actor)),
        ticked: ticked.contains(&actor.id),
    };
    let theirs = able.iter().filter(|actor| moderators.contains(&actor.id));
    let list = serde_urlencoded::to_string([("section", &slug)]).unwrap_or_default();
    SectionRow {
        moderators: theirs.map(|actor| colleague(words, Some(actor))).collect(),
        choices: able.iter().map(choice).collect(),
        again: sent.is_some(),
        list_href: ListQuery::read(&list).href(),
        href: LabelKind::Section.href(&slug),
        path: section.path.clone(),
        depth: section.depth,
        articles: section.articles,
        name: section.node.name.clone(),
        slug,
    }
}

/// `POST /desk/sections`: adds a section, and opens its page.
pub async fn add(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    let (now, by) = (app.clock.now(), staff.id);
    let sent = SubmittedLabel {
        name: Some(form.name.clone()),
        parent: Some(form.parent.clone()),
        ..SubmittedLabel::default()
    };
    let stored = match LabelEdit::parse_new(sent) {
        Ok(new) => app.db.write(move |conn| sections::create(conn, &new, Some(by), now)).await,
        Err(error) => Err(error),
    };
    match stored {
        Ok(added) => {
            app.cache.drop(Scope::Site);
            Ok(see_other(&format!("{}?done=added", LabelKind::Section.href(&added.node.slug))))
        }
        Err(error) => {
            let FormErrors { status, errors, problem, .. } = FormErrors::of(error)?;
            let feedback = Feedback { status, new: form, errors, problem, ..Feedback::default() };
            show_list(&app, &request, &staff, feedback).await
        }
    }
}

/// `POST /desk/sections/{slug}`: makes the ticked accounts the only moderators of the section. Without
/// any, all moderators share it.
pub async fn assign(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    form: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let (slug, DeskForm(fields), now) = (slug.into_inner(), form, app.clock.now());
    let named = |wanted: &'static str| {
        fields.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value)
    };
    // Only a valid cursor is copied into an address.
    let after = named("after")
        .find(|after| list::key::<String>(after).is_ok())
        .cloned()
        .unwrap_or_default();
    let ticked: BTreeSet<AccountId> =
        named("accounts").filter_map(|id| id.trim().parse().ok()).collect();
    let given = if named("accounts").all(|id| id.trim().parse::<AccountId>().is_ok()) {
        let (slug, accounts, actor) = (slug.clone(), ticked.clone(), staff.id);
        app.db
            .write(move |conn| section_moderators::assign(conn, &slug, &accounts, actor, now))
            .await
            .map(|_| ())
    } else {
        Err(Error::invalid("accounts", "unknown", Message::fault_tick_moderators()))
    };
    let faults = match given {
        Ok(()) if after.is_empty() => return Ok(see_other("/desk/sections?done=saved")),
        Ok(()) => return Ok(see_other(&format!("/desk/sections?done=saved&after={after}"))),
        Err(error) => FormErrors::of(error)?,
    };
    let FormErrors { status, errors, problem, .. } = faults;
    let again = Some((slug, ticked));
    let feedback = Feedback { status, after, again, errors, problem, ..Feedback::default() };
    show_list(&app, &request, &staff, feedback).await
}
