//! The mails with links to an account: an invitation, and a new password. Unlike other mails to
//! staff they are not about comments.

use std::sync::Arc;

use crate::accounts::records::{Invitation, Member};
use crate::accounts::{invitations, resets};
use crate::app::App;
use crate::clock::Time;
use crate::config::Config;
use crate::error::Result;
use crate::i18n::Words;
use crate::ids::{InvitationId, PasswordResetId};
use crate::mail::one_line;
use crate::notify::facts::TITLE_LENGTH;
use crate::notify::letter::{Letter, Part};
use crate::notify::message_id::message_id;
use crate::notify::model::{Event, invited_recipient, recipient};
use crate::notify::store::deliveries;
use crate::queue::{self, Claimed, Job};

/// Plans the mail with the link of an invitation and finishes its job, in one transaction.
pub async fn plan_invitation(
    app: &Arc<App>,
    claimed: Claimed,
    id: InvitationId,
    at: i64,
) -> Result<()> {
    let now = app.clock.now();
    let event = Event::Invitation(id, at);
    let message_id = message_id(app, &event.to_string(), &invited_recipient(id));
    let planning = app.db.write(move |conn| {
        if let Some(delivery) = deliveries::insert_for_invited(conn, event, id, &message_id, now)? {
            queue::enqueue(conn, Job::Deliver { delivery }, now)?;
        }
        queue::finish(conn, &claimed)
    });
    planning.await.map(|_| ())
}

/// Plans the mail with the link for a new password, if the address has an account, and finishes its
/// job, in one transaction.
pub async fn plan_reset(
    app: &Arc<App>,
    claimed: Claimed,
    id: PasswordResetId,
    at: i64,
) -> Result<()> {
    let (now, parts) = (app.clock.now(), Arc::clone(app));
    let planning = app.db.write(move |conn| {
        if let Some(account) = resets::recipient(conn, id, Time::from_micros(at), now)? {
            let event = Event::PasswordReset(account, at);
            let message_id = message_id(&parts, &event.to_string(), &recipient(account));
            if let Some(delivery) = deliveries::insert(conn, event, account, &message_id, now)? {
                queue::enqueue(conn, Job::Deliver { delivery }, now)?;
            }
        }
        queue::finish(conn, &claimed)
    });
    planning.await.map(|_| ())
}

/// The absolute address where the invitation is accepted, which contains the token.
pub(super) fn invitation_link(app: &App, invitation: &Invitation) -> String {
    let token = invitations::token(&app.vault, invitation);
    format!("{}/desk/invitation/{token}", app.config.server.base_url)
}

/// The link for a new password that was requested at this time.
pub(super) fn reset_link(app: &App, account: &Member, at: Time) -> String {
    let token = resets::token(&app.vault, account, at);
    format!("{}/desk/password/{token}", app.config.server.base_url)
}

/// The mail to a person who is invited.
pub(super) fn invitation<'a>(
    config: &'a Config,
    words: &'a Words,
    invitation: &Invitation,
    link: String,
) -> Letter<'a> {
    let site = &config.site.title;
    let role = words.say(&invitation.role.title()).into_owned();
    let until = words.minute(invitation.expires_at, &config.site.timezone);
    Letter {
        words,
        config,
        subject: words.mail_invitation_subject(one_line(site, TITLE_LENGTH)).into_owned(),
        parts: vec![
            Part::paragraph(words.mail_invitation_text(&invitation.name, site, role)),
            Part::Button(words.mail_invitation_button().into_owned(), link),
            Part::paragraph(words.mail_invitation_until(until)),
            Part::paragraph(words.mail_invitation_ignore()),
        ],
        why: None,
        stop: None,
    }
}

/// The mail with a link for a new password.
pub(super) fn reset<'a>(config: &'a Config, words: &'a Words, link: String) -> Letter<'a> {
    let site = &config.site.title;
    Letter {
        words,
        config,
        subject: words.mail_reset_subject(one_line(site, TITLE_LENGTH)).into_owned(),
        parts: vec![
            Part::paragraph(words.mail_reset_text(site)),
            Part::Button(words.mail_reset_button().into_owned(), link),
            Part::paragraph(words.mail_reset_once()),
            Part::paragraph(words.mail_reset_ignore()),
        ],
        why: None,
        stop: None,
    }
}
