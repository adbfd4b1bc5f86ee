//! Trains the filter on the decisions of staff: reads the new lines of the log, and stores a lesson (a
//! training example, a row of `filter_lessons`) for each comment whose decision calls for one.
//!
//! Nothing is learned within a decision, which would make it slow, or within a batch of a hundred
//! thousand. A few seconds later, for each comment in the new lines, the label by the decision in force
//! is compared with the lesson that was stored last. Therefore an undone decision needs no special
//! case, and reading a line twice changes nothing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::{Duration, Instant};

use crate::audit::model::Act;
use crate::clock::{DAY, Time};
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::ids::{AuditId, CommentId};
use crate::screening::filter::file;
use crate::screening::filter::label::Label;
use crate::screening::filter::live::LiveModel;
use crate::screening::filter::model::Model;
use crate::screening::filter::recalibration;
use crate::screening::filter::store::{self, Lesson, Line, NewLesson, Text};
use crate::screening::filter::stored::vector;
use crate::screening::filter::vector::Vector;
use crate::status::Status;
use crate::vault::Vault;

/// The age from which a line is read. With concurrent transactions (PostgreSQL) lines do not become
/// visible in the order of their numbers; those of a transaction that takes longer than this teach
/// nothing.
const SETTLED: Duration = Duration::from_secs(3);

/// Lines of the log read at once. Each may be a lesson, which takes some 30 µs to write.
const LINES: i64 = 100;

/// Parts read in one call.
const PAGES: usize = 20;

/// The pause after a write, as a multiple of the write's duration, so that posts and decisions go first.
const REST: u32 = 3;

/// Lessons after which a model that includes them is stored, so that a start reads no more than these.
const LESSONS: i64 = 2_000;

/// Models kept, the newest and those before it.
const MODELS: i64 = 3;

/// How long the features of a lesson are kept after a model includes it. Later they are extracted again
/// from the text if the decision is undone, which fails if the text was edited meanwhile.
const FEATURES: Duration = DAY.saturating_mul(2);

/// The number of decisions from which older ones count less.
const MANY: u64 = 20_000;

/// The reason by which a rejection is an example of spam. Other rejections are no examples: off-topic
/// or insulting comments are no spam, and would blur the weights of spam.
const SPAM: &str = "spam";

/// The label of a comment for training, by its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TrainingLabel {
    /// It is an example with this label.
    Label(Label),
    /// It is no example; a lesson on it is reversed.
    None,
    /// The lesson on it, if any, stays.
    Unchanged,
}

/// The label by the decision in force. `lines` are all of one comment's, in order.
fn training_label(lines: &[&Line]) -> TrainingLabel {
    let undone: HashSet<AuditId> = lines.iter().filter_map(|line| line.undoes_id).collect();
    // Edits, notes and the like do not change the status.
    let in_force = lines.iter().rev().find(|line| {
        line.act != Act::Undo
            && !undone.contains(&line.id)
            && line.to_status.is_some()
            && line.from_status != line.to_status
    });
    match in_force {
        // The filter must not learn from what screening decided, nor from comments by staff.
        Some(line) if line.actor_id.is_some() && line.from_status.is_some() => match line.to_status
        {
            Some(Status::Approved) => TrainingLabel::Label(Label::Fine),
            Some(Status::Spam) => TrainingLabel::Label(Label::Spam),
            Some(Status::Rejected) if line.reason.as_deref() == Some(SPAM) => {
                TrainingLabel::Label(Label::Spam)
            }
            // Spam is often marked and then deleted.
            Some(Status::Deleted) => TrainingLabel::Unchanged,
            Some(Status::Rejected | Status::Pending) | None => TrainingLabel::None,
        },
        Some(_) | None => TrainingLabel::None,
    }
}

/// The label of a comment by the decision in force, if that makes it an example.
pub fn decided(conn: &mut Connection, comment: CommentId) -> Result<Option<Label>> {
    let lines = store::lines_about(conn, &[comment])?;
    Ok(match training_label(&lines.iter().collect::<Vec<_>>()) {
        TrainingLabel::Label(label) => Some(label),
        TrainingLabel::None | TrainingLabel::Unchanged => None,
    })
}

/// Reads the next lines of the log that are older than `SETTLED`; returns the last of them and the
/// comments they are about.
pub fn decided_after(
    conn: &mut Connection,
    after: AuditId,
    limit: i64,
    now: Time,
) -> Result<(Option<AuditId>, Vec<CommentId>)> {
    let found = store::lines_after(conn, after, now.minus(SETTLED), limit)?;
    let last = found.last().map(|(id, _)| *id);
    let comments: BTreeSet<CommentId> =
        found.into_iter().filter_map(|(_, comment)| comment).collect();
    Ok((last, comments.into_iter().collect()))
}

/// Learns from the decisions made until a few seconds ago, at most some thousand per call, and returns
/// the number of new lessons. Several workers may call this at once; each lesson is written by one of
/// them.
pub async fn learn_from_decisions(
    db: &Db,
    vault: &Vault,
    live: &LiveModel,
    now: Time,
) -> Result<usize> {
    let mut learned = 0;
    for _ in 0..PAGES {
        live.refresh(db).await?;
        let page = db.read(move |conn| Page::read(conn, now)).await?;
        let Some(cursor) = page.cursor else { break };
        let (lessons, last) = if page.comments.is_empty() {
            (Vec::new(), live.last())
        } else {
            let (model, last) = live
                .snapshot()
                .ok_or_else(|| Error::internal("there is no model to learn with"))?;
            (page.lessons(model, vault, now), last)
        };
        let count = lessons.len();
        let from = page.from;
        // If another worker has written lessons meanwhile, nothing is written, and the next round
        // begins after them.
        let written = db
            .write_low_priority(move |conn| {
                store::lock_lessons(conn)?;
                if store::cursor(conn)? != from || store::last_lesson(conn)? != last {
                    return Ok(None);
                }
                let begun = Instant::now();
                store::insert_lessons(conn, &lessons)?;
                store::set_cursor(conn, cursor)?;
                Ok(Some(begun.elapsed()))
            })
            .await?;
        let Some(took) = written else { continue };
        learned += count;
        if count > 0 {
            tokio::time::sleep(took * REST).await;
        }
    }
    if learned > 0 {
        live.refresh(db).await?;
        tracing::debug!(lessons = learned, "the filter learned from decisions");
    }
    let last = live.last();
    if learned > 0 && db.read(move |conn| lessons_not_in_model(conn, last)).await? >= LESSONS {
        checkpoint(db, live, now).await?;
    }
    recalibration::recalibrate_if_due(db, vault, live, now).await?;
    Ok(learned)
}

/// Learns from comments that were decided about in another system, as their status says: approved ones are fine, and
/// spam is spam. Those that have changed since, or have a lesson, are left out. Returns the number of new lessons.
/// For a few hundred comments at a time.
pub async fn learn_from_status(
    db: &Db,
    vault: &Vault,
    live: &LiveModel,
    comments: Vec<CommentId>,
    now: Time,
) -> Result<usize> {
    let read = move |conn: &mut Connection| {
        let labels = store::imported_labels(conn, &comments)?;
        let ids: Vec<CommentId> = labels.iter().map(|(id, _)| *id).collect();
        Ok((labels, store::texts(conn, &ids)?))
    };
    let (labels, texts) = db.read(read).await?;
    let labels: HashMap<CommentId, Label> = labels.into_iter().collect();
    let examples: Vec<(CommentId, Label, Vector)> = texts
        .iter()
        .filter(|text| !text.text.is_empty())
        .filter_map(|text| Some((text.id, *labels.get(&text.id)?, vector(text, vault))))
        .collect();
    let ids: Vec<CommentId> = examples.iter().map(|(comment, ..)| *comment).collect();
    let lessons = |model: &mut Model, known: &[Lesson]| {
        let known: HashSet<CommentId> = known.iter().map(|lesson| lesson.comment_id).collect();
        let lesson = |(comment, label, vector): &(CommentId, Label, Vector)| {
            lesson(*comment, *label, vector, model, now)
        };
        examples.iter().filter(|(comment, ..)| !known.contains(comment)).map(lesson).collect()
    };
    let learned = write_lessons(db, live, &ids, lessons).await?;
    let last = live.last();
    if learned > 0 && db.read(move |conn| lessons_not_in_model(conn, last)).await? >= LESSONS {
        checkpoint(db, live, now).await?;
    }
    Ok(learned)
}

/// Takes back the lessons on comments that are about to be removed. For a few hundred comments at a time.
pub async fn unlearn(
    db: &Db,
    vault: &Vault,
    live: &LiveModel,
    comments: Vec<CommentId>,
    now: Time,
) -> Result<()> {
    let ids = comments.clone();
    let texts = db.read(move |conn| store::texts(conn, &ids)).await?;
    let vectors: HashMap<CommentId, Vector> =
        texts.iter().map(|text| (text.id, vector(text, vault))).collect();
    let reversed = |model: &mut Model, lessons: &[Lesson]| {
        let mut last: HashMap<CommentId, &Lesson> = HashMap::new();
        for lesson in lessons {
            last.insert(lesson.comment_id, lesson);
        }
        let mut active: Vec<&Lesson> =
            last.into_values().filter(|lesson| lesson.undoes_id.is_none()).collect();
        active.sort_by_key(|lesson| lesson.id);
        let one = |lesson: &&Lesson| reverse(lesson, vectors.get(&lesson.comment_id), model, now);
        active.iter().map(one).collect()
    };
    write_lessons(db, live, &comments, reversed).await?;
    Ok(())
}

/// Writes lessons, which are computed again if another worker has written some meanwhile. `compute` gets the lessons that these
/// comments have.
async fn write_lessons(
    db: &Db,
    live: &LiveModel,
    comments: &[CommentId],
    mut compute: impl FnMut(&mut Model, &[Lesson]) -> Vec<NewLesson>,
) -> Result<usize> {
    loop {
        live.refresh(db).await?;
        let (mut model, last) =
            live.snapshot().ok_or_else(|| Error::internal("there is no model to learn with"))?;
        let ids = comments.to_vec();
        let read = move |conn: &mut Connection| {
            Ok((store::lessons_on(conn, &ids)?, store::last_lesson(conn)?))
        };
        let (known, newest) = db.read(read).await?;
        if newest != last {
            continue;
        }
        let lessons = compute(&mut model, &known);
        if lessons.is_empty() {
            return Ok(0);
        }
        let count = lessons.len();
        let write = move |conn: &mut Connection| {
            store::lock_lessons(conn)?;
            if store::last_lesson(conn)? != last {
                return Ok(false);
            }
            store::insert_lessons(conn, &lessons)?;
            Ok(true)
        };
        if db.write_low_priority(write).await? {
            live.refresh(db).await?;
            return Ok(count);
        }
    }
}

/// The number of lessons that no stored model includes.
fn lessons_not_in_model(conn: &mut Connection, last: i64) -> Result<i64> {
    let until = match store::newest_model(conn)? {
        Some(newest) => store::model_until(conn, newest)?,
        None => 0,
    };
    Ok(last - until)
}

/// Stores a model that includes all lessons, keeps the last few models, and deletes features that are
/// no longer needed.
pub async fn checkpoint(db: &Db, live: &LiveModel, now: Time) -> Result<()> {
    live.refresh(db).await?;
    let Some((mut model, last)) = live.snapshot() else { return Ok(()) };
    let (fine, spam) = model.past().decisions();
    if fine + spam > MANY {
        model.past_mut().fade();
    }
    let body = file::write(&model).map_err(Error::internal)?;
    let note = format!("{fine} fine, {spam} spam");
    db.write_low_priority(move |conn| {
        store::lock_lessons(conn)?;
        // Features of lessons that no model includes are kept. A model without new lessons is not
        // stored.
        if lessons_not_in_model(conn, last)? > 0 {
            store::insert_model(conn, last, &note, &body, MODELS, now)?;
        }
        let held = match store::newest_model(conn)? {
            Some(newest) => store::model_until(conn, newest)?,
            None => return Ok(()),
        };
        store::delete_features(conn, held, now.minus(FEATURES))?;
        Ok(())
    })
    .await?;
    live.refresh(db).await
}

/// A part of the log, with the data of the comments in it.
struct Page {
    from: AuditId,
    /// Where the next part begins; None without new lines.
    cursor: Option<AuditId>,
    comments: Vec<CommentId>,
    lines: Vec<Line>,
    lessons: Vec<Lesson>,
    texts: HashMap<CommentId, Text>,
}

impl Page {
    fn read(conn: &mut Connection, now: Time) -> Result<Page> {
        let from = store::cursor(conn)?;
        let (cursor, ids) = decided_after(conn, from, LINES, now)?;
        if ids.is_empty() {
            return Ok(Page {
                from,
                cursor,
                comments: ids,
                lines: Vec::new(),
                lessons: Vec::new(),
                texts: HashMap::new(),
            });
        }
        let texts = store::texts(conn, &ids)?.into_iter().map(|text| (text.id, text)).collect();
        let (lines, lessons) = (store::lines_about(conn, &ids)?, store::lessons_on(conn, &ids)?);
        Ok(Page { from, cursor, comments: ids, lines, lessons, texts })
    }

    /// Computes the new lessons with `model`, which learns them one after another.
    fn lessons(&self, mut model: Model, vault: &Vault, now: Time) -> Vec<NewLesson> {
        let mut new = Vec::new();
        for comment in &self.comments {
            let lines: Vec<&Line> =
                self.lines.iter().filter(|line| line.comment_id == Some(*comment)).collect();
            let last = self.lessons.iter().rev().find(|lesson| lesson.comment_id == *comment);
            let active = last.filter(|lesson| lesson.undoes_id.is_none());
            let label = match training_label(&lines) {
                TrainingLabel::Unchanged => continue,
                TrainingLabel::None => None,
                TrainingLabel::Label(label) => Some(label),
            };
            if active.map(|lesson| lesson.label) == label.map(number) {
                continue;
            }
            let vector = self
                .texts
                .get(comment)
                .filter(|text| !text.text.is_empty())
                .map(|text| vector(text, vault));
            if let Some(lesson) = active {
                new.push(reverse(lesson, vector.as_ref(), &mut model, now));
            }
            if let (Some(label), Some(vector)) = (label, vector) {
                new.push(lesson(*comment, label, &vector, &mut model, now));
            }
        }
        new
    }
}

/// Learns an example.
fn lesson(
    comment: CommentId,
    label: Label,
    vector: &Vector,
    model: &mut Model,
    now: Time,
) -> NewLesson {
    let (margin, coefficient) = model.learn(vector, label);
    NewLesson {
        comment_id: comment,
        label: number(label),
        margin,
        coefficient,
        fingerprint: vector.fingerprint(),
        features: Some(vector.pack()),
        undoes_id: None,
        counted: 1,
        created_at: now,
    }
}

/// Reverses a lesson. Its features are the stored ones, or those of the present text if that is still
/// the text that was learned; otherwise the weights stay, and only the count is reversed.
fn reverse(lesson: &Lesson, present: Option<&Vector>, model: &mut Model, now: Time) -> NewLesson {
    let kept = lesson.features.as_deref().and_then(Vector::unpack);
    let features = kept
        .or_else(|| present.filter(|vector| vector.fingerprint() == lesson.fingerprint).cloned());
    let coefficient = if features.is_some() { -lesson.coefficient } else { 0 };
    if let Some(vector) = &features {
        model.add(vector, coefficient);
        model.count(vector, lesson.label(), -i32::from(lesson.counted));
    }
    model.past_mut().add(lesson.margin, lesson.label(), -1);
    NewLesson {
        comment_id: lesson.comment_id,
        label: lesson.label,
        margin: lesson.margin,
        coefficient,
        fingerprint: lesson.fingerprint,
        features: features.map(|vector| vector.pack()),
        undoes_id: Some(lesson.id),
        counted: lesson.counted,
        created_at: now,
    }
}

fn number(label: Label) -> i16 {
    i16::from(label == Label::Spam)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::screening::filter::features::Sample;

    fn line(
        id: i64,
        act: Act,
        staff: bool,
        from: Option<Status>,
        to: Option<Status>,
        undoes: Option<i64>,
    ) -> Line {
        Line {
            id: AuditId(id),
            comment_id: Some(CommentId(1)),
            act,
            actor_id: staff.then_some(AccountId(1)),
            from_status: from,
            to_status: to,
            reason: None,
            undoes_id: undoes.map(AuditId),
        }
    }

    fn label_of(lines: &[Line]) -> TrainingLabel {
        training_label(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn only_decisions_of_staff_teach_and_what_is_undone_does_not() {
        use Status::{Approved, Deleted, Pending, Spam};
        let mut lines = vec![line(1, Act::Hold, false, None, Some(Pending), None)];
        assert_eq!(label_of(&lines), TrainingLabel::None);
        lines.push(line(2, Act::Spam, true, Some(Pending), Some(Spam), None));
        assert_eq!(label_of(&lines), TrainingLabel::Label(Label::Spam));
        lines.push(line(3, Act::Edit, true, Some(Spam), Some(Spam), None));
        lines.push(line(4, Act::Note, true, None, None, None));
        assert_eq!(label_of(&lines), TrainingLabel::Label(Label::Spam));
        lines.push(line(5, Act::Approve, true, Some(Spam), Some(Approved), None));
        assert_eq!(label_of(&lines), TrainingLabel::Label(Label::Fine));
        lines.push(line(6, Act::Undo, true, Some(Approved), Some(Spam), Some(5)));
        assert_eq!(label_of(&lines), TrainingLabel::Label(Label::Spam));
        lines.push(line(7, Act::Undo, true, Some(Spam), Some(Pending), Some(2)));
        assert_eq!(label_of(&lines), TrainingLabel::None);
        lines.push(line(8, Act::Delete, true, Some(Pending), Some(Deleted), None));
        assert_eq!(label_of(&lines), TrainingLabel::Unchanged);

        let by_policy = [line(1, Act::Approve, false, None, Some(Approved), None)];
        assert_eq!(label_of(&by_policy), TrainingLabel::None);
        let own_reply = [line(1, Act::Approve, true, None, Some(Approved), None)];
        assert_eq!(label_of(&own_reply), TrainingLabel::None);
    }

    #[test]
    fn a_rejection_teaches_only_if_it_says_spam() {
        let mut reject =
            line(2, Act::Reject, true, Some(Status::Pending), Some(Status::Rejected), None);
        assert_eq!(label_of(&[reject.clone()]), TrainingLabel::None);
        reject.reason = Some("spam".to_owned());
        assert_eq!(label_of(&[reject]), TrainingLabel::Label(Label::Spam));
    }

    #[test]
    fn a_lesson_on_a_text_that_is_gone_is_taken_back_as_far_as_it_can_be() {
        let mut model = Model::default();
        let vector = Vector::of(&Sample { text: "free gift", ..Sample::default() });
        let (margin, coefficient) = model.learn(&vector, Label::Spam);
        let lesson = Lesson {
            id: 1,
            comment_id: CommentId(1),
            label: 1,
            margin,
            coefficient,
            fingerprint: vector.fingerprint(),
            features: None,
            undoes_id: None,
            counted: 1,
        };
        let other = Vector::of(&Sample { text: "an edited text", ..Sample::default() });
        let mut without = model.clone();
        assert_eq!(
            reverse(&lesson, Some(&other), &mut without, Time::from_micros(1)).coefficient,
            0
        );
        assert_eq!(
            reverse(&lesson, Some(&vector), &mut model, Time::from_micros(1)).coefficient,
            -coefficient
        );
        assert!(model == Model::default());
    }
}
