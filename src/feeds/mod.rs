//! What programs read of the site: feeds of articles and of comments, sitemaps, `robots.txt`,
//! `security.txt`, the numbers of comments for other pages, and the announcements of new articles to hubs
//! and search engines.
//!
//! A feed is read from the database as plain data ([`model::Feed`]) and written by one function for each
//! format. All are rendered once per change and cached, under the same scopes as the pages that show the
//! same.

pub mod announcing;
mod atom;
mod html;
mod json;
pub mod model;
mod plain_files;
mod rss;
mod sitemaps;
mod store;
pub mod view;
pub mod web;
mod xml;

use bytes::Bytes;
use url::Url;

use crate::articles;
use crate::articles::lead_image::LeadImage;
use crate::articles::listing::{ArticleSummary, Filter, Start};
use crate::articles::model::{Article, Author, Label, SlugLookup, Tag};
use crate::clock::Time;
use crate::config::{Config, FeedContent};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::{Language, Words};
use crate::ids::ArticleId;
use crate::markup;
use crate::web::view::{Moment, Site};

use model::{Category, Discussion, Enclosure, Entry, Feed, Format, Person, id};
use store::LatestComment;

/// The articles of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// All.
    Site,
    /// Those of the section with this slug and of the sections below it.
    Section(String),
    /// Those with the tag of this slug.
    Tag(String),
    /// Those with the author of this slug in their byline.
    Author(String),
}

impl Source {
    /// The path of the page with the same articles.
    pub fn page(&self) -> String {
        match self {
            Source::Site => "/".to_owned(),
            Source::Section(slug) => articles::section_href(slug),
            Source::Tag(slug) => articles::tag_href(slug),
            Source::Author(slug) => articles::author_href(slug),
        }
    }

    /// The path of the feed, without its ending: `/feed`, `/tags/mud/feed`.
    pub fn address(&self) -> String {
        format!("{}/feed", self.page().trim_end_matches('/'))
    }
}

/// The feed in a format.
///
/// # Errors
/// None in memory.
pub fn write(feed: &Feed, format: Format) -> Result<Bytes> {
    match format {
        Format::Atom => atom::write(feed),
        Format::Rss => rss::write(feed),
        Format::Json => json::write(feed),
    }
}

/// The newest articles of `source`.
///
/// # Errors
/// [`Error::NotFound`] if there is no such section, tag or author, also for a former slug.
pub fn of_articles(
    conn: &mut Connection,
    config: &Config,
    source: &Source,
    now: Time,
) -> Result<Feed> {
    let seed = store::seed(conn)?;
    let public = Filter::public();
    let (own_id, name, description, filter) = match source {
        Source::Site => {
            let tagline = config.site.tagline.clone();
            (id(&seed, "feed", "site"), String::new(), tagline, public)
        }
        Source::Section(slug) => {
            let SlugLookup::Found(found) = articles::sections::page(conn, slug)? else {
                return Err(Error::NotFound);
            };
            let filter = Filter { section: Some(slug.clone()), ..public };
            let section = found.node;
            (id(&seed, "section", section.id), section.name, section.description, filter)
        }
        Source::Tag(slug) => {
            let SlugLookup::Found(tag) = articles::names::page::<Tag>(conn, slug)? else {
                return Err(Error::NotFound);
            };
            let filter = Filter { tag: Some(slug.clone()), ..public };
            (id(&seed, "tag", tag.id), tag.name, tag.description, filter)
        }
        Source::Author(slug) => {
            let SlugLookup::Found(author) = articles::names::page::<Author>(conn, slug)? else {
                return Err(Error::NotFound);
            };
            let filter = Filter { byline: Some(slug.clone()), ..public };
            (id(&seed, "author", author.id), author.name, author.biography, filter)
        }
    };
    let most = limit(config);
    let found = articles::list(conn, &filter, Start::Beginning, most)?;
    let site = Site::of(config);
    let mut entries = Vec::with_capacity(found.len());
    for listed in &found {
        let whole = match config.feeds.content {
            FeedContent::Full if !listed.is_protected => Some(articles::by_id(conn, listed.id)?),
            FeedContent::Full | FeedContent::Summary => None,
        };
        entries.push(article_entry(&seed, &site, listed, whole.as_ref(), now)?);
    }
    Ok(Feed {
        subtitle: description,
        ..feed(&site, config, own_id, &name, &source.page(), source.address(), entries, now)
    })
}

/// The present slug of the section, tag or author that `former` names.
///
/// # Errors
/// [`Error::NotFound`] if none had it.
pub fn moved(conn: &mut Connection, former: &Source) -> Result<Source> {
    let present = match former {
        Source::Site => None,
        Source::Section(slug) => articles::sections::page(conn, slug)?.moved().map(Source::Section),
        Source::Tag(slug) => articles::names::page::<Tag>(conn, slug)?.moved().map(Source::Tag),
        Source::Author(slug) => {
            articles::names::page::<Author>(conn, slug)?.moved().map(Source::Author)
        }
    };
    present.ok_or(Error::NotFound)
}

/// The newest comments of the site.
pub fn of_comments(conn: &mut Connection, config: &Config, now: Time) -> Result<Feed> {
    let seed = store::seed(conn)?;
    let site = Site::of(config);
    let found = store::latest_comments(conn, None, limit(config))?;
    let words = Words::of(&config.site.language);
    let entries = found
        .iter()
        .map(|comment| comment_entry(&seed, &site, &words, comment))
        .collect::<Vec<_>>();
    let own_id = id(&seed, "comments", "site");
    let name = words.latest_comments();
    Ok(feed(&site, config, own_id, &name, "/comments", "/comments".into(), entries, now))
}

/// The newest comments on an article.
pub fn of_comments_on(
    conn: &mut Connection,
    config: &Config,
    article: &Article,
    now: Time,
) -> Result<Feed> {
    let seed = store::seed(conn)?;
    let site = Site::of(config);
    let found = store::latest_comments(conn, Some(article.id), limit(config))?;
    let words = words_for(&site, &article.choices.language);
    let entries = found
        .iter()
        .map(|comment| comment_entry(&seed, &site, &words, comment))
        .collect::<Vec<_>>();
    let own_id = id(&seed, "comments", article.id);
    let name = words.comments_of(&article.title);
    let (href, address) = (article.href(), comments_address(&article.href()));
    Ok(feed(&site, config, own_id, &name, &href, address, entries, now))
}

/// The path of the feed of the comments on the article at `href`, without its ending.
fn comments_address(href: &str) -> String {
    format!("{href}/comments")
}

/// Entries of one feed.
fn limit(config: &Config) -> i64 {
    i64::try_from(config.feeds.entries).unwrap_or(i64::MAX)
}

/// The feed called `name`, or like the publication if that is empty.
#[allow(clippy::too_many_arguments, reason = "they are the fields of one value")]
fn feed(
    site: &Site,
    config: &Config,
    id: String,
    name: &str,
    page: &str,
    address: String,
    entries: Vec<Entry>,
    now: Time,
) -> Feed {
    let title = match name {
        "" => site.title.clone(),
        name => format!("{name} – {}", site.title),
    };
    Feed {
        id,
        title,
        subtitle: String::new(),
        publication: site.title.clone(),
        language: site.language.clone(),
        page: format!("{}{page}", site.base_url),
        address: format!("{}{address}", site.base_url),
        icon: format!("{}/icon.png", site.base_url),
        rights: site.copyright.clone(),
        hub: config.feeds.hub.clone(),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or(now),
        entries,
    }
}

/// An article, with its text if `whole` is given.
fn article_entry(
    seed: &str,
    site: &Site,
    listed: &ArticleSummary,
    whole: Option<&Article>,
    now: Time,
) -> Result<Entry> {
    let href = listed.href();
    let url = format!("{}{href}", site.base_url);
    // Every public article has a time; `now` is used if somebody removed it from the table.
    let published = listed.published_at.unwrap_or(now);
    let words = words_for(site, &listed.choices.language);
    let lead = listed.lead_image.as_ref().filter(|_| !listed.is_protected);
    let summary = match listed.is_protected {
        true => words.protected_excerpt().into_owned(),
        false => listed.excerpt(),
    };
    let html = whole.map(|whole| text_of(site, whole, &url)).transpose()?;
    let section = listed.section.iter().map(|section| Category {
        slug: section.slug.clone(),
        name: section.name.clone(),
        scheme: format!("{}/sections/", site.base_url),
    });
    let tags = listed.tags.iter().map(|tag| Category {
        slug: tag.slug.clone(),
        name: tag.name.clone(),
        scheme: format!("{}/tags/", site.base_url),
    });
    Ok(Entry {
        id: id(seed, "article", listed.id),
        title: listed.title.clone(),
        language: other_language(site, &listed.choices.language),
        authors: listed.bylines.iter().map(|author| person(site, author)).collect(),
        categories: section.chain(tags).collect(),
        published,
        updated: listed.updated_at.max(published),
        summary,
        html,
        picture: lead.and_then(|lead| enclosure(site, lead)),
        comments: (!listed.is_protected).then(|| Discussion {
            url: format!("{url}#comments"),
            feed: format!("{}{}.atom", site.base_url, comments_address(&href)),
            count: listed.comments,
        }),
        in_reply_to: None,
        url,
    })
}

/// The lead picture, the text and the corrections of the article at `url`, as HTML.
fn text_of(site: &Site, article: &Article, url: &str) -> Result<String> {
    let page = Url::parse(url).map_err(Error::internal)?;
    let lead = article.lead_image.as_ref().map(LeadImage::figure);
    let mut text = html::with_lead(lead.as_ref(), &article.shown_html());
    if !article.corrections.is_empty() {
        let site = site.clone().in_language(article.language(&site.own_language));
        for correction in &article.corrections {
            let time = Moment(correction.at).at(&site).element();
            let said = site.words.corrected(time, &correction.text);
            text.push_str(&format!("\n<p>{said}</p>"));
        }
    }
    Ok(html::absolute(&text, &page))
}

fn comment_entry(seed: &str, site: &Site, words: &Words, comment: &LatestComment) -> Entry {
    let url = |id| format!("{}/comments/{id}", site.base_url);
    let in_reply_to = match comment.parent_id {
        Some(parent) => (id(seed, "comment", parent), url(parent)),
        None => {
            let article = articles::path::href(&comment.article_path);
            (id(seed, "article", comment.article), format!("{}{article}", site.base_url))
        }
    };
    Entry {
        id: id(seed, "comment", comment.id),
        url: url(comment.id),
        title: words.comment_by_on(&comment.name, &comment.article_title).into_owned(),
        language: other_language(site, &comment.article_language),
        authors: vec![Person {
            name: comment.name.clone(),
            url: comment.website.clone().unwrap_or_default(),
        }],
        categories: Vec::new(),
        published: comment.created_at,
        updated: comment.edited_at.unwrap_or(comment.created_at).max(comment.created_at),
        summary: String::new(),
        html: Some(comment.html.clone()),
        picture: None,
        comments: None,
        in_reply_to: Some(in_reply_to),
    }
}

fn person(site: &Site, author: &Label) -> Person {
    let link = articles::author_link(author);
    let url = match link.href.as_str() {
        "" => String::new(),
        href => format!("{}{href}", site.base_url),
    };
    Person { name: link.text, url }
}

fn enclosure(site: &Site, lead: &LeadImage) -> Option<Enclosure> {
    let file = lead.media.shown_file()?;
    Some(Enclosure {
        url: format!("{}{}", site.base_url, lead.media.path_of(Some(file))),
        mime: file.kind.mime(),
        bytes: file.bytes,
        width: file.width,
        height: file.height,
        alt: lead.alt().to_owned(),
    })
}

/// The language of a text where it is not the publication's.
fn other_language(site: &Site, tag: &str) -> String {
    if tag == site.own_language { String::new() } else { tag.to_owned() }
}

/// The words for a text in the language `tag`; those of the site where it has none of them.
fn words_for(site: &Site, tag: &str) -> Words {
    match Language::of(tag) {
        Some(_) => Words::of(tag),
        None => site.words.clone(),
    }
}

/// The newest public comments, for the page and the API.
pub(crate) fn latest(conn: &mut Connection, limit: i64) -> Result<Vec<view::LatestComment>> {
    let found = store::latest_comments(conn, None, limit)?;
    let shown = |comment: LatestComment| view::LatestComment {
        id: comment.id,
        excerpt: markup::first_words(&comment.html, EXCERPT),
        name: comment.name,
        html: comment.html,
        posted: Moment(comment.created_at),
        article_href: articles::path::href(&comment.article_path),
        article_title: comment.article_title,
        language: comment.article_language,
    };
    Ok(found.into_iter().map(shown).collect())
}

/// Longest excerpt of a comment in a list, in characters.
const EXCERPT: usize = 280;

/// The number of approved comments for each of `paths`, which may be former ones; 0 where there is no
/// public article, and for an article with a password.
pub fn counts(conn: &mut Connection, paths: &[String]) -> Result<Vec<i64>> {
    let found = store::articles_at(conn, paths)?;
    let ids: Vec<ArticleId> = found.iter().map(|(_, id)| *id).collect();
    let counts = articles::comment_counts(conn, &ids)?;
    let of = |path: &String| {
        let article = found.iter().find(|(at, _)| at == path).map(|(_, id)| id);
        article.and_then(|id| counts.get(id)).copied().unwrap_or(0)
    };
    Ok(paths.iter().map(of).collect())
}
