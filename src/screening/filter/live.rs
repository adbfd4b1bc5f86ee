//! The model in memory: what a posting process asks for a score, kept in step with the database.

use std::sync::{PoisonError, RwLock};

use crate::config::Screening;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::screening::filter::calibration::Curve;
use crate::screening::filter::explain::{Cause, explain};
use crate::screening::filter::features::Sample;
use crate::screening::filter::file;
use crate::screening::filter::model::{Label, Model};
use crate::screening::filter::store::{self, Lesson};
use crate::screening::filter::vector::Vector;
use crate::screening::filter::wanted::Rates;

/// Lessons read at once; each has its features with it.
const AT_ONCE: i64 = 1_000;

/// What share of the fine comments may be held, and marked as spam, by mistake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Held.
    pub hold: f64,
    /// Marked as spam; none at all if zero.
    pub spam: f64,
}

impl Wanted {
    /// As the configuration says.
    pub fn of(settings: &Screening) -> Wanted {
        Rates::of(settings).into()
    }
}

impl From<Rates> for Wanted {
    fn from(rates: Rates) -> Wanted {
        Wanted {
            hold: f64::from(rates.held_per_thousand) / 1_000.0,
            spam: f64::from(rates.spam_per_thousand) / 1_000.0,
        }
    }
}

/// What the wanted rates come to on the site's own past.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// From this score on comments are held.
    pub hold: f64,
    /// From this score on they are marked as spam; None: none is.
    pub spam: Option<f64>,
    /// Decisions in that past: for approval, and on spam.
    pub decisions: (u64, u64),
}

/// What the filter makes of a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The probability that it is spam.
    pub score: f64,
    /// What the thresholds make of it.
    pub outcome: Outcome,
    /// The strongest causes; empty if nothing follows from the score.
    pub causes: Vec<Cause>,
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

/// Scores from which on something follows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Thresholds {
    hold: f64,
    /// None until the past is long enough for the wanted rate.
    spam: Option<f64>,
}

/// No comment is held that is less likely spam than this, however few of them are fine: on a site
/// whose readers and spammers are easily told apart, the rate alone would hold comments of which
/// nothing is wrong.
const LEAST_HELD: f64 = 0.2;

/// Nor marked as spam without a moderator below this.
const LEAST_SPAM: f64 = 0.9;

/// From this score on a filter holds that has no past to go by, and does no more.
const UNTRAINED: f64 = 0.8;

/// Before this many decisions there is no rate to speak of.
const ENOUGH: u64 = 200;

impl Thresholds {
    fn of(model: &Model, wanted: Wanted) -> Thresholds {
        let past = model.past();
        let curve = past.curve();
        let (fine, spam) = past.decisions();
        if fine + spam < ENOUGH || spam < 20 {
            return Thresholds { hold: UNTRAINED, spam: None };
        }
        let score = |margin: f64| curve.probability(margin);
        Thresholds {
            hold: past
                .threshold(wanted.hold)
                .map_or(UNTRAINED, |margin| score(margin).max(LEAST_HELD)),
            spam: past.threshold(wanted.spam).map(|margin| score(margin).max(LEAST_SPAM)),
        }
    }
}

struct State {
    model: Model,
    /// The model in the database that this one began with; 0 where there is none yet.
    base: i64,
    /// The last lesson in it.
    last: i64,
    curve: Curve,
    wanted: Wanted,
    thresholds: Thresholds,
}

impl State {
    fn new(model: Model, base: i64, last: i64, wanted: Wanted) -> State {
        State {
            curve: model.past().curve(),
            thresholds: Thresholds::of(&model, wanted),
            wanted,
            model,
            base,
            last,
        }
    }

    fn learn(&mut self, lessons: &[Lesson]) -> Result<()> {
        for lesson in lessons {
            apply(&mut self.model, lesson)?;
            self.last = lesson.id;
        }
        Ok(())
    }
}

/// Adds a stored lesson to a model.
fn apply(model: &mut Model, lesson: &Lesson) -> Result<()> {
    let label = if lesson.label == 1 { Label::Spam } else { Label::Fine };
    model.past_mut().add(lesson.margin, label, if lesson.undoes_id.is_some() { -1 } else { 1 });
    if lesson.coefficient == 0 {
        return Ok(());
    }
    let features = lesson.features.as_deref().and_then(Vector::unpack);
    let vector = features.ok_or_else(|| {
        Error::internal(format!("the filter's lesson {} has no features", lesson.id))
    })?;
    model.add(&vector, lesson.coefficient);
    Ok(())
}

/// The model that scores, shared by all threads of this process.
pub struct Live {
    state: RwLock<Option<State>>,
    /// What is wanted unless an editor has set something else.
    configured: Wanted,
}

impl Live {
    /// Without a model, until [`follow`](Live::follow) has found one.
    pub fn new(configured: Wanted) -> Live {
        Live { state: RwLock::new(None), configured }
    }

    /// What follows from scores at this moment; None without a model.
    pub fn outlook(&self) -> Option<Outlook> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let state = state.as_ref()?;
        let Thresholds { hold, spam } = state.thresholds;
        Some(Outlook { hold, spam, decisions: state.model.past().decisions() })
    }

    /// Scores a comment. Nothing without a model to ask: then the comment must not become public
    /// for want of a score.
    pub fn score(&self, sample: &Sample<'_>) -> Option<Scored> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let state = state.as_ref()?;
        let score = state.curve.probability(state.model.margin(&Vector::of(sample)));
        let outcome = match state.thresholds {
            Thresholds { spam: Some(spam), .. } if score >= spam => Outcome::Spam,
            Thresholds { hold, .. } if score >= hold => Outcome::Hold,
            _ => Outcome::Nothing,
        };
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

    /// Learns what this or another process has written since, and heeds the rates that an editor
    /// has set. Where that does not fit what is here, all is read anew.
    ///
    /// # Errors
    /// Those of the database, and a model there that cannot be read; then the model in memory is
    /// the last good one.
    pub async fn follow(&self, db: &Db) -> Result<()> {
        loop {
            let at = {
                let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
                state.as_ref().map(|state| (state.base, state.last))
            };
            let found = db
                .read(move |conn| {
                    let newest = store::newest_model(conn)?.unwrap_or(0);
                    let (until, body) = match at {
                        Some((base, last)) if base == newest => (last, None),
                        _ if newest == 0 => (0, Some(None)),
                        _ => {
                            let (until, body) = store::model(conn, newest)?;
                            (until, Some(Some(body)))
                        }
                    };
                    Ok((
                        newest,
                        until,
                        body,
                        store::lessons_after(conn, until, AT_ONCE)?,
                        store::rates(conn)?,
                    ))
                })
                .await?;
            let (newest, until, body, lessons, rates) = found;
            let wanted = rates.map_or(self.configured, Wanted::from);
            let more = lessons.len() as i64 == AT_ONCE;
            if let Some(body) = body {
                let model = match body {
                    Some(bytes) => file::read(&bytes).map_err(Error::internal)?,
                    None => Model::default(),
                };
                let mut state = State::new(model, newest, until, wanted);
                state.learn(&lessons)?;
                self.put(State::new(state.model, newest, state.last, wanted));
            } else {
                self.add(until, &lessons, wanted)?;
            }
            if !more {
                return Ok(());
            }
        }
    }

    fn put(&self, fresh: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
    }

    fn add(&self, after: i64, lessons: &[Lesson], wanted: Wanted) -> Result<()> {
        let is_same = |state: &State| lessons.is_empty() && state.wanted == wanted;
        if self.state.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(is_same) {
            return Ok(());
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else in this process may have been here since; then they were added already.
        let Some(present) = state.as_mut().filter(|present| present.last == after) else {
            return Ok(());
        };
        if let Err(error) = present.learn(lessons) {
            // Half of them are in: begin again with the next look.
            *state = None;
            return Err(error);
        }
        present.curve = present.model.past().curve();
        present.wanted = wanted;
        present.thresholds = Thresholds::of(&present.model, wanted);
        Ok(())
    }
}
