//! The outbox as admins mend it: what waits and why, retrying many at once, and cancelling.

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::DeliveryId;
use crate::mail::causes::{Cause, Code};
use crate::mail::health::{self, Fault};
use crate::notify;
use crate::notify::model::{SameCause, State};
use crate::notify::store::deliveries;

/// The most causes that are listed.
const CAUSES: i64 = 20;

/// The most mails that one request retries, in one transaction.
pub const AT_ONCE: i64 = 1_000;

/// The state of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The relay's fault.
    pub fault: Option<Fault>,
    /// How many mails wait.
    pub waiting: i64,
    /// When the oldest of them was planned.
    pub oldest: Option<Time>,
    /// How many were given up.
    pub dead: i64,
}

/// The state of the outbox.
pub fn summary(conn: &mut Connection) -> Result<Summary> {
    let (waiting, oldest) = deliveries::count(conn, State::Waiting)?;
    let (dead, _) = deliveries::count(conn, State::Dead)?;
    Ok(Summary { fault: health::fault(conn)?, waiting, oldest, dead })
}

/// Why mails wait, were given up or suppressed, the most frequent cause first.
pub fn causes(conn: &mut Connection) -> Result<Vec<SameCause>> {
    let mut causes = deliveries::causes(conn, CAUSES)?;
    if let Some(fault) = health::fault(conn)? {
        for cause in &mut causes {
            if cause.state == State::Waiting && cause.cause.is_none() {
                cause.cause = Some(fault.cause());
            }
        }
    }
    Ok(causes)
}

/// Restarts up to [`AT_ONCE`] mails that were given up or suppressed, with the cause that has
/// this text, or with any. Returns how many.
///
/// # Errors
/// [`Error::Conflict`] `not_ended` for another state.
pub fn retry_all(
    conn: &mut Connection,
    state: State,
    cause: Option<&str>,
    now: Time,
) -> Result<usize> {
    if !matches!(state, State::Dead | State::Suppressed) {
        return Err(Error::conflict("not_ended", Message::fault_mail_not_ended()));
    }
    let ids = deliveries::with_cause(conn, state, cause, AT_ONCE)?;
    for id in &ids {
        notify::retry(conn, *id, now)?;
    }
    Ok(ids.len())
}

/// Cancels a mail that waits.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `not_waiting`.
pub fn cancel(conn: &mut Connection, id: DeliveryId, now: Time) -> Result<()> {
    let delivery = deliveries::find(conn, id)?;
    if delivery.state != State::Waiting {
        return Err(Error::conflict("not_waiting", Message::fault_mail_not_waiting()));
    }
    let cause = Cause::from(Code::Cancelled);
    deliveries::end(conn, id, State::Cancelled, delivery.attempts, Some(&cause), now)
}
