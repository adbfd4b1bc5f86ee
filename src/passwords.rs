//! Hashes passwords with Argon2id on threads of its own, so that many sign-ins at once slow neither
//! readers nor the database.
//!
//! Each hash takes the configured memory (19 MiB by default) while it is computed. Two threads
//! limit the total, and their queue is bounded. A thread reuses its memory while requests wait, and
//! returns it to the system when it is idle. Passwords are normalised to NFKC (NIST SP 800-63B,
//! 3.1.1.2), so that keyboards which compose characters differently give the same password.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
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
/// Requests that may wait: at some 30 ms for each hash, the last one waits half a second.
const QUEUE: usize = 32;
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Allocations of at least this size are mapped from the system and returned to it when freed
/// (glibc: DEFAULT_MMAP_THRESHOLD_MAX, 32 MiB). Where Argon2 needs less, the rest is address space
/// that takes no memory.
const MAPPED_ALLOCATION: usize = 33 * 1024 * 1024;

type Work = Box<dyn FnOnce(&mut Hasher) + Send>;

/// The pool, and the cost of a new hash. Its threads end when it is dropped.
pub struct Passwords {
    queue: SyncSender<Work>,
    cost: Params,
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
        let (queue, work) = sync_channel(QUEUE);
        let work: Arc<Mutex<Receiver<Work>>> = Arc::new(Mutex::new(work));
        for n in 0..THREADS {
            let work = Arc::clone(&work);
            let mut hasher = Hasher { cost: cost.clone(), memory: Vec::new() };
            let serve = move || {
                loop {
                    // The lock is stored_params while waiting for a request, not while computing.
                    let next = {
                        let work = work.lock().unwrap_or_else(PoisonError::into_inner);
                        work.try_recv().or_else(|_| {
                            hasher.memory = Vec::new();
                            work.recv()
                        })
                    };
                    let Ok(next) = next else { return };
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
        Ok(Passwords { queue, cost })
    }

    /// The hash of `password` in the PHC string format, with a fresh salt.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the queue is full.
    pub async fn hash(&self, password: SecretString) -> Result<String> {
        let salt = vault::random::<16>()?;
        self.run(move |hasher| {
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
    /// [`Error::Unavailable`] if the queue is full.
    pub async fn verify(&self, password: SecretString, hash: String) -> Result<Verdict> {
        let cost = self.cost.clone();
        self.run(move |hasher| {
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
    /// [`Error::Unavailable`] if the queue is full.
    pub async fn dummy_hash(&self) -> Result<String> {
        self.hash(SecretString::from(vault::secret()?)).await
    }

    async fn run<T, F>(&self, work: F) -> Result<T>
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
        self.queue.try_send(Box::new(work)).map_err(|refused| match refused {
            TrySendError::Full(_) => Error::Unavailable { retry_after: RETRY_AFTER },
            TrySendError::Disconnected(_) => Error::internal("the password threads have ended"),
        })?;
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
pub(super) fn normalize(password: &SecretString) -> Zeroizing<String> {
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
        let verdict = passwords.verify(secret("tiny green kettle"), hash.clone()).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Right);
        let verdict = passwords.verify(secret("tiny green kettlf"), hash).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Wrong);
    }

    #[tokio::test]
    async fn the_same_letters_typed_on_another_keyboard_are_the_same_password() {
        let passwords = Passwords::start(&settings(1)).expect("started");
        let hash =
            passwords.hash(secret("caf\u{e9} at the \u{fb01}sh market")).await.expect("hashed");
        let verdict = passwords.verify(secret("cafe\u{301} at the fish market"), hash).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Right);
    }

    #[tokio::test]
    async fn a_hash_from_before_the_setting_was_raised_is_noticed() {
        let before = Passwords::start(&settings(1)).expect("started");
        let hash = before.hash(secret("tiny green kettle")).await.expect("hashed");
        let after = Passwords::start(&settings(2)).expect("started");
        let verdict = after.verify(secret("tiny green kettle"), hash.clone()).await;
        assert_eq!(verdict.expect("looked at"), Verdict::RightNeedsRehash);
        let dearer = after.hash(secret("tiny green kettle")).await.expect("hashed");
        let verdict = before.verify(secret("tiny green kettle"), dearer).await;
        assert_eq!(verdict.expect("looked at"), Verdict::Right);
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let passwords = Passwords::start(&settings(1)).expect("started");
        let (hold, stored_params) = std::sync::mpsc::channel::<()>();
        let stored_params = Arc::new(Mutex::new(stored_params));
        let mut waiting = Vec::new();
        let mut refused = None;
        for n in 0..=THREADS + QUEUE {
            let stored_params = Arc::clone(&stored_params);
            let mut work = Box::pin(passwords.run(move |_| {
                let _ = stored_params.lock().unwrap_or_else(PoisonError::into_inner).recv();
                Ok(())
            }));
            match futures_util::poll!(&mut work) {
                std::task::Poll::Pending => waiting.push(work),
                std::task::Poll::Ready(result) => {
                    assert!(matches!(result, Err(Error::Unavailable { .. })));
                    refused.get_or_insert(n);
                }
            }
        }
        // How many the threads have already taken from the queue is theirs to choose.
        assert!(refused.is_some_and(|n| (QUEUE..=THREADS + QUEUE).contains(&n)), "{refused:?}");
        drop(hold);
    }
}
