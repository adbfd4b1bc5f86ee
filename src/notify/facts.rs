//! The data of a mail: its recipient, the present state of its subject, and the rendered text. No
//! I/O.

use std::time::Duration;

use crate::accounts::model::Role;
use crate::accounts::records::{Invitation, Member};
use crate::audit::model::Act;
use crate::backups;
use crate::clock::{DAY, Time};
use crate::config::SurgeMode;
use crate::i18n::Language;
use crate::ids::{AccountId, ArticleId, CommentId, DeliveryId, ReaderId};
use crate::mail::causes::{Cause, Code, Stored};
use crate::moderation::LastDecision;
use crate::notify::digest::{Digest, Flags};
use crate::notify::model::State;
use crate::notify::topics::Preferences;
use crate::reviews::model::Review;
use crate::screening::surge::model::Cause as SurgeCause;
use crate::status::Status;
use crate::subscriptions::model::Scope;

/// The most characters of an article's title in a subject.
pub(super) const TITLE_LENGTH: usize = 60;

/// For how long the refused address of a member of the staff is suppressed.
const STAFF_REFUSED: Duration = DAY;

/// The data by which a mail is sent or cancelled, and its content.
pub(super) struct Facts {
    pub(super) id: DeliveryId,
    pub(super) event: String,
    pub(super) state: State,
    pub(super) message_id: String,
    pub(super) attempts: i64,
    pub(super) created_at: Time,
    pub(super) account: Option<Account>,
    pub(super) reader: Option<Reader>,
    /// The last decision about the comment, if the mail is for its reader.
    pub(super) decided: Option<LastDecision>,
    pub(super) comment: Option<Comment>,
    /// The comment's article.
    pub(super) comment_article: Option<ArticleId>,
    /// Whether the comment's author has confirmed the address.
    pub(super) author_verified: bool,
    pub(super) surge: Option<Surge>,
    /// The note, if the mail is about one.
    pub(super) note: Option<Note>,
    /// The state of the backups, if the mail is about them.
    pub(super) backups: Option<backups::schedule::State>,
    /// New comments, if the mail is about some to a follower.
    pub(super) news: Vec<NewsItem>,
    /// The correction, if the mail is about one.
    pub(super) correction: Option<Correction>,
    /// The subscription that a confirmation link confirms.
    pub(super) asked: Option<Scope>,
    /// The review, if the mail is about the answer to one.
    pub(super) review: Option<Review>,
    /// The invitation, if the mail has its present link.
    pub(super) invitation: Option<Invitation>,
    /// The account whose owner requested a link for a new password, if the mail has the present
    /// one.
    pub(super) reset: Option<Member>,
    /// The number of held comments.
    pub(super) waiting: i64,
    /// When an attempt handed the message to the relay, if its outcome was not stored.
    pub(super) data_at: Option<Time>,
    /// The preferences of the account; the defaults if the recipient has none.
    pub(super) chosen: Preferences,
    /// The comments, if the mail joins news. Read after their news have been taken.
    pub(super) digest: Option<Digest>,
    /// The reasons of flags, if the mail is about those.
    pub(super) flags: Flags,
}

/// A new comment in a mail to a follower.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewsItem {
    pub(super) comment: CommentId,
    pub(super) name: String,
    /// The comment's Markdown; empty if a password protects the article.
    pub(super) text: String,
    pub(super) article: ArticleId,
    /// The article's headline.
    pub(super) title: String,
    /// Whether it replies to a comment of the recipient.
    pub(super) is_reply: bool,
}

/// A correction of an article on which the recipient commented.
#[derive(Clone, Debug, diesel::Queryable)]
pub(super) struct Correction {
    pub(super) article: ArticleId,
    /// The article's headline.
    pub(super) title: String,
    /// The article's path.
    pub(super) path: String,
    /// The BCP 47 tag of the article; empty for the language of the site.
    pub(super) language: String,
    pub(super) text: String,
}

/// A note about an article.
pub(super) struct Note {
    pub(super) article: ArticleId,
    /// The article's headline.
    pub(super) title: String,
    /// The writer of the note; `None` if the account is gone.
    pub(super) by: Option<String>,
    pub(super) text: String,
}

/// The content of a log line about the surge guard.
pub(super) struct Surge {
    pub(super) act: Act,
    pub(super) article: String,
    /// `None` if an editor ended the guard.
    pub(super) cause: Option<SurgeCause>,
    /// The mode of the guard; `None` if it has ended.
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
    /// The name of the chosen language.
    pub(super) language: Option<String>,
    /// When the relay refused the address.
    pub(super) suppressed_at: Option<Time>,
}

impl Account {
    /// A refusal counts for a day; after that a mail is tried again. One refusal must not stop the
    /// mail of staff permanently.
    pub(super) fn is_suppressed(&self, now: Time) -> bool {
        self.suppressed_at.is_some_and(|since| now.remaining(STAFF_REFUSED, since).is_some())
    }

    /// The language in which the member reads mail; `None` for the site's.
    pub(super) fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::parse)
    }

    pub(super) fn is_moderator(&self) -> bool {
        self.role >= Role::Moderator
    }

    pub(super) fn is_editor(&self) -> bool {
        self.role >= Role::Editor
    }

    pub(super) fn is_admin(&self) -> bool {
        self.role >= Role::Admin
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
    /// The BCP 47 tag of the article; empty for the language of the site.
    pub(super) language: String,
    pub(super) section: Option<String>,
}

/// A reader who gets a mail.
#[derive(diesel::Queryable)]
pub(super) struct Reader {
    pub(super) id: ReaderId,
    pub(super) email_index: Vec<u8>,
    pub(super) email_sealed: Vec<u8>,
    pub(super) proven_at: Option<Time>,
    /// Whether mail about decisions on own comments is wanted.
    pub(super) mail_decisions: bool,
    /// Whether mail about corrections is wanted.
    pub(super) mail_corrections: bool,
    /// The cause of the suppression: the relay refused the address, or the reader unsubscribed.
    #[diesel(deserialize_as = Stored)]
    pub(super) suppressed: Option<Cause>,
}

impl Facts {
    /// The article that the mail is about, if it is about one.
    pub(super) fn article(&self) -> Option<ArticleId> {
        let of_news = || {
            let first = self.news.first()?.article;
            self.news.iter().all(|item| item.article == first).then_some(first)
        };
        let of_correction = || self.correction.as_ref().map(|correction| correction.article);
        of_news().or_else(of_correction).or(self.comment_article)
    }

    /// The language of the article that the mail is about; `None` for the site's.
    pub(super) fn article_language(&self) -> Option<Language> {
        let of_correction = || self.correction.as_ref().map(|correction| &correction.language);
        let tag = self.comment.as_ref().map(|comment| &comment.language).or_else(of_correction);
        tag.and_then(|tag| Language::of(tag))
    }
}

impl Reader {
    /// Whether the reader unsubscribed.
    pub(super) fn has_unsubscribed(&self) -> bool {
        self.suppressed.as_ref().is_some_and(|cause| cause.code == Code::Unsubscribed)
    }

    /// Whether the relay refused the address.
    pub(super) fn is_refused(&self) -> bool {
        self.suppressed.is_some() && !self.has_unsubscribed()
    }
}

pub(super) struct RenderedMail {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}
