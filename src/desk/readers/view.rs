//! `/desk/readers/{author}`: a reader's comments, ban or trust, and note.

use askama::Template;

use crate::desk::item::view::OtherComment;
use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// `GET /desk/readers/{author}`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/readers/reader.html")]
pub struct ReaderPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The reader's key.
    pub key: String,
    /// The name of the latest comment.
    pub name: String,
    /// The address as moderators see it.
    pub masked_email: Option<String>,
    /// How many spellings of the address the reader has used.
    pub spellings: i64,
    /// When the reader first posted.
    pub first_seen: Moment,
    /// The number of the comment from which the page was opened; empty without one.
    pub from: String,
    /// That comment's page.
    pub back: Option<String>,
    /// Comments by status, with links to the lists.
    pub counts: Vec<StatusCount>,
    /// The number of pending comments.
    pub waiting: i64,
    /// The ban or the trust that is in force.
    pub ban: Option<BanLine>,
    /// The other effects that can be set.
    pub choices: Vec<EffectChoice>,
    /// The reason as it was entered.
    pub reason: String,
    /// The note, or the text of a refused form.
    pub text: String,
    /// The last writer of the note, and the time.
    pub written: Option<(String, Moment)>,
    /// Whether the member may export and erase what is stored.
    pub may_erase: bool,
    /// Whether the form for erasing has the deletion of the texts chosen.
    pub remove: bool,
    /// The latest comments.
    pub latest: Vec<OtherComment>,
    /// The list of all.
    pub all_href: String,
    /// The notice about the last action.
    pub done: Option<Message>,
    /// The batch that it began.
    pub batch_href: Option<String>,
    /// Faults of fields, shown beside them.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// How many comments have a status.
#[derive(Clone, Debug)]
pub struct StatusCount {
    /// The status as a word.
    pub status: &'static str,
    /// How many.
    pub count: i64,
    /// The list of them.
    pub href: String,
}

/// A ban, or trust, that is in force.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct BanLine {
    /// `reject`, `hold` or `trust`, for its colour.
    pub effect: &'static str,
    /// The label.
    pub words: Message,
    pub reason: String,
    /// The account that set it.
    pub who: String,
    pub since: Moment,
    /// When it ends by itself.
    pub ends: Option<Moment>,
}

/// A button that changes what is in force.
#[derive(Clone, Debug)]
pub struct EffectChoice {
    /// `reject`, `hold`, `trust` or `lift`.
    pub value: &'static str,
    /// The words on it.
    pub label: Message,
}
