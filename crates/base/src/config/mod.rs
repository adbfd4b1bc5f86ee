//! The configuration: read and validated once at the start, and passed on as plain values.
//!
//! There are four layers; each overrides those before it: `config/default.toml` (compiled into the
//! program), the operator's file (`--config` or `REJOINDER_CONFIG`), environment variables
//! `REJOINDER__SECTION__KEY`, and flags. An empty environment variable counts as not set, so that
//! an environment file can leave variables blank.
//!
//! `layers` reads the layers and records the origin of each value; `sections` has the type of each
//! section and the function that reads it; `resolve` calls these in order; `run_time` has the settings that the desk can
//! change while the program runs; `warnings` reports valid settings that are rarely intended. All
//! faults are reported together, each with its key, its origin and a remedy, and the program does
//! not start.

use std::net::IpAddr;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use crate::config::base_values::BaseValues;
use crate::config::reasons::Reasons;
use crate::i18n::Words;
use crate::theme::SharedTheme;

pub mod accent;
pub mod ad_html;
mod base_values;
pub mod comment_mode;
mod database_url;
mod layers;
pub mod permalink;
pub mod problems;
pub mod reasons;
pub mod reserved;
mod resolve;
pub mod run_time;
mod sections;
#[cfg(test)]
mod tests;
mod urls;
mod values;
mod warnings;

pub use database_url::DatabaseUrl;
pub use layers::Setting;
pub use problems::{ConfigErrors, Problem};
pub use sections::{
    Accounts, AdSource, Ads, Akismet, Articles, Backup, BackupPlace, Bucket, Cache, Comments, Data,
    Database, Discovery, FeedContent, Feeds, Log, LogFormat, Mail, MarkSpam, Media, Moderation,
    Outbound, Policy, Retention, S3Service, Screening, SentField, Server, Site, SocialLink, Surge,
    SurgeMode, Traces, Transport,
};

/// The text of `config/default.toml`: every key with its default and the reason for it.
pub const DEFAULT_TOML: &str = include_str!("../../../../config/default.toml");

/// The flags that set configuration, before or after the name of the command. There is no `Debug`,
/// because each of them may contain a password.
#[derive(Clone, Default, clap::Args)]
#[command(next_help_heading = "Configuration")]
pub struct Flags {
    /// Read this TOML file, which overrides the built-in defaults; REJOINDER_CONFIG does the same
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Set one key, for instance comments.policy=publish_all; may be repeated
    #[arg(long, global = true, value_name = "SECTION.KEY=VALUE")]
    pub set: Vec<String>,
    /// Listen on this address and port (server.listen)
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Use this database (database.url); other users of the machine can see flags, so put a URL
    /// with a password into the file or into REJOINDER__DATABASE__URL
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Keep keys, mail and the embedded database in this folder (data.folder)
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_folder: Option<PathBuf>,
}

/// Declares the sections that can change while the program runs, once for all that lists them.
macro_rules! run_time_sections {
    ($($(#[$doc:meta])+ $section:ident: $Section:ty,)+) => {
        /// The validated configuration. The sections here can change while the program runs, because
        /// an admin can set their keys at the desk ([`run_time`]). The others are fixed at the start;
        /// a `Config` dereferences to them, so that both are read alike.
        #[derive(Clone, Debug)]
        pub struct Config {
            /// The sections that are fixed at the start.
            pub startup: Startup,
            $($(#[$doc])+ pub $section: $Section,)+
            /// The values that the desk's values override.
            base: BaseValues,
        }

        /// The sections that can change while the program runs, as they were read.
        struct Sections {
            $($section: $Section,)+
        }

        impl Config {
            fn new(startup: Startup, sections: Sections, base: BaseValues) -> Config {
                Config { startup, $($section: sections.$section,)+ base }
            }
        }

        /// The names of the sections that can change while the program runs.
        const RUN_TIME_SECTIONS: &[&str] = &[$(stringify!($section)),+];
    };
}

run_time_sections! {
    /// The publication.
    site: Site,
    /// The lists of articles.
    articles: Articles,
    /// Advertisements.
    ads: Ads,
    /// Feeds.
    feeds: Feeds,
    /// What search engines and other programs find.
    discovery: Discovery,
    /// Accepting and showing comments.
    comments: Comments,
    /// How long data are kept.
    retention: Retention,
    /// The surge guard.
    surge: Surge,
    /// Moderation at the desk.
    moderation: Moderation,
    /// What authors read of the reasons for rejecting a comment.
    reasons: Reasons,
}

/// The sections of the configuration that are fixed at the start.
#[derive(Clone, Debug)]
pub struct Startup {
    /// The HTTP server.
    pub server: Server,
    /// Where the program keeps its files.
    pub data: Data,
    /// The database and the connections to it.
    pub database: Database,
    /// Pictures.
    pub media: Media,
    /// Backups.
    pub backup: Backup,
    /// The spam filter.
    pub screening: Screening,
    /// The Akismet service, if its key is set.
    pub akismet: Option<Akismet>,
    /// Requests to other servers.
    pub outbound: Outbound,
    /// Passwords and sessions of the staff.
    pub accounts: Accounts,
    /// Sending mail.
    pub mail: Mail,
    /// The page cache.
    pub cache: Cache,
    /// The operator's theme, if there is one.
    pub theme: Option<SharedTheme>,
    /// The log on standard error.
    pub log: Log,
    /// Traces for an OpenTelemetry collector.
    pub traces: Traces,
}

impl Config {
    /// The words for `tag`, with those of the theme.
    pub fn words(&self, tag: &str) -> Words {
        self.theme.as_ref().map_or_else(|| Words::of(tag), |theme| theme.words(tag))
    }
}

impl Deref for Config {
    type Target = Startup;

    fn deref(&self) -> &Startup {
        &self.startup
    }
}

impl DerefMut for Config {
    fn deref_mut(&mut self) -> &mut Startup {
        &mut self.startup
    }
}

impl Config {
    /// Reads all layers: the defaults, the file that `flags` (or `REJOINDER_CONFIG`) names, the
    /// process's environment, and `flags`.
    pub fn load(flags: &Flags) -> Result<Config, ConfigErrors> {
        Config::explain(flags).map(|(config, _)| config)
    }

    /// As [`Config::load`], and also returns each setting with its value (secrets masked) and
    /// origin.
    #[expect(clippy::disallowed_methods, reason = "the environment is one of the layers")]
    pub fn explain(flags: &Flags) -> Result<(Config, Vec<Setting>), ConfigErrors> {
        resolve::resolve(layers::Layers::read(flags, std::env::vars_os()))
    }

    /// The defaults with `overrides`, a text in the format of `config/default.toml`. Flags and the
    /// environment are ignored.
    pub fn from_toml(overrides: &str) -> Result<Config, ConfigErrors> {
        resolve::resolve(layers::Layers::from_text(overrides)).map(|(config, _)| config)
    }

    /// Warnings about settings that are valid but rarely intended, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        warnings::warnings(self)
    }
}

/// Whether `host` is a loopback address or `localhost`.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether an address is loopback, private or link-local.
pub(crate) fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// `path` for display.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
