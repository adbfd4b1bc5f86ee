//! All queries of articles.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    article_paths, article_tags, articles, comments, sections, tags, thread_count_changes,
    thread_counts,
};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, SectionId};
use crate::on;

use super::listing::{ArticleSummary, Filter, Start};
use super::model::{Article, Label, Status};
use super::path;

diesel::define_sql_function! {
    /// The characters of `text` from `start` (counted from 1), at most `length`; the same on both
    /// engines.
    fn substr(text: Text, start: Integer, length: Integer) -> Text;
}

/// Characters of a body that lists read, to make an excerpt.
const LEAD: i32 = 3_000;

#[derive(Queryable, Selectable)]
#[diesel(table_name = articles)]
struct ArticleRow {
    id: ArticleId,
    path: String,
    title: String,
    summary: String,
    body: String,
    body_html: String,
    byline: String,
    author_id: Option<AccountId>,
    status: Status,
    comments_open: bool,
    published_at: Option<Time>,
    updated_at: Time,
    version: i64,
}

#[derive(Queryable)]
struct ListedRow {
    id: ArticleId,
    path: String,
    title: String,
    summary: String,
    lead: String,
    byline: String,
    status: Status,
    comments_open: bool,
    published_at: Option<Time>,
    updated_at: Time,
    version: i64,
    section: Option<(String, String)>,
}

/// The columns of an article to write.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = articles, treat_none_as_null = true)]
pub(super) struct ArticleColumns<'a> {
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    pub(super) body: &'a str,
    pub(super) body_html: &'a str,
    pub(super) byline: &'a str,
    pub(super) section_id: Option<SectionId>,
    pub(super) status: Status,
    pub(super) comments_open: bool,
    pub(super) published_at: Option<Time>,
    pub(super) updated_at: Time,
    pub(super) version: i64,
}

pub(super) fn by_id(conn: &mut Connection, id: ArticleId) -> Result<Option<Article>> {
    let found: Option<(ArticleRow, Option<(String, String)>)> = on!(conn, |c| articles::table
        .left_join(sections::table)
        .filter(articles::id.eq(id))
        .select((ArticleRow::as_select(), (sections::slug, sections::name).nullable()))
        .first(c)
        .optional())?;
    found.map(|(row, section)| with_tags(conn, row, section)).transpose()
}

pub(super) fn by_path(conn: &mut Connection, path: &str) -> Result<Option<Article>> {
    let found: Option<(ArticleRow, Option<(String, String)>)> = on!(conn, |c| articles::table
        .left_join(sections::table)
        .filter(articles::path.eq(path))
        .select((ArticleRow::as_select(), (sections::slug, sections::name).nullable()))
        .first(c)
        .optional())?;
    found.map(|(row, section)| with_tags(conn, row, section)).transpose()
}

fn with_tags(
    conn: &mut Connection,
    row: ArticleRow,
    section: Option<(String, String)>,
) -> Result<Article> {
    // A list of one number would be compiled anew by SQLite each time.
    let tags: Vec<(String, String)> = on!(conn, |c| article_tags::table
        .inner_join(tags::table)
        .filter(article_tags::article_id.eq(row.id))
        .order(article_tags::position)
        .select((tags::slug, tags::name))
        .load(c))?;
    let tags = tags.into_iter().map(|(slug, name)| Label { slug, name }).collect();
    Ok(Article {
        id: row.id,
        path: row.path,
        title: row.title,
        summary: row.summary,
        body: row.body,
        body_html: row.body_html,
        byline: row.byline,
        section: section.map(|(slug, name)| Label { slug, name }),
        tags,
        published_at: row.published_at,
        updated_at: row.updated_at,
        author_id: row.author_id,
        status: row.status,
        comments_open: row.comments_open,
        version: row.version,
    })
}

/// Status and path of the article that had `path` formerly.
pub(super) fn moved(conn: &mut Connection, path: &str) -> Result<Option<(Status, String)>> {
    Ok(on!(conn, |c| article_paths::table
        .inner_join(articles::table)
        .filter(article_paths::path.eq(path))
        .select((articles::status, articles::path))
        .first(c)
        .optional())?)
}

/// The article that has or had `path`.
pub(super) fn path_owner(conn: &mut Connection, path: &str) -> Result<Option<ArticleId>> {
    let now: Option<ArticleId> = on!(conn, |c| articles::table
        .filter(articles::path.eq(path))
        .select(articles::id)
        .first(c)
        .optional())?;
    if now.is_some() {
        return Ok(now);
    }
    let before =
        article_paths::table.filter(article_paths::path.eq(path)).select(article_paths::article_id);
    Ok(on!(conn, |c| before.first(c).optional())?)
}

/// Stores a former path, so that links to it are redirected.
pub(super) fn remember_path(conn: &mut Connection, path: &str, id: ArticleId) -> Result<()> {
    on!(conn, |c| diesel::insert_into(article_paths::table)
        .values((article_paths::path.eq(path), article_paths::article_id.eq(id)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

pub(super) fn forget_path(conn: &mut Connection, path: &str) -> Result<()> {
    on!(conn, |c| diesel::delete(article_paths::table.filter(article_paths::path.eq(path)))
        .execute(c))?;
    Ok(())
}

pub(super) fn insert(
    conn: &mut Connection,
    written: &ArticleColumns<'_>,
    author: Option<AccountId>,
    now: Time,
) -> Result<ArticleId> {
    Ok(on!(conn, |c| diesel::insert_into(articles::table)
        .values((written, articles::author_id.eq(author), articles::created_at.eq(now)))
        .returning(articles::id)
        .get_result(c))?)
}

/// Updates an article by compare-and-set on its version. Returns false if it has changed.
pub(super) fn update(
    conn: &mut Connection,
    id: ArticleId,
    written: &ArticleColumns<'_>,
) -> Result<bool> {
    let target = articles::table
        .filter(articles::id.eq(id))
        .filter(articles::version.eq(written.version - 1));
    Ok(on!(conn, |c| diesel::update(target).set(written).execute(c))? == 1)
}

/// Deletes an article that still has `version`. Returns false if it has changed.
pub(super) fn delete(conn: &mut Connection, id: ArticleId, version: i64) -> Result<bool> {
    let target = articles::table.filter(articles::id.eq(id)).filter(articles::version.eq(version));
    Ok(on!(conn, |c| diesel::delete(target).execute(c))? == 1)
}

pub(super) fn has_comments(conn: &mut Connection, id: ArticleId) -> Result<bool> {
    let any = diesel::dsl::exists(comments::table.filter(comments::article_id.eq(id)));
    Ok(on!(conn, |c| diesel::select(any).get_result(c))?)
}

pub(super) fn any(conn: &mut Connection) -> Result<bool> {
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(articles::table.select(articles::id)))
        .get_result(c))?)
}

/// Numbers that are tried after a slug for different names.
const SLUGS: u32 = 100;

/// Finds the row of a name or slug in a table of names, or inserts it. Different names have
/// different rows, even if they have the same slug: the later one gets a number after its slug. A
/// row keeps its first name.
macro_rules! named_row {
    ($conn:expr, $table:ident, $label:expr) => {{
        let (conn, label): (&mut Connection, &Label) = ($conn, $label);
        let numbered = format!("{}-%", label.slug);
        let alike: Vec<(_, String, String)> = on!(&mut *conn, |c| $table::table
            .filter(
                $table::slug
                    .eq(&label.slug)
                    .or($table::slug.like(&numbered))
                    .or($table::name.eq(&label.name)),
            )
            .select(($table::id, $table::slug, $table::name))
            .order($table::id)
            .load(c))?;
        let by_slug = alike.iter().find(|(_, slug, _)| *slug == label.name);
        let by_name = || alike.iter().find(|(_, _, name)| path::is_same_name(name, &label.name));
        let mut found = by_slug.or_else(by_name).map(|(id, _, _)| *id);
        for number in 1..=SLUGS {
            if found.is_some() {
                break;
            }
            let slug = match number {
                1 => label.slug.clone(),
                number => format!("{}-{number}", label.slug),
            };
            if alike.iter().any(|(_, taken, _)| *taken == slug) {
                continue;
            }
            found = on!(&mut *conn, |c| diesel::insert_into($table::table)
                .values(($table::slug.eq(&slug), $table::name.eq(&label.name)))
                .on_conflict_do_nothing()
                .returning($table::id)
                .get_result(c)
                .optional())?;
            if found.is_none() {
                // PostgreSQL only: another transaction has made a row with this slug just now.
                let (id, name): (_, String) = on!(&mut *conn, |c| $table::table
                    .filter($table::slug.eq(&slug))
                    .select(($table::id, $table::name))
                    .first(c))?;
                found = path::is_same_name(&name, &label.name).then_some(id);
            }
        }
        found.ok_or_else(|| {
            Error::conflict(
                "slug_taken",
                format!("Too many names are written {} in paths; choose another", label.slug),
            )
        })
    }};
}

/// The section of `label`, inserted if there is none.
pub(super) fn section(conn: &mut Connection, label: &Label) -> Result<SectionId> {
    named_row!(conn, sections, label)
}

/// Replaces the tags of an article, in this order; new tags are inserted.
pub(super) fn set_tags(conn: &mut Connection, id: ArticleId, labels: &[Label]) -> Result<()> {
    on!(conn, |c| diesel::delete(article_tags::table.filter(article_tags::article_id.eq(id)))
        .execute(c))?;
    let mut set: Vec<i64> = Vec::with_capacity(labels.len());
    for (position, label) in (0_i16..).zip(labels) {
        let tag: i64 = named_row!(&mut *conn, tags, label)?;
        // A tag's name and its slug are the same tag.
        if set.contains(&tag) {
            continue;
        }
        set.push(tag);
        on!(conn, |c| diesel::insert_into(article_tags::table)
            .values((
                article_tags::article_id.eq(id),
                article_tags::tag_id.eq(tag),
                article_tags::position.eq(position),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Articles for a list: public ones newest first, others by number, the latest first.
pub(super) fn listed(
    conn: &mut Connection,
    filter: &Filter,
    start: Start,
    limit: i64,
) -> Result<Vec<ArticleSummary>> {
    let rows: Vec<ListedRow> = on!(conn, |c| {
        let mut query = articles::table
            .left_join(sections::table)
            .select((
                articles::id,
                articles::path,
                articles::title,
                articles::summary,
                substr(articles::body, 1, LEAD),
                articles::byline,
                articles::status,
                articles::comments_open,
                articles::published_at,
                articles::updated_at,
                articles::version,
                (sections::slug, sections::name).nullable(),
            ))
            .limit(limit)
            .into_boxed();
        if let Some(status) = filter.status {
            query = query.filter(articles::status.eq(status));
        }
        if let Some(section) = &filter.section {
            query = query.filter(sections::slug.eq(section));
        }
        if let Some(tag) = &filter.tag {
            let ids = article_tags::table.inner_join(tags::table).filter(tags::slug.eq(tag));
            query = query.filter(articles::id.eq_any(ids.select(article_tags::article_id)));
        }
        if let Some(author) = filter.author {
            query = query.filter(articles::author_id.eq(author));
        }
        query = match start {
            Start::Offset(offset) => query.offset(offset),
            Start::Beginning => query,
            Start::AfterTime(time, id) => query.filter(
                articles::published_at
                    .lt(time)
                    .or(articles::published_at.eq(time).and(articles::id.lt(id))),
            ),
            Start::AfterId(id) => query.filter(articles::id.lt(id)),
        };
        if filter.by_time() {
            query = query.order((articles::published_at.desc(), articles::id.desc()));
        } else {
            query = query.order(articles::id.desc());
        }
        query.load(c)
    })?;
    let ids: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
    let mut tags = tags_of(conn, &ids)?;
    let counts = comment_counts(conn, &ids)?;
    let listed = rows.into_iter().map(|row| ArticleSummary {
        tags: tags.remove(&row.id).unwrap_or_default(),
        comments: counts.get(&row.id).copied().unwrap_or(0),
        id: row.id,
        path: row.path,
        title: row.title,
        summary: row.summary,
        lead: row.lead,
        byline: row.byline,
        section: row.section.map(|(slug, name)| Label { slug, name }),
        status: row.status,
        comments_open: row.comments_open,
        published_at: row.published_at,
        updated_at: row.updated_at,
        version: row.version,
    });
    Ok(listed.collect())
}

fn tags_of(conn: &mut Connection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<Label>>> {
    let mut found: HashMap<ArticleId, Vec<Label>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let rows: Vec<(ArticleId, String, String)> = on!(conn, |c| article_tags::table
        .inner_join(tags::table)
        .filter(article_tags::article_id.eq_any(ids))
        .order((article_tags::article_id, article_tags::position))
        .select((article_tags::article_id, tags::slug, tags::name))
        .load(c))?;
    for (article, slug, name) in rows {
        found.entry(article).or_default().push(Label { slug, name });
    }
    Ok(found)
}

/// Counts the approved comments by article; articles without any are missing.
pub(super) fn comment_counts(
    conn: &mut Connection,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, i64>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    // What is counted already, and what has changed since (`comments::thread_counts`).
    let counted: Vec<(ArticleId, i64)> = on!(conn, |c| thread_counts::table
        .filter(thread_counts::article_id.eq_any(ids).and(thread_counts::height.eq(1)))
        .select((thread_counts::article_id, thread_counts::comments))
        .load(c))?;
    let changed: Vec<(ArticleId, i64)> = on!(conn, |c| thread_count_changes::table
        .filter(thread_count_changes::article_id.eq_any(ids))
        .select((thread_count_changes::article_id, thread_count_changes::comments))
        .load(c))?;
    let mut counts = HashMap::new();
    for (article, comments) in counted.into_iter().chain(changed) {
        *counts.entry(article).or_default() += comments;
    }
    counts.retain(|_, comments| *comments != 0);
    Ok(counts)
}

pub(super) fn section_named(conn: &mut Connection, slug: &str) -> Result<Option<String>> {
    Ok(on!(conn, |c| sections::table
        .filter(sections::slug.eq(slug))
        .select(sections::name)
        .first(c)
        .optional())?)
}

pub(super) fn tag_named(conn: &mut Connection, slug: &str) -> Result<Option<String>> {
    Ok(on!(conn, |c| tags::table
        .filter(tags::slug.eq(slug))
        .select(tags::name)
        .first(c)
        .optional())?)
}

/// Sections with public articles, in the order of their slugs. Slugs sort as readers expect of the
/// names, and the same on both engines, which differ for accents and capitals.
pub(super) fn sections(
    conn: &mut Connection,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<(Label, i64)>> {
    let rows: Vec<(String, String, i64)> = on!(conn, |c| {
        let mut query = sections::table
            .inner_join(articles::table)
            .filter(articles::status.eq(Status::Published))
            .group_by((sections::slug, sections::name))
            .select((sections::slug, sections::name, diesel::dsl::count_star()))
            .order(sections::slug)
            .limit(limit)
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(sections::slug.gt(after));
        }
        query.load(c)
    })?;
    Ok(rows.into_iter().map(|(slug, name, count)| (Label { slug, name }, count)).collect())
}

/// The first sections with public articles, in the same order, for every page. It checks only that
/// one article exists, because counting would read all of them.
pub(super) fn navigation(conn: &mut Connection, limit: i64) -> Result<Vec<Label>> {
    let public = articles::table
        .filter(articles::section_id.eq(sections::id.nullable()))
        .filter(articles::status.eq(Status::Published));
    let rows: Vec<(String, String)> = on!(conn, |c| sections::table
        .filter(diesel::dsl::exists(public))
        .order(sections::slug)
        .limit(limit)
        .select((sections::slug, sections::name))
        .load(c))?;
    Ok(rows.into_iter().map(|(slug, name)| Label { slug, name }).collect())
}

/// Tags of public articles, in the order of their slugs.
pub(super) fn tags(
    conn: &mut Connection,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<(Label, i64)>> {
    let rows: Vec<(String, String, i64)> = on!(conn, |c| {
        let mut query = tags::table
            .inner_join(article_tags::table.inner_join(articles::table))
            .filter(articles::status.eq(Status::Published))
            .group_by((tags::slug, tags::name))
            .select((tags::slug, tags::name, diesel::dsl::count_star()))
            .order(tags::slug)
            .limit(limit)
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(tags::slug.gt(after));
        }
        query.load(c)
    })?;
    Ok(rows.into_iter().map(|(slug, name, count)| (Label { slug, name }, count)).collect())
}
