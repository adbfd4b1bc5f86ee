//! The verdict: the first status of a comment with every reason for it, or a refusal.

use crate::config::Policy;
use crate::screening::facts::{Case, Facts};
use crate::screening::phases;
use crate::screening::reasons::{Reason, StatusEffect};
use crate::screening::refusal::Refusal;
use crate::screening::rules::model::Action;
use crate::status::Status;

/// Judges a comment: returns its first status with all reasons, or a refusal. A comment that no
/// reason publishes is held.
pub fn judge(facts: &Facts, policy: Policy) -> Result<Verdict, Refusal> {
    let case = Case { facts, policy };
    let mut reasons = Vec::new();
    for phase in phases::IN_ORDER {
        phase(&case, &mut reasons)?;
    }
    let strongest = reasons.iter().map(Reason::status_effect).min().unwrap_or(StatusEffect::None);
    let status = match strongest {
        StatusEffect::Reject => FirstStatus::Rejected,
        StatusEffect::MarkSpam => FirstStatus::Spam,
        StatusEffect::AlwaysPublish | StatusEffect::Publish => FirstStatus::Approved,
        StatusEffect::AlwaysHold | StatusEffect::Hold | StatusEffect::None => FirstStatus::Pending,
    };
    // A reason that would have published a held comment is left out, and the other way round. Rules
    // stay, because every hit is shown.
    let published = status == FirstStatus::Approved;
    reasons.retain(|reason| match reason.status_effect() {
        StatusEffect::Publish => published && strongest == StatusEffect::Publish,
        StatusEffect::Hold => !published,
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
    /// Rejected.
    Rejected,
    /// Marked as spam.
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
    /// The first status.
    pub status: FirstStatus,
    /// Every reason for it, in the order of the phases; never empty.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// Whether a rule flags the comment for moderators.
    pub fn is_flagged(&self) -> bool {
        self.reasons
            .iter()
            .any(|reason| matches!(reason, Reason::Rule { action: Action::Flag, .. }))
    }

    /// The codes by which the comment is listed, each once.
    pub fn listing_codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.reasons.iter().filter_map(Reason::listing_code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}
