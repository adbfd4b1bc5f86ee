//! `/desk/policies`: the policies that were set, and the form that sets one.

use askama::Template;

use crate::desk::layout::Staff;
use crate::desk::rules::view::Choice;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// `GET /desk/policies`: what becomes of a comment where nothing else speaks.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/policies/policies.html")]
pub struct PoliciesPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The policies that were set.
    pub policies: Vec<PolicyRow>,
    /// What the configuration says.
    pub configured: String,
    /// The places to choose among.
    pub places: Vec<PlaceChoice>,
    /// The policies to choose among.
    pub choices: Vec<Choice>,
    /// The article that was written.
    pub article: String,
    /// Where the list goes on.
    pub next: Option<String>,
    /// What the last action did.
    pub done: Option<String>,
    /// Faults, each beside its field.
    pub errors: Vec<FieldError>,
    /// Why it was not done, where no field is to blame.
    pub problem: Option<Problem>,
}

/// A place that a policy can be set for.
#[derive(Clone, Debug)]
pub struct PlaceChoice {
    /// What is sent: `section:harbour`.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A policy in the list.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// How it is called in addresses: `section:harbour`.
    pub place: String,
    /// What it is about: "Section Harbour".
    pub name: String,
    /// What it does, in words.
    pub policy: String,
}
