//! Accounts of the staff: management, sign-in, sessions and API tokens.
//!
//! This file has the accounts and the first admin, `invitations` and `resets` have the links by which
//! members set a password, `sign_in` has passwords and sessions, `tokens` has API tokens. Addresses are sealed by the vault with their blind index as associated data, so
//! a sealed address that is copied into another account cannot be opened there.

pub mod guessing;
pub mod invitations;
pub mod model;
pub mod password_rules;
pub mod records;
pub mod resets;
pub mod sign_in;
mod store;
mod throttle;
pub mod tokens;
pub mod view;
pub mod web;

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde_json::{Value, json};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::accounts::model::{Contact, Name, NewAccount, Role};
use crate::accounts::password_rules::PasswordOwner;
use crate::accounts::records::Member;
use crate::accounts::store::{NewRow, attempts};
use crate::accounts::throttle::Throttle;
use crate::address::EmailAddress;
use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Language, Message};
use crate::ids::AccountId;
use crate::settings;
use crate::vault::{self, Vault};

/// The name in `settings` of the hash of the token in the set-up link.
const SETUP_TOKEN: &str = "setup_token";
/// Within this time several nodes start together. A later start makes the link of an earlier one invalid.
const TOGETHER: Duration = Duration::from_secs(60);
/// The key of the lock under which admins are changed, so that two admins cannot disable each other
/// at the same time.
const ADMINS: &[u8] = b"\0admins\0";

/// Counts a request under `key`, a keyed hash of a network and of what is asked for. After the first twenty of them each
/// has to wait longer, up to five minutes; every five minutes one is forgotten.
///
/// # Errors
/// [`Error::TooFast`].
pub fn count_request(conn: &mut Connection, key: &[u8], now: Time) -> Result<()> {
    dialect::serialize_on(conn, key)?;
    let (count, last) = attempts::find(conn, key)?.unwrap_or((0, now));
    if let Some(retry_after) = Throttle::Network.wait(count, last, now) {
        return Err(Error::TooFast { retry_after });
    }
    attempts::set(conn, key, throttle::decayed(count, last, now) + 1, now)
}

/// All enabled accounts with the role moderator or a higher one.
pub fn moderators(conn: &mut Connection) -> Result<Vec<Contact>> {
    store::contacts(conn, Role::Moderator)
}

/// The contact data of an account, unless it is disabled or does not exist.
pub fn contact(conn: &mut Connection, id: AccountId) -> Result<Option<Contact>> {
    Ok(store::find(conn, id)?
        .filter(|account| account.disabled_at.is_none())
        .map(|account| account.contact()))
}

/// The opened address, for sending a mail and for those who may see it.
pub fn open_address(vault: &Vault, contact: &Contact) -> Result<Zeroizing<String>> {
    vault.open(&contact.email_sealed, &row(&contact.email_index))
}

/// Validates a new account and reports all faults together. Used by the API, the set-up page and
/// the command line.
///
/// # Errors
/// [`Error::Invalid`] in `email`, `name`, `role` or `password`.
pub fn parse(
    site: &str,
    email: &str,
    name: &str,
    role: Result<Role, FieldError>,
    password: &SecretString,
) -> Result<NewAccount> {
    let about = PasswordOwner { site, name, email };
    let mut faults = Vec::new();
    let name = Name::parse(name).map_err(|fault| faults.push(fault)).ok();
    let address = EmailAddress::parse(email).map_err(|fault| faults.push(fault.of("email"))).ok();
    let role = role.map_err(|fault| faults.push(fault)).ok();
    if let Err(error) = password_rules::check(password, "password", about) {
        match error {
            Error::Invalid(more) => faults.extend(more),
            other => return Err(other),
        }
    }
    match (name, address, role) {
        (Some(name), Some(email), Some(role)) if faults.is_empty() => {
            Ok(NewAccount { email, name, role })
        }
        _ => Err(Error::Invalid(faults)),
    }
}

/// The row of a new account, with its address sealed and its password hashed.
pub fn prepare(
    vault: &Vault,
    account: &NewAccount,
    password_hash: String,
    now: Time,
) -> Result<NewRow> {
    let email_index = vault.index(&account.email.canonical());
    Ok(NewRow {
        email_sealed: vault.seal(account.email.as_str(), &row(&email_index))?,
        email_index,
        name: account.name.as_str().to_owned(),
        role: account.role,
        password_hash,
        created_at: now,
    })
}

/// The associated data of an account's sealed address.
fn row(email_index: &[u8]) -> Vec<u8> {
    [b"account", email_index].concat()
}

/// Adds an account for the operator at the command line.
///
/// # Errors
/// [`Error::Conflict`] `duplicate` if the address has one already.
pub fn add(conn: &mut Connection, account: &NewRow) -> Result<Member> {
    add_by(conn, account, None)
}

/// Adds an account for the admin `by`; `None` means the operator at the command line.
///
/// # Errors
/// [`Error::Conflict`] `duplicate` if the address has one already.
pub fn add_by(conn: &mut Connection, account: &NewRow, by: Option<AccountId>) -> Result<Member> {
    let id = store::insert(conn, account)?
        .ok_or_else(|| Error::conflict("duplicate", Message::fault_account_present()))?;
    let made = store::find(conn, id)?.ok_or(Error::NotFound)?;
    let detail = json!({ "account": id, "made": true, "role": made.role });
    log(conn, Act::Account, by, detail, account.created_at)?;
    Ok(made)
}

/// Adds a line about accounts to the audit log.
fn log(
    conn: &mut Connection,
    act: Act,
    by: Option<AccountId>,
    detail: Value,
    now: Time,
) -> Result<()> {
    audit::append(conn, &Entry { actor: by, detail: Some(detail), ..Entry::new(act) }, now)?;
    Ok(())
}

/// The account with this blind index of its address.
///
/// # Errors
/// [`Error::NotFound`].
pub fn of_address(conn: &mut Connection, email_index: &[u8]) -> Result<Member> {
    store::by_index(conn, email_index)?.ok_or(Error::NotFound)
}

/// One account.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(conn: &mut Connection, id: AccountId) -> Result<Member> {
    store::find(conn, id)?.ok_or(Error::NotFound)
}

/// Up to `limit` accounts with ids above `after`, oldest first.
pub fn list(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Member>> {
    store::list(conn, after, limit)
}

/// The changes to an account; `None` changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The new name.
    pub name: Option<Name>,
    /// The new role; it applies to sessions and tokens from the next request on.
    pub role: Option<Role>,
    /// Whether the account is enabled.
    pub access: Option<Access>,
}

/// Whether an account is enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may sign in.
    Enabled,
    /// It may not sign in. Its sessions and tokens end permanently.
    Disabled,
}

/// Changes an account for the admin `by` and returns the changed account; `None` means the operator
/// at the command line.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] `last_admin` if no enabled admin would remain.
pub fn change(
    conn: &mut Connection,
    id: AccountId,
    change: &Change,
    by: Option<AccountId>,
    now: Time,
) -> Result<Member> {
    dialect::serialize_on(conn, ADMINS)?;
    let before = store::find_locked(conn, id)?.ok_or(Error::NotFound)?;
    let mut after = before.clone();
    if let Some(name) = &change.name {
        name.as_str().clone_into(&mut after.name);
    }
    after.role = change.role.unwrap_or(before.role);
    after.disabled_at = match change.access {
        None => before.disabled_at,
        Some(Access::Enabled) => None,
        Some(Access::Disabled) => before.disabled_at.or(Some(now)),
    };
    let is_enabled_admin =
        |account: &Member| account.role == Role::Admin && account.disabled_at.is_none();
    if is_enabled_admin(&before) && !is_enabled_admin(&after) && store::other_admins(conn, id)? == 0
    {
        return Err(Error::conflict("last_admin", Message::fault_last_admin()));
    }
    store::update(conn, &after)?;
    if after.disabled_at.is_some() {
        store::sessions::delete_all(conn, id)?;
        store::tokens::revoke_all(conn, id, now)?;
    }
    let detail = json!({
        "account": id, "renamed": before.name != after.name, "was": before.role, "role": after.role,
        "disabled": after.disabled_at.is_some(),
    });
    log(conn, Act::Account, by, detail, now)?;
    Ok(after)
}

/// Stores the language in which a member reads mails and the desk; `None` for the site's.
///
/// # Errors
/// [`Error::NotFound`].
pub fn set_language(
    conn: &mut Connection,
    id: AccountId,
    language: Option<Language>,
) -> Result<()> {
    if store::set_language(conn, id, language.map(Language::name))? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Sets a new password without the old one, for the operator at the command line, and ends the
/// account's sessions.
pub fn reset_password(
    conn: &mut Connection,
    id: AccountId,
    password_hash: &str,
    now: Time,
) -> Result<()> {
    store::find_locked(conn, id)?.ok_or(Error::NotFound)?;
    store::set_password(conn, id, password_hash)?;
    log(conn, Act::Password, None, json!({ "account": id }), now)?;
    store::sessions::delete_all(conn, id).map(|_| ())
}

/// Creates a link for creating the first admin, if there is none. A link of more than a minute ago becomes invalid;
/// a newer one, which another node has printed, is printed again.
///
/// Its token can be made with the key file only. The caller shows the link on the console and nowhere else.
pub async fn setup_link(app: &App) -> Result<Option<String>> {
    let (seed, now) = (vault::secret()?, app.clock.now());
    let hash = hash_of_setup(&setup_token(&app.vault, &seed));
    let seed = app
        .db
        .write(move |conn| {
            dialect::serialize_on(conn, ADMINS)?;
            if store::has_admin(conn)? {
                return Ok(None);
            }
            // Nodes that start together print the same link.
            let stored = settings::get(conn, SETUP_TOKEN)?;
            if let Some((seed, at, _)) = stored.as_deref().and_then(stored_setup)
                && now.since(at) < TOGETHER
            {
                return Ok(Some(seed.to_owned()));
            }
            settings::set(conn, SETUP_TOKEN, &format!("{seed} {} {hash}", now.micros()))?;
            Ok(Some(seed.clone()))
        })
        .await?;
    Ok(seed.map(|seed| {
        format!("{}/setup/{}", app.config.server.base_url, setup_token(&app.vault, &seed))
    }))
}

/// The seed of the set-up link, when it was made, and the hash of its token.
fn stored_setup(stored: &str) -> Option<(&str, Time, &str)> {
    let (seed, rest) = stored.split_once(' ')?;
    let (at, hash) = rest.split_once(' ')?;
    Some((seed, Time::from_micros(at.parse().ok()?), hash))
}

/// What the link ends with. It cannot be made from the database alone.
fn setup_token(vault: &Vault, seed: &str) -> String {
    URL_SAFE_NO_PAD.encode(vault.sign("set-up link", &[seed.as_bytes()]))
}

/// Whether `token` has the form of the end of a set-up link.
pub fn is_setup_token(token: &str) -> bool {
    URL_SAFE_NO_PAD.decode(token).is_ok_and(|signature| signature.len() == 32)
}

fn hash_of_setup(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(vault::hash(token))
}

/// Whether `token` belongs to the set-up link and there is no admin yet.
pub fn may_set_up(conn: &mut Connection, token: &str) -> Result<bool> {
    let stored = settings::get(conn, SETUP_TOKEN)?;
    let Some((_, _, hash)) = stored.as_deref().and_then(stored_setup) else { return Ok(false) };
    let given = hash_of_setup(token);
    Ok(bool::from(hash.as_bytes().ct_eq(given.as_bytes())) && !store::has_admin(conn)?)
}

/// Creates the first admin. Of several concurrent calls one succeeds.
///
/// # Errors
/// [`Error::Conflict`] `already_set_up` if there is an admin.
pub fn set_up(conn: &mut Connection, admin: &NewRow) -> Result<Member> {
    dialect::serialize_on(conn, ADMINS)?;
    if store::has_admin(conn)? {
        return Err(Error::conflict("already_set_up", Message::fault_set_up_already()));
    }
    settings::remove(conn, SETUP_TOKEN)?;
    add(conn, admin)
}

/// Ids and names of enabled accounts whose address is suppressed.
pub fn refused_mail(conn: &mut Connection) -> Result<Vec<(AccountId, String)>> {
    store::refused_mail(conn)
}

/// Ends all sessions of an account for the admin `by`.
///
/// # Errors
/// [`Error::NotFound`].
pub fn end_sessions(
    conn: &mut Connection,
    id: AccountId,
    by: Option<AccountId>,
    now: Time,
) -> Result<usize> {
    store::find_locked(conn, id)?.ok_or(Error::NotFound)?;
    let ended = store::sessions::delete_all(conn, id)?;
    log(conn, Act::SignOut, by, json!({ "account": id, "sessions": ended }), now)?;
    Ok(ended)
}

/// How many active sessions each of these accounts has.
pub fn session_counts(
    conn: &mut Connection,
    ids: &[AccountId],
    now: Time,
) -> Result<HashMap<AccountId, i64>> {
    store::sessions::counts(conn, ids, now)
}

/// Deletes expired sessions, old counts of wrong passwords, and links that have ended. Called by the maintenance.
pub fn remove_expired(conn: &mut Connection, now: Time) -> Result<usize> {
    Ok(store::sessions::delete_ended(conn, now)?
        + sign_in::forget_attempts(conn, now)?
        + invitations::forget(conn, now)?
        + resets::forget(conn, now)?)
}

#[cfg(test)]
mod tests;
