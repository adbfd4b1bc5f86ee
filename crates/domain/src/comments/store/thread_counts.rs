//! The queries of [`thread_counts`](crate::comments::thread_counts).

use std::collections::BTreeSet;

use diesel::dsl::{count, count_star};
use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{
    articles, public_comments, stale_thread_counts, thread_count_changes, thread_counts,
};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::on;

/// The numbers that a block of height 0 spans, and the blocks of height 0 in one of height 1. The
/// migrations and the view `thread_count_changes` have the same number.
pub const SPAN: i64 = 128;

/// Public threads and comments of one block. A thread belongs to the block of the comment that
/// begins it, and its replies with it.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct Block {
    pub block: i64,
    pub threads: i64,
    pub comments: i64,
}

/// The stored blocks of one height, those from `from` to before `until`.
pub fn stored(
    conn: &mut Connection,
    article: ArticleId,
    height: i16,
    (from, until): (i64, i64),
) -> Result<Vec<Block>> {
    Ok(on!(conn, |c| thread_counts::table
        .filter(thread_counts::article_id.eq(article).and(thread_counts::height.eq(height)))
        .filter(thread_counts::block.ge(from).and(thread_counts::block.lt(until)))
        .order(thread_counts::block)
        .select((thread_counts::block, thread_counts::threads, thread_counts::comments))
        .load(c))?)
}

/// What must be added to the stored blocks of height 0.
pub fn changes(conn: &mut Connection, article: ArticleId) -> Result<Vec<Block>> {
    Ok(on!(conn, |c| thread_count_changes::table
        .filter(thread_count_changes::article_id.eq(article))
        .select((
            thread_count_changes::block,
            thread_count_changes::threads,
            thread_count_changes::comments
        ))
        .load(c))?)
}

/// How many public threads begin from the comment `from` to before `until`, counted one by one.
pub fn threads_between(
    conn: &mut Connection,
    article: ArticleId,
    from: CommentId,
    until: CommentId,
) -> Result<i64> {
    Ok(on!(conn, |c| public_comments::table
        .filter(public_comments::article_id.eq(article))
        .filter(public_comments::thread_id.ge(from).and(public_comments::thread_id.lt(until)))
        .select(count(public_comments::thread_id).aggregate_distinct())
        .first(c))?)
}

/// Whether any block must be counted again.
pub fn any_stale(conn: &mut Connection) -> Result<bool> {
    let first: Option<i64> = on!(conn, |c| stale_thread_counts::table
        .select(stale_thread_counts::id)
        .first(c)
        .optional())?;
    Ok(first.is_some())
}

/// Takes out up to `limit` notes of stale blocks, and returns these blocks.
pub fn take_stale(conn: &mut Connection, limit: i64) -> Result<BTreeSet<(ArticleId, i64)>> {
    let ids: Vec<i64> = on!(conn, |c| stale_thread_counts::table
        .order(stale_thread_counts::id)
        .limit(limit)
        .select(stale_thread_counts::id)
        .load(c))?;
    let Some(last) = ids.last() else { return Ok(BTreeSet::new()) };
    let taken: Vec<(ArticleId, i64)> = on!(conn, |c| diesel::delete(
        stale_thread_counts::table.filter(stale_thread_counts::id.le(last))
    )
    .returning((stale_thread_counts::article_id, stale_thread_counts::block))
    .get_results(c))?;
    // An import that was undone has removed comments, and then their article.
    let of: BTreeSet<ArticleId> = taken.iter().map(|(article, _)| *article).collect();
    let known: Vec<ArticleId> = on!(conn, |c| articles::table
        .filter(articles::id.eq_any(of.iter().copied()))
        .select(articles::id)
        .load(c))?;
    Ok(taken.into_iter().filter(|(article, _)| known.contains(article)).collect())
}

/// Counts a block of height 0 one by one.
pub fn count_block(conn: &mut Connection, article: ArticleId, block: i64) -> Result<Block> {
    let (threads, comments) = on!(conn, |c| public_comments::table
        .filter(public_comments::article_id.eq(article))
        .filter(public_comments::thread_id.ge(block * SPAN))
        .filter(public_comments::thread_id.lt((block + 1) * SPAN))
        .select((count(public_comments::thread_id).aggregate_distinct(), count_star()))
        .first(c))?;
    Ok(Block { block, threads, comments })
}

/// Stores what was counted of a block.
pub fn store(conn: &mut Connection, article: ArticleId, height: i16, block: &Block) -> Result<()> {
    let numbers =
        (thread_counts::threads.eq(block.threads), thread_counts::comments.eq(block.comments));
    let row = (
        thread_counts::article_id.eq(article),
        thread_counts::height.eq(height),
        thread_counts::block.eq(block.block),
        numbers,
    );
    on!(conn, |c| diesel::insert_into(thread_counts::table)
        .values(row)
        .on_conflict((thread_counts::article_id, thread_counts::height, thread_counts::block))
        .do_update()
        .set(numbers)
        .execute(c))?;
    Ok(())
}
