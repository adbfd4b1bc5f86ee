//! The life of a comment after it was posted. Nothing else writes its status, its text or its
//! version.
//!
//! [`change`] changes one comment and [`decide_all`] and [`undo_all`] change many, by the same
//! rules. Each change compares the comment with the [`State`] that it was decided on, appends its
//! line to the log, closes or reopens reviews, queues the mails and jobs that it causes, and records
//! which pages it outdates. Callers say what changes and on whose behalf; they drop the pages in
//! [`Done::changed`] from the cache after the commit and before they answer.
//!
//! A comment is born in [`comments::submit`](crate::comments::submit), or here if it is a
//! moderator's reply.

pub mod deleted;
pub mod history;
pub mod state;
mod store;
mod text;
mod undo;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::Submission;
use crate::comments::draft::CommentText;
use crate::comments::life::state::{State, present};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, AuditId, BatchId, CommentId, ReviewId};
use crate::invalidation;
use crate::markup;
use crate::queue::{self, Job};
use crate::reviews;
use crate::screening::Verdict;
use crate::status::{Decision, Status};
use crate::vault;

pub use crate::comments::life::undo::{Undo, undo_all};

/// The reason in the log where the weight of its flags holds a comment.
pub const BY_FLAGS: &str = "flags";

/// The reason in the log where the author has changed the text.
pub const BY_AUTHOR: &str = "author";

/// A change of one comment.
pub enum Change<'a> {
    /// Staff decide. Mails about it, and the destruction of a deleted text, wait for `undo_window`.
    Decide {
        /// The decision.
        decision: Decision,
        /// How long the decision can be undone without anybody having heard of it.
        undo_window: Duration,
        /// The moderator's own comment, published under this one. Only with an approval.
        reply: Option<&'a Reply>,
    },
    /// The flags of a public comment weigh too much: it is held until staff decide. What is not
    /// public stays as it is.
    HideByFlags,
    /// Staff edit the text.
    Edit(Rendered<'a>),
    /// The author edits the text, and `verdict` lets it pass: a held comment stays held for the
    /// reasons of its new text, a public one stays public.
    EditByAuthor {
        /// The new text.
        submission: &'a Submission,
        /// What screening found in it.
        verdict: &'a Verdict,
    },
    /// Staff accept an edit of its author that was held for review.
    AcceptEdit(Rendered<'a>),
    /// Staff undo the last decision or edit that is not undone yet. A reply that was published with
    /// the decision is withdrawn, unless somebody has changed it since.
    Undo,
}

/// A text in Markdown and as sanitized HTML. It is rendered before the transaction begins.
#[derive(Clone, Copy, Debug)]
pub struct Rendered<'a> {
    /// Markdown.
    pub text: &'a str,
    /// Sanitized HTML.
    pub html: &'a str,
}

/// A moderator's own comment, rendered before the transaction begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Markdown.
    pub text: String,
    /// Sanitized HTML.
    pub html: String,
    /// The random number that its picture is drawn from.
    pub avatar: i64,
}

impl Reply {
    /// Renders `text`.
    pub fn new(text: &CommentText) -> Result<Reply> {
        let avatar = i64::from_be_bytes(vault::random::<8>()?);
        Ok(Reply { html: markup::comment(text.as_str()), text: text.as_str().to_owned(), avatar })
    }
}

/// On whose behalf a comment is changed, and what the log keeps of the cause.
#[derive(Clone, Copy, Debug, Default)]
pub struct By<'a> {
    /// The member of the staff; None for the author and the site itself.
    pub actor: Option<AccountId>,
    /// A code: `off_topic`.
    pub reason: Option<&'a str>,
    /// A sentence for colleagues.
    pub note: Option<&'a str>,
    /// Words to the comment's author.
    pub to_author: Option<&'a str>,
    /// The review that this answers.
    pub review: Option<ReviewId>,
    /// The batch that this is part of.
    pub batch: Option<BatchId>,
}

impl By<'_> {
    /// A member of the staff, who gives no cause.
    pub fn staff(actor: AccountId) -> Self {
        By { actor: Some(actor), ..By::default() }
    }
}

/// A comment after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The present status.
    pub status: Status,
    /// The pages that are outdated.
    pub changed: Option<Scope>,
}

/// Changes a comment that is as `seen`, which the caller has read with [`state::lock`].
///
/// # Errors
/// [`Error::Conflict`](crate::error::Error::Conflict) with the present state: `already` if the
/// comment has that status or text, `deleted` if its text is gone, `nothing_to_undo`.
pub fn change(
    conn: &mut Connection,
    seen: &State,
    change: Change<'_>,
    by: &By<'_>,
    now: Time,
) -> Result<Done> {
    match change {
        Change::Decide { decision, undo_window, reply } => {
            let next = match seen.status.after(decision) {
                Ok(next) => next,
                Err(unchanged) => return Err(present(conn, seen.id)?.unchanged(unchanged)),
            };
            let reply = reply.map(|reply| publish_reply(conn, seen, reply, by, now)).transpose()?;
            let changed = decide(conn, &[seen], decision, undo_window, reply, by, now)?;
            Ok(Done { status: next, changed: only(&changed) })
        }
        Change::HideByFlags => hide(conn, seen, now),
        Change::Edit(text) => text::edit(conn, seen, text, by, now),
        Change::EditByAuthor { submission, verdict } => {
            text::edit_by_author(conn, seen, submission, verdict, now)
        }
        Change::AcceptEdit(text) => text::accept_edit(conn, seen, text, by, now),
        Change::Undo => undo::last(conn, seen, by, now),
    }
}

/// Many comments after a change.
#[derive(Debug, Default)]
pub struct ManyDone {
    /// How many were changed.
    pub count: usize,
    /// The articles whose pages are outdated.
    pub articles: BTreeSet<ArticleId>,
}

/// Decides about many comments that are as `seen`, which the caller has read with
/// [`state::lock_all`]. Those that the decision would not change are left out. Every statement is
/// about all of them.
pub fn decide_all(
    conn: &mut Connection,
    seen: &[State],
    decision: Decision,
    undo_window: Duration,
    by: &By<'_>,
    now: Time,
) -> Result<ManyDone> {
    let chosen: Vec<&State> =
        seen.iter().filter(|seen| seen.status.after(decision).is_ok()).collect();
    if chosen.is_empty() {
        return Ok(ManyDone::default());
    }
    let articles = decide(conn, &chosen, decision, undo_window, None, by, now)?;
    Ok(ManyDone { count: chosen.len(), articles })
}

/// Gives comments the status of a decision, which changes each of them.
fn decide(
    conn: &mut Connection,
    seen: &[&State],
    decision: Decision,
    undo_window: Duration,
    reply: Option<CommentId>,
    by: &By<'_>,
    now: Time,
) -> Result<BTreeSet<ArticleId>> {
    let next = decision.outcome();
    let steps: Vec<Step<'_>> =
        seen.iter().map(|seen| Step { seen, next, decided_at: Some(now), undoes: None }).collect();
    let changed = set_status(conn, &steps, decision.into(), reply, by, now)?;
    let made: Vec<(CommentId, i64)> = seen.iter().map(|seen| (seen.id, seen.version + 1)).collect();
    reviews::follow(conn, &made, next, by.actor, now)?;
    release_claims(conn, seen, by.actor)?;
    if matches!(next, Status::Approved | Status::Rejected) {
        // It leaves when the undo window is over, and only if the decision still holds then.
        for seen in seen.iter().filter(|seen| seen.proven_at.is_some()) {
            let (comment, version) = (seen.id, seen.version + 1);
            queue::enqueue(conn, Job::CommentDecided { comment, version }, now)?;
        }
    }
    if next.is_public() && by.batch.is_none() {
        // However often it is approved, each recipient gets one mail. Of a batch nobody does:
        // thousands at once would say nothing.
        let run_at = now.plus(undo_window);
        for seen in seen {
            queue::enqueue_at(conn, Job::CommentPublished { comment: seen.id }, run_at, now)?;
        }
    }
    if next == Status::Deleted {
        deleted::delete(conn, seen, undo_window, now)?;
    }
    Ok(changed)
}

/// A decision ends the claim of the moderator who makes it.
fn release_claims(conn: &mut Connection, seen: &[&State], by: Option<AccountId>) -> Result<()> {
    let Some(actor) = by else { return Ok(()) };
    let own: Vec<CommentId> =
        seen.iter().filter(|seen| seen.claimed_by == by).map(|seen| seen.id).collect();
    if own.is_empty() { Ok(()) } else { store::release_claims(conn, &own, actor) }
}

fn hide(conn: &mut Connection, seen: &State, now: Time) -> Result<Done> {
    if !seen.status.is_public() {
        return Ok(Done { status: seen.status, changed: None });
    }
    let step = Step { seen, next: Status::Pending, decided_at: Some(now), undoes: None };
    let by = By { reason: Some(BY_FLAGS), ..By::default() };
    let changed = set_status(conn, &[step], Act::Hold, None, &by, now)?;
    queue::enqueue(conn, Job::CommentHeld { comment: seen.id }, now)?;
    Ok(Done { status: Status::Pending, changed: only(&changed) })
}

/// Puts the moderator's own comment under the one that is being approved.
fn publish_reply(
    conn: &mut Connection,
    seen: &State,
    reply: &Reply,
    by: &By<'_>,
    now: Time,
) -> Result<CommentId> {
    let actor = by.actor.ok_or_else(|| Error::internal("a reply without a moderator"))?;
    let id = store::insert_reply(conn, seen, reply, actor, now)?;
    let first = Entry {
        comment: Some(id),
        status: (None, Some(Status::Approved)),
        version: Some(1),
        ..Entry::by(actor, Act::Approve)
    };
    audit::append(conn, &first, now)?;
    Ok(id)
}

/// A comment's way to another status.
struct Step<'a> {
    seen: &'a State,
    next: Status,
    decided_at: Option<Time>,
    /// The line of the log that this undoes.
    undoes: Option<AuditId>,
}

/// Gives comments their next status and version, appends the lines of the log, and records and
/// returns the articles whose pages look different. `reply` was published with it.
fn set_status(
    conn: &mut Connection,
    steps: &[Step<'_>],
    act: Act,
    reply: Option<CommentId>,
    by: &By<'_>,
    now: Time,
) -> Result<BTreeSet<ArticleId>> {
    if !store::set_status(conn, steps)? {
        let first = steps.first().ok_or_else(|| Error::internal("nothing to change"))?;
        return Err(present(conn, first.seen.id)?.stale());
    }
    let lines: Vec<Entry<'_>> = steps
        .iter()
        .map(|step| Entry {
            status: (Some(step.seen.status), Some(step.next)),
            undoes: step.undoes,
            ..line(step.seen, act, reply, by)
        })
        .collect();
    match lines.as_slice() {
        [line] => audit::append(conn, line, now).map(drop)?,
        lines => audit::append_all(conn, lines, now)?,
    }
    let changed = steps
        .iter()
        .filter(|step| step.seen.status.is_public() != step.next.is_public())
        .map(|step| step.seen.article_id)
        .collect();
    invalidation::record_all(conn, &changed, now)?;
    Ok(changed)
}

/// The line of the log of a change that leaves the status as it is.
fn line<'a>(seen: &State, act: Act, reply: Option<CommentId>, by: &By<'a>) -> Entry<'a> {
    let mut detail = Map::new();
    if let Some(words) = by.to_author {
        detail.insert("to_author".to_owned(), json!(words));
    }
    if let Some(reply) = reply {
        detail.insert("reply".to_owned(), json!(reply));
    }
    if let Some(review) = by.review {
        detail.insert("review".to_owned(), json!(review));
    }
    Entry {
        actor: by.actor,
        comment: Some(seen.id),
        status: (Some(seen.status), Some(seen.status)),
        version: Some(seen.version + 1),
        reason: by.reason,
        note: by.note,
        detail: (!detail.is_empty()).then_some(Value::Object(detail)),
        batch: by.batch,
        ..Entry::new(act)
    }
}

fn only(articles: &BTreeSet<ArticleId>) -> Option<Scope> {
    articles.first().copied().map(Scope::Article)
}
