//! The items of an import between reading and storing them: an SQLite database of their own, which SQLite
//! keeps in memory, spills to an unnamed file and deletes. Every item is sealed, so that no address is on a
//! disk in clear.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::connection::SimpleConnection as _;
use diesel::dsl::min;
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::imports::items::{Comment, Kind, Place};

const ROW: &[u8] = b"import staging";

/// With it the ledger's ids begin of comments that are known by what they say.
pub(in crate::imports) const BY_CONTENT: &str = "content ";

/// Most comments that say the same.
const EQUAL: usize = 100;

/// The position of an item that is in no thread: its thread, parent and time.
pub(in crate::imports) const ALONE: (&str, &str, i64) = ("", "", 0);

diesel::table! {
    items (seq) {
        seq -> BigInt,
        kind -> SmallInt,
        source -> Text,
        thread -> Text,
        parent -> Text,
        at -> BigInt,
        file -> BigInt,
        line -> BigInt,
        payload -> Binary,
    }
}

diesel::table! {
    contents (id) {
        id -> Text,
        file -> BigInt,
        source -> Text,
    }
}

diesel::table! {
    aliases (source) {
        source -> Text,
        staged -> Text,
    }
}

/// The staging area.
pub(in crate::imports) struct Staging {
    conn: SqliteConnection,
    app: Arc<App>,
    files: Vec<String>,
}

/// A staged item, still sealed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = items)]
pub(in crate::imports) struct Row {
    pub(in crate::imports) seq: i64,
    file: i64,
    line: i64,
    payload: Vec<u8>,
}

/// A comment's place in its thread.
#[derive(Clone, Queryable)]
pub(in crate::imports) struct Position {
    pub(in crate::imports) seq: i64,
    pub(in crate::imports) source: String,
    pub(in crate::imports) parent: String,
}

impl Staging {
    pub(in crate::imports) fn new(app: Arc<App>) -> Result<Staging> {
        // The empty name is SQLite's private temporary database.
        let mut conn = SqliteConnection::establish("").map_err(Error::internal)?;
        conn.batch_execute(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768; \
             CREATE TABLE items (seq INTEGER PRIMARY KEY, kind SMALLINT NOT NULL, source TEXT NOT NULL, \
                 thread TEXT NOT NULL, parent TEXT NOT NULL, at BIGINT NOT NULL, file BIGINT NOT NULL, \
                 line BIGINT NOT NULL, payload BLOB NOT NULL, UNIQUE (kind, source)); \
             CREATE INDEX threads ON items (kind, thread, at, seq); \
             CREATE TABLE contents (id TEXT PRIMARY KEY, file BIGINT NOT NULL, source TEXT NOT NULL) WITHOUT ROWID; \
             CREATE TABLE aliases (source TEXT PRIMARY KEY, staged TEXT NOT NULL) WITHOUT ROWID; BEGIN",
        )?;
        Ok(Staging { conn, app, files: Vec::new() })
    }

    /// Adds an item; false if one of this kind and id is there.
    pub(in crate::imports) fn add(
        &mut self,
        kind: Kind,
        source: &str,
        item: &impl Serialize,
        (thread, parent, at): (&str, &str, i64),
        place: &Place,
    ) -> Result<bool> {
        let file = self.file_number(place)?;
        let json = serde_json::to_string(item).map_err(Error::internal)?;
        let sealed = self.app.vault.seal(&json, ROW)?;
        let added = diesel::insert_into(items::table)
            .values((
                items::kind.eq(kind as i16),
                items::source.eq(source),
                items::thread.eq(thread),
                items::parent.eq(parent),
                items::at.eq(at),
                items::file.eq(file),
                items::line.eq(i64::try_from(place.line).map_err(Error::internal)?),
                items::payload.eq(sealed),
            ))
            .on_conflict_do_nothing()
            .execute(&mut self.conn)?;
        Ok(added == 1)
    }

    fn file_number(&mut self, place: &Place) -> Result<i64> {
        let known = self.files.iter().position(|file| *file == place.file);
        let file = known.unwrap_or_else(|| {
            self.files.push(place.file.clone());
            self.files.len() - 1
        });
        i64::try_from(file).map_err(Error::internal)
    }

    /// Gives a comment that is known by what it says its id in the ledger: a keyed hash of its article, name, text and time,
    /// numbered if a file has several such. Keys of a further file are told apart from those of the first. False if another
    /// file has the comment; replies to it then name that one.
    pub(in crate::imports) fn identify(
        &mut self,
        comment: &mut Comment,
        place: &Place,
    ) -> Result<bool> {
        let at = comment.at.micros().to_string();
        let parts =
            [&comment.article, &comment.name, &comment.text, &at].map(|part| part.as_bytes());
        let content = URL_SAFE_NO_PAD.encode(self.app.vault.sign("import comment", &parts));
        let file = self.file_number(place)?;
        if file > 0 {
            let of_file = |key: &str| format!("{key} ({})", place.file);
            comment.key = of_file(&comment.key);
            if !comment.parent.is_empty() {
                comment.parent = self.staged_as(&of_file(&comment.parent))?;
            }
        }
        for number in 1..=EQUAL {
            comment.stable = match number {
                1 => format!("{BY_CONTENT}{content}"),
                number => format!("{BY_CONTENT}{content} #{number}"),
            };
            let added = diesel::insert_into(contents::table)
                .values((
                    contents::id.eq(&comment.stable),
                    contents::file.eq(file),
                    contents::source.eq(&comment.key),
                ))
                .on_conflict_do_nothing()
                .execute(&mut self.conn)?;
            if added == 1 {
                return Ok(true);
            }
            // Each comment of this file is one of another file at most.
            let of_other = contents::id.eq(&comment.stable).and(contents::file.ne(file));
            let seen: Option<String> = diesel::update(contents::table.filter(of_other))
                .set(contents::file.eq(file))
                .returning(contents::source)
                .get_result(&mut self.conn)
                .optional()?;
            if let Some(staged) = seen {
                diesel::insert_into(aliases::table)
                    .values((aliases::source.eq(&comment.key), aliases::staged.eq(staged)))
                    .on_conflict_do_nothing()
                    .execute(&mut self.conn)?;
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Forgets the id of a comment that is left out.
    pub(in crate::imports) fn unidentify(&mut self, comment: &Comment) -> Result<()> {
        diesel::delete(contents::table.find(&comment.stable)).execute(&mut self.conn)?;
        Ok(())
    }

    /// The id under which a comment is staged.
    fn staged_as(&mut self, source: &str) -> Result<String> {
        let alias: Option<String> =
            aliases::table.find(source).select(aliases::staged).first(&mut self.conn).optional()?;
        Ok(alias.unwrap_or_else(|| source.to_owned()))
    }

    /// The id of an author of articles in the ledger: the name of an account may be an e-mail address.
    pub(in crate::imports) fn author_key(&self, key: &str) -> String {
        if key.contains('@') { self.hidden(key) } else { key.to_owned() }
    }

    /// A hash of an id that could identify a person; it can still be searched for.
    pub(in crate::imports) fn hidden(&self, key: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.app.vault.sign("import person", &[key.as_bytes()]))
    }

    /// How many items are stored or compared one by one.
    pub(in crate::imports) fn steps(&mut self) -> Result<u64> {
        let beside = [Kind::Attachment as i16, Kind::Person as i16];
        let count: i64 =
            items::table.filter(items::kind.ne_all(beside)).count().get_result(&mut self.conn)?;
        Ok(count.unsigned_abs())
    }

    /// Up to `limit` items of a kind after `after`.
    pub(in crate::imports) fn rows(
        &mut self,
        kind: Kind,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Row>> {
        Ok(items::table
            .filter(items::kind.eq(kind as i16).and(items::seq.gt(after)))
            .order(items::seq)
            .limit(limit)
            .select(Row::as_select())
            .load(&mut self.conn)?)
    }

    /// The item with this id.
    pub(in crate::imports) fn find(&mut self, kind: Kind, source: &str) -> Result<Option<Row>> {
        Ok(items::table
            .filter(items::kind.eq(kind as i16).and(items::source.eq(source)))
            .select(Row::as_select())
            .first(&mut self.conn)
            .optional()?)
    }

    /// The files that belong to a post, in their order.
    pub(in crate::imports) fn files_of(&mut self, post: &str) -> Result<Vec<Row>> {
        Ok(items::table
            .filter(items::kind.eq(Kind::Attachment as i16).and(items::thread.eq(post)))
            .order((items::at, items::seq))
            .limit(500)
            .select(Row::as_select())
            .load(&mut self.conn)?)
    }

    /// The item with this number.
    pub(in crate::imports) fn row(&mut self, seq: i64) -> Result<Row> {
        Ok(items::table.find(seq).select(Row::as_select()).first(&mut self.conn)?)
    }

    /// The comments of a thread, the oldest first.
    pub(in crate::imports) fn thread(&mut self, thread: &str) -> Result<Vec<Position>> {
        Ok(items::table
            .filter(items::kind.eq(Kind::Comment as i16).and(items::thread.eq(thread)))
            .order((items::at, items::seq))
            .select((items::seq, items::source, items::parent))
            .load(&mut self.conn)?)
    }

    /// How many comments a thread has, and when the first one was posted, if that is known.
    pub(in crate::imports) fn thread_size(&mut self, thread: &str) -> Result<(i64, Option<Time>)> {
        let of_thread = items::kind.eq(Kind::Comment as i16).and(items::thread.eq(thread));
        let of_thread = items::table.filter(of_thread);
        let count: i64 = of_thread.count().get_result(&mut self.conn)?;
        let first: Option<i64> =
            of_thread.filter(items::at.ne(0)).select(min(items::at)).first(&mut self.conn)?;
        Ok((count, first.map(Time::from_micros)))
    }

    /// The ids of the articles that comments name.
    pub(in crate::imports) fn threads(&mut self) -> Result<Vec<String>> {
        Ok(items::table
            .filter(items::kind.eq(Kind::Comment as i16))
            .group_by(items::thread)
            .order(min(items::seq))
            .select(items::thread)
            .load(&mut self.conn)?)
    }

    /// Opens an item. The second value is a keyed hash of it.
    pub(in crate::imports) fn open<T: DeserializeOwned>(&self, row: &Row) -> Result<(T, Vec<u8>)> {
        let json = self.app.vault.open(&row.payload, ROW)?;
        let hash = self.app.vault.sign("import item", &[json.as_bytes()]).to_vec();
        Ok((serde_json::from_str(&json).map_err(Error::internal)?, hash))
    }

    /// Where an item stands.
    pub(in crate::imports) fn place(&self, row: &Row) -> Place {
        let file = usize::try_from(row.file).ok().and_then(|file| self.files.get(file));
        Place {
            file: file.cloned().unwrap_or_default(),
            line: u64::try_from(row.line).unwrap_or_default(),
        }
    }
}
