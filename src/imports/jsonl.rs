//! Our own public format, which `rejoinder export` writes and everybody may write ([`super::own`]). This file only
//! parses.

use std::collections::HashSet;
use std::io::Read;

use serde_json::Value;

use crate::articles::model::Status as ArticleStatus;
use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;
use crate::{markup, mentions};

use super::input::{Metered, broken};
use super::items::{
    Article, Attachment, Author, Comment, Format, Item, OwnFields, Place, Section, Tag,
};
use super::json;
use super::own::{self, FORMAT, Line};

/// The line with which a file begins.
const EXAMPLE: &str = "{\"export\": …}";

/// The fields of each kind of line.
const FIELDS: [(&str, &[&str]); 7] = [
    ("export", &["format", "site", "title", "language"]),
    ("author", &["key", "name", "biography"]),
    ("section", &["key", "parent", "name", "description"]),
    ("tag", &["key", "name", "description"]),
    (
        "article",
        &[
            "key",
            "path",
            "kind",
            "title",
            "summary",
            "body",
            "authors",
            "section",
            "tags",
            "published_at",
            "language",
            "featured",
            "sticky",
            "menu",
            "menu_order",
            "comments",
            "lead_image",
            "corrections",
        ],
    ),
    ("comment", &["key", "article", "parent", "name", "website", "text", "at"]),
    ("mention", &["article", "kind", "source", "title", "at"]),
];

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
    let mut site: Option<String> = None;
    let mut articles: HashSet<String> = HashSet::new();
    let mut unknown: HashSet<String> = HashSet::new();
    json::lines(input, file, emit, &mut |_, place, mut value, emit| {
        let status = take_status(&mut value);
        for name in unknown_fields(&value) {
            if unknown.insert(name.clone()) {
                let (what, why) =
                    (Message::from(name.clone()), Message::import_why_unknown_field(name));
                emit(place.clone(), Item::Repaired { what, why })?;
            }
        }
        let line: Line = serde_json::from_value(value)
            .map_err(|cause| broken(file, place.line, cause.to_string()))?;
        match &site {
            Some(base) => emit_line(base, &mut articles, line, status, place, emit),
            None => {
                let address = site_of_first(line, file, place.line)?;
                emit(place, Item::Site(address.clone()))?;
                site = Some(address);
                Ok(())
            }
        }
    })?;
    if site.is_some() { Ok(()) } else { Err(broken(file, 1, Message::import_line_none(EXAMPLE))) }
}

/// Takes the status out of a line. The format has none, because only what is public is in it, but people who write such files add
/// it. `None` if it is public.
fn take_status(line: &mut Value) -> Option<String> {
    let (kind, fields) = line.as_object_mut()?.iter_mut().next()?;
    let is_known = ["article", "comment"].contains(&kind.as_str());
    let status = fields.as_object_mut().filter(|_| is_known)?.remove("status")?;
    let status = match status {
        Value::Null => return None,
        Value::String(status) => status.trim().to_lowercase(),
        other => other.to_string(),
    };
    let is_public = ["", "published", "approved"].contains(&status.as_str());
    (!is_public).then_some(status)
}

/// The names of a line's fields that the format does not have, with the kind of line.
fn unknown_fields(line: &Value) -> Vec<String> {
    let Some((kind, Value::Object(fields))) = line.as_object().and_then(|line| line.iter().next())
    else {
        return Vec::new();
    };
    let Some((_, known)) = FIELDS.iter().find(|(name, _)| name == kind) else { return Vec::new() };
    let names = fields.keys().filter(|name| !known.contains(&name.as_str()));
    names.map(|name| format!("{kind}.{name}")).collect()
}

/// The address of the site in the line with which every export begins.
fn site_of_first(line: Line, file: &str, number: u64) -> Result<String> {
    let Line::Export(head) = line else {
        return Err(broken(file, number, Message::import_line_not_first(EXAMPLE)));
    };
    if head.format != FORMAT {
        let why = Message::import_line_format(head.format.to_string(), FORMAT.to_string());
        return Err(broken(file, number, why));
    }
    Ok(head.site.trim_end_matches('/').to_owned())
}

/// Emits the items of a line. `articles` has the keys of those before it.
fn emit_line(
    base: &str,
    articles: &mut HashSet<String>,
    line: Line,
    status: Option<String>,
    place: Place,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    match line {
        Line::Export(_) => {
            Err(broken(&place.file, place.line, Message::import_line_second(EXAMPLE)))
        }
        Line::Author(own::Author { key, name, biography }) => {
            emit(place, Item::Author(Author { key, name, biography }))
        }
        Line::Section(own::Section { key, parent, name, description }) => {
            emit(place, Item::Section(Section { key, parent, name, description }))
        }
        Line::Tag(own::Tag { key, name, description }) => {
            emit(place, Item::Tag(Tag { key, name, description }))
        }
        Line::Article(given) => {
            if given.key.is_empty() {
                return Err(broken(&place.file, place.line, Message::import_line_no_key()));
            }
            let mut lead = String::new();
            if let Some(picture) = &given.lead_image {
                lead = format!("lead of {}", given.key);
                let file = Attachment {
                    key: lead.clone(),
                    url: picture.url.clone(),
                    alt: picture.alt.clone(),
                    caption: picture.caption.clone(),
                    parent: String::new(),
                    order: 0,
                };
                emit(place.clone(), Item::Attachment(file))?;
            }
            articles.insert(given.key.clone());
            let mut article = article(base, *given, lead);
            if let Some(status) = status {
                let what = Message::import_what_post(&article.key, &article.title);
                let why = Message::import_why_not_public(&status);
                emit(place.clone(), Item::Repaired { what, why })?;
                article.status = Some(ArticleStatus::Draft);
                article.published_at = None;
                article.state = status;
            }
            emit(place, Item::Article(Box::new(article)))
        }
        Line::Comment(given) => {
            if !articles.contains(&given.article) {
                let why = Message::import_why_article_not_before(&given.article);
                let what = Message::import_what_comment(&given.key);
                return emit(place, Item::Skipped { what, why });
            }
            let mut comment = comment(given);
            if let Some(status) = status {
                let what = Message::import_what_comment(&comment.key);
                let why = Message::import_why_not_public(&status);
                emit(place.clone(), Item::Repaired { what, why })?;
                comment.status = Status::parse(&status).unwrap_or(Status::Pending);
                comment.state = status;
            }
            emit(place, Item::Comment(comment))
        }
        Line::Mention(given) => {
            let what = Message::import_what_mention(&given.source);
            if !articles.contains(&given.article) {
                let why = Message::import_why_article_not_before(&given.article);
                return emit(place, Item::Skipped { what, why });
            }
            let Some(kind) = mentions::model::Kind::parse(&given.kind) else {
                let why = Message::import_why_no_kind(&given.kind);
                return emit(place, Item::Skipped { what, why });
            };
            emit(place, Item::Comment(mention(kind, given)))
        }
    }
}

fn article(base: &str, given: own::Article, lead: String) -> Article {
    let path = if given.path.is_empty() { &given.key } else { &given.path };
    let link = match path.contains("://") {
        true => path.clone(),
        false => format!("{base}/{}", path.trim_start_matches('/')),
    };
    Article {
        key: given.key,
        link,
        title: given.title,
        body: given.body,
        format: Format::Markdown,
        summary: given.summary,
        authors: given.authors,
        sections: Some(given.section).filter(|key| !key.is_empty()).into_iter().collect(),
        tags: given.tags,
        state: "published".into(),
        status: Some(ArticleStatus::Published),
        published_at: given.published_at,
        is_page: given.kind == "page",
        is_sticky: given.sticky,
        menu_order: given.menu_order,
        is_open: given.comments != "closed",
        lead,
        language: given.language,
        own: Some(Box::new(OwnFields {
            featured: given.featured,
            menu: given.menu,
            comments: given.comments,
            corrections: given.corrections.into_iter().map(|one| (one.text, one.at)).collect(),
        })),
        ..Article::default()
    }
}

fn mention(kind: mentions::model::Kind, given: own::Mention) -> Comment {
    Comment {
        key: format!("mention {} {}", given.article, given.source),
        article: given.article,
        // Names of comments are read as HTML.
        name: markup::tree::escape(&given.title),
        website: given.source,
        at: given.at,
        state: "approved".into(),
        status: Status::Approved,
        mention: Some(kind),
        ..Comment::default()
    }
}

fn comment(given: own::Comment) -> Comment {
    Comment {
        key: given.key,
        // Keys are of the file: one more comment gives all that follow another one in the next export.
        is_known_by_content: true,
        article: given.article,
        parent: given.parent,
        name: given.name,
        website: given.website,
        text: given.text,
        format: Format::Markdown,
        at: given.at,
        state: "approved".into(),
        status: Status::Approved,
        ..Comment::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Time;
    use crate::imports::own::{Head, Mention};

    #[test]
    fn every_field_that_an_export_writes_is_known() {
        let at = Time::from_micros(1);
        let comment = own::Comment {
            key: String::new(),
            article: String::new(),
            parent: String::new(),
            name: String::new(),
            website: String::new(),
            text: String::new(),
            at,
        };
        let mention = Mention {
            article: String::new(),
            kind: String::new(),
            source: String::new(),
            title: String::new(),
            at,
        };
        let head =
            Head { format: 1, site: String::new(), title: String::new(), language: String::new() };
        let lines = [
            Line::Export(head),
            Line::Author(own::Author::default()),
            Line::Section(own::Section::default()),
            Line::Tag(own::Tag::default()),
            Line::Article(Box::default()),
            Line::Comment(comment),
            Line::Mention(mention),
        ];
        for (line, (kind, known)) in lines.iter().zip(FIELDS) {
            let mut written = serde_json::to_value(line).expect("JSON");
            let fields = written[kind].as_object().expect("fields");
            let mut names: Vec<&str> = fields.keys().map(String::as_str).collect();
            let mut known = known.to_vec();
            names.sort_unstable();
            known.sort_unstable();
            assert_eq!(names, known, "{kind}");
            written[kind]["mood"] = "good".into();
            assert_eq!(unknown_fields(&written), [format!("{kind}.mood")]);
        }
    }
}
