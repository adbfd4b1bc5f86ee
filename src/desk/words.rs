//! Texts of the desk: notices, log lines, conditions of a list, reasons, ages.

use std::borrow::Cow;
use std::time::Duration;

use crate::audit::model::Act;
use crate::comments::life::model::{BY_AUTHOR, BY_FLAGS};
use crate::config::Config;
use crate::config::reasons::ReasonCode;
use crate::desk::item::view::{LogEntry, ReasonChoice};
use crate::desk::log::sentence;
use crate::i18n::{self, Html, Message, Words};
use crate::moderation::answering::SAME_MODERATOR;
use crate::moderation::model::{Actor, LogEntry as Line};
use crate::screening::reasons::{Code, Reason};
use crate::status::{Decision, Status};

/// The notice about an action, for the next page; None for an unknown action.
pub fn done_in_words(done: &str) -> Option<Message> {
    match done {
        "edit" => return Some(Message::notice_edit()),
        "undo" => return Some(Message::notice_undo()),
        "note" => return Some(Message::notice_note()),
        "surge" => return Some(Message::notice_surge()),
        "claim" => return Some(Message::notice_claim()),
        "release" => return Some(Message::notice_release()),
        "view" => return Some(Message::notice_view()),
        "ban" => return Some(Message::notice_ban()),
        "pin" => return Some(Message::notice_pin()),
        "unpin" => return Some(Message::notice_unpin()),
        "feature" => return Some(Message::notice_feature()),
        "unfeature" => return Some(Message::notice_unfeature()),
        _ => {}
    }
    let decision = Decision::ALL.into_iter().find(|decision| decision.name() == done)?;
    Some(match decision {
        Decision::Approve => Message::notice_approve(),
        Decision::Reject => Message::notice_reject(),
        Decision::Spam => Message::notice_spam(),
        Decision::Delete => Message::notice_delete(),
        Decision::Hold => Message::notice_hold(),
    })
}

/// The status of one comment, by its name: "pending". An unknown name is returned as it is.
pub fn status_word<'a>(words: &'a Words, name: &str) -> Cow<'a, str> {
    match Status::ALL.into_iter().find(|status| status.name() == name) {
        Some(Status::Pending) => words.comment_pending(),
        Some(Status::Approved) => words.comment_approved(),
        Some(Status::Rejected) => words.comment_rejected(),
        Some(Status::Spam) => words.comment_spam(),
        Some(Status::Deleted) => words.comment_deleted(),
        None => Cow::Owned(name.to_owned()),
    }
}

/// The label of the button of a decision: "Approve".
pub fn decision_word(words: &Words, decision: Decision) -> Cow<'_, str> {
    match decision {
        Decision::Approve => words.decide_approve(),
        Decision::Reject => words.decide_reject(),
        Decision::Spam => words.decide_spam(),
        Decision::Hold => words.decide_hold(),
        Decision::Delete => words.decide_delete(),
    }
}

/// The list of the comments with a status: "Pending".
pub fn list_name(words: &Words, status: Status) -> Cow<'_, str> {
    match status {
        Status::Pending => words.list_pending(),
        Status::Approved => words.list_approved(),
        Status::Rejected => words.list_rejected(),
        Status::Spam => words.list_spam(),
        Status::Deleted => words.list_deleted(),
    }
}

/// A line of the log. The findings of screening are shown beside the comment and left out here.
pub fn logged(words: &Words, line: Line) -> LogEntry {
    let of_author = line.decision == Act::Appeal || line.reason.as_deref() == Some(BY_AUTHOR);
    let (who, reason) = match (&line.by, line.reason.as_deref()) {
        (None, _) if of_author => (words.by_its_author().into_owned(), None),
        (None, Some(BY_FLAGS)) => (words.by_flags().into_owned(), None),
        (None, _) => (words.by_screening().into_owned(), None),
        (by @ Some(_), reason) => (
            colleague(words, by.as_ref()),
            reason.filter(|_| !of_author).map(|code| reason_in_words(words, code)),
        ),
    };
    let note = match (reason, line.note) {
        (Some(reason), Some(note)) => Some(words.reason_with_note(reason, note).into_owned()),
        (reason, note) => reason.or(note),
    };
    LogEntry {
        at: line.at.into(),
        says: history(words, line.decision, &Html::element("b", &who)),
        note: note.filter(|note| !note.is_empty()),
    }
}

/// The decision about the comment on the page, as a sentence.
pub fn history(words: &Words, act: Act, who: &Html) -> Html {
    match act {
        Act::Approve => words.history_approve(who),
        Act::Reject => words.history_reject(who),
        Act::Spam => words.history_spam(who),
        Act::Delete => words.history_delete(who),
        Act::Hold => words.history_hold(who),
        Act::Edit => words.history_edit(who),
        Act::Undo => words.history_undo(who),
        Act::Revise => words.history_revise(who),
        Act::Pin => words.history_pin(who),
        Act::Unpin => words.history_unpin(who),
        Act::Feature => words.history_feature(who),
        Act::Unfeature => words.history_unfeature(who),
        Act::Note => words.history_note(who),
        Act::UpholdFlags => words.history_uphold_flags(who),
        Act::DismissFlags => words.history_dismiss_flags(who),
        Act::Appeal => words.history_appeal(who),
        Act::UpholdAppeal => words.history_uphold_appeal(who),
        Act::DismissAppeal => words.history_dismiss_appeal(who),
        Act::RefuseRevision => words.history_refuse_revision(who),
        Act::Reopen => words.history_reopen(who),
        Act::RevealAddress => words.history_reveal_address(who),
        act => sentence::act_sentence(words, act, who),
    }
}

/// The label of a decision's reason, or the code itself if it has none.
pub fn reason_in_words(words: &Words, code: &str) -> String {
    match ReasonCode::parse(code) {
        Some(reason) => words.say(&reason.label()).into_owned(),
        None if code == SAME_MODERATOR => words.for_same_moderator().into_owned(),
        None => capital(&code.replace(['_', ':'], " ")),
    }
}

/// The reasons in the order of their keys, with the sentences as authors read them, in the language of
/// the site.
pub fn reasons(config: &Config, words: &Words) -> Vec<ReasonChoice> {
    let of_site = Words::of(i18n::translated(&config.site.language));
    let choice = |reason: ReasonCode| ReasonChoice {
        name: reason.name(),
        label: words.say(&reason.label()).into_owned(),
        sentence: of_site.say(&config.reasons.sentence(reason)).into_owned(),
    };
    ReasonCode::ALL.into_iter().map(choice).collect()
}

/// A colleague's name, also if the account was removed.
pub fn colleague(words: &Words, actor: Option<&Actor>) -> String {
    match actor.and_then(|actor| actor.name.clone()) {
        Some(name) => name,
        None => words.colleague_former().into_owned(),
    }
}

/// The name of a comment's author. Deleted comments have none, but a link needs a text.
pub fn named(words: &Words, name: String) -> String {
    if name.is_empty() { words.name_deleted().into_owned() } else { name }
}

/// A reason in a word or two, for a row. Policies have none, because one applies to every comment.
pub fn chip(code: &str) -> Option<Message> {
    // A newer version of the program may have stored a code that this one does not know.
    let Some(known) = Code::parse(code) else {
        let is_policy = code.starts_with("policy_");
        return (!is_policy).then(|| capital(&code.replace(['_', ':'], " ")).into());
    };
    Some(match known {
        Code::PolicyHoldAll
        | Code::PolicyHoldLinks
        | Code::PolicyPublishAll
        | Code::PolicyRulesOnly
        | Code::PolicyKnownReader
        | Code::PolicyStaff => return None,
        Code::Honeypot => Message::chip_honeypot(),
        Code::FormUnsigned => Message::chip_form_unsigned(),
        Code::FormTooYoung => Message::chip_form_too_young(),
        Code::StaffName => Message::chip_staff_name(),
        Code::Links => Message::chip_links(),
        Code::Edited => Message::chip_edited(),
        Code::FirstComment => Message::chip_first_comment(),
        Code::Banned => Message::chip_banned(),
        Code::HeldAlways => Message::chip_held_always(),
        Code::Trusted => Message::chip_trusted(),
        Code::Rule => Message::chip_rule(),
        Code::Surge => Message::row_surge(),
        Code::CommentsHeld => Message::chip_comments_held(),
        Code::Score => Message::spam_score(),
        Code::NoScore => Message::chip_no_score(),
        // The name of the service is the same in all languages.
        Code::Akismet => capital(code).into(),
        Code::AkismetUnavailable => Message::chip_akismet_unavailable(),
    })
}

/// A reason by its code, as it is counted; the number of a ban.
pub fn code_name(words: &Words, code: &str) -> String {
    let said = match code {
        "policy_hold_all" => words.found_hold_all(),
        "policy_hold_links" => words.found_no_links(),
        "policy_publish_all" => words.found_publish_all(),
        "policy_rules_only" => words.found_no_rule(),
        "policy_known_reader" => words.found_known_reader(),
        "policy_staff" => words.found_staff(),
        code if code.starts_with("rule:") => words.log_rule_number(&code["rule:".len()..]),
        code => match (code.strip_prefix("ban:"), chip(code)) {
            (Some(number), _) => words.ban_number(number).into_owned().into(),
            (None, Some(chip)) => words.say(&chip).into_owned().into(),
            (None, None) => code.to_owned().into(),
        },
    };
    capital(&said)
}

/// The findings behind a line of the log, which has their codes with spaces between them.
pub fn code_names(words: &Words, codes: &str) -> String {
    codes.split_whitespace().map(|code| code_name(words, code)).collect::<Vec<_>>().join(", ")
}

/// The same for a finding of screening; for a rule its name.
pub fn tag(words: &Words, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Rule { name, .. } => Some(name.clone()),
        // The row shows the percentage already.
        Reason::Score { .. } => None,
        reason => chip(reason.code()).map(|chip| words.say(&chip).into_owned()),
    }
}

/// A finding of screening as a sentence; the filter's with the features that it found.
pub fn finding(words: &Words, reason: &Reason) -> String {
    let sentence = reason.sentence();
    match reason {
        Reason::Score { features, .. } if !features.is_empty() => {
            words.finding_with_features(&sentence, features.join(", ")).into_owned()
        }
        _ => words.say(&sentence).into_owned(),
    }
}

/// A condition of a list.
pub fn condition(words: &Words, name: &str, value: &str) -> String {
    let said = match (name, value) {
        ("q", sought) => words.quoted_sentence(sought),
        ("section", "-") => words.condition_no_section(),
        ("section", slug) => words.condition_section(slug),
        ("since", since) => words.condition_since(since),
        ("until", until) => words.condition_until(until),
        ("reason", code) => {
            return chip(code).map_or_else(
                || capital(&code.replace(['_', ':'], " ")),
                |chip| words.say(&chip).into_owned(),
            );
        }
        ("language", language) => words.condition_language(language),
        ("score_from", score) => words.condition_score_from(score),
        ("score_to", score) => words.condition_score_to(score),
        ("article", _) => words.condition_article(),
        ("author", _) => words.condition_author(),
        ("network", network) => words.condition_network(network),
        ("rule", rule) => words.condition_rule(rule),
        ("group", _) => words.condition_alike(),
        ("claimed", "me") => words.condition_claimed(),
        ("claimed", _) => words.condition_unclaimed(),
        ("mine", _) => words.own_sections(),
        ("pinned", "true") => words.condition_pinned(),
        ("featured", "true") => words.condition_featured(),
        (name, value) => return format!("{name}: {value}"),
    };
    said.into_owned()
}

/// Converts a share, 0 to 1, to percent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
pub fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// A small number, such as a weight, in tenths.
#[allow(clippy::cast_possible_truncation, reason = "far below 2^53")]
pub fn tenths(number: f64) -> i64 {
    (number * 10.0).round() as i64
}

/// Capitalises the first letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How long ago: `3 hours`.
pub fn age(age: Duration) -> Message {
    match age.as_secs() {
        0..60 => Message::age_moments(),
        _ => Message::elapsed(age),
    }
}

/// How long something takes, for a narrow column: `3 h`.
pub fn short_span(span: Duration) -> Message {
    if span.as_secs() < 60 { Message::dashboard_minute_or_less() } else { short_age(span) }
}

/// How long ago, for a narrow column: `3 h`.
pub fn short_age(age: Duration) -> Message {
    match age.as_secs() / 60 {
        0 => Message::short_now(),
        minutes @ 1..60 => Message::short_minutes(minutes),
        minutes @ 60..1_440 => Message::short_hours(minutes / 60),
        minutes => Message::short_days(minutes / 1_440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_findings_of_one_decision_are_named_one_by_one() {
        let named = code_names(&Words::default(), "policy_hold_all score rule:7 ban:3");
        assert_eq!(named, "Every comment is held, Spam score, Rule 7, Ban 3");
    }

    #[test]
    fn an_age_is_said_in_its_largest_unit() {
        let said = |seconds| age(Duration::from_secs(seconds)).in_english();
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
        let short = |seconds| short_age(Duration::from_secs(seconds)).in_english();
        assert_eq!([59, 3_599, 7_200, 200_000].map(short), ["now", "59 min", "2 h", "2 d"]);
    }

    #[test]
    fn only_known_actions_have_words() {
        assert!(Decision::ALL.into_iter().all(|decision| done_in_words(decision.name()).is_some()));
        assert_eq!(done_in_words("<script>"), None);
    }
}
