//! Naive Bayes beside the linear weights: counts of fine comments and of spam by word.
//!
//! It learns a word from one lesson, where the weights need several, and helps most while lessons are few.
//! Counts are integers, so a reversed lesson leaves no trace.

use crate::screening::filter::label::Label;
use crate::screening::filter::vector::{BITS, Vector};

/// Words share a counter with those of three neighbouring buckets, which costs no measurable
/// accuracy and saves three quarters of the memory.
const SHARED: u32 = 2;

/// Added to each count (smoothing), so that a word that was seen once proves little.
const PRIOR: f64 = 0.5;

/// The number of lessons of the rarer label at which the counts have half of their final weight. If only
/// held comments are decided, few lessons are fine, and those are fine comments that look like spam.
const FEW: f64 = 20.0;

/// The weight beside the linear margin.
const SHARE: f64 = 0.5;

/// Counted comments, by the words in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Fine comments and spam with a word, by the word's bucket.
    pub(super) words: Vec<[i32; 2]>,
    /// Fine comments and spam altogether.
    pub(super) comments: [i32; 2],
}

impl Default for Counts {
    fn default() -> Counts {
        Counts { words: vec![[0; 2]; 1 << (BITS - SHARED)], comments: [0; 2] }
    }
}

impl Counts {
    /// Counts a comment; -1 reverses that.
    pub fn add(&mut self, vector: &Vector, label: Label, count: i32) {
        let side = side(label);
        self.comments[side] += count;
        for bucket in slots(vector) {
            self.words[bucket][side] += count;
        }
    }

    /// The contribution of the words to the margin, as a natural logarithm of odds. `own` is the label with
    /// which the comment itself was counted; it is left out.
    pub fn margin(&self, vector: &Vector, own: Option<Label>) -> f64 {
        let mut without = [0; 2];
        if let Some(label) = own {
            without[side(label)] = 1;
        }
        let left =
            |counts: [i32; 2]| [0, 1].map(|side| f64::from((counts[side] - without[side]).max(0)));
        let comments = left(self.comments);
        let least = comments[0].min(comments[1]);
        if least < 1.0 {
            return 0.0;
        }
        let (mut sum, mut known) = (0.0, 0.0_f64);
        for slot in slots(vector) {
            let counts = left(self.words[slot]);
            if counts[0] + counts[1] > 0.0 {
                sum += log_odds(counts, comments);
                known += 1.0;
            }
        }
        sum * scale(known, least)
    }

    /// The contribution of one bucket to the margin. Two words that share a counter share it.
    pub fn share(&self, vector: &Vector, bucket: u32) -> f64 {
        let comments = self.comments.map(|count| f64::from(count.max(0)));
        let least = comments[0].min(comments[1]);
        let slot = (bucket >> SHARED) as usize;
        let counts = self.words[slot].map(|count| f64::from(count.max(0)));
        if least < 1.0 || counts[0] + counts[1] == 0.0 {
            return 0.0;
        }
        let known = slots(vector).filter(|slot| self.words[*slot].iter().any(|count| *count > 0));
        let sharers =
            vector.words().iter().filter(|other| (**other >> SHARED) as usize == slot).count();
        let known = known.count() as f64;
        log_odds(counts, comments) * scale(known, least) / sharers.max(1) as f64
    }
}

/// The logarithm of a word's odds for spam, from its counts and those of all comments.
fn log_odds([fine, spam]: [f64; 2], comments: [f64; 2]) -> f64 {
    let odds = (spam + PRIOR) * (comments[0] + 2.0 * PRIOR)
        / ((fine + PRIOR) * (comments[1] + 2.0 * PRIOR));
    odds.ln()
}

/// Words are not independent, so each of many `known` words counts less; all count less while the rarer
/// label has few lessons.
fn scale(known: f64, least: f64) -> f64 {
    SHARE / known.max(1.0).sqrt() * least / (least + FEW)
}

fn slots(vector: &Vector) -> impl Iterator<Item = usize> + '_ {
    let mut last = usize::MAX;
    // Buckets ascend, so two that share a counter follow each other.
    vector.words().iter().map(|bucket| (bucket >> SHARED) as usize).filter(move |slot| {
        let is_new = *slot != last;
        last = *slot;
        is_new
    })
}

fn side(label: Label) -> usize {
    usize::from(label == Label::Spam)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::filter::features::Sample;

    fn vector(text: &str) -> Vector {
        Vector::of(&Sample { text, ..Sample::default() })
    }

    #[test]
    fn words_count_for_the_side_they_were_seen_on() {
        let mut counts = Counts::default();
        for at in 0..30 {
            counts.add(&vector(&format!("cheap watches {at}")), Label::Spam, 1);
            counts.add(&vector(&format!("the harbour council {at}")), Label::Fine, 1);
        }
        assert!(counts.margin(&vector("watches"), None) > 0.5);
        assert!(counts.margin(&vector("the harbour"), None) < -0.5);
        assert_eq!(counts.margin(&vector("unheard"), None), 0.0);
    }

    #[test]
    fn one_side_alone_says_nothing() {
        let mut counts = Counts::default();
        (0..50).for_each(|_| counts.add(&vector("cheap watches"), Label::Spam, 1));
        assert_eq!(counts.margin(&vector("cheap watches"), None), 0.0);
    }

    #[test]
    fn a_comment_is_left_out_as_if_it_had_never_been_counted() {
        let mut counts = Counts::default();
        for at in 0..5 {
            counts.add(&vector(&format!("cheap watches {at}")), Label::Spam, 1);
            counts.add(&vector(&format!("cheap harbour {at}")), Label::Fine, 1);
        }
        let own = vector("cheap harbour watches");
        let before = counts.margin(&own, None);
        counts.add(&own, Label::Spam, 1);
        assert_ne!(counts.margin(&own, None), before);
        assert_eq!(counts.margin(&own, Some(Label::Spam)), before);
    }
}
