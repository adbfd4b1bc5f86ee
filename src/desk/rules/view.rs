//! The pages of the desk about rules.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::desk::layout::Staff;
use crate::desk::rules::draft::ImportForm;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// `GET /desk/rules`: all rules, the newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/rules/rules.html")]
pub struct RulesPage<'a> {
    pub site: &'a Site,
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
    pub id: i64,
    /// The version for the switch.
    pub version: i64,
    pub name: String,
    /// When it applies, in words.
    pub summary: Message,
    /// Its effect: "hold".
    pub action: Message,
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
    pub site: &'a Site,
    pub staff: Staff,
    /// The address of the page, where its form is sent.
    pub here: String,
    /// The rule; None for a new one.
    pub rule: Option<RuleRow>,
    /// The account that created it.
    pub author: Option<String>,
    pub form: RuleForm,
    /// The fields to choose from, each with the names of the tests that fit it.
    pub all_fields: Vec<(Choice, String)>,
    /// The tests to choose from, of words and of numbers.
    pub operators: [Vec<Choice>; 2],
    pub actions: Vec<Choice>,
    /// Its former versions, newest first.
    pub versions: Vec<VersionRow>,
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
    pub name: String,
    pub reason: String,
    /// Whether each of the parts must match; otherwise one of them.
    pub all: bool,
    /// Rows and groups of rows.
    pub parts: Vec<Part>,
    /// The stored tests as JSON; None for a new rule.
    pub json: Option<String>,
    /// Whether it is in force.
    pub enabled: bool,
}

/// A part of a condition.
#[derive(Clone, Debug)]
pub enum Part {
    Test(Box<Row>),
    /// Several, combined in their own way.
    Group(Group),
}

/// Tests that are combined in their own way.
#[derive(Clone, Debug)]
pub struct Group {
    /// The id of its element, to which a fault links.
    pub id: String,
    /// Its place in the names of the form: `2`.
    pub place: usize,
    /// Its number for people.
    pub number: String,
    /// Whether each of its rows must match; otherwise one of them.
    pub all: bool,
    /// Its fault as a whole.
    pub fault: Option<FieldError>,
    pub rows: Vec<Row>,
}

/// One test in the form.
#[derive(Clone, Debug)]
pub struct Row {
    /// The beginning of the ids of its fields, to which faults link.
    pub id: String,
    /// Its place in the names of the form: `2`, or `2.0` in a group.
    pub place: String,
    /// Its number for people: `3`, or `3.1` in a group.
    pub number: String,
    pub field: String,
    pub operator: String,
    /// One entry a line.
    pub value: String,
    /// The number of the stored test whose list is too long to show, and the length of that list.
    pub kept: Option<(usize, usize)>,
    /// How many comments the test matches by itself, after a backtest.
    pub matches: Option<usize>,
    /// Faults of field, operator and value.
    pub faults: [Option<FieldError>; 3],
}

/// An option of a selection.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value that is sent.
    pub value: &'static str,
    pub label: Message,
    pub chosen: bool,
}

/// A former version.
#[derive(Clone, Debug)]
pub struct VersionRow {
    pub version: String,
    /// Action and condition.
    pub summary: Message,
    /// The author; None for the command line.
    pub who: Option<String>,
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
    /// The share of right matches, in percent; None without a match.
    pub precision: Option<Message>,
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
    /// The newest: id, first words (None if the text was deleted), and the matching passage.
    pub samples: Vec<(i64, Option<String>, String)>,
}
