//! The queries of the thread under an article.

use diesel::dsl::{case_when, count_star, exists};
use diesel::prelude::*;

use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comments};
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
#[diesel(table_name = comments)]
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

pub fn approved_count(conn: &mut Connection, article: ArticleId) -> Result<i64> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::status.eq(Status::Approved)))
        .select(count_star())
        .first(c))?)
}

/// The comments from `from` on that begin a thread in which anything is public, oldest first.
pub fn threads(
    conn: &mut Connection,
    article: ArticleId,
    from: CommentId,
    skip: i64,
    limit: i64,
) -> Result<Vec<ThreadComment>> {
    let replies = diesel::alias!(comments as replies);
    Ok(on!(conn, |c| comments::table
        .filter(
            comments::article_id
                .eq(article)
                .and(comments::parent_id.is_null())
                .and(comments::id.ge(from))
        )
        .filter(
            comments::status.eq(Status::Approved).or(exists(
                replies
                    .filter(replies.field(comments::root_id).eq(comments::id.nullable()))
                    .filter(replies.field(comments::status).eq(Status::Approved)),
            ))
        )
        .order(comments::id)
        .offset(skip)
        .limit(limit)
        .select(ThreadComment::as_select())
        .load(c))?)
}

/// The public comments of an article that come first, the earliest pinned first; at most three.
pub fn pinned(conn: &mut Connection, article: ArticleId) -> Result<Vec<ThreadComment>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::pinned_at.is_not_null()))
        .filter(comments::status.eq(Status::Approved))
        .order((comments::pinned_at, comments::id))
        .limit(3)
        .select(ThreadComment::as_select())
        .load(c))?)
}

/// How many public threads begin before the comment `before`.
pub fn thread_count(conn: &mut Connection, article: ArticleId, before: CommentId) -> Result<i64> {
    let replies = diesel::alias!(comments as replies);
    Ok(on!(conn, |c| comments::table
        .filter(
            comments::article_id
                .eq(article)
                .and(comments::parent_id.is_null())
                .and(comments::id.lt(before))
        )
        .filter(
            comments::status.eq(Status::Approved).or(exists(
                replies
                    .filter(replies.field(comments::root_id).eq(comments::id.nullable()))
                    .filter(replies.field(comments::status).eq(Status::Approved)),
            ))
        )
        .select(count_star())
        .first(c))?)
}

/// A run of an article's threads: all that begin with the comments from `first` to `last`. A run
/// rather than a list of numbers, because SQLite would have to compile a statement for each length
/// of the list anew.
#[derive(Clone, Copy)]
pub struct Run {
    pub article: ArticleId,
    pub first: CommentId,
    pub last: CommentId,
}

/// All replies of these threads, in no order. Those that are not public are read too, because
/// approved replies may hang from them, but without their texts: there may be thousands.
pub fn replies(conn: &mut Connection, run: Run) -> Result<Vec<ThreadComment>> {
    let roots = diesel::alias!(comments as roots);
    let begins = roots
        .filter(
            roots
                .field(comments::article_id)
                .eq(run.article)
                .and(roots.field(comments::parent_id).is_null()),
        )
        .filter(roots.field(comments::id).between(run.first, run.last))
        .select(roots.field(comments::id).nullable());
    let approved = comments::status.eq(Status::Approved);
    Ok(on!(conn, |c| comments::table
        .filter(comments::root_id.eq_any(begins))
        .select((
            comments::id,
            comments::parent_id,
            comments::status,
            comments::name,
            comments::website,
            case_when(approved, comments::html).otherwise(""),
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
pub struct Whereabouts {
    pub article_id: ArticleId,
    pub root_id: Option<CommentId>,
    pub status: Status,
    pub path: String,
    pub article_status: ArticleStatus,
}

pub fn whereabouts(conn: &mut Connection, id: CommentId) -> Result<Option<Whereabouts>> {
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
