//! The words of all rules for one part of a comment, matched in one pass.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::error::{Error, Result};
use crate::screening::rules::subject::{Match, Source, passage};
use crate::text::fold::{self, Folded};

/// The words of all tests for one source.
#[derive(Debug)]
pub(super) struct Vocabulary {
    automaton: AhoCorasick,
    /// By the number of the word: the tests that contain it, and whether each needs a whole word.
    owners: Vec<Vec<(u32, bool)>>,
}

/// The words before their automaton is built.
#[derive(Default)]
pub(super) struct Words(HashMap<Source, HashMap<String, Vec<(u32, bool)>>>);

impl Words {
    pub(super) fn add(&mut self, source: Source, entries: &[String], test: usize, whole: bool) {
        let known = self.0.entry(source).or_default();
        for entry in entries {
            let owners = known.entry(fold::fold(entry)).or_default();
            owners.push((u32::try_from(test).unwrap_or(u32::MAX), whole));
        }
    }

    pub(super) fn build(self) -> Result<Vec<(Source, Vocabulary)>> {
        let mut built = Vec::new();
        for (source, mut known) in self.0 {
            known.remove("");
            let (words, owners): (Vec<String>, Vec<_>) = known.into_iter().unzip();
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                // Its memory is proportional to the words; a DFA would take hundreds of times as
                // much.
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(&words)
                .map_err(Error::internal)?;
            built.push((source, Vocabulary { automaton, owners }));
        }
        Ok(built)
    }
}

impl Vocabulary {
    /// Finds overlapping matches: with "art" and "art d" in a list, "art deco" still matches "art".
    /// Of several matches that begin at the same place the longest is reported.
    pub(super) fn find(
        &self,
        source: Source,
        written: &str,
        folded: &Folded,
        findings: &mut [Option<Match>],
    ) {
        let text = folded.as_str();
        let mut first: Vec<(usize, Range<usize>)> = Vec::new();
        for word in self.automaton.find_overlapping_iter(text) {
            let mut is_whole = None;
            for (test, whole) in self.owners.get(word.pattern().as_usize()).into_iter().flatten() {
                let test = *test as usize;
                let known = first.iter_mut().find(|(known, _)| *known == test);
                if known.as_ref().is_some_and(|(_, at)| at.start != word.start())
                    || *whole && !*is_whole.get_or_insert_with(|| is_whole_word(text, word.range()))
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

fn is_whole_word(text: &str, at: Range<usize>) -> bool {
    let (before, word, after) = (&text[..at.start], &text[at.clone()], &text[at.end..]);
    fold::is_boundary(before.chars().next_back(), word.chars().next())
        && fold::is_boundary(word.chars().next_back(), after.chars().next())
}
