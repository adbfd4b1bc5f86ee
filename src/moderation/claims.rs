//! Which moderator works on a comment now. A claim is a courtesy: it ends by itself and never blocks a
//! decision.

use std::collections::HashMap;
use std::time::Duration;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId};
use crate::moderation::model::Claim;
use crate::moderation::store::{claims as store, reading};

/// Claims the comment for `actor`, for the time `lasting` from now on; claimed again, it lasts
/// longer. The holder's decision about the comment ends it.
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
    let taken = store::take(conn, id, actor, now.plus(lasting), now)?;
    let claim = store::of(conn, &[id], now)?
        .remove(&id)
        .ok_or_else(|| Error::internal("a claim was not stored"))?;
    if taken {
        return Ok(claim);
    }
    let who = claim.by.name.as_deref().unwrap_or(super::LEFT);
    Err(Error::Conflict {
        code: "claimed",
        detail: format!("{who} is looking at this comment. You can decide about it all the same."),
        present: Some(Box::new(serde_json::to_value(&claim).map_err(Error::internal)?)),
    })
}

/// Ends the claim of `actor` on a comment, if there is one.
pub fn release(conn: &mut Connection, id: CommentId, actor: AccountId) -> Result<()> {
    store::release(conn, id, actor)
}

/// Who has claimed these comments now.
pub fn of(
    conn: &mut Connection,
    ids: &[CommentId],
    now: Time,
) -> Result<HashMap<CommentId, Claim>> {
    store::of(conn, ids, now)
}

/// Removes claims that have ended.
pub fn forget(conn: &mut Connection, now: Time) -> Result<()> {
    store::forget(conn, now)
}
