//! The queries of the thread under an article.

use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comments, public_comments};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, CommentId};
use crate::on;
use crate::status::Status;

/// A comment that somebody wants to answer.
#[derive(Clone, Queryable)]
pub struct ParentFacts {
    pub id: CommentId,
    pub article_id: ArticleId,
    pub root_id: Option<CommentId>,
    pub status: Status,
    pub name: String,
}

pub fn parent(conn: &mut Connection, id: CommentId) -> Result<Option<ParentFacts>> {
    Ok(on!(conn, |c| comments::table
        .find(id)
        .select((
            comments::id,
            comments::article_id,
            comments::root_id,
            comments::status,
            comments::name
        ))
        .first(c)
        .optional())?)
}

/// A comment as its thread needs it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = public_comments)]
pub struct ThreadComment {
    pub id: CommentId,
    pub parent_id: Option<CommentId>,
    pub status: Status,
    pub name: String,
    pub website: Option<String>,
    pub html: String,
    pub avatar: i64,
    pub created_at: Time,
    pub edited_at: Option<Time>,
    pub featured_at: Option<Time>,
    pub staff_id: Option<AccountId>,
}

/// The comments that begin public threads, oldest first: from the number `from` on, up to `limit`
/// after the first `skip`, which are read as well.
pub fn threads(
    conn: &mut Connection,
    article: ArticleId,
    from: CommentId,
    skip: i64,
    limit: i64,
) -> Result<Vec<CommentId>> {
    Ok(on!(conn, |c| public_comments::table
        .filter(public_comments::article_id.eq(article).and(public_comments::thread_id.ge(from)))
        .select(public_comments::thread_id)
        .distinct()
        .order(public_comments::thread_id)
        .offset(skip)
        .limit(limit)
        .load(c))?)
}

/// Public threads from the number `from` on, oldest first, each with how many public comments it
/// has.
pub fn thread_sizes(
    conn: &mut Connection,
    article: ArticleId,
    from: CommentId,
    limit: i64,
) -> Result<Vec<(CommentId, i64)>> {
    Ok(on!(conn, |c| public_comments::table
        .filter(public_comments::article_id.eq(article).and(public_comments::thread_id.ge(from)))
        .group_by(public_comments::thread_id)
        .select((public_comments::thread_id, count_star()))
        .order(public_comments::thread_id)
        .limit(limit)
        .load(c))?)
}

/// The public comments of an article that come first, the earliest pinned first; at most three.
pub fn pinned(conn: &mut Connection, article: ArticleId) -> Result<Vec<ThreadComment>> {
    Ok(on!(conn, |c| public_comments::table
        .filter(public_comments::article_id.eq(article))
        .filter(public_comments::pinned_at.is_not_null())
        .order((public_comments::pinned_at, public_comments::id))
        .limit(3)
        .select(ThreadComment::as_select())
        .load(c))?)
}

/// The public comments of an article's threads from `first` to `last`, in no order.
pub fn public(
    conn: &mut Connection,
    article: ArticleId,
    first: CommentId,
    last: CommentId,
) -> Result<Vec<ThreadComment>> {
    Ok(on!(conn, |c| public_comments::table
        .filter(public_comments::article_id.eq(article))
        .filter(public_comments::thread_id.between(first, last))
        .select(ThreadComment::as_select())
        .load(c))?)
}

/// Comments that are no longer public and are answered by others that are; without their texts.
pub fn removed(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<ThreadComment>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .select((
            comments::id,
            comments::parent_id,
            comments::status,
            comments::name,
            comments::website,
            "".into_sql::<Text>(),
            comments::avatar,
            comments::created_at,
            comments::edited_at,
            comments::featured_at,
            comments::staff_id,
        ))
        .load(c))?)
}

/// Where a comment is: its article, its thread, and whether both are public.
#[derive(Queryable)]
pub struct CommentLocation {
    pub article_id: ArticleId,
    pub root_id: Option<CommentId>,
    pub status: Status,
    pub path: String,
    pub article_status: ArticleStatus,
}

pub fn location(conn: &mut Connection, id: CommentId) -> Result<Option<CommentLocation>> {
    Ok(on!(conn, |c| comments::table
        .inner_join(articles::table)
        .filter(comments::id.eq(id))
        .select((
            comments::article_id,
            comments::root_id,
            comments::status,
            articles::path,
            articles::status
        ))
        .first(c)
        .optional())?)
}
