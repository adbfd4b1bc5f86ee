//! What the open desks are told while they are looked at: how much stands where, and that something
//! has arrived.
//!
//! One task per process asks the database once a second, and only while a desk is open; every open
//! desk waits for the same value. A process that has died or a change by hand is noticed like any
//! other, within that second.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::MissedTickBehavior;

use crate::app::App;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::moderation;
use crate::moderation::figures::Recent;
use crate::reviews;
use crate::status::Status;

/// How often the queue is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// Desks that can be open at a time in this process; each holds a connection. A choice: fifty
/// moderators with a browser each on two screens, and room.
const MOST: usize = 200;

/// The queue at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pulse {
    /// Comments by [`Status::ALL`].
    pub counts: [i64; 5],
    /// The highest number of a comment.
    pub newest: CommentId,
    /// Open reviews by [`reviews::model::Kind::ALL`].
    pub asks: [i64; 3],
}

/// Tells the open desks.
pub struct Live {
    /// None once the server stops.
    pulse: watch::Sender<Option<Pulse>>,
    places: Arc<Semaphore>,
    /// The dashboard's numbers.
    pub figures: Recent,
}

/// One open desk.
pub struct Listener {
    pulse: watch::Receiver<Option<Pulse>>,
    _place: OwnedSemaphorePermit,
}

impl Default for Live {
    fn default() -> Live {
        Live {
            pulse: watch::Sender::new(Some(Pulse::default())),
            places: Arc::new(Semaphore::new(MOST)),
            figures: Recent::default(),
        }
    }
}

impl Live {
    /// Opens a desk; None when there are too many.
    pub fn listen(&self) -> Option<Listener> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Listener { pulse: self.pulse.subscribe(), _place: place })
    }

    /// Looks once, and tells those who listen if anything is different.
    pub async fn look(&self, app: &App) -> Result<Pulse> {
        let pulse = app.db.read(look).await?;
        self.pulse.send_if_modified(|last| {
            let news = last.is_some_and(|last| last != pulse);
            if news {
                *last = Some(pulse);
            }
            news
        });
        Ok(pulse)
    }

    /// Ends every desk's stream, so that no connection holds up the server's end.
    pub fn end(&self) {
        self.pulse.send_replace(None);
    }
}

impl Listener {
    /// Whether anything will be told: the server is not about to stop.
    pub fn is_on(&self) -> bool {
        self.pulse.borrow().is_some()
    }

    /// The queue after its next change; None once the server stops.
    pub async fn next(&mut self) -> Option<Pulse> {
        self.pulse.changed().await.ok()?;
        *self.pulse.borrow_and_update()
    }
}

/// How the queue stands.
fn look(conn: &mut Connection) -> Result<Pulse> {
    Ok(Pulse {
        counts: moderation::overview(conn)?.counts,
        newest: moderation::newest(conn)?,
        asks: reviews::open_by_kind(conn)?,
    })
}

/// Looks once a second while anyone listens, until `stop` says true or its sender is gone.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(LOOK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut blind = false;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stop.changed() => break,
        }
        if app.live.pulse.receiver_count() == 0 {
            continue;
        }
        match app.live.look(&app).await {
            Ok(_) => blind = false,
            Err(error) => {
                if !blind {
                    tracing::warn!(%error, "the open desks are not told what arrives");
                }
                blind = true;
            }
        }
    }
    app.live.end();
}

/// By name, for the desks' script: `pending`, …
pub fn named(counts: [i64; 5]) -> impl Iterator<Item = (&'static str, i64)> {
    Status::ALL.into_iter().map(move |status| (status.name(), counts[status as usize]))
}
