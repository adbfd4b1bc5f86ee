//! Reading and locking the state of a comment.

use crate::comments::life::model::{PresentState, State, colleague};
use crate::comments::life::store;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;

/// Locks a comment and returns its state. Until the transaction ends, nobody else changes the
/// comment, opens or answers a review of it, or flags it. On SQLite only one transaction writes at
/// a time anyway.
///
/// Every transaction takes its locks in this order: the flagger who sends a flag, the comments in
/// the order of their numbers, their reviews, the records of flaggers, the reader.
///
/// # Errors
/// [`Error::NotFound`].
pub fn lock(conn: &mut Connection, id: CommentId) -> Result<State> {
    store::lock(conn, id)?.ok_or(Error::NotFound)
}

/// Locks a comment as [`lock`] does, and checks that it still has `version`.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `stale_version` with the present state.
pub fn lock_version(conn: &mut Connection, id: CommentId, version: i64) -> Result<State> {
    let state = lock(conn, id)?;
    match state.version == version {
        true => Ok(state),
        false => Err(present(conn, id)?.stale()),
    }
}

/// Locks these comments, in the order of their numbers, and returns the states of those that exist.
pub fn lock_all(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<State>> {
    store::lock_all(conn, ids)
}

/// The state of a comment, without locking it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(conn: &mut Connection, id: CommentId) -> Result<State> {
    store::find(conn, id)?.ok_or(Error::NotFound)
}

/// The present state of a comment and its last change.
///
/// # Errors
/// [`Error::NotFound`].
pub fn present(conn: &mut Connection, id: CommentId) -> Result<PresentState> {
    let state = find(conn, id)?;
    let (decision, decided_by, decided_at) = match store::last_act(conn, id)? {
        None => (None, None, None),
        Some((act, None, _, at)) => (Some(act), None, Some(at)),
        Some((act, Some(_), name, at)) => {
            (Some(act), Some(colleague(name.as_deref()).to_owned()), Some(at))
        }
    };
    Ok(PresentState {
        status: state.status,
        version: state.version,
        decision,
        decided_by,
        decided_at,
    })
}
