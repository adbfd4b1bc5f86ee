//! Bans and their validation. No I/O.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::address;
use crate::clock::{Time, TimeFormat};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{BanId, CommentId, ReaderId};
use crate::moderation::model::Actor;
use crate::named_enum;
use crate::screening::bans::{Effect, Kind};
use crate::text;
use crate::vault;

/// Longest reason, in characters.
const MAX_REASON: usize = 500;

named_enum! {
    /// Whether a ban still applies, and if not, why.
    #[allow(missing_docs, reason = "the names say all")]
    pub enum BanState {
        Active => "active",
        Expired => "expired",
        Lifted => "lifted",
    }
}

/// The bans to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum BanFilter {
    All,
    /// Those in one state.
    InState(BanState),
    /// Those that are expired or lifted.
    Over,
}

/// A ban as staff see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Ban {
    pub id: BanId,
    /// What it is on.
    pub kind: Kind,
    /// The reader, while the reader's address is stored.
    pub reader: Option<ReaderId>,
    /// The domain or the network.
    pub value: Option<String>,
    pub effect: Effect,
    /// The reason, for colleagues.
    pub reason: String,
    /// Who created it.
    pub by: Option<Actor>,
    pub created_at: Time,
    pub expires_at: Option<Time>,
    pub lifted_at: Option<Time>,
    pub lifted_by: Option<Actor>,
}

impl Ban {
    /// The state at `now`.
    pub fn state(&self, now: Time) -> BanState {
        match (self.lifted_at, self.expires_at) {
            (Some(_), _) => BanState::Lifted,
            (None, Some(end)) if end <= now => BanState::Expired,
            (None, _) => BanState::Active,
        }
    }
}

/// The target of a new ban.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Banned {
    /// The author of this comment.
    ReaderOf(CommentId),
    Reader(ReaderId),
    /// A domain in its ASCII form.
    Domain(String),
    /// A network, written as in comments: `192.0.2.0/24`.
    Network(String),
}

/// What a ban's row is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A reader, by keyed hashes.
    Reader {
        /// Of the address.
        email_index: Vec<u8>,
        /// Of its inbox, which every spelling of the address reaches.
        inbox_index: Vec<u8>,
    },
    /// A domain in its ASCII form.
    Domain(String),
    /// A network as comments show it.
    Network(String),
}

impl Key {
    /// The kind of ban.
    pub fn kind(&self) -> Kind {
        match self {
            Key::Reader { .. } => Kind::Reader,
            Key::Domain(_) => Kind::Domain,
            Key::Network(_) => Kind::Network,
        }
    }
}

/// A ban as it was sent.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names say all")]
pub struct RawBan {
    /// A comment of the reader.
    pub comment_id: Option<CommentId>,
    pub reader: Option<ReaderId>,
    pub domain: Option<String>,
    /// A network address, or a network of /24 or /48.
    pub network: Option<String>,
    /// `reject`, `hold` or `trust`.
    pub effect: String,
    pub reason: String,
    /// When it expires, as it was sent.
    pub expires_at: Option<String>,
}

/// A checked new ban.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct NewBan {
    /// The target.
    pub banned: Banned,
    pub effect: Effect,
    pub reason: String,
    pub expires_at: Option<Time>,
}

impl NewBan {
    /// Checks all fields at `now`; `time_format` says how times are written.
    ///
    /// # Errors
    /// Every fault at once: `required`, `ambiguous`, `unknown`, `only_readers`, `domain_format`, `domain_suffix`,
    /// `network_format`, `too_long`, `forbidden_characters`, `time_format`, `in_the_past`.
    pub fn parse(raw: &RawBan, time_format: TimeFormat<'_>, now: Time) -> Result<NewBan> {
        let mut faults = Vec::new();
        let banned = banned(raw).map_err(|fault| faults.push(fault)).ok();
        let effect = match raw.effect.as_str() {
            "" => Err(FieldError::new("effect", "required", Message::fault_ban_effect())),
            word => Effect::ALL
                .into_iter()
                .find(|effect| effect.name() == word)
                .ok_or_else(|| FieldError::new("effect", "unknown", Message::fault_ban_effect())),
        };
        let mut effect = effect.map_err(|fault| faults.push(fault)).ok();
        if let (Some(Banned::Domain(_) | Banned::Network(_)), Some(Effect::Trust)) =
            (&banned, effect)
        {
            let detail = Message::fault_ban_trust();
            faults.push(FieldError::new("effect", "only_readers", detail));
            effect = None;
        }
        let reason = reason(&raw.reason).map_err(|fault| faults.push(fault)).ok();
        let expires_at = end(raw.expires_at.as_deref(), time_format, now)
            .map_err(|fault| faults.push(fault))
            .ok();
        match (banned, effect, reason, expires_at) {
            (Some(banned), Some(effect), Some(reason), Some(expires_at)) => {
                Ok(NewBan { banned, effect, reason, expires_at })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

fn banned(raw: &RawBan) -> Result<Banned, FieldError> {
    match (raw.comment_id, raw.reader, raw.domain.as_deref(), raw.network.as_deref()) {
        (Some(comment), None, None, None) => Ok(Banned::ReaderOf(comment)),
        (None, Some(reader), None, None) => Ok(Banned::Reader(reader)),
        (None, None, Some(domain), None) => self::domain(domain).map(Banned::Domain),
        (None, None, None, Some(network)) => self::network(network).map(Banned::Network),
        (None, None, None, None) => {
            Err(FieldError::new("comment_id", "required", Message::fault_ban_one()))
        }
        _ => Err(FieldError::new("comment_id", "ambiguous", Message::fault_ban_one())),
    }
}

/// The ASCII form of a domain that is not a public suffix.
fn domain(raw: &str) -> Result<String, FieldError> {
    let typed = text::line(raw).map_err(|fault| fault.of("domain"))?;
    let typed = typed.strip_prefix('@').unwrap_or(&typed);
    let ascii = address::ascii_domain(typed)
        .ok_or_else(|| FieldError::new("domain", "domain_format", Message::fault_ban_domain()))?;
    if is_suffix(&ascii) {
        let detail = Message::fault_ban_suffix();
        return Err(FieldError::new("domain", "domain_suffix", detail));
    }
    Ok(ascii)
}

/// Whether `domain` looks like a public suffix, below which registries sell names: `co.uk`,
/// `com.au`, `gov.br`. A top-level domain alone is refused before.
fn is_suffix(domain: &str) -> bool {
    const SECOND: [&str; 21] = [
        "ac", "co", "com", "edu", "gen", "go", "gob", "gouv", "gov", "govt", "id", "info", "ltd",
        "me", "mil", "ne", "net", "nom", "or", "org", "sch",
    ];
    let mut labels = domain.split('.');
    match (labels.next(), labels.next(), labels.next()) {
        (Some(second), Some(country), None) => country.len() == 2 && SECOND.contains(&second),
        _ => false,
    }
}

/// Reads a network and writes it as in comments.
fn network(raw: &str) -> Result<String, FieldError> {
    let typed = text::line(raw).map_err(|fault| fault.of("network"))?;
    let address = match (typed.parse::<IpAddr>(), typed.parse::<IpNet>()) {
        (Ok(address), _) => Some(address),
        (_, Ok(IpNet::V4(net))) if matches!(net.prefix_len(), 24 | 32) => {
            Some(IpAddr::V4(net.addr()))
        }
        (_, Ok(IpNet::V6(net))) if matches!(net.prefix_len(), 48 | 128) => {
            Some(IpAddr::V6(net.addr()))
        }
        _ => None,
    };
    address.map(vault::network_prefix).ok_or_else(|| {
        let detail = Message::fault_ban_network();
        FieldError::new("network", "network_format", detail)
    })
}

fn reason(raw: &str) -> Result<String, FieldError> {
    let reason = text::lines_up_to(MAX_REASON, raw).map_err(|fault| fault.of("reason"))?;
    if reason.is_empty() {
        return Err(FieldError::new("reason", "required", Message::fault_ban_reason()));
    }
    Ok(reason)
}

fn end(
    raw: Option<&str>,
    time_format: TimeFormat<'_>,
    now: Time,
) -> Result<Option<Time>, FieldError> {
    let Some(raw) = raw else { return Ok(None) };
    match time_format.parse(raw) {
        Err(detail) => Err(FieldError::new("expires_at", "time_format", detail)),
        Ok(end) if end <= now => {
            Err(FieldError::new("expires_at", "in_the_past", Message::fault_time_future()))
        }
        Ok(end) => Ok(Some(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Time {
        Time::parse("2026-11-22T12:00:00Z").expect("an instant")
    }

    #[test]
    fn domains_and_networks_are_normalised() {
        for raw in ["Müller.DE", " xn--mller-kva.de ", "@müller.de"] {
            assert_eq!(domain(raw), Ok("xn--mller-kva.de".to_owned()), "{raw}");
        }
        for raw in ["192.0.2.77", "192.0.2.0/24", "192.0.2.9/32", "::ffff:192.0.2.1"] {
            assert_eq!(network(raw), Ok("192.0.2.0/24".to_owned()), "{raw}");
        }
        for raw in ["2001:db8:1:2::3", "2001:0db8:0001::/48"] {
            assert_eq!(network(raw), Ok("2001:db8:1::/48".to_owned()), "{raw}");
        }
    }

    #[test]
    fn public_suffixes_and_large_networks_are_refused() {
        let codes = |raw: &str| domain(raw).map_err(|fault| fault.code);
        for raw in ["co.uk", "com.au", "GOV.br", "or.jp"] {
            assert_eq!(codes(raw), Err("domain_suffix"), "{raw}");
        }
        for raw in
            ["com", "uk", "", "exa mple.com", "192.0.2.1", "a@example.com", "https://example.com"]
        {
            assert_eq!(codes(raw), Err("domain_format"), "{raw}");
        }
        assert!(codes("example.co.uk").is_ok() && codes("co.example").is_ok());
        for raw in ["0.0.0.0/0", "10.0.0.0/8", "2001:db8::/32", "192.0.2", "example.com", ""] {
            assert_eq!(network(raw).map_err(|fault| fault.code), Err("network_format"), "{raw}");
        }
    }

    #[test]
    fn all_faults_of_a_ban_are_reported_at_once() {
        let codes = |raw: &RawBan| match NewBan::parse(raw, TimeFormat::Rfc3339, now()) {
            Err(Error::Invalid(faults)) => {
                faults.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
            }
            other => panic!("no faults: {other:?}"),
        };
        assert_eq!(
            codes(&RawBan::default()),
            [("comment_id", "required"), ("effect", "required"), ("reason", "required")]
        );
        let raw = RawBan {
            comment_id: Some(CommentId(1)),
            domain: Some("example.com".to_owned()),
            effect: "burn".to_owned(),
            reason: "r".repeat(501),
            expires_at: Some("2026-11-22T12:00:00Z".to_owned()),
            ..RawBan::default()
        };
        assert_eq!(
            codes(&raw),
            [
                ("comment_id", "ambiguous"),
                ("effect", "unknown"),
                ("reason", "too_long"),
                ("expires_at", "in_the_past")
            ]
        );
    }
}
