//! The words, addresses and character n-grams of a folded text.

use crate::screening::filter::features::{Feature, Group};
use crate::screening::filter::links::{self, Token};

/// The tokens of a text.
pub struct Tokens<'a> {
    /// The words, in their order; those of addresses are not among them.
    pub words: Vec<&'a str>,
    /// Web addresses, each once however often it is repeated: host and path.
    pub links: Vec<(&'a str, &'a str)>,
    /// Hosts of web addresses.
    pub hosts: Vec<&'a str>,
    /// Mail addresses.
    pub mails: u32,
}

/// Splits a folded text, and calls `found` with its words, pairs, n-grams and domains.
pub fn tokenize<'a>(folded: &'a str, found: &mut impl FnMut(Group, Feature<'_>)) -> Tokens<'a> {
    let mut tokens = Tokens {
        words: Vec::with_capacity(folded.len() / 5),
        links: Vec::new(),
        hosts: Vec::new(),
        mails: 0,
    };
    // What groups of letters are taken from: one space between words, addresses as their domains,
    // digits all alike.
    let mut plain = String::with_capacity(folded.len() + 2);
    plain.push(' ');
    for token in folded.split(is_separator).filter(|token| !token.is_empty()) {
        match links::classify(token) {
            Token::Link { host, path } => {
                let domain = links::domain(host);
                found(Group::Places, Feature::Domain(domain));
                if let Some((_, suffix)) = domain.rsplit_once('.') {
                    found(Group::Places, Feature::Suffix(suffix));
                }
                if path.len() > 1 && path.len() < 200 {
                    found(Group::Places, Feature::Address(host, path));
                }
                let first = path.split(|c: char| !c.is_alphanumeric()).find(|part| part.len() > 1);
                if let Some(first) = first.filter(|first| first.len() < 24) {
                    found(Group::Places, Feature::Path(first));
                }
                tokens.hosts.push(host);
                add_link(&mut tokens.links, host, path);
                plain.push_str(domain);
                tokens.words.push("http");
            }
            Token::Mail(host) => {
                found(Group::Places, Feature::Domain(links::domain(host)));
                tokens.mails += 1;
                plain.push('@');
                tokens.words.push("@");
            }
            Token::Word(token) => {
                plain.extend(token.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }));
                let words = token.split(|c: char| {
                    !c.is_alphanumeric() && c != '\'' && c != '$' && c != '£' && c != '€'
                });
                tokens.words.extend(words.filter(|word| !word.is_empty()));
            }
        }
        plain.push(' ');
    }
    for word in &tokens.words {
        found(Group::Words, Feature::Word(word));
    }
    for pair in tokens.words.windows(2) {
        found(Group::Pairs, Feature::Pair(pair[0], pair[1]));
    }
    ngrams(&plain, 2..=5, |part| found(Group::Letters, Feature::Letters(part)));
    tokens
}

/// Adds a link unless it is there: the text between the tags of a link often shows the beginning of
/// its address.
fn add_link<'a>(links: &mut Vec<(&'a str, &'a str)>, host: &'a str, path: &'a str) {
    let path = path.trim_end_matches(['.', '…', '/']);
    let is_same = |known: &str| known.starts_with(path) && !path.is_empty() || known == path;
    if !links.iter().any(|(known, at)| *known == host && is_same(at)) {
        links.push((host, path));
    }
}

/// Calls `found` with the character n-grams of `text`, of each of `sizes`.
pub fn ngrams(text: &str, sizes: std::ops::RangeInclusive<usize>, mut found: impl FnMut(&str)) {
    let mut edges: Vec<usize> = Vec::with_capacity(text.len() + 1);
    edges.extend(text.char_indices().map(|(at, _)| at));
    edges.push(text.len());
    for (n, start) in edges.iter().enumerate() {
        for end in edges[n..].iter().skip(*sizes.start()).take(sizes.end() + 1 - sizes.start()) {
            found(&text[*start..*end]);
        }
    }
}

/// Whether a character separates words and addresses.
pub fn is_separator(c: char) -> bool {
    // Chinese and Japanese put brackets and stops, but no spaces, between words and addresses.
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>' | '"' | '【' | '】' | '《' | '》' | '「' | '」' | '『' | '』' | '。' | '、'
        )
}
