//! The settings, read once at the start, checked once, and passed down as plain values.
//!
//! Four layers, the later over the earlier: `config/default.toml` as it was when the program was
//! built (the file itself need not be there), the operator's file (`--config`, or
//! `REJOINDER_CONFIG`), variables `REJOINDER__SECTION__KEY`, and flags. An empty text means "not
//! set", so that a container's file of variables can leave one blank.
//!
//! `layers` reads them and remembers where each value came from, `resolve` turns them into the
//! types below and checks them against each other. Every fault is reported at once, each with its
//! key, where it was set and what to write instead, and nothing starts.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::{named_enum, stored_enum};

use crate::clock::Zone;

mod layers;
mod problems;
mod resolve;
#[cfg(test)]
mod tests;
mod urls;

pub use layers::Setting;
pub use problems::{ConfigErrors, Problem};

/// The text of `config/default.toml`: every key, its default and why.
pub const DEFAULT_TOML: &str = include_str!("../../config/default.toml");

/// The flags that set configuration. They go before or after the command's name. There is no
/// `Debug`, since any of them may hold a password.
#[derive(Clone, Default, clap::Args)]
#[command(next_help_heading = "Configuration")]
pub struct Flags {
    /// Read this TOML file over the built-in defaults; REJOINDER_CONFIG does the same
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Set one key, for instance comments.policy=publish_all; may be given again and again
    #[arg(long, global = true, value_name = "SECTION.KEY=VALUE")]
    pub set: Vec<String>,
    /// Listen on this address and port (server.listen)
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Keep the data in this database (database.url); other users of the machine can see flags,
    /// so a URL with a password belongs in the file or in REJOINDER__DATABASE__URL
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Keep keys, mail and the embedded database in this folder (data.folder)
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_folder: Option<PathBuf>,
}

/// Every setting, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Listening and answering.
    pub server: Server,
    /// Where the program keeps its files.
    pub data: Data,
    /// The database and how it is reached.
    pub database: Database,
    /// What the publication calls itself.
    pub site: Site,
    /// The lists of articles.
    pub articles: Articles,
    /// Taking and showing comments.
    pub comments: Comments,
    /// The guard that steps in where comments surge.
    pub surge: Surge,
    /// The filter that learns.
    pub screening: Screening,
    /// A service that is asked about each comment; nobody is if not set.
    pub akismet: Option<Akismet>,
    /// Requests to other servers.
    pub outbound: Outbound,
    /// The work at the desk.
    pub moderation: Moderation,
    /// Passwords and sessions of the staff.
    pub accounts: Accounts,
    /// Sending mail.
    pub mail: Mail,
    /// Encoded pages kept in memory.
    pub cache: Cache,
    /// What the program tells about its work.
    pub log: Log,
}

impl Config {
    /// Reads all layers: the defaults, the file that `flags` (or `REJOINDER_CONFIG`) names, the
    /// process's environment, and `flags`.
    pub fn load(flags: &Flags) -> Result<Config, ConfigErrors> {
        Config::explain(flags).map(|(config, _)| config)
    }

    /// As [`Config::load`], with every setting's value (secrets masked) and where it was set.
    #[expect(clippy::disallowed_methods, reason = "the environment is one of the layers")]
    pub fn explain(flags: &Flags) -> Result<(Config, Vec<Setting>), ConfigErrors> {
        resolve::resolve(layers::Layers::read(flags, std::env::vars_os()))
    }

    /// The defaults with `overrides` on top, a text in the form of `config/default.toml`. Neither
    /// flags nor the environment are looked at.
    pub fn from_toml(overrides: &str) -> Result<Config, ConfigErrors> {
        resolve::resolve(layers::Layers::from_text(overrides)).map(|(config, _)| config)
    }

    /// What is allowed and yet seldom meant, a sentence each, for the console and the log.
    pub fn warnings(&self) -> Vec<String> {
        resolve::warnings(self)
    }
}

/// Listening and answering.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where readers and staff are answered.
    pub listen: SocketAddr,
    /// The address in every link, feed and mail: `http(s)://host[:port]`, no slash at the end.
    pub base_url: String,
    /// Where `/metrics` is answered without a token; nowhere if not set.
    pub admin_listen: Option<SocketAddr>,
    /// The peers whose forwarding headers are believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Threads that answer; 0 means one per core.
    pub workers: usize,
    /// Open connections at once, over all threads.
    pub max_connections: usize,
    /// Open connections at once from one network that is no trusted proxy.
    pub max_connections_per_network: usize,
    /// How long a request's body may take to arrive.
    pub body_timeout: Duration,
    /// How long accepted requests may take to finish after SIGTERM; at most 25 s.
    pub stop_timeout: Duration,
    /// Whether `serve` also works off the job queue.
    pub run_worker: bool,
}

impl Server {
    /// Whether the program listens on every address of the machine and was given no name but
    /// `localhost`: links work on this machine only, and readers elsewhere come by an address.
    pub fn is_nameless(&self) -> bool {
        let url = url::Url::parse(&self.base_url).ok();
        let host = url.as_ref().and_then(url::Url::host_str);
        self.listen.ip().is_unspecified() && host.is_some_and(is_loopback)
    }
}

/// Where the program keeps its files.
#[derive(Clone, Debug)]
pub struct Data {
    /// The folder; the key file is `keys` in it.
    pub folder: PathBuf,
}

/// The database and how it is reached.
#[derive(Clone, Debug)]
pub struct Database {
    /// Which database.
    pub url: DatabaseUrl,
    /// PostgreSQL without a pooler between, for migrations, LISTEN and locks. Always PostgreSQL.
    pub direct_url: Option<DatabaseUrl>,
    /// SQLite: threads that read.
    pub readers: usize,
    /// PostgreSQL: open connections at most.
    pub connections: usize,
    /// Writes that may wait before further ones are refused.
    pub queue: usize,
}

/// Which database. Neither `Debug` nor `Display` shows a password.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// One file, relative to the working directory unless it is absolute.
    Sqlite(PathBuf),
    /// A connection URL for libpq.
    Postgres(SecretString),
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => f.write_str(&urls::masked(url.expose_secret())),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What the publication calls itself.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name in the head of every page, in feeds and mails.
    pub title: String,
    /// One line under it; may be empty.
    pub tagline: String,
    /// BCP 47 tag of the language it is written in, for `<html lang>`.
    pub language: String,
    /// The zone in which people write and read times.
    pub timezone: Zone,
    /// The line at the foot of every page; may be empty.
    pub copyright: String,
    /// Links to the publication's other places.
    pub social: Vec<SocialLink>,
    /// Whether `/transparency` tells the public how comments are moderated.
    pub transparency: bool,
}

/// A link to one of the publication's other places.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocialLink {
    /// The text of the link.
    pub label: String,
    /// Where it leads, http or https.
    pub url: String,
}

/// The lists of articles.
#[derive(Clone, Debug)]
pub struct Articles {
    /// Articles on one page of a list.
    pub per_page: usize,
    /// Days after publication that an article takes comments; without end if not set.
    pub open_days: Option<u32>,
}

/// Taking and showing comments.
#[derive(Clone, Debug)]
pub struct Comments {
    /// What becomes of a comment that nothing else speaks against.
    pub policy: Policy,
    /// The least time between two comments of one reader; zero is off.
    pub min_interval: Duration,
    /// How long readers may edit their own comment; zero is off.
    pub edit_window: Duration,
    /// Levels of replies that are shown nested; deeper ones stay at this depth.
    pub max_depth: u8,
    /// Threads (top-level comments with their replies) on one page of an article.
    pub threads_per_page: usize,
    /// From this many links on, the policy `hold_links` holds a comment.
    pub hold_links: usize,
    /// A form sent sooner than this after it was shown is held.
    pub min_form_age: Duration,
    /// A form older than this is shown again with a fresh stamp.
    pub max_form_age: Duration,
    /// Flags in an hour from one network or one proven browser, at most.
    pub flags_per_hour: u32,
    /// The weight of flags at which a public comment is held by itself; 0 is never.
    pub flag_hide_weight: u32,
    /// Days for which a comment's truncated network prefix is kept.
    pub network_days: u32,
}

named_enum! {
    /// What becomes of a comment that nothing speaks against. The setting `comments.policy`.
    #[derive(Default)]
    pub enum Policy {
        /// Every comment waits for a decision.
        #[default]
        HoldAll => "hold_all",
        /// Comments with `comments.hold_links` links or more wait, others are public at once.
        HoldLinks => "hold_links",
        /// The first comments of a reader wait, until one of them is approved and the address is proven
        /// in the browser.
        FirstComment => "first_comment",
        /// Comments are public at once unless a rule, a ban or a guard speaks; the filter's score does
        /// not count.
        RulesOnly => "rules_only",
        /// Comments are public at once unless something speaks against them.
        PublishAll => "publish_all",
    }
}

/// The guard that steps in by itself where comments surge.
#[derive(Clone, Debug)]
pub struct Surge {
    /// What it does.
    pub mode: Option<SurgeMode>,
    /// How far back it looks.
    pub window: Duration,
    /// Comments on one article within the window, below which nothing is a surge.
    pub comments: u32,
    /// The same for flags.
    pub flags: u32,
    /// The same for comments that staff rejected, one by one.
    pub rejections: u32,
    /// How many times the usual it must be.
    pub factor: u32,
    /// How long it must be calm before the guard steps back.
    pub calm: Duration,
}

stored_enum! {
    /// What the surge guard does to an article. The setting `surge.mode`; a SMALLINT in the database.
    pub enum SurgeMode {
        /// Every comment on the article waits for a decision.
        HoldAll = 0 => "hold_all",
        /// Readers wait eight times as long between two comments on the article.
        Slow = 1 => "slow",
    }
}

/// The work at the desk.
#[derive(Clone, Debug)]
pub struct Moderation {
    /// How long mails about a decision wait, and how long a deleted text can be brought back; at
    /// most an hour.
    pub undo_window: Duration,
    /// How long a moderator who opened a comment is shown to the others as looking at it.
    pub claim: Duration,
    /// When a section's oldest comment waits longer, its moderators get a mail; never if not set.
    /// In minutes, as `moderation.target_minutes`, where 0 is off.
    pub target: Option<Duration>,
}

/// The filter that learns.
#[derive(Clone, Debug)]
pub struct Screening {
    /// Whether comments are scored.
    pub filter: bool,
    /// Of a thousand fine comments, how many may be held by mistake.
    pub held_per_thousand: u16,
    /// Of a thousand fine comments, how many may be marked as spam by mistake; 0: none is ever
    /// marked by the filter.
    pub spam_per_thousand: u16,
}

/// Requests to other servers.
#[derive(Clone, Debug, Default)]
pub struct Outbound {
    /// Hosts that may have an address which is not public.
    pub private_hosts: Vec<url::Host>,
}

/// A service outside that tells spam.
#[derive(Clone, Debug)]
pub struct Akismet {
    /// The site's key there.
    pub key: SecretString,
    /// Where it is asked: http only on this machine.
    pub endpoint: url::Url,
    /// What it learns of a reader beside the text and the truncated network.
    pub send: Vec<Sent>,
    /// When what it calls spam is marked as spam rather than held.
    pub mark_spam: MarkSpam,
    /// How long a comment waits for its answer. Set in milliseconds, as `akismet.deadline_ms`.
    pub deadline: Duration,
    /// Questions at once.
    pub parallel: usize,
}

/// What Akismet may learn of a reader. A word of the setting `akismet.send`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sent {
    /// The name over the comment.
    Name,
    /// The website.
    Website,
    /// The address.
    Email,
    /// The whole network address, and not its first half.
    Ip,
}

/// When what Akismet calls spam is marked as spam without a moderator. The setting
/// `akismet.mark_spam`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkSpam {
    /// Never: it waits.
    Never,
    /// Where Akismet says that nobody need look at it.
    Blatant,
    /// Always.
    Always,
}

/// Passwords and sessions of the staff.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// Days until a session that is not ended ends by itself.
    pub session_days: u32,
    /// Argon2id memory in KiB, at least 19,456.
    pub argon2_memory_kib: u32,
    /// Argon2id passes, at least 2.
    pub argon2_passes: u32,
    /// Argon2id lanes, at least 1.
    pub argon2_lanes: u32,
}

/// Sending mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// How mail leaves.
    pub transport: Transport,
    /// In lettre's form: `smtps://…` (TLS from the first byte), `smtp://…?tls=required` (STARTTLS),
    /// or, only with `smtp_allow_plaintext` and a loopback host, `smtp://…`. Always set with
    /// [`Transport::Smtp`].
    pub smtp_url: Option<SecretString>,
    /// Speak without TLS to the host in `smtp_url`, which is then a loopback one.
    pub smtp_allow_plaintext: bool,
    /// Connections to the relay at once.
    pub smtp_connections: usize,
    /// A PEM file with a further root, for a relay with a private certificate.
    pub smtp_ca_file: Option<PathBuf>,
    /// The sender of all mail.
    pub from: lettre::message::Mailbox,
    /// Where [`Transport::File`] writes.
    pub folder: PathBuf,
    /// After this long without success a delivery is given up, visibly.
    pub max_age: Duration,
}

/// How mail leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// As files in a folder.
    File,
    /// Through a relay.
    Smtp,
    /// Into memory, for tests.
    Memory,
}

/// Encoded pages kept in memory.
#[derive(Clone, Debug)]
pub struct Cache {
    /// The most they may weigh, in bytes; 0 is off. Set in MiB, as `cache.megabytes`.
    pub bytes: u64,
}

/// What the program tells about its work, on standard error.
#[derive(Clone, Debug)]
pub struct Log {
    /// A `tracing_subscriber::EnvFilter` directive, known to parse.
    pub level: String,
    /// Lines for people or for programs.
    pub format: LogFormat,
}

/// The shape of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Whether `host` can only be this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `path` as the user would write it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
