//! The input of the filter, and the kinds of features.
//!
//! The features of a text never change within one [`VERSION`]: a lesson is taken back by extracting
//! them again.

use std::time::Duration;

use crate::screening::filter::shape::Shape;

/// Grows with each change to features, hashes or scales. A model of another version is not read.
pub const VERSION: u32 = 3;

/// The data of a comment that features are extracted from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample<'a> {
    /// The text as it was written.
    pub text: &'a str,
    /// The name of its author; may be empty.
    pub name: &'a str,
    /// The part of the mail address before the @, of which only the shape counts.
    pub mailbox: Option<&'a str>,
    /// The part of the mail address after the @.
    pub email_domain: Option<&'a str>,
    /// The website that was given.
    pub website: Option<&'a str>,
    /// How long the form was open.
    pub form_age: Option<Duration>,
}

/// Groups of features. Each group has a fixed total weight, independent of the number of its features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Words.
    Words,
    /// Pairs of words.
    Pairs,
    /// Groups of letters.
    Letters,
    /// The shape of the text.
    Shape,
    /// Domains in the text.
    Places,
    /// Name, website and address domain.
    Sender,
}

impl Group {
    /// How many there are.
    pub const COUNT: usize = 6;
}

/// A feature, as it can be described to a moderator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature<'a> {
    /// A word of the text.
    Word(&'a str),
    /// Two words in a row.
    Pair(&'a str, &'a str),
    /// Two to five characters in a row.
    Letters(&'a str),
    /// A property of the text, at least so much of it.
    Shape(Shape, u32),
    /// A domain in the text.
    Domain(&'a str),
    /// The last part of a domain in the text.
    Suffix(&'a str),
    /// Host and path of an address in the text.
    Address(&'a str, &'a str),
    /// The first part of the path of an address in the text.
    Path(&'a str),
    /// A word of the name.
    NameWord(&'a str),
    /// Three characters of the name.
    NameLetters(&'a str),
    /// The domain of the website.
    WebsiteDomain(&'a str),
    /// The last part of the website's domain.
    WebsiteSuffix(&'a str),
    /// The domain of the mail address.
    EmailDomain(&'a str),
    /// The last part of the mail address.
    EmailSuffix(&'a str),
}
