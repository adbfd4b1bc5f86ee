//! Artalk's transfer files (artrans): an array of comments whose values are texts. The exports of Waline, and of
//! Cusdis's tables, are read too. This file only parses.
//!
//! Network addresses, browsers, badges and passwords are not read.

use std::collections::HashSet;
use std::io::Read;

use serde_json::Value;

use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::Metered;
use super::json::{self, first_text, flag, text};
use super::model::{Comment, Format, Item, Place, Thread};

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged, cut off, or none
/// of these; those of `emit`.
pub fn read<R: Read>(
    input: Metered<R>,
    file: &str,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut threads: HashSet<String> = HashSet::new();
    let mut is_known = false;
    let mut begin = |place: &Place, emit: &mut dyn FnMut(Place, Item) -> Result<()>| {
        if is_known {
            return Ok(());
        }
        is_known = true;
        emit(place.clone(), Item::Site("artalk".into()))
    };
    json::document(input, file, &mut |name, place, value| {
        let (comment, fault) = match name {
            "" | "comments" if value.get("page_key").is_some() => artrans(&value),
            "data.Comment" => waline(&value),
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
        if let Some(why) = fault {
            let what = Message::import_what_comment(&comment.key);
            emit(place.clone(), Item::Repaired { what, why })?;
        }
        emit(place, Item::Comment(comment))
    })?;
    if is_known { Ok(()) } else { Err(json::foreign(file, "Artalk, Waline or Cusdis")) }
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
    let (at, fault) = time(&text(value, "created_at"));
    let parent = text(value, "rid");
    let comment = Comment {
        key: text(value, "id"),
        article: text(value, "page_key"),
        parent: if parent == "0" { String::new() } else { parent },
        name: text(value, "nick"),
        email: text(value, "email"),
        website: text(value, "link"),
        text: text(value, "content"),
        format: Format::Markdown,
        at,
        state: state.into(),
        status,
        ..Comment::default()
    };
    (with_stable(comment), fault)
}

fn waline(value: &Value) -> Parsed {
    let state = text(value, "status");
    let status = match state.as_str() {
        "approved" => Status::Approved,
        "spam" => Status::Spam,
        _ => Status::Pending,
    };
    let (at, fault) = time(&first_text(value, &["insertedAt", "createdAt"]));
    let comment = Comment {
        key: first_text(value, &["objectId", "id"]),
        article: text(value, "url"),
        parent: first_text(value, &["pid", "rid"]),
        name: text(value, "nick"),
        email: text(value, "mail"),
        website: text(value, "link"),
        text: text(value, "comment"),
        format: Format::Markdown,
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
    let (at, fault) = time(&first_text(value, &["created_at", "createdAt"]));
    let comment = Comment {
        key: text(value, "id"),
        article: first_text(value, &["pageId", "page_id"]),
        parent: first_text(value, &["parentId", "parent_id"]),
        name: text(value, "by_nickname"),
        email: text(value, "by_email"),
        text: text(value, "content"),
        format: Format::Markdown,
        at,
        state: state.into(),
        status,
        ..Comment::default()
    };
    (with_stable(comment), fault)
}

/// A time as these systems write it: `2021-10-28 20:50:15 +0800`, RFC 3339, milliseconds since 1970, or without a
/// zone, which is read as UTC.
fn time(written: &str) -> (Time, Option<Message>) {
    let text = written.trim();
    if let Ok(millis) = text.parse::<i64>() {
        return (Time::from_micros(millis.saturating_mul(1_000)), None);
    }
    let mut text = text.replacen(' ', "T", 1);
    if let Some((clock, zone)) = text.clone().rsplit_once(' ') {
        let is_bare = zone.len() == 5 && zone.starts_with(['+', '-']) && zone.is_ascii();
        let zone = if is_bare { format!("{}:{}", &zone[..3], &zone[3..]) } else { zone.into() };
        text = format!("{clock}{zone}");
    }
    if let Some(at) = Time::parse(&text) {
        return (at, None);
    }
    match Time::parse(&format!("{text}Z")) {
        Some(at) => (at, Some(Message::import_why_no_zone())),
        None => (Time::from_micros(0), Some(Message::import_why_no_time())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        let expected = Time::parse("2021-10-28T12:50:15Z").expect("a time");
        for written in [
            "2021-10-28 20:50:15 +0800",
            "2021-10-28T20:50:15+08:00",
            "2021-10-28 12:50:15 +00:00",
            "1635425415000",
        ] {
            assert_eq!(time(written), (expected, None), "{written}");
        }
        assert_eq!(time("2021-10-28 12:50:15").0, expected);
        assert!(
            time("2021-10-28 12:50:15").1.is_some_and(|why| why.in_english().contains("no zone"))
        );
        assert!(time("").1.is_some_and(|why| why.in_english().contains("no time")));
    }
}
