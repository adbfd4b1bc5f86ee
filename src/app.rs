//! Everything that is made once and shared: built alike by `serve`, by each command and by the tests.

use tokio::sync::Notify;

use crate::accounts::passwords::Passwords;
use crate::cache::Cache;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Result;
use crate::mail::Mailer;
use crate::vault::Vault;

/// The running program's parts.
pub struct App {
    /// The settings, checked.
    pub config: Config,
    /// Where "now" comes from.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The keys, and the sealed addresses.
    pub vault: Vault,
    /// The threads that hash passwords.
    pub passwords: Passwords,
    /// Finished pages.
    pub cache: Cache,
    /// The way mail leaves.
    pub mailer: Mailer,
    /// Tells the worker in this process that a job was committed; call `notify_one` after the commit. Without it the
    /// worker finds the job within a second.
    pub nudge: Notify,
}

impl App {
    /// Opens the key file and the database (making both where they are missing).
    pub fn open(config: Config, clock: Clock) -> Result<App> {
        let vault = Vault::open_or_create(&config.data.folder.join("keys"))?;
        let db = Db::open(&config.database)?;
        let passwords = Passwords::start(&config.accounts)?;
        let cache = Cache::new(config.cache.bytes);
        let mailer = Mailer::open(&config.mail)?;
        Ok(App { config, clock, db, vault, passwords, cache, mailer, nudge: Notify::new() })
    }
}
