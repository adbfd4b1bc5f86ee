//! How right the filter has been: for each margin it gave before it knew better, how often the
//! comment was spam. From this come probabilities that mean what they say, and thresholds for a
//! wanted rate of wrong alarms.

use crate::screening::filter::model::Label;

/// Margins are counted in steps of an eighth, from -16 to 16; those beyond in the outermost.
const BINS: usize = 256;
const PER_UNIT: f64 = 8.0;

/// Decisions by margin, fine and spam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    pub(super) bins: Vec<[i32; 2]>,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram { bins: vec![[0; 2]; BINS] }
    }
}

impl Histogram {
    /// Counts a decision on a comment that had `margin` before; with -1, takes it back.
    pub fn add(&mut self, margin: f64, label: Label, count: i32) {
        self.bins[bin(margin)][usize::from(label == Label::Spam)] += count;
    }

    /// How many decisions on fine comments and on spam.
    pub fn decisions(&self) -> (u64, u64) {
        let sum = |side: usize| {
            self.bins.iter().map(|bin| u64::from(bin[side].max(0).unsigned_abs())).sum()
        };
        (sum(0), sum(1))
    }

    /// Halves what was counted, so that what the filter said when it knew little is forgotten.
    pub fn fade(&mut self) {
        self.bins.iter_mut().flatten().for_each(|count| *count /= 2);
    }

    /// The least margin that no more than `rate` of the fine comments reach: of past ones, and one
    /// more that is taken to be beyond all, so that a short past never makes a low threshold.
    /// Nothing while the past is too short for it.
    pub fn threshold(&self, rate: f64) -> Option<f64> {
        let (fine, _) = self.decisions();
        let allowed = rate * (fine + 1) as f64 - 1.0;
        if allowed < 0.0 {
            return None;
        }
        let mut above = 0.0;
        for (at, bin) in self.bins.iter().enumerate().rev() {
            above += f64::from(bin[0].max(0));
            if above > allowed {
                return Some(edge(at + 1));
            }
        }
        Some(edge(0))
    }

    /// The curve from margins to probabilities.
    pub fn curve(&self) -> Curve {
        Curve::fit(&self.bins)
    }
}

fn bin(margin: f64) -> usize {
    let at = (margin * PER_UNIT).floor() + BINS as f64 / 2.0;
    at.clamp(0.0, BINS as f64 - 1.0) as usize
}

/// The lower end of a bin.
fn edge(bin: usize) -> f64 {
    (bin as f64 - BINS as f64 / 2.0) / PER_UNIT
}

/// A logistic curve, as Platt fits it: `1 / (1 + exp(-(slope * margin + shift)))`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    slope: f64,
    shift: f64,
}

impl Curve {
    /// The probability of spam at a margin; grows with it.
    pub fn probability(&self, margin: f64) -> f64 {
        1.0 / (1.0 + (-(self.slope * margin + self.shift)).exp())
    }

    /// The margin that has a probability.
    pub fn margin(&self, probability: f64) -> f64 {
        ((probability / (1.0 - probability)).ln() - self.shift) / self.slope
    }

    /// The most likely curve by Newton's method, held to the margins as they are by a weight of
    /// some decisions; a handful of decisions must not bend it.
    fn fit(bins: &[[i32; 2]]) -> Curve {
        const HOLD: f64 = 10.0;
        let counted: Vec<(f64, f64, f64)> = bins
            .iter()
            .enumerate()
            .filter(|(_, bin)| bin[0] > 0 || bin[1] > 0)
            .map(|(at, bin)| {
                (edge(at) + 0.5 / PER_UNIT, f64::from(bin[0].max(0)), f64::from(bin[1].max(0)))
            })
            .collect();
        let (mut slope, mut shift) = (1.0_f64, 0.0_f64);
        for _ in 0..25 {
            let (mut by_slope, mut by_shift) = (HOLD * (slope - 1.0), HOLD * shift);
            let (mut aa, mut ab, mut bb) = (HOLD, 0.0, HOLD);
            for (margin, fine, spam) in &counted {
                let probability = Curve { slope, shift }.probability(*margin);
                let count = fine + spam;
                let error = count * probability - spam;
                let spread = count * probability * (1.0 - probability);
                by_slope += error * margin;
                by_shift += error;
                aa += spread * margin * margin;
                ab += spread * margin;
                bb += spread;
            }
            let determinant = aa * bb - ab * ab;
            let (step_slope, step_shift) = (
                (bb * by_slope - ab * by_shift) / determinant,
                (aa * by_shift - ab * by_slope) / determinant,
            );
            // Never turned over or flat, whatever was decided.
            slope = (slope - step_slope.clamp(-0.5, 0.5)).clamp(0.05, 5.0);
            shift = (shift - step_shift.clamp(-1.0, 1.0)).clamp(-20.0, 20.0);
            if step_slope.abs() + step_shift.abs() < 1e-9 {
                break;
            }
        }
        Curve { slope, shift }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_in_ten_is_nine_in_ten() {
        let mut past = Histogram::default();
        // A filter that is twice as sure of itself as it should be.
        for margin in [-4.0, -2.0, 0.0, 2.0, 4.0_f64] {
            let spam = (1000.0 / (1.0 + (-margin / 2.0).exp())) as i32;
            past.add(margin, Label::Spam, spam);
            past.add(margin, Label::Fine, 1000 - spam);
        }
        let curve = past.curve();
        assert!((curve.probability(4.4) - 0.9).abs() < 0.02, "{curve:?}");
        assert!((curve.margin(0.9) - 4.4).abs() < 0.3, "{curve:?}");
    }

    #[test]
    fn without_a_past_margins_are_taken_as_they_are() {
        assert!((Histogram::default().curve().probability(0.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn decisions_against_all_reason_do_not_turn_the_curve_over() {
        let mut past = Histogram::default();
        past.add(10.0, Label::Fine, 1000);
        past.add(-10.0, Label::Spam, 1000);
        let curve = past.curve();
        assert!(curve.probability(1.0) > curve.probability(0.0));
    }

    #[test]
    fn a_threshold_keeps_to_the_wanted_rate_and_needs_a_past() {
        let mut past = Histogram::default();
        assert_eq!(past.threshold(0.01), None);
        (0..98).for_each(|_| past.add(-3.0, Label::Fine, 1));
        assert_eq!(past.threshold(0.01), None);
        past.add(-3.0, Label::Fine, 1);
        let above_all = past.threshold(0.01).expect("a hundred less one are enough");
        assert!(above_all > -3.0);
        past.add(5.0, Label::Fine, 1);
        assert!(past.threshold(0.01).expect("still enough") > 5.0);
        (0..200).for_each(|_| past.add(-3.0, Label::Fine, 1));
        assert!(past.threshold(0.01).expect("one in three hundred is allowed") < 0.0);
    }

    #[test]
    fn what_is_taken_back_was_never_counted() {
        let mut past = Histogram::default();
        past.add(1.3, Label::Spam, 1);
        past.add(1.3, Label::Spam, -1);
        assert_eq!(past, Histogram::default());
    }
}
