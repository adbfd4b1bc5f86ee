//! From which margin on a comment is held or marked as spam.

use serde::Serialize;

use crate::screening::filter::calibration::Curve;
use crate::screening::filter::evidence::Evidence;
use crate::screening::filter::model::Model;

/// The hold threshold never lies so low that more than this many times the target rate of public
/// comments exceed it. Where spam and fine comments cannot be told apart, the share of spam that is
/// to be caught would have half of all comments held.
const MOST: f64 = 10.0;

/// Lessons of each side from which on the filter counts as trained.
pub const ENOUGH: u64 = 20;

/// The score from which on an untrained filter holds. It marks nothing as spam.
pub const UNTRAINED: f64 = 0.8;

/// No comment is held that is less likely spam than this, however few of them are fine: on a site
/// whose readers and spammers are easily told apart, the rate alone would hold comments of which
/// nothing is wrong.
const LEAST_HELD: f64 = 0.2;

/// And every comment is held that is so likely spam. Probabilities count overlooked spam as fine, so
/// the true one is higher. Without it a share of the spam is never caught where the threshold has
/// once come to lie too high: what is below it is overlooked by half, and marked spam is mostly from
/// above it.
const ALWAYS_HELD: f64 = 0.3;

/// Nor marked as spam without a moderator below this.
const LEAST_SPAM: f64 = 0.9;

/// What share of the fine comments may be held, and marked as spam, by mistake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetRates {
    /// Held.
    pub hold: f64,
    /// Marked as spam; none at all if zero.
    pub spam: f64,
}

/// What follows from a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// The comment waits for a decision.
    Hold,
    /// The comment is spam.
    Spam,
}

/// Margins from which on something follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Margins from which on a trained model holds, and marks as spam if it does at all. None:
    /// lessons are too few or of one side, and the filter acts as one that has learned nothing.
    trained: Option<(f64, Option<f64>)>,
    /// What they rest on.
    pub basis: Basis,
    curve: Curve,
}

/// What thresholds rest on, in numbers for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Public comments scored anew.
    pub public: usize,
    /// How many of them would be held.
    pub public_held: usize,
    /// Marked spam scored anew.
    pub marked: usize,
    /// How much of it would be held or marked again.
    pub marked_caught: usize,
}

impl Thresholds {
    /// Draws thresholds for the target rates.
    pub fn of(model: &Model, evidence: &Evidence, target: TargetRates) -> Thresholds {
        let (fine, spam) = model.past().decisions();
        let public = evidence.exceeded_by(target.hold);
        // Without spam there is nothing to hold a comment for. Without fine comments all look like
        // spam, and only what is in public tells how much of that to believe.
        let is_trained = spam >= ENOUGH && (fine >= ENOUGH || public.is_some());
        let drawn_curve = evidence.curve();
        let curve = drawn_curve.unwrap_or_else(|| model.past().curve());
        let trained = is_trained.then(|| {
            let drawn = public.unwrap_or_else(|| curve.margin(UNTRAINED));
            let hold = drawn.min(evidence.caught().unwrap_or(f64::INFINITY));
            let most = evidence.exceeded_by(MOST * target.hold).unwrap_or(f64::NEG_INFINITY);
            // Decisions alone make probabilities of a selected sample.
            let likely = drawn_curve.map_or(f64::INFINITY, |curve| curve.margin(ALWAYS_HELD));
            let hold = hold.min(likely);
            let hold = hold.max(curve.margin(LEAST_HELD)).max(most);
            let spam = evidence.exceeded_by(target.spam).filter(|_| target.spam > 0.0);
            (hold, spam.map(|margin| margin.max(curve.margin(LEAST_SPAM)).max(hold)))
        });
        let (public_margins, marked_margins) = evidence.margins();
        let held = |margins: &[f32]| {
            trained
                .map_or(0, |(hold, _)| margins.partition_point(|margin| f64::from(*margin) >= hold))
        };
        let basis = Basis {
            public: public_margins.len(),
            public_held: held(public_margins),
            marked: marked_margins.len(),
            marked_caught: held(marked_margins),
        };
        Thresholds { trained, basis, curve }
    }

    /// The probability of spam at a margin.
    pub fn score(&self, margin: f64) -> f64 {
        self.curve.probability(margin)
    }

    /// Whether lessons decide. Otherwise scores are not calibrated and the hand-made list decides.
    pub fn is_trained(&self) -> bool {
        self.trained.is_some()
    }

    /// The margins from which on comments are held and marked as spam, of a trained filter.
    pub fn margins(&self) -> Option<(f64, Option<f64>)> {
        self.trained
    }

    /// What follows for a comment of this margin, whose score by the hand-made list alone is
    /// `untrained`.
    pub fn outcome(&self, margin: f64, untrained: f64) -> Outcome {
        match self.trained {
            Some((_, Some(spam))) if margin >= spam => Outcome::Spam,
            Some((hold, _)) if margin >= hold => Outcome::Hold,
            None if untrained >= UNTRAINED => Outcome::Hold,
            _ => Outcome::Nothing,
        }
    }
}
