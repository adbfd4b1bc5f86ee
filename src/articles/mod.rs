//! Articles: publishing, paths, and who may edit them.
//!
//! Each function is one use case and runs in the caller's transaction. The caller drops the pages
//! in [`Saved::changed`] from the cache after the commit; other processes read the invalidation
//! events.

pub mod content;
mod corrections;
pub mod front_matter;
pub mod listing;
pub mod model;
pub mod path;
mod sample;
mod save;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

use crate::accounts::model::Staff;
use crate::cache::Scope;
use crate::clock::Time;
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};
use crate::markup;
use crate::settings;
use crate::web::view::{Link, Site};

use content::{Edit, NewArticle};
use listing::{ArticleSummary, Filter, Start};
use model::{Article, Label, PathLookup, Status};
use save::{free_path, record, save};

/// Longest excerpt, in characters.
const EXCERPT: usize = 280;
/// Most sections in the navigation.
const NAVIGATION: i64 = 50;

/// The result of changing an article.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The article after the change.
    pub article: Article,
    /// The outdated pages, if any.
    pub changed: Option<Scope>,
}

/// The result of removing an article.
#[derive(Clone, Debug)]
pub enum Removed {
    /// It was a draft without comments and is deleted.
    Deleted,
    /// It was public before or has comments, so it is withdrawn and nothing is deleted.
    Withdrawn(Box<Saved>),
}

/// A section or a tag with the number of its public articles.
pub type Counted = (Label, i64);

/// Creates an article; a draft unless its status is set.
///
/// # Errors
/// [`Error::Conflict`] `path_taken` if another article has or had the given path.
pub fn create(
    conn: &mut Connection,
    new: &NewArticle,
    author: Option<AccountId>,
    now: Time,
) -> Result<Saved> {
    let rest = &new.rest;
    let status = rest.status.unwrap_or(Status::Draft);
    let published_at = rest.published_at.or((status == Status::Published).then_some(now));
    let began = published_at.unwrap_or(now);
    let path = free_path(conn, rest.path.as_ref(), &new.title, began, None)?;
    let corrections = corrections::after(&[], rest, now);
    if rest.correction.is_some() || (status != Status::Published && !corrections.is_empty()) {
        return Err(corrections::nothing_to_correct());
    }
    let section_id = rest
        .section
        .as_ref()
        .and_then(Option::as_ref)
        .map(|label| store::labels::section(conn, label))
        .transpose()?;
    let written = store::ArticleColumns {
        path: &path,
        title: &new.title,
        summary: rest.summary.as_deref().unwrap_or_default(),
        body: &new.body.markdown,
        body_html: &new.body.html,
        byline: rest.byline.as_deref().unwrap_or_default(),
        section_id,
        status,
        comments_open: rest.comments_open.unwrap_or(true),
        published_at,
        // An article with a date of its own counts as not updated since.
        updated_at: corrections.last().map_or(began, |last| last.at.max(began)),
        version: 1,
    };
    let id = store::insert(conn, &written, author, now)?;
    store::labels::set_tags(conn, id, rest.tags.as_deref().unwrap_or_default())?;
    store::corrections::set(conn, id, &corrections)?;
    let article = by_id(conn, id)?;
    let changed = article.is_public().then_some(Scope::Site);
    record(conn, changed, now)?;
    Ok(Saved { article, changed })
}

/// Changes an article that `staff` may edit, if it still has the version that was seen.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], or [`Error::Conflict`]: `stale_version` with the
/// present state, `path_taken`, `status_change`.
pub fn edit(
    conn: &mut Connection,
    id: ArticleId,
    version: i64,
    edit: &Edit,
    staff: &Staff,
    now: Time,
) -> Result<Saved> {
    let article = by_id(conn, id)?;
    article.check_editor(staff)?;
    if article.version != version {
        return Err(article.stale());
    }
    save(conn, article, edit, now)
}

/// Makes an article public, for the operator at the command line.
pub fn publish(conn: &mut Connection, id: ArticleId, now: Time) -> Result<Saved> {
    let article = by_id(conn, id)?;
    save(conn, article, &Edit { status: Some(Status::Published), ..Edit::default() }, now)
}

/// Withdraws an article, for the operator at the command line.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `status_change` for a draft.
pub fn withdraw(conn: &mut Connection, id: ArticleId, now: Time) -> Result<Saved> {
    let article = by_id(conn, id)?;
    save(conn, article, &Edit { status: Some(Status::Withdrawn), ..Edit::default() }, now)
}

/// Deletes a draft without comments; withdraws any other article, because it has comments, or
/// readers have links to it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn remove(conn: &mut Connection, id: ArticleId, staff: &Staff, now: Time) -> Result<Removed> {
    let article = by_id(conn, id)?;
    article.check_editor(staff)?;
    if article.status == Status::Draft && !store::has_comments(conn, id)? {
        return if store::delete(conn, id, article.version)? {
            Ok(Removed::Deleted)
        } else {
            Err(article.stale())
        };
    }
    let saved =
        save(conn, article, &Edit { status: Some(Status::Withdrawn), ..Edit::default() }, now)?;
    Ok(Removed::Withdrawn(Box::new(saved)))
}

/// The article with this number, whatever its status.
pub fn by_id(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    store::by_id(conn, id)?.ok_or(Error::NotFound)
}

/// Finds the article for the path of a request. `path` is percent-decoded and may begin and end
/// with slashes, which the stored path does not have.
pub fn by_path(conn: &mut Connection, path: &str) -> Result<PathLookup> {
    let inner = path.strip_prefix('/').unwrap_or(path);
    let bare = inner.trim_matches('/');
    // PostgreSQL refuses a text with NUL, and no stored path contains one.
    if bare.contains('\0') {
        return Ok(PathLookup::NotFound);
    }
    if let Some(article) = store::by_path(conn, bare)? {
        return Ok(match (bare == inner, article.is_public()) {
            (true, _) => PathLookup::Article(Box::new(article)),
            (false, true) => PathLookup::Moved(article.href()),
            (false, false) => PathLookup::NotFound,
        });
    }
    Ok(match store::paths::moved(conn, bare)? {
        Some((Status::Published, path)) => PathLookup::Moved(path::href(&path)),
        _ => PathLookup::NotFound,
    })
}

/// At most `limit` articles: public ones by their publication, newest first, others by their
/// number, latest first.
pub fn list(
    conn: &mut Connection,
    filter: &Filter,
    start: Start,
    limit: i64,
) -> Result<Vec<ArticleSummary>> {
    let is_slug = |slug: &Option<String>| slug.as_deref().is_none_or(path::is_slug);
    if !is_slug(&filter.section) || !is_slug(&filter.tag) {
        return Ok(Vec::new());
    }
    store::listing::listed(conn, filter, start, limit)
}

/// Counts the approved comments of an article.
pub fn comment_count(conn: &mut Connection, id: ArticleId) -> Result<i64> {
    Ok(store::listing::comment_counts(conn, &[id])?.remove(&id).unwrap_or(0))
}

/// Sections with public articles in the order of their slugs, after the slug `after`.
pub fn sections(conn: &mut Connection, after: Option<&str>, limit: i64) -> Result<Vec<Counted>> {
    store::labels::sections(conn, after, limit)
}

/// Tags of public articles in the order of their slugs, after the slug `after`.
pub fn tags(conn: &mut Connection, after: Option<&str>, limit: i64) -> Result<Vec<Counted>> {
    store::labels::tags(conn, after, limit)
}

/// The name of the section with this slug.
pub fn section_name(conn: &mut Connection, slug: &str) -> Result<String> {
    let name = if path::is_slug(slug) { store::labels::section_named(conn, slug)? } else { None };
    name.ok_or(Error::NotFound)
}

/// The name of the tag with this slug.
pub fn tag_name(conn: &mut Connection, slug: &str) -> Result<String> {
    let name = if path::is_slug(slug) { store::labels::tag_named(conn, slug)? } else { None };
    name.ok_or(Error::NotFound)
}

/// The values of the site that every page shows, with the sections that have public articles. One
/// short query.
pub fn site(conn: &mut Connection, config: &Config) -> Result<Site> {
    let links = store::labels::navigation(conn, NAVIGATION)?.iter().map(section_link).collect();
    Ok(Site { sections: links, ..Site::of(config) })
}

/// The link of a section, for the label above a headline.
pub fn section_link(section: &Label) -> Link {
    Link::new(&section.name, format!("/sections/{}", section.slug))
}

/// The link of a tag.
pub fn tag_link(tag: &Label) -> Link {
    Link::new(&tag.name, format!("/tags/{}", tag.slug))
}

/// Creates a sample article at the very first start. Returns its number if it was created now, so
/// that the caller can add a sample comment in the same transaction.
///
/// A row in the settings records this, so that a deleted sample does not come back; a database that
/// has articles already gets only that row.
pub fn create_sample(conn: &mut Connection, now: Time) -> Result<Option<ArticleId>> {
    if !settings::set_once(conn, "welcome_article", &now.to_string())? || store::any(conn)? {
        return Ok(None);
    }
    let first = sample::article(now)?;
    create(conn, &first, None, now).map(|saved| Some(saved.article.id))
}

/// The summary, or the first words of `markdown` on one line if there is none.
pub fn excerpt(summary: &str, markdown: &str) -> String {
    if summary.is_empty() { markup::excerpt(markdown, EXCERPT) } else { summary.to_owned() }
}
