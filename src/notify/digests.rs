//! Joining news to staff: the first about a topic is mailed at once, those that follow soon are
//! joined into one mail.
//!
//! Each piece of news is a row that belongs to exactly one delivery. A delivery is open until an
//! attempt to send it takes its news ("seals" it); later news go into another one, which is due after
//! the interval that the recipient has chosen. If the relay did not get the mail, it is open again, and
//! when it is tried next it takes over the news of the mails that were planned meanwhile: after a long
//! outage there is one mail about a topic and not one for each interval.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use crate::app::App;
use crate::clock::{SKEW, Time};
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, DeliveryId, ReviewId, SectionId};
use crate::mail::causes::{Cause, Code};
use crate::moderation::section_moderators;
use crate::notify::digest::{Digest, Flags, LISTED, News};
use crate::notify::message_id::message_id;
use crate::notify::model::{Event, State, recipient};
use crate::notify::store::deliveries;
use crate::notify::store::digests::{self as store, Newest};
use crate::notify::topics::{Preferences, Topic};
use crate::queue::{self, Job};
use crate::reviews;

/// The key of the lock under which news are given to mails, and mails sealed.
const LOCK: &[u8] = b"\0staff news\0";

/// Makes this transaction the only one that gives news to mails or seals them.
pub fn lock(conn: &mut Connection) -> Result<()> {
    dialect::serialize_on(conn, LOCK)
}

/// Adds news to the open mail of an account about the topic, or plans one. The caller has called
/// [`lock`].
pub fn add(
    conn: &mut Connection,
    app: &App,
    account: AccountId,
    news: News,
    chosen: &Preferences,
    now: Time,
) -> Result<()> {
    if store::is_known(conn, account, news)? {
        return Ok(());
    }
    let interval = chosen.interval(app.settings().moderation.join);
    let newest = store::newest(conn, account, news.topic)?;
    let delivery = match newest {
        Some(newest) if is_open(&newest) && !interval.is_zero() => newest.delivery,
        newest => {
            let due = due(newest.as_ref(), interval, now);
            let number = newest.map_or(0, |newest| newest.number.saturating_add(1));
            let number = number.max(due.micros());
            let event = Event::Digest(news.topic, number);
            let id = message_id(app, &event.to_string(), &recipient(account));
            let Some(delivery) = deliveries::insert(conn, event, account, &id, now)? else {
                return Err(Error::internal("two mails have the same number"));
            };
            queue::enqueue_at(conn, Job::Deliver { delivery }, due, now)?;
            store::set_newest(conn, (account, news.topic), (delivery, number), due)?;
            delivery
        }
    };
    store::add(conn, account, news, delivery)
}

/// Whether more news can be added to the mail.
fn is_open(newest: &Newest) -> bool {
    newest.state == State::Waiting && newest.sealed_at.is_none()
}

/// When the next mail about a topic is due: at once, unless one was sent within the interval.
fn due(newest: Option<&Newest>, interval: Duration, now: Time) -> Time {
    // A cancelled mail did not notify anyone.
    let last = newest
        .filter(|newest| newest.state != State::Cancelled)
        .map(|newest| newest.sealed_at.unwrap_or(newest.due_at));
    match last {
        // If the clock was set back, nothing waits for it to catch up.
        Some(last) if last <= now.plus(SKEW) => now.max(last.plus(interval)),
        _ => now,
    }
}

/// Takes the news of a mail for an attempt to send it and, if news are joined, those of other open
/// mails about the topic.
pub fn seal(
    conn: &mut Connection,
    (account, topic): (AccountId, Topic),
    delivery: DeliveryId,
    joins: bool,
    now: Time,
) -> Result<()> {
    lock(conn)?;
    if joins {
        for emptied in store::absorb(conn, account, topic, delivery)? {
            let cause = Cause::from(Code::Joined);
            deliveries::end(conn, emptied, State::Cancelled, 0, Some(&cause), now)?;
        }
    }
    store::seal(conn, delivery, now)
}

/// The present content of a mail: what is still true, in sections that the account moderates and has
/// not muted.
pub fn content(
    conn: &mut Connection,
    (account, topic): (AccountId, Topic),
    delivery: DeliveryId,
    chosen: &Preferences,
) -> Result<(Digest, Flags)> {
    let mut concerned: HashMap<Option<SectionId>, bool> = HashMap::new();
    let mut kept: Vec<(i64, CommentId)> = Vec::new();
    for (object, comment, section) in store::still_true(conn, delivery, topic)? {
        let concerns = match concerned.get(&section) {
            Some(concerns) => *concerns,
            None => {
                let muted = section.is_some_and(|section| chosen.muted.contains(&section));
                let theirs = topic == Topic::OwnArticles
                    || section_moderators::recipients(conn, section)?.contains(&account);
                *concerned.entry(section).or_insert(theirs && !muted)
            }
        };
        if concerns {
            kept.push((object, comment));
        }
    }
    let count = kept.len();
    kept.truncate(LISTED);
    let ids: Vec<CommentId> = kept.iter().map(|(_, comment)| *comment).collect();
    let unique: BTreeSet<CommentId> = ids.iter().copied().collect();
    let unique: Vec<CommentId> = unique.into_iter().collect();
    let entries: HashMap<CommentId, _> =
        store::entries(conn, &unique)?.into_iter().map(|entry| (entry.id, entry)).collect();
    let mut reviews = match topic {
        Topic::Flags | Topic::Appeals => {
            let ids: Vec<ReviewId> = kept.iter().map(|(object, _)| ReviewId(*object)).collect();
            let found = store::reviewed(conn, &ids)?;
            found.into_iter().map(|review| (review.id, review)).collect()
        }
        _ => HashMap::new(),
    };
    let listed = kept.iter().filter_map(|(object, comment)| {
        let entry = entries.get(comment)?.clone();
        Some((entry, reviews.remove(&ReviewId(*object))))
    });
    let listed: Vec<_> = listed.collect();
    let mut flags = Flags::new();
    if topic == Topic::Flags {
        let ids: Vec<ReviewId> = kept.iter().map(|(object, _)| ReviewId(*object)).collect();
        for (review, reason, count) in reviews::flag_reasons(conn, &ids)? {
            flags.entry(review).or_default().push((reason, count));
        }
    }
    Ok((Digest { topic, listed, count }, flags))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_due_at_once_and_the_next_after_the_interval() {
        let noon = Time::parse("2026-11-22T12:00:00Z").expect("an instant");
        let ten = Duration::from_secs(600);
        let newest = |state, sealed: Option<Time>| Newest {
            delivery: DeliveryId(1),
            number: 1,
            due_at: noon,
            state,
            sealed_at: sealed,
        };
        let later = noon.plus(Duration::from_secs(60));
        assert_eq!(due(None, ten, noon), noon);
        assert_eq!(due(Some(&newest(State::Sent, Some(noon))), ten, later), noon.plus(ten));
        // It left later than it was due.
        let sent = noon.plus(Duration::from_secs(3_600));
        assert_eq!(due(Some(&newest(State::Sent, Some(sent))), ten, sent), sent.plus(ten));
        assert_eq!(due(Some(&newest(State::Cancelled, Some(noon))), ten, later), later);
        assert_eq!(
            due(Some(&newest(State::Sent, Some(noon))), ten, noon.plus(ten * 9)),
            noon.plus(ten * 9)
        );
        // The clock was set back by a day.
        let before = noon.minus(Duration::from_secs(86_400));
        assert_eq!(due(Some(&newest(State::Sent, Some(noon))), ten, before), before);
        assert!(is_open(&newest(State::Waiting, None)));
        assert!(
            !is_open(&newest(State::Waiting, Some(noon))) && !is_open(&newest(State::Sent, None))
        );
    }
}
