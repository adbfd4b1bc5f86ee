//! Artalk's transfer files (artrans): an array of comments whose values are texts. The exports of Waline, Valine
//! and Twikoo, which are relatives, and of Cusdis's tables are read too. This file only parses.
//!
//! Network addresses, browsers, badges and passwords are not read.

use std::collections::HashSet;
use std::io::Read;

use serde_json::Value;

use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::Metered;
use super::items::{Comment, Emit, Format, Item, Place, Thread};
use super::json::{self, emit_repaired, first_text, flag, text};
use super::times;

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged, cut off, or none
/// of these; those of `emit`.
pub fn read<R: Read>(
    mut input: Metered<R>,
    file: &str,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut threads: HashSet<String> = HashSet::new();
    let mut is_known = false;
    let mut begin = |place: &Place, emit: Emit<'_>| {
        if is_known {
            return Ok(());
        }
        is_known = true;
        emit(place.clone(), Item::Site("artalk".into()))
    };
    let mut on = |name: &str, place: Place, value: Value, emit: Emit<'_>| {
        let (comment, fault) = match name {
            "" | "comments" if value.get("page_key").is_some() => artrans(&value),
            "data.Comment" => waline(&value),
            // Valine's and Twikoo's, as their databases write them: an array, or one on each line.
            "" | "results" if value.get("comment").is_some() && value.get("nick").is_some() => {
                waline(&value)
            }
            "pages" if value.get("slug").is_some() => {
                begin(&place, emit)?;
                let thread = Thread {
                    key: text(&value, "id"),
                    url: first_text(&value, &["url", "slug"]),
                    title: text(&value, "title"),
                    is_open: true,
                    ..Thread::default()
                };
                threads.insert(thread.key.clone());
                return emit(place, Item::Thread(thread));
            }
            "comments" if value.get("by_nickname").is_some() => cusdis(&value),
            "" => return Err(json::foreign(file, "Artalk, Waline or Cusdis")),
            _ => return Ok(()),
        };
        begin(&place, emit)?;
        if name != "comments" || value.get("page_key").is_some() {
            let key = comment.article.clone();
            if threads.insert(key.clone()) {
                let thread = Thread {
                    url: key.clone(),
                    key,
                    title: text(&value, "page_title"),
                    is_open: !flag(&value, "page_admin_only"),
                    ..Thread::default()
                };
                emit(place.clone(), Item::Thread(thread))?;
            }
        }
        emit_repaired(&comment, fault, &place, emit)?;
        emit(place, Item::Comment(comment))
    };
    match has_lines(input.start()) {
        true => json::lines(input, file, emit, &mut on)?,
        false => json::document(input, file, emit, &mut on)?,
    }
    if is_known { Ok(()) } else { Err(json::foreign(file, "Artalk, Waline or Cusdis")) }
}

/// Whether each line is a document of its own.
fn has_lines(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii();
    // LeanCloud writes a line about the file first.
    let first = if first.starts_with(b"#") { lines.next().unwrap_or_default() } else { first };
    json::line_value(first).is_ok_and(|value| value.get("comment").is_some())
}

/// A comment, and what was repaired.
type Parsed = (Comment, Option<Message>);

/// Ids begin anew in each export, so the ledger adds the time.
fn with_stable(mut comment: Comment) -> Comment {
    comment.stable = format!("{}@{}", comment.key, comment.at.micros());
    comment
}

fn artrans(value: &Value) -> Parsed {
    let (state, status) = match flag(value, "is_pending") {
        true => ("pending", Status::Pending),
        false => ("public", Status::Approved),
    };
    let (at, fault) = times::read(&text(value, "created_at"));
    let parent = text(value, "rid");
    let comment = Comment {
        key: text(value, "id"),
        article: text(value, "page_key"),
        parent: if parent == "0" { String::new() } else { parent },
        name: text(value, "nick"),
        email: text(value, "email"),
        website: text(value, "link"),
        text: text(value, "content"),
        format: Format::MarkdownOrHtml,
        at,
        state: state.into(),
        status,
        ..Comment::default()
    };
    (with_stable(comment), fault)
}

fn waline(value: &Value) -> Parsed {
    let state = text(value, "status");
    let is_spam = flag(value, "isSpam");
    let (state, status) = match state.as_str() {
        "approved" => (state, Status::Approved),
        "spam" => (state, Status::Spam),
        "" if is_spam => ("spam".to_owned(), Status::Spam),
        // Valine and Twikoo show what is not spam.
        "" => ("public".to_owned(), Status::Approved),
        _ => (state, Status::Pending),
    };
    let (at, fault) = times::read(&first_text(value, &["insertedAt", "created", "createdAt"]));
    let comment = Comment {
        key: first_text(value, &["objectId", "_id", "id"]),
        article: text(value, "url"),
        parent: first_text(value, &["pid", "rid"]),
        name: text(value, "nick"),
        email: text(value, "mail"),
        website: text(value, "link"),
        text: text(value, "comment"),
        format: Format::MarkdownOrHtml,
        at,
        state,
        status,
        ..Comment::default()
    };
    (with_stable(comment), fault)
}

fn cusdis(value: &Value) -> Parsed {
    let deleted = first_text(value, &["deletedAt", "deleted_at"]);
    let (state, status) = match (deleted.is_empty(), flag(value, "approved")) {
        (false, _) => ("deleted", Status::Deleted),
        (true, true) => ("approved", Status::Approved),
        (true, false) => ("not approved", Status::Pending),
    };
    let (at, fault) = times::read(&first_text(value, &["created_at", "createdAt"]));
    let comment = Comment {
        key: text(value, "id"),
        article: first_text(value, &["pageId", "page_id"]),
        parent: first_text(value, &["parentId", "parent_id"]),
        name: text(value, "by_nickname"),
        email: text(value, "by_email"),
        text: text(value, "content"),
        format: Format::MarkdownOrHtml,
        at,
        state: state.into(),
        status,
        ..Comment::default()
    };
    (with_stable(comment), fault)
}
