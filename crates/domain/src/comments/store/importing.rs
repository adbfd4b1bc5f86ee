//! The queries of imported comments.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    articles, audit_log, claims, comment_arrivals, comment_bands, comments, deliveries, notes,
    reviews,
};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId, SectionId};
use crate::on;
use crate::status::Status;

/// The columns that show whether a comment was touched.
#[derive(Queryable)]
pub struct Present {
    pub reader_id: Option<ReaderId>,
    pub article_id: ArticleId,
    pub status: Status,
    version: i64,
    pinned_at: Option<Time>,
    featured_at: Option<Time>,
}

impl Present {
    /// Whether nobody has decided about it, edited or chosen it.
    pub fn is_untouched(&self) -> bool {
        self.version == 1 && self.pinned_at.is_none() && self.featured_at.is_none()
    }
}

/// The section of an article.
pub fn section(conn: &mut Connection, article: ArticleId) -> Result<Option<SectionId>> {
    Ok(on!(conn, |c| articles::table.find(article).select(articles::section_id).first(c))?)
}

/// The comment with this fingerprint, the one that begins its thread (`None` for that one itself), and its article.
pub fn by_fingerprint(
    conn: &mut Connection,
    fingerprint: &[u8],
) -> Result<Option<(CommentId, Option<CommentId>, ArticleId)>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::fingerprint.eq(fingerprint))
        .select((comments::id, comments::root_id, comments::article_id))
        .first(c)
        .optional())?)
}

/// Marks comments as ones that are processed after new ones.
pub fn process_later(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
    on!(conn, |c| diesel::update(comment_arrivals::table)
        .filter(comment_arrivals::comment_id.eq_any(ids))
        .set(comment_arrivals::backlog.eq(1_i16))
        .execute(c))?;
    Ok(())
}

/// A comment; `None` if it is gone.
pub fn present(conn: &mut Connection, id: CommentId) -> Result<Option<Present>> {
    Ok(on!(conn, |c| comments::table
        .find(id)
        .select((
            comments::reader_id,
            comments::article_id,
            comments::status,
            comments::version,
            comments::pinned_at,
            comments::featured_at
        ))
        .first(c)
        .optional())?)
}

/// Whether replies, the log, notes or reviews refer to a comment.
pub fn is_used(conn: &mut Connection, id: CommentId) -> Result<bool> {
    Ok(on!(conn, |c| diesel::select(
        exists(comments::table.filter(comments::parent_id.eq(id)))
            .or(exists(comments::table.filter(comments::root_id.eq(id))))
            .or(exists(audit_log::table.filter(audit_log::comment_id.eq(id))))
            .or(exists(notes::table.filter(notes::comment_id.eq(id))))
            .or(exists(reviews::table.filter(reviews::comment_id.eq(id))))
    )
    .get_result(c))?)
}

/// Deletes a comment that nothing refers to but what goes with it: a member of the staff who looks at it, and mails
/// about it, such as one that the queue is late. Those that wait are no longer true and are cancelled.
pub fn delete(conn: &mut Connection, id: CommentId) -> Result<()> {
    on!(conn, |c| diesel::delete(claims::table.find(id)).execute(c))?;
    on!(conn, |c| diesel::update(deliveries::table.filter(deliveries::comment_id.eq(id)))
        .set(deliveries::comment_id.eq(None::<CommentId>))
        .execute(c))?;
    on!(conn, |c| diesel::delete(comment_bands::table.filter(comment_bands::comment_id.eq(id)))
        .execute(c))?;
    on!(conn, |c| diesel::delete(comments::table.find(id)).execute(c))?;
    Ok(())
}
