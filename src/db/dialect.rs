//! Everything that SQLite and PostgreSQL spell differently, under one name each.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::Connection;
use crate::error::Result;

/// Makes other transactions that name the same `key` wait until this one ends.
///
/// On SQLite only one transaction writes at a time, so there is nothing to wait for.
pub fn serialize_on(conn: &mut Connection, key: &[u8]) -> Result<()> {
    match conn {
        Connection::Sqlite(_) => Ok(()),
        Connection::Postgres(conn) => {
            // Eight bytes of a keyed hash; a chance collision only makes two strangers wait for each other.
            let mut number = [0; 8];
            for (to, from) in number.iter_mut().zip(key) {
                *to = *from;
            }
            diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                .bind::<BigInt, _>(i64::from_be_bytes(number))
                .execute(conn)?;
            Ok(())
        }
    }
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

/// Compares the search with the comments. Answers what is wrong.
///
/// On PostgreSQL the words are a generated column, which cannot be out of step; its index may be invalid after a crash
/// while it was made.
pub fn check_search(conn: &mut Connection) -> Result<Option<String>> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    match conn {
        Connection::Sqlite(conn) => {
            // With rank 1 the index is compared with the table as well; FTS5 reports a difference as damage.
            let checked =
                diesel::sql_query("INSERT INTO comment_search (comment_search, rank) VALUES ('integrity-check', 1)")
                    .execute(conn);
            Ok(checked.err().map(|cause| cause.to_string()))
        }
        Connection::Postgres(conn) => {
            let valid: Count = diesel::sql_query(
                "SELECT COUNT(*) AS n FROM pg_index WHERE indexrelid = to_regclass('comment_search') AND indisvalid",
            )
            .get_result(conn)?;
            Ok((valid.n == 0).then(|| "its index is missing or invalid".to_owned()))
        }
    }
}

/// Makes the search anew from the comments.
pub fn rebuild_search(conn: &mut Connection) -> Result<()> {
    match conn {
        Connection::Sqlite(conn) => {
            diesel::sql_query("INSERT INTO comment_search (comment_search) VALUES ('rebuild')").execute(conn)?
        }
        Connection::Postgres(conn) => diesel::sql_query("REINDEX INDEX comment_search").execute(conn)?,
    };
    Ok(())
}
