//! The table of Akismet's opinions, and the cursor in the log of decisions.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{akismet_verdicts, audit_log, comments, readers};
use crate::error::{Error, Result};
use crate::ids::{AuditId, CommentId};
use crate::on;
use crate::screening::filter::label::Label;
use crate::settings;

/// The setting that stores the last line of the log that was read.
const CURSOR: &str = "akismet_cursor";

/// Stores Akismet's opinion of a comment, or the label that was reported to it.
pub fn set_label(conn: &mut Connection, comment: CommentId, label: Label) -> Result<()> {
    on!(conn, |c| diesel::insert_into(akismet_verdicts::table)
        .values((
            akismet_verdicts::comment_id.eq(comment),
            akismet_verdicts::label.eq(number(label))
        ))
        .on_conflict(akismet_verdicts::comment_id)
        .do_update()
        .set(akismet_verdicts::label.eq(number(label)))
        .execute(c))?;
    Ok(())
}

/// Those of these comments that Akismet has checked, each with the last label from or to it.
pub fn labels(conn: &mut Connection, comments: &[CommentId]) -> Result<Vec<(CommentId, Label)>> {
    let rows: Vec<(CommentId, i16)> = on!(conn, |c| akismet_verdicts::table
        .filter(akismet_verdicts::comment_id.eq_any(comments))
        .select((akismet_verdicts::comment_id, akismet_verdicts::label))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(id, label)| (id, if label == 1 { Label::Spam } else { Label::Fine }))
        .collect())
}

fn number(label: Label) -> i16 {
    i16::from(label == Label::Spam)
}

/// The last line of the log that was read. The first time it is the line before the first comment
/// that Akismet has checked; None if there is no such comment.
pub fn cursor(conn: &mut Connection) -> Result<Option<AuditId>> {
    if let Some(value) = settings::get(conn, CURSOR)? {
        return Ok(Some(AuditId(value.parse().map_err(Error::internal)?)));
    }
    let first: Option<CommentId> = on!(conn, |c| akismet_verdicts::table
        .select(diesel::dsl::min(akismet_verdicts::comment_id))
        .first(c))?;
    let Some(first) = first else { return Ok(None) };
    let line: Option<AuditId> = on!(conn, |c| audit_log::table
        .filter(audit_log::comment_id.eq(first))
        .select(diesel::dsl::min(audit_log::id))
        .first(c))?;
    Ok(line.map(|line| AuditId(line.0 - 1)))
}

/// Stores the last line of the log that was read.
pub fn set_cursor(conn: &mut Connection, cursor: AuditId) -> Result<()> {
    settings::set(conn, CURSOR, &cursor.to_string())
}

/// The columns of a comment that a report needs.
#[derive(Queryable)]
pub struct CommentRow {
    pub html: String,
    pub parent_id: Option<CommentId>,
    pub network_prefix: Option<String>,
    pub name: String,
    pub website: Option<String>,
    pub created_at: Time,
    /// The reader's address: its blind index and the sealed address.
    pub reader: Option<(Vec<u8>, Vec<u8>)>,
}

/// One comment.
pub fn comment(conn: &mut Connection, id: CommentId) -> Result<Option<CommentRow>> {
    Ok(on!(conn, |c| comments::table
        .left_join(readers::table.on(comments::reader_id.eq(readers::id.nullable())))
        .filter(comments::id.eq(id))
        .select((
            comments::html,
            comments::parent_id,
            comments::network_prefix,
            comments::name,
            comments::website,
            comments::created_at,
            (readers::email_index, readers::email_sealed).nullable(),
        ))
        .first(c)
        .optional())?)
}
