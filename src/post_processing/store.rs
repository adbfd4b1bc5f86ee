//! The queries of post-processing.

use diesel::prelude::*;

use crate::db::schema::{comment_arrivals, comments};
use crate::db::{Connection, Engine, dialect};
use crate::error::Result;
use crate::ids::CommentId;
use crate::screening::filter::near::Signature;
use crate::status::Status;
use crate::{for_update, on};

/// A comment that waits for its post-processing.
#[derive(Queryable)]
pub struct Listed {
    pub id: CommentId,
    pub version: i64,
    pub status: Status,
    /// Somebody of the staff wrote it.
    pub staff: bool,
    pub html: String,
    pub name: String,
    /// Known already where a rule needed it.
    pub language: Option<String>,
    pub simhash: Option<i64>,
}

/// What was worked out about one comment.
pub struct Processed {
    pub id: CommentId,
    pub version: i64,
    pub language: Option<String>,
    /// None where there is nothing to compare, or it was compared before.
    pub near: Option<Signature>,
    /// The column `comments.simhash`.
    pub bits: Option<i64>,
    /// Language or signature are new.
    pub changed: bool,
    /// For the search, a space between two.
    pub words: String,
}

/// The first comments on the list, oldest first; those that are only processed again after all
/// others.
pub fn listed(conn: &mut Connection, limit: i64) -> Result<Vec<Listed>> {
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

/// Takes comments off the list, and says which of them were still on it. One that has another
/// version than the given stays: its text may be another.
pub fn take(conn: &mut Connection, read: &[(CommentId, i64)]) -> Result<Vec<CommentId>> {
    let ids: Vec<CommentId> = read.iter().map(|(id, _)| *id).collect();
    let present = comments::table.filter(comments::id.eq_any(ids)).order(comments::id);
    let present: Vec<(CommentId, i64)> =
        for_update!(conn, |c| present.select((comments::id, comments::version)))?;
    let same: Vec<CommentId> =
        present.into_iter().filter(|row| read.contains(row)).map(|(id, _)| id).collect();
    let these = comment_arrivals::table.filter(comment_arrivals::comment_id.eq_any(same));
    Ok(on!(conn, |c| diesel::delete(these).returning(comment_arrivals::comment_id).get_results(c))?)
}

/// Stores language and signature.
pub fn set(conn: &mut Connection, processed: &[&Processed]) -> Result<()> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => {
            for one in processed {
                diesel::update(comments::table.find(one.id))
                    .set((comments::language.eq(&one.language), comments::simhash.eq(one.bits)))
                    .execute(conn)?;
            }
        }
        // One statement for all, because the trigger that counts runs once a statement.
        Engine::Postgres(_) => {
            let ids: Vec<i64> = processed.iter().map(|one| one.id.0).collect();
            let languages: Vec<Option<&str>> =
                processed.iter().map(|one| one.language.as_deref()).collect();
            let bits: Vec<Option<i64>> = processed.iter().map(|one| one.bits).collect();
            dialect::set_language_and_bits(conn, &ids, &languages, &bits)?;
        }
    }
    Ok(())
}

/// Enters the words of these comments in the search.
pub fn enter_words(conn: &mut Connection, comments: &[(CommentId, String)]) -> Result<()> {
    dialect::index_words(conn, comments)
}
