//! Moderation: the queue, the decisions and their log, and the desk at which comments are read and decided.
//!
//! [`decide`] and [`edit`] are the only ways in which staff change a comment; each is one transaction that compares,
//! sets, and writes its line into a log to which lines are only ever added. What they return as `changed` is what the
//! caller drops from the page cache after the commit and before it answers.

pub mod filter;
pub mod listing;
pub mod live;
pub mod model;
pub mod reader_key;
pub mod ruling;
mod store;
pub mod view;
pub mod web;

use std::collections::HashMap;
use std::time::Duration;

use crate::address::EmailAddress;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::changes;
use crate::clock::Time;
use crate::comments;
use crate::comments::draft::CommentText;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId};
use crate::markup;
use crate::moderation::model::{Context, Filter, Item, Load, Order, Place, Present, Queue, SealedReader, SectionName};
use crate::moderation::ruling::Ruling;
use crate::moderation::store::deciding::Standing;
use crate::moderation::store::{counting, deciding, listing as listed, reading};
use crate::queue::{self, Job};
use crate::status::{Status, Unchanged};
use crate::vault::Vault;

/// How many other comments of the same reader help to decide.
const OTHERS: i64 = 20;
/// How far back the median looks.
const LATELY: Duration = Duration::from_secs(30 * 86_400);
/// How many decisions the median looks at, the latest first; a bound on memory that a newsroom rarely meets.
const WAITS: i64 = 20_000;

/// A comment after a decision or an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Where it stands now.
    pub status: Status,
    /// What looks different to readers.
    pub changed: Option<Scope>,
}

/// Decides about a comment, if it still has the version that was looked at.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] with the present state: `stale_version`, `already`, `deleted`.
pub fn decide(conn: &mut Connection, id: CommentId, ruling: &Ruling, actor: AccountId, now: Time) -> Result<Done> {
    let seen = seen(conn, id, ruling.version)?;
    let next = match seen.status.after(ruling.decision) {
        Ok(next) => next,
        Err(unchanged) => return Err(refusal(&present(conn, id)?, unchanged)),
    };
    let first_approval = next.is_public() && !deciding::was_approved(conn, id)?;
    if !deciding::set_status(conn, id, &seen, next, now)? {
        // PostgreSQL only: another transaction committed since we looked.
        return Err(present(conn, id)?.stale());
    }
    if next == Status::Deleted {
        erase(conn, id, &seen)?;
    }
    let line = Entry {
        comment: Some(id),
        status: (Some(seen.status), Some(next)),
        version: Some(seen.version + 1),
        reason: ruling.reason.as_deref(),
        note: ruling.note.as_deref(),
        ..Entry::by(actor, ruling.decision.into())
    };
    audit::append(conn, &line, now)?;
    if first_approval {
        queue::enqueue(conn, Job::CommentPublished { comment: id }, now)?;
    }
    let changed = (seen.status.is_public() != next.is_public()).then_some(Scope::Article(seen.article_id));
    record(conn, changed, now)?;
    Ok(Done { status: next, changed })
}

/// A comment's new text with its HTML, which is made before the transaction begins.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The version that was looked at.
    version: i64,
    text: CommentText,
    html: String,
}

impl Rewrite {
    /// `text` in the place of what version `version` says.
    pub fn new(text: CommentText, version: i64) -> Rewrite {
        Rewrite { html: markup::comment(text.as_str()), version, text }
    }
}

/// Puts another text in the place of a comment's, keeps the former one as a revision, and leaves the status as it is.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] with the present state: `stale_version`, `already` if it says that,
/// `deleted`.
pub fn edit(conn: &mut Connection, id: CommentId, rewrite: &Rewrite, actor: AccountId, now: Time) -> Result<Done> {
    let seen = seen(conn, id, rewrite.version)?;
    if seen.status == Status::Deleted {
        return Err(refusal(&present(conn, id)?, Unchanged::Deleted));
    }
    if seen.text == rewrite.text.as_str() {
        return Err(present(conn, id)?.refuse("already", "The text is the same as before"));
    }
    if !deciding::set_text(conn, id, &seen, rewrite.text.as_str(), &rewrite.html, now)? {
        return Err(present(conn, id)?.stale());
    }
    deciding::keep_revision(conn, id, &seen, actor, now)?;
    let line = Entry {
        comment: Some(id),
        status: (Some(seen.status), Some(seen.status)),
        version: Some(seen.version + 1),
        ..Entry::by(actor, Act::Edit)
    };
    audit::append(conn, &line, now)?;
    let changed = seen.status.is_public().then_some(Scope::Article(seen.article_id));
    record(conn, changed, now)?;
    Ok(Done { status: seen.status, changed })
}

/// How the comment stands, if it is at `version`.
fn seen(conn: &mut Connection, id: CommentId, version: i64) -> Result<Standing> {
    let standing = deciding::standing(conn, id)?.ok_or(Error::NotFound)?;
    if standing.version != version {
        return Err(present(conn, id)?.stale());
    }
    Ok(standing)
}

/// How a comment stands, and who brought that about.
pub fn present(conn: &mut Connection, id: CommentId) -> Result<Present> {
    let standing = deciding::standing(conn, id)?.ok_or(Error::NotFound)?;
    let last = reading::last_act(conn, id)?;
    let (decision, decided_by, decided_at) = match last {
        None => (None, None, None),
        Some((act, None, _, at)) => (Some(act), None, Some(at)),
        Some((act, Some(_), name, at)) => (Some(act), Some(name.unwrap_or_else(|| LEFT.to_owned())), Some(at)),
    };
    Ok(Present { status: standing.status, version: standing.version, decision, decided_by, decided_at })
}

/// Stands for the name of an account that is gone.
pub const LEFT: &str = "A former colleague";

fn refusal(present: &Present, unchanged: Unchanged) -> Error {
    match Error::from(unchanged) {
        Error::Conflict { code, detail, .. } => present.refuse(code, detail),
        other => other,
    }
}

/// Destroys what the reader wrote, and the reader's address with the last comment that it belonged to.
fn erase(conn: &mut Connection, id: CommentId, seen: &Standing) -> Result<()> {
    deciding::erase(conn, id)?;
    let Some(reader) = seen.reader_id else { return Ok(()) };
    if let Some(index) = deciding::email_index(conn, reader)? {
        // The reader may be posting at this moment.
        dialect::serialize_on(conn, &index)?;
        deciding::forget_reader(conn, reader)?;
    }
    Ok(())
}

fn record(conn: &mut Connection, changed: Option<Scope>, now: Time) -> Result<()> {
    changed.map_or(Ok(()), |scope| changes::record(conn, scope, now))
}

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
    Ok(Context {
        article_text: reading::article_text(conn, item.article.id)?,
        parent: item.parent_id.map(|parent| reading::parent(conn, parent)).transpose()?.flatten(),
        others: match &item.reader {
            Some(reader) => reading::others(conn, reader.id, id, OTHERS)?,
            None => Vec::new(),
        },
        log: reading::log(conn, id)?,
        revisions: reading::revisions(conn, id)?,
        item,
    })
}

/// The names over the comments that these answer.
pub fn parent_names(conn: &mut Connection, items: &[Item]) -> Result<HashMap<CommentId, String>> {
    let parents: Vec<CommentId> = items.iter().filter_map(|item| item.parent_id).collect();
    reading::names(conn, &parents)
}

/// The comment to look at after `id`: the next that waits, or else the first.
pub fn next_pending(conn: &mut Connection, id: CommentId) -> Result<Option<CommentId>> {
    reading::next_pending(conn, id)
}

/// The comment to look at after `id` in a list: the next one, or else the first; never `id` itself.
pub fn next(conn: &mut Connection, filter: &Filter, order: Order, id: CommentId) -> Result<Option<CommentId>> {
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
    counting::total(conn, Some(Status::Pending), None)
}

/// How many comments stand where, and since when the oldest waits; for the tabs of the desk.
pub fn overview(conn: &mut Connection) -> Result<Load> {
    let mut load = Load { oldest_pending: listed::oldest_pending(conn, None)?, ..Load::default() };
    for (_, status, count) in counting::counts(conn)? {
        load.counts[status as usize] += count;
    }
    Ok(load)
}

/// How much waits and how fast it is decided, by section. The waits are those of comments that staff first decided
/// within 30 days before `now`.
pub fn queue(conn: &mut Connection, now: Time) -> Result<Queue> {
    let mut loads = counting::loads(conn, now.minus(LATELY), WAITS)?;
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
    Ok(Queue { all, sections })
}

/// A reader's address as moderators see it: `a•••@e•••.org`. The address itself goes no further.
pub fn masked_address(vault: &Vault, reader: &SealedReader) -> Option<String> {
    let opened = match comments::open_address(vault, &reader.email_index, &reader.email_sealed) {
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
