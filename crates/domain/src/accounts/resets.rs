//! A new password by mail, for members who have forgotten theirs.
//!
//! A request does the same for every address, with an account or without one: it stores a row and
//! queues a job. Only the job looks for the account, so neither the answer nor its time reveals
//! whether there is one.
//!
//! The link is signed with the account's present password hash: it works once, and ends with any
//! change of the password.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde_json::json;

use crate::accounts::invitations::MAIL_INTERVAL;
use crate::accounts::password_rules::{self, PasswordOwner};
use crate::accounts::records::Member;
use crate::accounts::sign_in::Browser;
use crate::accounts::store;
use crate::accounts::store::invitations as requests;
use crate::accounts::{self, log};
use crate::address::EmailAddress;
use crate::app::App;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, PasswordResetId};
use crate::queue::{self, Job};
use crate::vault::Vault;

/// How long a link is valid.
pub const LIFETIME: Duration = Duration::from_secs(3_600);

const PURPOSE: &str = "password reset";

/// Requests a link for this address. Within [`MAIL_INTERVAL`] of the last request it does nothing.
///
/// # Errors
/// [`Error::Invalid`] in `email`; [`Error::TooFast`] after many requests from one network.
pub async fn request(app: &App, email: &str, browser: &Browser, now: Time) -> Result<()> {
    let email =
        EmailAddress::parse(email).map_err(|fault| Error::Invalid(vec![fault.of("email")]))?;
    let index = app.vault.index(&email.canonical());
    let network = app.vault.network_hash(browser.address, now);
    let network = app.vault.sign("reset network", &[&network]).to_vec();
    app.db
        .write(move |conn| {
            accounts::count_request(conn, &network, now)?;
            dialect::serialize_on(conn, &index)?;
            let last = requests::reset_requested(conn, &index)?;
            if last.is_some_and(|last| now.remaining(MAIL_INTERVAL, last).is_some()) {
                return Ok(());
            }
            let request = requests::request_reset(conn, &index, now)?;
            queue::enqueue(conn, Job::PasswordReset { request, at: now.micros() }, now)
        })
        .await?;
    app.worker_wakeup.notify_one();
    Ok(())
}

/// The account to mail a link to; `None` if the address has no account or was asked for again.
/// Called by the job, which plans the mail, and logged there.
pub fn recipient(
    conn: &mut Connection,
    id: PasswordResetId,
    at: Time,
    now: Time,
) -> Result<Option<AccountId>> {
    let found = requests::account_of_reset(conn, id)?.filter(|(_, requested)| *requested == at);
    let Some((account, _)) = found else { return Ok(None) };
    log(conn, Act::RequestPassword, None, json!({ "account": account }), now)?;
    Ok(Some(account))
}

/// The secret part of the link: `/password/{token}`.
pub fn token(vault: &Vault, account: &Member, at: Time) -> String {
    let content = [account.id.0.to_be_bytes(), at.micros().to_be_bytes()].concat();
    let signature = vault.sign(PURPOSE, &[&content, account.password_hash.as_bytes()]);
    URL_SAFE_NO_PAD.encode([content, signature.to_vec()].concat())
}

/// The enabled account whose owner last requested a link at this time.
pub fn requested_by(conn: &mut Connection, id: AccountId, at: Time) -> Result<Option<Member>> {
    let Some(account) = store::find(conn, id)? else { return Ok(None) };
    let requested = requests::reset_requested(conn, &account.email_index)?;
    Ok((account.disabled_at.is_none() && requested == Some(at)).then_some(account))
}

/// The account of a link that still works.
///
/// # Errors
/// [`Error::NotFound`] for one that was used, replaced or has expired.
pub fn of_token(conn: &mut Connection, vault: &Vault, token: &str, now: Time) -> Result<Member> {
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| Error::NotFound)?;
    let (content, signature) = bytes.split_at_checked(16).ok_or(Error::NotFound)?;
    let number = |at: usize| {
        content[at..at + 8].try_into().map(i64::from_be_bytes).map_err(|_| Error::NotFound)
    };
    let (id, at) = (AccountId(number(0)?), Time::from_micros(number(8)?));
    let account = requested_by(conn, id, at)?.ok_or(Error::NotFound)?;
    let signed = vault.verify(PURPOSE, &[content, account.password_hash.as_bytes()], signature);
    match signed && now.since(at) < LIFETIME {
        true => Ok(account),
        false => Err(Error::NotFound),
    }
}

/// Validates the new password.
///
/// # Errors
/// [`Error::Invalid`] in `password`.
pub fn check(app: &App, account: &Member, password: &SecretString) -> Result<()> {
    let email = accounts::open_address(&app.vault, &account.contact())?;
    let site = &app.settings().site.title;
    password_rules::check(
        password,
        "password",
        PasswordOwner { site, name: &account.name, email: &email },
    )
}

/// Sets the new password and ends all sessions. Of several calls one succeeds.
///
/// # Errors
/// [`Error::NotFound`] as [`of_token`].
pub fn finish(
    conn: &mut Connection,
    vault: &Vault,
    token: &str,
    password_hash: &str,
    now: Time,
) -> Result<Member> {
    let account = of_token(conn, vault, token, now)?;
    store::find_locked(conn, account.id)?;
    let account = of_token(conn, vault, token, now)?;
    store::set_password(conn, account.id, password_hash)?;
    store::sessions::delete_all(conn, account.id)?;
    requests::delete_reset(conn, &account.email_index)?;
    let detail = json!({ "account": account.id, "by_mail": true });
    log(conn, Act::Password, Some(account.id), detail, now)?;
    Ok(account)
}

/// Deletes old requests. Called by the maintenance.
pub(super) fn forget(conn: &mut Connection, now: Time) -> Result<usize> {
    requests::delete_old_resets(conn, now.minus(LIFETIME))
}
