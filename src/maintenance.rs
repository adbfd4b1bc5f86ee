//! Periodic maintenance, run by every worker: seals the log every second, looks for surges every ten
//! seconds, and once an hour removes what has expired. Every step may run twice and on any node, and
//! none touches what a person wrote.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::audit::chain::Keys;
use crate::clock::Time;
use crate::comments::life::deleted;
use crate::db::Connection;
use crate::db::schema::comments;
use crate::error::Result;
use crate::ids::CommentId;
use crate::notify::readers;
use crate::screening::filter::study;
use crate::screening::surge;
use crate::web::idempotency;
use crate::{accounts, invalidation, moderation, on, reviews, transparency};

/// How often the log is sealed.
const SEALING: Duration = Duration::from_secs(1);
/// How often the surge guard compares an article with its usual day.
const SURGES: Duration = Duration::from_secs(10);

const DAY: Duration = Duration::from_secs(86_400);

/// Flood limits look back less than a day; with the day's key gone the hash would still tell two
/// comments from one network apart from others.
const NETWORK_HASH: Duration = Duration::from_secs(2 * 86_400);

/// Rows changed in one transaction, so that readers' posts are not held up.
const SLICE: i64 = 500;

/// Seals the log and guards against surges until `stop` says true or its sender is gone.
pub async fn rounds(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let (mut sealing, mut surges) = (interval(SEALING), interval(SURGES));
    for ticks in [&mut sealing, &mut surges] {
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    }
    let keys = Keys::of(&app.vault);
    while !*stop.borrow_and_update() {
        let done = tokio::select! {
            _ = sealing.tick() => crate::audit::sealing::seal(&app.db, keys, app.clock.now()).await.map(drop),
            _ = surges.tick() => guard(&app).await,
            changed = stop.changed() => if changed.is_err() { return } else { continue },
        };
        if let Err(error) = done {
            tracing::warn!(%error, "a maintenance round failed; the next one tries again");
        }
    }
}

/// Lets the surge guard step in or back, and wakes the worker for its mail.
async fn guard(app: &App) -> Result<()> {
    if surge::check(&app.db, &app.config.surge, app.clock.now()).await? {
        app.nudge.notify_one();
    }
    Ok(())
}

/// The hourly round.
pub async fn run(app: &App) -> Result<()> {
    let now = app.clock.now();
    transparency::refresh(app, now).await?;
    app.db.write_low_priority(move |conn| expired(conn, now)).await?;
    deleted::erase_all_due(app, now).await?;
    study::checkpoint(&app.db, &app.filter, now).await?;
    clear(app, now.minus(NETWORK_HASH), Trace::Hash).await?;
    clear(app, now.minus(DAY * app.config.comments.network_days), Trace::Prefix).await
}

/// Removes ended sessions, old sign-in attempts, answers kept for retries, old invalidation events
/// and expired claims on comments.
fn expired(conn: &mut Connection, now: Time) -> Result<()> {
    accounts::tidy(conn, now)?;
    idempotency::forget(conn, now)?;
    invalidation::forget(conn, now)?;
    moderation::claims::forget(conn, now)?;
    reviews::tidy(conn, now)?;
    readers::forget_links(conn, now)?;
    Ok(())
}

/// What a comment keeps of the network it came from.
#[derive(Clone, Copy)]
enum Trace {
    Hash,
    Prefix,
}

/// Empties one column of all comments from before `until`. They are looked for without a lock, then
/// changed in slices.
async fn clear(app: &App, until: Time, trace: Trace) -> Result<()> {
    loop {
        let found = app.db.read(move |conn| find(conn, until, trace)).await?;
        let Some(last) = found.last().copied() else { return Ok(()) };
        let count = found.len();
        app.db.write_low_priority(move |conn| empty(conn, &found, trace)).await?;
        tracing::debug!(comments = count, %last, "traces of networks were removed");
    }
}

fn find(conn: &mut Connection, until: Time, trace: Trace) -> Result<Vec<CommentId>> {
    let old = comments::created_at.le(until);
    Ok(match trace {
        Trace::Hash => on!(conn, |c| comments::table
            .filter(comments::network_hash.is_not_null().and(old))
            .select(comments::id)
            .limit(SLICE)
            .load(c))?,
        Trace::Prefix => on!(conn, |c| comments::table
            .filter(comments::network_prefix.is_not_null().and(old))
            .select(comments::id)
            .limit(SLICE)
            .load(c))?,
    })
}

fn empty(conn: &mut Connection, ids: &[CommentId], trace: Trace) -> Result<()> {
    let these = comments::table.filter(comments::id.eq_any(ids));
    match trace {
        Trace::Hash => on!(conn, |c| diesel::update(these)
            .set(comments::network_hash.eq(None::<Vec<u8>>))
            .execute(c))?,
        Trace::Prefix => on!(conn, |c| diesel::update(these)
            .set(comments::network_prefix.eq(None::<String>))
            .execute(c))?,
    };
    Ok(())
}
