//! The patterns of rules beside plain words: expressions, wildcards, domains and networks.

use std::collections::HashSet;
use std::net::IpAddr;
use std::ops::Range;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use regex::{Regex, RegexBuilder};

use crate::error::FieldError;
use crate::i18n::Message;
use crate::screening::rules::condition::{Field, Operator, Test, Value};
use crate::text::fold::Folded;

/// The size limit of a compiled expression, in bytes. In the worst case the running time is
/// proportional to this size times the length of the text, so it keeps every expression fast. A
/// dozen Unicode classes fit.
const REGEX_SIZE: usize = 256 * 1024;
/// The size limit of the tables that are filled while matching, in bytes.
const REGEX_CACHE: usize = 1024 * 1024;

/// Checks that a test compiles, and that an expression does not match an empty text.
///
/// # Errors
/// Codes `regex`, `wildcard`, `network`.
pub fn check(test: &Test) -> Result<(), FieldError> {
    match (test.operator, &test.value) {
        (Operator::Regex, Value::Text(written)) if compile(written)?.is_match("") => {
            let detail = Message::fault_rule_regex_empty();
            Err(FieldError::new("condition/value", "regex", detail))
        }
        (Operator::Regex, Value::Text(_)) => Ok(()),
        (Operator::Wildcard, Value::Text(written)) => Pattern::wildcard(written).map(drop),
        (Operator::InList, Value::List(entries)) if test.field == Field::NetworkPrefix => {
            entries.iter().try_for_each(|entry| network(entry).map(drop))
        }
        _ => Ok(()),
    }
}

/// An expression, compared with the text as it was written and as it was folded.
#[derive(Debug)]
pub(super) struct Pattern {
    written: Option<Regex>,
    folded: Regex,
}

impl Pattern {
    pub(super) fn expression(written: &str) -> Result<Pattern, FieldError> {
        let regex = compile(written)?;
        Ok(Pattern { written: Some(regex.clone()), folded: regex })
    }

    /// Compiles a wildcard pattern. `*` and `?` match within a word, and the whole pattern matches
    /// whole words.
    pub(super) fn wildcard(written: &str) -> Result<Pattern, FieldError> {
        let is_wild = |c: char| c == '*' || c == '?';
        let mut pattern = String::from(r"\b{start-half}");
        let mut rest = written;
        let mut letters = 0;
        while let Some(first) = rest.chars().next() {
            let literal = rest.split(is_wild).next().unwrap_or("");
            if literal.is_empty() {
                pattern.push_str(if first == '*' { r"\w*" } else { r"\w" });
                rest = &rest[first.len_utf8()..];
            } else {
                // Spaces at the edges of a part belong to a phrase, so they are kept.
                let folded = Folded::new(literal);
                letters += folded.as_str().trim().chars().count();
                pattern.push_str(&regex::escape(folded.as_str()));
                rest = &rest[literal.len()..];
            }
        }
        if letters < 2 {
            let detail = Message::fault_rule_wildcard();
            return Err(FieldError::new("condition/value", "wildcard", detail));
        }
        pattern.push_str(r"\b{end-half}");
        Ok(Pattern { written: None, folded: compile(&pattern)? })
    }

    pub(super) fn find(&self, written: &str, folded: &Folded) -> Option<Range<usize>> {
        let as_written =
            self.written.as_ref().and_then(|regex| regex.find(written)).map(|found| found.range());
        as_written.filter(|at| !at.is_empty()).or_else(|| {
            let found = self.folded.find(folded.as_str()).filter(|found| !found.is_empty())?;
            Some(folded.origin(&found.range()))
        })
    }
}

fn compile(pattern: &str) -> Result<Regex, FieldError> {
    let built = RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(REGEX_SIZE)
        .dfa_size_limit(REGEX_CACHE)
        .nest_limit(50)
        .build();
    built.map_err(|cause| {
        let detail = match cause {
            regex::Error::CompiledTooBig(_) => Message::fault_rule_regex_large(),
            cause => {
                // The last line of the parser's report has the error; the others show its position.
                let text = cause.to_string();
                let line = text.lines().last().unwrap_or_default();
                Message::fault_rule_regex(line.trim_start_matches("error: "))
            }
        };
        FieldError::new("condition/value", "regex", detail)
    })
}

/// Reads an entry of a list of domains: `https://www.Example.com/x`, `*.example.com` and
/// `.example.com` all give `example.com`.
pub fn domain(entry: &str) -> Option<Box<str>> {
    let bare = entry.trim();
    let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#', ':']).next().unwrap_or("");
    let bare = bare.trim_start_matches("*.").trim_matches('.');
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let ascii = idna::domain_to_ascii(bare).ok()?;
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '_';
    (!ascii.is_empty() && ascii.chars().all(known)).then(|| ascii.into_boxed_str())
}

/// Whether the list contains the domain or a parent domain.
pub(super) fn is_listed(host: &str, list: &HashSet<Box<str>>) -> bool {
    let Some(host) = domain(host) else { return false };
    let mut rest: &str = &host;
    loop {
        if list.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, above)) => rest = above,
            None => return false,
        }
    }
}

/// Reads a network. An address stands for the network that is stored of it.
pub(super) fn network(entry: &str) -> Result<IpNet, FieldError> {
    let read = match entry.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => Ipv4Net::new(address, 24).map(IpNet::V4).ok(),
        Ok(IpAddr::V6(address)) => Ipv6Net::new(address, 48).map(IpNet::V6).ok(),
        Err(_) => entry.parse::<IpNet>().ok(),
    };
    let kept = read.map(|network| match network {
        // Only this much of an address is stored.
        IpNet::V4(network) if network.prefix_len() > 24 => {
            Ipv4Net::new(network.addr(), 24).map_or(IpNet::V4(network), IpNet::V4)
        }
        IpNet::V6(network) if network.prefix_len() > 48 => {
            Ipv6Net::new(network.addr(), 48).map_or(IpNet::V6(network), IpNet::V6)
        }
        network => network,
    });
    kept.map(|network| network.trunc()).ok_or_else(|| {
        let detail = Message::fault_rule_networks();
        FieldError::new("condition/value", "network", detail)
    })
}

/// Finds everything in a text that could be a domain: every word with a dot in it.
pub(super) fn hosts_in(text: &str) -> Vec<Range<usize>> {
    // Browsers ignore invisible characters in a domain, and so does `domain`.
    let is_part = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '-' | '.' | '_' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
    };
    let mut found = Vec::new();
    let mut start = None;
    let mut dotted = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => (start, dotted) = (Some(at), c == '.'),
            (true, Some(_)) => dotted |= c == '.',
            (false, Some(from)) => {
                if dotted {
                    let word = &text[from..at];
                    let lead = word.len() - word.trim_start_matches('.').len();
                    let inner = word.trim_matches('.');
                    if inner.contains('.') {
                        found.push(from + lead..from + lead + inner.len());
                    }
                }
                start = None;
            }
            (false, None) => {}
        }
    }
    found
}
