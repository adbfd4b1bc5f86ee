//! The queue worker: claims due jobs, runs several at once, and stores the outcome of each.
//!
//! Jobs that only turn an event into deliveries are run without a claim, many in one transaction:
//! every post adds one, and a claim and a commit of its own would cost as much as the post.
//!
//! A lease is short and is renewed while its job runs. So the jobs of a killed worker are soon
//! claimed by another, and a mail may still take the ten minutes that a slow relay needs.
//! When the worker stops, it finishes its running jobs first.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior};
use tracing::{Instrument as _, Span};

use crate::app::App;
use crate::articles::{scheduling, search};
use crate::clock::Time;
use crate::comments::life::deleted;
use crate::comments::{rescoring, thread_counts};
use crate::error::{Error, Result};
use crate::feeds::announcing;
use crate::imports::uploaded;
use crate::logging::{RecurringFailure, spans};
use crate::mail::breaker::Availability;
use crate::mentions;
use crate::moderation::{self, alerts};
use crate::notify::model::Event;
use crate::notify::{self, account_mails, delivering, following, planning};
use crate::queue::retrying::{LONGEST_WAIT, backoff, is_exhausted};
use crate::queue::{self, Claimed, Job, JobClass, LEASE};
use crate::readers;
use crate::screening::akismet::reports;
use crate::screening::filter::training;
use crate::{backups, maintenance, post_processing, vault};

/// How often the lease of a running job is renewed.
const RENEWAL: Duration = Duration::from_secs(20);

/// How often the queue is polled for jobs that another process has enqueued.
const POLL: Duration = Duration::from_secs(1);

/// The least time between two wake-ups; jobs enqueued in between are claimed together. A poll costs
/// PostgreSQL a millisecond, which is noticeable while a moderator decides comments one after
/// another.
const WAKE_UP_INTERVAL: Duration = Duration::from_millis(100);

/// The most events handled in one transaction, for which posts wait on SQLite.
const EVENTS_PER_TRANSACTION: usize = 100;

/// How long to wait after a failure of the database.
const FAILURE_PAUSE: Duration = Duration::from_secs(2);

const MAINTENANCE: Duration = Duration::from_secs(3600);

/// How often the age of each section's oldest claimed comment is checked.
const ALERTS: Duration = Duration::from_secs(60);

/// Runs until `stop` becomes true (or its sender is dropped), then finishes the running jobs within
/// `server.stop_timeout`. A job that takes longer is abandoned; another worker claims it when its
/// lease has expired.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut running = Running::default();
    let frequent = tokio::spawn(maintenance::run_frequent(Arc::clone(&app), stop.clone()));
    let mut next_maintenance = Instant::now();
    let backing_up = tokio::spawn(back_up(Arc::clone(&app), stop.clone()));
    let tasks = [
        ("learning", tokio::spawn(learn(Arc::clone(&app), stop.clone()))),
        ("post-processing", tokio::spawn(run_post_processing(Arc::clone(&app), stop.clone()))),
        ("counting threads", tokio::spawn(recount_threads(Arc::clone(&app), stop.clone()))),
        ("indexing articles", tokio::spawn(index_articles(Arc::clone(&app), stop.clone()))),
        ("publishing", tokio::spawn(publish_scheduled(Arc::clone(&app), stop.clone()))),
        ("announcing", tokio::spawn(announce(Arc::clone(&app), stop.clone()))),
    ];
    let mut next_alerts = Instant::now();
    while !*stop.borrow_and_update() {
        if next_maintenance <= Instant::now() {
            next_maintenance = Instant::now() + MAINTENANCE;
            let app = Arc::clone(&app);
            running.tasks.spawn(async move { maintenance::run_hourly(&app).await });
        }
        if next_alerts <= Instant::now() {
            next_alerts = Instant::now() + ALERTS;
            let app = Arc::clone(&app);
            running.tasks.spawn(async move {
                correct_times(&app).await?;
                alerts::run(&app).await
            });
        }
        let wait = match start_due(&app, &mut running).await {
            Ok(started) => started.wait,
            Err(error) => {
                tracing::warn!(%error, "the worker cannot claim jobs");
                FAILURE_PAUSE
            }
        };
        let earliest = Instant::now() + WAKE_UP_INTERVAL;
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = wait_for_wakeup(&app, earliest) => {}
            ended = running.tasks.join_next(), if !running.tasks.is_empty() => log_failure(ended),
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    let finished = tokio::time::timeout(app.config.server.stop_timeout, async {
        while let Some(ended) = running.tasks.join_next().await {
            log_failure(Some(ended));
        }
    });
    if finished.await.is_err() {
        tracing::warn!(
            jobs = running.tasks.len(),
            "some jobs did not finish in time; other workers run them when their leases expire"
        );
        running.tasks.shutdown().await;
    }
    // The next run of any worker repeats interrupted maintenance, and a backup when it is free again.
    frequent.abort();
    backing_up.abort();
    for (task, handle) in tasks {
        if let Err(error) = handle.await {
            tracing::error!(%error, task, "a task of the worker panicked");
        }
    }
    app.mailer.close().await;
}

/// Publishes scheduled articles at their time, to the moment where this process knows of it, and
/// within a second where another one has scheduled it. Not a job: those may wait for a slow relay.
async fn publish_scheduled(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut failure = RecurringFailure::default();
    let mut rest = Duration::ZERO;
    loop {
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            // A dropped sender means stop as well.
            _ = stop.changed() => return,
        }
        let published = scheduling::publish_due(&app).await;
        let failed = "scheduled articles cannot be published; this is tried again";
        let next = failure.note(published, failed).flatten();
        rest = next.map_or(POLL, |next| next.since(app.clock.now()).min(POLL));
    }
}

/// Puts into force what is set at the desk, within a second. For a worker without a server, which does
/// that itself.
pub async fn follow_settings(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut failure = RecurringFailure::default();
    let mut ticks = tokio::time::interval(POLL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            // A dropped sender means stop as well.
            _ = stop.changed() => return,
        }
        failure.note(
            app.follow_settings().await,
            "cannot check for changed settings; the last known ones stay in force",
        );
    }
}

/// Post-processes new comments, within a second while there are few.
async fn run_post_processing(app: Arc<App>, stop: watch::Receiver<bool>) {
    let pause =
        |took: Duration| took.saturating_mul(post_processing::pause_factor(app.db.waiting()));
    let part = || post_processing::process_part(&app.db);
    run_in_chunks(stop, "new comments cannot be post-processed; this is tried again", part, pause)
        .await;
}

/// Queues the announcements of changed articles, a few seconds after the changes.
async fn announce(app: Arc<App>, stop: watch::Receiver<bool>) {
    let failed = "changed articles cannot be announced; this is tried again";
    run_in_chunks(stop, failed, || announcing::queue_due(&app), |took| took).await;
}

/// Makes backups when they are due, if they are configured. One worker of all does.
async fn back_up(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let Some(every) = app.config.backup.every else { return };
    let mut failure = RecurringFailure::default();
    loop {
        let noted = backups::schedule::note_overdue(&app.db, every, app.clock.now()).await;
        let done = match noted {
            Ok(()) => back_up_if_due(&app, every).await,
            Err(error) => Err(error),
        };
        failure.note(done, "no backup can be made; this is tried again in a quarter of an hour");
        tokio::select! {
            () = tokio::time::sleep(backups::schedule::RENEWAL) => {}
            // A dropped sender means stop as well.
            _ = stop.changed() => return,
        }
    }
}

async fn back_up_if_due(app: &Arc<App>, every: Duration) -> Result<()> {
    let begun = app.clock.now();
    if !backups::schedule::claim(&app.db, every, begun).await? {
        return Ok(());
    }
    let shared = Arc::clone(app);
    let mut making = tokio::task::spawn_blocking(move || {
        let place = &shared.config.backup.place;
        backups::make(&shared.config, &shared.storage, &shared.vault, place, begun)
    });
    let made = loop {
        tokio::select! {
            made = &mut making => break made.map_err(Error::internal)?,
            () = tokio::time::sleep(backups::schedule::RENEWAL) => {
                // The backup goes on meanwhile; without a renewal another worker may make one as well.
                if let Err(error) = backups::schedule::renew(&app.db, app.clock.now()).await {
                    tracing::warn!(%error, "that a backup is being made could not be stored");
                }
            }
        }
    };
    backups::schedule::record(&app.db, &app.config.backup, &made, begun, app.clock.now()).await?;
    let made = made?;
    match made.fault {
        None => {
            tracing::info!(
                file = made.file,
                bytes = made.bytes,
                seconds = made.restore_seconds,
                "a backup was made and proven"
            );
            Ok(())
        }
        Some(fault) => Err(Error::internal(format!("the backup is not proven: {fault}"))),
    }
}

/// Counts the public threads of changed blocks again, within a second of the change.
async fn recount_threads(app: Arc<App>, stop: watch::Receiver<bool>) {
    // After an import there may be thousands, and posts are to find the writer free.
    let pause = |took: Duration| (took * 4).max(WAKE_UP_INTERVAL);
    let part = || thread_counts::recount_some(&app.db);
    let failed = "threads cannot be counted again; pages of long ones are slow until then";
    run_in_chunks(stop, failed, part, pause).await;
}

/// Enters the words of changed articles in the readers' search, within a second while there are few.
async fn index_articles(app: Arc<App>, stop: watch::Receiver<bool>) {
    let pause =
        |took: Duration| took.saturating_mul(post_processing::pause_factor(app.db.waiting()));
    let part = || search::index_some(&app.db);
    let failed = "changed articles cannot be entered in the search; this is tried again";
    run_in_chunks(stop, failed, part, pause).await;
}

/// Runs `part` until the worker stops. A part returns how much it did; `pause` gives the rest after
/// one that took so long, at most [`POLL`]. A failure is logged as `failed`, once until it passes.
async fn run_in_chunks<P: Future<Output = Result<usize>>>(
    mut stop: watch::Receiver<bool>,
    failed: &'static str,
    part: impl Fn() -> P,
    pause: impl Fn(Duration) -> Duration,
) {
    let mut failure = RecurringFailure::default();
    let mut rest = POLL;
    loop {
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            // A dropped sender means stop as well.
            _ = stop.changed() => return,
        }
        let begun = Instant::now();
        rest = match failure.note(part().await, failed) {
            Some(0) => POLL,
            Some(_) => pause(begun.elapsed()).min(POLL),
            None => FAILURE_PAUSE,
        };
    }
}

/// Trains the filter with new decisions, and enqueues the reports of decisions to Akismet.
async fn learn(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let (mut learning, mut reporting) = <[RecurringFailure; 2]>::default().into();
    loop {
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            // A dropped sender means stop as well.
            _ = stop.changed() => return,
        }
        if app.akismet.is_some() {
            let undo_window = app.settings().moderation.undo_window;
            reporting.note(
                reports::queue_reports(&app.db, undo_window, app.clock.now()).await,
                "decisions cannot be reported to Akismet; this is tried again",
            );
        }
        if !app.config.screening.filter {
            continue;
        }
        let now = app.clock.now();
        learning.note(
            training::learn_from_decisions(&app.db, &app.vault, &app.filter, now).await,
            "the filter cannot learn from decisions; this is tried again",
        );
    }
}

/// Waits for a wake-up, but at least until `earliest`.
async fn wait_for_wakeup(app: &App, earliest: Instant) {
    tokio::time::sleep_until(earliest).await;
    app.worker_wakeup.notified().await;
}

/// Runs all jobs that are due now, and those that they enqueue. Returns how many. A job that fails
/// is scheduled for a later attempt, as usual. For tests, which do not wait.
pub async fn run_due(app: &Arc<App>) -> Result<usize> {
    let mut done = 0;
    scheduling::publish_due(app).await?;
    announcing::queue_due(app).await?;
    if let Some(every) = app.config.backup.every {
        back_up_if_due(app, every).await?;
    }
    loop {
        let mut running = Running::default();
        while post_processing::process_part(&app.db).await? > 0 {}
        while thread_counts::recount_some(&app.db).await? > 0 {}
        while search::index_some(&app.db).await? > 0 {}
        let started = start_due(app, &mut running).await?;
        if running.tasks.is_empty() && started.planned == 0 {
            return Ok(done);
        }
        done += running.tasks.len() + started.planned;
        while let Some(ended) = running.tasks.join_next().await {
            ended.map_err(Error::internal)??;
        }
    }
}

/// What this worker is doing.
#[derive(Default)]
struct Running {
    /// Jobs and maintenance.
    tasks: JoinSet<Result<()>>,
    /// The jobs among them, also some that have ended.
    jobs: Vec<(JobClass, AbortHandle)>,
}

impl Running {
    fn spawn(&mut self, class: JobClass, job: impl Future<Output = Result<()>> + Send + 'static) {
        self.jobs.retain(|(_, job)| !job.is_finished());
        self.jobs.push((class, self.tasks.spawn(job)));
    }

    /// How many jobs of a class run.
    fn of(&self, class: JobClass) -> usize {
        self.jobs.iter().filter(|(of, job)| *of == class && !job.is_finished()).count()
    }
}

/// The result of one poll of the queue.
struct Started {
    /// Jobs that were done within the poll.
    planned: usize,
    /// How long to wait before the next poll.
    wait: Duration,
}

/// Runs the jobs that only add deliveries, and starts as many others as the limits allow.
async fn start_due(app: &Arc<App>, running: &mut Running) -> Result<Started> {
    let now = app.clock.now();
    match app.db.read(queue::next_due).await? {
        None => return Ok(Started { planned: 0, wait: POLL }),
        Some(next) if next > now => {
            return Ok(Started { planned: 0, wait: next.since(now).min(POLL) });
        }
        Some(_) => {}
    }
    let capacities = JobClass::ALL.map(|class| (class, capacity(app, class, running.of(class))));
    let (planned, claimed) =
        match plan_and_claim(app, capacities, EVENTS_PER_TRANSACTION, now).await {
            Err(error @ Error::Unavailable { .. }) => return Err(error),
            Err(error) => {
                // One event may fail for all others. Claimed one by one, only that one fails and is
                // retried.
                tracing::error!(%error, "deliveries could not be planned together");
                plan_and_claim(app, capacities, 0, now).await?
            }
            result => result?,
        };
    for claimed in claimed {
        let app = Arc::clone(app);
        running.spawn(claimed.job.class(), async move { run_with_lease(&app, claimed).await });
    }
    // Jobs that are still due wait until a running job ends, which wakes the loop, or for the
    // relay.
    Ok(Started {
        planned,
        wait: if planned < EVENTS_PER_TRANSACTION { POLL } else { Duration::ZERO },
    })
}

/// Plans the deliveries of up to `together` events and claims other jobs, in one transaction.
async fn plan_and_claim(
    app: &Arc<App>,
    capacities: [(JobClass, usize); 2],
    together: usize,
    now: Time,
) -> Result<(usize, Vec<Claimed>)> {
    let parts = Arc::clone(app);
    let planning = app.db.write(move |conn| {
        let planned =
            if together > 0 { planning::plan_due_events(conn, &parts, now, together)? } else { 0 };
        let mut claimed: Vec<Claimed> = Vec::new();
        for (class, free) in capacities {
            if free > 0 {
                claimed.extend(queue::claim(conn, class, now, LEASE, free)?);
            }
        }
        Ok((planned, claimed))
    });
    let span = spans::poll();
    match planning.instrument(span.clone()).await {
        Ok((planned, claimed)) => {
            spans::polled(&span, planned, claimed.len());
            Ok((planned, claimed))
        }
        Err(error) => {
            spans::record_failure(&span);
            Err(error)
        }
    }
}

/// How many jobs of a class may begin while `running` of it run. Each class has its own places: an import of an hour must not
/// keep mails back, nor a slow relay an import.
fn capacity(app: &App, class: JobClass, running: usize) -> usize {
    let free = app.config.mail.smtp_connections.max(1).saturating_sub(running);
    match (class, app.mailer.availability(app.clock.now())) {
        (JobClass::Internal, _) | (JobClass::Mail, Availability::Available) => free,
        (JobClass::Mail, Availability::Probing) => usize::from(running == 0),
        (JobClass::Mail, Availability::UnavailableUntil(_)) => 0,
    }
}

/// Runs one job and renews its lease meanwhile.
async fn run_with_lease(app: &Arc<App>, claimed: Claimed) -> Result<()> {
    let span = spans::job(claimed.job.kind(), claimed.attempts);
    run_leased(app, claimed, &span).instrument(span.clone()).await
}

async fn run_leased(app: &Arc<App>, claimed: Claimed, span: &Span) -> Result<()> {
    // Without this, a job that panics would run again after each lease for ever. It counts as a
    // failure.
    let work = AssertUnwindSafe(run_job(app, claimed)).catch_unwind();
    tokio::pin!(work);
    let mut renewal = tokio::time::interval_at(Instant::now() + RENEWAL, RENEWAL);
    renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let outcome = loop {
        tokio::select! {
            outcome = &mut work => break outcome,
            _ = renewal.tick() => {
                let until = app.clock.now().plus(LEASE);
                match app.db.write(move |conn| queue::renew(conn, &claimed, until)).await {
                    Ok(true) => {}
                    Ok(false) => tracing::warn!(job = %claimed.id, "a lease was lost; the job may run twice"),
                    Err(error) => tracing::warn!(job = %claimed.id, %error, "a lease could not be renewed"),
                }
            }
        }
    };
    match outcome.unwrap_or_else(|_| Err(Error::internal("the job panicked"))) {
        Ok(()) => Ok(()),
        Err(error) => {
            spans::record_failure(span);
            retry_or_bury(app, claimed, &error).await
        }
    }
}

async fn run_job(app: &Arc<App>, claimed: Claimed) -> Result<()> {
    let now = app.clock.now();
    match claimed.job {
        Job::CommentHeld { comment } => {
            planning::plan_event(app, claimed, Event::CommentHeld(comment), now).await
        }
        Job::CommentPublished { comment } => {
            planning::plan_event(app, claimed, Event::CommentPublished(comment), now).await
        }
        Job::Batch { batch } => moderation::batches::run(app, claimed, batch).await,
        Job::Surge { entry } => planning::plan_event(app, claimed, Event::Surge(entry), now).await,
        Job::CommentDecided { comment, version } => {
            notify::readers::plan_decision_mail(app, claimed, comment, version, now).await
        }
        Job::ReviewAnswered { review, at } => {
            notify::readers::plan_answer_mail(app, claimed, review, at, now).await
        }
        Job::ReviewOpened { comment, review } => {
            planning::plan_event(app, claimed, Event::ReviewOpened(comment, review.0), now).await
        }
        Job::EraseDeleted => deleted::erase_due(app, claimed, now).await,
        Job::Invitation { invitation, at } => {
            account_mails::plan_invitation(app, claimed, invitation, at).await
        }
        Job::PasswordReset { request, at } => {
            account_mails::plan_reset(app, claimed, request, at).await
        }
        Job::DataRequest { request } => readers::data_requests::answer(app, claimed, request).await,
        Job::BackupsOverdue { at } => {
            planning::plan_event(app, claimed, Event::BackupsOverdue(at), now).await
        }
        Job::BackupsBack { at } => {
            planning::plan_event(app, claimed, Event::BackupsBack(at), now).await
        }
        Job::QueueLate { comment, at } => {
            planning::plan_event(app, claimed, Event::QueueLate(comment, at), now).await
        }
        Job::Rescore { comment } => rescoring::rescore(app, claimed, comment).await,
        Job::SubscriptionRequested { comment } => {
            following::plan_confirmation(app, claimed, comment).await
        }
        Job::NewComment { comment, at } => {
            following::plan_new_comment(app, claimed, comment, at).await
        }
        Job::Correction { article, at } => {
            following::plan_correction(app, claimed, article, at).await
        }
        Job::AkismetReport { comment } => {
            reports::report(app.akismet.as_ref(), &app.db, &app.vault, claimed, comment).await
        }
        Job::ArticleNote { note } => {
            planning::plan_event(app, claimed, Event::NoteMention(note), now).await
        }
        Job::AnnounceToHub { article } => announcing::announce_to_hub(app, claimed, article).await,
        Job::SendMentions { article } => mentions::sending::run(app, claimed, article).await,
        Job::CheckMention { mention } => mentions::checking::run(app, claimed, mention).await,
        Job::Import { upload } => uploaded::run(app, claimed, upload).await,
        Job::UndoImport { import } => uploaded::undo(app, claimed, import).await,
        Job::IndexNow { article } => announcing::index_now(app, claimed, article).await,
        Job::Deliver { delivery } => delivering::deliver(app, claimed, delivery).await,
    }
}

/// Corrects the times of jobs after the clock was set back, so that none waits for it to catch up.
async fn correct_times(app: &App) -> Result<()> {
    let (now, longest) = (app.clock.now(), LONGEST_WAIT.mul_f64(1.25));
    let correct = move |conn: &mut _| queue::correct_times(conn, LEASE, longest, now);
    let corrected = app.db.write_low_priority(correct).await?;
    if corrected > 0 {
        tracing::warn!(
            jobs = corrected,
            "the clock was set back; the times of jobs were corrected"
        );
    }
    Ok(())
}

/// Schedules another attempt, or gives the job up after `mail.max_age`, as mails are.
async fn retry_or_bury(app: &App, claimed: Claimed, error: &Error) -> Result<()> {
    let now = app.clock.now();
    let reason = error.to_string();
    tracing::error!(job = %claimed.id, kind = claimed.job.kind(), attempt = claimed.attempts, reason, "a job failed");
    if is_exhausted(claimed.attempts, now.since(claimed.created_at), app.config.mail.max_age) {
        app.db.write(move |conn| queue::bury(conn, &claimed, &reason)).await?;
    } else {
        let run_at = now.plus(backoff(claimed.attempts, u16::from_be_bytes(vault::random()?)));
        app.db.write(move |conn| queue::retry(conn, &claimed, run_at, &reason)).await?;
    }
    Ok(())
}

/// Logs a failure that could not be stored. The job runs again when its lease has expired.
fn log_failure(ended: Option<std::result::Result<Result<()>, tokio::task::JoinError>>) {
    match ended {
        Some(Ok(Err(error))) => tracing::error!(%error, "the outcome of a job could not be stored"),
        Some(Err(error)) => tracing::error!(%error, "a job was aborted"),
        Some(Ok(Ok(()))) | None => {}
    }
}

#[cfg(test)]
mod tests;
