//! The model in memory, which scores new comments and follows the database.

use std::sync::{PoisonError, RwLock};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::screening::filter::evidence::Evidence;
use crate::screening::filter::explain::{Contribution, explain};
use crate::screening::filter::features::Sample;
use crate::screening::filter::file;
use crate::screening::filter::model::Model;
use crate::screening::filter::store::{self, Lesson};
use crate::screening::filter::thresholds::{Basis, Outcome, TargetRates, Thresholds, UNTRAINED};
use crate::screening::filter::vector::Vector;

/// Lessons per query; each includes its features.
const AT_ONCE: i64 = 1_000;

/// The site's thresholds and their basis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationReport {
    /// Whether the filter is trained. Otherwise the hand-made list decides, and scores are not calibrated.
    pub is_trained: bool,
    /// The score from which comments are held.
    pub hold: f64,
    /// The score from which they are marked as spam; None if none is.
    pub spam: Option<f64>,
    /// Decisions that were learned: for approval, and on spam.
    pub decisions: (u64, u64),
    /// The basis of the thresholds.
    pub basis: Basis,
}

/// The result of scoring a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The probability that it is spam.
    pub score: f64,
    /// The outcome by the thresholds.
    pub outcome: Outcome,
    /// The strongest contributions; empty if the score has no effect.
    pub causes: Vec<Contribution>,
}

struct State {
    model: Model,
    /// The model in the database that this one began with; 0 where there is none yet.
    base: i64,
    /// The last lesson in it.
    last: i64,
    target: TargetRates,
    evidence: Evidence,
    /// The evidence's number in the database; 0 where there is none yet.
    evidence_id: i64,
    thresholds: Thresholds,
}

impl State {
    fn new(model: Model, base: i64, last: i64, calibration: Calibration) -> State {
        let Calibration { target, evidence, evidence_id } = calibration;
        let thresholds = Thresholds::of(&model, &evidence, target);
        State { thresholds, target, evidence, evidence_id, model, base, last }
    }

    fn update_thresholds(&mut self) {
        self.thresholds = Thresholds::of(&self.model, &self.evidence, self.target);
    }

    fn learn(&mut self, lessons: &[Lesson]) -> Result<()> {
        for lesson in lessons {
            apply(&mut self.model, lesson)?;
            self.last = lesson.id;
        }
        Ok(())
    }
}

/// The input of the thresholds besides the model.
struct Calibration {
    target: TargetRates,
    evidence: Evidence,
    evidence_id: i64,
}

/// Adds a stored lesson to a model.
fn apply(model: &mut Model, lesson: &Lesson) -> Result<()> {
    let label = lesson.label();
    let count = if lesson.undoes_id.is_some() { -1 } else { 1 };
    model.past_mut().add(lesson.margin, label, count);
    // A lesson that was reversed without its features changes only the histogram of margins.
    if lesson.features.is_none() && lesson.coefficient == 0 {
        return Ok(());
    }
    let features = lesson.features.as_deref().and_then(Vector::unpack);
    let vector = features.ok_or_else(|| {
        Error::internal(format!("the filter's lesson {} has no features", lesson.id))
    })?;
    model.add(&vector, lesson.coefficient);
    model.count(&vector, label, count * i32::from(lesson.counted));
    Ok(())
}

/// The model that scores, shared by all threads of this process.
pub struct LiveModel {
    state: RwLock<Option<State>>,
    /// The rates that apply unless an editor has set others.
    configured: TargetRates,
}

impl LiveModel {
    /// Without a model, until [`follow`](LiveModel::refresh) has found one.
    pub fn new(configured: TargetRates) -> LiveModel {
        LiveModel { state: RwLock::new(None), configured }
    }

    /// The present thresholds; None without a model.
    pub fn calibration_report(&self) -> Option<CalibrationReport> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let state = state.as_ref()?;
        let thresholds = &state.thresholds;
        let (hold, spam) = match thresholds.margins() {
            Some((hold, spam)) => {
                // Rounded, because converting 0.9 to a margin and back gives 0.8999999999999999.
                let score = |margin| (thresholds.score(margin) * 1e6).round() / 1e6;
                (score(hold), spam.map(score))
            }
            None => (UNTRAINED, None),
        };
        Some(CalibrationReport {
            is_trained: thresholds.is_trained(),
            hold,
            spam,
            decisions: state.model.past().decisions(),
            basis: thresholds.basis,
        })
    }

    /// Whether lessons are too few for scores to be probabilities.
    pub fn is_unlearned(&self) -> bool {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.as_ref().is_none_or(|state| !state.thresholds.is_trained())
    }

    /// Scores a comment; None without a model. Such a comment must not be published for lack of a score.
    pub fn score(&self, sample: &Sample<'_>) -> Option<Scored> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let state = state.as_ref()?;
        let vector = Vector::of(sample);
        let (margin, untrained) = (state.model.margin(&vector), Model::untrained(&vector));
        let outcome = state.thresholds.outcome(margin, untrained);
        let score = state.thresholds.score(margin);
        // If the hand-made list holds a comment, the score is at least that of the list.
        let is_by_list = outcome == Outcome::Hold && !state.thresholds.is_trained();
        let score = if is_by_list { score.max(untrained) } else { score };
        let causes =
            if outcome == Outcome::Nothing { Vec::new() } else { explain(sample, &state.model) };
        Some(Scored { score, outcome, causes })
    }

    /// A copy of the model, and the last lesson in it.
    pub fn snapshot(&self) -> Option<(Model, i64)> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.as_ref().map(|state| (state.model.clone(), state.last))
    }

    /// The last lesson in it; 0 without a model.
    pub fn last(&self) -> i64 {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.as_ref().map_or(0, |state| state.last)
    }

    /// Applies the lessons, the rates and the evidence that this or another process has written since
    /// the last call. If they do not continue the model here, the model is read again.
    ///
    /// # Errors
    /// Those of the database, and a model there that cannot be read; then the model in memory is
    /// the last good one.
    pub async fn refresh(&self, db: &Db) -> Result<()> {
        loop {
            let at = {
                let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
                state.as_ref().map(|state| (state.base, state.last, state.evidence_id))
            };
            let found = db
                .read(move |conn| {
                    let newest = store::newest_model(conn)?.unwrap_or(0);
                    let (until, body) = match at {
                        Some((base, last, _)) if base == newest => (last, None),
                        _ if newest == 0 => (0, Some(None)),
                        _ => {
                            let (until, body) = store::model(conn, newest)?;
                            (until, Some(Some(body)))
                        }
                    };
                    let evidence_id = store::newest_evidence(conn)?.map_or(0, |row| row.id);
                    let evidence = match at {
                        Some((.., seen)) if seen == evidence_id => None,
                        _ => store::evidence(conn, evidence_id)?,
                    };
                    Ok((
                        newest,
                        until,
                        body,
                        store::lessons_after(conn, until, AT_ONCE)?,
                        store::rates(conn)?,
                        (evidence_id, evidence),
                    ))
                })
                .await?;
            let (newest, until, body, lessons, rates, (evidence_id, evidence)) = found;
            let target = rates.map_or(self.configured, TargetRates::from);
            let evidence = evidence.map(|bytes| {
                Evidence::unpack(&bytes).unwrap_or_else(|| {
                    // It is computed again soon; until then only decisions count.
                    tracing::warn!(
                        evidence_id,
                        "the evidence for the filter's thresholds is damaged"
                    );
                    Evidence::default()
                })
            });
            let more = lessons.len() as i64 == AT_ONCE;
            if let Some(body) = body {
                let model = match body {
                    Some(bytes) => file::read(&bytes).map_err(Error::internal)?,
                    None => Model::default(),
                };
                let evidence = evidence.unwrap_or_else(|| self.evidence());
                let calibration = Calibration { target, evidence, evidence_id };
                let mut state = State::new(model, newest, until, calibration);
                state.learn(&lessons)?;
                state.update_thresholds();
                self.put(state);
            } else {
                self.add(until, &lessons, target, evidence.map(|it| (evidence_id, it)))?;
            }
            if !more {
                return Ok(());
            }
        }
    }

    fn put(&self, fresh: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
    }

    fn evidence(&self) -> Evidence {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.as_ref().map_or_else(Evidence::default, |state| state.evidence.clone())
    }

    fn add(
        &self,
        after: i64,
        lessons: &[Lesson],
        target: TargetRates,
        evidence: Option<(i64, Evidence)>,
    ) -> Result<()> {
        let is_same =
            |state: &State| lessons.is_empty() && state.target == target && evidence.is_none();
        if self.state.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(is_same) {
            return Ok(());
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have added them meanwhile.
        let Some(present) = state.as_mut().filter(|present| present.last == after) else {
            return Ok(());
        };
        if let Err(error) = present.learn(lessons) {
            // Some of them are applied: the next call reads the model from the database again.
            *state = None;
            return Err(error);
        }
        present.target = target;
        if let Some((id, evidence)) = evidence {
            (present.evidence_id, present.evidence) = (id, evidence);
        }
        present.update_thresholds();
        Ok(())
    }
}
