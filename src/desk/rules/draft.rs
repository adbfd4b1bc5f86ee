//! The form of a rule: a single test as fields, several as JSON.

use actix_web::web;
use serde::Deserialize;
use serde_json::json;

use crate::error::{Error, Result};
use crate::rules::RuleRecord;
use crate::screening::rules::condition::{Condition, Value};
use crate::screening::rules::model::{Content, RawContent};
use crate::screening::rules::parse::RawCondition;

/// Entries of a list that are shown in the form at most.
pub(super) const SHOWN: usize = 500;

/// The form of a rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    pub(super) version: String,
    pub(super) name: String,
    pub(super) field: String,
    pub(super) operator: String,
    pub(super) value: String,
    pub(super) condition: String,
    pub(super) action: String,
    pub(super) reason: String,
    pub(super) enabled: String,
    /// `save` or `try`.
    pub(super) r#do: String,
}

/// Parses a form on a thread for blocking work, because it may be megabytes long.
pub(super) async fn parsed(draft: Draft, before: Option<Content>) -> Result<Content> {
    web::block(move || content(draft, before)).await.map_err(Error::internal)?
}

fn content(draft: Draft, before: Option<Content>) -> Result<Content> {
    let stays = draft.condition.trim().is_empty() && draft.value.trim().is_empty();
    let kept = before
        .filter(|before| stays && entries(&before.condition).is_some_and(|count| count > SHOWN));
    let mut raw = RawContent {
        name: draft.name,
        condition: None,
        action: draft.action,
        reason: draft.reason,
        enabled: !draft.enabled.is_empty(),
    };
    if let Some(before) = kept {
        return Content::with(raw, Ok(before.condition));
    }
    raw.condition = Some(if draft.condition.trim().is_empty() {
        let lines: Vec<&str> =
            draft.value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let value = match lines.as_slice() {
            [] => None,
            [one] => Some(json!(one)),
            many => Some(json!(many)),
        };
        RawCondition {
            field: Some(draft.field),
            operator: Some(draft.operator),
            value,
            ..RawCondition::default()
        }
    } else {
        serde_json::from_str(&draft.condition).map_err(|_| {
            Error::invalid("condition", "json", "Write the tests as JSON, or leave this empty")
        })?
    });
    Content::parse(raw)
}

/// The number of entries of a single test; None for several tests.
pub(super) fn entries(condition: &Condition) -> Option<usize> {
    let Condition::Test(test) = condition else { return None };
    match &test.value {
        Value::List(list) => Some(list.len()),
        Value::Text(_) | Value::Number(_) => Some(1),
    }
}

/// The form with the values of a rule.
pub(super) fn written(record: &RuleRecord) -> Result<Draft> {
    let content = &record.rule.content;
    let draft = Draft {
        version: record.rule.version.to_string(),
        name: content.name.clone(),
        action: content.action.name().to_owned(),
        reason: content.reason.clone(),
        enabled: if content.enabled { "yes".to_owned() } else { String::new() },
        ..Draft::default()
    };
    let Condition::Test(test) = &content.condition else {
        let condition =
            serde_json::to_string_pretty(&content.condition).map_err(Error::internal)?;
        return Ok(Draft { condition, ..draft });
    };
    let value = match &test.value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) if list.len() <= SHOWN => list.join("\n"),
        Value::List(_) => String::new(),
    };
    Ok(Draft {
        field: test.field.name().to_owned(),
        operator: test.operator.name().to_owned(),
        value,
        ..draft
    })
}

/// The form for a list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportForm {
    /// The format of the list: `wordpress` or `domains`.
    pub format: String,
    /// The action: `hold`.
    pub import_action: String,
    /// The rule's name.
    pub import_name: String,
    /// One entry a line.
    pub list: String,
}
