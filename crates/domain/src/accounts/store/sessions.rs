//! Queries on the table `sessions`.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::accounts::records::{Member, Session};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, sessions};
use crate::error::Result;
use crate::ids::{AccountId, SessionId};
use crate::on;

/// The row of a new session. Only the hash of its token is stored.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = sessions)]
pub struct NewSession {
    pub account_id: AccountId,
    pub token_hash: Vec<u8>,
    pub label: String,
    pub network_prefix: String,
    pub created_at: Time,
    pub last_seen_at: Time,
    pub expires_at: Time,
}

/// Adds a session.
pub fn insert(conn: &mut Connection, row: &NewSession) -> Result<SessionId> {
    Ok(on!(conn, |c| diesel::insert_into(sessions::table)
        .values(row)
        .returning(sessions::id)
        .get_result(c))?)
}

/// The session of a cookie and its account, if it is active and the account is enabled.
pub fn by_hash(
    conn: &mut Connection,
    token_hash: &[u8],
    now: Time,
) -> Result<Option<(Session, Member)>> {
    Ok(on!(conn, |c| sessions::table
        .inner_join(accounts::table)
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::expires_at.gt(now))
        .filter(accounts::disabled_at.is_null())
        .select((Session::as_select(), Member::as_select()))
        .first(c)
        .optional())?)
}

/// Stores that the session was used, and its new end.
pub fn touch(conn: &mut Connection, id: SessionId, now: Time, expires_at: Time) -> Result<()> {
    on!(conn, |c| diesel::update(sessions::table.find(id))
        .set((sessions::last_seen_at.eq(now), sessions::expires_at.eq(expires_at)))
        .execute(c))?;
    Ok(())
}

/// Up to `limit` active sessions of an account with ids below `before`, newest first.
pub fn list(
    conn: &mut Connection,
    owner: AccountId,
    before: i64,
    limit: i64,
    now: Time,
) -> Result<Vec<Session>> {
    Ok(on!(conn, |c| sessions::table
        .filter(sessions::account_id.eq(owner))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::id.lt(SessionId(before)))
        .order(sessions::id.desc())
        .limit(limit)
        .select(Session::as_select())
        .load(c))?)
}

/// Whether the account of this address has an active session that was created in this network.
pub fn exists_in_network(
    conn: &mut Connection,
    email_index: &[u8],
    network_prefix: &str,
    now: Time,
) -> Result<bool> {
    let found = sessions::table
        .inner_join(accounts::table)
        .filter(accounts::email_index.eq(email_index))
        .filter(sessions::network_prefix.eq(network_prefix))
        .filter(sessions::expires_at.gt(now));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(found)).get_result(c))?)
}

/// Ends one session of an account; false if it has no such session.
pub fn delete(conn: &mut Connection, owner: AccountId, id: SessionId) -> Result<bool> {
    let one = sessions::table.filter(sessions::account_id.eq(owner)).filter(sessions::id.eq(id));
    Ok(on!(conn, |c| diesel::delete(one).execute(c))? > 0)
}

/// Ends the session of a cookie.
pub fn delete_by_hash(conn: &mut Connection, token_hash: &[u8]) -> Result<()> {
    on!(conn, |c| diesel::delete(sessions::table.filter(sessions::token_hash.eq(token_hash)))
        .execute(c))?;
    Ok(())
}

/// Ends all sessions of an account. Returns how many.
pub fn delete_all(conn: &mut Connection, owner: AccountId) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(sessions::table.filter(sessions::account_id.eq(owner)))
        .execute(c))?)
}

/// How many active sessions each of these accounts has; those without any are missing.
pub fn counts(
    conn: &mut Connection,
    owners: &[AccountId],
    now: Time,
) -> Result<HashMap<AccountId, i64>> {
    let rows: Vec<(AccountId, i64)> = on!(conn, |c| sessions::table
        .filter(sessions::account_id.eq_any(owners))
        .filter(sessions::expires_at.gt(now))
        .group_by(sessions::account_id)
        .select((sessions::account_id, count_star()))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// Deletes expired sessions.
pub fn delete_ended(conn: &mut Connection, now: Time) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(sessions::table.filter(sessions::expires_at.le(now)))
        .execute(c))?)
}
