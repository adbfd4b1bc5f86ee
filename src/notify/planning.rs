//! Plans mails about events: one delivery for each recipient, and a job that sends it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::app::App;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Result, optional};
use crate::ids::{AccountId, ReviewId};
use crate::notify::digest::News;
use crate::notify::message_id::message_id;
use crate::notify::model::{Event, recipient};
use crate::notify::store::{deliveries, recipients};
use crate::notify::topics::Preferences;
use crate::notify::{digests, following, preferences};
use crate::queue::{self, Claimed, Job};
use crate::reviews;

/// Plans the mails about up to `limit` events whose jobs are due, and removes those jobs, in the
/// present transaction. Returns the number of jobs. In a busy hour a hundred are due at a time, and
/// together they cost little more than one.
pub fn plan_due_events(conn: &mut Connection, app: &App, now: Time, limit: usize) -> Result<usize> {
    let due = queue::remove_due(conn, Event::BATCHED_JOB_KINDS, now, limit)?;
    let events: Vec<Event> = due.iter().filter_map(|job| Event::of(*job)).collect();
    plan(conn, app, &events, now)?;
    following::queue_followed(conn, &events, now)?;
    Ok(due.len())
}

/// Plans the mails about `event` and finishes its job, in one transaction.
pub async fn plan_event(app: &Arc<App>, claimed: Claimed, event: Event, now: Time) -> Result<()> {
    let parts = Arc::clone(app);
    let planning = app.db.write(move |conn| {
        plan(conn, &parts, &[event], now)?;
        following::queue_followed(conn, &[event], now)?;
        queue::finish(conn, &claimed)
    });
    planning.await.map(|_| ())
}

/// Adds one delivery for each recipient of each event, unless it exists already. News of some topics
/// are joined into one delivery.
fn plan(conn: &mut Connection, app: &App, events: &[Event], now: Time) -> Result<()> {
    let planned = recipients::recipients(conn, events)?;
    let mut joined: HashMap<String, News> = HashMap::new();
    for event in events {
        let kind = match event {
            Event::ReviewOpened(_, id) => {
                optional(reviews::find(conn, ReviewId(*id)))?.map(|review| review.kind)
            }
            _ => None,
        };
        if let Some(news) = News::of(*event, kind) {
            joined.insert(event.to_string(), news);
        }
    }
    let accounts: BTreeSet<AccountId> = planned.iter().map(|(_, account)| *account).collect();
    let chosen = preferences::of_all(conn, &accounts)?;
    let defaults = Preferences::default();
    if !joined.is_empty() {
        digests::lock(conn)?;
    }
    for (event, account) in planned {
        let chosen = chosen.get(&account).unwrap_or(&defaults);
        if let Some(news) = joined.get(&event.to_string()) {
            if chosen.wants(news.topic) {
                digests::add(conn, app, account, *news, chosen, now)?;
            }
            continue;
        }
        if matches!(event, Event::ReviewOpened(..)) {
            // The review was deleted with its comment.
            continue;
        }
        let message_id = message_id(app, &event.to_string(), &recipient(account));
        if let Some(delivery) = deliveries::insert(conn, event, account, &message_id, now)? {
            queue::enqueue(conn, Job::Deliver { delivery }, now)?;
        }
    }
    Ok(())
}
