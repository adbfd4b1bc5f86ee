//! Periodic maintenance, run by every worker: seals the log every second, checks for surges every
//! ten seconds, and removes expired data once an hour. Every step may run twice and on any node.

pub mod addresses;
pub mod disk;
pub mod resealing;
pub mod retention;
mod store;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::audit::chain::Keys;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::deleted;
use crate::db::Connection;
use crate::error::Result;
use crate::notify::readers;
use crate::readers::data_requests;
use crate::screening::filter::training;
use crate::screening::surge;
use crate::site::theme_check;
use crate::web::idempotency;
use crate::{
    accounts, articles, imports, invalidation, media, moderation, notify, profiles, reviews,
    transparency,
};

/// How often the log is sealed.
const SEALING: Duration = Duration::from_secs(1);
/// How often the surge guard compares the comments of each article with its usual rate, and failures of the
/// theme's templates are stored.
const SURGES: Duration = Duration::from_secs(10);
/// How often the key file is looked at for a new key.
const READING_KEYS: Duration = Duration::from_secs(10);

/// Seals the log and checks for surges until `stop` becomes true or its sender is dropped.
pub async fn run_frequent(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let (mut sealing, mut surges) = (interval(SEALING), interval(SURGES));
    let mut keys_read = interval(READING_KEYS);
    let mut theme_failures = None;
    for ticks in [&mut sealing, &mut surges, &mut keys_read] {
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    }
    let keys = Keys::of(&app.vault);
    while !*stop.borrow_and_update() {
        let done = tokio::select! {
            _ = sealing.tick() => crate::audit::sealing::seal(&app.db, keys, app.clock.now()).await.map(drop),
            _ = surges.tick() => match guard(&app).await {
                Ok(()) => theme_check::store_failures(&app, &mut theme_failures).await,
                Err(error) => Err(error),
            },
            // So that every process soon seals with a key that another one has added.
            _ = keys_read.tick() => app.vault.reload(),
            changed = stop.changed() => if changed.is_err() { return } else { continue },
        };
        if let Err(error) = done {
            tracing::warn!(%error, "a maintenance round failed; the next one tries again");
        }
    }
}

/// Runs the surge guard, and wakes the worker if that has mail to send.
async fn guard(app: &App) -> Result<()> {
    if surge::check(&app.db, &app.settings().surge, app.clock.now()).await? {
        app.worker_wakeup.notify_one();
    }
    Ok(())
}

/// Removes expired data. Run once an hour.
pub async fn run_hourly(app: &App) -> Result<()> {
    let now = app.clock.now();
    transparency::refresh(app, now).await?;
    profiles::fill_inboxes(app).await?;
    adopt_bylines(app).await?;
    add_cause_codes(app).await?;
    app.db.write_low_priority(move |conn| remove_expired(conn, now)).await?;
    articles::revisions::thin_out(&app.db, now).await?;
    media::sweep::sweep(app, now).await?;
    imports::uploaded::remove_left_over(app, now).await?;
    deleted::erase_all_due(app, now).await?;
    training::checkpoint(&app.db, &app.filter, now).await?;
    resealing::run_if_needed(app).await?;
    retention::run(app).await.map(drop)
}

/// Makes authors of the bylines of articles from before there were authors.
async fn adopt_bylines(app: &App) -> Result<()> {
    const AT_A_TIME: i64 = 50;
    loop {
        let now = app.clock.now();
        let adopt =
            move |conn: &mut Connection| articles::authors::adopt_bylines(conn, AT_A_TIME, now);
        if app.db.write_low_priority(adopt).await? == 0 {
            return Ok(());
        }
        // The pages of articles link to the new ones.
        app.cache.drop(Scope::Site);
    }
}

/// Stores the codes of the causes of mails that the previous release stored as texts.
async fn add_cause_codes(app: &App) -> Result<()> {
    const AT_A_TIME: i64 = 500;
    notify::add_cause_codes(&app.db, AT_A_TIME).await.map(drop)
}

/// Removes ended sessions, old sign-in attempts, answers kept for retries, old invalidation events
/// expired claims on comments, and expired locks on articles.
fn remove_expired(conn: &mut Connection, now: Time) -> Result<()> {
    accounts::remove_expired(conn, now)?;
    idempotency::forget(conn, now)?;
    invalidation::forget(conn, now)?;
    moderation::claims::delete_expired(conn, now)?;
    reviews::delete_old_records(conn, now)?;
    readers::forget_links(conn, now)?;
    data_requests::forget(conn, now)?;
    articles::working_copies::delete_old(conn, now)?;
    articles::locks::delete_expired(conn, now)?;
    Ok(())
}
