//! How long pending migrations keep others waiting.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::Serialize;

use crate::db::{Connection, Engine};
use crate::error::Result;
use crate::on;

/// What a migration does to each row of a table that was there before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// It reads the row, to build an index or to fill another table.
    Reads,
    /// It writes the row anew.
    Writes,
}

impl Work {
    /// Microseconds for a row, measured on SQLite with a million rows of 600 bytes on the machine of
    /// `docs/performance.md`: an index took 0.9 to 1.8 s, and writing a column that is in eleven indexes 114 s. One that
    /// is in none took 2 s, so what is said of writing is the worst case.
    fn micros(self) -> i64 {
        match self {
            Work::Reads => 2,
            Work::Writes => 114,
        }
    }
}

/// The migrations that take longer the more rows there are. All others take some milliseconds.
/// `tests/migrations/locks.rs` compares this list with the statements.
pub const ROW_BY_ROW: &[(&str, &str, Work)] = &[
    ("20261129000340", "readers", Work::Reads),
    ("20261129000360", "deliveries", Work::Reads),
    ("20261130000395", "comments", Work::Writes),
    ("20261130000395", "searchable_articles", Work::Writes),
    ("20261201000411", "comments", Work::Reads),
];

/// How long a migration keeps writers waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lock {
    /// The migration.
    pub migration: String,
    /// The table that it reads or writes row by row.
    pub table: String,
    /// About how many rows it has.
    pub rows: i64,
    /// About how long that takes; rounded up.
    pub seconds: i64,
}

/// The locks that `pending` migrations hold for longer than a moment. An empty table costs nothing.
pub(super) fn of(conn: &mut Connection, pending: &[String]) -> Result<Vec<Lock>> {
    let mut locks = Vec::new();
    for &(migration, table, work) in ROW_BY_ROW {
        if !pending.iter().any(|version| version == migration) || !super::has_table(conn, table)? {
            continue;
        }
        let rows = rows(conn, table)?;
        if rows > 0 {
            let seconds = (rows * work.micros() + 999_999) / 1_000_000;
            locks.push(Lock {
                migration: migration.to_owned(),
                table: table.to_owned(),
                rows,
                seconds,
            });
        }
    }
    Ok(locks)
}

/// About how many rows a table has, without reading it: its highest number, or what PostgreSQL counted last.
fn rows(conn: &mut Connection, table: &str) -> Result<i64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let sql = match &conn.engine {
        Engine::Sqlite(_) => format!("SELECT COALESCE(MAX(rowid), 0) AS n FROM {table}"),
        // -1 until the table is analyzed for the first time, and a table that small is soon counted.
        Engine::Postgres(_) => format!(
            "SELECT CASE WHEN reltuples < 0 THEN (SELECT COUNT(*) FROM {table}) ELSE reltuples::bigint END AS n \
             FROM pg_class WHERE oid = to_regclass('{table}')"
        ),
    };
    let count: Count = on!(conn, |c| diesel::sql_query(sql).get_result(c))?;
    Ok(count.n)
}
