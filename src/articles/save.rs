//! Saving an article's changes: its status, its path, and the outdated pages.

use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::invalidation;

use super::content::{Edit, PathChoice};
use super::model::{Article, Status};
use super::{Saved, by_id, corrections, path, store};

/// The lock under which articles get their paths (eight bytes, see [`dialect::serialize_on`]).
const PATHS: &[u8; 8] = b"artpaths";
/// Most articles with the same headline in the same month.
const SAME_HEADLINE: u32 = 1_000;

/// Applies `edit` to `article`.
pub(super) fn save(
    conn: &mut Connection,
    article: Article,
    edit: &Edit,
    now: Time,
) -> Result<Saved> {
    if edit.is_empty() {
        return Ok(Saved { article, changed: None });
    }
    let status = edit.status.unwrap_or(article.status);
    if !article.status.may_become(status) {
        let detail = match status {
            Status::Draft => {
                "Readers have seen the article, so it cannot become a draft again; withdraw it instead."
            }
            _ => "Nobody has seen the draft, so it cannot be withdrawn; delete it instead.",
        };
        return Err(Error::conflict("status_change", detail));
    }
    let title = edit.title.as_ref().unwrap_or(&article.title);
    let published_at =
        edit.published_at.or(article.published_at).or((status == Status::Published).then_some(now));
    let path = path_after(conn, &article, edit, title, published_at.unwrap_or(now))?;
    let section = edit.section.as_ref().unwrap_or(&article.section);
    let section_id = section.as_ref().map(|label| store::labels::section(conn, label)).transpose()?;
    let corrections = corrections::after(&article.corrections, edit, now);
    if article.status == Status::Draft && (edit.updated || !corrections.is_empty()) {
        return Err(corrections::nothing_to_correct());
    }
    let written = store::ArticleColumns {
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
            _ => corrections::last_told(&article, edit, &corrections, now),
        },
        version: article.version + 1,
    };
    if !store::update(conn, article.id, &written)? {
        return Err(by_id(conn, article.id)?.stale());
    }
    if path != article.path {
        // The new path may be a former path of the article.
        store::paths::forget_path(conn, &path)?;
        if article.status != Status::Draft {
            store::paths::remember_path(conn, &article.path, article.id)?;
        }
    }
    if let Some(tags) = &edit.tags {
        store::labels::set_tags(conn, article.id, tags)?;
    }
    if corrections != article.corrections {
        store::corrections::set(conn, article.id, &corrections)?;
    }
    let after = by_id(conn, article.id)?;
    let changed = outdated_pages(&article, &after);
    record(conn, changed, now)?;
    Ok(Saved { article: after, changed })
}

/// The article's path after `edit`. A draft's default path follows its headline and month; the path
/// of a public article changes only if the edit sets it.
fn path_after(
    conn: &mut Connection,
    article: &Article,
    edit: &Edit,
    title: &str,
    at: Time,
) -> Result<String> {
    let follows =
        article.status == Status::Draft && path::is_default_for(&article.path, &article.title);
    match &edit.path {
        None if !follows => Ok(article.path.clone()),
        Some(PathChoice::Custom(path)) if *path == article.path => Ok(article.path.clone()),
        wanted => free_path(conn, wanted.as_ref(), title, at, Some(article.id)),
    }
}

/// Returns the chosen path, or a free default path, for the article `own` or a new one. No other
/// transaction can use it before this one ends.
pub(super) fn free_path(
    conn: &mut Connection,
    wanted: Option<&PathChoice>,
    title: &str,
    at: Time,
    own: Option<ArticleId>,
) -> Result<String> {
    dialect::serialize_on(conn, PATHS)?;
    match wanted {
        Some(PathChoice::Custom(path)) => free_custom_path(conn, path, own),
        Some(PathChoice::Default) | None => free_default_path(conn, title, at, own),
    }
}

fn free_custom_path(conn: &mut Connection, path: &str, own: Option<ArticleId>) -> Result<String> {
    match store::paths::path_owner(conn, path)? {
        Some(owner) if Some(owner) != own => Err(Error::conflict(
            "path_taken",
            "Another article has this path, or had it and is still found by it.",
        )),
        _ => Ok(path.to_owned()),
    }
}

fn free_default_path(
    conn: &mut Connection,
    title: &str,
    at: Time,
    own: Option<ArticleId>,
) -> Result<String> {
    for number in 1..=SAME_HEADLINE {
        let path = path::default(title, at, number);
        let owner = store::paths::path_owner(conn, &path)?;
        if owner.is_none() || owner == own {
            return Ok(path);
        }
    }
    Err(Error::conflict(
        "path_taken",
        "Too many articles of this month have this headline; give this one a path of its own.",
    ))
}

/// The pages that a change outdates. A change of status or section can change the navigation of
/// every page, and a change of path the cached paths; other changes affect the article and lists.
fn outdated_pages(before: &Article, after: &Article) -> Option<Scope> {
    if !before.is_public() && !after.is_public() {
        return None;
    }
    let moved = before.path != after.path || before.section != after.section;
    let whole_site = moved || before.is_public() != after.is_public();
    Some(if whole_site { Scope::Site } else { Scope::Article(after.id) })
}

pub(super) fn record(conn: &mut Connection, changed: Option<Scope>, now: Time) -> Result<()> {
    changed.map_or(Ok(()), |scope| invalidation::record(conn, scope, now))
}
