//! The thresholds: margins from which a comment is held or marked as spam.

use serde::Serialize;

use crate::screening::filter::calibration::Curve;
use crate::screening::filter::evidence::Evidence;
use crate::screening::filter::model::Model;

/// The hold threshold is never so low that more than this multiple of the target rate of public comments
/// exceeds it. If spam and fine comments cannot be distinguished, catching a fixed share of the spam would
/// hold half of all comments.
const MOST: f64 = 10.0;

/// Lessons of each label from which the filter counts as trained.
pub const ENOUGH: u64 = 20;

/// The score from which an untrained filter holds a comment. It marks nothing as spam.
pub const UNTRAINED: f64 = 0.8;

/// No comment with a lower probability of spam is held: on a site where spam is easy to recognise, the
/// target rate alone would hold harmless comments.
const LEAST_HELD: f64 = 0.2;

/// Every comment with at least this probability of spam is held. Overlooked spam counts as fine, so the
/// true probability is higher. Without this limit, a threshold that is too high would stay there: half
/// of the spam below it is overlooked, and most of the marked spam is above it.
const ALWAYS_HELD: f64 = 0.3;

/// No comment with a lower probability is marked as spam without a moderator.
const LEAST_SPAM: f64 = 0.9;

/// The target error rates: shares of the fine comments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetRates {
    /// That may be held.
    pub hold: f64,
    /// That may be marked as spam; zero switches marking off.
    pub spam: f64,
}

/// The outcome of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// The comment waits for a decision.
    Hold,
    /// The comment is spam.
    Spam,
}

/// The thresholds of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// The margins from which a trained model holds a comment and, if it marks at all, marks it as spam. None
    /// if lessons are too few or all have one label; then the filter acts as an untrained one.
    trained: Option<(f64, Option<f64>)>,
    /// Their basis.
    pub basis: Basis,
    curve: Curve,
}

/// The basis of the thresholds, as figures for people.
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
    /// Computes the thresholds for the target rates.
    pub fn of(model: &Model, evidence: &Evidence, target: TargetRates) -> Thresholds {
        let (fine, spam) = model.past().decisions();
        let public = evidence.exceeded_by(target.hold);
        // Without spam no comment needs to be held. Without fine comments all look like spam, and only the
        // public comments show how reliable that is.
        let is_trained = spam >= ENOUGH && (fine >= ENOUGH || public.is_some());
        let drawn_curve = evidence.curve();
        let curve = drawn_curve.unwrap_or_else(|| model.past().curve());
        let trained = is_trained.then(|| {
            let drawn = public.unwrap_or_else(|| curve.margin(UNTRAINED));
            let hold = drawn.min(evidence.caught().unwrap_or(f64::INFINITY));
            let most = evidence.exceeded_by(MOST * target.hold).unwrap_or(f64::NEG_INFINITY);
            // With decisions alone, the probabilities are those of a selected sample.
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

    /// Whether the filter is trained. Otherwise scores are not calibrated and the hand-made list decides.
    pub fn is_trained(&self) -> bool {
        self.trained.is_some()
    }

    /// The margins from which a trained filter holds comments and marks them as spam.
    pub fn margins(&self) -> Option<(f64, Option<f64>)> {
        self.trained
    }

    /// The outcome for a comment of this margin; `untrained` is its score by the hand-made list alone.
    pub fn outcome(&self, margin: f64, untrained: f64) -> Outcome {
        match self.trained {
            Some((_, Some(spam))) if margin >= spam => Outcome::Spam,
            Some((hold, _)) if margin >= hold => Outcome::Hold,
            None if untrained >= UNTRAINED => Outcome::Hold,
            _ => Outcome::Nothing,
        }
    }
}
