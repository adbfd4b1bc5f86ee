//! The SMTP transport. lettre implements the protocol; this module decides which command is sent
//! when and on which connection, because lettre's own transport does not report in which phase a
//! mail was refused.

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
use crate::mail::smtp::conversation::Relay;
use crate::mail::smtp::verdict::ConversationError;
use crate::mail::{BeforeData, Outcome};

/// How long an idle connection is kept. Relays close theirs after a few minutes (RFC 5321 requires
/// at least five; some wait less).
const IDLE: Duration = Duration::from_secs(60);

/// A relay and the connections to it.
pub(super) struct Smtp {
    relay: Relay,
    /// Connections for further mails; the one used last is at the end.
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
    /// One permit for each allowed connection.
    permits: Semaphore,
    /// Whether the relay carries mail to international addresses, and whether that was reported since it changed.
    international: Mutex<(Option<bool>, bool)>,
}

/// How the connection is encrypted.
pub(super) enum Tls {
    /// From the first byte (`smtps://`).
    Implicit(TlsParameters),
    /// After STARTTLS, without which nothing is sent (`smtp://`).
    Required(TlsParameters),
    /// Not encrypted; only allowed to this machine.
    Loopback,
}

impl Smtp {
    pub(super) fn open(url: &str, settings: &config::Mail) -> Result<Smtp> {
        // The configuration has checked the URL already; these checks guard against later changes
        // there.
        let url = Url::parse(url).map_err(|_| Error::internal("mail.smtp_url is no URL"))?;
        let host = url.host_str().ok_or_else(|| Error::internal("mail.smtp_url names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (tls, usual_port) = match (url.scheme(), settings.smtp_allow_plaintext) {
            ("smtps", _) => (Tls::Implicit(tls(&host, settings)?), 465),
            ("smtp", false) => (Tls::Required(tls(&host, settings)?), 587),
            ("smtp", true) if config::is_loopback(&host) => (Tls::Loopback, 25),
            _ => {
                return Err(Error::internal(
                    "mail.smtp_url would send unencrypted mail to another machine",
                ));
            }
        };
        let credentials = match (percent_decoded(url.username())?, url.password()) {
            (user, _) if user.is_empty() => None,
            (user, password) => {
                Some(Credentials::new(user, percent_decoded(password.unwrap_or_default())?))
            }
        };
        let port = url.port().unwrap_or(usual_port);
        Ok(Smtp {
            relay: Relay { host, port, tls, credentials, hello: ClientId::default() },
            idle: Mutex::new(Vec::new()),
            permits: Semaphore::new(settings.smtp_connections.max(1)),
            international: Mutex::default(),
        })
    }

    pub(super) fn describe(&self) -> String {
        let Relay { host, port, tls, credentials, .. } = &self.relay;
        let encryption = match tls {
            Tls::Implicit(_) => "TLS",
            Tls::Required(_) => "STARTTLS",
            Tls::Loopback => "no TLS",
        };
        let login = if credentials.is_some() { "with" } else { "without" };
        format!("the relay {host}:{port}, {encryption}, {login} login")
    }

    pub(super) fn host(&self) -> &str {
        &self.relay.host
    }

    /// Opens a connection and names the sender.
    pub(super) async fn probe(&self, from: &Address) -> Outcome {
        let mut conn = match self.relay.connect().await {
            Ok(conn) => conn,
            Err(stop) => return stop.outcome(),
        };
        let begun = conversation::begin(&mut conn, from, None).await;
        conversation::quit(&mut conn).await;
        match begun {
            Ok(()) => Outcome::Sent,
            Err(stop) => stop.outcome(),
        }
    }

    pub(super) async fn send(
        &self,
        from: &Address,
        to: &Address,
        raw: &[u8],
        before_data: BeforeData<'_>,
    ) -> Outcome {
        // `acquire` fails only if the semaphore is closed, which never happens.
        let _permit = self.permits.acquire().await;
        match self.try_send(from, to, raw, before_data).await {
            Ok(()) => Outcome::Sent,
            Err(stop) => stop.outcome(),
        }
    }

    async fn try_send(
        &self,
        from: &Address,
        to: &Address,
        raw: &[u8],
        before_data: BeforeData<'_>,
    ) -> Result<(), ConversationError> {
        let mut reused = None;
        if let Some(mut conn) = self.take_idle() {
            match conversation::begin(&mut conn, from, Some(to)).await {
                Ok(()) => reused = Some(conn),
                // The idle connection was stale. The relay has not accepted MAIL, so starting over
                // on a new connection cannot send the mail twice.
                Err(stop) if stop.ends_connection() => {}
                Err(stop) => return Err(stop),
            }
        }
        let mut conn = match reused {
            Some(conn) => conn,
            None => {
                let mut conn = self.relay.connect().await?;
                self.note_international(conversation::carries_international(&conn));
                conversation::begin(&mut conn, from, Some(to)).await?;
                conn
            }
        };
        match conversation::finish(&mut conn, to, raw, before_data).await {
            Ok(()) => {
                self.keep_idle(conn);
                Ok(())
            }
            Err(stop) => {
                // After a refusal of this mail the connection can be used for the next one.
                if !stop.ends_connection() && conversation::reset(&mut conn).await {
                    self.keep_idle(conn);
                }
                Err(stop)
            }
        }
    }

    /// Sends QUIT on the idle connections.
    pub(super) async fn close(&self) {
        while let Some(mut conn) = self.take_idle() {
            conversation::quit(&mut conn).await;
        }
    }

    fn note_international(&self, carries: bool) {
        let mut known = self.international.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != Some(carries) {
            *known = (Some(carries), false);
        }
    }

    /// Whether the relay carries mail to international addresses, once for each change.
    pub(super) fn take_international_change(&self) -> Option<bool> {
        let mut known = self.international.lock().unwrap_or_else(PoisonError::into_inner);
        let is_reported = std::mem::replace(&mut known.1, true);
        if is_reported { None } else { known.0 }
    }

    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < IDLE);
        idle.pop().map(|(conn, _)| conn)
    }

    fn keep_idle(&self, conn: AsyncSmtpConnection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push((conn, Instant::now()));
    }
}

/// TLS with the public root certificates, and the operator's own if one is configured.
fn tls(host: &str, settings: &config::Mail) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = &settings.smtp_ca_file {
        let pem = std::fs::read(file).map_err(Error::of_file(file))?;
        let certificate = Certificate::from_pem(&pem).map_err(Error::of_file(file))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(Error::internal)
}

/// Decodes the user or the password, which are percent-encoded in the URL.
fn percent_decoded(part: &str) -> Result<String> {
    percent_decode_str(part)
        .decode_utf8()
        .map(Cow::into_owned)
        .map_err(|_| Error::internal("user or password in mail.smtp_url is not UTF-8"))
}

#[cfg(test)]
mod tests;
