//! From layers to [`Config`], section by section. A section reads all its keys before it gives up,
//! so that every fault is found in one go.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;
use lettre::message::Mailbox;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use url::{Host, Url};

use crate::clock::Zone;
use crate::config::layers::{Layers, Setting};
use crate::config::urls::{self, Refusal};
use crate::config::{
    Accounts, Akismet, Articles, Cache, Comments, Config, ConfigErrors, Data, Database,
    DatabaseUrl, Log, Mail, Moderation, Outbound, Policy, Screening, Server, Site, SocialLink,
    Surge, SurgeMode, Transport, is_loopback, shown,
};

const DAY: u64 = 86_400;

/// A title or a tagline. A choice: longer ones fit no page's head.
const LONGEST_LINE: usize = 300;

/// The configuration that `layers` describe, and each setting with its origin.
pub(super) fn resolve(mut layers: Layers) -> Result<(Config, Vec<Setting>), ConfigErrors> {
    let config = config(&mut layers);
    layers.finish(config)
}

fn config(layers: &mut Layers) -> Option<Config> {
    let server = server(layers);
    let data = data(layers);
    let folder = data.as_ref().map(|data| data.folder.clone()).unwrap_or_default();
    let database = database(layers, &folder);
    let site = site(layers);
    let articles = articles(layers);
    let comments = comments(layers);
    let surge = surge(layers);
    let screening = screening(layers);
    let outbound = outbound(layers);
    let akismet = akismet(layers, outbound.as_ref());
    let moderation = moderation(layers);
    let accounts = accounts(layers);
    let mail = mail(layers, &folder, server.as_ref().map_or("", |server| &server.base_url));
    let cache = cache(layers);
    let log = log(layers);
    Some(Config {
        server: server?,
        data: data?,
        database: database?,
        site: site?,
        articles: articles?,
        comments: comments?,
        surge: surge?,
        screening: screening?,
        akismet: akismet?,
        outbound: outbound?,
        moderation: moderation?,
        accounts: accounts?,
        mail: mail?,
        cache: cache?,
        log: log?,
    })
}

fn server(layers: &mut Layers) -> Option<Server> {
    let listen = layers.text_of("server.listen", address);
    let base_url = layers.optional("server.base_url", urls::base);
    let admin_listen = layers.optional("server.admin_listen", address);
    let trusted_proxies = networks(layers);
    let workers = layers.number("server.workers", 0..=1_024);
    let max_connections = layers.number("server.max_connections", 1..=1_000_000);
    let max_connections_per_network =
        layers.number("server.max_connections_per_network", 1..=1_000_000);
    let body_timeout = seconds(layers, "server.body_timeout", 1..=3_600);
    let stop_timeout = seconds(layers, "server.stop_timeout", 1..=25);
    let run_worker = layers.switch("server.run_worker");
    let (listen, admin_listen) = (listen?, admin_listen?);
    if admin_listen.is_some_and(|admin| takes_the_place_of(admin, listen)) {
        let fault = "this is server.listen as well".to_owned();
        layers.refuse("server.admin_listen", (fault, "Give it a port of its own".to_owned()));
    }
    let base_url = base_url?.unwrap_or_else(|| {
        // All addresses of the machine are none that a link could name.
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
        stop_timeout: stop_timeout?,
        run_worker: run_worker?,
    })
}

/// Whether both cannot be listened on at once.
fn takes_the_place_of(one: SocketAddr, other: SocketAddr) -> bool {
    let everywhere = |address: SocketAddr| address.ip().is_unspecified();
    one.port() == other.port()
        && one.port() != 0
        && (one.ip() == other.ip() || everywhere(one) || everywhere(other))
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
    let direct_url = direct_url?;
    if let Some(direct) = &direct_url
        && !matches!((&url, direct), (DatabaseUrl::Postgres(_), DatabaseUrl::Postgres(_)))
    {
        let remedy = "Take it out, or name the same PostgreSQL database in both keys".to_owned();
        layers.refuse(
            "database.direct_url",
            ("it is only for PostgreSQL behind a pooler".to_owned(), remedy),
        );
    }
    Some(Database { url, direct_url, readers: readers?, connections: connections?, queue: queue? })
}

fn site(layers: &mut Layers) -> Option<Site> {
    let title = layers.text_of("site.title", |text| match line(text)? {
        title if title.is_empty() => refuse("a publication needs a name", "Write its title"),
        title => Ok(title),
    });
    let tagline = layers.text_of("site.tagline", line);
    let language = layers.text_of("site.language", |text| {
        let well_formed = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let primary = text.split('-').next().unwrap_or_default();
        // Longer ones are well-formed and name no language: "english" would reach every page.
        let names_one =
            matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        match names_one && text.split('-').all(well_formed) {
            true => Ok(text.to_owned()),
            false => refuse("this is not a language tag", "Write one like en, de or pt-BR"),
        }
    });
    let timezone = layers.text_of("site.timezone", |name| match Zone::named(name) {
        Some(zone) => Ok(zone),
        None => refuse(
            "there is no such time zone",
            "Write one of the IANA database, such as Europe/Berlin, or UTC",
        ),
    });
    let copyright = layers.text_of("site.copyright", line);
    let form = "Write [{ label = \"Mastodon\", url = \"https://…\" }], each url http or https";
    let social = layers.list::<SocialLink>("site.social", form);
    if let Some(link) = social.iter().flatten().find(|link| {
        !urls::is_web(&link.url) || !line(&link.label).is_ok_and(|label| !label.is_empty())
    }) {
        layers.refuse(
            "site.social",
            (format!("the link {:?} cannot be used", link.label), form.to_owned()),
        );
    }
    let transparency = layers.switch("site.transparency");
    Some(Site {
        title: title?,
        tagline: tagline?,
        language: language?,
        timezone: timezone?,
        copyright: copyright?,
        social: social?,
        transparency: transparency?,
    })
}

fn articles(layers: &mut Layers) -> Option<Articles> {
    let per_page = layers.number("articles.per_page", 1..=100);
    let open_days = layers.optional_number("articles.open_days", 1..=36_500);
    Some(Articles { per_page: per_page?, open_days: open_days? })
}

fn comments(layers: &mut Layers) -> Option<Comments> {
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

fn surge(layers: &mut Layers) -> Option<Surge> {
    let mode = layers.choice("surge.mode", &["hold_all", "slow", "off"]).map(Guard::mode);
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

/// The setting `surge.mode` as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Guard {
    HoldAll,
    Slow,
    Off,
}

impl Guard {
    fn mode(self) -> Option<SurgeMode> {
        match self {
            Guard::HoldAll => Some(SurgeMode::HoldAll),
            Guard::Slow => Some(SurgeMode::Slow),
            Guard::Off => None,
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
            Ok(host) => private_hosts.push(host),
            Err(_) => layers.refuse(
                "outbound.private_hosts",
                (format!("{text:?} is no host"), form.to_owned()),
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
                "a key has letters and digits only",
                "Write it as akismet.com shows it, or take it out",
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
        && is_loopback(&host.to_string())
        && !outbound.private_hosts.contains(&host)
    {
        let fault = "this machine's addresses are not connected to".to_owned();
        let remedy = format!("Add \"{host}\" to outbound.private_hosts, or take it out");
        layers.refuse("akismet.endpoint", (fault, remedy));
    }
    Some(key.map(|key| Akismet { key, endpoint, send, mark_spam, deadline, parallel }))
}

fn moderation(layers: &mut Layers) -> Option<Moderation> {
    let undo_window = seconds(layers, "moderation.undo_window", 0..=3_600);
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let claim = layers.number("moderation.claim_minutes", 1..=120).map(minutes);
    let target: Option<u64> = layers.number("moderation.target_minutes", 0..=30 * 24 * 60);
    Some(Moderation {
        undo_window: undo_window?,
        claim: claim?,
        target: Some(target?).filter(|target| *target > 0).map(minutes),
    })
}

/// The lower bounds of Argon2id are a promise, not a default; an operator may only raise them.
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
        let remedy = "Name a PEM file with the relay's root certificate, or take it out";
        match std::fs::read_to_string(text) {
            Ok(pem) if pem.contains("-----BEGIN CERTIFICATE-----") => Ok(PathBuf::from(text)),
            Ok(_) => refuse("there is no certificate in this file", remedy),
            Err(error) => refuse(&format!("the file cannot be read: {error}"), remedy),
        }
    });
    let from = layers.optional("mail.from", |text| {
        text.parse::<Mailbox>()
            .or_else(|_| refuse("this is no mail address", "Write \"News <news@example.org>\""))
    });
    let own_folder = layers.optional("mail.folder", folder_path);
    let max_age = seconds(layers, "mail.max_age", 3_600..=30 * DAY);
    if transport == Some(Transport::Smtp) && matches!(smtp_url, Some(None)) {
        let remedy = "Set it to your relay, for instance smtps://USER:PASSWORD@mail.example.org:465, or set \
                      mail.transport to file";
        layers.refuse(
            "mail.smtp_url",
            ("mail.transport is smtp, and no relay is named".to_owned(), remedy.to_owned()),
        );
    }
    let from = match from? {
        Some(from) => from,
        None => sender(layers, base_url)?,
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
        folder: mail_folder,
        max_age: max_age?,
    })
}

/// The site's own host is the only domain that may be assumed; an IP address is none.
fn sender(layers: &mut Layers, base_url: &str) -> Option<Mailbox> {
    let url = Url::parse(base_url).ok();
    let domain = url.as_ref().and_then(Url::domain).unwrap_or("localhost");
    match lettre::Address::new("rejoinder", domain) {
        Ok(address) => {
            layers.computed("mail.from", address.as_ref(), "server.base_url");
            Some(Mailbox::new(None, address))
        }
        Err(_) => {
            let fault = "server.base_url has no host that a sender could be made of".to_owned();
            layers.refuse("mail.from", (fault, "Write \"News <news@example.org>\"".to_owned()));
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

/// A lone word is a level here. `EnvFilter` would take a misspelt one for a module's name, and be
/// silent.
fn directives(text: &str) -> Result<String, Refusal> {
    let complete = |part: &str| {
        part.contains('=') || part.parse::<LevelFilter>().is_ok_and(|_| !part.is_empty())
    };
    match EnvFilter::builder().parse(text) {
        Ok(_) if text.split(',').all(complete) => Ok(text.to_owned()),
        _ => refuse(
            "this is no log level",
            "Write error, warn, info, debug or trace, or several directives like info,rejoinder=debug",
        ),
    }
}

/// What is allowed and yet seldom meant, or works for a part of the readers only.
pub(super) fn warnings(config: &Config) -> Vec<String> {
    let mut warnings = Vec::new();
    let Server { listen, base_url, .. } = &config.server;
    if config.server.is_nameless() {
        warnings.push(format!(
            "server.listen {listen} is every address of this machine, and links and mails lead to {base_url}, which is \
             not https and works on this machine only: set server.base_url to the address that readers use"
        ));
    } else if base_url.starts_with("http://") && !listen.ip().is_loopback() {
        warnings.push(format!(
            "server.listen {listen} can be reached from elsewhere, and server.base_url {base_url} is not https: set \
             base_url to the address of the TLS proxy in front, so that sessions travel encrypted"
        ));
    }
    if listen.port() == 0 && Url::parse(base_url).is_ok_and(|url| url.port() == Some(0)) {
        warnings.push(format!(
            "server.listen {listen} takes any free port, which links and mails cannot know: set server.base_url, or \
             name a port"
        ));
    }
    if base_url.starts_with("https://") && config.server.trusted_proxies.is_empty() {
        warnings.push(format!(
            "server.base_url {base_url} needs a TLS proxy in front, and server.trusted_proxies names none: all readers \
             behind it count as one network, and limits for one meet all"
        ));
    }
    if config.server.max_connections_per_network > config.server.max_connections {
        warnings.push(
            "server.max_connections_per_network is above server.max_connections, so one network can take them all: \
             lower it"
                .to_owned(),
        );
    }
    if let Some(admin) = config.server.admin_listen.filter(|admin| !is_private(admin.ip())) {
        warnings.push(format!(
            "server.admin_listen {admin} shows /metrics to everybody who can reach it: choose an address of your own network"
        ));
    }
    if config.accounts.argon2_memory_kib > 1_048_576 {
        warnings.push(
            "accounts.argon2_memory_kib is above 1 GiB, which each of two sign-ins at once takes: lower it unless \
             the machine has the room"
                .to_owned(),
        );
    }
    let domain = config.mail.from.email.domain();
    if config.mail.transport == Transport::Smtp && (is_loopback(domain) || !domain.contains('.')) {
        warnings.push(format!(
            "mail.from ends in @{domain}, which relays refuse: set it to an address of your domain"
        ));
    }
    if config.akismet.is_some()
        && Url::parse(&config.server.base_url)
            .is_ok_and(|url| url.host_str().is_some_and(is_loopback))
    {
        warnings.push(format!(
            "akismet.key is set, and server.base_url {} names this machine: Akismet knows sites by their public address",
            config.server.base_url
        ));
    }
    if config.mail.transport == Transport::Memory {
        warnings
            .push("mail.transport is memory, which is for tests: no mail will leave".to_owned());
    }
    let relay = config.mail.smtp_url.as_ref().and_then(|url| Url::parse(url.expose_secret()).ok());
    match relay.map(|url| (url.scheme().to_owned(), url.port())) {
        Some((scheme, Some(port @ (25 | 587)))) if scheme == "smtps" => warnings.push(format!(
            "mail.smtp_url asks for TLS from the first byte at port {port}, where relays begin in clear: write smtp:// \
             for STARTTLS, or port 465"
        )),
        Some((scheme, Some(465))) if scheme == "smtp" => warnings.push(
            "mail.smtp_url asks for STARTTLS at port 465, where relays speak TLS from the first byte: write smtps://"
                .to_owned(),
        ),
        _ => {}
    }
    if config.mail.smtp_allow_plaintext
        && config
            .mail
            .smtp_url
            .as_ref()
            .is_some_and(|url| url.expose_secret().starts_with("smtps:"))
    {
        warnings.push(
            "mail.smtp_allow_plaintext has no effect on an smtps relay: take it out".to_owned(),
        );
    }
    warnings
}

/// Whether an address is of this machine or of a private network.
fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

fn refuse<T>(fault: &str, remedy: &str) -> Result<T, Refusal> {
    Err((fault.to_owned(), remedy.to_owned()))
}

/// One line of text: it is shown in the heads of pages, feeds and mails, which a line break would
/// tear apart.
fn line(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return refuse("it has a line break or another control character", "Write it on one line");
    }
    match text.chars().count() {
        0..=LONGEST_LINE => Ok(text.to_owned()),
        _ => refuse("it is too long", &format!("Write at most {LONGEST_LINE} characters")),
    }
}

/// A folder that is there or can be made.
fn folder_path(text: &str) -> Result<PathBuf, Refusal> {
    let remedy = "Write the path of a folder, for instance data";
    let path = Path::new(text);
    if text.trim().is_empty() || text.contains('\0') {
        return refuse("no folder is named", remedy);
    }
    match path.ancestors().find(|part| !part.as_os_str().is_empty() && part.exists()) {
        Some(part) if !part.is_dir() => {
            refuse(&format!("{} is a file and no folder", shown(part)), remedy)
        }
        _ => Ok(path.to_owned()),
    }
}

fn address(text: &str) -> Result<SocketAddr, Refusal> {
    text.parse().or_else(|_| {
        refuse("this is no address with a port", "Write one like 127.0.0.1:8080 or [::1]:8080")
    })
}

fn seconds(
    layers: &mut Layers,
    key: &'static str,
    range: std::ops::RangeInclusive<u64>,
) -> Option<Duration> {
    layers.number(key, range).map(Duration::from_secs)
}

/// A bare address is a network of one.
fn networks(layers: &mut Layers) -> Option<Vec<IpNet>> {
    let form = "Write networks or addresses, for instance [\"10.0.0.0/8\", \"::1\"]";
    let texts: Vec<String> = layers.list("server.trusted_proxies", form)?;
    let mut networks = Vec::new();
    for text in &texts {
        match text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)) {
            Ok(network) => match proxies(network) {
                Ok(network) => networks.push(network),
                Err(refusal) => layers.refuse("server.trusted_proxies", refusal),
            },
            Err(_) => layers.refuse(
                "server.trusted_proxies",
                (format!("{text:?} is no network"), form.to_owned()),
            ),
        }
    }
    Some(networks)
}

/// A network of proxies. One that holds a part of the world would believe anybody who claims to be
/// anybody: a /8 and the /7 of private IPv6 addresses are the largest that one owner has.
fn proxies(network: IpNet) -> Result<IpNet, Refusal> {
    let largest = match network {
        IpNet::V4(_) => 8,
        IpNet::V6(_) => 7,
    };
    if network.prefix_len() < largest {
        return refuse(
            &format!("{network} holds strangers, and each could pose as any other"),
            "Name the addresses of your own proxies",
        );
    }
    if network.addr().is_unspecified() {
        return refuse(
            &format!("{network} is nobody's address"),
            "Name the addresses of your proxies",
        );
    }
    match network {
        IpNet::V6(v6) if v6.addr().to_ipv4_mapped().is_some() => refuse(
            &format!("{network} is IPv4 written as IPv6, and no peer is compared in that form"),
            "Write the IPv4 network",
        ),
        network => Ok(network),
    }
}
