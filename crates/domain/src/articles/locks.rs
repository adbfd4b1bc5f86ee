//! Locks: who is writing in an article, so that a second editor learns of it before both write.
//!
//! The editor takes the lock when it opens and renews it while it stays open. A lock that is not renewed
//! ends after [`LASTS`], and a colleague can take it over at once. While somebody holds it, nobody else
//! saves headline, summary or text; the other fields and the steps of the workflow are free.

use std::time::Duration;

use crate::accounts::model::Staff;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId};

use super::model::Lock;
use super::store;

/// How long a lock lasts without being renewed.
pub const LASTS: Duration = Duration::from_secs(120);

/// The lock on an article; `None` if nobody is writing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for an article that `staff` may not edit.
pub fn show(
    conn: &mut Connection,
    id: ArticleId,
    staff: &Staff,
    now: Time,
) -> Result<Option<Lock>> {
    store::load(conn, id)?.check_editor(staff)?;
    store::locks::of(conn, id, now)
}

/// Takes the lock, or renews the member's own, until [`LASTS`] after `now`.
///
/// # Errors
/// As [`show`]; [`Error::Conflict`] `locked` with the lock while a colleague holds it.
pub fn acquire(conn: &mut Connection, id: ArticleId, staff: &Staff, now: Time) -> Result<Lock> {
    store::load(conn, id)?.check_editor(staff)?;
    store::locks::acquire(conn, id, staff.id, now.plus(LASTS), now)?;
    match store::locks::of(conn, id, now)? {
        Some(lock) if lock.by == staff.id => Ok(lock),
        Some(lock) => Err(locked(&lock)),
        None => Err(Error::internal("a lock was not stored")),
    }
}

/// Takes the lock also from a colleague, who can then not save.
///
/// # Errors
/// As [`show`].
pub fn take_over(conn: &mut Connection, id: ArticleId, staff: &Staff, now: Time) -> Result<Lock> {
    store::load(conn, id)?.check_editor(staff)?;
    if store::locks::of(conn, id, now)?.is_some_and(|lock| lock.by != staff.id) {
        store::locks::delete(conn, id)?;
    }
    acquire(conn, id, staff, now)
}

/// Ends the member's own lock, if there is one.
pub fn release(conn: &mut Connection, id: ArticleId, by: AccountId) -> Result<()> {
    store::locks::release(conn, id, by)
}

/// Deletes locks that have ended.
pub fn delete_expired(conn: &mut Connection, now: Time) -> Result<()> {
    store::locks::delete_expired(conn, now)
}

/// Checks that no colleague of `staff` is writing in the article.
///
/// # Errors
/// [`Error::Conflict`] `locked` with the lock.
pub(super) fn check(conn: &mut Connection, id: ArticleId, staff: &Staff, now: Time) -> Result<()> {
    match store::locks::of(conn, id, now)? {
        Some(lock) if lock.by != staff.id => Err(locked(&lock)),
        _ => Ok(()),
    }
}

fn locked(lock: &Lock) -> Error {
    Error::Conflict {
        code: "locked",
        detail: Message::article_locked(&lock.name),
        present: Some(Box::new(serde_json::json!(lock))),
    }
}
