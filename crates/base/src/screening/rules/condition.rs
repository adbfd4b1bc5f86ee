//! The condition of a rule: tests of a comment's fields, combined by all and any. No I/O.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::named_enum;

/// Characters of a value in a summary.
const QUOTED: usize = 60;

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
    pub fn summary(&self) -> Message {
        match self {
            Condition::Test(test) => test.summary(),
            Condition::All { all } => joined(all, Message::rule_and),
            Condition::Any { any } => joined(any, Message::rule_or),
        }
    }
}

fn joined(parts: &[Condition], join: fn(Message, Message) -> Message) -> Message {
    let part = |part: &Condition| match part {
        Condition::Test(test) => test.summary(),
        group => Message::rule_group(group.summary()),
    };
    let Some((last, others)) = parts.split_last() else { return Message::rule_number("") };
    others.iter().rev().fold(part(last), |rest, first| join(part(first), rest))
}

impl Field {
    /// The words for it in a sentence.
    pub fn words(self) -> Message {
        match self {
            Field::Text => Message::rule_of_text(),
            Field::Name => Message::rule_of_name(),
            Field::Website => Message::rule_of_website(),
            Field::AddressDomain => Message::rule_of_address_domain(),
            Field::NetworkPrefix => Message::rule_of_network(),
            Field::Anywhere => Message::rule_of_anything(),
            Field::Domain => Message::rule_of_domain(),
            Field::Language => Message::rule_of_language(),
            Field::LinkCount => Message::rule_of_links(),
            Field::Length => Message::rule_of_length(),
            Field::Article => Message::rule_of_article(),
            Field::Section => Message::rule_of_section(),
            Field::ReaderApproved => Message::rule_of_approved(),
            Field::ReaderRejected => Message::rule_of_rejected(),
            Field::FormAge => Message::rule_of_form_age(),
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
    pub fn words(self) -> Message {
        match self {
            Operator::ContainsWord => Message::rule_contains_word(),
            Operator::Contains => Message::rule_contains(),
            Operator::Wildcard => Message::rule_wildcard(),
            Operator::Regex => Message::rule_regex(),
            Operator::InList => Message::rule_in_list(),
            Operator::MoreThan => Message::rule_more_than(),
            Operator::LessThan => Message::rule_less_than(),
        }
    }
}

impl Test {
    fn summary(&self) -> Message {
        let value = match &self.value {
            Value::Number(number) => Message::rule_number(number.to_string()),
            Value::Text(text) => Message::rule_quoted(short(text)),
            Value::List(list) => match list.as_slice() {
                [] => Message::rule_number(""),
                [one] => Message::rule_quoted(short(one)),
                [first, others @ ..] => Message::rule_quoted_more(short(first), others.len()),
            },
        };
        Message::rule_test(self.field.words(), self.operator.words(), value)
    }
}

fn short(text: &str) -> String {
    let begins: String = text.chars().take(QUOTED).collect();
    if begins.len() < text.len() { format!("{begins}…") } else { begins }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Words;

    #[test]
    fn a_condition_is_a_sentence_in_each_language() {
        let test = |value: Value| {
            Condition::Test(Test { field: Field::Text, operator: Operator::ContainsWord, value })
        };
        let one = test(Value::Text("x".repeat(61)));
        let list = test(Value::List(vec!["mud".to_owned(), "silt".to_owned(), "sand".to_owned()]));
        let links = Condition::Test(Test {
            field: Field::LinkCount,
            operator: Operator::MoreThan,
            value: Value::Number(2.0),
        });
        let all = Condition::All { all: vec![list, Condition::Any { any: vec![links, one] }] };
        let said = all.summary();
        let long = format!("{}…", "x".repeat(60));
        assert_eq!(
            said.in_english(),
            format!(
                "text contains the word “mud” or 2 others, and (number of links is more than 2, or text contains the word “{long}”)"
            )
        );
        let german = Words::of("de");
        assert!(german.say(&said).starts_with("Text enthält das Wort „mud“ oder 2 andere, und ("));
    }
}
