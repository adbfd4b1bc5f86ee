//! Moderation: the queue, the decisions and their log, and the desk at which comments are read and
//! decided.
//!
//! [`decide`], [`edit`] and [`undo`] are the only ways in which staff change a comment; each is one
//! transaction that compares, sets, and writes its line into a log to which lines are only ever
//! added. What they return as `changed` is what the caller drops from the page cache after the
//! commit and before it answers.

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
pub mod reason;
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
use crate::ids::CommentId;
use crate::moderation::model::{
    Context, Filter, Item, Load, Order, Place, Queue, SealedReader, SectionName,
};
use crate::moderation::stats::Past;
use crate::moderation::store::{
    claims as claimed, counting, list_context as beside, listing as listed, reading,
};
use crate::vault::Vault;

pub use crate::comments::life::model::{Done, LEFT};
pub use crate::comments::life::state::present;
pub use crate::moderation::deciding::{LastDecision, Rewrite, decide, edit, last_decision, undo};

/// How many other comments of the same reader help to decide.
const OTHERS: i64 = 20;
/// How many comments before and after are shown as context.
const AROUND: i64 = 3;
/// How many near-duplicates are counted, and how many are named.
const GROUP: (i64, usize) = (1_000, 100);
/// How many of a reader's comments make the record, the latest first.
const RECORD: i64 = 5_000;

/// Up to `limit` comments that fit `filter`, those after the place `after` of the same order.
///
/// # Errors
/// `Invalid` for a place of another order.
pub fn list(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Item>> {
    let ids = listed::page(conn, filter, order, after, limit)?;
    reading::items(conn, &ids)
}

/// One comment.
///
/// # Errors
/// [`Error::NotFound`].
pub fn item(conn: &mut Connection, id: CommentId) -> Result<Item> {
    reading::item(conn, id)?.ok_or(Error::NotFound)
}

/// One comment and all that helps to decide on it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn context(conn: &mut Connection, id: CommentId) -> Result<Context> {
    let item = item(conn, id)?;
    let mut near = match item.group_id {
        Some(group) => beside::group(conn, group, GROUP.0)?,
        None => Vec::new(),
    };
    near.retain(|other| *other != id);
    Ok(Context {
        siblings: beside::siblings(conn, item.article.id, item.parent_id, id, AROUND)?,
        record: match &item.reader {
            Some(reader) => beside::record(conn, reader.id, RECORD)?,
            None => None,
        },
        near_duplicates: near.len(),
        near_ids: near.into_iter().take(GROUP.1).collect(),
        claim: claimed::of(conn, &[id], Time::from_micros(0))?.remove(&id),
        reviews: beside::open_reviews(conn, &[id])?.remove(&id).unwrap_or_default(),
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

/// The names over the comments that these answer.
pub fn parent_names(conn: &mut Connection, items: &[Item]) -> Result<HashMap<CommentId, String>> {
    let parents: Vec<CommentId> = items.iter().filter_map(|item| item.parent_id).collect();
    reading::names(conn, &parents)
}

/// The comment to decide after `id`: the next pending one, or else the first.
pub fn next_pending(conn: &mut Connection, id: CommentId) -> Result<Option<CommentId>> {
    reading::next_pending(conn, id)
}

/// The comment to decide after `id` in a list: the next one, or else the first; never `id` itself.
pub fn next(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    id: CommentId,
) -> Result<Option<CommentId>> {
    let place = Place::of(&item(conn, id)?, order);
    let mut found = listing::page(conn, filter, order, Some(place), 1)?;
    if found.is_empty() {
        found = listing::page(conn, filter, order, None, 2)?;
    }
    Ok(found.into_iter().find(|found| *found != id))
}

/// The highest number of a comment so far.
pub fn newest(conn: &mut Connection) -> Result<CommentId> {
    Ok(counting::newest(conn)?.unwrap_or(CommentId(0)))
}

/// All sections in the order of their names.
pub fn sections(conn: &mut Connection) -> Result<Vec<SectionName>> {
    counting::sections(conn)
}

/// How many comments wait.
pub fn waiting(conn: &mut Connection) -> Result<i64> {
    counting::waiting(conn)
}

/// How many comments have which status, and since when the oldest is pending; for the tabs of the
/// desk.
pub fn overview(conn: &mut Connection) -> Result<Load> {
    let mut load = Load { oldest_pending: listed::oldest_pending(conn)?, ..Load::default() };
    for (_, status, count) in counting::counts(conn)? {
        load.counts[status as usize] += count;
    }
    Ok(load)
}

/// How much waits and how fast it is decided, by section, hour and moderator. The waits are those
/// of comments that staff first decided within 30 days before `now`.
pub fn queue(conn: &mut Connection, now: Time) -> Result<Queue> {
    let past = stats::past(conn, now)?;
    queue_with(conn, &past, now)
}

/// The same with what was read of the log a moment ago.
pub fn queue_with(conn: &mut Connection, past: &Past, now: Time) -> Result<Queue> {
    let mut loads = store::loads::loads(conn)?;
    for (section, waits) in &past.waits {
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
        hours: past.hours.clone(),
        moderators: stats::moderators(conn, past, now)?,
    })
}

/// A reader's address as moderators see it: `a•••@e•••.org`. The address itself goes no further.
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
