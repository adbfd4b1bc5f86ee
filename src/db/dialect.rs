//! Everything that SQLite and PostgreSQL spell differently, under one name each.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::Connection;
use crate::error::Result;

diesel::define_sql_function! {
    /// PostgreSQL only. Unlike a text of our own, a query of this function is prepared once and not at each use.
    fn pg_advisory_xact_lock(key: BigInt);
}

/// Makes other transactions that name the same `key` wait until this one ends.
///
/// On SQLite only one transaction writes at a time, so there is nothing to wait for.
pub fn serialize_on(conn: &mut Connection, key: &[u8]) -> Result<()> {
    if let Connection::Postgres(conn) = conn {
        diesel::select(pg_advisory_xact_lock(number(key))).execute(conn)?;
    }
    Ok(())
}

/// The same for two keys at once. Whoever names the same two, in whichever order, waits for the same one first, so
/// that no two transactions each hold what the other wants.
pub fn serialize_on_both(conn: &mut Connection, one: &[u8], other: &[u8]) -> Result<()> {
    if let Connection::Postgres(conn) = conn {
        let (one, other) = (number(one), number(other));
        let (first, second) = (pg_advisory_xact_lock(one.min(other)), pg_advisory_xact_lock(one.max(other)));
        diesel::select((first, second)).execute(conn)?;
    }
    Ok(())
}

/// Eight bytes of a keyed hash; a chance collision only makes two strangers wait for each other.
fn number(key: &[u8]) -> i64 {
    let mut number = [0; 8];
    for (to, from) in number.iter_mut().zip(key) {
        *to = *from;
    }
    i64::from_be_bytes(number)
}

/// Adds to a query that looks for rows to take: on PostgreSQL it locks what it finds and passes over what another
/// transaction has locked, so that two workers never wait for each other or take the same row. On SQLite only one
/// transaction writes at a time. Used like [`on!`](crate::on), without the `load`.
#[macro_export]
macro_rules! skip_locked {
    ($conn:expr, |$c:ident| $query:expr) => {
        match $conn {
            $crate::db::Connection::Sqlite($c) => $query.load($c),
            $crate::db::Connection::Postgres($c) => $query.for_update().skip_locked().load($c),
        }
    };
}

/// Asks the engine whether its files are whole. SQLite reads the whole database for it.
pub fn integrity(conn: &mut Connection) -> Result<Vec<String>> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        integrity_check: String,
    }
    match conn {
        Connection::Sqlite(conn) => {
            let lines: Vec<Line> = diesel::sql_query("PRAGMA integrity_check").load(conn)?;
            Ok(lines.into_iter().map(|line| line.integrity_check).filter(|line| line != "ok").collect())
        }
        // PostgreSQL checks its pages as it reads them, and reports a fault as an error of the statement.
        Connection::Postgres(conn) => {
            diesel::sql_query("SELECT 1").execute(conn)?;
            Ok(Vec::new())
        }
    }
}
