//! Screening: the first status of a comment, and every reason for it. Pure: facts in, verdict out.
//!
//! The judgement is an ordered list of phases. Each looks at the same [`Case`] and either refuses,
//! or adds what it found, or has nothing to say. A comment is public at once only if no finding
//! holds it.

pub mod akismet;
pub mod bans;
pub mod filter;
mod phases;
pub mod rules;
pub mod surge;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::config::Policy;
use crate::error::Error;
use crate::ids::{BanId, RuleId};
use crate::screening::akismet::model::{Fault, Opinion};
use crate::screening::rules::matcher::Hit;
use crate::screening::rules::model::{Action, Field};
use crate::status::Status;
use crate::stored_enum;

/// What the database, the form, the clock, the rules and the settings know about the case.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Whether the article takes comments.
    pub article: Openness,
    /// What the comment answers.
    pub parent: Parent,
    /// Whether the same reader sent the same text to the same place before.
    pub precedent: Precedent,
    /// How long ago this reader (by address or network) last posted; `None` if never, or if the
    /// reader is staff.
    pub since_last: Option<Duration>,
    /// The setting `comments.min_interval`; zero is off.
    pub min_interval: Duration,
    /// The field that people do not see.
    pub honeypot: Honeypot,
    /// The form that the comment came with.
    pub form: Form,
    /// The setting `comments.min_form_age`: people need longer than this to fill in the form.
    pub min_form_age: Duration,
    /// Links in the text, bare addresses included.
    pub links: usize,
    /// The setting `comments.hold_links`: from so many links on a comment is held under
    /// [`Policy::HoldLinks`].
    pub link_limit: usize,
    /// The bans that apply.
    pub bans: Vec<bans::Applying>,
    /// The rules that apply.
    pub hits: Vec<Hit>,
    /// The surge guard has stepped in on the article.
    pub surge: Option<Surge>,
    /// Whether the reader is known. Asked only under [`Policy::FirstComment`]; a newcomer
    /// otherwise.
    pub acquaintance: Acquaintance,
    /// What the filter makes of it; `None` without a filter to ask, and then the policy alone
    /// decides.
    pub score: Option<Scored>,
    /// What Akismet makes of it; `None` if nobody asked.
    pub akismet: Option<Opinion>,
}

/// Whether an article takes comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// It does.
    Open,
    /// It does not, or no longer.
    Closed,
}

/// What a comment answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    /// The article itself.
    None,
    /// An approved comment under the same article.
    Approved,
    /// Anything else: not approved, deleted, elsewhere, or nowhere.
    Unavailable,
}

/// Whether a comment is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedent {
    /// It is new.
    New,
    /// Same article, parent, address and text.
    Duplicate,
}

/// The form field that only programs fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honeypot {
    /// As a person leaves it.
    Empty,
    /// Something was written into it.
    Filled,
}

/// The form that a comment came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// None: the comment came by the API.
    None,
    /// It carried no stamp of ours: nobody fetched the article's page before posting.
    Unsigned,
    /// The time between its leaving and its coming back.
    Aged(Duration),
}

/// Whether the reader's address was proven in the browser that the comment came from, by a link in
/// a mail. Typing an address proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It was only typed.
    None,
    /// Whoever sits there reads the mail to it.
    Proven,
}

/// Whether a reader is known well enough to be published unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acquaintance {
    /// No comment of theirs was approved yet, or anyone could have typed their address.
    Newcomer,
    /// The address is proven in this browser, and a comment of theirs is approved.
    Known,
}

stored_enum! {
    /// How the surge guard has stepped in. A SMALLINT in the database.
    #[schema(as = SurgeMode)]
    pub enum Surge {
        /// Every comment waits for a decision.
        HoldAll = 0 => "hold_all",
        /// Readers wait eight times as long between two comments.
        Slow = 1 => "slow",
    }
}

/// What the filter makes of a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// How much it looks like spam: 0 to 1.
    pub score: f64,
    /// What this site's thresholds make of the score.
    pub outcome: ScoreOutcome,
    /// The strongest features, in words.
    pub features: Vec<String>,
}

/// What a score does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreOutcome {
    /// Nothing: it is below every threshold.
    Nothing,
    /// The comment waits.
    Hold,
    /// The comment is spam.
    Spam,
    /// Nothing could be asked: the filter is on and has no model.
    Missing,
}

/// All that a phase may look at. The fields have no phase: that there is a `Draft` is their proof.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What is known.
    pub facts: &'a Facts,
    /// What the operator wants.
    pub policy: Policy,
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
    /// Whether a rule asks for a look at the comment, wherever it stands.
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
        mode: Surge,
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
    fn of(hit: &Hit) -> Reason {
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
            | Reason::PolicyKnownReader => None,
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
            Reason::PolicyRulesOnly => "No rule speaks against it".to_owned(),
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
            Reason::Surge { .. } => "Unusually much is going on under this article".to_owned(),
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
            Reason::PolicyHoldAll => "policy_hold_all",
            Reason::Links { .. } => "links",
            Reason::PolicyHoldLinks { .. } => "policy_hold_links",
            Reason::PolicyPublishAll => "policy_publish_all",
            Reason::Edited => "edited",
            Reason::PolicyRulesOnly => "policy_rules_only",
            Reason::PolicyKnownReader => "policy_known_reader",
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

    /// Whether it was found in how the comment came, and so stays true whatever becomes of the
    /// text.
    pub fn is_of_the_form(&self) -> bool {
        matches!(self, Reason::Honeypot | Reason::FormUnsigned | Reason::FormTooYoung { .. })
    }

    /// What the finding does.
    pub fn effect(&self) -> Effect {
        match self {
            Reason::Banned { .. } => Effect::Rejects,
            Reason::Score { spam: true, .. } | Reason::Akismet { spam: true, .. } => {
                Effect::MarksSpam
            }
            Reason::Honeypot
            | Reason::FormUnsigned
            | Reason::FormTooYoung { .. }
            | Reason::HeldAlways { .. }
            | Reason::Edited
            | Reason::Surge { .. } => Effect::Holds,
            Reason::PolicyHoldAll
            | Reason::Links { .. }
            | Reason::FirstComment
            | Reason::NoScore
            | Reason::Akismet { spam: false, .. }
            | Reason::AkismetUnavailable { .. }
            | Reason::Score { spam: false, .. } => Effect::Waits,
            Reason::PolicyHoldLinks { .. }
            | Reason::PolicyPublishAll
            | Reason::PolicyRulesOnly
            | Reason::PolicyKnownReader => Effect::Publishes,
            Reason::Rule { action, .. } => match action {
                Action::Hold => Effect::Holds,
                Action::Reject => Effect::Rejects,
                Action::Spam => Effect::MarksSpam,
                Action::Publish => Effect::Insists,
                Action::Flag => Effect::Nothing,
            },
        }
    }
}

fn banned(kind: bans::Kind) -> &'static str {
    match kind {
        bans::Kind::Reader => "The reader is banned",
        bans::Kind::AddressDomain => "The address’s domain is banned",
        bans::Kind::NetworkPrefix => "The network is banned",
    }
}

/// What a finding does to the first status. The first of these that occurs decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The comment is kept out.
    Rejects,
    /// The comment is kept out as spam.
    MarksSpam,
    /// The comment waits for a decision, whatever else speaks for it.
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

/// Why a comment is not stored at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The article takes no comments.
    Closed,
    /// What it answers is not public.
    ParentUnavailable,
    /// It is there already.
    Duplicate,
    /// The same reader posted a moment ago.
    TooFast {
        /// How long to wait: whole seconds, at least one.
        retry_after: Duration,
    },
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Closed => Error::forbidden("closed", "Comments on this article are closed"),
            Refusal::ParentUnavailable => Error::forbidden(
                "parent_unavailable",
                "The comment you answer is no longer on the page; begin a new thread, or answer another comment",
            ),
            Refusal::Duplicate => Error::conflict(
                "duplicate",
                "You have sent this comment already; it is safe with us",
            ),
            Refusal::TooFast { retry_after } => Error::TooFast { retry_after },
        }
    }
}

/// Article open, and parent approved. Also to be asked before the fields are checked: who writes
/// under a closed article learns that first, not that the name is missing.
pub fn admits(article: Openness, parent: Parent) -> Result<(), Refusal> {
    match (article, parent) {
        (Openness::Closed, _) => Err(Refusal::Closed),
        (Openness::Open, Parent::Unavailable) => Err(Refusal::ParentUnavailable),
        (Openness::Open, Parent::None | Parent::Approved) => Ok(()),
    }
}

/// Judges a comment: a refusal, or its first status with every reason. Without a finding that
/// publishes, it is held.
pub fn judge(facts: &Facts, policy: Policy) -> Result<Verdict, Refusal> {
    let case = Case { facts, policy };
    let mut reasons = Vec::new();
    for phase in phases::IN_ORDER {
        phase(&case, &mut reasons)?;
    }
    let strongest = reasons.iter().map(Reason::effect).min().unwrap_or(Effect::Nothing);
    let status = match strongest {
        Effect::Rejects => FirstStatus::Rejected,
        Effect::MarksSpam => FirstStatus::Spam,
        Effect::Insists | Effect::Publishes => FirstStatus::Approved,
        Effect::Holds | Effect::Waits | Effect::Nothing => FirstStatus::Pending,
    };
    // That it would have been public otherwise is no reason for holding it, nor the other way
    // round. Rules stay: every hit counts.
    let published = status == FirstStatus::Approved;
    reasons.retain(|reason| match reason.effect() {
        Effect::Publishes => published && strongest == Effect::Publishes,
        Effect::Waits => !published,
        _ => true,
    });
    Ok(Verdict { status, reasons })
}

#[cfg(test)]
mod tests;
