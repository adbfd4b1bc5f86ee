//! What the dashboard counts: bounded walks along the numbers of comments and the log of staff.

use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, audit_log, comment_reasons, comments};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::ArticleName;
use crate::on;
use crate::status::Status;

/// The first comment that was posted then or later; comments arrive in the order of their numbers. About twenty reads
/// of one row each, because no index has the times of all comments.
pub fn first_since(conn: &mut Connection, since: Time, newest: CommentId) -> Result<CommentId> {
    let (mut low, mut high) = (0, newest.0 + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let posted: Option<(CommentId, Time)> = on!(conn, |c| comments::table
            .filter(comments::id.ge(CommentId(middle)))
            .order(comments::id)
            .select((comments::id, comments::created_at))
            .first(c)
            .optional())?;
        match posted {
            Some((id, posted)) if posted < since => low = id.0 + 1,
            _ => high = middle,
        }
    }
    Ok(CommentId(low))
}

/// When each comment from `first` on was posted, where it stands, and under which article.
pub fn comments_from(conn: &mut Connection, first: CommentId) -> Result<Vec<(Time, Status, ArticleId)>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::id.ge(first))
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

/// How often screening found what, in comments from `first` on.
pub fn reasons_from(conn: &mut Connection, first: CommentId) -> Result<Vec<(String, i64)>> {
    Ok(on!(conn, |c| comment_reasons::table
        .filter(comment_reasons::comment_id.ge(first))
        .group_by(comment_reasons::code)
        .select((comment_reasons::code, count_star()))
        .load(c))?)
}

/// When a comment was posted and when staff first decided about it, of the latest `most` since `since`.
pub fn first_decisions(conn: &mut Connection, since: Time, most: i64) -> Result<Vec<(Time, Time)>> {
    let earlier = diesel::alias!(audit_log as earlier);
    let decided_before = earlier
        .filter(earlier.field(audit_log::comment_id).eq(audit_log::comment_id))
        .filter(earlier.field(audit_log::id).lt(audit_log::id))
        .filter(earlier.field(audit_log::from_status).eq(Status::Pending))
        .filter(earlier.field(audit_log::to_status).ne(Status::Pending));
    Ok(on!(conn, |c| audit_log::table
        .inner_join(comments::table)
        .filter(audit_log::created_at.ge(since).and(audit_log::actor_id.is_not_null()))
        .filter(audit_log::from_status.eq(Status::Pending).and(audit_log::to_status.ne(Status::Pending)))
        .filter(not(exists(decided_before)))
        .order(audit_log::id.desc())
        .limit(most)
        .select((comments::created_at, audit_log::created_at))
        .load(c))?)
}
