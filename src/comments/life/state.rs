//! The state of a comment that a change is decided on, and what a change that does not fit it is
//! refused with.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::comments::life::store;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, CommentId, ReaderId, SectionId};
use crate::status::{Status, Unchanged};

/// Stands for the name of an account that is gone.
pub const LEFT: &str = "A former colleague";

/// The state of a comment, without its text.
#[derive(Clone, Debug, Queryable)]
pub struct State {
    /// The row.
    pub id: CommentId,
    /// The article it stands under.
    pub article_id: ArticleId,
    /// The comment that begins its thread; None for that one itself.
    pub root_id: Option<CommentId>,
    /// The article's section.
    pub section_id: Option<SectionId>,
    /// The author; None for staff and for what is deleted.
    pub reader_id: Option<ReaderId>,
    /// The present status.
    pub status: Status,
    /// Grows by one with each change of status or text.
    pub version: i64,
    /// When it was posted.
    pub created_at: Time,
    /// When the author's address was last confirmed.
    pub proven_at: Option<Time>,
    /// Who has claimed the comment, even if the claim has run out.
    pub claimed_by: Option<AccountId>,
}

/// Locks a comment and returns its state. Until the transaction ends nobody else changes the
/// comment, opens or answers a review of it, or flags it. On SQLite only one transaction writes at
/// a time.
///
/// Every transaction takes its locks in this order: the flagger who sends a flag, the comments in
/// the order of their numbers, their reviews, the records of flaggers, the reader.
///
/// # Errors
/// [`Error::NotFound`].
pub fn lock(conn: &mut Connection, id: CommentId) -> Result<State> {
    store::lock(conn, id)?.ok_or(Error::NotFound)
}

/// Locks a comment as [`lock`] does, for somebody who has seen `version` of it.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `stale_version` with the present state.
pub fn lock_at(conn: &mut Connection, id: CommentId, version: i64) -> Result<State> {
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

/// The state of a comment, which may change at any moment.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(conn: &mut Connection, id: CommentId) -> Result<State> {
    store::find(conn, id)?.ok_or(Error::NotFound)
}

/// The state of a comment as it is sent to staff who acted on an older one, with who changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PresentState)]
pub struct Present {
    /// The present status.
    pub status: Status,
    /// The version to decide about.
    pub version: i64,
    /// What was last done.
    pub decision: Option<Act>,
    /// Who did it; null for the site's policy.
    pub decided_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Time>,
}

/// The present state of a comment and who brought it about.
///
/// # Errors
/// [`Error::NotFound`].
pub fn present(conn: &mut Connection, id: CommentId) -> Result<Present> {
    let state = find(conn, id)?;
    let (decision, decided_by, decided_at) = match store::last_act(conn, id)? {
        None => (None, None, None),
        Some((act, None, _, at)) => (Some(act), None, Some(at)),
        Some((act, Some(_), name, at)) => {
            (Some(act), Some(name.unwrap_or_else(|| LEFT.to_owned())), Some(at))
        }
    };
    Ok(Present { status: state.status, version: state.version, decision, decided_by, decided_at })
}

impl Present {
    /// Refuses a request that does not fit this state.
    pub fn refuse(&self, code: &'static str, detail: impl Into<String>) -> Error {
        match serde_json::to_value(self) {
            Ok(present) => {
                Error::Conflict { code, detail: detail.into(), present: Some(Box::new(present)) }
            }
            Err(cause) => Error::internal(cause),
        }
    }

    /// Refuses a request about an older version, and names who was faster.
    pub fn stale(&self) -> Error {
        let own = matches!(self.decision, Some(Act::Edit | Act::Revise));
        let who =
            self.decided_by.as_deref().unwrap_or(if own { "its author" } else { "screening" });
        let what = self.decision.map_or("changed it", Act::past);
        let detail = format!(
            "This comment is not as it was: {who} {what} meanwhile. Look at it as it is now."
        );
        self.refuse("stale_version", detail)
    }

    /// Refuses a decision that would not change this state.
    pub(super) fn unchanged(&self, unchanged: Unchanged) -> Error {
        match Error::from(unchanged) {
            Error::Conflict { code, detail, .. } => self.refuse(code, detail),
            other => other,
        }
    }
}
