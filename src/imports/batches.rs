//! Stores comments in transactions of many, and while one is written, the next is made ready: on two processors reading and
//! writing take their time side by side, and nobody waits for the disk.

use std::collections::{HashMap, HashSet};

use tokio::task::JoinHandle;

use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::importing::{self, ImportedComment};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, SectionId};
use crate::invalidation;

use super::items::Kind;
use super::running::Run;
use super::store::ledger::{self, InThread};

/// Comments of one transaction, at least; a thread's next part may come on top. Each commit waits for the disk, so that
/// several small threads are stored together; more of them would let readers wait who post meanwhile (some 50 µs each).
const FULL: usize = 400;
/// Bytes of text and HTML of one, at least, so that long comments need no more memory than many.
const FULL_BYTES: usize = 2_000_000;
/// Stored comments kept in memory, to which others may reply; those of a thread are kept to its end.
const KEPT: usize = 20_000;

/// A comment that is ready to be stored, with the id of its parent in the source.
#[derive(Clone)]
pub(super) struct Ready {
    pub(super) new: ImportedComment,
    pub(super) key: String,
    pub(super) parent: String,
    pub(super) entry: ledger::Entry,
}

/// Comments that are stored, by their ids in the source.
type Stored = HashMap<String, InThread>;

/// A comment that is here.
struct Placed {
    key: String,
    place: InThread,
    /// Whether it was not here before.
    is_new: bool,
}

/// The comments that wait, those of the transaction that is being written, and those that are stored.
pub(super) struct Batches {
    waiting: Vec<Ready>,
    waiting_bytes: usize,
    writing: Option<JoinHandle<Result<Vec<Placed>>>>,
    stored: Stored,
}

impl Batches {
    pub(super) fn new() -> Batches {
        Batches { waiting: Vec::new(), waiting_bytes: 0, writing: None, stored: Stored::new() }
    }

    /// Adds a comment, which is stored after those that were added before.
    pub(super) fn add(&mut self, ready: Ready) {
        self.waiting_bytes += ready.new.text.len() + ready.new.html.len();
        self.waiting.push(ready);
    }

    /// Adds one that is here, to which others may reply.
    pub(super) fn add_known(&mut self, key: &str, known: InThread) {
        self.stored.insert(key.to_owned(), known);
    }

    /// Whether a comment that is here stands on another article than `article`: an earlier import found another one for the
    /// page.
    pub(super) fn is_elsewhere(&self, key: &str, article: ArticleId) -> bool {
        self.stored.get(key).is_some_and(|place| place.article != article)
    }

    /// Begins to write what waits, if it is enough.
    ///
    /// # Errors
    /// Those of the transaction before.
    pub(super) async fn store_if_full(&mut self, run: &mut Run<'_>) -> Result<()> {
        let is_full = self.waiting.len() >= FULL || self.waiting_bytes >= FULL_BYTES;
        if is_full { self.store(run).await } else { Ok(()) }
    }

    /// Forgets the comments of a thread whose last one was added: nothing that follows replies to them.
    ///
    /// # Errors
    /// Those of the transaction before.
    pub(super) async fn end_thread(&mut self, run: &mut Run<'_>) -> Result<()> {
        if self.stored.len() >= KEPT {
            self.store(run).await?;
        }
        // Those that wait may reply to one of another thread that ended before.
        if self.waiting.is_empty() {
            self.stored.clear();
        }
        Ok(())
    }

    /// Stores what waits, to the end.
    ///
    /// # Errors
    /// Those of the last two transactions.
    pub(super) async fn finish(mut self, run: &mut Run<'_>) -> Result<()> {
        self.store(run).await?;
        self.written(run).await
    }

    /// Waits for what is being written, so that nothing is stored after the import has failed for another reason.
    pub(super) async fn abandon(mut self, run: &mut Run<'_>) {
        if let Err(error) = self.written(run).await {
            tracing::warn!(%error, "the last comments of an import that failed were not stored");
        }
    }

    /// Begins to write what waits, after what is being written now.
    async fn store(&mut self, run: &mut Run<'_>) -> Result<()> {
        self.written(run).await?;
        let ready = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        if ready.is_empty() {
            return Ok(());
        }
        let wanted: HashSet<&str> = ready.iter().map(|item| item.parent.as_str()).collect();
        let parents = wanted.into_iter().filter_map(|key| self.stored.get_key_value(key));
        let parents: Stored = parents.map(|(key, place)| (key.clone(), *place)).collect();
        let (app, now) = (run.app.clone(), run.app.clock.now());
        let work = move |conn: &mut Connection| insert(conn, &ready, parents.clone(), now);
        self.writing = Some(tokio::spawn(async move { app.db.write_low_priority(work).await }));
        // On a runtime of one thread the task begins only when this one rests.
        tokio::task::yield_now().await;
        Ok(())
    }

    /// Waits for what is being written.
    async fn written(&mut self, run: &mut Run<'_>) -> Result<()> {
        let Some(writing) = self.writing.take() else { return Ok(()) };
        for Placed { key, place, is_new } in writing.await.map_err(Error::internal)?? {
            self.stored.insert(key, place);
            match is_new {
                true => run.report.add_made(Kind::Comment.name()),
                false => run.report.add_matched(Kind::Comment.name()),
            }
        }
        Ok(())
    }
}

/// Stores comments with their lines in the ledger. `known` has those of earlier transactions to which they reply.
fn insert(
    conn: &mut Connection,
    ready: &[Ready],
    mut known: Stored,
    now: Time,
) -> Result<Vec<Placed>> {
    if let Some(first) = ready.first() {
        ledger::go_on(conn, first.entry.import_id)?;
    }
    let mut placed = Vec::with_capacity(ready.len());
    let mut entries = Vec::with_capacity(ready.len());
    let mut sections: HashMap<ArticleId, Option<SectionId>> = HashMap::new();
    for Ready { new, key, parent, entry } in ready {
        let parent = known.get(parent).filter(|parent| parent.article == new.article);
        let parent = parent.map(|place| (place.id, place.root));
        let new = ImportedComment { parent, ..new.clone() };
        let section = match sections.get(&new.article) {
            Some(section) => *section,
            None => {
                let section = importing::section(conn, new.article)?;
                sections.insert(new.article, section);
                invalidation::record(conn, Scope::Article(new.article), now)?;
                section
            }
        };
        let inserted = importing::insert(conn, &new, section, now)?;
        let place = match inserted {
            Some(id) => InThread::new(id, parent.map(|(_, root)| root), new.article),
            // Another process imports the same site.
            None => match importing::by_fingerprint(conn, &new.fingerprint)? {
                Some((id, root, article)) => InThread::new(id, root, article),
                None => continue,
            },
        };
        known.insert(key.clone(), place);
        placed.push(Placed { key: key.clone(), place, is_new: inserted.is_some() });
        if inserted.is_some() {
            entries.push(ledger::Entry { target_id: place.id.0, version: 1, ..entry.clone() });
        }
    }
    let new = placed.iter().filter(|it| it.is_new).map(|it| it.place.id);
    importing::process_later(conn, &new.collect::<Vec<_>>())?;
    ledger::add_all(conn, &entries)?;
    Ok(placed)
}
