//! What a rule is, and what must be true of one before it is kept. No I/O.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::ids::{AccountId, RuleId};
use crate::screening::rules::{fold, matcher};
use crate::text;
use crate::{named_enum, stored_enum};

/// Longest name, in characters.
pub const MAX_NAME: usize = 100;
/// Longest reason, in characters.
pub const MAX_REASON: usize = 300;
/// Longest text, pattern or entry of a list, in characters.
pub const MAX_VALUE: usize = 500;
/// Longest list. Twice the largest lists that are passed around; 5 MB of short words.
pub const MAX_LIST: usize = 200_000;
/// Tests in one condition, and how deep they nest.
const MAX_TESTS: usize = 20;
const MAX_DEPTH: usize = 3;

named_enum! {
    /// What is looked at.
    pub enum Field {
        /// The comment's Markdown.
        Text => "text",
        /// The name over it.
        Name => "name",
        /// The website that the name links to.
        Website => "website",
        /// What follows the @ of the reader's address.
        AddressDomain => "address_domain",
        /// The network address cut to /24 or /48.
        NetworkPrefix => "network_prefix",
        /// Text, name, website, address and network prefix: each of them.
        Anywhere => "anywhere",
        /// Every domain that comes along: of the address, of the website, of links in the text.
        Domain => "domain",
        /// ISO 639-3, where the text is long enough to tell.
        Language => "language",
        /// Links in the text, bare addresses included.
        LinkCount => "link_count",
        /// The text's characters.
        Length => "length",
        /// The article's number.
        Article => "article",
        /// The slug of the article's section.
        Section => "section",
        /// Comments of the same reader that are approved.
        ReaderApproved => "reader_approved",
        /// Comments of the same reader that were rejected or are spam.
        ReaderRejected => "reader_rejected",
        /// Seconds between the form's leaving and its coming back; no number without a form.
        FormAge => "form_age",
    }
}

named_enum! {
    /// What makes a test true.
    pub enum Operator {
        /// One of the values stands in it as a word or a phrase.
        ContainsWord => "contains_word",
        /// One of the values stands in it, also in the middle of a word.
        Contains => "contains",
        /// A word with `*` for any letters and `?` for one.
        Wildcard => "wildcard",
        /// A regular expression (RE2's kind: no look-around, no back-references) is found in it, in
        /// either case.
        Regex => "regex",
        /// One of the list: a word of it in running text; the domain or one above it; the network; the
        /// number.
        InList => "in_list",
        /// A number above the value.
        MoreThan => "more_than",
        /// A number below the value.
        LessThan => "less_than",
    }
}

/// What is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// For `more_than` and `less_than`.
    Number(f64),
    /// One word, text or pattern.
    Text(String),
    /// Many.
    List(Vec<String>),
}

/// When a rule applies: one test, or several of which all or any must be true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Condition {
    /// One test.
    Test(Test),
    /// Each of these.
    All {
        /// The parts.
        all: Vec<Condition>,
    },
    /// At least one of these.
    Any {
        /// The parts.
        any: Vec<Condition>,
    },
}

/// One test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// What is looked at.
    pub field: Field,
    /// How.
    pub operator: Operator,
    /// What it is compared with.
    pub value: Value,
}

/// A condition as it is sent: either `field`, `operator` and `value`, or `all`, or `any`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "field": "text", "operator": "contains_word", "value": ["casino", "free spins"] }))]
pub struct RawCondition {
    /// What is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Field>)]
    pub field: Option<String>,
    /// How it is looked at.
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
        /// The policy decides, and a moderator looks at the comment afterwards.
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
    /// Checks a rule and tells every fault at once. Compiles it as well, so that what is kept can
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

impl Condition {
    /// Checks a condition, and that it can be compiled. Every fault is told at once and where it
    /// stands.
    pub fn parse(raw: RawCondition) -> Result<Condition, Vec<FieldError>> {
        if raw.tests() > MAX_TESTS {
            let detail = format!("Use at most {MAX_TESTS} tests; long lists are one");
            return Err(vec![FieldError::new("condition", "too_many", detail)]);
        }
        read(raw, MAX_DEPTH)
    }

    /// Reads one that was stored. It was checked before, but perhaps by an older program.
    pub fn stored(json: &str) -> Result<Condition> {
        serde_json::from_str(json).map_err(Error::internal)
    }

    /// As it is stored.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }

    /// Its tests, in the order in which they are written.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Condition::Test(test) => vec![test],
            Condition::All { all: parts } | Condition::Any { any: parts } => {
                parts.iter().flat_map(Condition::tests).collect()
            }
        }
    }

    /// In a line of words: "text contains the word “casino” or 311 others".
    pub fn summary(&self) -> String {
        let joined = |parts: &[Condition], word: &str| {
            parts.iter().map(Condition::summary).collect::<Vec<_>>().join(word)
        };
        match self {
            Condition::Test(test) => test.summary(),
            Condition::All { all } => joined(all, ", and "),
            Condition::Any { any } => joined(any, ", or "),
        }
    }
}

impl Field {
    /// In words, for a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Name => "name",
            Field::Website => "website",
            Field::AddressDomain => "address domain",
            Field::NetworkPrefix => "network",
            Field::Anywhere => "anything",
            Field::Domain => "any domain",
            Field::Language => "language",
            Field::LinkCount => "number of links",
            Field::Length => "length",
            Field::Article => "article",
            Field::Section => "section",
            Field::ReaderApproved => "reader’s approved comments",
            Field::ReaderRejected => "reader’s rejected comments",
            Field::FormAge => "age of the form",
        }
    }

    /// Which operators make sense.
    pub fn operators(self) -> &'static [Operator] {
        use Operator::{Contains, ContainsWord, InList, LessThan, MoreThan, Regex, Wildcard};
        match self {
            Field::Text | Field::Name | Field::Website | Field::AddressDomain => {
                &[ContainsWord, Contains, Wildcard, Regex, InList]
            }
            Field::Anywhere => &[ContainsWord, Contains],
            Field::NetworkPrefix
            | Field::Domain
            | Field::Language
            | Field::Article
            | Field::Section => &[InList],
            Field::LinkCount
            | Field::Length
            | Field::ReaderApproved
            | Field::ReaderRejected
            | Field::FormAge => &[MoreThan, LessThan],
        }
    }
}

impl Operator {
    /// In words, for a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Operator::ContainsWord => "contains the word",
            Operator::Contains => "contains",
            Operator::Wildcard => "has a word like",
            Operator::Regex => "matches",
            Operator::InList => "is in the list",
            Operator::MoreThan => "is more than",
            Operator::LessThan => "is less than",
        }
    }
}

impl Test {
    fn summary(&self) -> String {
        let value = match &self.value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => quoted(text),
            Value::List(list) => match list.as_slice() {
                [] => String::new(),
                [one] => quoted(one),
                [first, others @ ..] => {
                    format!(
                        "{} or {} other{}",
                        quoted(first),
                        others.len(),
                        if others.len() == 1 { "" } else { "s" }
                    )
                }
            },
        };
        format!("{} {} {value}", self.field.words(), self.operator.words())
    }
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("“{short}…”") } else { format!("“{short}”") }
}

impl RawCondition {
    /// How many tests there are in it.
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
    let fault = |code, detail: String| Err(vec![FieldError::new("condition", code, detail)]);
    match (single, all, any) {
        (false, Some(parts), None) | (false, None, Some(parts)) if parts.is_empty() => {
            fault("required", "Put at least one test into all or any".to_owned())
        }
        (false, Some(_), None) | (false, None, Some(_)) if depth <= 1 => {
            fault("too_many", format!("Nest tests at most {MAX_DEPTH} deep"))
        }
        (false, Some(all), None) => Ok(Condition::All { all: parts("all", all, depth)? }),
        (false, None, Some(any)) => Ok(Condition::Any { any: parts("any", any, depth)? }),
        (_, None, None) => {
            let test =
                test(field.as_deref(), operator.as_deref(), value).map_err(|fault| vec![fault])?;
            matcher::check(&test).map_err(|fault| vec![fault])?;
            Ok(Condition::Test(test))
        }
        _ => fault("required", "Give either field, operator and value, or all, or any".to_owned()),
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
            FieldError::new("condition/field", "unknown", format!("Choose among {names}"))
        })?;
    let operator = Operator::ALL
        .into_iter()
        .find(|known| Some(known.name()) == operator)
        .ok_or_else(|| {
            let names = Operator::ALL.map(Operator::name).join(", ");
            FieldError::new("condition/operator", "unknown", format!("Choose among {names}"))
        })?;
    if !field.operators().contains(&operator) {
        let names =
            field.operators().iter().map(|known| known.name()).collect::<Vec<_>>().join(", ");
        let detail = format!("For {} choose among {names}", field.name());
        return Err(FieldError::new("condition/operator", "operator", detail));
    }
    let value = match operator {
        Operator::MoreThan | Operator::LessThan => Value::Number(number(value)?),
        Operator::Wildcard | Operator::Regex => match value {
            Some(Json::String(pattern)) => Value::Text(entry(&pattern)?),
            _ => return Err(FieldError::new("condition/value", "required", "Give a pattern")),
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
    read.filter(|number: &f64| number.is_finite() && *number >= 0.0).ok_or_else(|| {
        FieldError::new("condition/value", "number", "Give a number that is not negative")
    })
}

/// One text stays one text; a list is cleaned: trimmed, without empty entries and without doubles.
fn list(field: Field, value: Option<Json>) -> Result<Value, FieldError> {
    let entries = match value {
        Some(Json::Array(entries)) => entries,
        Some(single @ (Json::String(_) | Json::Number(_))) => vec![single],
        _ => {
            return Err(FieldError::new(
                "condition/value",
                "required",
                "Give a text or a list of texts",
            ));
        }
    };
    if entries.len() > MAX_LIST {
        return Err(FieldError::new(
            "condition/value",
            "too_many",
            format!("Use at most {MAX_LIST} entries"),
        ));
    }
    let mut seen = std::collections::HashSet::new();
    let mut kept = Vec::with_capacity(entries.len());
    for given in entries {
        let text = match given {
            Json::String(text) => entry(&text)?,
            Json::Number(number) => number.to_string(),
            _ => {
                return Err(FieldError::new(
                    "condition/value",
                    "required",
                    "A list holds texts or numbers only",
                ));
            }
        };
        if field == Field::Article && text.parse::<i64>().is_err() {
            return Err(FieldError::new(
                "condition/value",
                "number",
                "Give the numbers of articles",
            ));
        }
        if !fold::fold(&text).is_empty() && seen.insert(text.clone()) {
            kept.push(text);
        }
    }
    if kept.is_empty() {
        return Err(FieldError::new(
            "condition/value",
            "empty_list",
            "Put something into the list",
        ));
    }
    Ok(Value::List(kept))
}

fn entry(raw: &str) -> Result<String, FieldError> {
    let trimmed = raw.trim();
    if trimmed.contains('\0') {
        return Err(FieldError::new(
            "condition/value",
            "forbidden_characters",
            "Remove the invisible character U+0000",
        ));
    }
    if trimmed.chars().count() > MAX_VALUE {
        let detail = format!("Shorten each entry to {MAX_VALUE} characters");
        return Err(FieldError::new("condition/value", "too_long", detail));
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
    fn what_is_wrong_is_told_where_it_stands() {
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
    fn faults_within_all_and_any_are_told_all_at_once_and_where_they_stand() {
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
    fn a_good_condition_reads_back_and_has_words() {
        let raw = json!({ "all": [
            { "field": "text", "operator": "contains_word", "value": ["casino", "roulette", "casino"] },
            { "field": "reader_approved", "operator": "less_than", "value": 3 },
        ] });
        let condition =
            Condition::parse(serde_json::from_value(raw).expect("the shape")).expect("a condition");
        let again = Condition::stored(&condition.to_json().expect("JSON")).expect("it reads back");
        assert_eq!(again, condition);
        assert_eq!(
            condition.summary(),
            "text contains the word “casino” or 1 other, and reader’s approved comments is less than 3"
        );
        let raw: RawCondition =
            serde_json::from_str(&condition.to_json().expect("JSON")).expect("as it is sent");
        assert_eq!(Condition::parse(raw).expect("still good"), condition);
    }

    #[test]
    fn names_are_the_same_in_json_and_in_code() {
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).expect("a name"), field.name());
        }
        for operator in Operator::ALL {
            assert_eq!(serde_json::to_value(operator).expect("a name"), operator.name());
        }
        for action in Action::ALL {
            assert_eq!(serde_json::to_value(action).expect("a name"), action.name());
        }
    }
}
