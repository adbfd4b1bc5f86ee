//! The queries of post-processing.

use diesel::prelude::*;

use crate::db::schema::{comment_arrivals, comments};
use crate::db::{Connection, Engine, dialect};
use crate::error::Result;
use crate::ids::CommentId;
use crate::screening::filter::near::Signature;
use crate::status::Status;
use crate::{for_update, on};

/// A listed comment.
#[derive(Queryable)]
pub struct UnprocessedComment {
    pub id: CommentId,
    pub version: i64,
    pub status: Status,
    /// Whether a member of the staff wrote it.
    pub staff: bool,
    pub html: String,
    pub name: String,
    /// Detected already if a rule needed it.
    pub language: Option<String>,
    pub simhash: Option<i64>,
}

/// The results for one comment.
pub struct Processed {
    pub id: CommentId,
    pub version: i64,
    pub language: Option<String>,
    /// None if there is nothing to compare, or it was compared before.
    pub near: Option<Signature>,
    /// The column `comments.simhash`.
    pub bits: Option<i64>,
    /// Whether language or signature are new.
    pub changed: bool,
    /// The words for the search, separated by spaces.
    pub words: String,
}

/// The first comments on the list, oldest first; comments that are processed again come last.
pub fn listed(conn: &mut Connection, limit: i64) -> Result<Vec<UnprocessedComment>> {
    Ok(on!(conn, |c| comment_arrivals::table
        .inner_join(comments::table.on(comments::id.eq(comment_arrivals::comment_id)))
        .order((comment_arrivals::backlog, comment_arrivals::comment_id))
        .limit(limit)
        .select((
            comments::id,
            comments::version,
            comments::status,
            comments::staff_id.is_not_null(),
            comments::html,
            comments::name,
            comments::language,
            comments::simhash,
        ))
        .load(c))?)
}

/// Removes comments from the list, and returns those that were still on it. A comment whose version
/// has changed stays on the list, because its text may have changed.
pub fn remove_listed(
    conn: &mut Connection,
    versions: &[(CommentId, i64)],
) -> Result<Vec<CommentId>> {
    let ids: Vec<CommentId> = versions.iter().map(|(id, _)| *id).collect();
    let present = comments::table.filter(comments::id.eq_any(ids)).order(comments::id);
    let present: Vec<(CommentId, i64)> =
        for_update!(conn, |c| present.select((comments::id, comments::version)))?;
    let same: Vec<CommentId> =
        present.into_iter().filter(|row| versions.contains(row)).map(|(id, _)| id).collect();
    let these = comment_arrivals::table.filter(comment_arrivals::comment_id.eq_any(same));
    Ok(on!(conn, |c| diesel::delete(these).returning(comment_arrivals::comment_id).get_results(c))?)
}

/// Stores the language and the signature of comments.
pub fn set_language_and_simhash(conn: &mut Connection, processed: &[&Processed]) -> Result<()> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => {
            for comment in processed {
                diesel::update(comments::table.find(comment.id))
                    .set((
                        comments::language.eq(&comment.language),
                        comments::simhash.eq(comment.bits),
                    ))
                    .execute(conn)?;
            }
        }
        // One statement for all, because the trigger that counts runs once per statement.
        Engine::Postgres(_) => {
            let ids: Vec<i64> = processed.iter().map(|comment| comment.id.0).collect();
            let languages: Vec<Option<&str>> =
                processed.iter().map(|comment| comment.language.as_deref()).collect();
            let bits: Vec<Option<i64>> = processed.iter().map(|comment| comment.bits).collect();
            dialect::set_language_and_bits(conn, &ids, &languages, &bits)?;
        }
    }
    Ok(())
}

/// Adds the words of these comments to the search index.
pub fn enter_words(conn: &mut Connection, comments: &[(CommentId, String)]) -> Result<()> {
    dialect::index_words(conn, comments)
}
