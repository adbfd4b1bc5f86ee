//! Comentario's export (JSON, version 3, and the version 1 that it took over from Commento). This file only parses.

use std::io::Read;

use serde_json::Value;

use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::commento::Commento;
use super::input::Metered;
use super::items::{Comment, Format, Item, Person, Place, Thread};
use super::json::{self, emit_repaired, flag, text};
use super::times;

/// In place of the author of a comment that nobody has signed in for.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged, cut off, or no
/// export; those of `emit`.
pub fn read<R: Read>(
    input: Metered<R>,
    file: &str,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut version = None;
    let mut first = Commento::default();
    let mut has_site = false;
    json::document(input, file, emit, &mut |name, place, value, emit| {
        if name == "version" {
            version = value.as_u64();
            if !matches!(version, Some(1 | 3)) {
                return Err(json::foreign(file, "Comentario (version 1 or 3)"));
            }
        }
        // The version may stand behind what it is about.
        if value.get("commentHex").is_some() || value.get("commenterHex").is_some() {
            // Of the same version, and known by the name of the field for the host.
            if value.get("domain").is_some() && value.get("host").is_none() {
                return Err(json::foreign(file, "Comentario (version 1 or 3)"));
            }
            return first.read_value(name, place, value, file, emit);
        }
        let item = match name {
            "pages" if value.is_object() => {
                if !has_site {
                    has_site = true;
                    emit(place.clone(), Item::Site(text(&value, "domainId")))?;
                }
                Item::Thread(Thread {
                    key: text(&value, "id"),
                    url: text(&value, "path"),
                    title: text(&value, "title"),
                    at: times::known(&text(&value, "createdTime")),
                    is_open: !flag(&value, "isReadonly"),
                    ..Thread::default()
                })
            }
            "comments" if value.is_object() => {
                let (comment, fault) = comment(&value);
                emit_repaired(&comment, fault, &place, emit)?;
                Item::Comment(comment)
            }
            "commenters" if value.is_object() => Item::Person(Person {
                key: text(&value, "id"),
                name: text(&value, "name"),
                email: text(&value, "email"),
                website: text(&value, "websiteUrl"),
            }),
            _ => return Ok(()),
        };
        emit(place, item)
    })?;
    if version.is_some() { Ok(()) } else { Err(json::foreign(file, "Comentario (version 1 or 3)")) }
}

fn comment(value: &Value) -> (Comment, Option<Message>) {
    let (state, status) = if flag(value, "isDeleted") {
        ("deleted", Status::Deleted)
    } else if flag(value, "isPending") {
        ("pending", Status::Pending)
    } else if flag(value, "isApproved") {
        ("approved", Status::Approved)
    } else {
        ("rejected", Status::Rejected)
    };
    let author = text(value, "userCreated");
    let author = if author == NOBODY { String::new() } else { author };
    let (at, fault) = times::read(&text(value, "createdTime"));
    let comment = Comment {
        key: text(value, "id"),
        article: text(value, "pageId"),
        parent: text(value, "parentId"),
        name: text(value, "authorName"),
        author,
        text: text(value, "markdown"),
        format: Format::Markdown,
        at,
        state: state.into(),
        status,
        ..Comment::default()
    };
    (comment, fault)
}
