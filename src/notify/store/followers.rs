//! The readers who are notified of a comment or of a correction.

use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    comments, deliveries, notices, proven_comments, readers, subscriptions, suppressions,
};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId};
use crate::notify::model::State;
use crate::on;
use crate::status::Status;
use crate::subscriptions::model::{Frequency, Scope};

/// The pattern of events of mails that were sent at once.
const NEW_COMMENTS: &str = "new_comment:%";

/// Up to `limit` readers after `after` to notify of a comment, if it is public. Not its own
/// author, in any spelling of the address.
pub fn of_comment(
    conn: &mut Connection,
    id: CommentId,
    after: ReaderId,
    limit: i64,
) -> Result<Vec<(ReaderId, Frequency)>> {
    type Row = (ArticleId, Option<CommentId>, Option<ReaderId>, Option<Vec<u8>>);
    let row: Option<Row> = on!(conn, |c| comments::table
        .left_join(readers::table)
        .filter(comments::id.eq(id).and(comments::status.eq(Status::Approved)))
        .select((
            comments::article_id,
            comments::parent_id,
            comments::reader_id,
            readers::inbox_index.nullable(),
        ))
        .first(c)
        .optional())?;
    let Some((article, parent, author, inbox)) = row else { return Ok(Vec::new()) };
    let of_article =
        subscriptions::article_id.eq(article).and(subscriptions::scope.eq(Scope::Article));
    // No comment has this number.
    let of_parent = subscriptions::comment_id.eq(parent.unwrap_or(CommentId(0)));
    let follows = subscriptions::table
        .filter(subscriptions::reader_id.eq(readers::id))
        .filter(subscriptions::confirmed_at.is_not_null())
        .filter(of_article.or(of_parent));
    let stopped = suppressions::table.filter(suppressions::email_index.eq(readers::email_index));
    let inbox = inbox.unwrap_or_default();
    let is_other =
        readers::inbox_index.is_null().or(readers::inbox_index.ne(inbox).assume_not_null());
    Ok(on!(conn, |c| readers::table
        .filter(readers::id.gt(after).and(readers::proven_at.is_not_null()))
        .filter(readers::id.ne(author.unwrap_or(ReaderId(0))))
        .filter(is_other)
        .filter(exists(follows).and(not(exists(stopped))))
        .order(readers::id)
        .limit(limit)
        .select((readers::id, readers::frequency))
        .load(c))?)
}

/// Up to `limit` readers after `after` with a public comment on an article, posted with a proven
/// address, who get mail about corrections.
pub fn who_commented(
    conn: &mut Connection,
    article: ArticleId,
    after: ReaderId,
    limit: i64,
) -> Result<Vec<ReaderId>> {
    let theirs = comments::table
        .inner_join(proven_comments::table.on(proven_comments::comment_id.eq(comments::id)))
        .filter(comments::reader_id.eq(readers::id.nullable()))
        .filter(comments::article_id.eq(article).and(comments::status.eq(Status::Approved)));
    let stopped = suppressions::table.filter(suppressions::email_index.eq(readers::email_index));
    Ok(on!(conn, |c| readers::table
        .filter(readers::id.gt(after).and(readers::proven_at.is_not_null()))
        .filter(readers::mail_corrections)
        .filter(exists(theirs).and(not(exists(stopped))))
        .order(readers::id)
        .limit(limit)
        .select(readers::id)
        .load(c))?)
}

/// Adds a notice. False if the reader has it already.
pub fn add_notice(
    conn: &mut Connection,
    reader: ReaderId,
    comment: CommentId,
    now: Time,
) -> Result<bool> {
    let added = on!(conn, |c| diesel::insert_into(notices::table)
        .values((
            notices::reader_id.eq(reader),
            notices::comment_id.eq(comment),
            notices::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added == 1)
}

/// How many mails about new comments a reader got at once since `since`, or will get.
pub fn news_since(conn: &mut Connection, reader: ReaderId, since: Time) -> Result<i64> {
    Ok(on!(conn, |c| deliveries::table
        .filter(deliveries::reader_id.eq(reader).and(deliveries::created_at.gt(since)))
        .filter(deliveries::state.eq_any([State::Waiting, State::Sent]))
        .filter(deliveries::event.like(NEW_COMMENTS))
        .select(count_star())
        .first(c))?)
}
