//! `/desk/settings`: the settings that can be changed at run time.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

/// The settings, in groups.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/settings/settings.html")]
pub struct SettingsPage<'a> {
    pub site: &'a Site,
    /// The signed-in admin.
    pub staff: Staff,
    /// The fields.
    pub groups: Vec<SettingGroup>,
    /// The names of all time zones, to choose from.
    pub zones: Vec<String>,
    /// Tags and own names of the languages with a translation, to choose from.
    pub languages: Vec<(&'static str, &'static str)>,
    /// Identifies the values that the form was shown with.
    pub seen: String,
    /// When the last backup was made that was restored as a trial.
    pub backup: Option<Moment>,
    /// Whether it is too old.
    pub backup_overdue: bool,
    pub saved: bool,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The fault of the whole form.
    pub problem: Option<Problem>,
}

/// Settings under one heading.
#[derive(Clone, Debug)]
pub struct SettingGroup {
    /// The id of the heading.
    pub id: &'static str,
    pub heading: String,
    /// A sentence above the fields; may be empty.
    pub hint: String,
    pub fields: Vec<SettingField>,
}

/// A setting in the form.
#[derive(Clone, Debug)]
pub struct SettingField {
    /// The key, which is also the field's name and id.
    pub key: &'static str,
    pub label: String,
    /// An explanation of the value; may be empty.
    pub hint: String,
    /// How the value is written.
    pub input: Input,
    /// The value as it is written in the field; of a box `true` or `false`.
    pub value: String,
    /// Where the value comes from.
    pub origin: Option<String>,
    /// The page cannot change it.
    pub pinned: bool,
    /// It was set here and can be reset.
    pub set_here: bool,
}

/// How a value is written in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line of text.
    Line,
    /// A language tag.
    Language,
    /// The name of a time zone.
    Zone,
    /// A whole number, or nothing.
    Number,
    /// Several lines of text.
    Text,
    /// Links, one per line.
    Links,
    /// A box to tick.
    Switch,
    /// Whether comments are accepted.
    CommentMode,
    /// The content of feeds.
    FeedContent,
    /// Several texts, one per line.
    Lines,
}

impl Input {
    /// The rows of the text field; none for a single line.
    pub fn rows(self) -> Option<u8> {
        match self {
            Input::Text => Some(8),
            Input::Links => Some(4),
            Input::Lines => Some(2),
            _ => None,
        }
    }

    /// The list of proposals, if there is one.
    pub fn list(self) -> Option<&'static str> {
        match self {
            Input::Language => Some("languages"),
            Input::Zone => Some("zones"),
            _ => None,
        }
    }
}
