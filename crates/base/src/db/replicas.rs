//! Streaming replicas of PostgreSQL, and when a reader's page may be read from one.
//!
//! ```text
//! primary  --at 12:00:00.000 its log reached 7F0-->  samples  <--has replayed up to 7F2--  replica
//!
//! so the replica has everything that was committed before 12:00:00.000
//! ```
//!
//! Several times in [`replica_max_lag`](crate::config::Database::replica_max_lag) one thread notes the time and asks the
//! primary for the position of its write-ahead log, and one thread per replica asks how far it has replayed that log. The
//! newest sample that a replica has reached gives the time as of which it is current. A page is read from it if two
//! conditions hold. Both compare times of this process, never the clocks of two machines:
//!
//! * That time is at most `replica_max_lag` ago: **bounded staleness**.
//! * That time is not before the last change of the page that this process knows of ([`crate::cache::Cache::changed_at`]).
//!   Otherwise the page that a change has dropped from the cache could be rendered without that change, and be cached
//!   again. So after a change of a page, all readers read it from the primary until a replica has the change.
//!
//! Everything else is read from the primary: pages that are not public, and reads that fail or find nothing here.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::Connection;
use super::pool::{Mode, Pool};
use super::postgres::{self, Server};
use crate::config::{Database, DatabaseUrl};
use crate::error::{Error, Result};

/// How long a read on a replica may take before the primary is asked.
const PATIENCE: Duration = Duration::from_secs(1);
/// Samples in `replica_max_lag`, and the longest time between two. About this time after a change, a page is read from a
/// replica again.
const SAMPLES: u32 = 8;
const LONGEST_INTERVAL: Duration = Duration::from_millis(500);
/// How long samples are kept, as a multiple of `replica_max_lag`: longer lags are unknown.
const KEPT: u32 = 3;

/// The position up to which the log is on disk; every commit that a client knows of is before it.
const POSITION: &str = "SELECT (SELECT system_identifier FROM pg_control_system()) AS system, \
    (EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000000)::bigint AS started, \
    (pg_current_wal_flush_lsn() - '0/0')::bigint AS position";
/// The position that the replica has replayed. A server without a receiver follows none: after a failover it may have replayed what
/// the new primary never had.
const REPLAYED: &str = "SELECT (SELECT system_identifier FROM pg_control_system()) AS system, \
    (EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000000)::bigint AS started, \
    (pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver)) AS follows, \
    COALESCE((pg_last_wal_replay_lsn() - '0/0')::bigint, 0) AS position";

#[derive(Clone, Copy, QueryableByName)]
struct Position {
    /// The identifier that only a server and its replicas have.
    #[diesel(sql_type = BigInt)]
    system: i64,
    /// When it was started. With the identifier it distinguishes two servers.
    #[diesel(sql_type = BigInt)]
    started: i64,
    #[diesel(sql_type = BigInt)]
    position: i64,
}

#[derive(Clone, Copy, QueryableByName)]
struct Replayed {
    #[diesel(sql_type = BigInt)]
    system: i64,
    #[diesel(sql_type = BigInt)]
    started: i64,
    #[diesel(sql_type = Bool)]
    follows: bool,
    #[diesel(sql_type = BigInt)]
    position: i64,
}

/// The state of a replica, for those who run the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its host and port.
    pub server: String,
    /// Whether pages are read from it, and if not, why.
    pub state: State,
    /// How far it is behind; `None` if it does not answer, or is further behind than was measured.
    pub lag: Option<Duration>,
}

/// Whether pages are read from a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was not asked yet.
    Unknown,
    /// It follows the primary closely enough.
    Used,
    /// It is further behind than `database.replica_max_lag`.
    Behind,
    /// It does not answer.
    Down,
    /// It follows no server, or another one.
    NotFollowing,
    /// It is the server of `database.url` at the moment, since another one has failed.
    Primary,
}

impl State {
    /// Whether it is as it should be.
    pub fn is_well(self) -> bool {
        matches!(self, State::Used | State::Primary)
    }

    /// One word for programs.
    pub fn name(self) -> &'static str {
        match self {
            State::Unknown => "unknown",
            State::Used => "used",
            State::Behind => "behind",
            State::Down => "down",
            State::NotFollowing => "not_following",
            State::Primary => "primary",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            State::Unknown => "has not answered yet",
            State::Used => "is read from",
            State::Behind => "is too far behind",
            State::Down => "cannot be reached",
            State::NotFollowing => "does not follow the server of database.url",
            State::Primary => "is the server of database.url",
        })
    }
}

/// What the last answer of a replica showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Nothing,
    /// It has everything that was committed before; `None` if it has reached no sample that is kept.
    AsOf(Option<Instant>),
    Down,
    NotFollowing,
    IsPrimary,
}

/// When the primary's log had reached which position.
#[derive(Default)]
struct Samples {
    system: i64,
    started: i64,
    kept: VecDeque<(Instant, i64)>,
    is_away: bool,
}

impl Samples {
    /// Adds a sample, and forgets those that are older by `kept`.
    fn add(&mut self, at: Instant, found: Position, kept: Duration) {
        // Another server, or one that took over with a shorter log: what was measured before says nothing about it.
        let is_another = (self.system, self.started) != (found.system, found.started)
            || self.kept.back().is_some_and(|(_, last)| *last > found.position);
        if is_another {
            self.kept.clear();
        }
        (self.system, self.started) = (found.system, found.started);
        self.kept.push_back((at, found.position));
        self.kept.retain(|(earlier, _)| at.duration_since(*earlier) <= kept);
        self.is_away = false;
    }

    /// The primary did not answer. The next answer may be that of the server which took over.
    fn lose(&mut self) {
        self.kept.clear();
        self.is_away = true;
    }

    fn of_replica(&self, found: Replayed) -> Seen {
        if (self.system, self.started) == (found.system, found.started) {
            return Seen::IsPrimary;
        }
        if !found.follows || self.system != 0 && self.system != found.system {
            return Seen::NotFollowing;
        }
        let reached = self.kept.iter().rev().find(|(_, position)| *position <= found.position);
        Seen::AsOf(reached.map(|(at, _)| *at))
    }
}

/// Shared by the threads that take samples.
struct Sampling {
    samples: Mutex<Samples>,
    interval: Duration,
    max_lag: Duration,
    stopped: AtomicBool,
}

struct Replica {
    server: String,
    seen: Mutex<Seen>,
}

/// The replicas of the database.
pub(super) struct Replicas {
    all: Vec<(Arc<Replica>, Pool)>,
    sampling: Arc<Sampling>,
    threads: Vec<Thread>,
    /// The replica with which the next search begins, so that they take turns.
    next: AtomicUsize,
    /// Whether pages were read while the primary was away.
    unproven: AtomicBool,
    reads: Family<Target, Counter>,
}

/// The server that answered a read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Target {
    server: String,
}

impl Replicas {
    /// Starts the threads. `None` if the settings name no replica.
    pub(super) fn start(settings: &Database) -> Result<Option<Replicas>> {
        let DatabaseUrl::Postgres(url) = &settings.url else { return Ok(None) };
        if settings.replicas.is_empty() {
            return Ok(None);
        }
        let primary = Server {
            url: url.clone(),
            setting: "database.url",
            pooled: settings.direct_url.is_some(),
            signing_key: None,
            commits: Histogram::new(super::COMMITS),
        };
        let sampling = Arc::new(Sampling {
            samples: Mutex::default(),
            interval: (settings.replica_max_lag / SAMPLES).min(LONGEST_INTERVAL),
            max_lag: settings.replica_max_lag,
            stopped: AtomicBool::new(false),
        });
        let (mut all, mut threads) = (Vec::new(), Vec::new());
        for url in &settings.replicas {
            let DatabaseUrl::Postgres(address) = url else { continue };
            let setting = "database.replica_urls";
            let server = Server { url: address.clone(), setting, ..primary.clone() };
            let pool = postgres::pool_later(&server, settings.connections, settings.queue)?;
            let replica =
                Arc::new(Replica { server: url.servers(), seen: Mutex::new(Seen::Nothing) });
            let (followed, shared) = (Arc::clone(&replica), Arc::clone(&sampling));
            threads.push(spawn("db-replica", move || follow(&followed, &server, &shared))?);
            all.push((replica, pool));
        }
        let shared = Arc::clone(&sampling);
        threads.push(spawn("db-primary", move || sample(&primary, &shared))?);
        Ok(Some(Replicas {
            all,
            sampling,
            threads,
            next: AtomicUsize::new(0),
            unproven: AtomicBool::new(false),
            reads: Family::default(),
        }))
    }

    /// Runs `work` on a replica that has everything from before `since`. `None` if the primary must be asked.
    pub(super) async fn read<T, F>(&self, since: Instant, work: &F) -> Option<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Clone + Send + 'static,
    {
        let found = match self.choose(|replica| replica.serves(since, self.sampling.max_lag)) {
            Some(chosen) => self.read_from(chosen, work.clone()).await,
            // A page that may be old is better than none. `unproven` is set before the read, so that the page is
            // dropped whenever the primary returns.
            None if lock(&self.sampling.samples).is_away => {
                let chosen = self.choose(|replica| replica.answers())?;
                self.unproven.store(true, Ordering::SeqCst);
                self.read_from(chosen, work.clone()).await
            }
            None => None,
        };
        if found.is_none() {
            self.reads.get_or_create(&Target { server: "primary".to_owned() }).inc();
        }
        found
    }

    async fn read_from<T, F>(&self, (replica, pool): &(Arc<Replica>, Pool), work: F) -> Option<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        match tokio::time::timeout(PATIENCE, pool.run(Mode::Read, work)).await {
            Ok(Ok(found)) => {
                self.reads.get_or_create(&Target { server: replica.server.clone() }).inc();
                Some(found)
            }
            // No other read waits for it until it has answered again.
            Ok(Err(Error::Unavailable { .. })) | Err(_) => {
                *lock(&replica.seen) = Seen::Nothing;
                None
            }
            Ok(Err(_)) => None,
        }
    }

    /// One of the replicas that are good enough, in turn.
    fn choose(&self, is_good: impl Fn(&Replica) -> bool) -> Option<&(Arc<Replica>, Pool)> {
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        let count = self.all.len();
        (0..count)
            .map(|step| &self.all[first.wrapping_add(step) % count])
            .find(|(replica, _)| is_good(replica))
    }

    pub(super) fn take_unproven_reads(&self) -> bool {
        self.unproven.swap(false, Ordering::SeqCst)
    }

    pub(super) fn report(&self) -> Vec<Report> {
        self.all.iter().map(|(replica, _)| replica.report(self.sampling.max_lag)).collect()
    }

    /// The report after each replica had twice the permitted lag, and a little, to answer and to follow.
    pub(super) async fn examine(&self) -> Vec<Report> {
        let end = Instant::now() + self.sampling.max_lag * 2 + PATIENCE;
        loop {
            let report = self.report();
            let is_open = |report: &Report| matches!(report.state, State::Unknown | State::Behind);
            if Instant::now() >= end || !report.iter().any(is_open) {
                return report;
            }
            tokio::time::sleep(self.sampling.interval).await;
        }
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let help = "Reads for readers' pages, by the server that answered";
        registry.register("database_public_reads", help, self.reads.clone());
        let used = Family::<Target, Gauge>::default();
        let lag = Family::<Target, Gauge<f64, AtomicU64>>::default();
        for report in self.report() {
            let target = Target { server: report.server };
            if report.state != State::Primary {
                used.get_or_create(&target).set(i64::from(report.state == State::Used));
            }
            if let Some(found) = report.lag {
                lag.get_or_create(&target).set(found.as_secs_f64());
            }
        }
        registry.register("database_replica_used", "1 if the replica is read from", used);
        let help = "How far the replica is behind; missing if unknown";
        registry.register("database_replica_lag_seconds", help, lag);
    }

    /// Makes the threads end soon. They are not joined, because one may wait for a server that does not answer.
    pub(super) fn close(&self) {
        self.sampling.stopped.store(true, Ordering::SeqCst);
        self.threads.iter().for_each(Thread::unpark);
        self.all.iter().for_each(|(_, pool)| pool.abandon());
    }
}

impl Drop for Replicas {
    fn drop(&mut self) {
        self.close();
    }
}

impl Replica {
    fn serves(&self, since: Instant, max_lag: Duration) -> bool {
        match *lock(&self.seen) {
            Seen::AsOf(Some(at)) => at >= since && at.elapsed() <= max_lag,
            _ => false,
        }
    }

    fn answers(&self) -> bool {
        matches!(*lock(&self.seen), Seen::AsOf(_) | Seen::NotFollowing | Seen::IsPrimary)
    }

    fn report(&self, max_lag: Duration) -> Report {
        let seen = *lock(&self.seen);
        let lag = match seen {
            Seen::AsOf(at) => at.map(|at| at.elapsed()),
            _ => None,
        };
        let state = match seen {
            Seen::Nothing => State::Unknown,
            Seen::AsOf(_) if lag.is_some_and(|lag| lag <= max_lag) => State::Used,
            Seen::AsOf(_) => State::Behind,
            Seen::Down => State::Down,
            Seen::NotFollowing => State::NotFollowing,
            Seen::IsPrimary => State::Primary,
        };
        Report { server: self.server.clone(), state, lag }
    }
}

/// Asks the primary again and again.
fn sample(primary: &Server, shared: &Sampling) {
    let mut conn = None;
    while !shared.stopped.load(Ordering::SeqCst) {
        // Before the question: what was committed by now is below the position in the answer.
        let at = Instant::now();
        match ask::<Position>(&mut conn, primary, POSITION) {
            Ok(found) => lock(&shared.samples).add(at, found, shared.max_lag * KEPT),
            Err(_) => lock(&shared.samples).lose(),
        }
        thread::park_timeout(shared.interval);
    }
}

/// Asks one replica again and again.
fn follow(replica: &Replica, server: &Server, shared: &Sampling) {
    let (mut conn, mut logged) = (None, State::Unknown);
    while !shared.stopped.load(Ordering::SeqCst) {
        let (seen, error) = match ask::<Replayed>(&mut conn, server, REPLAYED) {
            Ok(found) => (lock(&shared.samples).of_replica(found), None),
            Err(error) => (Seen::Down, Some(error)),
        };
        *lock(&replica.seen) = seen;
        let report = replica.report(shared.max_lag);
        if report.state != logged {
            match report.state {
                state if state.is_well() => {
                    tracing::info!(replica = report.server, "a replica {state}");
                }
                // The primary is away or was not asked yet, which says nothing about the replica.
                _ if lock(&shared.samples).kept.is_empty() => {}
                state => {
                    let error = error.as_ref().map(tracing::field::display);
                    tracing::warn!(
                        replica = report.server,
                        error,
                        "a replica is not read from: it {state}"
                    );
                }
            }
            logged = report.state;
        }
        thread::park_timeout(shared.interval);
    }
}

/// Asks one question on a connection that is kept until it fails.
fn ask<T>(kept: &mut Option<Connection>, server: &Server, question: &str) -> Result<T>
where
    T: QueryableByName<diesel::pg::Pg> + 'static,
{
    let mut conn = match kept.take() {
        Some(conn) => conn,
        None => server.connect()?,
    };
    let answer = diesel::sql_query(question).get_result(postgres::postgres(&mut conn)?)?;
    *kept = Some(conn);
    Ok(answer)
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<Thread> {
    let handle = thread::Builder::new().name(name.to_owned()).spawn(body);
    Ok(handle.map_err(Error::internal)?.thread().clone())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing that can panic runs under these locks.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT_HERE: Duration = Duration::from_secs(3);

    fn replayed(position: i64) -> Replayed {
        Replayed { system: 7, started: 2, follows: true, position }
    }

    #[test]
    fn a_replica_is_as_of_the_newest_position_that_it_has_reached() {
        let mut samples = Samples::default();
        assert_eq!(samples.of_replica(replayed(100)), Seen::AsOf(None));
        let begun = Instant::now();
        let at = |n: u32| begun + Duration::from_millis(u64::from(n));
        for n in 1..=3 {
            samples.add(
                at(n),
                Position { system: 7, started: 1, position: 100 * i64::from(n) },
                KEPT_HERE,
            );
        }
        assert_eq!(samples.of_replica(replayed(99)), Seen::AsOf(None));
        assert_eq!(samples.of_replica(replayed(299)), Seen::AsOf(Some(at(2))));
        // While nothing is written, it is as new as the last question.
        samples.add(at(4), Position { system: 7, started: 1, position: 300 }, KEPT_HERE);
        assert_eq!(samples.of_replica(replayed(300)), Seen::AsOf(Some(at(4))));
        samples.add(at(7_000), Position { system: 7, started: 1, position: 300 }, KEPT_HERE);
        assert_eq!(samples.kept.len(), 1);
    }

    #[test]
    fn what_does_not_follow_this_server_is_not_read_from() {
        let mut samples = Samples::default();
        samples.add(Instant::now(), Position { system: 7, started: 1, position: 100 }, KEPT_HERE);
        assert_eq!(samples.of_replica(Replayed { system: 8, ..replayed(200) }), Seen::NotFollowing);
        let promoted = Replayed { follows: false, ..replayed(200) };
        assert_eq!(samples.of_replica(promoted), Seen::NotFollowing);
        let itself = Replayed { started: 1, ..promoted };
        assert_eq!(samples.of_replica(itself), Seen::IsPrimary);
    }

    #[test]
    fn after_a_failover_nothing_measured_before_counts() {
        let mut samples = Samples::default();
        let begun = Instant::now();
        samples.add(begun, Position { system: 7, started: 1, position: 100 }, KEPT_HERE);
        samples.lose();
        assert!(samples.is_away);
        assert_eq!(samples.of_replica(replayed(200)), Seen::AsOf(None));
        samples.add(begun, Position { system: 7, started: 1, position: 300 }, KEPT_HERE);
        assert!(!samples.is_away);
        // A pooler may hide the loss, but not that the log has become shorter.
        samples.add(begun, Position { system: 7, started: 1, position: 250 }, KEPT_HERE);
        assert_eq!(samples.kept.len(), 1);
    }

    #[test]
    fn a_page_is_not_read_from_a_replica_that_lacks_its_last_change() {
        let replica = Replica { server: String::new(), seen: Mutex::new(Seen::Nothing) };
        let (max_lag, changed) = (Duration::from_secs(60), Instant::now());
        assert!(!replica.serves(changed, max_lag));
        *lock(&replica.seen) = Seen::AsOf(changed.checked_sub(Duration::from_millis(1)));
        assert!(!replica.serves(changed, max_lag));
        *lock(&replica.seen) = Seen::AsOf(Some(changed));
        assert!(replica.serves(changed, max_lag));
        assert!(!replica.serves(changed, Duration::ZERO), "it is too old by now");
    }
}
