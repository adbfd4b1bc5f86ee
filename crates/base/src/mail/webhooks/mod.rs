//! What mail services report about our mails by HTTP: that one came back, or that its recipient complained. Each
//! request is signed by its service. No I/O.

pub mod mailgun;
pub mod sendgrid;
pub mod ses;

use std::time::Duration;

use crate::clock::{DAY, Time};
use crate::mail::bounce::{self, Report};
use crate::named_enum;

/// How old a signed request may be; services repeat a request that was not answered for less than that.
const LONGEST_AGE: Duration = DAY;

named_enum! {
    /// A mail service. The name is the end of the address that it reports to.
    pub enum Service {
        /// Amazon SES, by a topic of Amazon SNS.
        Ses => "ses",
        /// Mailgun.
        Mailgun => "mailgun",
        /// SendGrid.
        Sendgrid => "sendgrid",
    }
}

/// What a service reports about one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What happened.
    pub report: Report,
    /// The tags of the envelopes that it may be about.
    pub tags: Vec<String>,
    /// The `Message-ID`, with angle brackets, if the service keeps ours.
    pub message_id: Option<String>,
}

/// Why a request changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not signed by the service, or it was signed long ago.
    Unsigned,
    /// It is signed, and not in the form that the service documents.
    Malformed,
}

/// Whether a request that was signed at `signed` (seconds since 1970) is not one that somebody has kept.
fn is_recent(signed: i64, now: Time) -> bool {
    let signed = Time::from_micros(signed.saturating_mul(1_000_000));
    now.elapsed_since(signed.minus(Duration::from_secs(300))).is_some_and(|age| age < LONGEST_AGE)
}

/// A final refusal, by its status of RFC 3463 if the service reports a well-formed one.
fn failed(status: Option<&str>, otherwise: &str) -> Report {
    match status.filter(|status| is_status(status)) {
        Some(status) => bounce::failed(status),
        None => Report::Failed(otherwise.to_owned()),
    }
}

/// A fault that may pass.
fn failed_for_now(status: Option<&str>, otherwise: &str) -> Report {
    Report::FailedForNow(status.filter(|status| is_status(status)).unwrap_or(otherwise).to_owned())
}

fn is_status(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// A Message-ID with its angle brackets, with which some services report it and some do not.
fn in_brackets(id: &str) -> String {
    format!("<{}>", id.trim().trim_start_matches('<').trim_end_matches('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_good_for_a_day_also_if_the_clocks_differ() {
        let now = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        let seconds = now.seconds();
        assert!(is_recent(seconds, now) && is_recent(seconds + 200, now));
        assert!(is_recent(seconds - 80_000, now));
        for other in [seconds - 90_000, seconds + 3_600, i64::MAX, i64::MIN, 0] {
            assert!(!is_recent(other, now), "{other}");
        }
    }

    #[test]
    fn only_a_well_formed_status_is_taken_over() {
        assert_eq!(failed(Some("5.1.1"), "x"), Report::Failed("5.1.1".into()));
        assert_eq!(failed(Some("5.7.1"), "x"), Report::FailedForNow("5.7.1".into()));
        for other in [None, Some(""), Some("5.1.1 <ann@reader.example>"), Some("5.x.1")] {
            assert_eq!(failed(other, "x"), Report::Failed("x".into()), "{other:?}");
        }
        assert_eq!(in_brackets("a@b"), "<a@b>");
        assert_eq!(in_brackets(" <a@b> "), "<a@b>");
    }
}
