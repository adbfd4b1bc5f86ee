//! The URL of a database.

use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use crate::config::urls::{self, Refusal, refuse};

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

impl DatabaseUrl {
    /// The servers of a PostgreSQL URL, such as `db1.example.org:5432`, which logs may name.
    pub fn servers(&self) -> String {
        let DatabaseUrl::Postgres(url) = self else { return self.to_string() };
        let url = url.expose_secret();
        let authority = url.split_once("://").map_or("", |(_, rest)| rest);
        let authority = authority.split('?').next().unwrap_or_default();
        // A password may contain an unescaped slash or at sign; it ends at the last at sign.
        let servers = authority.rsplit_once('@').map_or(authority, |(_, servers)| servers);
        match servers.split('/').next().unwrap_or_default() {
            "" => "a socket".to_owned(),
            servers => servers.to_owned(),
        }
    }
}

/// Reads `sqlite:FILE` or `postgres://…`.
pub(super) fn parse(text: &str) -> Result<DatabaseUrl, Refusal> {
    match text.split_once(':') {
        Some(("sqlite", rest)) => sqlite(rest),
        Some(("postgres" | "postgresql", _)) => postgres(text),
        _ => refuse(
            "this kind of database is not supported",
            "Write sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE",
        ),
    }
}

/// The scheme is followed by a plain path; two slashes before it are accepted, because other
/// programs use them.
fn sqlite(rest: &str) -> Result<DatabaseUrl, Refusal> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty()
        || path.contains([':', '?', '\0'])
        || path.ends_with('/')
        || Path::new(path).is_dir()
    {
        return refuse(
            "this is not the path of a file (a database in memory is not supported: each thread would have its own)",
            "Write sqlite:FILE, for instance sqlite:data/rejoinder.db",
        );
    }
    Ok(DatabaseUrl::Sqlite(PathBuf::from(path)))
}

/// Refuses only faults that libpq would report late or not at all. Several hosts are allowed, as in
/// libpq.
fn postgres(text: &str) -> Result<DatabaseUrl, Refusal> {
    let form = "Write postgres://USER:PASSWORD@HOST/DATABASE";
    let Some((_, rest)) = text.split_once("://") else {
        return refuse("two slashes are missing after the scheme", form);
    };
    let (authority, query) = rest.split_once('?').unwrap_or((rest, ""));
    let database = authority.split_once('/').map_or("", |(_, name)| name);
    if database.is_empty() && !query.contains("dbname=") {
        return refuse("the URL names no database", form);
    }
    let hosts = authority.split('/').next().unwrap_or_default();
    let hosts = hosts.rsplit_once('@').map_or(hosts, |(_, hosts)| hosts);
    let is_port = |port: &str| port.is_empty() || port.parse::<u16>().is_ok_and(|port| port > 0);
    for host in hosts.split(',') {
        // Behind the brackets of an IPv6 address.
        let named = host.rsplit_once(']').map_or(host, |(_, behind)| behind);
        if named.split_once(':').is_some_and(|(_, port)| !is_port(port)) {
            return refuse("a port is not a number from 1 to 65535", form);
        }
    }
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match (&*name, &*value) {
            ("port", ports) if !ports.split(',').all(is_port) => {
                return refuse("a port is not a number from 1 to 65535", form);
            }
            ("sslmode", "disable" | "allow" | "prefer") => {}
            ("sslmode", "require" | "verify-ca" | "verify-full")
                if cfg!(feature = "postgres-tls") => {}
            ("sslmode", "require" | "verify-ca" | "verify-full") => {
                return refuse(
                    "sslmode requires TLS, but this program was built without it",
                    "Build it with the cargo feature postgres-tls (it needs libssl-dev), or omit sslmode if the \
                    network in between is your own",
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
