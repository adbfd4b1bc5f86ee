//! Classifies a failure by the phase in which it occurred and the relay's reply code.

use std::error::Error as _;

use lettre::transport::smtp::Error as SmtpError;

use crate::mail::causes::{Cause, Code, Phase};
use crate::mail::{Failure, Outcome};

/// Why and in which phase a conversation failed.
pub(super) struct ConversationError {
    phase: Phase,
    fault: Fault,
}

enum Fault {
    /// The relay replied with an error code.
    Reply { code: u16, enhanced: Option<String>, text: String },
    /// The relay did not reply in time.
    TimedOut,
    /// The connection cannot be used.
    Broken(Code),
    /// The connection failed; the error says why.
    Failed(String),
    /// The relay offers no SMTPUTF8, and the address needs it.
    NoSmtpUtf8,
}

impl ConversationError {
    pub(super) fn timed_out(phase: Phase) -> ConversationError {
        ConversationError { phase, fault: Fault::TimedOut }
    }

    pub(super) fn broken(phase: Phase, code: Code) -> ConversationError {
        ConversationError { phase, fault: Fault::Broken(code) }
    }

    pub(super) fn failed(phase: Phase, error: String) -> ConversationError {
        ConversationError { phase, fault: Fault::Failed(error) }
    }

    pub(super) fn no_smtputf8() -> ConversationError {
        ConversationError { phase: Phase::Rcpt, fault: Fault::NoSmtpUtf8 }
    }

    pub(super) fn from_error(phase: Phase, error: &SmtpError) -> ConversationError {
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        let fault = match error.status().and_then(|code| code.to_string().parse().ok()) {
            Some(code) => Fault::Reply { code, enhanced: enhanced(&source), text: source },
            None if error.is_response() && source == "incomplete response" => {
                Fault::Broken(Code::RelayClosed)
            }
            // The source repeats the relay's reply, which may contain anything.
            None if error.is_response() => Fault::Broken(Code::ReplyInvalid),
            None if source.is_empty() => Fault::Failed(error.to_string()),
            None => Fault::Failed(source),
        };
        ConversationError { phase, fault }
    }

    /// Whether the connection cannot be used any more: it broke, or the relay is closing it (421).
    pub(super) fn ends_connection(&self) -> bool {
        match self.fault {
            Fault::Reply { code, .. } => code == 421,
            Fault::NoSmtpUtf8 => false,
            Fault::TimedOut | Fault::Broken(_) | Fault::Failed(_) => true,
        }
    }

    pub(super) fn outcome(self) -> Outcome {
        let failure = Failure {
            cause: self.cause(),
            reply: self.reply(),
            may_have_arrived: self.phase == Phase::Message
                && !matches!(self.fault, Fault::Reply { .. }),
            unreachable: self.phase == Phase::Connect
                && !matches!(self.fault, Fault::Reply { code: 500.., .. }),
        };
        match (self.phase, &self.fault) {
            // Before RCPT the relay knows nothing of this mail: every other mail would fail as
            // well.
            (Phase::Connect | Phase::Tls | Phase::Login | Phase::Mail, _) => {
                Outcome::RelayFault(failure)
            }
            // It can be sent again when the relay has learned to.
            (_, Fault::NoSmtpUtf8) => Outcome::Refused(failure),
            (_, Fault::TimedOut | Fault::Broken(_) | Fault::Failed(_)) => {
                Outcome::TryLater(failure)
            }
            (_, Fault::Reply { code: 400..=499, .. }) => Outcome::TryLater(failure),
            // "Log in first", "commands out of order": our access to the relay is at fault, in any
            // phase.
            (_, Fault::Reply { code: 503 | 530 | 534 | 535 | 538, .. }) => {
                Outcome::RelayFault(failure)
            }
            // RFC 3463, X.7: a policy, such as "relaying denied" or a block list. The address may
            // be valid, and a wrong setting of the relay must neither suppress addresses nor give
            // up mails.
            (_, Fault::Reply { enhanced: Some(status), .. }) if status.starts_with("5.7.") => {
                Outcome::PolicyRefused(failure)
            }
            (Phase::Rcpt, Fault::Reply { code, enhanced, .. }) => match enhanced.as_deref() {
                // A full mailbox, or too many recipients (RFC 5321, 4.5.3.1.10), is temporary.
                Some("5.2.2") => Outcome::TryLater(failure),
                None if *code == 552 => Outcome::TryLater(failure),
                _ => Outcome::RecipientRefused(failure),
            },
            (_, Fault::Reply { .. }) => Outcome::Refused(failure),
        }
    }

    fn cause(&self) -> Cause {
        match &self.fault {
            Fault::Reply { code, enhanced: Some(enhanced), .. } => {
                Code::RelayAnswered.at(self.phase, format!("{code} {enhanced}"))
            }
            Fault::Reply { code, .. } => Code::RelayAnswered.at(self.phase, code.to_string()),
            Fault::NoSmtpUtf8 => Code::NoSmtputf8.into(),
            Fault::TimedOut => Code::RelayTimedOut.at(self.phase, None),
            Fault::Broken(code) => code.at(self.phase, None),
            Fault::Failed(error) => certificate_fault(error)
                .unwrap_or(Code::ConnectionFailed)
                .at(self.phase, error.clone()),
        }
    }

    fn reply(&self) -> Option<String> {
        match &self.fault {
            Fault::Reply { text, .. } => Some(text.clone()),
            _ => None,
        }
    }
}

/// Why a certificate was not accepted. rustls names the fault.
fn certificate_fault(error: &str) -> Option<Code> {
    let fault = error.split_once("certificate")?.1;
    Some(if fault.contains("UnknownIssuer") {
        Code::UnknownIssuer
    } else if fault.contains("NotValidForName") || fault.contains("not valid for name") {
        Code::WrongName
    } else if fault.to_ascii_lowercase().contains("expired") {
        Code::Expired
    } else {
        Code::Untrusted
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
            let error = format!("invalid peer certificate: {fault}");
            let cause = ConversationError::failed(Phase::Tls, error).cause().to_string();
            assert!(cause.contains(fault) && cause.contains(remedy), "{cause}");
        }
        assert_eq!(certificate_fault("connection refused"), None);
    }

    #[test]
    fn a_status_code_is_recognised_at_the_start_only() {
        assert_eq!(enhanced("5.1.1 <ann@example.com>: no such user").as_deref(), Some("5.1.1"));
        for text in ["", "no 5.1.1", "5.1", "5.1.1234", "5.1.x", "127.0.0.1"] {
            assert_eq!(enhanced(text), None, "{text}");
        }
    }
}
