//! Screening: the first status of a comment, and every reason for it. Pure: facts in, verdict out.
//!
//! The judgement is an ordered list of phases. Each looks at the same [`Case`] and either refuses, or adds what it
//! found, or has nothing to say. A comment is public at once only if no finding holds it.

mod phases;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::comments::draft::Draft;
use crate::config::Policy;
use crate::error::Error;
use crate::status::Status;

/// What the database, the form, the clock and the settings know about the case.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Whether the article takes comments.
    pub article: Openness,
    /// What the comment answers.
    pub parent: Parent,
    /// Whether the same reader sent the same text to the same place before.
    pub precedent: Precedent,
    /// How long ago this reader (by address or network) last posted; `None` if never, or if the reader is staff.
    pub since_last: Option<Duration>,
    /// The setting `comments.min_interval`; zero is off.
    pub min_interval: Duration,
    /// The field that people do not see.
    pub honeypot: Honeypot,
    /// The form that the comment came with.
    pub form: Form,
    /// The setting `comments.min_form_age`: people need longer than this to fill in the form.
    pub min_form_age: Duration,
    /// The setting `comments.hold_links`: from so many links on, bare addresses included, a comment is held under
    /// [`Policy::HoldLinks`].
    pub link_limit: usize,
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

/// Whether an address is known to be the sender's own, in the browser that sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It was only typed.
    None,
    /// A link that was mailed to it was followed in this browser.
    Proven,
}

/// All that a phase may look at.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The comment. That it is a `Draft` is the phase "fields": whatever is wrong with them was told before.
    pub draft: &'a Draft,
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
}

impl From<FirstStatus> for Status {
    fn from(first: FirstStatus) -> Status {
        match first {
            FirstStatus::Approved => Status::Approved,
            FirstStatus::Pending => Status::Pending,
        }
    }
}

/// The outcome for a comment that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Where the comment stands first.
    pub status: FirstStatus,
    /// Every reason for it, in the order of the phases; never empty.
    pub reasons: Vec<Reason>,
}

/// One finding, stored with the comment as JSON: `{"code":"links","found":3,"limit":2}`. Stored ones must stay
/// readable for ever: variants are added, never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
}

impl Reason {
    /// The reason in words, for moderators.
    pub fn detail(&self) -> String {
        match self {
            Reason::Honeypot => "A hidden field that people do not see was filled in".to_owned(),
            Reason::FormUnsigned => "Sent without fetching the form first, as programs do".to_owned(),
            Reason::FormTooYoung { age_ms } => {
                format!("The form came back after {}.{} seconds", age_ms / 1000, age_ms % 1000 / 100)
            }
            Reason::PolicyHoldAll => "Every comment waits for a decision".to_owned(),
            Reason::Links { found, limit } => format!("{found} links; {limit} or more wait for a decision"),
            Reason::PolicyHoldLinks { found: 0, .. } => "Comments without links are public at once".to_owned(),
            Reason::PolicyHoldLinks { limit, .. } => {
                format!("Comments with fewer than {limit} links are public at once")
            }
            Reason::PolicyPublishAll => "Comments are public at once".to_owned(),
            Reason::Edited => "Its author has changed it while it waited".to_owned(),
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
        }
    }

    /// Whether it was found in how the comment came, and so stays true whatever becomes of the text.
    pub fn is_of_the_form(&self) -> bool {
        matches!(self, Reason::Honeypot | Reason::FormUnsigned | Reason::FormTooYoung { .. })
    }

    /// What the finding does.
    pub fn effect(&self) -> Effect {
        match self {
            Reason::Honeypot
            | Reason::FormUnsigned
            | Reason::FormTooYoung { .. }
            | Reason::PolicyHoldAll
            | Reason::Links { .. }
            | Reason::Edited => Effect::Holds,
            Reason::PolicyHoldLinks { .. } | Reason::PolicyPublishAll => Effect::Publishes,
        }
    }
}

/// What a finding does to the first status. Holding wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The comment waits for a decision.
    Holds,
    /// The comment may be public at once.
    Publishes,
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
            Refusal::Duplicate => {
                Error::conflict("duplicate", "You have sent this comment already; it is safe with us")
            }
            Refusal::TooFast { retry_after } => Error::TooFast { retry_after },
        }
    }
}

/// Article open, and parent approved. Also to be asked before the fields are checked: who writes under a closed
/// article learns that first, not that the name is missing.
pub fn admits(article: Openness, parent: Parent) -> Result<(), Refusal> {
    match (article, parent) {
        (Openness::Closed, _) => Err(Refusal::Closed),
        (Openness::Open, Parent::Unavailable) => Err(Refusal::ParentUnavailable),
        (Openness::Open, Parent::None | Parent::Approved) => Ok(()),
    }
}

/// Judges a comment: a refusal, or its first status with every reason. Without a finding that publishes, it is held.
pub fn judge(draft: &Draft, facts: &Facts, policy: Policy) -> Result<Verdict, Refusal> {
    let case = Case { draft, facts, policy };
    let mut reasons = Vec::new();
    for phase in phases::IN_ORDER {
        phase(&case, &mut reasons)?;
    }
    let holds = reasons.iter().any(|reason| reason.effect() == Effect::Holds);
    let publishes = reasons.iter().any(|reason| reason.effect() == Effect::Publishes);
    let status = if publishes && !holds { FirstStatus::Approved } else { FirstStatus::Pending };
    if holds {
        // That it would have been public otherwise is no reason for holding it.
        reasons.retain(|reason| reason.effect() == Effect::Holds);
    }
    Ok(Verdict { status, reasons })
}

#[cfg(test)]
mod tests;
