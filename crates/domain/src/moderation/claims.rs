//! Claims: moderators see which colleague works on a comment. A claim is a courtesy: it expires and
//! never blocks a decision.

use std::collections::HashMap;
use std::time::Duration;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, CommentId};
use crate::moderation::model::Claim;
use crate::moderation::store::{claims as store, reading};

/// Claims the comment for `actor` until `lasting` after `now`. Claiming again renews the claim; the
/// holder's decision about the comment ends it.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `claimed` with the claim of the colleague who
/// has it.
pub fn claim(
    conn: &mut Connection,
    id: CommentId,
    actor: AccountId,
    lasting: Duration,
    now: Time,
) -> Result<Claim> {
    if !reading::exists(conn, id)? {
        return Err(Error::NotFound);
    }
    let claimed = store::claim(conn, id, actor, now.plus(lasting), now)?;
    let claim = store::of(conn, &[id], now)?
        .remove(&id)
        .ok_or_else(|| Error::internal("a claim was not stored"))?;
    if claimed {
        return Ok(claim);
    }
    let detail = match claim.by.name.as_deref() {
        Some(name) => Message::fault_claimed(name),
        None => Message::fault_claimed_by_colleague(),
    };
    Err(Error::Conflict {
        code: "claimed",
        detail,
        present: Some(Box::new(serde_json::to_value(&claim).map_err(Error::internal)?)),
    })
}

/// Ends the claim of `actor` on a comment, if there is one.
pub fn release(conn: &mut Connection, id: CommentId, actor: AccountId) -> Result<()> {
    store::release(conn, id, actor)
}

/// The claims on these comments that have not expired.
pub fn of(
    conn: &mut Connection,
    ids: &[CommentId],
    now: Time,
) -> Result<HashMap<CommentId, Claim>> {
    store::of(conn, ids, now)
}

/// Deletes expired claims.
pub fn delete_expired(conn: &mut Connection, now: Time) -> Result<()> {
    store::delete_expired(conn, now)
}
