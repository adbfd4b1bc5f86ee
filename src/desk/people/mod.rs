//! `/desk/people`: the staff, and invitations to it; for admins.

pub mod one;
pub mod view;

use std::collections::HashMap;

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::{Role, Staff};
use crate::accounts::records::{Invitation, Member};
use crate::accounts::web::Admin;
use crate::accounts::web::users::parse_role;
use crate::accounts::{self, invitations};
use crate::app::App;
use crate::clock::Time;
use crate::db::Connection;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::desk::people::view::{InvitationForm, InvitationRow, PeoplePage, PersonRow};
use crate::error::Result;
use crate::i18n::{Message, Words};
use crate::ids::{AccountId, InvitationId};
use crate::moderation::section_moderators;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// People on one page of the list.
const PAGE: list::Size = list::Size::fixed(50);
/// Invitations that are listed at most.
const INVITATIONS: i64 = 200;

/// The part of the list, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct PeopleQuery {
    after: Option<String>,
    done: Option<String>,
}

/// `GET /desk/people`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    Query(query): Query<PeopleQuery>,
) -> Answer {
    let after = list::after::<i64>(query.after.as_deref())?.unwrap_or(0);
    let feedback = Feedback { done: query.done, ..Feedback::default() };
    show_list(&app, &request, &staff, after, InvitationForm::default(), feedback).await
}

async fn show_list(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    after: i64,
    form: InvitationForm,
    feedback: Feedback,
) -> Answer {
    let now = app.clock.now();
    let load = move |conn: &mut Connection| {
        let (people, next) =
            PAGE.take_page(accounts::list(conn, after, PAGE.query_limit())?, |last| last.id);
        let ids: Vec<AccountId> = people.iter().map(|person| person.id).collect();
        let sessions = accounts::session_counts(conn, &ids, now)?;
        let sections = section_moderators::of_accounts(conn, &ids)?;
        let invited =
            if after == 0 { invitations::list(conn, 0, INVITATIONS)? } else { Vec::new() };
        Ok((people, next, sessions, sections, invited))
    };
    let (people, next, sessions, mut sections, invited) = app.db.read(load).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let row = |person: Member| {
        let theirs = sections.remove(&person.id).unwrap_or_default();
        row(&site.words, person, theirs, &sessions)
    };
    let done = match feedback.done.as_deref() {
        Some("invited") => Some(Message::people_done_invited()),
        Some("sent") => Some(Message::people_done_sent()),
        Some("revoked") => Some(Message::people_done_revoked()),
        _ => None,
    };
    let view = PeoplePage {
        staff: head(app, request, staff, NavEntry::People).await?,
        people: people.into_iter().map(row).collect(),
        next: next.map(|next| format!("/desk/people?after={next}")),
        invitations: invited
            .into_iter()
            .map(|(invitation, by)| invitation_row(app, &site.words, invitation, by, now))
            .collect::<Result<_>>()?,
        form,
        roles: roles(&site.words),
        done: done.map(|done| site.words.say(&done).into_owned()),
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

/// Names and words of the roles, for a field to choose from.
pub(super) fn roles(words: &Words) -> Vec<(&'static str, String)> {
    Role::ALL.map(|role| (role.name(), words.say(&role.title()).into_owned())).into()
}

/// A person with the names of their sections.
pub(super) fn row(
    words: &Words,
    person: Member,
    sections: Vec<String>,
    sessions: &HashMap<AccountId, i64>,
) -> PersonRow {
    PersonRow {
        id: person.id.0,
        role: words.say(&person.role.title()).into_owned(),
        sections,
        signed_in: person.signed_in_at.map(Into::into),
        sessions: sessions.get(&person.id).copied().unwrap_or(0),
        disabled: person.disabled_at.is_some(),
        name: person.name,
    }
}

fn invitation_row(
    app: &App,
    words: &Words,
    invitation: Invitation,
    by: Option<String>,
    now: Time,
) -> Result<InvitationRow> {
    Ok(InvitationRow {
        id: invitation.id.0,
        email: invitations::open_address(&app.vault, &invitation)?.to_string(),
        role: words.say(&invitation.role.title()).into_owned(),
        by,
        sent: invitation.sent_at.into(),
        expires: invitation.expires_at.into(),
        expired: now >= invitation.expires_at,
        name: invitation.name,
    })
}

/// The form for an invitation.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewInvitation {
    email: String,
    name: String,
    role: String,
}

/// `POST /desk/people/invitations`: invites a person.
pub async fn invite(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    form: DeskForm<NewInvitation>,
) -> Answer {
    let (DeskForm(sent), now) = (form, app.clock.now());
    let invited = async {
        let account = invitations::parse(&sent.email, &sent.name, parse_role(Some(&sent.role)))?;
        let (new, by) = (invitations::prepare(&app.vault, &account, staff.id, now)?, staff.id);
        app.db.write(move |conn| invitations::invite(conn, &new, by)).await
    };
    match invited.await {
        Ok(_) => {
            app.worker_wakeup.notify_one();
            Ok(see_other("/desk/people?done=invited"))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            let NewInvitation { email, name, role } = sent;
            let form = InvitationForm { email, name, role };
            show_list(&app, &request, &staff, 0, form, feedback).await
        }
    }
}

/// `POST /desk/people/invitations/{id}/resend`: sends a new link.
pub async fn resend(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<InvitationId>,
) -> Answer {
    let (id, by, now) = (*id, staff.id, app.clock.now());
    match app.db.write(move |conn| invitations::resend(conn, id, by, now)).await {
        Ok(_) => {
            app.worker_wakeup.notify_one();
            Ok(see_other("/desk/people?done=sent"))
        }
        Err(error) => {
            let errors = FormErrors::of(error)?
                .with_wait(|wait| Message::people_wait(Message::duration(wait)));
            show_list(&app, &request, &staff, 0, InvitationForm::default(), errors.into()).await
        }
    }
}

/// `POST /desk/people/invitations/{id}/revoke`: revokes an invitation.
pub async fn revoke(
    app: web::Data<App>,
    Admin(staff): Admin,
    id: web::Path<InvitationId>,
) -> Answer {
    let (id, by, now) = (*id, staff.id, app.clock.now());
    app.db.write(move |conn| invitations::revoke(conn, id, by, now)).await?;
    Ok(see_other("/desk/people?done=revoked"))
}
