//! A worker pool: threads that each own a connection and take from one bounded queue.
//!
//! Of the threads that have nothing to do, the one that had something last is woken. Its connection
//! has prepared what is asked most, and on PostgreSQL the server's process behind it has met the
//! tables: the first decision on a connection takes some 10 ms there and all others 2. Taken in
//! turn, ten connections stay cold for a long time on a quiet site.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, Thread};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::failure::for_caller;
use super::{Connection, RETRY_AFTER};
use crate::error::{Error, Result};

/// How long a caller waits before it hears that the storage is away: longer than the statements
/// that PostgreSQL ends by itself, so it only happens where the server or the network stands still
/// without a word.
const PATIENCE: Duration = Duration::from_secs(35);

/// So many tasks of requests go before one of low priority. A choice: on SQLite some 5 ms of posts.
const TURN: usize = 32;

/// What kind of transaction a task wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    /// Reads by one statement, which is its own transaction.
    ReadWithoutTransaction,
    Write,
    /// Writes something that no request waits for.
    WriteLowPriority,
}

/// One caller's work. It keeps its own result until the transaction's fate is known.
pub(super) trait Task: Send {
    fn mode(&self) -> Mode;
    /// Runs the work on an open transaction. True: commit.
    fn run(&mut self, conn: &mut Connection) -> Ran;
    /// The failure of the last run, if it failed.
    fn failure(&self) -> Option<&Error>;
    /// True once the caller has been told that nothing was done. Such a task must not begin any
    /// more.
    fn is_given_up(&self) -> bool;
    /// Tells the caller: the work's own result, or why the transaction around it failed.
    fn answer(self: Box<Self>, failed: Option<Error>);
}

/// How one run of a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ran {
    Well,
    Failed,
    /// The connection is in an unknown state and must be replaced.
    Panicked,
}

struct Work<T, F> {
    mode: Mode,
    work: F,
    result: Option<Result<T>>,
    caller: oneshot::Sender<Result<T>>,
    until: Instant,
}

impl<T, F> Task for Work<T, F>
where
    T: Send + 'static,
    F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
{
    fn mode(&self) -> Mode {
        self.mode
    }

    fn run(&mut self, conn: &mut Connection) -> Ran {
        match catch_unwind(AssertUnwindSafe(|| (self.work)(conn))) {
            Ok(result) => {
                let ran = if result.is_ok() { Ran::Well } else { Ran::Failed };
                self.result = Some(result);
                ran
            }
            Err(_) => {
                self.result = Some(Err(Error::internal("a transaction panicked")));
                Ran::Panicked
            }
        }
    }

    fn failure(&self) -> Option<&Error> {
        self.result.as_ref().and_then(|result| result.as_ref().err())
    }

    fn is_given_up(&self) -> bool {
        // Both: a caller that merely went away early, such as a browser, may have its work done.
        Instant::now() >= self.until && self.caller.is_closed()
    }

    fn answer(self: Box<Self>, failed: Option<Error>) {
        let result = match failed {
            Some(error) => Err(error),
            None => self.result.unwrap_or_else(|| Err(Error::internal("a transaction never ran"))),
        };
        // A caller that has gone away does not want to know.
        let _ = self.caller.send(result.map_err(for_caller));
    }
}

struct Queue {
    tasks: VecDeque<Box<dyn Task>>,
    /// Work that no request waits for.
    low_priority: VecDeque<Box<dyn Task>>,
    /// Tasks taken since one of low priority was.
    since: usize,
    /// Threads that wait for a task, the one that had something to do last at the end.
    idle: Vec<Thread>,
    open: bool,
}

impl Queue {
    fn waiting(&self) -> usize {
        self.tasks.len() + self.low_priority.len()
    }

    /// The next tasks that belong together, at most so many; none if there are none.
    fn next(&mut self, most: usize) -> Vec<Box<dyn Task>> {
        for tasks in [&mut self.tasks, &mut self.low_priority] {
            while tasks.front().is_some_and(|task| task.is_given_up()) {
                tasks.pop_front();
            }
        }
        let is_their_turn = self.tasks.is_empty() || self.since >= TURN;
        if is_their_turn && let Some(task) = self.low_priority.pop_front() {
            self.since = 0;
            return vec![task];
        }
        let count = self.tasks.len().min(most);
        self.since = self.since.saturating_add(count);
        self.tasks.drain(..count).collect()
    }
}

pub(super) struct Shared {
    queue: Mutex<Queue>,
    capacity: usize,
    patience: Duration,
}

impl Shared {
    /// Waits for work and takes up to `most` tasks of it; None once the pool is closed and empty.
    pub(super) fn take(&self, most: usize) -> Option<Vec<Box<dyn Task>>> {
        let mut queue = self.lock();
        loop {
            let tasks = queue.next(most);
            if !tasks.is_empty() {
                return Some(tasks);
            }
            if !queue.open {
                return None;
            }
            // Whoever wakes this thread takes it off the list first, so the waking is not lost
            // where it comes early.
            let this = thread::current();
            let id = this.id();
            queue.idle.push(this);
            drop(queue);
            thread::park();
            queue = self.lock();
            // It may have woken by itself.
            queue.idle.retain(|idle| idle.id() != id);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        // Nothing that can panic runs under the lock, so a poisoned one is still whole.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) struct Pool {
    shared: Arc<Shared>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Pool {
    pub(super) fn new(capacity: usize) -> Pool {
        Pool::with_patience(capacity, PATIENCE)
    }

    fn with_patience(capacity: usize, patience: Duration) -> Pool {
        let queue = Queue {
            tasks: VecDeque::new(),
            low_priority: VecDeque::new(),
            since: 0,
            idle: Vec::new(),
            open: true,
        };
        Pool {
            shared: Arc::new(Shared { queue: Mutex::new(queue), capacity, patience }),
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
        let until = Instant::now() + self.shared.patience;
        let idle = {
            let mut queue = self.shared.lock();
            if !queue.open || queue.waiting() >= self.shared.capacity {
                return Err(Error::Unavailable { retry_after: RETRY_AFTER });
            }
            let task = Box::new(Work { mode, work, result: None, caller, until });
            match mode {
                Mode::Read | Mode::ReadWithoutTransaction | Mode::Write => {
                    queue.tasks.push_back(task)
                }
                Mode::WriteLowPriority => queue.low_priority.push_back(task),
            }
            queue.idle.pop()
        };
        // None: all are busy, and look at the queue before they rest.
        if let Some(thread) = idle {
            thread.unpark();
        }
        match tokio::time::timeout(self.shared.patience, answer).await {
            Ok(answer) => {
                answer.unwrap_or_else(|_| Err(Error::internal("a database thread ended early")))
            }
            Err(_) => {
                tracing::error!("the storage gave no answer in time");
                Err(Error::Unavailable { retry_after: RETRY_AFTER })
            }
        }
    }

    pub(super) fn waiting(&self) -> usize {
        self.shared.lock().waiting()
    }

    pub(super) fn close(&self) {
        let idle = {
            let mut queue = self.shared.lock();
            queue.open = false;
            std::mem::take(&mut queue.idle)
        };
        idle.iter().for_each(Thread::unpark);
        let threads =
            std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a database thread ended by a panic");
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
            while let Some(tasks) = shared.take(most) {
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
        let posts = (0..TURN + 3).map(|_| pool.run(Mode::Write, name("post")));
        let waiting = join(join_all(slices), join_all(posts));
        let mut waiting = std::pin::pin!(waiting);
        // Asked once, all of them are in the queue before anything is done.
        assert!(futures_util::poll!(&mut waiting).is_pending());
        serve(&pool, 2);
        let (slices, posts) = waiting.await;
        assert!(slices.into_iter().chain(posts).all(|done| done.is_ok()));
        let order: Vec<&str> = taken.try_iter().collect();
        let mut expected = vec!["post"; TURN];
        expected.extend(["slice", "post", "post", "post", "slice"]);
        assert_eq!(order, expected);
        pool.close();
    }

    #[tokio::test]
    async fn whoever_had_something_to_do_last_is_asked_first() {
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
    async fn a_storage_that_stands_still_is_away_and_what_waited_for_it_is_not_done_later() {
        let pool = Pool::with_patience(8, Duration::from_millis(50));
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
        pool.run(Mode::Write, |_| Ok(())).await.expect("it goes on");
        assert_eq!(*done.lock().expect("no panic"), 0);
        pool.close();
    }
}
