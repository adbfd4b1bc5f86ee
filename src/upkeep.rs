//! What is done by itself, again and again, by whichever worker comes to it: the log is sealed
//! every second, surges are looked for every ten, and once an hour what has had its time goes.
//! Every step may run twice and anywhere; nothing that a person wrote is touched.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::App;
use crate::audit::chain::Keys;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::comments;
use crate::error::Result;
use crate::ids::CommentId;
use crate::screening::filter::study;
use crate::screening::surge;
use crate::web::idempotency;
use crate::{accounts, changes, moderation, on, reviews, transparency};

/// How long a line of the log waits for its seal at most.
const SEALING: Duration = Duration::from_secs(1);
/// How soon a surge is noticed.
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
            _ = surges.tick() => surge::look(&app).await,
            changed = stop.changed() => if changed.is_err() { return } else { continue },
        };
        if let Err(error) = done {
            tracing::warn!(%error, "a round of upkeep failed; the next one tries again");
        }
    }
}

/// Does what is done once an hour.
pub async fn run(app: &App) -> Result<()> {
    let now = app.clock.now();
    transparency::refresh(app, now).await?;
    app.db.write_behind(move |conn| expired(conn, now)).await?;
    moderation::erase_all_due(app, now).await?;
    study::checkpoint(&app.db, &app.filter, now).await?;
    clear(app, now.minus(NETWORK_HASH), Trace::Hash).await?;
    clear(app, now.minus(DAY * app.config.comments.network_days), Trace::Prefix).await
}

/// Sessions that ended, wrong passwords of long ago, answers kept for retries, changes that all
/// caches know, and claims on comments that are over.
fn expired(conn: &mut Connection, now: Time) -> Result<()> {
    accounts::tidy(conn, now)?;
    idempotency::forget(conn, now)?;
    changes::forget(conn, now)?;
    moderation::claims::forget(conn, now)?;
    reviews::tidy(conn, now)?;
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
        app.db.write_behind(move |conn| empty(conn, &found, trace)).await?;
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
