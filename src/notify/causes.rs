//! Why a mail waits or was not sent, and why an address gets none. It is stored in English, as the API and the log have it;
//! [`message`] has it in the words of the pages.

use crate::i18n::Message;
use crate::mail::reasons;

pub(super) const UNKNOWN_EVENT: &str = "this version of the program does not know the event";
pub(super) const ERASED: &str = "the reader's address was erased";
pub(super) const UNTRUE: &str = "its content was no longer true";
pub(super) const SUPPRESSED: &str = "the address is suppressed";
pub(super) const INVITATION_OVER: &str = "the invitation was accepted, revoked or sent again";
pub(super) const ACCOUNT_GONE: &str = "the account was removed or disabled";
pub(super) const NOT_WANTED: &str = "the recipient has switched such mail off";
pub(super) const REFUSED_LATELY: &str = "the relay has recently refused this address";
pub(super) const QUIET_HOURS: &str = "the recipient has quiet hours";
pub(super) const DECISION_FIRST: &str = "a mail about the decision on the comment goes first";
pub(super) const PACE: &str = "the limit of mails per time is reached";
pub(super) const EARLIER_ATTEMPT: &str = "an earlier attempt may still be accepted by the relay";
pub(super) const ABSORBED: &str = "its news went into an earlier mail";
pub(super) const CANCELLED: &str = "an admin has cancelled it";
pub(super) const COMPLAINT: &str = "the recipient complained about it";
/// The reason stored with the suppression of a reader who unsubscribed. Nobody else can lift it.
pub(super) const UNSUBSCRIBED: &str = "the reader asked for no more mail";
/// Before the status code of RFC 3463.
pub(super) const CAME_BACK: &str = "it came back: ";
pub(super) const CAME_BACK_FOR_NOW: &str = "it came back for now: ";
pub(super) const DELAYED: &str = "it is delayed: ";

/// A stored cause in the words of the pages. One that this version does not write stays as it is.
pub fn message(stored: &str) -> Message {
    type WithStatus = fn(&str) -> Message;
    let with_status: [(&str, WithStatus); 3] = [
        (CAME_BACK, |status| Message::cause_came_back(status)),
        (CAME_BACK_FOR_NOW, |status| Message::cause_came_back_for_now(status)),
        (DELAYED, |status| Message::cause_delayed(status)),
    ];
    for (beginning, of_status) in with_status {
        if let Some(status) = stored.strip_prefix(beginning) {
            return of_status(status);
        }
    }
    match stored {
        UNKNOWN_EVENT => Message::cause_unknown_event(),
        ERASED => Message::cause_erased(),
        UNTRUE => Message::cause_untrue(),
        SUPPRESSED => Message::cause_suppressed(),
        INVITATION_OVER => Message::cause_invitation_over(),
        ACCOUNT_GONE => Message::cause_account_gone(),
        NOT_WANTED => Message::cause_not_wanted(),
        REFUSED_LATELY => Message::cause_refused_lately(),
        QUIET_HOURS => Message::cause_quiet_hours(),
        DECISION_FIRST => Message::cause_decision_first(),
        PACE => Message::cause_pace(),
        EARLIER_ATTEMPT => Message::cause_earlier_attempt(),
        ABSORBED => Message::cause_absorbed(),
        CANCELLED => Message::cause_cancelled(),
        COMPLAINT => Message::cause_complaint(),
        UNSUBSCRIBED => Message::cause_unsubscribed(),
        other => reasons::message(other).unwrap_or_else(|| Message::from(other.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Words;

    #[test]
    fn a_cause_is_said_in_the_language_of_the_page() {
        let arabic = Words::of("ar");
        let own = [
            UNKNOWN_EVENT,
            ERASED,
            UNTRUE,
            SUPPRESSED,
            INVITATION_OVER,
            ACCOUNT_GONE,
            NOT_WANTED,
            REFUSED_LATELY,
            QUIET_HOURS,
            DECISION_FIRST,
            PACE,
            EARLIER_ATTEMPT,
            ABSORBED,
            CANCELLED,
            COMPLAINT,
            UNSUBSCRIBED,
        ];
        for cause in own {
            let said = arabic.say(&message(cause)).into_owned();
            assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{cause}: {said}");
        }
        let english = |cause: &str| message(cause).in_english();
        assert_eq!(english(&format!("{CAME_BACK}5.1.1")), "It came back: 5.1.1");
        assert_eq!(
            english("at RCPT the relay answered 550"),
            "Recipient (RCPT): the mail server answered 550"
        );
        assert_eq!(english("what an old version wrote"), "what an old version wrote");
    }
}
