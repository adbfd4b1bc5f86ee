//! Parsers of single values: lines of text, folders, addresses, networks and log levels.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::filter::Targets;

use crate::clock;
use crate::config::layers::Layers;
use crate::config::shown;
use crate::config::urls::{self, Refusal, refuse};
use crate::i18n::Words;
use crate::text::{self, FieldFault};

/// Seconds of a day.
pub(super) const DAY: u64 = clock::DAY.as_secs();

/// The most characters of a title or a tagline; longer ones do not fit the head of a page.
const LONGEST_LINE: usize = 300;

/// One line of text. It is part of the heads of pages, feeds and mails, so the rules of
/// [`crate::text`] apply: no line breaks, and nothing invisible that changes what stands beside it.
pub(super) fn line(text: &str) -> Result<String, Refusal> {
    let text = text::line(text).map_err(invisible)?;
    match text.chars().count() {
        0..=LONGEST_LINE => Ok(text),
        _ => refuse("it is too long", &format!("Write at most {LONGEST_LINE} characters")),
    }
}

fn invisible(fault: FieldFault) -> Refusal {
    let remedy = Words::of("en").say(&fault.detail).into_owned();
    ("it contains a line break, a control character or an invisible one".to_owned(), remedy)
}

/// The most characters of a text of several paragraphs.
const LONGEST_TEXT: usize = 10_000;

/// A text of several lines, which may be empty.
pub(super) fn paragraphs(text: &str) -> Result<String, Refusal> {
    let text = text::lines(text).map_err(invisible)?;
    match text.chars().count() {
        0..=LONGEST_TEXT => Ok(text),
        _ => refuse("it is too long", &format!("Write at most {LONGEST_TEXT} characters")),
    }
}

/// One line in which something can be seen.
pub(super) fn visible_line(text: &str) -> Result<String, Refusal> {
    match line(text)? {
        line if line.is_empty() => refuse("nothing can be seen in it", "Write some words"),
        line => Ok(line),
    }
}

/// Reads an http or https URL.
pub(super) fn web_url(text: &str, remedy: &str) -> Result<String, Refusal> {
    match urls::is_web(text) && line(text).is_ok_and(|line| line == text) {
        true => Ok(text.to_owned()),
        false => refuse("this is not a URL of http or https", remedy),
    }
}

/// The path of a file; `credential:NAME` is a credential that systemd has passed to this process.
pub(super) fn file_or_credential(text: &str) -> Result<PathBuf, Refusal> {
    let Some(name) = text.strip_prefix("credential:") else {
        return match text.trim().is_empty() || text.contains('\0') {
            true => refuse("this is not a path", "Write the path of a file"),
            false => Ok(PathBuf::from(text)),
        };
    };
    let is_name = !name.is_empty() && !name.contains('/') && name != "." && name != "..";
    match credentials_folder().filter(|_| is_name) {
        Some(folder) => Ok(folder.join(name)),
        None => refuse(
            "there is no such credential",
            "Set LoadCredential= in the unit of systemd, or write the path of a file",
        ),
    }
}

/// The folder in which systemd puts the credentials of this process.
#[expect(clippy::disallowed_methods, reason = "not a setting, but how systemd passes files")]
fn credentials_folder() -> Option<PathBuf> {
    std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from)
}

/// The path of a folder that exists or can be created.
pub(super) fn folder_path(text: &str) -> Result<PathBuf, Refusal> {
    let remedy = "Write the path of a folder, for instance data";
    // Without a slash at the end, with which a file would seem to be none.
    let path: PathBuf = Path::new(text).components().collect();
    if text.trim().is_empty() || text.contains('\0') {
        return refuse("this is not a path", remedy);
    }
    match path.ancestors().find(|part| !part.as_os_str().is_empty() && part.exists()) {
        Some(part) if !part.is_dir() => {
            refuse(&format!("{} is a file, not a folder", shown(part)), remedy)
        }
        // Folders such as /proc, in which nobody can create one.
        Some(part)
            if part != path && part.metadata().is_ok_and(|it| it.permissions().readonly()) =>
        {
            refuse(&format!("{} is read-only", shown(part)), remedy)
        }
        _ => Ok(path),
    }
}

/// Refuses the setting `key` if its folder, which is computed or that of its file, neither exists nor can be created.
pub(super) fn check_folder(layers: &mut Layers, key: &'static str, folder: &Path) {
    if let Err(refusal) = folder_path(&shown(folder)) {
        layers.refuse(key, refusal);
    }
}

pub(super) fn socket_address(text: &str) -> Result<SocketAddr, Refusal> {
    let form = "Write 127.0.0.1:8080 or [::1]:8080";
    match text.parse::<SocketAddr>() {
        Ok(address) if is_for_groups(address.ip()) => {
            refuse("nobody can connect to this address", form)
        }
        Ok(address) => Ok(address),
        Err(_) => refuse("this is not an IP address with a port", form),
    }
}

fn is_for_groups(address: IpAddr) -> bool {
    let is_broadcast = matches!(address, IpAddr::V4(v4) if v4.is_broadcast());
    address.to_canonical().is_multicast() || is_broadcast
}

pub(super) fn seconds(
    layers: &mut Layers,
    key: &'static str,
    range: std::ops::RangeInclusive<u64>,
) -> Option<Duration> {
    layers.number(key, range).map(Duration::from_secs)
}

/// Reads `server.trusted_proxies`. A single address is a network of one.
pub(super) fn networks(layers: &mut Layers) -> Option<Vec<IpNet>> {
    let form = "Write networks or addresses, for instance [\"10.0.0.0/8\", \"::1\"]";
    let texts: Vec<String> = layers.list("server.trusted_proxies", form)?;
    let mut networks = Vec::new();
    for text in &texts {
        match text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)) {
            Ok(network) => match check_proxies(network) {
                Ok(network) => networks.push(network),
                Err(refusal) => layers.refuse("server.trusted_proxies", refusal),
            },
            Err(_) => layers.refuse(
                "server.trusted_proxies",
                (format!("{text:?} is not a network"), form.to_owned()),
            ),
        }
    }
    Some(networks)
}

/// Checks a network of trusted proxies. It must not be larger than a /8, or the /7 of private IPv6
/// addresses: a larger one contains strangers, who could then claim to be any client.
fn check_proxies(network: IpNet) -> Result<IpNet, Refusal> {
    let largest = match network {
        IpNet::V4(_) => 8,
        IpNet::V6(_) => 7,
    };
    if network.prefix_len() < largest {
        return refuse(
            &format!(
                "{network} contains addresses of strangers, who could then forge their address"
            ),
            "Name the addresses of your own proxies",
        );
    }
    if network.addr().is_unspecified() {
        return refuse(
            &format!("{network} is the unspecified address"),
            "Name the addresses of your proxies",
        );
    }
    match network {
        IpNet::V6(v6) if v6.addr().to_ipv4_mapped().is_some() => refuse(
            &format!("{network} is an IPv4 network in IPv6 notation, which never matches"),
            "Write the IPv4 network",
        ),
        network => Ok(network),
    }
}

/// Filter directives of the log. A single word must be a level: `Targets` would interpret a
/// misspelt level as the name of a module, and log nothing.
pub(super) fn directives(text: &str) -> Result<String, Refusal> {
    let is_complete = |part: &str| {
        part.contains('=') || part.parse::<LevelFilter>().is_ok_and(|_| !part.is_empty())
    };
    match text.parse::<Targets>() {
        Ok(_) if text.split(',').all(is_complete) => Ok(text.to_owned()),
        _ => refuse(
            "this is not a log level",
            "Write error, warn, info, debug or trace, or directives such as info,rejoinder=debug",
        ),
    }
}
