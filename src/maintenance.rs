//! Periodic maintenance, run by every worker: seals the log every second, checks for surges every
//! ten seconds, and removes expired data once an hour. Every step may run twice and on any node.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::audit::chain::Keys;
use crate::cache::Scope;
use crate::clock::{DAY, Time};
use crate::comments::life::deleted;
use crate::db::Connection;
use crate::db::schema::comments;
use crate::error::Result;
use crate::ids::CommentId;
use crate::notify::readers;
use crate::screening::filter::training;
use crate::screening::surge;
use crate::web::idempotency;
use crate::{
    accounts, articles, invalidation, media, moderation, on, profiles, reviews, transparency,
};

/// How often the log is sealed.
const SEALING: Duration = Duration::from_secs(1);
/// How often the surge guard compares the comments of each article with its usual rate.
const SURGES: Duration = Duration::from_secs(10);

/// When network hashes are removed. Flood limits need them for less than a day; after that they
/// would still show which comments of one day came from the same network.
const NETWORK_HASH: Duration = DAY.saturating_mul(2);

/// Rows changed in one transaction, so that readers' posts are not delayed.
const ROWS_AT_A_TIME: i64 = 500;

/// Seals the log and checks for surges until `stop` becomes true or its sender is dropped.
pub async fn run_frequent(app: Arc<App>, mut stop: watch::Receiver<bool>) {
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
    app.db.write_low_priority(move |conn| remove_expired(conn, now)).await?;
    articles::revisions::thin_out(&app.db, now).await?;
    media::sweep::sweep(app, now).await?;
    deleted::erase_all_due(app, now).await?;
    training::checkpoint(&app.db, &app.filter, now).await?;
    clear_old(app, now.minus(NETWORK_HASH), NetworkColumn::Hash).await?;
    clear_old(app, now.minus(DAY * app.settings().comments.network_days), NetworkColumn::Prefix)
        .await
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

/// Removes ended sessions, old sign-in attempts, answers kept for retries, old invalidation events
/// expired claims on comments, and expired locks on articles.
fn remove_expired(conn: &mut Connection, now: Time) -> Result<()> {
    accounts::remove_expired(conn, now)?;
    idempotency::forget(conn, now)?;
    invalidation::forget(conn, now)?;
    moderation::claims::delete_expired(conn, now)?;
    reviews::delete_old_records(conn, now)?;
    readers::forget_links(conn, now)?;
    articles::working_copies::delete_old(conn, now)?;
    articles::locks::delete_expired(conn, now)?;
    Ok(())
}

/// The two columns of a comment about the network of its author.
#[derive(Clone, Copy)]
enum NetworkColumn {
    Hash,
    Prefix,
}

/// Clears one column of all comments from before `until`. Rows are found without a lock, then
/// changed a few hundred at a time.
async fn clear_old(app: &App, until: Time, column: NetworkColumn) -> Result<()> {
    loop {
        let found = app.db.read(move |conn| find_old(conn, until, column)).await?;
        let Some(last) = found.last().copied() else { return Ok(()) };
        let count = found.len();
        app.db.write_low_priority(move |conn| clear_rows(conn, &found, column)).await?;
        tracing::debug!(comments = count, %last, "network data of comments was removed");
    }
}

fn find_old(conn: &mut Connection, until: Time, column: NetworkColumn) -> Result<Vec<CommentId>> {
    let old = comments::created_at.le(until);
    Ok(match column {
        NetworkColumn::Hash => on!(conn, |c| comments::table
            .filter(comments::network_hash.is_not_null().and(old))
            .select(comments::id)
            .limit(ROWS_AT_A_TIME)
            .load(c))?,
        NetworkColumn::Prefix => on!(conn, |c| comments::table
            .filter(comments::network_prefix.is_not_null().and(old))
            .select(comments::id)
            .limit(ROWS_AT_A_TIME)
            .load(c))?,
    })
}

fn clear_rows(conn: &mut Connection, ids: &[CommentId], column: NetworkColumn) -> Result<()> {
    let these = comments::table.filter(comments::id.eq_any(ids));
    match column {
        NetworkColumn::Hash => on!(conn, |c| diesel::update(these)
            .set(comments::network_hash.eq(None::<Vec<u8>>))
            .execute(c))?,
        NetworkColumn::Prefix => on!(conn, |c| diesel::update(these)
            .set(comments::network_prefix.eq(None::<String>))
            .execute(c))?,
    };
    Ok(())
}
