//! The verdict: the first status of a comment with every reason for it, or a refusal.

use crate::config::Policy;
use crate::screening::facts::{Case, Facts};
use crate::screening::phases;
use crate::screening::reasons::{Consequence, Reason};
use crate::screening::refusal::Refusal;
use crate::screening::rules::model::Action;
use crate::status::Status;

/// Judges a comment: a refusal, or its first status with every reason. Without a finding that
/// publishes, it is held.
pub fn judge(facts: &Facts, policy: Policy) -> Result<Verdict, Refusal> {
    let case = Case { facts, policy };
    let mut reasons = Vec::new();
    for phase in phases::IN_ORDER {
        phase(&case, &mut reasons)?;
    }
    let strongest = reasons.iter().map(Reason::consequence).min().unwrap_or(Consequence::Nothing);
    let status = match strongest {
        Consequence::Rejects => FirstStatus::Rejected,
        Consequence::MarksSpam => FirstStatus::Spam,
        Consequence::Insists | Consequence::Publishes => FirstStatus::Approved,
        Consequence::Holds | Consequence::Waits | Consequence::Nothing => FirstStatus::Pending,
    };
    // That it would have been public otherwise is no reason for holding it, nor the other way
    // round. Rules stay: every hit counts.
    let published = status == FirstStatus::Approved;
    reasons.retain(|reason| match reason.consequence() {
        Consequence::Publishes => published && strongest == Consequence::Publishes,
        Consequence::Waits => !published,
        _ => true,
    });
    Ok(Verdict { status, reasons })
}

/// The first status of a stored comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstStatus {
    /// Public at once.
    Approved,
    /// Held.
    Pending,
    /// Kept out.
    Rejected,
    /// Kept out as spam.
    Spam,
}

impl From<FirstStatus> for Status {
    fn from(first: FirstStatus) -> Status {
        match first {
            FirstStatus::Approved => Status::Approved,
            FirstStatus::Pending => Status::Pending,
            FirstStatus::Rejected => Status::Rejected,
            FirstStatus::Spam => Status::Spam,
        }
    }
}

/// The outcome for a comment that is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Where the comment stands first.
    pub status: FirstStatus,
    /// Every reason for it, in the order of the phases; never empty.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// Whether a rule wants moderators to read the comment, in every status.
    pub fn is_flagged(&self) -> bool {
        self.reasons
            .iter()
            .any(|reason| matches!(reason, Reason::Rule { action: Action::Flag, .. }))
    }

    /// By what the comment is listed: each code once.
    pub fn listed_as(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.reasons.iter().filter_map(Reason::listed_as).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}
