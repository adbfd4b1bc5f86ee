//! Counts of comments by status and section, and the oldest pending ones.

use std::collections::BTreeMap;

use diesel::dsl::max;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{comment_counts, comments, sections};
use crate::db::{Connection, arrivals};
use crate::error::Result;
use crate::ids::{CommentId, SectionId};
use crate::moderation::model::workload::SectionName;
use crate::on;
use crate::status::Status;

/// Counts the comments with this status in these sections; None stands for any status or section.
/// None among the sections stands for articles without one.
pub fn total(
    conn: &mut Connection,
    status: Option<Status>,
    sections: Option<&[Option<SectionId>]>,
) -> Result<i64> {
    let counts = counts(conn)?;
    let matches = |(section, of, _): &&(Option<SectionId>, Status, i64)| {
        status.is_none_or(|status| status == *of)
            && sections.is_none_or(|sections| sections.contains(section))
    };
    Ok(counts.iter().filter(matches).map(|(_, _, count)| count).sum())
}

/// Counts the pending comments. Every page of the desk shows this, so it reads only the rows of
/// that status.
pub fn waiting(conn: &mut Connection) -> Result<i64> {
    let counts: Vec<i64> = on!(conn, |c| comment_counts::table
        .filter(comment_counts::status.eq(Status::Pending))
        .select(comment_counts::n)
        .load(c))?;
    Ok(counts.into_iter().sum())
}

/// The highest number of a comment, if there is one.
pub fn newest(conn: &mut Connection) -> Result<Option<CommentId>> {
    Ok(on!(conn, |c| comments::table.select(max(comments::id)).first(c))?)
}

/// Counts comments by section and status; pairs without comments may be missing. Reads some hundred
/// rows at most, which triggers on `comments` update in the same transaction.
pub fn counts(conn: &mut Connection) -> Result<Vec<(Option<SectionId>, Status, i64)>> {
    let rows: Vec<(i64, Status, i64)> = on!(conn, |c| comment_counts::table
        .select((comment_counts::section_id, comment_counts::status, comment_counts::n))
        .load(c))?;
    let mut sums: BTreeMap<(i64, i16), (Status, i64)> = BTreeMap::new();
    for (section, status, count) in rows {
        sums.entry((section, status as i16)).or_insert((status, 0)).1 += count;
    }
    let sum = |((section, _), (status, count))| {
        ((section != 0).then_some(SectionId(section)), status, count)
    };
    Ok(sums.into_iter().map(sum).collect())
}

/// All sections in the order of their names.
pub fn sections(conn: &mut Connection) -> Result<Vec<SectionName>> {
    let rows: Vec<(SectionId, String, String)> = on!(conn, |c| sections::table
        .order((sections::name, sections::id))
        .select((sections::id, sections::slug, sections::name))
        .load(c))?;
    Ok(rows.into_iter().map(|(id, slug, name)| SectionName { id, slug, name }).collect())
}

/// The pending comment of a section that waits longest, and when it arrived. None stands for articles
/// without a section.
pub fn oldest(
    conn: &mut Connection,
    section: Option<SectionId>,
) -> Result<Option<(CommentId, Time)>> {
    let pending = comments::table
        .filter(comments::status.eq(Status::Pending))
        .order(comments::id)
        .select((comments::id, comments::created_at, comments::imported_at));
    let first: Option<(CommentId, Time, Option<Time>)> = match section {
        Some(section) => {
            on!(conn, |c| pending.filter(comments::section_id.eq(section)).first(c).optional())?
        }
        None => on!(conn, |c| pending.filter(comments::section_id.is_null()).first(c).optional())?,
    };
    Ok(first.map(|(id, created, imported)| (id, arrivals::arrived(created, imported))))
}

/// When the pending comment of all sections that waits longest arrived.
pub fn oldest_pending(conn: &mut Connection) -> Result<Option<Time>> {
    let first: Option<(Time, Option<Time>)> = on!(conn, |c| comments::table
        .filter(comments::status.eq(Status::Pending))
        .order(comments::id)
        .select((comments::created_at, comments::imported_at))
        .first(c)
        .optional())?;
    Ok(first.map(|(created, imported)| arrivals::arrived(created, imported)))
}
