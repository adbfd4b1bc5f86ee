//! `/desk/sections`: the moderators of each section.

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
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// This part of the list.
    pub sections: Vec<SectionRow>,
    /// The cursor at which this part begins; empty for the first.
    pub after: String,
    /// The address of the next part of the list.
    pub next: Option<String>,
    /// The signed-in member may change it.
    pub may_assign: bool,
    /// The notice about the last action.
    pub done: Option<&'static str>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A section.
#[derive(Clone, Debug)]
pub struct SectionRow {
    /// The slug.
    pub slug: String,
    /// The name that readers see.
    pub name: String,
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
