//! `/desk/people/{id}`: one person: name, role, sections, sessions, and whether they may sign in.

use std::collections::{BTreeSet, HashSet};

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::{Name, Role, Staff};
use crate::accounts::web::Admin;
use crate::accounts::web::users::parse_role;
use crate::accounts::{self, Access, Change};
use crate::app::App;
use crate::articles;
use crate::db::Connection;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::desk::people::view::PersonPage;
use crate::desk::people::{roles, row};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::AccountId;
use crate::moderation::section_moderators;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::page::{see_other, show as page_of};
use crate::web::view::Site;

/// Sections that are offered at most.
const SECTIONS: i64 = 200;

/// The last action.
#[derive(Debug, Default, Deserialize)]
pub struct PersonQuery {
    done: Option<String>,
}

/// `GET /desk/people/{id}`.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<AccountId>,
    Query(query): Query<PersonQuery>,
) -> Answer {
    let feedback = Feedback { done: query.done, ..Feedback::default() };
    show_person(&app, &request, &staff, *id, None, feedback).await
}

/// Name and role.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonForm {
    name: String,
    role: String,
}

/// `POST /desk/people/{id}`: changes name and role.
pub async fn change(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<AccountId>,
    form: DeskForm<PersonForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    match save(&app, &staff, id, read(&sent)).await {
        Ok(()) => Ok(see_other(&format!("/desk/people/{id}?done=saved"))),
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_person(&app, &request, &staff, id, Some(sent), feedback).await
        }
    }
}

fn read(sent: &PersonForm) -> Result<Change> {
    let mut faults = Vec::new();
    let name = Name::parse(&sent.name).map_err(|fault| faults.push(fault)).ok();
    let role = parse_role(Some(&sent.role)).map_err(|fault| faults.push(fault)).ok();
    let change = Change { name, role, access: None };
    if faults.is_empty() { Ok(change) } else { Err(Error::Invalid(faults)) }
}

async fn save(app: &App, staff: &Staff, id: AccountId, change: Result<Change>) -> Result<()> {
    let (change, by, now) = (change?, Some(staff.id), app.clock.now());
    app.db.write(move |conn| accounts::change(conn, id, &change, by, now)).await.map(|_| ())
}

/// Whether the account is to be disabled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessForm {
    disabled: bool,
}

/// `POST /desk/people/{id}/access`: disables the account, which ends its sessions and tokens, or
/// enables it again.
pub async fn set_access(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<AccountId>,
    form: DeskForm<AccessForm>,
) -> Answer {
    let (id, DeskForm(AccessForm { disabled })) = (*id, form);
    let access = if disabled { Access::Disabled } else { Access::Enabled };
    let change = Change { access: Some(access), ..Change::default() };
    match save(&app, &staff, id, Ok(change)).await {
        Ok(()) => {
            let done = if disabled { "disabled" } else { "enabled" };
            Ok(see_other(&format!("/desk/people/{id}?done={done}")))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_person(&app, &request, &staff, id, None, feedback).await
        }
    }
}

/// `POST /desk/people/{id}/sessions/end`: signs the person out everywhere.
pub async fn end_sessions(
    app: web::Data<App>,
    Admin(staff): Admin,
    id: web::Path<AccountId>,
) -> Answer {
    let (id, by, now) = (*id, Some(staff.id), app.clock.now());
    app.db.write(move |conn| accounts::end_sessions(conn, id, by, now)).await?;
    Ok(see_other(&format!("/desk/people/{id}?done=ended")))
}

/// `POST /desk/people/{id}/sections`: makes the person a moderator of the ticked sections only.
pub async fn assign_sections(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<AccountId>,
    form: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let (id, DeskForm(fields), now) = (*id, form, app.clock.now());
    let ticked: BTreeSet<String> =
        fields.into_iter().filter(|(field, _)| field == "section").map(|(_, slug)| slug).collect();
    let by = staff.id;
    let assign =
        move |conn: &mut Connection| section_moderators::assign_to(conn, id, &ticked, by, now);
    match app.db.write(assign).await {
        Ok(()) => Ok(see_other(&format!("/desk/people/{id}?done=sections"))),
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_person(&app, &request, &staff, id, None, feedback).await
        }
    }
}

async fn show_person(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    id: AccountId,
    sent: Option<PersonForm>,
    feedback: Feedback,
) -> Answer {
    let now = app.clock.now();
    let load = move |conn: &mut Connection| {
        let person = accounts::find(conn, id)?;
        let sessions = accounts::session_counts(conn, &[id], now)?;
        let able = person.role >= Role::Moderator && person.disabled_at.is_none();
        let sections =
            if able { section_moderators::list(conn, None, SECTIONS)? } else { Vec::new() };
        Ok((person, sessions, sections, articles::sections::all(conn)?))
    };
    let (person, sessions, sections, tree) = app.db.read(load).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let done = match feedback.done.as_deref() {
        Some("saved") => Some(Message::person_done_saved()),
        Some("sections") => Some(Message::person_done_sections()),
        Some("ended") => Some(Message::person_done_ended()),
        Some("disabled") => Some(Message::person_done_disabled()),
        Some("enabled") => Some(Message::person_done_enabled()),
        _ => None,
    };
    let theirs: HashSet<String> = sections
        .iter()
        .filter(|section| section.moderators.contains(&id))
        .map(|section| section.slug.clone())
        .collect();
    // In the order of the tree and by their names from the top, because two may have the same name.
    let sections: Vec<(String, String, bool)> = tree
        .into_iter()
        .filter(|section| sections.iter().any(|listed| listed.slug == section.node.slug))
        .map(|section| (section.path, section.node.slug))
        .map(|(path, slug)| (slug.clone(), path, theirs.contains(&slug)))
        .collect();
    let names = sections.iter().filter(|(.., theirs)| *theirs).map(|(_, name, _)| name.clone());
    let sent = sent.unwrap_or_else(|| PersonForm {
        name: person.name.clone(),
        role: person.role.name().to_owned(),
    });
    let view = PersonPage {
        staff: head(app, request, staff, NavEntry::People).await?,
        email: accounts::open_address(&app.vault, &person.contact())?.to_string(),
        created: person.created_at.into(),
        name: sent.name,
        role: sent.role,
        own: id == staff.id,
        person: row(&site.words, person, names.collect(), &sessions),
        roles: roles(&site.words),
        sections,
        done: done.map(|done| site.words.say(&done).into_owned()),
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    page_of(feedback.status, &view)
}
