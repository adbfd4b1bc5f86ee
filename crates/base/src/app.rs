//! The parts of the program that are created once and shared. `serve`, the commands and the tests
//! all create them by [`App::open`].

use std::future::Future;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::audit;
use crate::audit::chain::Keys;
use crate::cache::{Cache, Scope};
use crate::clock::Clock;
use crate::config::{Config, Startup};
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::mail::Mailer;
use crate::outbound::Outbound;
use crate::passwords::Passwords;
use crate::pictures::Pictures;
use crate::screening::akismet::Akismet;
use crate::screening::filter;
use crate::screening::names;
use crate::screening::rules;
use crate::settings;
use crate::settings::live::LiveSettings;
use crate::storage::Storage;
use crate::vault::key_file::KeyFile;
use crate::vault::{KEY_CHECK, Vault};

/// The shared parts of a running program.
pub struct App {
    /// The sections of the configuration that are fixed at the start; [`App::settings`] has all.
    pub config: Startup,
    /// The configuration in force, with what the desk has set.
    pub live_settings: Arc<LiveSettings>,
    /// The source of the present time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The keys, and the functions that seal and open addresses.
    pub vault: Vault,
    /// The threads that hash passwords.
    pub passwords: Passwords,
    /// The threads that decode pictures.
    pub pictures: Pictures,
    /// The files of pictures.
    pub storage: Storage,
    /// The screening rules in force.
    pub rules: rules::live::LiveRules,
    /// The spam filter with its present model.
    pub filter: filter::live::LiveModel,
    /// The names of staff, which readers may not use.
    pub staff_names: names::StaffNamesCache,
    /// The client of Akismet, if it is configured.
    pub akismet: Option<Akismet>,
    /// The client for announcements to other servers.
    pub outbound: Outbound,
    /// Rendered pages.
    pub cache: Cache,
    /// The mail transport.
    pub mailer: Mailer,
    /// Wakes the worker of this process: call `notify_one` after committing a job. Otherwise the
    /// worker finds the job within a second.
    pub worker_wakeup: Notify,
}

impl App {
    /// Opens the key file and the database, and creates them if they do not exist. May be called
    /// inside or outside an async runtime; it blocks while migrations run.
    ///
    /// # Errors
    /// A key file that does not belong to the database is refused: addresses sealed with the right
    /// key could not be opened, and known readers would not be recognised.
    pub fn open(config: Config, clock: Clock) -> Result<App> {
        let keys = config.data.key_file();
        let keys_are_new = !keys.exists();
        let source = KeyFile::new(keys.clone(), config.data.passphrase_file.as_deref())?;
        let vault = Vault::of(source)?;
        let log_keys = Keys::of(&vault);
        let db = Db::open(&config.database, Some(log_keys.line))?;
        if !run_blocking(key_belongs_to_database(&db, &vault))? {
            let path = keys.display();
            if keys_are_new {
                // It was just created and nothing is sealed with it. If it stayed, it would look
                // like the right one.
                std::fs::remove_file(&keys)
                    .map_err(|cause| Error::internal(format!("{path}: {cause}")))?;
            }
            return Err(Error::internal(format!(
                "the key file {path} does not belong to this database; restore the right file from your \
                backup, or set data.folder and database.url to files that belong together"
            )));
        }
        run_blocking(audit::sealing::begin(&db, log_keys))?;
        let rules = rules::live::LiveRules::default();
        run_blocking(rules.refresh(&db))?;
        let filter =
            filter::live::LiveModel::new(filter::thresholds::TargetRates::of(&config.screening));
        if let Err(error) = run_blocking(filter.refresh(&db)) {
            // Comments are then held for a moderator; the site itself can be served.
            tracing::error!(%error, "the filter has no model; every comment it should score is held");
        }
        let live_settings = LiveSettings::new(config.clone());
        run_blocking(live_settings.refresh(&db))?;
        let akismet = Akismet::new(&config)?;
        let passwords = Passwords::start(&config.accounts)?;
        let pictures = Pictures::start(&config.media)?;
        let storage = Storage::open(&config.media)?;
        let outbound = Outbound::new(&config.outbound)?;
        let cache = Cache::new(config.cache.bytes);
        let mailer = Mailer::open(&config.mail)?;
        let worker_wakeup = Notify::new();
        Ok(App {
            config: config.startup,
            live_settings: Arc::new(live_settings),
            clock,
            db,
            vault,
            passwords,
            pictures,
            storage,
            rules,
            filter,
            staff_names: names::StaffNamesCache::default(),
            akismet,
            outbound,
            cache,
            mailer,
            worker_wakeup,
        })
    }

    /// The configuration in force. It does not change while the caller holds it, so what belongs
    /// together reads it once.
    pub fn settings(&self) -> Arc<Config> {
        self.live_settings.current()
    }

    /// Reads what every reader may see, for a page of `scope` or for an answer that is not cached (`Scope::Site`): from a
    /// replica of the database if there is one that has each change that this process knows of; see [`crate::db::replicas`].
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read_public<T, F>(&self, scope: Scope, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Clone + Send + 'static,
    {
        self.db.read_public(self.cache.changed_at(scope), work).await
    }

    /// After the commit of a change, and before its answer: drops the outdated pages, and wakes the
    /// worker for the jobs that the change has queued.
    pub fn after_commit(&self, outdated: Option<Scope>) {
        if let Some(scope) = outdated {
            self.cache.drop(scope);
        }
        self.worker_wakeup.notify_one();
    }

    /// Puts into force what the desk has set, and drops every cached page if that has changed: after
    /// a change at the desk, and every second for those of other processes.
    pub async fn follow_settings(&self) -> Result<()> {
        if self.live_settings.refresh(&self.db).await? {
            self.cache.drop(Scope::Site);
        }
        Ok(())
    }
}

/// Seals a constant at the first start and opens it at each later one.
async fn key_belongs_to_database(db: &Db, vault: &Vault) -> Result<bool> {
    let stored = match db.read(|conn| settings::get(conn, KEY_CHECK)).await? {
        Some(stored) => stored,
        None => {
            let fresh = vault.key_check()?;
            // If another process starts for the first time as well, the first one to write wins.
            db.write(move |conn| {
                settings::set_once(conn, KEY_CHECK, &fresh)?;
                settings::get(conn, KEY_CHECK)
            })
            .await?
            .ok_or_else(|| Error::internal("the key check was not stored"))?
        }
    };
    vault.passes_key_check(&stored)
}

/// Runs `work` to completion on a new thread, because a runtime must not be blocked from within.
fn run_blocking<T: Send>(work: impl Future<Output = Result<T>> + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .map_err(Error::internal)?;
            runtime.block_on(work)
        });
        waiting.join().unwrap_or_else(|_| Err(Error::internal("opening the database panicked")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(folder: &std::path::Path) -> Result<App> {
        let text = format!("[data]\nfolder = {:?}", folder.display().to_string());
        App::open(Config::from_toml(&text).expect("a good configuration"), Clock::System)
    }

    #[test]
    fn a_database_opens_with_its_own_keys_only() {
        let folder = tempfile::tempdir().expect("a folder");
        open(folder.path()).expect("a first start");
        open(folder.path()).expect("a second start");

        let keys = folder.path().join("keys");
        std::fs::rename(&keys, folder.path().join("elsewhere")).expect("moved");
        let refusal = open(folder.path()).err().expect("refused").to_string();
        assert!(refusal.contains("restore the right file"), "{refusal}");
        assert!(!keys.exists(), "a new key file that does not fit must not stay");

        std::fs::rename(folder.path().join("elsewhere"), &keys).expect("moved back");
        open(folder.path()).expect("as before");
    }
}
