//! `/desk/sections`: the moderators of each section, a form for each.

pub mod view;

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::{Role, Staff};
use crate::accounts::web::{Editor, Moderator};
use crate::app::App;
use crate::db::Connection;
use crate::desk::form::DeskForm;
use crate::desk::layout::{NavEntry, head};
use crate::desk::queue::query::ListQuery;
use crate::desk::sections::view::{ModeratorChoice, SectionRow, SectionsPage};
use crate::desk::words::colleague;
use crate::error::{Error, FieldError};
use crate::ids::AccountId;
use crate::moderation::model::Actor;
use crate::moderation::section_moderators::{self, SectionDesk};
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
    let done = query.done.is_some_and(|done| done == "saved").then_some("Saved.");
    let after = query.after.unwrap_or_default();
    show_list(&app, &request, &staff, Feedback { after, done, ..Feedback::default() }).await
}

/// The result of the last action, and what was written if it was refused.
#[derive(Default)]
struct Feedback {
    status: StatusCode,
    /// The cursor at which the part begins.
    after: String,
    done: Option<&'static str>,
    /// The section whose form was refused, and the ticked accounts.
    again: Option<(String, BTreeSet<AccountId>)>,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
}

async fn show_list(app: &App, request: &HttpRequest, staff: &Staff, feedback: Feedback) -> Answer {
    let Feedback { status, after, done, again, errors, problem } = feedback;
    let begins: Option<String> = if after.is_empty() { None } else { Some(list::key(&after)?) };
    let read = move |conn: &mut Connection| {
        Ok((
            section_moderators::list(conn, begins.as_deref(), PAGE.and_one())?,
            section_moderators::candidates(conn)?,
        ))
    };
    let (found, able) = app.db.read(read).await?;
    let (found, next) = PAGE.cut(found, |last| last.slug.clone());
    let next = next.map(|next| format!("/desk/sections?after={next}"));
    let view = SectionsPage {
        site: &Site::for_staff(&app.settings()),
        staff: head(app, request, staff, NavEntry::Sections).await?,
        sections: found.into_iter().map(|section| row(section, &able, again.as_ref())).collect(),
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
    section: SectionDesk,
    able: &[Actor],
    again: Option<&(String, BTreeSet<AccountId>)>,
) -> SectionRow {
    let sent = again.filter(|(slug, _)| *slug == section.slug).map(|(_, ticked)| ticked);
    let ticked = sent.unwrap_or(&section.moderators);
    let choice = |actor: &Actor| ModeratorChoice {
        id: actor.id.0,
        name: colleague(Some(actor)),
        ticked: ticked.contains(&actor.id),
    };
    let theirs = able.iter().filter(|actor| section.moderators.contains(&actor.id));
    let list = serde_urlencoded::to_string([("section", &section.slug)]).unwrap_or_default();
    SectionRow {
        moderators: theirs.map(|actor| colleague(Some(actor))).collect(),
        choices: able.iter().map(choice).collect(),
        again: sent.is_some(),
        list_href: ListQuery::read(&list).href(),
        slug: section.slug,
        name: section.name,
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
        Err(Error::invalid("accounts", "unknown", "Tick the section’s moderators"))
    };
    let faults = match given {
        Ok(()) if after.is_empty() => return Ok(see_other("/desk/sections?done=saved")),
        Ok(()) => return Ok(see_other(&format!("/desk/sections?done=saved&after={after}"))),
        Err(error) => FormErrors::of(error)?,
    };
    let FormErrors { status, errors, problem, .. } = faults;
    let again = Some((slug, ticked));
    let feedback = Feedback { status, after, done: None, again, errors, problem };
    show_list(&app, &request, &staff, feedback).await
}
