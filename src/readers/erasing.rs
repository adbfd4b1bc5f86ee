//! Erasing a reader: address, name, website, subscriptions, deliveries, and the texts if wanted.

use serde_json::json;

use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::erasing::{Erased, Texts, erase_reader};
use crate::comments::life::model::{BY_AUTHOR, By};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::ids::{AccountId, ReaderId};
use crate::notify::readers as mails;
use crate::readers::tombstones::{self, Tombstone};
use crate::readers::{store, store_requests};

/// What a person gets who was erased. It contains no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Receipt {
    pub at: Time,
    /// How many comments had this author.
    pub comments: usize,
    /// What became of their texts.
    pub texts: Texts,
}

/// Erases a reader on the reader's own request, or on behalf of `staff`. Cannot be undone.
///
/// # Errors
/// `NotFound` if the address is not stored (any more).
pub async fn erase(
    app: &App,
    reader: ReaderId,
    texts: Texts,
    staff: Option<AccountId>,
) -> Result<Receipt> {
    let at = app.clock.now();
    let found = app.db.read(move |conn| store::reader(conn, reader)).await?;
    let (email_index, _) = found.ok_or(Error::NotFound)?;
    tombstones::add(&app.config.data.folder, &Tombstone { at, texts, email_index })?;
    let erased = write(app, reader, texts, staff, at).await?;
    Ok(Receipt { at, comments: erased.comments, texts })
}

/// The reader with the address of this blind index.
pub fn reader_of(conn: &mut Connection, email_index: &[u8]) -> Result<Option<ReaderId>> {
    store::reader_before(conn, email_index, Time::from_micros(i64::MAX))
}

/// Erases again those readers of the list who are in the database, because an older backup was
/// restored. Returns how many.
pub async fn apply_tombstones(app: &App) -> Result<usize> {
    let mut count = 0;
    for Tombstone { at, texts, email_index } in tombstones::read(&app.config.data.folder)? {
        let find = move |conn: &mut Connection| store::reader_before(conn, &email_index, at);
        if let Some(reader) = app.db.read(find).await? {
            write(app, reader, texts, None, at).await?;
            count += 1;
        }
    }
    if count > 0 {
        tracing::warn!(
            readers = count,
            "readers who had been erased were in the database again and were erased again"
        );
    }
    Ok(count)
}

async fn write(
    app: &App,
    reader: ReaderId,
    texts: Texts,
    staff: Option<AccountId>,
    now: Time,
) -> Result<Erased> {
    let settings = app.settings();
    let anonymous = Words::of(settings.site.tag_for(None)).erased_author().into_owned();
    let erasing = app.db.write(move |conn| {
        let reason = staff.is_none().then_some(BY_AUTHOR);
        let by = By { actor: staff, reason, ..By::default() };
        mails::forget(conn, reader)?;
        store_requests::delete_of_reader(conn, reader)?;
        let erased = erase_reader(conn, reader, (texts, &anonymous), &by, now)?;
        let detail = json!({ "comments": erased.comments, "texts": texts.name() });
        let line =
            Entry { actor: staff, reason, detail: Some(detail), ..Entry::new(Act::EraseReader) };
        audit::append(conn, &line, now)?;
        Ok(erased)
    });
    let erased = erasing.await?;
    for article in &erased.articles {
        app.cache.drop(Scope::Article(*article));
    }
    Ok(erased)
}
