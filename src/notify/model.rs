//! Events, and the states of deliveries.

use std::fmt;

use crate::clock::Time;
use crate::i18n::Message;
use crate::ids::{
    AccountId, ArticleId, ArticleNoteId, AuditId, CommentId, DeliveryId, InvitationId, ReaderId,
    ReviewId,
};
use crate::mail::causes::{Cause, Stored};
use crate::notify::topics::Topic;
use crate::queue::Job;
use crate::{named_enum, stored_enum};

/// An event that mails are about. Event and recipient identify one delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A comment was held; for the moderators.
    CommentHeld(CommentId),
    /// A comment became public; for the article's author.
    CommentPublished(CommentId),
    /// The surge guard was activated or deactivated, according to this line of the log; for the
    /// editors.
    Surge(AuditId),
    /// A comment was decided, which created this version; for its reader, if the address is
    /// confirmed.
    CommentDecided(CommentId, i64),
    /// An appeal or an author's edit was answered at this time (microseconds since 1970); for the
    /// comment's reader, if the address is confirmed.
    ReviewAnswered(ReviewId, i64),
    /// The author of a comment requested at this time (microseconds since 1970) a link that
    /// confirms the address.
    AddressLink(CommentId, i64),
    /// The oldest held comment of a section is overdue; for the section's moderators. With the time
    /// (seconds since 1970) at which that was noticed, so that it can be repeated another day.
    QueueLate(CommentId, i64),
    /// A person was sent a link to an account at this time (microseconds since 1970); for that
    /// person.
    Invitation(InvitationId, i64),
    /// The owner of an account requested a link for a new password at this time (microseconds
    /// since 1970); for the owner.
    PasswordReset(AccountId, i64),
    /// A note about an article mentions members of the staff; for them.
    NoteMention(ArticleNoteId),
    /// Readers flagged a comment, or its author appealed or edited it, which opened the review with
    /// this number; for the moderators.
    ReviewOpened(CommentId, i64),
    /// News about one topic, joined into one mail to a member of the staff; with a number that
    /// distinguishes the mails of a recipient.
    Digest(Topic, i64),
    /// A comment that readers follow is public; for them.
    NewComment(CommentId),
    /// New comments of an hour or a day, due at this time (seconds since 1970); for this reader.
    ReaderDigest(ReaderId, i64),
    /// An article has a correction of this time (microseconds since 1970); for the readers who
    /// commented on it.
    Correction(ArticleId, i64),
    /// A reader asked at this time (microseconds since 1970) what is stored; for this reader.
    DataLink(ReaderId, i64),
    /// No backup was proven for too long, as noticed at this time (microseconds since 1970); for the
    /// admins.
    BackupsOverdue(i64),
    /// A backup is proven again, as noticed at this time (microseconds since 1970); for the admins.
    BackupsBack(i64),
}

named_enum! {
    /// An event without its ids. The names begin the form in the table and are never renamed.
    pub enum Kind {
        /// [`Event::CommentHeld`].
        CommentHeld => "comment_held",
        /// [`Event::CommentPublished`].
        CommentPublished => "comment_published",
        /// [`Event::Surge`].
        Surge => "surge",
        /// [`Event::CommentDecided`].
        CommentDecided => "comment_decided",
        /// [`Event::ReviewAnswered`].
        ReviewAnswered => "review_answered",
        /// [`Event::AddressLink`].
        AddressLink => "address_link",
        /// [`Event::QueueLate`].
        QueueLate => "queue_late",
        /// [`Event::Invitation`].
        Invitation => "invitation",
        /// [`Event::PasswordReset`].
        PasswordReset => "password_reset",
        /// [`Event::NoteMention`].
        NoteMention => "note_mention",
        /// [`Event::ReviewOpened`].
        ReviewOpened => "review_opened",
        /// [`Event::Digest`].
        Digest => "digest",
        /// [`Event::NewComment`].
        NewComment => "new_comment",
        /// [`Event::ReaderDigest`].
        ReaderDigest => "reader_digest",
        /// [`Event::Correction`].
        Correction => "correction",
        /// [`Event::DataLink`].
        DataLink => "data_link",
        /// [`Event::BackupsOverdue`].
        BackupsOverdue => "backups_overdue",
        /// [`Event::BackupsBack`].
        BackupsBack => "backups_back",
    }
}

/// The recipients of the mails about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The moderators of the section of this comment's article.
    Moderators(CommentId),
    /// The author of this comment's article.
    ArticleAuthor(CommentId),
    /// All editors.
    Editors,
    /// All admins.
    Admins,
    /// The members of the staff whom this note mentions.
    Mentioned(ArticleNoteId),
    /// A reader, who has no account.
    Reader,
    /// The owner of this account.
    Account(AccountId),
    /// A person who has no account yet.
    Invited,
    /// A member of the staff for whom news are joined; chosen when the first of them was planned.
    Joined,
}

impl Event {
    /// The recipients of the mails about the event.
    pub fn audience(self) -> Audience {
        match self {
            Event::CommentHeld(comment)
            | Event::QueueLate(comment, _)
            | Event::ReviewOpened(comment, _) => Audience::Moderators(comment),
            Event::Digest(..) => Audience::Joined,
            Event::CommentPublished(comment) => Audience::ArticleAuthor(comment),
            Event::Surge(_) => Audience::Editors,
            Event::BackupsOverdue(_) | Event::BackupsBack(_) => Audience::Admins,
            Event::NoteMention(note) => Audience::Mentioned(note),
            Event::CommentDecided(..)
            | Event::ReviewAnswered(..)
            | Event::AddressLink(..)
            | Event::NewComment(_)
            | Event::ReaderDigest(..)
            | Event::Correction(..)
            | Event::DataLink(..) => Audience::Reader,
            Event::Invitation(..) => Audience::Invited,
            Event::PasswordReset(account, _) => Audience::Account(account),
        }
    }

    /// The label of mails about it, for staff.
    pub fn label(self) -> Message {
        match self {
            Event::CommentHeld(_) => Topic::Held.label(),
            Event::CommentPublished(_) => Topic::OwnArticles.label(),
            Event::QueueLate(..) => Topic::Late.label(),
            Event::Surge(_) => Topic::Surge.label(),
            Event::ReviewOpened(..) => Topic::Appeals.label(),
            Event::Digest(topic, _) => topic.label(),
            Event::CommentDecided(..) => Message::mail_kind_decided(),
            Event::ReviewAnswered(..) => Message::mail_kind_answered(),
            Event::AddressLink(..) => Message::mail_kind_address(),
            Event::NewComment(_) => Message::mail_kind_new_comment(),
            Event::ReaderDigest(..) => Message::mail_kind_reader_digest(),
            Event::Correction(..) => Message::mail_kind_correction(),
            Event::DataLink(..) => Message::mail_kind_data(),
            Event::Invitation(..) => Message::mail_kind_invitation(),
            Event::PasswordReset(..) => Message::mail_kind_password(),
            Event::NoteMention(_) => Message::mail_kind_note(),
            Event::BackupsOverdue(_) => Message::mail_kind_backups_overdue(),
            Event::BackupsBack(_) => Message::mail_kind_backups_back(),
        }
    }

    /// The event without its ids.
    pub fn kind(self) -> Kind {
        match self {
            Event::CommentHeld(_) => Kind::CommentHeld,
            Event::CommentPublished(_) => Kind::CommentPublished,
            Event::Surge(_) => Kind::Surge,
            Event::CommentDecided(..) => Kind::CommentDecided,
            Event::ReviewAnswered(..) => Kind::ReviewAnswered,
            Event::AddressLink(..) => Kind::AddressLink,
            Event::QueueLate(..) => Kind::QueueLate,
            Event::Invitation(..) => Kind::Invitation,
            Event::PasswordReset(..) => Kind::PasswordReset,
            Event::NoteMention(_) => Kind::NoteMention,
            Event::ReviewOpened(..) => Kind::ReviewOpened,
            Event::Digest(..) => Kind::Digest,
            Event::NewComment(_) => Kind::NewComment,
            Event::ReaderDigest(..) => Kind::ReaderDigest,
            Event::Correction(..) => Kind::Correction,
            Event::DataLink(..) => Kind::DataLink,
            Event::BackupsOverdue(_) => Kind::BackupsOverdue,
            Event::BackupsBack(_) => Kind::BackupsBack,
        }
    }

    /// The comment that the mail is about; `None` for events of articles, accounts and the site.
    pub fn comment(self) -> Option<CommentId> {
        match self {
            Event::CommentHeld(comment)
            | Event::CommentPublished(comment)
            | Event::CommentDecided(comment, _)
            | Event::AddressLink(comment, _)
            | Event::ReviewOpened(comment, _)
            | Event::NewComment(comment)
            | Event::QueueLate(comment, _) => Some(comment),
            Event::Surge(_)
            | Event::Digest(..)
            | Event::ReviewAnswered(..)
            | Event::Invitation(..)
            | Event::PasswordReset(..)
            | Event::NoteMention(_)
            | Event::ReaderDigest(..)
            | Event::Correction(..)
            | Event::BackupsOverdue(_)
            | Event::BackupsBack(_)
            | Event::DataLink(..) => None,
        }
    }

    /// The kinds of [`Job`] about events that are frequent enough to be handled many at a time.
    pub const BATCHED_JOB_KINDS: [&str; 2] = ["comment_held", "comment_published"];

    /// The event of a job, if it has one.
    pub fn of(job: Job) -> Option<Event> {
        match job {
            Job::CommentHeld { comment } => Some(Event::CommentHeld(comment)),
            Job::CommentPublished { comment } => Some(Event::CommentPublished(comment)),
            Job::QueueLate { comment, at } => Some(Event::QueueLate(comment, at)),
            Job::ReviewOpened { comment, review } => Some(Event::ReviewOpened(comment, review.0)),
            _ => None,
        }
    }

    /// Parses the output of `Display`.
    pub fn parse(text: &str) -> Option<Event> {
        let (name, rest) = text.split_once(':')?;
        let single = || rest.parse::<i64>().ok();
        let pair = || {
            let (id, number) = rest.split_once(':')?;
            Some((id.parse().ok()?, number.parse().ok()?))
        };
        Some(match Kind::parse(name)? {
            Kind::CommentHeld => Event::CommentHeld(CommentId(single()?)),
            Kind::CommentPublished => Event::CommentPublished(CommentId(single()?)),
            Kind::Surge => Event::Surge(AuditId(single()?)),
            Kind::CommentDecided => {
                pair().map(|(id, n)| Event::CommentDecided(CommentId(id), n))?
            }
            Kind::ReviewAnswered => pair().map(|(id, n)| Event::ReviewAnswered(ReviewId(id), n))?,
            Kind::AddressLink => pair().map(|(id, n)| Event::AddressLink(CommentId(id), n))?,
            Kind::NoteMention => Event::NoteMention(ArticleNoteId(single()?)),
            Kind::ReviewOpened => pair().map(|(id, n)| Event::ReviewOpened(CommentId(id), n))?,
            Kind::Digest => {
                let (topic, number) = rest.split_once(':')?;
                Event::Digest(Topic::parse(topic)?, number.parse().ok()?)
            }
            Kind::NewComment => Event::NewComment(CommentId(single()?)),
            Kind::ReaderDigest => pair().map(|(id, due)| Event::ReaderDigest(ReaderId(id), due))?,
            Kind::Correction => pair().map(|(id, at)| Event::Correction(ArticleId(id), at))?,
            Kind::DataLink => pair().map(|(id, at)| Event::DataLink(ReaderId(id), at))?,
            Kind::BackupsOverdue => Event::BackupsOverdue(single()?),
            Kind::BackupsBack => Event::BackupsBack(single()?),
            Kind::QueueLate => pair().map(|(id, n)| Event::QueueLate(CommentId(id), n))?,
            Kind::Invitation => pair().map(|(id, at)| Event::Invitation(InvitationId(id), at))?,
            Kind::PasswordReset => {
                pair().map(|(id, at)| Event::PasswordReset(AccountId(id), at))?
            }
        })
    }
}

impl fmt::Display for Event {
    /// The form in the table: `comment_held:17`, `comment_decided:17:2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind().name();
        match self {
            Event::CommentHeld(comment)
            | Event::CommentPublished(comment)
            | Event::NewComment(comment) => {
                write!(f, "{kind}:{comment}")
            }
            Event::ReaderDigest(reader, number) | Event::DataLink(reader, number) => {
                write!(f, "{kind}:{reader}:{number}")
            }
            Event::Correction(article, at) => write!(f, "{kind}:{article}:{at}"),
            Event::Surge(entry) => write!(f, "{kind}:{entry}"),
            Event::BackupsOverdue(at) | Event::BackupsBack(at) => write!(f, "{kind}:{at}"),
            Event::NoteMention(note) => write!(f, "{kind}:{note}"),
            Event::CommentDecided(comment, number)
            | Event::AddressLink(comment, number)
            | Event::ReviewOpened(comment, number)
            | Event::QueueLate(comment, number) => write!(f, "{kind}:{comment}:{number}"),
            Event::Digest(topic, number) => write!(f, "{kind}:{}:{number}", topic.name()),
            Event::ReviewAnswered(review, at) => write!(f, "{kind}:{review}:{at}"),
            Event::Invitation(invitation, at) => write!(f, "{kind}:{invitation}:{at}"),
            Event::PasswordReset(account, at) => write!(f, "{kind}:{account}:{at}"),
        }
    }
}

/// The recipient's key in the table: `account:3`.
pub fn recipient(account: AccountId) -> String {
    format!("account:{account}")
}

/// The key of a recipient without an account: `reader:8`.
pub fn reader_recipient(reader: ReaderId) -> String {
    format!("reader:{reader}")
}

/// The key of a recipient who was invited: `invitation:5`.
pub fn invited_recipient(invitation: InvitationId) -> String {
    format!("invitation:{invitation}")
}

stored_enum! {
    /// The state of a delivery.
    pub enum State {
        /// Is tried until it succeeds or is given up.
        Waiting = 0 => "waiting",
        /// The relay accepted it.
        Sent = 1 => "sent",
        /// Its content was no longer true.
        Cancelled = 2 => "cancelled",
        /// The recipient's address is suppressed.
        Suppressed = 3 => "suppressed",
        /// Given up. An admin can restart it.
        Dead = 4 => "dead",
    }
}

/// A delivery as admins see it.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Delivery {
    pub id: DeliveryId,
    /// `comment_held:17`.
    pub event: String,
    /// The recipient, unless the account is gone.
    pub account_id: Option<AccountId>,
    /// The recipient's name.
    pub account_name: Option<String>,
    /// The comment that it is about.
    pub comment_id: Option<CommentId>,
    pub state: State,
    /// The same in each attempt.
    pub message_id: String,
    /// Attempts that reached the relay.
    pub attempts: i64,
    /// Why it was not sent.
    #[diesel(deserialize_as = Stored)]
    pub cause: Option<Cause>,
    /// When it was planned.
    pub created_at: Time,
    /// When it was sent, cancelled or given up.
    pub finished_at: Option<Time>,
}

/// Mails of one state that have the same cause.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SameCause {
    pub state: State,
    /// Why they were not sent.
    #[diesel(deserialize_as = Stored)]
    pub cause: Option<Cause>,
    /// How many.
    pub count: i64,
}

/// A suppressed address, without the address itself.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Suppression {
    /// The blind index of the address.
    pub email_index: Vec<u8>,
    /// Why it is suppressed.
    #[diesel(deserialize_as = Stored)]
    pub cause: Cause,
    /// When it was suppressed.
    pub created_at: Time,
    /// The member of the staff whose address it is; `None` for readers.
    pub account_id: Option<AccountId>,
    /// The name of that member.
    pub account_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_reads_back() {
        for kind in Kind::ALL {
            let (event, text) = match kind {
                Kind::CommentHeld => (Event::CommentHeld(CommentId(17)), "comment_held:17"),
                Kind::CommentPublished => {
                    (Event::CommentPublished(CommentId(1)), "comment_published:1")
                }
                Kind::Surge => (Event::Surge(AuditId(4)), "surge:4"),
                Kind::CommentDecided => {
                    (Event::CommentDecided(CommentId(17), 2), "comment_decided:17:2")
                }
                Kind::ReviewAnswered => (
                    Event::ReviewAnswered(ReviewId(5), 1_763_802_000_000_000),
                    "review_answered:5:1763802000000000",
                ),
                Kind::AddressLink => (
                    Event::AddressLink(CommentId(17), 1_763_802_000_000_000),
                    "address_link:17:1763802000000000",
                ),
                Kind::NoteMention => (Event::NoteMention(ArticleNoteId(6)), "note_mention:6"),
                Kind::NewComment => (Event::NewComment(CommentId(17)), "new_comment:17"),
                Kind::ReaderDigest => (Event::ReaderDigest(ReaderId(8), 9), "reader_digest:8:9"),
                Kind::Correction => (Event::Correction(ArticleId(4), 9), "correction:4:9"),
                Kind::BackupsOverdue => (Event::BackupsOverdue(9), "backups_overdue:9"),
                Kind::BackupsBack => (Event::BackupsBack(9), "backups_back:9"),
                Kind::DataLink => (Event::DataLink(ReaderId(8), 9), "data_link:8:9"),
                Kind::QueueLate => {
                    (Event::QueueLate(CommentId(3), 1_790_000_000), "queue_late:3:1790000000")
                }
                Kind::ReviewOpened => (Event::ReviewOpened(CommentId(17), 5), "review_opened:17:5"),
                Kind::Digest => (Event::Digest(Topic::Held, 9), "digest:held:9"),
                Kind::Invitation => (Event::Invitation(InvitationId(5), 9), "invitation:5:9"),
                Kind::PasswordReset => {
                    (Event::PasswordReset(AccountId(2), 9), "password_reset:2:9")
                }
            };
            assert_eq!((event.kind(), event.to_string().as_str()), (kind, text));
            assert_eq!(Event::parse(text), Some(event));
        }
        assert_eq!(Event::parse("comment_held:x"), None);
        assert_eq!(Event::parse("digest:1"), None);
        assert_eq!(Event::parse("digest:weather:1"), None);
    }

    #[test]
    fn every_event_has_its_kind_of_job() {
        let comment = CommentId(17);
        let jobs = [
            Job::CommentHeld { comment },
            Job::CommentPublished { comment },
            Job::QueueLate { comment, at: 9 },
        ];
        assert_eq!([jobs[0].kind(), jobs[1].kind()], Event::BATCHED_JOB_KINDS);
        assert!(
            jobs.iter()
                .all(|job| Event::of(*job).is_some_and(|event| event.comment() == Some(comment)))
        );
        assert_eq!(Event::of(Job::Deliver { delivery: DeliveryId(1) }), None);
    }
}
