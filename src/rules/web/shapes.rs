//! What the API of the rules takes and sends.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::ids::{CommentId, RuleId};
use crate::rules::backtest::{Caught, Trial};
use crate::rules::import::Format;
use crate::rules::{RuleRecord, Version};
use crate::screening::rules::condition::Condition;
use crate::screening::rules::model::{Action, Content, RawContent};
use crate::screening::rules::parse::RawCondition;

/// The longest condition, as JSON, that lists and answers to writes repeat.
const SHORT: usize = 4_000;

/// A rule.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "version": 3, "name": "Gambling", "action": "hold", "reason": "Looks like an advertisement",
    "enabled": true, "summary": "text contains the word “casino” or 1 other",
    "condition": { "field": "text", "operator": "contains_word", "value": ["casino", "free spins"] },
    "author": "Bo Lind", "created_at": "2026-11-20T08:15:00Z", "updated_at": "2026-11-22T09:30:00Z",
    "hits": 41, "last_hit_at": "2026-11-22T09:12:00Z", "dead": false
}))]
pub struct RuleOut {
    /// Its number.
    id: RuleId,
    /// Grows with each change; changes name it.
    version: i64,
    /// What staff call it.
    name: String,
    /// What it does with a comment to which it applies.
    action: Action,
    /// Shown to moderators, and to the author where the comment is refused.
    reason: String,
    /// Whether it is in force.
    enabled: bool,
    /// When it applies, in words.
    summary: String,
    /// When it applies. Null in lists and in answers to writes where it is longer than 4,000 bytes.
    #[schema(value_type = Option<RawCondition>)]
    condition: Option<Condition>,
    /// Who made it; null for an import, or for an account that is gone.
    author: Option<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
    /// Comments that it has hit so far.
    hits: i64,
    /// When the last of them was posted.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_hit_at: Option<Time>,
    /// In force for 90 days without a hit.
    dead: bool,
}

impl RuleOut {
    /// All of it.
    pub fn whole(record: RuleRecord) -> RuleOut {
        let RuleRecord { rule, author, hits, last_hit, dead } = record;
        let Content { name, condition, action, reason, enabled } = rule.content;
        RuleOut {
            id: rule.id,
            version: rule.version,
            summary: condition.summary(),
            condition: Some(condition),
            name,
            action,
            reason,
            enabled,
            author,
            created_at: rule.created_at,
            updated_at: rule.updated_at,
            hits,
            last_hit_at: last_hit,
            dead,
        }
    }

    /// Without a long condition.
    pub fn short(record: RuleRecord) -> Result<RuleOut> {
        let whole = RuleOut::whole(record);
        let condition = shortened(whole.condition)?;
        Ok(RuleOut { condition, ..whole })
    }
}

fn shortened(condition: Option<Condition>) -> Result<Option<Condition>> {
    let Some(condition) = condition else { return Ok(None) };
    let is_short = condition.to_json()?.len() <= SHORT;
    Ok(is_short.then_some(condition))
}

/// Part of the list of rules.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleList {
    /// The rules, the newest first.
    pub items: Vec<RuleOut>,
    /// What to send as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// At most so many; 20 without it.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<usize>,
    /// `next` of the previous answer.
    pub after: Option<String>,
}

/// A new rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Gambling", "action": "hold", "reason": "Looks like an advertisement",
    "condition": { "field": "text", "operator": "contains_word", "value": ["casino", "free spins"] }
}))]
pub struct NewRule {
    /// What staff call it.
    #[schema(required = true, min_length = 1, max_length = 100)]
    name: Option<String>,
    /// When it applies.
    #[schema(required = true)]
    condition: Option<RawCondition>,
    /// What it does then.
    #[schema(value_type = Action, required = true)]
    action: Option<String>,
    /// Shown to moderators, and to the author where the comment is refused.
    #[schema(required = true, min_length = 1, max_length = 300)]
    reason: Option<String>,
    /// Whether it is in force at once; true without it.
    enabled: Option<bool>,
}

impl NewRule {
    /// Checked, and compiled once.
    pub fn content(self) -> Result<Content> {
        Content::parse(RawContent {
            name: self.name.unwrap_or_default(),
            condition: self.condition,
            action: self.action.unwrap_or_default(),
            reason: self.reason.unwrap_or_default(),
            enabled: self.enabled.unwrap_or(true),
        })
    }
}

/// What is to be different about a rule.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "version": 1, "enabled": false }))]
pub struct RuleChange {
    /// The version that was read. If the rule has another one by now, the answer is 409.
    #[schema(required = true)]
    pub version: Option<i64>,
    /// What staff call it.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// When it applies.
    condition: Option<RawCondition>,
    /// What it does then.
    #[schema(value_type = Option<Action>)]
    action: Option<String>,
    /// Shown to moderators, and to the author where the comment is refused.
    #[schema(min_length = 1, max_length = 300)]
    reason: Option<String>,
    /// Whether it is in force.
    enabled: Option<bool>,
}

impl RuleChange {
    /// `before` with what is to be different.
    pub fn over(self, before: &Content) -> Result<Content> {
        let condition = match self.condition {
            Some(condition) => Condition::parse(condition).map_err(Error::Invalid)?,
            None => before.condition.clone(),
        };
        let raw = RawContent {
            name: self.name.unwrap_or_else(|| before.name.clone()),
            condition: None,
            action: self.action.unwrap_or_else(|| before.action.name().to_owned()),
            reason: self.reason.unwrap_or_else(|| before.reason.clone()),
            enabled: self.enabled.unwrap_or(before.enabled),
        };
        Content::with(raw, condition)
    }
}

/// The version that the caller has read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// The version that was read. If the rule has another one by now, the answer is 409.
    #[param(required = true)]
    pub version: Option<i64>,
}

/// The fault of a change that does not say what it is based on.
pub fn version_missing() -> Error {
    Error::Invalid(vec![FieldError::new("version", "required", "Say which version you have read")])
}

/// What a rule said in a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionOut {
    version: i64,
    name: String,
    action: Action,
    reason: String,
    enabled: bool,
    /// When it applied, in words.
    summary: String,
    /// When it applied; null where it is longer than 4,000 bytes.
    #[schema(value_type = Option<RawCondition>)]
    condition: Option<Condition>,
    /// Who made it so; null for an import, or for an account that is gone.
    by: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
}

impl VersionOut {
    /// Without a long condition.
    pub fn new(version: Version) -> Result<VersionOut> {
        let Version { version, content, by, at } = version;
        let Content { name, condition, action, reason, enabled } = content;
        let summary = condition.summary();
        let condition = shortened(Some(condition))?;
        Ok(VersionOut { version, name, action, reason, enabled, summary, condition, by, at })
    }
}

/// Part of the list of a rule's versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionList {
    /// The versions, the newest first.
    pub items: Vec<VersionOut>,
    /// What to send as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// How far back a rule is tried.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "last": 5000 }))]
pub struct BacktestWish {
    /// On how many decided comments, the newest, it is tried; 5,000 without it.
    #[schema(minimum = 1, maximum = 20000)]
    pub last: Option<usize>,
}

/// A condition to be tried.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "condition": { "field": "text", "operator": "regex", "value": "free (spins|money)" }, "last": 5000
}))]
pub struct ConditionWish {
    /// When the rule would apply.
    #[schema(required = true)]
    pub condition: Option<RawCondition>,
    /// On how many decided comments, the newest, it is tried; 5,000 without it.
    #[schema(minimum = 1, maximum = 20000)]
    pub last: Option<usize>,
}

/// What a rule would have done to comments that are decided by now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "checked": 5000, "refused": 1200,
    "rightly": { "count": 311, "samples": [{ "comment_id": 109, "found": "frее spins" }] },
    "wrongly": { "count": 2, "samples": [{ "comment_id": 88, "found": "free money" }] },
    "precision": 0.9936
}))]
pub struct TrialOut {
    /// Approved, rejected and spam comments that were read, the newest.
    checked: usize,
    /// Of them, how many are rejected or spam.
    refused: usize,
    /// Caught, and rejected or spam.
    rightly: CaughtOut,
    /// Caught, and approved.
    wrongly: CaughtOut,
    /// The part of what was caught that was caught rightly: 0 to 1. Null if nothing was caught.
    precision: Option<f64>,
}

/// Comments that a rule would have caught.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaughtOut {
    /// How many.
    count: usize,
    /// The newest of them, at most 20.
    samples: Vec<SampleOut>,
}

/// A comment that a rule would have caught.
#[derive(Debug, Serialize, ToSchema)]
pub struct SampleOut {
    /// The comment.
    comment_id: CommentId,
    /// The passage that was found.
    found: String,
}

impl From<Trial> for TrialOut {
    fn from(trial: Trial) -> TrialOut {
        let precision = trial.precision();
        let Trial { checked, refused, rightly, wrongly } = trial;
        TrialOut { checked, refused, rightly: rightly.into(), wrongly: wrongly.into(), precision }
    }
}

impl From<Caught> for CaughtOut {
    fn from(caught: Caught) -> CaughtOut {
        let samples =
            caught.samples.into_iter().map(|(comment_id, found)| SampleOut { comment_id, found });
        CaughtOut { count: caught.count, samples: samples.collect() }
    }
}

/// A list to be made a rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "format": "wordpress", "list": "viagra\nfree money\n192.0.2.7", "name": "From the old site" }))]
pub struct ImportWish {
    /// What the list looks like.
    #[schema(value_type = Format, required = true)]
    pub format: Option<String>,
    /// One entry a line, at most 200,000 and 8 MB.
    #[schema(required = true)]
    pub list: Option<String>,
    /// What staff call the rule.
    #[schema(max_length = 100)]
    pub name: Option<String>,
    /// What it does; `hold` without it.
    #[schema(value_type = Option<Action>)]
    pub action: Option<String>,
    /// What it says about it.
    #[schema(max_length = 300)]
    pub reason: Option<String>,
    /// Whether it is in force at once; true without it.
    pub enabled: Option<bool>,
}

/// The rule that a list has become.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportOut {
    /// The rule.
    pub rule: RuleOut,
    /// Entries that were read.
    pub entries: usize,
    /// Lines without a usable entry.
    pub skipped: usize,
}
