//! Which comments a filter means: for batches, for counts on buttons, and for the desk's next item.

use crate::db::Connection;
use crate::error::Result;
use crate::ids::{CommentId, SectionId};
use crate::moderation::model::{Filter, Order, Place};
use crate::moderation::store::listing as store;

/// Up to `limit` comments that fit the filter, come after `after` and not after `until`, by their
/// numbers. A batch goes on after the last of them.
pub fn ids(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<CommentId>,
    until: Option<CommentId>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    store::ids(conn, filter, after, until, limit)
}

/// The numbers of a part of a list: up to `limit` after the place `after` of the same order.
///
/// # Errors
/// `Invalid` for a place of another order.
pub fn page(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    store::page(conn, filter, order, after, limit)
}

/// How many comments fit the filter. A sum of some hundred counters for a filter by nothing but
/// status and sections; for every other the comments are counted, which takes a moment where many
/// fit.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    store::count(conn, filter)
}

/// The sections that a filter means by `section` and `desk_of`: None for all, empty if there are
/// none. None among them stands for articles without a section.
pub fn sections(conn: &mut Connection, filter: &Filter) -> Result<Option<Vec<Option<SectionId>>>> {
    store::sections_of(conn, filter)
}
