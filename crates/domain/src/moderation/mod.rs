//! Moderation: the queue, the decisions and their log, and the desk at which comments are read and
//! decided.
//!
//! Staff change a comment by [`decide`], [`edit`] and [`undo`], by a batch ([`batches`]), by the answer
//! to flags, an appeal or an author's edit ([`answering`]), and pin or feature it ([`picks`]). Each is
//! one transaction that compares, sets, and appends its line to the log. Status, text and version are
//! written in [`comments::life`](crate::comments::life) only. The caller drops the pages in `changed`
//! from the cache after the commit and before it answers.

pub mod alerts;
pub mod answering;
pub mod batches;
pub mod claims;
mod deciding;
pub mod filter;
pub mod list_context;
pub mod listing;
pub mod model;
pub mod notes;
pub mod picks;
pub mod reader_key;
pub mod request;
pub mod reveal;
pub mod review_queue;
pub mod saved_view;
pub mod section_moderators;
pub mod stats;
mod store;
pub mod views;
pub mod web;

use std::collections::HashMap;

use crate::address::EmailAddress;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReaderId};
use crate::moderation::model::list::{Cursor, Filter, Order};
use crate::moderation::model::workload::{Load, Queue, SectionName};
use crate::moderation::model::{Context, Item, Record, SealedReader, ThreadComment};
use crate::moderation::stats::DecisionStats;
use crate::moderation::store::{
    claims as claim_store, counting, list_context as context_store, listing as list_store, reading,
};
use crate::vault::Vault;

pub use crate::moderation::deciding::{LastDecision, Rewrite, decide, edit, last_decision, undo};

/// Other comments of the same reader that the context shows.
const OTHERS: i64 = 20;
/// Siblings before and after the comment that the context shows.
const AROUND: i64 = 3;
/// Near-duplicates that are counted at most, and those that are listed at most.
const GROUP: (i64, usize) = (1_000, 100);
/// Replies of a conversation that are read at most.
pub const THREAD: i64 = 500;
/// Comments of a reader that the record counts at most, the latest first.
const RECORD: i64 = 5_000;

/// Returns up to `limit` comments that match `filter`, after the cursor `after`.
///
/// # Errors
/// `Invalid` for a cursor of another order.
pub fn list(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Item>> {
    let ids = list_store::page(conn, filter, order, after, limit)?;
    reading::items(conn, &ids)
}

/// One comment.
///
/// # Errors
/// [`Error::NotFound`].
pub fn item(conn: &mut Connection, id: CommentId) -> Result<Item> {
    reading::item(conn, id)?.ok_or(Error::NotFound)
}

/// A comment with its article, thread, log, and what else helps to decide about it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn context(conn: &mut Connection, id: CommentId) -> Result<Context> {
    let item = item(conn, id)?;
    let mut near = match item.group_id {
        Some(group) => context_store::group(conn, group, GROUP.0)?,
        None => Vec::new(),
    };
    near.retain(|other| *other != id);
    Ok(Context {
        siblings: context_store::siblings(conn, item.article.id, item.parent_id, id, AROUND)?,
        record: match &item.reader {
            Some(reader) => context_store::record(conn, reader.id, RECORD)?,
            None => None,
        },
        near_duplicates: near.len(),
        near_ids: near.into_iter().take(GROUP.1).collect(),
        claim: claim_store::of(conn, &[id], Time::from_micros(0))?.remove(&id),
        reviews: context_store::open_reviews(conn, &[id])?.remove(&id).unwrap_or_default(),
        article_text: reading::article_text(conn, item.article.id)?,
        parent: item.parent_id.map(|parent| reading::parent(conn, parent)).transpose()?.flatten(),
        others: match &item.reader {
            Some(reader) => reading::others(conn, reader.id, id, OTHERS)?,
            None => Vec::new(),
        },
        log: reading::log(conn, id)?,
        revisions: reading::revisions(conn, id)?,
        notes: notes::list(conn, id)?,
        item,
    })
}

/// What became of all that a reader wrote. None if the reader's address is not stored.
pub fn record(conn: &mut Connection, reader: ReaderId) -> Result<Option<Record>> {
    context_store::record(conn, reader, RECORD)
}

/// Returns the conversation that a comment belongs to, oldest first; of a very long one the first
/// [`THREAD`] replies.
///
/// # Errors
/// [`Error::NotFound`].
pub fn thread(conn: &mut Connection, id: CommentId) -> Result<Vec<ThreadComment>> {
    context_store::thread(conn, id, THREAD)
}

/// Returns these comments, in this order; deleted rows are left out.
pub fn items(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<Item>> {
    reading::items(conn, ids)
}

/// The authors' names of the comments that `items` reply to.
pub fn parent_names(conn: &mut Connection, items: &[Item]) -> Result<HashMap<CommentId, String>> {
    let parents: Vec<CommentId> = items.iter().filter_map(|item| item.parent_id).collect();
    reading::names(conn, &parents)
}

/// The pending comment after `id`, or the first pending one if there is none after it.
pub fn next_pending(conn: &mut Connection, id: CommentId) -> Result<Option<CommentId>> {
    reading::next_pending(conn, id)
}

/// The comment after `id` in a list, or the first one if `id` is the last; never `id` itself.
pub fn next(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    id: CommentId,
) -> Result<Option<CommentId>> {
    let cursor = Cursor::of(&item(conn, id)?, order);
    let mut found = listing::page(conn, filter, order, Some(cursor), 1)?;
    if found.is_empty() {
        found = listing::page(conn, filter, order, None, 2)?;
    }
    Ok(found.into_iter().find(|found| *found != id))
}

/// The number of the newest comment; 0 if there is none.
pub fn newest(conn: &mut Connection) -> Result<CommentId> {
    Ok(counting::newest(conn)?.unwrap_or(CommentId(0)))
}

/// All sections in the order of their names.
pub fn sections(conn: &mut Connection) -> Result<Vec<SectionName>> {
    counting::sections(conn)
}

/// The inbox by which a reader is the same person under every spelling of the address, if it is known.
pub fn inbox(conn: &mut Connection, reader: ReaderId) -> Result<Option<Vec<u8>>> {
    store::inbox::of(conn, reader)
}

/// Counts the pending comments.
pub fn waiting(conn: &mut Connection) -> Result<i64> {
    counting::waiting(conn)
}

/// Comments by status, and when the pending one that waits longest arrived; for the tabs of the desk
/// and for the metrics.
pub fn overview(conn: &mut Connection) -> Result<Load> {
    let mut load = Load { oldest_pending: counting::oldest_pending(conn)?, ..Load::default() };
    for (_, status, count) in counting::counts(conn)? {
        load.counts[status as usize] += count;
    }
    Ok(load)
}

/// The state of the queue by section, hour and moderator. Waiting times are those of comments that
/// staff first decided within 30 days before `now`.
pub fn queue(conn: &mut Connection, now: Time) -> Result<Queue> {
    let decisions = stats::read(conn, now)?;
    queue_from(conn, &decisions, now)
}

/// The same, with statistics that were read from the log before.
pub fn queue_from(conn: &mut Connection, decisions: &DecisionStats, now: Time) -> Result<Queue> {
    let mut loads = store::loads::loads(conn)?;
    for (section, waits) in &decisions.waits {
        loads.entry(*section).or_default().waits.clone_from(waits);
    }
    let mut sections: Vec<(Option<SectionName>, Load)> = Vec::new();
    for section in counting::sections(conn)? {
        let load = loads.remove(&Some(section.id)).unwrap_or_default();
        sections.push((Some(section), load));
    }
    if let Some(load) = loads.remove(&None) {
        sections.push((None, load));
    }
    let mut all = Load::default();
    for (_, load) in &sections {
        for (sum, count) in all.counts.iter_mut().zip(load.counts) {
            *sum += count;
        }
        all.oldest_pending = all.oldest_pending.into_iter().chain(load.oldest_pending).min();
        all.waits.extend(&load.waits);
    }
    Ok(Queue {
        all,
        sections,
        hours: decisions.hours.clone(),
        moderators: stats::moderators(conn, decisions, now)?,
    })
}

/// A reader's address as moderators see it: `a•••@e•••.org`. None if it cannot be opened.
pub fn masked_address(vault: &Vault, reader: &SealedReader) -> Option<String> {
    let opened = match vault.open_reader(&reader.email_index, &reader.email_sealed) {
        Ok(opened) => opened,
        Err(error) => {
            // The comment can be decided without it.
            tracing::error!(%error, reader = reader.id.0, "a reader's address does not open");
            return None;
        }
    };
    EmailAddress::parse(&opened).ok().map(|address| address.masked())
}

#[cfg(test)]
mod tests;
