//! A Markdown file with front matter: `key: value` lines between `---`, as most tools write it, or
//! TOML between `+++`. Pure.
//!
//! Of YAML only the parts that front matter needs are supported: texts, bare or quoted, and lists,
//! in brackets or with one entry per line. Everything else is refused with its line number, because
//! a misread value is worse than an error.

#[cfg(test)]
mod tests;
pub mod write;

use std::collections::BTreeMap;

use toml::Spanned;

use crate::clock::{TimeFormat, Zone};
use crate::config::problems::nearest;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::media::model::MediaName;

use super::content::{self, Submitted, SubmittedCorrection};
use super::lead_image::SubmittedLead;

/// The known keys.
const KEYS: [&str; 23] = [
    "id",
    "title",
    "section",
    "tags",
    "bylines",
    "byline",
    "lead_image",
    "published_at",
    "summary",
    "path",
    "status",
    "kind",
    "language",
    "featured",
    "sticky",
    "menu",
    "menu_order",
    "comments",
    "comments_days",
    "comments_message",
    "guidelines",
    "correction",
    "corrections",
];

/// Our keys for those of WordPress, Hugo, Jekyll and other tools.
const INSTEAD: [(&[&str], &str); 15] = [
    (
        &["date", "datetime", "pubdate", "publishdate", "publish_date", "created", "created_at"],
        "did you mean published_at?",
    ),
    (
        &["draft", "private", "published", "state", "post_status"],
        "did you mean status, which is draft, submitted, scheduled or published?",
    ),
    (
        &[
            "image",
            "images",
            "cover",
            "thumbnail",
            "banner",
            "feature_image",
            "featured_image",
            "featuredimage",
        ],
        "did you mean lead_image?",
    ),
    (&["author", "authors", "by", "writer"], "did you mean bylines?"),
    (&["lang", "locale"], "did you mean language?"),
    (&["type", "post_type"], "did you mean kind, which is article or page?"),
    (&["weight", "order"], "did you mean menu_order?"),
    (&["category", "categories", "topic", "channel"], "did you mean section?"),
    (&["tag", "keywords", "labels"], "did you mean tags?"),
    (
        &["description", "excerpt", "subtitle", "abstract", "lead", "teaser", "standfirst", "dek"],
        "did you mean summary?",
    ),
    (&["slug", "permalink", "url", "link"], "did you mean path?"),
    (&["headline", "name"], "did you mean title?"),
    (
        &["comment_status", "comments_open", "allow_comments", "disable_comments"],
        "did you mean comments, which is open or closed?",
    ),
    (
        &["updated", "updated_at", "lastmod", "modified", "last_modified_at"],
        "leave it out: the site records when an article was changed",
    ),
    (
        &["layout", "template", "toc"],
        "leave it out: files have no influence on the look of an article",
    ),
];

/// A key and its value, with the number of its line, from 1.
struct Line {
    number: usize,
    key: String,
    value: Value,
}

/// Parses the lines between the fences. The number is that of the first line.
type Parse = fn(&str, usize) -> Result<Vec<Line>>;

enum Value {
    Text(String),
    List(Vec<String>),
    Map(Vec<(String, String)>),
}

/// The article in a file.
#[derive(Clone, Debug)]
pub struct File {
    /// The number of the article that the file is about; none for a new one.
    pub id: Option<ArticleId>,
    /// Its fields.
    pub article: Submitted,
    /// The line of each key, from 1, and that of the text as `body`.
    lines: Vec<(String, usize)>,
}

impl File {
    /// The line where a field stands, from 1. A field that is missing would stand in the first one.
    pub fn line_of(&self, field: &str) -> usize {
        // Comments have a shorter name in files.
        let key = if field == "comments_open" { "comments" } else { field };
        self.lines.iter().find(|(name, _)| name == key).map_or(1, |(_, line)| *line)
    }
}

/// Reads the article in a file. Times without an offset are local in `zone`. A file without front
/// matter has no title, which the article's own checks report.
///
/// # Errors
/// [`Error::Invalid`] with the line that cannot be read.
pub fn read(file: &str, zone: &Zone) -> Result<File> {
    let file = file.strip_prefix('\u{FEFF}').unwrap_or(file).replace("\r\n", "\n");
    // Empty lines before the fence do not belong to the text.
    let blank = file.lines().take_while(|line| line.trim().is_empty()).count();
    let first = file.lines().nth(blank).map(str::trim_end);
    let (fence, parse): (&str, Parse) = match first {
        Some("---") => ("---", plain),
        Some("+++") => ("+++", toml_lines),
        _ => {
            let article = Submitted { body: Some(file), ..Submitted::default() };
            return Ok(File { id: None, article, lines: vec![("body".into(), 1)] });
        }
    };
    let mut rest = file.split_inclusive('\n').skip(blank + 1);
    let header: String = rest.by_ref().take_while(|line| line.trim_end() != fence).collect();
    let is_closed = file.lines().skip(blank + 1).any(|line| line.trim_end() == fence);
    if !is_closed {
        return Err(fault(
            blank + 1,
            format!("the front matter has no end; end it with a line {fence}"),
        ));
    }
    let mut article = Submitted { body: Some(rest.collect()), ..Submitted::default() };
    let mut id = None;
    let length = header.lines().count();
    let mut lines: Vec<(String, usize)> = Vec::new();
    for Line { number, key, value } in parse(&header, blank + 2)? {
        if lines.iter().any(|(seen, _)| *seen == key) {
            return Err(fault(number, format!("{key:?} is given twice")));
        }
        match (key.as_str(), value) {
            ("id", Value::Text(text)) if text.is_empty() => {}
            ("id", Value::Text(text)) => {
                id = Some(text.parse().map_err(|_| {
                    fault(number, "id is the number of an article, which `article list` shows")
                })?);
            }
            (key, value) => set(&mut article, key, value, number, zone)?,
        }
        lines.push((key, number));
    }
    lines.push(("body".into(), blank + length + 3));
    Ok(File { id, article, lines })
}

/// Sets the field of a key from its value in line `number`.
fn set(article: &mut Submitted, key: &str, value: Value, number: usize, zone: &Zone) -> Result<()> {
    match (key, value) {
        ("title", Value::Text(text)) => article.title = Some(text),
        ("section", Value::Text(text)) => article.section = Some(text),
        ("byline", Value::Text(text)) => article.byline = Some(text),
        // Without a value the time is not set.
        ("published_at", Value::Text(text)) if text.is_empty() => {}
        ("published_at", Value::Text(text)) => {
            article.published_at = Some(content::time(TimeFormat::Local(zone), &text));
        }
        ("status", Value::Text(text)) => {
            article.status = Some(text).filter(|text| !text.is_empty());
        }
        ("comments", Value::Text(text)) if text.is_empty() => {}
        ("comments", Value::Text(text)) => article.choices.comments = Some(text),
        ("kind" | "menu", Value::Text(text)) if text.is_empty() => {}
        ("kind", Value::Text(text)) => article.choices.kind = Some(text),
        ("menu", Value::Text(text)) => article.choices.menu = Some(text),
        ("language", Value::Text(text)) => article.choices.language = Some(text),
        ("featured", Value::Text(text)) => {
            article.choices.featured = switch(&text, number)?;
        }
        ("sticky", Value::Text(text)) => article.choices.sticky = switch(&text, number)?,
        ("menu_order", Value::Text(text)) => {
            article.choices.menu_order = whole(&text, number)?;
        }
        ("comments_days", Value::Text(text)) => {
            article.choices.comments_days = whole(&text, number)?;
        }
        ("comments_message", Value::Text(text)) => {
            article.choices.comments_message = Some(text);
        }
        ("guidelines", Value::Text(text)) => article.choices.guidelines = Some(text),
        ("summary", Value::Text(text)) => article.summary = Some(text),
        ("path", Value::Text(text)) => article.path = Some(text),
        ("correction", Value::Text(text)) => article.correction = Some(text),
        ("corrections", Value::Text(text)) if text.is_empty() => {
            article.corrections = Some(Vec::new());
        }
        ("corrections", Value::List(list)) => {
            let all = list.iter().map(|entry| correction(entry, zone)).collect();
            article.corrections = Some(all);
        }
        ("bylines", Value::List(list)) => article.bylines = Some(list),
        // Also accepted: one name, which may have commas.
        ("bylines", Value::Text(text)) => {
            article.bylines =
                Some(Some(text).filter(|text| !text.is_empty()).into_iter().collect());
        }
        ("lead_image", Value::Text(text)) => {
            let media = Some(text).filter(|text| !text.is_empty());
            let media = media.map(|text| MediaName::parse(&text));
            article.lead_image = Some(SubmittedLead { media, ..SubmittedLead::default() });
        }
        ("lead_image", Value::Map(entries)) => {
            article.lead_image = Some(lead_image(number, entries)?);
        }
        ("tags", Value::List(list)) => article.tags = Some(list),
        // Also accepted: tags: harbour, traffic
        ("tags", Value::Text(text)) => {
            article.tags = Some(
                text.split(',')
                    .map(str::trim)
                    .filter(|tag| !tag.is_empty())
                    .map(Into::into)
                    .collect(),
            );
        }
        ("corrections", Value::Text(_)) => {
            return Err(fault(number, "write corrections as a list, one in each line"));
        }
        (known, Value::List(_)) if KEYS.contains(&known) => {
            return Err(fault(number, format!("{known:?} is one text, not a list")));
        }
        (known, Value::Map(_)) if KEYS.contains(&known) => {
            return Err(fault(number, format!("{known:?} has no keys of its own")));
        }
        (unknown, _) => return Err(unknown_key(number, unknown)),
    }
    Ok(())
}

/// The lead picture: a path or a number alone, or with its texts.
fn lead_image(number: usize, entries: Vec<(String, String)>) -> Result<SubmittedLead> {
    let mut lead = SubmittedLead::default();
    for (key, value) in entries {
        match key.as_str() {
            "media" => lead.media = Some(MediaName::parse(&value)),
            "alt" => lead.alt = Some(value),
            "caption" => lead.caption = Some(value),
            "credit" => lead.credit = Some(value),
            _ => {
                let known = "the keys of lead_image are media, alt, caption and credit";
                return Err(fault(number, format!("there is no key {key:?}; {known}")));
            }
        }
    }
    Ok(lead)
}

/// The refusal of a key, with the one that was probably meant.
fn unknown_key(line: usize, key: &str) -> Error {
    let plain = key.to_lowercase().replace('-', "_");
    let instead = INSTEAD.iter().find(|(keys, _)| keys.contains(&plain.as_str()));
    let hint = match instead {
        Some((_, hint)) => format!("; {hint}"),
        None => {
            nearest(&plain, &KEYS).map(|near| format!("; did you mean {near}?")).unwrap_or_default()
        }
    };
    let end = if hint.ends_with('?') { "" } else { "." };
    fault(line, format!("there is no key {key:?}{hint}{end} The keys are {}", KEYS.join(", ")))
}

/// `true` or `false`, as YAML writes them; nothing if the value is missing.
fn switch(text: &str, number: usize) -> Result<Option<bool>> {
    match text.to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "on" => Ok(Some(true)),
        "false" | "no" | "off" => Ok(Some(false)),
        _ => Err(fault(number, "write true or false")),
    }
}

/// A whole number; nothing if the value is missing.
fn whole(text: &str, number: usize) -> Result<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| fault(number, "write a whole number"))
}

/// An entry of `corrections`: the time and the text, or the text alone.
fn correction(entry: &str, zone: &Zone) -> SubmittedCorrection {
    let dated = entry.split_once(' ').and_then(|(time, text)| {
        let at = content::time(TimeFormat::Local(zone), time).ok()?;
        Some(SubmittedCorrection { at: Some(Ok(at)), text: text.to_owned() })
    });
    dated.unwrap_or_else(|| SubmittedCorrection { at: None, text: entry.to_owned() })
}

/// The lines between `---`.
fn plain(header: &str, first: usize) -> Result<Vec<Line>> {
    let mut found: Vec<Line> = Vec::new();
    // Whether the last key had nothing after its colon, so that entries of a list may follow.
    let mut open = false;
    for (number, raw) in (first..).zip(header.lines()) {
        let line = raw.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(entry) = line.strip_prefix("- ").filter(|_| open) {
            if let Some(last) = found.last_mut() {
                let entry = scalar(entry.trim(), number)?;
                match &mut last.value {
                    Value::List(list) => list.push(entry),
                    Value::Text(_) => last.value = Value::List(vec![entry]),
                    Value::Map(_) => {
                        return Err(fault(number, "an entry of a list may not follow a key"));
                    }
                }
            }
            continue;
        }
        if raw.starts_with([' ', '\t'])
            && let (true, Some((key, value)), Some(last)) =
                (open, line.split_once(':'), found.last_mut())
            && !matches!(last.value, Value::List(_))
        {
            let entry = (key.trim().to_owned(), scalar(value.trim(), number)?);
            match &mut last.value {
                Value::Map(entries) => entries.push(entry),
                _ => last.value = Value::Map(vec![entry]),
            }
            continue;
        }
        if raw.starts_with([' ', '\t']) {
            if let Some(last) = found.last().filter(|last| !KEYS.contains(&last.key.as_str())) {
                return Err(unknown_key(last.number, &last.key));
            }
            return Err(fault(
                number,
                "an indented line is not supported; write each value on one line, in quotes if it is long",
            ));
        }
        let Some((key, value)) = line.split_once(':') else {
            return Err(fault(number, "write it as key: value"));
        };
        let value = value.trim();
        open = value.is_empty();
        let value = match value.strip_prefix('[') {
            Some(list) => Value::List(entries(list, number)?),
            None => Value::Text(scalar(value, number)?),
        };
        found.push(Line { number, key: key.trim().to_owned(), value });
    }
    Ok(found)
}

/// The entries of a list in brackets, without the opening bracket.
fn entries(list: &str, number: usize) -> Result<Vec<String>> {
    let Some(inner) = list.strip_suffix(']') else {
        return Err(fault(number, "close the list with ] on the same line"));
    };
    let mut entries = Vec::new();
    let mut rest = inner.trim();
    while !rest.is_empty() {
        let end = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                closing(rest, quote).ok_or_else(|| fault(number, "close the quotation mark"))? + 1
            }
            _ => rest.find(',').unwrap_or(rest.len()),
        };
        entries.push(scalar(rest[..end].trim(), number)?);
        rest = rest[end..].trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if rest.is_empty() => {}
            None => return Err(fault(number, "put a comma between the entries of the list")),
        }
    }
    Ok(entries)
}

/// One text, bare or quoted.
fn scalar(value: &str, number: usize) -> Result<String> {
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let end =
                closing(value, quote).ok_or_else(|| fault(number, "close the quotation mark"))?;
            if end + 1 != value.len() {
                return Err(fault(number, "nothing may follow the closing quotation mark"));
            }
            let inner = &value[1..end];
            if quote == '\'' {
                return Ok(inner.replace("''", "'"));
            }
            // YAML's escapes in double quotes are mostly those of JSON.
            serde_json::from_str(value)
                .map_err(|_| fault(number, "a backslash in quotation marks needs a second one"))
        }
        Some('{') => Err(fault(
            number,
            "write the keys below this line, each indented on a line of its own: `  media: harbour.jpg`",
        )),
        Some('|' | '>' | '&' | '*' | '!' | '%' | '@' | '`') => Err(fault(
            number,
            "put a value that begins with a special character in quotation marks",
        )),
        _ => {
            let bare = value.split(" #").next().unwrap_or(value).trim_end();
            // YAML's null counts as an empty value.
            let is_null = matches!(bare, "null" | "Null" | "NULL" | "~") || bare.starts_with('#');
            Ok(if is_null { String::new() } else { bare.to_owned() })
        }
    }
}

/// The position of the closing quotation mark of `text`.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => {
                chars.next();
            }
            // A single quotation mark is written twice inside single ones.
            '\'' if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
            }
            c if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// The keys between `+++`.
fn toml_lines(header: &str, first: usize) -> Result<Vec<Line>> {
    let line_of = |offset: usize| {
        first + header.get(..offset).map_or(0, |before| before.matches('\n').count())
    };
    let table: BTreeMap<Spanned<String>, toml::Value> =
        toml::from_str(header).map_err(|cause| {
            fault(
                line_of(cause.span().map_or(0, |span| span.start)),
                cause.message().replace('\n', " "),
            )
        })?;
    let mut found = Vec::with_capacity(table.len());
    for (key, value) in table {
        let number = line_of(key.span().start);
        if !KEYS.contains(&key.get_ref().as_str()) {
            return Err(unknown_key(number, key.get_ref()));
        }
        let value = match value {
            toml::Value::String(text) => Value::Text(text),
            toml::Value::Integer(number) => Value::Text(number.to_string()),
            toml::Value::Boolean(switch) => Value::Text(switch.to_string()),
            toml::Value::Datetime(time) => Value::Text(time.to_string()),
            toml::Value::Array(list) => Value::List(
                list.into_iter()
                    .map(|entry| match entry {
                        toml::Value::String(text) => Ok(text),
                        _ => Err(fault(number, "the list may hold texts only")),
                    })
                    .collect::<Result<_>>()?,
            ),
            toml::Value::Table(table) => Value::Map(
                table
                    .into_iter()
                    .map(|(key, entry)| match entry {
                        toml::Value::String(text) => Ok((key, text)),
                        toml::Value::Integer(number) => Ok((key, number.to_string())),
                        _ => Err(fault(number, "the table may hold texts only")),
                    })
                    .collect::<Result<_>>()?,
            ),
            _ => {
                return Err(fault(
                    number,
                    format!("{:?} is a text in quotation marks", key.get_ref()),
                ));
            }
        };
        found.push(Line { number, key: key.into_inner(), value });
    }
    found.sort_by_key(|line| line.number);
    Ok(found)
}

fn fault(line: usize, detail: impl std::fmt::Display) -> Error {
    Error::invalid("file", "front_matter", format!("line {line}: {detail}"))
}
