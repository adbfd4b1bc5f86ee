//! The pages of the desk about rules and policies.

use askama::Template;

use crate::desk::layout::Staff;
use crate::desk::rules::draft::ImportForm;
use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

/// `GET /desk/rules`: all rules, the newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/rules/rules.html")]
pub struct RulesPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// This part of the list.
    pub rules: Vec<RuleRow>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// What the last action did.
    pub done: Option<String>,
    /// Why it was not done.
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
    /// The version that switching it is about.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// When it applies, in words.
    pub summary: String,
    /// What it does: `hold`.
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
    /// Who is signed in.
    pub staff: Staff,
    /// The rule; none while it is new.
    pub rule: Option<RuleRow>,
    /// Who made it.
    pub author: Option<String>,
    /// What the form holds.
    pub form: RuleForm,
    /// The fields to choose among, one of them chosen.
    pub fields: Vec<Choice>,
    /// The operators.
    pub operators: Vec<Choice>,
    /// The actions.
    pub actions: Vec<Choice>,
    /// What it said before, the newest first.
    pub versions: Vec<VersionRow>,
    /// What it would have done to decided comments.
    pub backtest: Option<BacktestView>,
    /// What the last action did.
    pub done: Option<String>,
    /// Faults, each beside its field.
    pub errors: Vec<FieldError>,
    /// Why it was not done, where no field is to blame.
    pub problem: Option<Problem>,
}

/// What is written in the form of a rule.
#[derive(Clone, Debug, Default)]
pub struct RuleForm {
    /// The version that is changed.
    pub version: String,
    /// The name.
    pub name: String,
    /// What is shown.
    pub reason: String,
    /// The value of a single test, one entry a line.
    pub value: String,
    /// Several tests, as JSON.
    pub condition: String,
    /// Entries of a list that is too long to be shown, and stays if nothing is written.
    pub kept: Option<usize>,
    /// Whether it is in force.
    pub enabled: bool,
}

/// One of several to choose among.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: &'static str,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A former version.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// Its number.
    pub version: i64,
    /// When it applied, what it did.
    pub summary: String,
    /// Who made it so.
    pub who: String,
    /// Since when.
    pub at: Moment,
}

/// What a rule would have done.
#[derive(Clone, Debug)]
pub struct BacktestView {
    /// Comments that were checked.
    pub checked: usize,
    /// Of them, rejected ones and spam.
    pub refused: usize,
    /// The part that was caught rightly: `97 %`.
    pub precision: Option<String>,
    /// Caught, and rejected or spam.
    pub rightly: MatchesView,
    /// Caught, and approved.
    pub wrongly: MatchesView,
}

/// Comments that were caught.
#[derive(Clone, Debug)]
pub struct MatchesView {
    /// How many.
    pub count: usize,
    /// The newest: number, first words, and what was found.
    pub samples: Vec<(i64, String, String)>,
}
