//! The page of a list: its tabs, filters and rows, and the open comment beside them.

use askama::Template;

use crate::clock::Zone;
use crate::desk::layout::{Notice, Staff, Tab};
use crate::desk::surges::view::SurgeGuard;
use crate::error::FieldError;
use crate::screening::reasons::Code;
use crate::web::view::{Moment, Site};

/// `GET /desk` and `GET /desk/comments/{id}`: a list, and one comment of it.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/queue/screen.html")]
pub struct Screen<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The lists with their counts, one of them current.
    pub tabs: Vec<Tab>,
    /// Open flags, appeals and edits, with counts.
    pub review_tabs: Vec<Tab>,
    /// The filter of the list, as the form shows it.
    pub filters: Filters,
    /// The same as a query: `status=pending&section=harbour`.
    pub query: String,
    /// Whether this is the list of those that wait, in which new ones arrive.
    pub waiting_list: bool,
    /// Articles under the surge guard.
    pub guards: Vec<SurgeGuard>,
    /// The age of the oldest that waits: "3 hours"; none when nothing waits.
    pub oldest: Option<String>,
    /// The highest number of a comment so far; what is above it is new.
    pub newest: i64,
    /// The rows, as [`Rows`] renders them.
    pub rows: String,
    /// Where the list goes on.
    pub more: Option<String>,
    /// The open comment, as `ItemPane` renders it.
    pub item: Option<String>,
    /// The address names a comment: a narrow screen shows it instead of the list.
    pub opened: bool,
    /// What the last action did.
    pub notice: Option<Notice>,
}

/// What narrows the list, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Each that is set, besides status and order, in words.
    pub set: Vec<String>,
    /// Faults in them.
    pub errors: Vec<FieldError>,
    /// Name and address of each saved view, and whether it is the list on this page.
    pub views: Vec<(String, String, bool)>,
    /// The view on this page, if the signed-in member may remove it.
    pub removable: Option<(i64, String)>,
    /// The list: `pending`.
    pub status: &'static str,
    /// Words in text or name.
    pub q: String,
    /// A section's slug.
    pub section: String,
    /// Slug and name of each section.
    pub sections: Vec<(String, String)>,
    /// `oldest`, `newest` or `score`.
    pub order: &'static str,
    /// A date.
    pub since: String,
    /// A date.
    pub until: String,
    /// Three letters.
    pub language: String,
    /// A code: `links`.
    pub reason: String,
    /// 0 to 1.
    pub score_from: String,
    /// 0 to 1.
    pub score_to: String,
    /// Those that have no field of their own: name, the condition in words, and value.
    pub kept: Vec<(&'static str, String, String)>,
}

impl Filters {
    /// The reasons by which comments can be listed, for the field to propose.
    pub fn reason_codes(&self) -> Vec<&'static str> {
        Code::ALL.into_iter().filter(|code| code.is_listed()).map(Code::name).collect()
    }

    /// The orders and their names.
    pub fn orders(&self) -> [(&'static str, &'static str); 3] {
        [
            ("oldest", "Oldest first"),
            ("newest", "Newest first"),
            ("score", "Highest spam score first"),
        ]
    }
}

/// Rows of a list, as a part of the page and alone.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/queue/rows.html")]
pub struct Rows {
    /// The zone of their times.
    pub zone: Zone,
    /// The filter has not learned enough for its scores to be probabilities.
    pub unlearned: bool,
    /// The rows in their order.
    pub rows: Vec<QueueRow>,
}

/// A comment in a list of the desk.
#[derive(Clone, Debug)]
pub struct QueueRow {
    /// Its number.
    pub id: i64,
    /// The version that is shown.
    pub version: i64,
    /// Where it is opened beside its list.
    pub href: String,
    /// It is open.
    pub current: bool,
    /// The status as a word: `pending`.
    pub status: String,
    /// Its status is that of the whole list, and need not be said.
    pub in_its_list: bool,
    /// The reader's name.
    pub name: String,
    /// Whom it answers.
    pub reply_to: Option<String>,
    /// When it was posted.
    pub posted: Moment,
    /// How long ago that is: "3 h".
    pub age: String,
    /// Its first lines as plain text.
    pub excerpt: String,
    /// The colleague who has claimed it.
    pub looking: Option<String>,
    /// How much it looks like spam, in percent.
    pub score: Option<u8>,
    /// Why it is held, in a word or two each.
    pub reasons: Vec<String>,
    /// Its article is under the surge guard.
    pub guarded: bool,
    /// The headline of the article it stands under.
    pub article_title: String,
}
