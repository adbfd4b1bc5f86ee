//! Our own public format, which `rejoinder export` writes and everybody may write ([`super::own`]). This file only
//! parses.

use std::collections::HashSet;
use std::io::Read;

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
    json::lines(input, file, &mut |_, place, value| {
        let line: Line = serde_json::from_value(value)
            .map_err(|cause| broken(file, place.line, cause.to_string()))?;
        match &site {
            Some(base) => emit_line(base, &mut articles, line, place, emit),
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
            emit(place, Item::Article(Box::new(article(base, *given, lead))))
        }
        Line::Comment(given) => {
            if !articles.contains(&given.article) {
                let why = Message::import_why_article_not_before(&given.article);
                let what = Message::import_what_comment(&given.key);
                return emit(place, Item::Skipped { what, why });
            }
            emit(place, Item::Comment(comment(given)))
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
