//! The mails to staff that join news about one topic.

use crate::clock::Time;
use crate::config::Config;
use crate::error::Result;
use crate::i18n::{Message, Words};
use crate::mail::one_line;
use crate::notify::digest::{Digest, Entry, Flags, IN_FULL, Reviewed};
use crate::notify::facts::{RenderedMail, TITLE_LENGTH};
use crate::notify::letter::{Letter, Part};
use crate::notify::mails::reasons;
use crate::notify::topics::Topic;
use crate::reviews::model::Kind;

/// The most characters of an excerpt, and of one after the first [`IN_FULL`] comments.
const EXCERPT: usize = 400;
const SHORT_EXCERPT: usize = 100;

/// The most characters of a name.
const NAME_LENGTH: usize = 40;

/// Labels and URLs.
type LabelledUrls = Vec<(String, String)>;

/// The links of a mail to one recipient.
pub(super) struct Links<'a> {
    /// Those of a comment that is shown in full.
    pub(super) of: &'a dyn Fn(&Entry, Option<&Reviewed>) -> LabelledUrls,
    /// Those at the end: the one that switches the topic off, and the one to all that can be chosen.
    pub(super) end: LabelledUrls,
}

/// Renders a mail about several comments, or about one that is no held or published comment.
pub(super) fn write(
    config: &Config,
    words: &Words,
    digest: &Digest,
    flags: &Flags,
    links: Links<'_>,
    now: Time,
) -> Result<RenderedMail> {
    let count = i64::try_from(digest.count).unwrap_or(i64::MAX);
    let subject = match digest.topic {
        Topic::Flags => words.joined_flags_subject(count),
        Topic::Appeals => words.joined_appeals_subject(count),
        Topic::OwnArticles => words.joined_own_subject(count),
        Topic::Held | Topic::Late | Topic::Surge => words.joined_held_subject(count),
    };
    let mut lead = format!("{subject}.");
    if let (Some(oldest), true) = (digest.oldest(), digest.topic != Topic::OwnArticles) {
        let wait = Message::duration(now.since(oldest));
        lead = format!("{lead} {}", words.joined_longest(wait));
    }
    let base = &config.server.base_url;
    let (label, path) = match digest.topic {
        Topic::Flags => (words.to_the_desk(), "/desk/reviews?kind=flags".to_owned()),
        Topic::Appeals => (words.to_the_desk(), "/desk/reviews?kind=appeals".to_owned()),
        Topic::OwnArticles => {
            let first = digest.listed.first().map_or(0, |(entry, _)| entry.id.0);
            (words.mail_published_read(), format!("/comments/{first}"))
        }
        Topic::Held | Topic::Late | Topic::Surge => (words.to_the_desk(), "/desk".to_owned()),
    };
    let mut parts =
        vec![Part::Paragraph(lead), Part::Button(label.into_owned(), format!("{base}{path}"))];
    for (place, (entry, review)) in digest.listed.iter().enumerate() {
        let in_full = place < IN_FULL;
        parts.push(part(
            config,
            words,
            digest.topic,
            (entry, review.as_ref()),
            flags,
            &links,
            in_full,
        ));
    }
    if digest.count > digest.listed.len() {
        let more = i64::try_from(digest.count - digest.listed.len()).unwrap_or(i64::MAX);
        parts.push(Part::paragraph(words.joined_more(more)));
    }
    parts.push(Part::Links(links.end));
    let why = match digest.topic {
        Topic::OwnArticles => words.mail_why_author(),
        _ => words.mail_why_moderator(),
    };
    let letter =
        Letter { words, config, subject: subject.into_owned(), parts, why: Some(why), stop: None };
    letter.render()
}

fn part(
    config: &Config,
    words: &Words,
    topic: Topic,
    (entry, review): (&Entry, Option<&Reviewed>),
    flags: &Flags,
    links: &Links<'_>,
    in_full: bool,
) -> Part {
    let time = words.minute(entry.created_at, &config.site.timezone);
    let heading = words.joined_entry(
        one_line(&entry.name, NAME_LENGTH),
        one_line(&entry.article, TITLE_LENGTH),
        time,
    );
    let length = if in_full { EXCERPT } else { SHORT_EXCERPT };
    let mut notes = Vec::new();
    if topic == Topic::Held {
        notes.extend(reasons(&entry.reasons, words).into_iter().map(|reason| format!("{reason}.")));
        if let Some(score) = entry.score {
            notes.push(words.joined_score(format!("{score:.2}")).into_owned());
        }
    }
    if let Some(review) = review {
        let given = one_line(review.text.as_deref().unwrap_or_default(), length);
        match review.kind {
            Kind::Flags => {
                let counted = flags.get(&review.id).into_iter().flatten();
                let named = counted
                    .map(|(reason, count)| format!("{} ({count})", words.say(&reason.label())));
                notes.push(named.collect::<Vec<_>>().join(", "));
            }
            Kind::Appeal => notes.push(words.joined_appeal(given).into_owned()),
            Kind::Revision => notes.push(words.joined_edit(given).into_owned()),
        }
    }
    let links = if in_full {
        (links.of)(entry, review)
    } else {
        let place = if topic == Topic::OwnArticles { "comments" } else { "desk/comments" };
        let link = format!("{}/{place}/{}", config.server.base_url, entry.id);
        vec![(words.joined_open().into_owned(), link)]
    };
    Part::Entry {
        heading: heading.into_owned(),
        note: notes.join(" "),
        quote: one_line(&entry.text, length),
        links,
    }
}
