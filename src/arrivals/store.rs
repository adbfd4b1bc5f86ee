//! The queries of this room.

use diesel::prelude::*;

use crate::arrivals::Found;
use crate::db::schema::{comment_arrivals, comments};
use crate::db::{Connection, dialect};
use crate::error::Result;
use crate::ids::CommentId;
use crate::on;
use crate::status::Status;

/// A comment that nobody has read yet.
#[derive(Queryable)]
pub struct Arrived {
    pub id: CommentId,
    pub status: Status,
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
        .select((comments::id, comments::status, comments::text, comments::language, comments::simhash))
        .load(c))?)
}

/// Takes these comments off the list, and says which of them were still on it.
pub fn take(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<CommentId>> {
    let these = comment_arrivals::table.filter(comment_arrivals::comment_id.eq_any(ids));
    Ok(on!(conn, |c| diesel::delete(these).returning(comment_arrivals::comment_id).get_results(c))?)
}

/// Stores language and signature.
pub fn set(conn: &mut Connection, found: &[&Found]) -> Result<()> {
    match conn {
        Connection::Sqlite(conn) => {
            for found in found {
                diesel::update(comments::table.find(found.id))
                    .set((comments::language.eq(&found.language), comments::simhash.eq(found.bits)))
                    .execute(conn)?;
            }
        }
        // One statement for all, because the trigger that counts runs once a statement.
        Connection::Postgres(_) => {
            let ids: Vec<i64> = found.iter().map(|found| found.id.0).collect();
            let languages: Vec<Option<&str>> = found.iter().map(|found| found.language.as_deref()).collect();
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
