//! `/desk/batches/…`: a decision about many comments, before it is made and while it is carried out.

use askama::Template;

use crate::desk::item::view::ReasonChoice;
use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// Decides about every comment of a list.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/batches/new_batch.html")]
pub struct NewBatchPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// How many comments the list has now.
    pub count: i64,
    /// The list, as a query.
    pub query: String,
    /// Its address.
    pub list_href: String,
    /// The status that all its comments have, if they have one.
    pub status: Option<&'static str>,
    /// The reasons to reject them.
    pub rejections: Vec<ReasonChoice>,
    /// The name of the reason that was chosen; empty for none.
    pub chosen: String,
    /// The message to the authors as it was entered.
    pub to_author: String,
    /// The note as it was entered.
    pub note: String,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// Why the batch was refused: the count has changed.
    pub problem: Option<Problem>,
}

impl NewBatchPage<'_> {
    /// Whether the decision that gives `status` changes any comment of the list.
    pub fn changes(&self, status: &str) -> bool {
        self.status != Some(status)
    }
}

/// The progress of a batch.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/batches/batch.html")]
#[allow(missing_docs, reason = "the names say all")]
pub struct BatchPage<'a> {
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    pub id: i64,
    /// The same as a text.
    pub number: String,
    /// Its decision: "Approve".
    pub what: String,
    pub reason: Option<Message>,
    /// The account that began it.
    pub who: String,
    pub at: Moment,
    /// The number of its comments.
    pub total: i64,
    /// The number of changed comments.
    pub done: i64,
    /// The number of unchanged comments.
    pub skipped: i64,
    pub running: bool,
    /// The error with which the batch failed.
    pub failed: Option<String>,
    /// Whether it can be undone.
    pub can_undo: bool,
    pub undone_by: Option<i64>,
    /// The list from which it was begun, as a query.
    pub back: String,
    /// The address of that list.
    pub list_href: String,
    /// Always empty, because the page has no fields.
    pub errors: Vec<FieldError>,
    /// Why the undo was refused.
    pub problem: Option<Problem>,
}
