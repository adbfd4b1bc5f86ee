//! Measures of a filter: how well scores separate spam from fine comments, and whether they are
//! calibrated.

use serde::Serialize;

use crate::screening::filter::calibration::Curve;
use crate::screening::filter::label::Label;
use crate::screening::filter::model::{Model, SplitMix64};
use crate::screening::filter::vector::Vector;

/// The measures of one list of scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Measures {
    /// The share of comments on the right side of 0.5.
    pub accuracy: f64,
    /// The share of spam above a threshold that 0.5 % of the fine comments are above.
    pub recall_at_half_percent: f64,
    /// The share of spam above a threshold that 1 % of the fine comments are above.
    pub recall_at_one_percent: f64,
    /// The probability that a spam comment has a higher score than a fine one.
    pub auc: f64,
    /// How far scores are from the share of spam among the comments that have them, on average
    /// (expected calibration error, ten equal steps).
    pub calibration_error: f64,
}

impl Measures {
    /// The mean of each measure; `all` must not be empty.
    pub fn mean(all: &[Measures]) -> Measures {
        Measures::each(all, mean, |error| error)
    }

    /// The worst of each measure.
    pub fn worst(all: &[Measures]) -> Measures {
        // For errors the worst is the largest value, for all others the smallest.
        Measures::each(
            all,
            |values| values.iter().copied().fold(f64::INFINITY, f64::min),
            |error| -error,
        )
    }

    /// The standard deviation of each measure; zero for fewer than two.
    pub fn deviation(all: &[Measures]) -> Measures {
        Measures::each(all, deviation, |error| error)
    }

    fn each(all: &[Measures], of: impl Fn(&[f64]) -> f64, turn: impl Fn(f64) -> f64) -> Measures {
        let gather =
            |part: &dyn Fn(&Measures) -> f64| of(&all.iter().map(part).collect::<Vec<f64>>());
        Measures {
            accuracy: gather(&|found| found.accuracy),
            recall_at_half_percent: gather(&|found| found.recall_at_half_percent),
            recall_at_one_percent: gather(&|found| found.recall_at_one_percent),
            auc: gather(&|found| found.auc),
            calibration_error: turn(gather(&|found| turn(found.calibration_error))),
        }
    }
}

/// The mean; zero for none.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The standard deviation of a sample; zero for fewer than two values.
pub fn deviation(values: &[f64]) -> f64 {
    let middle = mean(values);
    let squares: f64 = values.iter().map(|value| (value - middle).powi(2)).sum();
    (squares / values.len().saturating_sub(1).max(1) as f64).sqrt()
}

/// Measures `scored`: probabilities and labels.
pub fn measures(scored: &[(f64, Label)]) -> Measures {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|one, other| other.0.total_cmp(&one.0));
    let is_spam = |label: Label| label == Label::Spam;
    let spam = sorted.iter().filter(|(_, label)| is_spam(*label)).count() as f64;
    let fine = sorted.len() as f64 - spam;
    let (mut caught, mut wrong, mut pairs) = (0.0, 0.0, 0.0);
    let mut measures = Measures::default();
    for tied in sorted.chunk_by(|one, other| one.0 == other.0) {
        let more_caught = tied.iter().filter(|(_, label)| is_spam(*label)).count() as f64;
        let more_wrong = tied.len() as f64 - more_caught;
        pairs += more_wrong * (caught + more_caught / 2.0);
        caught += more_caught;
        wrong += more_wrong;
        if wrong <= 0.005 * fine {
            measures.recall_at_half_percent = caught / spam.max(1.0);
        }
        if wrong <= 0.01 * fine {
            measures.recall_at_one_percent = caught / spam.max(1.0);
        }
    }
    measures.auc = pairs / (spam * fine).max(1.0);
    let right = scored.iter().filter(|(score, label)| (*score >= 0.5) == is_spam(*label)).count();
    measures.accuracy = right as f64 / (scored.len() as f64).max(1.0);
    measures.calibration_error = (0..10)
        .map(|step| {
            let inside = |score: f64| ((score * 10.0) as usize).min(9) == step;
            let here = scored.iter().filter(|(score, _)| inside(*score));
            here.map(|(score, label)| score - f64::from(u8::from(is_spam(*label))))
                .sum::<f64>()
                .abs()
        })
        .sum::<f64>()
        / (scored.len() as f64).max(1.0);
    measures
}

/// A reliability diagram: for ten equal steps of the score, the number of comments, their mean score, and
/// the share of spam.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reliability(pub Vec<Step>);

/// One step of a [`Reliability`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Step {
    /// The least score of the step.
    pub from: f64,
    /// Comments with such a score.
    pub comments: usize,
    /// The mean of their scores.
    pub score: f64,
    /// The share of spam among them.
    pub spam: f64,
}

impl Reliability {
    /// Counts scores and labels.
    pub fn of(scored: &[(f64, Label)]) -> Reliability {
        let mut steps: Vec<Step> =
            (0..10).map(|at| Step { from: f64::from(at) / 10.0, ..Step::default() }).collect();
        for (score, label) in scored {
            let step = &mut steps[((score * 10.0) as usize).min(9)];
            step.comments += 1;
            step.score += score;
            step.spam += f64::from(u8::from(*label == Label::Spam));
        }
        for step in &mut steps {
            let count = step.comments.max(1) as f64;
            step.score /= count;
            step.spam /= count;
        }
        Reliability(steps)
    }
}

/// Trains on a random half of `lessons`, chosen by `seed`, and scores the other.
pub fn half_and_half(lessons: &[(Vector, Label)], seed: u64) -> Vec<(f64, Label)> {
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    SplitMix64(seed).shuffle(&mut order);
    let (first, second) = order.split_at(lessons.len() / 2);
    let mut model = Model::default();
    model.train(first.iter().map(|at| lessons[*at].clone()), seed);
    let curve = model.past().curve();
    second
        .iter()
        .map(|at| (curve.probability(model.margin(&lessons[*at].0)), lessons[*at].1))
        .collect()
}

/// Scores `lessons` as the filter does before any training.
pub fn untrained(lessons: &[(Vector, Label)]) -> Measures {
    let stream = Stream::new(Model::default());
    let scored: Vec<(f64, Label)> =
        lessons.iter().map(|(vector, label)| (stream.score(vector), *label)).collect();
    measures(&scored)
}

/// Scores each of `lessons` before learning it, in their order, beginning with an empty model.
pub fn score_then_learn(lessons: &[(Vector, Label)]) -> Measures {
    let mut stream = Stream::new(Model::default());
    let scored: Vec<(f64, Label)> = lessons
        .iter()
        .map(|(vector, label)| (stream.score_then_learn(vector, *label), *label))
        .collect();
    measures(&scored)
}

/// A model that learns online and recalibrates from time to time.
pub struct Stream {
    model: Model,
    curve: Curve,
    learned: u64,
    refit_at: u64,
}

impl Stream {
    /// Continues with `model`.
    pub fn new(model: Model) -> Stream {
        let (fine, spam) = model.past().decisions();
        Stream { curve: model.past().curve(), learned: fine + spam, refit_at: fine + spam, model }
    }

    /// The probability that the comment is spam.
    pub fn score(&self, vector: &Vector) -> f64 {
        self.curve.probability(self.model.margin(vector))
    }

    /// The probability as it was before the lesson.
    pub fn score_then_learn(&mut self, vector: &Vector, label: Label) -> f64 {
        let (margin, _) = self.model.learn(vector, label);
        let score = self.curve.probability(margin);
        self.learned += 1;
        if self.learned > self.refit_at {
            self.curve = self.model.past().curve();
            // With many decisions, a few more change nothing.
            self.refit_at = self.learned + self.learned / 50;
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_of_a_perfect_filter_and_of_a_coin() {
        let perfect: Vec<(f64, Label)> = (0..200)
            .map(|at| if at % 2 == 0 { (1.0, Label::Spam) } else { (0.0, Label::Fine) })
            .collect();
        let found = measures(&perfect);
        assert_eq!((found.accuracy, found.auc, found.recall_at_half_percent), (1.0, 1.0, 1.0));
        assert_eq!(found.calibration_error, 0.0);

        let coin: Vec<(f64, Label)> = perfect.iter().map(|(_, label)| (0.5, *label)).collect();
        let found = measures(&coin);
        assert_eq!((found.auc, found.recall_at_one_percent), (0.5, 0.0));
        assert_eq!(found.calibration_error, 0.0);
    }

    #[test]
    fn nothing_to_measure_is_no_panic() {
        assert_eq!(measures(&[]), Measures::default());
    }
}
