//! The configuration: read and validated once at the start, and passed on as plain values.
//!
//! There are four layers; each overrides those before it: `config/default.toml` (compiled into the
//! program), the operator's file (`--config` or `REJOINDER_CONFIG`), environment variables
//! `REJOINDER__SECTION__KEY`, and flags. An empty environment variable counts as not set, so that
//! an environment file can leave variables blank.
//!
//! `layers` reads the layers and records the origin of each value; `resolve` converts them to the
//! types below and checks them against each other; `run_time` has the settings that the desk can
//! change while the program runs; `warnings` reports valid settings that are rarely intended. All
//! faults are reported together, each with its key, its origin and a remedy, and the program does
//! not start.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::clock::Zone;
use crate::config::accent::Accent;
use crate::config::comment_mode::CommentMode;
use crate::config::permalink::Permalink;
use crate::config::reasons::Reasons;
use crate::i18n::{self, Language};
use crate::{named_enum, stored_enum};

pub mod accent;
mod base_values;
pub mod comment_mode;
mod layers;
pub mod permalink;
pub mod problems;
pub mod reasons;
pub mod reserved;
mod resolve;
pub mod run_time;
#[cfg(test)]
mod tests;
mod urls;
mod values;
mod warnings;

pub use layers::Setting;
pub use problems::{ConfigErrors, Problem};

/// The text of `config/default.toml`: every key with its default and the reason for it.
pub const DEFAULT_TOML: &str = include_str!("../../config/default.toml");

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

/// The validated configuration. The sections here can change while the program runs, because an
/// admin can set their keys at the desk ([`run_time`]). The others are fixed at the start; a
/// `Config` dereferences to them, so that both are read alike.
#[derive(Clone, Debug)]
pub struct Config {
    /// The sections that are fixed at the start.
    pub startup: Startup,
    /// The publication.
    pub site: Site,
    /// The lists of articles.
    pub articles: Articles,
    /// Advertisements.
    pub ads: Ads,
    /// Feeds.
    pub feeds: Feeds,
    /// What search engines and other programs find.
    pub discovery: Discovery,
    /// Accepting and showing comments.
    pub comments: Comments,
    /// How long data are kept.
    pub retention: Retention,
    /// The surge guard.
    pub surge: Surge,
    /// Moderation at the desk.
    pub moderation: Moderation,
    /// What authors read of the reasons for rejecting a comment.
    pub reasons: Reasons,
    /// The values that the desk's values override.
    base: base_values::BaseValues,
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
    /// The log on standard error.
    pub log: Log,
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

/// The HTTP server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The address of the public listener, for readers and staff.
    pub listen: SocketAddr,
    /// The base of every link in pages, feeds and mails: `http(s)://host[:port]`, without a slash
    /// at the end.
    pub base_url: String,
    /// The address of the listener for operators, which serves `/metrics` without a token.
    pub admin_listen: Option<SocketAddr>,
    /// The peers whose forwarding headers are trusted.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Threads that handle requests; 0 means one per core.
    pub workers: usize,
    /// Open connections at once, over all threads.
    pub max_connections: usize,
    /// Open connections at once from one network that is no trusted proxy.
    pub max_connections_per_network: usize,
    /// How long a request's body may take to arrive.
    pub body_timeout: Duration,
    /// How long requests are served after SIGTERM while `/ready` says that the server stops.
    pub lame_duck: Duration,
    /// How long accepted requests may take to finish after SIGTERM; at most 25 s.
    pub stop_timeout: Duration,
    /// Whether `serve` also runs the queue worker.
    pub run_worker: bool,
}

impl Server {
    /// Whether the server listens on every address of the machine, but `base_url` names only
    /// `localhost`: links work on this machine only, and other readers use an IP address.
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

/// The database and the connections to it.
#[derive(Clone, Debug)]
pub struct Database {
    /// Which database.
    pub url: DatabaseUrl,
    /// A direct connection to PostgreSQL, past a pooler, for migrations and their lock.
    pub direct_url: Option<DatabaseUrl>,
    /// SQLite: the number of reading threads.
    pub readers: usize,
    /// PostgreSQL: the most open connections.
    pub connections: usize,
    /// The most tasks that may wait; further ones are refused.
    pub queue: usize,
}

/// The URL of a database. Neither `Debug` nor `Display` shows a password.
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

/// The publication.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name in the head of every page, in feeds and mails.
    pub title: String,
    /// One line under the title; may be empty.
    pub tagline: String,
    /// The BCP 47 tag of its language, for `<html lang>`.
    pub language: String,
    /// The zone in which people write and read times.
    pub timezone: Zone,
    /// The line at the foot of every page; may be empty.
    pub copyright: String,
    /// Links to the publication's profiles elsewhere.
    pub social: Vec<SocialLink>,
    /// The colour of labels and buttons; without one, the built-in red.
    pub accent: Option<Accent>,
    /// The path of the picture in place of the name in the head of pages.
    pub logo: Option<String>,
    /// The path of the picture for tabs and bookmarks.
    pub icon: Option<String>,
    /// What commenters read above the form, in Markdown; may be empty. An article may have its own.
    pub guidelines: String,
    /// Whether `/transparency` publishes figures about moderation.
    pub transparency: bool,
}

impl Site {
    /// The tag of the words for a member of the staff who has chosen `language`, or for anybody
    /// else if none was chosen. `en` where neither has a translation, so that nothing is in two
    /// languages.
    pub fn tag_for(&self, language: Option<Language>) -> &str {
        match language {
            // The site's own tag may name a region, which decides how dates are written.
            Some(chosen) if Language::of(&self.language) != Some(chosen) => chosen.name(),
            _ => i18n::translated(&self.language),
        }
    }
}

/// A link to a profile of the publication elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocialLink {
    /// The text of the link.
    pub label: String,
    /// The target, http or https.
    pub url: String,
}

/// Articles and their lists.
#[derive(Clone, Debug)]
pub struct Articles {
    /// Articles on one page of a list.
    pub per_page: usize,
    /// The paths of new articles.
    pub permalink: Permalink,
    /// For how many days after publication an article accepts comments; without limit if not set.
    pub open_days: Option<u32>,
    /// Hosts whose addresses, alone in a paragraph, become cards.
    pub embeds: Vec<String>,
    /// Words after which a long story is folded; 0 for never.
    pub fold_words: usize,
}

/// Advertisements in stories, as HTML of the operator, who is trusted with it.
#[derive(Clone, Debug, Default)]
pub struct Ads {
    /// Above the text; empty for none.
    pub top: String,
    /// Within the text, where it says `{{ad middle}}`; empty for none.
    pub middle: String,
    /// Below the text; empty for none.
    pub bottom: String,
    /// What they load: a directive of the content security policy and a source.
    pub sources: Vec<AdSource>,
}

/// A source that advertisements may load from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdSource {
    /// The directive: `script-src`.
    pub directive: String,
    /// The source: `https://ads.example`.
    pub source: String,
}

impl Ads {
    /// Whether any slot is filled.
    pub fn is_any(&self) -> bool {
        [&self.top, &self.middle, &self.bottom].into_iter().any(|html| !html.is_empty())
    }
}

/// Feeds of articles and comments.
#[derive(Clone, Debug)]
pub struct Feeds {
    /// What their entries contain.
    pub content: FeedContent,
    /// The most entries of one feed.
    pub entries: usize,
    /// The URL of the WebSub hub, if there is one.
    pub hub: Option<String>,
}

named_enum! {
    /// What the entries of feeds contain.
    pub enum FeedContent {
        /// The whole text.
        Full => "full",
        /// The summary, or the first words.
        Summary => "summary",
    }
}

/// What search engines and other programs find beside the pages.
#[derive(Clone, Debug)]
pub struct Discovery {
    /// Lines that are added to `/robots.txt`; may be empty.
    pub robots: String,
    /// Whom to tell of a security hole, URIs, the preferred one first; empty: no `security.txt`.
    pub security_contact: Vec<String>,
    /// The URL of the policy about such reports.
    pub security_policy: Option<String>,
    /// The key for IndexNow; nothing is sent without one.
    pub indexnow_key: Option<String>,
    /// Where IndexNow is told of changed articles.
    pub indexnow_endpoint: String,
}

/// Pictures that staff upload.
#[derive(Clone, Debug)]
pub struct Media {
    /// The folder of their files, unless they are in a bucket.
    pub folder: PathBuf,
    /// The bucket of their files.
    pub bucket: Option<Bucket>,
    /// The largest upload in bytes. Set in MiB, as `media.max_megabytes`.
    pub max_bytes: usize,
    /// The most pixels of a picture. Set in millions, as `media.max_megapixels`.
    pub max_pixels: u64,
}

/// Copies of the whole site. `Debug` does not show the passphrase.
#[derive(Clone, Debug)]
pub struct Backup {
    /// How often the worker makes one; `None` for never.
    pub every: Option<Duration>,
    /// The folder.
    pub folder: PathBuf,
    /// How many of the newest ones are kept.
    pub keep: usize,
    /// Of how many days the last one is kept.
    pub keep_days: usize,
    /// Of how many weeks the last one is kept.
    pub keep_weeks: usize,
    /// What they are sealed to.
    pub passphrase: Option<SecretString>,
    /// Whether they have the key file.
    pub keys: bool,
    /// Whether they have the files of pictures.
    pub media: bool,
}

/// A bucket of an S3-compatible service. `Debug` does not show its secret.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The region of the service.
    pub region: String,
    /// The URL of the service; Amazon's own if not set.
    pub endpoint: Option<String>,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: SecretString,
    /// The folder in it.
    pub prefix: String,
}

/// Accepting and showing comments.
#[derive(Clone, Debug)]
pub struct Comments {
    /// Whether comments are accepted on the whole site; sections and articles may be stricter.
    pub mode: CommentMode,
    /// What readers read in place of the form while that is `closed`; may be empty.
    pub closed_message: String,
    /// The first status of a comment without any finding against it.
    pub policy: Policy,
    /// The least time between two comments of one reader; zero switches the limit off.
    pub min_interval: Duration,
    /// How long readers may edit their own comment; zero switches editing off.
    pub edit_window: Duration,
    /// How many levels of replies are nested; deeper replies are shown at the last level.
    pub max_depth: u8,
    /// Threads (top-level comments with their replies) on one page of an article.
    pub threads_per_page: usize,
    /// The number of links from which the policy `hold_links` holds a comment.
    pub hold_links: usize,
    /// A comment whose form was submitted sooner than this after it was shown is held.
    pub min_form_age: Duration,
    /// A form older than this is shown again with a new stamp.
    pub max_form_age: Duration,
    /// The most flags per hour from one network or one browser with a confirmed address.
    pub flags_per_hour: u32,
    /// The weight of flags at which a public comment is held automatically; 0 means never.
    pub flag_hide_weight: u32,
    /// For how many days the truncated network address of a comment is kept.
    pub network_days: u32,
}

/// How long data are kept. The network addresses of comments have `comments.network_days`.
#[derive(Clone, Debug)]
pub struct Retention {
    /// After how many days an unconfirmed subscription is removed.
    pub unconfirmed_days: u32,
    /// After how many days rejected comments and spam are removed; 0 means never.
    pub refused_days: u32,
    /// After how many days the files of the mail transport `file` are removed; 0 means never.
    pub mail_days: u32,
}

named_enum! {
    /// Which comments without any finding are public at once. The setting `comments.policy`.
    #[derive(Default)]
    pub enum Policy {
        /// Every comment is held for a decision.
        #[default]
        HoldAll => "hold_all",
        /// Comments with at least `comments.hold_links` links are held, others are public at once.
        HoldLinks => "hold_links",
        /// The comments of a reader are held until one of them was approved and the address was
        /// confirmed in the browser.
        FirstComment => "first_comment",
        /// Comments are public at once unless a rule, a ban or the surge guard holds them; the
        /// score of the filter is ignored.
        RulesOnly => "rules_only",
        /// Comments are public at once.
        PublishAll => "publish_all",
    }
}

/// The surge guard, which acts when an article gets unusually many comments.
#[derive(Clone, Debug)]
pub struct Surge {
    /// What the guard does; `None` switches it off.
    pub mode: Option<SurgeMode>,
    /// The period whose comments are counted.
    pub window: Duration,
    /// The least number of comments on one article within the window that counts as a surge.
    pub comments: u32,
    /// The same for flags.
    pub flags: u32,
    /// The same for comments that staff rejected, one by one.
    pub rejections: u32,
    /// By which factor the count must exceed the usual one.
    pub factor: u32,
    /// How long the counts must be normal before the guard ends.
    pub calm: Duration,
}

stored_enum! {
    /// What the surge guard does to an article. The setting `surge.mode`; a SMALLINT in the
    /// database.
    pub enum SurgeMode {
        /// Every comment on the article is held for a decision.
        HoldAll = 0 => "hold_all",
        /// The least time between two comments of a reader is eight times as long on the article.
        Slow = 1 => "slow",
    }
}

/// Moderation at the desk.
#[derive(Clone, Debug)]
pub struct Moderation {
    /// How long mails about a decision are delayed, and how long a deleted text can be restored; at
    /// most an hour.
    pub undo_window: Duration,
    /// How long a comment is shown to others as claimed by the moderator who opened it.
    pub claim: Duration,
    /// The moderators of a section get a mail when its oldest comment waits longer than this; never
    /// if not set. Set in minutes as `moderation.target_minutes`, where 0 means off.
    pub target: Option<Duration>,
    /// For how long news to a member of the staff about one topic are joined into one mail after the
    /// last one; with zero each is a mail of its own. Set in minutes as `moderation.join_minutes`.
    pub join: Duration,
}

/// The spam filter.
#[derive(Clone, Debug)]
pub struct Screening {
    /// Whether comments are scored.
    pub filter: bool,
    /// How many of a thousand legitimate comments the filter may hold.
    pub held_per_thousand: u16,
    /// How many of a thousand legitimate comments the filter may mark as spam; with 0 it never
    /// marks any.
    pub spam_per_thousand: u16,
}

/// Requests to other servers.
#[derive(Clone, Debug, Default)]
pub struct Outbound {
    /// Hosts that may be reached at private addresses.
    pub private_hosts: Vec<url::Host>,
}

/// The Akismet service, which classifies comments as spam or not.
#[derive(Clone, Debug)]
pub struct Akismet {
    /// The API key.
    pub key: SecretString,
    /// The URL of the API; http is only allowed to this machine.
    pub endpoint: url::Url,
    /// The data about a reader that are sent besides the text and the truncated network address.
    pub send: Vec<SentField>,
    /// When a comment that Akismet calls spam is marked as spam instead of held.
    pub mark_spam: MarkSpam,
    /// How long a post waits for the response. Set in milliseconds, as `akismet.deadline_ms`.
    pub deadline: Duration,
    /// The most requests at the same time.
    pub parallel: usize,
}

/// Data about a reader that may be sent to Akismet. A value in the setting `akismet.send`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentField {
    /// The name.
    Name,
    /// The website.
    Website,
    /// The e-mail address.
    Email,
    /// The full network address instead of the truncated one.
    Ip,
}

/// When a comment that Akismet calls spam is marked as spam without a moderator. The setting
/// `akismet.mark_spam`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkSpam {
    /// Never: it is held.
    Never,
    /// If Akismet recommends to discard it.
    Blatant,
    /// Always.
    Always,
}

/// Passwords and sessions of the staff.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// Days until a session expires.
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
    /// The mail transport.
    pub transport: Transport,
    /// The relay in lettre's format: `smtps://…` (TLS from the first byte), `smtp://…?tls=required`
    /// (STARTTLS), or, only with `smtp_allow_plaintext` and a loopback host, `smtp://…`. Always set
    /// for [`Transport::Smtp`].
    pub smtp_url: Option<SecretString>,
    /// Use no TLS to the host in `smtp_url`, which must be a loopback host.
    pub smtp_allow_plaintext: bool,
    /// The most open connections to the relay.
    pub smtp_connections: usize,
    /// A PEM file with another root certificate, for a relay with a private one.
    pub smtp_ca_file: Option<PathBuf>,
    /// The sender of all mail.
    pub from: lettre::message::Mailbox,
    /// Where answers go; to `from` if not set.
    pub reply_to: Option<lettre::message::Mailbox>,
    /// Where reports about undelivered mail go: the sender of the envelope, with a tag that names the
    /// mail. Without it that is `from`.
    pub return_path: Option<lettre::Address>,
    /// The PEM file of the private key (RSA or Ed25519) with which mails are signed by DKIM, for the
    /// domain of `from`; left to the relay if not set.
    pub dkim_key_file: Option<PathBuf>,
    /// The name under which the public key is in the DNS, before `._domainkey`.
    pub dkim_selector: String,
    /// The most mails per minute; 0 is no limit.
    pub per_minute: usize,
    /// The most mails per hour; 0 is no limit.
    pub per_hour: usize,
    /// The most mails per minute to addresses of one domain; 0 is no limit.
    pub per_domain: usize,
    /// The folder of [`Transport::File`].
    pub folder: PathBuf,
    /// A delivery that has not succeeded for this long is given up.
    pub max_age: Duration,
}

/// The mail transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Writes files to a folder.
    File,
    /// Sends through a relay.
    Smtp,
    /// Keeps mails in memory, for tests.
    Memory,
}

/// The page cache.
#[derive(Clone, Debug)]
pub struct Cache {
    /// The size limit in bytes; 0 switches the cache off. Set in MiB, as `cache.megabytes`.
    pub bytes: u64,
}

/// The log on standard error.
#[derive(Clone, Debug)]
pub struct Log {
    /// Valid directives of `tracing_subscriber::filter::Targets`.
    pub level: String,
    /// The format of the lines.
    pub format: LogFormat,
}

/// The format of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Text for people.
    Text,
    /// One JSON object per line.
    Json,
}

/// Whether `host` is a loopback address or `localhost`.
pub(crate) fn is_loopback(host: &str) -> bool {
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
