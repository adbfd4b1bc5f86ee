//! The desk: lists of comments on one side, the open one with all that is needed to decide on it on
//! the other.

pub mod bans;
pub mod batches;
pub mod dashboard;
pub mod item;
pub mod refused;
pub mod reviews;
pub mod rules;
pub mod sections;

use askama::Template;

use crate::error::FieldError;
use crate::web::view::{Moment, Site};

/// Who is signed in, and where; on every page of the desk.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The name in the corner.
    pub name: String,
    /// The role as a word: "moderator".
    pub role: String,
    /// The session's CSRF token, hidden in every form.
    pub csrf: String,
    /// Comments that wait, shown beside "Comments".
    pub waiting: i64,
    /// Whose mail is refused, as far as it is theirs to know: oneself, and for admins everybody.
    pub refused: Vec<RefusedMail>,
    /// Which entry of the navigation is the present page.
    pub here: Here,
}

/// A member of the staff whose address the mail server refuses.
#[derive(Clone, Debug)]
pub struct RefusedMail {
    /// The account's number.
    pub account: i64,
    /// The name; none for oneself.
    pub name: Option<String>,
}

/// The entries of the desk's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// `/desk`
    Comments,
    /// `/desk/dashboard`
    Dashboard,
    /// `/desk/bans`
    Bans,
    /// `/desk/account`
    Account,
    /// `/desk/rules` and `/desk/policies`; for editors.
    Rules,
    /// None of them.
    Elsewhere,
}

/// `GET /desk` and `GET /desk/comments/{id}`: a list, and one comment of it.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/screen.html")]
pub struct Screen<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The lists with their counts, one of them current.
    pub tabs: Vec<Tab>,
    /// What readers ask for, with counts.
    pub asks: Vec<Tab>,
    /// The list that is asked for, as the form shows it.
    pub filters: Filters,
    /// The same as a query: `status=pending&section=harbour`.
    pub query: String,
    /// Whether this is the list of those that wait, in which new ones arrive.
    pub waiting_list: bool,
    /// Articles under the surge guard.
    pub guards: Vec<Guard>,
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
    /// A comment was asked for, and not only a list: on a narrow screen it is what is seen.
    pub opened: bool,
    /// What the last action did.
    pub notice: Option<Notice>,
}

/// An article under the surge guard.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The article.
    pub article: i64,
    /// Its headline.
    pub title: String,
    /// What waits under it.
    pub list_href: String,
    /// What is done, in a sentence.
    pub does: &'static str,
    /// What jumped, and what is usual.
    pub why: String,
    /// Since when.
    pub since: Moment,
    /// How long that is: "5 minutes".
    pub age: String,
    /// When it ends if it stays calm until then.
    pub until: Moment,
    /// Whoever looks may end it.
    pub may_end: bool,
}

/// A list that can be chosen.
#[derive(Clone, Debug)]
pub struct Tab {
    /// For the script, which keeps the count true: `pending`.
    pub key: &'static str,
    /// In words: "Pending".
    pub label: String,
    /// How many are in it.
    pub count: i64,
    /// Where it is.
    pub href: String,
    /// The list on this page.
    pub current: bool,
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
    /// The view on this page, if whoever looks may remove it.
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
    /// The orders and their names.
    pub fn orders(&self) -> [(&'static str, &'static str); 3] {
        [("oldest", "Oldest first"), ("newest", "Newest first"), ("score", "Most like spam first")]
    }
}

/// What the last action did, and how to take it back.
#[derive(Clone, Debug)]
pub struct Notice {
    /// In words of ours.
    pub words: &'static str,
    /// What the button "Undo" takes back.
    pub undo: Option<Undo>,
}

/// A decision, or an answer to a review, that can be taken back.
#[derive(Clone, Copy, Debug)]
pub struct Undo {
    /// The comment, or the review.
    pub id: i64,
    /// The version that the comment has since.
    pub version: i64,
}

/// Rows of a list, as a part of the page and alone.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/rows.html")]
pub struct Rows {
    /// The rows in their order.
    pub rows: Vec<Row>,
}

/// A comment in a list of the desk.
#[derive(Clone, Debug)]
pub struct Row {
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
    /// The colleague who looks at it now.
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

/// A key of the keyboard and what it does, unless it was changed.
pub struct Key {
    /// Stable, for the script: `approve`.
    pub does: &'static str,
    /// The key.
    pub key: &'static str,
    /// In words.
    pub words: &'static str,
}

/// Every key of the screen.
pub const KEYS: [Key; 11] = [
    Key { does: "next", key: "j", words: "Next comment" },
    Key { does: "previous", key: "k", words: "Comment before" },
    Key { does: "approve", key: "a", words: "Approve" },
    Key { does: "reject", key: "r", words: "Reject, then a digit for the reason" },
    Key { does: "spam", key: "s", words: "Spam" },
    Key { does: "delete", key: "d", words: "Delete; once more to confirm" },
    Key { does: "undo", key: "u", words: "Take the last decision back" },
    Key { does: "edit", key: "e", words: "Edit the text" },
    Key { does: "select", key: "x", words: "Select for a decision about several" },
    Key { does: "search", key: "/", words: "Search" },
    Key { does: "help", key: "?", words: "These keys" },
];

/// `GET /desk/keys`: switches the keys off or changes them, in this browser.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/keys_page.html")]
pub struct KeysPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
}
