//! `/desk/rules/filter`: the filter's rates and what it has learned.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// `GET /desk/rules/filter`: how often the filter may be wrong.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/filter/filter.html")]
pub struct FilterPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// Whether comments are scored at all.
    pub on: bool,
    /// What becomes of comments by their score, in a sentence.
    pub outlook: String,
    /// What it has learned from.
    pub past: String,
    /// What the thresholds rest on, in a sentence.
    pub basis: String,
    /// The rate of comments held by mistake, as it is in the form.
    pub held: String,
    /// The rate of comments marked as spam by mistake.
    pub spam: String,
    /// Whether an editor has set the rates.
    pub set: bool,
    /// What the configuration says.
    pub configured: String,
    /// What the last action did.
    pub done: Option<String>,
    /// Faults, each beside its field.
    pub errors: Vec<FieldError>,
    /// Why it was not done, where no field is to blame.
    pub problem: Option<Problem>,
}
