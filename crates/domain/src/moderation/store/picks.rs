//! The columns of pins and editors' picks.

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::comments;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::Pick;
use crate::on;
use crate::status::Status;

/// Counts the other pinned public comments of the article.
pub fn others_pinned(conn: &mut Connection, article: ArticleId, but: CommentId) -> Result<i64> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::pinned_at.is_not_null()))
        .filter(comments::status.eq(Status::Approved).and(comments::id.ne(but)))
        .select(count_star())
        .first(c))?)
}

/// Sets a pick. Returns false if it was set already.
pub fn set(conn: &mut Connection, id: CommentId, pick: Pick, now: Time) -> Result<bool> {
    let this = comments::table.find(id);
    let changed = match pick {
        Pick::Pin => on!(conn, |c| diesel::update(this.filter(comments::pinned_at.is_null()))
            .set(comments::pinned_at.eq(now))
            .execute(c))?,
        Pick::Feature => {
            on!(conn, |c| diesel::update(this.filter(comments::featured_at.is_null()))
                .set(comments::featured_at.eq(now))
                .execute(c))?
        }
    };
    Ok(changed == 1)
}

/// Removes a pick. Returns false if there was none.
pub fn unset(conn: &mut Connection, id: CommentId, pick: Pick) -> Result<bool> {
    let this = comments::table.find(id);
    let changed = match pick {
        Pick::Pin => on!(conn, |c| diesel::update(this.filter(comments::pinned_at.is_not_null()))
            .set(comments::pinned_at.eq(None::<Time>))
            .execute(c))?,
        Pick::Feature => {
            on!(conn, |c| diesel::update(this.filter(comments::featured_at.is_not_null()))
                .set(comments::featured_at.eq(None::<Time>))
                .execute(c))?
        }
    };
    Ok(changed == 1)
}
