//! Sends a planned mail: checks that it is still true and may leave now, and stores the outcome.

use crate::accounts::resets;
use crate::app::App;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail::causes::{Cause, Code};
use crate::mail::{Outcome, health};
use crate::notify::attempts::{self, Attempt, Delay, Stored, postpone};
use crate::notify::composing::{Recipient, compose};
use crate::notify::facts::{Account, Facts};
use crate::notify::model::{Audience, Event, State};
use crate::notify::store::content;
use crate::notify::topics::Topic;
use crate::notify::{digest, digests, following, readers, sending};
use crate::queue::{self, Claimed};
use crate::status::Status;

/// Sends one mail if its content is still true, and stores the outcome together with the end of the
/// job.
pub async fn deliver(app: &App, claimed: Claimed, id: DeliveryId) -> Result<()> {
    let facts = app.db.read(move |conn| content::facts(conn, id)).await?;
    // One that has ended was completed by another worker; only the job remains.
    let Some(facts) = facts.filter(|facts| facts.state == State::Waiting) else {
        return app.db.write(move |conn| queue::finish(conn, &claimed)).await.map(drop);
    };
    let attempts = facts.attempts;
    if facts.data_at.is_some() {
        return sending::wait_for_outcome(app, claimed, id, attempts).await;
    }
    let facts = match complete(app, id, facts).await? {
        Ok(facts) => facts,
        Err(delay) => return postpone(app, claimed, id, attempts, delay).await,
    };
    let mut fault = None;
    let attempt = match decide(&facts, app.clock.now()) {
        Plan::Send { event, to } => {
            let outcome = match send(app, claimed, &facts, event, to).await {
                Ok(outcome) => outcome,
                Err(delay) => return postpone(app, claimed, id, attempts, delay).await,
            };
            fault = outcome.fault_of_relay().cloned();
            Attempt::of(app, &claimed, &facts, outcome)?
        }
        Plan::End { state, code } => {
            Attempt::End { state, attempts, cause: Some(code.into()), suppress: None }
        }
    };
    tracing::info!(delivery = %id, event = facts.event, fate = attempt.name(), reason = attempt.cause().map(tracing::field::display), "a mail was handled");
    let cause = attempt.cause().cloned();
    let sent = attempt.is_sent();
    let stored = attempts::store(app, claimed, id, attempt).await?;
    let seen = match fault {
        Some(cause) => RelaySeen::Fault(cause),
        None if sent => RelaySeen::Works,
        None => RelaySeen::Nothing,
    };
    note_relay(app, seen).await;
    note_international(app).await;
    match (stored, &facts.account) {
        (Stored::RelayAtFault { freed }, _) => {
            let cause = cause.unwrap_or(Code::RelayFault.into());
            app.mailer.relay_fault(app.clock.now(), &cause);
            note_relay(app, RelaySeen::Fault(cause)).await;
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
                    reason = cause.as_ref().map(tracing::field::display),
                    "the mail relay refuses the address of a member of the staff; it gets no mail for a day"
                );
            }
        }
        (Stored::Done, _) => {}
    }
    Ok(())
}

/// Adds to the facts what the mail takes for itself when it is sent: comments that it joins. Or says until when
/// it has to wait.
async fn complete(
    app: &App,
    id: DeliveryId,
    mut facts: Facts,
) -> Result<std::result::Result<Facts, Delay>> {
    let event = Event::parse(&facts.event);
    if let (Some(event), Some(account)) = (event, facts.account.as_ref().map(|it| it.id)) {
        let now = app.clock.now();
        let quiet = match may_wait(event) {
            true => facts.chosen.quiet_until(now, &app.settings().site.timezone),
            false => None,
        };
        if let Some(run_at) = quiet {
            return Ok(Err(Delay { run_at, cause: Code::QuietHours.into(), unseal: false }));
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
        return Ok(Err(Delay { run_at, cause: Code::DecisionFirst.into(), unseal: false }));
    }
    following::with_news(app, id, facts).await.map(Ok)
}

/// Renders the mail and hands it to the relay, or says until when the pace of mails delays it.
async fn send(
    app: &App,
    claimed: Claimed,
    facts: &Facts,
    event: Event,
    to: Recipient<'_>,
) -> std::result::Result<Outcome, Delay> {
    let mail = match compose(app, facts, event, to) {
        Ok(mail) => mail,
        Err(error) => return Ok(Outcome::not_composed(&error)),
    };
    app.mailer.reserve_turn(mail.to.domain(), app.clock.now()).map_err(|run_at| Delay {
        run_at,
        cause: Code::Throttled.into(),
        unseal: true,
    })?;
    Ok(sending::send(app, claimed, facts.id, &mail).await)
}

/// What an attempt showed about the relay.
enum RelaySeen {
    Works,
    Fault(Cause),
    /// The relay was not asked, or what it answered is about this mail.
    Nothing,
}

/// Stores what an attempt showed about the relay, for other processes and for people. A failure to
/// store it delays no mail.
async fn note_relay(app: &App, seen: RelaySeen) {
    let now = app.clock.now();
    let noted = match seen {
        RelaySeen::Fault(cause) => {
            app.db.write(move |conn| health::at_fault(conn, &cause, now)).await
        }
        RelaySeen::Works => match app.db.read(health::fault).await {
            Ok(Some(_)) => app.db.write(health::works).await,
            known => known.map(drop),
        },
        RelaySeen::Nothing => Ok(()),
    };
    if let Err(error) = noted {
        tracing::warn!(%error, "the state of the mail relay could not be stored");
    }
}

/// Stores whether the relay carries international addresses, once an attempt has shown it.
async fn note_international(app: &App) {
    let Some(carries) = app.mailer.take_international_change() else { return };
    let noted = app.db.write(move |conn| health::note_international(conn, carries)).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "what the mail relay can carry could not be stored");
    }
}

enum Plan<'a> {
    Send { event: Event, to: Recipient<'a> },
    End { state: State, code: Code },
}

/// Decides whether the mail is still true and may be sent. Pure.
fn decide(facts: &Facts, now: Time) -> Plan<'_> {
    let Some(event) = Event::parse(&facts.event) else {
        return end(State::Dead, Code::UnknownEvent);
    };
    match event.audience() {
        Audience::Reader => decide_for_reader(event, facts),
        Audience::Invited => match &facts.invitation {
            Some(invited) if now < invited.expires_at => {
                Plan::Send { event, to: Recipient::Invited(invited) }
            }
            _ => end(State::Cancelled, Code::InvitationOver),
        },
        Audience::Moderators(_)
        | Audience::ArticleAuthor(_)
        | Audience::Editors
        | Audience::Admins
        | Audience::Mentioned(_)
        | Audience::Account(_)
        | Audience::Joined => decide_for_account(event, facts, now),
    }
}

fn end<'a>(state: State, code: Code) -> Plan<'a> {
    Plan::End { state, code }
}

fn decide_for_reader(event: Event, facts: &Facts) -> Plan<'_> {
    let Some(reader) = &facts.reader else {
        return end(State::Cancelled, Code::Erased);
    };
    if !readers::is_still_true(event, reader, facts) {
        return end(State::Cancelled, Code::Outdated);
    }
    // A reader may request a link to find out whether the mailbox works again.
    let is_link = matches!(event, Event::AddressLink(..) | Event::DataLink(..));
    // A reader who has ended all mail may still ask for the stored data.
    let is_about_data = matches!(event, Event::DataLink(..));
    if reader.has_unsubscribed() && !is_about_data || reader.is_refused() && !is_link {
        return end(State::Suppressed, Code::Suppressed);
    }
    Plan::Send { event, to: Recipient::Reader(reader) }
}

fn decide_for_account(event: Event, facts: &Facts, now: Time) -> Plan<'_> {
    let Some(account) = facts.account.as_ref().filter(|account| account.disabled_at.is_none())
    else {
        return end(State::Cancelled, Code::AccountGone);
    };
    let topic = match event {
        Event::Digest(topic, _) => Some(topic),
        event => digest::topic_of_single(event),
    };
    if topic.is_some_and(|topic| !facts.chosen.wants(topic)) {
        return end(State::Cancelled, Code::SwitchedOff);
    }
    if !is_still_true(event, account, facts, now) {
        return end(State::Cancelled, Code::Outdated);
    }
    if account.is_suppressed(now) {
        return end(State::Suppressed, Code::RecentlyRefused);
    }
    Plan::Send { event, to: Recipient::Account(account) }
}

/// Whether a mail to an account is still true, and still about what its role may see.
fn is_still_true(event: Event, account: &Account, facts: &Facts, now: Time) -> bool {
    let status = facts.comment.as_ref().map(|comment| comment.status);
    match event {
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
            account.is_admin() && overdue_notified_at(facts) == Some(Time::from_micros(at))
        }
        Event::BackupsBack(_) => account.is_admin() && overdue_notified_at(facts).is_none(),
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
    }
}

/// When the admins were notified that backups are overdue, if that is still so.
fn overdue_notified_at(facts: &Facts) -> Option<Time> {
    facts.backups.as_ref().and_then(|state| state.overdue_notified_at())
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
