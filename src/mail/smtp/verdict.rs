//! What a failure means, by the phase in which it came: the table of promises.md, "Retry classes".

use std::error::Error as _;

use lettre::transport::smtp::Error as SmtpError;

use crate::mail::{Outcome, Trouble};

/// A point of the conversation at which it can stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Name, TCP, greeting, EHLO.
    Connect,
    Tls,
    Login,
    Mail,
    Rcpt,
    /// The command DATA.
    Data,
    /// The message, and the answer to it.
    Message,
}

/// Why a conversation stopped.
pub(super) struct Stop {
    phase: Phase,
    cause: Cause,
}

enum Cause {
    /// The relay said no.
    Said { code: u16, enhanced: Option<String>, text: String },
    /// The relay said nothing in time.
    Silence,
    /// The connection broke, or what came over it made no sense.
    Broken(String),
}

impl Stop {
    pub(super) fn silence(phase: Phase) -> Stop {
        Stop { phase, cause: Cause::Silence }
    }

    pub(super) fn broken(phase: Phase, why: impl Into<String>) -> Stop {
        Stop { phase, cause: Cause::Broken(why.into()) }
    }

    pub(super) fn of(phase: Phase, error: &SmtpError) -> Stop {
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        let cause = match error.status().and_then(|code| code.to_string().parse().ok()) {
            Some(code) => Cause::Said { code, enhanced: enhanced(&source), text: source },
            None if error.is_response() && source == "incomplete response" => {
                Cause::Broken("the relay hung up".to_owned())
            }
            // The source repeats what the relay sent, which may be anything.
            None if error.is_response() => {
                Cause::Broken("the relay's answer makes no sense".to_owned())
            }
            None if source.is_empty() => Cause::Broken(error.to_string()),
            None => Cause::Broken(source),
        };
        Stop { phase, cause }
    }

    /// True if the connection is of no more use, or the relay is about to close it (421).
    pub(super) fn is_of_connection(&self) -> bool {
        !matches!(self.cause, Cause::Said { code, .. } if code != 421)
    }

    pub(super) fn outcome(self) -> Outcome {
        let trouble = Trouble { reason: self.reason(), reply: self.reply() };
        match (self.phase, &self.cause) {
            // Before RCPT nothing has been said about this mail: the next one would fare the same.
            (Phase::Connect | Phase::Tls | Phase::Login | Phase::Mail, _) => {
                Outcome::RelayFault(trouble)
            }
            (_, Cause::Silence | Cause::Broken(_)) => Outcome::TryLater(trouble),
            (_, Cause::Said { code: 400..=499, .. }) => Outcome::TryLater(trouble),
            // "Log in first", "commands out of order": our access to the relay, whatever the phase.
            (_, Cause::Said { code: 503 | 530 | 534 | 535 | 538, .. }) => {
                Outcome::RelayFault(trouble)
            }
            // RFC 3463, X.7: a policy, such as "relaying denied" or a block list. It says nothing
            // about the address, and a wrong setting must neither suppress everybody's nor end a
            // mail.
            (_, Cause::Said { enhanced: Some(status), .. }) if status.starts_with("5.7.") => {
                Outcome::PolicyRefused(trouble)
            }
            (Phase::Rcpt, Cause::Said { code, enhanced, .. }) => match enhanced.as_deref() {
                // A full mailbox, or too many recipients (RFC 5321, 4.5.3.1.10), passes.
                Some("5.2.2") => Outcome::TryLater(trouble),
                None if *code == 552 => Outcome::TryLater(trouble),
                _ => Outcome::RecipientRefused(trouble),
            },
            (_, Cause::Said { .. }) => Outcome::Refused(trouble),
        }
    }

    fn reason(&self) -> String {
        let phase = match self.phase {
            Phase::Connect => "while connecting",
            Phase::Tls => "at TLS",
            Phase::Login => "at AUTH",
            Phase::Mail => "at MAIL",
            Phase::Rcpt => "at RCPT",
            Phase::Data => "at DATA",
            Phase::Message => "after the message",
        };
        match &self.cause {
            Cause::Said { code, enhanced: Some(enhanced), .. } => {
                format!("{phase} the relay answered {code} {enhanced}")
            }
            Cause::Said { code, .. } => format!("{phase} the relay answered {code}"),
            Cause::Silence => format!("{phase} the relay did not answer in time"),
            Cause::Broken(why) => format!("{phase}: {why}"),
        }
    }

    fn reply(&self) -> Option<String> {
        match &self.cause {
            Cause::Said { text, .. } => Some(text.clone()),
            _ => None,
        }
    }
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
    fn a_status_code_is_recognised_at_the_start_only() {
        assert_eq!(enhanced("5.1.1 <ann@example.com>: no such user").as_deref(), Some("5.1.1"));
        for text in ["", "no 5.1.1", "5.1", "5.1.1234", "5.1.x", "127.0.0.1"] {
            assert_eq!(enhanced(text), None, "{text}");
        }
    }
}
