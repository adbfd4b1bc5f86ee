//! The queries of feeds, sitemaps and counts. They join what several slices keep.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::articles::choices::Kind;
use crate::articles::model::Status as ArticleStatus;
use crate::articles::tree::DEPTH;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    article_bylines, article_paths, article_tags, articles, audit_log, authors, comments,
    installation, media, sections, tags,
};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, AuditId, CommentId, MediaId, SectionId};
use crate::media::model::{StoredFile, shown_file};
use crate::on;
use crate::settings;
use crate::status::Status;

/// The seed of the ids in feeds, which the migration of its table has written.
pub(super) fn seed(conn: &mut Connection) -> Result<String> {
    Ok(on!(conn, |c| installation::table.select(installation::feed_seed).first(c))?)
}

/// A public comment with its article.
#[derive(Clone, Debug, Queryable)]
pub(super) struct LatestComment {
    pub(super) id: CommentId,
    pub(super) parent_id: Option<CommentId>,
    pub(super) name: String,
    pub(super) website: Option<String>,
    pub(super) html: String,
    pub(super) created_at: Time,
    pub(super) edited_at: Option<Time>,
    pub(super) article: ArticleId,
    pub(super) article_path: String,
    pub(super) article_title: String,
    pub(super) article_language: String,
}

/// The newest public comments, of one article or of all. Articles that are not public or have a password
/// are left out.
pub(super) fn latest_comments(
    conn: &mut Connection,
    article: Option<ArticleId>,
    limit: i64,
) -> Result<Vec<LatestComment>> {
    Ok(on!(conn, |c| {
        let mut query = comments::table
            .inner_join(articles::table)
            .filter(comments::status.eq(Status::Approved))
            .filter(articles::status.eq(ArticleStatus::Published))
            .filter(articles::password_hash.is_null())
            .order((comments::created_at.desc(), comments::id.desc()))
            .limit(limit)
            .select((
                comments::id,
                comments::parent_id,
                comments::name,
                comments::website,
                comments::html,
                comments::created_at,
                comments::edited_at,
                articles::id,
                articles::path,
                articles::title,
                articles::language,
            ))
            .into_boxed();
        if let Some(article) = article {
            query = query.filter(comments::article_id.eq(article));
        }
        query.load(c)
    })?)
}

/// The public articles without a password at these paths, also at former ones.
pub(super) fn articles_at(
    conn: &mut Connection,
    paths: &[String],
) -> Result<Vec<(String, ArticleId)>> {
    let is_public =
        || articles::status.eq(ArticleStatus::Published).and(articles::password_hash.is_null());
    let mut found: Vec<(String, ArticleId)> = on!(conn, |c| articles::table
        .filter(articles::path.eq_any(paths).and(is_public()))
        .select((articles::path, articles::id))
        .load(c))?;
    if found.len() < paths.len() {
        let former: Vec<(String, ArticleId)> = on!(conn, |c| article_paths::table
            .inner_join(articles::table)
            .filter(article_paths::path.eq_any(paths).and(is_public()))
            .select((article_paths::path, articles::id))
            .load(c))?;
        found.extend(former);
    }
    Ok(found)
}

/// An article or a page in a sitemap.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) published: Time,
    pub(super) updated: Time,
    /// The path of the lead picture.
    pub(super) picture: Option<String>,
}

#[derive(Queryable)]
struct ListedRow {
    path: String,
    title: String,
    language: String,
    published_at: Option<Time>,
    updated_at: Time,
    picture: Option<(MediaId, String, String)>,
}

/// Which articles a sitemap lists.
#[derive(Clone, Copy, Debug)]
pub(super) enum Range {
    /// Articles and pages in the order of their numbers: after so many, and at most so many.
    Part(i64, i64),
    /// Articles, without pages, that were published since, the newest first; at most so many.
    Since(Time, i64),
}

/// The public articles of a sitemap, without those that have a password.
pub(super) fn listed(conn: &mut Connection, range: Range) -> Result<Vec<Listed>> {
    let rows: Vec<ListedRow> = on!(conn, |c| {
        let mut query = articles::table
            .left_join(media::table.on(articles::lead_media_id.eq(media::id.nullable())))
            .filter(articles::status.eq(ArticleStatus::Published))
            .filter(articles::password_hash.is_null())
            .select((
                articles::path,
                articles::title,
                articles::language,
                articles::published_at,
                articles::updated_at,
                (media::id, media::key, media::files).nullable(),
            ))
            .into_boxed();
        query = match range {
            Range::Part(after, most) => query.order(articles::id).offset(after).limit(most),
            Range::Since(time, most) => query
                .filter(articles::kind.eq(Kind::Article))
                .filter(articles::published_at.ge(time).assume_not_null())
                .order((articles::published_at.desc(), articles::id.desc()))
                .limit(most),
        };
        query.load(c)
    })?;
    rows.into_iter().map(listed_row).collect()
}

fn listed_row(row: ListedRow) -> Result<Listed> {
    let picture = match row.picture {
        None => None,
        Some((_, key, files)) => {
            let files: Vec<StoredFile> = serde_json::from_str(&files).map_err(Error::internal)?;
            shown_file(&files).map(|file| format!("/media/{key}/{}", file.name()))
        }
    };
    let published = row.published_at.unwrap_or(row.updated_at);
    Ok(Listed {
        path: row.path,
        title: row.title,
        language: row.language,
        published,
        updated: row.updated_at.max(published),
        picture,
    })
}

/// How many articles and pages sitemaps list.
pub(super) fn count_listed(conn: &mut Connection) -> Result<i64> {
    Ok(on!(conn, |c| articles::table
        .filter(articles::status.eq(ArticleStatus::Published))
        .filter(articles::password_hash.is_null())
        .count()
        .get_result(c))?)
}

/// The newest change among all that sitemaps list.
pub(super) fn last_change(conn: &mut Connection) -> Result<Option<Time>> {
    Ok(on!(conn, |c| articles::table
        .filter(articles::status.eq(ArticleStatus::Published))
        .filter(articles::password_hash.is_null())
        .select(diesel::dsl::max(articles::updated_at))
        .get_result(c))?)
}

/// Slugs of the sections, tags and authors that have public articles, each with the newest time of
/// publication.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pub(super) sections: Vec<(String, Option<Time>)>,
    pub(super) tags: Vec<(String, Option<Time>)>,
    pub(super) authors: Vec<(String, Option<Time>)>,
}

pub(super) fn lists(conn: &mut Connection) -> Result<Lists> {
    let newest = || diesel::dsl::max(articles::published_at);
    let is_listed =
        || articles::status.eq(ArticleStatus::Published).and(articles::kind.eq(Kind::Article));
    let all: Vec<(SectionId, Option<SectionId>, String)> = on!(conn, |c| sections::table
        .order(sections::slug)
        .select((sections::id, sections::parent_id, sections::slug))
        .load(c))?;
    let own: Vec<(Option<SectionId>, Option<Time>)> = on!(conn, |c| articles::table
        .filter(is_listed().and(articles::section_id.is_not_null()))
        .group_by(articles::section_id)
        .select((articles::section_id, newest()))
        .load(c))?;
    let sections = with_those_above(all, own);
    let tags = on!(conn, |c| tags::table
        .inner_join(article_tags::table.inner_join(articles::table))
        .filter(is_listed())
        .group_by(tags::slug)
        .select((tags::slug, newest()))
        .order(tags::slug)
        .load(c))?;
    let authors = on!(conn, |c| authors::table
        .inner_join(article_bylines::table.inner_join(articles::table))
        .filter(is_listed())
        .group_by(authors::slug)
        .select((authors::slug, newest()))
        .order(authors::slug)
        .load(c))?;
    Ok(Lists { sections, tags, authors })
}

/// The sections that have articles in or below them, with the newest time of these.
fn with_those_above(
    all: Vec<(SectionId, Option<SectionId>, String)>,
    own: Vec<(Option<SectionId>, Option<Time>)>,
) -> Vec<(String, Option<Time>)> {
    let above: HashMap<SectionId, Option<SectionId>> =
        all.iter().map(|(id, parent, _)| (*id, *parent)).collect();
    let mut newest: HashMap<SectionId, Option<Time>> = HashMap::new();
    for (section, time) in own {
        let mut next = section;
        // A row that somebody made its own ancestor must not make this endless.
        for _ in 0..=DEPTH {
            let Some(id) = next else { break };
            let known = newest.entry(id).or_default();
            *known = (*known).max(time);
            next = above.get(&id).copied().flatten();
        }
    }
    all.into_iter().filter_map(|(id, _, slug)| Some((slug, *newest.get(&id)?))).collect()
}

/// How far the log was read for announcements.
const CURSOR: &str = "announced_until";

/// The last line of the log that was read; `None` before the first time.
pub(super) fn cursor(conn: &mut Connection) -> Result<Option<AuditId>> {
    let stored = settings::get(conn, CURSOR)?;
    stored.map(|id| id.parse().map(AuditId).map_err(Error::internal)).transpose()
}

pub(super) fn set_cursor(conn: &mut Connection, id: AuditId) -> Result<()> {
    settings::set(conn, CURSOR, &id.to_string())
}

/// The last line of the log; 0 if it is empty.
pub(super) fn last_line(conn: &mut Connection) -> Result<AuditId> {
    let last: Option<AuditId> =
        on!(conn, |c| audit_log::table.select(diesel::dsl::max(audit_log::id)).get_result(c))?;
    Ok(last.unwrap_or(AuditId(0)))
}

/// A line of the log: its number, its act, its details as JSON, and its time.
pub(super) type Line = (AuditId, Act, Option<String>, Time);

/// At most `limit` lines after the line `after` that are older than `before`, in their order.
pub(super) fn lines_after(
    conn: &mut Connection,
    after: AuditId,
    before: Time,
    limit: i64,
) -> Result<Vec<Line>> {
    Ok(on!(conn, |c| audit_log::table
        .filter(audit_log::id.gt(after).and(audit_log::created_at.lt(before)))
        .order(audit_log::id)
        .limit(limit)
        .select((audit_log::id, audit_log::act, audit_log::detail, audit_log::created_at))
        .load(c))?)
}
