//! A worker pool: threads that each own a connection and take tasks from one bounded queue.
//!
//! Of the idle threads, the one that worked last is woken. Its connection has prepared the frequent
//! statements, and on PostgreSQL the server process behind it has cached the tables: the first
//! decision on a connection takes some 10 ms there, later ones 2 ms. If threads took turns, ten
//! connections would stay cold for a long time on a quiet site.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, Thread};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tracing::Span;

use super::failure::for_caller;
use super::{Connection, RETRY_AFTER};
use crate::error::{Error, Result};
use crate::logging::spans;

/// How long a caller waits before it gets an error. Longer than PostgreSQL's own statement timeout,
/// so it only applies if the server or the network stops responding.
const CALLER_TIMEOUT: Duration = Duration::from_secs(35);

/// How many tasks of requests may precede a waiting task of low priority. On SQLite these are some
/// 5 ms of posts.
const TASKS_PER_LOW_PRIORITY: usize = 32;

/// The kind of transaction that a task needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    /// Reads with one statement, outside any transaction.
    ReadWithoutTransaction,
    Write,
    /// Writes data that no request waits for.
    WriteLowPriority,
}

impl Mode {
    /// The name in a trace.
    fn operation(self) -> &'static str {
        match self {
            Mode::Read | Mode::ReadWithoutTransaction => "read",
            Mode::Write => "write",
            Mode::WriteLowPriority => "low-priority write",
        }
    }
}

/// One caller's work. It keeps its result until the outcome of the transaction is known.
pub(super) trait Task: Send {
    fn mode(&self) -> Mode;
    /// Runs the work on an open transaction.
    fn run(&mut self, conn: &mut Connection) -> Ended;
    /// The failure of the last run, if it failed.
    fn failure(&self) -> Option<&Error>;
    /// Whether the caller has timed out. Such a task must not be started any more, because the
    /// caller was told that nothing was done.
    fn is_abandoned(&self) -> bool;
    /// Sends the caller the result of the work, or `failed` if the transaction around it failed.
    fn answer(self: Box<Self>, failed: Option<Error>);
}

/// How one run of a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Succeeded,
    Failed,
    /// The connection is in an unknown state and must be replaced.
    Panicked,
}

struct Work<T, F> {
    mode: Mode,
    work: F,
    result: Option<Result<T>>,
    caller: oneshot::Sender<Result<T>>,
    deadline: Instant,
    span: Span,
    /// Until the work begins.
    waiting: Option<Span>,
}

impl<T, F> Task for Work<T, F>
where
    T: Send + 'static,
    F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
{
    fn mode(&self) -> Mode {
        self.mode
    }

    fn run(&mut self, conn: &mut Connection) -> Ended {
        self.waiting = None;
        let _running = spans::running(&self.span).entered();
        match catch_unwind(AssertUnwindSafe(|| (self.work)(conn))) {
            Ok(result) => {
                let ran = if result.is_ok() { Ended::Succeeded } else { Ended::Failed };
                self.result = Some(result);
                ran
            }
            Err(_) => {
                self.result = Some(Err(Error::internal("a transaction panicked")));
                Ended::Panicked
            }
        }
    }

    fn failure(&self) -> Option<&Error> {
        self.result.as_ref().and_then(|result| result.as_ref().err())
    }

    fn is_abandoned(&self) -> bool {
        // Both conditions: if a caller left early, such as a browser, its work is still done.
        Instant::now() >= self.deadline && self.caller.is_closed()
    }

    fn answer(self: Box<Self>, failed: Option<Error>) {
        let result = match failed {
            Some(error) => Err(error),
            None => self.result.unwrap_or_else(|| Err(Error::internal("a transaction never ran"))),
        };
        if result.is_err() {
            spans::record_failure(&self.span);
        }
        // The caller may have left; then nobody needs the result.
        let _ = self.caller.send(result.map_err(for_caller));
    }
}

struct Queue {
    tasks: VecDeque<Box<dyn Task>>,
    /// Tasks that no request waits for.
    low_priority: VecDeque<Box<dyn Task>>,
    /// Tasks of requests taken since the last one of low priority.
    taken_since_low_priority: usize,
    /// Whether the last task taken was one of low priority, and runs.
    low_priority_runs: bool,
    /// Until then no task of low priority is taken.
    low_priority_rests: Option<Instant>,
    /// Threads that wait for a task; the one that worked last is at the end.
    idle: Vec<Thread>,
    open: bool,
}

impl Queue {
    fn waiting(&self) -> usize {
        self.tasks.len() + self.low_priority.len()
    }

    /// The next tasks that may run in one transaction, at most `most`. A task of low priority comes
    /// alone.
    fn next_batch(&mut self, most: usize) -> Vec<Box<dyn Task>> {
        for tasks in [&mut self.tasks, &mut self.low_priority] {
            while tasks.front().is_some_and(|task| task.is_abandoned()) {
                tasks.pop_front();
            }
        }
        let low_priority_is_next =
            self.tasks.is_empty() || self.taken_since_low_priority >= TASKS_PER_LOW_PRIORITY;
        let may_run = low_priority_is_next && self.rest().is_none();
        if may_run && let Some(task) = self.low_priority.pop_front() {
            self.taken_since_low_priority = 0;
            self.low_priority_runs = true;
            return vec![task];
        }
        let count = self.tasks.len().min(most);
        self.taken_since_low_priority = self.taken_since_low_priority.saturating_add(count);
        self.tasks.drain(..count).collect()
    }

    /// How long no task of low priority is taken. Those of a closed pool run at once.
    fn rest(&self) -> Option<Duration> {
        let until = self.low_priority_rests.filter(|_| self.open)?;
        let rest = until.saturating_duration_since(Instant::now());
        (!rest.is_zero()).then_some(rest)
    }
}

pub(super) struct Shared {
    queue: Mutex<Queue>,
    capacity: usize,
    timeout: Duration,
    /// The pause after a task of low priority before the next one.
    rest: Duration,
}

impl Shared {
    /// Waits for tasks and takes up to `most` of them. `None` once the pool is closed and empty.
    pub(super) fn next_tasks(&self, most: usize) -> Option<Vec<Box<dyn Task>>> {
        let mut queue = self.lock();
        if std::mem::take(&mut queue.low_priority_runs) {
            queue.low_priority_rests = Some(Instant::now() + self.rest);
        }
        loop {
            let tasks = queue.next_batch(most);
            if !tasks.is_empty() {
                return Some(tasks);
            }
            if !queue.open {
                return None;
            }
            // The thread is on the list before it parks, and the waker removes it before it unparks
            // it, so a wake-up before `park` is not lost.
            let this = thread::current();
            let id = this.id();
            queue.idle.push(this);
            // By the queue, not by the clock: the rest may have ended since the queue was asked, and nobody would
            // wake this thread for the task that waits.
            let rest = match queue.low_priority.is_empty() {
                true => None,
                false => Some(queue.rest().unwrap_or_default()),
            };
            drop(queue);
            match rest {
                Some(rest) => thread::park_timeout(rest),
                None => thread::park(),
            }
            queue = self.lock();
            // The wake-up may be spurious.
            queue.idle.retain(|idle| idle.id() != id);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        // Nothing that can panic runs under the lock, so the data of a poisoned one is consistent.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) struct Pool {
    shared: Arc<Shared>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Pool {
    pub(super) fn new(capacity: usize) -> Pool {
        Pool::with(capacity, CALLER_TIMEOUT, Duration::ZERO)
    }

    /// A pool of one thread, which rests between two tasks of low priority.
    pub(super) fn with_rest(capacity: usize, rest: Duration) -> Pool {
        Pool::with(capacity, CALLER_TIMEOUT, rest)
    }

    fn with(capacity: usize, timeout: Duration, rest: Duration) -> Pool {
        let queue = Queue {
            tasks: VecDeque::new(),
            low_priority: VecDeque::new(),
            taken_since_low_priority: 0,
            low_priority_runs: false,
            low_priority_rests: None,
            idle: Vec::new(),
            open: true,
        };
        Pool {
            shared: Arc::new(Shared { queue: Mutex::new(queue), capacity, timeout, rest }),
            threads: Mutex::new(Vec::new()),
        }
    }

    /// Adds a thread that serves this pool until it is closed.
    pub(super) fn spawn<B>(&self, name: String, body: B) -> Result<()>
    where
        B: FnOnce(&Shared) + Send + 'static,
    {
        let shared = Arc::clone(&self.shared);
        let thread = thread::Builder::new()
            .name(name)
            .spawn(move || body(&shared))
            .map_err(Error::internal)?;
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        Ok(())
    }

    pub(super) async fn run<T, F>(&self, mode: Mode, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let deadline = Instant::now() + self.shared.timeout;
        let span = spans::transaction(mode.operation());
        let waiting = Some(spans::waiting(&span));
        let idle = {
            let mut queue = self.shared.lock();
            if !queue.open || queue.waiting() >= self.shared.capacity {
                return Err(Error::Unavailable { retry_after: RETRY_AFTER, cause: None });
            }
            let task = Box::new(Work { mode, work, result: None, caller, deadline, span, waiting });
            match mode {
                Mode::Read | Mode::ReadWithoutTransaction | Mode::Write => {
                    queue.tasks.push_back(task)
                }
                Mode::WriteLowPriority => queue.low_priority.push_back(task),
            }
            queue.idle.pop()
        };
        // `None`: all threads are busy and read the queue again before they park.
        if let Some(thread) = idle {
            thread.unpark();
        }
        match tokio::time::timeout(self.shared.timeout, answer).await {
            Ok(answer) => {
                answer.unwrap_or_else(|_| Err(Error::internal("a database thread ended early")))
            }
            Err(_) => {
                tracing::error!("the database did not respond in time");
                Err(Error::Unavailable { retry_after: RETRY_AFTER, cause: None })
            }
        }
    }

    pub(super) fn waiting(&self) -> usize {
        self.shared.lock().waiting()
    }

    /// Refuses new tasks, and does not wait for those that run: nobody waits for their results.
    pub(super) fn abandon(&self) {
        let idle = {
            let mut queue = self.shared.lock();
            queue.open = false;
            std::mem::take(&mut queue.idle)
        };
        idle.iter().for_each(Thread::unpark);
    }

    pub(super) fn close(&self) {
        self.abandon();
        let threads =
            std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a database thread panicked");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use diesel::{Connection as _, SqliteConnection};
    use futures_util::future::{join, join_all};

    use super::*;
    use crate::db::Engine;

    /// Has a thread do what comes, so many tasks at once.
    fn serve(pool: &Pool, most: usize) {
        let engine = Engine::Sqlite(SqliteConnection::establish(":memory:").expect("opened"));
        let mut conn = Connection { engine, signing_key: None };
        let body = move |shared: &Shared| {
            while let Some(tasks) = shared.next_tasks(most) {
                for mut task in tasks {
                    task.run(&mut conn);
                    task.answer(None);
                }
            }
        };
        pool.spawn("serves".to_owned(), body).expect("started");
    }

    #[tokio::test]
    async fn low_priority_lets_requests_go_first_and_is_not_starved() {
        let pool = Pool::new(64);
        let (took, taken) = mpsc::channel();
        let name = |name: &'static str| {
            let took = took.clone();
            move |_: &mut Connection| {
                took.send(name).map_err(Error::internal)?;
                Ok(())
            }
        };
        let slices = [
            pool.run(Mode::WriteLowPriority, name("slice")),
            pool.run(Mode::WriteLowPriority, name("slice")),
        ];
        let posts = (0..TASKS_PER_LOW_PRIORITY + 3).map(|_| pool.run(Mode::Write, name("post")));
        let waiting = join(join_all(slices), join_all(posts));
        let mut waiting = std::pin::pin!(waiting);
        // Asked once, all of them are in the queue before anything is done.
        assert!(futures_util::poll!(&mut waiting).is_pending());
        serve(&pool, 2);
        let (slices, posts) = waiting.await;
        assert!(slices.into_iter().chain(posts).all(|done| done.is_ok()));
        let order: Vec<&str> = taken.try_iter().collect();
        let mut expected = vec!["post"; TASKS_PER_LOW_PRIORITY];
        expected.extend(["slice", "post", "post", "post", "slice"]);
        assert_eq!(order, expected);
        pool.close();
    }

    #[tokio::test]
    async fn between_two_tasks_of_low_priority_others_get_their_turn() {
        const ENDLESS: Duration = Duration::from_secs(3_600);
        let pool = Pool::with_rest(64, ENDLESS);
        serve(&pool, 1);
        pool.run(Mode::WriteLowPriority, |_| Ok(())).await.expect("the first does not wait");
        let second = pool.run(Mode::WriteLowPriority, |_| Ok(()));
        let mut second = std::pin::pin!(second);
        assert!(futures_util::poll!(&mut second).is_pending());
        pool.run(Mode::Write, |_| Ok(())).await.expect("requests go on");
        assert!(futures_util::poll!(&mut second).is_pending(), "it rests");
        pool.close();
        second.await.expect("what was accepted is done");
    }

    #[tokio::test]
    async fn no_task_of_low_priority_is_forgotten_when_its_rest_ends() {
        // As long as it takes to look at the queue, so that it ends at every point of it.
        const SHORT: Duration = Duration::from_micros(1);
        let pool = Pool::with_rest(64, SHORT);
        serve(&pool, 1);
        for _ in 0..20_000 {
            pool.run(Mode::WriteLowPriority, |_| Ok(())).await.expect("it is done");
        }
        pool.close();
    }

    #[tokio::test]
    async fn the_most_recently_used_thread_is_woken_first() {
        let pool = Pool::new(8);
        for _ in 0..4 {
            serve(&pool, 1);
        }
        let all_rest = || {
            while pool.shared.lock().idle.len() < 4 {
                thread::yield_now();
            }
        };
        let ask = || pool.run(Mode::Read, |_| Ok(thread::current().id()));
        all_rest();
        let first = ask().await.expect("an answer");
        for _ in 0..20 {
            all_rest();
            assert_eq!(ask().await.expect("an answer"), first);
        }
        // What comes at once is done by several, and all of it.
        all_rest();
        let many = join_all((0..8).map(|_| ask())).await;
        assert!(many.into_iter().all(|done| done.is_ok()));
        pool.close();
    }

    #[tokio::test]
    async fn a_timed_out_task_is_not_run_later() {
        let pool = Pool::with(8, Duration::from_millis(50), Duration::ZERO);
        let (release, held) = mpsc::channel::<()>();
        serve(&pool, 1);
        let held = Mutex::new(held);
        let begun = pool.run(Mode::Write, move |_| {
            let _ = held.lock().unwrap_or_else(PoisonError::into_inner).recv();
            Ok(())
        });
        let done = Arc::new(Mutex::new(0));
        let count = Arc::clone(&done);
        let waiting = pool.run(Mode::Write, move |_| {
            *count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
            Ok(())
        });
        let (begun, waiting) = tokio::join!(begun, waiting);
        assert!(matches!(begun, Err(Error::Unavailable { .. })), "{begun:?}");
        assert!(matches!(waiting, Err(Error::Unavailable { .. })), "{waiting:?}");
        drop(release);
        // It goes on. On a machine that is busy, this may wait as long as the others did.
        let goes_on = async { while pool.run(Mode::Write, |_| Ok(())).await.is_err() {} };
        tokio::time::timeout(Duration::from_secs(60), goes_on).await.expect("it goes on");
        assert_eq!(*done.lock().expect("no panic"), 0);
        pool.close();
    }
}
