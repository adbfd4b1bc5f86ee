//! The spam-service check: whether Akismet is asked about a comment, and what follows from its
//! answer.
//!
//! A question costs the reader a moment and tells somebody else what the reader wrote, so it is
//! asked only where the answer can matter. That is found out by judging twice on a snapshot before
//! the transaction: without an answer, and with the worst one. The same is done once more within
//! the transaction for a comment about which Akismet was not asked: where the answer would matter
//! after all, because a ban or a policy has changed meanwhile, the comment is held.

use std::net::IpAddr;

use crate::app::App;
use crate::clock::Time;
use crate::comments::facts::{self, Known};
use crate::comments::settings::PostingSettings;
use crate::comments::submission::{SpamCheck, Submission};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::screening::akismet;
use crate::screening::akismet::model::{Comment, Fault, Opinion};
use crate::screening::facts::Facts;
use crate::screening::reasons::Reason;
use crate::screening::refusal::Refusal;
use crate::screening::verdict::{self, FirstStatus, Verdict};

/// The comment with Akismet's opinion of it, if Akismet is switched on. `is_worth_asking` finds out
/// in a transaction that only reads whether the worst opinion would matter. This may take as long as
/// `akismet.deadline_ms`; no transaction waits meanwhile.
///
/// # Errors
/// Those of `is_worth_asking`. That there is no answer is an opinion.
pub async fn ask(
    app: &App,
    submission: Submission,
    ip: Option<IpAddr>,
    now: Time,
    mut is_worth_asking: impl FnMut(&mut Connection, &Submission, Opinion) -> Result<bool>
    + Send
    + 'static,
) -> Result<Submission> {
    let Some(akismet) = &app.akismet else { return Ok(submission) };
    let (copy, worst) = (submission.clone(), akismet.worst());
    if !app.db.read(move |conn| is_worth_asking(conn, &copy, worst)).await? {
        return Ok(Submission { spam_check: SpamCheck::Skipped(worst), ..submission });
    }
    let opinion = akismet.ask(&submission.for_akismet(ip, now)).await;
    Ok(Submission { spam_check: SpamCheck::Answered(opinion), ..submission })
}

/// Whether an opinion about a comment, `worst` being the worst there is, could change what becomes
/// of it, or could stand beside it where it waits. Not so for a comment that is refused or kept out
/// already, for one that an editor's rule publishes whatever a service says, and where the rules
/// alone decide.
///
/// # Errors
/// Those of the storage. That a comment will be refused is no error here: the transaction says so.
pub fn is_worth_asking(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    worst: Opinion,
    now: Time,
) -> Result<bool> {
    match facts::gather(conn, submission, settings, now) {
        Ok(known) => Ok(could_matter(&known, worst)),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The same for a new text of a comment that is there. Akismet cannot be asked where the network is
/// forgotten from which the comment was sent.
///
/// # Errors
/// Those of the storage.
pub fn is_worth_asking_again(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    worst: Opinion,
    now: Time,
) -> Result<bool> {
    if submission.network_prefix.is_empty() {
        return Ok(false);
    }
    let known = facts::gather_for_edit(conn, submission, settings, now)?;
    Ok(could_matter(&known, worst))
}

fn could_matter(known: &Known, worst: Opinion) -> bool {
    let with = |akismet| verdict::judge(&Facts { akismet, ..known.facts.clone() }, known.policy);
    let Ok(without) = with(None) else { return false };
    if matches!(without.status, FirstStatus::Rejected | FirstStatus::Spam) {
        return false;
    }
    with(Some(worst)).is_ok_and(|verdict| {
        verdict.reasons.iter().any(|reason| matches!(reason, Reason::Akismet { .. }))
    })
}

/// The verdict on a comment with Akismet's opinion. A comment about which Akismet should have been
/// asked and was not is held.
///
/// # Errors
/// The refusal of the judge.
pub fn judge(submission: &Submission, known: &Known) -> Result<Verdict, Refusal> {
    match submission.spam_check {
        SpamCheck::Skipped(worst) if could_matter(known, worst) => {
            let akismet = Some(Opinion::Unavailable(Fault::NotAsked));
            verdict::judge(&Facts { akismet, ..known.facts.clone() }, known.policy)
        }
        _ => verdict::judge(&known.facts, known.policy),
    }
}

/// Keeps what Akismet said of a text with the comment that has it now.
///
/// # Errors
/// Those of the storage.
pub fn note(conn: &mut Connection, comment: CommentId, submission: &Submission) -> Result<()> {
    match submission.opinion().and_then(Opinion::says_spam) {
        Some(says_spam) => akismet::note(conn, comment, says_spam),
        None => Ok(()),
    }
}

impl Submission {
    /// The comment as Akismet may know it. `ip` is the network address that it was sent from.
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
