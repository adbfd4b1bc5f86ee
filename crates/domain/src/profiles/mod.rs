//! A reader as moderators see them: what they wrote and what became of it, a note of the staff, and
//! whether they are banned, held or trusted. A reader is identified as in [`crate::bans`], by the
//! inbox; the address itself is shown masked only.

pub mod model;
mod store;
pub mod web;

use serde_json::json;

use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::bans;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ReaderId};
use crate::moderation;
use crate::moderation::batches::{self, BatchDecision, Selection};
use crate::moderation::model::SealedReader;
use crate::moderation::model::batch::Batch;
use crate::moderation::model::list::{Filter, Order};
use crate::moderation::notes::NoteText;
use crate::profiles::model::Profile;
use crate::status::{Decision, Status};
use crate::vault::Vault;

/// Comments that a profile shows.
const LATEST: i64 = 10;

/// Readers whose inbox is stored in one transaction, so that posts are not delayed.
const INBOXES_AT_A_TIME: i64 = 500;

/// The profile of a reader at `now`.
///
/// # Errors
/// [`Error::NotFound`] if the reader's address is not stored.
pub fn show(conn: &mut Connection, vault: &Vault, reader: ReaderId, now: Time) -> Result<Profile> {
    let record = moderation::record(conn, reader)?.ok_or(Error::NotFound)?;
    let sealed = store::reader(conn, reader)?.ok_or(Error::NotFound)?;
    let inbox = inbox_index(vault, &sealed)?;
    let theirs = Filter { reader: Some(reader), ..Filter::default() };
    Ok(Profile {
        latest: moderation::list(conn, &theirs, Order::Newest, None, LATEST)?,
        waiting: batches::preview(conn, &waiting(reader))?,
        note: store::note(conn, &inbox)?,
        ban: bans::of_reader(conn, vault, reader, now)?,
        reader: sealed,
        record,
    })
}

/// Whether the staff have written a note about a reader.
pub fn has_note(conn: &mut Connection, vault: &Vault, reader: ReaderId) -> Result<bool> {
    let sealed = store::reader(conn, reader)?.ok_or(Error::NotFound)?;
    let inbox = inbox_index(vault, &sealed)?;
    Ok(store::note(conn, &inbox)?.is_some())
}

/// Writes the note about a reader in the place of the former one; None removes it. The log records
/// that it was changed, but not the text, because lines of the log are kept forever.
///
/// # Errors
/// [`Error::NotFound`] if the reader's address is not stored.
pub fn set_note(
    conn: &mut Connection,
    vault: &Vault,
    reader: ReaderId,
    text: Option<&NoteText>,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    let sealed = store::reader(conn, reader)?.ok_or(Error::NotFound)?;
    let inbox = inbox_index(vault, &sealed)?;
    let changed = match text {
        Some(text) => store::write_note(conn, &inbox, reader, text.as_str(), actor, now)?,
        None => store::remove_note(conn, &inbox)?,
    };
    if changed {
        let line = Entry {
            detail: Some(json!({ "removed": text.is_none() })),
            ..Entry::by(actor, Act::ReaderNote)
        };
        audit::append(conn, &line, now)?;
    }
    Ok(())
}

/// Begins a batch that rejects all comments of a reader that wait. It can be undone as any batch.
///
/// # Errors
/// [`Error::Conflict`] `count_changed` if other than `expected` comments wait.
pub fn reject_waiting(
    conn: &mut Connection,
    reader: ReaderId,
    expected: i64,
    actor: AccountId,
    now: Time,
) -> Result<Batch> {
    let request = BatchDecision {
        decision: Decision::Reject,
        reason: None,
        to_author: None,
        note: Some("All waiting comments of one reader".to_owned()),
    };
    batches::begin(conn, &waiting(reader), &request, Some(expected), actor, now)
}

/// Stores the inbox of each reader from before there was a column for it.
///
/// # Errors
/// Those of the storage. A reader whose address cannot be opened is left out, and stays alone.
pub async fn fill_inboxes(app: &App) -> Result<()> {
    let mut after = ReaderId(0);
    loop {
        let found =
            app.db.read(move |conn| store::without_inbox(conn, after, INBOXES_AT_A_TIME)).await?;
        let Some(last) = found.last() else { return Ok(()) };
        after = last.id;
        let open = |reader: &SealedReader| -> Result<(ReaderId, Vec<u8>)> {
            Ok((reader.id, inbox_index(&app.vault, reader)?))
        };
        let (known, unknown): (Vec<_>, Vec<_>) = found.iter().map(open).partition(Result::is_ok);
        if let Some(Err(error)) = unknown.first() {
            tracing::debug!(%error, readers = unknown.len(), "inboxes of readers are unknown");
        }
        let known: Vec<(ReaderId, Vec<u8>)> = known.into_iter().flatten().collect();
        app.db.write_low_priority(move |conn| store::set_inboxes(conn, &known)).await?;
    }
}

fn waiting(reader: ReaderId) -> Selection {
    Selection::Filter(Box::new(Filter {
        status: Some(Status::Pending),
        reader: Some(reader),
        ..Filter::default()
    }))
}

fn inbox_index(vault: &Vault, reader: &SealedReader) -> Result<Vec<u8>> {
    Ok(vault.inbox_index(&vault.reader_address(&reader.email_index, &reader.email_sealed)?))
}
