//! Everything that is made once and shared: built alike by `serve`, by each command and by the
//! tests.

use std::future::Future;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::sync::Notify;

use crate::audit;
use crate::audit::chain::Keys;
use crate::cache::Cache;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::mail::Mailer;
use crate::passwords::Passwords;
use crate::screening::akismet::Akismet;
use crate::screening::filter;
use crate::screening::names;
use crate::screening::rules;
use crate::settings;
use crate::vault::Vault;

/// The setting that proves key file and database to belong together.
const KEY_CHECK: &str = "key_check";

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
    /// The screening rules in force.
    pub rules: rules::live::Live,
    /// The filter that learns.
    pub filter: filter::live::Live,
    /// The names that nobody but staff may write under.
    pub staff_names: names::Live,
    /// The service that is asked about comments, if one is.
    pub akismet: Option<Akismet>,
    /// Finished pages.
    pub cache: Cache,
    /// The way mail leaves.
    pub mailer: Mailer,
    /// Tells the worker in this process that a job was committed; call `notify_one` after the
    /// commit. Without it the worker finds the job within a second.
    pub nudge: Notify,
}

impl App {
    /// Opens the key file and the database (making both where they are missing). May be called
    /// within a runtime and outside of one; it blocks for as long as the migrations take.
    ///
    /// # Errors
    /// A key file that is not the one this database was made with is refused: everything sealed
    /// with the other key would be unreadable, and readers known by it would be strangers.
    pub fn open(config: Config, clock: Clock) -> Result<App> {
        let keys = config.data.folder.join("keys");
        let keys_are_new = !keys.exists();
        let vault = Vault::open_or_create(&keys)?;
        let log_keys = Keys::of(&vault);
        let db = Db::open(&config.database, Some(log_keys.line))?;
        if !finish(keys_match(&db, &vault))? {
            let path = keys.display();
            if keys_are_new {
                // It was made a moment ago and nothing is sealed with it; left there, it would look
                // like the right one.
                std::fs::remove_file(&keys)
                    .map_err(|cause| Error::internal(format!("{path}: {cause}")))?;
            }
            return Err(Error::internal(format!(
                "the key file {path} is not the one this database was made with; put that file back from your \
                 backup, or point data.folder and database.url at files that belong together"
            )));
        }
        finish(audit::sealing::begin(&db, log_keys))?;
        let rules = rules::live::Live::default();
        finish(rules.follow(&db))?;
        let filter = filter::live::Live::new(filter::thresholds::Wanted::of(&config.screening));
        if let Err(error) = finish(filter.follow(&db)) {
            // Comments wait for a moderator then; that is no reason to serve nothing.
            tracing::error!(%error, "the filter has no model; every comment it should score is held");
        }
        let akismet = Akismet::new(&config)?;
        let passwords = Passwords::start(&config.accounts)?;
        let cache = Cache::new(config.cache.bytes);
        let mailer = Mailer::open(&config.mail)?;
        let nudge = Notify::new();
        Ok(App {
            config,
            clock,
            db,
            vault,
            passwords,
            rules,
            filter,
            staff_names: names::Live::default(),
            akismet,
            cache,
            mailer,
            nudge,
        })
    }
}

/// Seals a constant at the first start and opens it at each later one.
async fn keys_match(db: &Db, vault: &Vault) -> Result<bool> {
    let stored = match db.read(|conn| settings::get(conn, KEY_CHECK)).await? {
        Some(stored) => stored,
        None => {
            let fresh = STANDARD.encode(vault.seal(KEY_CHECK, KEY_CHECK.as_bytes())?);
            // Another process may start for the first time as well; whichever came first has sealed
            // it.
            db.write(move |conn| {
                settings::set_once(conn, KEY_CHECK, &fresh)?;
                settings::get(conn, KEY_CHECK)
            })
            .await?
            .ok_or_else(|| Error::internal("the key check was not stored"))?
        }
    };
    let sealed = STANDARD.decode(stored).map_err(Error::internal)?;
    Ok(vault.open(&sealed, KEY_CHECK.as_bytes()).is_ok_and(|opened| opened.as_str() == KEY_CHECK))
}

/// Waits for `work` on a thread of its own, because a runtime must not be blocked from within.
fn finish<T: Send>(work: impl Future<Output = Result<T>> + Send) -> Result<T> {
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
        assert!(refusal.contains("put that file back"), "{refusal}");
        assert!(!keys.exists(), "a key file that fits nothing must not stay");

        std::fs::rename(folder.path().join("elsewhere"), &keys).expect("moved back");
        open(folder.path()).expect("as before");
    }
}
