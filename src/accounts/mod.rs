//! The staff: who they are, how they sign in, and what proves it.
//!
//! Here: accounts and the first admin. In `sign_in`: passwords tried, sessions begun and ended. In
//! `tokens`: API tokens. Addresses are sealed by the vault; the row is bound in by the address's
//! own blind index, so a seal that is copied into another account does not open there.

pub mod model;
pub mod password_rules;
pub mod records;
pub mod sign_in;
mod store;
pub mod tokens;
pub mod view;
mod waits;
pub mod web;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde_json::{Value, json};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::accounts::model::{Contact, Name, NewAccount, Role};
use crate::accounts::password_rules::About;
use crate::accounts::records::Member;
use crate::accounts::store::NewRow;
use crate::address::EmailAddress;
use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::ids::AccountId;
use crate::settings;
use crate::vault::{self, Vault};

/// The name in `settings` of the hash of the set-up link's token.
const SETUP_TOKEN: &str = "setup_token";
/// Changes to who is admin wait for each other, so that two of them cannot remove each other at
/// once.
const ADMINS: &[u8] = b"\0admins\0";

/// Everyone who decides on comments and may sign in.
pub fn moderators(conn: &mut Connection) -> Result<Vec<Contact>> {
    store::contacts(conn, Role::Moderator)
}

/// Someone of the staff, unless the account is disabled or there is none.
pub fn contact(conn: &mut Connection, id: AccountId) -> Result<Option<Contact>> {
    Ok(store::find(conn, id)?
        .filter(|account| account.disabled_at.is_none())
        .map(|account| account.contact()))
}

/// The address in clear, for sending a mail and for those who may see it.
pub fn open_address(vault: &Vault, contact: &Contact) -> Result<Zeroizing<String>> {
    vault.open(&contact.email_sealed, &row(&contact.email_index))
}

/// Reads a new account, with all faults at once. The API, the set-up page and the command line
/// share it.
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
    let about = About { site, name, email };
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

/// An account ready for the transaction: its address sealed, its password hashed.
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

/// What a seal of an account's address is bound to.
fn row(email_index: &[u8]) -> Vec<u8> {
    [b"account", email_index].concat()
}

/// Adds an account, as the operator of the machine.
///
/// # Errors
/// [`Error::Conflict`] `duplicate` if the address has one already.
pub fn add(conn: &mut Connection, account: &NewRow) -> Result<Member> {
    add_by(conn, account, None)
}

/// Adds an account, as the admin `by`; None stands for the operator of the machine.
///
/// # Errors
/// [`Error::Conflict`] `duplicate` if the address has one already.
pub fn add_by(conn: &mut Connection, account: &NewRow, by: Option<AccountId>) -> Result<Member> {
    let id = store::insert(conn, account)?.ok_or_else(|| {
        Error::conflict("duplicate", "There is already an account with this address.")
    })?;
    let made = store::find(conn, id)?.ok_or(Error::NotFound)?;
    let detail = json!({ "account": id, "made": true, "role": made.role });
    log(conn, Act::Account, by, detail, account.created_at)?;
    Ok(made)
}

/// A line of the log about accounts and what belongs to them.
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

/// Up to `limit` accounts with numbers above `after`, in the order in which they were made.
pub fn list(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Member>> {
    store::list(conn, after, limit)
}

/// What to change about an account; what is None stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another name.
    pub name: Option<Name>,
    /// Another role; sessions and tokens have it from the next request on.
    pub role: Option<Role>,
    /// Whether the account may sign in.
    pub access: Option<Access>,
}

/// Whether an account may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Enabled,
    /// It may not; its sessions and tokens end, and do not come back.
    Disabled,
}

/// Changes an account, as the admin `by`, and returns it as it then is; None stands for the
/// operator of the machine.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] `last_admin` where nobody would be left to undo it.
pub fn change(
    conn: &mut Connection,
    id: AccountId,
    change: &Change,
    by: Option<AccountId>,
    now: Time,
) -> Result<Member> {
    dialect::serialize_on(conn, ADMINS)?;
    let before = store::find_alone(conn, id)?.ok_or(Error::NotFound)?;
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
    let rules = |account: &Member| account.role == Role::Admin && account.disabled_at.is_none();
    if rules(&before) && !rules(&after) && store::other_admins(conn, id)? == 0 {
        return Err(Error::conflict(
            "last_admin",
            "This is the last admin. Make somebody else admin first.",
        ));
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

/// Gives an account a new password without asking for the old one, as the operator of the machine,
/// and ends its sessions.
pub fn reset_password(
    conn: &mut Connection,
    id: AccountId,
    password_hash: &str,
    now: Time,
) -> Result<()> {
    store::find_alone(conn, id)?.ok_or(Error::NotFound)?;
    store::set_password(conn, id, password_hash)?;
    log(conn, Act::Password, None, json!({ "account": id }), now)?;
    store::sessions::delete_all(conn, id)
}

/// A fresh link with which the first admin can be made, if there is none yet; an earlier link ends
/// with it.
///
/// Only the hash of its token is stored. The caller shows the link on the console and nowhere else.
pub async fn setup_link(app: &App) -> Result<Option<String>> {
    let token = vault::secret()?;
    let hash = URL_SAFE_NO_PAD.encode(vault::hash(&token));
    let needed = app
        .db
        .write(move |conn| {
            dialect::serialize_on(conn, ADMINS)?;
            if store::has_admin(conn)? {
                return Ok(false);
            }
            settings::set(conn, SETUP_TOKEN, &hash)?;
            Ok(true)
        })
        .await?;
    Ok(needed.then(|| format!("{}/setup/{token}", app.config.server.base_url)))
}

/// Whether `token` is the one of the set-up link and nobody has used it yet.
pub fn may_set_up(conn: &mut Connection, token: &str) -> Result<bool> {
    let Some(stored) = settings::get(conn, SETUP_TOKEN)? else { return Ok(false) };
    let given = URL_SAFE_NO_PAD.encode(vault::hash(token));
    Ok(bool::from(stored.as_bytes().ct_eq(given.as_bytes())) && !store::has_admin(conn)?)
}

/// Makes the first admin. Of several who try at once, one does.
///
/// # Errors
/// [`Error::Conflict`] `already_set_up` if there is an admin.
pub fn set_up(conn: &mut Connection, admin: &NewRow) -> Result<Member> {
    dialect::serialize_on(conn, ADMINS)?;
    if store::has_admin(conn)? {
        return Err(Error::conflict(
            "already_set_up",
            "There is an admin already; ask them for an account.",
        ));
    }
    settings::remove(conn, SETUP_TOKEN)?;
    add(conn, admin)
}

/// Everybody who may sign in and whose address the mail server refuses, with the name.
pub fn refused_mail(conn: &mut Connection) -> Result<Vec<(AccountId, String)>> {
    store::refused_mail(conn)
}

/// Removes what has ended: sessions, and wrong passwords of long ago. For the worker, now and then.
pub fn remove_expired(conn: &mut Connection, now: Time) -> Result<usize> {
    Ok(store::sessions::delete_ended(conn, now)? + sign_in::forget_attempts(conn, now)?)
}

#[cfg(test)]
mod tests;
