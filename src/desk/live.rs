//! Live updates for open desks: the counts of the queue and the highest id of a comment.
//!
//! One task per process reads them once a second while a desk is open, and sends the same value to all
//! open desks. Therefore changes by other processes are noticed within a second, too.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::MissedTickBehavior;

use crate::app::App;
use crate::db::{Connection, Db};
use crate::error::Result;
use crate::ids::CommentId;
use crate::logging::RecurringFailure;
use crate::moderation;
use crate::reviews;
use crate::status::Status;

/// How often the counts are read.
const EVERY: Duration = Duration::from_secs(1);
/// The most desks that can be open in this process; each holds a connection. Enough for fifty moderators
/// with two windows each.
const MOST: usize = 200;

/// A snapshot of the queue's counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Comments by [`Status::ALL`].
    pub comments: [i64; 5],
    /// The highest number of a comment.
    pub newest: CommentId,
    /// Open reviews by [`reviews::model::Kind::ALL`].
    pub reviews: [i64; 3],
}

/// Sends the counts to the open desks.
pub struct LiveCounts {
    /// None once the server stops.
    latest: watch::Sender<Option<QueueCounts>>,
    places: Arc<Semaphore>,
}

/// One open desk's subscription.
pub struct Listener {
    latest: watch::Receiver<Option<QueueCounts>>,
    _place: OwnedSemaphorePermit,
}

impl Default for LiveCounts {
    fn default() -> LiveCounts {
        LiveCounts {
            latest: watch::Sender::new(Some(QueueCounts::default())),
            places: Arc::new(Semaphore::new(MOST)),
        }
    }
}

impl LiveCounts {
    /// Subscribes one desk; None when there are too many.
    pub fn listen(&self) -> Option<Listener> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Listener { latest: self.latest.subscribe(), _place: place })
    }

    /// Reads the counts, and sends them to all listeners if they have changed.
    pub async fn refresh(&self, db: &Db) -> Result<QueueCounts> {
        let counts = db.read(count).await?;
        self.latest.send_if_modified(|last| {
            let changed = last.is_some_and(|last| last != counts);
            if changed {
                *last = Some(counts);
            }
            changed
        });
        Ok(counts)
    }

    /// Ends every desk's stream, so that no connection holds up the server's end.
    pub fn end(&self) {
        self.latest.send_replace(None);
    }
}

impl Listener {
    /// False once the server stops.
    pub fn is_on(&self) -> bool {
        self.latest.borrow().is_some()
    }

    /// The counts after their next change; None once the server stops.
    pub async fn next(&mut self) -> Option<QueueCounts> {
        self.latest.changed().await.ok()?;
        *self.latest.borrow_and_update()
    }
}

fn count(conn: &mut Connection) -> Result<QueueCounts> {
    Ok(QueueCounts {
        comments: moderation::overview(conn)?.counts,
        newest: moderation::newest(conn)?,
        reviews: reviews::open_by_kind(conn)?,
    })
}

/// Refreshes the counts once a second while anyone listens, until `stop` becomes true or its sender
/// is gone.
pub async fn run(app: Arc<App>, live: Arc<LiveCounts>, mut stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failure = RecurringFailure::default();
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stop.changed() => break,
        }
        if live.latest.receiver_count() == 0 {
            continue;
        }
        failure.note(live.refresh(&app.db).await, "the open desks get no new counts");
    }
    live.end();
}

/// The counts by name, for the script: `pending`, …
pub fn named(counts: [i64; 5]) -> impl Iterator<Item = (&'static str, i64)> {
    Status::ALL.into_iter().map(move |status| (status.name(), counts[status as usize]))
}
