//! The desk: what waits, and one comment with all that is needed to decide on it.

use askama::Template;

use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

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
    /// Which entry of the navigation is the present page.
    pub here: Here,
}

/// The entries of the desk's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// `/desk`
    Comments,
    /// `/desk/account`
    Account,
    /// `/desk/rules` and `/desk/policies`; for editors.
    Rules,
}

/// `GET /desk`: the comments of one status, oldest first for those that wait.
#[derive(Clone, Debug, Template)]
#[template(path = "moderation/desk.html")]
pub struct DeskPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The statuses with their counts, one of them current.
    pub statuses: Vec<StatusTab>,
    /// The age of the oldest that waits: "3 hours"; none when nothing waits.
    pub oldest: Option<String>,
    /// The comments of this page.
    pub comments: Vec<DeskComment>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// What the last action did: "Approved." with nothing else to say.
    pub done: Option<String>,
}

/// One status above the list.
#[derive(Clone, Debug)]
pub struct StatusTab {
    /// The status as a word: "Pending".
    pub label: String,
    /// How many have it.
    pub count: i64,
    /// The list of those.
    pub href: String,
    /// The list on this page.
    pub current: bool,
}

/// A comment in a list of the desk.
#[derive(Clone, Debug)]
pub struct DeskComment {
    /// Its page at the desk: `/desk/comments/123`.
    pub href: String,
    /// The status as a word: `pending`.
    pub status: String,
    /// The reader's name.
    pub name: String,
    /// The reader's address, masked: `r…r@e….org`; none for those who may not see even that.
    pub masked_email: Option<String>,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
    /// Whom it answers.
    pub reply_to: Option<String>,
    /// When it was posted.
    pub posted: Moment,
    /// Why it has its first status, in words: "two links".
    pub reasons: Vec<String>,
    /// Its first lines as plain text.
    pub excerpt: String,
}

/// `GET /desk/comments/{id}`: one comment, and everything that helps to decide on it.
#[derive(Clone, Debug, Template)]
#[template(path = "moderation/item.html")]
pub struct ItemPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The comment's number.
    pub id: i64,
    /// The version that a decision on this page is about.
    pub version: i64,
    /// The status as a word: `pending`, `approved`, `rejected`, `spam`, `deleted`.
    pub status: String,
    /// The reader's name.
    pub name: String,
    /// The reader's address, masked.
    pub masked_email: Option<String>,
    /// The reader's website, known to be http or https. Shown as text: nobody should visit a spammer by mistake.
    pub website: Option<String>,
    /// When it was posted.
    pub posted: Moment,
    /// The text as sanitized HTML, printed as it is.
    pub html: String,
    /// The text as it was written or last edited, for the edit form.
    pub text: String,
    /// Why it has its first status, in words.
    pub reasons: Vec<String>,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
    /// The article's first words.
    pub article_excerpt: String,
    /// The comment it answers.
    pub parent: Option<ParentComment>,
    /// What else the same reader wrote, newest first.
    pub others: Vec<OtherComment>,
    /// The decisions so far, oldest first.
    pub log: Vec<LogEntry>,
    /// What it said before each edit, oldest first.
    pub revisions: Vec<Revision>,
    /// What was written as note, when the decision was not done.
    pub note: String,
    /// Where the next one that waits is.
    pub next: Option<String>,
    /// What the last action did.
    pub done: Option<String>,
    /// Faults in the edited text or in the note.
    pub errors: Vec<FieldError>,
    /// Why the action was not done: `stale_version` with the present state in words.
    pub problem: Option<Problem>,
}

/// The comment that this one answers.
#[derive(Clone, Debug)]
pub struct ParentComment {
    /// Its page at the desk.
    pub href: String,
    /// The status as a word.
    pub status: String,
    /// Its reader's name.
    pub name: String,
    /// When it was posted.
    pub posted: Moment,
    /// Its text as sanitized HTML.
    pub html: String,
}

/// Another comment of the same reader.
#[derive(Clone, Debug)]
pub struct OtherComment {
    /// Its page at the desk.
    pub href: String,
    /// The status as a word.
    pub status: String,
    /// The headline of the article it stands under.
    pub article_title: String,
    /// When it was posted.
    pub posted: Moment,
    /// Its first lines as plain text.
    pub excerpt: String,
}

/// One decision in the log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// When it was made.
    pub at: Moment,
    /// Who made it: a name, or "Screening".
    pub who: String,
    /// What was done, as a word: "approved", "edited".
    pub what: String,
    /// Why, if that was said.
    pub note: Option<String>,
}

/// What a comment said until it was edited.
#[derive(Clone, Debug)]
pub struct Revision {
    /// When another text was put in its place.
    pub at: Moment,
    /// Who did that.
    pub who: String,
    /// The Markdown.
    pub text: String,
}

/// One button of a decision.
pub struct Choice {
    /// The decision's value: `approve`.
    pub value: &'static str,
    /// The word on the button.
    pub label: &'static str,
    /// How it looks: `main`, plain, or `grave`.
    pub weight: &'static str,
}

impl ItemPage<'_> {
    /// Whether the text was not taken, so that the form for it stands open.
    pub fn editing(&self) -> bool {
        self.errors.iter().any(|fault| fault.field == "text")
    }

    /// The decisions that would change anything: each but the one it already has. A deleted comment has lost
    /// its text, so nothing is left to decide.
    pub fn choices(&self) -> Vec<Choice> {
        if self.status == "deleted" {
            return Vec::new();
        }
        [
            ("approved", Choice { value: "approve", label: "Approve", weight: "main" }),
            ("rejected", Choice { value: "reject", label: "Reject", weight: "" }),
            ("spam", Choice { value: "spam", label: "Spam", weight: "" }),
            ("pending", Choice { value: "hold", label: "Hold again", weight: "" }),
            ("deleted", Choice { value: "delete", label: "Delete", weight: "grave" }),
        ]
        .into_iter()
        .filter(|(status, _)| *status != self.status)
        .map(|(_, choice)| choice)
        .collect()
    }
}
