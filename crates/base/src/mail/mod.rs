//! Sends a single mail: composes the message and hands it to the configured transport. Knows
//! addresses and texts, but no comments.
//!
//! [`Mailer::send`] returns a precise outcome, because the next step depends on it: a relay that
//! refuses one recipient differs from a relay that refuses this client. Nothing is stored here;
//! `notify` stores the outcome.

pub mod bounce;
pub mod breaker;
pub mod causes;
pub mod dkim;
pub mod dns;
mod files;
pub mod health;
mod memory;
pub mod pace;
mod smtp;
pub mod webhooks;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use secrecy::ExposeSecret;
use url::Url;

use crate::clock::{Clock, Time};
use crate::config;
use crate::error::{Error, Result};
use crate::mail::breaker::{Availability, Breaker};
use crate::mail::causes::{Cause, Code};
use crate::mail::dkim::Signer;
use crate::mail::memory::Memory;
use crate::mail::pace::Pace;
use crate::mail::smtp::Smtp;

pub use crate::mail::memory::Sent;

/// The most characters of a subject; most mail programs show fewer.
const SUBJECT_LENGTH: usize = 120;

/// One mail to one recipient.
pub struct Mail {
    /// The only recipient, for the envelope.
    pub to: Address,
    /// Any text. It is put on one line and shortened.
    pub subject: String,
    /// With angle brackets. The same for each attempt to send the same mail.
    pub message_id: String,
    /// The Message-ID, with angle brackets, that the mails of one conversation refer to, so that mail
    /// programs show them together. It need not be that of a mail.
    pub thread: Option<String>,
    /// The identifier in `List-Id`, without angle brackets, by which recipients can filter such
    /// mail.
    pub list_id: String,
    /// The URL that unsubscribes with one request (RFC 8058), if the recipient can unsubscribe.
    pub unsubscribe: Option<String>,
    /// What names this mail in the sender of its envelope, if `mail.return_path` is set: letters, digits
    /// and hyphens.
    pub envelope_tag: Option<String>,
    /// The body as plain text.
    pub text: String,
    /// The body as HTML, a complete document without remote content.
    pub html: String,
    /// The value of `Date`.
    pub date: Time,
}

/// The outcome of an attempt to send a mail.
#[derive(Debug)]
pub enum Outcome {
    /// The relay has accepted the mail and is responsible for it.
    Sent,
    /// This attempt failed; a later one may succeed.
    TryLater(Failure),
    /// The relay refuses this recipient permanently.
    RecipientRefused(Failure),
    /// The relay refuses this message permanently, for its content; the recipient may be valid.
    Refused(Failure),
    /// The relay refuses by a policy, which its operator can change. It counts as a fault of the
    /// relay, and as an attempt of this mail, in case the policy concerns only this mail.
    PolicyRefused(Failure),
    /// The relay itself is at fault (unreachable, TLS, login, sender refused), so no mail can be
    /// sent.
    RelayFault(Failure),
}

/// Why an attempt failed, and in which phase.
pub struct Failure {
    cause: Cause,
    reply: Option<String>,
    /// The relay may have accepted the mail nevertheless.
    may_have_arrived: bool,
    /// No connection could be made.
    unreachable: bool,
}

impl Failure {
    fn new(cause: Cause) -> Failure {
        Failure { cause, reply: None, may_have_arrived: false, unreachable: false }
    }

    /// The cause, which may be stored and logged: phase and codes, without the relay's reply.
    pub fn cause(&self) -> &Cause {
        &self.cause
    }

    /// Whether the relay may have accepted the mail: it had got the message, and its reply was lost.
    pub fn may_have_arrived(&self) -> bool {
        self.may_have_arrived
    }

    /// The relay's reply. It often repeats the address, so it may only be shown to the operator who
    /// typed that.
    pub fn reply(&self) -> Option<&str> {
        self.reply.as_deref()
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Failure").field(&self.cause.to_string()).finish()
    }
}

/// What has to be done before the relay gets the message. If it fails, the message is not sent.
pub type BeforeData<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// The transport, its circuit breaker and its pace.
pub struct Mailer {
    /// The certificate of Amazon SNS that was fetched last, and its address.
    pub sns_certificate: tokio::sync::Mutex<Option<(Url, Bytes)>>,
    transport: Transport,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    return_path: Option<Address>,
    signer: Option<Signer>,
    breaker: Breaker,
    pace: Pace,
}

enum Transport {
    Files(files::Files),
    Smtp(Box<Smtp>),
    Memory(Memory),
}

impl Mailer {
    /// Prepares the configured transport. It does not connect yet.
    ///
    /// # Errors
    /// If the folder cannot be created, or the file of certificates or of the key for signatures cannot
    /// be read.
    pub fn open(settings: &config::Mail) -> Result<Mailer> {
        let transport = match settings.transport {
            config::Transport::File => Transport::Files(files::Files::open(&settings.folder)?),
            config::Transport::Memory => Transport::Memory(Memory::default()),
            config::Transport::Smtp => {
                let url = settings
                    .smtp_url
                    .as_ref()
                    .ok_or_else(|| Error::internal("mail.smtp_url is not set"))?;
                Transport::Smtp(Box::new(Smtp::open(url.expose_secret(), settings)?))
            }
        };
        Ok(Mailer {
            sns_certificate: tokio::sync::Mutex::default(),
            transport,
            from: settings.from.clone(),
            reply_to: settings.reply_to.clone(),
            return_path: settings.return_path.clone(),
            signer: Signer::open(settings)?,
            breaker: Breaker::default(),
            pace: Pace::new(settings),
        })
    }

    /// Sends `mail` and updates the circuit breaker. It may take minutes, so the time of a fault is
    /// read from `clock` when the fault occurs. `before_data` runs when a relay has accepted the
    /// recipient, and before it gets the message; it does not run for files and memory.
    pub async fn send(&self, mail: &Mail, clock: &Clock, before_data: BeforeData<'_>) -> Outcome {
        let outcome = self.attempt(mail, before_data).await;
        match &outcome {
            Outcome::RelayFault(failure) if failure.unreachable => {
                let longest = breaker::LONGEST_PAUSE_UNREACHABLE;
                self.breaker.fault(clock.now(), failure.cause(), longest);
            }
            Outcome::RelayFault(failure) | Outcome::PolicyRefused(failure) => {
                self.relay_fault(clock.now(), failure.cause());
            }
            // It may be the fault of the recipient or of the relay. The caller decides that from
            // the outcomes of other mails.
            Outcome::RecipientRefused(_) => {}
            _ => self.breaker.success(),
        }
        outcome
    }

    /// Sends `mail` once, past the circuit breaker, which does not count it.
    pub async fn attempt(&self, mail: &Mail, before_data: BeforeData<'_>) -> Outcome {
        let message = match mail.message(self.from.clone(), self.reply_to.clone()) {
            Ok(message) => message,
            Err(error) => {
                return Outcome::Refused(Failure::new(Code::NotComposed.with(error.to_string())));
            }
        };
        let raw = message.formatted();
        let raw = match self.signer.as_ref().map(|signer| signer.sign(&raw, mail.date)) {
            None => raw,
            Some(Ok(signed)) => signed,
            Some(Err(error)) => return Outcome::not_composed(&error),
        };
        let sender = match self.envelope_sender(mail) {
            Ok(sender) => sender,
            Err(error) => return Outcome::not_composed(&error),
        };
        match &self.transport {
            Transport::Smtp(smtp) => smtp.send(&sender, &mail.to, &raw, before_data).await,
            // A file of the same name is the same mail, so an attempt that was cut off can be repeated at once.
            Transport::Files(files) => files.send(&mail.message_id, raw).await,
            Transport::Memory(memory) => memory.send(mail, &sender, raw),
        }
    }

    /// The sender in the envelope: `mail.return_path` with the tag of the mail, or `mail.from`.
    fn envelope_sender(&self, mail: &Mail) -> Result<Address> {
        match (&self.return_path, &mail.envelope_tag) {
            (Some(path), Some(tag)) => {
                Address::new(format!("{}+{tag}", path.user()), path.domain())
                    .map_err(Error::internal)
            }
            (Some(path), None) => Ok(path.clone()),
            (None, _) => Ok(self.from.email.clone()),
        }
    }

    /// Counts a mail to `domain` that is sent now.
    ///
    /// # Errors
    /// The time when it may be sent, if that is later.
    pub fn reserve_turn(&self, domain: &str, now: Time) -> Result<(), Time> {
        self.pace.reserve(domain, now)
    }

    /// Connects to the relay, logs in and names the sender, without sending anything; the other
    /// transports have nothing to try.
    pub async fn probe(&self) -> Outcome {
        let sender = self.return_path.as_ref().unwrap_or(&self.from.email);
        match &self.transport {
            Transport::Smtp(smtp) => smtp.probe(sender).await,
            Transport::Files(_) | Transport::Memory(_) => Outcome::Sent,
        }
    }

    /// Whether the relay carries mail to addresses with letters outside ASCII before the @, if that was learned
    /// since the last call.
    pub fn take_international_change(&self) -> Option<bool> {
        match &self.transport {
            Transport::Smtp(smtp) => smtp.take_international_change(),
            Transport::Files(_) | Transport::Memory(_) => None,
        }
    }

    /// The host of the relay, if there is one.
    pub fn relay_host(&self) -> Option<&str> {
        match &self.transport {
            Transport::Smtp(smtp) => Some(smtp.host()),
            Transport::Files(_) | Transport::Memory(_) => None,
        }
    }

    /// Reports a fault of the relay to the circuit breaker, so that no mail is tried for a while.
    pub fn relay_fault(&self, now: Time, cause: &Cause) {
        self.breaker.fault(now, cause, breaker::LONGEST_PAUSE);
    }

    /// Reports to the circuit breaker that the relay works, although it refused a recipient.
    pub fn relay_works(&self) {
        self.breaker.success();
    }

    /// Whether mails may be sent at this moment: by the circuit breaker, and by the limits per minute
    /// and hour.
    pub fn availability(&self, now: Time) -> Availability {
        match (self.breaker.availability(now), self.pace.full_until(now)) {
            (Availability::Available, Some(until)) => Availability::UnavailableUntil(until),
            (availability, _) => availability,
        }
    }

    /// Until when no mail is sent because the relay is at fault.
    pub fn paused_until(&self) -> Option<Time> {
        self.breaker.paused_until()
    }

    /// Closes idle connections.
    pub async fn close(&self) {
        if let Transport::Smtp(smtp) = &self.transport {
            smtp.close().await;
        }
    }

    /// A description of the transport, with the relay's name but without its password.
    pub fn describe(&self) -> String {
        match &self.transport {
            Transport::Files(files) => format!("files in {}", files.folder().display()),
            Transport::Smtp(smtp) => smtp.describe(),
            Transport::Memory(_) => "memory".to_owned(),
        }
    }

    /// The mails that the memory transport has accepted; empty for the others.
    pub fn sent(&self) -> Vec<Sent> {
        match &self.transport {
            Transport::Memory(memory) => memory.sent(),
            _ => Vec::new(),
        }
    }

    /// Makes the memory transport return `outcome` for the next mail instead of accepting it.
    pub fn answer_next(&self, outcome: Outcome) {
        if let Transport::Memory(memory) = &self.transport {
            memory.answer_next(outcome);
        }
    }
}

impl Outcome {
    /// The cause, if the relay is at fault and not this mail.
    pub fn fault_of_relay(&self) -> Option<&Cause> {
        match self {
            Outcome::RelayFault(failure) | Outcome::PolicyRefused(failure) => Some(failure.cause()),
            _ => None,
        }
    }

    /// A word for traces.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Sent => "sent",
            Outcome::TryLater(_) => "try later",
            Outcome::RecipientRefused(_) => "recipient refused",
            Outcome::Refused(_) => "refused",
            Outcome::PolicyRefused(_) => "refused by policy",
            Outcome::RelayFault(_) => "relay at fault",
        }
    }

    /// [`Outcome::TryLater`] for a mail that cannot be composed now: most likely the key file is wrong.
    pub fn not_composed(error: &Error) -> Outcome {
        Outcome::TryLater(Failure::new(Code::NotComposed.with(error.to_string())))
    }

    /// [`Outcome::RelayFault`] for tests that script the memory transport.
    pub fn relay_fault(cause: &str) -> Outcome {
        Outcome::RelayFault(Failure::new(Cause::of_text(cause)))
    }

    /// [`Outcome::TryLater`] for such tests.
    pub fn try_later(cause: &str) -> Outcome {
        Outcome::TryLater(Failure::new(Cause::of_text(cause)))
    }

    /// [`Outcome::RecipientRefused`] for such tests.
    pub fn recipient_refused(cause: &str) -> Outcome {
        Outcome::RecipientRefused(Failure::new(Cause::of_text(cause)))
    }

    /// [`Outcome::PolicyRefused`] for such tests.
    pub fn policy_refused(cause: &str) -> Outcome {
        Outcome::PolicyRefused(Failure::new(Cause::of_text(cause)))
    }

    /// [`Outcome::Refused`] for such tests.
    pub fn refused(cause: &str) -> Outcome {
        Outcome::Refused(Failure::new(Cause::of_text(cause)))
    }
}

impl Mail {
    /// The message with its headers. The encoder of header values removes line breaks.
    fn message(
        &self,
        from: Mailbox,
        reply_to: Option<Mailbox>,
    ) -> Result<Message, lettre::error::Error> {
        let date =
            SystemTime::UNIX_EPOCH + Duration::from_secs(self.date.seconds().max(0).unsigned_abs());
        let mut message = Message::builder();
        if let Some(thread) = &self.thread {
            message = message.in_reply_to(thread.clone()).references(thread.clone());
        }
        if let Some(address) = &self.unsubscribe {
            message =
                message.raw_header(header("List-Unsubscribe", format!("<{address}>"))).raw_header(
                    header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
                );
        }
        if let Some(address) = reply_to {
            message = message.reply_to(address);
        }
        message
            .from(from)
            .to(Mailbox::new(None, self.to.clone()))
            .subject(without_encoded_words(&one_line(&self.subject, SUBJECT_LENGTH)))
            .message_id(Some(self.message_id.clone()))
            .date(date)
            .raw_header(header("List-Id", format!("<{}>", self.list_id)))
            // RFC 3834: suppresses out-of-office replies. The second header does so for Exchange.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(header("X-Auto-Response-Suppress", "All".to_owned()))
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
    }
}

/// Inserts a space into everything that looks like an encoded word (RFC 2047). lettre does not
/// encode ASCII, and mail programs would decode it, so that a name could contain forbidden
/// characters.
fn without_encoded_words(subject: &str) -> String {
    subject.replace("=?", "= ?")
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// `text` on one line of at most `length` characters, with an ellipsis if it was cut.
pub fn one_line(text: &str, length: usize) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c })
        .collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= length {
        return words;
    }
    let kept: String = words.chars().take(length.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(subject: &str, text: &str) -> Mail {
        Mail {
            to: "ann@example.com".parse().expect("an address"),
            subject: subject.to_owned(),
            message_id: "<abc@news.example>".to_owned(),
            thread: None,
            list_id: "comments.news.example".to_owned(),
            unsubscribe: None,
            envelope_tag: None,
            text: text.to_owned(),
            html: format!("<p>{text}</p>"),
            date: Time::parse("2026-11-22T09:30:00Z").expect("an instant"),
        }
    }

    fn raw(mail: &Mail) -> String {
        let from = "The Daily Example <news@example.org>".parse().expect("a mailbox");
        String::from_utf8(mail.message(from, None).expect("composed").formatted())
            .expect("only ASCII leaves")
    }

    #[test]
    fn a_subject_cannot_add_a_header() {
        let raw = raw(&mail("Held: Eve\r\nBcc: all@example.com on “Ü”", "text"));
        assert!(!raw.contains("\nBcc:"), "{raw}");
        let parsed = mailparse::parse_mail(raw.as_bytes()).expect("a mail");
        let subject = parsed
            .headers
            .iter()
            .find(|header| header.get_key() == "Subject")
            .expect("a subject")
            .get_value();
        assert_eq!(subject, "Held: Eve Bcc: all@example.com on “Ü”");
    }

    #[test]
    fn a_subject_cannot_contain_encoded_words() {
        for name in ["Eve =?utf-8?q?=E2=80=AE?=", "Ève =?utf-8?b?4oCu?="] {
            let raw = raw(&mail(&format!("Held: {name}"), "text"));
            let parsed = mailparse::parse_mail(raw.as_bytes()).expect("a mail");
            let subject = parsed
                .headers
                .iter()
                .find(|header| header.get_key() == "Subject")
                .expect("a subject");
            assert_eq!(subject.get_value(), format!("Held: {}", name.replace("=?", "= ?")));
        }
    }

    #[test]
    fn a_mail_has_the_headers_of_a_machine_and_two_parts_in_ascii() {
        let raw = raw(&mail("Held", &format!("Grüße\n.\n{}", "long ".repeat(400))));
        let parsed = mailparse::parse_mail(raw.as_bytes()).expect("a mail");
        for (name, value) in [
            ("Message-ID", "<abc@news.example>"),
            ("Auto-Submitted", "auto-generated"),
            ("List-Id", "<comments.news.example>"),
            ("To", "ann@example.com"),
            ("Date", "Sun, 22 Nov 2026 09:30:00 +0000"),
        ] {
            let found =
                parsed.headers.iter().find(|header| header.get_key().eq_ignore_ascii_case(name));
            assert_eq!(found.map(|header| header.get_value()).as_deref(), Some(value), "{name}");
        }
        assert_eq!(parsed.subparts.len(), 2);
        assert!(parsed.subparts[0].get_body().expect("text").starts_with("Grüße\r\n.\r\nlong"));
        assert!(raw.is_ascii() && raw.lines().all(|line| line.len() < 998));
    }

    #[test]
    fn a_long_subject_is_cut_between_characters() {
        assert_eq!(one_line("a  b\t\u{7}c", 10), "a b c");
        assert_eq!(one_line("ääää äää", 6), "ääää…");
    }
}
