//! Answers that are taken back: a review is open again, and its flaggers' records are as they were.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{AccountId, CommentId, ReviewId};
use crate::moderation;
use crate::reviews::model::{Kind, Review, State};
use crate::reviews::store::reading::Row;
use crate::reviews::store::{changing, flags, reading};
use crate::reviews::{another_moderator, find, hide, one_at_a_time, standing, weighs_too_much};

/// Takes an answer back, whoever gave it: what it changed about the comment is undone as by
/// [`moderation::undo`], mail about it that still waits is not sent, and the review is open again.
/// Answers what looks different to readers.
///
/// It can be done for as long as nothing has happened to the comment since.
///
/// # Errors
/// `NotFound`; `Conflict` with the present state: `stale_version`, or `nothing_to_undo` if it is
/// open or withdrawn, the comment was decided about since, or readers have asked the same again;
/// `Forbidden` `same_moderator` where it is the answer to an appeal against a decision of the
/// actor's own.
pub fn undo(
    conn: &mut Connection,
    id: ReviewId,
    version: i64,
    actor: AccountId,
    hide_weight: u32,
    now: Time,
) -> Result<Option<Scope>> {
    let comment = find(conn, id)?.comment.id;
    one_at_a_time(conn, comment)?;
    // Decisions wait for the row, so that none comes between this look and the end.
    reading::hold_row(conn, comment)?;
    let review = find(conn, id)?;
    if review.comment.version != version {
        return Err(moderation::present(conn, comment)?.stale());
    }
    if !matches!(review.state, State::Upheld | State::Dismissed) || review.version != version {
        return refuse(conn, comment, "There is no answer here that could be taken back");
    }
    let decided =
        reading::closed_with(conn, comment, version)?.iter().any(|closed| closed.id == id);
    let changed = match decided {
        true => moderation::undo(conn, comment, version, actor, now)?.changed,
        false => reconsider(conn, &review, actor, hide_weight, now)?,
    };
    if review.kind == Kind::Appeal {
        another_moderator(conn, comment, actor)?;
    }
    Ok(changed)
}

/// Opens a review again whose answer has left the comment as it was.
fn reconsider(
    conn: &mut Connection,
    review: &Review,
    actor: AccountId,
    hide_weight: u32,
    now: Time,
) -> Result<Option<Scope>> {
    let comment = review.comment.id;
    let Some(last) =
        reading::latest(conn, comment, review.kind)?.filter(|last| last.id == review.id)
    else {
        return refuse(conn, comment, "Readers have asked for the same again since; answer that");
    };
    let weight = open_again(conn, &last, now)?;
    let line = Entry {
        comment: Some(comment),
        detail: Some(json!({ "review": review.id })),
        undoes: reading::line_of(conn, comment, dismissal(review.kind))?,
        ..Entry::by(actor, Act::Reopen)
    };
    audit::append(conn, &line, now)?;
    let standing = standing(conn, comment)?;
    // Flags that came late may weigh enough now.
    match standing.status.is_public() && weighs_too_much(weight, hide_weight) {
        true => hide(conn, comment, &standing, now),
        false => Ok(None),
    }
}

fn refuse<T>(conn: &mut Connection, comment: CommentId, detail: &'static str) -> Result<T> {
    Err(moderation::present(conn, comment)?.refuse("nothing_to_undo", detail))
}

/// What the log says of an answer that left the comment as it was.
fn dismissal(kind: Kind) -> Act {
    match kind {
        Kind::Flags => Act::DismissFlags,
        Kind::Appeal => Act::DismissAppeal,
        Kind::Revision => Act::RefuseRevision,
    }
}

/// As [`reopen`], for many decisions that are taken back at once: the comments and the versions
/// that they had made.
pub fn reopen_all(conn: &mut Connection, taken_back: &[(CommentId, i64)], now: Time) -> Result<()> {
    let ids: Vec<CommentId> = taken_back.iter().map(|(id, _)| *id).collect();
    let answered = reading::answered_by_decisions(conn, &ids)?;
    for (id, version) in taken_back.iter().filter(|taken| answered.contains(taken)) {
        // A reader who flags meanwhile holds this lock and may want the row; then one of both is
        // run again.
        one_at_a_time(conn, *id)?;
        reopen(conn, *id, *version, now)?;
    }
    Ok(())
}

/// Opens again what was closed by the decision that gave the comment `version`, because the
/// decision is taken back. Whoever calls it has made flags wait ([`one_at_a_time`]).
pub fn reopen(conn: &mut Connection, comment: CommentId, version: i64, now: Time) -> Result<()> {
    let open: Vec<Kind> =
        reading::open_of(conn, comment)?.iter().map(|review| review.kind).collect();
    for review in reading::closed_with(conn, comment, version)? {
        if !open.contains(&review.kind) {
            open_again(conn, &review, now)?;
        }
    }
    Ok(())
}

/// The flaggers are neither right nor wrong any more, and flags that came after the answer count
/// like all others. Answers what it weighs now.
fn open_again(conn: &mut Connection, review: &Row, now: Time) -> Result<f64> {
    changing::reopen(conn, review.id)?;
    if review.kind != Kind::Flags {
        return Ok(0.0);
    }
    flags::judge(conn, review.id, review.state == State::Upheld, -1, now)?;
    let late = flags::late_weight(conn, review.id)?;
    flags::move_late(conn, review.id, review.id)?;
    changing::weigh(conn, review.id, late)
}
