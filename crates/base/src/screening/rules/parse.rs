//! Conditions as they are sent, and their validation, which reports every fault at once with its
//! place.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::error::FieldError;
use crate::i18n::Message;
use crate::screening::rules::condition::{Condition, Field, Operator, Test, Value};
use crate::screening::rules::pattern;
use crate::text::FieldFault;
use crate::text::fold;

/// Longest text, pattern or entry of a list, in characters.
pub const MAX_VALUE: usize = 500;
/// Longest list: twice the largest public blocklists, 5 MB of short words.
pub const MAX_LIST: usize = 200_000;
/// Most tests in one condition, and their deepest nesting.
const MAX_TESTS: usize = 20;
const MAX_DEPTH: usize = 3;

/// A condition as it is sent: either `field`, `operator` and `value`, or `all`, or `any`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "field": "text", "operator": "contains_word", "value": ["casino", "free spins"] }))]
pub struct RawCondition {
    /// The field to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Field>)]
    pub field: Option<String>,
    /// The operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Operator>)]
    pub operator: Option<String>,
    /// A text, a number, or a list of at most 200,000 texts or numbers; each text has at most 500
    /// characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    pub value: Option<Json>,
    /// True if each of these is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub all: Option<Vec<RawCondition>>,
    /// True if one of these is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub any: Option<Vec<RawCondition>>,
}

impl Condition {
    /// Checks a condition, and that it can be compiled. Every fault is reported at once, with
    /// its place.
    pub fn parse(raw: RawCondition) -> Result<Condition, Vec<FieldError>> {
        if raw.tests() > MAX_TESTS {
            let detail = Message::fault_rule_tests(MAX_TESTS);
            return Err(vec![FieldError::new("condition", "too_many", detail)]);
        }
        read(raw, MAX_DEPTH)
    }
}

impl RawCondition {
    /// The number of its tests.
    fn tests(&self) -> usize {
        match (&self.all, &self.any) {
            (None, None) => 1,
            (all, any) => all.iter().chain(any).flatten().map(RawCondition::tests).sum(),
        }
    }
}

fn read(raw: RawCondition, depth: usize) -> Result<Condition, Vec<FieldError>> {
    let RawCondition { field, operator, value, all, any } = raw;
    let single = field.is_some() || operator.is_some() || value.is_some();
    let fault = |code, detail: Message| Err(vec![FieldError::new("condition", code, detail)]);
    match (single, all, any) {
        (false, Some(parts), None) | (false, None, Some(parts)) if parts.is_empty() => {
            fault("required", Message::fault_rule_empty())
        }
        (false, Some(_), None) | (false, None, Some(_)) if depth <= 1 => {
            fault("too_many", Message::fault_rule_depth(MAX_DEPTH))
        }
        (false, Some(all), None) => Ok(Condition::All { all: parts("all", all, depth)? }),
        (false, None, Some(any)) => Ok(Condition::Any { any: parts("any", any, depth)? }),
        (_, None, None) => {
            let test =
                test(field.as_deref(), operator.as_deref(), value).map_err(|fault| vec![fault])?;
            pattern::check(&test).map_err(|fault| vec![fault])?;
            Ok(Condition::Test(test))
        }
        _ => fault("required", "Give either field, operator and value, or all, or any".into()),
    }
}

fn parts(
    name: &str,
    parts: Vec<RawCondition>,
    depth: usize,
) -> Result<Vec<Condition>, Vec<FieldError>> {
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    for (index, part) in parts.into_iter().enumerate() {
        match read(part, depth - 1) {
            Ok(part) => good.push(part),
            Err(found) => faults.extend(found.into_iter().map(|fault| fault.within(name, index))),
        }
    }
    if faults.is_empty() { Ok(good) } else { Err(faults) }
}

fn test(
    field: Option<&str>,
    operator: Option<&str>,
    value: Option<Json>,
) -> Result<Test, FieldError> {
    let field =
        Field::ALL.into_iter().find(|known| Some(known.name()) == field).ok_or_else(|| {
            let names = Field::ALL.map(Field::name).join(", ");
            FieldError::new("condition/field", "unknown", format!("Choose one of {names}"))
        })?;
    let operator = Operator::ALL
        .into_iter()
        .find(|known| Some(known.name()) == operator)
        .ok_or_else(|| {
            let names = Operator::ALL.map(Operator::name).join(", ");
            FieldError::new("condition/operator", "unknown", format!("Choose one of {names}"))
        })?;
    if !field.operators().contains(&operator) {
        let names =
            field.operators().iter().map(|known| known.name()).collect::<Vec<_>>().join(", ");
        let detail = format!("For {} choose one of {names}", field.name());
        return Err(FieldError::new("condition/operator", "operator", detail));
    }
    let value = match operator {
        Operator::MoreThan | Operator::LessThan => Value::Number(number(value)?),
        Operator::Wildcard | Operator::Regex => match value {
            Some(Json::String(pattern)) if !pattern.trim().is_empty() => {
                Value::Text(entry(&pattern)?)
            }
            _ => return Err(value_fault("required", Message::fault_rule_pattern())),
        },
        Operator::ContainsWord | Operator::Contains | Operator::InList => list(field, value)?,
    };
    Ok(Test { field, operator, value })
}

fn number(value: Option<Json>) -> Result<f64, FieldError> {
    let read = match value {
        Some(Json::Number(number)) => number.as_f64(),
        Some(Json::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    read.filter(|number: &f64| number.is_finite() && *number >= 0.0)
        .ok_or_else(|| value_fault("number", Message::fault_rule_number()))
}

fn value_fault(code: &'static str, detail: impl Into<Message>) -> FieldError {
    FieldError::new("condition/value", code, detail)
}

/// Reads a value as a list: entries are trimmed; empty ones and duplicates are removed.
fn list(field: Field, value: Option<Json>) -> Result<Value, FieldError> {
    let entries = match value {
        Some(Json::Array(entries)) => entries,
        Some(single @ (Json::String(_) | Json::Number(_))) => vec![single],
        _ => return Err(value_fault("required", Message::fault_rule_value())),
    };
    if entries.len() > MAX_LIST {
        return Err(value_fault("too_many", Message::fault_rule_entries(MAX_LIST)));
    }
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(entries.len());
    for given in entries {
        let text = match given {
            Json::String(text) => entry(&text)?,
            Json::Number(number) => number.to_string(),
            _ => return Err(value_fault("required", "Use only texts and numbers in the list")),
        };
        if field == Field::Article && text.parse::<i64>().is_err() {
            return Err(value_fault("number", Message::fault_rule_articles()));
        }
        if !fold::fold(&text).is_empty() && seen.insert(text.clone()) {
            kept.push(text);
        }
    }
    if kept.is_empty() {
        return Err(value_fault("empty_list", Message::fault_rule_list()));
    }
    Ok(Value::List(kept))
}

fn entry(raw: &str) -> Result<String, FieldError> {
    let trimmed = raw.trim();
    if trimmed.contains('\0') {
        let detail = "Remove the invisible character U+0000";
        return Err(value_fault("forbidden_characters", detail));
    }
    let length = trimmed.chars().count();
    if length > MAX_VALUE {
        return Err(FieldFault::too_long(MAX_VALUE, length).of("condition/value"));
    }
    Ok(trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults(condition: Json) -> Vec<(&'static str, &'static str)> {
        let raw: RawCondition = serde_json::from_value(condition).expect("a condition's shape");
        Condition::parse(raw)
            .err()
            .unwrap_or_default()
            .iter()
            .map(|fault| (fault.field, fault.code))
            .collect()
    }

    #[test]
    fn each_fault_is_reported_with_its_field() {
        let table = [
            (json!({}), ("condition/field", "unknown")),
            (
                json!({ "field": "shoe_size", "operator": "contains", "value": "x" }),
                ("condition/field", "unknown"),
            ),
            (
                json!({ "field": "text", "operator": "is", "value": "x" }),
                ("condition/operator", "unknown"),
            ),
            (
                json!({ "field": "length", "operator": "contains", "value": "x" }),
                ("condition/operator", "operator"),
            ),
            (
                json!({ "field": "length", "operator": "more_than", "value": "many" }),
                ("condition/value", "number"),
            ),
            (
                json!({ "field": "text", "operator": "regex", "value": "(" }),
                ("condition/value", "regex"),
            ),
            (
                json!({ "field": "text", "operator": "regex", "value": "(?:a{1000}){1000}" }),
                ("condition/value", "regex"),
            ),
            (
                json!({ "field": "text", "operator": "regex", "value": "" }),
                ("condition/value", "required"),
            ),
            (
                json!({ "field": "text", "operator": "wildcard", "value": " " }),
                ("condition/value", "required"),
            ),
            (
                json!({ "field": "text", "operator": "regex", "value": "(?:casino)?" }),
                ("condition/value", "regex"),
            ),
            (
                json!({ "field": "text", "operator": "in_list", "value": [] }),
                ("condition/value", "empty_list"),
            ),
            (
                json!({ "field": "text", "operator": "contains", "value": [" ", "\u{200B}"] }),
                ("condition/value", "empty_list"),
            ),
            (
                json!({ "field": "text", "operator": "wildcard", "value": "*" }),
                ("condition/value", "wildcard"),
            ),
            (
                json!({ "field": "network_prefix", "operator": "in_list", "value": ["home"] }),
                ("condition/value", "network"),
            ),
            (
                json!({ "field": "article", "operator": "in_list", "value": ["x"] }),
                ("condition/value", "number"),
            ),
            (
                json!({ "field": "text", "operator": "contains", "value": "x".repeat(501) }),
                ("condition/value", "too_long"),
            ),
            (json!({ "all": [] }), ("condition", "required")),
            (
                json!({ "all": [{ "any": [{ "all": [{ "field": "text" }] }] }] }),
                ("condition", "too_many"),
            ),
            (json!({ "field": "text", "all": [] }), ("condition", "required")),
        ];
        for (condition, fault) in table {
            assert_eq!(faults(condition.clone()), [fault], "{condition}");
        }
    }

    #[test]
    fn faults_within_all_and_any_are_reported_at_once_with_their_place() {
        let good = json!({ "field": "text", "operator": "contains", "value": "x" });
        let pointers = |condition: Json| {
            let raw: RawCondition = serde_json::from_value(condition).expect("a condition's shape");
            let faults = Condition::parse(raw).expect_err("faults");
            faults.iter().map(|fault| (fault.pointer(), fault.code)).collect::<Vec<_>>()
        };
        let nested = json!({ "all": [
            good,
            { "field": "shoes", "operator": "contains", "value": "x" },
            { "any": [
                { "field": "text", "operator": "regex", "value": "(" },
                good,
                { "field": "length", "operator": "more_than", "value": "many" },
            ] },
            { "any": [] },
        ] });
        let expected = [
            ("/condition/all/1/field", "unknown"),
            ("/condition/all/2/any/0/value", "regex"),
            ("/condition/all/2/any/2/value", "number"),
            ("/condition/all/3", "required"),
        ];
        assert_eq!(pointers(nested), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        let many = json!({ "any": vec![good; MAX_TESTS + 1] });
        assert_eq!(pointers(many), [("/condition".to_owned(), "too_many")]);
    }

    #[test]
    fn a_condition_reads_back_and_has_a_summary() {
        let raw = json!({ "all": [
            { "field": "text", "operator": "contains_word", "value": ["casino", "roulette", "casino"] },
            { "field": "reader_approved", "operator": "less_than", "value": 3 },
        ] });
        let condition =
            Condition::parse(serde_json::from_value(raw).expect("the shape")).expect("a condition");
        let again = Condition::stored(&condition.to_json().expect("JSON")).expect("it reads back");
        assert_eq!(again, condition);
        assert_eq!(
            condition.summary().in_english(),
            "text contains the word “casino” or 1 other, and reader’s approved comments is less than 3"
        );
        let raw: RawCondition =
            serde_json::from_str(&condition.to_json().expect("JSON")).expect("as it is sent");
        assert_eq!(Condition::parse(raw).expect("still good"), condition);
    }
}
