//! `/desk/front`: what stands on the front page.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Problem, Site};

/// `GET /desk/front`: what editors choose for each place of the front page.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/front/front.html")]
pub struct FrontSlotsPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in editor.
    pub staff: Staff,
    /// The parts of the page with their slots.
    pub groups: Vec<SlotGroup>,
    /// The version of the choices.
    pub version: i64,
    /// The choices were saved.
    pub saved: bool,
    /// Faults of slots.
    pub errors: Vec<FieldError>,
    /// The fault of the whole form.
    pub problem: Option<Problem>,
}

/// A part of the front page.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SlotGroup {
    pub heading: String,
    /// The rule.
    pub hint: String,
    pub slots: Vec<Slot>,
}

/// A place with what can stand there.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Slot {
    pub name: &'static str,
    pub label: String,
    /// The choices beside the rule.
    pub choices: Vec<Choice>,
    /// A warning if the chosen article is no longer public; empty otherwise.
    pub hint: String,
}

/// Something that can stand in a slot.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its number, or its slug.
    pub value: String,
    /// Its words.
    pub label: String,
    /// It is chosen.
    pub selected: bool,
}
