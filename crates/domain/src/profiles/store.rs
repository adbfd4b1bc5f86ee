//! Readers, and the table of notes about them.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, reader_notes, readers};
use crate::error::Result;
use crate::ids::{AccountId, ReaderId};
use crate::moderation::model::{Actor, SealedReader};
use crate::on;
use crate::profiles::model::ReaderNote;

pub fn reader(conn: &mut Connection, id: ReaderId) -> Result<Option<SealedReader>> {
    let row: Option<(Vec<u8>, Vec<u8>)> = on!(conn, |c| readers::table
        .find(id)
        .select((readers::email_index, readers::email_sealed))
        .first(c)
        .optional())?;
    Ok(row.map(|(email_index, email_sealed)| SealedReader { id, email_index, email_sealed }))
}

/// Up to `limit` readers after `after` whose inbox is not stored.
pub fn without_inbox(
    conn: &mut Connection,
    after: ReaderId,
    limit: i64,
) -> Result<Vec<SealedReader>> {
    let rows: Vec<(ReaderId, Vec<u8>, Vec<u8>)> = on!(conn, |c| readers::table
        .filter(readers::inbox_index.is_null().and(readers::id.gt(after)))
        .order(readers::id)
        .limit(limit)
        .select((readers::id, readers::email_index, readers::email_sealed))
        .load(c))?;
    let reader = |(id, email_index, email_sealed)| SealedReader { id, email_index, email_sealed };
    Ok(rows.into_iter().map(reader).collect())
}

pub fn set_inboxes(conn: &mut Connection, inboxes: &[(ReaderId, Vec<u8>)]) -> Result<()> {
    for (id, inbox) in inboxes {
        on!(conn, |c| diesel::update(readers::table.find(id))
            .set(readers::inbox_index.eq(inbox))
            .execute(c))?;
    }
    Ok(())
}

/// The note about the readers of an inbox.
pub fn note(conn: &mut Connection, inbox_index: &[u8]) -> Result<Option<ReaderNote>> {
    type Row = (String, Option<AccountId>, Option<String>, Time);
    let row: Option<Row> = on!(conn, |c| reader_notes::table
        .left_join(accounts::table)
        .filter(reader_notes::inbox_index.eq(inbox_index))
        .select((
            reader_notes::text,
            reader_notes::account_id,
            accounts::name.nullable(),
            reader_notes::changed_at,
        ))
        .first(c)
        .optional())?;
    Ok(row.map(|(text, account, name, at)| ReaderNote {
        text,
        by: account.map(|id| Actor { id, name }),
        at,
    }))
}

/// Writes the note. Returns false if it says the same already.
pub fn write_note(
    conn: &mut Connection,
    inbox_index: &[u8],
    reader: ReaderId,
    text: &str,
    actor: AccountId,
    now: Time,
) -> Result<bool> {
    if note(conn, inbox_index)?.is_some_and(|present| present.text == text) {
        return Ok(false);
    }
    let values = (
        reader_notes::reader_id.eq(reader),
        reader_notes::text.eq(text),
        reader_notes::account_id.eq(actor),
        reader_notes::changed_at.eq(now),
    );
    on!(conn, |c| diesel::insert_into(reader_notes::table)
        .values((reader_notes::inbox_index.eq(inbox_index), values))
        .on_conflict(reader_notes::inbox_index)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(true)
}

/// Removes the note. Returns false if there is none.
pub fn remove_note(conn: &mut Connection, inbox_index: &[u8]) -> Result<bool> {
    let theirs = reader_notes::table.filter(reader_notes::inbox_index.eq(inbox_index));
    Ok(on!(conn, |c| diesel::delete(theirs).execute(c))? > 0)
}
