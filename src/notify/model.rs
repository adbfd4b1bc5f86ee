//! What mails are about, and how a delivery lives.

use std::fmt;
use std::time::Duration;

use crate::clock::Time;
use crate::ids::{AccountId, AuditId, CommentId, DeliveryId, ReaderId, ReviewId};
use crate::queue::Job;
use crate::stored_enum;

/// What happened. With the recipient it names one mail, however often it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A comment waits for a decision; for the moderators.
    CommentHeld(CommentId),
    /// A comment became public; for the article's author.
    CommentPublished(CommentId),
    /// The surge guard stepped in or back, as this line of the log tells; for the editors.
    Surge(AuditId),
    /// A comment was decided about, which made this version of it; for its reader, if the address
    /// is proven.
    CommentDecided(CommentId, i64),
    /// An appeal or an author's edit was answered at this time (microseconds since 1970); for the
    /// comment's reader, if the address is proven.
    ReviewAnswered(ReviewId, i64),
    /// The author of a comment asked at this time (microseconds since 1970) for a link that proves
    /// the address.
    AddressLink(CommentId, i64),
    /// A comment is the oldest of its section and waits longer than it should; for the section's
    /// moderators. With the second in which that was seen, so that it can be said again another
    /// day.
    QueueLate(CommentId, i64),
}

impl Event {
    /// The comment it names, if it names one.
    pub fn comment(self) -> Option<CommentId> {
        match self {
            Event::CommentHeld(comment)
            | Event::CommentPublished(comment)
            | Event::CommentDecided(comment, _)
            | Event::AddressLink(comment, _)
            | Event::QueueLate(comment, _) => Some(comment),
            Event::Surge(_) | Event::ReviewAnswered(..) => None,
        }
    }

    /// The kinds of [`Job`] that tell of an event and come by the hundred.
    pub const JOBS: [&str; 2] = ["comment_held", "comment_published"];

    /// What a job tells of, if it tells of an event.
    pub fn of(job: Job) -> Option<Event> {
        match job {
            Job::CommentHeld { comment } => Some(Event::CommentHeld(comment)),
            Job::CommentPublished { comment } => Some(Event::CommentPublished(comment)),
            Job::QueueLate { comment, at } => Some(Event::QueueLate(comment, at)),
            _ => None,
        }
    }

    /// Reads what `Display` wrote.
    pub fn parse(text: &str) -> Option<Event> {
        let (name, rest) = text.split_once(':')?;
        if let Some((id, number)) = rest.split_once(':') {
            let number = number.parse().ok()?;
            if name == "review_answered" {
                return Some(Event::ReviewAnswered(id.parse().ok()?, number));
            }
            let comment = id.parse().ok()?;
            return match name {
                "comment_decided" => Some(Event::CommentDecided(comment, number)),
                "address_link" => Some(Event::AddressLink(comment, number)),
                "queue_late" => Some(Event::QueueLate(comment, number)),
                _ => None,
            };
        }
        let id = rest;
        match name {
            "comment_held" => Some(Event::CommentHeld(id.parse().ok()?)),
            "comment_published" => Some(Event::CommentPublished(id.parse().ok()?)),
            "surge" => Some(Event::Surge(id.parse().ok()?)),
            _ => None,
        }
    }
}

impl fmt::Display for Event {
    /// As in the table: `comment_held:17`, `comment_decided:17:2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::CommentHeld(comment) => write!(f, "comment_held:{comment}"),
            Event::CommentPublished(comment) => write!(f, "comment_published:{comment}"),
            Event::Surge(entry) => write!(f, "surge:{entry}"),
            Event::CommentDecided(comment, version) => {
                write!(f, "comment_decided:{comment}:{version}")
            }
            Event::ReviewAnswered(review, at) => write!(f, "review_answered:{review}:{at}"),
            Event::AddressLink(comment, asked) => write!(f, "address_link:{comment}:{asked}"),
            Event::QueueLate(comment, at) => write!(f, "queue_late:{comment}:{at}"),
        }
    }
}

/// The recipient's name in the table: `account:3`.
pub fn recipient(account: AccountId) -> String {
    format!("account:{account}")
}

/// The name in the table of a recipient without an account: `reader:8`.
pub fn reader_recipient(reader: ReaderId) -> String {
    format!("reader:{reader}")
}

stored_enum! {
    /// How far a mail has come.
    pub enum State {
        /// Is tried, again and again if need be.
        Waiting = 0 => "waiting",
        /// The relay has it.
        Sent = 1 => "sent",
        /// What it would have said is no longer true.
        Cancelled = 2 => "cancelled",
        /// The relay refuses the recipient's address.
        Suppressed = 3 => "suppressed",
        /// Given up. It is tried again if an admin says so.
        Dead = 4 => "dead",
    }
}

/// A delivery as admins see it.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Delivery {
    /// The row.
    pub id: DeliveryId,
    /// `comment_held:17`.
    pub event: String,
    /// The recipient, unless the account is gone.
    pub account_id: Option<AccountId>,
    /// The recipient's name.
    pub account_name: Option<String>,
    /// What it is about.
    pub comment_id: Option<CommentId>,
    /// How far it has come.
    pub state: State,
    /// The same on each try.
    pub message_id: String,
    /// Tries that reached the relay.
    pub attempts: i64,
    /// Why it is not sent, in one sentence.
    pub last_error: Option<String>,
    /// When it was planned.
    pub created_at: Time,
    /// When it was sent, cancelled or given up.
    pub finished_at: Option<Time>,
}

/// An address that takes no mail, as admins see it: without the address.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Suppression {
    /// The blind index of the address.
    pub email_index: Vec<u8>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub created_at: Time,
    /// The member of the staff whose address it is, if it is one's.
    pub account_id: Option<AccountId>,
    /// The name.
    pub account_name: Option<String>,
}

/// The wait after the first failure; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(60);

/// The longest wait: a mail to a server that greylists or is down for a night should not be a day
/// late.
pub const LONGEST_WAIT: Duration = Duration::from_secs(4 * 3600);

/// A mail that spent its days waiting for a relay at fault still gets this many tries of its own.
const LEAST_TRIES: i64 = 5;

/// How long to wait after the failure number `tries`. `random` spreads mails that failed together
/// over a quarter of the time to either side.
pub fn backoff(tries: i64, random: u16) -> Duration {
    let doublings = u32::try_from(tries.clamp(1, 16) - 1).unwrap_or(0);
    let wait = FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT);
    wait.mul_f64(0.75 + 0.5 * f64::from(random) / f64::from(u16::MAX))
}

/// Whether to give up after the failure number `tries` of something that is `age` old.
pub fn is_spent(tries: i64, age: Duration, max_age: Duration) -> bool {
    tries >= LEAST_TRIES && age >= max_age
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_reads_back() {
        for event in [
            Event::CommentHeld(CommentId(17)),
            Event::CommentPublished(CommentId(1)),
            Event::Surge(AuditId(4)),
            Event::CommentDecided(CommentId(17), 2),
            Event::ReviewAnswered(ReviewId(5), 1_763_802_000_000_000),
            Event::AddressLink(CommentId(17), 1_763_802_000_000_000),
            Event::QueueLate(CommentId(3), 1_790_000_000),
        ] {
            assert_eq!(Event::parse(&event.to_string()), Some(event));
        }
        assert_eq!(Event::parse("comment_held:x"), None);
        assert_eq!(Event::parse("digest:1"), None);
    }

    #[test]
    fn every_event_has_its_kind_of_job() {
        let comment = CommentId(17);
        let jobs = [
            Job::CommentHeld { comment },
            Job::CommentPublished { comment },
            Job::QueueLate { comment, at: 9 },
        ];
        assert_eq!([jobs[0].kind(), jobs[1].kind()], Event::JOBS);
        assert!(
            jobs.iter()
                .all(|job| Event::of(*job).is_some_and(|event| event.comment() == Some(comment)))
        );
        assert_eq!(Event::of(Job::Deliver { delivery: DeliveryId(1) }), None);
    }

    #[test]
    fn waits_grow_within_their_spread() {
        assert_eq!(backoff(1, 0), Duration::from_secs(45));
        assert_eq!(backoff(1, u16::MAX), Duration::from_secs(75));
        assert_eq!(backoff(3, 0), Duration::from_secs(180));
        for tries in [20, i64::MAX] {
            assert!(backoff(tries, u16::MAX) <= LONGEST_WAIT.mul_f64(1.25));
        }
    }

    #[test]
    fn five_days_hold_more_tries_than_the_least() {
        let days = Duration::from_secs(432_000);
        let mut age = Duration::ZERO;
        let mut tries = 0;
        while !is_spent(tries, age, days) {
            tries += 1;
            age += backoff(tries, u16::MAX);
        }
        assert!(tries > LEAST_TRIES, "{tries}");
        assert!(!is_spent(LEAST_TRIES - 1, days, days));
    }
}
