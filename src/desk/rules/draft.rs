//! The form of a rule: its tests as rows, in groups where that is needed.
//!
//! The names of a row's fields begin with its place: `t2-field` is the third row, `t2.0-field` the
//! first one of the group that stands third. A stored condition is nested no deeper than that
//! (`screening::rules::parse`).

use std::collections::BTreeMap;

use actix_web::web;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::error::{Error, Result};
use crate::named_enum;
use crate::rules::RuleRecord;
use crate::screening::rules::condition::{Condition, Field, Operator, Test, Value};
use crate::screening::rules::model::{Content, RawContent};
use crate::screening::rules::parse::RawCondition;

/// Entries of a list that are shown in the form at most.
pub(super) const SHOWN: usize = 500;
/// Rows and groups that are read from a form at most; more tests than a rule may have, so that
/// the fault is the rule's own.
const MOST: usize = 40;

named_enum! {
    /// How several tests are combined.
    pub enum Combine {
        /// Each of them must match.
        All => "all",
        /// One of them must match.
        Any => "any",
    }
}

/// The form of a rule as it was sent.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Vec<(String, String)>")]
pub struct Draft {
    pub(super) version: String,
    pub(super) name: String,
    pub(super) combine: Combine,
    pub(super) parts: Vec<Part>,
    pub(super) action: String,
    pub(super) reason: String,
    pub(super) enabled: bool,
    /// The name of the button: see [`FormAction::of`].
    pub(super) r#do: String,
}

/// A row, or a group of rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Test(Row),
    Group(Combine, Vec<Row>),
}

/// One test.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    pub(super) field: String,
    pub(super) operator: String,
    /// One entry a line.
    pub(super) value: String,
    /// The number of the test in the stored condition whose list is too long for the form. It keeps
    /// that list as long as `value` is empty.
    pub(super) kept: Option<usize>,
}

/// Where a row or a group stands: its number, and for a row in a group the number in there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place(usize, Option<usize>);

/// The wish behind a button.
pub(super) enum FormAction {
    Save,
    Backtest,
    /// More or fewer rows: the form is shown again and nothing is saved.
    Rows,
}

impl Row {
    fn new() -> Row {
        Row {
            field: Field::Text.name().to_owned(),
            operator: Operator::ContainsWord.name().to_owned(),
            ..Row::default()
        }
    }
}

impl Default for Draft {
    fn default() -> Draft {
        Draft {
            version: String::new(),
            name: String::new(),
            combine: Combine::All,
            parts: vec![Part::Test(Row::new())],
            action: String::new(),
            reason: String::new(),
            enabled: false,
            r#do: String::new(),
        }
    }
}

impl TryFrom<Vec<(String, String)>> for Draft {
    type Error = String;

    fn try_from(fields: Vec<(String, String)>) -> Result<Draft, String> {
        let mut draft = Draft { parts: Vec::new(), ..Draft::default() };
        let mut groups = BTreeMap::<usize, Combine>::new();
        let mut rows = BTreeMap::<Place, Row>::new();
        for (name, value) in fields {
            match name.as_str() {
                "version" => draft.version = value,
                "name" => draft.name = value,
                "combine" => draft.combine = combine(&value)?,
                "action" => draft.action = value,
                "reason" => draft.reason = value,
                "enabled" => draft.enabled = !value.is_empty(),
                "do" => draft.r#do = value,
                _ => {
                    let unknown = || format!("unknown field {name}");
                    let (place, part) = name.split_once('-').ok_or_else(unknown)?;
                    let place = place.strip_prefix('t').and_then(Place::parse);
                    let place = place.ok_or_else(unknown)?;
                    if part == "combine" && place.1.is_none() {
                        groups.insert(place.0, combine(&value)?);
                        continue;
                    }
                    let row = rows.entry(place).or_default();
                    match part {
                        "field" => row.field = value,
                        "operator" => row.operator = value,
                        "value" => row.value = value,
                        "kept" => row.kept = Some(value.parse().map_err(|_| unknown())?),
                        _ => return Err(unknown()),
                    }
                }
            }
        }
        let mut parts: BTreeMap<usize, Part> =
            groups.into_iter().map(|(place, how)| (place, Part::Group(how, Vec::new()))).collect();
        for (Place(place, inner), row) in rows {
            match (inner, parts.get_mut(&place)) {
                (Some(_), Some(Part::Group(_, rows))) => rows.push(row),
                (None, None) => {
                    parts.insert(place, Part::Test(row));
                }
                _ => return Err(format!("the row {place} is not where its name says")),
            }
        }
        draft.parts = parts.into_values().collect();
        Ok(draft)
    }
}

fn combine(name: &str) -> Result<Combine, String> {
    Combine::parse(name).ok_or_else(|| format!("unknown combination {name}"))
}

impl Place {
    /// Parses the place of a row in the form: `3`, or within a group `3.1`.
    fn parse(text: &str) -> Option<Place> {
        let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number < MOST);
        match text.split_once('.') {
            Some((outer, inner)) => Some(Place(number(outer)?, Some(number(inner)?))),
            None => Some(Place(number(text)?, None)),
        }
    }
}

impl FormAction {
    /// Reads the button, and changes the rows as it says: `add`, `add-3` (a row in that group), `group`,
    /// `remove-3`, `remove-3.1`. Any other button, and Enter in a field, saves.
    pub(super) fn of(draft: &mut Draft) -> FormAction {
        let button = std::mem::take(&mut draft.r#do);
        let (verb, place) = button.split_once('-').unwrap_or((&button, ""));
        match (verb, Place::parse(place)) {
            ("try", None) => return FormAction::Backtest,
            ("add", None) => draft.parts.push(Part::Test(Row::new())),
            ("group", None) => {
                let other = match draft.combine {
                    Combine::All => Combine::Any,
                    Combine::Any => Combine::All,
                };
                draft.parts.push(Part::Group(other, vec![Row::new(), Row::new()]));
            }
            ("add", Some(Place(group, None))) => {
                if let Some(Part::Group(_, rows)) = draft.parts.get_mut(group) {
                    rows.push(Row::new());
                }
            }
            ("remove", Some(Place(part, None))) if part < draft.parts.len() => {
                draft.parts.remove(part);
            }
            ("remove", Some(Place(group, Some(row)))) => {
                if let Some(Part::Group(_, rows)) = draft.parts.get_mut(group)
                    && row < rows.len()
                {
                    rows.remove(row);
                }
            }
            _ => return FormAction::Save,
        }
        FormAction::Rows
    }
}

/// Parses a form on a thread for blocking work, because it may be megabytes long.
pub(super) async fn parsed(draft: Draft, before: Option<Content>) -> Result<Content> {
    web::block(move || content(draft, before.as_ref())).await.map_err(Error::internal)?
}

fn content(draft: Draft, before: Option<&Content>) -> Result<Content> {
    let kept: Vec<&Test> = before.map_or_else(Vec::new, |before| before.condition.tests());
    let row = |row: Row| raw_test(row, &kept);
    let parts = draft.parts.into_iter().map(|part| match part {
        Part::Test(one) => row(one),
        Part::Group(how, rows) => combined(how, rows.into_iter().map(row).collect()),
    });
    let condition = combined(draft.combine, parts.collect());
    let content = Content::parse(RawContent {
        name: draft.name,
        condition: Some(condition),
        action: draft.action,
        reason: draft.reason,
        enabled: draft.enabled,
    })?;
    Ok(Content { condition: simple(content.condition), ..content })
}

fn combined(how: Combine, parts: Vec<RawCondition>) -> RawCondition {
    match how {
        Combine::All => RawCondition { all: Some(parts), ..RawCondition::default() },
        Combine::Any => RawCondition { any: Some(parts), ..RawCondition::default() },
    }
}

/// The condition without a combination around a single part.
fn simple(condition: Condition) -> Condition {
    match condition {
        Condition::All { all: mut parts } | Condition::Any { any: mut parts }
            if parts.len() == 1 =>
        {
            parts.remove(0)
        }
        other => other,
    }
}

fn raw_test(row: Row, before: &[&Test]) -> RawCondition {
    let lines: Vec<&str> =
        row.value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let value = match (lines.as_slice(), row.kept.and_then(|kept| before.get(kept))) {
        ([], Some(test)) => match &test.value {
            Value::List(list) => Some(json!(list)),
            Value::Text(text) => Some(json!(text)),
            Value::Number(number) => Some(json!(number)),
        },
        ([], None) => None,
        ([one], _) => Some(json!(one)),
        (many, _) => Some(Json::from(many.to_vec())),
    };
    RawCondition {
        field: Some(row.field),
        operator: Some(row.operator),
        value,
        ..RawCondition::default()
    }
}

/// The form with the values of a rule.
///
/// # Errors
/// A stored condition that is nested deeper than conditions may be.
pub(super) fn written(record: &RuleRecord) -> Result<Draft> {
    let content = &record.rule.content;
    let (combine, parts) = match &content.condition {
        single @ Condition::Test(_) => (Combine::All, std::slice::from_ref(single)),
        Condition::All { all } => (Combine::All, all.as_slice()),
        Condition::Any { any } => (Combine::Any, any.as_slice()),
    };
    let mut number = 0;
    let mut row = |test: &Test| {
        let row = written_row(test, number);
        number += 1;
        row
    };
    let parts = parts.iter().map(|part| {
        let (how, tests) = match part {
            Condition::Test(test) => return Ok(Part::Test(row(test))),
            Condition::All { all } => (Combine::All, all),
            Condition::Any { any } => (Combine::Any, any),
        };
        let rows = tests.iter().map(|test| match test {
            Condition::Test(test) => Ok(row(test)),
            _ => Err(Error::internal("the condition of a rule is nested too deep")),
        });
        Ok(Part::Group(how, rows.collect::<Result<_>>()?))
    });
    Ok(Draft {
        version: record.rule.version.to_string(),
        name: content.name.clone(),
        combine,
        parts: parts.collect::<Result<_>>()?,
        action: content.action.name().to_owned(),
        reason: content.reason.clone(),
        enabled: content.enabled,
        r#do: String::new(),
    })
}

fn written_row(test: &Test, number: usize) -> Row {
    let (value, kept) = match &test.value {
        Value::Number(number) => (number.to_string(), None),
        Value::Text(text) => (text.clone(), None),
        Value::List(list) if list.len() <= SHOWN => (list.join("\n"), None),
        Value::List(_) => (String::new(), Some(number)),
    };
    Row {
        field: test.field.name().to_owned(),
        operator: test.operator.name().to_owned(),
        value,
        kept,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(form: &str) -> Result<Draft, String> {
        serde_urlencoded::from_str(form).map_err(|error| error.to_string())
    }

    fn row(value: &str) -> Row {
        Row { value: value.to_owned(), ..Row::new() }
    }

    fn sent(place: &str, value: &str) -> String {
        format!("&t{place}-field=text&t{place}-operator=contains_word&t{place}-value={value}")
    }

    #[test]
    fn rows_are_read_in_the_order_of_their_places_whatever_the_order_in_the_form() {
        let form = format!(
            "name=N&combine=any{}{}&t0-combine=all{}&do=remove-0.1",
            sent("10", "ten"),
            sent("0.1", "b"),
            sent("0.0", "a")
        );
        let mut draft = draft(&form).expect("a draft");
        assert_eq!(draft.combine, Combine::Any);
        let group = |rows| Part::Group(Combine::All, rows);
        assert_eq!(draft.parts, [group(vec![row("a"), row("b")]), Part::Test(row("ten"))]);
        assert!(matches!(FormAction::of(&mut draft), FormAction::Rows));
        assert_eq!(draft.parts, [group(vec![row("a")]), Part::Test(row("ten"))]);
    }

    #[test]
    fn a_form_that_is_not_ours_is_refused() {
        for form in [
            "shoes=1",
            "t0-shoes=1",
            "t99-field=text",
            "t0.0-field=text",
            "combine=some",
            "t0-combine=all&t0-field=text",
            "t0-kept=many",
            "tx-field=text",
        ] {
            assert!(draft(form).is_err(), "{form}");
        }
    }

    #[test]
    fn a_button_changes_the_rows_and_an_unknown_one_saves() {
        let mut one = Draft::default();
        for (button, parts) in [("add", 2), ("group", 3), ("add-2", 3), ("remove-0", 2)] {
            one.r#do = button.to_owned();
            assert!(matches!(FormAction::of(&mut one), FormAction::Rows), "{button}");
            assert_eq!(one.parts.len(), parts, "{button}");
        }
        assert_eq!(one.parts[1], Part::Group(Combine::Any, vec![row(""), row(""), row("")]));
        for button in ["", "save", "remove-9", "nothing"] {
            one.r#do = button.to_owned();
            assert!(matches!(FormAction::of(&mut one), FormAction::Save), "{button}");
        }
        one.r#do = "try".to_owned();
        assert!(matches!(FormAction::of(&mut one), FormAction::Backtest));
    }

    fn content_of(form: &str, before: Option<&Content>) -> Result<Content> {
        content(draft(&format!("name=N&reason=R&action=hold{form}")).expect("a draft"), before)
    }

    #[test]
    fn one_row_is_a_single_test_and_several_are_combined() {
        let summary =
            |form: &str| content_of(form, None).expect("a rule").condition.summary().in_english();
        assert_eq!(summary(&sent("0", "mud")), "text contains the word “mud”");
        let two = format!("&combine=any{}{}", sent("0", "mud"), sent("1", "silt%0Asand"));
        assert_eq!(
            summary(&two),
            "text contains the word “mud”, or text contains the word “silt” or 1 other"
        );
        let faults = match content_of(&format!("{}{}", sent("0", "mud"), sent("1", "")), None) {
            Err(Error::Invalid(faults)) => faults,
            other => panic!("{other:?}"),
        };
        assert_eq!(faults[0].anchor(), "condition-all-1-value");
    }

    #[test]
    fn a_list_that_is_too_long_to_show_is_kept_until_another_is_written() {
        let long: Vec<String> = (0..=SHOWN).map(|number| format!("word{number}")).collect();
        let form = format!("{}{}", sent("0", "mud"), sent("1", &long.join("%0A")));
        let before = content_of(&form, None).expect("a rule");
        let kept = format!("{}{}&t1-kept=1", sent("0", "mud"), sent("1", ""));
        assert_eq!(content_of(&kept, Some(&before)).expect("a rule"), before);
        let other = format!("{}{}&t1-kept=1", sent("0", "mud"), sent("1", "one"));
        let changed = content_of(&other, Some(&before)).expect("a rule");
        assert!(changed.condition.summary().in_english().ends_with("“one”"), "{changed:?}");
    }
}
