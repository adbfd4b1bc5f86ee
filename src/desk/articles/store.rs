//! The queries of the articles' pages: lists with authors, times and comments.

use std::collections::HashMap;

use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::articles::choices::Kind;
use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, article_revisions, articles, comments, sections};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, CommentId};
use crate::on;
use crate::status::Status;

diesel::define_sql_function! {
    /// `text` in small letters; on SQLite only those of ASCII.
    fn lower(text: Text) -> Text;
}

/// Which articles a list has.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// Only articles, or only pages such as About.
    pub kind: Option<Kind>,
    /// Only those with this status.
    pub status: Option<ArticleStatus>,
    /// Only those in the section with this slug.
    pub section: Option<String>,
    /// Only those of this account.
    pub author: Option<AccountId>,
    /// Only those with these words in headline, summary, byline or text.
    pub words: Option<String>,
    /// Only those published, or begun if they are not, at that time or later.
    pub since: Option<Time>,
    /// And before that time.
    pub until: Option<Time>,
}

/// An article in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// Its number.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// The byline; may be empty.
    pub byline: String,
    /// The account that created it.
    pub author: Option<String>,
    pub section: Option<String>,
    pub status: ArticleStatus,
    /// The time of publication, past or future.
    pub published_at: Option<Time>,
    /// When it was begun.
    pub created_at: Time,
}

/// The authors, sections and counts of the articles of a list.
#[derive(Clone, Debug, Default)]
pub struct ListDetails {
    /// When each was last saved.
    pub saved: HashMap<ArticleId, Time>,
    /// Public comments under each that has any.
    pub comments: HashMap<ArticleId, i64>,
    /// Pending comments under each that has any.
    pub waiting: HashMap<ArticleId, i64>,
}

/// A pattern that contains `words`, in which no character has a meaning.
fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

macro_rules! conditions {
    ($query:ident, $by:expr) => {{
        let by: &Conditions = $by;
        if let Some(kind) = by.kind {
            $query = $query.filter(articles::kind.eq(kind));
        }
        if let Some(status) = by.status {
            $query = $query.filter(articles::status.eq(status));
        }
        if let Some(section) = &by.section {
            $query = $query.filter(sections::slug.eq(section));
        }
        if let Some(author) = by.author {
            $query = $query.filter(articles::author_id.eq(author));
        }
        if let Some(words) = &by.words {
            // As it was typed as well, for letters that SQLite does not change.
            let (typed, small) = (pattern(words), pattern(&words.to_lowercase()));
            let in_column = articles::title
                .like(typed.clone())
                .escape('\\')
                .or(lower(articles::title).like(small.clone()).escape('\\'))
                .or(articles::summary.like(typed.clone()).escape('\\'))
                .or(lower(articles::summary).like(small.clone()).escape('\\'))
                .or(articles::byline.like(typed.clone()).escape('\\'))
                .or(lower(articles::byline).like(small.clone()).escape('\\'))
                .or(articles::body.like(typed).escape('\\'))
                .or(lower(articles::body).like(small).escape('\\'));
            $query = $query.filter(in_column);
        }
        if let Some(since) = by.since {
            $query = $query.filter(
                articles::published_at
                    .ge(since)
                    .or(articles::published_at.is_null().and(articles::created_at.ge(since))),
            );
        }
        if let Some(until) = by.until {
            $query = $query.filter(
                articles::published_at
                    .lt(until)
                    .or(articles::published_at.is_null().and(articles::created_at.lt(until))),
            );
        }
    }};
}

/// A part of the list: public articles newest first, scheduled ones in the order in which they appear,
/// submitted ones in the order in which they came, all others the latest first.
pub fn listed(
    conn: &mut Connection,
    by: &Conditions,
    offset: i64,
    limit: i64,
) -> Result<Vec<Listed>> {
    Ok(on!(conn, |c| {
        let mut query = articles::table
            .left_join(accounts::table)
            .left_join(sections::table)
            .select((
                articles::id,
                articles::title,
                articles::byline,
                accounts::name.nullable(),
                sections::name.nullable(),
                articles::status,
                articles::published_at,
                articles::created_at,
            ))
            .limit(limit)
            .offset(offset)
            .into_boxed();
        conditions!(query, by);
        query = match by.status {
            Some(ArticleStatus::Published) => {
                query.order((articles::published_at.desc(), articles::id.desc()))
            }
            Some(ArticleStatus::Scheduled) => query.order((articles::published_at, articles::id)),
            Some(ArticleStatus::Submitted) => query.order(articles::id),
            _ => query.order(articles::id.desc()),
        };
        query.load(c)
    })?)
}

/// Counts articles by status; the status in the conditions is ignored.
pub fn counts(conn: &mut Connection, by: &Conditions) -> Result<Vec<(ArticleStatus, i64)>> {
    let by = Conditions { status: None, ..by.clone() };
    Ok(on!(conn, |c| {
        let mut query = articles::table
            .left_join(sections::table)
            .group_by(articles::status)
            .select((articles::status, count_star()))
            .into_boxed();
        conditions!(query, &by);
        query.load(c)
    })?)
}

/// When the articles were saved, and how many comments are public and wait under each.
pub fn details(conn: &mut Connection, ids: &[ArticleId]) -> Result<ListDetails> {
    if ids.is_empty() {
        return Ok(ListDetails::default());
    }
    let saved: Vec<(ArticleId, Option<Time>)> = on!(conn, |c| article_revisions::table
        .filter(article_revisions::article_id.eq_any(ids))
        .group_by(article_revisions::article_id)
        .select((article_revisions::article_id, max(article_revisions::created_at)))
        .load(c))?;
    let waiting: Vec<(ArticleId, i64)> = on!(conn, |c| comments::table
        .filter(comments::article_id.eq_any(ids).and(comments::status.eq(Status::Pending)))
        .group_by(comments::article_id)
        .select((comments::article_id, count_star()))
        .load(c))?;
    let saved = saved.into_iter().filter_map(|(id, at)| Some((id, at?))).collect();
    let comments = crate::articles::comment_counts(conn, ids)?;
    Ok(ListDetails { saved, comments, waiting: waiting.into_iter().collect() })
}

/// The accounts that have articles, by name.
pub fn authors(conn: &mut Connection) -> Result<Vec<(AccountId, String)>> {
    let writes = articles::table.filter(articles::author_id.eq(accounts::id.nullable()));
    Ok(on!(conn, |c| accounts::table
        .filter(diesel::dsl::exists(writes))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name))
        .load(c))?)
}

/// A comment beside the editor.
#[derive(Clone, Debug, Queryable)]
pub struct LatestComment {
    /// Its number.
    pub id: CommentId,
    /// The name of its author.
    pub name: String,
    pub status: Status,
    /// Its text as safe HTML.
    pub html: String,
    pub posted: Time,
}

/// The latest comments under an article: those that wait and, for all members, those that are public.
pub fn latest_comments(
    conn: &mut Connection,
    article: ArticleId,
    limit: i64,
) -> Result<Vec<LatestComment>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article))
        .filter(comments::status.eq_any([Status::Pending, Status::Approved]))
        .order(comments::id.desc())
        .limit(limit)
        .select((
            comments::id,
            comments::name,
            comments::status,
            comments::html,
            comments::created_at,
        ))
        .load(c))?)
}

/// Counts the pending comments under an article.
pub fn waiting(conn: &mut Connection, article: ArticleId) -> Result<i64> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::status.eq(Status::Pending)))
        .count()
        .get_result(c))?)
}

/// When and by whom a version of an article was saved.
pub fn saved_by(
    conn: &mut Connection,
    article: ArticleId,
    version: i64,
) -> Result<Option<(Time, Option<String>)>> {
    Ok(on!(conn, |c| article_revisions::table
        .left_join(accounts::table)
        .filter(article_revisions::article_id.eq(article))
        .filter(article_revisions::version.eq(version))
        .select((article_revisions::created_at, accounts::name.nullable()))
        .first(c)
        .optional())?)
}
