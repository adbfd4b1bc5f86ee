//! The numbers and counts of the comments that match a filter: for batches, for counts on buttons,
//! and for the desk's next item.

use crate::db::Connection;
use crate::error::Result;
use crate::ids::{CommentId, SectionId};
use crate::moderation::model::list::{Cursor, Filter, Order};
use crate::moderation::store::listing as store;

/// Returns up to `limit` comments that match the filter, with numbers above `after` and up to
/// `until`, in ascending order. A batch continues after the last of them.
pub fn ids(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<CommentId>,
    until: Option<CommentId>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    store::ids(conn, filter, after, until, limit)
}

/// Returns the numbers of up to `limit` comments of a list after the cursor `after`.
///
/// # Errors
/// `Invalid` for a cursor of another order.
pub fn page(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    store::page(conn, filter, order, after, limit)
}

/// Counts the comments that match the filter. A filter by nothing but status and sections reads
/// some hundred stored counters; any other counts rows, which takes a moment where many match.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    store::count(conn, filter)
}

/// The sections that `section` and `sections_of_moderator` of a filter select: None for all, empty if no section
/// matches. None among them stands for articles without a section.
pub fn sections(conn: &mut Connection, filter: &Filter) -> Result<Option<Vec<Option<SectionId>>>> {
    store::sections_of(conn, filter)
}
