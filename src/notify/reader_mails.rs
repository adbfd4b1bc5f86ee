//! The mails to readers about their own comments. The mail that confirms an address contains no text
//! that anybody else has written, because anyone can enter the address of another person. Every mail
//! has a link for unsubscribing.

use crate::config::Config;
use crate::i18n::Words;
use crate::mail::one_line;
use crate::moderation::LastDecision;
use crate::notify::answered::Outcome;
use crate::notify::facts::{Comment, NewsItem, TITLE_LENGTH};
use crate::notify::follower_mails;
use crate::notify::letter::{Letter, Part};
use crate::notify::reader_links::{Links, preferences};
use crate::status::Status;
use crate::subscriptions::model::Scope;

/// The mail with the link that confirms an address, and what was asked for with it about which
/// article.
pub(super) fn address_link<'a>(
    config: &'a Config,
    words: &'a Words,
    asked: Option<(Scope, &str)>,
    links: &'a Links,
) -> Letter<'a> {
    let site = &config.site.title;
    let text = match asked {
        None => words.mail_link_text(),
        Some((Scope::Replies, article)) => words.mail_link_replies(article),
        Some((Scope::Article, article)) => words.mail_link_article(article),
    };
    Letter {
        words,
        config,
        subject: words.mail_link_subject(one_line(site, TITLE_LENGTH)).into_owned(),
        parts: vec![
            Part::paragraph(text),
            Part::Button(words.mail_link_button().into_owned(), links.confirm.clone()),
            Part::paragraph(words.mail_link_once()),
            Part::paragraph(words.mail_link_ignore()),
        ],
        // The mail itself says why it comes.
        why: None,
        stop: Some(&links.stop),
    }
}

/// The mail with the link to everything that is stored about a reader.
pub(super) fn data_link<'a>(config: &'a Config, words: &'a Words, links: &'a Links) -> Letter<'a> {
    let site = &config.site.title;
    Letter {
        words,
        config,
        subject: words.mail_data_subject(one_line(site, TITLE_LENGTH)).into_owned(),
        parts: vec![
            Part::paragraph(words.mail_data_text(site)),
            Part::Button(words.mail_data_button().into_owned(), links.preferences.clone()),
            Part::paragraph(words.mail_data_spelling()),
            Part::paragraph(words.mail_data_ignore()),
        ],
        // The mail itself says why it comes.
        why: None,
        stop: Some(&links.stop),
    }
}

/// The mail about the decision that gave the comment its present status, and about replies to it that
/// came with the decision.
pub(super) fn decided<'a>(
    config: &'a Config,
    words: &'a Words,
    comment: &Comment,
    (decision, replies): (Option<&LastDecision>, &[NewsItem]),
    links: &'a Links,
) -> Letter<'a> {
    let article = &comment.article;
    let title = one_line(article, TITLE_LENGTH);
    let mut parts = Vec::new();
    let (subject, may) = if comment.status == Status::Approved {
        parts.push(Part::paragraph(words.mail_yours_published(article)));
        parts.push(to_comment(words, links));
        parts.extend(follower_mails::items(config, words, replies));
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
    parts.push(preferences(words, links));
    let why = Some(words.mail_why_reader());
    Letter { words, config, subject, parts, why, stop: Some(&links.stop) }
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
