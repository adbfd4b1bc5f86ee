//! The queries about one stored comment: for its author, and for its score.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comments, readers};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId};
use crate::on;
use crate::status::Status;

/// A comment for the reader who wrote it.
#[derive(Clone, Queryable)]
#[allow(missing_docs, reason = "the names say all")]
pub struct OwnComment {
    pub status: Status,
    /// Grows with each decision and each edit.
    pub version: i64,
    /// The author's name.
    pub name: String,
    /// The website that the name links to.
    pub website: Option<String>,
    /// The Markdown; empty once deleted.
    pub text: String,
    /// The text as sanitized HTML; empty once deleted.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
    /// The network address cut to /24 or /48; None once it is erased.
    pub network_prefix: Option<String>,
    pub article_id: ArticleId,
    /// The article's headline.
    pub article_title: String,
    /// The article's path, without the leading slash.
    pub article_path: String,
    /// JSON: why it has its first status.
    pub reasons: String,
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    /// The author; None once deleted.
    pub reader: Option<OwnReader>,
}

/// A reader whose address is still sealed.
#[derive(Clone, Queryable)]
pub struct OwnReader {
    /// The row.
    pub id: ReaderId,
    /// The blind index.
    pub email_index: Vec<u8>,
    /// The sealed address.
    pub email_sealed: Vec<u8>,
    /// When the address was last verified.
    pub proven_at: Option<Time>,
}

pub fn own(conn: &mut Connection, id: CommentId) -> Result<Option<OwnComment>> {
    Ok(on!(conn, |c| comments::table
        .inner_join(articles::table)
        .left_join(readers::table)
        .filter(comments::id.eq(id))
        .select((
            comments::status,
            comments::version,
            comments::name,
            comments::website,
            comments::text,
            comments::html,
            comments::created_at,
            comments::network_prefix,
            articles::id,
            articles::title,
            articles::path,
            comments::reasons,
            comments::parent_id,
            (readers::id, readers::email_index, readers::email_sealed, readers::proven_at)
                .nullable(),
        ))
        .first(c)
        .optional())?)
}

/// The columns from which a comment's score, language and fingerprint are computed.
#[derive(Queryable)]
pub struct StoredText {
    pub html: String,
    pub version: i64,
    pub name: String,
    pub website: Option<String>,
    pub form_age: Option<i64>,
    /// Whether a reader wrote it. Comments by staff are not scored.
    pub is_a_readers: bool,
    /// The reader's address: its blind index and the sealed address.
    pub reader: Option<(Vec<u8>, Vec<u8>)>,
    pub article_id: ArticleId,
    pub parent_id: Option<CommentId>,
}

pub fn stored_text(conn: &mut Connection, id: CommentId) -> Result<Option<StoredText>> {
    Ok(on!(conn, |c| comments::table
        .left_join(readers::table)
        .filter(comments::id.eq(id))
        .select((
            comments::html,
            comments::version,
            comments::name,
            comments::website,
            comments::form_age,
            comments::staff_id.is_null(),
            (readers::email_index, readers::email_sealed).nullable(),
            comments::article_id,
            comments::parent_id,
        ))
        .first(c)
        .optional())?)
}

/// The version of a comment, which grows with each decision and each edit.
pub fn version(conn: &mut Connection, id: CommentId) -> Result<Option<i64>> {
    Ok(on!(conn, |c| comments::table.find(id).select(comments::version).first(c).optional())?)
}

/// Stores the score and the language of a comment's text.
pub fn set_scores(
    conn: &mut Connection,
    id: CommentId,
    score: Option<f64>,
    language: Option<&str>,
) -> Result<()> {
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set((comments::score.eq(score), comments::language.eq(language)))
        .execute(c))?;
    Ok(())
}
