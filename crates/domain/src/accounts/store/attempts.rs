//! Counts of wrong passwords, by keyed hash of an account's address or of a network.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::login_failures;
use crate::error::Result;
use crate::on;

/// The number of failures counted under `key`, and the time of the last one.
pub fn find(conn: &mut Connection, key: &[u8]) -> Result<Option<(i64, Time)>> {
    Ok(on!(conn, |c| login_failures::table
        .find(key)
        .select((login_failures::failures, login_failures::last_at))
        .first(c)
        .optional())?)
}

/// Sets the number of failures.
pub fn set(conn: &mut Connection, key: &[u8], failures: i64, last: Time) -> Result<()> {
    let counted = (login_failures::failures.eq(failures), login_failures::last_at.eq(last));
    on!(conn, |c| diesel::insert_into(login_failures::table)
        .values((login_failures::key.eq(key), counted))
        .on_conflict(login_failures::key)
        .do_update()
        .set(counted)
        .execute(c))?;
    Ok(())
}

/// Reduces the number of failures by one.
pub fn decrement(conn: &mut Connection, key: &[u8]) -> Result<()> {
    let some = login_failures::table
        .filter(login_failures::key.eq(key))
        .filter(login_failures::failures.gt(0));
    on!(conn, |c| diesel::update(some)
        .set(login_failures::failures.eq(login_failures::failures - 1))
        .execute(c))?;
    Ok(())
}

/// Deletes the count of `key`.
pub fn clear(conn: &mut Connection, key: &[u8]) -> Result<()> {
    on!(conn, |c| diesel::delete(login_failures::table.find(key)).execute(c))?;
    Ok(())
}

/// Deletes all counts whose last failure was before `then`.
pub fn clear_before(conn: &mut Connection, then: Time) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(
        login_failures::table.filter(login_failures::last_at.lt(then))
    )
    .execute(c))?)
}
