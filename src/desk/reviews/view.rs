//! `/desk/reviews…`: open reviews as a list and one at a time.

#![allow(missing_docs, reason = "most fields say all by their names")]

use std::borrow::Cow;

use askama::Template;

use crate::desk::layout::{Notice, Staff, Tab};
use crate::error::FieldError;
use crate::i18n::{Html, Message, Words};
use crate::web::view::{Moment, Problem, Site};

/// Open reviews of one kind, oldest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/reviews/reviews.html")]
pub struct ReviewsPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The kinds with their counts, one of them current.
    pub tabs: Vec<Tab>,
    /// The kind in addresses and counts: `flags`.
    pub kind: &'static str,
    /// The kind: "Flags".
    pub title: String,
    /// One sentence about this kind of review.
    pub about: String,
    /// The slug of the section that the list is filtered by; empty for all.
    pub section: String,
    /// Slug and name of each section.
    pub sections: Vec<(String, String)>,
    /// The reviews of the member's own sections in their order; all of them if no section has
    /// moderators.
    pub rows: Vec<ReviewRow>,
    /// The reviews of colleagues' sections.
    pub elsewhere: Vec<ReviewRow>,
    /// The address of the next part of the list.
    pub more: Option<String>,
    /// The notice about the last answer.
    pub notice: Option<Notice>,
}

/// A review in the list.
#[derive(Clone, Debug)]
pub struct ReviewRow {
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
    /// When it was opened.
    pub since: Moment,
    /// The time since then: "3 hours".
    pub age: Message,
    /// The total weight of flags in tenths.
    pub weight: Option<i64>,
    /// The reasons of flags with their counts: "Abuse ×2", or "By a rule".
    pub reasons: Vec<String>,
}

/// One review in its context.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/reviews/review.html")]
pub struct ReviewPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The kinds with their counts, one of them current.
    pub tabs: Vec<Tab>,
    pub id: i64,
    /// The heading: "Flags on a comment of Ann".
    pub title: String,
    /// When it was opened.
    pub since: Moment,
    /// The list that it was opened from.
    pub list_href: String,
    /// The name of the list: "Flags".
    pub list: String,
    /// The link to it: "All flags".
    pub list_all: String,
    /// The previous review of the list.
    pub before: Option<String>,
    /// The next review of the list.
    pub after: Option<String>,
    /// The section that the list is of, by its slug; empty for all.
    pub section: String,
    /// The comment it is about.
    pub comment: ReviewedComment,
    /// The total weight of flags in tenths.
    pub weight: Option<i64>,
    /// The flags, oldest first.
    pub flags: Vec<FlagLine>,
    /// The author's words in an appeal.
    pub appeal: Option<String>,
    /// The decision that an appeal is about.
    pub decision: Option<DecisionSummary>,
    /// The changes of an edit, piece by piece.
    pub changes: Vec<Piece>,
    /// The new text of an edit as sanitized HTML.
    pub new_html: Option<String>,
    /// The findings of screening: in the new text of an edit, or of flags the rules that opened the
    /// review.
    pub found: Vec<String>,
    /// The buttons; None once it is answered.
    pub answers: Option<Answers>,
    /// The signed-in moderator decided about the comment, and another one must answer.
    pub own_decision: bool,
    /// The signed-in moderator decided about the comment, and there is no other.
    pub own_and_alone: bool,
    /// The answer in words: "Ann has upheld this".
    pub answered: Option<String>,
    /// The note of a refused answer.
    pub note: String,
    /// Whether the answer can be undone.
    pub can_undo: bool,
    /// The notice about the last answer, which was to another review.
    pub notice: Option<Notice>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// Why the answer was refused: a colleague was faster, or another moderator must answer.
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
    pub name: String,
    /// The record of its reader, in words.
    pub record: String,
    pub posted: Moment,
    /// The text as sanitized HTML.
    pub html: String,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
}

/// A flag of the review, with the reader's words and its weight.
#[derive(Clone, Debug)]
pub struct FlagLine {
    /// The reason as readers choose it.
    pub reason: Message,
    /// The reader's explanation.
    pub words: Option<String>,
    /// Its weight in tenths.
    pub weight: i64,
    /// Whether it was sent after the earlier flags were dismissed.
    pub late: bool,
    /// When it was sent.
    pub at: Moment,
}

/// A decision about a comment.
#[derive(Clone, Debug)]
pub struct DecisionSummary {
    /// The sentence: "Ann rejected it".
    pub says: Html,
    pub at: Moment,
    /// The reason in words.
    pub reason: Option<String>,
    /// The note for colleagues.
    pub note: Option<String>,
    /// The message to the author.
    pub to_author: Option<String>,
}

/// A piece of a text that is compared with another.
#[derive(Clone, Debug)]
pub enum Piece {
    /// It is in both texts.
    Same(String),
    /// It is only in the old text.
    Removed(String),
    /// It is only in the new text.
    Added(String),
}

/// The two answers in the words of the kind.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Publishes, or keeps, the text.
    pub publish: Button,
    /// Refuses, or removes, the text.
    pub refuse: Button,
    /// Whether the refusal removes a public text.
    pub grave: bool,
}

/// A button that closes the review with one of the two answers.
#[derive(Clone, Debug)]
pub struct Button {
    /// `uphold` or `dismiss`.
    pub value: &'static str,
    pub label: Message,
}

/// The keyboard shortcuts of the queue that work on this page.
pub const KEYS: [&str; 6] = ["next", "previous", "approve", "reject", "undo", "help"];

/// The button that a shortcut presses.
pub fn label<'a>(does: &str, words: &'a Words) -> Cow<'a, str> {
    match does {
        "next" => words.key_review_next(),
        "previous" => words.key_review_previous(),
        "approve" => words.key_review_publish(),
        "reject" => words.key_review_refuse(),
        "undo" => words.key_review_undo(),
        _ => words.key_help(),
    }
}

/// The default key of an action.
pub fn key(does: &str) -> &'static str {
    crate::desk::keys::KEYS.iter().find(|key| key.does == does).map_or("", |key| key.key)
}
