//! Which lines of the log no longer hold. Every figure that counts what staff did leaves them out.

use std::collections::HashSet;

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::db::Connection;
use crate::db::schema::audit_log;
use crate::error::Result;
use crate::ids::{AuditId, CommentId};
use crate::on;

/// The condition that a line was not undone. `line` is the name of the table `audit_log` in the
/// query, or of its alias. A comment has few lines, and the index of lines by comment finds them.
pub fn not_undone(line: &'static str) -> SqlLiteral<Bool> {
    sql(&format!(
        "NOT EXISTS (SELECT 1 FROM audit_log AS undoing WHERE undoing.comment_id = {line}.comment_id \
         AND undoing.undoes_id = {line}.id)"
    ))
}

/// The lines about these comments that were undone.
pub fn undone_of(conn: &mut Connection, comments: &[CommentId]) -> Result<HashSet<AuditId>> {
    let undone: Vec<Option<AuditId>> = on!(conn, |c| audit_log::table
        .filter(audit_log::comment_id.eq_any(comments).and(audit_log::undoes_id.is_not_null()))
        .select(audit_log::undoes_id)
        .load(c))?;
    Ok(undone.into_iter().flatten().collect())
}
