//! The pages of the desk about rules and policies.

use askama::Template;

use crate::desk::layout::Staff;
use crate::desk::rules::draft::ImportForm;
use crate::error::FieldError;
use crate::screening::rules::condition::Field;
use crate::web::view::{Moment, Problem, Site};

/// `GET /desk/rules`: all rules, the newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/rules/rules.html")]
pub struct RulesPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// This part of the list.
    pub rules: Vec<RuleRow>,
    /// The address of the next part of the list.
    pub next: Option<String>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
    /// The list that was to be imported, as it was written.
    pub import: ImportForm,
    /// Faults of the list that was to be imported.
    pub errors: Vec<FieldError>,
}

/// A rule in the list.
#[derive(Clone, Debug)]
pub struct RuleRow {
    /// Its number.
    pub id: i64,
    /// The version for the switch.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// When it applies, in words.
    pub summary: String,
    /// Its action: `hold`.
    pub action: String,
    /// Whether it is in force.
    pub enabled: bool,
    /// In force for 90 days without a hit.
    pub dead: bool,
    /// Comments that it has hit.
    pub hits: i64,
    /// When the last of them was posted.
    pub last_hit: Option<Moment>,
}

/// `GET /desk/rules/new` and `GET /desk/rules/{id}`: one rule, its versions, and what it would have
/// done.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/rules/rule.html")]
pub struct RulePage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The rule; None for a new one.
    pub rule: Option<RuleRow>,
    /// Who created it.
    pub author: Option<String>,
    /// The values in the form.
    pub form: RuleForm,
    /// The fields to choose from.
    pub fields: Vec<Choice>,
    /// The operators.
    pub operators: Vec<Choice>,
    /// The actions.
    pub actions: Vec<Choice>,
    /// Its former versions, newest first.
    pub versions: Vec<VersionRow>,
    /// The result of the backtest.
    pub backtest: Option<BacktestView>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields, shown beside them.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// The values in the form of a rule.
#[derive(Clone, Debug, Default)]
pub struct RuleForm {
    /// The version that is changed.
    pub version: String,
    /// The name.
    pub name: String,
    /// The reason.
    pub reason: String,
    /// The value of a single test, one entry a line.
    pub value: String,
    /// Several tests, as JSON.
    pub condition: String,
    /// The number of entries of a list that is too long for the form; it stays if the field is empty.
    pub kept: Option<usize>,
    /// Whether it is in force.
    pub enabled: bool,
}

/// An option of a selection.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value that is sent.
    pub value: &'static str,
    /// The label.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A former version.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// Its number.
    pub version: i64,
    /// Action and condition.
    pub summary: String,
    /// The author.
    pub who: String,
    /// When it began.
    pub at: Moment,
}

/// The result of a backtest.
#[derive(Clone, Debug)]
pub struct BacktestView {
    /// Comments that were checked.
    pub checked: usize,
    /// Of them, rejected ones and spam.
    pub refused: usize,
    /// The share of right matches: `97 %`.
    pub precision: Option<String>,
    /// Matches that are rejected or spam.
    pub rightly: MatchesView,
    /// Matches that are approved.
    pub wrongly: MatchesView,
}

/// The comments that a rule would have matched.
#[derive(Clone, Debug)]
pub struct MatchesView {
    /// How many.
    pub count: usize,
    /// The newest: id, first words, and the matching passage.
    pub samples: Vec<(i64, String, String)>,
}

/// The names of the tests that fit a field, for the script, which offers no others.
pub fn tests_of(field: &str) -> String {
    let field = Field::ALL.into_iter().find(|known| known.name() == field);
    let tests = field.map_or(&[][..], Field::operators);
    tests.iter().map(|test| test.name()).collect::<Vec<_>>().join(" ")
}

/// Whether a test compares numbers.
pub fn is_for_numbers(test: &str) -> bool {
    tests_of(Field::Length.name()).split(' ').any(|name| name == test)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_not_compared_with_words() {
        assert_eq!(tests_of("length"), "more_than less_than");
        assert!(!tests_of("text").contains("than"));
        assert!(is_for_numbers("more_than") && !is_for_numbers("contains"));
        assert_eq!(tests_of("nothing"), "");
    }
}
