//! Sections and tags, and the page of each.

use askama::Template;

use crate::desk::articles::view::Choice;
use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// A part of the list of tags, in the order of their slugs.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/labels/tags.html")]
pub struct TagsPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// This part of the list.
    pub tags: Vec<LabelLine>,
    /// All sections, each before those below it.
    pub sections: Vec<LabelLine>,
    /// The address of the next part.
    pub next: Option<String>,
    /// What was written into the form for a new one.
    pub name: String,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A section or a tag in a list.
#[derive(Clone, Debug)]
pub struct LabelLine {
    /// Its page at the desk.
    pub href: String,
    /// In addresses.
    pub slug: String,
    /// The name.
    pub name: String,
    /// Sections above it; 0 for tags.
    pub depth: usize,
    /// Its public articles.
    pub articles: i64,
}

/// The page of a section or a tag.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/labels/label.html")]
pub struct LabelPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// It is a section; otherwise a tag.
    pub is_section: bool,
    /// The page's own address, before the names of its forms.
    pub here: String,
    /// The name as it is stored.
    pub title: String,
    /// Its page for readers.
    pub public_href: String,
    /// Its public articles.
    pub articles: i64,
    /// What the form has.
    pub form: LabelForm,
    /// The sections that can be above it.
    pub parents: Vec<Choice>,
    /// What it can be merged into; for tags the list is empty, and the name is typed.
    pub targets: Vec<Choice>,
    /// It can be deleted.
    pub may_remove: bool,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// The fields of a section or a tag.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LabelForm {
    /// The name.
    pub name: String,
    /// The slug; empty for the one that the name gives.
    pub slug: String,
    /// The text under the name.
    pub description: String,
    /// The slug of the section above; empty for none.
    pub parent: String,
    /// The place among its siblings.
    pub position: String,
    /// The slug of what it is merged into.
    pub into: String,
}
