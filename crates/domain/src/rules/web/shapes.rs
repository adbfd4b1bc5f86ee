//! The request and response bodies of the rules' API.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::ids::{CommentId, RuleId};
use crate::rules::backtest::{Backtest, BacktestMatches};
use crate::rules::import::Format;
use crate::rules::{RuleRecord, Version};
use crate::screening::rules::condition::Condition;
use crate::screening::rules::model::{Action, Content, RawContent};
use crate::screening::rules::parse::RawCondition;

/// The longest condition in bytes of JSON that lists and responses to writes contain.
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
    id: RuleId,
    /// The version, which grows with each change; requests that change the rule send it.
    version: i64,
    name: String,
    /// The action on a matching comment.
    action: Action,
    /// The reason shown to moderators, and to the author if the comment is refused.
    reason: String,
    enabled: bool,
    /// The condition in words.
    summary: String,
    /// The condition. Null in lists and in responses to writes if it is longer than 4,000 bytes.
    #[schema(value_type = Option<RawCondition>)]
    condition: Option<Condition>,
    /// The name of the author; null for an import, or for a removed account.
    author: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
    /// The number of comments that it has matched.
    hits: i64,
    /// When the last of them was posted.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_hit_at: Option<Time>,
    /// Whether it is enabled and matched nothing for 90 days.
    dead: bool,
}

impl RuleOut {
    /// The rule with its condition.
    pub fn whole(record: RuleRecord) -> RuleOut {
        let RuleRecord { rule, author, hits, last_hit, dead } = record;
        let Content { name, condition, action, reason, enabled } = rule.content;
        RuleOut {
            id: rule.id,
            version: rule.version,
            summary: condition.summary().in_english(),
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

    /// The rule without a long condition.
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

/// A page of the list of rules.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleList {
    /// The rules, newest first.
    pub items: Vec<RuleOut>,
    /// The value of `after` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A new rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Gambling", "action": "hold", "reason": "Looks like an advertisement",
    "condition": { "field": "text", "operator": "contains_word", "value": ["casino", "free spins"] }
}))]
pub struct NewRule {
    #[schema(required = true, min_length = 1, max_length = 100)]
    name: Option<String>,
    #[schema(required = true)]
    condition: Option<RawCondition>,
    /// The action on a matching comment.
    #[schema(value_type = Action, required = true)]
    action: Option<String>,
    /// The reason shown to moderators, and to the author if the comment is refused.
    #[schema(required = true, min_length = 1, max_length = 300)]
    reason: Option<String>,
    /// Whether it is enabled; true by default.
    enabled: Option<bool>,
}

impl NewRule {
    /// Validates and compiles the rule.
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

/// The changes to a rule; missing fields change nothing.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "version": 1, "enabled": false }))]
pub struct RuleChange {
    /// The version that the client has read. If the rule has another one, the answer is 409.
    #[schema(required = true)]
    pub version: Option<i64>,
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    condition: Option<RawCondition>,
    /// The action on a matching comment.
    #[schema(value_type = Option<Action>)]
    action: Option<String>,
    /// The reason shown to moderators, and to the author if the comment is refused.
    #[schema(min_length = 1, max_length = 300)]
    reason: Option<String>,
    enabled: Option<bool>,
}

impl RuleChange {
    /// `before` with the changes.
    pub fn over(self, before: &Content) -> Result<Content> {
        let condition = match self.condition {
            Some(condition) => Condition::parse(condition),
            None => Ok(before.condition.clone()),
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

/// The query of a removal.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VersionQuery {
    /// The version that the client has read. If the rule has another one, the answer is 409.
    #[param(required = true)]
    pub version: Option<i64>,
}

/// The error for a change without a version.
pub fn version_missing() -> Error {
    Error::Invalid(vec![FieldError::new(
        "version",
        "required",
        "Send the version that you have read",
    )])
}

/// A version of a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionOut {
    version: i64,
    name: String,
    action: Action,
    reason: String,
    enabled: bool,
    /// The condition in words.
    summary: String,
    /// The condition; null if it is longer than 4,000 bytes.
    #[schema(value_type = Option<RawCondition>)]
    condition: Option<Condition>,
    /// The name of the author; null for an import, or for a removed account.
    by: Option<String>,
    /// When it was created.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
}

impl VersionOut {
    /// The version without a long condition.
    pub fn new(version: Version) -> Result<VersionOut> {
        let Version { version, content, by, at } = version;
        let Content { name, condition, action, reason, enabled } = content;
        let summary = condition.summary().in_english();
        let condition = shortened(Some(condition))?;
        Ok(VersionOut { version, name, action, reason, enabled, summary, condition, by, at })
    }
}

/// A page of the list of a rule's versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionList {
    /// The versions, newest first.
    pub items: Vec<VersionOut>,
    /// The value of `after` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The range of a backtest.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "last": 5000 }))]
pub struct BacktestRequest {
    /// The number of decided comments to test, from the newest on; 5,000 by default.
    #[schema(minimum = 1, maximum = 20000)]
    pub last: Option<usize>,
}

/// A condition to test.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "condition": { "field": "text", "operator": "regex", "value": "free (spins|money)" }, "last": 5000
}))]
#[allow(missing_docs, reason = "the names say all")]
pub struct ConditionBacktestRequest {
    #[schema(required = true)]
    pub condition: Option<RawCondition>,
    /// The number of decided comments to test, from the newest on; 5,000 by default.
    #[schema(minimum = 1, maximum = 20000)]
    pub last: Option<usize>,
}

/// The result of a backtest.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "checked": 5000, "refused": 1200,
    "rightly": { "count": 311, "samples": [{ "comment_id": 109, "found": "frее spins" }] },
    "wrongly": { "count": 2, "samples": [{ "comment_id": 88, "found": "free money" }] },
    "precision": 0.9936
}))]
pub struct BacktestOut {
    /// The number of tested comments: the newest that are approved, rejected or spam.
    checked: usize,
    /// How many of them are rejected or spam.
    refused: usize,
    /// Matches that are rejected or spam.
    rightly: MatchesOut,
    /// Matches that are approved.
    wrongly: MatchesOut,
    /// The share of right matches among all matches, 0 to 1. Null without a match.
    precision: Option<f64>,
}

/// The comments that a rule would have matched.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchesOut {
    count: usize,
    /// The newest of them, at most 20.
    samples: Vec<MatchOut>,
}

/// A comment that a rule would have matched.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchOut {
    comment_id: CommentId,
    found: String,
}

impl From<Backtest> for BacktestOut {
    fn from(backtest: Backtest) -> BacktestOut {
        let precision = backtest.precision();
        let Backtest { checked, refused, rightly, wrongly, .. } = backtest;
        BacktestOut {
            checked,
            refused,
            rightly: rightly.into(),
            wrongly: wrongly.into(),
            precision,
        }
    }
}

impl From<BacktestMatches> for MatchesOut {
    fn from(caught: BacktestMatches) -> MatchesOut {
        let samples =
            caught.samples.into_iter().map(|(comment_id, found)| MatchOut { comment_id, found });
        MatchesOut { count: caught.count, samples: samples.collect() }
    }
}

/// A list to import as a rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "format": "wordpress", "list": "viagra\nfree money\n192.0.2.7", "name": "From the old site" }))]
pub struct ImportRequest {
    /// The format of the list.
    #[schema(value_type = Format, required = true)]
    pub format: Option<String>,
    /// One entry per line, at most 200,000 entries and 8 MB.
    #[schema(required = true)]
    pub list: Option<String>,
    /// The name of the rule.
    #[schema(max_length = 100)]
    pub name: Option<String>,
    /// The action on a matching comment; `hold` by default.
    #[schema(value_type = Option<Action>)]
    pub action: Option<String>,
    /// The reason shown to moderators, and to the author if the comment is refused.
    #[schema(max_length = 300)]
    pub reason: Option<String>,
    /// Whether it is enabled; true by default.
    pub enabled: Option<bool>,
}

/// The result of an import.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ImportOut {
    pub rule: RuleOut,
    pub entries: usize,
    /// The number of lines without a valid entry.
    pub skipped: usize,
}
