//! Texts of the desk: notices, log lines, conditions of a list, reasons, ages.

use std::time::Duration;

use crate::audit::model::Act;
use crate::comments::life::model::{BY_AUTHOR, BY_FLAGS};
use crate::config::Config;
use crate::config::reasons::ReasonCode;
use crate::desk::item::view::{LogEntry, ReasonChoice};
use crate::i18n::{self, Message, Words};
use crate::moderation;
use crate::moderation::answering::SAME_MODERATOR;
use crate::moderation::model::{Actor, LogEntry as Line};
use crate::screening::reasons::Reason;
use crate::status::Decision;

/// The notice about an action, for the next page; None for an unknown action.
pub fn done_in_words(done: &str) -> Option<&'static str> {
    match done {
        "edit" => return Some("The text is saved."),
        "undo" => return Some("Undone."),
        "note" => return Some("The note is saved."),
        "surge" => return Some("The surge guard is off. New comments are screened as usual."),
        "claim" => return Some("Colleagues can see that you are looking at this."),
        "release" => return Some("Colleagues no longer see that you are looking at this."),
        "view" => return Some("The saved view is removed."),
        "ban" => return Some("The ban is in force."),
        "pin" => return Some("The comment is pinned to the top of its thread."),
        "unpin" => return Some("The comment is no longer pinned."),
        "feature" => return Some("The comment is an editors’ pick now."),
        "unfeature" => return Some("The comment is no longer an editors’ pick."),
        _ => {}
    }
    let decision = Decision::ALL.into_iter().find(|decision| decision.name() == done)?;
    Some(match decision {
        Decision::Approve => "Approved. The comment is public.",
        Decision::Reject => "Rejected. The comment is not public.",
        Decision::Spam => "Marked as spam. The comment is not public.",
        Decision::Delete => {
            "Deleted. The text and the author’s details will be erased when the decision can no longer be undone."
        }
        Decision::Hold => "Held. The comment is pending again.",
    })
}

/// A line of the log. The findings of screening are shown beside the comment and left out here.
pub fn logged(line: Line) -> LogEntry {
    let of_author = line.decision == Act::Appeal || line.reason.as_deref() == Some(BY_AUTHOR);
    let (who, reason) = match (&line.by, line.reason.as_deref()) {
        (None, _) if of_author => ("The author".to_owned(), None),
        (None, Some(BY_FLAGS)) => ("Readers’ flags".to_owned(), None),
        (None, _) => ("Screening".to_owned(), None),
        (by @ Some(_), reason) => {
            (colleague(by.as_ref()), reason.filter(|_| !of_author).map(reason_in_words))
        }
    };
    let note = [reason, line.note].into_iter().flatten().collect::<Vec<_>>().join(": ");
    LogEntry {
        at: line.at.into(),
        who,
        what: line.decision.past().to_owned(),
        note: (!note.is_empty()).then_some(note),
    }
}

/// The label of a decision's reason, or the code itself if it has none.
pub fn reason_in_words(code: &str) -> String {
    match ReasonCode::parse(code) {
        Some(reason) => reason.label().to_owned(),
        None if code == SAME_MODERATOR => {
            "Their own decision; there was no other moderator".to_owned()
        }
        None => capital(&code.replace(['_', ':'], " ")),
    }
}

/// The reasons in the order of their keys, with the sentences as authors read them.
pub fn reasons(config: &Config) -> Vec<ReasonChoice> {
    let words = Words::of(i18n::translated(&config.site.language));
    let choice = |reason: ReasonCode| ReasonChoice {
        name: reason.name(),
        label: reason.label(),
        sentence: words.say(&config.reasons.sentence(reason)).into_owned(),
    };
    ReasonCode::ALL.into_iter().map(choice).collect()
}

/// A colleague's name, also if the account was removed.
pub fn colleague(actor: Option<&Actor>) -> String {
    moderation::colleague(actor.and_then(|actor| actor.name.as_deref())).to_owned()
}

/// The name of a comment's author. Deleted comments have none, but a link needs a text.
pub fn named(name: String) -> String {
    if name.is_empty() { "Name deleted".to_owned() } else { name }
}

/// A reason in a word or two, for a row. Policies have none, because one applies to every comment.
pub fn chip(code: &str) -> Option<String> {
    match code {
        code if code.starts_with("policy_") => None,
        "form_unsigned" => Some("No form".to_owned()),
        "form_too_young" => Some("Too quick".to_owned()),
        "staff_name" => Some("Name of staff".to_owned()),
        code => Some(capital(&code.replace(['_', ':'], " "))),
    }
}

/// The same for a finding of screening; for a rule its name.
pub fn tag(reason: &Reason) -> Option<String> {
    match reason {
        Reason::Rule { name, .. } => Some(name.clone()),
        // The row shows the percentage already.
        Reason::Score { .. } => None,
        reason => chip(reason.code()),
    }
}

/// A condition of a list.
pub fn condition(name: &str, value: &str) -> String {
    match (name, value) {
        ("q", words) => format!("“{words}”"),
        ("section", "-") => "No section".to_owned(),
        ("section", slug) => format!("Section {slug}"),
        ("since", since) => format!("From {since}"),
        ("until", until) => format!("Before {until}"),
        ("reason", code) => capital(&code.replace(['_', ':'], " ")),
        ("language", language) => format!("Language {language}"),
        ("score_from", score) => format!("Score from {score}"),
        ("score_to", score) => format!("Score to {score}"),
        ("article", _) => "Under one article".to_owned(),
        ("author", _) => "By one reader".to_owned(),
        ("network", network) => format!("From the network {network}"),
        ("rule", rule) => format!("Matched by rule {rule}"),
        ("group", _) => "Nearly the same text".to_owned(),
        ("claimed", "me") => "Claimed by you".to_owned(),
        ("claimed", _) => "Unclaimed".to_owned(),
        ("mine", _) => "Your sections".to_owned(),
        ("pinned", "true") => "Pinned".to_owned(),
        ("featured", "true") => "Featured".to_owned(),
        (name, value) => format!("{name}: {value}"),
    }
}

/// Converts a share, 0 to 1, to percent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
pub fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// Capitalises the first letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How long ago: `3 hours`.
pub fn age(age: Duration) -> String {
    match age.as_secs() {
        0..60 => "less than a minute".to_owned(),
        _ => Message::elapsed(age).in_english(),
    }
}

/// How long something takes, for a narrow column: `3 h`.
pub fn short_span(span: Duration) -> String {
    if span.as_secs() < 60 { "under 1 min".to_owned() } else { short_age(span) }
}

/// How long ago, for a narrow column: `3 h`.
pub fn short_age(age: Duration) -> String {
    match age.as_secs() / 60 {
        0 => "now".to_owned(),
        minutes @ 1..60 => format!("{minutes} min"),
        minutes @ 60..1_440 => format!("{} h", minutes / 60),
        minutes => format!("{} d", minutes / 1_440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_in_its_largest_unit() {
        let said = |seconds| age(Duration::from_secs(seconds));
        assert_eq!(
            [59, 60, 3_599, 3_600, 7_200, 86_400, 200_000].map(said),
            [
                "less than a minute",
                "1 minute",
                "59 minutes",
                "1 hour",
                "2 hours",
                "24 hours",
                "2 days"
            ]
        );
        let short = |seconds| short_age(Duration::from_secs(seconds));
        assert_eq!([59, 3_599, 7_200, 200_000].map(short), ["now", "59 min", "2 h", "2 d"]);
    }

    #[test]
    fn only_known_actions_have_words() {
        assert!(Decision::ALL.into_iter().all(|decision| done_in_words(decision.name()).is_some()));
        assert_eq!(done_in_words("<script>"), None);
    }
}
