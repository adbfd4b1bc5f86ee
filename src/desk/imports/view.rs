//! `/desk/imports`: what was uploaded and imported, a form for more, and the page of one upload.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// The lists, and the form.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/imports/imports.html")]
pub struct ImportsPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The newest uploads.
    pub uploads: Vec<UploadRow>,
    /// All imports, the newest first.
    pub imports: Vec<ImportRow>,
    /// The systems, by their values in the form.
    pub systems: Vec<(&'static str, &'static str)>,
    /// Gigabytes of an upload.
    pub gigabytes: u64,
    pub form: ImportDraft,
    /// The notice about the last action.
    pub done: Option<Message>,
    /// Faults of fields, shown beside them.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// An upload in the list.
#[derive(Clone, Debug)]
pub struct UploadRow {
    pub id: i64,
    /// The system: "WordPress".
    pub system: String,
    /// The names of its files.
    pub files: String,
    pub state: Message,
    /// When it was uploaded.
    pub at: Moment,
}

/// An import in the list.
#[derive(Clone, Debug)]
pub struct ImportRow {
    pub number: String,
    pub system: String,
    /// The address of the site.
    pub site: String,
    pub state: Message,
    /// When it began.
    pub at: Moment,
    /// The counts of what it made: "12 articles, 40 comments".
    pub made: String,
    /// Whether it can be undone.
    pub can_undo: bool,
}

/// The values in the form.
#[derive(Clone, Debug, Default)]
pub struct ImportDraft {
    pub system: String,
    /// The treatment of comments of pages that are no articles here.
    pub unmatched: String,
    /// New addresses.
    pub map: String,
    /// Whether the filter learns.
    pub teach: bool,
}

impl ImportDraft {
    /// Sets the value of a field of the form. Others are ignored.
    pub fn set(&mut self, field: &str, text: String) {
        match field {
            "system" => self.system = text,
            "unmatched" => self.unmatched = text,
            "map" => self.map = text,
            "teach" => self.teach = text == "on",
            _ => {}
        }
    }

    /// The fields with their values.
    pub fn fields(&self) -> Vec<(String, String)> {
        let teach = if self.teach { "on" } else { "" };
        [
            ("system", self.system.as_str()),
            ("unmatched", &self.unmatched),
            ("map", &self.map),
            ("teach", teach),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }
}

/// One upload: its progress, its plan or its result.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/imports/upload.html")]
pub struct UploadPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    pub id: i64,
    pub system: String,
    /// The names of its files.
    pub files: String,
    pub state: Message,
    /// Whether a job is at work on it.
    pub is_running: bool,
    /// Items that are stored, and all of them; none while they are read.
    pub progress: Option<(i64, i64)>,
    /// Items that have been read.
    pub read: i64,
    /// Why it was refused; empty otherwise.
    pub faults: Vec<Message>,
    /// Whether the report is a plan.
    pub is_plan: bool,
    /// The plan, or what was made.
    pub report: Option<ReportView>,
    /// Whether it can be imported now.
    pub can_apply: bool,
    /// Whether it can be discarded.
    pub can_discard: bool,
    /// Faults of the last action.
    pub errors: Vec<FieldError>,
    /// Why the last action was refused.
    pub problem: Option<Problem>,
}

/// A plan, or what was made.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// Counts of what is made.
    pub made: String,
    /// Counts of what is there already.
    pub matched: String,
    /// State there, state here, count.
    pub states: Vec<(String, String, String)>,
    /// The pages of the source.
    pub pages: PagesView,
    /// The repaired items, and those that were left out.
    pub remarks: Vec<RemarksView>,
}

/// The pages of the source under which comments stand.
#[derive(Clone, Debug)]
pub struct PagesView {
    /// How many there are.
    pub count: usize,
    /// The same as a text.
    pub total: String,
    /// The first ones: the page, and its article.
    pub lines: Vec<(String, String)>,
}

/// Remarks by their reasons.
#[derive(Clone, Debug)]
pub struct RemarksView {
    pub heading: Message,
    /// How many items.
    pub total: String,
    /// The most frequent first.
    pub reasons: Vec<ReasonView>,
}

/// Items with one reason.
#[derive(Clone, Debug)]
pub struct ReasonView {
    /// How many.
    pub count: String,
    pub why: Message,
    /// The first items: what, and where.
    pub examples: Vec<(String, String)>,
    /// How many more there are.
    pub more: Option<Message>,
}
