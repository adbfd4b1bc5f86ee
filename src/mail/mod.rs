//! Sending one mail: the message, and the way it leaves. Knows addresses and texts, no comments.
//!
//! [`Mailer::send`] tells exactly how far a mail came, because what must happen next depends on it:
//! a recipient that the relay refuses is not the same as a relay that refuses us. Nothing here is
//! stored; [`crate::notify`] writes down what became of a mail.

pub mod breaker;
mod files;
mod memory;
mod smtp;

use std::fmt;
use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use secrecy::ExposeSecret;

use crate::clock::{Clock, Time};
use crate::config;
use crate::error::{Error, Result};
use crate::mail::breaker::{Breaker, Room};
use crate::mail::memory::Memory;
use crate::mail::smtp::Smtp;

pub use crate::mail::memory::Sent;

/// A subject longer than this many characters is cut; most mailboxes show fewer.
const SUBJECT_LENGTH: usize = 120;

/// One mail to one recipient.
pub struct Mail {
    /// The only recipient, in the form an envelope takes.
    pub to: Address,
    /// Any text; it is made one line and shortened.
    pub subject: String,
    /// With the angle brackets. The same for each try of the same mail.
    pub message_id: String,
    /// `List-Id`'s identifier, without the angle brackets; by it people sort such mail.
    pub list_id: String,
    /// Where one request ends all such mail (RFC 8058); only where whoever gets it can end it.
    pub unsubscribe: Option<String>,
    /// The body as plain text.
    pub text: String,
    /// The body as HTML, a complete document without remote content.
    pub html: String,
    /// The `Date`.
    pub date: Time,
}

/// How far a mail came.
#[derive(Debug)]
pub enum Outcome {
    /// The relay has taken the mail and answers for it.
    Sent,
    /// This mail did not get through this time; the next may.
    TryLater(Trouble),
    /// The relay refuses this recipient for good.
    RecipientRefused(Trouble),
    /// The relay refuses this message for good, for what it says; the recipient may be fine.
    Refused(Trouble),
    /// The relay refuses by a policy of its own, which whoever runs it can mend. It counts as its
    /// fault, and as a try of this mail, in case the policy is about this mail alone.
    PolicyRefused(Trouble),
    /// The relay itself is at fault (unreachable, TLS, login, sender refused), so no mail would get
    /// through.
    RelayFault(Trouble),
}

/// What went wrong, and in which phase.
pub struct Trouble {
    reason: String,
    reply: Option<String>,
}

impl Trouble {
    fn new(reason: impl Into<String>) -> Trouble {
        Trouble { reason: reason.into(), reply: None }
    }

    /// One sentence that may be stored and logged: phase and codes, none of the relay's own words.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The relay's own words. They often repeat the address, so they are for the terminal of
    /// whoever typed it.
    pub fn reply(&self) -> Option<&str> {
        self.reply.as_deref()
    }
}

impl fmt::Debug for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Trouble").field(&self.reason).finish()
    }
}

/// The way mail leaves, and whether it is open at the moment.
pub struct Mailer {
    way: Way,
    from: Mailbox,
    breaker: Breaker,
}

enum Way {
    Files(files::Files),
    Smtp(Box<Smtp>),
    Memory(Memory),
}

impl Mailer {
    /// Prepares the way that `settings` name. Nothing is connected yet.
    ///
    /// # Errors
    /// A folder that cannot be made, or a certificate file that cannot be read.
    pub fn open(settings: &config::Mail) -> Result<Mailer> {
        let way = match settings.transport {
            config::Transport::File => Way::Files(files::Files::open(&settings.folder)?),
            config::Transport::Memory => Way::Memory(Memory::default()),
            config::Transport::Smtp => {
                let url = settings
                    .smtp_url
                    .as_ref()
                    .ok_or_else(|| Error::internal("mail.smtp_url is not set"))?;
                Way::Smtp(Box::new(Smtp::open(url.expose_secret(), settings)?))
            }
        };
        Ok(Mailer { way, from: settings.from.clone(), breaker: Breaker::default() })
    }

    /// Sends `mail`, and remembers whether the way is open. It may take minutes, but not for ever,
    /// which is why the time of a fault is asked of `clock` when it is known.
    pub async fn send(&self, mail: &Mail, clock: &Clock) -> Outcome {
        let message = match mail.message(self.from.clone()) {
            Ok(message) => message,
            Err(error) => {
                return Outcome::Refused(Trouble::new(format!(
                    "the mail cannot be composed: {error}"
                )));
            }
        };
        let outcome = match &self.way {
            Way::Files(files) => files.send(&mail.message_id, message.formatted()).await,
            Way::Smtp(smtp) => smtp.send(&self.from.email, &mail.to, &message.formatted()).await,
            Way::Memory(memory) => memory.send(mail, message.formatted()),
        };
        match &outcome {
            Outcome::RelayFault(trouble) | Outcome::PolicyRefused(trouble) => {
                self.fault(clock.now(), trouble.reason());
            }
            // Whether this is the recipient's fault or the relay's is for those to say who know
            // what became of other mails.
            Outcome::RecipientRefused(_) => {}
            _ => self.breaker.success(),
        }
        outcome
    }

    /// Notes that the relay is at fault, so that no mail is tried for a while.
    pub fn fault(&self, now: Time, reason: &str) {
        self.breaker.fault(now, reason);
    }

    /// Notes that the relay works, although it refused a recipient.
    pub fn works(&self) {
        self.breaker.success();
    }

    /// How many mails may be tried at this moment.
    pub fn room(&self, now: Time) -> Room {
        self.breaker.room(now)
    }

    /// Until when no mail is tried, because the relay is at fault.
    pub fn closed_until(&self) -> Option<Time> {
        self.breaker.closed_until()
    }

    /// Ends what is kept open.
    pub async fn close(&self) {
        if let Way::Smtp(smtp) = &self.way {
            smtp.close().await;
        }
    }

    /// The way in words, with the relay's name but without its password.
    pub fn describe(&self) -> String {
        match &self.way {
            Way::Files(files) => format!("files in {}", files.folder().display()),
            Way::Smtp(smtp) => smtp.describe(),
            Way::Memory(_) => "memory".to_owned(),
        }
    }

    /// What the memory transport has taken so far; nothing for the others.
    pub fn sent(&self) -> Vec<Sent> {
        match &self.way {
            Way::Memory(memory) => memory.sent(),
            _ => Vec::new(),
        }
    }

    /// Lets the memory transport answer with `outcome` once, instead of taking the next mail.
    pub fn answer_next(&self, outcome: Outcome) {
        if let Way::Memory(memory) = &self.way {
            memory.answer_next(outcome);
        }
    }
}

impl Outcome {
    /// The outcome of a kind of trouble, for tests that script the memory transport.
    pub fn relay_fault(reason: &str) -> Outcome {
        Outcome::RelayFault(Trouble::new(reason))
    }

    /// As [`Outcome::relay_fault`].
    pub fn try_later(reason: &str) -> Outcome {
        Outcome::TryLater(Trouble::new(reason))
    }

    /// As [`Outcome::relay_fault`].
    pub fn recipient_refused(reason: &str) -> Outcome {
        Outcome::RecipientRefused(Trouble::new(reason))
    }

    /// As [`Outcome::relay_fault`].
    pub fn policy_refused(reason: &str) -> Outcome {
        Outcome::PolicyRefused(Trouble::new(reason))
    }

    /// As [`Outcome::relay_fault`].
    pub fn refused(reason: &str) -> Outcome {
        Outcome::Refused(Trouble::new(reason))
    }
}

impl Mail {
    /// The message with its headers. Every header value goes through an encoder that leaves no line
    /// break in it.
    fn message(&self, from: Mailbox) -> Result<Message, lettre::error::Error> {
        let date =
            SystemTime::UNIX_EPOCH + Duration::from_secs(self.date.seconds().max(0).unsigned_abs());
        let mut message = Message::builder();
        if let Some(address) = &self.unsubscribe {
            message =
                message.raw_header(header("List-Unsubscribe", format!("<{address}>"))).raw_header(
                    header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
                );
        }
        message
            .from(from)
            .to(Mailbox::new(None, self.to.clone()))
            .subject(without_encoded_words(&one_line(&self.subject, SUBJECT_LENGTH)))
            .message_id(Some(self.message_id.clone()))
            .date(date)
            .raw_header(header("List-Id", format!("<{}>", self.list_id)))
            // RFC 3834: no out-of-office reply is wanted. The second header says it to Exchange.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(header("X-Auto-Response-Suppress", "All".to_owned()))
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
    }
}

/// lettre leaves what is ASCII as it is, and a mail program decodes what looks like an encoded word
/// (RFC 2047): with a space in its opening it is text, and a name cannot bring in characters that
/// names may not have.
fn without_encoded_words(subject: &str) -> String {
    subject.replace("=?", "= ?")
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// `text` on one line of at most `length` characters; a cut is shown by an ellipsis.
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
            list_id: "comments.news.example".to_owned(),
            unsubscribe: None,
            text: text.to_owned(),
            html: format!("<p>{text}</p>"),
            date: Time::parse("2026-11-22T09:30:00Z").expect("an instant"),
        }
    }

    fn raw(mail: &Mail) -> String {
        let from = "The Daily Example <news@example.org>".parse().expect("a mailbox");
        String::from_utf8(mail.message(from).expect("composed").formatted())
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
    fn a_subject_means_what_it_says() {
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
