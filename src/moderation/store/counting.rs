//! How much waits, and for how long.

use std::collections::HashMap;

use diesel::dsl::{count_star, exists, max, min, not};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, audit_log, comments, sections};
use crate::error::Result;
use crate::ids::{CommentId, SectionId};
use crate::moderation::model::{Load, SectionName};
use crate::on;
use crate::status::Status;

// The two columns that a queue is counted by.
diesel::allow_columns_to_appear_in_same_group_by_clause!(articles::section_id, comments::status);

/// How many comments have a status.
pub fn count(conn: &mut Connection, status: Status) -> Result<i64> {
    Ok(on!(conn, |c| comments::table.filter(comments::status.eq(status)).select(count_star()).first(c))?)
}

/// How many comments have each status; those with none are missing.
pub fn counts(conn: &mut Connection) -> Result<Vec<(Status, i64)>> {
    Ok(on!(conn, |c| comments::table.group_by(comments::status).select((comments::status, count_star())).load(c))?)
}

/// The highest number of a comment, if there is one.
pub fn newest(conn: &mut Connection) -> Result<Option<CommentId>> {
    Ok(on!(conn, |c| comments::table.select(max(comments::id)).first(c))?)
}

/// When the oldest comment that waits was posted.
pub fn oldest_pending(conn: &mut Connection) -> Result<Option<Time>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::status.eq(Status::Pending))
        .order(comments::id)
        .select(comments::created_at)
        .first(c)
        .optional())?)
}

/// Counts and oldest comments of each section, and how long its comments waited for the first decision of staff, as
/// far as that was made since `since`; of those the latest `most`.
pub fn loads(conn: &mut Connection, since: Time, most: i64) -> Result<HashMap<Option<SectionId>, Load>> {
    let mut loads: HashMap<Option<SectionId>, Load> = HashMap::new();
    let rows: Vec<(Option<SectionId>, Status, i64, Option<Time>)> = on!(conn, |c| comments::table
        .inner_join(articles::table)
        .group_by((articles::section_id, comments::status))
        .select((articles::section_id, comments::status, count_star(), min(comments::created_at)))
        .load(c))?;
    for (section, status, count, oldest) in rows {
        let load = loads.entry(section).or_default();
        load.counts[status as usize] = count;
        if status == Status::Pending {
            load.oldest_pending = oldest;
        }
    }
    let earlier = diesel::alias!(audit_log as earlier);
    let decided_before = earlier
        .filter(earlier.field(audit_log::comment_id).eq(audit_log::comment_id))
        .filter(earlier.field(audit_log::id).lt(audit_log::id))
        .filter(earlier.field(audit_log::from_status).eq(Status::Pending))
        .filter(earlier.field(audit_log::to_status).ne(Status::Pending));
    let waits: Vec<(Option<SectionId>, Time, Time)> = on!(conn, |c| audit_log::table
        .inner_join(comments::table.inner_join(articles::table))
        .filter(audit_log::created_at.ge(since).and(audit_log::actor_id.is_not_null()))
        .filter(audit_log::from_status.eq(Status::Pending).and(audit_log::to_status.ne(Status::Pending)))
        .filter(not(exists(decided_before)))
        .order(audit_log::id.desc())
        .limit(most)
        .select((articles::section_id, comments::created_at, audit_log::created_at))
        .load(c))?;
    for (section, posted, decided) in waits {
        let wait = decided.micros().saturating_sub(posted.micros()).max(0).unsigned_abs();
        loads.entry(section).or_default().waits.push(wait);
    }
    Ok(loads)
}

/// All sections in the order of their names.
pub fn sections(conn: &mut Connection) -> Result<Vec<SectionName>> {
    let rows: Vec<(SectionId, String, String)> = on!(conn, |c| sections::table
        .order((sections::name, sections::id))
        .select((sections::id, sections::slug, sections::name))
        .load(c))?;
    Ok(rows.into_iter().map(|(id, slug, name)| SectionName { id, slug, name }).collect())
}
