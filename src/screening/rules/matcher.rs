//! All rules in force, compiled into one thing that looks at a comment once.
//!
//! The words of all rules for one field share an automaton, so a comment is read once however many
//! rules and words there are. Domains are looked up, from the whole name up to its last label. What
//! needs the database (the reader's record, the section) is asked in the transaction, by
//! [`RuleSet::hits`]; everything else before it, by [`RuleSet::look`].

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use regex::{Regex, RegexBuilder};

use crate::error::{Error, FieldError, Result};
use crate::ids::{ArticleId, RuleId};
use crate::screening::rules::fold::{self, Folded};
use crate::screening::rules::model::{Action, Condition, Field, Operator, Rule, Test, Value};

/// What a compiled expression may take. Running time is the product of this and the text's length
/// at worst, so it is what keeps a clever expression from being a slow one; Unicode classes fit a
/// dozen times.
const REGEX_SIZE: usize = 256 * 1024;
/// The same for the tables that are filled while matching.
const REGEX_CACHE: usize = 1024 * 1024;
/// Characters of what was found that are kept.
const SHOWN: usize = 200;
/// Instead of a reader's address, which is kept nowhere in clear.
const ADDRESS: &str = "the address";

/// A comment as the rules see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// The Markdown.
    pub text: &'a str,
    /// The name over it.
    pub name: &'a str,
    /// What the name links to.
    pub website: Option<&'a str>,
    /// What follows the @, in ASCII and lower case.
    pub address_domain: Option<&'a str>,
    /// The whole address, where it is known: looked at, never kept.
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

/// A rule that applies, and where in the comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The rule.
    pub rule: RuleId,
    /// The rule's version.
    pub version: i64,
    /// The rule's name.
    pub name: String,
    /// What it does.
    pub action: Action,
    /// What it says about it.
    pub reason: String,
    /// What was found.
    pub found: Found,
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

/// What was found without the database, test by test.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Option<Found>>);

/// The rules in force, ready to run.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Compiled>,
    tests: Vec<Check>,
    words: Vec<(Source, Vocabulary)>,
    needs_reader: bool,
    needs_language: bool,
}

#[derive(Debug)]
struct Compiled {
    id: RuleId,
    version: i64,
    name: String,
    action: Action,
    reason: String,
    when: When,
}

/// A condition over the numbers of its tests.
#[derive(Debug)]
enum When {
    Test(usize),
    All(Vec<When>),
    Any(Vec<When>),
}

/// One test, ready to run.
#[derive(Debug)]
enum Check {
    /// Its words are in a vocabulary.
    Words,
    Pattern(Field, Pattern),
    Domains(Field, HashSet<Box<str>>),
    Networks(Vec<IpNet>),
    Languages(HashSet<String>),
    Articles(HashSet<i64>),
    Sections(HashSet<String>),
    More(Field, f64),
    Less(Field, f64),
}

/// An expression looks at the text as it was written and as it looks.
#[derive(Debug)]
struct Pattern {
    written: Option<Regex>,
    folded: Regex,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Source {
    Text,
    Name,
    Website,
    AddressDomain,
    Address,
    NetworkPrefix,
}

/// The words of all tests about one source.
#[derive(Debug)]
struct Vocabulary {
    automaton: AhoCorasick,
    /// By the number of the word: the tests it belongs to, and whether it must be a whole word
    /// there.
    owners: Vec<Vec<(u32, bool)>>,
}

impl RuleSet {
    /// Compiles `rules`. A second of work for hundreds of thousands of words; not to be done within
    /// a transaction.
    ///
    /// A rule that this program cannot compile is left out and named in the log: the others must
    /// not fail with it.
    ///
    /// # Errors
    /// More words than an automaton holds.
    pub fn new(rules: &[Rule]) -> Result<RuleSet> {
        let mut set = RuleSet::default();
        let mut words = Words::default();
        for rule in rules {
            let when = match set.compile(&rule.content.condition, &mut words) {
                Ok(when) => when,
                Err(fault) => {
                    tracing::error!(rule = %rule.id, detail = fault.detail, "a rule does not compile and is not in force");
                    continue;
                }
            };
            set.rules.push(Compiled {
                id: rule.id,
                version: rule.version,
                name: rule.content.name.clone(),
                action: rule.content.action,
                reason: rule.content.reason.clone(),
                when,
            });
        }
        set.words = words.build()?;
        Ok(set)
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether a rule asks for the reader's record.
    pub fn needs_reader(&self) -> bool {
        self.needs_reader
    }

    /// Whether a rule asks for the text's language.
    pub fn needs_language(&self) -> bool {
        self.needs_language
    }

    /// Looks at all that the comment itself says. Some microseconds for a comment of ordinary
    /// length, whatever the number of words.
    pub fn look(&self, subject: &Subject<'_>) -> Findings {
        if self.is_empty() {
            return Findings::default();
        }
        let mut findings: Vec<Option<Found>> = vec![None; self.tests.len()];
        let mut seen = Seen::default();
        for (source, vocabulary) in &self.words {
            if let Some(written) = source.of(subject) {
                vocabulary.look(*source, written, seen.folded(*source, written), &mut findings);
            }
        }
        for (test, found) in self.tests.iter().zip(&mut findings) {
            if found.is_none() {
                *found = test.look(subject, &mut seen);
            }
        }
        Findings(findings)
    }

    /// The rules that apply, in the order of their numbers.
    pub fn hits(&self, findings: &Findings, record: &Record<'_>) -> Vec<Hit> {
        let hit = |rule: &Compiled| {
            let found = self.holds(&rule.when, findings, record)?;
            Some(Hit {
                rule: rule.id,
                version: rule.version,
                name: rule.name.clone(),
                action: rule.action,
                reason: rule.reason.clone(),
                found,
            })
        };
        self.rules.iter().filter_map(hit).collect()
    }

    fn holds(&self, when: &When, findings: &Findings, record: &Record<'_>) -> Option<Found> {
        match when {
            When::Test(number) => {
                let known = findings.0.get(*number).cloned().flatten();
                known.or_else(|| self.tests.get(*number).and_then(|test| test.ask(record)))
            }
            When::Any(parts) => parts.iter().find_map(|part| self.holds(part, findings, record)),
            When::All(parts) => {
                let found: Option<Vec<Found>> =
                    parts.iter().map(|part| self.holds(part, findings, record)).collect();
                // What can be pointed at tells more than a number.
                let found = found?;
                found.iter().find(|found| found.end > found.start).or(found.first()).cloned()
            }
        }
    }

    fn compile(&mut self, condition: &Condition, words: &mut Words) -> Result<When, FieldError> {
        let mut parts = |parts: &[Condition]| {
            parts
                .iter()
                .map(|part| self.compile(part, words))
                .collect::<Result<Vec<_>, FieldError>>()
        };
        match condition {
            Condition::All { all } => Ok(When::All(parts(all)?)),
            Condition::Any { any } => Ok(When::Any(parts(any)?)),
            Condition::Test(test) => {
                let number = self.tests.len();
                let check = Check::of(test, number, words)?;
                self.needs_reader |=
                    matches!(test.field, Field::ReaderApproved | Field::ReaderRejected);
                self.needs_language |= test.field == Field::Language;
                self.tests.push(check);
                Ok(When::Test(number))
            }
        }
    }
}

/// Whether a test can be compiled.
///
/// # Errors
/// Codes `regex`, `wildcard`, `network`.
pub fn check(test: &Test) -> Result<(), FieldError> {
    Check::of(test, 0, &mut Words::default()).map(|_| ())
}

impl Check {
    fn of(test: &Test, number: usize, words: &mut Words) -> Result<Check, FieldError> {
        let entries = match &test.value {
            Value::List(entries) => entries.as_slice(),
            Value::Text(text) => std::slice::from_ref(text),
            Value::Number(limit) => {
                return Ok(match test.operator {
                    Operator::MoreThan => Check::More(test.field, *limit),
                    _ => Check::Less(test.field, *limit),
                });
            }
        };
        match (test.operator, test.field) {
            (Operator::Regex, field) => {
                Ok(Check::Pattern(field, Pattern::expression(&entries[0])?))
            }
            (Operator::Wildcard, field) => {
                Ok(Check::Pattern(field, Pattern::wildcard(&entries[0])?))
            }
            (Operator::InList, field @ (Field::Website | Field::AddressDomain | Field::Domain)) => {
                Ok(Check::Domains(
                    field,
                    entries.iter().filter_map(|entry| domain(entry)).collect(),
                ))
            }
            (Operator::InList, Field::NetworkPrefix) => entries
                .iter()
                .map(|entry| network(entry))
                .collect::<Result<_, _>>()
                .map(Check::Networks),
            (Operator::InList, Field::Language) => Ok(Check::Languages(
                entries.iter().map(|entry| entry.to_ascii_lowercase()).collect(),
            )),
            (Operator::InList, Field::Article) => {
                Ok(Check::Articles(entries.iter().filter_map(|entry| entry.parse().ok()).collect()))
            }
            (Operator::InList, Field::Section) => {
                Ok(Check::Sections(entries.iter().cloned().collect()))
            }
            (operator, field) => {
                let whole = operator != Operator::Contains;
                for source in Source::all(field) {
                    words.add(*source, entries, number, whole);
                }
                Ok(Check::Words)
            }
        }
    }

    fn look(&self, subject: &Subject<'_>, seen: &mut Seen) -> Option<Found> {
        match self {
            Check::Words => None,
            Check::Pattern(field, pattern) => Source::all(*field).iter().find_map(|source| {
                let written = source.of(subject)?;
                let at = pattern.find(written, seen.folded(*source, written))?;
                Some(passage(*source, written, at))
            }),
            Check::Domains(field, list) => {
                hosts(*field, subject).into_iter().find_map(|(source, written, host)| {
                    let name = written.get(host.clone())?;
                    is_listed(name, list).then(|| passage(source, written, host))
                })
            }
            Check::Networks(list) => {
                let prefix = subject.network_prefix?;
                let network = prefix.parse::<IpNet>().ok()?;
                list.iter()
                    .any(|listed| listed.contains(&network))
                    .then(|| passage(Source::NetworkPrefix, prefix, 0..prefix.len()))
            }
            Check::Languages(list) => {
                let language = subject.language?;
                list.contains(language).then(|| counted(Field::Language, language.to_owned()))
            }
            Check::Articles(list) => {
                let article = subject.article?;
                list.contains(&article.0).then(|| counted(Field::Article, article.to_string()))
            }
            Check::Sections(_) => None,
            Check::More(field, limit) => {
                measured(*field, subject).filter(|number| number > limit).map(in_digits(*field))
            }
            Check::Less(field, limit) => {
                measured(*field, subject).filter(|number| number < limit).map(in_digits(*field))
            }
        }
    }

    /// The tests that wait for the database.
    fn ask(&self, record: &Record<'_>) -> Option<Found> {
        #[allow(clippy::cast_precision_loss, reason = "nobody has 2^52 comments")]
        let number = |field: &Field| match field {
            Field::ReaderApproved => Some(record.approved as f64),
            Field::ReaderRejected => Some(record.rejected as f64),
            _ => None,
        };
        match self {
            Check::More(field, limit) => {
                number(field).filter(|number| number > limit).map(in_digits(*field))
            }
            Check::Less(field, limit) => {
                number(field).filter(|number| number < limit).map(in_digits(*field))
            }
            Check::Sections(list) => {
                let section = record.section?;
                list.contains(section).then(|| counted(Field::Section, section.to_owned()))
            }
            _ => None,
        }
    }
}

fn measured(field: Field, subject: &Subject<'_>) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a text is not that long")]
    match field {
        Field::LinkCount => Some(subject.links as f64),
        Field::Length => Some(subject.text.chars().count() as f64),
        Field::FormAge => subject.form_age,
        _ => None,
    }
}

fn in_digits(field: Field) -> impl Fn(f64) -> Found {
    move |number| counted(field, format!("{}", (number * 10.0).round() / 10.0))
}

fn counted(field: Field, text: String) -> Found {
    Found { field, text, start: 0, end: 0 }
}

/// A passage as it was written, with its place in characters.
fn passage(source: Source, written: &str, at: Range<usize>) -> Found {
    if source == Source::Address {
        return Found { field: Field::Anywhere, text: ADDRESS.to_owned(), start: 0, end: 0 };
    }
    let start = written[..at.start].chars().count();
    let end = start + written[at.clone()].chars().count();
    Found { field: source.field(), text: written[at].chars().take(SHOWN).collect(), start, end }
}

impl Source {
    fn all(field: Field) -> &'static [Source] {
        match field {
            Field::Text => &[Source::Text],
            Field::Name => &[Source::Name],
            Field::Website => &[Source::Website],
            Field::AddressDomain => &[Source::AddressDomain],
            Field::Anywhere => &[
                Source::Text,
                Source::Name,
                Source::Website,
                Source::AddressDomain,
                Source::Address,
                Source::NetworkPrefix,
            ],
            _ => &[],
        }
    }

    fn of<'a>(self, subject: &Subject<'a>) -> Option<&'a str> {
        match self {
            Source::Text => Some(subject.text),
            Source::Name => Some(subject.name),
            Source::Website => subject.website,
            Source::AddressDomain => subject.address_domain,
            Source::Address => subject.address,
            Source::NetworkPrefix => subject.network_prefix,
        }
    }

    fn field(self) -> Field {
        match self {
            Source::Text => Field::Text,
            Source::Name => Field::Name,
            Source::Website => Field::Website,
            Source::AddressDomain => Field::AddressDomain,
            Source::Address => Field::Anywhere,
            Source::NetworkPrefix => Field::NetworkPrefix,
        }
    }
}

/// What was folded already.
#[derive(Default)]
struct Seen(Vec<(Source, Folded)>);

impl Seen {
    fn folded(&mut self, source: Source, written: &str) -> &Folded {
        let at = match self.0.iter().position(|(known, _)| *known == source) {
            Some(at) => at,
            None => {
                self.0.push((source, Folded::new(written)));
                self.0.len() - 1
            }
        };
        &self.0[at].1
    }
}

/// Words that are collected before their automaton is built.
#[derive(Default)]
struct Words(HashMap<Source, HashMap<String, Vec<(u32, bool)>>>);

impl Words {
    fn add(&mut self, source: Source, entries: &[String], test: usize, whole: bool) {
        let known = self.0.entry(source).or_default();
        for entry in entries {
            let owners = known.entry(fold::fold(entry)).or_default();
            owners.push((u32::try_from(test).unwrap_or(u32::MAX), whole));
        }
    }

    fn build(self) -> Result<Vec<(Source, Vocabulary)>> {
        let mut built = Vec::new();
        for (source, mut known) in self.0 {
            known.remove("");
            let (words, owners): (Vec<String>, Vec<_>) = known.into_iter().unzip();
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                // Memory in proportion to the words; a DFA would take hundreds of times as much.
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(&words)
                .map_err(Error::internal)?;
            built.push((source, Vocabulary { automaton, owners }));
        }
        Ok(built)
    }
}

impl Vocabulary {
    /// Overlapping matches: "art" counts in "art deco" also where "art d" is on a list and no word
    /// there. Of several that begin at one place the longest is shown.
    fn look(&self, source: Source, written: &str, folded: &Folded, findings: &mut [Option<Found>]) {
        let text = folded.as_str();
        let mut first: Vec<(usize, Range<usize>)> = Vec::new();
        for word in self.automaton.find_overlapping_iter(text) {
            let mut is_whole = None;
            for (test, whole) in self.owners.get(word.pattern().as_usize()).into_iter().flatten() {
                let test = *test as usize;
                let known = first.iter_mut().find(|(known, _)| *known == test);
                if known.as_ref().is_some_and(|(_, at)| at.start != word.start())
                    || *whole && !*is_whole.get_or_insert_with(|| stands_alone(text, word.range()))
                {
                    continue;
                }
                match known {
                    Some((_, at)) => at.end = at.end.max(word.end()),
                    None => first.push((test, word.range())),
                }
            }
        }
        for (test, at) in first {
            if let Some(found @ None) = findings.get_mut(test) {
                *found = Some(passage(source, written, folded.origin(&at)));
            }
        }
    }
}

fn stands_alone(text: &str, at: Range<usize>) -> bool {
    let (before, word, after) = (&text[..at.start], &text[at.clone()], &text[at.end..]);
    fold::is_boundary(before.chars().next_back(), word.chars().next())
        && fold::is_boundary(word.chars().next_back(), after.chars().next())
}

impl Pattern {
    fn expression(written: &str) -> Result<Pattern, FieldError> {
        let regex = compile(written)?;
        Ok(Pattern { written: Some(regex.clone()), folded: regex })
    }

    /// `*` and `?` stay within a word, and the whole is a word.
    fn wildcard(written: &str) -> Result<Pattern, FieldError> {
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
                // Spaces at the edges of a part are spaces of a phrase.
                let folded = Folded::new(literal);
                letters += folded.as_str().trim().chars().count();
                pattern.push_str(&regex::escape(folded.as_str()));
                rest = &rest[literal.len()..];
            }
        }
        if letters < 2 {
            let detail = "Write at least two letters beside the wildcards";
            return Err(FieldError::new("condition/value", "wildcard", detail));
        }
        pattern.push_str(r"\b{end-half}");
        Ok(Pattern { written: None, folded: compile(&pattern)? })
    }

    fn find(&self, written: &str, folded: &Folded) -> Option<Range<usize>> {
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
            regex::Error::CompiledTooBig(_) => {
                "The expression is too large; use smaller repetitions".to_owned()
            }
            cause => {
                // The last line of the parser's report says what is wrong, without a drawing.
                let text = cause.to_string();
                let line = text
                    .lines()
                    .last()
                    .unwrap_or_default()
                    .trim_start_matches("error: ")
                    .to_owned();
                format!("The expression cannot be read: {line}")
            }
        };
        FieldError::new("condition/value", "regex", detail)
    })
}

/// A domain of a list: of `https://www.Example.com/x`, `*.example.com` and `.example.com` the
/// domain `example.com`.
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

/// The domain itself, or one above it.
fn is_listed(host: &str, list: &HashSet<Box<str>>) -> bool {
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

/// A network, or the one that an address is kept as.
fn network(entry: &str) -> Result<IpNet, FieldError> {
    let read = match entry.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => Ipv4Net::new(address, 24).map(IpNet::V4).ok(),
        Ok(IpAddr::V6(address)) => Ipv6Net::new(address, 48).map(IpNet::V6).ok(),
        Err(_) => entry.parse::<IpNet>().ok(),
    };
    let kept = read.map(|network| match network {
        // Of an address no more is known than this.
        IpNet::V4(network) if network.prefix_len() > 24 => {
            Ipv4Net::new(network.addr(), 24).map_or(IpNet::V4(network), IpNet::V4)
        }
        IpNet::V6(network) if network.prefix_len() > 48 => {
            Ipv6Net::new(network.addr(), 48).map_or(IpNet::V6(network), IpNet::V6)
        }
        network => network,
    });
    kept.map(|network| network.trunc()).ok_or_else(|| {
        let detail = "Write networks as 192.0.2.0/24 or 2001:db8::/48";
        FieldError::new("condition/value", "network", detail)
    })
}

/// Where domains stand: of the address, of the website, and of what looks like a link in the text.
fn hosts<'a>(field: Field, subject: &Subject<'a>) -> Vec<(Source, &'a str, Range<usize>)> {
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
        found.extend(
            hosts_in(subject.text).into_iter().map(|host| (Source::Text, subject.text, host)),
        );
    }
    found
}

/// Everything in a text that could be a domain: what follows `//`, and every word with a dot in it.
fn hosts_in(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '.' || c == '_';
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

#[cfg(test)]
mod tests;
