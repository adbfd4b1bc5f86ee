//! A comment as the rules see it, and where in it something was found.

use std::ops::Range;

use crate::ids::ArticleId;
use crate::screening::rules::condition::Field;
use crate::screening::rules::pattern::hosts_in;

/// Characters of what was found that are kept.
const SHOWN: usize = 200;
/// Instead of a reader's address, which is kept nowhere in clear.
const ADDRESS: &str = "the address";

/// A comment as the rules see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// The text as readers see it, without markup.
    pub text: &'a str,
    /// Where its links lead, as far as the text does not show it.
    pub targets: &'a str,
    /// The name over it.
    pub name: &'a str,
    /// What the name links to.
    pub website: Option<&'a str>,
    /// What follows the @, in ASCII and lower case.
    pub address_domain: Option<&'a str>,
    /// The whole address, where it is known: compared, never kept.
    pub address: Option<&'a str>,
    /// As `vault::network_prefix` writes it.
    pub network_prefix: Option<&'a str>,
    /// ISO 639-3.
    pub language: Option<&'a str>,
    /// Links in the text.
    pub links: usize,
    /// Seconds between the form's leaving and its coming back.
    pub form_age: Option<f64>,
    /// The article.
    pub article: Option<ArticleId>,
}

/// What only the database knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Record<'a> {
    /// The slug of the article's section.
    pub section: Option<&'a str>,
    /// The reader's approved comments.
    pub approved: i64,
    /// The reader's rejected comments, spam included.
    pub rejected: i64,
}

/// What made a test true.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// In which field.
    pub field: Field,
    /// The passage as it was written, at most 200 characters of it; for numbers the number.
    pub text: String,
    /// Where it begins in the field, in characters.
    pub start: usize,
    /// Where it ends; `start` where nothing can be pointed at.
    pub end: usize,
}

/// Where words are looked for.
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

/// A passage as it was written, with its place in characters.
pub(super) fn passage(source: Source, written: &str, at: Range<usize>) -> Found {
    if source == Source::Address {
        return Found { field: Field::Anywhere, text: ADDRESS.to_owned(), start: 0, end: 0 };
    }
    let text: String = written[at.clone()].chars().take(SHOWN).collect();
    if source == Source::Targets {
        // It stands nowhere in the text.
        return counted(source.field(), text);
    }
    let start = written[..at.start].chars().count();
    let end = start + written[at].chars().count();
    Found { field: source.field(), text, start, end }
}

pub(super) fn measured(field: Field, subject: &Subject<'_>) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a text is not that long")]
    match field {
        Field::LinkCount => Some(subject.links as f64),
        Field::Length => Some(subject.text.chars().count() as f64),
        Field::FormAge => subject.form_age,
        _ => None,
    }
}

pub(super) fn in_digits(field: Field) -> impl Fn(f64) -> Found {
    move |number| counted(field, format!("{}", (number * 10.0).round() / 10.0))
}

pub(super) fn counted(field: Field, text: String) -> Found {
    Found { field, text, start: 0, end: 0 }
}

/// Where domains stand: of the address, of the website, and of what looks like a link in the text.
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
