//! Sealing addresses anew after a key was added: [`run`] for all at once, and once an hour for those that are
//! left, because a process had not read the new key yet when it sealed them.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::App;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::maintenance::store::sealed::{self, Table};
use crate::settings;
use crate::vault::Vault;

/// The setting with a [key check](Vault::key_check) by the newest key. So every node knows that its number is given before
/// it has sealed an address.
const NEWEST_KEY: &str = "newest_key";

/// Addresses sealed anew in one transaction, so that readers' posts are not delayed.
const AT_A_TIME: i64 = 200;

/// Seals with the newest key every address that another key has sealed. Returns how many. Look-ups work
/// throughout, because the blind index does not change, and so does opening, because the former keys stay.
///
/// # Errors
/// If an address cannot be opened with the present keys, or the database fails. What was done stays done.
pub async fn run(app: &App) -> Result<usize> {
    app.vault.reload()?;
    let mut resealed = 0;
    for table in Table::ALL {
        loop {
            let pass = pass(app, table).await?;
            resealed += pass.resealed;
            if pass.changed == 0 {
                break;
            }
        }
    }
    Ok(resealed)
}

/// What one pass over a table has met.
#[derive(Default)]
struct Pass {
    resealed: usize,
    /// Rows that another process changed after they were read here. It may have sealed them with a former key, so they are
    /// looked at again: rotations that run at the same time must not end before the last key has sealed everything.
    changed: usize,
}

async fn pass(app: &App, table: Table) -> Result<Pass> {
    let mut pass = Pass::default();
    let mut after = 0;
    loop {
        let newest = app.vault.sealed_with_newest();
        let read = move |conn: &mut Connection| {
            sealed::of_former_keys(conn, table, &newest, after, AT_A_TIME)
        };
        let rows = app.db.read(read).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(pass) };
        after = last;
        let mut anew = Vec::new();
        for row in rows {
            let belongs_to = table.row(&row.email_index);
            if let Some(fresh) = app.vault.reseal(&row.email_sealed, &belongs_to)? {
                anew.push((row, fresh));
            }
        }
        let tried = anew.len();
        let replace = move |conn: &mut Connection| sealed::replace(conn, table, &anew);
        let replaced = app.db.write_low_priority(replace).await?;
        pass.resealed += replaced;
        pass.changed += tried - replaced;
    }
}

/// Adds a key to the file, which seals from now on.
///
/// # Errors
/// Those of [`check_file`]; if the file cannot be written.
pub async fn add_key(app: &Arc<App>) -> Result<u32> {
    check_file(app).await?;
    let node = app.clone();
    // The file is written under the lock, so that two nodes with copies of it cannot give one number. If the database fails
    // after that, the key is in this file only and is stored as the newest within the hour.
    // What is written may run again, and the file is not part of the transaction: the key is added once.
    let mut added = None;
    let add = move |conn: &mut Connection| {
        dialect::serialize_on(conn, NEWEST_KEY.as_bytes())?;
        check_newest(&node.vault, settings::get(conn, NEWEST_KEY)?)?;
        let id = match added {
            Some(id) => id,
            None => *added.insert(node.vault.add_key()?),
        };
        store_newest(&node.vault, conn)?;
        Ok(id)
    };
    app.db.write_low_priority(add).await
}

fn store_newest(vault: &Vault, conn: &mut Connection) -> Result<()> {
    settings::set(conn, NEWEST_KEY, &vault.key_check()?)
}

/// Checks that the newest key of all nodes is in the file, and is the same one there.
fn check_newest(vault: &Vault, stored: Option<String>) -> Result<()> {
    let Some(stored) = stored else { return Ok(()) };
    let sealed = STANDARD.decode(&stored).map_err(Error::internal)?;
    vault.check_key_of(&sealed)?;
    if vault.passes_key_check(&stored)? {
        return Ok(());
    }
    Err(Error::internal(
        "two nodes have given one number to different keys; copy the key file of the node whose key has sealed \
         addresses to the others",
    ))
}

/// Checks that the key file has every key that any node has added or that has sealed an address. On nodes with copies of it
/// another node may have added one; a key that this one added would then get the same number.
///
/// # Errors
/// If a key is missing, or the key file or the database cannot be read.
pub async fn check_file(app: &App) -> Result<()> {
    app.vault.reload()?;
    let newest = |conn: &mut Connection| {
        let sealed = Table::ALL.iter().map(|table| sealed::of_highest_key(conn, *table));
        let sealed = sealed.collect::<Result<Vec<_>>>()?;
        Ok((sealed, settings::get(conn, NEWEST_KEY)?))
    };
    let (sealed, stored) = app.db.read(newest).await?;
    for sealed in sealed.into_iter().flatten() {
        app.vault.check_key_of(&sealed)?;
    }
    check_newest(&app.vault, stored)
}

/// How many addresses a former key has sealed.
///
/// # Errors
/// If the key file or the database cannot be read.
pub async fn left(app: &App) -> Result<i64> {
    app.vault.reload()?;
    let newest = app.vault.sealed_with_newest();
    let count = move |conn: &mut Connection| {
        Table::ALL.iter().map(|table| sealed::count_of_former_keys(conn, *table, &newest)).sum()
    };
    app.db.read(count).await
}

/// As [`run`], where a second key was ever added.
///
/// # Errors
/// As [`run`].
pub async fn run_if_needed(app: &App) -> Result<()> {
    app.vault.reload()?;
    if app.vault.key_ids().len() > 1 {
        remember_newest(app).await?;
        let resealed = run(app).await?;
        if resealed > 0 {
            tracing::info!(resealed, "addresses that a former key had sealed were sealed anew");
        }
    }
    Ok(())
}

/// Stores that the newest key of this file is given, if the database knows only former ones: one that an earlier version of
/// the program has added.
async fn remember_newest(app: &App) -> Result<()> {
    let number = app.vault.sealed_with_newest().0;
    let newest = app.vault.key_check()?;
    let remember = move |conn: &mut Connection| {
        dialect::serialize_on(conn, NEWEST_KEY.as_bytes())?;
        let stored = settings::get(conn, NEWEST_KEY)?;
        let stored = stored.and_then(|stored| STANDARD.decode(stored).ok()).unwrap_or_default();
        // The number of the key stands at the beginning, the highest byte first.
        if stored < number {
            settings::set(conn, NEWEST_KEY, &newest)?;
        }
        Ok(())
    };
    app.db.write_low_priority(remember).await
}
