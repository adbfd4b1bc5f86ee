//! The condition of a rule: tests of a comment's fields, combined by all and any. No I/O.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::named_enum;

named_enum! {
    /// The field that a test reads.
    pub enum Field {
        /// The text as readers see it, without markup, and the targets of its links.
        Text => "text",
        /// The author's name.
        Name => "name",
        /// The website that the name links to.
        Website => "website",
        /// The domain of the reader's address.
        AddressDomain => "address_domain",
        /// The network address cut to /24 or /48.
        NetworkPrefix => "network_prefix",
        /// Text, name, website, address and network prefix.
        Anywhere => "anywhere",
        /// The domains of the address, of the website, and of links in the text.
        Domain => "domain",
        /// ISO 639-3, where the text is long enough to detect it.
        Language => "language",
        /// Links in the text, bare addresses included.
        LinkCount => "link_count",
        /// The text's characters, as readers see it.
        Length => "length",
        /// The article's number.
        Article => "article",
        /// The slug of the article's section.
        Section => "section",
        /// Comments of the same reader that are approved.
        ReaderApproved => "reader_approved",
        /// Comments of the same reader that were rejected or are spam.
        ReaderRejected => "reader_rejected",
        /// Seconds from fetching to sending the form; no value without a form.
        FormAge => "form_age",
    }
}

named_enum! {
    /// The operator of a test.
    pub enum Operator {
        /// It contains one of the values as a word or a phrase.
        ContainsWord => "contains_word",
        /// It contains one of the values, even in the middle of a word.
        Contains => "contains",
        /// It contains a word that matches a pattern with `*` for any letters and `?` for one.
        Wildcard => "wildcard",
        /// It matches a regular expression (without look-around and back-references), ignoring
        /// case.
        Regex => "regex",
        /// The list contains it: for texts one of the words, for domains the domain or a parent
        /// domain, else the network or the number.
        InList => "in_list",
        /// A number above the value.
        MoreThan => "more_than",
        /// A number below the value.
        LessThan => "less_than",
    }
}

/// The value of a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// For `more_than` and `less_than`.
    Number(f64),
    /// One word, text or pattern.
    Text(String),
    /// Several.
    List(Vec<String>),
}

/// A condition: one test, or several of which all or any must be true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Condition {
    /// One test.
    Test(Test),
    /// Each of these.
    All {
        /// The parts.
        all: Vec<Condition>,
    },
    /// At least one of these.
    Any {
        /// The parts.
        any: Vec<Condition>,
    },
}

/// One test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// The field that a test reads.
    pub field: Field,
    /// The operator.
    pub operator: Operator,
    /// The value to compare with.
    pub value: Value,
}

impl Condition {
    /// Reads a stored condition. It was checked when it was stored, but perhaps by another version
    /// of the program.
    pub fn stored(json: &str) -> Result<Condition> {
        serde_json::from_str(json).map_err(Error::internal)
    }

    /// The JSON to store.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }

    /// Its tests, in the order in which they are written.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Condition::Test(test) => vec![test],
            Condition::All { all: parts } | Condition::Any { any: parts } => {
                parts.iter().flat_map(Condition::tests).collect()
            }
        }
    }

    /// A one-line summary: "text contains the word “casino” or 311 others".
    pub fn summary(&self) -> String {
        let joined = |parts: &[Condition], word: &str| {
            parts.iter().map(Condition::summary).collect::<Vec<_>>().join(word)
        };
        match self {
            Condition::Test(test) => test.summary(),
            Condition::All { all } => joined(all, ", and "),
            Condition::Any { any } => joined(any, ", or "),
        }
    }
}

impl Field {
    /// The words for it in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Name => "name",
            Field::Website => "website",
            Field::AddressDomain => "address domain",
            Field::NetworkPrefix => "network",
            Field::Anywhere => "anything",
            Field::Domain => "any domain",
            Field::Language => "language",
            Field::LinkCount => "number of links",
            Field::Length => "length",
            Field::Article => "article",
            Field::Section => "section",
            Field::ReaderApproved => "reader’s approved comments",
            Field::ReaderRejected => "reader’s rejected comments",
            Field::FormAge => "age of the form",
        }
    }

    /// The operators that can be used with the field.
    pub fn operators(self) -> &'static [Operator] {
        use Operator::{Contains, ContainsWord, InList, LessThan, MoreThan, Regex, Wildcard};
        match self {
            Field::Text | Field::Name | Field::Website | Field::AddressDomain => {
                &[ContainsWord, Contains, Wildcard, Regex, InList]
            }
            Field::Anywhere => &[ContainsWord, Contains],
            Field::NetworkPrefix
            | Field::Domain
            | Field::Language
            | Field::Article
            | Field::Section => &[InList],
            Field::LinkCount
            | Field::Length
            | Field::ReaderApproved
            | Field::ReaderRejected
            | Field::FormAge => &[MoreThan, LessThan],
        }
    }
}

impl Operator {
    /// The words for it in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Operator::ContainsWord => "contains the word",
            Operator::Contains => "contains",
            Operator::Wildcard => "has a word like",
            Operator::Regex => "matches",
            Operator::InList => "is in the list",
            Operator::MoreThan => "is more than",
            Operator::LessThan => "is less than",
        }
    }
}

impl Test {
    fn summary(&self) -> String {
        let value = match &self.value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => quoted(text),
            Value::List(list) => match list.as_slice() {
                [] => String::new(),
                [one] => quoted(one),
                [first, others @ ..] => {
                    format!(
                        "{} or {} other{}",
                        quoted(first),
                        others.len(),
                        if others.len() == 1 { "" } else { "s" }
                    )
                }
            },
        };
        format!("{} {} {value}", self.field.words(), self.operator.words())
    }
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("“{short}…”") } else { format!("“{short}”") }
}
