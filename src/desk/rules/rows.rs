//! The rows of the form of a rule, as the page shows them: their places, their faults, and how many
//! comments each test has matched in a backtest.

use super::draft::{Combine, Draft, Part as Sent, Row as SentRow};
use super::view::{Choice, Group, Part, Row};
use crate::error::FieldError;
use crate::rules::backtest::Backtest;
use crate::screening::rules::condition::{Condition, Field, Operator, Value};

/// The parts of the condition in `draft`.
pub(super) fn parts(
    draft: &Draft,
    before: Option<&Condition>,
    errors: &[FieldError],
    backtest: Option<&Backtest>,
) -> Vec<Part> {
    let lengths = before.map_or_else(Vec::new, |before| {
        before.tests().iter().map(|test| entries(&test.value)).collect()
    });
    let mut matches = backtest.map_or(&[][..], |backtest| &backtest.tests).iter().copied();
    let mut row = |row: &SentRow, id: String, place: String, number: String| Row {
        faults: ["field", "operator", "value"].map(|part| fault(errors, &format!("{id}-{part}"))),
        id,
        place,
        number,
        field: row.field.clone(),
        operator: row.operator.clone(),
        value: row.value.clone(),
        kept: row.kept.and_then(|kept| Some((kept, *lengths.get(kept)?))),
        matches: matches.next(),
    };
    let id = |at: usize| format!("condition-{}-{at}", draft.combine.name());
    let shown = draft.parts.iter().enumerate().map(|(at, part)| match part {
        Sent::Test(test) => {
            Part::Test(Box::new(row(test, id(at), at.to_string(), (at + 1).to_string())))
        }
        Sent::Group(how, tests) => {
            let within = tests.iter().enumerate().map(|(inner, test)| {
                let own = format!("{}-{}-{inner}", id(at), how.name());
                row(test, own, format!("{at}.{inner}"), format!("{}.{}", at + 1, inner + 1))
            });
            Part::Group(Group {
                rows: within.collect(),
                id: id(at),
                place: at,
                number: (at + 1).to_string(),
                all: *how == Combine::All,
                fault: fault(errors, &id(at)),
            })
        }
    });
    shown.collect()
}

/// The name of the choice how the group at `place` is combined.
pub fn combine_name(place: usize) -> String {
    format!("t{place}-combine")
}

/// The id of that choice.
pub fn combine_id(place: usize) -> String {
    format!("combine-{place}")
}

fn fault(errors: &[FieldError], anchor: &str) -> Option<FieldError> {
    errors.iter().find(|error| error.anchor() == anchor).cloned()
}

fn entries(value: &Value) -> usize {
    match value {
        Value::List(list) => list.len(),
        Value::Text(_) | Value::Number(_) => 1,
    }
}

/// The fields to choose from. The script offers only the tests that fit a field.
pub(super) fn fields() -> Vec<(Choice, String)> {
    let fields = Field::ALL.map(|field| {
        let tests: Vec<&str> = field.operators().iter().map(|test| test.name()).collect();
        let choice = Choice { value: field.name(), label: field.words(), chosen: false };
        (choice, tests.join(" "))
    });
    fields.to_vec()
}

/// The tests to choose from: of words, and of numbers.
pub(super) fn operators() -> [Vec<Choice>; 2] {
    let of_numbers = Field::Length.operators();
    let (numbers, others): (Vec<_>, Vec<_>) =
        Operator::ALL.into_iter().partition(|operator| of_numbers.contains(operator));
    [others, numbers].map(|operators| {
        let choice = |operator: Operator| Choice {
            value: operator.name(),
            label: operator.words(),
            chosen: false,
        };
        operators.into_iter().map(choice).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_not_compared_with_words() {
        let fields = fields();
        let tests = |name: &str| {
            fields.iter().find(|(field, _)| field.value == name).map(|(_, tests)| tests.as_str())
        };
        assert_eq!(tests("length"), Some("more_than less_than"));
        assert!(tests("text").is_some_and(|tests| !tests.contains("than")));
        let [words, numbers] = operators();
        assert_eq!(words.len(), Operator::ALL.len() - 2);
        let numbers: Vec<&str> = numbers.iter().map(|one| one.value).collect();
        assert_eq!(numbers, ["more_than", "less_than"]);
    }
}
