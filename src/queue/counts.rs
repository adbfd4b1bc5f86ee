//! How much work waits, for those who watch the program.

use std::time::Duration;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::jobs;
use crate::error::Result;
use crate::on;

const WAITING: i16 = 0;

/// The queue at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Jobs to be done, now or later.
    pub waiting: u64,
    /// Jobs that were given up.
    pub dead: u64,
    /// How long the oldest due job has been due.
    pub late: Duration,
}

/// Counts the jobs.
pub fn read(conn: &mut Connection, now: Time) -> Result<Counts> {
    let states: Vec<(i16, i64, Option<Time>)> = on!(conn, |c| jobs::table
        .group_by(jobs::state)
        .select((jobs::state, diesel::dsl::count_star(), diesel::dsl::min(jobs::run_at)))
        .load(c))?;
    let mut counts = Counts::default();
    for (state, count, oldest) in states {
        let count = count.max(0).unsigned_abs();
        if state == WAITING {
            counts.waiting = count;
            counts.late = oldest.map_or(Duration::ZERO, |due| now.since(due));
        } else {
            counts.dead = count;
        }
    }
    Ok(counts)
}
