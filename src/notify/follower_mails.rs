//! The mails to readers who follow an article or wait for replies. They quote comments that are public.

use crate::articles::path::href;
use crate::config::Config;
use crate::i18n::Words;
use crate::mail::one_line;
use crate::notify::facts::{Correction, NewsItem, TITLE_LENGTH};
use crate::notify::letter::{Letter, Part};
use crate::notify::reader_links::{Links, preferences};

/// The most comments in one mail; more are counted.
const ITEMS: usize = 20;
/// The most characters of a quoted comment.
const QUOTED: usize = 1_200;

/// The mail about new comments. All mails about one article have the same subject, so that mail
/// programs show them together.
pub(super) fn news<'a>(
    config: &'a Config,
    words: &'a Words,
    items: &[NewsItem],
    links: &'a Links,
) -> Letter<'a> {
    let first = items.first();
    let article = first.filter(|first| items.iter().all(|item| item.article == first.article));
    let subject = match article {
        Some(item) => words.mail_news_subject(one_line(&item.title, TITLE_LENGTH)),
        None => words.mail_digest_subject(one_line(&config.site.title, TITLE_LENGTH)),
    };
    let mut parts = self::items(config, words, items);
    parts.push(preferences(words, links));
    let why = Some(words.mail_why_follower());
    let subject = subject.into_owned();
    Letter { words, config, subject, parts, why, stop: Some(&links.stop) }
}

/// The comments, each with a link to its place in the conversation.
pub(super) fn items(config: &Config, words: &Words, items: &[NewsItem]) -> Vec<Part> {
    let mut parts = Vec::new();
    for item in items.iter().take(ITEMS) {
        parts.push(Part::paragraph(match item.is_reply {
            true => words.mail_news_reply(&item.name, &item.title),
            false => words.mail_news_comment(&item.name, &item.title),
        }));
        if !item.text.is_empty() {
            parts.push(Part::Quote(shortened(&item.text)));
        }
        let href = format!("{}/comments/{}", config.server.base_url, item.comment);
        let label = words.mail_news_read().into_owned();
        parts.push(match items.len() {
            1 => Part::Button(label, href),
            _ => Part::Link(label, href),
        });
    }
    if items.len() > ITEMS {
        parts.push(Part::paragraph(words.mail_news_more(items.len() - ITEMS)));
    }
    parts
}

/// The mail about a correction.
pub(super) fn correction<'a>(
    config: &'a Config,
    words: &'a Words,
    correction: &Correction,
    links: &'a Links,
) -> Letter<'a> {
    let Correction { title, path, text, .. } = correction;
    let subject = words.mail_correction_subject(one_line(title, TITLE_LENGTH)).into_owned();
    let link = format!("{}{}", config.server.base_url, href(path));
    let parts = vec![
        Part::paragraph(words.mail_correction_text(title)),
        Part::Paragraph(text.clone()),
        Part::Button(words.mail_correction_read().into_owned(), link),
        preferences(words, links),
    ];
    let why = Some(words.mail_why_reader());
    Letter { words, config, subject, parts, why, stop: Some(&links.stop) }
}

/// The beginning of a text that is too long for a mail.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}
