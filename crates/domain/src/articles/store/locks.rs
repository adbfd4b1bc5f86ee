//! The table of locks.

use diesel::prelude::*;

use crate::articles::model::Lock;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, article_locks};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId};
use crate::on;

/// The lock on an article that has not ended at `now`.
pub(in crate::articles) fn of(
    conn: &mut Connection,
    id: ArticleId,
    now: Time,
) -> Result<Option<Lock>> {
    let row: Option<(AccountId, String, Time, Time)> = on!(conn, |c| article_locks::table
        .inner_join(accounts::table)
        .filter(article_locks::article_id.eq(id).and(article_locks::until.gt(now)))
        .select((
            article_locks::account_id,
            accounts::name,
            article_locks::since,
            article_locks::until
        ))
        .first(c)
        .optional())?;
    Ok(row.map(|(by, name, since, until)| Lock { by, name, since, until }))
}

/// Renews the lock of `by`, or takes it if nobody holds it.
pub(in crate::articles) fn acquire(
    conn: &mut Connection,
    id: ArticleId,
    by: AccountId,
    until: Time,
    now: Time,
) -> Result<()> {
    let own = article_locks::table
        .filter(article_locks::article_id.eq(id))
        .filter(article_locks::account_id.eq(by).and(article_locks::until.gt(now)));
    let renewed =
        on!(conn, |c| diesel::update(own).set(article_locks::until.eq(until)).execute(c))?;
    if renewed > 0 {
        return Ok(());
    }
    let ended = article_locks::table
        .filter(article_locks::article_id.eq(id).and(article_locks::until.le(now)));
    on!(conn, |c| diesel::delete(ended).execute(c))?;
    on!(conn, |c| diesel::insert_into(article_locks::table)
        .values((
            article_locks::article_id.eq(id),
            article_locks::account_id.eq(by),
            article_locks::since.eq(now),
            article_locks::until.eq(until),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

pub(in crate::articles) fn delete(conn: &mut Connection, id: ArticleId) -> Result<()> {
    on!(conn, |c| diesel::delete(article_locks::table.find(id)).execute(c))?;
    Ok(())
}

/// Deletes the lock if `by` holds it.
pub(in crate::articles) fn release(
    conn: &mut Connection,
    id: ArticleId,
    by: AccountId,
) -> Result<()> {
    let own = article_locks::table
        .filter(article_locks::article_id.eq(id).and(article_locks::account_id.eq(by)));
    on!(conn, |c| diesel::delete(own).execute(c))?;
    Ok(())
}

pub(in crate::articles) fn delete_expired(conn: &mut Connection, now: Time) -> Result<()> {
    on!(conn, |c| diesel::delete(article_locks::table.filter(article_locks::until.le(now)))
        .execute(c))?;
    Ok(())
}
