//! How moderators answer reviews: they uphold or dismiss flags, appeals and edits, and undo an
//! answer.
//!
//! [`resolve`] closes the review ([`reviews`]) and, where the answer changes the comment, changes
//! it through [`comments::life`](crate::comments::life), as every decision does.

use std::time::Duration;

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::change;
use crate::comments::life::history::History;
use crate::comments::life::model::{BY_FLAGS, By, Change, Rendered, State as Comment, colleague};
use crate::comments::life::state::{lock, present};
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, CommentId, ReviewId};
use crate::moderation::store::answering as store;
use crate::moderation::{claims, section_moderators};
use crate::queue::{self, Job};
use crate::reviews;
use crate::reviews::model::{Closing, Kind, Resolution, Review, State, outweighs, strongest};
use crate::status::{Decision, Status};

/// The code of the refusal to answer an appeal against one's own decision, and the reason in the log
/// where nobody else could answer it.
pub const SAME_MODERATOR: &str = "same_moderator";

/// A moderator's answer to a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Uphold or dismiss.
    pub resolution: Resolution,
    /// The comment's version that was seen.
    pub version: i64,
    /// A sentence for colleagues.
    pub note: Option<String>,
    /// How long mails about the answer wait: `moderation.undo_window`.
    pub undo_window: Duration,
}

/// Answers a review, if it is open and its comment still has the version that was seen. Returns the
/// outdated pages.
///
/// # Errors
/// `NotFound`; `Conflict` `closed` with who was faster, or what [`decide`](super::decide) says;
/// `Forbidden` `same_moderator` where an appeal is about a decision of the actor's own and another
/// moderator could answer it.
pub fn resolve(
    conn: &mut Connection,
    id: ReviewId,
    answer: &Answer,
    actor: AccountId,
    now: Time,
) -> Result<Option<Scope>> {
    let (comment, review) = lock_review(conn, id)?;
    if review.state != State::Open {
        return Err(already_closed(&review));
    }
    if comment.version != answer.version {
        return Err(present(conn, comment.id)?.stale());
    }
    let is_own = review.kind == Kind::Appeal && is_own_decision(conn, comment.id, actor)?;
    let (state, with_decision) = match (answer.resolution, review.kind) {
        (Resolution::Uphold, _) => (State::Upheld, true),
        (Resolution::Dismiss, Kind::Flags) => (State::Dismissed, held_by_flags(conn, &comment)?),
        (Resolution::Dismiss, _) => (State::Dismissed, false),
    };
    let version = answer.version + i64::from(with_decision);
    let closing = Closing { state, by: Some(actor), version, with_decision };
    reviews::close(conn, (id, review.kind), &closing, now)?;
    claims::release(conn, comment.id, actor)?;
    notify_author(conn, &comment, &review, answer.resolution, now)?;
    let by = By { review: Some(id), note: answer.note.as_deref(), ..By::staff(actor) };
    if review.kind == Kind::Revision && state == State::Upheld {
        let (Some(text), Some(html)) = (&review.text, &review.html) else {
            return Err(Error::conflict("deleted", Message::fault_review_deleted()));
        };
        let accepted = Change::AcceptEdit(Rendered { text, html });
        return Ok(change(conn, &comment, accepted, &by, now)?.changed);
    }
    let line = Entry {
        comment: Some(comment.id),
        reason: is_own.then_some(SAME_MODERATOR),
        note: by.note,
        detail: Some(json!({ "review": id })),
        ..Entry::by(actor, act(review.kind, answer.resolution))
    };
    audit::append(conn, &line, now)?;
    if !with_decision {
        return Ok(None);
    }
    let (decision, reason) = match (review.kind, answer.resolution) {
        (Kind::Flags, Resolution::Uphold) => (Decision::Reject, strongest_reason(conn, id)?),
        _ => (Decision::Approve, None),
    };
    let decide = Change::Decide { decision, undo_window: answer.undo_window, reply: None };
    let by = By { reason: reason.map(ReasonCode::name), ..By::staff(actor) };
    Ok(change(conn, &comment, decide, &by, now)?.changed)
}

/// Locks the review's comment, so that nobody else answers the review, then reads the review.
fn lock_review(conn: &mut Connection, id: ReviewId) -> Result<(Comment, Review)> {
    let comment = reviews::find(conn, id)?.comment.id;
    let comment = lock(conn, comment)?;
    Ok((comment, reviews::find(conn, id)?))
}

fn already_closed(review: &Review) -> Error {
    let who = review.closed_by.as_ref().map(|(_, name)| colleague(name.as_deref()));
    let outcome = review.outcome(who.unwrap_or_default());
    Error::Conflict {
        code: "closed",
        detail: outcome.unwrap_or_else(Message::review_closed_nothing),
        present: Some(Box::new(json!({
            "state": review.state, "closed_by": who, "closed_at": review.closed_at,
        }))),
    }
}

/// Whether an appeal is about the actor's own decision.
///
/// # Errors
/// `Forbidden` [`SAME_MODERATOR`] if it is, unless nobody else could answer the appeal.
fn is_own_decision(conn: &mut Connection, comment: CommentId, actor: AccountId) -> Result<bool> {
    let history = History::of(conn, comment)?;
    if history.last_decision().and_then(|line| line.actor) != Some(actor) {
        return Ok(false);
    }
    if is_only_moderator(conn, actor)? {
        return Ok(true);
    }
    let detail = Message::fault_own_decision();
    Err(Error::forbidden(SAME_MODERATOR, detail))
}

/// Whether no other account may moderate.
pub fn is_only_moderator(conn: &mut Connection, actor: AccountId) -> Result<bool> {
    Ok(section_moderators::candidates(conn)?.iter().all(|other| other.id == actor))
}

/// Whether the weight of flags, and not a moderator, holds the comment.
fn held_by_flags(conn: &mut Connection, comment: &Comment) -> Result<bool> {
    if comment.status != Status::Pending {
        return Ok(false);
    }
    let history = History::of(conn, comment.id)?;
    Ok(history
        .last_decision()
        .is_some_and(|line| line.actor.is_none() && line.reason.as_deref() == Some(BY_FLAGS)))
}

fn strongest_reason(conn: &mut Connection, id: ReviewId) -> Result<Option<ReasonCode>> {
    let flags: Vec<_> =
        reviews::flags_of(conn, id)?.iter().map(|flag| (flag.reason, flag.weight)).collect();
    Ok(ReasonCode::parse(strongest(&flags).name()))
}

/// The act in the log of an answer.
fn act(kind: Kind, resolution: Resolution) -> Act {
    match (kind, resolution) {
        (Kind::Flags, Resolution::Uphold) => Act::UpholdFlags,
        (Kind::Flags, Resolution::Dismiss) => Act::DismissFlags,
        (Kind::Appeal, Resolution::Uphold) => Act::UpholdAppeal,
        (Kind::Appeal, Resolution::Dismiss) => Act::DismissAppeal,
        (Kind::Revision, Resolution::Uphold) => Act::Revise,
        (Kind::Revision, Resolution::Dismiss) => Act::RefuseRevision,
    }
}

/// Queues the mail to an author with a confirmed address whose appeal is dismissed or whose edit is
/// accepted or refused. The other answers are decisions, which have their own mail. The mail leaves
/// after the undo window, unless the answer is undone by then.
fn notify_author(
    conn: &mut Connection,
    comment: &Comment,
    review: &Review,
    resolution: Resolution,
    now: Time,
) -> Result<()> {
    match (review.kind, resolution) {
        (Kind::Flags, _) | (Kind::Appeal, Resolution::Uphold) => return Ok(()),
        (Kind::Appeal, Resolution::Dismiss) | (Kind::Revision, _) => {}
    }
    if comment.proven_at.is_some() {
        queue::enqueue(conn, Job::ReviewAnswered { review: review.id, at: now.micros() }, now)?;
    }
    Ok(())
}

/// Undoes an answer of any moderator: its change of the comment is undone as by
/// [`undo`](super::undo), mail that still waits is not sent, and the review is open again. Returns
/// the outdated pages.
///
/// This is possible until something newer happens to the comment. Flags hold the comment again from
/// the weight `hide_weight` on; never if it is 0.
///
/// # Errors
/// `NotFound`; `Conflict` with the present state: `stale_version`, or `nothing_to_undo` if it is
/// open or withdrawn, the comment was decided about since, or readers have asked the same again;
/// `Forbidden` `same_moderator` where it is the answer to an appeal against a decision of the
/// actor's own and another moderator could undo it.
pub fn undo(
    conn: &mut Connection,
    id: ReviewId,
    version: i64,
    actor: AccountId,
    hide_weight: u32,
    now: Time,
) -> Result<Option<Scope>> {
    let (comment, review) = lock_review(conn, id)?;
    if comment.version != version {
        return Err(present(conn, comment.id)?.stale());
    }
    if !matches!(review.state, State::Upheld | State::Dismissed) || review.version != version {
        return refuse(conn, comment.id, Message::fault_no_answer_to_undo());
    }
    let decided =
        reviews::closed_with(conn, comment.id, version)?.iter().any(|closed| closed.id == id);
    let changed = match decided {
        true => change(conn, &comment, Change::Undo, &By::staff(actor), now)?.changed,
        false => reopen(conn, &comment, &review, actor, hide_weight, now)?,
    };
    if review.kind == Kind::Appeal {
        is_own_decision(conn, comment.id, actor)?;
    }
    Ok(changed)
}

/// Reopens a review whose answer has not changed the comment.
fn reopen(
    conn: &mut Connection,
    comment: &Comment,
    review: &Review,
    actor: AccountId,
    hide_weight: u32,
    now: Time,
) -> Result<Option<Scope>> {
    let last = reviews::latest(conn, comment.id, review.kind)?;
    let Some(last) = last.filter(|last| last.id == review.id) else {
        let detail = Message::fault_new_review();
        return refuse(conn, comment.id, detail);
    };
    let weight = reviews::reopen(conn, &last, now)?;
    let line = Entry {
        comment: Some(comment.id),
        detail: Some(json!({ "review": review.id })),
        undoes: store::last_line(conn, comment.id, act(review.kind, Resolution::Dismiss))?,
        ..Entry::by(actor, Act::Reopen)
    };
    audit::append(conn, &line, now)?;
    // Together with flags that arrived after the answer, the weight may now be enough.
    match outweighs(weight, hide_weight) {
        true => Ok(change(conn, comment, Change::HideByFlags, &By::default(), now)?.changed),
        false => Ok(None),
    }
}

fn refuse<T>(conn: &mut Connection, comment: CommentId, detail: Message) -> Result<T> {
    Err(present(conn, comment)?.refuse("nothing_to_undo", detail))
}
