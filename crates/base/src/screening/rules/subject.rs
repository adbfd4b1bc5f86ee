//! The input of the rules engine: a comment with its fields, and the matches in it.

use std::ops::Range;

use crate::ids::ArticleId;
use crate::screening::rules::condition::Field;
use crate::screening::rules::pattern::hosts_in;

/// Characters of a matched passage that are stored.
const MAX_PASSAGE: usize = 200;
/// Stored instead of a matched address, because addresses are never stored in clear.
const ADDRESS: &str = "the address";

/// A comment as the rules read it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// The text as readers see it, without markup.
    pub text: &'a str,
    /// The targets of its links that the text does not show.
    pub targets: &'a str,
    /// The author's name.
    pub name: &'a str,
    /// The website that the name links to.
    pub website: Option<&'a str>,
    /// The domain of the address, in ASCII and lower case.
    pub address_domain: Option<&'a str>,
    /// The whole address, if known: compared, never stored.
    pub address: Option<&'a str>,
    /// As `vault::network_prefix` writes it.
    pub network_prefix: Option<&'a str>,
    /// ISO 639-3.
    pub language: Option<&'a str>,
    /// Links in the text.
    pub links: usize,
    /// Seconds from fetching to sending the form.
    pub form_age: Option<f64>,
    /// The article.
    pub article: Option<ArticleId>,
}

/// The values that only the database has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Record<'a> {
    /// The slug of the article's section.
    pub section: Option<&'a str>,
    /// The reader's approved comments.
    pub approved: i64,
    /// The reader's rejected comments, spam included.
    pub rejected: i64,
}

/// A match of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The field that matched.
    pub field: Field,
    /// The passage as it was written, at most 200 characters of it; for numbers the number.
    pub text: String,
    /// Where it begins in the field, in characters.
    pub start: usize,
    /// Where it ends; the same as `start` if there is no passage.
    pub end: usize,
}

/// A part of the comment in which words are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    Text,
    Targets,
    Name,
    Website,
    AddressDomain,
    Address,
    NetworkPrefix,
}

impl Source {
    pub(super) fn all(field: Field) -> &'static [Source] {
        match field {
            Field::Text => &[Source::Text, Source::Targets],
            Field::Name => &[Source::Name],
            Field::Website => &[Source::Website],
            Field::AddressDomain => &[Source::AddressDomain],
            Field::Anywhere => &[
                Source::Text,
                Source::Targets,
                Source::Name,
                Source::Website,
                Source::AddressDomain,
                Source::Address,
                Source::NetworkPrefix,
            ],
            _ => &[],
        }
    }

    pub(super) fn of<'a>(self, subject: &Subject<'a>) -> Option<&'a str> {
        match self {
            Source::Text => Some(subject.text),
            Source::Targets => Some(subject.targets),
            Source::Name => Some(subject.name),
            Source::Website => subject.website,
            Source::AddressDomain => subject.address_domain,
            Source::Address => subject.address,
            Source::NetworkPrefix => subject.network_prefix,
        }
    }

    fn field(self) -> Field {
        match self {
            Source::Text | Source::Targets => Field::Text,
            Source::Name => Field::Name,
            Source::Website => Field::Website,
            Source::AddressDomain => Field::AddressDomain,
            Source::Address => Field::Anywhere,
            Source::NetworkPrefix => Field::NetworkPrefix,
        }
    }
}

/// The match of a passage, as it was written, with its position in characters.
pub(super) fn passage(source: Source, written: &str, at: Range<usize>) -> Match {
    if source == Source::Address {
        return Match { field: Field::Anywhere, text: ADDRESS.to_owned(), start: 0, end: 0 };
    }
    let text: String = written[at.clone()].chars().take(MAX_PASSAGE).collect();
    if source == Source::Targets {
        // The text does not show it, so it has no position.
        return without_position(source.field(), text);
    }
    let start = written[..at.start].chars().count();
    let end = start + written[at].chars().count();
    Match { field: source.field(), text, start, end }
}

pub(super) fn numeric_value(field: Field, subject: &Subject<'_>) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a text is not that long")]
    match field {
        Field::LinkCount => Some(subject.links as f64),
        Field::Length => Some(subject.text.chars().count() as f64),
        Field::FormAge => subject.form_age,
        _ => None,
    }
}

pub(super) fn number_match(field: Field) -> impl Fn(f64) -> Match {
    move |number| without_position(field, format!("{}", (number * 10.0).round() / 10.0))
}

pub(super) fn without_position(field: Field, text: String) -> Match {
    Match { field, text, start: 0, end: 0 }
}

/// The domains in a field, with their positions: of the address, of the website, and of links in
/// the text.
pub(super) fn hosts<'a>(
    field: Field,
    subject: &Subject<'a>,
) -> Vec<(Source, &'a str, Range<usize>)> {
    let mut found = Vec::new();
    if matches!(field, Field::AddressDomain | Field::Domain)
        && let Some(address) = subject.address_domain
    {
        found.push((Source::AddressDomain, address, 0..address.len()));
    }
    if matches!(field, Field::Website | Field::Domain)
        && let Some(website) = subject.website
    {
        found.extend(
            hosts_in(website).into_iter().take(1).map(|host| (Source::Website, website, host)),
        );
    }
    if field == Field::Domain {
        for (source, written) in [(Source::Text, subject.text), (Source::Targets, subject.targets)]
        {
            found.extend(hosts_in(written).into_iter().map(|host| (source, written, host)));
        }
    }
    found
}
