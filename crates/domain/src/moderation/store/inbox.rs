//! The inbox by which readers are the same person: every spelling of an address that reaches it.

use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::readers;
use crate::error::Result;
use crate::ids::ReaderId;
use crate::on;

/// The inbox of a reader. None if the reader's address is not stored, or the worker has not yet stored
/// the inbox of a reader from an earlier version; such a reader is alone.
pub fn of(conn: &mut Connection, reader: ReaderId) -> Result<Option<Vec<u8>>> {
    let inbox: Option<Option<Vec<u8>>> = on!(conn, |c| readers::table
        .find(reader)
        .select(readers::inbox_index)
        .first(c)
        .optional())?;
    Ok(inbox.flatten())
}

/// How many spellings of an inbox's address readers have used, and when the first of them posted.
pub fn spellings(conn: &mut Connection, inbox: &[u8]) -> Result<(i64, Option<Time>)> {
    let theirs = readers::table.filter(readers::inbox_index.eq(inbox));
    let counted = on!(conn, |c| theirs.select(count_star()).first(c))?;
    Ok((counted, on!(conn, |c| theirs.select(min(readers::created_at)).first(c))?))
}

/// The condition that a comment is of a reader, under any spelling of the address: `$inbox` is what
/// [`of`] returned for `$reader`. A macro, because the type depends on it.
macro_rules! only_of {
    ($query:expr, $reader:expr, $inbox:expr) => {{
        use $crate::db::schema::readers;
        match $inbox {
            None => $query.filter(comments::reader_id.eq($reader)),
            Some(inbox) => $query.filter(
                comments::reader_id.eq_any(
                    readers::table
                        .filter(readers::inbox_index.eq(inbox))
                        .select(readers::id.nullable()),
                ),
            ),
        }
    }};
}

pub(super) use only_of;
