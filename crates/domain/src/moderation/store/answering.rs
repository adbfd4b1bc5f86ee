//! The log's lines about answers to reviews.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::audit::model::Act;
use crate::db::Connection;
use crate::db::schema::audit_log;
use crate::error::Result;
use crate::ids::{AuditId, CommentId};
use crate::on;

/// The last line of a comment's log with this act.
pub fn last_line(conn: &mut Connection, comment: CommentId, act: Act) -> Result<Option<AuditId>> {
    Ok(on!(conn, |c| audit_log::table
        .filter(audit_log::comment_id.eq(comment).and(audit_log::act.eq(act)))
        .select(max(audit_log::id))
        .first(c))?)
}
