//! The table of claims.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, claims};
use crate::error::Result;
use crate::ids::{AccountId, CommentId};
use crate::moderation::model::{Actor, Claim};
use crate::on;

/// Claims a comment for `actor`, or renews the actor's claim. Returns false while a colleague's
/// claim lasts.
pub fn claim(
    conn: &mut Connection,
    id: CommentId,
    actor: AccountId,
    until: Time,
    now: Time,
) -> Result<bool> {
    let own_or_expired = claims::account_id.eq(actor).or(claims::until.le(now));
    on!(conn, |c| diesel::delete(
        claims::table.filter(claims::comment_id.eq(id).and(own_or_expired))
    )
    .execute(c))?;
    let inserted = on!(conn, |c| diesel::insert_into(claims::table)
        .values((claims::comment_id.eq(id), claims::account_id.eq(actor), claims::until.eq(until)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// Ends the claim of `actor` on a comment, if there is one.
pub fn release(conn: &mut Connection, id: CommentId, actor: AccountId) -> Result<()> {
    let own = claims::table.filter(claims::comment_id.eq(id).and(claims::account_id.eq(actor)));
    on!(conn, |c| diesel::delete(own).execute(c))?;
    Ok(())
}

/// The claims on these comments that have not expired at `now`.
pub fn of(
    conn: &mut Connection,
    ids: &[CommentId],
    now: Time,
) -> Result<HashMap<CommentId, Claim>> {
    let rows: Vec<(CommentId, AccountId, String, Time)> = on!(conn, |c| claims::table
        .inner_join(accounts::table)
        .filter(claims::comment_id.eq_any(ids).and(claims::until.gt(now)))
        .select((claims::comment_id, claims::account_id, accounts::name, claims::until))
        .load(c))?;
    let claim =
        |(id, by, name, until)| (id, Claim { by: Actor { id: by, name: Some(name) }, until });
    Ok(rows.into_iter().map(claim).collect())
}

/// How many comments each account has claimed at `now`.
pub fn open(conn: &mut Connection, now: Time) -> Result<HashMap<AccountId, i64>> {
    let rows: Vec<(AccountId, i64)> = on!(conn, |c| claims::table
        .filter(claims::until.gt(now))
        .group_by(claims::account_id)
        .select((claims::account_id, diesel::dsl::count_star()))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// Deletes claims that have expired at `now`.
pub fn delete_expired(conn: &mut Connection, now: Time) -> Result<()> {
    on!(conn, |c| diesel::delete(claims::table.filter(claims::until.le(now))).execute(c))?;
    Ok(())
}
