//! Removes files without a row: what interrupted uploads and failed removals have left.

use crate::app::App;
use crate::clock::{DAY, Time};
use crate::error::Result;

use super::store;

/// Keys that are looked up with one query.
const AT_A_TIME: usize = 200;

/// Removes files that are older than a day and belong to no picture. Younger ones may belong to an
/// upload whose row is not written yet.
///
/// # Errors
/// If the storage or the database cannot be reached.
pub async fn sweep(app: &App, now: Time) -> Result<()> {
    let groups = app.storage.unfinished_before(now.minus(DAY)).await?;
    for part in groups.chunks(AT_A_TIME) {
        let keys = part.to_vec();
        let known = app.db.read(move |conn| store::known(conn, &keys)).await?;
        for group in part.iter().filter(|group| !known.contains(group)) {
            remove_if_unknown(app, group).await;
        }
    }
    Ok(())
}

/// Removes the files of `key` unless a row has it. A failure is logged, and the next sweep tries again.
pub(super) async fn remove_if_unknown(app: &App, key: &str) {
    let wanted = key.to_owned();
    let removed = match app.db.read(move |conn| store::by_key(conn, &wanted)).await {
        Ok(Some(_)) => return,
        Ok(None) => app.storage.remove(key).await,
        Err(cause) => Err(cause),
    };
    match removed {
        Ok(()) => tracing::debug!(key, "files of no picture were removed"),
        Err(error) => {
            tracing::warn!(%error, key, "files of no picture could not be removed; the next sweep tries again");
        }
    }
}
