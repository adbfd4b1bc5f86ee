//! `/desk/batches/…`: a decision about many comments, before it is made and while it is worked off.

use askama::Template;

use crate::desk::item::view::ReasonChoice;
use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

/// Decides about every comment of a list.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/batches/new_batch.html")]
pub struct NewBatchPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// How many comments the list has now.
    pub count: i64,
    /// The list, as a query.
    pub query: String,
    /// Where it is.
    pub list_href: String,
    /// The status that all its comments have, if they have one.
    pub status: Option<&'static str>,
    /// The reasons to reject them.
    pub rejections: Vec<ReasonChoice>,
    /// The name of the reason that was chosen; empty for none.
    pub chosen: String,
    /// The words to the authors as they were written.
    pub to_author: String,
    /// The note as it was written.
    pub note: String,
    /// Faults in what was sent.
    pub errors: Vec<FieldError>,
    /// Why it was not begun: the count has changed.
    pub problem: Option<Problem>,
}

impl NewBatchPage<'_> {
    /// Whether the decision that gives `status` changes any comment of the list.
    pub fn changes(&self, status: &str) -> bool {
        self.status != Some(status)
    }
}

/// How far a batch is.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/batches/batch.html")]
pub struct BatchPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// Its number.
    pub id: i64,
    /// What it does: "Approve".
    pub what: String,
    /// Why.
    pub reason: Option<String>,
    /// Who began it.
    pub who: String,
    /// When.
    pub at: Moment,
    /// How many comments were meant.
    pub total: i64,
    /// How many it has changed.
    pub done: i64,
    /// How many it has left as they were.
    pub skipped: i64,
    /// It goes on.
    pub running: bool,
    /// Why it was given up.
    pub failed: Option<String>,
    /// It can be taken back.
    pub can_undo: bool,
    /// The batch that has taken it back.
    pub undone_by: Option<i64>,
    /// The list that it was begun from, as a query.
    pub back: String,
    /// Where that is.
    pub list_href: String,
    /// Faults in a field; there is none to fill in.
    pub errors: Vec<FieldError>,
    /// Why it was not taken back.
    pub problem: Option<Problem>,
}
