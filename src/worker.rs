//! The loop that works off the queue: claim what is due, do several at once, note what became of
//! each.
//!
//! Jobs that only turn an event into rows of mail to send are done many in one transaction and
//! without a claim: each post makes one, and a claim and a commit of its own would cost as much as
//! the post did.
//!
//! A lease is short and is renewed while its job runs, so that a worker that was killed holds
//! nothing up for long, and a relay that takes its ten minutes loses nothing. At the end the jobs
//! at hand are finished first.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};

use crate::app::App;
use crate::clock::Time;
use crate::comments::life::deleted;
use crate::comments::rescoring;
use crate::error::{Error, Result};
use crate::mail::breaker::Room;
use crate::moderation::{self, alerts};
use crate::notify;
use crate::notify::model::{Event, LONGEST_WAIT, backoff, is_spent};
use crate::queue::{self, Claimed, Job, Lane};
use crate::screening::akismet::reports;
use crate::screening::filter::study;
use crate::{maintenance, post_processing, vault};

/// How long a claim lasts without a sign of life.
const LEASE: Duration = Duration::from_secs(60);

/// How often a running job gives a sign of life.
const RENEWAL: Duration = Duration::from_secs(20);

/// How soon a job is found that another process has enqueued.
const POLL: Duration = Duration::from_secs(1);

/// How long the loop rests before it heeds another nudge: what is enqueued meanwhile is done
/// together. A look costs PostgreSQL a millisecond; while somebody decides one comment after the
/// other, that is felt.
const REST: Duration = Duration::from_millis(100);

/// Events in one transaction. On SQLite posts wait for it.
const TOGETHER: usize = 100;

/// How long to leave the database alone after it refused.
const PAUSE: Duration = Duration::from_secs(2);

const MAINTENANCE: Duration = Duration::from_secs(3600);

/// How often is looked whether a section's comments wait too long.
const ALERTS: Duration = Duration::from_secs(60);

/// Works until `stop` says true (or its sender is gone), then finishes what is at hand, for at most
/// `server.stop_timeout`. A job that takes longer is left to its lease, and another worker does it.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut running = JoinSet::new();
    let rounds = tokio::spawn(maintenance::rounds(Arc::clone(&app), stop.clone()));
    let mut next_maintenance = Instant::now();
    let learning = tokio::spawn(learn(Arc::clone(&app), stop.clone()));
    let reading = tokio::spawn(run_post_processing(Arc::clone(&app), stop.clone()));
    let mut next_alerts = Instant::now();
    while !*stop.borrow_and_update() {
        if next_maintenance <= Instant::now() {
            next_maintenance = Instant::now() + MAINTENANCE;
            let app = Arc::clone(&app);
            running.spawn(async move { maintenance::run(&app).await });
        }
        if next_alerts <= Instant::now() {
            next_alerts = Instant::now() + ALERTS;
            let app = Arc::clone(&app);
            running.spawn(async move {
                follow_clock(&app).await?;
                alerts::run(&app).await
            });
        }
        let wait = match start_due(&app, &mut running).await {
            Ok(started) => started.wait,
            Err(error) => {
                tracing::warn!(%error, "the worker cannot claim jobs");
                PAUSE
            }
        };
        let rested = Instant::now() + REST;
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = nudged(&app, rested) => {}
            ended = running.join_next(), if !running.is_empty() => tell(ended),
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    let finished = tokio::time::timeout(app.config.server.stop_timeout, async {
        while let Some(ended) = running.join_next().await {
            tell(Some(ended));
        }
    });
    if finished.await.is_err() {
        tracing::warn!(
            jobs = running.len(),
            "some jobs did not finish in time; their leases will run out"
        );
        running.shutdown().await;
    }
    // Whatever a round was doing is done in the next one, by somebody.
    rounds.abort();
    if let Err(error) = learning.await {
        tracing::error!(%error, "learning from decisions broke off");
    }
    if let Err(error) = reading.await {
        tracing::error!(%error, "post-processing broke off");
    }
    app.mailer.close().await;
}

/// Post-processes new comments, a second behind them at most while there are few.
async fn run_post_processing(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut well = true;
    let mut rest = POLL;
    loop {
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            // Also when the sender is gone, which means the same.
            _ = stop.changed() => return,
        }
        let begun = Instant::now();
        rest = match post_processing::process_some(&app.db).await {
            Ok(0) => POLL,
            Ok(_) => {
                well = true;
                begun.elapsed().saturating_mul(post_processing::rest(app.db.waiting())).min(POLL)
            }
            Err(error) => {
                if well {
                    tracing::warn!(%error, "new comments cannot be post-processed; they wait for it");
                    well = false;
                }
                PAUSE
            }
        };
    }
}

/// Has the filter learn from what was decided, a little behind the decisions, and looks at what
/// Akismet should hear.
async fn learn(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let (mut well, mut reported) = (true, true);
    loop {
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            // Also when the sender is gone, which means the same.
            _ = stop.changed() => return,
        }
        if app.akismet.is_some() {
            match reports::queue_reports(
                &app.db,
                app.config.moderation.undo_window,
                app.clock.now(),
            )
            .await
            {
                Ok(_) => reported = true,
                Err(error) if reported => {
                    tracing::warn!(%error, "decisions cannot be looked at for Akismet; they wait for it");
                    reported = false;
                }
                Err(_) => {}
            }
        }
        if !app.config.screening.filter {
            continue;
        }
        match study::study(&app.db, &app.vault, &app.filter, app.clock.now()).await {
            Ok(_) => well = true,
            Err(error) if well => {
                tracing::warn!(%error, "the filter cannot learn from decisions; they wait for it");
                well = false;
            }
            Err(_) => {}
        }
    }
}

/// A nudge that came before `rested` is heeded then.
async fn nudged(app: &App, rested: Instant) {
    tokio::time::sleep_until(rested).await;
    app.nudge.notified().await;
}

/// Does everything that is due now, and what that makes due, and returns how many jobs it was. Jobs
/// that fail are put back for later, as ever. For tests, which do not wait.
pub async fn run_due(app: &Arc<App>) -> Result<usize> {
    let mut done = 0;
    loop {
        let mut running = JoinSet::new();
        while post_processing::process_some(&app.db).await? > 0 {}
        let started = start_due(app, &mut running).await?;
        if running.is_empty() && started.planned == 0 {
            return Ok(done);
        }
        done += running.len() + started.planned;
        while let Some(ended) = running.join_next().await {
            ended.map_err(Error::internal)??;
        }
    }
}

/// What one look at the queue came to.
struct Started {
    /// Jobs that were done at once.
    planned: usize,
    /// How long to wait for more.
    wait: Duration,
}

/// Does the jobs that are nothing but rows, and starts as many others as there is room for.
async fn start_due(app: &Arc<App>, running: &mut JoinSet<Result<()>>) -> Result<Started> {
    let now = app.clock.now();
    match app.db.read(queue::next_due).await? {
        None => return Ok(Started { planned: 0, wait: POLL }),
        Some(next) if next > now => {
            return Ok(Started { planned: 0, wait: next.since(now).min(POLL) });
        }
        Some(_) => {}
    }
    let rooms = Lane::ALL.map(|lane| (lane, room(app, lane, running.len())));
    let (planned, claimed) = match take(app, rooms, TOGETHER, now).await {
        Err(error @ Error::Unavailable { .. }) => return Err(error),
        Err(error) => {
            // One of the events is at fault, or the planning itself. Each for itself, they fail and
            // are put back alone.
            tracing::error!(%error, "mails could not be planned together");
            take(app, rooms, 0, now).await?
        }
        taken => taken?,
    };
    for held in claimed {
        let app = Arc::clone(app);
        running.spawn(async move { attend(&app, held).await });
    }
    // What is still due waits for a running job to end, which wakes the loop, or for the relay.
    Ok(Started { planned, wait: if planned < TOGETHER { POLL } else { Duration::ZERO } })
}

/// Plans the mails of up to `together` events and claims other jobs, in one transaction.
async fn take(
    app: &Arc<App>,
    rooms: [(Lane, usize); 2],
    together: usize,
    now: Time,
) -> Result<(usize, Vec<Claimed>)> {
    let parts = Arc::clone(app);
    let taking = app.db.write(move |conn| {
        let planned =
            if together > 0 { notify::fan_out_due(conn, &parts, now, together)? } else { 0 };
        let mut claimed: Vec<Claimed> = Vec::new();
        for (lane, room) in rooms {
            let left = room.saturating_sub(claimed.len());
            if left > 0 {
                claimed.extend(queue::claim(conn, lane, now, LEASE, left)?);
            }
        }
        Ok((planned, claimed))
    });
    taking.await
}

fn room(app: &App, lane: Lane, running: usize) -> usize {
    let free = app.config.mail.smtp_connections.max(1).saturating_sub(running);
    match (lane, app.mailer.room(app.clock.now())) {
        (Lane::Inside, _) | (Lane::Mail, Room::Open) => free,
        (Lane::Mail, Room::Probe) => usize::from(running == 0),
        (Lane::Mail, Room::Closed(_)) => 0,
    }
}

/// Does one job and keeps its lease alive meanwhile.
async fn attend(app: &Arc<App>, held: Claimed) -> Result<()> {
    // A panic must not leave the job to its lease for ever; it fails like any other.
    let work = AssertUnwindSafe(perform(app, held)).catch_unwind();
    tokio::pin!(work);
    let mut renewal = tokio::time::interval_at(Instant::now() + RENEWAL, RENEWAL);
    renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let outcome = loop {
        tokio::select! {
            outcome = &mut work => break outcome,
            _ = renewal.tick() => {
                let until = app.clock.now().plus(LEASE);
                match app.db.write(move |conn| queue::renew(conn, &held, until)).await {
                    Ok(true) => {}
                    Ok(false) => tracing::warn!(job = %held.id, "a lease was lost; the job may run twice"),
                    Err(error) => tracing::warn!(job = %held.id, %error, "a lease could not be renewed"),
                }
            }
        }
    };
    match outcome.unwrap_or_else(|_| Err(Error::internal("the job panicked"))) {
        Ok(()) => Ok(()),
        Err(error) => put_back(app, held, &error).await,
    }
}

async fn perform(app: &Arc<App>, held: Claimed) -> Result<()> {
    let now = app.clock.now();
    match held.job {
        Job::CommentHeld { comment } => {
            notify::fan_out(app, held, Event::CommentHeld(comment), now).await
        }
        Job::CommentPublished { comment } => {
            notify::fan_out(app, held, Event::CommentPublished(comment), now).await
        }
        Job::Batch { batch } => moderation::batches::run(app, held, batch).await,
        Job::Surge { entry } => notify::fan_out(app, held, Event::Surge(entry), now).await,
        Job::CommentDecided { comment, version } => {
            notify::readers::plan_decision_mail(app, held, comment, version, now).await
        }
        Job::ReviewAnswered { review, at } => {
            notify::readers::plan_answer_mail(app, held, review, at, now).await
        }
        Job::EraseDeleted => deleted::erase_due(app, held, now).await,
        Job::QueueLate { comment, at } => {
            notify::fan_out(app, held, Event::QueueLate(comment, at), now).await
        }
        Job::Rescore { comment } => rescoring::rescore(app, held, comment).await,
        Job::AkismetReport { comment } => {
            reports::report(app.akismet.as_ref(), &app.db, &app.vault, held, comment).await
        }
        Job::Deliver { delivery } => notify::deliver(app, held, delivery).await,
    }
}

/// Nobody's job waits until a clock that was set back has caught up.
async fn follow_clock(app: &App) -> Result<()> {
    let (now, longest) = (app.clock.now(), LONGEST_WAIT.mul_f64(1.25));
    let follow = move |conn: &mut _| queue::follow_clock(conn, LEASE, longest, now);
    let mended = app.db.write_low_priority(follow).await?;
    if mended > 0 {
        tracing::warn!(
            jobs = mended,
            "the clock was set back; jobs were brought back to the present"
        );
    }
    Ok(())
}

/// A failure of ours: later again, or given up after as long as a mail would be.
async fn put_back(app: &App, held: Claimed, error: &Error) -> Result<()> {
    let now = app.clock.now();
    let reason = error.to_string();
    tracing::error!(job = %held.id, kind = held.job.kind(), attempt = held.attempts, reason, "a job failed");
    if is_spent(held.attempts, now.since(held.created_at), app.config.mail.max_age) {
        app.db.write(move |conn| queue::bury(conn, &held, &reason)).await?;
    } else {
        let run_at = now.plus(backoff(held.attempts, u16::from_be_bytes(vault::random()?)));
        app.db.write(move |conn| queue::retry(conn, &held, run_at, &reason)).await?;
    }
    Ok(())
}

/// A failure that nobody else could note; the job's lease runs out, and it is tried again.
fn tell(ended: Option<std::result::Result<Result<()>, tokio::task::JoinError>>) {
    match ended {
        Some(Ok(Err(error))) => tracing::error!(%error, "a job's end could not be noted"),
        Some(Err(error)) => tracing::error!(%error, "a job broke off"),
        Some(Ok(Ok(()))) | None => {}
    }
}

#[cfg(test)]
mod tests;
