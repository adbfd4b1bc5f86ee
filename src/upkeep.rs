//! What goes by itself after its time: once an hour, by whichever worker comes to it. Every step may run twice and
//! anywhere; nothing that a person wrote is touched.

use std::time::Duration;

use diesel::prelude::*;

use crate::app::App;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::comments;
use crate::error::Result;
use crate::ids::CommentId;
use crate::web::idempotency;
use crate::{accounts, changes, moderation, on};

const DAY: Duration = Duration::from_secs(86_400);

/// Flood limits look back less than a day; with the day's key gone the hash would still tell two comments from one
/// network apart from others.
const NETWORK_HASH: Duration = Duration::from_secs(2 * 86_400);

/// Rows changed in one transaction, so that readers' posts are not held up.
const SLICE: i64 = 500;

/// Does all of it.
pub async fn run(app: &App) -> Result<()> {
    let now = app.clock.now();
    app.db.write(move |conn| expired(conn, now)).await?;
    moderation::erase_all_due(app, now).await?;
    clear(app, now.minus(NETWORK_HASH), Trace::Hash).await?;
    clear(app, now.minus(DAY * app.config.comments.network_days), Trace::Prefix).await
}

/// Sessions that ended, wrong passwords of long ago, answers kept for retries, and changes that all caches know.
fn expired(conn: &mut Connection, now: Time) -> Result<()> {
    accounts::tidy(conn, now)?;
    idempotency::forget(conn, now)?;
    changes::forget(conn, now)?;
    Ok(())
}

/// What a comment keeps of the network it came from.
#[derive(Clone, Copy)]
enum Trace {
    Hash,
    Prefix,
}

/// Empties one column of all comments from before `until`. They are looked for without a lock, then changed in slices.
async fn clear(app: &App, until: Time, trace: Trace) -> Result<()> {
    loop {
        let found = app.db.read(move |conn| find(conn, until, trace)).await?;
        let Some(last) = found.last().copied() else { return Ok(()) };
        let count = found.len();
        app.db.write(move |conn| empty(conn, &found, trace)).await?;
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
        Trace::Hash => on!(conn, |c| diesel::update(these).set(comments::network_hash.eq(None::<Vec<u8>>)).execute(c))?,
        Trace::Prefix => {
            on!(conn, |c| diesel::update(these).set(comments::network_prefix.eq(None::<String>)).execute(c))?
        }
    };
    Ok(())
}
