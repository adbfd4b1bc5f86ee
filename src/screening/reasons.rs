//! The reasons for a comment's first status: one finding each, in JSON and in words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::config::SurgeMode;
use crate::ids::{BanId, RuleId};
use crate::screening::akismet::model::Fault;
use crate::screening::bans;
use crate::screening::rules;
use crate::screening::rules::condition::Field;
use crate::screening::rules::matcher::Hit;
use crate::screening::rules::model::Action;

/// One finding, stored with the comment as JSON: `{"code":"links","found":3,"limit":2}`. Stored
/// ones must stay readable for ever: variants are added, never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Held: the hidden field was filled in.
    Honeypot,
    /// Held: the form carried no stamp of ours.
    FormUnsigned,
    /// Held: the form came back faster than a person can type.
    FormTooYoung {
        /// The form's age in milliseconds.
        age_ms: u64,
    },
    /// Held: the name is one of the staff's, or looks like it.
    StaffName,
    /// Held: every comment is.
    PolicyHoldAll,
    /// Held: too many links.
    Links {
        /// Links in the text, bare addresses included.
        found: usize,
        /// The least number that is held.
        limit: usize,
    },
    /// Public: fewer links than are held.
    PolicyHoldLinks {
        /// Links in the text, bare addresses included.
        found: usize,
        /// The least number that is held.
        limit: usize,
    },
    /// Public: every comment is.
    PolicyPublishAll,
    /// Held: its author has changed it while it waited.
    Edited,
    /// Public: no rule says otherwise.
    PolicyRulesOnly,
    /// Public: the reader is known.
    PolicyKnownReader,
    /// Public: somebody of the staff wrote it, signed in to the desk.
    PolicyStaff,
    /// Held: the reader has no approved comment yet, or the address is not proven in this browser.
    FirstComment,
    /// Rejected: the reader, the domain or the network is banned.
    Banned {
        /// The ban.
        ban: BanId,
        /// Whom it is about.
        kind: bans::Kind,
        /// Why it was made.
        reason: String,
    },
    /// Held: comments of this reader, domain or network always are.
    HeldAlways {
        /// The ban that says so.
        ban: BanId,
        /// Whom it is about.
        kind: bans::Kind,
        /// Why it was made.
        reason: String,
    },
    /// A rule applies.
    Rule {
        /// The rule.
        rule: RuleId,
        /// Its version then.
        version: i64,
        /// Its name then.
        name: String,
        /// What it did.
        action: Action,
        /// Where it found something.
        field: Field,
        /// The passage as it was written, at most 200 characters of it.
        found: String,
        /// Where the passage begins in the field, in characters.
        start: usize,
        /// Where it ends; the same as `start` where there is nothing to point at.
        end: usize,
        /// What the rule says about it.
        reason: String,
    },
    /// Held: the surge guard has stepped in.
    Surge {
        /// How.
        mode: SurgeMode,
    },
    /// Held or spam: the filter says so.
    Score {
        /// How much it looks like spam: 0 to 1.
        score: f64,
        /// Whether it is kept out, or waits.
        spam: bool,
        /// The strongest features, in words.
        features: Vec<String>,
    },
    /// Held: the filter is on and could not be asked.
    NoScore,
    /// Held or spam: Akismet calls it spam.
    Akismet {
        /// It says that nobody need look at it.
        blatant: bool,
        /// Whether it is kept out, or waits.
        spam: bool,
    },
    /// Held: Akismet was to be asked, and there is no answer.
    AkismetUnavailable {
        /// Why not.
        fault: Fault,
    },
}

impl Reason {
    /// A rule's hit.
    pub(super) fn of(hit: &Hit) -> Reason {
        let Hit { rule, version, name, action, reason, found } = hit.clone();
        let (field, start, end) = (found.field, found.start, found.end);
        Reason::Rule { rule, version, name, action, field, found: found.text, start, end, reason }
    }

    /// By what comments with this reason are listed; None for what a policy does to every comment.
    pub fn listed_as(&self) -> Option<String> {
        match self {
            Reason::PolicyHoldAll
            | Reason::PolicyHoldLinks { .. }
            | Reason::PolicyPublishAll
            | Reason::PolicyRulesOnly
            | Reason::PolicyKnownReader
            | Reason::PolicyStaff => None,
            Reason::Rule { rule, .. } => Some(rules::reason_code(*rule)),
            Reason::Banned { ban, .. } | Reason::HeldAlways { ban, .. } => {
                Some(format!("ban:{ban}"))
            }
            other => Some(other.code().to_owned()),
        }
    }

    /// The reason in words, for moderators.
    pub fn detail(&self) -> String {
        match self {
            Reason::Honeypot => "A hidden field that people do not see was filled in".to_owned(),
            Reason::FormUnsigned => {
                "Sent without fetching the form first, as programs do".to_owned()
            }
            Reason::FormTooYoung { age_ms } => {
                format!(
                    "The form came back after {}.{} seconds",
                    age_ms / 1000,
                    age_ms % 1000 / 100
                )
            }
            Reason::StaffName => {
                "The name is that of somebody of the staff, or looks like it".to_owned()
            }
            Reason::PolicyHoldAll => "Every comment waits for a decision".to_owned(),
            Reason::Links { found, limit } => {
                format!("{found} links; {limit} or more wait for a decision")
            }
            Reason::PolicyHoldLinks { found: 0, .. } => {
                "Comments without links are public at once".to_owned()
            }
            Reason::PolicyHoldLinks { limit, .. } => {
                format!("Comments with fewer than {limit} links are public at once")
            }
            Reason::PolicyPublishAll => "Comments are public at once".to_owned(),
            Reason::Edited => "Its author has changed it while it waited".to_owned(),
            Reason::PolicyRulesOnly => "No rule applies".to_owned(),
            Reason::PolicyStaff => "A member of the staff wrote it".to_owned(),
            Reason::PolicyKnownReader => {
                "The reader is known and has proven the address".to_owned()
            }
            Reason::FirstComment => "The first comment of a reader waits for a decision".to_owned(),
            Reason::Banned { kind, reason, .. } => format!("{}: {reason}", banned(*kind)),
            Reason::HeldAlways { reason, .. } => format!("Always held: {reason}"),
            Reason::Rule { name, found, reason, .. } if reason == name => {
                format!("{name}: “{found}”")
            }
            Reason::Rule { name, found, reason, .. } => format!("{name}: “{found}”. {reason}"),
            Reason::NoScore => "The filter could not be asked".to_owned(),
            Reason::Akismet { blatant: false, .. } => "Akismet calls it spam".to_owned(),
            Reason::Akismet { blatant: true, .. } => "Akismet calls it blatant spam".to_owned(),
            Reason::AkismetUnavailable { fault } => {
                format!("Akismet {}; what it is asked about waits then", fault.words())
            }
            Reason::Surge { .. } => "Far more comments than usual under this article".to_owned(),
            Reason::Score { score, features, .. } => {
                let because = if features.is_empty() {
                    String::new()
                } else {
                    format!(": {}", features.join(", "))
                };
                format!("Looks like spam ({:.0} %){because}", score * 100.0)
            }
        }
    }

    /// The stable name, as in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Honeypot => "honeypot",
            Reason::FormUnsigned => "form_unsigned",
            Reason::FormTooYoung { .. } => "form_too_young",
            Reason::StaffName => "staff_name",
            Reason::PolicyHoldAll => "policy_hold_all",
            Reason::Links { .. } => "links",
            Reason::PolicyHoldLinks { .. } => "policy_hold_links",
            Reason::PolicyPublishAll => "policy_publish_all",
            Reason::Edited => "edited",
            Reason::PolicyRulesOnly => "policy_rules_only",
            Reason::PolicyKnownReader => "policy_known_reader",
            Reason::PolicyStaff => "policy_staff",
            Reason::FirstComment => "first_comment",
            Reason::Banned { .. } => "banned",
            Reason::HeldAlways { .. } => "held_always",
            Reason::Rule { .. } => "rule",
            Reason::Surge { .. } => "surge",
            Reason::Score { .. } => "score",
            Reason::NoScore => "no_score",
            Reason::Akismet { .. } => "akismet",
            Reason::AkismetUnavailable { .. } => "akismet_unavailable",
        }
    }

    /// Whether the form or the name gave it away, so that it stays true when the text changes.
    pub fn is_of_the_form(&self) -> bool {
        matches!(
            self,
            Reason::Honeypot
                | Reason::FormUnsigned
                | Reason::FormTooYoung { .. }
                | Reason::StaffName
        )
    }

    /// What the finding does.
    pub fn consequence(&self) -> Consequence {
        match self {
            Reason::Banned { .. } => Consequence::Rejects,
            Reason::Score { spam: true, .. } | Reason::Akismet { spam: true, .. } => {
                Consequence::MarksSpam
            }
            Reason::Honeypot
            | Reason::FormUnsigned
            | Reason::FormTooYoung { .. }
            | Reason::StaffName
            | Reason::HeldAlways { .. }
            | Reason::Edited
            | Reason::Surge { .. } => Consequence::Holds,
            Reason::PolicyHoldAll
            | Reason::Links { .. }
            | Reason::FirstComment
            | Reason::NoScore
            | Reason::Akismet { spam: false, .. }
            | Reason::AkismetUnavailable { .. }
            | Reason::Score { spam: false, .. } => Consequence::Waits,
            Reason::PolicyHoldLinks { .. }
            | Reason::PolicyPublishAll
            | Reason::PolicyRulesOnly
            | Reason::PolicyKnownReader
            | Reason::PolicyStaff => Consequence::Publishes,
            Reason::Rule { action, .. } => match action {
                Action::Hold => Consequence::Holds,
                Action::Reject => Consequence::Rejects,
                Action::Spam => Consequence::MarksSpam,
                Action::Publish => Consequence::Insists,
                Action::Flag => Consequence::Nothing,
            },
        }
    }
}

fn banned(kind: bans::Kind) -> &'static str {
    match kind {
        bans::Kind::Reader => "The reader is banned",
        bans::Kind::Domain => "The address’s domain is banned",
        bans::Kind::Network => "The network is banned",
    }
}

/// What a finding does to the first status. The first of these that occurs decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consequence {
    /// The comment is kept out.
    Rejects,
    /// The comment is kept out as spam.
    MarksSpam,
    /// The comment waits for a decision, even where another reason would publish it.
    Holds,
    /// The comment is public: an editor's rule knows more than a policy or a score.
    Insists,
    /// The comment waits for a decision.
    Waits,
    /// The comment may be public at once.
    Publishes,
    /// Nothing; it is there to be known.
    Nothing,
}
