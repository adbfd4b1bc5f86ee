//! Reads the beginning of a shortcode: its name and its attributes. Pure.

use std::sync::LazyLock;

use regex::Regex;

use crate::imports::patterns::pattern;

/// Longest beginning of a shortcode, in bytes.
const LONGEST: usize = 4_000;

static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"([A-Za-z0-9_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"]+))|"([^"]*)"|([^\s"'=]+)"#)
});

/// A shortcode as it stands in the text.
pub(super) struct Shortcode<'a> {
    pub(super) name: &'a str,
    /// Named attributes, and the words that stand alone.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) words: Vec<String>,
    /// Whether it ends itself: `[name /]`.
    pub(super) is_closed: bool,
    /// Where its beginning ends.
    pub(super) end: usize,
}

impl Shortcode<'_> {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

pub(super) fn name_at(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        .unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) { &text[..end] } else { "" }
}

/// The beginning of a shortcode.
pub(super) fn read(text: &str) -> Option<Shortcode<'_>> {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let offset = text.len() - inner.len();
    let name = name_at(inner);
    let rest = &inner[name.len()..];
    if name.is_empty()
        || !rest.starts_with(|c: char| c.is_whitespace() || matches!(c, ']' | '/' | '='))
    {
        return None;
    }
    let mut quote = None;
    let end = rest.bytes().take(LONGEST).enumerate().find_map(|(at, byte)| match (byte, quote) {
        (b'"' | b'\'', None) => {
            quote = Some(byte);
            None
        }
        (byte, Some(open)) if byte == open => {
            quote = None;
            None
        }
        (b']', None) => Some(Some(at)),
        (b'[', None) => Some(None),
        _ => None,
    });
    // A quotation mark may be an apostrophe.
    let end = match end.flatten() {
        Some(end) => end,
        None => {
            let end = rest.bytes().take(LONGEST).position(|byte| byte == b']')?;
            Some(end).filter(|end| !rest[..*end].contains('['))?
        }
    };
    let given = &rest[..end];
    let is_closed = given.ends_with('/') && !given.contains("://");
    let given = if is_closed { &given[..given.len() - 1] } else { given };
    let (mut attributes, mut words) = (Vec::new(), Vec::new());
    let plain = plain(given.trim_start_matches('='));
    for found in ATTRIBUTE.captures_iter(&plain) {
        let value = (2..=6).find_map(|n| found.get(n)).map_or("", |value| value.as_str());
        match found.get(1) {
            // `https://…?v=1` is one word.
            Some(key) if !key.as_str().contains("http") => {
                attributes.push((key.as_str().to_ascii_lowercase(), value.to_owned()));
            }
            _ => words.push(value.to_owned()),
        }
    }
    // An address has signs that attributes have.
    if let Some(at) = plain.find("http").filter(|at| plain[..*at].trim().is_empty()) {
        let word = plain[at..].split_whitespace().next().unwrap_or_default();
        words.insert(0, word.to_owned());
    }
    Some(Shortcode { name, attributes, words, is_closed, end: offset + name.len() + end + 1 })
}

/// Attributes with the marks that visual editors have made of quotation marks.
pub(super) fn plain(attributes: &str) -> String {
    let mut plain = attributes.to_owned();
    for (from, to) in [
        ("&quot;", "\""),
        ("&#8220;", "\""),
        ("&#8221;", "\""),
        ("&#8243;", "\""),
        ("“", "\""),
        ("”", "\""),
        ("″", "\""),
        ("&amp;", "&"),
        ("&#038;", "&"),
        ("\u{a0}", " "),
    ] {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    plain
}
