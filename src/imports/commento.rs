//! Commento's export (JSON, version 1); [`super::comentario`] reads the variant of it that Comentario wrote first by the same
//! functions. This file only parses.
//!
//! The exporter writes a commenter once for each comment, and deleted comments with the text `[deleted]`.

use std::collections::HashSet;
use std::io::Read;

use serde_json::Value;

use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::Metered;
use super::items::{Comment, Format, Item, Person, Place, Thread};
use super::json::{self, emit_repaired, first_text, flag, text};
use super::times;

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
    let mut reader = Commento::default();
    json::document(input, file, emit, &mut |name, place, value, emit| {
        if name == "version" && value.as_u64() != Some(1) {
            return Err(json::foreign(file, "Commento (version 1)"));
        }
        // Comentario's, of the same version, is known by the name of the field for the host.
        if value.get("host").is_some() && value.get("domain").is_none() {
            return Err(json::foreign(file, "Commento (version 1)"));
        }
        reader.read_value(name, place, value, file, emit)
    })?;
    if reader.is_export { Ok(()) } else { Err(json::foreign(file, "Commento (version 1)")) }
}

/// What is remembered while a file is read.
#[derive(Default)]
pub(super) struct Commento {
    pub(super) is_export: bool,
    has_site: bool,
    threads: HashSet<String>,
}

impl Commento {
    /// Takes a value of the file.
    pub(super) fn read_value(
        &mut self,
        name: &str,
        place: Place,
        value: Value,
        file: &str,
        emit: &mut dyn FnMut(Place, Item) -> Result<()>,
    ) -> Result<()> {
        match name {
            "version" => self.is_export = true,
            "comments" if value.is_object() => {
                let key = text(&value, "commentHex");
                if key.is_empty() {
                    return Err(json::foreign(file, "Commento (version 1)"));
                }
                let host = first_text(&value, &["domain", "host"]);
                let path = first_text(&value, &["url", "path"]);
                if !self.has_site {
                    self.has_site = true;
                    emit(place.clone(), Item::Site(host.clone()))?;
                }
                let url = match path.contains("://") || host.is_empty() {
                    true => path,
                    false => format!("https://{host}/{}", path.trim_start_matches('/')),
                };
                if self.threads.insert(url.clone()) {
                    let (key, url) = (url.clone(), url.clone());
                    let thread = Thread { key, url, is_open: true, ..Thread::default() };
                    emit(place.clone(), Item::Thread(thread))?;
                }
                let (comment, fault) = comment(&value, key, url);
                emit_repaired(&comment, fault, &place, emit)?;
                emit(place, Item::Comment(comment))?;
            }
            "commenters" if value.is_object() => {
                let known = |text: String| if text == "undefined" { String::new() } else { text };
                let person = Person {
                    key: text(&value, "commenterHex"),
                    name: known(text(&value, "name")),
                    email: known(text(&value, "email")),
                    website: known(first_text(&value, &["link", "websiteUrl"])),
                };
                emit(place, Item::Person(person))?;
            }
            _ => {}
        }
        Ok(())
    }
}

fn comment(value: &Value, key: String, url: String) -> (Comment, Option<Message>) {
    let parent = text(value, "parentHex");
    let markdown = text(value, "markdown");
    let author = text(value, "commenterHex");
    let is_anonymous = author == "anonymous" || author.bytes().all(|byte| byte == b'0');
    let state = text(value, "state");
    let (state, status) = match state.as_str() {
        _ if flag(value, "deleted") || markdown.trim() == "[deleted]" => {
            ("deleted".to_owned(), Status::Deleted)
        }
        "approved" => (state, Status::Approved),
        // Unapproved, and flagged by its own filter: a moderator has not decided.
        _ => (state, Status::Pending),
    };
    let (at, fault) = times::read(&text(value, "creationDate"));
    let comment = Comment {
        key,
        article: url,
        parent: if parent == "root" { String::new() } else { parent },
        name: if is_anonymous { "Anonymous".into() } else { String::new() },
        author: if is_anonymous { String::new() } else { author },
        text: markdown,
        format: Format::Markdown,
        at,
        state,
        status,
        ..Comment::default()
    };
    (comment, fault)
}
