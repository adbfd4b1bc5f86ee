//! `/desk/sections`: whose desk each section's comments go to.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// A part of the sections, in the order of their slugs.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/sections/sections.html")]
pub struct SectionsPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// This part of the list.
    pub sections: Vec<SectionRow>,
    /// Where this part begins, for the way back to it; empty for the first.
    pub after: String,
    /// Where the list goes on.
    pub next: Option<String>,
    /// The signed-in member may change it.
    pub may_assign: bool,
    /// What the last action did.
    pub done: Option<&'static str>,
    /// Faults in what was sent.
    pub errors: Vec<FieldError>,
    /// Why it was not done; so far a field is always to blame.
    pub problem: Option<Problem>,
}

/// A section.
#[derive(Clone, Debug)]
pub struct SectionRow {
    /// In its address.
    pub slug: String,
    /// For readers.
    pub name: String,
    /// Who moderates it now, by name; empty if it is everybody's.
    pub moderators: Vec<String>,
    /// Everybody who could, with whether they are ticked.
    pub choices: Vec<ModeratorChoice>,
    /// What was sent for it was not done.
    pub again: bool,
    /// Those of its comments that wait.
    pub list_href: String,
}

/// Somebody whose desk a section can be.
#[derive(Clone, Debug)]
pub struct ModeratorChoice {
    /// The account.
    pub id: i64,
    /// The name that colleagues see.
    pub name: String,
    /// The box is ticked.
    pub ticked: bool,
}
