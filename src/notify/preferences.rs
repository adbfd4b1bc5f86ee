//! The mail preferences of members of the staff.

use std::collections::{BTreeSet, HashMap};

use crate::clock::Zone;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, SectionId};
use crate::notify::store::preferences as store;
use crate::notify::topics::{Preferences, QuietHours, Topic};

/// The preferences of each of these accounts.
pub fn of_all(
    conn: &mut Connection,
    accounts: &BTreeSet<AccountId>,
) -> Result<HashMap<AccountId, Preferences>> {
    store::load(conn, accounts)
}

/// The preferences of an account.
pub fn of(conn: &mut Connection, account: AccountId) -> Result<Preferences> {
    let mut found = store::load(conn, &BTreeSet::from([account]))?;
    Ok(found.remove(&account).unwrap_or_default())
}

/// Stores what an account has chosen.
pub fn set(conn: &mut Connection, account: AccountId, chosen: &Preferences) -> Result<()> {
    store::save(conn, account, chosen)
}

/// Switches the mails about one topic off.
pub fn stop(conn: &mut Connection, account: AccountId, topic: Topic) -> Result<()> {
    let mut chosen = of(conn, account)?;
    chosen.stop(topic);
    store::save(conn, account, &chosen)
}

/// All sections with slug and name, by name.
pub fn sections(conn: &mut Connection) -> Result<Vec<(SectionId, String, String)>> {
    store::sections(conn)
}

/// Quiet hours as they were entered; two empty times are none.
///
/// # Errors
/// `Invalid` with `time_format` at `quiet_from` or `quiet_until`.
pub fn quiet_hours(from: &str, until: &str) -> Result<Option<QuietHours>> {
    match (from.trim(), until.trim()) {
        ("", "") => Ok(None),
        (from, until) => QuietHours::parse(from, until).map(Some).map_err(Error::Invalid),
    }
}

/// The zone as it was entered; empty is the site's.
///
/// # Errors
/// `Invalid` with `unknown` at `timezone`.
pub fn timezone(name: &str) -> Result<Option<String>> {
    let name = name.trim();
    match Zone::named(name) {
        _ if name.is_empty() => Ok(None),
        Some(_) => Ok(Some(name.to_owned())),
        None => Err(Error::Invalid(vec![FieldError::new(
            "timezone",
            "unknown",
            Message::fault_mail_timezone(),
        )])),
    }
}
