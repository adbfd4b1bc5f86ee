//! The URLs among the settings: each is taken apart here, and each refusal says what to write.
//! No message repeats a URL that may hold a password.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use url::{Host, Url};

use crate::config::{DatabaseUrl, is_loopback};

/// A fault and its remedy.
pub(super) type Refusal = (String, String);

fn refuse<T>(fault: &str, remedy: &str) -> Result<T, Refusal> {
    Err((fault.to_owned(), remedy.to_owned()))
}

/// Reads `sqlite:FILE` or `postgres://…`.
pub(super) fn database(text: &str) -> Result<DatabaseUrl, Refusal> {
    match text.split_once(':') {
        Some(("sqlite", rest)) => sqlite(rest),
        Some(("postgres" | "postgresql", _)) => postgres(text),
        _ => refuse(
            "the kind of database is not known",
            "Write sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE",
        ),
    }
}

/// After the scheme a plain path; two slashes before it are tolerated because others write them.
fn sqlite(rest: &str) -> Result<DatabaseUrl, Refusal> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty()
        || path.contains([':', '?', '\0'])
        || path.ends_with('/')
        || Path::new(path).is_dir()
    {
        return refuse(
            "this names no file (a database in memory is not possible, each thread would see its own)",
            "Write sqlite:FILE, for instance sqlite:data/rejoinder.db",
        );
    }
    Ok(DatabaseUrl::Sqlite(PathBuf::from(path)))
}

/// Only what libpq would misunderstand late is refused early; hosts may be several, as libpq
/// allows.
fn postgres(text: &str) -> Result<DatabaseUrl, Refusal> {
    let form = "Write postgres://USER:PASSWORD@HOST/DATABASE";
    let Some((_, rest)) = text.split_once("://") else {
        return refuse("two slashes are missing after the scheme", form);
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let database = place.split_once('/').map_or("", |(_, name)| name);
    if database.is_empty() && !query.contains("dbname=") {
        return refuse("the URL names no database", form);
    }
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match (&*name, &*value) {
            ("sslmode", "disable" | "allow" | "prefer") => {}
            ("sslmode", "require" | "verify-ca" | "verify-full")
                if cfg!(feature = "postgres-tls") => {}
            ("sslmode", "require" | "verify-ca" | "verify-full") => {
                return refuse(
                    "sslmode asks for TLS, and this program was built without it",
                    "Build it with the cargo feature postgres-tls (it needs libssl-dev), or leave sslmode out \
                     where the network between is your own",
                );
            }
            ("sslmode", _) => {
                return refuse(
                    "sslmode has no such value",
                    "Use disable, allow, prefer, require, verify-ca or verify-full",
                );
            }
            _ => {}
        }
    }
    Ok(DatabaseUrl::Postgres(SecretString::from(text)))
}

/// The address of the site without a slash at its end.
pub(super) fn base(text: &str) -> Result<String, Refusal> {
    let form = "Write the address readers use, for instance https://news.example.org";
    let Ok(url) = Url::parse(text) else {
        return refuse("this is not a URL", form);
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return refuse("only http and https will do", form);
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return refuse("a query, a fragment or a user has no place here", form);
    }
    if !url.path().trim_matches('/').is_empty() {
        return refuse(
            "the site cannot be served under a path, since every link would miss it",
            "Give it a host of its own, for instance https://comments.example.org, and have the proxy pass all of \
             that host's paths on",
        );
    }
    let nobody = match url.host() {
        Some(Host::Ipv4(address)) => address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_unspecified(),
        _ => false,
    };
    if nobody || url.port() == Some(0) {
        return refuse("no browser can open this address", form);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// The address of a service that is asked over HTTP. Without TLS only on this machine.
pub(super) fn service(text: &str) -> Result<Url, Refusal> {
    let form = "Write https:// and the service's host";
    let Ok(url) = Url::parse(text) else {
        return refuse("this is not a URL", form);
    };
    let here = url.host_str().is_some_and(is_loopback);
    match url.scheme() {
        "https" if url.host_str().is_some() => {}
        "http" if here => {}
        "http" => return refuse("what readers write would travel unencrypted", form),
        _ => return refuse("only https will do", form),
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return refuse("a query, a fragment or a user has no place here", form);
    }
    Ok(url)
}

/// Whether `text` is a link a page may show.
pub(super) fn is_web(text: &str) -> bool {
    Url::parse(text)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
}

/// Reads a relay's URL. Mail without TLS is allowed only with `plaintext`, and only to this
/// machine.
pub(super) fn smtp(text: &str, plaintext: bool) -> Result<SecretString, Refusal> {
    let form =
        "Write smtps://USER:PASSWORD@HOST:465, or smtp://USER:PASSWORD@HOST:587 for STARTTLS";
    let Ok(mut url) = Url::parse(text) else {
        return refuse("this is not a URL", form);
    };
    let Some(host) = url.host_str().filter(|_| matches!(url.scheme(), "smtp" | "smtps")) else {
        return refuse("the scheme is neither smtp nor smtps, or the host is missing", form);
    };
    if url.query_pairs().any(|pair| pair != ("tls".into(), "required".into())) {
        return refuse(
            "TLS is always required here, and no other option is known",
            "Leave out what follows the question mark",
        );
    }
    if plaintext && !is_loopback(host) {
        return refuse(
            "mail.smtp_allow_plaintext is on, and the host is not this machine",
            "Switch it off, or use a relay on 127.0.0.1, [::1] or localhost",
        );
    }
    // lettre takes a bare smtp URL for one without TLS. Said here, it cannot be forgotten there.
    if url.scheme() == "smtp" && !plaintext && url.query().is_none() {
        url.set_query(Some("tls=required"));
    }
    Ok(SecretString::from(String::from(url)))
}

/// `url` with its password and query hidden, for people to recognise.
pub(super) fn masked(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "***".to_owned();
    };
    let (place, query) = match rest.split_once('?') {
        // libpq takes a password in the query as well.
        Some((place, _)) => (place, "?***"),
        None => (rest, ""),
    };
    // A password may hold a slash or an at sign that was not escaped; the last at sign ends it.
    match place.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}{query}")
        }
        None => format!("{scheme}://{place}{query}"),
    }
}
