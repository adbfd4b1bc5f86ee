//! Through a relay. lettre speaks the protocol; which command is sent when, and on which
//! connection, is said here, because lettre's own transport does not tell in which phase a mail was
//! refused.

mod conversation;
mod verdict;

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use tokio::sync::Semaphore;
use url::Url;

use crate::config;
use crate::error::{Error, Result};
use crate::mail::Outcome;
use crate::mail::smtp::conversation::Relay;
use crate::mail::smtp::verdict::Stop;

/// Relays hang up after a few idle minutes (RFC 5321 asks for five at least, not all wait so long).
const IDLE: Duration = Duration::from_secs(60);

/// A relay, and the connections to it.
pub(super) struct Smtp {
    relay: Relay,
    /// Connections that may carry another mail, the last used last.
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
    /// One permit for each connection that may exist.
    permits: Semaphore,
}

/// How the connection is kept from others' eyes.
pub(super) enum Tls {
    /// From the first byte (`smtps://`).
    Implicit(TlsParameters),
    /// After STARTTLS, without which nothing is sent (`smtp://`).
    Required(TlsParameters),
    /// Not at all, which is allowed to this machine only.
    Loopback,
}

impl Smtp {
    pub(super) fn open(url: &str, settings: &config::Mail) -> Result<Smtp> {
        // The URL was checked with the rest of the configuration; what follows only keeps a later
        // change honest.
        let url = Url::parse(url).map_err(|_| Error::internal("mail.smtp_url is no URL"))?;
        let host = url.host_str().ok_or_else(|| Error::internal("mail.smtp_url names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (tls, usual_port) = match (url.scheme(), settings.smtp_allow_plaintext) {
            ("smtps", _) => (Tls::Implicit(tls(&host, settings)?), 465),
            ("smtp", false) => (Tls::Required(tls(&host, settings)?), 587),
            ("smtp", true) if config::is_loopback(&host) => (Tls::Loopback, 25),
            _ => {
                return Err(Error::internal(
                    "mail.smtp_url would send in clear to another machine",
                ));
            }
        };
        let credentials = match (decoded(url.username())?, url.password()) {
            (user, _) if user.is_empty() => None,
            (user, password) => {
                Some(Credentials::new(user, decoded(password.unwrap_or_default())?))
            }
        };
        let port = url.port().unwrap_or(usual_port);
        Ok(Smtp {
            relay: Relay { host, port, tls, credentials, hello: ClientId::default() },
            idle: Mutex::new(Vec::new()),
            permits: Semaphore::new(settings.smtp_connections.max(1)),
        })
    }

    pub(super) fn describe(&self) -> String {
        let Relay { host, port, tls, credentials, .. } = &self.relay;
        let kept = match tls {
            Tls::Implicit(_) => "TLS",
            Tls::Required(_) => "STARTTLS",
            Tls::Loopback => "no TLS",
        };
        let login = if credentials.is_some() { "with" } else { "without" };
        format!("the relay {host}:{port}, {kept}, {login} login")
    }

    pub(super) async fn send(&self, from: &Address, to: &Address, raw: &[u8]) -> Outcome {
        // The semaphore is never closed; if it were, the count of connections is the lesser worry.
        let _permit = self.permits.acquire().await;
        match self.try_send(from, to, raw).await {
            Ok(()) => Outcome::Sent,
            Err(stop) => stop.outcome(),
        }
    }

    async fn try_send(&self, from: &Address, to: &Address, raw: &[u8]) -> Result<(), Stop> {
        let mut reused = None;
        if let Some(mut conn) = self.take_idle() {
            match conversation::begin(&mut conn, from).await {
                Ok(()) => reused = Some(conn),
                // It went stale while it lay here. MAIL was not taken, so beginning anew doubles
                // nothing.
                Err(stop) if stop.is_of_connection() => {}
                Err(stop) => return Err(stop),
            }
        }
        let mut conn = match reused {
            Some(conn) => conn,
            None => {
                let mut conn = self.relay.connect().await?;
                conversation::begin(&mut conn, from).await?;
                conn
            }
        };
        match conversation::finish(&mut conn, to, raw).await {
            Ok(()) => {
                self.keep(conn);
                Ok(())
            }
            Err(stop) => {
                // A refusal of this one mail leaves the connection good for the next.
                if !stop.is_of_connection() && conversation::reset(&mut conn).await {
                    self.keep(conn);
                }
                Err(stop)
            }
        }
    }

    /// Says good-bye on the idle connections.
    pub(super) async fn close(&self) {
        while let Some(mut conn) = self.take_idle() {
            conversation::quit(&mut conn).await;
        }
    }

    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < IDLE);
        idle.pop().map(|(conn, _)| conn)
    }

    fn keep(&self, conn: AsyncSmtpConnection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push((conn, Instant::now()));
    }
}

/// The public roots, and the operator's own if there is one.
fn tls(host: &str, settings: &config::Mail) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = &settings.smtp_ca_file {
        let trouble =
            |cause: &dyn std::fmt::Display| Error::internal(format!("{}: {cause}", file.display()));
        let pem = std::fs::read(file).map_err(|cause| trouble(&cause))?;
        builder = builder
            .add_root_certificate(Certificate::from_pem(&pem).map_err(|cause| trouble(&cause))?);
    }
    builder.build().map_err(Error::internal)
}

/// User and password stand percent-encoded in the URL.
fn decoded(part: &str) -> Result<String> {
    percent_decode_str(part)
        .decode_utf8()
        .map(Cow::into_owned)
        .map_err(|_| Error::internal("user or password in mail.smtp_url is not UTF-8"))
}

#[cfg(test)]
mod tests;
