//! The section `akismet`.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

use crate::config::layers::Layers;
use crate::config::urls::{self, refuse};
use crate::config::{Outbound, is_loopback, is_private};

/// The Akismet service, which classifies comments as spam or not.
#[derive(Clone, Debug)]
pub struct Akismet {
    /// The API key.
    pub key: SecretString,
    /// The URL of the API; http is only allowed to this machine.
    pub endpoint: Url,
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

pub(in crate::config) fn read(
    layers: &mut Layers,
    outbound: Option<&Outbound>,
) -> Option<Option<Akismet>> {
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

/// Whether `host` is this machine or in the internal network, where requests are only sent if
/// `outbound.private_hosts` has it.
pub(in crate::config) fn is_internal(host: &Host) -> bool {
    match host {
        Host::Domain(name) => is_loopback(name),
        Host::Ipv4(address) => is_private((*address).into()),
        Host::Ipv6(address) => is_private((*address).into()),
    }
}
