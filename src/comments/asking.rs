//! Asking Akismet about a comment: whether at all, and what becomes of the answer.
//!
//! A question costs the reader a moment and tells somebody else what the reader wrote, so it is
//! asked only where the answer can matter. That is found out by judging twice on a snapshot before
//! the transaction: without an answer, and with the worst one. The same is done once more within
//! the transaction for what was not asked: where the answer would matter after all, because a ban
//! or a policy has changed meanwhile, the comment is held.

use std::net::IpAddr;

use crate::clock::Time;
use crate::comments::{Rules, Submission, facts, store};
use crate::config::Policy;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::screening::akismet;
use crate::screening::akismet::model::{Fault, Opinion, Told};
use crate::screening::{self, Facts, FirstStatus, Openness, Parent, Reason, Refusal, Verdict};

/// Whether Akismet was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// There is nobody to ask, or one of the staff writes.
    Nobody,
    /// It was not, because its answer would not have mattered. This is the worst it could have
    /// been.
    InVain(Opinion),
    /// It was.
    Said(Opinion),
}

impl Submission {
    /// The same with Akismet's opinion of it.
    pub fn thought_of(self, opinion: Opinion) -> Submission {
        Submission { asked: Asked::Said(opinion), ..self }
    }

    /// The same, about which Akismet was not asked though it could have been; `worst` is the worst
    /// it says.
    pub fn not_asked(self, worst: Opinion) -> Submission {
        Submission { asked: Asked::InVain(worst), ..self }
    }

    /// The comment as it could be told of. `ip` is the network address that it came from.
    pub fn told(&self, ip: Option<IpAddr>, now: Time) -> Told<'_> {
        let draft = &self.draft;
        Told {
            text: draft.text.as_str(),
            is_reply: draft.parent_id.is_some(),
            network: &self.network_prefix,
            ip,
            name: draft.name.as_str(),
            website: draft.website.as_ref().map(|website| website.as_str()),
            email: Some(draft.email.as_str()),
            written_at: now,
        }
    }

    /// Akismet's opinion, for the judge.
    pub(super) fn opinion(&self) -> Option<Opinion> {
        match self.asked {
            Asked::Nobody | Asked::InVain(_) => None,
            Asked::Said(opinion) => Some(opinion),
        }
    }
}

/// Whether an opinion about a comment, `worst` being the worst there is, could change what becomes
/// of it, or could stand beside it where it waits. Not so for what is refused, for what is kept out
/// already, for what an editor's rule publishes whatever a service says, and where the rules alone
/// decide.
///
/// # Errors
/// Those of the storage. That a comment will be refused is no error here: the transaction says so.
pub fn is_worth_asking(
    conn: &mut Connection,
    submission: &Submission,
    settings: &Rules,
    worst: Opinion,
    now: Time,
) -> Result<bool> {
    let known = store::known(
        conn,
        submission.article,
        &submission.email_index,
        &submission.fingerprint,
        now,
    )?;
    let Some(known) = known.filter(|known| known.twin.is_none()) else { return Ok(false) };
    let place = match facts::place(conn, &known, submission, settings, now) {
        Err(Error::NotFound) => return Ok(false),
        place => place?,
    };
    let facts = facts::gather(conn, submission, settings, &place, &known, now)?;
    Ok(could_matter(&facts, place.policy, worst))
}

/// The same for a new text of a comment that is there. Akismet cannot be asked where the network is
/// forgotten that the comment came from.
pub fn is_worth_asking_again(
    conn: &mut Connection,
    submission: &Submission,
    settings: &Rules,
    worst: Opinion,
    now: Time,
) -> Result<bool> {
    if submission.network_prefix.is_empty() {
        return Ok(false);
    }
    let (facts, policy) = of_edit(conn, submission, settings, now)?;
    Ok(could_matter(&facts, policy, worst))
}

/// What is known of a new text for a comment that is there, and the policy. Whether the article
/// takes new comments is no question any more, nor whether the reader has just written one.
pub(super) fn of_edit(
    conn: &mut Connection,
    submission: &Submission,
    settings: &Rules,
    now: Time,
) -> Result<(Facts, Policy)> {
    let known = store::known(
        conn,
        submission.article,
        &submission.email_index,
        &submission.fingerprint,
        now,
    )?;
    // That there is a comment like it is no fault of an edit: it may be the comment itself.
    let known = store::Known { twin: None, ..known.ok_or(Error::NotFound)? };
    let place = facts::place(conn, &known, submission, settings, now)?;
    let place = facts::Place { openness: Openness::Open, parent: Parent::None, ..place };
    Ok((facts::gather(conn, submission, settings, &place, &known, now)?, place.policy))
}

fn could_matter(facts: &Facts, policy: Policy, worst: Opinion) -> bool {
    let with = |akismet| screening::judge(&Facts { akismet, ..facts.clone() }, policy);
    let Ok(without) = with(None) else { return false };
    if matches!(without.status, FirstStatus::Rejected | FirstStatus::Spam) {
        return false;
    }
    with(Some(worst)).is_ok_and(|verdict| {
        verdict.reasons.iter().any(|reason| matches!(reason, Reason::Akismet { .. }))
    })
}

/// The verdict on a comment with what Akismet said of it. What it should have been asked and was
/// not is held.
pub(super) fn judge(
    submission: &Submission,
    facts: &Facts,
    policy: Policy,
) -> Result<Verdict, Refusal> {
    match submission.asked {
        Asked::InVain(worst) if could_matter(facts, policy, worst) => {
            let akismet = Some(Opinion::Unavailable(Fault::NotAsked));
            screening::judge(&Facts { akismet, ..facts.clone() }, policy)
        }
        _ => screening::judge(facts, policy),
    }
}

/// Notes what Akismet said of a text, now that a comment has it.
pub fn note(conn: &mut Connection, comment: CommentId, submission: &Submission) -> Result<()> {
    match submission.opinion().and_then(Opinion::says_spam) {
        Some(says_spam) => akismet::note(conn, comment, says_spam),
        None => Ok(()),
    }
}
