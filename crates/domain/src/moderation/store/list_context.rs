//! The queries of a comment's context, for lists and for its own page.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{comments, notes, readers, reviews};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId, ReviewId};
use crate::moderation::model::{OpenReview, Parent, Record, ThreadComment};
use crate::moderation::store::inbox::{self, only_of};
use crate::on;
use crate::status::Status;

/// The state of open reviews.
const OPEN: i16 = 0;

/// The open reviews of these comments.
pub fn open_reviews(
    conn: &mut Connection,
    ids: &[CommentId],
) -> Result<HashMap<CommentId, Vec<OpenReview>>> {
    let rows: Vec<(CommentId, ReviewId, i16, f64, Time)> = on!(conn, |c| reviews::table
        .filter(reviews::comment_id.eq_any(ids).and(reviews::state.eq(OPEN)))
        .order(reviews::id)
        .select((
            reviews::comment_id,
            reviews::id,
            reviews::kind,
            reviews::weight,
            reviews::opened_at
        ))
        .load(c))?;
    let mut by_comment: HashMap<CommentId, Vec<OpenReview>> = HashMap::new();
    for (comment, id, kind, weight, opened_at) in rows {
        let kind = ["flags", "appeal", "revision"]
            .get(usize::from(kind.unsigned_abs()))
            .copied()
            .unwrap_or("other");
        by_comment.entry(comment).or_default().push(OpenReview { id, kind, weight, opened_at });
    }
    Ok(by_comment)
}

/// Counts the notes of these comments; comments without notes are missing.
pub fn note_counts(conn: &mut Connection, ids: &[CommentId]) -> Result<HashMap<CommentId, i64>> {
    let rows: Vec<(CommentId, i64)> = on!(conn, |c| notes::table
        .filter(notes::comment_id.eq_any(ids))
        .group_by(notes::comment_id)
        .select((notes::comment_id, count_star()))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// Up to `limit` comments of a group, the oldest first.
pub fn group(conn: &mut Connection, group: CommentId, limit: i64) -> Result<Vec<CommentId>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::group_id.eq(group))
        .order(comments::id)
        .limit(limit)
        .select(comments::id)
        .load(c))?)
}

/// Counts the latest comments of a reader, under every spelling of the address, by status, at most
/// `limit`, and returns when the reader first posted.
pub fn record(conn: &mut Connection, reader: ReaderId, limit: i64) -> Result<Option<Record>> {
    let first_seen: Option<Time> =
        on!(conn, |c| readers::table.find(reader).select(readers::created_at).first(c).optional())?;
    let Some(first_seen) = first_seen else { return Ok(None) };
    let inbox = inbox::of(conn, reader)?;
    let (spellings, first_of_all) = match &inbox {
        Some(inbox) => inbox::spellings(conn, inbox)?,
        None => (1, None),
    };
    let statuses: Vec<Status> = on!(conn, |c| {
        let latest = comments::table
            .order(comments::created_at.desc())
            .limit(limit)
            .select(comments::status)
            .into_boxed();
        only_of!(latest, reader, inbox.as_deref()).load(c)
    })?;
    let mut counts = [0; 5];
    for status in statuses {
        counts[status as usize] += 1;
    }
    let first_seen = first_of_all.unwrap_or(first_seen);
    Ok(Some(Record { counts, first_seen, spellings }))
}

/// Up to `limit` comments of the conversation that a comment belongs to, in any status, oldest
/// first: those that begin it and all that answer them.
pub fn thread(conn: &mut Connection, id: CommentId, limit: i64) -> Result<Vec<ThreadComment>> {
    type Row = (CommentId, Option<CommentId>, Status, String, String, Time);
    let root: Option<CommentId> =
        on!(conn, |c| comments::table.find(id).select(comments::root_id).first(c))?;
    let root = root.unwrap_or(id);
    let columns = (
        comments::id,
        comments::parent_id,
        comments::status,
        comments::name,
        comments::html,
        comments::created_at,
    );
    let mut rows: Vec<Row> =
        on!(conn, |c| comments::table.filter(comments::id.eq(root)).select(columns).load(c))?;
    let replies: Vec<Row> = on!(conn, |c| comments::table
        .filter(comments::root_id.eq(root).and(comments::id.ne(root)))
        .order(comments::id)
        .limit(limit)
        .select(columns)
        .load(c))?;
    rows.extend(replies);
    let comment = |(id, parent_id, status, name, html, created_at): Row| ThreadComment {
        parent_id,
        comment: Parent { id, status, name, html, created_at },
    };
    Ok(rows.into_iter().map(comment).collect())
}

/// Up to `each` comments before and after this one with the same parent; for a comment that begins
/// a thread, those that begin threads of the article.
pub fn siblings(
    conn: &mut Connection,
    article: ArticleId,
    parent: Option<CommentId>,
    id: CommentId,
    each: i64,
) -> Result<Vec<Parent>> {
    type Row = (CommentId, Status, String, String, Time);
    let around = |conn: &mut Connection, before: bool| -> Result<Vec<Row>> {
        Ok(on!(conn, |c| {
            let columns = (
                comments::id,
                comments::status,
                comments::name,
                comments::html,
                comments::created_at,
            );
            let query = comments::table.select(columns).limit(each).into_boxed();
            let query = match parent {
                None => query
                    .filter(comments::article_id.eq(article).and(comments::parent_id.is_null())),
                Some(parent) => query.filter(comments::parent_id.eq(parent)),
            };
            if before {
                query.filter(comments::id.lt(id)).order(comments::id.desc()).load(c)
            } else {
                query.filter(comments::id.gt(id)).order(comments::id.asc()).load(c)
            }
        })?)
    };
    let mut rows = around(conn, true)?;
    rows.reverse();
    rows.extend(around(conn, false)?);
    let sibling =
        |(id, status, name, html, created_at): Row| Parent { id, status, name, html, created_at };
    Ok(rows.into_iter().map(sibling).collect())
}
