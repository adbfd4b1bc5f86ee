//! How staff change a comment: decide, edit, undo. Each is one transaction that locks the comment,
//! compares its version with the one that was seen, and changes it.
//!
//! A decision takes three files: `web/deciding.rs` answers the request, [`decide`] opens the
//! transaction's work, and [`comments::life`](crate::comments::life) writes it. The fields are checked
//! in [`request`](crate::moderation::request), the version in
//! [`state::lock_version`](crate::comments::life::state::lock_version).

use crate::clock::Time;
use crate::comments::draft::CommentText;
use crate::comments::life::change;
use crate::comments::life::history::History;
use crate::comments::life::model::{By, Change, Changed, Rendered};
use crate::comments::life::state::lock_version;
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId};
use crate::moderation::request::{DecisionRequest, version_missing};
use crate::status::Status;

/// Decides about a comment.
///
/// Mails, and the destruction of a deleted text, wait for the undo window of the request, because
/// they cannot be undone. From this transaction on no page and no list shows a deleted text.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound), or [`Conflict`](crate::error::Error::Conflict) with
/// the present state: `stale_version`, `already`, `deleted`.
pub fn decide(
    conn: &mut Connection,
    id: CommentId,
    request: &DecisionRequest,
    actor: AccountId,
    now: Time,
) -> Result<Changed> {
    let seen = lock_version(conn, id, request.version)?;
    let by = By {
        reason: request.reason.map(ReasonCode::name),
        note: request.note.as_deref(),
        to_author: request.to_author.as_deref(),
        ..By::staff(actor)
    };
    let decided = Change::Decide {
        decision: request.decision,
        undo_window: request.undo_window,
        reply: request.reply.as_ref(),
    };
    change(conn, &seen, decided, &by, now)
}

/// A moderator's new text for a comment, rendered before the transaction begins.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The version that was seen.
    version: i64,
    text: CommentText,
}

impl Rewrite {
    /// Checks and renders the text that is to replace that of version `version`.
    ///
    /// # Errors
    /// `Invalid` with every fault: those of [`CommentText::parse`], and a missing version.
    pub fn parse(text: &str, version: Option<i64>) -> Result<Rewrite> {
        let text = CommentText::parse(text).map_err(|fault| fault.of("text"));
        match (text, version) {
            (Ok(text), Some(version)) => Ok(Rewrite { version, text }),
            (text, version) => {
                let missing = version.is_none().then(version_missing);
                Err(Error::Invalid(text.err().into_iter().chain(missing).collect()))
            }
        }
    }
}

/// Replaces a comment's text, keeps the former one as a revision, and leaves the status as it is.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound), or [`Conflict`](crate::error::Error::Conflict) with
/// the present state: `stale_version`, `already` if the text is the same, `deleted`.
pub fn edit(
    conn: &mut Connection,
    id: CommentId,
    rewrite: &Rewrite,
    actor: AccountId,
    now: Time,
) -> Result<Changed> {
    let seen = lock_version(conn, id, rewrite.version)?;
    let text = Rendered { text: rewrite.text.as_str(), html: rewrite.text.html() };
    change(conn, &seen, Change::Edit(text), &By::staff(actor), now)
}

/// Undoes the last decision or edit that is not undone yet: status and text are again as they were
/// before it.
///
/// It can be done for as long as nothing newer has happened, however long ago the decision was; a
/// deletion only until the text is destroyed. A reply that was published with the decision is
/// withdrawn, unless somebody has changed it since.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound), or [`Conflict`](crate::error::Error::Conflict) with
/// the present state: `stale_version`, `nothing_to_undo` if no act of staff is left to undo,
/// `deleted` if the text is gone.
pub fn undo(
    conn: &mut Connection,
    id: CommentId,
    version: i64,
    actor: AccountId,
    now: Time,
) -> Result<Changed> {
    let seen = lock_version(conn, id, version)?;
    change(conn, &seen, Change::Undo, &By::staff(actor), now)
}

/// The decision that is in force, for a mail about it.
pub struct LastDecision {
    /// The status that it gave.
    pub status: Status,
    /// The version that it made.
    pub version: i64,
    /// Why.
    pub reason: Option<ReasonCode>,
    /// What the moderator wrote to the author.
    pub to_author: Option<String>,
}

/// The last decision about a comment, without those that were undone.
pub fn last_decision(conn: &mut Connection, comment: CommentId) -> Result<Option<LastDecision>> {
    let history = History::of(conn, comment)?;
    Ok(history.last_decision().and_then(|line| {
        Some(LastDecision {
            status: line.to?,
            version: line.version,
            reason: line.reason.as_deref().and_then(ReasonCode::parse),
            to_author: line.to_author(),
        })
    }))
}
