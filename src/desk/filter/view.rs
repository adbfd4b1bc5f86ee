//! `/desk/rules/filter`: the filter's rates and what it has learned.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// `GET /desk/rules/filter`: the error rates of the filter.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/filter/filter.html")]
pub struct FilterPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// Whether comments are scored at all.
    pub on: bool,
    /// The effect of scores in one sentence.
    pub effect: String,
    /// The number of decisions that it has learned from.
    pub past: String,
    /// The basis of the thresholds in one sentence.
    pub basis: String,
    /// The rate of comments held by mistake, as it is in the form.
    pub held: String,
    /// The rate of comments marked as spam by mistake.
    pub spam: String,
    /// Whether an editor has set the rates.
    pub set: bool,
    /// The button that restores the configured values, with these.
    pub configured: String,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields, shown beside them.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}
