//! What a file looks like, to say it if it is not what it was called. Pure.

use crate::error::Error;
use crate::i18n::Message;

use super::input::SQLITE;
use super::model::System;

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// A file of this system.
    Like(System),
    /// A file in WordPress's format by which a site is moved to Disqus.
    ForDisqus,
    /// A page of the web: a form to sign in, or a fault, saved instead of the file.
    WebPage,
    /// The text of a database.
    Dump,
    /// Packed once more than it may be.
    Packed,
    /// A text in two bytes for each character.
    Wide,
}

/// The words at the beginning of an export in JSON, all of which have to be there. The first that fits counts.
const JSON: [(&[&str], System); 10] = [
    (&["\"users\"", "\"posts\"", "\"version\""], System::Remark42),
    (&["\"commentHex\"", "\"domain\""], System::Commento),
    (&["\"commentHex\"", "\"host\""], System::Comentario),
    (&["\"domainId\"", "\"pages\""], System::Comentario),
    (&["\"page_key\""], System::Artalk),
    (&["\"waline\""], System::Artalk),
    (&["\"by_nickname\""], System::Artalk),
    (&["\"storyID\""], System::Coral),
    (&["\"asset_id\""], System::Coral),
    // Valine's and Twikoo's.
    (&["\"nick\"", "\"comment\"", "\"url\""], System::Artalk),
];

/// What a file looks like that begins so; none if it looks like nothing known.
pub(super) fn looks_like(start: &[u8]) -> Option<Looks> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if start.starts_with(SQLITE) {
        return Some(Looks::Like(System::Isso));
    }
    if start.starts_with(&[0x1f, 0x8b]) || start.starts_with(b"PK\x03\x04") {
        return Some(Looks::Packed);
    }
    // Without a mark, every other byte of the first ones is 0.
    let is_wide = match start {
        [a, b, c, d, ..] => [*a == 0, *b == 0, *c == 0, *d == 0],
        _ => [false; 4],
    };
    let is_wide = [[false, true, false, true], [true, false, true, false]].contains(&is_wide);
    if is_wide || start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return Some(Looks::Wide);
    }
    let text = String::from_utf8_lossy(start);
    let mut text = text.trim_start();
    // A remark on the file, of LeanCloud.
    while let Some(rest) = text.strip_prefix('#') {
        text = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    let has = |words: &[&str]| words.iter().all(|word| text.contains(word));
    let like = |system| Some(Looks::Like(system));
    if text.starts_with('<') {
        let lower: String = text.chars().take(1_000).collect::<String>().to_ascii_lowercase();
        return if has(&["<disqus"]) {
            like(System::Disqus)
        } else if has(&["<rss", "wordpress.org/export/", "www.disqus.com/"]) {
            Some(Looks::ForDisqus)
        } else if has(&["<rss", "wordpress.org/export/"]) {
            like(System::Wordpress)
        } else {
            let is_page = lower.starts_with("<!doctype html") || lower.contains("<html");
            is_page.then_some(Looks::WebPage)
        };
    }
    if text.starts_with("{\"export\":") {
        return like(System::Jsonl);
    }
    if text.starts_with('{') || text.starts_with('[') {
        let known = JSON.iter().find(|(words, _)| has(words));
        return known.map(|(_, system)| Looks::Like(*system));
    }
    let head: String = text.chars().take(4_000).collect::<String>().to_ascii_uppercase();
    let is_dump = ["CREATE TABLE", "BEGIN TRANSACTION", "INSERT INTO", "-- MYSQL DUMP"];
    is_dump.iter().any(|word| head.contains(word)).then_some(Looks::Dump)
}

/// A refusal that says what the file looks like, if that is something else than it was called.
pub(super) fn explained(cause: Error, system: System, looks: Option<Looks>) -> Error {
    let Error::Invalid(mut faults) = cause else { return cause };
    let Some(fault) = faults.first_mut().filter(|fault| fault.field == "file") else {
        return Error::Invalid(faults);
    };
    let why = fault.detail.clone();
    fault.detail = match looks {
        Some(Looks::Like(other)) if other != system => {
            Message::import_looks_like(why, other.title(), other.name())
        }
        Some(Looks::WebPage) => Message::import_looks_page(why),
        Some(Looks::Dump) => Message::import_looks_dump(why),
        Some(Looks::Packed) => Message::import_looks_packed(why),
        Some(Looks::Wide) => Message::import_looks_wide(why),
        Some(Looks::Like(_) | Looks::ForDisqus) | None => why,
    };
    Error::Invalid(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_beginning() {
        let like = |system| Some(Looks::Like(system));
        for (start, expected) in [
            (
                &b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<disqus xmlns=\"http://disqus.com\">"[..],
                like(System::Disqus),
            ),
            (
                b"<!-- made -->\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">",
                like(System::Wordpress),
            ),
            (
                b"<rss xmlns:dsq=\"http://www.disqus.com/\" xmlns:wp=\"http://wordpress.org/export/1.0/\">",
                Some(Looks::ForDisqus),
            ),
            (b"SQLite format 3\0\x10\x00", like(System::Isso)),
            (b"{\"version\":1,\"users\":[],\"posts\":[]}\n", like(System::Remark42)),
            (
                b"{\"version\":1,\"comments\":[{\"commentHex\":\"a\",\"domain\":\"x\"",
                like(System::Commento),
            ),
            (
                b"{\"version\":3,\"pages\":[{\"id\":\"1\",\"domainId\":\"2\"",
                like(System::Comentario),
            ),
            (b"[{\"id\":\"1\",\"page_key\":\"/a\"", like(System::Artalk)),
            (b"{\"export\":{\"format\":1", like(System::Jsonl)),
            (b"  <!DOCTYPE html><html><title>Sign in</title>", Some(Looks::WebPage)),
            (
                b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE comments (",
                Some(Looks::Dump),
            ),
            (b"\x1f\x8b\x08", Some(Looks::Packed)),
            (b"\xff\xfe<\0", Some(Looks::Wide)),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", None),
            (b"", None),
        ] {
            assert_eq!(looks_like(start), expected, "{}", String::from_utf8_lossy(start));
        }
        let refused =
            || Error::invalid("file", "broken", "a.xml, line 1: it is not an export of Disqus");
        let said = |looks| explained(refused(), System::Disqus, looks).to_string();
        assert!(
            said(like(System::Wordpress)).contains("a file of WordPress: import it as wordpress")
        );
        assert_eq!(said(like(System::Disqus)), said(None));
    }
}
