//! Mail about events: [`fan_out_due`] plans one delivery for each recipient, [`deliver`] sends one.
//!
//! A delivery is unique by event and recipient, and is planned once. Its Message-ID is a keyed hash
//! of both, so it is the same in every attempt. A mail can only be sent twice if the program
//! crashes between the relay's acceptance and storing the outcome; the second copy has the same
//! Message-ID, and with the file transport it is the same file.
//!
//! The content of a mail is read when it is sent: a comment that was decided, edited or deleted
//! meanwhile changes or cancels the mail. A mail is a `Letter` in the language of its
//! recipient at that time.

pub mod account_mails;
pub mod acting;
mod answered;
mod attempts;
pub mod bounces;
mod digest;
mod digest_mails;
mod digests;
mod facts;
mod follower_mails;
pub mod following;
mod letter;
mod mails;
pub mod message_id;
pub mod model;
pub mod outbox;
pub mod preferences;
mod reader_links;
mod reader_mails;
pub mod readers;
pub mod samples;
mod sending;
pub mod staff_links;
mod staff_mails;
mod store;
pub mod topics;
pub mod view;
pub mod web;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::accounts::records::Invitation;
use crate::accounts::{invitations, resets};
use crate::address::EmailAddress;
use crate::app::App;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result, optional};
use crate::ids::{AccountId, DeliveryId, ReviewId};
use crate::mail::{Mail, Outcome, health};
use crate::notify::attempts::{Attempt, Stored, postpone};
use crate::notify::digest::News;
use crate::notify::facts::{Account, Facts, Reader, UNSUBSCRIBED};
use crate::notify::message_id::{host, message_id};
use crate::notify::model::{Audience, Delivery, Event, State, Suppression, recipient};
use crate::notify::store::{content, deliveries, recipients, suppressions};
use crate::notify::topics::{Preferences, Topic};
use crate::queue::{self, Claimed, Job};
use crate::reviews;
use crate::status::Status;
use crate::vault;

/// Plans the mails about up to `limit` events whose jobs are due, and removes those jobs, in the
/// present transaction. Returns the number of jobs. In a busy hour a hundred are due at a time, and
/// together they cost little more than one.
pub fn fan_out_due(conn: &mut Connection, app: &App, now: Time, limit: usize) -> Result<usize> {
    let due = queue::remove_due(conn, Event::BATCHED_JOB_KINDS, now, limit)?;
    let events: Vec<Event> = due.iter().filter_map(|job| Event::of(*job)).collect();
    plan(conn, app, &events, now)?;
    following::queue_followed(conn, &events, now)?;
    Ok(due.len())
}

/// Plans the mails about `event` and finishes its job, in one transaction.
pub async fn fan_out(app: &Arc<App>, claimed: Claimed, event: Event, now: Time) -> Result<()> {
    let parts = Arc::clone(app);
    let planning = app.db.write(move |conn| {
        plan(conn, &parts, &[event], now)?;
        following::queue_followed(conn, &[event], now)?;
        queue::finish(conn, &claimed)
    });
    planning.await.map(|_| ())
}

/// Adds one delivery for each recipient of each event, unless it exists already. News of some topics
/// are joined into one delivery.
fn plan(conn: &mut Connection, app: &App, events: &[Event], now: Time) -> Result<()> {
    let planned = recipients::recipients(conn, events)?;
    let mut joined: HashMap<String, News> = HashMap::new();
    for event in events {
        let kind = match event {
            Event::ReviewOpened(_, id) => {
                optional(reviews::find(conn, ReviewId(*id)))?.map(|review| review.kind)
            }
            _ => None,
        };
        if let Some(news) = News::of(*event, kind) {
            joined.insert(event.to_string(), news);
        }
    }
    let accounts: BTreeSet<AccountId> = planned.iter().map(|(_, account)| *account).collect();
    let chosen = preferences::of_all(conn, &accounts)?;
    let defaults = Preferences::default();
    if !joined.is_empty() {
        digests::lock(conn)?;
    }
    for (event, account) in planned {
        let chosen = chosen.get(&account).unwrap_or(&defaults);
        if let Some(news) = joined.get(&event.to_string()) {
            if chosen.wants(news.topic) {
                digests::add(conn, app, account, *news, chosen, now)?;
            }
            continue;
        }
        if matches!(event, Event::ReviewOpened(..)) {
            // The review was deleted with its comment.
            continue;
        }
        let message_id = message_id(app, &event.to_string(), &recipient(account));
        if let Some(delivery) = deliveries::insert(conn, event, account, &message_id, now)? {
            queue::enqueue(conn, Job::Deliver { delivery }, now)?;
        }
    }
    Ok(())
}

/// Sends one mail if its content is still true, and stores the outcome together with the end of the
/// job.
pub async fn deliver(app: &App, claimed: Claimed, id: DeliveryId) -> Result<()> {
    let Some(facts) = app.db.read(move |conn| content::facts(conn, id)).await? else {
        app.db.write(move |conn| queue::finish(conn, &claimed)).await?;
        return Ok(());
    };
    if facts.state != State::Waiting {
        // Another worker has completed the delivery; only the job remains.
        app.db.write(move |conn| queue::finish(conn, &claimed)).await?;
        return Ok(());
    }
    if facts.data_at.is_some() {
        return sending::ask_for_sign_of_life(app, claimed, id, facts.attempts).await;
    }
    let event = Event::parse(&facts.event);
    let mut facts = facts;
    if let (Some(event), Some(account)) = (event, facts.account.as_ref().map(|it| it.id)) {
        let now = app.clock.now();
        let quiet = match may_wait(event) {
            true => facts.chosen.quiet_until(now, &app.settings().site.timezone),
            false => None,
        };
        if let Some(run_at) = quiet {
            let why = ("the recipient has quiet hours", false);
            return postpone(app, claimed, (id, &facts), run_at, why).await;
        }
        if let Event::Digest(topic, _) = event {
            let chosen = facts.chosen.clone();
            let joins = !chosen.interval(app.settings().moderation.join).is_zero();
            let seal =
                move |conn: &mut Connection| digests::seal(conn, (account, topic), id, joins, now);
            app.db.write(seal).await?;
            let about = (account, topic);
            let content = app.db.read(move |conn| digests::content(conn, about, id, &chosen));
            let (digest, flags) = content.await?;
            (facts.digest, facts.flags) = (Some(digest), flags);
        }
    }
    if let Some(run_at) = following::waits_until(app, &facts).await? {
        let why = ("a mail about the decision on the comment goes first", false);
        return postpone(app, claimed, (id, &facts), run_at, why).await;
    }
    let facts = following::with_news(app, id, facts).await?;
    let mut relay_fault = None;
    let attempt = match decide(&facts, app.clock.now()) {
        Plan::Send { event, to } => {
            let outcome = match compose(app, &facts, event, to) {
                Ok(mail) => {
                    let now = app.clock.now();
                    if let Err(run_at) = app.mailer.reserve_turn(mail.to.domain(), now) {
                        let why = ("the limit of mails per time is reached", true);
                        return postpone(app, claimed, (id, &facts), run_at, why).await;
                    }
                    sending::send(app, claimed, id, &mail).await
                }
                // Most likely the key file is wrong. The mail is tried again later.
                Err(error) => Outcome::try_later(&error.to_string()),
            };
            if let Outcome::RelayFault(failure) | Outcome::PolicyRefused(failure) = &outcome {
                relay_fault = Some(failure.reason().to_owned());
            }
            Attempt::of(app, &claimed, &facts, outcome)?
        }
        Plan::End { state, reason } => Attempt::End {
            state,
            attempts: facts.attempts,
            reason: Some(reason.to_owned()),
            suppress: None,
        },
    };
    tracing::info!(delivery = %id, event = facts.event, fate = attempt.name(), reason = attempt.reason(), "a mail was handled");
    let reason = attempt.reason().unwrap_or_default().to_owned();
    let sent = attempt.is_sent();
    let stored = attempts::store(app, claimed, id, attempt).await?;
    note_relay(app, relay_fault.as_deref(), sent).await;
    if let Some(carries) = app.mailer.take_news_about_international() {
        let noted = app.db.write(move |conn| health::note_international(conn, carries)).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "what the mail relay can carry could not be stored");
        }
    }
    match (stored, &facts.account) {
        (Stored::RelayAtFault { freed }, _) => {
            app.mailer.relay_fault(app.clock.now(), &reason);
            note_relay(app, Some(&reason), false).await;
            tracing::warn!(
                mails = freed,
                "the relay refuses every recipient; their mails are tried again"
            );
        }
        (Stored::Suppressed, account) => {
            app.mailer.relay_works();
            if let Some(account) = account {
                tracing::warn!(
                    account = %account.id,
                    reason,
                    "the mail relay refuses the address of a member of the staff; it gets no mail for a day"
                );
            }
        }
        (Stored::Done, _) => {}
    }
    Ok(())
}

/// Stores what an attempt showed about the relay, for other processes and for people. A failure to
/// store it delays no mail.
async fn note_relay(app: &App, fault: Option<&str>, works: bool) {
    let now = app.clock.now();
    let noted = match (fault, works) {
        (Some(reason), _) => {
            let reason = reason.to_owned();
            app.db.write(move |conn| health::at_fault(conn, &reason, now)).await
        }
        (None, true) => {
            let known = app.db.read(health::fault).await;
            match known {
                Ok(Some(_)) => app.db.write(health::works).await,
                known => known.map(drop),
            }
        }
        (None, false) => Ok(()),
    };
    if let Err(error) = noted {
        tracing::warn!(%error, "the state of the mail relay could not be stored");
    }
}

/// Restarts a delivery that was given up or whose recipient was refused, and removes the
/// suppression of the recipient.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `not_ended` for a mail that is waiting, sent or
/// cancelled.
pub fn retry(conn: &mut Connection, id: DeliveryId, now: Time) -> Result<Delivery> {
    let delivery = deliveries::find(conn, id)?;
    let ended = matches!(delivery.state, State::Dead | State::Suppressed);
    let reopened = ended && deliveries::reopen(conn, id, delivery.state)?;
    if !reopened {
        return Err(Error::conflict(
            "not_ended",
            "Only a mail that is dead or suppressed can be tried again",
        ));
    }
    suppressions::lift_suppression(conn, id)?;
    queue::enqueue(conn, Job::Deliver { delivery: id }, now)?;
    deliveries::find(conn, id)
}

/// Removes the suppression of an address.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `stopped` if the owner of the address unsubscribed.
pub fn lift(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    match suppressions::suppression(conn, email_index)? {
        None => Err(Error::NotFound),
        Some(reason) if reason == UNSUBSCRIBED => Err(Error::conflict(
            "stopped",
            "The owner of this address has unsubscribed; nobody else can change that.",
        )),
        Some(_) => suppressions::lift(conn, email_index),
    }
}

/// Removes the suppression of an account's address.
///
/// # Errors
/// As [`lift`].
pub fn lift_of_account(conn: &mut Connection, account: AccountId) -> Result<()> {
    let index = suppressions::email_index_of(conn, account)?.ok_or(Error::NotFound)?;
    lift(conn, &index)
}

/// Suppressed addresses older than `before`, newest first.
pub fn suppressions(
    conn: &mut Connection,
    before: Option<Time>,
    limit: i64,
) -> Result<Vec<Suppression>> {
    suppressions::suppressions(conn, before, limit)
}

/// Deliveries with ids below `before`, newest first.
pub fn list(
    conn: &mut Connection,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let mut found = deliveries::list(conn, state, before, limit)?;
    // Mails that were not tried yet wait for the same relay.
    if let Some(fault) = health::fault(conn)? {
        for delivery in &mut found {
            if delivery.state == State::Waiting && delivery.last_error.is_none() {
                delivery.last_error = Some(fault.reason.clone());
            }
        }
    }
    Ok(found)
}

enum Plan<'a> {
    Send { event: Event, to: Recipient<'a> },
    End { state: State, reason: &'static str },
}

/// The recipient of a mail.
enum Recipient<'a> {
    Account(&'a Account),
    Reader(&'a Reader),
    Invited(&'a Invitation),
}

/// Decides whether the mail is still true and may be sent. Pure.
fn decide(facts: &Facts, now: Time) -> Plan<'_> {
    let end = |state, reason| Plan::End { state, reason };
    let Some(event) = Event::parse(&facts.event) else {
        return end(State::Dead, "this version of the program does not know the event");
    };
    if event.audience() == Audience::Reader {
        let Some(reader) = &facts.reader else {
            return end(State::Cancelled, "the reader's address was erased");
        };
        if !readers::is_still_true(event, reader, facts) {
            return end(State::Cancelled, "its content was no longer true");
        }
        // A reader may request a link to find out whether the mailbox works again.
        let is_link = matches!(event, Event::AddressLink(..) | Event::DataLink(..));
        // Who has ended all mail may still ask what is stored.
        let is_about_data = matches!(event, Event::DataLink(..));
        if reader.has_unsubscribed() && !is_about_data || reader.is_refused() && !is_link {
            return end(State::Suppressed, "the address is suppressed");
        }
        return Plan::Send { event, to: Recipient::Reader(reader) };
    }
    if event.audience() == Audience::Invited {
        return match facts.invitation.as_ref().filter(|invited| now < invited.expires_at) {
            Some(invited) => Plan::Send { event, to: Recipient::Invited(invited) },
            None => end(State::Cancelled, "the invitation was accepted, revoked or sent again"),
        };
    }
    let Some(account) = facts.account.as_ref().filter(|account| account.disabled_at.is_none())
    else {
        return end(State::Cancelled, "the account was removed or disabled");
    };
    let topic = match event {
        Event::Digest(topic, _) => Some(topic),
        event => digest::topic_of_single(event),
    };
    if topic.is_some_and(|topic| !facts.chosen.wants(topic)) {
        return end(State::Cancelled, "the recipient has switched such mail off");
    }
    let status = facts.comment.as_ref().map(|comment| comment.status);
    let still_true = match event {
        Event::Digest(Topic::OwnArticles, _) => says_something(facts),
        Event::Digest(..) => account.is_moderator() && says_something(facts),
        // Only its news are planned.
        Event::ReviewOpened(..) => false,
        Event::CommentHeld(_) => status == Some(Status::Pending) && account.is_moderator(),
        Event::CommentPublished(_) => status == Some(Status::Approved),
        // The beginning of a surge is not reported after its end.
        Event::Surge(_) => {
            account.is_editor()
                && facts
                    .surge
                    .as_ref()
                    .is_some_and(|surge| surge.act != Act::SurgeBegins || surge.is_on)
        }
        Event::NoteMention(_) => facts.note.is_some(),
        Event::BackupsOverdue(at) => {
            account.is_admin() && told_overdue(facts) == Some(Time::from_micros(at))
        }
        Event::BackupsBack(_) => account.is_admin() && told_overdue(facts).is_none(),
        Event::PasswordReset(_, at) => {
            facts.reset.is_some() && now.since(Time::from_micros(at)) < resets::LIFETIME
        }
        Event::CommentDecided(..)
        | Event::ReviewAnswered(..)
        | Event::AddressLink(..)
        | Event::NewComment(_)
        | Event::ReaderDigest(..)
        | Event::Correction(..)
        | Event::DataLink(..)
        | Event::Invitation(..) => false,
        // Other comments may wait even if this one was decided.
        Event::QueueLate(..) => {
            facts.waiting > 0 && facts.comment.is_some() && account.is_moderator()
        }
    };
    if !still_true {
        return end(State::Cancelled, "its content was no longer true");
    }
    if account.is_suppressed(now) {
        return end(State::Suppressed, "the relay has recently refused this address");
    }
    Plan::Send { event, to: Recipient::Account(account) }
}

/// When the admins were told that no backup was proven for too long, if that is still so.
fn told_overdue(facts: &Facts) -> Option<Time> {
    facts.backups.as_ref().and_then(|state| state.told_overdue_at())
}

/// Whether a mail of joined news has anything to say.
fn says_something(facts: &Facts) -> bool {
    facts.digest.as_ref().is_some_and(|digest| digest.count > 0)
}

/// Whether the recipient's quiet hours delay such a mail: not one that the recipient has requested, nor one
/// about a danger.
fn may_wait(event: Event) -> bool {
    !matches!(event, Event::PasswordReset(..) | Event::BackupsOverdue(_))
}

/// Renders the mail in the language of its recipient.
fn compose(app: &App, facts: &Facts, event: Event, to: Recipient<'_>) -> Result<Mail> {
    let about = || facts.comment.as_ref().ok_or(Error::NotFound);
    let config = &app.settings();
    let (address, written, unsubscribe) = match to {
        Recipient::Account(account) => {
            let row = [b"account".as_slice(), &account.email_index].concat();
            let address = app.vault.open(&account.email_sealed, &row)?;
            let words = config.words(config.site.tag_for(account.language()));
            let topic = match event {
                Event::Digest(topic, _) => Some(topic),
                event => digest::topic_of_single(event),
            };
            let stop = topic.map(|topic| staff_mails::stop_link(app, account, topic));
            let end = || staff_mails::end(config, &words, topic, stop.as_deref());
            let about_comment =
                |subject| mails::write(config, &words, subject, about()?, facts.waiting, end());
            let written = match event {
                Event::Digest(..) => {
                    let digest = facts.digest.as_ref().ok_or(Error::NotFound)?;
                    staff_mails::joined(
                        app,
                        config,
                        &words,
                        (account, facts),
                        digest,
                        stop.as_deref(),
                    )?
                }
                Event::CommentHeld(_) => about_comment(mails::Subject::Held)?,
                Event::CommentPublished(_) => about_comment(mails::Subject::Published)?,
                Event::QueueLate(..) => about_comment(mails::Subject::Late)?,
                Event::Surge(_) => {
                    let surge = facts.surge.as_ref().ok_or(Error::NotFound)?;
                    mails::write_surge(config, &words, surge, end())?
                }
                Event::NoteMention(_) => {
                    let note = facts.note.as_ref().ok_or(Error::NotFound)?;
                    mails::write_mention(config, &words, note)?
                }
                Event::BackupsOverdue(_) | Event::BackupsBack(_) => {
                    let state = facts.backups.as_ref().ok_or(Error::NotFound)?;
                    let is_overdue = matches!(event, Event::BackupsOverdue(_));
                    let known = (state.proven.as_ref(), state.failed.as_ref());
                    mails::write_backups(config, &words, known, is_overdue)?
                }
                Event::PasswordReset(_, at) => {
                    let member = facts.reset.as_ref().ok_or(Error::NotFound)?;
                    let link = account_mails::reset_link(app, member, Time::from_micros(at));
                    account_mails::reset(config, &words, link).render()?
                }
                Event::CommentDecided(..)
                | Event::ReviewAnswered(..)
                | Event::ReviewOpened(..)
                | Event::AddressLink(..)
                | Event::NewComment(_)
                | Event::ReaderDigest(..)
                | Event::Correction(..)
                | Event::DataLink(..)
                | Event::Invitation(..) => {
                    return Err(Error::internal("this mail is for somebody without an account"));
                }
            };
            (address, written, stop)
        }
        Recipient::Reader(reader) => {
            let address = app.vault.open_reader(&reader.email_index, &reader.email_sealed)?;
            // Readers read the article's language.
            let words = config.words(config.site.tag_for(facts.article_language()));
            let (written, stop) = readers::write(app, &words, event, reader, facts)?;
            (address, written, Some(stop))
        }
        Recipient::Invited(invitation) => {
            let address = invitations::open_address(&app.vault, invitation)?;
            let words = config.words(config.site.tag_for(None));
            let link = account_mails::invitation_link(app, invitation);
            let written = account_mails::invitation(config, &words, invitation, link).render()?;
            (address, written, None)
        }
    };
    let to = EmailAddress::parse(&address)
        .ok()
        .and_then(|address| address.mailbox().ok())
        .ok_or_else(|| Error::internal("a stored address is invalid"))?;
    let thread = match (&facts.reader, facts.article()) {
        (Some(reader), Some(article)) => Some(readers::thread_id(app, article, reader.id)),
        _ => None,
    };
    Ok(Mail {
        to,
        subject: written.subject,
        message_id: facts.message_id.clone(),
        thread,
        list_id: format!("comments.{}", host(&config.server.base_url)),
        unsubscribe,
        envelope_tag: Some(bounces::tag(&app.vault, facts.id)),
        text: written.text,
        html: written.html,
        date: app.clock.now(),
    })
}

/// The operator's test mail, in the language of the site.
pub fn test_mail(config: &Config, to: &EmailAddress, now: Time) -> Result<Mail> {
    let host = host(&config.server.base_url);
    let words = config.words(config.site.tag_for(None));
    let written = mails::write_test(config, &words)?;
    Ok(Mail {
        to: to.mailbox().map_err(Error::internal)?,
        subject: written.subject,
        message_id: format!("<test-{}@{host}>", URL_SAFE_NO_PAD.encode(vault::random::<12>()?)),
        thread: None,
        list_id: format!("test.{host}"),
        unsubscribe: None,
        envelope_tag: None,
        text: written.text,
        html: written.html,
        date: now,
    })
}

#[cfg(test)]
mod languages;
#[cfg(test)]
pub(crate) mod tests;
