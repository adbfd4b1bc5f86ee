//! Checks that refuse a request before any handler runs: the length and characters of its target,
//! its host, and its encoding.
//!
//! Other limits are elsewhere: on one body in `web::extract`, on all bodies together in
//! `web::bodies`, on connections and on the time for a request's head in `server`.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::dev::ServiceRequest;
use actix_web::http::{StatusCode, header};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::config::Config;
use crate::error::{Error, FieldError};
use crate::web::error::Failure;

/// The longest path and query in bytes. The longest that the site itself creates, a filter of the
/// desk, is under a tenth of it.
const LONGEST_TARGET: usize = 8 * 1024;

/// The host names for which this server answers.
#[derive(Debug)]
pub(super) struct Hosts {
    /// The host of `server.base_url`.
    own: Option<Host>,
    /// Whether loopback names are accepted as well: only this machine can connect, or the site has
    /// no other name.
    loopback: bool,
    /// Whether any IP address is accepted: the site has no name and listens on all addresses. That
    /// is safe from DNS rebinding, where `Host` contains a name.
    any_literal: bool,
}

impl Hosts {
    pub(super) fn new(config: &Config) -> Hosts {
        let own = Url::parse(&config.server.base_url).ok();
        let own = own.and_then(|url| url.host().map(|host| host.to_owned()));
        let any_literal = config.server.is_nameless();
        Hosts { own, loopback: config.server.listen.ip().is_loopback() || any_literal, any_literal }
    }

    /// Refuses a request that exceeds a limit or is for another host.
    pub(super) fn refuse(&self, request: &ServiceRequest) -> Option<Failure> {
        if request
            .uri()
            .path_and_query()
            .is_some_and(|target| target.as_str().len() > LONGEST_TARGET)
        {
            return Some(Failure::new(
                StatusCode::URI_TOO_LONG,
                "uri_too_long",
                "The address is too long.",
            ));
        }
        if let Some(failure) = refuse_target(request) {
            return Some(failure);
        }
        if !is_health(request.path())
            && let Some(failure) = self.refuse_host(request)
        {
            return Some(failure);
        }
        refuse_encoding(request)
    }

    /// Refuses foreign hosts, which occur in DNS rebinding and cache poisoning.
    fn refuse_host(&self, request: &ServiceRequest) -> Option<Failure> {
        let mut named = request.headers().get_all(header::HOST);
        let host = match (named.next(), named.next()) {
            (Some(host), None) => host.to_str().ok().and_then(host_of),
            _ => None,
        };
        let Some(host) = host else {
            return Some(Failure::new(
                StatusCode::BAD_REQUEST,
                "host",
                "Send exactly one host in the Host header.",
            ));
        };
        let is_served = |host: &Host| {
            self.own.as_ref() == Some(host)
                || (self.loopback && is_loopback(host))
                || (self.any_literal && !matches!(host, Host::Domain(_)))
        };
        // The host in an absolute target has precedence over the header (RFC 9112, 3.2.2). Proxies
        // send absolute targets, browsers do not.
        let targets_us = request
            .uri()
            .host()
            .is_none_or(|name| host_of(name).is_some_and(|host| is_served(&host)));
        (!(targets_us && is_served(&host))).then(|| {
            let detail =
                "This server does not serve that host name; set server.base_url to its address.";
            Failure::new(StatusCode::MISDIRECTED_REQUEST, "misdirected", detail)
        })
    }
}

/// Refuses paths with an encoded slash or backslash, which no path of the site has: proxies and caches
/// disagree with the program about where they lead. Refuses targets with control characters or invalid UTF-8 after decoding: such a path is not
/// found, and such a parameter is invalid. Checked here once, so that no handler can forget it and
/// no NUL gets to the database. Most targets need no decoding.
fn refuse_target(request: &ServiceRequest) -> Option<Failure> {
    if request.path().contains('%')
        && (has_encoded_separator(request.path()) || !is_text(request.path(), |_| false))
    {
        return Some(Error::NotFound.into());
    }
    // Search words may come from a field with several lines.
    let is_break = |c| matches!(c, '\n' | '\r' | '\t');
    if request.query_string().contains('%') && !is_text(request.query_string(), is_break) {
        let detail = "Remove the control characters from the address, and write it in UTF-8.";
        let fault = FieldError::new("query", "forbidden_characters", detail);
        return Some(Error::Invalid(vec![fault]).into());
    }
    None
}

fn has_encoded_separator(path: &str) -> bool {
    path.as_bytes()
        .windows(3)
        .any(|part| matches!(part, [b'%', b'2', b'f' | b'F'] | [b'%', b'5', b'c' | b'C']))
}

/// Whether `encoded` is UTF-8 after decoding, without control characters except those `allowed`.
fn is_text(encoded: &str, allowed: impl Fn(char) -> bool) -> bool {
    percent_decode_str(encoded)
        .decode_utf8()
        .is_ok_and(|text| text.chars().all(|c| !c.is_control() || allowed(c)))
}

/// The unit by which limits count networks: an IPv4 address, or an IPv6 /64, which is the usual
/// allocation of one household or office.
pub fn network_key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
    }
}

/// Whether a monitor asks, not a reader. It may use any host, because probes send an IP address, and is logged
/// only when it gets a failure, because it asks every few seconds.
pub(super) fn is_health(path: &str) -> bool {
    matches!(path, "/live" | "/ready" | "/metrics")
}

/// Refuses compressed bodies, because their size is only known after decompression.
fn refuse_encoding(request: &ServiceRequest) -> Option<Failure> {
    let encoded = request.headers().get_all(header::CONTENT_ENCODING).any(|encoding| {
        let encoding = encoding.as_bytes().trim_ascii();
        !encoding.is_empty() && !encoding.eq_ignore_ascii_case(b"identity")
    });
    encoded.then(|| {
        let detail = "Send the body uncompressed, without Content-Encoding.";
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content_encoding", detail)
    })
}

/// The host in `host[:port]`. The port is ignored, because behind a proxy it can be any.
fn host_of(value: &str) -> Option<Host> {
    let port =
        value.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let name = port.map_or(value, |(name, _)| name);
    Host::parse(name.strip_suffix('.').unwrap_or(name)).ok()
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).to_canonical().is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn refused(own: &str, loopback: bool, headers: &[(&'static str, &str)]) -> Option<u16> {
        let own = Some(Host::parse(own).expect("a host"));
        let hosts = Hosts { own, loopback, any_literal: false };
        let request = headers
            .iter()
            .fold(TestRequest::get(), |request, header| request.append_header(*header));
        hosts.refuse(&request.to_srv_request()).map(|failure| failure.status.as_u16())
    }

    #[test]
    fn only_our_own_name_is_answered() {
        let table = [
            ("news.example", None),
            ("News.Example:8443", None),
            ("news.example.", None),
            ("evil.example", Some(421)),
            ("news.example.evil.example", Some(421)),
            ("localhost", Some(421)),
            ("127.0.0.1:8080", Some(421)),
            ("", Some(400)),
            ("a b", Some(400)),
        ];
        for (host, status) in table {
            assert_eq!(refused("news.example", false, &[("host", host)]), status, "{host:?}");
        }
        assert_eq!(refused("news.example", false, &[]), Some(400));
        assert_eq!(
            refused("news.example", false, &[("host", "news.example"), ("host", "evil.example")]),
            Some(400)
        );
    }

    #[test]
    fn a_loopback_listener_answers_to_this_machines_names_too() {
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "127.9.9.9", "app.localhost"]
        {
            assert_eq!(refused("news.example", true, &[("host", host)]), None, "{host}");
        }
        for host in ["evil.example", "192.168.1.4:8080", "localhost.evil.example", "[fe80::1]"] {
            assert_eq!(refused("news.example", true, &[("host", host)]), Some(421), "{host}");
        }
    }

    #[test]
    fn a_site_without_a_name_answers_to_every_address_and_to_no_foreign_name() {
        let config = Config::from_toml("[server]\nlisten = \"0.0.0.0:8080\"").expect("good");
        let hosts = Hosts::new(&config);
        let refused = |host: &str| {
            let request = TestRequest::get().insert_header(("host", host)).to_srv_request();
            hosts.refuse(&request).map(|failure| failure.status.as_u16())
        };
        for host in ["localhost:8080", "192.168.1.4:8080", "[2001:db8::1]:8080", "127.0.0.1"] {
            assert_eq!(refused(host), None, "{host}");
        }
        assert_eq!(refused("evil.example"), Some(421));
    }

    #[test]
    fn a_target_with_a_foreign_host_is_refused_whatever_the_header_says() {
        let hosts = Hosts::new(
            &Config::from_toml(
                "[server]\nbase_url = \"https://news.example\"\nlisten = \"192.0.2.1:80\"",
            )
            .expect("good"),
        );
        let request = |target: &str| {
            TestRequest::get().uri(target).insert_header(("host", "news.example")).to_srv_request()
        };
        let refused =
            |target: &str| hosts.refuse(&request(target)).map(|failure| failure.status.as_u16());
        assert_eq!(refused("http://evil.example/"), Some(421));
        assert_eq!(refused("http://news.example:8080/"), None);
    }

    #[test]
    fn a_compressed_body_is_refused_and_a_plain_one_is_not() {
        let host = ("host", "news.example");
        assert_eq!(
            refused("news.example", false, &[host, ("content-encoding", "gzip")]),
            Some(415)
        );
        assert_eq!(
            refused("news.example", false, &[host, ("content-encoding", "identity, br")]),
            Some(415)
        );
        assert_eq!(refused("news.example", false, &[host, ("content-encoding", "Identity")]), None);
    }

    #[test]
    fn an_address_that_decodes_to_no_text_reaches_no_handler() {
        let hosts = Hosts { own: None, loopback: true, any_literal: false };
        let refused = |target: &str| {
            let request = TestRequest::get().uri(target).insert_header(("host", "localhost"));
            hosts.refuse(&request.to_srv_request()).map(|failure| failure.status.as_u16())
        };
        for path in ["/%00", "/api/v1/sections/%00/moderators", "/a%0Ab", "/%1F", "/%C2%80", "/%7F"]
        {
            assert_eq!(refused(path), Some(404), "{path}");
        }
        for path in ["/%FF", "/%C3", "/%ED%A0%80", "/%c0%80", "/status/%F4%90%80%80"] {
            assert_eq!(refused(path), Some(404), "{path}");
        }
        for path in ["/2026%2f11/the-ferry", "/desk%2Fx", "/a%5c..%5Cb"] {
            assert_eq!(refused(path), Some(404), "{path}");
        }
        assert_eq!(refused("/search?q=a%2Fb%5C"), None);
        for query in ["q=%00", "q=a%1Bb", "author=%ff", "%00=1", "after=%C2%85"] {
            assert_eq!(refused(&format!("/search?{query}")), Some(422), "{query}");
        }
        for fine in ["/caf%C3%A9", "/a%20b", "/100%25", "/search?q=%F0%9F%98%80+%0D%0Ab%09"] {
            assert_eq!(refused(fine), None, "{fine}");
        }
    }

    #[test]
    fn an_endless_address_is_refused() {
        let request =
            TestRequest::get().uri(&format!("/?{}", "a".repeat(LONGEST_TARGET))).to_srv_request();
        let hosts = Hosts { own: None, loopback: true, any_literal: false };
        assert_eq!(
            hosts.refuse(&request).map(|failure| failure.status),
            Some(StatusCode::URI_TOO_LONG)
        );
    }
}
