//! Lists in the order of the comments' numbers.

use diesel::prelude::*;

use super::resolved::{ALL_IDS, Conditions, ResolvedFilter, Source, Span};
use super::scan::scan_ids;
use super::words::probe_then_search;
use crate::db::schema::{claims, comment_reasons, comments};
use crate::db::{Connection, Direction, Engine, dialect};
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::moderation::model::list::Claimed;
use crate::on;

/// Candidates that a [`Source`] yields in one block, at first and at most.
const BLOCK_SIZES: (i64, i64) = (512, 4_096);

/// Returns up to `limit` comments within `span`, in the order of their numbers.
pub fn by_id(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    direction: Direction,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    match resolved.source() {
        None => scan_ids(conn, resolved, Conditions::All, direction, span, limit),
        Some(Source::Words(terms)) if matches!(conn.engine, Engine::Postgres(_)) => {
            probe_then_search(conn, resolved, terms, direction, span, limit)
        }
        Some(source) => in_blocks(conn, resolved, source, direction, span, limit),
    }
}

/// Takes blocks of candidates from `source` and applies the rest of the filter to each, until
/// `limit` comments match.
fn in_blocks(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    source: Source<'_>,
    direction: Direction,
    mut span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let wanted = usize::try_from(limit).map_err(Error::internal)?;
    let mut found = Vec::new();
    let mut block = BLOCK_SIZES.0;
    while found.len() < wanted {
        let Some(next) =
            scan_ids(conn, resolved, Conditions::Indexed, direction, span, 1)?.first().copied()
        else {
            break;
        };
        span = if direction.is_ascending() { (next.0 - 1, span.1) } else { (span.0, next.0 + 1) };
        let hits = candidates(conn, source, direction, span, block)?;
        let Some(last) = hits.last().copied() else { break };
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        found.extend(scan_ids(
            conn,
            resolved,
            Conditions::ExceptAmong(&hits, source),
            direction,
            ALL_IDS,
            left,
        )?);
        if i64::try_from(hits.len()).map_err(Error::internal)? < block {
            break;
        }
        span = if direction.is_ascending() { (last.0, span.1) } else { (span.0, last.0) };
        block = (block * 2).min(BLOCK_SIZES.1);
    }
    Ok(found)
}

/// The next block of candidates from `source`.
fn candidates(
    conn: &mut Connection,
    source: Source<'_>,
    direction: Direction,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let between = |ids: Vec<i64>| ids.into_iter().map(CommentId).collect();
    match source {
        Source::Words(terms) => {
            Ok(between(dialect::search_in_order(conn, terms, span, direction, limit)?))
        }
        Source::Reason(code) => {
            let hits = comment_reasons::table
                .filter(comment_reasons::code.eq(code))
                .filter(
                    comment_reasons::comment_id
                        .gt(span.0)
                        .and(comment_reasons::comment_id.lt(span.1)),
                )
                .select(comment_reasons::comment_id)
                .limit(limit);
            Ok(on!(conn, |c| if direction.is_ascending() {
                hits.order(comment_reasons::comment_id.asc()).load(c)
            } else {
                hits.order(comment_reasons::comment_id.desc()).load(c)
            })?)
        }
        // Both bounds are always given, so that SQLite uses the partial index.
        Source::Pinned | Source::Featured => {
            let between =
                comments::id.gt(CommentId(span.0)).and(comments::id.lt(CommentId(span.1)));
            Ok(on!(conn, |c| {
                let hits =
                    comments::table.filter(between).select(comments::id).limit(limit).into_boxed();
                let hits = match source {
                    Source::Pinned => hits.filter(comments::pinned_at.is_not_null()),
                    _ => hits.filter(comments::featured_at.is_not_null()),
                };
                if direction.is_ascending() {
                    hits.order(comments::id.asc()).load(c)
                } else {
                    hits.order(comments::id.desc()).load(c)
                }
            })?)
        }
        Source::Claims(Claimed { at, .. }, by) => {
            let hits = claims::table
                .filter(claims::account_id.eq(by).and(claims::until.gt(at)))
                .filter(claims::comment_id.gt(span.0).and(claims::comment_id.lt(span.1)))
                .select(claims::comment_id)
                .limit(limit);
            Ok(on!(conn, |c| if direction.is_ascending() {
                hits.order(claims::comment_id.asc()).load(c)
            } else {
                hits.order(claims::comment_id.desc()).load(c)
            })?)
        }
    }
}
