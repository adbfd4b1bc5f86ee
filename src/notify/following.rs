//! Mail to readers who follow an article or wait for replies: confirming what they asked for, new
//! comments, and corrections.
//!
//! A new comment becomes a notice for each follower. When a delivery is
//! sent, it claims all notices that belong to it. So several comments on one article are one mail, an
//! approval and the reply to it are one mail, and no follower is notified of a comment twice.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::clock::{DAY, Time, Zone};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, DeliveryId, ReaderId};
use crate::notify::facts::Facts;
use crate::notify::message_id::message_id;
use crate::notify::model::{Audience, Event, reader_recipient};
use crate::notify::readers::{self, LinkRequest};
use crate::notify::store::news::Which;
use crate::notify::store::{content, deliveries, followers, news};
use crate::queue::{self, Claimed, Job};
use crate::subscriptions;
use crate::subscriptions::model::Frequency;

/// Followers whose mails are planned in one transaction, for which posts wait on SQLite.
const AT_A_TIME: i64 = 100;
/// The most mails about new comments to one reader in a day; after that they are joined into one on
/// the next morning.
const NEWS_A_DAY: i64 = 20;
/// How long a mail about a reply waits for one about the decision on the comment that it replies to, at a
/// time and in all.
const JOIN: Duration = Duration::from_secs(20);
const LONGEST_JOIN: Duration = Duration::from_secs(600);
/// The hour of daily mails, in the time zone of the site.
const MORNING: i8 = 7;

/// Queues the mails to followers about comments that became public, in the present transaction.
pub(super) fn queue_followed(conn: &mut Connection, events: &[Event], now: Time) -> Result<()> {
    let published: Vec<CommentId> = events
        .iter()
        .filter_map(|event| match event {
            Event::CommentPublished(comment) => Some(*comment),
            _ => None,
        })
        .collect();
    for comment in subscriptions::followed(conn, &published)? {
        queue::enqueue(conn, Job::NewComment { comment, at: now.micros() }, now)?;
    }
    Ok(())
}

/// Plans the mail that confirms a subscription, and finishes the job. A subscription that needs no
/// confirmation ends that its reader gets no mail: the reader has just asked for some.
pub async fn plan_confirmation(app: &App, claimed: Claimed, comment: CommentId) -> Result<()> {
    let now = app.clock.now();
    let author = app.db.read(move |conn| match content::reader_of(conn, comment)? {
        Some(reader) => content::reader(conn, reader),
        None => Ok(None),
    });
    let request = match author.await? {
        // The time of the job, so that a second run plans the same mail.
        Some(author) => Some(LinkRequest::new(app, comment, &author, claimed.created_at)?),
        None => None,
    };
    let planning = app.db.write(move |conn| {
        if let (Some(request), Some(subscription)) =
            (&request, subscriptions::with_comment(conn, comment)?)
        {
            match subscription.confirmed_at {
                Some(_) => readers::resume(conn, request.reader)?,
                None => readers::mail_first_link(conn, request, now)?,
            }
        }
        queue::finish(conn, &claimed)
    });
    planning.await.map(|_| ())
}

/// Plans the mails to the followers of a comment, due at `at` (microseconds since 1970) or later, and
/// finishes the job.
pub async fn plan_new_comment(
    app: &Arc<App>,
    claimed: Claimed,
    comment: CommentId,
    at: i64,
) -> Result<()> {
    let due = Time::from_micros(at);
    let plan = move |conn: &mut Connection, app: &App, after| {
        let now = app.clock.now();
        let found = followers::of_comment(conn, comment, after, AT_A_TIME)?;
        for (reader, frequency) in &found {
            if followers::add_notice(conn, *reader, comment, now)? {
                let due = due.max(now);
                let (event, due) = event_for(conn, app, (*reader, *frequency), comment, due)?;
                plan(conn, app, event, *reader, due, now)?;
            }
        }
        Ok(found.last().map(|(reader, _)| *reader))
    };
    for_each_part(app, plan).await?;
    app.db.write(move |conn| queue::finish(conn, &claimed)).await?;
    Ok(())
}

/// Plans the mails about a correction, and finishes the job.
pub async fn plan_correction(
    app: &Arc<App>,
    claimed: Claimed,
    article: ArticleId,
    at: i64,
) -> Result<()> {
    let event = Event::Correction(article, at);
    let plan = move |conn: &mut Connection, app: &App, after| {
        let now = app.clock.now();
        let found = followers::who_commented(conn, article, after, AT_A_TIME)?;
        for reader in &found {
            plan(conn, app, event, *reader, now, now)?;
        }
        Ok(found.last().copied())
    };
    for_each_part(app, plan).await?;
    app.db.write(move |conn| queue::finish(conn, &claimed)).await?;
    Ok(())
}

/// Runs `part` in a transaction for readers after the one that it returned, until it returns none.
async fn for_each_part<F>(app: &Arc<App>, part: F) -> Result<()>
where
    F: Fn(&mut Connection, &App, ReaderId) -> Result<Option<ReaderId>> + Copy + Send + 'static,
{
    let mut after = ReaderId(0);
    loop {
        let parts = Arc::clone(app);
        let done = app.db.write_low_priority(move |conn| part(conn, &parts, after)).await?;
        match done {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// The event of the mail that notifies a reader of a comment, and when it is due.
fn event_for(
    conn: &mut Connection,
    app: &App,
    (reader, frequency): (ReaderId, Frequency),
    comment: CommentId,
    due: Time,
) -> Result<(Event, Time)> {
    let slot = match frequency {
        Frequency::AtOnce => {
            if followers::news_since(conn, reader, due.minus(DAY))? < NEWS_A_DAY {
                return Ok((Event::NewComment(comment), due));
            }
            next_morning(&app.settings().site.timezone, due)
        }
        Frequency::Hourly => next_hour(due),
        Frequency::Daily => next_morning(&app.settings().site.timezone, due),
    };
    Ok((Event::ReaderDigest(reader, slot.seconds()), slot))
}

fn next_hour(time: Time) -> Time {
    Time::from_micros((time.seconds().div_euclid(3_600) + 1) * 3_600 * 1_000_000)
}

/// The next time that is [`MORNING`] in `zone`.
fn next_morning(zone: &Zone, time: Time) -> Time {
    let here = zone.at(time);
    let at_seven = |date: jiff::civil::Date| {
        let zoned = date.at(MORNING, 0, 0, 0).to_zoned(here.time_zone().clone()).ok()?;
        Some(Time::from_micros(zoned.timestamp().as_microsecond()))
    };
    let today = at_seven(here.date()).filter(|morning| *morning > time);
    let tomorrow = || here.date().tomorrow().ok().and_then(at_seven);
    today.or_else(tomorrow).unwrap_or_else(|| time.plus(DAY))
}

/// Adds a delivery to a reader, unless it exists already.
fn plan(
    conn: &mut Connection,
    app: &App,
    event: Event,
    reader: ReaderId,
    due: Time,
    now: Time,
) -> Result<()> {
    let message_id = message_id(app, &event.to_string(), &reader_recipient(reader));
    match deliveries::insert_for_follower(conn, event, reader, &message_id, now)? {
        Some(delivery) => queue::enqueue_at(conn, Job::Deliver { delivery }, due, now),
        None => Ok(()),
    }
}

/// Until when the mail about a reply waits because a mail about the decision on the parent comment is
/// planned, which will include the reply.
pub(super) async fn waits_until(app: &App, facts: &Facts) -> Result<Option<Time>> {
    let (Some(Event::NewComment(comment)), Some(reader)) =
        (Event::parse(&facts.event), &facts.reader)
    else {
        return Ok(None);
    };
    let now = app.clock.now();
    if now.since(facts.created_at) > LONGEST_JOIN {
        return Ok(None);
    }
    let reader = reader.id;
    let decision = app.db.read(move |conn| news::decision_waits(conn, reader, comment)).await?;
    Ok(decision.then(|| now.plus(JOIN)))
}

/// Adds the new comments of a mail to its facts. This delivery claims them, so that no other one
/// includes them; another attempt of this one includes the same.
pub(super) async fn with_news(app: &App, id: DeliveryId, facts: Facts) -> Result<Facts> {
    let (Some(event), Some(reader)) = (Event::parse(&facts.event), &facts.reader) else {
        return Ok(facts);
    };
    if event.audience() != Audience::Reader {
        return Ok(facts);
    }
    let which = match event {
        Event::NewComment(_) => facts.article().map(Which::OfArticle),
        Event::ReaderDigest(..) => Some(Which::All),
        Event::CommentDecided(comment, _) if readers::is_still_true(event, reader, &facts) => {
            Some(Which::RepliesTo(comment))
        }
        _ => None,
    };
    let Some(which) = which else { return Ok(facts) };
    let (reader, index) = (reader.id, reader.email_index.clone());
    let waits = app.db.read(move |conn| news::are_waiting(conn, id, reader, which)).await?;
    if !waits {
        return Ok(facts);
    }
    let taking = app.db.write(move |conn| {
        news::claim(conn, id, (reader, &index), which)?;
        news::items(conn, id, reader)
    });
    Ok(Facts { news: taking.await?, ..facts })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Time {
        Time::parse(text).expect("a time")
    }

    #[test]
    fn a_digest_is_due_at_the_next_full_hour_or_the_next_morning() {
        assert_eq!(next_hour(time("2026-11-22T12:59:59Z")), time("2026-11-22T13:00:00Z"));
        assert_eq!(next_hour(time("2026-11-22T13:00:00Z")), time("2026-11-22T14:00:00Z"));
        let berlin = Zone::named("Europe/Berlin").expect("a zone");
        for (now, morning) in [
            ("2026-11-22T05:59:00Z", "2026-11-22T06:00:00Z"),
            ("2026-11-22T06:00:00Z", "2026-11-23T06:00:00Z"),
            ("2026-03-28T12:00:00Z", "2026-03-29T05:00:00Z"),
        ] {
            assert_eq!(next_morning(&berlin, time(now)), time(morning), "{now}");
        }
    }
}
