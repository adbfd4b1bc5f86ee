//! Remark42's backup: JSON lines, a header and then one comment per line. This file only parses.
//!
//! Comments have their text as sanitized HTML; the Markdown beside it is not rendered again, so that they show what
//! they showed. Network addresses, pictures, votes and blocked readers are not taken.

use std::collections::HashSet;
use std::io::Read;

use serde_json::Value;

use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::{Metered, broken};
use super::items::{Comment, Format, Item, Person, Place, Thread};
use super::json::{self, flag, text};

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
    let mut has_header = false;
    let mut threads: HashSet<String> = HashSet::new();
    json::lines(input, file, &mut |_, place, value| {
        if !has_header {
            has_header = true;
            let version = value.get("version").and_then(Value::as_u64);
            if !matches!(version, Some(0 | 1)) || value.get("users").is_none() {
                let why = Message::import_line_no_header("Remark42 (version 0 or 1)");
                return Err(broken(file, place.line, why));
            }
            return header(&value, &place, &mut threads, emit);
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
        let comment = comment(&value, key, url);
        if comment.at.micros() == 0 {
            let why = Message::import_why_no_time();
            let what = Message::import_what_comment(&comment.key);
            emit(place.clone(), Item::Repaired { what, why })?;
        }
        emit(place, Item::Comment(comment))
    })?;
    if has_header {
        Ok(())
    } else {
        Err(broken(file, 1, Message::import_line_no_header("Remark42")))
    }
}

/// A closed page.
fn thread(url: &str, title: String) -> Thread {
    Thread { key: url.to_owned(), url: url.to_owned(), title, ..Thread::default() }
}

/// The header has the addresses, by the ids of readers, and the pages that are closed.
fn header(
    header: &Value,
    place: &Place,
    threads: &mut HashSet<String>,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let list = |name: &str| header.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    for user in list("users") {
        let email = user.get("details").map(|details| text(details, "email")).unwrap_or_default();
        if !email.is_empty() {
            let person = Person { key: text(&user, "id"), email, ..Person::default() };
            emit(place.clone(), Item::Person(person))?;
        }
    }
    for post in list("posts") {
        let url = text(&post, "url");
        if flag(&post, "read_only") && threads.insert(url.clone()) {
            emit(place.clone(), Item::Thread(thread(&url, String::new())))?;
        }
    }
    Ok(())
}

fn comment(value: &Value, key: String, url: String) -> Comment {
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
    Comment {
        key,
        article: url,
        author: text(user, "id"),
        parent: text(value, "pid"),
        name: text(user, "name"),
        text: text_there,
        format,
        at: Time::parse(&text(value, "time")).unwrap_or_else(|| Time::from_micros(0)),
        state: state.into(),
        status,
        ..Comment::default()
    }
}
