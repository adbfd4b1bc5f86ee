//! Remark42's backup: JSON lines, a header and then one comment per line. This file only parses.
//!
//! Comments have their text as sanitized HTML; the Markdown beside it is not rendered again, so that they show what
//! they showed. Network addresses, pictures, votes and blocked readers are not taken.

use std::collections::HashSet;
use std::io::Read;

use serde_json::Value;

use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::{Metered, broken};
use super::items::{Comment, Format, Item, Person, Place, Thread};
use super::json::{self, emit_repaired, flag, text};
use super::times;

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged, cut off, or no
/// backup; those of `emit`.
pub fn read<R: Read>(
    input: Metered<R>,
    file: &str,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut site: Option<String> = None;
    let mut version = None;
    let mut threads: HashSet<String> = HashSet::new();
    let no_header = || broken(file, 1, Message::import_line_no_header("Remark42 (version 0 or 1)"));
    json::header_and_lines(input, file, emit, &mut |part, place, value, emit| {
        match part {
            "" if matches!(version, Some(0 | 1)) => {}
            "version" => {
                version = value.as_u64();
                return Ok(());
            }
            "users" => return person(&value, place, emit),
            "posts" => return closed_page(&value, place, &mut threads, emit),
            _ => return Err(no_header()),
        }
        let locator = value.get("locator").unwrap_or(&Value::Null);
        let url = text(locator, "url");
        let key = text(&value, "id");
        if key.is_empty() || url.is_empty() {
            return Err(broken(file, place.line, Message::import_line_no_comment("Remark42")));
        }
        if site.is_none() {
            let named = text(locator, "site");
            emit(place.clone(), Item::Site(named.clone()))?;
            site = Some(named);
        }
        if threads.insert(url.clone()) {
            emit(
                place.clone(),
                Item::Thread(Thread { is_open: true, ..thread(&url, text(&value, "title")) }),
            )?;
        }
        let (comment, fault) = comment(&value, key, url);
        emit_repaired(&comment, fault, &place, emit)?;
        emit(place, Item::Comment(comment))
    })?;
    if matches!(version, Some(0 | 1)) { Ok(()) } else { Err(no_header()) }
}

/// A closed page.
fn thread(url: &str, title: String) -> Thread {
    Thread { key: url.to_owned(), url: url.to_owned(), title, ..Thread::default() }
}

/// The address of a reader, which the header has.
fn person(
    user: &Value,
    place: Place,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let email = user.get("details").map(|details| text(details, "email")).unwrap_or_default();
    if email.is_empty() {
        return Ok(());
    }
    emit(place, Item::Person(Person { key: text(user, "id"), email, ..Person::default() }))
}

/// A page of which the header says that it is closed.
fn closed_page(
    post: &Value,
    place: Place,
    threads: &mut HashSet<String>,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let url = text(post, "url");
    if flag(post, "read_only") && threads.insert(url.clone()) {
        emit(place, Item::Thread(thread(&url, String::new())))?;
    }
    Ok(())
}

fn comment(value: &Value, key: String, url: String) -> (Comment, Option<Message>) {
    let user = value.get("user").unwrap_or(&Value::Null);
    let (state, status) = match flag(value, "delete") {
        true => ("deleted", Status::Deleted),
        false => ("public", Status::Approved),
    };
    let (html, markdown) = (text(value, "text"), text(value, "orig"));
    let (text_there, format) = match html.is_empty() {
        true => (markdown, Format::Markdown),
        false => (html, Format::Html),
    };
    let (at, fault) = times::read(&text(value, "time"));
    let comment = Comment {
        key,
        article: url,
        author: text(user, "id"),
        parent: text(value, "pid"),
        name: text(user, "name"),
        text: text_there,
        format,
        at,
        state: state.into(),
        status,
        ..Comment::default()
    };
    (comment, fault)
}
