//! The collections of Coral (`stories`, `users`, `comments`) as its own importer writes them and `mongoexport` reads
//! them out: JSON, one document per line or in an array. The files are given together; `assets` and `comments` of
//! Talk 4 are read too. This file only parses.
//!
//! Passwords, tokens, notes of moderators, ignored readers and notifications are not read.

use std::io::{BufRead as _, Read};

use serde_json::Value;

use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::Metered;
use super::items::{Comment, Emit, Format, Item, Person, Place, Thread};
use super::json::{self, emit_repaired, first_text, text};
use super::times;

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged, cut off, or no
/// collection; those of `emit`.
pub fn read<R: Read>(
    mut input: Metered<R>,
    file: &str,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut has_site = false;
    let mut take = |_: &str, place: Place, value: Value, emit: Emit<'_>| {
        if !has_site {
            has_site = true;
            emit(place.clone(), Item::Site("coral".into()))?;
        }
        match item(&value) {
            Some((item, fault)) => {
                if let Item::Comment(comment) = &item {
                    emit_repaired(comment, fault, &place, emit)?;
                }
                emit(place, item)
            }
            None => Err(super::input::broken(
                file,
                place.line,
                Message::import_line_no_comment("Coral"),
            )),
        }
    };
    let start = input.fill_buf().map_err(|cause| {
        super::input::refused(
            file,
            "unreadable",
            Message::import_file_unreadable(super::input::why_unreadable(&cause)),
        )
    })?;
    if start.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        json::document(input, file, emit, &mut take)
    } else {
        json::lines(input, file, emit, &mut take)
    }
}

/// What a document is, and what was repaired in it.
fn item(value: &Value) -> Option<(Item, Option<Message>)> {
    let id = text(value, "id");
    if id.is_empty() {
        return None;
    }
    let story = first_text(value, &["storyID", "asset_id"]);
    if !story.is_empty() {
        let (comment, fault) = comment(value, id, story);
        return Some((Item::Comment(comment), fault));
    }
    if value.get("username").is_some() {
        let person = Person {
            key: id,
            name: text(value, "username"),
            email: text(value, "email"),
            website: String::new(),
        };
        return Some((Item::Person(person), None));
    }
    let url = text(value, "url");
    if url.is_empty() {
        return None;
    }
    let title = value.get("metadata").map(|known| text(known, "title")).unwrap_or_default();
    let thread = Thread {
        key: id,
        url,
        title: if title.is_empty() { text(value, "title") } else { title },
        at: times::known(&first_text(value, &["createdAt", "created_at"])),
        is_open: text(value, "closedAt").is_empty(),
        ..Thread::default()
    };
    Some((Item::Thread(thread), None))
}

fn comment(value: &Value, key: String, story: String) -> (Comment, Option<Message>) {
    let state = text(value, "status");
    let status = match state.as_str() {
        _ if !first_text(value, &["deletedAt", "deleted_at"]).is_empty() => Status::Deleted,
        // Coral shows comments before anybody has decided.
        "APPROVED" | "ACCEPTED" | "NONE" => Status::Approved,
        "REJECTED" => Status::Rejected,
        _ => Status::Pending,
    };
    let last = value.get("revisions").and_then(Value::as_array).and_then(|all| all.last());
    let body = last.map_or_else(|| text(value, "body"), |revision| text(revision, "body"));
    let (at, fault) = times::read(&first_text(value, &["createdAt", "created_at"]));
    let comment = Comment {
        key,
        article: story,
        author: first_text(value, &["authorID", "author_id"]),
        parent: first_text(value, &["parentID", "parent_id"]),
        text: body,
        format: Format::Html,
        at,
        state: if status == Status::Deleted { "deleted".into() } else { state },
        status,
        ..Comment::default()
    };
    (comment, fault)
}
