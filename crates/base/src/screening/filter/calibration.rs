//! Calibration: the margins that decided comments had before their lessons, and the curve from
//! margins to probabilities that is fitted to them.

use crate::screening::filter::label::Label;

/// Margins are counted in steps of an eighth, from -16 to 16; those beyond in the outermost.
const BINS: usize = 256;
const PER_UNIT: f64 = 8.0;

/// The weight, in decisions, of the assumption that margins are calibrated.
const HOLD: f64 = 10.0;

/// Decisions by margin, fine and spam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    bins: Vec<[i32; 2]>,
    /// The sum of all counts, kept because every score needs it.
    total: i64,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram { bins: vec![[0; 2]; BINS], total: 0 }
    }
}

impl Histogram {
    /// Every count, by margin, first fine and then spam.
    pub fn counts(&self) -> impl Iterator<Item = i32> + '_ {
        self.bins.iter().flatten().copied()
    }

    /// A histogram of such counts; those that are missing are zero.
    pub fn of(counts: impl Iterator<Item = i32>) -> Histogram {
        let mut histogram = Histogram::default();
        for (slot, count) in histogram.bins.iter_mut().flatten().zip(counts) {
            *slot = count;
            histogram.total += i64::from(count);
        }
        histogram
    }

    /// Counts a decision on a comment that had `margin` before it was learned; -1 reverses that.
    pub fn add(&mut self, margin: f64, label: Label, count: i32) {
        self.bins[bin(margin)][usize::from(label == Label::Spam)] += count;
        self.total += i64::from(count);
    }

    /// Whether nothing is counted.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The numbers of decisions on fine comments and on spam.
    pub fn decisions(&self) -> (u64, u64) {
        let sum = |side: usize| {
            self.bins.iter().map(|bin| u64::from(bin[side].max(0).unsigned_abs())).sum()
        };
        (sum(0), sum(1))
    }

    /// Halves all counts, so that margins of a model that knew little are forgotten.
    pub fn fade(&mut self) {
        self.bins.iter_mut().flatten().for_each(|count| *count /= 2);
        self.total = self.counts().map(i64::from).sum();
    }

    /// The curve from margins to probabilities.
    pub fn curve(&self) -> Curve {
        let counted: Vec<Counted> = self
            .bins
            .iter()
            .enumerate()
            .filter(|(_, bin)| bin[0] > 0 || bin[1] > 0)
            .map(|(at, bin)| Counted {
                margin: edge(at) + 0.5 / PER_UNIT,
                fine: f64::from(bin[0].max(0)),
                spam: f64::from(bin[1].max(0)),
            })
            .collect();
        Curve::fit(&counted)
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

/// The number of comments with a margin, by label; may be fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// The margin.
    pub margin: f64,
    /// Fine comments.
    pub fine: f64,
    /// Spam.
    pub spam: f64,
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

    /// Fits the curve by Newton's method, with a prior that margins are calibrated, so that a handful of
    /// decisions does not distort it.
    pub fn fit(counted: &[Counted]) -> Curve {
        const PASSES: usize = 50;
        let mut curve = Curve { slope: 1.0, shift: 0.0 };
        let mut loss = curve.loss(counted);
        for _ in 0..PASSES {
            let (by_slope, by_shift) = curve.newton_step(counted);
            // A full step can diverge if margins are far apart; a part of it cannot.
            let shorter = (0..20).map(|halved| 0.5_f64.powi(halved)).find_map(|part| {
                // The slope stays positive for all decisions.
                let next = Curve {
                    slope: (curve.slope - part * by_slope).clamp(0.05, 5.0),
                    shift: (curve.shift - part * by_shift).clamp(-40.0, 40.0),
                };
                let less = next.loss(counted);
                (less < loss - 1e-9).then_some((next, less))
            });
            match shorter {
                Some(better) => (curve, loss) = better,
                None => break,
            }
        }
        curve
    }

    /// The negative log-likelihood and the penalty of the prior.
    fn loss(&self, counted: &[Counted]) -> f64 {
        let held = HOLD / 2.0 * ((self.slope - 1.0).powi(2) + self.shift.powi(2));
        counted.iter().fold(held, |loss, Counted { margin, fine, spam }| {
            let odds = self.slope * margin + self.shift;
            // ln(1 + exp(x)) without overflow.
            let of_fine = odds.max(0.0) + (-odds.abs()).exp().ln_1p();
            loss + fine * of_fine + spam * (of_fine - odds)
        })
    }

    fn newton_step(&self, counted: &[Counted]) -> (f64, f64) {
        let (mut by_slope, mut by_shift) = (HOLD * (self.slope - 1.0), HOLD * self.shift);
        let (mut aa, mut ab, mut bb) = (HOLD, 0.0, HOLD);
        for Counted { margin, fine, spam } in counted {
            let probability = self.probability(*margin);
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
        (
            (bb * by_slope - ab * by_shift) / determinant,
            (aa * by_shift - ab * by_slope) / determinant,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_in_ten_is_nine_in_ten() {
        let mut past = Histogram::default();
        // A filter that is twice as confident as it should be.
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
    fn without_history_margins_are_uncalibrated() {
        assert!((Histogram::default().curve().probability(0.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn the_curve_stays_increasing() {
        let mut past = Histogram::default();
        past.add(10.0, Label::Fine, 1000);
        past.add(-10.0, Label::Spam, 1000);
        let curve = past.curve();
        assert!(curve.probability(1.0) > curve.probability(0.0));
    }

    #[test]
    fn reversed_decisions_leave_no_count() {
        let mut past = Histogram::default();
        past.add(1.3, Label::Spam, 1);
        past.add(1.3, Label::Spam, -1);
        assert_eq!(past, Histogram::default());
    }
}
