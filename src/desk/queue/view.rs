//! The page of a list: its tabs, filters and rows, and the open comment beside them.

use std::borrow::Cow;

use askama::Template;

use crate::desk::item::view::ReasonChoice;
use crate::desk::layout::{Notice, Staff, Tab};
use crate::desk::surges::view::SurgeGuard;
use crate::desk::words::list_name;
use crate::error::FieldError;
use crate::i18n::{Html, Message, Words};
use crate::screening::reasons::Code;
use crate::status::Status;
use crate::web::view::{Moment, Site};

/// `GET /desk` and `GET /desk/comments/{id}`: a list, and one comment of it.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/queue/screen.html")]
pub struct Screen<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The lists with their counts, one of them current.
    pub tabs: Vec<Tab>,
    /// Open flags, appeals and edits, with counts.
    pub review_tabs: Vec<Tab>,
    /// The conditions in the form.
    pub filters: Filters,
    /// The list as a query: `status=pending&section=harbour`.
    pub query: String,
    /// Whether this is the list of pending comments, to which new ones are added.
    pub waiting_list: bool,
    /// Articles under the surge guard.
    pub guards: Vec<SurgeGuard>,
    /// The age of the oldest pending comment: "3 hours"; None if the list is not that of all pending
    /// comments.
    pub oldest: Option<Message>,
    /// The filter has not learned enough for its scores to be probabilities.
    pub unlearned: bool,
    /// The reasons to reject the selected comments.
    pub rejections: Vec<ReasonChoice>,
    /// The highest id of a comment; comments with a higher one are new.
    pub newest: i64,
    /// The rows, as [`Rows`] renders them.
    pub rows: String,
    /// The address of the next part of the list.
    pub more: Option<String>,
    /// The comment whose reference was searched for.
    pub referenced: Option<ReferencedComment>,
    /// The same search in the other lists, if this one is empty: links to those that have a match.
    pub elsewhere: Option<Html>,
    /// The open comment, as `ItemPane` renders it.
    pub item: Option<String>,
    /// Whether the address names the open comment. Narrow screens then show it instead of the list.
    pub opened: bool,
    /// The notice about the last action.
    pub notice: Option<Notice>,
}

impl Screen<'_> {
    /// The text of an empty list with filters.
    fn none_match(&self) -> Cow<'_, str> {
        let words = &self.site.words;
        match Status::ALL.into_iter().find(|status| status.name() == self.filters.status) {
            None => words.none_match(),
            Some(Status::Pending) => words.none_match_pending(),
            Some(Status::Approved) => words.none_match_approved(),
            Some(Status::Rejected) => words.none_match_rejected(),
            Some(Status::Spam) => words.none_match_spam(),
            Some(Status::Deleted) => words.none_match_deleted(),
        }
    }
}

/// A comment that a search names by its reference.
#[derive(Clone, Debug)]
pub struct ReferencedComment {
    /// The reference: `C-30`.
    pub reference: String,
    /// The address that opens it beside the list.
    pub href: String,
    /// The reader's name.
    pub name: String,
    /// The status as a word: `pending`.
    pub status: &'static str,
}

/// The conditions of the list as they were entered.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// The conditions in words, without status and order.
    pub set: Vec<String>,
    /// Faults of the conditions.
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
    /// Conditions without a field in the form: name, condition in words, and value.
    pub kept: Vec<(&'static str, String, String)>,
}

impl Filters {
    /// The codes of reasons that the field proposes.
    pub fn reason_codes(&self) -> Vec<&'static str> {
        Code::ALL.into_iter().filter(|code| code.is_listed()).map(Code::name).collect()
    }

    /// The statuses and their names.
    pub fn statuses<'a>(&self, words: &'a Words) -> [(&'static str, Cow<'a, str>); 5] {
        Status::ALL.map(|status| (status.name(), list_name(words, status)))
    }

    /// The orders and their names.
    pub fn orders<'a>(&self, words: &'a Words) -> [(&'static str, Cow<'a, str>); 3] {
        [
            ("oldest", words.order_oldest()),
            ("newest", words.order_newest()),
            ("score", words.order_score()),
        ]
    }
}

/// Rows of a list, as a part of the page and alone.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/queue/rows.html")]
pub struct Rows {
    /// The language and the zone of their times.
    pub site: Site,
    /// The rows in their order.
    pub rows: Vec<QueueRow>,
}

/// A comment in a list of the desk.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct QueueRow {
    pub id: i64,
    /// The version that is shown.
    pub version: i64,
    /// The address that opens it beside its list.
    pub href: String,
    /// Whether it is open.
    pub current: bool,
    /// The status as a word: `pending`.
    pub status: String,
    /// All comments of the list have this status, so it is not shown.
    pub in_its_list: bool,
    /// The reader's name.
    pub name: String,
    /// The name of the author of the parent.
    pub reply_to: Option<String>,
    pub posted: Moment,
    /// The time since then: "3 h".
    pub age: Message,
    /// The beginning of its text as plain text.
    pub excerpt: String,
    /// The colleague who has claimed it.
    pub looking: Option<String>,
    /// The score in percent.
    pub score: Option<u8>,
    /// The reasons, in a word or two each.
    pub reasons: Vec<String>,
    /// Its article is under the surge guard.
    pub guarded: bool,
    /// The headline of the article it stands under.
    pub article_title: String,
}
