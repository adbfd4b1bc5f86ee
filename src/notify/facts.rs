//! What a mail is made of: its recipient, what is true of its subject when it is sent, and its text.
//! No I/O.

use std::time::Duration;

use crate::accounts::model::Role;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::config::SurgeMode;
use crate::ids::{AccountId, CommentId, ReaderId};
use crate::moderation::LastDecision;
use crate::notify::model::State;
use crate::reviews::model::Review;
use crate::screening::surge::model::Cause;
use crate::status::Status;

/// Characters of an article's title in a subject.
pub(super) const TITLE_LENGTH: usize = 60;

/// The reason stored with the suppression of a reader who unsubscribed. Nobody else can lift it.
pub(super) const STOPPED: &str = "the reader asked for no more mail";

/// How long no mail is tried to the refused address of a member of the staff.
const STAFF_REFUSED: Duration = Duration::from_secs(86_400);

/// Everything that decides whether a mail still leaves, and what it says.
pub(super) struct Facts {
    pub(super) event: String,
    pub(super) state: State,
    pub(super) message_id: String,
    pub(super) attempts: i64,
    pub(super) created_at: Time,
    pub(super) account: Option<Account>,
    pub(super) reader: Option<Reader>,
    /// What was last decided about the comment, where the mail is for its reader.
    pub(super) decided: Option<LastDecision>,
    pub(super) comment: Option<Comment>,
    /// Whether the comment's author has proven its address.
    pub(super) is_authors: bool,
    pub(super) surge: Option<Surge>,
    /// The review that was answered, where the mail is about one.
    pub(super) review: Option<Review>,
    /// How many comments wait for a decision.
    pub(super) waiting: i64,
}

/// What a line of the log reports of the surge guard.
pub(super) struct Surge {
    pub(super) act: Act,
    pub(super) article: String,
    /// None where somebody has sent the guard away.
    pub(super) cause: Option<Cause>,
    /// What the guard does; None where it has stepped back.
    pub(super) mode: Option<SurgeMode>,
    /// Whether the article is under guard now.
    pub(super) is_on: bool,
}

#[derive(diesel::Queryable)]
pub(super) struct Account {
    pub(super) id: AccountId,
    pub(super) email_index: Vec<u8>,
    pub(super) email_sealed: Vec<u8>,
    pub(super) role: Role,
    pub(super) disabled_at: Option<Time>,
    /// When the relay refused the address.
    pub(super) suppressed_at: Option<Time>,
}

impl Account {
    /// A refusal holds for a day: after that a mail finds out whether it still does. Staff are
    /// never silenced for good by one answer.
    pub(super) fn is_suppressed(&self, now: Time) -> bool {
        self.suppressed_at.is_some_and(|since| now.left_of(STAFF_REFUSED, since).is_some())
    }

    pub(super) fn is_moderator(&self) -> bool {
        self.role >= Role::Moderator
    }

    pub(super) fn is_editor(&self) -> bool {
        self.role >= Role::Editor
    }
}

#[derive(diesel::Queryable)]
pub(super) struct Comment {
    pub(super) id: CommentId,
    pub(super) status: Status,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) reasons: String,
    pub(super) created_at: Time,
    pub(super) article: String,
    pub(super) section: Option<String>,
}

/// A reader to whom a mail goes.
#[derive(diesel::Queryable)]
pub(super) struct Reader {
    pub(super) id: ReaderId,
    pub(super) email_index: Vec<u8>,
    pub(super) email_sealed: Vec<u8>,
    pub(super) proven_at: Option<Time>,
    /// Why no mail goes there: the relay refused the address, or the reader wanted no more.
    pub(super) suppressed: Option<String>,
}

impl Reader {
    /// Whether the reader wanted no more mail.
    pub(super) fn is_stopped(&self) -> bool {
        self.suppressed.as_deref() == Some(STOPPED)
    }

    /// Whether the relay refused the address.
    pub(super) fn is_refused(&self) -> bool {
        self.suppressed.is_some() && !self.is_stopped()
    }
}

/// A mail that was rendered.
pub(super) struct Written {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}
