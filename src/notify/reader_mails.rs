//! The mails to readers. No mail contains text that another reader has written, because anyone can
//! enter the address of another person. Every mail has a link for unsubscribing.

use crate::config::Config;
use crate::i18n::Words;
use crate::mail::one_line;
use crate::moderation::LastDecision;
use crate::notify::answered::Outcome;
use crate::notify::facts::{Comment, TITLE_LENGTH};
use crate::notify::letter::{Letter, Part};
use crate::status::Status;

/// The URLs in these mails.
pub(super) struct Links {
    /// Confirms the address.
    pub(super) confirm: String,
    /// The comment in its thread.
    pub(super) comment: String,
    /// The private page of the comment.
    pub(super) private: String,
    /// Ends all mail.
    pub(super) stop: String,
}

/// The mail with the link that confirms an address.
pub(super) fn address_link<'a>(
    config: &'a Config,
    words: &'a Words,
    links: &'a Links,
) -> Letter<'a> {
    let site = &config.site.title;
    Letter {
        words,
        site,
        subject: words.mail_link_subject(one_line(site, TITLE_LENGTH)).into_owned(),
        parts: vec![
            Part::paragraph(words.mail_link_text()),
            Part::Button(words.mail_link_button().into_owned(), links.confirm.clone()),
            Part::paragraph(words.mail_link_once()),
            Part::paragraph(words.mail_link_ignore()),
        ],
        // The mail itself says why it comes.
        why: None,
        stop: Some(&links.stop),
    }
}

/// The mail about the decision that gave the comment its present status.
pub(super) fn decided<'a>(
    config: &'a Config,
    words: &'a Words,
    comment: &Comment,
    decision: Option<&LastDecision>,
    links: &'a Links,
) -> Letter<'a> {
    let article = &comment.article;
    let title = one_line(article, TITLE_LENGTH);
    let mut parts = Vec::new();
    let (subject, may) = if comment.status == Status::Approved {
        parts.push(Part::paragraph(words.mail_yours_published(article)));
        parts.push(to_comment(words, links));
        (words.mail_yours_published_subject(title), words.mail_yours_change())
    } else {
        parts.push(Part::paragraph(words.mail_yours_rejected(article)));
        parts.extend(reason(config, words, decision));
        (words.mail_yours_rejected_subject(title), words.mail_yours_appeal())
    };
    if let Some(note) = decision.and_then(|decision| decision.to_author.as_deref()) {
        parts.push(Part::paragraph(words.moderator_writes()));
        parts.push(Part::Quote(note.to_owned()));
    }
    parts.push(Part::paragraph(may));
    of_author(config, words, subject.into_owned(), parts, links)
}

/// The mail about the answer to an appeal or an edit.
pub(super) fn answered<'a>(
    config: &'a Config,
    words: &'a Words,
    outcome: Outcome,
    article: &str,
    decision: Option<&LastDecision>,
    links: &'a Links,
) -> Letter<'a> {
    let title = one_line(article, TITLE_LENGTH);
    let (subject, text, next) = match outcome {
        Outcome::AppealDismissed => (
            words.mail_dismissed_subject(title),
            words.mail_dismissed_text(article),
            reason(config, words, decision),
        ),
        Outcome::EditAccepted => (
            words.mail_edit_accepted_subject(title),
            words.mail_edit_accepted_text(article),
            Some(to_comment(words, links)),
        ),
        Outcome::EditRefused => (
            words.mail_edit_refused_subject(title),
            words.mail_edit_refused_text(article),
            Some(to_comment(words, links)),
        ),
    };
    let mut parts = vec![Part::paragraph(text)];
    parts.extend(next);
    of_author(config, words, subject.into_owned(), parts, links)
}

/// A mail to the author of a comment, whose address is confirmed.
fn of_author<'a>(
    config: &'a Config,
    words: &'a Words,
    subject: String,
    mut parts: Vec<Part>,
    links: &'a Links,
) -> Letter<'a> {
    parts.push(Part::Link(words.mail_yours_page().into_owned(), links.private.clone()));
    let why = Some(words.mail_why_reader());
    Letter { words, site: &config.site.title, subject, parts, why, stop: Some(&links.stop) }
}

/// Why the comment was rejected, if a reason was given.
fn reason(config: &Config, words: &Words, decision: Option<&LastDecision>) -> Option<Part> {
    let sentence = config.reasons.sentence(decision?.reason?);
    Some(Part::Paragraph(words.say(&sentence).into_owned()))
}

/// The button that leads to the comment in its thread.
fn to_comment(words: &Words, links: &Links) -> Part {
    Part::Button(words.go_to_your_comment().into_owned(), links.comment.clone())
}
