//! Isso's database (SQLite), of its schemas 0 to 5. This file only parses.
//!
//! The file is opened for reading only. Names, addresses and websites are stored escaped for HTML; texts are
//! Markdown. Network addresses, votes, subscriptions and the table `preferences`, which has a secret key, are not
//! read.

use std::io::Read as _;

use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::{self, Input, refused};
use super::items::{Comment, Format, Item, Place, Thread};
use super::store::isso::{CommentRow, Database};

/// The newest schema that is known.
const SCHEMA: i64 = 5;
/// The first bytes of every SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Reads a file. `emit` gets each item with its place, whose line is the row's id.
///
/// # Errors
/// [`crate::error::Error::Invalid`] `file`, if the file is damaged or no database of Isso; those of `emit`.
pub fn read(input: Input, emit: &mut dyn FnMut(Place, Item) -> Result<()>) -> Result<()> {
    let name = input.name.clone();
    let mut database = open(input)?;
    if !database.has_tables()? {
        return Err(refused(&name, "format", Message::import_file_no_isso()));
    }
    let schema = database.schema()?;
    if schema > SCHEMA {
        let why = Message::import_file_schema(schema, SCHEMA);
        return Err(refused(&name, "version", why));
    }
    emit(Place { file: name.clone(), line: 0 }, Item::Site("isso".into()))?;
    let mut after = i64::MIN;
    loop {
        let rows = database.threads(after)?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in rows {
            let thread = Thread {
                key: row.id.to_string(),
                url: row.uri.unwrap_or_default(),
                title: row.title.unwrap_or_default(),
                is_open: true,
                ..Thread::default()
            };
            emit(place(&name, row.id), Item::Thread(thread))?;
        }
    }
    let mut after = i64::MIN;
    loop {
        let rows = database.comments(after)?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in rows {
            let at = place(&name, row.id);
            if row.created.is_none() {
                let (what, why) = (
                    Message::import_what_comment(row.id.to_string()),
                    Message::import_why_no_time(),
                );
                emit(at.clone(), Item::Repaired { what, why })?;
            }
            emit(at, Item::Comment(comment(row)))?;
        }
    }
    Ok(())
}

fn place(file: &str, row: i64) -> Place {
    Place { file: file.to_owned(), line: row.unsigned_abs() }
}

fn comment(row: CommentRow) -> Comment {
    let (state, status) = match row.mode {
        1 => ("1 (public)".to_owned(), Status::Approved),
        2 => ("2 (held)".to_owned(), Status::Pending),
        4 => ("4 (deleted)".to_owned(), Status::Deleted),
        // Nothing is published that was not.
        other => (other.to_string(), Status::Pending),
    };
    // Deleted comments keep their address there.
    let kept = |value: Option<String>| match status {
        Status::Deleted => String::new(),
        _ => unescaped(value.unwrap_or_default()),
    };
    #[expect(clippy::cast_possible_truncation, reason = "microseconds of this era fit")]
    let micros = (row.created.unwrap_or(0.0) * 1e6).round() as i64;
    Comment {
        key: row.id.to_string(),
        // Ids begin anew in each file; the time distinguishes the files of several sites.
        stable: format!("{}@{micros}", row.id),
        article: row.thread.to_string(),
        parent: row.parent.map(|id| id.to_string()).unwrap_or_default(),
        name: kept(row.author),
        email: kept(row.email),
        website: kept(row.website),
        text: row.text.unwrap_or_default(),
        format: Format::MarkdownOrHtml,
        at: Time::from_micros(micros),
        state,
        status,
        ..Comment::default()
    }
}

fn unescaped(text: String) -> String {
    match quick_xml::escape::unescape(&text) {
        Ok(plain) => plain.into_owned(),
        Err(_) => text,
    }
}

/// Opens the database for reading: where it is, or in memory if it was packed.
fn open(input: Input) -> Result<Database> {
    let name = input.name.clone();
    let no_database = || refused(&name, "format", Message::import_file_no_sqlite());
    if let Some(path) = input.path.clone() {
        let mut start = [0; 16];
        let mut reader = input.reader;
        if reader.read_exact(&mut start).is_err() || start != MAGIC {
            return Err(no_database());
        }
        return Database::open(&name, &path);
    }
    let mut bytes = input::whole(input)?;
    if !bytes.starts_with(MAGIC) || bytes.len() < 100 {
        return Err(no_database());
    }
    // The versions of the file's format: without a write-ahead log.
    bytes[18] = 1;
    bytes[19] = 1;
    Database::of_bytes(&name, &bytes)
}
