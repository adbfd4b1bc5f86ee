//! Invitations: an admin names an address, a name and a role; a mail brings a link; the person sets
//! a password and has an account. No admin ever knows the password.
//!
//! The link is signed and contains the time at which it was sent, so that no secret is stored and a
//! new link ends the older one. It works once: accepting deletes the invitation.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde_json::json;

use crate::accounts::model::{Name, NewAccount, Role};
use crate::accounts::password_rules::{self, PasswordOwner};
use crate::accounts::records::{Invitation, Member};
use crate::accounts::store::NewRow;
use crate::accounts::store::invitations as store;
use crate::accounts::store::invitations::NewInvitation;
use crate::accounts::{self, log, row};
use crate::address::EmailAddress;
use crate::app::App;
use crate::audit::model::Act;
use crate::clock::{DAY, Time};
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, InvitationId};
use crate::queue::{self, Job};
use crate::vault::Vault;

/// How long an invitation can be accepted.
pub const LIFETIME: Duration = DAY.saturating_mul(7);
/// The least time between two mails with a link to one address.
pub const MAIL_INTERVAL: Duration = Duration::from_secs(15 * 60);
/// How long an expired invitation is listed before it is deleted.
const KEPT: Duration = DAY.saturating_mul(30);

/// Validates address, name and role of a person to invite, and reports all faults together.
///
/// # Errors
/// [`Error::Invalid`] in `email`, `name` or `role`.
pub fn parse(email: &str, name: &str, role: Result<Role, FieldError>) -> Result<NewAccount> {
    let mut faults = Vec::new();
    let name = Name::parse(name).map_err(|fault| faults.push(fault)).ok();
    let email = EmailAddress::parse(email).map_err(|fault| faults.push(fault.of("email"))).ok();
    let role = role.map_err(|fault| faults.push(fault)).ok();
    match (name, email, role) {
        (Some(name), Some(email), Some(role)) => Ok(NewAccount { email, name, role }),
        _ => Err(Error::Invalid(faults)),
    }
}

/// The row of a new invitation, with its address sealed.
pub fn prepare(
    vault: &Vault,
    account: &NewAccount,
    by: AccountId,
    now: Time,
) -> Result<NewInvitation> {
    let email_index = vault.index(&account.email.canonical());
    Ok(NewInvitation {
        email_sealed: vault.seal(account.email.as_str(), &row(&email_index))?,
        email_index,
        name: account.name.as_str().to_owned(),
        role: account.role,
        invited_by: Some(by),
        created_at: now,
        sent_at: now,
        expires_at: now.plus(LIFETIME),
    })
}

/// Invites a person for the admin `by`, and queues the mail.
///
/// # Errors
/// [`Error::Conflict`]: `duplicate` if the address has an account, `invited` if it has an invitation.
pub fn invite(conn: &mut Connection, new: &NewInvitation, by: AccountId) -> Result<Invitation> {
    let now = new.created_at;
    dialect::serialize_on(conn, &new.email_index)?;
    if accounts::store::by_index(conn, &new.email_index)?.is_some() {
        return Err(Error::conflict("duplicate", Message::fault_has_account()));
    }
    let id = store::insert(conn, new)?
        .ok_or_else(|| Error::conflict("invited", Message::fault_invited()))?;
    mail(conn, id, now)?;
    let detail = json!({ "invitation": id, "name": new.name, "role": new.role });
    log(conn, Act::Invite, Some(by), detail, now)?;
    store::find(conn, id)?.ok_or(Error::NotFound)
}

fn mail(conn: &mut Connection, invitation: InvitationId, now: Time) -> Result<()> {
    queue::enqueue(conn, Job::Invitation { invitation, at: now.micros() }, now)
}

/// Up to `limit` invitations with ids above `after`, oldest first, each with the name of the admin.
pub fn list(
    conn: &mut Connection,
    after: i64,
    limit: i64,
) -> Result<Vec<(Invitation, Option<String>)>> {
    store::list(conn, after, limit)
}

/// One invitation.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(conn: &mut Connection, id: InvitationId) -> Result<Invitation> {
    store::find(conn, id)?.ok_or(Error::NotFound)
}

/// Sends a new link, which is valid for a week again; the older one ends. It is the invitation of the
/// admin `by` from then on.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::TooFast`] less than [`MAIL_INTERVAL`] after the last link.
pub fn resend(
    conn: &mut Connection,
    id: InvitationId,
    by: AccountId,
    now: Time,
) -> Result<Invitation> {
    let invitation = locked(conn, id)?;
    if let Some(retry_after) = now.remaining(MAIL_INTERVAL, invitation.sent_at) {
        return Err(Error::TooFast { retry_after });
    }
    store::renew(conn, id, by, now, now.plus(LIFETIME))?;
    mail(conn, id, now)?;
    let detail = json!({
        "invitation": id, "name": invitation.name, "role": invitation.role, "again": true,
    });
    log(conn, Act::Invite, Some(by), detail, now)?;
    find(conn, id)
}

/// Revokes an invitation; its link ends.
///
/// # Errors
/// [`Error::NotFound`].
pub fn revoke(conn: &mut Connection, id: InvitationId, by: AccountId, now: Time) -> Result<()> {
    let invitation = locked(conn, id)?;
    store::delete(conn, id)?;
    let detail = json!({ "invitation": id, "name": invitation.name });
    log(conn, Act::RevokeInvitation, Some(by), detail, now)
}

/// Locks the address until the end of the transaction: acceptance, revocation and a new link exclude
/// each other.
fn locked(conn: &mut Connection, id: InvitationId) -> Result<Invitation> {
    let invitation = find(conn, id)?;
    dialect::serialize_on(conn, &invitation.email_index)?;
    find(conn, id)
}

/// The secret part of the link in the mail of this time: `/invitation/{token}`.
pub fn token(vault: &Vault, invitation: &Invitation) -> String {
    let content =
        [invitation.id.0.to_be_bytes(), invitation.sent_at.micros().to_be_bytes()].concat();
    let signature = vault.sign(PURPOSE, &[&content]);
    URL_SAFE_NO_PAD.encode([content, signature.to_vec()].concat())
}

const PURPOSE: &str = "invitation";

/// The invitation of a link, unless it was accepted, revoked, replaced or has expired, or the admin who
/// sent it has lost that role or access: somebody who got hold of an admin's account must not come back by
/// an invitation of their own.
///
/// # Errors
/// [`Error::NotFound`].
pub fn of_token(
    conn: &mut Connection,
    vault: &Vault,
    token: &str,
    now: Time,
) -> Result<Invitation> {
    let (id, sent_at) = read(vault, token).ok_or(Error::NotFound)?;
    let invitation = store::find(conn, id)?
        .filter(|it| it.sent_at == sent_at && now < it.expires_at)
        .ok_or(Error::NotFound)?;
    let Some(by) = invitation.invited_by else { return Ok(invitation) };
    let admin = accounts::store::find(conn, by)?;
    match admin.is_some_and(|by| by.disabled_at.is_none() && by.role == Role::Admin) {
        true => Ok(invitation),
        false => Err(Error::NotFound),
    }
}

fn read(vault: &Vault, token: &str) -> Option<(InvitationId, Time)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (content, signature) = bytes.split_at_checked(16)?;
    if !vault.verify(PURPOSE, &[content], signature) {
        return None;
    }
    let number = |at: usize| content[at..at + 8].try_into().map(i64::from_be_bytes).ok();
    Some((InvitationId(number(0)?), Time::from_micros(number(8)?)))
}

/// Validates the name and the password that the invited person has chosen.
///
/// # Errors
/// [`Error::Invalid`] in `name` or `password`.
pub fn check(
    app: &App,
    invitation: &Invitation,
    name: &str,
    password: &SecretString,
) -> Result<Name> {
    let email = app.vault.open(&invitation.email_sealed, &row(&invitation.email_index))?;
    let about = PasswordOwner { site: &app.settings().site.title, name, email: &email };
    let mut faults = Vec::new();
    let name = Name::parse(name).map_err(|fault| faults.push(fault)).ok();
    match password_rules::check(password, "password", about) {
        Err(Error::Invalid(more)) => faults.extend(more),
        other => other?,
    }
    match name {
        Some(name) if faults.is_empty() => Ok(name),
        _ => Err(Error::Invalid(faults)),
    }
}

/// Creates the account of an invitation with the chosen name and password. Of several calls one
/// succeeds.
///
/// # Errors
/// [`Error::NotFound`] as [`of_token`]; [`Error::Conflict`] `duplicate` if the address has got an
/// account otherwise.
pub fn accept(
    conn: &mut Connection,
    vault: &Vault,
    token: &str,
    name: &Name,
    password_hash: &str,
    now: Time,
) -> Result<Member> {
    let invitation = of_token(conn, vault, token, now)?;
    dialect::serialize_on(conn, &invitation.email_index)?;
    let invitation = of_token(conn, vault, token, now)?;
    store::delete(conn, invitation.id)?;
    let new = NewRow {
        email_index: invitation.email_index,
        email_sealed: invitation.email_sealed,
        name: name.as_str().to_owned(),
        role: invitation.role,
        password_hash: password_hash.to_owned(),
        created_at: now,
    };
    accounts::add_by(conn, &new, invitation.invited_by)
}

/// The opened address of an invitation, for admins and for the mail.
pub fn open_address(vault: &Vault, invitation: &Invitation) -> Result<zeroize::Zeroizing<String>> {
    vault.open(&invitation.email_sealed, &row(&invitation.email_index))
}

/// Deletes invitations that have long expired. Called by the maintenance.
pub(super) fn forget(conn: &mut Connection, now: Time) -> Result<usize> {
    store::delete_expired(conn, now.minus(KEPT))
}
