//! One scan of the indexes of `comments`, in the order of the comments' numbers.

use diesel::prelude::*;

use super::conditions::with_conditions;
use super::resolved::{Conditions, ResolvedFilter, ScanOrder, Span};
use crate::db::schema::comments;
use crate::db::{Connection, Direction};
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::on;

/// Merges the scans of the filter by number.
pub fn scan_ids(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    conditions: Conditions<'_>,
    direction: Direction,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let mut found: Vec<CommentId> = Vec::new();
    let scans = resolved.scans(ScanOrder::ById);
    let merge = scans.len() > 1;
    for scan in scans {
        let ids: Vec<CommentId> = on!(conn, |c| {
            let query = comments::table.select(comments::id).limit(limit).into_boxed();
            let query = with_conditions!(query, resolved, scan, conditions, span);
            if direction.is_ascending() {
                query.order(comments::id.asc()).load(c)
            } else {
                query.order(comments::id.desc()).load(c)
            }
        })?;
        found.extend(ids);
    }
    if merge {
        found.sort_unstable_by(|a, b| if direction.is_ascending() { a.cmp(b) } else { b.cmp(a) });
        found.truncate(usize::try_from(limit).map_err(Error::internal)?);
    }
    Ok(found)
}
