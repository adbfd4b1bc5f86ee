//! `/desk/reviews…`: what readers ask for, as a list and one at a time.

use askama::Template;

use crate::desk::layout::{Notice, Staff, Tab};
use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

/// Open reviews of one kind, oldest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/reviews/reviews.html")]
pub struct ReviewsPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The kinds with their counts, one of them current.
    pub tabs: Vec<Tab>,
    /// The kind in addresses and counts: `flags`.
    pub kind: &'static str,
    /// The kind: "Flags".
    pub title: &'static str,
    /// One sentence about this kind of review.
    pub about: &'static str,
    /// The slug of the section that the list is filtered by; empty for all.
    pub section: String,
    /// Slug and name of each section.
    pub sections: Vec<(String, String)>,
    /// The reviews of one's own sections in their order; all of them where no section has
    /// moderators of its own.
    pub rows: Vec<ReviewRow>,
    /// The reviews of colleagues' sections.
    pub elsewhere: Vec<ReviewRow>,
    /// Where the list goes on.
    pub more: Option<String>,
    /// What the last answer did.
    pub notice: Option<Notice>,
}

/// A review in the list.
#[derive(Clone, Debug)]
pub struct ReviewRow {
    /// Its number.
    pub id: i64,
    /// Its page.
    pub href: String,
    /// The name over the comment.
    pub name: String,
    /// The comment's status as a word.
    pub status: &'static str,
    /// The comment's first lines as plain text.
    pub excerpt: String,
    /// The headline of its article.
    pub article_title: String,
    /// Since when it is open.
    pub since: Moment,
    /// How long that is: "3 hours".
    pub age: String,
    /// Of readers' flags how much they weigh together: "1.5".
    pub weight: Option<String>,
    /// Of flags their reasons, each with how often: "Abuse ×2", or "By a rule".
    pub reasons: Vec<String>,
}

/// One review with all that helps to answer it.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/reviews/review.html")]
pub struct ReviewPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The kinds with their counts, one of them current.
    pub tabs: Vec<Tab>,
    /// Its number.
    pub id: i64,
    /// What it is: "Flags on a comment of Ann".
    pub title: String,
    /// Since when it is open.
    pub since: Moment,
    /// The list that it was opened from.
    pub list_href: String,
    /// The name of the list: "Flags".
    pub list: &'static str,
    /// The one before it in the list.
    pub before: Option<String>,
    /// The one after it.
    pub after: Option<String>,
    /// The section that the list is of, by its slug; empty for all.
    pub section: String,
    /// The comment it is about.
    pub comment: ReviewedComment,
    /// Of flags how much they weigh together: "1.5".
    pub weight: Option<String>,
    /// The flags, oldest first.
    pub flags: Vec<FlagLine>,
    /// The author's words in an appeal.
    pub appeal: Option<String>,
    /// The decision that an appeal is about.
    pub decision: Option<DecisionSummary>,
    /// What an edit changes, piece by piece.
    pub changes: Vec<Piece>,
    /// The new text of an edit as sanitized HTML.
    pub new_html: Option<String>,
    /// What screening found: in the new text of an edit, or of flags the rules that opened the
    /// review.
    pub found: Vec<String>,
    /// The buttons; None once it is answered.
    pub answers: Option<Answers>,
    /// The signed-in moderator decided about the comment, and another one must answer.
    pub own_decision: bool,
    /// The signed-in moderator decided about the comment, and there is no other.
    pub own_and_alone: bool,
    /// How it was answered: "Ann has upheld this".
    pub answered: Option<String>,
    /// The note as it was written, when the answer was not taken.
    pub note: String,
    /// The answer can be taken back.
    pub can_undo: bool,
    /// What the last answer, to another review, did.
    pub notice: Option<Notice>,
    /// Faults in what was sent.
    pub errors: Vec<FieldError>,
    /// Why it was not answered: somebody was faster, or must be somebody else.
    pub problem: Option<Problem>,
}

/// The comment that a review is about, as it is now.
#[derive(Clone, Debug)]
pub struct ReviewedComment {
    /// Its page at the desk.
    pub href: String,
    /// The version that an answer is about.
    pub version: i64,
    /// The status as a word.
    pub status: &'static str,
    /// The name over it.
    pub name: String,
    /// What is known of its reader.
    pub record: String,
    /// When it was posted.
    pub posted: Moment,
    /// The text as sanitized HTML.
    pub html: String,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
}

/// One flag.
#[derive(Clone, Debug)]
pub struct FlagLine {
    /// The reason as readers choose it.
    pub reason: String,
    /// The reader's own words.
    pub words: Option<String>,
    /// What it weighs: "0.5".
    pub weight: String,
    /// It was sent after the flags before it had been dismissed.
    pub late: bool,
    /// When it was sent.
    pub at: Moment,
}

/// A decision about a comment.
#[derive(Clone, Debug)]
pub struct DecisionSummary {
    /// Who made it: a name, or "Screening".
    pub who: String,
    /// What was done, as a word: "rejected".
    pub what: &'static str,
    /// When.
    pub at: Moment,
    /// Why, in words.
    pub reason: Option<String>,
    /// The note for colleagues.
    pub note: Option<String>,
    /// The message to the author.
    pub to_author: Option<String>,
}

/// A piece of a text that is compared with another.
#[derive(Clone, Debug)]
pub enum Piece {
    /// It stands in both.
    Same(String),
    /// It stands in the old one only.
    Removed(String),
    /// It stands in the new one only.
    Added(String),
}

/// The two answers in the words of the kind.
#[derive(Clone, Copy, Debug)]
pub struct Answers {
    /// Readers have, or keep, the text that it is about.
    pub publish: Button,
    /// They do not.
    pub refuse: Button,
    /// The refusal takes something from readers that they have.
    pub grave: bool,
}

/// One answer.
#[derive(Clone, Copy, Debug)]
pub struct Button {
    /// `uphold` or `dismiss`.
    pub value: &'static str,
    /// In words.
    pub label: &'static str,
}

/// What the keys of the queue do here, in the words of this page; the rest of them rest.
pub const KEYS: [(&str, &str); 6] = [
    ("next", "Next one"),
    ("previous", "The one before"),
    ("approve", "Publish or keep the text"),
    ("reject", "Remove or refuse the text"),
    ("undo", "Undo the last answer"),
    ("help", "These keys"),
];

/// The key that does it, unless it was changed.
pub fn key(does: &str) -> &'static str {
    crate::desk::keys::KEYS.iter().find(|key| key.does == does).map_or("", |key| key.key)
}
