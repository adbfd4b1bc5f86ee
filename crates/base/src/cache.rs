//! The page cache: rendered pages in memory, limited in bytes, rendered once per miss.
//!
//! The key of an entry contains the *edition* of its subject, a number that grows with each change.
//! Invalidating is therefore one addition: entries of older editions are never requested again and
//! expire. The edition is read before the database is, so a page that was rendered while a change
//! committed has the old number and is never served after the change.
//!
//! The time of the last change is kept beside each number. A page may be rendered from a replica of the database if
//! that has everything from before that time ([`Cache::changed_at`]).

use std::future::Future;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use moka::future::Cache as Moka;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::registry::Registry;

use crate::clock::Time;
use crate::error::Result;
use crate::ids::ArticleId;

/// The number of edition counters that articles share; a collision costs only a miss.
const SLOTS: usize = 1024;
/// How many paths of articles are cached.
const PATHS: u64 = 10_000;
/// Entries that were not requested for this long expire.
const IDLE: Duration = Duration::from_secs(600);

/// The page cache.
pub struct Cache {
    entries: Moka<(String, u64), Arc<Entry>>,
    paths: moka::sync::Cache<String, ArticleId>,
    site: Subject,
    lists: Subject,
    articles: Vec<Subject>,
    /// Times are counted from here.
    started: Instant,
    off: bool,
    requests: Counter,
    misses: Counter,
}

/// What pages show that changes together.
#[derive(Default)]
struct Subject {
    edition: AtomicU64,
    /// When the last change was noticed, in microseconds.
    changed: AtomicU64,
}

/// The subject of a page: a change to it invalidates the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One article with its comments. Lists show the number of its comments, so they are
    /// invalidated as well.
    Article(ArticleId),
    /// Lists and feeds. Invalidating it invalidates every page, because a part that all pages share
    /// has changed.
    Site,
}

/// A rendered page.
#[derive(Debug)]
pub struct Entry {
    /// The content type.
    pub mime: &'static str,
    /// The value of the `Link` header, for a page of a list that has a next page.
    pub link: Option<String>,
    /// When it was rendered, for a page with `Last-Modified`.
    pub rendered_at: Option<Time>,
    /// The ETags of the plain, the gzip and the brotli body, with quotes.
    pub etags: [Bytes; 3],
    /// The plain body.
    pub identity: Parts,
    /// The compressed bodies. Shared, because the smallest one is made beside the requests.
    pub compressed: Arc<Compressed>,
}

/// The compressed bodies of a page, each made when it is needed: many pages are only ever read by programs that do
/// not accept compression, and most pages of a busy thread are outdated after a few requests. One that could not be made
/// is none.
#[derive(Debug, Default)]
pub struct Compressed {
    /// Made by the first request that accepts gzip, which is quick.
    pub gzip: OnceLock<Option<Packed>>,
    /// Made by the second request that accepts brotli, at a level that is not slow.
    pub brotli: OnceLock<Option<Packed>>,
    /// Brotli at its best, made once the page has been sent often.
    pub smallest: OnceLock<Option<Packed>>,
    /// How many requests accepted brotli.
    pub asked: AtomicU32,
}

/// A body with at most one gap, which is filled for each request (the hidden fields of the form).
#[derive(Clone, Debug)]
pub struct Parts {
    /// The part before the gap; the whole body if there is none.
    pub head: Bytes,
    /// The part after the gap.
    pub tail: Option<Bytes>,
}

/// A compressed body. If it has a gap, what depends on the gap's content is missing and made by
/// `encoding::splice`.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The compressed bytes; each part ends on a byte boundary.
    pub parts: Parts,
    /// The length of the gap that the tail relies on.
    pub gap: usize,
    /// The first bytes after the gap, which are stored with it.
    pub after_gap: Bytes,
    /// Of gzip, CRC-32 and length of the uncompressed head and tail, from which the trailer is computed.
    pub sums: Option<[(u32, u64); 2]>,
}

impl Cache {
    /// A cache of at most `bytes`; 0 switches it off.
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
            site: Subject::default(),
            lists: Subject::default(),
            articles: (0..SLOTS).map(|_| Subject::default()).collect(),
            started: Instant::now(),
            off: bytes == 0,
            requests: Counter::default(),
            misses: Counter::default(),
        }
    }

    /// Registers the counters of lookups and misses.
    pub fn register(&self, registry: &mut Registry) {
        let help = "Pages that were looked up in the cache";
        registry.register("cache_requests", help, self.requests.clone());
        registry.register("cache_misses", "Those that had to be rendered", self.misses.clone());
    }

    /// The entry for `key`, rendered by `make` if it is missing. Callers that miss at the same time
    /// wait for one call of `make`.
    ///
    /// `key` must be distinct for each distinct page, for example its path and query.
    pub async fn get<F>(&self, scope: Scope, key: &str, make: F) -> Result<Arc<Entry>>
    where
        F: Future<Output = Result<Entry>>,
    {
        self.requests.inc();
        let make = async {
            self.misses.inc();
            make.await.map(Arc::new)
        };
        if self.off {
            return make.await;
        }
        let edition = self.edition(scope);
        let made = self.entries.try_get_with((key.to_owned(), edition), make).await;
        // The cache shares one error among the callers that waited, so each of them gets a copy.
        made.map_err(|shared| shared.duplicate())
    }

    /// Invalidates every page that depends on `scope`. The change was committed before.
    pub fn drop(&self, scope: Scope) {
        let now = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        match scope {
            Scope::Article(id) => {
                self.slot(id).change(now);
                self.lists.change(now);
            }
            Scope::Site => {
                self.site.change(now);
                self.paths.invalidate_all();
            }
        }
    }

    /// When this process last noticed a change of what pages of `scope` show. A reader that renders such a page needs a
    /// database that has everything committed before.
    pub fn changed_at(&self, scope: Scope) -> Instant {
        let site = self.site.changed.load(Ordering::SeqCst);
        let own = match scope {
            Scope::Site => &self.lists,
            Scope::Article(id) => self.slot(id),
        };
        let latest = site.max(own.changed.load(Ordering::SeqCst));
        // The time that was noted is rounded down.
        self.started + Duration::from_micros(latest.saturating_add(1))
    }

    /// The article at `path`, if it is cached. It may be out of date: rendering the page reads the
    /// path from the database.
    pub fn article_at(&self, path: &str) -> Option<ArticleId> {
        self.paths.get(path)
    }

    /// Caches that the article `id` is at `path`.
    pub fn remember(&self, path: &str, id: ArticleId) {
        self.paths.insert(path.to_owned(), id);
    }

    /// Removes the cached article at `path`.
    pub fn forget(&self, path: &str) {
        self.paths.invalidate(path);
    }

    /// The approximate size of all entries in bytes.
    pub fn bytes(&self) -> u64 {
        self.entries.weighted_size()
    }

    /// The counters only grow, so a sum of two grows with each of them.
    fn edition(&self, scope: Scope) -> u64 {
        let site = self.site.edition.load(Ordering::SeqCst);
        match scope {
            Scope::Site => site + self.lists.edition.load(Ordering::SeqCst),
            Scope::Article(id) => site + self.slot(id).edition.load(Ordering::SeqCst),
        }
    }

    fn slot(&self, id: ArticleId) -> &Subject {
        &self.articles[id.0.unsigned_abs() as usize % SLOTS]
    }
}

impl Subject {
    /// The time comes first: a reader of the new edition must find it.
    fn change(&self, now: u64) {
        self.changed.fetch_max(now, Ordering::SeqCst);
        self.edition.fetch_add(1, Ordering::SeqCst);
    }
}

impl Entry {
    /// The size in bytes that counts against the limit. It includes half the plain body for the
    /// compressed ones, which may be added later; HTML shrinks to less than a quarter.
    fn weight(&self) -> usize {
        self.identity.len()
            + self.identity.len() / 2
            + self.link.as_ref().map_or(0, String::len)
            + self.etags.iter().map(Bytes::len).sum::<usize>()
    }
}

impl Packed {
    /// A body without a gap.
    pub fn whole(body: Vec<u8>) -> Packed {
        Packed { parts: Parts::whole(body), gap: 0, after_gap: Bytes::new(), sums: None }
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

    /// Whether the body is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
