//! What a rule is, and what must be true of one before it is kept. No I/O.

use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::ids::{AccountId, RuleId};
use crate::screening::rules::condition::Condition;
use crate::screening::rules::parse::RawCondition;
use crate::stored_enum;
use crate::text;

/// Longest name, in characters.
pub const MAX_NAME: usize = 100;
/// Longest reason, in characters.
pub const MAX_REASON: usize = 300;

stored_enum! {
    /// What a rule does. A SMALLINT in the database.
    pub enum Action {
        /// The comment waits for a decision.
        Hold = 0 => "hold",
        /// The comment is kept out; its author sees the reason.
        Reject = 1 => "reject",
        /// The comment is kept out as spam.
        Spam = 2 => "spam",
        /// The comment is public whatever the policy says, unless a ban, another rule or a signal of
        /// the form holds it.
        Publish = 3 => "publish",
        /// The policy decides, and a moderator reads the comment afterwards.
        Flag = 4 => "flag",
    }
}

/// A rule as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// Grows with each change.
    pub version: i64,
    /// What it says and does.
    pub content: Content,
    /// Who made it; None for an import, or for an account that is gone.
    pub author: Option<AccountId>,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
}

/// What a rule says and does: checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// What staff call it.
    pub name: String,
    /// When it applies.
    pub condition: Condition,
    /// What it does then.
    pub action: Action,
    /// Shown to moderators, and to the author where the comment is refused.
    pub reason: String,
    /// Whether it is in force.
    pub enabled: bool,
}

/// A rule as it was sent.
#[derive(Clone, Debug, Default)]
pub struct RawContent {
    /// What staff call it.
    pub name: String,
    /// When it applies.
    pub condition: Option<RawCondition>,
    /// The action's name.
    pub action: String,
    /// What is shown.
    pub reason: String,
    /// Whether it is in force.
    pub enabled: bool,
}

impl Content {
    /// Checks a rule and reports every fault at once. Compiles it as well, so that what is kept can
    /// be run.
    ///
    /// Codes: `required`, `too_long`, `unknown`, `operator`, `regex`, `empty_list`, `number`,
    /// `network`, `too_many`, `forbidden_characters`.
    pub fn parse(mut raw: RawContent) -> Result<Content> {
        let condition = match raw.condition.take() {
            None => {
                Err(vec![FieldError::new("condition", "required", "Say when the rule applies")])
            }
            Some(condition) => Condition::parse(condition),
        };
        Content::checked(raw, condition)
    }

    /// The same with a condition that was checked before, in the place of the raw one.
    pub fn with(raw: RawContent, condition: Condition) -> Result<Content> {
        Content::checked(raw, Ok(condition))
    }

    fn checked(raw: RawContent, condition: Result<Condition, Vec<FieldError>>) -> Result<Content> {
        let mut faults = Vec::new();
        let name = line("name", &raw.name, MAX_NAME, "Give the rule a name", &mut faults);
        let reason = line(
            "reason",
            &raw.reason,
            MAX_REASON,
            "Say why, in words for moderators and authors",
            &mut faults,
        );
        let action = action(&raw.action, &mut faults);
        let condition = condition.map_err(|found| faults.extend(found)).ok();
        match (action, condition) {
            (Some(action), Some(condition)) if faults.is_empty() => {
                Ok(Content { name, condition, action, reason, enabled: raw.enabled })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

fn line(
    field: &'static str,
    raw: &str,
    most: usize,
    missing: &str,
    faults: &mut Vec<FieldError>,
) -> String {
    let read = text::line(raw).unwrap_or_else(|fault| {
        faults.push(fault.of(field));
        String::from("?")
    });
    if read.is_empty() {
        faults.push(FieldError::new(field, "required", missing));
    }
    if read.chars().count() > most {
        faults.push(FieldError::new(field, "too_long", format!("Shorten it to {most} characters")));
    }
    read
}

fn action(name: &str, faults: &mut Vec<FieldError>) -> Option<Action> {
    let known = Action::ALL.into_iter().find(|action| action.name() == name);
    if known.is_none() {
        faults.push(FieldError::new(
            "action",
            "unknown",
            "Choose among hold, reject, spam, publish and flag",
        ));
    }
    known
}
