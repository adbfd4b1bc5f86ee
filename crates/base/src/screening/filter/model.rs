//! What the filter has learned: one weight for each bucket of features, counts of words, and the
//! margins of decided comments.
//!
//! A lesson is one coefficient: the comment's vector times that number is added to the weights. All are
//! integers, so lessons give the same weights in any order, and a reversed lesson leaves no trace.
//!
//! The coefficient is computed by dual coordinate ascent for logistic regression (Shalev-Shwartz and
//! Zhang, "Stochastic dual coordinate ascent methods for regularized loss minimization", 2013): it
//! minimises the lesson's share of the loss. Repeated passes over the same lessons, as `train` makes,
//! converge to the solution of the regression.

use crate::screening::filter::bayes::Counts;
use crate::screening::filter::calibration::Histogram;
use crate::screening::filter::label::Label;
use crate::screening::filter::vector::{BITS, ONE, Vector};

/// 1.0 in weights and coefficients.
pub const UNIT: f64 = 65_536.0;

/// The most by which a lesson may change the margin of its own comment, as a natural logarithm of odds.
/// Large, because a moderator's decision is rarely a mistake.
const REACH: f64 = 512.0;

/// The bounds of what the hand-made list adds once there are lessons.
const LIST: (f64, f64) = (-3.0, 2.0);

/// Passes of training over its lessons.
const PASSES: usize = 4;

/// Lessons that are trained together, which limits the memory to some hundred megabytes with long
/// comments.
const CHUNK: usize = 20_000;

/// The state of the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub(super) weights: Vec<i32>,
    pub(super) counts: Counts,
    pub(super) past: Histogram,
}

impl Default for Model {
    fn default() -> Model {
        Model { weights: vec![0; 1 << BITS], counts: Counts::default(), past: Histogram::default() }
    }
}

impl Model {
    /// The margin: a natural logarithm of the odds for spam, not calibrated.
    pub fn margin(&self, vector: &Vector) -> f64 {
        self.linear(vector) + self.counts.margin(vector, None)
    }

    /// The margin without the comment's own lesson, which has `coefficient`. `label` is None if the counts do
    /// not include the lesson.
    pub fn margin_without(&self, vector: &Vector, label: Option<Label>, coefficient: i64) -> f64 {
        let own = coefficient as f64 / UNIT * vector.square();
        self.linear(vector) + self.counts.margin(vector, label) - own
    }

    /// The score of an untrained filter, by the hand-made list alone.
    pub fn untrained(vector: &Vector) -> f64 {
        1.0 / (1.0 + (-f64::from(vector.prior()) / 100.0).exp())
    }

    /// The contributions of the weights and of the hand-made list to the margin.
    fn linear(&self, vector: &Vector) -> f64 {
        let sum: i64 = vector
            .iter()
            .map(|(bucket, value)| i64::from(self.weights[bucket as usize]) * i64::from(value))
            .sum();
        self.list(vector) + sum as f64 / (UNIT * f64::from(ONE))
    }

    /// The contribution of the hand-made list. It is bounded once there are lessons, because a long text may
    /// contain more entries of the list than any lesson could outweigh.
    pub fn list(&self, vector: &Vector) -> f64 {
        let list = f64::from(vector.prior()) / 100.0;
        if self.past.is_empty() { list } else { list.clamp(LIST.0, LIST.1) }
    }

    /// The contribution of the counts of one word to the margin.
    pub fn counted(&self, vector: &Vector, bucket: u32) -> f64 {
        self.counts.share(vector, bucket)
    }

    /// The contribution of a feature to the margin.
    pub fn share(&self, bucket: u32, value: i32) -> f64 {
        f64::from(self.weights[bucket as usize]) * f64::from(value) / (UNIT * f64::from(ONE))
    }

    /// The margins that decided comments had before their lessons.
    pub fn past(&self) -> &Histogram {
        &self.past
    }

    /// The same, mutable.
    pub fn past_mut(&mut self) -> &mut Histogram {
        &mut self.past
    }

    /// The optimal coefficient of a lesson that has the coefficient `already`.
    pub fn coefficient(&self, vector: &Vector, label: Label, already: i64) -> i64 {
        let sign = label.sign();
        let had = sign * already as f64 / UNIT;
        let total = ascend(sign * self.linear(vector), had, vector.square());
        (sign * total * UNIT).round() as i64
    }

    /// Counts a lesson's words; -1 reverses that.
    pub fn count(&mut self, vector: &Vector, label: Label, count: i32) {
        self.counts.add(vector, label, count);
    }

    /// Adds a lesson to the weights; the negative coefficient reverses that.
    pub fn add(&mut self, vector: &Vector, coefficient: i64) {
        for (bucket, value) in vector.iter() {
            // Rounded towards zero, so that a lesson and its reversal cancel out.
            let step = (coefficient * i64::from(value) / i64::from(ONE)) as i32;
            // Wrapping keeps sums independent of the order; it would take far more than thousands of lessons
            // on one feature to wrap.
            let weight = &mut self.weights[bucket as usize];
            *weight = weight.wrapping_add(step);
        }
    }

    /// Scores, then learns: the margin before, and the coefficient of the lesson.
    pub fn learn(&mut self, vector: &Vector, label: Label) -> (f64, i64) {
        let margin = self.margin(vector);
        let coefficient = self.coefficient(vector, label, 0);
        self.add(vector, coefficient);
        self.count(vector, label, 1);
        self.past.add(margin, label, 1);
        (margin, coefficient)
    }

    /// Learns many lessons at once, in an order that `seed` decides.
    pub fn train(&mut self, lessons: impl Iterator<Item = (Vector, Label)>, seed: u64) {
        let mut lessons = lessons.peekable();
        let mut random = SplitMix64(seed);
        while lessons.peek().is_some() {
            let chunk: Vec<(Vector, Label)> = lessons.by_ref().take(CHUNK).collect();
            self.go_over(&chunk, &mut random);
        }
    }

    fn go_over(&mut self, chunk: &[(Vector, Label)], random: &mut SplitMix64) {
        for (vector, label) in chunk {
            self.count(vector, *label, 1);
        }
        let mut coefficients = vec![0_i64; chunk.len()];
        let mut order: Vec<usize> = (0..chunk.len()).collect();
        for _ in 0..PASSES {
            random.shuffle(&mut order);
            for at in &order {
                let (vector, label) = &chunk[*at];
                let total = self.coefficient(vector, *label, coefficients[*at]);
                self.add(vector, total - coefficients[*at]);
                coefficients[*at] = total;
            }
        }
        // The margin of each without its own lesson.
        for ((vector, label), coefficient) in chunk.iter().zip(&coefficients) {
            let margin = self.margin_without(vector, Some(*label), *coefficient);
            self.past.add(margin, *label, 1);
        }
    }
}

/// Solves `ln(a / (REACH - a)) + margin + (a - had) * square = 0` for `a`, which lies between 0 and
/// `REACH`; the left side grows with `a`, so halving finds it. `margin` is the present one, in the
/// direction of the label.
fn ascend(margin: f64, had: f64, square: f64) -> f64 {
    let (mut low, mut high) = (0.0, REACH);
    for _ in 0..32 {
        let middle = (low + high) / 2.0;
        let slope = (middle / (REACH - middle)).ln() + margin + (middle - had) * square;
        if slope > 0.0 { high = middle } else { low = middle }
    }
    (low + high) / 2.0
}

/// A pseudo-random generator with a seed (Steele, Lea and Flood, 2014).
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; uniform for the small bounds used here.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Shuffles `items`.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = (self.next() % (last as u64 + 1)) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::screening::filter::features::Sample;

    fn vector(text: &str) -> Vector {
        Vector::of(&Sample { text, ..Sample::default() })
    }

    #[test]
    fn a_few_lessons_tell_spam_from_the_rest() {
        let mut model = Model::default();
        for _ in 0..3 {
            model.learn(&vector("Cheap watches for everyone, have a look"), Label::Spam);
            model.learn(&vector("I disagree with the author on the tariffs"), Label::Fine);
        }
        assert!(model.margin(&vector("Cheap watches, look here")) > 0.0);
        assert!(model.margin(&vector("The author is right on the tariffs")) < -2.0);
    }

    #[test]
    fn one_lesson_is_enough_to_know_the_same_text_again() {
        let mut model = Model::default();
        let text = vector("A sentence that looks like any other");
        assert!(model.margin(&text) < 0.0);
        model.learn(&text, Label::Spam);
        assert!(model.margin(&text) > 2.0);
        // Learning it again changes little.
        let (_, again) = model.learn(&text, Label::Spam);
        assert!(again > 0 && (again as f64) < UNIT * 2.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn what_is_unlearned_leaves_no_trace(texts in proptest::collection::vec(".{1,80}", 1..12), spam in any::<u16>()) {
            let mut model = Model::default();
            model.learn(&vector("what was there before"), Label::Spam);
            let before = model.clone();
            let mut lessons = Vec::new();
            for (at, text) in texts.iter().enumerate() {
                let label = if spam >> at & 1 == 1 { Label::Spam } else { Label::Fine };
                let (margin, coefficient) = model.learn(&vector(text), label);
                lessons.push((vector(text), margin, coefficient, label));
            }
            // Nodes that receive lessons in another order have the same weights.
            let mut other = before.clone();
            for (vector, margin, coefficient, label) in lessons.iter().rev() {
                other.add(vector, *coefficient);
                other.count(vector, *label, 1);
                other.past_mut().add(*margin, *label, 1);
            }
            prop_assert!(other == model);
            for (vector, margin, coefficient, label) in &lessons {
                model.add(vector, -coefficient);
                model.count(vector, *label, -1);
                model.past_mut().add(*margin, *label, -1);
            }
            prop_assert!(model == before);
        }
    }
}
