//! Why a mail waits or was not sent, and why an address gets none: a code, for mails that were handed to a relay the phase of
//! the conversation, and what others have said.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::i18n::Message;
use crate::stored_enum;

stored_enum! {
    /// Why a mail waits or was not sent, or why an address gets none.
    #[schema(as = MailCauseCode)]
    pub enum Code {
        /// A newer version of the program planned it.
        UnknownEvent = 0 => "unknown_event",
        /// The reader's address was erased.
        Erased = 1 => "erased",
        /// Its content was no longer true.
        Outdated = 2 => "outdated",
        /// The address is suppressed.
        Suppressed = 3 => "suppressed",
        /// The invitation was accepted, revoked or sent again.
        InvitationOver = 4 => "invitation_over",
        /// The account was removed or disabled.
        AccountGone = 5 => "account_gone",
        /// The recipient has switched such mail off.
        SwitchedOff = 6 => "switched_off",
        /// The relay has recently refused the address.
        RecentlyRefused = 7 => "recently_refused",
        /// The recipient has quiet hours.
        QuietHours = 8 => "quiet_hours",
        /// A mail about the decision on the comment goes first.
        DecisionFirst = 9 => "decision_first",
        /// The limit of mails per time is reached.
        Throttled = 10 => "throttled",
        /// An earlier attempt may still be accepted by the relay.
        EarlierAttempt = 11 => "earlier_attempt",
        /// Its news went into an earlier mail.
        Joined = 12 => "joined",
        /// An admin has cancelled it.
        Cancelled = 13 => "cancelled",
        /// The recipient complained about it.
        Complaint = 14 => "complaint",
        /// The reader asked for no more mail. Nobody else can change that.
        Unsubscribed = 15 => "unsubscribed",
        /// The inbox reached its limit of links, or its owner has unsubscribed.
        LinkLimit = 16 => "link_limit",
        /// It came back; `detail` is the status code of RFC 3463.
        Bounced = 20 => "bounced",
        /// It came back, and may be accepted later; `detail` is the status code.
        BouncedForNow = 21 => "bounced_for_now",
        /// A relay on its way delays it; `detail` is the status code.
        Delayed = 22 => "delayed",
        /// The relay answered with an error in `phase`; `detail` has its reply code and status code.
        RelayAnswered = 30 => "relay_answered",
        /// The relay did not answer in time in `phase`.
        RelayTimedOut = 31 => "relay_timed_out",
        /// The relay closed the connection in `phase`.
        RelayClosed = 32 => "relay_closed",
        /// The relay's reply in `phase` is invalid.
        ReplyInvalid = 33 => "reply_invalid",
        /// The relay offers no STARTTLS.
        NoStarttls = 34 => "no_starttls",
        /// The relay carries no mail to international addresses.
        NoSmtputf8 = 35 => "no_smtputf8",
        /// The relay is at fault; nothing else is known.
        RelayFault = 36 => "relay_fault",
        /// The connection failed in `phase`; `detail` says why.
        ConnectionFailed = 37 => "connection_failed",
        /// The relay's certificate has an unknown issuer.
        UnknownIssuer = 38 => "certificate_unknown_issuer",
        /// The relay's certificate is for another name.
        WrongName = 39 => "certificate_wrong_name",
        /// The relay's certificate has expired.
        Expired = 40 => "certificate_expired",
        /// The relay's certificate is not trusted for another reason.
        Untrusted = 41 => "certificate_untrusted",
        /// The start of the attempt could not be stored.
        NotStarted = 42 => "not_started",
        /// The file cannot be written to the mail folder; `detail` says why.
        FileNotWritten = 50 => "file_not_written",
        /// The mail cannot be composed; `detail` says why.
        NotComposed = 51 => "not_composed",
        /// What another version of the program wrote, in `detail`.
        Other = 99 => "other",
    }
}

stored_enum! {
    /// A phase of the SMTP conversation.
    #[schema(as = MailPhase)]
    pub enum Phase {
        /// Name, TCP, greeting, EHLO.
        Connect = 0 => "connect",
        /// Encryption.
        Tls = 1 => "tls",
        /// AUTH.
        Login = 2 => "login",
        /// MAIL.
        Mail = 3 => "mail",
        /// RCPT.
        Rcpt = 4 => "rcpt",
        /// The command DATA.
        Data = 5 => "data",
        /// The message, and the answer to it.
        Message = 6 => "message",
    }
}

/// Why a mail waits or was not sent, or why an address gets none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MailCause)]
pub struct Cause {
    /// The code.
    pub code: Code,
    /// The phase of the SMTP conversation, if it failed there.
    pub phase: Option<Phase>,
    /// What the other side or the machine said: codes or an error, never an address.
    pub detail: Option<String>,
}

/// A cause as tables have it. The text is the same in English. The version before wrote only the text, and still reads it
/// while both run, so it is written for one more release.
#[derive(Debug, diesel::Queryable)]
pub struct Stored {
    text: Option<String>,
    code: Option<Code>,
    phase: Option<Phase>,
    detail: Option<String>,
}

impl From<Stored> for Option<Cause> {
    fn from(stored: Stored) -> Option<Cause> {
        match stored.code {
            Some(code) => Some(Cause { code, phase: stored.phase, detail: stored.detail }),
            None => stored.text.map(|text| Cause::of_text(&text)),
        }
    }
}

/// For columns that cannot be NULL.
impl From<Stored> for Cause {
    fn from(stored: Stored) -> Cause {
        Option::from(stored).unwrap_or_else(|| Code::Other.into())
    }
}

impl From<Code> for Cause {
    fn from(code: Code) -> Cause {
        Cause { code, phase: None, detail: None }
    }
}

/// Between phase and codes.
const ANSWERED: &str = " the relay answered ";
/// After the phase.
const TIMED_OUT: &str = " the relay did not answer in time";

impl Phase {
    fn in_english(self) -> &'static str {
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
}

impl Code {
    /// This code in a phase, with what the other side said.
    pub fn at(self, phase: Phase, detail: impl Into<Option<String>>) -> Cause {
        Cause { code: self, phase: Some(phase), detail: detail.into() }
    }

    /// This code with what the other side or the machine said.
    pub fn with(self, detail: impl Into<String>) -> Cause {
        Cause { code: self, phase: None, detail: Some(detail.into()) }
    }

    /// Its sentence, or the part of it that is the same for every phase and detail.
    fn in_english(self) -> &'static str {
        match self {
            Code::UnknownEvent => "this version of the program does not know the event",
            Code::Erased => "the reader's address was erased",
            Code::Outdated => "its content was no longer true",
            Code::Suppressed => "the address is suppressed",
            Code::InvitationOver => "the invitation was accepted, revoked or sent again",
            Code::AccountGone => "the account was removed or disabled",
            Code::SwitchedOff => "the recipient has switched such mail off",
            Code::RecentlyRefused => "the relay has recently refused this address",
            Code::QuietHours => "the recipient has quiet hours",
            Code::DecisionFirst => "a mail about the decision on the comment goes first",
            Code::Throttled => "the limit of mails per time is reached",
            Code::EarlierAttempt => "an earlier attempt may still be accepted by the relay",
            Code::Joined => "its news went into an earlier mail",
            Code::Cancelled => "an admin has cancelled it",
            Code::Complaint => "the recipient complained about it",
            Code::Unsubscribed => "the reader asked for no more mail",
            Code::LinkLimit => {
                "the inbox reached its limit of links, or its owner has unsubscribed"
            }
            Code::Bounced => "it came back: ",
            Code::BouncedForNow => "it came back for now: ",
            Code::Delayed => "it is delayed: ",
            Code::RelayAnswered => ANSWERED,
            Code::RelayTimedOut => TIMED_OUT,
            Code::RelayClosed => "the relay closed the connection",
            Code::ReplyInvalid => "the relay's reply is invalid",
            Code::NoStarttls => "the relay offers no STARTTLS",
            Code::NoSmtputf8 => {
                "the relay carries no mail to international addresses (it offers no SMTPUTF8)"
            }
            Code::RelayFault => "the relay is at fault",
            Code::UnknownIssuer => "name the root certificate of the relay in mail.smtp_ca_file",
            Code::WrongName => "write the host in mail.smtp_url as the certificate names it",
            Code::Expired => "the relay needs a new certificate",
            Code::Untrusted => {
                "the relay needs a certificate for its name that this machine trusts"
            }
            Code::NotStarted => "the start of the attempt could not be stored",
            Code::FileNotWritten => "the file cannot be written to the mail folder: ",
            Code::NotComposed => "the mail cannot be composed: ",
            Code::ConnectionFailed | Code::Other => "",
        }
    }
}

impl Cause {
    /// The cause in the words of the pages. What others have said stays as it came.
    pub fn message(&self) -> Message {
        let phase = self.known_phase().label();
        let detail = self.known_detail();
        let certificate = |remedy| Message::cause_with_remedy(phase.clone(), detail, remedy);
        match self.code {
            Code::UnknownEvent => Message::cause_unknown_event(),
            Code::Erased => Message::cause_erased(),
            Code::Outdated => Message::cause_untrue(),
            Code::Suppressed => Message::cause_suppressed(),
            Code::InvitationOver => Message::cause_invitation_over(),
            Code::AccountGone => Message::cause_account_gone(),
            Code::SwitchedOff => Message::cause_not_wanted(),
            Code::RecentlyRefused => Message::cause_refused_lately(),
            Code::QuietHours => Message::cause_quiet_hours(),
            Code::DecisionFirst => Message::cause_decision_first(),
            Code::Throttled => Message::cause_pace(),
            Code::EarlierAttempt => Message::cause_earlier_attempt(),
            Code::Joined => Message::cause_absorbed(),
            Code::Cancelled => Message::cause_cancelled(),
            Code::Complaint => Message::cause_complaint(),
            Code::Unsubscribed => Message::cause_unsubscribed(),
            Code::LinkLimit => Message::cause_link_limit(),
            Code::Bounced => Message::cause_came_back(detail),
            Code::BouncedForNow => Message::cause_came_back_for_now(detail),
            Code::Delayed => Message::cause_delayed(detail),
            Code::RelayAnswered => Message::cause_answered(phase, detail),
            Code::RelayTimedOut => Message::cause_timed_out(phase),
            Code::RelayClosed => Message::cause_broken(phase, Message::cause_closed()),
            Code::ReplyInvalid => Message::cause_broken(phase, Message::cause_reply_invalid()),
            Code::NoStarttls => Message::cause_broken(phase, Message::cause_no_starttls()),
            Code::NotStarted => Message::cause_broken(phase, Message::cause_not_started()),
            Code::ConnectionFailed => {
                Message::cause_broken(phase, Message::from(detail.to_owned()))
            }
            Code::NoSmtputf8 => Message::cause_no_smtputf8(),
            Code::RelayFault => Message::cause_relay_fault(),
            Code::UnknownIssuer => certificate(Message::cause_remedy_root()),
            Code::WrongName => certificate(Message::cause_remedy_name()),
            Code::Expired => certificate(Message::cause_remedy_expired()),
            Code::Untrusted => certificate(Message::cause_remedy_trust()),
            Code::FileNotWritten => Message::cause_unwritten(detail),
            Code::NotComposed => Message::cause_not_composed(detail),
            Code::Other => Message::from(detail.to_owned()),
        }
    }

    /// The cause whose English text this is, as the previous release stored it without a code. Tests write it so, too.
    pub fn of_text(text: &str) -> Cause {
        let in_phase = Phase::ALL.into_iter().find_map(|phase| {
            text.strip_prefix(phase.in_english()).and_then(|rest| Cause::of_rest(phase, rest))
        });
        let alone = || {
            Code::ALL.into_iter().find_map(|code| match code {
                Code::Bounced
                | Code::BouncedForNow
                | Code::Delayed
                | Code::FileNotWritten
                | Code::NotComposed => {
                    text.strip_prefix(code.in_english()).map(|detail| code.with(detail))
                }
                code => (text == code.in_english()).then_some(Cause::from(code)),
            })
        };
        in_phase.or_else(alone).unwrap_or_else(|| Code::Other.with(text))
    }

    /// What stands after a phase.
    fn of_rest(phase: Phase, rest: &str) -> Option<Cause> {
        if let Some(codes) = rest.strip_prefix(ANSWERED) {
            return Some(Code::RelayAnswered.at(phase, codes.to_owned()));
        }
        if rest == TIMED_OUT {
            return Some(Code::RelayTimedOut.at(phase, None));
        }
        let why = rest.strip_prefix(": ")?;
        for code in [Code::RelayClosed, Code::ReplyInvalid, Code::NoStarttls, Code::NotStarted] {
            if why == code.in_english() {
                return Some(code.at(phase, None));
            }
        }
        for code in [Code::UnknownIssuer, Code::WrongName, Code::Expired, Code::Untrusted] {
            let fault = why.strip_suffix(code.in_english());
            if let Some(fault) = fault.and_then(|fault| fault.strip_suffix("; ")) {
                return Some(code.at(phase, fault.to_owned()));
            }
        }
        Some(Code::ConnectionFailed.at(phase, why.to_owned()))
    }

    fn known_phase(&self) -> Phase {
        self.phase.unwrap_or(Phase::Connect)
    }

    fn known_detail(&self) -> &str {
        self.detail.as_deref().unwrap_or_default()
    }
}

/// In English, for the log and for `last_error` and `reason` in the API.
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (phase, detail) = (self.known_phase().in_english(), self.known_detail());
        let text = self.code.in_english();
        match self.code {
            Code::RelayAnswered => write!(f, "{phase}{ANSWERED}{detail}"),
            Code::RelayTimedOut => write!(f, "{phase}{TIMED_OUT}"),
            Code::RelayClosed | Code::ReplyInvalid | Code::NoStarttls | Code::NotStarted => {
                write!(f, "{phase}: {text}")
            }
            Code::UnknownIssuer | Code::WrongName | Code::Expired | Code::Untrusted => {
                write!(f, "{phase}: {detail}; {text}")
            }
            Code::ConnectionFailed => write!(f, "{phase}: {detail}"),
            _ => write!(f, "{text}{detail}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Words;

    /// One cause of each code, as the program makes them.
    fn all() -> Vec<Cause> {
        let cause = |code: Code| match code {
            Code::RelayAnswered => code.at(Phase::Rcpt, "550 5.1.1".to_owned()),
            Code::RelayTimedOut | Code::RelayClosed | Code::ReplyInvalid => {
                code.at(Phase::Message, None)
            }
            Code::NoStarttls => code.at(Phase::Tls, None),
            Code::NotStarted => code.at(Phase::Data, None),
            Code::ConnectionFailed => code.at(Phase::Connect, "Connection refused".to_owned()),
            Code::UnknownIssuer | Code::WrongName | Code::Expired | Code::Untrusted => {
                code.at(Phase::Tls, "invalid peer certificate: X".to_owned())
            }
            Code::Bounced | Code::BouncedForNow | Code::Delayed => code.with("4.2.2"),
            Code::FileNotWritten | Code::NotComposed | Code::Other => code.with("no space left"),
            code => Cause::from(code),
        };
        Code::ALL.map(cause).to_vec()
    }

    #[test]
    fn the_text_of_a_cause_reads_back() {
        for cause in all() {
            assert_eq!(Cause::of_text(&cause.to_string()), cause, "{cause}");
        }
        // What the version before matches by its words.
        let unsubscribed = Cause::from(Code::Unsubscribed).to_string();
        assert_eq!(unsubscribed, "the reader asked for no more mail");
        let refused = Code::RelayAnswered.at(Phase::Rcpt, "550 5.1.1".to_owned());
        assert_eq!(refused.to_string(), "at RCPT the relay answered 550 5.1.1");
        assert_eq!(Cause::of_text("what nobody writes"), Code::Other.with("what nobody writes"));
    }

    #[test]
    fn a_cause_is_said_in_the_language_of_the_page() {
        let arabic = Words::of("ar");
        let foreign = |cause: &Cause| cause.detail.is_some() || cause.phase.is_some();
        for cause in all().into_iter().filter(|cause| !foreign(cause)) {
            let said = arabic.say(&cause.message()).replace("SMTPUTF8", "");
            assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{cause}: {said}");
        }
        let german = Words::of("de");
        let said = |text: &str| german.say(&Cause::of_text(text).message()).into_owned();
        for phase in Phase::ALL {
            for cause in [
                Code::RelayAnswered.at(phase, "554 5.7.1".to_owned()),
                Code::RelayTimedOut.at(phase, None),
                Code::RelayClosed.at(phase, None),
            ] {
                let said = said(&cause.to_string());
                assert!(said.contains("Mailserver") && !said.contains("relay"), "{said}");
            }
        }
        assert_eq!(
            said("at RCPT the relay answered 550 5.1.1"),
            "Empfänger (RCPT): der Mailserver antwortete 550 5.1.1"
        );
        // What the machine or the other side said is not translated.
        assert_eq!(
            said("while connecting: Connection refused (os error 111)"),
            "Verbindungsaufbau: Connection refused (os error 111)"
        );
        assert_eq!(
            said("at TLS: invalid peer certificate: Expired; the relay needs a new certificate"),
            "Verschlüsselung (TLS): invalid peer certificate: Expired; der Mailserver braucht ein neues Zertifikat"
        );
    }
}
