//! The table of notes.

use diesel::dsl::{exists, select};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, comments, notes};
use crate::error::Result;
use crate::ids::{AccountId, CommentId, NoteId};
use crate::moderation::model::{Actor, Note};
use crate::on;

pub fn comment_exists(conn: &mut Connection, id: CommentId) -> Result<bool> {
    Ok(on!(conn, |c| select(exists(comments::table.find(id))).get_result(c))?)
}

pub fn insert(
    conn: &mut Connection,
    comment: CommentId,
    text: &str,
    actor: AccountId,
    now: Time,
) -> Result<NoteId> {
    Ok(on!(conn, |c| diesel::insert_into(notes::table)
        .values((
            notes::comment_id.eq(comment),
            notes::account_id.eq(actor),
            notes::text.eq(text),
            notes::created_at.eq(now)
        ))
        .returning(notes::id)
        .get_result(c))?)
}

/// The notes on a comment, oldest first.
pub fn list(conn: &mut Connection, comment: CommentId) -> Result<Vec<Note>> {
    type Row = (NoteId, String, Option<AccountId>, Option<String>, Time);
    let rows: Vec<Row> = on!(conn, |c| notes::table
        .left_join(accounts::table)
        .filter(notes::comment_id.eq(comment))
        .order(notes::id)
        .select((
            notes::id,
            notes::text,
            notes::account_id,
            accounts::name.nullable(),
            notes::created_at
        ))
        .load(c))?;
    let note = |(id, text, account, name, at): Row| Note {
        id,
        text,
        by: account.map(|id| Actor { id, name }),
        at,
    };
    Ok(rows.into_iter().map(note).collect())
}
