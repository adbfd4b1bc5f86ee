//! A database of Isso: its tables, written anew.

use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Nullable, Text};

use crate::error::{Error, Result};

/// The tables of its schema 5. A comment needs the filter of those who voted for it, 256 bytes, here empty.
const TABLES: &str = "\
    CREATE TABLE preferences (key VARCHAR PRIMARY KEY, value VARCHAR);
    CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
    CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
        modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR NOT NULL, author VARCHAR, email VARCHAR,
        website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL,
        notification INTEGER DEFAULT 0);
    PRAGMA user_version = 5;
    BEGIN";

/// The database of a new file.
pub(in crate::exports) struct Database(SqliteConnection);

/// A comment.
pub(in crate::exports) struct Row<'a> {
    pub(in crate::exports) id: i64,
    pub(in crate::exports) thread: i64,
    /// The beginning of its thread, unless it begins one: Isso shows one level of replies.
    pub(in crate::exports) parent: Option<i64>,
    /// Seconds since 1970.
    pub(in crate::exports) created: f64,
    pub(in crate::exports) text: &'a str,
    pub(in crate::exports) author: &'a str,
    pub(in crate::exports) website: Option<&'a str>,
}

impl Database {
    /// Makes the file; the caller has seen that there is none.
    pub(in crate::exports) fn create(file: &Path) -> Result<Database> {
        let file = file.to_str().ok_or_else(|| {
            Error::invalid("out", "unwritable", "Name a file whose path is valid UTF-8")
        })?;
        let mut conn = SqliteConnection::establish(file).map_err(Error::internal)?;
        conn.batch_execute(TABLES)?;
        Ok(Database(conn))
    }

    pub(in crate::exports) fn add_thread(&mut self, id: i64, uri: &str, title: &str) -> Result<()> {
        diesel::sql_query("INSERT INTO threads (id, uri, title) VALUES (?, ?, ?)")
            .bind::<BigInt, _>(id)
            .bind::<Text, _>(uri)
            .bind::<Text, _>(title)
            .execute(&mut self.0)?;
        Ok(())
    }

    pub(in crate::exports) fn add_comment(&mut self, row: &Row<'_>) -> Result<()> {
        diesel::sql_query(
            "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, website, voters) \
             VALUES (?, ?, ?, ?, 1, '0.0.0.0', ?, ?, ?, zeroblob(256))",
        )
        .bind::<BigInt, _>(row.thread)
        .bind::<BigInt, _>(row.id)
        .bind::<Nullable<BigInt>, _>(row.parent)
        .bind::<Double, _>(row.created)
        .bind::<Text, _>(row.text)
        .bind::<Text, _>(row.author)
        .bind::<Nullable<Text>, _>(row.website)
        .execute(&mut self.0)?;
        Ok(())
    }

    /// Ends the transaction.
    pub(in crate::exports) fn finish(mut self) -> Result<()> {
        Ok(self.0.batch_execute("COMMIT")?)
    }
}
