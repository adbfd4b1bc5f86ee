//! `/desk/log`: the log, newest first.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::i18n::Html;
use crate::web::view::{Link, Moment, Problem, Site};

/// A part of the log.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/log/log.html")]
#[allow(missing_docs, reason = "the names say all")]
pub struct LogPage<'a> {
    pub site: &'a Site,
    /// The signed-in editor.
    pub staff: Staff,
    /// The filter as it was written.
    pub filter: LogDraft,
    /// The people to choose from: id, name, and whether it is chosen.
    pub people: Vec<(i64, String, bool)>,
    /// The kinds to choose from: name, words, and whether it is chosen.
    pub kinds: Vec<(&'static str, String, bool)>,
    pub lines: Vec<LogRow>,
    /// The address of the next part.
    pub older: Option<String>,
    /// The address of the same lines in the API.
    pub api_href: String,
    /// Faults of the filter.
    pub errors: Vec<FieldError>,
    /// The fault of the whole filter.
    pub problem: Option<Problem>,
}

/// The filter as it was written.
#[derive(Clone, Debug, Default)]
pub struct LogDraft {
    /// The number of a comment.
    pub comment: String,
    /// The earliest time.
    pub since: String,
    /// The time before which.
    pub until: String,
    /// Any of the conditions is set.
    pub is_set: bool,
}

/// A line of the log.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct LogRow {
    /// The number, which `rejoinder audit verify` names.
    pub id: i64,
    pub at: Moment,
    /// The sentence, with a link to the person's lines.
    pub sentence: Html,
    /// A link to its subject.
    pub objects: Vec<Link>,
    /// The reason of a decision.
    pub reason: Option<String>,
    /// A slug or a value: `town-hall`, `site.title = "The Quay"`.
    pub code: Option<String>,
    /// A note in free text.
    pub note: Option<String>,
}
