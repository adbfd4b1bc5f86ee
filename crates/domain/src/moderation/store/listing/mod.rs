//! The lists and counts of comments that match a filter, read along indexes: nothing is sorted or
//! counted beyond the part that is shown.
//!
//! A list merges a few index scans: a section without a status is five scans of (section, status,
//! id). Conditions that no index of `comments` answers (a rule's hits, the words of a search) yield
//! candidates in blocks, to which the other conditions are applied. Before each block the indexes
//! give the next comment that can match, so that a common word costs no more than a rare one.

mod by_id;
mod by_score;
mod conditions;
mod resolved;
mod scan;
mod words;

use diesel::dsl::count_star;
use diesel::prelude::*;

use self::by_id::by_id;
use self::by_score::by_score;
use self::conditions::with_conditions;
use self::resolved::{ALL_IDS, ScanOrder, resolve};
use crate::db::schema::comments;
use crate::db::{Connection, Direction, dialect};
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::moderation::model::list::{Cursor, Filter, Order};
use crate::on;

pub use self::resolved::sections_of;

/// Returns up to `limit` comments that match the filter, in the given order after `after`.
pub fn page(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let Some(resolved) = resolve(conn, filter)? else { return Ok(Vec::new()) };
    dialect::plan_by_values(conn)?;
    match (order, after) {
        (Order::Oldest, Some(Cursor::At(after))) => {
            by_id(conn, &resolved, Direction::Ascending, (after.0, i64::MAX), limit)
        }
        (Order::Newest, Some(Cursor::At(after))) => {
            by_id(conn, &resolved, Direction::Descending, (i64::MIN, after.0), limit)
        }
        (Order::Oldest, None) => by_id(conn, &resolved, Direction::Ascending, ALL_IDS, limit),
        (Order::Newest, None) => by_id(conn, &resolved, Direction::Descending, ALL_IDS, limit),
        (Order::Score, Some(Cursor::Scored(score, after))) => {
            by_score(conn, &resolved, Some((score, after)), limit)
        }
        (Order::Score, None) => by_score(conn, &resolved, None, limit),
        (Order::Score, Some(Cursor::At(_)))
        | (Order::Oldest | Order::Newest, Some(Cursor::Scored(..))) => Err(Error::invalid(
            "after",
            "cursor",
            "Use the cursor of the previous answer in the same order",
        )),
    }
}

/// Returns up to `limit` comments that match the filter, with numbers above `after` and up to
/// `until`, in ascending order.
pub fn ids(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<CommentId>,
    until: Option<CommentId>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let Some(resolved) = resolve(conn, filter)? else { return Ok(Vec::new()) };
    dialect::plan_by_values(conn)?;
    let span =
        (after.map_or(i64::MIN, |id| id.0), until.map_or(i64::MAX, |id| id.0.saturating_add(1)));
    by_id(conn, &resolved, Direction::Ascending, span, limit)
}

/// Counts the comments that match the filter. A filter by nothing but status and section reads the
/// stored counters; any other counts rows.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    let Some(resolved) = resolve(conn, filter)? else { return Ok(0) };
    let plain = Filter {
        status: filter.status,
        section: filter.section.clone(),
        sections_of_moderator: filter.sections_of_moderator,
        ..Filter::default()
    };
    if *filter == plain {
        return super::counting::total(conn, filter.status, resolved.sections.as_deref());
    }
    dialect::plan_by_values(conn)?;
    let mut sum = 0;
    for scan in resolved.scans(ScanOrder::Any) {
        let counted: i64 = on!(conn, |c| {
            let query = comments::table.select(count_star()).into_boxed();
            with_conditions!(query, &resolved, scan, Conditions::All, ALL_IDS).first(c)
        })?;
        sum += counted;
    }
    Ok(sum)
}
