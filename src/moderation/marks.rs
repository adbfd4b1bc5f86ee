//! What the staff lift out of a thread: comments that come first, and comments that are marked as
//! worth reading. A mark stays with the comment and shows while it is approved.

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::Done;
use crate::comments::life::state::{find, present};
use crate::db::{Connection, dialect};
use crate::error::Result;
use crate::ids::{AccountId, CommentId};
use crate::invalidation;
use crate::moderation::store::marks as store;

/// How many comments can come first in one thread: with more, none would.
const MOST_PINNED: i64 = 3;

/// A mark on a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It comes first in its thread.
    Pin,
    /// It is worth reading.
    Feature,
}

impl Mark {
    fn acts(self) -> (Act, Act) {
        match self {
            Mark::Pin => (Act::Pin, Act::Unpin),
            Mark::Feature => (Act::Feature, Act::Unfeature),
        }
    }
}

/// Marks an approved comment. One that has the mark already keeps it.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] with the present state: `not_approved`; for a pin
/// also `not_top_level` for an answer, and `too_many_pinned` where three come first already.
pub fn set(
    conn: &mut Connection,
    id: CommentId,
    mark: Mark,
    actor: AccountId,
    now: Time,
) -> Result<Done> {
    let seen = find(conn, id)?;
    if !seen.status.is_public() {
        return Err(
            present(conn, id)?.refuse("not_approved", "Only an approved comment can be marked")
        );
    }
    if mark == Mark::Pin {
        if seen.root_id.is_some() {
            return Err(present(conn, id)?
                .refuse("not_top_level", "Only a comment that answers no other can come first"));
        }
        // Two colleagues at once must not make it four.
        dialect::serialize_on(
            conn,
            &[b"pinned".as_slice(), &seen.article_id.0.to_be_bytes()[6..]].concat(),
        )?;
        if store::others_pinned(conn, seen.article_id, id)? >= MOST_PINNED {
            let detail = "Three comments come first here already; take the mark from one of them";
            return Err(present(conn, id)?.refuse("too_many_pinned", detail));
        }
    }
    let changed = match store::set(conn, id, mark, now)? {
        true => Some(Scope::Article(seen.article_id)),
        false => None,
    };
    record(conn, id, mark.acts().0, changed, actor, now)?;
    Ok(Done { status: seen.status, changed })
}

/// Takes a mark from a comment, whatever its status. Without the mark, nothing happens.
///
/// # Errors
/// [`Error::NotFound`].
pub fn unset(
    conn: &mut Connection,
    id: CommentId,
    mark: Mark,
    actor: AccountId,
    now: Time,
) -> Result<Done> {
    let seen = find(conn, id)?;
    let changed = match store::unset(conn, id, mark)? {
        true => Some(Scope::Article(seen.article_id)),
        false => None,
    };
    record(conn, id, mark.acts().1, changed, actor, now)?;
    Ok(Done { status: seen.status, changed })
}

fn record(
    conn: &mut Connection,
    id: CommentId,
    act: Act,
    changed: Option<Scope>,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    if let Some(scope) = changed {
        audit::append(conn, &Entry { comment: Some(id), ..Entry::by(actor, act) }, now)?;
        invalidation::record(conn, scope, now)?;
    }
    Ok(())
}
