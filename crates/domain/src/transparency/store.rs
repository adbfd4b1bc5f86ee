//! Counts a month by ranges of ids, and stores the figures.

use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use crate::audit::model::Act;
use crate::audit::store::undone::not_undone;
use crate::clock::Time;
use crate::db::schema::{audit_log, flags, reviews};
use crate::db::{Connection, arrivals};
use crate::error::{Error, Result};
use crate::moderation::stats;
use crate::reviews::model::{Kind, State};
use crate::settings;
use crate::transparency::model::{Figures, Month, Totals};
use crate::{first_since, on};

/// The name among the settings.
const FIGURES: &str = "transparency";
/// The most decisions that the median of a month includes, latest first.
const DECISIONS_IN_MEDIAN: i64 = 20_000;

/// The stored figures.
pub fn stored(conn: &mut Connection) -> Result<Option<Figures>> {
    let text = settings::get(conn, FIGURES)?;
    // Figures that another version of the program has stored may be unreadable; they are counted
    // again.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Stores the figures.
pub fn save(conn: &mut Connection, figures: &Figures) -> Result<()> {
    settings::set(conn, FIGURES, &serde_json::to_string(figures).map_err(Error::internal)?)
}

/// When the earliest of the lines was written that were undone since `since`.
pub fn first_undone_since(conn: &mut Connection, since: Time) -> Result<Option<Time>> {
    let undoing = diesel::alias!(audit_log as undoing);
    let undone = undoing
        .filter(undoing.field(audit_log::created_at).ge(since))
        .filter(undoing.field(audit_log::actor_id).is_not_null())
        .filter(undoing.field(audit_log::undoes_id).is_not_null())
        .select(undoing.field(audit_log::undoes_id));
    Ok(on!(conn, |c| audit_log::table
        .filter(audit_log::id.nullable().eq_any(undone))
        .select(min(audit_log::created_at))
        .first(c))?)
}

// What decisions are counted by.
diesel::allow_columns_to_appear_in_same_group_by_clause!(audit_log::act, audit_log::reason);

/// Counts one month. Every count reads a range of an index.
pub fn count(conn: &mut Connection, month: Month) -> Result<Totals> {
    let (start, end) = (month.start(), month.end());
    let mut totals = Totals { month: Some(month), ..Totals::default() };
    let (from, to) = (arrivals::first_since(conn, start)?, arrivals::first_since(conn, end)?);
    totals.comments = arrivals::posted_between(conn, from, to)?;
    let (from, to) = (first_since!(conn, flags, start)?, first_since!(conn, flags, end)?);
    totals.flags = on!(conn, |c| flags::table
        .filter(flags::id.ge(from).and(flags::id.lt(to)))
        .count()
        .get_result(c))?;

    let then = audit_log::created_at.ge(start).and(audit_log::created_at.lt(end));
    let by_staff = audit_log::table.filter(then).filter(audit_log::actor_id.is_not_null());
    let acts: Vec<(Act, Option<String>, i64)> = on!(conn, |c| by_staff
        .filter(not_undone("audit_log"))
        .group_by((audit_log::act, audit_log::reason))
        .select((audit_log::act, audit_log::reason, count_star()))
        .load(c))?;
    for (act, reason, count) in acts {
        totals.add(act, reason.as_deref(), count);
    }
    // Appeals are made by authors, who have no account.
    totals.appeals = on!(conn, |c| audit_log::table
        .filter(audit_log::act.eq(Act::Appeal).and(then))
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("audit_log.act >= 10"))
        .count()
        .get_result(c))?;

    // The state of the review says what holds: an answer can be undone.
    totals.upheld = on!(conn, |c| reviews::table
        .filter(reviews::state.eq(State::Upheld).and(reviews::kind.eq(Kind::Appeal)))
        .filter(reviews::closed_at.ge(start).and(reviews::closed_at.lt(end)))
        .count()
        .get_result(c))?;

    let waits = stats::first_decisions(conn, start, end, DECISIONS_IN_MEDIAN)?;
    let mut waits: Vec<u64> =
        waits.into_iter().map(|(_, posted, decided)| decided.since(posted).as_secs()).collect();
    waits.sort_unstable();
    totals.waited = i64::try_from(waits.len()).unwrap_or(i64::MAX);
    totals.median = waits.get(waits.len() / 2).and_then(|wait| i64::try_from(*wait).ok());
    Ok(totals)
}
