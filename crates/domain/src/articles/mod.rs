//! Articles: publishing, paths, sections and tags, and who may edit them.
//!
//! Each function is one use case and runs in the caller's transaction. The caller drops the pages
//! in [`Saved::changed`] from the cache after the commit; other processes read the invalidation
//! events.

pub mod authors;
pub mod blocks;
pub mod body;
pub mod choices;
pub mod commenting;
pub mod content;
mod corrections;
mod fields;
pub mod files;
pub mod front_matter;
pub mod labels;
pub mod lead_image;
pub mod listing;
pub mod locks;
mod log;
mod mentions;
pub mod model;
pub mod names;
pub mod notes;
pub mod path;
pub mod pictures;
pub mod preview;
pub mod protection;
pub mod related;
pub mod revisions;
mod sample;
pub mod save;
pub mod scheduling;
pub mod search;
pub mod section_comments;
pub mod sections;
mod slugs;
mod store;
mod tags;
#[cfg(test)]
mod tests;
pub mod tree;
pub mod view;
pub mod web;
mod workflow;
pub mod working_copies;
pub mod working_copy;

use std::collections::HashMap;

use crate::accounts::model::{Role, Staff};
use crate::cache::Scope;
use crate::clock::Time;
use crate::config::Config;
use crate::config::permalink::Permalink;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::ids::{AccountId, ArticleId};
use crate::invalidation;
use crate::markup;
use crate::settings;
use crate::web::view::{Link, Site};

use choices::Menu;
use content::{Edit, NewArticle};
use listing::{ArticleSummary, Filter, Start};
use model::{Article, ArticleSection, Label, PathLookup, Saved, Status};
use save::{Editing, save};
use store::paths::Owner;

/// Longest excerpt, in characters.
const EXCERPT: usize = 280;
/// Characters of a body from which an excerpt is made; lists read only these.
const LEAD: usize = 3_000;
/// Most sections in the navigation.
const NAVIGATION: usize = 50;
/// Most pages in the menus together.
const PAGES: i64 = 50;
/// Articles to which a page leads that is not what a reader looked for.
const NEWEST: i64 = 5;

/// The result of removing an article.
#[derive(Clone, Debug)]
pub enum Removed {
    /// It was a draft without comments and is deleted.
    Deleted,
    /// It was public before or has comments, so it is withdrawn and nothing is deleted.
    Withdrawn(Box<Saved>),
}

/// Creates an article of `author`; a draft unless its status is set.
///
/// # Errors
/// [`Error::Conflict`] `path_taken` if another article has or had the given path,
/// [`Error::Forbidden`] `role` if only editors may take this step, [`Error::Invalid`] in
/// `published_at` or `correction`.
pub fn create(
    conn: &mut Connection,
    new: &NewArticle,
    author: Option<AccountId>,
    editing: Editing<'_>,
) -> Result<Saved> {
    save::create(conn, new, author, editing)
}

/// Changes an article that the member of the staff may edit, if it still has the version that was
/// seen.
///
/// # Errors
/// As [`create`], and [`Error::NotFound`], [`Error::Forbidden`] for an article of somebody else,
/// [`Error::Conflict`] `stale_version` with the present state, `status_change`, `locked` with the lock of
/// a colleague who is writing in it.
pub fn edit(
    conn: &mut Connection,
    id: ArticleId,
    version: i64,
    edit: &Edit,
    editing: Editing<'_>,
) -> Result<Saved> {
    let article = store::load(conn, id)?;
    if let Some(staff) = editing.by {
        article.check_editor(staff)?;
    }
    if article.version != version {
        return Err(article.stale());
    }
    match editing.by {
        Some(staff) if edit.changes_words() => locks::check(conn, id, staff, editing.now)?,
        _ => {}
    }
    save(conn, article, edit, editing)
}

/// Makes an article public now, for the operator at the command line.
pub fn publish(
    conn: &mut Connection,
    id: ArticleId,
    permalink: &Permalink,
    now: Time,
) -> Result<Saved> {
    become_status(conn, id, Status::Published, Editing { by: None, permalink, now })
}

/// Withdraws an article, for the operator at the command line.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `status_change` for one that was never public.
pub fn withdraw(
    conn: &mut Connection,
    id: ArticleId,
    permalink: &Permalink,
    now: Time,
) -> Result<Saved> {
    become_status(conn, id, Status::Withdrawn, Editing { by: None, permalink, now })
}

fn become_status(
    conn: &mut Connection,
    id: ArticleId,
    status: Status,
    editing: Editing<'_>,
) -> Result<Saved> {
    let article = store::load(conn, id)?;
    save(conn, article, &Edit { status: Some(status), ..Edit::default() }, editing)
}

/// Deletes an article that was never public and has no comments; withdraws any other, because it has
/// comments, or readers have links to it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]: authors delete their own drafts only.
pub fn remove(
    conn: &mut Connection,
    id: ArticleId,
    staff: &Staff,
    permalink: &Permalink,
    now: Time,
) -> Result<Removed> {
    let article = store::load(conn, id)?;
    article.check_editor(staff)?;
    if article.status == Status::Scheduled {
        staff.require_role(Role::Editor)?;
    }
    if !article.status.was_public() && !store::has_comments(conn, id)? {
        if !store::delete(conn, id, article.version)? {
            return Err(article.stale());
        }
        log::deleted(conn, &article, staff.id, now)?;
        return Ok(Removed::Deleted);
    }
    let editing = Editing { by: Some(staff), permalink, now };
    let withdrawn = Edit { status: Some(Status::Withdrawn), ..Edit::default() };
    Ok(Removed::Withdrawn(Box::new(save(conn, article, &withdrawn, editing)?)))
}

/// Deletes an imported article without comments that still has `version`. Returns false if it is kept.
pub fn remove_imported(
    conn: &mut Connection,
    id: ArticleId,
    version: i64,
    now: Time,
) -> Result<bool> {
    let Some(article) = store::by_id(conn, id)? else { return Ok(true) };
    if article.version != version || store::has_comments(conn, id)? {
        return Ok(false);
    }
    let is_removed = store::delete(conn, id, version)?;
    if is_removed && article.is_public() {
        invalidation::record(conn, Scope::Site, now)?;
    }
    Ok(is_removed)
}

/// The article that has this path, with its headline, or that had it.
pub fn owner_of_path(conn: &mut Connection, path: &str) -> Result<Option<(ArticleId, String)>> {
    let owner = match store::paths::owner(conn, path)? {
        None => return Ok(None),
        Some(Owner::Present(id) | Owner::Former(id)) => id,
    };
    Ok(store::by_id(conn, owner)?.map(|article| (owner, article.title)))
}

/// The present and the former path of every article, in any status.
pub fn all_paths(conn: &mut Connection) -> Result<[Vec<(String, ArticleId)>; 2]> {
    store::paths::all(conn)
}

/// The article with this number, in any status.
pub fn by_id(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    store::load(conn, id)
}

/// The article with this number, if readers may see it.
///
/// # Errors
/// [`Error::NotFound`] otherwise, so that [`crate::app::App::read_public`] looks on the primary, which may be newer.
pub fn public_by_id(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    let article = store::load(conn, id)?;
    if article.is_public() { Ok(article) } else { Err(Error::NotFound) }
}

/// As [`by_path`], if there is something for readers: the article, where it is now, or that it was withdrawn.
///
/// # Errors
/// As [`public_by_id`].
pub fn readable_by_path(conn: &mut Connection, path: &str) -> Result<PathLookup> {
    match by_path(conn, path)? {
        PathLookup::Article(article)
            if !article.is_public() && article.status != Status::Withdrawn =>
        {
            Err(Error::NotFound)
        }
        PathLookup::NotFound => Err(Error::NotFound),
        found => Ok(found),
    }
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
        return Ok(match article.status {
            Status::Published if bare != inner => PathLookup::Moved(article.href()),
            Status::Draft | Status::Submitted | Status::Scheduled if bare != inner => {
                PathLookup::NotFound
            }
            _ => PathLookup::Article(Box::new(article)),
        });
    }
    let Some(owner) = store::paths::former_owner(conn, bare)? else {
        return Ok(PathLookup::NotFound);
    };
    let article = store::load(conn, owner)?;
    Ok(match article.status {
        Status::Published => PathLookup::Moved(article.href()),
        Status::Withdrawn => PathLookup::Article(Box::new(article)),
        Status::Draft | Status::Submitted | Status::Scheduled => PathLookup::NotFound,
    })
}

/// The hash of the password that readers need for an article, if there is one.
///
/// # Errors
/// [`Error::NotFound`].
pub fn password_hash(conn: &mut Connection, id: ArticleId) -> Result<Option<String>> {
    store::password_hash(conn, id)?.ok_or(Error::NotFound)
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
    if !is_slug(&filter.section) || !is_slug(&filter.tag) || !is_slug(&filter.byline) {
        return Ok(Vec::new());
    }
    store::listing::listed(conn, filter, start, limit)
}

/// Links to the newest public articles, of the section with this slug and those below it or of all.
pub fn newest(conn: &mut Connection, section: Option<&str>) -> Result<Vec<Link>> {
    let filter = Filter { section: section.map(str::to_owned), ..Filter::public() };
    let found = list(conn, &filter, Start::Beginning, NEWEST)?;
    Ok(found.into_iter().map(|article| Link::new(&article.title, article.href())).collect())
}

/// Counts the articles that match.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    let is_slug = |slug: &Option<String>| slug.as_deref().is_none_or(path::is_slug);
    if !is_slug(&filter.section) || !is_slug(&filter.tag) {
        return Ok(0);
    }
    store::listing::count(conn, filter)
}

/// Counts the articles that wait for an editor.
pub fn submitted(conn: &mut Connection) -> Result<i64> {
    store::submitted(conn)
}

/// Counts the approved comments of an article.
pub fn comment_count(conn: &mut Connection, id: ArticleId) -> Result<i64> {
    Ok(store::listing::comment_counts(conn, &[id])?.remove(&id).unwrap_or(0))
}

/// Counts the approved comments by article; articles without any are missing.
pub fn comment_counts(conn: &mut Connection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, i64>> {
    store::listing::comment_counts(conn, ids)
}

/// The values of the site that every page shows, with the sections that have public articles and the
/// pages in menus.
pub fn site(conn: &mut Connection, config: &Config) -> Result<Site> {
    let links = sections::navigation(conn, NAVIGATION)?.iter().map(section_label).collect();
    let mut site = Site { sections: links, ..Site::of(config) };
    for (menu, path, title) in store::listing::menus(conn, PAGES)? {
        let link = Link::new(title, path::href(&path));
        match menu {
            Menu::Navigation => site.pages.push(link),
            Menu::Footer => site.footer_pages.push(link),
            Menu::None => {}
        }
    }
    Ok(site)
}

/// The link of an article's section, for the label above a headline.
pub fn section_link(section: &ArticleSection) -> Link {
    Link::new(&section.name, section_href(&section.slug))
}

/// The link of a section by its label.
pub fn section_label(section: &Label) -> Link {
    Link::new(&section.name, section_href(&section.slug))
}

/// The path of a section's page.
pub fn section_href(slug: &str) -> String {
    format!("/sections/{slug}")
}

/// The tag's name, leading to the list of its articles.
pub fn tag_link(tag: &Label) -> Link {
    Link::new(&tag.name, tag_href(&tag.slug))
}

/// The link of an author, without a target for a byline from before there were authors.
pub fn author_link(author: &Label) -> Link {
    let href = if author.slug.is_empty() { String::new() } else { author_href(&author.slug) };
    Link::new(&author.name, href)
}

/// The path of an author's page.
pub fn author_href(slug: &str) -> String {
    format!("/authors/{slug}")
}

/// The path of a tag's page.
pub fn tag_href(slug: &str) -> String {
    format!("/tags/{slug}")
}

/// Creates a sample article at the very first start. Returns its number if it was created now, so
/// that the caller can add a sample comment in the same transaction.
///
/// A row in the settings records this, so that a deleted sample does not come back; a database that
/// has articles already gets only that row.
pub fn create_sample(
    conn: &mut Connection,
    permalink: &Permalink,
    words: &Words,
    now: Time,
) -> Result<Option<ArticleId>> {
    if !settings::set_once(conn, "welcome_article", &now.to_string())? || store::any(conn)? {
        return Ok(None);
    }
    let first = sample::article(words, now)?;
    let editing = Editing { by: None, permalink, now };
    create(conn, &first, None, editing).map(|saved| Some(saved.article.id))
}

/// The summary, or the first words of `markdown` on one line if there is none. Only the beginning is
/// rendered, because a whole article can take seconds.
pub fn excerpt(summary: &str, markdown: &str) -> String {
    if !summary.is_empty() {
        return summary.to_owned();
    }
    let end = markdown.char_indices().nth(LEAD).map_or(markdown.len(), |(at, _)| at);
    markup::excerpt(&markdown[..end], EXCERPT)
}
