//! How long data are kept: what is too old is removed once an hour. Held comments are never removed.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use serde::Serialize;

use crate::app::App;
use crate::cache::Scope;
use crate::clock::{DAY, Time};
use crate::comments::life::decide_all;
use crate::comments::life::model::By;
use crate::comments::life::state::lock_all;
use crate::config::Transport;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::maintenance::store;
use crate::maintenance::store::Column;
use crate::status::{Decision, Status};
use crate::subscriptions;

/// When the keyed hashes of network addresses are removed. Flood limits need them for less than a day;
/// after that they would still show which comments of one day came from the same network.
pub const NETWORK_HASH: Duration = DAY.saturating_mul(2);

/// The reason in the log of a comment that is removed because of its age.
const BY_AGE: &str = "retention";

/// Rows changed in one transaction, so that readers' posts are not delayed.
const ROWS_AT_A_TIME: i64 = 500;

/// What is too old.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outdated {
    /// Subscriptions that nobody confirmed.
    pub unconfirmed_subscriptions: i64,
    /// Rejected comments and spam.
    pub refused_comments: i64,
    /// Comments whose truncated network address is removed.
    pub network_addresses: i64,
    /// Comments whose keyed hash of a network address is removed.
    pub network_hashes: i64,
    /// Files of the mail transport `file`.
    pub mail_files: i64,
}

/// The times before which data are removed; `None`: never.
#[derive(Clone, Copy)]
struct Limits {
    unconfirmed: Time,
    refused: Option<Time>,
    prefix: Time,
    hash: Time,
    mail: Option<Time>,
}

impl Limits {
    fn of(app: &App) -> Limits {
        let (settings, now) = (app.settings(), app.clock.now());
        let before = |days: u32| now.minus(DAY * days);
        let unless_zero = |days: u32| (days > 0).then(|| before(days));
        Limits {
            unconfirmed: before(settings.retention.unconfirmed_days),
            refused: unless_zero(settings.retention.refused_days),
            prefix: before(settings.comments.network_days),
            hash: now.minus(NETWORK_HASH),
            mail: unless_zero(settings.retention.mail_days),
        }
    }
}

/// What the next run would remove. Changes nothing.
pub async fn preview(app: &App) -> Result<Outdated> {
    let limits = Limits::of(app);
    let mail_files = count(old_mail_files(app, limits.mail)?.len())?;
    app.db
        .read(move |conn| {
            Ok(Outdated {
                unconfirmed_subscriptions: subscriptions::count_unconfirmed(
                    conn,
                    limits.unconfirmed,
                )?,
                refused_comments: match limits.refused {
                    Some(until) => store::count_refused(conn, until)?,
                    None => 0,
                },
                network_addresses: store::count_old(conn, limits.prefix, Column::Prefix)?,
                network_hashes: store::count_old(conn, limits.hash, Column::Hash)?,
                mail_files,
            })
        })
        .await
}

/// Removes what is too old. Returns what was removed.
pub async fn run(app: &App) -> Result<Outdated> {
    let limits = Limits::of(app);
    let unconfirmed =
        move |conn: &mut Connection| subscriptions::remove_unconfirmed(conn, limits.unconfirmed);
    let removed = Outdated {
        unconfirmed_subscriptions: count(app.db.write_low_priority(unconfirmed).await?)?,
        refused_comments: match limits.refused {
            Some(until) => remove_refused(app, until).await?,
            None => 0,
        },
        network_addresses: clear(app, limits.prefix, Column::Prefix).await?,
        network_hashes: clear(app, limits.hash, Column::Hash).await?,
        mail_files: remove_mail_files(app, limits.mail)?,
    };
    if removed != Outdated::default() {
        tracing::info!(
            unconfirmed_subscriptions = removed.unconfirmed_subscriptions,
            refused_comments = removed.refused_comments,
            network_addresses = removed.network_addresses,
            network_hashes = removed.network_hashes,
            mail_files = removed.mail_files,
            "data that were kept long enough were removed"
        );
    }
    Ok(removed)
}

/// Deletes rejected comments and spam that were decided before `until`, as a member of the staff would.
async fn remove_refused(app: &App, until: Time) -> Result<i64> {
    let mut removed = 0;
    loop {
        let found =
            app.db.read(move |conn| store::find_refused(conn, until, ROWS_AT_A_TIME / 5)).await?;
        if found.is_empty() {
            return Ok(removed);
        }
        let now = app.clock.now();
        let remove = move |conn: &mut Connection| {
            let mut seen = lock_all(conn, &found)?;
            // One may have been decided anew since it was found.
            seen.retain(|seen| matches!(seen.status, Status::Rejected | Status::Spam));
            let by = By { reason: Some(BY_AGE), ..By::default() };
            decide_all(conn, &seen, Decision::Delete, Duration::ZERO, &by, now)
        };
        let changed = app.db.write_low_priority(remove).await?;
        for article in &changed.articles {
            app.cache.drop(Scope::Article(*article));
        }
        if changed.count == 0 {
            return Ok(removed);
        }
        removed += count(changed.count)?;
    }
}

/// Clears one column of all comments from before `until`. Rows are found without a lock, then changed a
/// few hundred at a time.
async fn clear(app: &App, until: Time, column: Column) -> Result<i64> {
    let mut cleared = 0;
    loop {
        let find =
            move |conn: &mut Connection| store::find_old(conn, until, column, ROWS_AT_A_TIME);
        let found = app.db.read(find).await?;
        if found.is_empty() {
            return Ok(cleared);
        }
        cleared += count(found.len())?;
        app.db.write_low_priority(move |conn| store::clear_rows(conn, &found, column)).await?;
    }
}

fn count(number: usize) -> Result<i64> {
    i64::try_from(number).map_err(Error::internal)
}

/// The files of the transport `file` that were written before `until`.
fn old_mail_files(app: &App, until: Option<Time>) -> Result<Vec<PathBuf>> {
    let mail = &app.config.mail;
    let Some(until) = until.filter(|_| mail.transport == Transport::File) else {
        return Ok(Vec::new());
    };
    let failed = |cause: std::io::Error| {
        Error::internal(format!("cannot look through {}: {cause}", mail.folder.display()))
    };
    let entries = match fs::read_dir(&mail.folder) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut old = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let is_mail = path.extension().is_some_and(|ending| ending == "eml");
        let written = match fs::metadata(&path).and_then(|data| data.modified()) {
            Ok(written) => written.duration_since(UNIX_EPOCH).unwrap_or_default(),
            // Another process has removed it.
            Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
            Err(cause) => return Err(failed(cause)),
        };
        let limit = Duration::from_secs(until.seconds().max(0).unsigned_abs());
        if is_mail && written < limit {
            old.push(path);
        }
    }
    Ok(old)
}

fn remove_mail_files(app: &App, until: Option<Time>) -> Result<i64> {
    let mut removed = 0;
    for file in old_mail_files(app, until)? {
        match fs::remove_file(&file) {
            Ok(()) => removed += 1,
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => {
                return Err(Error::internal(format!("cannot remove {}: {cause}", file.display())));
            }
        }
    }
    Ok(removed)
}
