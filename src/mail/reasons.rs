//! Why a mail could not be sent. It is stored and logged in English, as the API has it; [`message`] has it in the words of
//! the pages. What others have answered stays as it came.

use crate::i18n::Message;

/// A phase of the SMTP conversation.
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

pub(super) const CLOSED: &str = "the relay closed the connection";
pub(super) const REPLY_INVALID: &str = "the relay's reply is invalid";
pub(super) const NO_STARTTLS: &str = "the relay offers no STARTTLS";
pub(super) const NO_SMTPUTF8: &str =
    "the relay carries no mail to international addresses (it offers no SMTPUTF8)";
pub(super) const REMEDY_ROOT: &str = "name the root certificate of the relay in mail.smtp_ca_file";
pub(super) const REMEDY_NAME: &str = "write the host in mail.smtp_url as the certificate names it";
pub(super) const REMEDY_EXPIRED: &str = "the relay needs a new certificate";
pub(super) const REMEDY_TRUST: &str =
    "the relay needs a certificate for its name that this machine trusts";
/// What a stored fault says if another version has written it.
pub(super) const AT_FAULT: &str = "the relay is at fault";
/// Before the cause.
pub(super) const UNWRITTEN: &str = "the file cannot be written to the mail folder: ";
pub(super) const NOT_COMPOSED: &str = "the mail cannot be composed: ";
const ANSWERED: &str = " the relay answered ";
const TIMED_OUT: &str = " the relay did not answer in time";

impl Phase {
    const ALL: [Phase; 7] = [
        Phase::Connect,
        Phase::Tls,
        Phase::Login,
        Phase::Mail,
        Phase::Rcpt,
        Phase::Data,
        Phase::Message,
    ];

    /// The beginning of a stored reason.
    fn stored(self) -> &'static str {
        match self {
            Phase::Connect => "while connecting",
            Phase::Tls => "at TLS",
            Phase::Login => "at AUTH",
            Phase::Mail => "at MAIL",
            Phase::Rcpt => "at RCPT",
            Phase::Data => "at DATA",
            Phase::Message => "after the message",
        }
    }

    fn label(self) -> Message {
        match self {
            Phase::Connect => Message::cause_at_connect(),
            Phase::Tls => Message::cause_at_tls(),
            Phase::Login => Message::cause_at_login(),
            Phase::Mail => Message::cause_at_mail(),
            Phase::Rcpt => Message::cause_at_rcpt(),
            Phase::Data => Message::cause_at_data(),
            Phase::Message => Message::cause_at_message(),
        }
    }

    /// The relay answered with an error; `codes` are its reply code and status code.
    pub(super) fn answered(self, codes: &str) -> String {
        format!("{}{ANSWERED}{codes}", self.stored())
    }

    pub(super) fn timed_out(self) -> String {
        format!("{}{TIMED_OUT}", self.stored())
    }

    /// The connection broke; `why` may end with a remedy.
    pub(super) fn broken(self, why: &str) -> String {
        format!("{}: {why}", self.stored())
    }
}

/// A stored reason in the words of the pages; none if it is not one of those that this program writes.
pub fn message(stored: &str) -> Option<Message> {
    for phase in Phase::ALL {
        let Some(rest) = stored.strip_prefix(phase.stored()) else { continue };
        if let Some(codes) = rest.strip_prefix(ANSWERED) {
            return Some(Message::cause_answered(phase.label(), codes));
        }
        if rest == TIMED_OUT {
            return Some(Message::cause_timed_out(phase.label()));
        }
        if let Some(why) = rest.strip_prefix(": ") {
            return Some(broken(phase, why));
        }
    }
    if let Some(cause) = stored.strip_prefix(UNWRITTEN) {
        return Some(Message::cause_unwritten(cause));
    }
    if let Some(cause) = stored.strip_prefix(NOT_COMPOSED) {
        return Some(Message::cause_not_composed(cause));
    }
    match stored {
        NO_SMTPUTF8 => Some(Message::cause_no_smtputf8()),
        AT_FAULT => Some(Message::cause_relay_fault()),
        _ => None,
    }
}

fn broken(phase: Phase, why: &str) -> Message {
    let remedies = [
        (REMEDY_ROOT, Message::cause_remedy_root()),
        (REMEDY_NAME, Message::cause_remedy_name()),
        (REMEDY_EXPIRED, Message::cause_remedy_expired()),
        (REMEDY_TRUST, Message::cause_remedy_trust()),
    ];
    for (stored, remedy) in remedies {
        if let Some(why) = why.strip_suffix(stored).and_then(|why| why.strip_suffix("; ")) {
            return Message::cause_with_remedy(phase.label(), why, remedy);
        }
    }
    let why = match why {
        CLOSED => Message::cause_closed(),
        REPLY_INVALID => Message::cause_reply_invalid(),
        NO_STARTTLS => Message::cause_no_starttls(),
        other => Message::from(other.to_owned()),
    };
    Message::cause_broken(phase.label(), why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Words;

    #[test]
    fn what_is_stored_in_english_is_said_in_the_language_of_the_page() {
        let german = Words::of("de");
        let said = |stored: String| message(&stored).map(|it| german.say(&it).into_owned());
        for phase in Phase::ALL {
            for stored in [phase.answered("554 5.7.1"), phase.timed_out(), phase.broken(CLOSED)] {
                let said = said(stored.clone()).unwrap_or_else(|| panic!("{stored}"));
                assert!(said.contains("Mailserver") && !said.contains("relay"), "{said}");
            }
        }
        assert_eq!(
            said(Phase::Rcpt.answered("550 5.1.1")).as_deref(),
            Some("Empfänger (RCPT): der Mailserver antwortete 550 5.1.1")
        );
        // What the machine or the other side said is not translated.
        assert_eq!(
            said(Phase::Connect.broken("Connection refused (os error 111)")).as_deref(),
            Some("Verbindungsaufbau: Connection refused (os error 111)")
        );
        let why = format!("invalid peer certificate: Expired; {REMEDY_EXPIRED}");
        assert_eq!(
            said(Phase::Tls.broken(&why)).as_deref(),
            Some(
                "Verschlüsselung (TLS): invalid peer certificate: Expired; der Mailserver braucht ein neues Zertifikat"
            )
        );
        assert_eq!(said("something that nobody wrote".to_owned()), None);
    }
}
