//! One comment with all that is needed to decide on it.

use askama::Template;

use crate::desk::item::ban_form::BanForm;
use crate::desk::surges::view::SurgeGuard;
use crate::error::FieldError;
use crate::web::kept::KeptForm;
use crate::web::view::{Moment, Problem, Site, fault};

/// The open comment: a part of the screen, and alone for the script, which loads panes ahead.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/item/item.html")]
pub struct ItemPane {
    /// The publication.
    pub site: Site,
    /// The session's CSRF token, hidden in every form.
    pub csrf: String,
    /// The list it was opened from, as a query; forms bring it back.
    pub query: String,
    /// Where that list is.
    pub list_href: String,
    /// Its number.
    pub id: i64,
    /// The version that is shown, for the decision.
    pub version: i64,
    /// The status as a word: `pending`, `approved`, `rejected`, `spam`, `deleted`.
    pub status: String,
    /// The reader's name.
    pub name: String,
    /// The reader's page at the desk; none for staff and once the comment is deleted.
    pub reader_href: Option<String>,
    /// The reader's address, masked.
    pub masked_email: Option<String>,
    /// The reader's website, known to be http or https. Shown as text: nobody should visit a
    /// spammer by mistake.
    pub website: Option<String>,
    /// The truncated network that it was posted from, while it is stored.
    pub network_prefix: Option<String>,
    /// Its open reviews.
    pub open_reviews: Vec<ReviewLink>,
    /// What is known of the reader: "3 approved, 1 rejected; first seen 3 May 2026".
    pub record: String,
    /// When it was posted.
    pub posted: Moment,
    /// The text as sanitized HTML, printed as it is.
    pub html: String,
    /// How many links of it are shown as text.
    pub links: usize,
    /// The same page with links as links.
    pub links_href: String,
    /// The text as it was written or last edited, for the edit form.
    pub text: String,
    /// Why it has its first status, in words.
    pub reasons: Vec<String>,
    /// The colleague who has claimed it.
    pub looking: Option<String>,
    /// The signed-in moderator has claimed it.
    pub claimed: bool,
    /// The surge guard on its article.
    pub guard: Option<SurgeGuard>,
    /// How much it looks like spam, in percent.
    pub score: Option<u8>,
    /// The filter has not learned enough for that to mean much.
    pub unlearned: bool,
    /// How many others wait that say nearly the same.
    pub alike: i64,
    /// Their list.
    pub alike_href: String,
    /// What colleagues have left, oldest first.
    pub notes: Vec<NoteRow>,
    /// A note that was not taken.
    pub left_note: String,
    /// It comes first in its thread.
    pub pinned: bool,
    /// It is marked as worth reading.
    pub featured: bool,
    /// The signed-in moderator may ban more than a reader.
    pub may_ban_networks: bool,
    /// The form for a ban as it was written.
    pub ban: BanForm,
    /// None of them says anything about this comment in particular.
    pub mild: bool,
    /// That first status was approved.
    pub first_public: bool,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
    /// The article's first words.
    pub article_excerpt: String,
    /// The comment it answers.
    pub parent: Option<ParentComment>,
    /// The comments before and after it that answer the same comment.
    pub siblings: Vec<ParentComment>,
    /// What else the same reader wrote, newest first.
    pub others: Vec<OtherComment>,
    /// The reasons to reject it.
    pub rejections: Vec<ReasonChoice>,
    /// What happened to it so far, oldest first.
    pub log: Vec<LogEntry>,
    /// What the last step of the staff was, if it can be taken back: `edit`, `decision`.
    pub last_step: Option<&'static str>,
    /// What it said before each edit, oldest first.
    pub revisions: Vec<Revision>,
    /// The edit form holds a text that was not taken.
    pub rewriting: bool,
    /// All that was written in the form that was not done.
    pub kept: Option<KeptForm>,
    /// What was written as note, when the decision was not done.
    pub note: String,
    /// What was written to the author, likewise.
    pub to_author: String,
    /// The answer that was written, likewise.
    pub reply: String,
    /// Faults in the edited text or in the note.
    pub errors: Vec<FieldError>,
    /// Why the action was not done: `stale_version` with the present state in words.
    pub problem: Option<Problem>,
}

/// An open review of a comment.
#[derive(Clone, Debug)]
pub struct ReviewLink {
    /// Its page at the desk.
    pub href: String,
    /// What it is: "Readers have flagged this comment".
    pub what: &'static str,
    /// What the link says: "Answer the flags".
    pub link: &'static str,
    /// Of flags how much they weigh together: "1.5".
    pub weight: Option<String>,
    /// Since when.
    pub since: Moment,
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

/// One line of the log.
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

/// A note of a colleague.
#[derive(Clone, Debug)]
pub struct NoteRow {
    /// Who left it.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Plain text.
    pub text: String,
}

/// One button of a decision.
pub struct Choice {
    /// The decision's value: `approve`.
    pub value: &'static str,
    /// The word on the button.
    pub label: &'static str,
}

impl ItemPane {
    /// Whether the text was not taken, so that the form for it stands open.
    pub fn editing(&self) -> bool {
        self.rewriting
    }

    /// Whether the words that go with a decision were not taken.
    pub fn noting(&self) -> bool {
        !(self.note.is_empty() && self.to_author.is_empty())
    }

    /// Whether a ban was not made.
    pub fn banning(&self) -> bool {
        ["reason", "domain", "effect", "expires_at"]
            .iter()
            .any(|field| fault(&self.errors, field).is_some())
            || !self.ban.reason.is_empty()
    }

    /// Whether the answer was not taken.
    pub fn replying(&self) -> bool {
        !self.reply.is_empty()
    }

    /// The decisions that would change anything: each but the one it already has, always in the
    /// same order. A deleted comment has lost its text, so nothing is left to decide.
    pub fn choices(&self) -> Vec<Choice> {
        if self.status == "deleted" {
            return Vec::new();
        }
        [
            ("approved", Choice { value: "approve", label: "Approve" }),
            ("rejected", Choice { value: "reject", label: "Reject" }),
            ("spam", Choice { value: "spam", label: "Spam" }),
            ("pending", Choice { value: "hold", label: "Hold again" }),
            ("deleted", Choice { value: "delete", label: "Delete" }),
        ]
        .into_iter()
        .filter(|(status, _)| *status != self.status)
        .map(|(_, choice)| choice)
        .collect()
    }
}

/// A reason to reject, as it is chosen.
#[derive(Clone, Debug)]
pub struct ReasonChoice {
    /// The value of its button: `off_topic`.
    pub name: &'static str,
    /// A word or two.
    pub label: &'static str,
    /// The sentence that the author reads.
    pub sentence: String,
}
