//! Classifies a failure by the phase in which it occurred and the relay's reply code.

use std::error::Error as _;

use lettre::transport::smtp::Error as SmtpError;

use crate::mail::reasons::{self, Phase};
use crate::mail::{Failure, Outcome};

/// Why and in which phase a conversation failed.
pub(super) struct ConversationError {
    phase: Phase,
    cause: Cause,
}

enum Cause {
    /// The relay replied with an error code.
    Reply { code: u16, enhanced: Option<String>, text: String },
    /// The relay did not reply in time.
    TimedOut,
    /// The connection broke, or the reply was invalid.
    Broken(String),
    /// The relay offers no SMTPUTF8, and the address needs it.
    NoSmtpUtf8,
}

impl ConversationError {
    pub(super) fn timed_out(phase: Phase) -> ConversationError {
        ConversationError { phase, cause: Cause::TimedOut }
    }

    pub(super) fn broken(phase: Phase, why: impl Into<String>) -> ConversationError {
        ConversationError { phase, cause: Cause::Broken(why.into()) }
    }

    pub(super) fn no_smtputf8() -> ConversationError {
        ConversationError { phase: Phase::Rcpt, cause: Cause::NoSmtpUtf8 }
    }

    pub(super) fn from_error(phase: Phase, error: &SmtpError) -> ConversationError {
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        let cause = match error.status().and_then(|code| code.to_string().parse().ok()) {
            Some(code) => Cause::Reply { code, enhanced: enhanced(&source), text: source },
            None if error.is_response() && source == "incomplete response" => {
                Cause::Broken(reasons::CLOSED.to_owned())
            }
            // The source repeats the relay's reply, which may contain anything.
            None if error.is_response() => Cause::Broken(reasons::REPLY_INVALID.to_owned()),
            None if source.is_empty() => Cause::Broken(error.to_string()),
            None => Cause::Broken(source),
        };
        ConversationError { phase, cause }
    }

    /// Whether the connection cannot be used any more: it broke, or the relay is closing it (421).
    pub(super) fn ends_connection(&self) -> bool {
        match self.cause {
            Cause::Reply { code, .. } => code == 421,
            Cause::NoSmtpUtf8 => false,
            Cause::TimedOut | Cause::Broken(_) => true,
        }
    }

    pub(super) fn outcome(self) -> Outcome {
        let failure = Failure {
            reason: self.reason(),
            reply: self.reply(),
            may_have_arrived: self.phase == Phase::Message
                && !matches!(self.cause, Cause::Reply { .. }),
            unreachable: self.phase == Phase::Connect
                && !matches!(self.cause, Cause::Reply { code: 500.., .. }),
        };
        match (self.phase, &self.cause) {
            // Before RCPT the relay knows nothing of this mail: every other mail would fail as
            // well.
            (Phase::Connect | Phase::Tls | Phase::Login | Phase::Mail, _) => {
                Outcome::RelayFault(failure)
            }
            // It can be sent again when the relay has learned to.
            (_, Cause::NoSmtpUtf8) => Outcome::Refused(failure),
            (_, Cause::TimedOut | Cause::Broken(_)) => Outcome::TryLater(failure),
            (_, Cause::Reply { code: 400..=499, .. }) => Outcome::TryLater(failure),
            // "Log in first", "commands out of order": our access to the relay is at fault, in any
            // phase.
            (_, Cause::Reply { code: 503 | 530 | 534 | 535 | 538, .. }) => {
                Outcome::RelayFault(failure)
            }
            // RFC 3463, X.7: a policy, such as "relaying denied" or a block list. The address may
            // be valid, and a wrong setting of the relay must neither suppress addresses nor give
            // up mails.
            (_, Cause::Reply { enhanced: Some(status), .. }) if status.starts_with("5.7.") => {
                Outcome::PolicyRefused(failure)
            }
            (Phase::Rcpt, Cause::Reply { code, enhanced, .. }) => match enhanced.as_deref() {
                // A full mailbox, or too many recipients (RFC 5321, 4.5.3.1.10), is temporary.
                Some("5.2.2") => Outcome::TryLater(failure),
                None if *code == 552 => Outcome::TryLater(failure),
                _ => Outcome::RecipientRefused(failure),
            },
            (_, Cause::Reply { .. }) => Outcome::Refused(failure),
        }
    }

    fn reason(&self) -> String {
        match &self.cause {
            Cause::Reply { code, enhanced: Some(enhanced), .. } => {
                self.phase.answered(&format!("{code} {enhanced}"))
            }
            Cause::Reply { code, .. } => self.phase.answered(&code.to_string()),
            Cause::NoSmtpUtf8 => reasons::NO_SMTPUTF8.to_owned(),
            Cause::TimedOut => self.phase.timed_out(),
            Cause::Broken(why) => match certificate_remedy(why) {
                Some(remedy) => self.phase.broken(&format!("{why}; {remedy}")),
                None => self.phase.broken(why),
            },
        }
    }

    fn reply(&self) -> Option<String> {
        match &self.cause {
            Cause::Reply { text, .. } => Some(text.clone()),
            _ => None,
        }
    }
}

/// What to do about a certificate that was not accepted. rustls names the fault.
fn certificate_remedy(why: &str) -> Option<&'static str> {
    let fault = why.split_once("certificate")?.1;
    Some(if fault.contains("UnknownIssuer") {
        reasons::REMEDY_ROOT
    } else if fault.contains("NotValidForName") || fault.contains("not valid for name") {
        reasons::REMEDY_NAME
    } else if fault.to_ascii_lowercase().contains("expired") {
        reasons::REMEDY_EXPIRED
    } else {
        reasons::REMEDY_TRUST
    })
}

/// The status code of RFC 3463 at the start of a reply: `5.1.1`.
fn enhanced(reply: &str) -> Option<String> {
    let word = reply.split_whitespace().next()?;
    let parts: Vec<&str> = word.split('.').collect();
    let numeric = |part: &&str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    (parts.len() == 3 && matches!(parts[0], "2" | "4" | "5") && parts.iter().all(numeric))
        .then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_a_certificate_names_its_remedy() {
        for (fault, remedy) in [
            ("UnknownIssuer", "mail.smtp_ca_file"),
            ("NotValidForName", "mail.smtp_url"),
            ("Expired", "new certificate"),
            ("BadEncoding", "for its name"),
        ] {
            let why = format!("invalid peer certificate: {fault}");
            let reason = ConversationError::broken(Phase::Tls, why).outcome();
            let reason = format!("{reason:?}");
            assert!(reason.contains(fault) && reason.contains(remedy), "{reason}");
        }
        assert_eq!(certificate_remedy("connection refused"), None);
    }

    #[test]
    fn a_status_code_is_recognised_at_the_start_only() {
        assert_eq!(enhanced("5.1.1 <ann@example.com>: no such user").as_deref(), Some("5.1.1"));
        for text in ["", "no 5.1.1", "5.1", "5.1.1234", "5.1.x", "127.0.0.1"] {
            assert_eq!(enhanced(text), None, "{text}");
        }
    }
}
