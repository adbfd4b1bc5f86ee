//! The check by a spam service: whether Akismet is queried about a comment, and how its answer is
//! used.
//!
//! A query delays the reader and sends the text to a third party, so it is made only where the
//! answer can change the verdict. To find out, the comment is judged twice on a snapshot before the
//! transaction: without an answer, and with the worst one. The transaction repeats this for a
//! comment that was not checked: if the answer would matter now, because a ban or a policy has
//! changed meanwhile, the comment is held.

use std::net::IpAddr;

use crate::app::App;
use crate::clock::Time;
use crate::comments::facts::{self, Gathered};
use crate::comments::settings::PostingSettings;
use crate::comments::submission::{SpamCheck, Submission};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::screening::akismet;
use crate::screening::akismet::model::{AkismetResult, Comment, Fault};
use crate::screening::facts::Facts;
use crate::screening::reasons::Reason;
use crate::screening::refusal::Refusal;
use crate::screening::verdict::{self, FirstStatus, Verdict};

/// Returns the comment with Akismet's opinion, if Akismet is switched on. `is_needed` decides in a
/// read transaction whether the worst opinion would matter. The query may take as long as
/// `akismet.deadline_ms`; no transaction is open meanwhile.
///
/// # Errors
/// Those of `is_needed`. A missing answer is no error: screening judges by it ([`AkismetResult::Unavailable`]).
pub async fn check(
    app: &App,
    submission: Submission,
    ip: Option<IpAddr>,
    now: Time,
    mut is_needed: impl FnMut(&mut Connection, &Submission, AkismetResult) -> Result<bool>
    + Send
    + 'static,
) -> Result<Submission> {
    let Some(akismet) = &app.akismet else { return Ok(submission) };
    let (copy, worst) = (submission.clone(), akismet.worst());
    if !app.db.read(move |conn| is_needed(conn, &copy, worst)).await? {
        return Ok(Submission { spam_check: SpamCheck::Skipped(worst), ..submission });
    }
    let akismet_result = akismet.check(&submission.for_akismet(ip, now)).await;
    Ok(Submission { spam_check: SpamCheck::Answered(akismet_result), ..submission })
}

/// Whether Akismet's opinion could change the verdict on a comment or add a reason to it; `worst`
/// is the worst possible opinion. It could not for a comment that is refused or rejected anyway,
/// for one that an editor's rule publishes, and where the rules alone decide.
///
/// # Errors
/// Those of the storage. A refusal is no error here; the transaction reports it.
pub fn is_needed(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    worst: AkismetResult,
    now: Time,
) -> Result<bool> {
    match facts::gather(conn, submission, settings, now) {
        Ok(gathered) => Ok(could_change_verdict(&gathered, worst)),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The same for an author's edit. A comment whose network is erased already cannot be checked.
///
/// # Errors
/// Those of the storage.
pub fn is_needed_for_edit(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    worst: AkismetResult,
    now: Time,
) -> Result<bool> {
    if submission.network_prefix.is_empty() {
        return Ok(false);
    }
    let gathered = facts::gather_for_edit(conn, submission, settings, now)?;
    Ok(could_change_verdict(&gathered, worst))
}

fn could_change_verdict(gathered: &Gathered, worst: AkismetResult) -> bool {
    let with =
        |akismet| verdict::judge(&Facts { akismet, ..gathered.facts.clone() }, gathered.policy);
    let Ok(without) = with(None) else { return false };
    if matches!(without.status, FirstStatus::Rejected | FirstStatus::Spam) {
        return false;
    }
    with(Some(worst)).is_ok_and(|verdict| {
        verdict.reasons.iter().any(|reason| matches!(reason, Reason::Akismet { .. }))
    })
}

/// The verdict on a comment with Akismet's opinion. A comment that should have been checked and was
/// not is held.
///
/// # Errors
/// The refusal of the judge.
pub fn judge(submission: &Submission, gathered: &Gathered) -> Result<Verdict, Refusal> {
    match submission.spam_check {
        SpamCheck::Skipped(worst) if could_change_verdict(gathered, worst) => {
            let akismet = Some(AkismetResult::Unavailable(Fault::NotAsked));
            verdict::judge(&Facts { akismet, ..gathered.facts.clone() }, gathered.policy)
        }
        _ => verdict::judge(&gathered.facts, gathered.policy),
    }
}

/// Stores Akismet's opinion of a comment's text.
///
/// # Errors
/// Those of the storage.
pub fn store_akismet_result(
    conn: &mut Connection,
    comment: CommentId,
    submission: &Submission,
) -> Result<()> {
    match submission.akismet_result().and_then(AkismetResult::says_spam) {
        Some(says_spam) => akismet::store_akismet_result(conn, comment, says_spam),
        None => Ok(()),
    }
}

impl Submission {
    /// The comment as it is sent to Akismet. `ip` is the network address that it was sent from.
    fn for_akismet(&self, ip: Option<IpAddr>, now: Time) -> Comment<'_> {
        let draft = &self.draft;
        Comment {
            text: draft.text.visible().whole(),
            is_reply: draft.parent_id.is_some(),
            network: &self.network_prefix,
            ip,
            name: draft.name.as_str(),
            website: draft.website.as_ref().map(|website| website.as_str()),
            email: Some(draft.email.as_str()),
            written_at: now,
        }
    }
}
