//! Screening of an author's edit.

use crate::clock::Time;
use crate::comments::facts;
use crate::comments::settings::PostingSettings;
use crate::comments::spam_check;
use crate::comments::store::posting as store;
use crate::comments::submission::Submission;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::screening::reasons::{Reason, StatusEffect};
use crate::screening::verdict::{FirstStatus, Verdict};

/// Judges a new text of a stored comment, by the same phases as a new comment.
///
/// # Errors
/// Those of the storage.
pub fn judge(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    now: Time,
) -> Result<Verdict> {
    let gathered = facts::gather_for_edit(conn, submission, settings, now)?;
    Ok(spam_check::judge(submission, &gathered)?)
}

/// The reasons of a pending comment after its author has edited it: those of its form, and those of
/// the new text. An edit never publishes a pending comment, so without any other reason it is
/// pending because it was edited.
pub fn reasons_after_edit(before: &[Reason], verdict: &Verdict) -> Vec<Reason> {
    let still_applies = |reason: &&Reason| {
        !matches!(reason.status_effect(), StatusEffect::Publish | StatusEffect::AlwaysPublish)
    };
    let mut reasons: Vec<Reason> =
        before.iter().filter(|reason| reason.is_about_the_form()).cloned().collect();
    reasons.extend(verdict.reasons.iter().filter(still_applies).cloned());
    if reasons.iter().all(|reason| reason.status_effect() == StatusEffect::None) {
        reasons.push(Reason::Edited);
    }
    reasons
}

/// Replaces the stored reasons of a pending comment.
///
/// # Errors
/// Those of the storage.
pub fn replace_reasons(conn: &mut Connection, id: CommentId, reasons: Vec<Reason>) -> Result<()> {
    store::set_reasons(conn, id, &serde_json::to_string(&reasons).map_err(Error::internal)?)?;
    let verdict = Verdict { status: FirstStatus::Pending, reasons };
    store::insert_reasons(conn, id, &verdict.listing_codes())
}
