//! The queries of subscriptions.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comments, subscriptions};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId};
use crate::on;
use crate::subscriptions::Request;
use crate::subscriptions::model::Scope;

/// A subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct State {
    /// What about.
    pub scope: Scope,
    /// When the owner of the address confirmed it.
    pub confirmed_at: Option<Time>,
}

/// An article about which a reader gets mail, or has asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct FollowedArticle {
    pub id: ArticleId,
    pub title: String,
    /// The widest scope.
    pub scope: Scope,
    /// Whether the owner of the address has confirmed it; otherwise no mail is sent.
    pub is_confirmed: bool,
}

pub(super) fn insert(
    conn: &mut Connection,
    request: &Request,
    confirmed_at: Option<Time>,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(subscriptions::table)
        .values((
            subscriptions::comment_id.eq(request.comment),
            subscriptions::reader_id.eq(request.reader),
            subscriptions::article_id.eq(request.article),
            subscriptions::scope.eq(request.scope),
            subscriptions::created_at.eq(now),
            subscriptions::confirmed_at.eq(confirmed_at),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

pub(super) fn find(conn: &mut Connection, comment: CommentId) -> Result<Option<State>> {
    Ok(on!(conn, |c| subscriptions::table
        .find(comment)
        .select((subscriptions::scope, subscriptions::confirmed_at))
        .first(c)
        .optional())?)
}

/// The comment itself, and those of the same reader from the same network with an unconfirmed
/// subscription.
pub(super) fn asked_together(conn: &mut Connection, comment: CommentId) -> Result<Vec<CommentId>> {
    type Origin = (Option<ReaderId>, Option<Vec<u8>>);
    let origin: Option<Origin> = on!(conn, |c| comments::table
        .find(comment)
        .select((comments::reader_id, comments::network_hash))
        .first(c)
        .optional())?;
    let mut together = vec![comment];
    if let Some((Some(reader), Some(network))) = origin {
        let others: Vec<CommentId> = on!(conn, |c| subscriptions::table
            .inner_join(comments::table)
            .filter(subscriptions::reader_id.eq(reader))
            .filter(subscriptions::confirmed_at.is_null())
            .filter(comments::network_hash.eq(network))
            .select(subscriptions::comment_id)
            .load(c))?;
        together.extend(others);
    }
    Ok(together)
}

pub(super) fn confirm(conn: &mut Connection, comments: &[CommentId], now: Time) -> Result<()> {
    let waiting = subscriptions::table.filter(
        subscriptions::comment_id.eq_any(comments).and(subscriptions::confirmed_at.is_null()),
    );
    on!(conn, |c| diesel::update(waiting).set(subscriptions::confirmed_at.eq(now)).execute(c))?;
    Ok(())
}

pub(super) fn followed(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<CommentId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let confirmed = subscriptions::confirmed_at.is_not_null();
    let of_article = subscriptions::table
        .filter(subscriptions::article_id.eq(comments::article_id))
        .filter(subscriptions::scope.eq(Scope::Article).and(confirmed));
    let of_parent = subscriptions::table
        .filter(subscriptions::comment_id.nullable().eq(comments::parent_id).assume_not_null())
        .filter(subscriptions::confirmed_at.is_not_null());
    Ok(on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .filter(exists(of_article).or(exists(of_parent)))
        .order(comments::id)
        .select(comments::id)
        .load(c))?)
}

pub(super) fn of_reader(conn: &mut Connection, reader: ReaderId) -> Result<Vec<FollowedArticle>> {
    let rows: Vec<(ArticleId, String, Scope, Option<Time>)> = on!(conn, |c| subscriptions::table
        .inner_join(articles::table)
        .filter(subscriptions::reader_id.eq(reader))
        .order(subscriptions::comment_id.desc())
        .select((articles::id, articles::title, subscriptions::scope, subscriptions::confirmed_at))
        .load(c))?;
    let mut found: Vec<FollowedArticle> = Vec::new();
    for (id, title, scope, confirmed_at) in rows {
        let is_confirmed = confirmed_at.is_some();
        match found.iter_mut().find(|followed| followed.id == id) {
            None => found.push(FollowedArticle { id, title, scope, is_confirmed }),
            // One that is confirmed counts more than one that a stranger may have asked for.
            Some(known) if is_confirmed && !known.is_confirmed => {
                (known.scope, known.is_confirmed) = (scope, true);
            }
            Some(known) if is_confirmed == known.is_confirmed => {
                known.scope = if known.scope == Scope::Article { known.scope } else { scope };
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

pub(super) fn remove(conn: &mut Connection, reader: ReaderId, article: ArticleId) -> Result<()> {
    let all = subscriptions::table
        .filter(subscriptions::reader_id.eq(reader).and(subscriptions::article_id.eq(article)));
    on!(conn, |c| diesel::delete(all).execute(c))?;
    Ok(())
}

/// The owner of the address chooses, so what waited for a confirmation is confirmed.
pub(super) fn set_scope(
    conn: &mut Connection,
    reader: ReaderId,
    article: ArticleId,
    scope: Scope,
    now: Time,
) -> Result<()> {
    let all = subscriptions::table
        .filter(subscriptions::reader_id.eq(reader).and(subscriptions::article_id.eq(article)));
    on!(conn, |c| diesel::update(all).set(subscriptions::scope.eq(scope)).execute(c))?;
    let waiting = all.filter(subscriptions::confirmed_at.is_null());
    on!(conn, |c| diesel::update(waiting).set(subscriptions::confirmed_at.eq(now)).execute(c))?;
    Ok(())
}

pub(super) fn remove_unconfirmed(conn: &mut Connection, until: Time) -> Result<usize> {
    let old = subscriptions::table
        .filter(subscriptions::created_at.lt(until).and(subscriptions::confirmed_at.is_null()));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}

pub(super) fn count_unconfirmed(conn: &mut Connection, until: Time) -> Result<i64> {
    let old = subscriptions::table
        .filter(subscriptions::created_at.lt(until).and(subscriptions::confirmed_at.is_null()));
    Ok(on!(conn, |c| old.count().get_result(c))?)
}
