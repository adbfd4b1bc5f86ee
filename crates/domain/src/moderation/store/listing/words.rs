//! Searching for words where the index of words has no order.
//!
//! PostgreSQL's index of words gives all matches at once and in no order. Common words are therefore
//! matched against the next candidates themselves, block by block, and only words that prove rare
//! among those are looked up in the index.

use std::collections::HashSet;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

use super::conditions::{in_sections, with_conditions};
use super::resolved::{ALL_IDS, Conditions, IndexScan, ResolvedFilter, Source, Span};
use super::scan::scan_ids;
use crate::db::schema::comments;
use crate::db::{Connection, Direction, dialect};
use crate::error::{Error, Result};
use crate::ids::{CommentId, SectionId};
use crate::on;

/// Candidates whose words are compared before the index of words is used: in the first block, and in
/// all.
const PROBES: (usize, usize) = (256, 6_000);

/// Matches the words against the candidates that `next` yields, block by block. The first block has
/// some hundred candidates, each later one as many as should contain the missing matches at the
/// frequency seen so far. Returns the matches, and whether they are complete. If not, the words are
/// rare, and the index of words must find the rest.
pub fn match_words(
    conn: &mut Connection,
    terms: &str,
    wanted: usize,
    mut next: impl FnMut(&mut Connection, i64) -> Result<Vec<CommentId>>,
) -> Result<(Vec<CommentId>, bool)> {
    let mut found: Vec<CommentId> = Vec::new();
    let (mut probed, mut more) = (0, PROBES.0);
    while probed + more <= PROBES.1 {
        let ids = next(conn, i64::try_from(more).map_err(Error::internal)?)?;
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let fitting: HashSet<i64> =
            dialect::search_among(conn, terms, &numbers)?.into_iter().collect();
        found.extend(ids.iter().filter(|id| fitting.contains(&id.0)));
        if ids.len() < more || found.len() >= wanted {
            found.truncate(wanted);
            return Ok((found, true));
        }
        probed += more;
        if found.is_empty() {
            break;
        }
        // A quarter more than expected, so that one block usually suffices.
        more = (probed * (wanted - found.len()) / found.len() * 5 / 4).max(PROBES.0);
    }
    Ok((found, false))
}

/// On PostgreSQL: matches the next candidates first, then finds the rest in the index of words.
pub fn probe_then_search(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    terms: &str,
    direction: Direction,
    mut span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let wanted = usize::try_from(limit).map_err(Error::internal)?;
    let (mut found, all) = match_words(conn, terms, wanted, |conn, more| {
        let next = scan_ids(
            conn,
            resolved,
            Conditions::Except(Source::Words(terms)),
            direction,
            span,
            more,
        )?;
        if let Some(last) = next.last() {
            span = if direction.is_ascending() { (last.0, span.1) } else { (span.0, last.0) };
        }
        Ok(next)
    })?;
    if !all {
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        found.extend(search_index(conn, resolved, direction, span, left)?);
    }
    Ok(found)
}

/// On PostgreSQL: finds the first matching comments by the index of words. The index has no order,
/// so one query reads all hits and applies the other conditions to them.
fn search_index(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    direction: Direction,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let scan = IndexScan { section: None, status: resolved.filter.status };
    Ok(on!(conn, |c| {
        let query = comments::table.select(comments::id).limit(limit).into_boxed();
        let query = in_sections!(
            with_conditions!(query, resolved, scan, Conditions::AllRareWords, ALL_IDS),
            resolved
        );
        // The "+ 0" keeps the planner from scanning along the primary key instead.
        let within = sql::<Bool>("comments.id + 0 > ").bind::<BigInt, _>(span.0);
        let query = query.filter(within.sql(" AND comments.id + 0 < ").bind::<BigInt, _>(span.1));
        query
            .order(sql::<BigInt>(if direction.is_ascending() {
                "comments.id + 0 ASC"
            } else {
                "comments.id + 0 DESC"
            }))
            .load(c)
    })?)
}
