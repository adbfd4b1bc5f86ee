//! The outcome of an attempt to send a mail, and storing it together with the end of its job.

use std::time::Duration;

use crate::app::App;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::DeliveryId;
use crate::mail::Outcome;
use crate::mail::causes::Cause;
use crate::notify::facts::Facts;
use crate::notify::model::State;
use crate::notify::store::{deliveries, suppressions};
use crate::queue::retrying::{backoff, is_exhausted};
use crate::queue::{self, Claimed};
use crate::vault;

/// How many times storing an outcome is tried while the database is unavailable, one second apart.
/// A sent mail whose outcome is lost is sent again.
const STORE_ATTEMPTS: u32 = 120;

/// The key of the lock under which refused recipients are stored.
const REFUSALS: &[u8] = b"\0refusals\0";

/// The delay of a mail after a fault of the relay, if the circuit breaker has no time of its own.
const SHORT_WAIT: Duration = Duration::from_secs(15);

/// A recipient whom the relay refused.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    email_index: Vec<u8>,
    /// Whether the mail has used up its attempts.
    exhausted: bool,
}

/// The result of storing an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    Done,
    /// The recipient was refused, and its address is suppressed now.
    Suppressed,
    /// The relay refuses every recipient, so its refusals are ignored; that many mails to others
    /// wait again.
    RelayAtFault {
        freed: usize,
    },
}

/// The outcome of one attempt, to be stored.
#[derive(Clone, Debug)]
pub(super) enum Attempt {
    End {
        state: State,
        attempts: i64,
        cause: Option<Cause>,
        suppress: Option<Refused>,
    },
    Again {
        run_at: Time,
        attempts: i64,
        cause: Cause,
        /// The relay did not get the mail, so further news may be joined to it.
        unseal: bool,
    },
}

impl Attempt {
    pub(super) fn of(
        app: &App,
        claimed: &Claimed,
        facts: &Facts,
        outcome: Outcome,
    ) -> Result<Attempt> {
        let now = app.clock.now();
        let attempts = facts.attempts + 1;
        let end = |state, cause: Option<&Cause>| Attempt::End {
            state,
            attempts,
            cause: cause.cloned(),
            suppress: None,
        };
        Ok(match outcome {
            Outcome::Sent => end(State::Sent, None),
            Outcome::Refused(failure) => end(State::Dead, Some(failure.cause())),
            Outcome::RecipientRefused(failure) => Attempt::End {
                state: State::Suppressed,
                attempts,
                cause: Some(failure.cause().clone()),
                suppress: match (&facts.account, &facts.reader) {
                    (Some(account), _) => Some(account.email_index.clone()),
                    (None, reader) => reader.as_ref().map(|reader| reader.email_index.clone()),
                }
                .map(|email_index| Refused {
                    email_index,
                    exhausted: is_exhausted(
                        attempts,
                        now.since(claimed.created_at),
                        app.config.mail.max_age,
                    ),
                }),
            },
            Outcome::TryLater(failure) | Outcome::PolicyRefused(failure)
                if is_exhausted(
                    attempts,
                    now.since(claimed.created_at),
                    app.config.mail.max_age,
                ) =>
            {
                end(State::Dead, Some(failure.cause()))
            }
            Outcome::TryLater(failure) | Outcome::PolicyRefused(failure) => {
                let run_at = now.plus(backoff(attempts, u16::from_be_bytes(vault::random()?)));
                let unseal = !failure.may_have_arrived();
                Attempt::Again { run_at, attempts, cause: failure.cause().clone(), unseal }
            }
            // A fault of the relay does not count as an attempt of this mail.
            Outcome::RelayFault(failure) => {
                let run_at = app.mailer.paused_until().unwrap_or_else(|| now.plus(SHORT_WAIT));
                Attempt::Again {
                    run_at,
                    attempts: facts.attempts,
                    cause: failure.cause().clone(),
                    unseal: true,
                }
            }
        })
    }

    /// Whether the relay has accepted the mail.
    pub(super) fn is_sent(&self) -> bool {
        matches!(self, Attempt::End { state: State::Sent, .. })
    }

    /// The outcome, for the log.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Attempt::End { state: State::Sent, .. } => "sent",
            Attempt::End { state: State::Cancelled, .. } => "cancelled",
            Attempt::End { state: State::Suppressed, .. } => "suppressed",
            Attempt::End { .. } => "dead",
            Attempt::Again { .. } => "again",
        }
    }

    /// Why it was not sent.
    pub(super) fn cause(&self) -> Option<&Cause> {
        match self {
            Attempt::End { cause, .. } => cause.as_ref(),
            Attempt::Again { cause, .. } => Some(cause),
        }
    }
}

/// Why a mail waits without an attempt.
#[derive(Clone, Debug)]
pub(super) struct Delay {
    pub(super) run_at: Time,
    pub(super) cause: Cause,
    /// Whether further news may be joined to it meanwhile.
    pub(super) unseal: bool,
}

/// Lets a mail wait without an attempt; `attempts` is the number so far.
pub(super) async fn postpone(
    app: &App,
    claimed: Claimed,
    id: DeliveryId,
    attempts: i64,
    Delay { run_at, cause, unseal }: Delay,
) -> Result<()> {
    let wait = Attempt::Again { run_at, attempts, cause, unseal };
    store(app, claimed, id, wait).await.map(drop)
}

/// Stores the outcome of an attempt. If the database is unavailable it retries, because the mail
/// may have been sent already.
pub(super) async fn store(
    app: &App,
    claimed: Claimed,
    id: DeliveryId,
    attempt: Attempt,
) -> Result<Stored> {
    let mut tries = 0;
    loop {
        tries += 1;
        let attempt = attempt.clone();
        let now = app.clock.now();
        let stored = app.db.write(move |conn| store_in(conn, &claimed, id, &attempt, now)).await;
        match stored {
            Err(Error::Unavailable { .. }) if tries < STORE_ATTEMPTS => {
                tokio::time::sleep(Duration::from_secs(1)).await
            }
            stored => return stored,
        }
    }
}

fn store_in(
    conn: &mut Connection,
    claimed: &Claimed,
    id: DeliveryId,
    attempt: &Attempt,
    now: Time,
) -> Result<Stored> {
    match attempt {
        Attempt::End { attempts, cause: Some(cause), suppress: Some(refused), .. } => {
            refuse(conn, claimed, (id, *attempts, cause), refused, now)
        }
        Attempt::End { state, attempts, cause, .. } => {
            // That a mail was sent is stored even if the lease was lost meanwhile. Any other
            // outcome is left to the new holder of the lease.
            if queue::finish(conn, claimed)? || *state == State::Sent {
                deliveries::end(conn, id, *state, *attempts, cause.as_ref(), now)?;
            }
            if *state == State::Sent {
                // The relay accepts the address again.
                suppressions::lift_suppression(conn, id)?;
            }
            Ok(Stored::Done)
        }
        Attempt::Again { run_at, attempts, cause, unseal } => {
            if queue::retry(conn, claimed, *run_at, &cause.to_string())? {
                deliveries::store_attempt(conn, id, *attempts, cause)?;
                if *unseal {
                    deliveries::unseal(conn, id)?;
                }
            }
            Ok(Stored::Done)
        }
    }
}

/// Suppresses a refused recipient. If the relay has also refused another recipient since it last
/// accepted a mail, the relay itself is at fault, and nobody is suppressed.
fn refuse(
    conn: &mut Connection,
    claimed: &Claimed,
    (id, attempts, cause): (DeliveryId, i64, &Cause),
    refused: &Refused,
    now: Time,
) -> Result<Stored> {
    // Refusals at the same time must see each other.
    dialect::serialize_on(conn, REFUSALS)?;
    if !suppressions::refused_another(conn, id)? {
        if queue::finish(conn, claimed)? {
            deliveries::end(conn, id, State::Suppressed, attempts, Some(cause), now)?;
        }
        suppressions::suppress(conn, &refused.email_index, cause, now)?;
        return Ok(Stored::Suppressed);
    }
    let due = now.plus(SHORT_WAIT);
    let freed = suppressions::discard_refusals(conn, due, now)?;
    if refused.exhausted {
        if queue::finish(conn, claimed)? {
            deliveries::end(conn, id, State::Dead, attempts, Some(cause), now)?;
        }
    } else if queue::retry(conn, claimed, due, &cause.to_string())? {
        deliveries::store_attempt(conn, id, attempts, cause)?;
        deliveries::unseal(conn, id)?;
    }
    Ok(Stored::RelayAtFault { freed })
}
