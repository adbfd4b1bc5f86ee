//! Parses the settings that are URLs. Each refusal says what to write instead, and no message
//! repeats a URL that may contain a password.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::Url;

use crate::config::is_loopback;

/// A fault and its remedy.
pub(super) type Refusal = (String, String);

/// The refusal of a value.
pub(super) fn refuse<T>(fault: &str, remedy: &str) -> Result<T, Refusal> {
    Err((fault.to_owned(), remedy.to_owned()))
}

/// Why nobody can connect to `host` at `port`, if that is so.
fn unreachable_because(host: &str, port: Option<u16>) -> Option<&'static str> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(address) if address.is_unspecified() || address.is_multicast() => {
            return Some("nobody can connect to this address");
        }
        Ok(IpAddr::V4(v4)) if v4.is_broadcast() => {
            return Some("nobody can connect to this address");
        }
        Err(_) if !is_host_name(host) => return Some("this is not the name of a host"),
        _ => {}
    }
    (port == Some(0)).then_some("nobody can connect to port 0")
}

/// Whether `name` can be the name of a host in ASCII, without a dot at its end, which would not be
/// the same name in a `Host` header (RFC 1123, 2.1; underscores occur in private networks).
pub(super) fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

/// Reads the address of the site, and removes a slash at its end.
pub(super) fn base(text: &str) -> Result<String, Refusal> {
    let form = "Write the address readers use, for instance https://news.example.org";
    let Ok(url) = Url::parse(text) else {
        return refuse("this is not a URL", form);
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return refuse("only http and https are supported", form);
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return refuse("a query, a fragment or a user is not allowed here", form);
    }
    if !url.path().trim_matches('/').is_empty() {
        return refuse(
            "the site cannot be served under a path, because links would not contain it",
            "Use a separate host, for instance https://comments.example.org, and let the proxy forward all paths of \
            that host",
        );
    }
    if let Some(fault) = unreachable_because(url.host_str().unwrap_or_default(), url.port()) {
        return refuse(fault, form);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Reads the URL of an HTTP service. It must use TLS, except on this machine.
pub(super) fn service(text: &str) -> Result<Url, Refusal> {
    let form = "Write https:// and the service's host";
    let Ok(url) = Url::parse(text) else {
        return refuse("this is not a URL", form);
    };
    let here = url.host_str().is_some_and(is_loopback);
    match url.scheme() {
        "https" if url.host_str().is_some() => {}
        "http" if here => {}
        "http" => return refuse("comments of readers would be sent unencrypted", form),
        _ => return refuse("only https is supported", form),
    }
    if let Some(fault) = unreachable_because(url.host_str().unwrap_or_default(), url.port()) {
        return refuse(fault, form);
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return refuse("a query, a fragment or a user is not allowed here", form);
    }
    Ok(url)
}

/// Whether `text` is an http or https URL that a browser can open, without a user and a password, which
/// would be published with it.
pub(super) fn is_web(text: &str) -> bool {
    let leads_anywhere = |url: &Url| {
        url.host_str().is_some_and(|host| unreachable_because(host, url.port()).is_none())
    };
    let is_written_as_one = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    is_written_as_one
        && Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.username().is_empty()
                && url.password().is_none()
                && leads_anywhere(&url)
        })
}

/// Reads the URL of a relay. Without TLS it is only allowed with `plaintext`, and only on this
/// machine.
pub(super) fn smtp(text: &str, plaintext: bool) -> Result<SecretString, Refusal> {
    let form =
        "Write smtps://USER:PASSWORD@HOST:465, or smtp://USER:PASSWORD@HOST:587 for STARTTLS";
    let escape = "Write / # ? @ and : in the password as %2F %23 %3F %40 and %3A, and nothing after the port";
    let Ok(mut url) = Url::parse(text) else {
        // An unescaped slash ends the host, so what is before it is read as host and port.
        let has_slash = text.split_once("://").is_some_and(|(_, rest)| rest.contains(['/', '#']));
        return refuse("this is not a URL", if has_slash { escape } else { form });
    };
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return refuse("there is something after host and port", escape);
    }
    let Some(host) = url.host_str().filter(|_| matches!(url.scheme(), "smtp" | "smtps")) else {
        return refuse("the scheme is neither smtp nor smtps, or the host is missing", form);
    };
    if url.query_pairs().any(|pair| pair != ("tls".into(), "required".into())) {
        return refuse(
            "TLS is always required, and no other options are supported",
            "Remove the question mark and the text after it",
        );
    }
    if let Some(fault) = unreachable_because(host, url.port()) {
        return refuse(fault, form);
    }
    // They end the line in which a login is sent, or a part of it.
    let has_control = |text: &str| percent_decode_str(text).any(|byte| byte.is_ascii_control());
    if has_control(url.username()) || url.password().is_some_and(has_control) {
        return refuse("the user or the password has a control character", form);
    }
    // No password means no credentials at all.
    if url.username().is_empty() != url.password().is_none_or(str::is_empty) {
        return refuse("there is a user without a password, or a password without a user", form);
    }
    if plaintext && !is_loopback(host) {
        return refuse(
            "mail.smtp_allow_plaintext is on, but the host is another machine",
            "Set it to false, or use a relay on 127.0.0.1, [::1] or localhost",
        );
    }
    // lettre uses no TLS for an smtp URL without this parameter.
    if url.scheme() == "smtp" && !plaintext && url.query().is_none() {
        url.set_query(Some("tls=required"));
    }
    Ok(SecretString::from(String::from(url)))
}

/// `url` with its password and query masked, so that people recognise it.
pub(super) fn masked(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "***".to_owned();
    };
    let (authority, query) = match rest.split_once('?') {
        // libpq accepts a password in the query as well.
        Some((authority, _)) => (authority, "?***"),
        None => (rest, ""),
    };
    // A password may contain an unescaped slash or at sign; it ends at the last at sign.
    match authority.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}{query}")
        }
        None => format!("{scheme}://{authority}{query}"),
    }
}
