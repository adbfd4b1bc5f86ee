//! Finished pages in memory, weighed in bytes, computed once per miss.
//!
//! An entry is found by what it shows and by that thing's *edition*, a number that grows with each
//! change. Dropping is therefore one addition: entries of older editions are never asked for again
//! and fall out by age. The edition is read before the database is, so a page that was rendered
//! while a change committed is kept under the old number and never served after the change.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use moka::future::Cache as Moka;

use crate::error::Result;
use crate::ids::ArticleId;

/// Articles share this many edition counters; a collision costs a miss, nothing else.
const SLOTS: usize = 1024;
/// Paths that are remembered.
const PATHS: u64 = 10_000;
/// Entries of past editions leave after this long without being asked for.
const IDLE: Duration = Duration::from_secs(600);

/// The store of finished pages.
pub struct Cache {
    entries: Moka<(String, u64), Arc<Entry>>,
    paths: moka::sync::Cache<String, ArticleId>,
    site: AtomicU64,
    lists: AtomicU64,
    articles: Vec<AtomicU64>,
    off: bool,
}

/// What a page depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One article with its thread. Lists show its comment count, so dropping it drops them as
    /// well.
    Article(ArticleId),
    /// Lists and feeds. Dropping it drops every page: what all pages share has changed.
    Site,
}

/// A finished page.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The content type.
    pub mime: &'static str,
    /// The value of the `Link` header, for a part of a list with a next one.
    pub link: Option<String>,
    /// The ETag of each form of the content as it is sent, quotes included: plain, then compressed.
    pub etags: [Bytes; 2],
    /// The bytes as they are.
    pub identity: Parts,
    /// The same, compressed by the first request that can use it: many pages are only ever read by
    /// programs that do not ask for compression, and it costs more than rendering does.
    pub gzip: OnceLock<Zipped>,
}

/// A body with at most one gap, which is filled anew for each request (the form's hidden fields).
#[derive(Clone, Debug)]
pub struct Parts {
    /// Up to the gap; everything where there is none.
    pub head: Bytes,
    /// After the gap.
    pub tail: Option<Bytes>,
}

/// A compressed body. One with a gap lacks its trailer, which depends on what fills the gap.
#[derive(Clone, Debug)]
pub struct Zipped {
    /// The compressed bytes; each part ends on a byte boundary.
    pub parts: Parts,
    /// CRC-32 and length of what was compressed into head and tail, from which the trailer is made.
    pub sums: [(u32, u64); 2],
}

impl Cache {
    /// A cache of at most `bytes`; with 0 every page is made anew.
    pub fn new(bytes: u64) -> Cache {
        Cache {
            entries: Moka::builder()
                .max_capacity(bytes)
                .weigher(|key: &(String, u64), entry: &Arc<Entry>| {
                    (entry.weight() + key.0.len() + 200).try_into().unwrap_or(u32::MAX)
                })
                .time_to_idle(IDLE)
                .build(),
            paths: moka::sync::Cache::new(PATHS),
            site: AtomicU64::new(0),
            lists: AtomicU64::new(0),
            articles: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            off: bytes == 0,
        }
    }

    /// The entry for `key`, made by `make` if it is missing. Callers that miss at the same time
    /// share one making.
    ///
    /// `key` must be distinct for each distinct page (a path and its query will do).
    pub async fn get<F>(&self, scope: Scope, key: &str, make: F) -> Result<Arc<Entry>>
    where
        F: Future<Output = Result<Entry>>,
    {
        if self.off {
            return make.await.map(Arc::new);
        }
        let edition = self.edition(scope);
        let made = self
            .entries
            .try_get_with((key.to_owned(), edition), async { make.await.map(Arc::new) })
            .await;
        // The cache keeps a hold on the error while it tells those who waited, so each of them gets
        // a copy.
        made.map_err(|shared| shared.said_again())
    }

    /// Forgets every page that shows `scope`.
    pub fn drop(&self, scope: Scope) {
        match scope {
            Scope::Article(id) => {
                self.slot(id).fetch_add(1, Ordering::SeqCst);
                self.lists.fetch_add(1, Ordering::SeqCst);
            }
            Scope::Site => {
                self.site.fetch_add(1, Ordering::SeqCst);
                self.paths.invalidate_all();
            }
        }
    }

    /// Which article stands at `path`, as far as it is remembered. Whoever makes the page looks
    /// again.
    pub fn article_at(&self, path: &str) -> Option<ArticleId> {
        self.paths.get(path)
    }

    /// Remembers that the article `id` stands at `path`.
    pub fn remember(&self, path: &str, id: ArticleId) {
        self.paths.insert(path.to_owned(), id);
    }

    /// Forgets what stands at `path`.
    pub fn forget(&self, path: &str) {
        self.paths.invalidate(path);
    }

    /// Bytes held at this moment, about.
    pub fn bytes(&self) -> u64 {
        self.entries.weighted_size()
    }

    /// The counters only grow, so a sum of two grows with either.
    fn edition(&self, scope: Scope) -> u64 {
        let site = self.site.load(Ordering::SeqCst);
        match scope {
            Scope::Site => site + self.lists.load(Ordering::SeqCst),
            Scope::Article(id) => site + self.slot(id).load(Ordering::SeqCst),
        }
    }

    fn slot(&self, id: ArticleId) -> &AtomicU64 {
        &self.articles[id.0.unsigned_abs() as usize % SLOTS]
    }
}

impl Entry {
    /// What the entry takes up. The compressed form may come later, so room for it is counted from
    /// the start; HTML shrinks to a quarter, and half is more than any page of ours needs.
    fn weight(&self) -> usize {
        self.identity.len()
            + self.identity.len() / 2
            + self.link.as_ref().map_or(0, String::len)
            + self.etags.iter().map(Bytes::len).sum::<usize>()
    }
}

impl Parts {
    /// A body without a gap.
    pub fn whole(body: impl Into<Bytes>) -> Parts {
        Parts { head: body.into(), tail: None }
    }

    /// Bytes in head and tail.
    pub fn len(&self) -> usize {
        self.head.len() + self.tail.as_ref().map_or(0, Bytes::len)
    }

    /// True if there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
