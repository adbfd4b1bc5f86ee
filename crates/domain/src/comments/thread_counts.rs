//! The number of an article's public threads and comments, and of the threads before one, without
//! counting them one by one: no request may become slower with the length of the discussion.
//!
//! Pages are numbered from the oldest thread on, and any decision can make a thread public or hide
//! it, so the number of a page cannot be kept with the comment. Instead the table `thread_counts`
//! holds, by article, how many public threads begin in each *block* of 128 comment numbers, and in
//! each block of 128 such blocks. The place of a thread is the sum of at most 127 small blocks and
//! of the few large ones before them, and a count within its own block; a page begins where such a
//! sum reaches what the pages before it hold.
//!
//! A change of a comment does not update these counts: on PostgreSQL every post would wait for all
//! others that update the same row, and if two transactions each hid a part of a thread, both or none
//! would count it. A trigger only marks the block as *stale*. Readers count stale blocks one by one
//! (the view `thread_count_changes`), so that the sum is always correct; within a second or two the
//! worker counts the block again, stores the count, and removes the mark. A block is counted after its
//! marks were removed, and any later commit sets a new one, so counts cannot drift. Without a worker
//! the counts stay correct and only become slower.

use std::collections::{BTreeMap, BTreeSet};

use crate::comments::store::reading;
use crate::comments::store::thread_counts as store;
use crate::comments::store::thread_counts::{Block, SPAN};
use crate::db::{Connection, Db, dialect};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};

/// Notes of stale blocks in one transaction, for which posts wait on SQLite: some 5 ms.
const PART: i64 = 100;

/// Names the lock under which blocks are counted.
const LOCK: &[u8] = b"threads.";

/// The counts of one article at one instant. All queries must run in one snapshot.
pub struct ThreadCounts {
    article: ArticleId,
    /// Blocks of height 1, with what has changed since.
    large: BTreeMap<i64, Block>,
    /// What must be added to the stored blocks of height 0.
    changes: Vec<Block>,
}

impl ThreadCounts {
    /// Reads the counts of an article.
    pub fn of(conn: &mut Connection, article: ArticleId) -> Result<ThreadCounts> {
        let stored = store::stored(conn, article, 1, (0, i64::MAX))?;
        let changes = store::changes(conn, article)?;
        let moved = changes.iter().map(|change| Block { block: change.block / SPAN, ..*change });
        let large = sum(stored.into_iter().chain(moved));
        Ok(ThreadCounts { article, large, changes })
    }

    /// All public threads.
    pub fn threads(&self) -> i64 {
        self.large.values().map(|block| block.threads).sum()
    }

    /// All public comments.
    pub fn comments(&self) -> i64 {
        self.large.values().map(|block| block.comments).sum()
    }

    /// How many public threads begin before the comment `thread`.
    pub fn before(&self, conn: &mut Connection, thread: CommentId) -> Result<i64> {
        let block = thread.0 / SPAN;
        let (small, begin) = (self.small(conn, block / SPAN)?, CommentId(block * SPAN));
        let blocks = self.large.range(..block / SPAN).chain(small.range(..block));
        let whole: i64 = blocks.map(|(_, block)| block.threads).sum();
        Ok(whole + store::threads_between(conn, self.article, begin, thread)?)
    }

    /// The comments that begin public threads, oldest first: up to `limit`, after the first `skip`.
    pub fn threads_after(
        &self,
        conn: &mut Connection,
        skip: i64,
        limit: i64,
    ) -> Result<Vec<CommentId>> {
        let (large, skip) = block_at(&self.large, skip);
        let Some(large) = large else { return Ok(Vec::new()) };
        let (small, skip) = block_at(&self.small(conn, large)?, skip);
        let Some(small) = small else { return Ok(Vec::new()) };
        reading::threads(conn, self.article, CommentId(small * SPAN), skip, limit)
    }

    /// The blocks of height 0 in one of height 1.
    fn small(&self, conn: &mut Connection, large: i64) -> Result<BTreeMap<i64, Block>> {
        let range = large * SPAN..(large + 1) * SPAN;
        let stored = store::stored(conn, self.article, 0, (range.start, range.end))?;
        let changes = self.changes.iter().filter(|change| range.contains(&change.block));
        Ok(sum(stored.into_iter().chain(changes.copied())))
    }
}

/// Adds up what there is of each block.
fn sum(blocks: impl Iterator<Item = Block>) -> BTreeMap<i64, Block> {
    let mut sums: BTreeMap<i64, Block> = BTreeMap::new();
    for Block { block, threads, comments } in blocks {
        let sum = sums.entry(block).or_insert(Block { block, threads: 0, comments: 0 });
        sum.threads += threads;
        sum.comments += comments;
    }
    sums
}

/// The block in which the thread after the first `skip` begins, and how many of its own threads are
/// among these. None: there are not so many.
fn block_at(blocks: &BTreeMap<i64, Block>, mut skip: i64) -> (Option<i64>, i64) {
    for block in blocks.values() {
        if skip < block.threads {
            return (Some(block.block), skip);
        }
        skip -= block.threads;
    }
    (None, skip)
}

/// Counts stale blocks again, and returns how many; 0 when there is none left.
///
/// # Errors
/// Those of the database; what was not counted stays stale.
pub async fn recount_some(db: &Db) -> Result<usize> {
    if !db.read_without_transaction(store::any_stale).await? {
        return Ok(0);
    }
    db.write_low_priority(recount).await
}

fn recount(conn: &mut Connection) -> Result<usize> {
    // Two that counted the same block at once could store the older count last.
    dialect::serialize_on(conn, LOCK)?;
    let stale = store::take_stale(conn, PART)?;
    for (article, block) in &stale {
        let counted = store::count_block(conn, *article, *block)?;
        store::store(conn, *article, 0, &counted)?;
    }
    let large: BTreeSet<(ArticleId, i64)> =
        stale.iter().map(|(article, block)| (*article, block / SPAN)).collect();
    for (article, block) in large {
        let small = store::stored(conn, article, 0, (block * SPAN, (block + 1) * SPAN))?;
        let whole = small.into_iter().map(|small| Block { block, ..small });
        for sum in sum(whole).values() {
            store::store(conn, article, 1, sum)?;
        }
    }
    Ok(stale.len())
}
