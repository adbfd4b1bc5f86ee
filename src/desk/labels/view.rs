//! The list of tags, and the page of a section or a tag.

use askama::Template;

use crate::articles::commenting::CommentRules;
use crate::articles::labels;
use crate::articles::model::Tag;
use crate::articles::sections::Section;
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
    pub tags: Vec<TagLine>,
    /// The address of the next part.
    pub next: Option<String>,
    /// The refused form for a new one.
    pub name: String,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A tag in the list.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct TagLine {
    /// Its page at the desk.
    pub href: String,
    pub name: String,
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
    /// The page of all sections or all tags.
    pub list: &'static str,
    /// The label as it is stored.
    pub label: LabelFacts,
    /// The fields of the form.
    pub form: LabelForm,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A section or a tag as it is stored.
#[derive(Clone, Debug)]
pub struct LabelFacts {
    /// It is a section; otherwise a tag.
    pub is_section: bool,
    /// Its page at the desk, which the addresses of its forms begin with.
    pub here: String,
    /// The name.
    pub title: String,
    /// Its page for readers.
    pub public_href: String,
    /// Its public articles.
    pub articles: i64,
    /// The sections that can be above it.
    pub parents: Vec<Choice>,
    /// The sections that it can be merged into; for tags the list is empty, and the name is typed.
    pub targets: Vec<Choice>,
    /// Whether it can be deleted, as far as its public articles show.
    pub may_remove: bool,
}

/// The fields of a section or a tag.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say all")]
pub struct LabelForm {
    /// The edition of the stored fields that the form was shown with; empty for a merge.
    pub seen: String,
    pub name: String,
    /// The slug; empty for the one that the name gives.
    pub slug: String,
    /// The text under the name.
    pub description: String,
    /// The slug of the section above; empty for none.
    pub parent: String,
    /// The place among the sections of the same parent.
    pub position: String,
    /// The edition of the rules for comments that the form was shown with.
    pub seen_rules: String,
    /// Whether its articles accept comments: the name of a mode. Only for sections, as the next two.
    pub comments: String,
    /// For how many days after publication; empty for no limit.
    pub comments_days: String,
    /// What readers read in place of the form.
    pub comments_message: String,
    /// The slug of what it is merged into, or the name of a tag.
    pub into: String,
}

impl LabelForm {
    /// The form with the stored fields of a section.
    pub fn of_section(section: &Section, rules: &CommentRules) -> LabelForm {
        LabelForm {
            seen: labels::section_edition(&section.node),
            name: section.node.name.clone(),
            slug: section.node.slug.clone(),
            description: section.node.description.clone(),
            parent: section.parent.as_ref().map(|above| above.slug.clone()).unwrap_or_default(),
            position: section.node.position.to_string(),
            seen_rules: labels::rules_edition(rules),
            comments: rules.mode.name().to_owned(),
            comments_days: rules.days.map(|days| days.to_string()).unwrap_or_default(),
            comments_message: rules.message.clone(),
            into: String::new(),
        }
    }

    /// The form with the stored fields of a tag.
    pub fn of_tag(tag: &Tag) -> LabelForm {
        LabelForm {
            seen: labels::tag_edition(tag),
            name: tag.name.clone(),
            slug: tag.slug.clone(),
            description: tag.description.clone(),
            ..LabelForm::default()
        }
    }
}
