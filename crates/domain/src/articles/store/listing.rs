//! Lists of articles.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use crate::articles::choices::{Kind, Menu};
use crate::articles::lead_image::LeadImage;
use crate::articles::listing::{ArticleSummary, Filter, Start};
use crate::articles::model::{Label, Status};
use crate::articles::store::choices::ChoicesRow;
use crate::articles::store::sections as section_store;
use crate::articles::store::{SectionRow, bylines_of, section_of};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    article_bylines, article_tags, articles, authors, sections, tags, thread_count_changes,
    thread_counts,
};
use crate::error::Result;
use crate::ids::{ArticleId, MediaId, SectionId};
use crate::media;
use crate::on;

diesel::define_sql_function! {
    /// The characters of `text` from `start` (counted from 1), at most `length`; the same on both
    /// engines.
    fn substr(text: Text, start: Integer, length: Integer) -> Text;
}

/// Characters of a body that lists read, to make an excerpt.
const LEAD: i32 = 3_000;

#[derive(Queryable)]
struct ListedRow {
    id: ArticleId,
    path: String,
    title: String,
    summary: String,
    lead: String,
    byline: String,
    status: Status,
    published_at: Option<Time>,
    updated_at: Time,
    version: i64,
    picture: LeadColumns,
    section: Option<SectionRow>,
    is_protected: bool,
    choices: ChoicesRow,
}

/// The picture, and the article's own alt, caption and credit.
type LeadColumns = (Option<MediaId>, Option<String>, Option<String>, Option<String>);

/// Adds the conditions of a filter to a boxed query on articles and sections, whose type differs
/// between the engines.
macro_rules! matching {
    ($query:expr, $filter:expr, $within:expr) => {{
        let (mut query, filter): (_, &Filter) = ($query, $filter);
        if let Some(status) = filter.status {
            query = query.filter(articles::status.eq(status));
        }
        if let Some(kind) = filter.kind {
            query = query.filter(articles::kind.eq(kind));
        }
        if let Some(sticky) = filter.sticky {
            query = query.filter(articles::sticky.eq(sticky));
        }
        if let Some(ids) = &filter.among {
            query = query.filter(articles::id.eq_any(ids));
        }
        match $within.as_deref() {
            None => {}
            // With one section, the index has the order of the list.
            Some([only]) => query = query.filter(articles::section_id.eq(*only)),
            Some(several) => query = query.filter(articles::section_id.eq_any(several)),
        }
        if let Some(tag) = &filter.tag {
            let ids = article_tags::table.inner_join(tags::table).filter(tags::slug.eq(tag));
            query = query.filter(articles::id.eq_any(ids.select(article_tags::article_id)));
        }
        if let Some(byline) = &filter.byline {
            let ids = article_bylines::table.inner_join(authors::table);
            let ids = ids.filter(authors::slug.eq(byline)).select(article_bylines::article_id);
            query = query.filter(articles::id.eq_any(ids));
        }
        if let Some((from, until)) = filter.published {
            let within = articles::published_at.ge(from).and(articles::published_at.lt(until));
            query = query.filter(within.assume_not_null());
        }
        if let Some(author) = filter.author {
            query = query.filter(articles::author_id.eq(author));
        }
        query
    }};
}

/// Counts the articles that match.
pub(in crate::articles) fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    let within = sections_within(conn, filter)?;
    Ok(on!(conn, |c| {
        let query = articles::table.left_join(sections::table).select(count_star()).into_boxed();
        matching!(query, filter, within).first(c)
    })?)
}

/// The section of a filter and those below it: none for an unknown one, `None` without a section.
fn sections_within(conn: &mut Connection, filter: &Filter) -> Result<Option<Vec<SectionId>>> {
    let Some(slug) = &filter.section else { return Ok(None) };
    let tree = section_store::tree(conn)?;
    Ok(Some(tree.by_slug(slug).map(|node| tree.ids_below(node.id)).unwrap_or_default()))
}

/// Articles for a list: public ones newest first, others by number, the latest first.
pub(in crate::articles) fn listed(
    conn: &mut Connection,
    filter: &Filter,
    start: Start,
    limit: i64,
) -> Result<Vec<ArticleSummary>> {
    let within = sections_within(conn, filter)?;
    if within.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let rows = listed_rows(conn, filter, within, start, limit)?;
    complete(conn, rows)
}

fn listed_rows(
    conn: &mut Connection,
    filter: &Filter,
    within: Option<Vec<SectionId>>,
    start: Start,
    limit: i64,
) -> Result<Vec<ListedRow>> {
    Ok(on!(conn, |c| {
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
                articles::published_at,
                articles::updated_at,
                articles::version,
                (
                    articles::lead_media_id,
                    articles::lead_alt,
                    articles::lead_caption,
                    articles::lead_credit,
                ),
                (sections::id, sections::slug, sections::name, sections::parent_id).nullable(),
                articles::password_hash.is_not_null(),
                ChoicesRow::as_select(),
            ))
            .limit(limit)
            .into_boxed();
        query = matching!(query, filter, within);
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
    })?)
}

/// Adds what other tables have about the articles of a list.
fn complete(conn: &mut Connection, rows: Vec<ListedRow>) -> Result<Vec<ArticleSummary>> {
    let ids: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
    let mut tags = tags_of(conn, &ids)?;
    let mut bylines = authors_of(conn, &ids)?;
    let counts = comment_counts(conn, &ids)?;
    let is_below =
        |row: &ListedRow| row.section.as_ref().is_some_and(|(.., above)| above.is_some());
    let tree = if rows.iter().any(is_below) { Some(section_store::tree(conn)?) } else { None };
    let leads: Vec<MediaId> = rows.iter().filter_map(|row| row.picture.0).collect();
    let leads = media::by_ids(conn, &leads)?;
    let listed = rows.into_iter().map(|row| ArticleSummary {
        tags: tags.remove(&row.id).unwrap_or_default(),
        comments: counts.get(&row.id).copied().unwrap_or(0),
        id: row.id,
        path: row.path,
        title: row.title,
        summary: row.summary,
        lead: row.lead,
        bylines: bylines_of(bylines.remove(&row.id).unwrap_or_default(), &row.byline),
        lead_image: {
            let (media, alt, caption, credit) = row.picture;
            let media = media.and_then(|id| leads.get(&id)).cloned();
            media.map(|media| LeadImage { media, alt, caption, credit })
        },
        section: row.section.map(|section| section_of(section, tree.as_ref())),
        status: row.status,
        choices: row.choices.into(),
        is_protected: row.is_protected,
        published_at: row.published_at,
        updated_at: row.updated_at,
        version: row.version,
    });
    Ok(listed.collect())
}

/// Menu, path and headline of the public pages in menus, in their order.
pub(in crate::articles) fn menus(
    conn: &mut Connection,
    limit: i64,
) -> Result<Vec<(Menu, String, String)>> {
    Ok(on!(conn, |c| articles::table
        .filter(articles::status.eq(Status::Published).and(articles::kind.eq(Kind::Page)))
        .filter(articles::menu.ne(Menu::None))
        .order((articles::menu_order, articles::id))
        .limit(limit)
        .select((articles::menu, articles::path, articles::title))
        .load(c))?)
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

/// Slugs and names of the authors, by article.
fn authors_of(
    conn: &mut Connection,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, Vec<(String, String)>>> {
    let mut found: HashMap<ArticleId, Vec<(String, String)>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let rows: Vec<(ArticleId, String, String)> = on!(conn, |c| article_bylines::table
        .inner_join(authors::table)
        .filter(article_bylines::article_id.eq_any(ids))
        .order((article_bylines::article_id, article_bylines::position))
        .select((article_bylines::article_id, authors::slug, authors::name))
        .load(c))?;
    for (article, slug, name) in rows {
        found.entry(article).or_default().push((slug, name));
    }
    Ok(found)
}

/// Counts the approved comments by article; articles without any are missing.
pub(in crate::articles) fn comment_counts(
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
