//! Hands one mail to the relay, and shows other workers by a heartbeat that this one is alive.
//!
//! From the moment the relay gets the message until the outcome is stored, only the worker that sends the mail can know
//! the outcome. So it stores a heartbeat with the mail and renews it. If another worker gets the job, because the
//! lease has expired, it clears the heartbeat and checks again after [`SILENCE`]: a worker that was only cut off
//! from the database, and still waits for a slow relay, has renewed it by then. A worker that was
//! killed has not, so its mails wait a minute and a half, not the ten minutes that a relay may take.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior};
use tracing::Instrument as _;

use crate::app::App;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::DeliveryId;
use crate::logging::spans;
use crate::mail::causes::{Cause, Code};
use crate::mail::{Mail, Outcome};
use crate::notify::store::deliveries;
use crate::queue::{self, Claimed, LEASE};

/// How often a worker shows that it awaits the relay's answer.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// How long another worker waits for such a sign.
const SILENCE: Duration = Duration::from_secs(30);

/// Sends `mail`. The relay gets the message only if this worker still holds the job.
pub(super) async fn send(app: &App, claimed: Claimed, id: DeliveryId, mail: &Mail) -> Outcome {
    let relay_has_it = AtomicBool::new(false);
    let begin = async {
        let now = app.clock.now();
        let begun = app.db.write(move |conn| {
            if !queue::renew(conn, &claimed, now.plus(LEASE))? {
                return Err(Error::internal("another worker has this mail"));
            }
            deliveries::begin_data(conn, id, now)
        });
        begun.await?;
        relay_has_it.store(true, Ordering::Relaxed);
        Ok(())
    };
    let span = spans::mail();
    let sending = app.mailer.send(mail, &app.clock, Box::pin(begin)).instrument(span.clone());
    tokio::pin!(sending);
    let mut signs = tokio::time::interval_at(Instant::now() + SIGN_OF_LIFE, SIGN_OF_LIFE);
    signs.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            outcome = &mut sending => {
                spans::record_mail(&span, outcome.name(), matches!(outcome, Outcome::Sent));
                return outcome;
            }
            _ = signs.tick() => {
                if relay_has_it.load(Ordering::Relaxed) {
                    let now = app.clock.now();
                    let sign = move |conn: &mut Connection| deliveries::still_awaits_answer(conn, id, now);
                    if let Err(error) = app.db.write(sign).await {
                        tracing::warn!(delivery = %id, %error, "that a mail is being sent could not be stored");
                    }
                }
            }
        }
    }
}

/// Lets a mail wait whose last attempt has no outcome yet: the worker may have died, or may be cut off from the
/// database.
pub(super) async fn wait_for_outcome(
    app: &App,
    claimed: Claimed,
    id: DeliveryId,
    attempts: i64,
) -> Result<()> {
    let run_at = app.clock.now().plus(SILENCE);
    let cause = Cause::from(Code::EarlierAttempt);
    let wait = move |conn: &mut Connection| {
        if queue::retry(conn, &claimed, run_at, &cause.to_string())? {
            deliveries::no_longer_awaits_answer(conn, id)?;
            deliveries::store_cause(conn, id, attempts, &cause)?;
        }
        Ok(())
    };
    app.db.write(wait).await
}
