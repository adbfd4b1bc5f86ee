//! The SMTP commands in their order, each with its own timeout.

use std::future::Future;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::net::TcpStream;

use crate::mail::BeforeData;
use crate::mail::causes::{Code, Phase};
use crate::mail::smtp::Tls;
use crate::mail::smtp::verdict::ConversationError;

/// For name resolution and the TCP connection; short, because relays are near.
const CONNECT: Duration = Duration::from_secs(15);

/// For one reply. RFC 5321 (4.5.3.2) recommends five minutes for any server; this one is the
/// operator's relay, and an attempt that times out before the message is sent can be repeated
/// safely.
const COMMAND: Duration = Duration::from_secs(60);

/// For the reply to the message: the full ten minutes of RFC 5321 (4.5.3.2.6), because a relay that
/// accepted the mail and replied late would get a second copy.
const MESSAGE: Duration = Duration::from_secs(600);

const QUIT: Duration = Duration::from_secs(2);

/// The address of the relay, and its TLS mode and credentials.
pub(super) struct Relay {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) credentials: Option<Credentials>,
    pub(super) hello: ClientId,
}

impl Relay {
    /// Opens a connection that is encrypted as required and authenticated, ready for MAIL.
    #[expect(clippy::disallowed_methods, reason = "the operator chooses the relay")]
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, ConversationError> {
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
                with_timeout(Phase::Connect, COMMAND, opened).await?
            }
            Tls::Required(_) | Tls::Loopback => {
                let stream = match tokio::time::timeout(CONNECT, TcpStream::connect(place)).await {
                    Ok(Ok(stream)) => stream,
                    Ok(Err(error)) => {
                        return Err(ConversationError::failed(Phase::Connect, error.to_string()));
                    }
                    Err(_) => return Err(ConversationError::timed_out(Phase::Connect)),
                };
                // lettre writes the message and the final dot separately; with Nagle's algorithm
                // the dot would wait some 40 ms for the relay's delayed acknowledgement. A failure
                // is ignored, because it only makes mails slower.
                let _ = stream.set_nodelay(true);
                let greeted =
                    AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello);
                with_timeout(Phase::Connect, COMMAND, greeted).await?
            }
        };
        if let Tls::Required(parameters) = &self.tls {
            if !conn.can_starttls() {
                return Err(ConversationError::broken(Phase::Tls, Code::NoStarttls));
            }
            with_timeout(Phase::Tls, COMMAND, conn.starttls(parameters.clone(), &self.hello))
                .await?;
        }
        if let Some(credentials) = &self.credentials {
            with_timeout(Phase::Login, COMMAND, conn.auth(DEFAULT_MECHANISMS, credentials)).await?;
        }
        Ok(conn)
    }
}

/// Sends MAIL. A failure here does not concern this mail, but the relay or the sender; except that it may not carry
/// mail to an international address.
pub(super) async fn begin(
    conn: &mut AsyncSmtpConnection,
    from: &Address,
    to: Option<&Address>,
) -> Result<(), ConversationError> {
    let mut parameters = Vec::new();
    if to.into_iter().chain([from]).any(|address| !is_ascii(address)) {
        if !carries_international(conn) {
            return Err(ConversationError::no_smtputf8());
        }
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        parameters.push(MailParameter::SmtpUtfEight);
    }
    let command = Mail::new(Some(from.clone()), parameters);
    with_timeout(Phase::Mail, COMMAND, conn.command(command)).await.map(drop)
}

/// Whether the relay carries mail to addresses with letters outside ASCII before the @ (RFC 6531).
pub(super) fn carries_international(conn: &AsyncSmtpConnection) -> bool {
    let offers = |extension| conn.server_info().supports_feature(extension);
    offers(Extension::SmtpUtfEight) && offers(Extension::EightBitMime)
}

fn is_ascii(address: &Address) -> bool {
    AsRef::<str>::as_ref(address).is_ascii()
}

/// Sends RCPT, runs `before_data`, and sends DATA and the message, which is ASCII and needs no
/// extension, except for international addresses in its headers.
pub(super) async fn finish(
    conn: &mut AsyncSmtpConnection,
    to: &Address,
    raw: &[u8],
    before_data: BeforeData<'_>,
) -> Result<(), ConversationError> {
    with_timeout(Phase::Rcpt, COMMAND, conn.command(Rcpt::new(to.clone(), Vec::new()))).await?;
    if before_data.await.is_err() {
        return Err(ConversationError::broken(Phase::Data, Code::NotStarted));
    }
    with_timeout(Phase::Data, COMMAND, conn.command(Data)).await?;
    with_timeout(Phase::Message, MESSAGE, conn.message(raw)).await.map(drop)
}

/// Sends RSET. Returns whether the connection can be used for another mail.
pub(super) async fn reset(conn: &mut AsyncSmtpConnection) -> bool {
    with_timeout(Phase::Mail, COMMAND, conn.command(Rset)).await.is_ok()
}

/// Sends QUIT and ignores the outcome.
pub(super) async fn quit(conn: &mut AsyncSmtpConnection) {
    let _ = tokio::time::timeout(QUIT, conn.quit()).await;
}

async fn with_timeout<T>(
    phase: Phase,
    limit: Duration,
    work: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, ConversationError> {
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(ConversationError::from_error(phase, &error)),
        Err(_) => Err(ConversationError::timed_out(phase)),
    }
}
