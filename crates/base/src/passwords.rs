//! Hashes passwords with Argon2id on threads of its own, so that many sign-ins at once slow neither
//! readers nor the database.
//!
//! Each hash takes the configured memory (19 MiB by default) while it is computed. Two threads
//! limit the total, and their queue is bounded. A thread reuses its memory while requests wait, and
//! returns it to the system when it is idle. Passwords are normalised to NFKC (NIST SP 800-63B,
//! 3.1.1.2), so that keyboards which compose characters differently give the same password.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use argon2::password_hash;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::config;
use crate::error::{Error, Result};
use crate::vault;

/// Hashes computed at the same time. Each takes the configured memory.
const THREADS: usize = 2;
/// Requests that may wait in each line: at some 30 ms for each hash, the last one waits half a second.
const QUEUE: usize = 32;
/// Requests of one group that may wait in the open line.
const QUEUE_OF_GROUP: usize = 8;
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Allocations of at least this size are mapped from the system and returned to it when freed
/// (glibc: DEFAULT_MMAP_THRESHOLD_MAX, 32 MiB). Where Argon2 needs less, the rest is address space
/// that takes no memory.
const MAPPED_ALLOCATION: usize = 33 * 1024 * 1024;

type Work = Box<dyn FnOnce(&mut Hasher) + Send>;

/// The line in which a request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// For those who are known: signed in on this network, or with a secret link. It goes first, and
    /// strangers cannot fill it.
    Known,
    /// For everybody else. It can be full, but not of the requests of one group, such as those about
    /// one account.
    Open {
        /// Any number that stands for the group.
        group: u64,
    },
}

/// The requests that wait.
#[derive(Default)]
struct Waiting {
    known: VecDeque<Work>,
    open: VecDeque<(u64, Work)>,
    has_ended: bool,
}

#[derive(Default)]
struct Lines {
    waiting: Mutex<Waiting>,
    arrival: Condvar,
}

impl Lines {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request, unless its line is full.
    fn push(&self, line: Line, work: Work) -> Result<()> {
        let full = Error::Unavailable { retry_after: RETRY_AFTER, cause: None };
        let mut waiting = self.lock();
        match line {
            Line::Known if waiting.known.len() < QUEUE => waiting.known.push_back(work),
            Line::Open { group } if waiting.has_room_for(group) => {
                waiting.open.push_back((group, work));
            }
            Line::Known | Line::Open { .. } => return Err(full),
        }
        self.arrival.notify_one();
        Ok(())
    }

    /// Waits for the next request; `idle` is called before. `None` at the end.
    fn next(&self, idle: impl FnOnce()) -> Option<Work> {
        let mut idle = Some(idle);
        let mut waiting = self.lock();
        loop {
            if let Some(work) = waiting.pop() {
                return Some(work);
            }
            if waiting.has_ended {
                return None;
            }
            if let Some(idle) = idle.take() {
                idle();
            }
            waiting = self.arrival.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Waiting {
    fn has_room_for(&self, group: u64) -> bool {
        let of_group = self.open.iter().filter(|(other, _)| *other == group).count();
        self.open.len() < QUEUE && of_group < QUEUE_OF_GROUP
    }

    fn pop(&mut self) -> Option<Work> {
        self.known.pop_front().or_else(|| self.open.pop_front().map(|(_, work)| work))
    }
}

/// The pool, and the cost of a new hash. Its threads end when it is dropped.
pub struct Passwords {
    lines: Arc<Lines>,
    cost: Params,
}

impl Drop for Passwords {
    fn drop(&mut self) {
        self.lines.lock().has_ended = true;
        self.lines.arrival.notify_all();
    }
}

/// The result of comparing a password with a stored hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The password does not match.
    Wrong,
    /// The password matches.
    Right,
    /// The password matches, and the stored hash is weaker than the present settings require.
    RightNeedsRehash,
}

impl Passwords {
    /// Starts the threads.
    ///
    /// # Errors
    /// If Argon2 rejects the settings.
    pub fn start(settings: &config::Accounts) -> Result<Passwords> {
        let (memory, passes, lanes) =
            (settings.argon2_memory_kib, settings.argon2_passes, settings.argon2_lanes);
        let cost = Params::new(memory, passes, lanes, None)
            .map_err(|cause| Error::internal(format!("accounts.argon2_*: {cause}")))?;
        let lines = Arc::new(Lines::default());
        for n in 0..THREADS {
            let lines = Arc::clone(&lines);
            let mut hasher = Hasher { cost: cost.clone(), memory: Vec::new() };
            let serve = move || {
                loop {
                    let Some(next) = lines.next(|| hasher.memory = Vec::new()) else { return };
                    // After a panic the sender's channel closes, which it reports; the thread
                    // continues.
                    let _ = catch_unwind(AssertUnwindSafe(|| next(&mut hasher)));
                }
            };
            std::thread::Builder::new()
                .name(format!("passwords-{n}"))
                .spawn(serve)
                .map_err(Error::internal)?;
        }
        Ok(Passwords { lines, cost })
    }

    /// The hash of `password` in the PHC string format, with a fresh salt. Only those who are known set
    /// passwords.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the line is full.
    pub async fn hash(&self, password: SecretString) -> Result<String> {
        self.hash_in(Line::Known, password).await
    }

    async fn hash_in(&self, line: Line, password: SecretString) -> Result<String> {
        let salt = vault::random::<16>()?;
        self.run(line, move |hasher| {
            let cost = hasher.cost.clone();
            let hash = hasher.compute(&normalize(&password), &salt, Version::V0x13, cost.clone());
            let written = hash.and_then(|hash| {
                Ok(PasswordHash {
                    algorithm: Algorithm::Argon2id.ident(),
                    version: Some(Version::V0x13.into()),
                    params: ParamsString::try_from(&cost)?,
                    salt: Some(Salt::new(&salt)?),
                    hash: Some(hash),
                })
            });
            let failed =
                |cause| Error::internal(format!("a password could not be hashed: {cause}"));
            Ok(written.map_err(failed)?.to_string())
        })
        .await
    }

    /// Compares `password` with a stored hash. Takes the same time whether it matches or not.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the line is full.
    pub async fn verify(
        &self,
        line: Line,
        password: SecretString,
        hash: String,
    ) -> Result<Verdict> {
        let cost = self.cost.clone();
        self.run(line, move |hasher| {
            let password = normalize(&password);
            let unreadable = || Error::internal("a stored password hash cannot be read");
            let stored = PasswordHash::new(&hash).map_err(|_| unreadable())?;
            let stored_params = Params::try_from(&stored).map_err(|_| unreadable())?;
            let version = stored.version.map_or(Ok(Version::V0x13), Version::try_from);
            let (Some(salt), Some(expected), Ok(version), true) = (
                &stored.salt,
                &stored.hash,
                version,
                stored.algorithm == Algorithm::Argon2id.ident(),
            ) else {
                return Err(unreadable());
            };
            let found = hasher
                .compute(&password, salt.as_ref(), version, stored_params.clone())
                .map_err(|_| unreadable())?;
            // Output compares in constant time.
            if found != *expected {
                return Ok(Verdict::Wrong);
            }
            let is_weak = stored_params.m_cost() < cost.m_cost()
                || stored_params.t_cost() < cost.t_cost()
                || stored_params.p_cost() < cost.p_cost();
            Ok(if is_weak { Verdict::RightNeedsRehash } else { Verdict::Right })
        })
        .await
    }

    /// A hash of a random password at present cost. Sign-in verifies against it where no account
    /// exists, so that the time does not reveal that.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the line is full.
    pub async fn dummy_hash(&self, line: Line) -> Result<String> {
        self.hash_in(line, SecretString::from(vault::secret()?)).await
    }

    async fn run<T, F>(&self, line: Line, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Hasher) -> Result<T> + Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        let work = move |hasher: &mut Hasher| {
            // Skip the work if the sender no longer waits, for example because the browser hung up.
            if !sender.is_closed() {
                let _ = sender.send(work(hasher));
            }
        };
        self.lines.push(line, Box::new(work))?;
        answer.await.unwrap_or_else(|_| Err(Error::internal("a password thread ended early")))
    }
}

/// One thread's settings and working memory.
struct Hasher {
    /// The cost of new hashes.
    cost: Params,
    memory: Vec<Block>,
}

impl Hasher {
    fn compute(
        &mut self,
        password: &str,
        salt: &[u8],
        version: Version,
        cost: Params,
    ) -> password_hash::Result<Output> {
        let blocks = cost.block_count();
        if self.memory.capacity() < blocks {
            // Free the old memory before allocating the new.
            self.memory = Vec::new();
            let at_least = MAPPED_ALLOCATION / Block::SIZE;
            self.memory = Vec::with_capacity(blocks.max(at_least));
        }
        if self.memory.len() < blocks {
            self.memory.resize(blocks, Block::default());
        }
        let length = cost.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let mut out = Zeroizing::new(vec![0; length]);
        Argon2::new(Algorithm::Argon2id, version, cost).hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            &mut out,
            &mut self.memory[..blocks],
        )?;
        Ok(Output::new(&out)?)
    }
}

/// The form in which a password is measured, compared and hashed.
pub fn normalize(password: &SecretString) -> Zeroizing<String> {
    Zeroizing::new(password.expose_secret().nfkc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(passes: u32) -> config::Accounts {
        config::Accounts {
            session_days: 30,
            argon2_memory_kib: 64,
            argon2_passes: passes,
            argon2_lanes: 1,
        }
    }

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let passwords = Passwords::start(&settings(1)).expect("started");
        let hash = passwords.hash(secret("tiny green kettle")).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        let verdict =
            passwords.verify(Line::Known, secret("tiny green kettle"), hash.clone()).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Right);
        let verdict = passwords.verify(Line::Known, secret("tiny green kettlf"), hash).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Wrong);
    }

    #[tokio::test]
    async fn the_same_letters_typed_on_another_keyboard_are_the_same_password() {
        let passwords = Passwords::start(&settings(1)).expect("started");
        let hash =
            passwords.hash(secret("caf\u{e9} at the \u{fb01}sh market")).await.expect("hashed");
        let verdict =
            passwords.verify(Line::Known, secret("cafe\u{301} at the fish market"), hash).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Right);
    }

    #[tokio::test]
    async fn a_hash_from_before_the_setting_was_raised_is_noticed() {
        let before = Passwords::start(&settings(1)).expect("started");
        let hash = before.hash(secret("tiny green kettle")).await.expect("hashed");
        let after = Passwords::start(&settings(2)).expect("started");
        let verdict = after.verify(Line::Known, secret("tiny green kettle"), hash.clone()).await;
        assert_eq!(verdict.expect("looked at"), Verdict::RightNeedsRehash);
        let dearer = after.hash(secret("tiny green kettle")).await.expect("hashed");
        let verdict = before.verify(Line::Known, secret("tiny green kettle"), dearer).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Right);
    }

    /// Adds up to `count` requests that last until the sender is dropped, and returns how many found
    /// room.
    fn fill(
        passwords: &Passwords,
        line: Line,
        count: usize,
        until: &Arc<Mutex<std::sync::mpsc::Receiver<()>>>,
    ) -> usize {
        let request = |_: &usize| {
            let until = Arc::clone(until);
            let work = Box::new(move |_: &mut Hasher| {
                let _ = until.lock().unwrap_or_else(PoisonError::into_inner).recv();
            });
            passwords.lines.push(line, work).is_ok()
        };
        (0..count).filter(|n| request(n)).count()
    }

    #[tokio::test]
    async fn a_full_line_refuses_at_once_and_strangers_fill_only_their_own() {
        let passwords = Passwords::start(&settings(1)).expect("started");
        let (hold, until) = std::sync::mpsc::channel::<()>();
        let until = Arc::new(Mutex::new(until));
        assert_eq!(fill(&passwords, Line::Known, THREADS, &until), THREADS);
        while !passwords.lines.lock().known.is_empty() {
            std::thread::yield_now();
        }
        let attacked = Line::Open { group: 7 };
        assert_eq!(fill(&passwords, attacked, 100, &until), QUEUE_OF_GROUP);
        let refused = passwords.verify(attacked, secret("a"), "x".to_owned()).await;
        assert!(matches!(refused, Err(Error::Unavailable { .. })));
        assert_eq!(fill(&passwords, Line::Open { group: 8 }, 1, &until), 1, "another account");
        for group in 100..200 {
            fill(&passwords, Line::Open { group }, 1, &until);
        }
        assert_eq!(fill(&passwords, Line::Open { group: 9 }, 1, &until), 0, "the line is full");
        assert_eq!(fill(&passwords, Line::Known, 1, &until), 1, "and the other one is not");
        let first = passwords.lines.lock().pop().is_some();
        assert!(first && passwords.lines.lock().known.is_empty(), "those who are known go first");
        drop(hold);
    }
}
