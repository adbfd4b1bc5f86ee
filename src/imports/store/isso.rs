//! The tables of Isso's database, which is another program's and only read.

use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Nullable, Text};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::error::{Error, Result};
use crate::i18n::Message;

/// Rows read at once.
const PART: i64 = 500;

/// A page.
#[derive(QueryableByName)]
pub(in crate::imports) struct ThreadRow {
    #[diesel(sql_type = BigInt)]
    pub(in crate::imports) id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::imports) uri: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::imports) title: Option<String>,
}

/// A row of Isso's table of comments.
#[derive(QueryableByName)]
pub(in crate::imports) struct CommentRow {
    #[diesel(sql_type = BigInt)]
    pub(in crate::imports) id: i64,
    #[diesel(sql_type = BigInt)]
    pub(in crate::imports) thread: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(in crate::imports) parent: Option<i64>,
    #[diesel(sql_type = Nullable<Double>)]
    pub(in crate::imports) created: Option<f64>,
    #[diesel(sql_type = BigInt)]
    pub(in crate::imports) mode: i64,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::imports) text: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::imports) author: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::imports) email: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::imports) website: Option<String>,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// The database. Its errors are those of a damaged file.
pub(in crate::imports) struct Database {
    conn: SqliteConnection,
    name: String,
}

impl Database {
    /// Opens a file for reading only.
    pub(in crate::imports) fn open(name: &str, path: &Path) -> Result<Database> {
        const ESCAPED: &AsciiSet = &CONTROLS.add(b'?').add(b'#').add(b'%').add(b' ');
        let path = std::path::absolute(path).map_err(|cause| damaged(name, &cause))?;
        let path = path.to_string_lossy();
        let address = format!("file:{}?mode=ro", utf8_percent_encode(&path, ESCAPED));
        let conn = SqliteConnection::establish(&address).map_err(|cause| damaged(name, &cause))?;
        Database { conn, name: name.to_owned() }.guarded()
    }

    /// Opens the contents of a file. A database in memory has no write-ahead log, so its header must not name one.
    pub(in crate::imports) fn of_bytes(name: &str, bytes: &[u8]) -> Result<Database> {
        let mut conn = SqliteConnection::establish(":memory:").map_err(Error::internal)?;
        conn.deserialize_readonly_database_from_buffer(bytes)
            .map_err(|cause| damaged(name, &cause))?;
        Database { conn, name: name.to_owned() }.guarded()
    }

    fn guarded(mut self) -> Result<Database> {
        let pragmas =
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON";
        self.conn.batch_execute(pragmas).map_err(|cause| damaged(&self.name, &cause))?;
        Ok(self)
    }

    fn number(&mut self, sql: &str) -> Result<i64> {
        let row: Number = diesel::sql_query(sql)
            .get_result(&mut self.conn)
            .map_err(|cause| damaged(&self.name, &cause))?;
        Ok(row.number)
    }

    /// Whether it has Isso's tables. A view of their names could be a query without an end.
    pub(in crate::imports) fn has_tables(&mut self) -> Result<bool> {
        let tables = "SELECT COUNT(*) AS number FROM sqlite_master WHERE type = 'table' \
            AND name IN ('threads', 'comments')";
        Ok(self.number(tables)? == 2)
    }

    /// The number of its schema.
    pub(in crate::imports) fn schema(&mut self) -> Result<i64> {
        self.number("SELECT user_version AS number FROM pragma_user_version")
    }

    /// Pages with ids above `after`.
    pub(in crate::imports) fn threads(&mut self, after: i64) -> Result<Vec<ThreadRow>> {
        diesel::sql_query(
            "SELECT id, CAST(uri AS TEXT) AS uri, CAST(title AS TEXT) AS title FROM threads \
             WHERE id > ? ORDER BY id LIMIT ?",
        )
        .bind::<BigInt, _>(after)
        .bind::<BigInt, _>(PART)
        .load(&mut self.conn)
        .map_err(|cause| damaged(&self.name, &cause))
    }

    /// Comments with ids above `after`.
    pub(in crate::imports) fn comments(&mut self, after: i64) -> Result<Vec<CommentRow>> {
        diesel::sql_query(
            "SELECT id, tid AS thread, parent, CAST(created AS REAL) AS created, mode, \
                 CAST(substr(text, 1, 1000000) AS TEXT) AS text, CAST(author AS TEXT) AS author, \
                 CAST(email AS TEXT) AS email, CAST(website AS TEXT) AS website \
             FROM comments WHERE id > ? ORDER BY id LIMIT ?",
        )
        .bind::<BigInt, _>(after)
        .bind::<BigInt, _>(PART)
        .load(&mut self.conn)
        .map_err(|cause| damaged(&self.name, &cause))
    }
}

fn damaged(name: &str, cause: &dyn std::fmt::Display) -> Error {
    let why = Message::import_file_isso_damaged(name, cause.to_string());
    Error::invalid("file", "broken", why)
}
