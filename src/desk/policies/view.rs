//! `/desk/policies`: the policies that were set, and the form that sets one.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// `GET /desk/policies`: the policies that decide about comments without findings.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/policies/policies.html")]
pub struct PoliciesPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The policies that were set.
    pub policies: Vec<PolicyRow>,
    /// The configured value.
    pub configured: String,
    /// The targets to choose from.
    pub places: Vec<PlaceChoice>,
    /// The policies to choose from.
    pub choices: Vec<Choice>,
    /// The article as it was entered.
    pub article: String,
    /// The address of the next part of the list.
    pub next: Option<String>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields, shown beside them.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A target that a policy can be set for.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct PlaceChoice {
    /// The value that is sent: `section:harbour`.
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A policy in the list.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// Its id in the API: `section:harbour`.
    pub place: String,
    /// Its target: "Section Harbour".
    pub name: String,
    /// The policy in words.
    pub policy: String,
}

/// An option of a selection.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Choice {
    /// The value that is sent.
    pub value: &'static str,
    pub label: String,
    pub chosen: bool,
}
