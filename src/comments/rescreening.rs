//! Screening once more: an author puts a new text in the place of the comment's own.

use crate::clock::Time;
use crate::comments::facts;
use crate::comments::settings::PostingSettings;
use crate::comments::spam_check;
use crate::comments::store::posting as store;
use crate::comments::submission::Submission;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::screening::reasons::{Consequence, Reason};
use crate::screening::verdict::{FirstStatus, Verdict};

/// Judges a new text for a comment that is there, by the phases of a new comment.
///
/// # Errors
/// Those of the storage.
pub fn judge(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    now: Time,
) -> Result<Verdict> {
    let known = facts::gather_for_edit(conn, submission, settings, now)?;
    Ok(spam_check::judge(submission, &known)?)
}

/// Why a held comment is held after its author has changed it: what its form gave away, and what
/// the new text does. An edit publishes nothing that waits, so at the least there is the reason that
/// it was edited.
pub fn reasons_after_edit(before: &[Reason], verdict: &Verdict) -> Vec<Reason> {
    let stays = |reason: &&Reason| {
        !matches!(reason.consequence(), Consequence::Publishes | Consequence::Insists)
    };
    let mut reasons: Vec<Reason> =
        before.iter().filter(|reason| reason.is_of_the_form()).cloned().collect();
    reasons.extend(verdict.reasons.iter().filter(stays).cloned());
    if reasons.iter().all(|reason| reason.consequence() == Consequence::Nothing) {
        reasons.push(Reason::Edited);
    }
    reasons
}

/// Stores why a comment is held now, in the place of what was stored before.
///
/// # Errors
/// Those of the storage.
pub fn restate_reasons(conn: &mut Connection, id: CommentId, reasons: Vec<Reason>) -> Result<()> {
    store::set_reasons(conn, id, &serde_json::to_string(&reasons).map_err(Error::internal)?)?;
    let verdict = Verdict { status: FirstStatus::Pending, reasons };
    store::insert_reasons(conn, id, &verdict.listed_as())
}
