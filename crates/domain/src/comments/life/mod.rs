//! The life of a comment after it was posted. No other module writes its status, text or version.
//!
//! [`change`] changes one comment; [`decide_all`] and [`undo::undo_all`] change many by the same
//! rules. Each change compares the comment with the [`State`] that the caller has seen, appends a
//! line to the log, closes or reopens reviews, queues mails and jobs, and records the outdated
//! pages. Callers say what changes and on whose behalf; they drop the pages in [`Changed::changed`]
//! from the cache after the commit and before they answer.
//!
//! [`erasing`] removes a person from all comments.
//!
//! Comments are created in `comments::posting` and `comments::importing`; moderators' replies are created
//! here.

pub mod deleted;
pub mod erasing;
pub mod history;
pub mod model;
pub mod state;
mod status;
mod store;
mod text;
pub mod undo;

use std::collections::BTreeSet;
use std::time::Duration;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::comments::life::model::{
    BY_FLAGS, BatchChanged, By, Change, Changed, Reply, State, Step,
};
use crate::comments::life::state::present;
use crate::comments::life::status::{set_status, single_scope};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, CommentId};
use crate::queue::{self, Job};
use crate::reviews;
use crate::status::{Decision, Status};
use crate::subscriptions;

/// Changes a comment whose state is `seen`, which the caller has read with [`state::lock`].
///
/// # Errors
/// [`Error::Conflict`] with the present state: `already` if the
/// comment has that status or text, `deleted` if its text is gone, `nothing_to_undo`.
pub fn change(
    conn: &mut Connection,
    seen: &State,
    change: Change<'_>,
    by: &By<'_>,
    now: Time,
) -> Result<Changed> {
    match change {
        Change::Decide { decision, undo_window, reply } => {
            let next = match seen.status.after(decision) {
                Ok(next) => next,
                Err(unchanged) => return Err(present(conn, seen.id)?.unchanged(unchanged)),
            };
            let reply = reply
                .map(|reply| publish_reply(conn, seen, reply, undo_window, by, now))
                .transpose()?;
            let changed = decide(conn, &[seen], decision, undo_window, reply, by, now)?;
            Ok(Changed { status: next, changed: single_scope(&changed) })
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

/// Decides about many comments whose states are `seen`, which the caller has read with
/// [`state::lock_all`]. Comments that the decision would not change are left out. Each statement
/// covers all comments.
pub fn decide_all(
    conn: &mut Connection,
    seen: &[State],
    decision: Decision,
    undo_window: Duration,
    by: &By<'_>,
    now: Time,
) -> Result<BatchChanged> {
    let chosen: Vec<&State> =
        seen.iter().filter(|seen| seen.status.after(decision).is_ok()).collect();
    if chosen.is_empty() {
        return Ok(BatchChanged::default());
    }
    let articles = decide(conn, &chosen, decision, undo_window, None, by, now)?;
    Ok(BatchChanged { count: chosen.len(), articles })
}

/// Applies a decision to comments, each of which it changes.
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
    reviews::close_answered(conn, &made, next, by.actor, now)?;
    release_claims(conn, seen, by.actor)?;
    if matches!(next, Status::Approved | Status::Rejected) {
        // The job plans the mail at once, due after the undo window (`notify::readers`). It is
        // cancelled if the decision is undone by then.
        for seen in seen.iter().filter(|seen| seen.proven_at.is_some()) {
            let (comment, version) = (seen.id, seen.version + 1);
            queue::enqueue(conn, Job::CommentDecided { comment, version }, now)?;
        }
    }
    if next.is_public() && by.batch.is_none() {
        // However often a comment is approved, each recipient gets one mail. Batches cause none,
        // because it would be thousands at once.
        let run_at = now.plus(undo_window);
        for seen in seen {
            queue::enqueue_at(conn, Job::CommentPublished { comment: seen.id }, run_at, now)?;
        }
    } else if next.is_public() {
        // Followers have a daily limit, so they are notified of batches too.
        let ids: Vec<CommentId> = seen.iter().map(|seen| seen.id).collect();
        notify_followers(conn, &ids, now.plus(undo_window), now)?;
    }
    if next == Status::Deleted {
        deleted::delete(conn, seen, undo_window, now)?;
    }
    Ok(changed)
}

/// Ends the claims of the moderator who decides.
fn release_claims(conn: &mut Connection, seen: &[&State], by: Option<AccountId>) -> Result<()> {
    let Some(actor) = by else { return Ok(()) };
    let own: Vec<CommentId> =
        seen.iter().filter(|seen| seen.claimed_by == by).map(|seen| seen.id).collect();
    if own.is_empty() { Ok(()) } else { store::release_claims(conn, &own, actor) }
}

fn hide(conn: &mut Connection, seen: &State, now: Time) -> Result<Changed> {
    if !seen.status.is_public() {
        return Ok(Changed { status: seen.status, changed: None });
    }
    let step = Step { seen, next: Status::Pending, decided_at: Some(now), undoes: None };
    let by = By { reason: Some(BY_FLAGS), ..By::default() };
    let changed = set_status(conn, &[step], Act::Hold, None, &by, now)?;
    queue::enqueue(conn, Job::CommentHeld { comment: seen.id }, now)?;
    Ok(Changed { status: Status::Pending, changed: single_scope(&changed) })
}

/// Publishes the moderator's reply to the comment that is being approved.
fn publish_reply(
    conn: &mut Connection,
    seen: &State,
    reply: &Reply,
    undo_window: Duration,
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
    notify_followers(conn, &[id], now.plus(undo_window), now)?;
    Ok(id)
}

/// Queues the mails about comments that readers follow. Planned now and due at `due`, so that one mail
/// can tell of an approval and of the reply to it.
fn notify_followers(
    conn: &mut Connection,
    comments: &[CommentId],
    due: Time,
    now: Time,
) -> Result<()> {
    for comment in subscriptions::followed(conn, comments)? {
        queue::enqueue(conn, Job::NewComment { comment, at: due.micros() }, now)?;
    }
    Ok(())
}
