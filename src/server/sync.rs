//! Keeps the cached pages, the settings, the rules and the filter of this process up to date with
//! changes by other processes on the same database.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use actix_web::web;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use crate::app::App;
use crate::cache::Scope;
use crate::error::Result;
use crate::invalidation;
use crate::logging::RecurringFailure;

/// How often the database is polled for changes.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// After how many polls old invalidation events are removed.
const POLLS_PER_CLEANUP: u64 = 60;

/// Polls until `stop` changes: invalidates pages, and reloads settings, rules and filter.
pub(super) async fn run(app: web::Data<App>, mut stop: watch::Receiver<bool>) {
    let mut applied = AppliedEvents::default();
    let (mut settings, mut rules, mut filter) = <[RecurringFailure; 3]>::default().into();
    let mut ticks = tokio::time::interval(POLL_INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            // A dropped sender means stop as well.
            _ = stop.changed() => return,
        }
        let now = app.clock.now();
        let begun = Instant::now();
        let found = app.db.read(move |conn| invalidation::recent(conn, now)).await;
        // Pages that were rendered from a replica while the primary was away may be outdated.
        if found.is_ok() && app.db.take_unproven_reads() {
            app.cache.drop(Scope::Site);
        }
        applied.after_poll(found, begun).into_iter().for_each(|scope| app.cache.drop(scope));
        settings.note(
            app.follow_settings().await,
            "cannot check for changed settings; the last known ones stay in force",
        );
        rules.note(
            app.rules.refresh(&app.db).await,
            "cannot check for changed rules; the last known rules stay in force",
        );
        filter.note(
            app.filter.refresh(&app.db).await,
            "cannot reload the filter; it scores with its last model",
        );
        if applied.polls % POLLS_PER_CLEANUP == 0 {
            let removed =
                app.db.write_low_priority(move |conn| invalidation::forget(conn, now)).await;
            if let Err(error) = removed {
                tracing::warn!(%error, "old invalidation events could not be removed; this is tried again");
            }
        }
    }
}

/// The invalidation events that were applied.
#[derive(Default)]
struct AppliedEvents {
    seen: BTreeSet<i64>,
    polls: u64,
    /// Events may have been missed while polls failed.
    failure: RecurringFailure,
    /// When the last poll succeeded. If that is longer ago than events are read back, the process was stopped meanwhile.
    succeeded: Option<Instant>,
}

impl AppliedEvents {
    /// The pages to invalidate after a poll with the result `found`.
    fn after_poll(&mut self, found: Result<Vec<(i64, Scope)>>, at: Instant) -> Vec<Scope> {
        self.polls += 1;
        let was_stopped =
            self.succeeded.is_some_and(|last| at.duration_since(last) >= invalidation::WINDOW);
        let events_were_missed = self.failure.is_failing() || was_stopped;
        let message = "cannot read the invalidation events of other processes; cached pages may be out of date";
        let Some(found) = self.failure.note(found, message) else { return Vec::new() };
        self.succeeded = Some(at);
        let fresh: Vec<Scope> = found
            .iter()
            .filter(|(id, _)| !self.seen.contains(id))
            .map(|(_, scope)| *scope)
            .collect();
        self.seen = found.into_iter().map(|(id, _)| id).collect();
        // Events that were too old by now may concern any page.
        if events_were_missed { vec![Scope::Site] } else { fresh }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::ids::ArticleId;

    #[test]
    fn each_event_is_applied_once() {
        let (mut applied, at) = (AppliedEvents::default(), Instant::now());
        let first = (1, Scope::Article(ArticleId(7)));
        assert_eq!(applied.after_poll(Ok(vec![first]), at), [first.1]);
        assert_eq!(applied.after_poll(Ok(vec![first]), at), []);
        // A row that became visible late, with a lower number than one that was seen.
        assert_eq!(applied.after_poll(Ok(vec![(0, Scope::Site), first]), at), [Scope::Site]);
    }

    #[test]
    fn every_page_is_dropped_after_failed_polls() {
        let (mut applied, at) = (AppliedEvents::default(), Instant::now());
        assert_eq!(applied.after_poll(Err(Error::NotFound), at), []);
        assert_eq!(applied.after_poll(Ok(Vec::new()), at), [Scope::Site]);
        assert_eq!(applied.after_poll(Ok(Vec::new()), at), []);
    }

    #[test]
    fn every_page_is_dropped_after_the_process_was_stopped() {
        let (mut applied, at) = (AppliedEvents::default(), Instant::now());
        let later = at + invalidation::WINDOW;
        assert_eq!(applied.after_poll(Ok(Vec::new()), at), []);
        assert_eq!(applied.after_poll(Ok(Vec::new()), later), [Scope::Site]);
        assert_eq!(applied.after_poll(Ok(Vec::new()), later + POLL_INTERVAL), []);
    }
}
