//! Mail about events: [`fan_out_due`] plans one mail for each recipient, [`deliver`] sends one.
//!
//! A mail is named by its event and its recipient, and planned once. Its Message-ID is derived from
//! that name with our key, so every try carries the same one. Between the relay's yes and our note
//! of it lies the only gap in which a crash can make a second copy; it carries the first one's
//! Message-ID, and with files it is the same file.
//!
//! What a mail says is read when it is sent: a comment that was decided, edited or deleted
//! meanwhile changes or cancels it.

mod answered;
mod facts;
mod mails;
pub mod message_id;
pub mod model;
pub mod readers;
mod store;
pub mod web;

use std::sync::Arc;
use std::time::Duration;

use crate::address::EmailAddress;
use crate::app::App;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, DeliveryId};
use crate::mail::{Mail, Outcome};
use crate::notify::facts::{Account, Facts, Reader, STOPPED};
use crate::notify::message_id::{host, message_id};
use crate::notify::model::{Delivery, Event, State, Suppression, backoff, is_spent, recipient};
use crate::queue::{self, Claimed, Job};
use crate::status::Status;
use crate::vault;

/// When the relay is at fault and does not say until when.
const SHORT_WAIT: Duration = Duration::from_secs(15);

/// Those who write down that a recipient was refused wait for each other.
const REFUSALS: &[u8] = b"\0refusals\0";

/// How often the note of a mail's fate is tried while the database does not take it, a second
/// apart. A sent mail whose note is lost is sent again.
const NOTE_TRIES: u32 = 120;

/// Plans the mails about up to `limit` events whose jobs are due, and ends those jobs, all in the
/// present transaction. Returns how many jobs it were. A busy hour makes a hundred of them at a
/// time, and together they cost little more than one.
pub fn fan_out_due(conn: &mut Connection, app: &App, now: Time, limit: usize) -> Result<usize> {
    let due = queue::take(conn, Event::JOBS, now, limit)?;
    let events: Vec<Event> = due.iter().filter_map(|job| Event::of(*job)).collect();
    plan(conn, app, &events, now)?;
    Ok(due.len())
}

/// Plans the mails about `event` and ends the job that said so, in one transaction.
pub async fn fan_out(app: &Arc<App>, held: Claimed, event: Event, now: Time) -> Result<()> {
    let parts = Arc::clone(app);
    let planning = app.db.write(move |conn| {
        plan(conn, &parts, &[event], now)?;
        queue::finish(conn, &held)
    });
    planning.await.map(|_| ())
}

/// One mail for each recipient of each event. What was planned before is not planned again.
fn plan(conn: &mut Connection, app: &App, events: &[Event], now: Time) -> Result<()> {
    for (event, account) in store::recipients(conn, events)? {
        let message_id = message_id(app, &event.to_string(), &recipient(account));
        if let Some(delivery) = store::insert(conn, event, account, &message_id, now)? {
            queue::enqueue(conn, Job::Deliver { delivery }, now)?;
        }
    }
    Ok(())
}

/// Sends one mail if it is still true, and notes what became of it together with the job's end.
pub async fn deliver(app: &App, held: Claimed, id: DeliveryId) -> Result<()> {
    let Some(facts) = app.db.read(move |conn| store::facts(conn, id)).await? else {
        app.db.write(move |conn| queue::finish(conn, &held)).await?;
        return Ok(());
    };
    if facts.state != State::Waiting {
        // Another worker has ended it; only the job was left.
        app.db.write(move |conn| queue::finish(conn, &held)).await?;
        return Ok(());
    }
    let fate = match intention(&facts, app.clock.now()) {
        Intention::Send { event, to } => {
            let outcome = match compose(app, &facts, event, to) {
                Ok(mail) => app.mailer.send(&mail, &app.clock).await,
                // A wrong key file, most likely. The mail keeps its patience and its place in the
                // list.
                Err(error) => Outcome::try_later(&error.to_string()),
            };
            Fate::of(app, &held, &facts, outcome)?
        }
        Intention::End { state, reason } => Fate::End {
            state,
            attempts: facts.attempts,
            reason: Some(reason.to_owned()),
            suppress: None,
        },
    };
    tracing::info!(delivery = %id, event = facts.event, fate = fate.name(), reason = fate.reason(), "a mail was handled");
    let reason = fate.reason().unwrap_or_default().to_owned();
    match (note(app, held, id, fate).await?, &facts.account) {
        (Noted::RelayAtFault { freed }, _) => {
            app.mailer.fault(app.clock.now(), &reason);
            tracing::warn!(mails = freed, "the relay refuses every recipient; none is given up");
        }
        (Noted::Suppressed, account) => {
            app.mailer.works();
            if let Some(account) = account {
                tracing::warn!(
                    account = %account.id,
                    reason,
                    "the mail server refuses the address of a member of the staff; no mail goes there for a day"
                );
            }
        }
        (Noted::Done, _) => {}
    }
    Ok(())
}

/// Tries a mail that was given up, or whose recipient was refused, once more from the start; a
/// refusal of the recipient is forgotten with it.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `not_ended` for a mail that waits, was sent or was
/// cancelled.
pub fn retry(conn: &mut Connection, id: DeliveryId, now: Time) -> Result<Delivery> {
    let delivery = store::find(conn, id)?;
    let ended = matches!(delivery.state, State::Dead | State::Suppressed);
    let reopened = ended && store::reopen(conn, id, delivery.state)?;
    if !reopened {
        return Err(Error::conflict(
            "not_ended",
            "Only a mail that is dead or suppressed can be tried again",
        ));
    }
    store::lift_suppression(conn, id)?;
    queue::enqueue(conn, Job::Deliver { delivery: id }, now)?;
    store::find(conn, id)
}

/// Lets mail go to a suppressed address again, as an admin says, whatever mail it was that was
/// refused.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `stopped` where the owner of the address wanted no
/// more mail.
pub fn lift(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    match store::suppression(conn, email_index)? {
        None => Err(Error::NotFound),
        Some(reason) if reason == STOPPED => Err(Error::conflict(
            "stopped",
            "The owner of this address asked for no more mail; nobody else can lift that.",
        )),
        Some(_) => store::lift(conn, email_index),
    }
}

/// Lets mail go to the address of an account again.
///
/// # Errors
/// As [`lift`].
pub fn lift_of_account(conn: &mut Connection, account: AccountId) -> Result<()> {
    let index = store::email_index_of(conn, account)?.ok_or(Error::NotFound)?;
    lift(conn, &index)
}

/// Suppressed addresses older than `before`, the newest first.
pub fn suppressions(
    conn: &mut Connection,
    before: Option<Time>,
    limit: i64,
) -> Result<Vec<Suppression>> {
    store::suppressions(conn, before, limit)
}

/// Deliveries before `before`, the newest first.
pub fn list(
    conn: &mut Connection,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    store::list(conn, state, before, limit)
}

enum Intention<'a> {
    Send { event: Event, to: Recipient<'a> },
    End { state: State, reason: &'static str },
}

/// Whose address it goes to.
enum Recipient<'a> {
    Account(&'a Account),
    Reader(&'a Reader),
}

/// Whether the mail is still true and may be sent. Pure.
fn intention(facts: &Facts, now: Time) -> Intention<'_> {
    let end = |state, reason| Intention::End { state, reason };
    let Some(event) = Event::parse(&facts.event) else {
        return end(State::Dead, "the event is not known to this version of the program");
    };
    if matches!(
        event,
        Event::CommentDecided(..) | Event::ReviewAnswered(..) | Event::AddressLink(..)
    ) {
        let Some(reader) = &facts.reader else {
            return end(State::Cancelled, "the reader's address is gone");
        };
        if !readers::is_still_true(event, reader, facts) {
            return end(State::Cancelled, "it was no longer true");
        }
        // Whoever asks for a link wants to know whether the mailbox works again.
        let is_link = matches!(event, Event::AddressLink(..));
        if reader.is_stopped() || reader.is_refused() && !is_link {
            return end(State::Suppressed, "the address takes no mail from here");
        }
        return Intention::Send { event, to: Recipient::Reader(reader) };
    }
    let Some(account) = facts.account.as_ref().filter(|account| account.disabled_at.is_none())
    else {
        return end(State::Cancelled, "the account is gone or disabled");
    };
    let status = facts.comment.as_ref().map(|comment| comment.status);
    let still_true = match event {
        Event::CommentHeld(_) => status == Some(Status::Pending) && account.is_moderator(),
        Event::CommentPublished(_) => status == Some(Status::Approved),
        // That it began is no news any more once it is over.
        Event::Surge(_) => {
            account.is_editor()
                && facts
                    .surge
                    .as_ref()
                    .is_some_and(|surge| surge.act != Act::SurgeBegins || surge.is_on)
        }
        Event::CommentDecided(..) | Event::ReviewAnswered(..) | Event::AddressLink(..) => false,
        // Whether or not this very comment was decided a moment ago.
        Event::QueueLate(..) => {
            facts.waiting > 0 && facts.comment.is_some() && account.is_moderator()
        }
    };
    if !still_true {
        return end(State::Cancelled, "it was no longer true");
    }
    if account.is_suppressed(now) {
        return end(State::Suppressed, "the relay has refused this address before");
    }
    Intention::Send { event, to: Recipient::Account(account) }
}

fn compose(app: &App, facts: &Facts, event: Event, to: Recipient<'_>) -> Result<Mail> {
    let about = || facts.comment.as_ref().ok_or(Error::NotFound);
    let (address, written, unsubscribe) = match to {
        Recipient::Account(account) => {
            let row = [b"account".as_slice(), &account.email_index].concat();
            let address = app.vault.open(&account.email_sealed, &row)?;
            let written = match event {
                Event::Surge(_) => {
                    mails::write_surge(&app.config, facts.surge.as_ref().ok_or(Error::NotFound)?)?
                }
                _ => mails::write(&app.config, event, about()?, facts.waiting)?,
            };
            (address, written, None)
        }
        Recipient::Reader(reader) => {
            let address = app.vault.open_reader(&reader.email_index, &reader.email_sealed)?;
            let (written, stop) = readers::write(app, event, reader, facts, about()?)?;
            (address, written, Some(stop))
        }
    };
    let to = EmailAddress::parse(&address)
        .ok()
        .and_then(|address| address.mailbox().ok())
        .ok_or_else(|| Error::internal("a stored address is no longer one"))?;
    Ok(Mail {
        to,
        subject: written.subject,
        message_id: facts.message_id.clone(),
        list_id: format!("comments.{}", host(&app.config.server.base_url)),
        unsubscribe,
        text: written.text,
        html: written.html,
        date: app.clock.now(),
    })
}

/// A recipient whom the relay refused.
#[derive(Clone, Debug)]
struct Refused {
    email_index: Vec<u8>,
    /// Whether the mail has been tried for as long as any is.
    spent: bool,
}

/// What came of writing a try down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noted {
    Done,
    /// The recipient was refused, and no mail goes there.
    Suppressed,
    /// The relay refuses every recipient, so that nothing it said of one means anything; that many
    /// mails to others wait again.
    RelayAtFault {
        freed: usize,
    },
}

/// What is written down of one try.
#[derive(Clone, Debug)]
enum Fate {
    End { state: State, attempts: i64, reason: Option<String>, suppress: Option<Refused> },
    Again { run_at: Time, attempts: i64, reason: String },
}

impl Fate {
    fn of(app: &App, held: &Claimed, facts: &Facts, outcome: Outcome) -> Result<Fate> {
        let now = app.clock.now();
        let attempts = facts.attempts + 1;
        let end = |state, reason: Option<&str>| Fate::End {
            state,
            attempts,
            reason: reason.map(str::to_owned),
            suppress: None,
        };
        Ok(match outcome {
            Outcome::Sent => end(State::Sent, None),
            Outcome::Refused(trouble) => end(State::Dead, Some(trouble.reason())),
            Outcome::RecipientRefused(trouble) => Fate::End {
                state: State::Suppressed,
                attempts,
                reason: Some(trouble.reason().to_owned()),
                suppress: match (&facts.account, &facts.reader) {
                    (Some(account), _) => Some(account.email_index.clone()),
                    (None, reader) => reader.as_ref().map(|reader| reader.email_index.clone()),
                }
                .map(|email_index| Refused {
                    email_index,
                    spent: is_spent(attempts, now.since(held.created_at), app.config.mail.max_age),
                }),
            },
            Outcome::TryLater(trouble) | Outcome::PolicyRefused(trouble)
                if is_spent(attempts, now.since(held.created_at), app.config.mail.max_age) =>
            {
                end(State::Dead, Some(trouble.reason()))
            }
            Outcome::TryLater(trouble) | Outcome::PolicyRefused(trouble) => {
                let run_at = now.plus(backoff(attempts, u16::from_be_bytes(vault::random()?)));
                Fate::Again { run_at, attempts, reason: trouble.reason().to_owned() }
            }
            // The relay's fault is no failure of this mail: the try is not counted.
            Outcome::RelayFault(trouble) => {
                let run_at = app.mailer.closed_until().unwrap_or_else(|| now.plus(SHORT_WAIT));
                Fate::Again {
                    run_at,
                    attempts: facts.attempts,
                    reason: trouble.reason().to_owned(),
                }
            }
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Fate::End { state: State::Sent, .. } => "sent",
            Fate::End { state: State::Cancelled, .. } => "cancelled",
            Fate::End { state: State::Suppressed, .. } => "suppressed",
            Fate::End { .. } => "dead",
            Fate::Again { .. } => "again",
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Fate::End { reason, .. } => reason.as_deref(),
            Fate::Again { reason, .. } => Some(reason),
        }
    }
}

/// Writes down what became of a mail. While the database is away this waits for it: the mail has
/// left already.
async fn note(app: &App, held: Claimed, id: DeliveryId, fate: Fate) -> Result<Noted> {
    let mut tries = 0;
    loop {
        tries += 1;
        let fate = fate.clone();
        let now = app.clock.now();
        let noted = app.db.write(move |conn| write_down(conn, &held, id, &fate, now)).await;
        match noted {
            Err(Error::Unavailable { .. }) if tries < NOTE_TRIES => {
                tokio::time::sleep(Duration::from_secs(1)).await
            }
            noted => return noted,
        }
    }
}

fn write_down(
    conn: &mut Connection,
    held: &Claimed,
    id: DeliveryId,
    fate: &Fate,
    now: Time,
) -> Result<Noted> {
    match fate {
        Fate::End { attempts, reason, suppress: Some(refused), .. } => {
            let reason = reason.as_deref().unwrap_or_default();
            refuse(conn, held, (id, *attempts, reason), refused, now)
        }
        Fate::End { state, attempts, reason, suppress: None } => {
            // Sent is sent, even if the lease was lost meanwhile; anything else is then the new
            // holder's to say.
            if queue::finish(conn, held)? || *state == State::Sent {
                store::end(conn, id, *state, *attempts, reason.as_deref(), now)?;
            }
            if *state == State::Sent {
                // The relay takes the address again.
                store::lift_suppression(conn, id)?;
            }
            Ok(Noted::Done)
        }
        Fate::Again { run_at, attempts, reason } => {
            if queue::retry(conn, held, *run_at, reason)? {
                store::note(conn, id, *attempts, reason)?;
            }
            Ok(Noted::Done)
        }
    }
}

/// One recipient who is refused has a dead mailbox. A relay that has refused another one as well
/// since it last took a mail is itself at fault.
fn refuse(
    conn: &mut Connection,
    held: &Claimed,
    (id, attempts, reason): (DeliveryId, i64, &str),
    refused: &Refused,
    now: Time,
) -> Result<Noted> {
    // Mails that are refused at the same time must see each other.
    dialect::serialize_on(conn, REFUSALS)?;
    if !store::refuses_others(conn, id)? {
        if queue::finish(conn, held)? {
            store::end(conn, id, State::Suppressed, attempts, Some(reason), now)?;
        }
        store::suppress(conn, &refused.email_index, reason, now)?;
        return Ok(Noted::Suppressed);
    }
    let due = now.plus(SHORT_WAIT);
    let freed = store::forget_refusals(conn, due, now)?;
    if refused.spent {
        if queue::finish(conn, held)? {
            store::end(conn, id, State::Dead, attempts, Some(reason), now)?;
        }
    } else if queue::retry(conn, held, due, reason)? {
        store::note(conn, id, attempts, reason)?;
    }
    Ok(Noted::RelayAtFault { freed })
}

#[cfg(test)]
pub(crate) mod tests;
