//! Lists in the order of scores: the highest first, comments without a score last.

use std::cmp::Ordering;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Double};

use super::conditions::{in_sections, with_conditions};
use super::resolved::{ALL_IDS, Conditions, IndexScan, ResolvedFilter, Source};
use super::words::match_words;
use crate::db::schema::comments;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{CommentId, SectionId};
use crate::on;

/// Returns up to `limit` comments after `after`, the highest score first. Words are matched against
/// the next candidates as in `probe_then_search`, except where SQLite would be slow at that.
pub fn by_score(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    after: Option<Scored>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let ids = |rows: &[Scored]| rows.iter().map(|(_, id)| *id).collect();
    let Some(terms) = resolved.terms.as_deref() else {
        return Ok(ids(&scored(conn, resolved, after, None, limit)?));
    };
    if !dialect::is_fast_per_row(conn, terms) {
        return search_index_by_score(conn, resolved, after, limit);
    }
    let (wanted, mut after) = (usize::try_from(limit).map_err(Error::internal)?, after);
    let (mut found, all) = match_words(conn, terms, wanted, |conn, more| {
        let next = scored(conn, resolved, after, Some(terms), more)?;
        after = next.last().copied().or(after);
        Ok(ids(&next))
    })?;
    if !all {
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        found.extend(search_index_by_score(conn, resolved, after, left)?);
    }
    Ok(found)
}

/// The score of a comment, if it has one, and its number.
type Scored = (Option<f64>, CommentId);

/// The next comments in the order of scores, read along the indexes. Given `words`, the condition
/// on words is left to the caller.
fn scored(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    after: Option<Scored>,
    words: Option<&str>,
    limit: i64,
) -> Result<Vec<Scored>> {
    let conditions =
        words.map_or(Conditions::All, |terms| Conditions::Except(Source::Words(terms)));
    let mut found: Vec<Scored> = Vec::new();
    let wanted = usize::try_from(limit).map_err(Error::internal)?;
    if !matches!(after, Some((None, _))) {
        for scan in resolved.score_scans() {
            let rows: Vec<Scored> = on!(conn, |c| {
                let query = comments::table
                    .select((comments::score, comments::id))
                    .limit(limit)
                    .into_boxed();
                let mut query = with_conditions!(query, resolved, scan, conditions, ALL_IDS);
                query = query.filter(comments::score.is_not_null());
                if let Some((Some(score), id)) = after {
                    let below = sql::<Bool>("(comments.score, comments.id) < (")
                        .bind::<Double, _>(score)
                        .sql(", ");
                    query = query.filter(below.bind::<BigInt, _>(id).sql(")"));
                }
                query.order((comments::score.desc(), comments::id.desc())).load(c)
            })?;
            found.extend(rows);
        }
        found.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal).then(b.1.cmp(&a.1)));
        found.truncate(wanted);
    }
    if found.len() < wanted {
        let below = match after {
            Some((None, id)) => (i64::MIN, id.0),
            _ => ALL_IDS,
        };
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        let mut unscored: Vec<CommentId> = Vec::new();
        for scan in resolved.score_scans() {
            let ids: Vec<CommentId> = on!(conn, |c| {
                let query = comments::table.select(comments::id).limit(left).into_boxed();
                let query = with_conditions!(query, resolved, scan, conditions, below);
                query.filter(comments::score.is_null()).order(comments::id.desc()).load(c)
            })?;
            unscored.extend(ids);
        }
        unscored.sort_unstable_by(|a, b| b.cmp(a));
        found.extend(unscored.into_iter().take(wanted - found.len()).map(|id| (None, id)));
    }
    Ok(found)
}

/// The matching comments in the order of scores, found by the index of words, on both engines.
fn search_index_by_score(
    conn: &mut Connection,
    resolved: &ResolvedFilter<'_>,
    after: Option<Scored>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let scan = IndexScan { section: None, status: resolved.filter.status };
    Ok(on!(conn, |c| {
        let query = comments::table.select(comments::id).limit(limit).into_boxed();
        let mut query = in_sections!(
            with_conditions!(query, resolved, scan, Conditions::AllRareWords, ALL_IDS),
            resolved
        );
        query = match after {
            None => query,
            Some((None, id)) => query.filter(comments::score.is_null().and(comments::id.lt(id))),
            Some((Some(score), id)) => {
                let below = sql::<Bool>("(comments.score, comments.id) < (")
                    .bind::<Double, _>(score)
                    .sql(", ");
                query.filter(comments::score.is_null().or(below.bind::<BigInt, _>(id).sql(")")))
            }
        };
        query.order(sql::<BigInt>("comments.score DESC NULLS LAST, comments.id DESC")).load(c)
    })?)
}
