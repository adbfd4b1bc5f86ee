//! The queries of this room.

use diesel::prelude::*;

use crate::arrivals::Found;
use crate::db::schema::{comment_arrivals, comments};
use crate::db::{Connection, Engine, dialect};
use crate::error::Result;
use crate::ids::CommentId;
use crate::status::Status;
use crate::{for_update, on};

/// A comment that nobody has read yet.
#[derive(Queryable)]
pub struct Arrived {
    pub id: CommentId,
    pub version: i64,
    pub status: Status,
    /// Somebody of the staff wrote it.
    pub staff: bool,
    pub text: String,
    /// Told already where a rule asked for it.
    pub language: Option<String>,
    pub simhash: Option<i64>,
}

/// The first comments on the list, in the order in which they came.
pub fn arrived(conn: &mut Connection, limit: i64) -> Result<Vec<Arrived>> {
    Ok(on!(conn, |c| comment_arrivals::table
        .inner_join(comments::table.on(comments::id.eq(comment_arrivals::comment_id)))
        .order(comment_arrivals::comment_id)
        .limit(limit)
        .select((
            comments::id,
            comments::version,
            comments::status,
            comments::staff_id.is_not_null(),
            comments::text,
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
pub fn set(conn: &mut Connection, found: &[&Found]) -> Result<()> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => {
            for found in found {
                diesel::update(comments::table.find(found.id))
                    .set((comments::language.eq(&found.language), comments::simhash.eq(found.bits)))
                    .execute(conn)?;
            }
        }
        // One statement for all, because the trigger that counts runs once a statement.
        Engine::Postgres(_) => {
            let ids: Vec<i64> = found.iter().map(|found| found.id.0).collect();
            let languages: Vec<Option<&str>> =
                found.iter().map(|found| found.language.as_deref()).collect();
            let bits: Vec<Option<i64>> = found.iter().map(|found| found.bits).collect();
            dialect::set_language_and_bits(conn, &ids, &languages, &bits)?;
        }
    }
    Ok(())
}

/// Enters the words of these comments in the search.
pub fn enter_words(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
    dialect::enter_words(conn, ids)
}
