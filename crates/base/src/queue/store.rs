//! Queries on the table `jobs`.

use std::time::Duration;

use diesel::prelude::*;

use crate::clock::{SKEW, Time};
use crate::db::Connection;
use crate::db::constant::Constant;
use crate::db::schema::jobs;
use crate::error::Result;
use crate::ids::JobId;
use crate::queue::{Backlog, JobClass};
use crate::{on, skip_locked};

const WAITING: i16 = 0;
const DEAD: i16 = 1;

/// The most characters of an error message that are stored.
const REASON_LENGTH: usize = 500;

#[derive(Queryable)]
pub(super) struct ClaimedRow {
    pub(super) id: JobId,
    pub(super) kind: String,
    pub(super) payload: String,
    pub(super) attempts: i64,
    pub(super) created_at: Time,
}

pub(super) fn insert(
    conn: &mut Connection,
    kind: &str,
    class: JobClass,
    payload: &str,
    run_at: Time,
    now: Time,
) -> Result<()> {
    struct NewJob;
    let row = (
        jobs::kind.eq(kind),
        jobs::payload.eq(payload),
        jobs::lane.eq(class),
        jobs::state.eq(WAITING),
        jobs::run_at.eq(run_at),
        jobs::attempts.eq(0),
        jobs::created_at.eq(now),
    );
    on!(conn, |c| Constant::<NewJob, _>::new(diesel::insert_into(jobs::table).values(row))
        .execute(c))?;
    Ok(())
}

/// Whether a job with this payload waits or runs.
pub(super) fn is_waiting(conn: &mut Connection, class: JobClass, payload: &str) -> Result<bool> {
    let same = jobs::table
        .filter(jobs::state.eq(WAITING).and(jobs::lane.eq(class)).and(jobs::payload.eq(payload)));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(same)).get_result(c))?)
}

/// Finds due jobs and claims exactly those. No other transaction can claim them in between, on
/// either engine.
pub(super) fn claim(
    conn: &mut Connection,
    class: JobClass,
    now: Time,
    until: Time,
    limit: usize,
) -> Result<Vec<ClaimedRow>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let free = jobs::leased_until.is_null().or(jobs::leased_until.le(now).assume_not_null());
    let due: Vec<JobId> = skip_locked!(conn, |c| jobs::table
        .filter(
            jobs::state.eq(WAITING).and(jobs::lane.eq(class)).and(jobs::run_at.le(now)).and(free)
        )
        .order((jobs::run_at, jobs::id))
        .limit(limit)
        .select(jobs::id))?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: Vec<(Time, ClaimedRow)> =
        on!(conn, |c| diesel::update(jobs::table.filter(jobs::id.eq_any(&due)))
            .set((jobs::leased_until.eq(until), jobs::attempts.eq(jobs::attempts + 1)))
            .returning((
                jobs::run_at,
                (jobs::id, jobs::kind, jobs::payload, jobs::attempts, jobs::created_at)
            ))
            .get_results(c))?;
    rows.sort_by_key(|(run_at, row)| (*run_at, row.id));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Internal jobs of two kinds that are due and not claimed, locked until the end of the
/// transaction.
pub(super) fn due(
    conn: &mut Connection,
    [kind, other_kind]: [&str; 2],
    now: Time,
    limit: usize,
) -> Result<Vec<(JobId, String)>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let free = jobs::leased_until.is_null().or(jobs::leased_until.le(now).assume_not_null());
    let internal = jobs::state.eq(WAITING).and(jobs::lane.eq(JobClass::Internal));
    Ok(skip_locked!(conn, |c| jobs::table
        .filter(internal.and(jobs::run_at.le(now)).and(free))
        .filter(jobs::kind.eq(kind).or(jobs::kind.eq(other_kind)))
        .order((jobs::run_at, jobs::id))
        .limit(limit)
        .select((jobs::id, jobs::payload)))?)
}

pub(super) fn remove(conn: &mut Connection, ids: &[JobId]) -> Result<()> {
    if !ids.is_empty() {
        on!(conn, |c| diesel::delete(jobs::table.filter(jobs::id.eq_any(ids))).execute(c))?;
    }
    Ok(())
}

pub(super) fn next_due(conn: &mut Connection) -> Result<Option<Time>> {
    // A dead job has no lease.
    let mut next: Option<Time> = on!(conn, |c| jobs::table
        .filter(jobs::leased_until.is_not_null())
        .select(diesel::dsl::min(jobs::leased_until))
        .get_result(c))?;
    // One query per class finds its first row by the index; one query for all classes would read
    // every row.
    for class in JobClass::ALL {
        let free: Option<Time> = on!(conn, |c| jobs::table
            .filter(
                jobs::state.eq(WAITING).and(jobs::lane.eq(class)).and(jobs::leased_until.is_null())
            )
            .select(diesel::dsl::min(jobs::run_at))
            .get_result(c))?;
        next = next.into_iter().chain(free).min();
    }
    Ok(next)
}

/// The row, if this claim still holds it: a later claim increments `attempts`.
macro_rules! claimed_row {
    ($id:expr, $attempts:expr) => {
        jobs::table.filter(
            jobs::id
                .eq($id)
                .and(jobs::attempts.eq($attempts))
                .and(jobs::state.eq(WAITING))
                .and(jobs::leased_until.is_not_null()),
        )
    };
}

pub(super) fn renew(conn: &mut Connection, id: JobId, attempts: i64, until: Time) -> Result<bool> {
    let changed = on!(conn, |c| diesel::update(claimed_row!(id, attempts))
        .set(jobs::leased_until.eq(until))
        .execute(c))?;
    Ok(changed == 1)
}

pub(super) fn delete(conn: &mut Connection, id: JobId, attempts: i64) -> Result<bool> {
    Ok(on!(conn, |c| diesel::delete(claimed_row!(id, attempts)).execute(c))? == 1)
}

pub(super) fn retry(
    conn: &mut Connection,
    id: JobId,
    attempts: i64,
    run_at: Time,
    reason: &str,
) -> Result<bool> {
    let changed = on!(conn, |c| diesel::update(claimed_row!(id, attempts))
        .set((
            jobs::run_at.eq(run_at),
            jobs::leased_until.eq(None::<Time>),
            jobs::last_error.eq(truncated(reason)),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

pub(super) fn bury(conn: &mut Connection, id: JobId, attempts: i64, reason: &str) -> Result<bool> {
    let changed = on!(conn, |c| diesel::update(claimed_row!(id, attempts))
        .set((
            jobs::state.eq(DEAD),
            jobs::leased_until.eq(None::<Time>),
            jobs::last_error.eq(truncated(reason)),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

pub(super) fn correct_times(
    conn: &mut Connection,
    lease: Duration,
    longest_wait: Duration,
    now: Time,
) -> Result<usize> {
    let ahead = now.plus(SKEW);
    let added_in_future = jobs::table.filter(jobs::created_at.gt(ahead));
    let moved = on!(conn, |c| diesel::update(added_in_future)
        .set((
            jobs::run_at.eq(jobs::run_at - jobs::created_at + now.micros()),
            jobs::created_at.eq(now)
        ))
        .execute(c))?;
    let leased_longer = jobs::table.filter(jobs::leased_until.gt(ahead.plus(lease)));
    let freed = on!(conn, |c| diesel::update(leased_longer)
        .set(jobs::leased_until.eq(Some(now)))
        .execute(c))?;
    let failed = jobs::table.filter(jobs::attempts.gt(0).and(jobs::leased_until.is_null()));
    let waiting_longer = failed.filter(jobs::run_at.gt(ahead.plus(longest_wait)));
    let due = on!(conn, |c| diesel::update(waiting_longer).set(jobs::run_at.eq(now)).execute(c))?;
    Ok(moved + freed + due)
}

pub(super) fn backlog(conn: &mut Connection, now: Time) -> Result<Backlog> {
    let free = jobs::leased_until.is_null().or(jobs::leased_until.le(now).assume_not_null());
    let (due, oldest_due): (i64, Option<Time>) = on!(conn, |c| jobs::table
        .filter(jobs::state.eq(WAITING).and(jobs::run_at.le(now)).and(free))
        .select((diesel::dsl::count_star(), diesel::dsl::min(jobs::run_at)))
        .first(c))?;
    let dead = on!(conn, |c| jobs::table.filter(jobs::state.eq(DEAD)).count().get_result(c))?;
    Ok(Backlog { due, dead, oldest_due })
}

fn truncated(reason: &str) -> String {
    reason.chars().take(REASON_LENGTH).collect()
}
