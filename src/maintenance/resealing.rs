//! Sealing addresses anew after a key was added: [`run`] for all at once, and once an hour for those that are
//! left, because a process had not read the new key yet when it sealed them.

use crate::app::App;
use crate::db::Connection;
use crate::error::Result;
use crate::maintenance::store::sealed::{self, Table};

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
        let mut after = 0;
        loop {
            let newest = app.vault.sealed_with_newest();
            let read = move |conn: &mut Connection| {
                sealed::of_former_keys(conn, table, &newest, after, AT_A_TIME)
            };
            let rows = app.db.read(read).await?;
            let Some(last) = rows.last().map(|row| row.id) else { break };
            after = last;
            let mut anew = Vec::new();
            for row in rows {
                let belongs_to = table.row(&row.email_index);
                if let Some(fresh) = app.vault.reseal(&row.email_sealed, &belongs_to)? {
                    anew.push((row, fresh));
                }
            }
            let replace = move |conn: &mut Connection| sealed::replace(conn, table, &anew);
            resealed += app.db.write_low_priority(replace).await?;
        }
    }
    Ok(resealed)
}

/// Adds a key to the file, which seals from now on.
///
/// # Errors
/// Those of [`check_file`]; if the file cannot be written.
pub async fn add_key(app: &App) -> Result<u32> {
    check_file(app).await?;
    app.vault.add_key()
}

/// Checks that the key file has every key that has sealed an address. On nodes with copies of it another node may have
/// added one; a key that this one added would then get the same number.
///
/// # Errors
/// If a key is missing, or the key file or the database cannot be read.
pub async fn check_file(app: &App) -> Result<()> {
    app.vault.reload()?;
    let newest = |conn: &mut Connection| {
        Table::ALL
            .iter()
            .map(|table| sealed::of_highest_key(conn, *table))
            .collect::<Result<Vec<_>>>()
    };
    for sealed in app.db.read(newest).await?.into_iter().flatten() {
        app.vault.check_key_of(&sealed)?;
    }
    Ok(())
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
        let resealed = run(app).await?;
        if resealed > 0 {
            tracing::info!(resealed, "addresses that a former key had sealed were sealed anew");
        }
    }
    Ok(())
}
