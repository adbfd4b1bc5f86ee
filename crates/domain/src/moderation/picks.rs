//! Pinned comments, which are shown before an article's threads, and editors' picks. Both marks
//! stay with a comment and are shown while it is approved.

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::model::Changed;
use crate::comments::life::state::{find, present};
use crate::db::{Connection, dialect};
use crate::error::Result;
use crate::i18n::Message;
use crate::ids::{AccountId, CommentId};
use crate::invalidation;
use crate::moderation::model::Pick;
use crate::moderation::store::picks as store;

/// Pinned comments of one article at most: with more, pinning would mean nothing.
const MOST_PINNED: i64 = 3;

/// The acts in the log of setting and of removing a pick.
fn acts(pick: Pick) -> (Act, Act) {
    match pick {
        Pick::Pin => (Act::Pin, Act::Unpin),
        Pick::Feature => (Act::Feature, Act::Unfeature),
    }
}

/// Sets a pick on an approved comment. Setting it again changes nothing.
///
/// # Errors
/// `Error::NotFound`, or `Error::Conflict` with the present state: `not_approved`; for a pin also
/// `not_top_level` for a reply, and `too_many_pinned` where three are pinned already.
pub fn set(
    conn: &mut Connection,
    id: CommentId,
    pick: Pick,
    actor: AccountId,
    now: Time,
) -> Result<Changed> {
    let seen = find(conn, id)?;
    if !seen.status.is_public() {
        return Err(present(conn, id)?.refuse("not_approved", Message::fault_pin_not_approved()));
    }
    if pick == Pick::Pin {
        if seen.root_id.is_some() {
            return Err(present(conn, id)?.refuse("not_top_level", Message::fault_pin_not_first()));
        }
        // Two colleagues who pin at the same moment must not make it four.
        dialect::serialize_on(
            conn,
            &[b"pinned".as_slice(), &seen.article_id.0.to_be_bytes()[6..]].concat(),
        )?;
        if store::others_pinned(conn, seen.article_id, id)? >= MOST_PINNED {
            return Err(present(conn, id)?.refuse("too_many_pinned", Message::fault_pin_many()));
        }
    }
    let changed = match store::set(conn, id, pick, now)? {
        true => Some(Scope::Article(seen.article_id)),
        false => None,
    };
    record(conn, id, acts(pick).0, changed, actor, now)?;
    Ok(Changed { status: seen.status, changed })
}

/// Removes a pick from a comment of any status. Removing a missing pick changes nothing.
///
/// # Errors
/// `Error::NotFound`.
pub fn unset(
    conn: &mut Connection,
    id: CommentId,
    pick: Pick,
    actor: AccountId,
    now: Time,
) -> Result<Changed> {
    let seen = find(conn, id)?;
    let changed = match store::unset(conn, id, pick)? {
        true => Some(Scope::Article(seen.article_id)),
        false => None,
    };
    record(conn, id, acts(pick).1, changed, actor, now)?;
    Ok(Changed { status: seen.status, changed })
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
