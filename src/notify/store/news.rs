//! The new comments in a mail to a follower.

use diesel::prelude::*;

use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::db::schema::{
    article_corrections, articles, comments, deliveries, notices, proven_comments, subscriptions,
};
use crate::db::{Connection, dialect};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, DeliveryId, ReaderId};
use crate::notify::facts::{Correction, NewsItem};
use crate::notify::model::State;
use crate::on;
use crate::status::Status;
use crate::subscriptions::model::Scope;

/// The notices that a delivery includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All about this article.
    OfArticle(ArticleId),
    /// All about replies to this comment.
    RepliesTo(CommentId),
    All,
}

/// The comments of a reader's notices that no delivery has taken.
fn free(conn: &mut Connection, reader: ReaderId, which: Which) -> Result<Vec<CommentId>> {
    Ok(on!(conn, |c| {
        let mut found = notices::table
            .inner_join(comments::table)
            .filter(notices::reader_id.eq(reader).and(notices::delivery_id.is_null()))
            .select(notices::comment_id)
            .into_boxed();
        found = match which {
            Which::OfArticle(article) => found.filter(comments::article_id.eq(article)),
            Which::RepliesTo(comment) => found.filter(comments::parent_id.eq(comment)),
            Which::All => found,
        };
        found.load(c)
    })?)
}

fn are_taken(conn: &mut Connection, delivery: DeliveryId) -> Result<bool> {
    let own = notices::table.filter(notices::delivery_id.eq(delivery));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(own)).get_result(c))?)
}

/// Whether a delivery has any notice to include.
pub fn are_waiting(
    conn: &mut Connection,
    delivery: DeliveryId,
    reader: ReaderId,
    which: Which,
) -> Result<bool> {
    Ok(are_taken(conn, delivery)? || !free(conn, reader, which)?.is_empty())
}

/// Whether a mail to this reader waits about a decision on the comment that `comment` replies to.
pub fn decision_waits(conn: &mut Connection, reader: ReaderId, comment: CommentId) -> Result<bool> {
    let parent: Option<Option<CommentId>> = on!(conn, |c| comments::table
        .find(comment)
        .select(comments::parent_id)
        .first(c)
        .optional())?;
    let Some(parent) = parent.flatten() else { return Ok(false) };
    let decided = deliveries::table
        .filter(deliveries::reader_id.eq(reader).and(deliveries::state.eq(State::Waiting)))
        .filter(deliveries::event.like(format!("comment_decided:{parent}:%")));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(decided)).get_result(c))?)
}

/// Claims the notices of a delivery, unless an earlier attempt has claimed some: another
/// attempt has the same Message-ID, and what it added could be discarded as a repetition.
pub fn claim(
    conn: &mut Connection,
    delivery: DeliveryId,
    (reader, email_index): (ReaderId, &[u8]),
    which: Which,
) -> Result<()> {
    dialect::serialize_on(conn, email_index)?;
    if are_taken(conn, delivery)? {
        return Ok(());
    }
    let free = free(conn, reader, which)?;
    let these =
        notices::table.filter(notices::reader_id.eq(reader).and(notices::comment_id.eq_any(&free)));
    on!(conn, |c| diesel::update(these).set(notices::delivery_id.eq(delivery)).execute(c))?;
    Ok(())
}

/// The comments that a delivery has taken, if they are still public and the reader still follows them,
/// oldest first.
pub fn items(
    conn: &mut Connection,
    delivery: DeliveryId,
    reader: ReaderId,
) -> Result<Vec<NewsItem>> {
    type Row = (CommentId, Option<CommentId>, String, String, (ArticleId, String, Option<String>));
    let rows: Vec<Row> = on!(conn, |c| notices::table
        .inner_join(comments::table.inner_join(articles::table))
        .filter(notices::delivery_id.eq(delivery).and(notices::reader_id.eq(reader)))
        .filter(comments::status.eq(Status::Approved))
        .filter(articles::status.eq(ArticleStatus::Published))
        .order(comments::id)
        .select((
            comments::id,
            comments::parent_id,
            comments::name,
            comments::text,
            (articles::id, articles::title, articles::password_hash),
        ))
        .load(c))?;
    let followed: Vec<(CommentId, ArticleId, Scope)> = on!(conn, |c| subscriptions::table
        .filter(subscriptions::reader_id.eq(reader))
        .filter(subscriptions::confirmed_at.is_not_null())
        .select((subscriptions::comment_id, subscriptions::article_id, subscriptions::scope))
        .load(c))?;
    let item = |(comment, parent, name, text, (article, title, password)): Row| {
        let is_reply = followed.iter().any(|(own, ..)| Some(*own) == parent);
        let is_followed =
            followed.iter().any(|(_, of, scope)| *of == article && *scope == Scope::Article);
        let text = if password.is_some() { String::new() } else { text };
        (is_reply || is_followed).then_some(NewsItem {
            comment,
            name,
            text,
            article,
            title,
            is_reply,
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// A correction of this time, if the reader has a public comment on the article, posted with a proven
/// address.
pub fn correction(
    conn: &mut Connection,
    article: ArticleId,
    at: Time,
    reader: ReaderId,
) -> Result<Option<Correction>> {
    let theirs = comments::table
        .inner_join(proven_comments::table.on(proven_comments::comment_id.eq(comments::id)))
        .filter(comments::reader_id.eq(reader).and(comments::article_id.eq(article)))
        .filter(comments::status.eq(Status::Approved));
    Ok(on!(conn, |c| article_corrections::table
        .inner_join(articles::table)
        .filter(article_corrections::article_id.eq(article))
        .filter(article_corrections::corrected_at.eq(at))
        .filter(articles::status.eq(ArticleStatus::Published))
        .filter(diesel::dsl::exists(theirs))
        .order(article_corrections::id.desc())
        .select((
            articles::id,
            articles::title,
            articles::path,
            articles::language,
            article_corrections::text,
        ))
        .first(c)
        .optional())?)
}
