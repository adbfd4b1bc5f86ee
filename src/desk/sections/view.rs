//! `/desk/sections`: the tree of sections, with the moderators of each.

use askama::Template;

use crate::desk::articles::view::Choice;
use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// A part of the sections, each before those below it.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/sections/sections.html")]
pub struct SectionsPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// This part of the list.
    pub sections: Vec<SectionRow>,
    /// The cursor at which this part begins; empty for the first.
    pub after: String,
    /// The address of the next part of the list.
    pub next: Option<String>,
    /// The form for a new section.
    pub new: NewSection,
    /// The signed-in member may change the sections.
    pub may_assign: bool,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// The form for a new section.
#[derive(Clone, Debug, Default)]
pub struct NewSection {
    /// Its name, as it was written.
    pub name: String,
    /// The sections that can be above it.
    pub parents: Vec<Choice>,
}

/// A row of the list of sections, in the order of the tree.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SectionRow {
    pub slug: String,
    /// The name that readers see.
    pub name: String,
    /// The page where editors change it.
    pub href: String,
    /// The names from the top: `World/Asia`.
    pub path: String,
    /// Sections above it.
    pub depth: usize,
    /// Public articles in it and in the sections below it.
    pub articles: i64,
    /// The names of its moderators; empty if all moderate it.
    pub moderators: Vec<String>,
    /// All possible moderators, with whether they are ticked.
    pub choices: Vec<ModeratorChoice>,
    /// Its form was refused.
    pub again: bool,
    /// The list of its pending comments.
    pub list_href: String,
}

/// A possible moderator of a section.
#[derive(Clone, Debug)]
pub struct ModeratorChoice {
    /// The account.
    pub id: i64,
    /// The name that colleagues see.
    pub name: String,
    /// The box is ticked.
    pub ticked: bool,
}
