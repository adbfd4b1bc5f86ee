//! The commands, one after the other, each with its own patience.

use std::future::Future;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;

use crate::mail::smtp::Tls;
use crate::mail::smtp::verdict::{Phase, Stop};

/// For a name and a TCP connection; a relay is near.
const CONNECT: Duration = Duration::from_secs(15);

/// For one answer. RFC 5321 (4.5.3.2) grants five minutes to a server somewhere in the world; this
/// is a relay of our own choice, and what runs out of time before the message is sent is tried
/// again without harm.
const COMMAND: Duration = Duration::from_secs(60);

/// For the answer to the message: the full ten minutes of RFC 5321 (4.5.3.2.6), since a relay that
/// took the mail and was only slow to say so would be sent a second copy.
const MESSAGE: Duration = Duration::from_secs(600);

const FAREWELL: Duration = Duration::from_secs(2);

/// Where the relay is, and how to be let in.
pub(super) struct Relay {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) credentials: Option<Credentials>,
    pub(super) hello: ClientId,
}

impl Relay {
    /// A connection on which MAIL may be said: encrypted as required and logged in.
    #[expect(clippy::disallowed_methods, reason = "the relay is the operator's choice")]
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, Stop> {
        let place = (self.host.as_str(), self.port);
        let mut conn = match &self.tls {
            Tls::Implicit(parameters) => {
                let parameters = Some(parameters.clone());
                let opened = AsyncSmtpConnection::connect_tokio1(
                    place,
                    Some(CONNECT),
                    &self.hello,
                    parameters,
                    None,
                );
                within(Phase::Connect, COMMAND, opened).await?
            }
            Tls::Required(_) | Tls::Loopback => {
                let stream = match tokio::time::timeout(CONNECT, TcpStream::connect(place)).await {
                    Ok(Ok(stream)) => stream,
                    Ok(Err(cause)) => return Err(Stop::broken(Phase::Connect, cause.to_string())),
                    Err(_) => return Err(Stop::silence(Phase::Connect)),
                };
                // lettre writes the message and the final dot separately; with Nagle's algorithm
                // the dot would wait some 40 ms for the relay's delayed acknowledgement. Without
                // this a mail is slower, not wrong.
                let _ = stream.set_nodelay(true);
                let greeted =
                    AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello);
                within(Phase::Connect, COMMAND, greeted).await?
            }
        };
        if let Tls::Required(parameters) = &self.tls {
            if !conn.can_starttls() {
                return Err(Stop::broken(Phase::Tls, "the relay offers no STARTTLS"));
            }
            within(Phase::Tls, COMMAND, conn.starttls(parameters.clone(), &self.hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            within(Phase::Login, COMMAND, conn.auth(DEFAULT_MECHANISMS, credentials)).await?;
        }
        Ok(conn)
    }
}

/// Names the sender. Fails before anything is said about the mail itself.
pub(super) async fn begin(conn: &mut AsyncSmtpConnection, from: &Address) -> Result<(), Stop> {
    let command = Mail::new(Some(from.clone()), Vec::new());
    within(Phase::Mail, COMMAND, conn.command(command)).await.map(drop)
}

/// Names the recipient and hands over the message, which is ASCII and so needs no extension.
pub(super) async fn finish(
    conn: &mut AsyncSmtpConnection,
    to: &Address,
    raw: &[u8],
) -> Result<(), Stop> {
    within(Phase::Rcpt, COMMAND, conn.command(Rcpt::new(to.clone(), Vec::new()))).await?;
    within(Phase::Data, COMMAND, conn.command(Data)).await?;
    within(Phase::Message, MESSAGE, conn.message(raw)).await.map(drop)
}

/// Forgets the mail at hand; true if the connection is good for another.
pub(super) async fn reset(conn: &mut AsyncSmtpConnection) -> bool {
    within(Phase::Mail, COMMAND, conn.command(Rset)).await.is_ok()
}

/// Says good-bye; whether the relay hears it does not matter.
pub(super) async fn quit(conn: &mut AsyncSmtpConnection) {
    let _ = tokio::time::timeout(FAREWELL, conn.quit()).await;
}

async fn within<T>(
    phase: Phase,
    limit: Duration,
    work: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, Stop> {
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Stop::of(phase, &error)),
        Err(_) => Err(Stop::silence(phase)),
    }
}
