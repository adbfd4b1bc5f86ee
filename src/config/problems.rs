//! What is wrong with a configuration: all of it, each fault with its place and its remedy.

use std::fmt;

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `section.key`, as it would stand in a file; empty where a whole file or flag is meant.
    pub key: String,
    /// Where it was set: "file site.toml", "variable REJOINDER__SERVER__LISTEN", "flag --listen".
    pub origin: String,
    /// What is wrong. A secret's value is never in it.
    pub fault: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.key.is_empty() {
            write!(f, "{} ", self.key)?;
        }
        write!(f, "({}): {}. {}.", self.origin, self.fault, self.remedy)
    }
}

/// Every fault of a configuration, at least one. Nothing starts with it; the exit code is 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<Problem>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration cannot be used, so nothing was started:")?;
        for problem in &self.0 {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// The one of `known` that `word` was probably meant to be: the nearest by edits, if it is near.
pub(super) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let name = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    // A right name in the wrong section is as likely a slip as a wrong letter.
    let moved = known.iter().copied().find(|key| name(key) == name(word));
    known
        .iter()
        .copied()
        .map(|key| (edits(word, key), key))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, key)| *distance <= 3 && *distance * 3 <= key.chars().count())
        .map(|(_, key)| key)
        .or(moved)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour to make `b`
/// of `a`.
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[a.len()][b.len()]
}
