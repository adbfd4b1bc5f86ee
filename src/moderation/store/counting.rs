//! How much waits, and for how long.

use std::collections::BTreeMap;

use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{comment_counts, comments, sections};
use crate::error::Result;
use crate::ids::{CommentId, SectionId};
use crate::moderation::model::SectionName;
use crate::on;
use crate::status::Status;

/// How many comments have this status and are in one of these sections (None within: in none); None
/// for any.
pub fn total(
    conn: &mut Connection,
    status: Option<Status>,
    sections: Option<&[Option<SectionId>]>,
) -> Result<i64> {
    let counts = counts(conn)?;
    let here = |(section, of, _): &&(Option<SectionId>, Status, i64)| {
        status.is_none_or(|status| status == *of)
            && sections.is_none_or(|sections| sections.contains(section))
    };
    Ok(counts.iter().filter(here).map(|(_, _, count)| count).sum())
}

/// How many comments wait for a decision; in the head of each page of the desk, so only the rows
/// that it needs.
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

/// How many comments of each section have which status; what has none may be missing. Some hundred rows
/// at most, which the triggers of `comments` keep in the transactions that change it.
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
