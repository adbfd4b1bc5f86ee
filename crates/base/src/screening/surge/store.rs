//! The counts of recent events, and the table of open surges. Every count scans an index range of
//! numbers or times, never a whole table.

use std::collections::{HashMap, HashSet};

use diesel::dsl::{count, count_star};
use diesel::prelude::*;

use crate::audit::model::Act;
use crate::audit::store::undone::not_undone;
use crate::clock::Time;
use crate::config::SurgeMode;
use crate::db::Connection;
use crate::db::schema::{articles, audit_log, comments, flags, surges};
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::screening::surge::model::{Cause, Surge};
use crate::status::Status;
use crate::{first_since, on};

/// Comments that are counted at most: with more in the window some article has a surge anyway.
const MAX_COUNTED: i64 = 50_000;

/// Counts the comments that were posted, by article, from this number on; of more than [`MAX_COUNTED`] the latest.
///
/// It counts here and not by GROUP BY, for which SQLite would scan all comments along the article's
/// index.
pub fn comments_from(conn: &mut Connection, from: i64) -> Result<HashMap<ArticleId, i64>> {
    let articles: Vec<ArticleId> = on!(conn, |c| comments::table
        .filter(comments::imported_at.is_null().and(comments::id.ge(from)))
        .order(comments::id.desc())
        .limit(MAX_COUNTED)
        .select(comments::article_id)
        .load(c))?;
    let mut counts = HashMap::new();
    for article in articles {
        *counts.entry(article).or_insert(0) += 1;
    }
    Ok(counts)
}

/// Counts an article's comments that were posted, with numbers from `from` to below `to`.
pub fn comments_between(
    conn: &mut Connection,
    article: ArticleId,
    from: i64,
    to: i64,
) -> Result<i64> {
    // With every status given, SQLite scans a few ranges of the index and not all comments of the
    // article.
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::status.eq_any(Status::ALL)))
        .filter(comments::imported_at.is_null())
        .filter(comments::id.ge(from).and(comments::id.lt(to)))
        .count()
        .get_result(c))?)
}

/// Counts the readers who flagged between two instants by article. Many flags of one of them are no
/// surge: ten are allowed in an hour, and would let one person have all comments held.
pub fn flags_between(
    conn: &mut Connection,
    since: Time,
    until: Time,
) -> Result<HashMap<ArticleId, i64>> {
    let (from, to) = (first_since!(conn, flags, since)?, first_since!(conn, flags, until)?);
    let rows: Vec<(ArticleId, i64)> = on!(conn, |c| flags::table
        .inner_join(comments::table.on(comments::id.eq(flags::comment_id)))
        .filter(flags::id.ge(from).and(flags::id.lt(to)))
        .group_by(comments::article_id)
        .select((comments::article_id, count(flags::flagger).aggregate_distinct()))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// Counts the rejections by staff between two instants that were not undone, without batches, by
/// article, for comments that were posted,
/// with numbers from `youngest` on.
pub fn rejections_between(
    conn: &mut Connection,
    since: Time,
    until: Time,
    youngest: i64,
) -> Result<HashMap<ArticleId, i64>> {
    let rows: Vec<(ArticleId, i64)> = on!(conn, |c| audit_log::table
        .inner_join(comments::table)
        .filter(audit_log::created_at.ge(since).and(audit_log::created_at.lt(until)))
        .filter(audit_log::actor_id.is_not_null().and(audit_log::batch_id.is_null()))
        .filter(audit_log::act.eq_any([Act::Reject, Act::Spam]))
        .filter(not_undone("audit_log"))
        .filter(comments::id.ge(youngest).and(comments::imported_at.is_null()))
        .group_by(comments::article_id)
        .select((comments::article_id, count_star()))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// The articles whose surge was ended by hand since then.
pub fn ended_by_hand(conn: &mut Connection, since: Time) -> Result<HashSet<ArticleId>> {
    let details: Vec<Option<String>> = on!(conn, |c| audit_log::table
        .filter(audit_log::created_at.ge(since).and(audit_log::actor_id.is_not_null()))
        .filter(audit_log::act.eq(Act::SurgeEnds))
        .select(audit_log::detail)
        .load(c))?;
    let article = |detail: String| {
        let detail: serde_json::Value = serde_json::from_str(&detail).ok()?;
        detail["article"].as_i64().map(ArticleId)
    };
    Ok(details.into_iter().flatten().filter_map(article).collect())
}

type SurgeRow = (ArticleId, SurgeMode, String, Time, Time, String, String);

/// Articles with an open surge and numbers above `after`.
pub fn list(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Surge>> {
    let rows: Vec<SurgeRow> = on!(conn, |c| surges::table
        .inner_join(articles::table.on(articles::id.eq(surges::article_id)))
        .filter(surges::article_id.gt(after))
        .order(surges::article_id)
        .limit(limit)
        .select((
            surges::article_id,
            surges::mode,
            surges::cause,
            surges::since,
            surges::until,
            articles::title,
            articles::path,
        ))
        .load(c))?;
    let surge = |(article, mode, cause, since, until, title, path): SurgeRow| {
        let cause: Cause = serde_json::from_str(&cause).map_err(Error::internal)?;
        Ok(Surge { article, title, path, mode, cause, since, until })
    };
    rows.into_iter().map(surge).collect()
}

/// Opens a surge for an article. Returns false if there is one.
pub fn insert(
    conn: &mut Connection,
    article: ArticleId,
    mode: SurgeMode,
    cause: &Cause,
    now: Time,
    until: Time,
) -> Result<bool> {
    let cause = serde_json::to_string(cause).map_err(Error::internal)?;
    let added = on!(conn, |c| diesel::insert_into(surges::table)
        .values((
            surges::article_id.eq(article),
            surges::mode.eq(mode),
            surges::cause.eq(cause),
            surges::since.eq(now),
            surges::until.eq(until),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added == 1)
}

/// Prolongs an article's surge.
pub fn prolong(conn: &mut Connection, article: ArticleId, until: Time) -> Result<()> {
    on!(conn, |c| diesel::update(surges::table.find(article))
        .set(surges::until.eq(until))
        .execute(c))?;
    Ok(())
}

/// Ends an article's surge. Returns false if there was none.
pub fn delete(conn: &mut Connection, article: ArticleId) -> Result<bool> {
    Ok(on!(conn, |c| diesel::delete(surges::table.find(article)).execute(c))? == 1)
}
