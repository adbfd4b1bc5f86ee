//! The faults of a configuration, each with its origin and remedy.

use std::fmt;

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `section.key`; empty if the fault concerns a whole file or flag.
    pub key: String,
    /// Where it was set: "file site.toml", "variable REJOINDER__SERVER__LISTEN", "flag --listen".
    pub origin: String,
    /// The fault, without the value of a secret.
    pub fault: String,
    /// What to write instead.
    pub remedy: String,
    /// The least and the greatest allowed number, if the value must be one.
    pub range: Option<(u64, u64)>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.key.is_empty() {
            write!(f, "{} ", self.key)?;
        }
        write!(f, "({}): {}. {}.", self.origin, self.fault, self.remedy)
    }
}

/// All faults of a configuration, at least one. No command runs with it; the exit code is 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<Problem>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration is invalid:")?;
        for problem in &self.0 {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// The key in `known` that was probably meant by `word`: the nearest by edit distance, if it is
/// near enough.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let name = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    // A right name in the wrong section is as likely as a wrong letter.
    let in_other_section = known.iter().copied().find(|key| name(key) == name(word));
    known
        .iter()
        .copied()
        .map(|key| (edit_distance(word, key), key))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, key)| *distance <= 3 && *distance * 3 <= key.chars().count())
        .map(|(_, key)| key)
        .or(in_other_section)
}

/// The edit distance with transpositions: how many letters must be inserted, deleted, changed or
/// swapped with their neighbour to turn `a` into `b`.
fn edit_distance(a: &str, b: &str) -> usize {
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
