//! Mail about late sections: when the oldest pending comment of a section has waited longer than
//! the target, its moderators get one mail. They get another one only after the section has
//! recovered or after a day.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::app::App;
use crate::clock::{DAY, Time};
use crate::db::{Connection, dialect};
use crate::error::Result;
use crate::ids::SectionId;
use crate::moderation::store::{alerts as store, counting};
use crate::queue::{self, Job};
use crate::status::Status;

/// The time between two mails about a section that is still overdue.
const AGAIN: Duration = DAY;

/// Queues a mail for each section that has become late. Every process runs this once a minute; the
/// database makes sure that each section is reported once.
pub async fn run(app: &App) -> Result<()> {
    let Some(target) = app.settings().moderation.target else { return Ok(()) };
    let now = app.clock.now();
    if app.db.write(move |conn| report_late(conn, target, now)).await? > 0 {
        app.worker_wakeup.notify_one();
    }
    Ok(())
}

/// Queues a mail for each section that has become late, and forgets those that have recovered.
/// Returns the number of mails.
fn report_late(conn: &mut Connection, target: Duration, now: Time) -> Result<usize> {
    dialect::serialize_on(conn, b"alerts of the queue")?;
    let mut reported: BTreeMap<Option<SectionId>, Time> = store::reported(conn)?;
    let mut queued = 0;
    for (section, status, count) in counting::counts(conn)? {
        if status != Status::Pending || count <= 0 {
            continue;
        }
        let Some((comment, arrived)) = counting::oldest(conn, section)? else { continue };
        if now.since(arrived) <= target {
            continue;
        }
        let before = reported.remove(&section);
        if before.is_none_or(|before| now.since(before) >= AGAIN) {
            store::report(conn, section, now)?;
            queue::enqueue(conn, Job::QueueLate { comment, at: now.seconds() }, now)?;
            queued += 1;
        }
    }
    // The remaining sections were reported and have recovered.
    for section in reported.into_keys() {
        store::forget(conn, section)?;
    }
    Ok(queued)
}
