//! What readers want mail about. A subscription belongs to the comment with which it was asked for:
//! mail about replies to that comment, or about every comment on its article.
//!
//! Anyone can type any address, so a subscription is active only once the owner of the address has
//! confirmed it: by a browser in which the address was proven, or by the link in a mail.

pub mod model;
mod store;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId};
use crate::subscriptions::model::Scope;

pub use crate::subscriptions::store::{FollowedArticle, State};

/// A subscription as it is asked for with a comment.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Request {
    pub comment: CommentId,
    /// Its author.
    pub reader: ReaderId,
    pub article: ArticleId,
    /// What about.
    pub scope: Scope,
}

/// Adds a subscription that waits for the confirmation of the address.
pub fn request(conn: &mut Connection, request: &Request, now: Time) -> Result<()> {
    store::insert(conn, request, None, now)
}

/// Adds a subscription that is active at once, because the address is proven in the browser that
/// asked for it.
pub fn start(conn: &mut Connection, request: &Request, now: Time) -> Result<()> {
    store::insert(conn, request, Some(now), now)
}

/// The subscription that was asked for with a comment, if it still exists.
pub fn with_comment(conn: &mut Connection, comment: CommentId) -> Result<Option<State>> {
    store::find(conn, comment)
}

/// Activates the subscription that was asked for with `comment`, and those that were asked for with
/// the same address from the same network on that day. Others may come from a stranger.
pub fn confirm(conn: &mut Connection, comment: CommentId, now: Time) -> Result<()> {
    let together = store::asked_together(conn, comment)?;
    store::confirm(conn, &together, now)
}

/// Those of these comments of which a follower would be notified.
pub fn followed(conn: &mut Connection, comments: &[CommentId]) -> Result<Vec<CommentId>> {
    store::followed(conn, comments)
}

/// The articles about which a reader gets mail or has asked for it, the latest first.
pub fn of_reader(conn: &mut Connection, reader: ReaderId) -> Result<Vec<FollowedArticle>> {
    store::of_reader(conn, reader)
}

/// Sets what a reader gets mail about on an article, on the reader's own behalf. Without a scope
/// there is none. An article without any subscription of the reader's is left alone.
pub fn set(
    conn: &mut Connection,
    reader: ReaderId,
    article: ArticleId,
    scope: Option<Scope>,
    now: Time,
) -> Result<()> {
    match scope {
        None => store::remove(conn, reader, article),
        Some(scope) => store::set_scope(conn, reader, article, scope, now),
    }
}

/// Deletes subscriptions that were asked for before `until` and not confirmed. Returns how many.
pub fn remove_unconfirmed(conn: &mut Connection, until: Time) -> Result<usize> {
    store::remove_unconfirmed(conn, until)
}

/// How many subscriptions [`remove_unconfirmed`] would delete.
pub fn count_unconfirmed(conn: &mut Connection, until: Time) -> Result<i64> {
    store::count_unconfirmed(conn, until)
}
