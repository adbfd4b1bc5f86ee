//! Warnings about a valid configuration: settings that are allowed but rarely intended.

use secrecy::ExposeSecret;
use url::Url;

use crate::config::sections::akismet::is_internal;
use crate::config::{Config, Server, Transport, is_loopback, is_private};
use crate::i18n::Language;

/// One sentence for each setting that is rarely intended or does not work for every reader.
pub(super) fn warnings(config: &Config) -> Vec<String> {
    let mut warnings = Vec::new();
    about_addresses(config, &mut warnings);
    about_servers_beside(config, &mut warnings);
    about_screening(config, &mut warnings);
    about_mail(config, &mut warnings);
    warnings
}

fn about_addresses(config: &Config, warnings: &mut Vec<String>) {
    let Server { listen, base_url, .. } = &config.server;
    if config.server.is_nameless() {
        warnings.push(format!(
            "server.listen {listen} accepts connections from everywhere, but links in pages and mails begin with {base_url}, \
            which works on this machine only: set server.base_url to the https address that readers use"
        ));
    } else if base_url.starts_with("http://") && !listen.ip().is_loopback() {
        warnings.push(format!(
            "server.listen {listen} can be reached from other machines, but server.base_url {base_url} is not https: set \
            it to the address of a TLS proxy in front, so that sessions are encrypted"
        ));
    }
    let is_for_others = |url: &Url| url.host_str().is_some_and(|host| !is_loopback(host));
    if listen.ip().is_loopback()
        && base_url.starts_with("http://")
        && Url::parse(base_url).is_ok_and(|url| is_for_others(&url))
    {
        warnings.push(format!(
            "server.base_url {base_url} is not https, so that passwords and sessions are sent unencrypted: use https, with \
            a TLS proxy in front"
        ));
    }
    if Url::parse(base_url).is_ok_and(|url| is_for_others(&url))
        && let Some(most) = open_files().filter(|most| *most <= config.server.max_connections)
    {
        warnings.push(format!(
            "server.max_connections {} needs more open files than the {most} that this process may have: raise the limit \
            (LimitNOFILE= of systemd, or ulimit -n), or lower it",
            config.server.max_connections
        ));
    }
    if listen.port() == 0 && Url::parse(base_url).is_ok_and(|url| url.port() == Some(0)) {
        warnings.push(format!(
            "server.listen {listen} takes any free port, which links cannot contain: set server.base_url, or set a port"
        ));
    }
    let scheme_and_port =
        Url::parse(base_url).ok().and_then(|url| Some((url.scheme().to_owned(), url.port()?)));
    if let Some((scheme, port)) = scheme_and_port
        && matches!((scheme.as_str(), port), ("https", 80) | ("http", 443))
    {
        warnings.push(format!(
            "server.base_url {base_url} has the port {port}, where browsers find the other of http and https: remove \
            the port"
        ));
    }
}

/// The proxy in front, the limits per network, the monitoring, and servers that get requests.
fn about_servers_beside(config: &Config, warnings: &mut Vec<String>) {
    let base_url = &config.server.base_url;
    if base_url.starts_with("https://") && config.server.trusted_proxies.is_empty() {
        warnings.push(format!(
            "server.base_url {base_url} needs a TLS proxy in front, but server.trusted_proxies names none: all readers \
            behind the proxy count as one network and share its limits"
        ));
    }
    if config.server.max_connections_per_network > config.server.max_connections {
        warnings.push(
            "server.max_connections_per_network is above server.max_connections, so one network can use all connections: \
            lower it"
                .to_owned(),
        );
    }
    if let Some(admin) = config.server.admin_listen.filter(|admin| !is_private(admin.ip())) {
        warnings.push(format!(
            "server.admin_listen {admin} shows /metrics to everybody who can reach it: use a private address"
        ));
    }
    if let Some(admin) = config.server.admin_listen.filter(|admin| admin.port() == 0) {
        warnings.push(format!(
            "server.admin_listen {admin} takes another free port at each start, which no monitoring knows: set a port"
        ));
    }
    for (key, url) in [
        ("feeds.hub", config.feeds.hub.as_deref()),
        (
            "discovery.indexnow_endpoint",
            config
                .discovery
                .indexnow_key
                .is_some()
                .then_some(config.discovery.indexnow_endpoint.as_str()),
        ),
    ] {
        let host = url.and_then(|url| Url::parse(url).ok()?.host().map(|host| host.to_owned()));
        if let Some(host) = host
            && is_internal(&host)
            && !config.outbound.private_hosts.contains(&host)
        {
            warnings.push(format!(
                "{key} leads to {host}, to which no request is sent: add \"{host}\" to outbound.private_hosts, or \
                correct it"
            ));
        }
    }
}

fn about_screening(config: &Config, warnings: &mut Vec<String>) {
    let (held, marked) = (config.screening.held_per_thousand, config.screening.spam_per_thousand);
    if marked > 0 && marked >= held {
        warnings.push(format!(
            "screening.spam_per_thousand {marked} is not below screening.held_per_thousand {held}, so every comment that \
            the filter would hold is marked as spam, which nobody reviews: lower it"
        ));
    }
    if config.accounts.argon2_memory_kib > 1_048_576 {
        warnings.push(
            "accounts.argon2_memory_kib is above 1 GiB, and two passwords may be hashed at once: lower it unless \
            the machine has enough memory"
                .to_owned(),
        );
    }
    let language = &config.site.language;
    if Language::of(language).is_none() {
        let known = Language::ALL.map(Language::name).join(", ");
        warnings.push(format!(
            "site.language {language} has no translation, so buttons and messages are English; there are {known}"
        ));
    }
    if config.akismet.is_some()
        && Url::parse(&config.server.base_url)
            .is_ok_and(|url| url.host_str().is_some_and(is_loopback))
    {
        warnings.push(format!(
            "akismet.key is set, but server.base_url {} is a local address: Akismet identifies sites by their public address",
            config.server.base_url
        ));
    }
}

fn about_mail(config: &Config, warnings: &mut Vec<String>) {
    let domain = config.mail.from.email.domain();
    if config.mail.transport == Transport::Smtp && (is_loopback(domain) || !domain.contains('.')) {
        warnings.push(format!(
            "mail.from ends with @{domain}, which relays refuse: set it to an address of your domain"
        ));
    }
    if config.mail.transport == Transport::Memory {
        warnings.push("mail.transport is memory, which is for tests: no mail is sent".to_owned());
    }
    let relay = config.mail.smtp_url.as_ref().and_then(|url| Url::parse(url.expose_secret()).ok());
    match relay.map(|url| (url.scheme().to_owned(), url.port())) {
        Some((scheme, Some(port @ (25 | 587)))) if scheme == "smtps" => warnings.push(format!(
            "mail.smtp_url uses TLS from the first byte at port {port}, where relays begin unencrypted: write smtp:// \
            for STARTTLS, or port 465"
        )),
        Some((scheme, Some(465))) if scheme == "smtp" => warnings.push(
            "mail.smtp_url uses STARTTLS at port 465, where relays expect TLS from the first byte: write smtps://"
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
            "mail.smtp_allow_plaintext has no effect on an smtps relay: remove it".to_owned(),
        );
    }
}

/// How many files this process may have open, where that is known and limited. Each connection is one.
fn open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}
