//! Taking back the last decision or edit, as a new line of the log: nothing in the log is ever
//! struck out.

use std::collections::HashSet;

use serde::Deserialize;

use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::measuring;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{AccountId, AuditId, CommentId};
use crate::markup;
use crate::moderation::deciding::{Done, forget_reader, record, seen};
use crate::moderation::present;
use crate::moderation::store::deciding::{self as store, Standing};
use crate::moderation::store::deleted;
use crate::queue::{self, Claimed, Job};
use crate::reviews;
use crate::status::Status;

/// Comments whose text is destroyed in one transaction, so that readers' posts are not held up.
const SLICE: i64 = 200;

/// A line of the log that made a version of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub id: AuditId,
    pub act: Act,
    pub actor: Option<AccountId>,
    pub from: Option<Status>,
    pub to: Option<Status>,
    pub version: i64,
    pub detail: Option<String>,
    pub undoes: Option<AuditId>,
    pub at: Time,
}

/// Takes back the last decision or edit that has not been taken back yet: status and text are as
/// they were before it.
///
/// It can be done for as long as nothing newer has happened, however long ago the decision was; a
/// deletion only until the text is destroyed. A reply that was published with the decision goes
/// with it, unless somebody has changed it since.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound), or [`Conflict`](crate::error::Error::Conflict) with
/// the present state: `stale_version`, `nothing_to_undo` if staff have done nothing that stands,
/// `deleted` if the text is gone.
pub fn undo(
    conn: &mut Connection,
    id: CommentId,
    version: i64,
    actor: AccountId,
    now: Time,
) -> Result<Done> {
    // What it opens again may be what a reader asks for at this moment.
    reviews::one_at_a_time(conn, id)?;
    let seen = seen(conn, id, version)?;
    let lines = store::lines(conn, id)?;
    let Some(line) =
        last_standing(&lines).filter(|line| line.actor.is_some() && line.from.is_some())
    else {
        return Err(present(conn, id)?
            .refuse("nothing_to_undo", "There is no decision here that could be taken back"));
    };
    let before = before(&lines, line);
    let next = line.from.unwrap_or(seen.status);
    let done = match line.act {
        Act::Edit | Act::Revise => restore_text(conn, id, &seen, line, &before, actor, now)?,
        _ => store::set_status(conn, id, &seen, next, before.decided_at)?,
    };
    if !done {
        return Err(present(conn, id)?.stale());
    }
    if line.to == Some(Status::Deleted) && deleted::bring_back(conn, &[id])?.is_empty() {
        return Err(
            present(conn, id)?.refuse("deleted", "The comment was deleted and its text is gone")
        );
    }
    if let Some(reply) = reply_of(line) {
        withdraw_reply(conn, reply, line, actor, now)?;
    }
    let entry = Entry {
        comment: Some(id),
        status: (Some(seen.status), Some(next)),
        version: Some(seen.version + 1),
        undoes: Some(line.id),
        ..Entry::by(actor, Act::Undo)
    };
    audit::append(conn, &entry, now)?;
    reviews::undo::reopen(conn, id, line.version, now)?;
    if next.is_public() && !seen.status.is_public() {
        // The approval that stands again may have been taken away before its mail was written.
        queue::enqueue(conn, Job::CommentPublished { comment: id }, now)?;
    }
    let shown = seen.status.is_public() || next.is_public();
    let changed = shown.then_some(Scope::Article(seen.article_id));
    record(conn, changed, now)?;
    Ok(Done { status: next, changed })
}

/// The last line that has not been taken back.
fn last_standing(lines: &[Line]) -> Option<&Line> {
    let undone: HashSet<AuditId> = lines.iter().filter_map(|line| line.undoes).collect();
    lines.iter().rev().find(|line| line.act != Act::Undo && !undone.contains(&line.id))
}

/// When what stood before a line was brought about.
#[derive(Debug, PartialEq, Eq)]
struct Before {
    decided_at: Option<Time>,
    edited_at: Option<Time>,
}

/// What is true again once `line` is taken back.
fn before(lines: &[Line], line: &Line) -> Before {
    let undone: HashSet<AuditId> = lines.iter().filter_map(|line| line.undoes).collect();
    let earlier: Vec<&Line> = lines
        .iter()
        .filter(|other| other.id < line.id && other.act != Act::Undo && !undone.contains(&other.id))
        .collect();
    let decided = earlier.iter().rev().find(|line| line.from != line.to);
    Before {
        // What waits since it came has not been decided.
        decided_at: decided
            .filter(|line| line.from.is_some() || line.to != Some(Status::Pending))
            .map(|line| line.at),
        edited_at: earlier
            .iter()
            .rev()
            .find(|line| matches!(line.act, Act::Edit | Act::Revise))
            .map(|line| line.at),
    }
}

/// Puts the former text back, and keeps the one that it replaces.
fn restore_text(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    line: &Line,
    before: &Before,
    actor: AccountId,
    now: Time,
) -> Result<bool> {
    let Some((text, html)) = store::former_text(conn, id, line.version - 1)? else {
        return Err(present(conn, id)?.refuse("nothing_to_undo", "The former text is not kept"));
    };
    // An older program kept no HTML beside the text.
    let html = html.unwrap_or_else(|| markup::comment(&text));
    if !store::set_text(conn, id, seen, (&text, &html), before.edited_at)? {
        return Ok(false);
    }
    store::keep_revision(conn, id, seen, actor, now)?;
    measuring::follow_staff(conn, id, &seen.text, &text, now)?;
    Ok(true)
}

/// The comment that was published with a decision.
fn reply_of(line: &Line) -> Option<CommentId> {
    #[derive(Deserialize)]
    struct Detail {
        reply: Option<CommentId>,
    }
    serde_json::from_str::<Detail>(line.detail.as_deref()?).ok()?.reply
}

/// Deletes the reply that went with a decision, unless somebody has decided about it since.
fn withdraw_reply(
    conn: &mut Connection,
    id: CommentId,
    cause: &Line,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    let Some(reply) = store::standing(conn, id)?.filter(|reply| reply.version == 1) else {
        return Ok(());
    };
    if !store::set_status(conn, id, &reply, Status::Deleted, Some(now))? {
        return Ok(());
    }
    deleted::empty(conn, &[id])?;
    let entry = Entry {
        comment: Some(id),
        status: (Some(reply.status), Some(Status::Deleted)),
        version: Some(reply.version + 1),
        undoes: Some(cause.id),
        ..Entry::by(actor, Act::Undo)
    };
    audit::append(conn, &entry, now)?;
    Ok(())
}

/// The job that does what [`erase_all_due`] says.
pub async fn erase_due(app: &App, held: Claimed, now: Time) -> Result<()> {
    erase_all_due(app, now).await?;
    app.db.write(move |conn| queue::finish(conn, &held)).await?;
    Ok(())
}

/// Destroys what was deleted and can no longer be brought back, with the addresses that belong to
/// nothing else. Maintenance does it as well, so that nothing stays for long if a job is lost.
pub async fn erase_all_due(app: &App, now: Time) -> Result<()> {
    while app.db.write_low_priority(move |conn| erase_some(conn, now)).await? == SLICE {}
    Ok(())
}

/// Destroys some of what is due and answers how many they were.
pub(super) fn erase_some(conn: &mut Connection, now: Time) -> Result<i64> {
    let due = deleted::due(conn, now, SLICE)?;
    deleted::destroy(conn, &due)?;
    let mut readers: Vec<_> = due.iter().filter_map(|(_, reader)| *reader).collect();
    readers.sort_unstable();
    readers.dedup();
    for reader in readers {
        forget_reader(conn, reader)?;
    }
    i64::try_from(due.len()).map_err(crate::error::Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: i64, act: Act, from: Option<Status>, to: Status, undoes: Option<i64>) -> Line {
        Line {
            id: AuditId(id),
            act,
            actor: from.map(|_| AccountId(7)),
            from,
            to: Some(to),
            version: id,
            detail: None,
            undoes: undoes.map(AuditId),
            at: Time::from_micros(id),
        }
    }

    #[test]
    fn undoing_again_goes_one_step_further_back() {
        use Status::{Approved, Pending, Rejected};
        let mut lines = vec![
            line(1, Act::Hold, None, Pending, None),
            line(2, Act::Approve, Some(Pending), Approved, None),
            line(3, Act::Edit, Some(Approved), Approved, None),
            line(4, Act::Reject, Some(Approved), Rejected, None),
        ];
        let last = |lines: &[Line]| last_standing(lines).map(|line| line.id.0);
        assert_eq!(last(&lines), Some(4));
        assert_eq!(
            before(&lines, &lines[3]),
            Before {
                decided_at: Some(Time::from_micros(2)),
                edited_at: Some(Time::from_micros(3))
            }
        );
        lines.push(line(5, Act::Undo, Some(Rejected), Approved, Some(4)));
        assert_eq!(last(&lines), Some(3));
        assert_eq!(before(&lines, &lines[2]).edited_at, None);
        lines.push(line(6, Act::Undo, Some(Approved), Approved, Some(3)));
        assert_eq!(last(&lines), Some(2));
        assert_eq!(before(&lines, &lines[1]), Before { decided_at: None, edited_at: None });
        lines.push(line(7, Act::Undo, Some(Approved), Pending, Some(2)));
        assert_eq!(last(&lines), Some(1));
        lines.push(line(8, Act::Spam, Some(Pending), Status::Spam, None));
        assert_eq!(last(&lines), Some(8));
    }
}
