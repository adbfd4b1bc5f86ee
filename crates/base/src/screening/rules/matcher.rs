//! All rules in force, compiled into one matcher that reads a comment once.
//!
//! The words of all rules for one field share an automaton, so a comment is read once, however many
//! rules and words there are. Domains are looked up in sets, from the whole name to its last label.
//! Tests of the comment itself run before the transaction, in [`RuleSet::read`]; those that need
//! the database (the reader's record, the section) run in the transaction, in [`RuleSet::hits`].

use std::collections::HashSet;

use ipnet::IpNet;

use crate::error::{FieldError, Result};
use crate::ids::RuleId;
use crate::screening::rules::condition::{Condition, Field, Operator, Test, Value};
use crate::screening::rules::model::{Action, Rule};
use crate::screening::rules::pattern::{self, Pattern, domain};
use crate::screening::rules::subject::{
    Match, Record, Source, Subject, hosts, number_match, numeric_value, passage, without_position,
};
use crate::screening::rules::vocabulary::{Vocabulary, Words};
use crate::text::fold::Folded;

/// A rule that applies, and the passage that matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The rule.
    pub rule: RuleId,
    /// The rule's version.
    pub version: i64,
    /// The rule's name.
    pub name: String,
    /// Its action.
    pub action: Action,
    /// Its reason.
    pub reason: String,
    /// The match.
    pub found: Match,
}

/// The results of the tests that need no database, by the number of the test.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Option<Match>>);

/// The rules in force, ready to run.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<CompiledRule>,
    tests: Vec<Check>,
    words: Vec<(Source, Vocabulary)>,
    needs_reader: bool,
    needs_language: bool,
}

#[derive(Debug)]
struct CompiledRule {
    id: RuleId,
    version: i64,
    name: String,
    action: Action,
    reason: String,
    when: CompiledCondition,
}

/// A condition over the numbers of its tests.
#[derive(Debug)]
enum CompiledCondition {
    Test(usize),
    All(Vec<CompiledCondition>),
    Any(Vec<CompiledCondition>),
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

impl RuleSet {
    /// Compiles `rules`. This takes a second for hundreds of thousands of words, so never call it
    /// within a transaction.
    ///
    /// A rule that does not compile is left out and logged, so that the others stay in force.
    ///
    /// # Errors
    /// If there are more words than an automaton can hold.
    pub fn new(rules: &[Rule]) -> Result<RuleSet> {
        let mut set = RuleSet::default();
        let mut words = Words::default();
        for rule in rules {
            let when = match set.compile(&rule.content.condition, &mut words) {
                Ok(when) => when,
                Err(fault) => {
                    tracing::error!(rule = %rule.id, detail = fault.detail.in_english(), "a rule does not compile and is not in force");
                    continue;
                }
            };
            set.rules.push(CompiledRule {
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

    /// Whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether a rule tests the reader's record.
    pub fn needs_reader(&self) -> bool {
        self.needs_reader
    }

    /// Whether a rule tests the text's language.
    pub fn needs_language(&self) -> bool {
        self.needs_language
    }

    /// Runs the tests that need no database. This takes some microseconds for a comment of ordinary
    /// length, independent of the number of words.
    pub fn read(&self, subject: &Subject<'_>) -> Findings {
        if self.is_empty() {
            return Findings::default();
        }
        let mut findings: Vec<Option<Match>> = vec![None; self.tests.len()];
        let mut folded = FoldedSources::default();
        for (source, vocabulary) in &self.words {
            if let Some(written) = source.of(subject) {
                vocabulary.find(*source, written, folded.of(*source, written), &mut findings);
            }
        }
        for (test, found) in self.tests.iter().zip(&mut findings) {
            if found.is_none() {
                *found = test.read(subject, &mut folded);
            }
        }
        Findings(findings)
    }

    /// The rules that apply, in the order of their numbers.
    pub fn hits(&self, findings: &Findings, record: &Record<'_>) -> Vec<Hit> {
        let hit = |rule: &CompiledRule| {
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

    fn holds(
        &self,
        when: &CompiledCondition,
        findings: &Findings,
        record: &Record<'_>,
    ) -> Option<Match> {
        match when {
            CompiledCondition::Test(number) => {
                let known = findings.0.get(*number).cloned().flatten();
                known.or_else(|| self.tests.get(*number).and_then(|test| test.read_record(record)))
            }
            CompiledCondition::Any(parts) => {
                parts.iter().find_map(|part| self.holds(part, findings, record))
            }
            CompiledCondition::All(parts) => {
                let found: Option<Vec<Match>> =
                    parts.iter().map(|part| self.holds(part, findings, record)).collect();
                // A passage of the text is more useful to moderators than a number.
                let found = found?;
                found.iter().find(|found| found.end > found.start).or(found.first()).cloned()
            }
        }
    }

    fn compile(
        &mut self,
        condition: &Condition,
        words: &mut Words,
    ) -> Result<CompiledCondition, FieldError> {
        let mut parts = |parts: &[Condition]| {
            parts
                .iter()
                .map(|part| self.compile(part, words))
                .collect::<Result<Vec<_>, FieldError>>()
        };
        match condition {
            Condition::All { all } => Ok(CompiledCondition::All(parts(all)?)),
            Condition::Any { any } => Ok(CompiledCondition::Any(parts(any)?)),
            Condition::Test(test) => {
                let number = self.tests.len();
                let check = Check::of(test, number, words)?;
                self.needs_reader |=
                    matches!(test.field, Field::ReaderApproved | Field::ReaderRejected);
                self.needs_language |= test.field == Field::Language;
                self.tests.push(check);
                Ok(CompiledCondition::Test(number))
            }
        }
    }
}

/// Why a condition does not compile; `None` if it does.
pub(super) fn fault_of(condition: &Condition) -> Option<FieldError> {
    RuleSet::default().compile(condition, &mut Words::default()).err()
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
                .map(|entry| pattern::network(entry))
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

    fn read(&self, subject: &Subject<'_>, folded: &mut FoldedSources) -> Option<Match> {
        match self {
            Check::Words => None,
            Check::Pattern(field, pattern) => Source::all(*field).iter().find_map(|source| {
                let written = source.of(subject)?;
                let at = pattern.find(written, folded.of(*source, written))?;
                Some(passage(*source, written, at))
            }),
            Check::Domains(field, list) => {
                hosts(*field, subject).into_iter().find_map(|(source, written, host)| {
                    let name = written.get(host.clone())?;
                    pattern::is_listed(name, list).then(|| passage(source, written, host))
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
                list.contains(language)
                    .then(|| without_position(Field::Language, language.to_owned()))
            }
            Check::Articles(list) => {
                let article = subject.article?;
                list.contains(&article.0)
                    .then(|| without_position(Field::Article, article.to_string()))
            }
            Check::Sections(_) => None,
            Check::More(field, limit) => numeric_value(*field, subject)
                .filter(|number| number > limit)
                .map(number_match(*field)),
            Check::Less(field, limit) => numeric_value(*field, subject)
                .filter(|number| number < limit)
                .map(number_match(*field)),
        }
    }

    /// Runs a test that needs values from the database.
    fn read_record(&self, record: &Record<'_>) -> Option<Match> {
        #[allow(clippy::cast_precision_loss, reason = "nobody has 2^52 comments")]
        let number = |field: &Field| match field {
            Field::ReaderApproved => Some(record.approved as f64),
            Field::ReaderRejected => Some(record.rejected as f64),
            _ => None,
        };
        match self {
            Check::More(field, limit) => {
                number(field).filter(|number| number > limit).map(number_match(*field))
            }
            Check::Less(field, limit) => {
                number(field).filter(|number| number < limit).map(number_match(*field))
            }
            Check::Sections(list) => {
                let section = record.section?;
                list.contains(section).then(|| without_position(Field::Section, section.to_owned()))
            }
            _ => None,
        }
    }
}

/// The sources that are folded already.
#[derive(Default)]
struct FoldedSources(Vec<(Source, Folded)>);

impl FoldedSources {
    fn of(&mut self, source: Source, written: &str) -> &Folded {
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

#[cfg(test)]
mod tests;
