//! Converts the layers to [`Config`], section by section. Each function reads all keys of its
//! section before it returns, so that every fault is found.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::Mailbox;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

use crate::clock::{self, Zone};
use crate::config::accent::Accent;
use crate::config::base_values::BaseValues;
use crate::config::comment_mode::CommentMode;
use crate::config::layers::{Layers, Setting};
use crate::config::permalink::Permalink;
use crate::config::reasons::{ReasonCode, Reasons};
use crate::config::urls::{self, Refusal, refuse};
use crate::config::values::{
    directives, folder_path, line, networks, paragraphs, seconds, socket_address, visible_line,
};
use crate::config::{
    Accounts, AdSource, Ads, Akismet, Articles, Backup, Bucket, Cache, Comments, Config,
    ConfigErrors, Data, Database, DatabaseUrl, Discovery, FeedContent, Feeds, Log, Mail, Media,
    Moderation, Outbound, Policy, Retention, Screening, Server, Site, SocialLink, Startup, Surge,
    SurgeMode, Transport, is_loopback, is_private, shown,
};
use crate::i18n::{self, Words};

const DAY: u64 = clock::DAY.as_secs();

/// The configuration, and each setting with its origin.
pub(super) fn resolve(mut layers: Layers) -> Result<(Config, Vec<Setting>), ConfigErrors> {
    let config = config(&mut layers);
    layers.finish(config)
}

fn config(layers: &mut Layers) -> Option<Config> {
    let server = server(layers);
    let data = data(layers);
    let folder = data.as_ref().map(|data| data.folder.clone()).unwrap_or_default();
    let database = database(layers, &folder);
    let sections = sections(layers);
    let media = media(layers, &folder);
    let backup = backup(layers, &folder);
    let screening = screening(layers);
    let outbound = outbound(layers);
    let akismet = akismet(layers, outbound.as_ref());
    let accounts = accounts(layers);
    let mail = mail(layers, &folder, server.as_ref().map_or("", |server| &server.base_url));
    let cache = cache(layers);
    let log = log(layers);
    let startup = Startup {
        server: server?,
        data: data?,
        database: database?,
        media: media?,
        backup: backup?,
        screening: screening?,
        akismet: akismet?,
        outbound: outbound?,
        accounts: accounts?,
        mail: mail?,
        cache: cache?,
        log: log?,
    };
    let Sections {
        site,
        articles,
        ads,
        feeds,
        discovery,
        comments,
        retention,
        surge,
        moderation,
        reasons,
    } = sections?;
    let base = BaseValues::of(layers);
    Some(Config {
        startup,
        site,
        articles,
        ads,
        feeds,
        discovery,
        comments,
        retention,
        surge,
        moderation,
        reasons,
        base,
    })
}

/// The sections that can change while the program runs.
pub(super) struct Sections {
    pub(super) site: Site,
    pub(super) articles: Articles,
    pub(super) ads: Ads,
    pub(super) feeds: Feeds,
    pub(super) discovery: Discovery,
    pub(super) comments: Comments,
    pub(super) retention: Retention,
    pub(super) surge: Surge,
    pub(super) moderation: Moderation,
    pub(super) reasons: Reasons,
}

/// Reads the sections that can change while the program runs. It reads nothing but `layers`, so it
/// may be called again at any time.
pub(super) fn sections(layers: &mut Layers) -> Option<Sections> {
    let site = site(layers);
    let zone = site.as_ref().map(|site| site.timezone.clone()).unwrap_or_default();
    let articles = articles(layers, &zone);
    let ads = ads(layers);
    let feeds = feeds(layers);
    let discovery = discovery(layers);
    let comments = comments(layers);
    let retention = retention(layers);
    let surge = surge(layers);
    let moderation = moderation(layers);
    let reasons = reasons(layers, site.as_ref().map_or("", |site| &site.language));
    Some(Sections {
        site: site?,
        articles: articles?,
        ads: ads?,
        feeds: feeds?,
        discovery: discovery?,
        comments: comments?,
        retention: retention?,
        surge: surge?,
        moderation: moderation?,
        reasons: reasons?,
    })
}

fn server(layers: &mut Layers) -> Option<Server> {
    let listen = layers.text_of("server.listen", socket_address);
    let base_url = layers.optional("server.base_url", urls::base);
    let admin_listen = layers.optional("server.admin_listen", socket_address);
    let trusted_proxies = networks(layers);
    let workers = layers.number("server.workers", 0..=1_024);
    // A browser opens six connections, and an open desk keeps one.
    let max_connections = layers.number("server.max_connections", 16..=1_000_000);
    let max_connections_per_network =
        layers.number("server.max_connections_per_network", 8..=1_000_000);
    let body_timeout = seconds(layers, "server.body_timeout", 1..=3_600);
    let lame_duck = seconds(layers, "server.lame_duck", 0..=60);
    let stop_timeout = seconds(layers, "server.stop_timeout", 1..=25);
    let run_worker = layers.switch("server.run_worker");
    let (listen, admin_listen) = (listen?, admin_listen?);
    if admin_listen.is_some_and(|admin| conflict(admin, listen)) {
        let fault = "it is the same address as server.listen".to_owned();
        layers.refuse("server.admin_listen", (fault, "Use another port".to_owned()));
    }
    let base_url = base_url?.unwrap_or_else(|| {
        // A link cannot contain the unspecified address.
        let computed = match listen.ip().is_unspecified() {
            true => format!("http://localhost:{}", listen.port()),
            false => format!("http://{listen}"),
        };
        layers.computed("server.base_url", &computed, "server.listen");
        computed
    });
    Some(Server {
        listen,
        base_url,
        admin_listen,
        trusted_proxies: trusted_proxies?,
        workers: workers?,
        max_connections: max_connections?,
        max_connections_per_network: max_connections_per_network?,
        body_timeout: body_timeout?,
        lame_duck: lame_duck?,
        stop_timeout: stop_timeout?,
        run_worker: run_worker?,
    })
}

/// Whether two listeners cannot be bound at the same time.
fn conflict(a: SocketAddr, b: SocketAddr) -> bool {
    let everywhere = |address: SocketAddr| address.ip().is_unspecified();
    a.port() == b.port() && a.port() != 0 && (a.ip() == b.ip() || everywhere(a) || everywhere(b))
}

fn data(layers: &mut Layers) -> Option<Data> {
    Some(Data { folder: layers.text_of("data.folder", folder_path)? })
}

fn database(layers: &mut Layers, folder: &Path) -> Option<Database> {
    let url = layers.optional("database.url", urls::database);
    let direct_url = layers.optional("database.direct_url", urls::database);
    let readers = layers.number("database.readers", 1..=64);
    let connections = layers.number("database.connections", 1..=1_000);
    let queue = layers.number("database.queue", 1..=1_000_000);
    let url = url?.unwrap_or_else(|| {
        let computed = DatabaseUrl::Sqlite(folder.join("rejoinder.db"));
        layers.computed("database.url", &computed.to_string(), "data.folder");
        computed
    });
    if let DatabaseUrl::Sqlite(file) = &url
        && let Some(parent) = file.parent().filter(|parent| !parent.as_os_str().is_empty())
        && let Err(refusal) = folder_path(&shown(parent))
    {
        layers.refuse("database.url", refusal);
    }
    let direct_url = direct_url?;
    if let Some(direct) = &direct_url
        && !matches!((&url, direct), (DatabaseUrl::Postgres(_), DatabaseUrl::Postgres(_)))
    {
        let remedy = "Remove it, or set both keys to the same PostgreSQL database".to_owned();
        layers.refuse(
            "database.direct_url",
            ("it only applies to PostgreSQL behind a pooler".to_owned(), remedy),
        );
    }
    Some(Database { url, direct_url, readers: readers?, connections: connections?, queue: queue? })
}

fn site(layers: &mut Layers) -> Option<Site> {
    let title = layers.text_of("site.title", visible_line);
    let tagline = layers.text_of("site.tagline", line);
    let language = layers.text_of("site.language", |text| match i18n::is_tag(text) {
        true => Ok(text.to_owned()),
        false => refuse("this is not a language tag", "Write a tag such as en, de or pt-BR"),
    });
    let timezone = layers.text_of("site.timezone", |name| match Zone::named(name) {
        Some(zone) => Ok(zone),
        None => refuse(
            "there is no such time zone",
            "Write a name of the IANA database, such as Europe/Berlin, or UTC",
        ),
    });
    let copyright = layers.text_of("site.copyright", line);
    let form = "Write [{ label = \"Mastodon\", url = \"https://…\" }], each url http or https";
    let social = layers.list::<SocialLink>("site.social", form);
    if let Some(link) = social
        .iter()
        .flatten()
        .find(|link| !urls::is_web(&link.url) || visible_line(&link.label).is_err())
    {
        layers.refuse(
            "site.social",
            (format!("the link {:?} cannot be used", link.label), form.to_owned()),
        );
    }
    let accent = layers.optional("site.accent", Accent::parse);
    let logo = layers.optional("site.logo", media_path);
    let icon = layers.optional("site.icon", media_path);
    let guidelines = layers.text_of("site.guidelines", paragraphs);
    let transparency = layers.switch("site.transparency");
    Some(Site {
        title: title?,
        tagline: tagline?,
        language: language?,
        timezone: timezone?,
        copyright: copyright?,
        social: social?,
        accent: accent?,
        logo: logo?.flatten(),
        icon: icon?.flatten(),
        guidelines: guidelines?,
        transparency: transparency?,
    })
}

/// The path of a file of the library; empty for none.
fn media_path(text: &str) -> Result<Option<String>, Refusal> {
    let text = text.trim();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._".contains(&byte);
    match text {
        "" => Ok(None),
        text if text.starts_with("/media/")
            && text.bytes().all(is_plain)
            && !text.contains("..") =>
        {
            Ok(Some(text.to_owned()))
        }
        _ => refuse(
            "this is not the path of a picture of the library",
            "Copy the path from the page of the picture; it begins with /media/",
        ),
    }
}

fn articles(layers: &mut Layers, zone: &Zone) -> Option<Articles> {
    let per_page = layers.number("articles.per_page", 1..=100);
    let open_days = layers.optional_number("articles.open_days", 1..=36_500);
    let permalink = layers.text_of("articles.permalink", Permalink::parse);
    let form = "Write names of hosts, for instance [\"youtube.com\", \"mastodon.social\"]";
    let embeds = layers.list::<String>("articles.embeds", form);
    let is_host = |name: &String| urls::is_host_name(name) && !name.starts_with("www.");
    if let Some(wrong) = embeds.iter().flatten().find(|name| !is_host(name)) {
        let fault = format!("{wrong:?} is not the name of a host without www.");
        layers.refuse("articles.embeds", (fault, form.to_owned()));
    }
    let fold_words = layers.number("articles.fold_words", 0..=100_000);
    Some(Articles {
        per_page: per_page?,
        permalink: permalink?.in_zone(zone),
        open_days: open_days?,
        embeds: embeds?,
        fold_words: fold_words?,
    })
}

/// The directives of the content security policy to which an advertisement may add sources.
const AD_DIRECTIVES: [&str; 7] =
    ["script-src", "style-src", "img-src", "font-src", "media-src", "frame-src", "connect-src"];

fn ads(layers: &mut Layers) -> Option<Ads> {
    let top = layers.text_of("ads.top", paragraphs);
    let middle = layers.text_of("ads.middle", paragraphs);
    let bottom = layers.text_of("ads.bottom", paragraphs);
    let form = "Write a directive and a source each, for instance [\"script-src https://ads.example\", \"frame-src https://*.ads.example\"]";
    let written = layers.list::<String>("ads.sources", form);
    let mut sources = Vec::new();
    for text in written.iter().flatten() {
        match ad_source(text) {
            Some(source) => sources.push(source),
            None => {
                let fault = format!("{text:?} is not a directive with an https source");
                layers.refuse("ads.sources", (fault, form.to_owned()));
            }
        }
    }
    written?;
    Some(Ads { top: top?, middle: middle?, bottom: bottom?, sources })
}

/// Reads `script-src https://ads.example`. A source is an https origin, which may begin with `*.`, with or
/// without a path, or the hash of an inline script; nothing that allows any script.
fn ad_source(text: &str) -> Option<AdSource> {
    let (directive, source) = text.trim().split_once(' ')?;
    let source = source.trim();
    let is_hash = source
        .strip_prefix("'sha256-")
        .and_then(|rest| rest.strip_suffix('\''))
        .is_some_and(|hash| {
            hash.len() == 44
                && hash.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
        });
    let is_origin = source.strip_prefix("https://").is_some_and(|rest| {
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host.strip_prefix("*.").unwrap_or(host);
        let (host, port) = host.split_once(':').unwrap_or((host, "443"));
        let is_path = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b));
        urls::is_host_name(host) && host.contains('.') && port.parse::<u16>().is_ok() && is_path
    });
    (AD_DIRECTIVES.contains(&directive) && (is_hash || is_origin))
        .then(|| AdSource { directive: directive.to_owned(), source: source.to_owned() })
}

fn feeds(layers: &mut Layers) -> Option<Feeds> {
    let content = layers.choice("feeds.content", &FeedContent::ALL.map(FeedContent::name));
    let entries = layers.number("feeds.entries", 1..=100);
    let hub = layers.optional("feeds.hub", |text| {
        web_url(text, "Write the URL of the hub, for instance https://hub.example.org/")
    });
    Some(Feeds { content: content?, entries: entries?, hub: hub? })
}

/// The most lines that may be added to `/robots.txt`; search engines read its first 500 kB.
const ROBOTS_LINES: usize = 500;

fn discovery(layers: &mut Layers) -> Option<Discovery> {
    let robots = layers.text_of("discovery.robots", |text| {
        let text = paragraphs(text)?;
        match text.lines().count() {
            0..=ROBOTS_LINES => Ok(text),
            _ => refuse("it is too long", &format!("Write at most {ROBOTS_LINES} lines")),
        }
    });
    let form = "Write URIs, for instance [\"mailto:security@example.org\", \"https://example.org/security\"]";
    let security_contact = layers.list::<String>("discovery.security_contact", form);
    if let Some(wrong) = security_contact.iter().flatten().find(|text| !is_contact(text)) {
        layers.refuse(
            "discovery.security_contact",
            (format!("{wrong:?} is not a URI of mailto:, tel: or https:"), form.to_owned()),
        );
    }
    let security_policy = layers.optional("discovery.security_policy", |text| {
        web_url(text, "Write the URL of a page, for instance https://example.org/security")
    });
    let indexnow_key = layers.optional("discovery.indexnow_key", |text| {
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        match (8..=128).contains(&text.len()) && text.bytes().all(is_key) {
            true => Ok(text.to_owned()),
            false => refuse("this is not a key", "Write 8 to 128 letters, digits and dashes"),
        }
    });
    let indexnow_endpoint = layers.text_of("discovery.indexnow_endpoint", |text| {
        web_url(text, "Write a URL, for instance https://api.indexnow.org/indexnow")
    });
    Some(Discovery {
        robots: robots?,
        security_contact: security_contact?,
        security_policy: security_policy?,
        indexnow_key: indexnow_key?,
        indexnow_endpoint: indexnow_endpoint?,
    })
}

/// Whether `text` is a contact for `security.txt` (RFC 9116, 2.5.3): a URI, and not plain http.
fn is_contact(text: &str) -> bool {
    let is_line = line(text).is_ok_and(|line| line == text);
    is_line
        && Url::parse(text).is_ok_and(|uri| match uri.scheme() {
            "mailto" | "tel" => !uri.path().is_empty(),
            "https" => urls::is_web(text),
            _ => false,
        })
}

/// Reads an http or https URL.
fn web_url(text: &str, remedy: &str) -> Result<String, Refusal> {
    match urls::is_web(text) && line(text).is_ok_and(|line| line == text) {
        true => Ok(text.to_owned()),
        false => refuse("this is not a URL of http or https", remedy),
    }
}

fn media(layers: &mut Layers, folder: &Path) -> Option<Media> {
    let own_folder = layers.optional("media.folder", folder_path);
    let megabytes: Option<usize> = layers.number("media.max_megabytes", 1..=100);
    // Decoded, a picture takes four bytes for each pixel, and some of them eight.
    let megapixels: Option<u64> = layers.number("media.max_megapixels", 1..=80);
    let bucket = bucket(layers);
    let folder = own_folder?.unwrap_or_else(|| {
        let computed = folder.join("media");
        layers.computed("media.folder", &shown(&computed), "data.folder");
        computed
    });
    Some(Media {
        folder,
        bucket: bucket?,
        max_bytes: megabytes? * 1_048_576,
        max_pixels: megapixels? * 1_000_000,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Every {
    Never,
    Hourly,
    Daily,
    Weekly,
}

fn backup(layers: &mut Layers, folder: &Path) -> Option<Backup> {
    let every = layers.choice("backup.every", &["never", "hourly", "daily", "weekly"]);
    let own_folder = layers.optional("backup.folder", folder_path);
    let keep = layers.number("backup.keep", 1..=10_000);
    let keep_days = layers.number("backup.keep_days", 0..=3_650);
    let keep_weeks = layers.number("backup.keep_weeks", 0..=520);
    let passphrase = layers.optional("backup.passphrase", |text| match text.chars().count() {
        0..8 => refuse("it is shorter than 8 characters", "Write several words"),
        _ => Ok(SecretString::from(text)),
    });
    let keys = layers.switch("backup.keys");
    let media = layers.switch("backup.media");
    let every = match every? {
        Every::Never => None,
        Every::Hourly => Some(Duration::from_secs(3_600)),
        Every::Daily => Some(clock::DAY),
        Every::Weekly => Some(clock::DAY * 7),
    };
    let (passphrase, keys) = (passphrase?, keys?);
    if keys && passphrase.is_none() {
        let fault = "the key file would lie beside the addresses that it opens".to_owned();
        let remedy = "Set backup.passphrase, or set this to false".to_owned();
        layers.refuse("backup.keys", (fault, remedy));
        return None;
    }
    let folder = own_folder?.unwrap_or_else(|| {
        let computed = folder.join("backups");
        layers.computed("backup.folder", &shown(&computed), "data.folder");
        computed
    });
    Some(Backup {
        every,
        folder,
        keep: keep?,
        keep_days: keep_days?,
        keep_weeks: keep_weeks?,
        passphrase,
        keys,
        media: media?,
    })
}

/// The bucket, if `media.s3_bucket` is set; the other keys are checked in any case.
fn bucket(layers: &mut Layers) -> Option<Option<Bucket>> {
    let word = |text: &str| {
        let is_good = |c: char| c.is_ascii_graphic();
        match text.chars().all(is_good) {
            true => Ok(text.to_owned()),
            false => refuse("it contains a space or a letter that no key has", "Copy it again"),
        }
    };
    let name = layers.optional("media.s3_bucket", word);
    let region = layers.text_of("media.s3_region", word);
    let endpoint = layers.optional("media.s3_endpoint", |text| match urls::is_web(text) {
        true => Ok(text.trim_end_matches('/').to_owned()),
        false => refuse("this is not a URL", "Write https:// and the service's host"),
    });
    let access_key = layers.optional("media.s3_access_key", word);
    let secret_key =
        layers.optional("media.s3_secret_key", |text| word(text).map(SecretString::from));
    let prefix = layers.text_of("media.s3_prefix", word);
    let (name, region, endpoint, prefix) = (name?, region?, endpoint?, prefix?);
    let (access_key, secret_key) = (access_key?, secret_key?);
    let Some(name) = name else { return Some(None) };
    let remedy = "Set media.s3_access_key and media.s3_secret_key, or remove media.s3_bucket";
    for (key, is_set) in [
        ("media.s3_access_key", access_key.is_some()),
        ("media.s3_secret_key", secret_key.is_some()),
    ] {
        if !is_set {
            let fault = "media.s3_bucket is set, but this key is not".to_owned();
            layers.refuse(key, (fault, remedy.to_owned()));
        }
    }
    let (access_key, secret_key) = (access_key?, secret_key?);
    Some(Some(Bucket { name, region, endpoint, access_key, secret_key, prefix }))
}

fn comments(layers: &mut Layers) -> Option<Comments> {
    let mode = layers.choice("comments.mode", &CommentMode::ALL.map(CommentMode::name));
    let closed_message = layers.text_of("comments.closed_message", line);
    let policy = layers.choice("comments.policy", &Policy::ALL.map(Policy::name));
    let min_interval = seconds(layers, "comments.min_interval", 0..=DAY);
    let edit_window = seconds(layers, "comments.edit_window", 0..=30 * DAY);
    let max_depth = layers.number("comments.max_depth", 1..=20);
    let threads_per_page = layers.number("comments.threads_per_page", 1..=500);
    let hold_links = layers.number("comments.hold_links", 1..=1_000);
    let min_form_age = seconds(layers, "comments.min_form_age", 0..=60);
    let max_form_age = seconds(layers, "comments.max_form_age", 300..=30 * DAY);
    let flags_per_hour = layers.number("comments.flags_per_hour", 1..=10_000);
    let flag_hide_weight = layers.number("comments.flag_hide_weight", 0..=10_000);
    let network_days = layers.number("comments.network_days", 1..=365);
    Some(Comments {
        mode: mode?,
        closed_message: closed_message?,
        policy: policy?,
        min_interval: min_interval?,
        edit_window: edit_window?,
        max_depth: max_depth?,
        threads_per_page: threads_per_page?,
        hold_links: hold_links?,
        min_form_age: min_form_age?,
        max_form_age: max_form_age?,
        flags_per_hour: flags_per_hour?,
        flag_hide_weight: flag_hide_weight?,
        network_days: network_days?,
    })
}

fn retention(layers: &mut Layers) -> Option<Retention> {
    let unconfirmed_days = layers.number("retention.unconfirmed_days", 1..=365);
    let refused_days = layers.number("retention.refused_days", 0..=3_650);
    let mail_days = layers.number("retention.mail_days", 0..=3_650);
    Some(Retention {
        unconfirmed_days: unconfirmed_days?,
        refused_days: refused_days?,
        mail_days: mail_days?,
    })
}

fn surge(layers: &mut Layers) -> Option<Surge> {
    let mode = layers.choice("surge.mode", &["hold_all", "slow", "off"]).map(SurgeSetting::mode);
    let window = seconds(layers, "surge.window", 60..=3_600);
    let comments = layers.number("surge.comments", 1..=1_000_000);
    let flags = layers.number("surge.flags", 1..=1_000_000);
    let rejections = layers.number("surge.rejections", 1..=1_000_000);
    let factor = layers.number("surge.factor", 1..=1_000);
    let calm = seconds(layers, "surge.calm", 60..=DAY);
    Some(Surge {
        mode: mode?,
        window: window?,
        comments: comments?,
        flags: flags?,
        rejections: rejections?,
        factor: factor?,
        calm: calm?,
    })
}

/// The values of the setting `surge.mode`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum SurgeSetting {
    HoldAll,
    Slow,
    Off,
}

impl SurgeSetting {
    fn mode(self) -> Option<SurgeMode> {
        match self {
            SurgeSetting::HoldAll => Some(SurgeMode::HoldAll),
            SurgeSetting::Slow => Some(SurgeMode::Slow),
            SurgeSetting::Off => None,
        }
    }
}

fn screening(layers: &mut Layers) -> Option<Screening> {
    let filter = layers.switch("screening.filter");
    let held_per_thousand = layers.number("screening.held_per_thousand", 0..=500);
    let spam_per_thousand = layers.number("screening.spam_per_thousand", 0..=100);
    Some(Screening {
        filter: filter?,
        held_per_thousand: held_per_thousand?,
        spam_per_thousand: spam_per_thousand?,
    })
}

fn outbound(layers: &mut Layers) -> Option<Outbound> {
    let form = "Write host names or addresses, for instance [\"spam.internal\", \"10.0.0.5\"]";
    let texts: Vec<String> = layers.list("outbound.private_hosts", form)?;
    let mut private_hosts = Vec::new();
    for text in &texts {
        match Host::parse(text) {
            Ok(Host::Domain(name)) if !urls::is_host_name(&name) => layers.refuse(
                "outbound.private_hosts",
                (
                    format!("{text:?} is not a host, and patterns are not supported"),
                    form.to_owned(),
                ),
            ),
            Ok(host) => private_hosts.push(host),
            Err(_) => layers.refuse(
                "outbound.private_hosts",
                (format!("{text:?} is not a host"), form.to_owned()),
            ),
        }
    }
    Some(Outbound { private_hosts })
}

fn akismet(layers: &mut Layers, outbound: Option<&Outbound>) -> Option<Option<Akismet>> {
    let key = layers.optional("akismet.key", |text| {
        match text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            true => Ok(SecretString::from(text)),
            false => refuse(
                "a key contains only letters and digits",
                "Copy it from akismet.com, or remove it",
            ),
        }
    });
    let endpoint = layers.text_of("akismet.endpoint", urls::service);
    let form = "Write a list of name, website, email and ip, or [] for none of them";
    let send = layers.list("akismet.send", form);
    let mark_spam = layers.choice("akismet.mark_spam", &["never", "blatant", "always"]);
    let deadline = layers.number("akismet.deadline_ms", 100..=30_000).map(Duration::from_millis);
    let parallel = layers.number("akismet.parallel", 1..=1_000);
    let (endpoint, send, mark_spam, deadline) = (endpoint?, send?, mark_spam?, deadline?);
    let parallel = parallel?;
    let key = key?;
    let host = endpoint.host().map(|host| host.to_owned());
    if key.is_some()
        && let (Some(host), Some(outbound)) = (host, outbound)
        && is_internal(&host)
        && !outbound.private_hosts.contains(&host)
    {
        let fault = "connections to loopback and private addresses are not allowed".to_owned();
        let remedy = format!("Add \"{host}\" to outbound.private_hosts, or remove this key");
        layers.refuse("akismet.endpoint", (fault, remedy));
    }
    Some(key.map(|key| Akismet { key, endpoint, send, mark_spam, deadline, parallel }))
}

fn is_internal(host: &Host) -> bool {
    match host {
        Host::Domain(name) => is_loopback(name),
        Host::Ipv4(address) => is_private((*address).into()),
        Host::Ipv6(address) => is_private((*address).into()),
    }
}

fn moderation(layers: &mut Layers) -> Option<Moderation> {
    let undo_window = seconds(layers, "moderation.undo_window", 0..=3_600);
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let claim = layers.number("moderation.claim_minutes", 1..=120).map(minutes);
    let target: Option<u64> = layers.number("moderation.target_minutes", 0..=30 * 24 * 60);
    let join = layers.number("moderation.join_minutes", 0..=24 * 60).map(minutes);
    Some(Moderation {
        undo_window: undo_window?,
        claim: claim?,
        target: Some(target?).filter(|target| *target > 0).map(minutes),
        join: join?,
    })
}

/// The sentences that are set.
fn reasons(layers: &mut Layers, language: &str) -> Option<Reasons> {
    let words = Words::of(i18n::translated(language));
    let sentences = ReasonCode::ALL.map(|reason| {
        let set = layers.optional(reason.key(), visible_line)?;
        if set.is_none() {
            layers.computed(reason.key(), &words.say(&reason.own_sentence()), "site.language");
        }
        Some(set.map(|sentence| (reason, sentence)))
    });
    let set = sentences.into_iter().collect::<Option<Vec<_>>>()?;
    Some(Reasons(set.into_iter().flatten().collect()))
}

/// The lower bounds of Argon2id are security requirements: operators can only raise the cost.
fn accounts(layers: &mut Layers) -> Option<Accounts> {
    let session_days = layers.number("accounts.session_days", 1..=365);
    let argon2_memory_kib = layers.number("accounts.argon2_memory_kib", 19_456..=4_194_304);
    let argon2_passes = layers.number("accounts.argon2_passes", 2..=100);
    let argon2_lanes = layers.number("accounts.argon2_lanes", 1..=64);
    Some(Accounts {
        session_days: session_days?,
        argon2_memory_kib: argon2_memory_kib?,
        argon2_passes: argon2_passes?,
        argon2_lanes: argon2_lanes?,
    })
}

fn mail(layers: &mut Layers, folder: &Path, base_url: &str) -> Option<Mail> {
    let transport = layers.choice("mail.transport", &["file", "smtp", "memory"]);
    let smtp_allow_plaintext = layers.switch("mail.smtp_allow_plaintext");
    let smtp_url = layers
        .optional("mail.smtp_url", |text| urls::smtp(text, smtp_allow_plaintext == Some(true)));
    let smtp_connections = layers.number("mail.smtp_connections", 1..=64);
    let smtp_ca_file = layers.optional("mail.smtp_ca_file", |text| {
        let remedy = "Name a PEM file with the relay's root certificate, or remove it";
        match std::fs::read_to_string(text) {
            Ok(pem) if has_certificates(&pem) => Ok(PathBuf::from(text)),
            Ok(_) => refuse("there is no certificate in this file, or an invalid one", remedy),
            Err(error) => refuse(&format!("the file cannot be read: {error}"), remedy),
        }
    });
    let from = layers.optional("mail.from", |text| {
        text.parse::<Mailbox>().or_else(|_| {
            refuse(
                "this is not an e-mail address",
                "Write an address such as \"News <news@example.org>\"",
            )
        })
    });
    let reply_to = layers.optional("mail.reply_to", |text| {
        text.parse::<Mailbox>().or_else(|_| {
            refuse(
                "this is not an e-mail address",
                "Write an address such as \"The desk <desk@example.org>\"",
            )
        })
    });
    let return_path = layers.optional("mail.return_path", return_path);
    let dkim_key_file = layers.optional("mail.dkim_key_file", |text| Ok(PathBuf::from(text)));
    let dkim_selector = layers.text_of("mail.dkim_selector", selector);
    let per_minute = layers.number("mail.per_minute", 0..=100_000);
    let per_hour = layers.number("mail.per_hour", 0..=10_000_000);
    let per_domain = layers.number("mail.per_domain", 0..=100_000);
    let own_folder = layers.optional("mail.folder", folder_path);
    let max_age = seconds(layers, "mail.max_age", 3_600..=30 * DAY);
    if transport == Some(Transport::Smtp) && matches!(smtp_url, Some(None)) {
        let remedy = "Set it to your relay, for instance smtps://USER:PASSWORD@mail.example.org:465, or set \
                      mail.transport to file";
        layers.refuse(
            "mail.smtp_url",
            ("mail.transport is smtp, but no relay is set".to_owned(), remedy.to_owned()),
        );
    }
    let from = match from? {
        Some(from) => from,
        None => default_sender(layers, base_url)?,
    };
    let mail_folder = own_folder?.unwrap_or_else(|| {
        let computed = folder.join("mail");
        layers.computed("mail.folder", &shown(&computed), "data.folder");
        computed
    });
    Some(Mail {
        transport: transport?,
        smtp_url: smtp_url?,
        smtp_allow_plaintext: smtp_allow_plaintext?,
        smtp_connections: smtp_connections?,
        smtp_ca_file: smtp_ca_file?,
        from,
        reply_to: reply_to?,
        return_path: return_path?,
        dkim_key_file: dkim_key_file?,
        dkim_selector: dkim_selector?,
        per_minute: per_minute?,
        per_hour: per_hour?,
        per_domain: per_domain?,
        folder: mail_folder,
        max_age: max_age?,
    })
}

/// A name of a part of the DNS.
fn selector(text: &str) -> Result<String, Refusal> {
    let is_name = !text.is_empty()
        && text.len() <= 63
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-');
    match is_name {
        true => Ok(text.to_owned()),
        false => refuse(
            "this is not a part of a DNS name",
            "Write letters and digits, such as rejoinder",
        ),
    }
}

/// The sender of envelopes. Its local part has room for the tag, and no tag of its own.
fn return_path(text: &str) -> Result<lettre::Address, Refusal> {
    let remedy = "Write an address without a name, such as bounces@example.org, whose mail you pass to \
                  `rejoinder mail bounce`";
    match text.trim().parse::<lettre::Address>() {
        Ok(address) if address.user().contains('+') || address.user().len() > 12 => {
            refuse("the part before @ has a plus sign or more than 12 characters", remedy)
        }
        Ok(address) => Ok(address),
        Err(_) => refuse("this is not an e-mail address", remedy),
    }
}

/// Whether `pem` consists of one certificate or several that can be trusted as roots.
fn has_certificates(pem: &str) -> bool {
    let mut roots = RootCertStore::empty();
    let mut certificates = CertificateDer::pem_slice_iter(pem.as_bytes());
    certificates.all(|found| found.is_ok_and(|found| roots.add(found).is_ok())) && !roots.is_empty()
}

/// The default sender: `rejoinder` at the site's own host, unless that is an IP address.
fn default_sender(layers: &mut Layers, base_url: &str) -> Option<Mailbox> {
    let url = Url::parse(base_url).ok();
    let domain = url.as_ref().and_then(Url::domain).unwrap_or("localhost");
    match lettre::Address::new("rejoinder", domain) {
        Ok(address) => {
            layers.computed("mail.from", address.as_ref(), "server.base_url");
            Some(Mailbox::new(None, address))
        }
        Err(_) => {
            let fault = "no sender can be derived from the host of server.base_url".to_owned();
            let remedy = "Write an address such as \"News <news@example.org>\"".to_owned();
            layers.refuse("mail.from", (fault, remedy));
            None
        }
    }
}

fn cache(layers: &mut Layers) -> Option<Cache> {
    let megabytes: u64 = layers.number("cache.megabytes", 0..=1_048_576)?;
    Some(Cache { bytes: megabytes * 1_048_576 })
}

fn log(layers: &mut Layers) -> Option<Log> {
    let level = layers.text_of("log.level", directives);
    let format = layers.choice("log.format", &["text", "json"]);
    Some(Log { level: level?, format: format? })
}
