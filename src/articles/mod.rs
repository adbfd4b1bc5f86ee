//! Articles: what is published, under which path, and who may change it.
//!
//! Each function is one use case and runs in the caller's transaction. What it returns as [`Saved::changed`] is
//! what the caller drops from the page cache after the commit; other processes learn of it by `changes`.

pub mod content;
pub mod front_matter;
pub mod model;
pub mod path;
mod store;
pub mod view;
pub mod web;
mod welcome;

use std::fmt;
use std::str::FromStr;

use crate::accounts::model::{Role, Staff};
use crate::cache::Scope;
use crate::changes;
use crate::clock::Time;
use crate::config::Config;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};
use crate::markup;
use crate::web::assets;
use crate::web::view::{Link, Site};

use content::{Edit, NewArticle, Place};
use model::{Article, Found, Label, Status};

/// Characters of an excerpt.
const EXCERPT: usize = 280;
/// Transactions that give an article a path wait for each other (eight bytes, see [`dialect::serialize_on`]).
const PATHS: &[u8; 8] = b"artpaths";
/// How many articles may have the same headline in the same month.
const SAME_HEADLINE: u32 = 1_000;
/// Sections in the navigation at most.
const NAVIGATION: i64 = 50;

/// An article after a change.
#[derive(Clone, Debug)]
pub struct Saved {
    /// As it is now.
    pub article: Article,
    /// What looks different to readers.
    pub changed: Option<Scope>,
}

/// What became of an article that was to be deleted.
#[derive(Clone, Debug)]
pub enum Removed {
    /// It is gone: a draft on which nobody had commented.
    Deleted,
    /// It was public once or has comments, so it was taken back and everything is kept.
    Withdrawn(Box<Saved>),
}

/// Which articles a list has.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those with this status; None for all.
    pub status: Option<Status>,
    /// Only those in the section with this slug.
    pub section: Option<String>,
    /// Only those with the tag of this slug.
    pub tag: Option<String>,
    /// Only those of this member of the staff.
    pub author: Option<AccountId>,
}

/// Where a list begins. As text it is a cursor: of the last two, which stay right while rows arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the first.
    Beginning,
    /// After so many, for pages with numbers.
    Offset(i64),
    /// After the article with this time of publication and this number.
    AfterTime(Time, ArticleId),
    /// After the article with this number.
    AfterId(ArticleId),
}

/// An article in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its number.
    pub id: ArticleId,
    /// As in [`Article::path`].
    pub path: String,
    /// The headline.
    pub title: String,
    /// The line under the headline; may be empty.
    pub summary: String,
    /// The beginning of the Markdown, for the excerpt.
    pub lead: String,
    /// Who wrote it; may be empty.
    pub byline: String,
    /// The section it stands in.
    pub section: Option<Label>,
    /// Its tags in the order they were given.
    pub tags: Vec<Label>,
    /// Who sees it.
    pub status: Status,
    /// Whether its editors want comments.
    pub comments_open: bool,
    /// When it became public.
    pub published_at: Option<Time>,
    /// When its text last changed.
    pub updated_at: Time,
    /// Grows with each change.
    pub version: i64,
    /// Approved comments under it.
    pub comments: i64,
}

/// A section or a tag with the number of public articles it has.
pub type Counted = (Label, i64);

/// Makes an article, a draft unless it says otherwise.
///
/// # Errors
/// [`Error::Conflict`] `path_taken` if it names a path that another article has or had.
pub fn create(conn: &mut Connection, new: &NewArticle, author: Option<AccountId>, now: Time) -> Result<Saved> {
    let rest = &new.rest;
    let status = rest.status.unwrap_or(Status::Draft);
    let published_at = rest.published_at.or((status == Status::Published).then_some(now));
    dialect::serialize_on(conn, PATHS)?;
    let path = match &rest.path {
        Some(Place::Own(path)) => free_own_path(conn, path, None)?,
        Some(Place::Default) | None => free_default_path(conn, &new.title, published_at.unwrap_or(now), None)?,
    };
    let section_id =
        rest.section.as_ref().and_then(Option::as_ref).map(|label| store::section(conn, label)).transpose()?;
    let written = store::Written {
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
        // An article that comes with its own date was not updated since.
        updated_at: published_at.unwrap_or(now),
        version: 1,
    };
    let id = store::insert(conn, &written, author, now)?;
    store::set_tags(conn, id, rest.tags.as_deref().unwrap_or_default())?;
    let article = by_id(conn, id)?;
    let changed = article.is_public().then_some(Scope::Site);
    record(conn, changed, now)?;
    Ok(Saved { article, changed })
}

/// Changes an article that `staff` may change, if it still has the version that was looked at.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], or [`Error::Conflict`]: `stale_version` with the present state,
/// `path_taken`, `status_change`.
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

/// Takes an article back, for the operator at the command line.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `status_change` for a draft.
pub fn withdraw(conn: &mut Connection, id: ArticleId, now: Time) -> Result<Saved> {
    let article = by_id(conn, id)?;
    save(conn, article, &Edit { status: Some(Status::Withdrawn), ..Edit::default() }, now)
}

/// Deletes a draft without comments; withdraws everything else, since readers' words are under it and their links
/// lead to it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn remove(conn: &mut Connection, id: ArticleId, staff: &Staff, now: Time) -> Result<Removed> {
    let article = by_id(conn, id)?;
    article.check_editor(staff)?;
    if article.status == Status::Draft && !store::has_comments(conn, id)? {
        return if store::delete(conn, id, article.version)? { Ok(Removed::Deleted) } else { Err(article.stale()) };
    }
    let saved = save(conn, article, &Edit { status: Some(Status::Withdrawn), ..Edit::default() }, now)?;
    Ok(Removed::Withdrawn(Box::new(saved)))
}

/// The article with this number, whoever may see it.
pub fn by_id(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    store::by_id(conn, id)?.ok_or(Error::NotFound)
}

/// What the path of a request leads to. `path` is percent-decoded and may have slashes at its ends: an article
/// stands at the path without.
pub fn by_path(conn: &mut Connection, path: &str) -> Result<Found> {
    let inner = path.strip_prefix('/').unwrap_or(path);
    let bare = inner.trim_matches('/');
    // PostgreSQL refuses a text with NUL, and no path has one.
    if bare.contains('\0') {
        return Ok(Found::Nothing);
    }
    if let Some(article) = store::by_path(conn, bare)? {
        return Ok(match (bare == inner, article.is_public()) {
            (true, _) => Found::Here(Box::new(article)),
            (false, true) => Found::Moved(article.href()),
            (false, false) => Found::Nothing,
        });
    }
    Ok(match store::moved(conn, bare)? {
        Some((Status::Published, path)) => Found::Moved(path::href(&path)),
        _ => Found::Nothing,
    })
}

/// At most `limit` articles: public ones newest first, others the latest made first.
pub fn list(conn: &mut Connection, filter: &Filter, start: Start, limit: i64) -> Result<Vec<Listed>> {
    let is_slug = |slug: &Option<String>| slug.as_deref().is_none_or(path::is_slug);
    if !is_slug(&filter.section) || !is_slug(&filter.tag) {
        return Ok(Vec::new());
    }
    store::listed(conn, filter, start, limit)
}

/// How many approved comments an article has.
pub fn comment_count(conn: &mut Connection, id: ArticleId) -> Result<i64> {
    Ok(store::comment_counts(conn, &[id])?.remove(&id).unwrap_or(0))
}

/// Sections with public articles in the order of their slugs, after the slug `after`.
pub fn sections(conn: &mut Connection, after: Option<&str>, limit: i64) -> Result<Vec<Counted>> {
    store::sections(conn, after.filter(|slug| path::is_slug(slug)), limit)
}

/// Tags of public articles in the order of their slugs, after the slug `after`.
pub fn tags(conn: &mut Connection, after: Option<&str>, limit: i64) -> Result<Vec<Counted>> {
    store::tags(conn, after.filter(|slug| path::is_slug(slug)), limit)
}

/// The name of the section with this slug.
pub fn section_name(conn: &mut Connection, slug: &str) -> Result<String> {
    let name = if path::is_slug(slug) { store::section_named(conn, slug)? } else { None };
    name.ok_or(Error::NotFound)
}

/// The name of the tag with this slug.
pub fn tag_name(conn: &mut Connection, slug: &str) -> Result<String> {
    let name = if path::is_slug(slug) { store::tag_named(conn, slug)? } else { None };
    name.ok_or(Error::NotFound)
}

/// The publication as every page shows it, with the sections that have something in them. One short query.
pub fn site(conn: &mut Connection, config: &Config) -> Result<Site> {
    let sections = store::sections(conn, None, NAVIGATION)?;
    let links = sections.into_iter().map(|(section, _)| section_link(&section)).collect();
    Ok(Site { sections: links, ..site_alone(config) })
}

/// The publication without its sections, for pages that must not need the database: those of errors.
pub fn site_alone(config: &Config) -> Site {
    Site {
        title: config.site.title.clone(),
        tagline: config.site.tagline.clone(),
        language: config.site.language.clone(),
        base_url: config.server.base_url.clone(),
        copyright: config.site.copyright.clone(),
        social: config.site.social.iter().map(|link| (link.label.clone(), link.url.clone())).collect(),
        css_href: assets::css_href().to_owned(),
        js_href: assets::js_href().to_owned(),
        sections: Vec::new(),
    }
}

/// The link of a section, for the label above a headline.
pub fn section_link(section: &Label) -> Link {
    Link::new(&section.name, format!("/sections/{}", section.slug))
}

/// The link of a tag.
pub fn tag_link(tag: &Label) -> Link {
    Link::new(&tag.name, format!("/tags/{}", tag.slug))
}

/// On the very first start: an article to begin with. Returns its number if it was made now, so that the caller can
/// put a first comment under it in the same transaction.
///
/// A mark in the settings remembers it, so an operator who deletes the article is rid of it; a database that has
/// articles already gets the mark and nothing else.
pub fn welcome(conn: &mut Connection, now: Time) -> Result<Option<ArticleId>> {
    if !store::mark_once(conn, "welcome_article", now)? || store::any(conn)? {
        return Ok(None);
    }
    let first = welcome::article(now)?;
    create(conn, &first, None, now).map(|saved| Some(saved.article.id))
}

impl Filter {
    /// What readers see.
    pub fn public() -> Filter {
        Filter { status: Some(Status::Published), ..Filter::default() }
    }

    /// What `staff` sees of the articles with `status`: authors and moderators their own, editors all.
    pub fn for_staff(status: Option<Status>, staff: &Staff) -> Filter {
        let author = (staff.role < Role::Editor).then_some(staff.id);
        Filter { status, author, ..Filter::default() }
    }

    /// Whether `start` is a place in this list and not in one of another order.
    pub fn has(&self, start: Start) -> bool {
        match start {
            Start::Beginning | Start::Offset(_) => true,
            Start::AfterTime(..) => self.by_time(),
            Start::AfterId(_) => !self.by_time(),
        }
    }

    /// Whether the list goes by time of publication. Only what is public surely has one.
    fn by_time(&self) -> bool {
        self.status == Some(Status::Published)
    }
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Start::Beginning => Ok(()),
            Start::Offset(offset) => write!(f, "{offset}"),
            Start::AfterTime(time, id) => write!(f, "t{}.{id}", time.micros()),
            Start::AfterId(id) => write!(f, "i{id}"),
        }
    }
}

impl FromStr for Start {
    type Err = Error;

    fn from_str(text: &str) -> Result<Start> {
        let wrong = || Error::invalid("after", "cursor", "Use the cursor of the previous answer as it is");
        let after_id = text.strip_prefix('i').and_then(|id| id.parse().ok()).map(Start::AfterId);
        let after_time = text.strip_prefix('t').and_then(|rest| {
            let (micros, id) = rest.split_once('.')?;
            Some(Start::AfterTime(Time::from_micros(micros.parse().ok()?), id.parse().ok()?))
        });
        after_id.or(after_time).ok_or_else(wrong)
    }
}

impl Listed {
    /// As [`Article::href`].
    pub fn href(&self) -> String {
        path::href(&self.path)
    }

    /// The summary, or else the first words of the text.
    pub fn excerpt(&self) -> String {
        excerpt(&self.summary, &self.lead)
    }

    /// Where a list goes on after this article.
    pub fn position(&self, filter: &Filter) -> Start {
        match self.published_at.filter(|_| filter.by_time()) {
            Some(time) => Start::AfterTime(time, self.id),
            None => Start::AfterId(self.id),
        }
    }
}

/// The summary, or else the first words of `markdown` on one line.
pub fn excerpt(summary: &str, markdown: &str) -> String {
    if summary.is_empty() { markup::excerpt(markdown, EXCERPT) } else { summary.to_owned() }
}

/// Writes `edit` over `article`.
fn save(conn: &mut Connection, article: Article, edit: &Edit, now: Time) -> Result<Saved> {
    if edit.is_empty() {
        return Ok(Saved { article, changed: None });
    }
    let status = edit.status.unwrap_or(article.status);
    if !article.status.may_become(status) {
        let detail = match status {
            Status::Draft => "Readers have seen the article, so it cannot become a draft again; withdraw it instead.",
            _ => "Nobody has seen the draft, so it cannot be withdrawn; delete it instead.",
        };
        return Err(Error::conflict("status_change", detail));
    }
    let title = edit.title.as_ref().unwrap_or(&article.title);
    let published_at = edit.published_at.or(article.published_at).or((status == Status::Published).then_some(now));
    let path = path_after(conn, &article, edit, title, published_at.unwrap_or(now))?;
    let section = edit.section.as_ref().unwrap_or(&article.section);
    let section_id = section.as_ref().map(|label| store::section(conn, label)).transpose()?;
    let text_changed = edit.title.is_some() || edit.summary.is_some() || edit.body.is_some() || edit.byline.is_some();
    let written = store::Written {
        path: &path,
        title,
        summary: edit.summary.as_ref().unwrap_or(&article.summary),
        body: edit.body.as_ref().map_or(&article.body, |body| &body.markdown),
        body_html: edit.body.as_ref().map_or(&article.body_html, |body| &body.html),
        byline: edit.byline.as_ref().unwrap_or(&article.byline),
        section_id,
        status,
        comments_open: edit.comments_open.unwrap_or(article.comments_open),
        published_at,
        updated_at: match published_at {
            // Whatever was written before the article came out is not an update of it.
            Some(published) if article.status == Status::Draft => published,
            _ if text_changed => now,
            _ => article.updated_at,
        },
        version: article.version + 1,
    };
    if !store::update(conn, article.id, &written)? {
        return Err(by_id(conn, article.id)?.stale());
    }
    if path != article.path {
        // The new path may be one that the article had before.
        store::forget_path(conn, &path)?;
        if article.status != Status::Draft {
            store::remember_path(conn, &article.path, article.id)?;
        }
    }
    if let Some(tags) = &edit.tags {
        store::set_tags(conn, article.id, tags)?;
    }
    let after = by_id(conn, article.id)?;
    let changed = what_changed(&article, &after);
    record(conn, changed, now)?;
    Ok(Saved { article: after, changed })
}

/// Where the article stands after `edit`. A draft's default path follows its headline and its month; what readers
/// have seen stays where it is unless somebody says otherwise.
fn path_after(conn: &mut Connection, article: &Article, edit: &Edit, title: &str, at: Time) -> Result<String> {
    let follows = article.status == Status::Draft && path::is_default_for(&article.path, &article.title);
    match &edit.path {
        None if !follows => Ok(article.path.clone()),
        Some(Place::Own(path)) if *path == article.path => Ok(article.path.clone()),
        wanted => {
            dialect::serialize_on(conn, PATHS)?;
            match wanted {
                Some(Place::Own(path)) => free_own_path(conn, path, Some(article.id)),
                Some(Place::Default) | None => free_default_path(conn, title, at, Some(article.id)),
            }
        }
    }
}

fn free_own_path(conn: &mut Connection, path: &str, own: Option<ArticleId>) -> Result<String> {
    match store::path_owner(conn, path)? {
        Some(owner) if Some(owner) != own => {
            Err(Error::conflict("path_taken", "Another article has this path, or had it and is still found by it."))
        }
        _ => Ok(path.to_owned()),
    }
}

fn free_default_path(conn: &mut Connection, title: &str, at: Time, own: Option<ArticleId>) -> Result<String> {
    for number in 1..=SAME_HEADLINE {
        let path = path::default(title, at, number);
        let owner = store::path_owner(conn, &path)?;
        if owner.is_none() || owner == own {
            return Ok(path);
        }
    }
    Err(Error::conflict(
        "path_taken",
        "Too many articles of this month have this headline; give this one a path of its own.",
    ))
}

/// A change of who sees it, or of the section, may change the navigation of every page, and a change of its path what
/// is remembered of paths; other changes show on the article and in lists.
fn what_changed(before: &Article, after: &Article) -> Option<Scope> {
    if !before.is_public() && !after.is_public() {
        return None;
    }
    let moved = before.path != after.path || before.section != after.section;
    let everywhere = moved || before.is_public() != after.is_public();
    Some(if everywhere { Scope::Site } else { Scope::Article(after.id) })
}

fn record(conn: &mut Connection, changed: Option<Scope>, now: Time) -> Result<()> {
    changed.map_or(Ok(()), |scope| changes::record(conn, scope, now))
}

#[cfg(test)]
mod tests;
