//! The queries of the dashboard: bounded scans of comments by id and of the log.

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comment_reasons, comments};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::ArticleName;
use crate::on;
use crate::status::Status;

/// Time, status and article of each comment from `first` on that was posted here; of more than `most` the latest.
pub fn comments_from(
    conn: &mut Connection,
    first: CommentId,
    most: i64,
) -> Result<Vec<(Time, Status, ArticleId)>> {
    // In an inner query, for which SQLite reads the index of posted comments and no imported one.
    let others = diesel::alias!(comments as posted);
    let posted = others
        .filter(others.field(comments::imported_at).is_null())
        .filter(others.field(comments::id).ge(first))
        .order(others.field(comments::id).desc())
        .limit(most)
        .select(others.field(comments::id));
    Ok(on!(conn, |c| comments::table
        .filter(comments::id.eq_any(posted))
        .select((comments::created_at, comments::status, comments::article_id))
        .load(c))?)
}

/// The names of articles.
pub fn articles(conn: &mut Connection, ids: &[ArticleId]) -> Result<Vec<ArticleName>> {
    let rows: Vec<(ArticleId, String, String)> = on!(conn, |c| articles::table
        .filter(articles::id.eq_any(ids))
        .select((articles::id, articles::title, articles::path))
        .load(c))?;
    Ok(rows.into_iter().map(|(id, title, path)| ArticleName { id, title, path }).collect())
}

/// Counts the findings of screening in comments from `first` on, by code.
pub fn reasons_from(conn: &mut Connection, first: CommentId) -> Result<Vec<(String, i64)>> {
    Ok(on!(conn, |c| comment_reasons::table
        .filter(comment_reasons::comment_id.ge(first))
        .group_by(comment_reasons::code)
        .select((comment_reasons::code, count_star()))
        .load(c))?)
}
