//! A decision or an edit: compare, set, and write down, in one transaction.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::draft::CommentText;
use crate::comments::measuring;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, ReaderId};
use crate::invalidation;
use crate::markup;
use crate::moderation::model::Present;
use crate::moderation::present;
use crate::moderation::reason::ReasonCode;
use crate::moderation::ruling::{Reply, Ruling};
use crate::moderation::store::deciding::{self as store, Standing};
use crate::moderation::store::deleted;
use crate::queue::{self, Job};
use crate::reviews::{self, author};
use crate::status::{Status, Unchanged};

/// A comment after a decision, an edit, or the taking back of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Where it stands now.
    pub status: Status,
    /// What looks different to readers.
    pub changed: Option<Scope>,
}

/// Decides about a comment, if it still has the version that was looked at.
///
/// What cannot be taken back waits for the ruling's undo window: mails, and the destruction of a
/// deleted text. No page and no list shows that text any more from this transaction on.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] with the present state: `stale_version`, `already`,
/// `deleted`.
pub fn decide(
    conn: &mut Connection,
    id: CommentId,
    ruling: &Ruling,
    actor: AccountId,
    now: Time,
) -> Result<Done> {
    let seen = seen(conn, id, ruling.version)?;
    let next = match seen.status.after(ruling.decision) {
        Ok(next) => next,
        Err(unchanged) => return Err(refusal(&present(conn, id)?, unchanged)),
    };
    if !store::set_status(conn, id, &seen, next, Some(now))? {
        // PostgreSQL only: another transaction committed since we looked.
        return Err(present(conn, id)?.stale());
    }
    if next == Status::Deleted {
        delete(conn, id, &seen, ruling, now)?;
    }
    let reply = match &ruling.reply {
        Some(reply) => Some(publish_reply(conn, id, &seen, reply, actor, now)?),
        None => None,
    };
    let line = Entry {
        comment: Some(id),
        status: (Some(seen.status), Some(next)),
        version: Some(seen.version + 1),
        reason: ruling.reason.map(ReasonCode::name),
        note: ruling.note.as_deref(),
        detail: detail(ruling.to_author.as_deref(), reply),
        ..Entry::by(actor, ruling.decision.into())
    };
    audit::append(conn, &line, now)?;
    reviews::follow(conn, id, next, Some(actor), seen.version + 1, now)?;
    author::tell(conn, id, seen.proven_at.is_some(), next, seen.version + 1, now)?;
    if next.is_public() {
        // However often it is approved, each recipient is told once.
        let run_at = now.plus(ruling.undo_window);
        queue::enqueue_at(conn, Job::CommentPublished { comment: id }, run_at, now)?;
    }
    let changed =
        (seen.status.is_public() != next.is_public()).then_some(Scope::Article(seen.article_id));
    record(conn, changed, now)?;
    Ok(Done { status: next, changed })
}

/// What the log keeps of a decision beside its columns.
pub(super) fn detail(
    to_author: Option<&str>,
    reply: Option<CommentId>,
) -> Option<serde_json::Value> {
    let mut detail = serde_json::Map::new();
    if let Some(words) = to_author {
        detail.insert("to_author".to_owned(), json!(words));
    }
    if let Some(reply) = reply {
        detail.insert("reply".to_owned(), json!(reply));
    }
    (!detail.is_empty()).then_some(serde_json::Value::Object(detail))
}

/// Empties a deleted comment. What it said is kept where only taking the deletion back looks, until
/// a job destroys it.
fn delete(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    ruling: &Ruling,
    now: Time,
) -> Result<()> {
    if ruling.undo_window.is_zero() {
        deleted::empty(conn, &[id])?;
        reviews::erase(conn, &[id])?;
        return seen.reader_id.map_or(Ok(()), |reader| forget_reader(conn, reader));
    }
    let erase_at = now.plus(ruling.undo_window);
    deleted::put_aside(conn, &[id], erase_at)?;
    queue::enqueue_at(conn, Job::EraseDeleted, erase_at, now)
}

/// Destroys a reader's address with the last comment that it belonged to.
pub(super) fn forget_reader(conn: &mut Connection, reader: ReaderId) -> Result<()> {
    if let Some(index) = store::email_index(conn, reader)? {
        // The reader may be posting at this moment.
        dialect::serialize_on(conn, &index)?;
        store::forget_reader(conn, reader)?;
    }
    Ok(())
}

/// Puts the moderator's own comment under the one that was just approved.
fn publish_reply(
    conn: &mut Connection,
    to: CommentId,
    seen: &Standing,
    reply: &Reply,
    actor: AccountId,
    now: Time,
) -> Result<CommentId> {
    let id = store::insert_reply(conn, to, seen, reply, actor, now)?;
    let first = Entry {
        comment: Some(id),
        status: (None, Some(Status::Approved)),
        version: Some(1),
        ..Entry::by(actor, Act::Approve)
    };
    audit::append(conn, &first, now)?;
    Ok(id)
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

/// Puts another text in the place of a comment's, keeps the former one as a revision, and leaves
/// the status as it is.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] with the present state: `stale_version`, `already`
/// if it says that, `deleted`.
pub fn edit(
    conn: &mut Connection,
    id: CommentId,
    rewrite: &Rewrite,
    actor: AccountId,
    now: Time,
) -> Result<Done> {
    let seen = seen(conn, id, rewrite.version)?;
    if seen.status == Status::Deleted {
        return Err(refusal(&present(conn, id)?, Unchanged::Deleted));
    }
    if seen.text == rewrite.text.as_str() {
        return Err(present(conn, id)?.refuse("already", "The text is the same as before"));
    }
    if !store::set_text(conn, id, &seen, (rewrite.text.as_str(), &rewrite.html), Some(now))? {
        return Err(present(conn, id)?.stale());
    }
    store::keep_revision(conn, id, &seen, actor, now)?;
    measuring::follow_staff(conn, id, &seen.text, rewrite.text.as_str(), now)?;
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
pub(super) fn seen(conn: &mut Connection, id: CommentId, version: i64) -> Result<Standing> {
    let standing = store::standing(conn, id)?.ok_or(Error::NotFound)?;
    if standing.version != version {
        return Err(present(conn, id)?.stale());
    }
    Ok(standing)
}

fn refusal(present: &Present, unchanged: Unchanged) -> Error {
    match Error::from(unchanged) {
        Error::Conflict { code, detail, .. } => present.refuse(code, detail),
        other => other,
    }
}

pub(super) fn record(conn: &mut Connection, changed: Option<Scope>, now: Time) -> Result<()> {
    changed.map_or(Ok(()), |scope| invalidation::record(conn, scope, now))
}
