//! The differences between two texts, word by word. Pure.

use std::time::Duration;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use utoipa::ToSchema;

/// After this time the rest is one deletion and one insertion: two long texts that have nothing in
/// common would take minutes.
const LONGEST: Duration = Duration::from_millis(500);

/// The operation on a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// It is in both texts.
    Equal,
    /// It is in the old text only.
    Delete,
    /// It is in the new text only.
    Insert,
}

/// A piece of text. The pieces that are not inserted form the old text, those that are not deleted
/// the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Change {
    /// The operation.
    pub op: Op,
    /// The piece itself, spaces included.
    pub text: String,
}

/// The changes from `old` to `new` in whole words. Adjacent words with the same operation form one
/// piece.
pub fn words(old: &str, new: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let diff = TextDiff::configure().timeout(LONGEST).diff_words(old, new);
    for piece in diff.iter_all_changes() {
        let op = match piece.tag() {
            ChangeTag::Equal => Op::Equal,
            ChangeTag::Delete => Op::Delete,
            ChangeTag::Insert => Op::Insert,
        };
        match changes.last_mut().filter(|last| last.op == op) {
            Some(last) => last.text.push_str(piece.value()),
            None => changes.push(Change { op, text: piece.value().to_owned() }),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(changes: &[Change], without: Op) -> String {
        changes
            .iter()
            .filter(|change| change.op != without)
            .map(|change| change.text.as_str())
            .collect()
    }

    #[test]
    fn a_changed_word_is_one_deletion_and_one_insertion() {
        let changes = words("We were not asked.", "We were never asked.");
        let found: Vec<(Op, &str)> =
            changes.iter().map(|change| (change.op, change.text.as_str())).collect();
        assert_eq!(
            found,
            [
                (Op::Equal, "We were "),
                (Op::Delete, "not"),
                (Op::Insert, "never"),
                (Op::Equal, " asked.")
            ]
        );
        assert_eq!(words("", ""), []);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(old in "[ab \n]{0,40}", new in "\\PC{0,40}") {
            let changes = words(&old, &new);
            prop_assert_eq!(side(&changes, Op::Insert), old);
            prop_assert_eq!(side(&changes, Op::Delete), new);
        }
    }
}
