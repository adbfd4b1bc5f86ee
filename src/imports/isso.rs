//! Isso's database (SQLite), of its schemas 0 to 5. This file only parses.
//!
//! Names, addresses and websites are stored escaped for HTML; texts are Markdown. Network addresses, votes, subscriptions and
//! the table `preferences`, which has a secret key, are not read.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::{self, Input, SQLITE, refused};
use super::items::{Comment, Emit, Format, Item, Place, Thread};
use super::sqlite_file::{Database, Row, Table};
use super::times;

/// The newest schema that is known.
const SCHEMA: u32 = 5;

/// Reads a file. `emit` gets each item with its place, whose line is the row's id.
///
/// # Errors
/// [`crate::error::Error::Invalid`] `file`, if the file is damaged or no database of Isso, or if Isso is writing to it; those
/// of `emit`.
pub fn read(input: Input, emit: &mut dyn FnMut(Place, Item) -> Result<()>) -> Result<()> {
    let name = input.name.clone();
    let mut database = open(input)?;
    let no_isso = || refused(&name, "format", Message::import_file_no_isso());
    let (Some(threads), Some(comments)) = (database.table("threads")?, database.table("comments")?)
    else {
        return Err(no_isso());
    };
    if database.schema > SCHEMA {
        let why = Message::import_file_schema(database.schema, SCHEMA);
        return Err(refused(&name, "version", why));
    }
    let columns = Columns::of(&comments).ok_or_else(no_isso)?;
    let (uri, title) = (threads.column("uri"), threads.column("title"));
    if uri.is_none() {
        return Err(no_isso());
    }
    emit(Place { file: name.clone(), line: 0 }, Item::Site("isso".into()))?;
    database.rows(&threads, &mut |row| {
        let thread = Thread {
            key: row.id.to_string(),
            url: row.text(uri),
            title: row.text(title),
            is_open: true,
            ..Thread::default()
        };
        let what = Message::import_what_entry(&thread.key);
        emit(place(&name, row.id), Item::Thread(thread))?;
        emit_repairs(row, what, &name, emit)
    })?;
    database.rows(&comments, &mut |row| {
        let comment = comment(row, &columns);
        let what = Message::import_what_comment(&comment.key);
        emit(place(&name, row.id), Item::Comment(comment))?;
        emit_repairs(row, what, &name, emit)
    })?;
    database.finish()
}

fn emit_repairs(row: &Row, what: Message, file: &str, emit: Emit<'_>) -> Result<()> {
    for repair in row.repairs.take() {
        emit(place(file, row.id), Item::Repaired { what: what.clone(), why: repair.why() })?;
    }
    Ok(())
}

/// The columns of the table of comments.
struct Columns {
    thread: Option<usize>,
    parent: Option<usize>,
    created: Option<usize>,
    mode: Option<usize>,
    text: Option<usize>,
    author: Option<usize>,
    email: Option<usize>,
    website: Option<usize>,
}

impl Columns {
    /// `None` if it is no table of Isso, all of whose schemas have them.
    fn of(table: &Table) -> Option<Columns> {
        let [thread, parent, created, mode, text, author, email, website] =
            ["tid", "parent", "created", "mode", "text", "author", "email", "website"]
                .map(|name| table.column(name));
        thread.and(parent).and(created).and(mode).and(text).and(author).and(email).and(website)?;
        Some(Columns { thread, parent, created, mode, text, author, email, website })
    }
}

fn place(file: &str, row: i64) -> Place {
    Place { file: file.to_owned(), line: row.unsigned_abs() }
}

fn comment(row: &Row, columns: &Columns) -> Comment {
    let (state, status) = match row.integer(columns.mode) {
        Some(1) => ("1 (public)".to_owned(), Status::Approved),
        Some(2) => ("2 (held)".to_owned(), Status::Pending),
        Some(4) => ("4 (deleted)".to_owned(), Status::Deleted),
        // Nothing is published that was not.
        _ => (row.text(columns.mode), Status::Pending),
    };
    // Deleted comments keep their address there.
    let kept = |column| match status {
        Status::Deleted => String::new(),
        _ => unescaped(row.text(column)),
    };
    let created = row.real(columns.created).unwrap_or(0.0);
    #[expect(clippy::cast_possible_truncation, reason = "it only tells files apart")]
    let micros = (created * 1e6).round() as i64;
    Comment {
        key: row.id.to_string(),
        // Ids begin anew in each file; the time distinguishes the files of several sites.
        stable: format!("{}@{micros}", row.id),
        article: row.text(columns.thread),
        parent: row.text(columns.parent),
        name: kept(columns.author),
        email: kept(columns.email),
        website: kept(columns.website),
        text: row.text(columns.text),
        format: Format::MarkdownOrHtml,
        // Converters have written milliseconds.
        at: times::or_unknown(times::of_number(created)),
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

/// Opens the database: where it is, or in memory if it was packed.
fn open(mut input: Input) -> Result<Database> {
    let name = input.name.clone();
    if let Some(path) = &input.path {
        for ending in ["-wal", "-journal"] {
            let other = format!("{}{ending}", path.display());
            if fs::metadata(Path::new(&other)).is_ok_and(|found| found.len() > 0) {
                return Err(refused(&name, "in_use", Message::import_file_in_use(&other)));
            }
        }
    }
    if let Some(file) = input.database.take() {
        return Database::open(&name, file);
    }
    if !input.reader.start().starts_with(SQLITE) {
        return Err(refused(&name, "format", Message::import_file_no_sqlite()));
    }
    Database::open(&name, Box::new(Cursor::new(input::whole(input)?)))
}
