//! Rules and their validation. No I/O.

use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
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
    /// The action of a rule. A SMALLINT in the database.
    pub enum Action {
        /// The comment is held.
        Hold = 0 => "hold",
        /// The comment is rejected; its author sees the reason.
        Reject = 1 => "reject",
        /// The comment is marked as spam.
        Spam = 2 => "spam",
        /// The comment is published against the policy, unless a ban, another rule or a form signal
        /// holds it.
        Publish = 3 => "publish",
        /// The policy decides, and the comment is flagged for moderators.
        Flag = 4 => "flag",
    }
}

/// A stored rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// Grows with each change.
    pub version: i64,
    /// Its content.
    pub content: Content,
    /// Who created it; None for an import, or if the account was removed.
    pub author: Option<AccountId>,
    /// When it was created.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
}

/// The checked content of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The name for staff.
    pub name: String,
    /// The condition under which it applies.
    pub condition: Condition,
    /// Its action.
    pub action: Action,
    /// Shown to moderators, and to the author of a rejected comment.
    pub reason: String,
    /// Whether it is in force.
    pub enabled: bool,
}

/// A rule as it was sent.
#[derive(Clone, Debug, Default)]
pub struct RawContent {
    /// The name for staff.
    pub name: String,
    /// The condition under which it applies.
    pub condition: Option<RawCondition>,
    /// The action's name.
    pub action: String,
    /// The reason as it was sent.
    pub reason: String,
    /// Whether it is in force.
    pub enabled: bool,
}

impl Content {
    /// Checks a rule and reports every fault at once. It also compiles the condition, so that every
    /// stored rule can run.
    ///
    /// Codes: `required`, `too_long`, `unknown`, `operator`, `regex`, `empty_list`, `number`,
    /// `network`, `too_many`, `forbidden_characters`.
    pub fn parse(mut raw: RawContent) -> Result<Content> {
        let condition = match raw.condition.take() {
            None => Err(vec![FieldError::new(
                "condition",
                "required",
                "Give the condition under which the rule applies",
            )]),
            Some(condition) => Condition::parse(condition),
        };
        Content::with(raw, condition)
    }

    /// The same with a condition that was checked before, instead of the raw one. Its faults are
    /// reported with the others.
    pub fn with(raw: RawContent, condition: Result<Condition, Vec<FieldError>>) -> Result<Content> {
        let mut faults = Vec::new();
        let name = line("name", &raw.name, MAX_NAME, Message::fault_rule_name(), &mut faults);
        let reason =
            line("reason", &raw.reason, MAX_REASON, Message::fault_rule_reason(), &mut faults);
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
    missing: Message,
    faults: &mut Vec<FieldError>,
) -> String {
    let read = text::line_up_to(most, raw).unwrap_or_else(|fault| {
        faults.push(fault.of(field));
        String::from("?")
    });
    if read.is_empty() {
        faults.push(FieldError::new(field, "required", missing));
    }
    read
}

fn action(name: &str, faults: &mut Vec<FieldError>) -> Option<Action> {
    let known = Action::ALL.into_iter().find(|action| action.name() == name);
    if known.is_none() {
        faults.push(FieldError::new(
            "action",
            "unknown",
            "Choose one of hold, reject, spam, publish and flag",
        ));
    }
    known
}
