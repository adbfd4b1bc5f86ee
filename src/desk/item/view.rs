//! One comment in its context.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::desk::item::ban_form::BanForm;
use crate::desk::surges::view::SurgeGuard;
use crate::error::FieldError;
use crate::i18n::{Html, Message};
use crate::web::refused_form::RefusedForm;
use crate::web::view::{Moment, Problem, Site, fault};

/// The open comment: a part of the screen, and alone for the script, which loads panes ahead.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/item/item.html")]
pub struct ItemPane {
    pub site: Site,
    /// The session's CSRF token, hidden in every form.
    pub csrf: String,
    /// The list from which it was opened, as a query; forms send it back.
    pub query: String,
    /// The address of that list.
    pub list_href: String,
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
    pub open_reviews: Vec<ReviewLink>,
    /// The record of the reader: "3 approved, 1 rejected; first seen 3 May 2026".
    pub record: String,
    pub posted: Moment,
    /// The text as sanitized HTML, printed as it is.
    pub html: String,
    /// The number of its links that are shown as text.
    pub links: usize,
    /// The address of the same page with working links.
    pub links_href: String,
    /// The text as it was written or last edited, for the edit form.
    pub text: String,
    /// The reasons of its first status, in words.
    pub reasons: Vec<String>,
    /// The colleague who has claimed it.
    pub looking: Option<String>,
    /// The signed-in moderator has claimed it.
    pub claimed: bool,
    /// The surge guard on its article.
    pub guard: Option<SurgeGuard>,
    /// The score in percent.
    pub score: Option<u8>,
    /// Whether the filter has learned too little for its scores to be probabilities.
    pub unlearned: bool,
    /// The number of pending near-duplicates.
    pub alike: i64,
    /// The list of the near-duplicates.
    pub alike_href: String,
    /// The notes of colleagues, oldest first.
    pub notes: Vec<NoteRow>,
    /// The text of a refused note.
    pub left_note: String,
    /// Whether it is pinned to the top of its article.
    pub pinned: bool,
    pub featured: bool,
    /// The signed-in moderator may ban more than a reader.
    pub may_ban_networks: bool,
    /// The form for a ban as it was written.
    pub ban: BanForm,
    /// Whether the reasons are only the policy.
    pub mild: bool,
    /// Whether its first status was approved.
    pub first_public: bool,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
    /// The article's first words.
    pub article_excerpt: String,
    /// The comment it answers.
    pub parent: Option<ParentComment>,
    /// The siblings before and after it.
    pub siblings: Vec<ParentComment>,
    /// Other comments of the same reader, newest first.
    pub others: Vec<OtherComment>,
    /// The reasons to reject it.
    pub rejections: Vec<ReasonChoice>,
    /// Its log, oldest line first.
    pub log: Vec<LogEntry>,
    /// The button that undoes the last change by staff, if it can be undone: "Undo decision".
    pub last_step: Option<Message>,
    /// Its former texts, oldest first.
    pub revisions: Vec<Revision>,
    /// Whether the edit form shows a refused text.
    pub rewriting: bool,
    /// All fields of the refused form.
    pub kept: Option<RefusedForm>,
    /// The note of a refused decision.
    pub note: String,
    /// The message to the author of a refused decision.
    pub to_author: String,
    /// The reply of a refused decision.
    pub reply: String,
    /// Faults in the edited text or in the note.
    pub errors: Vec<FieldError>,
    /// Why the action was refused: `stale_version` with the present state in words.
    pub problem: Option<Problem>,
}

/// An open review of a comment.
#[derive(Clone, Debug)]
pub struct ReviewLink {
    /// Its page at the desk.
    pub href: String,
    /// Its kind, and since when it is open.
    pub says: Html,
    /// The text of the link: "Answer the flags".
    pub link: Message,
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
    pub posted: Moment,
    /// The beginning of its text as plain text.
    pub excerpt: String,
}

/// One line of the log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// When it was made.
    pub at: Moment,
    /// The sentence.
    pub says: Html,
    /// The reason and the note.
    pub note: Option<String>,
}

/// A former text.
#[derive(Clone, Debug)]
pub struct Revision {
    /// When it was replaced.
    pub at: Moment,
    /// The account that replaced it.
    pub who: String,
    /// The Markdown.
    pub text: String,
}

/// A note of a colleague.
#[derive(Clone, Debug)]
pub struct NoteRow {
    /// The account that left it.
    pub who: String,
    pub at: Moment,
    /// Plain text.
    pub text: String,
}

/// One button of a decision.
pub struct Choice {
    /// The decision's value: `approve`.
    pub value: &'static str,
    /// The word on the button.
    pub label: Message,
}

impl ItemPane {
    /// Whether the text was refused, so that its form is open.
    pub fn editing(&self) -> bool {
        self.rewriting
    }

    /// Whether the note or the message of a decision was refused.
    pub fn noting(&self) -> bool {
        !(self.note.is_empty() && self.to_author.is_empty())
    }

    /// Whether a ban was refused.
    pub fn banning(&self) -> bool {
        ["reason", "domain", "effect", "expires_at"]
            .iter()
            .any(|field| fault(&self.errors, field).is_some())
            || !self.ban.reason.is_empty()
    }

    /// Whether the reply was refused.
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
            ("approved", Choice { value: "approve", label: Message::decide_approve() }),
            ("rejected", Choice { value: "reject", label: Message::decide_reject() }),
            ("spam", Choice { value: "spam", label: Message::decide_spam() }),
            ("pending", Choice { value: "hold", label: Message::decide_hold() }),
            ("deleted", Choice { value: "delete", label: Message::decide_delete() }),
        ]
        .into_iter()
        .filter(|(status, _)| *status != self.status)
        .map(|(_, choice)| choice)
        .collect()
    }
}

/// A reason to reject.
#[derive(Clone, Debug)]
pub struct ReasonChoice {
    /// The value of its button: `off_topic`.
    pub name: &'static str,
    pub label: String,
    /// The sentence that the author reads.
    pub sentence: String,
}
