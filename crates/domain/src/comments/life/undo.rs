//! Undoing decisions and edits. An undo is a new line of the log; no line is ever removed.

use std::collections::BTreeSet;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::comments::life::history::History;
use crate::comments::life::model::{BatchChanged, By, Changed, Line, Rendered, State, Step, Undo};
use crate::comments::life::state::present;
use crate::comments::life::status::{set_status, single_scope};
use crate::comments::life::{deleted, store, text};
use crate::db::Connection;
use crate::error::Result;
use crate::i18n::Message;
use crate::ids::CommentId;
use crate::markup;
use crate::queue::{self, Job};
use crate::reviews;
use crate::status::Status;

/// Undoes many decisions, each of which is the last change of its comment. Deleted comments whose
/// text is already destroyed are left out. Each statement covers all comments.
pub fn undo_all(
    conn: &mut Connection,
    undone: &[Undo],
    by: &By<'_>,
    now: Time,
) -> Result<BatchChanged> {
    let deleted: Vec<CommentId> = undone
        .iter()
        .filter(|undo| undo.seen.status == Status::Deleted)
        .map(|undo| undo.seen.id)
        .collect();
    let restored: BTreeSet<CommentId> =
        deleted::restore_deleted(conn, &deleted)?.into_iter().collect();
    let possible: Vec<&Undo> = undone
        .iter()
        .filter(|undo| undo.seen.status != Status::Deleted || restored.contains(&undo.seen.id))
        .collect();
    let steps: Vec<Step<'_>> = possible
        .iter()
        .map(|undo| Step {
            seen: &undo.seen,
            next: undo.back_to,
            decided_at: undo.decided_at,
            undoes: Some(undo.line),
        })
        .collect();
    if steps.is_empty() {
        return Ok(BatchChanged::default());
    }
    let articles = set_status(conn, &steps, Act::Undo, None, by, now)?;
    let made: Vec<(CommentId, i64)> =
        possible.iter().map(|undo| (undo.seen.id, undo.made)).collect();
    reviews::reopen_all(conn, &made, now)?;
    if by.batch.is_none() {
        let published =
            steps.iter().filter(|step| step.next.is_public() && !step.seen.status.is_public());
        for step in published {
            // The restored approval may have been undone before its mail was written.
            queue::enqueue(conn, Job::CommentPublished { comment: step.seen.id }, now)?;
        }
    }
    Ok(BatchChanged { count: steps.len(), articles })
}

/// Undoes the last decision or edit of staff that is not undone yet.
///
/// This is possible until something newer happens, however long ago the decision was; for a
/// deletion only until the text is destroyed.
pub(super) fn last(conn: &mut Connection, seen: &State, by: &By<'_>, now: Time) -> Result<Changed> {
    let history = History::of(conn, seen.id)?;
    let undoable = history.last().filter(|line| line.actor.is_some());
    let Some((line, back_to)) = undoable.and_then(|line| Some((line, line.from?))) else {
        return Err(
            present(conn, seen.id)?.refuse("nothing_to_undo", Message::fault_nothing_to_undo())
        );
    };
    let before = history.before(line);
    if matches!(line.act, Act::Edit | Act::Revise) {
        let Some((text, html)) = store::revision(conn, seen.id, line.version - 1)? else {
            return Err(present(conn, seen.id)?
                .refuse("nothing_to_undo", Message::fault_former_text_gone()));
        };
        // Earlier versions of the program stored no HTML with a revision.
        let html = html.unwrap_or_else(|| markup::comment(&text).html);
        let text = Rendered { text: &text, html: &html };
        let done = text::restore(conn, seen, text, before.edited_at, line.id, by, now)?;
        reviews::reopen_all(conn, &[(seen.id, line.version)], now)?;
        return Ok(done);
    }
    let undo = Undo {
        seen: seen.clone(),
        line: line.id,
        made: line.version,
        back_to,
        decided_at: before.decided_at,
    };
    let done = undo_all(conn, &[undo], by, now)?;
    if done.count == 0 {
        return Err(present(conn, seen.id)?.refuse("deleted", Message::fault_comment_gone()));
    }
    if let Some(reply) = line.reply() {
        withdraw_reply(conn, reply, line, by, now)?;
    }
    Ok(Changed { status: back_to, changed: single_scope(&done.articles) })
}

/// Deletes the reply that was published with a decision, unless somebody has changed it since.
fn withdraw_reply(
    conn: &mut Connection,
    id: CommentId,
    cause: &Line,
    by: &By<'_>,
    now: Time,
) -> Result<()> {
    let Some(reply) = store::lock(conn, id)?.filter(|reply| reply.version == 1) else {
        return Ok(());
    };
    let step =
        Step { seen: &reply, next: Status::Deleted, decided_at: Some(now), undoes: Some(cause.id) };
    set_status(conn, &[step], Act::Undo, None, by, now)?;
    reviews::close_answered(conn, &[(id, reply.version + 1)], Status::Deleted, by.actor, now)?;
    deleted::destroy_at_once(conn, &[&reply])
}
