//! Learning from decisions: reads the new lines of the log, and makes each comment's lesson agree
//! with the decision that stands.
//!
//! Nothing is learned within a decision, which would make it slow, or within a batch of a hundred
//! thousand. A few seconds later this looks at which comments the log is about, and compares: what
//! does the decision that stands teach, and what was learned? An undone decision needs no case of
//! its own, and doing all of it twice changes nothing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::{Duration, Instant};

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::ids::{AuditId, CommentId};
use crate::screening::filter::file;
use crate::screening::filter::label::Label;
use crate::screening::filter::live::Live;
use crate::screening::filter::model::Model;
use crate::screening::filter::recalibration;
use crate::screening::filter::store::{self, Lesson, Line, NewLesson, Text};
use crate::screening::filter::stored::vector;
use crate::screening::filter::vector::Vector;
use crate::status::Status;
use crate::vault::Vault;

/// Lines become visible in another order than that of their numbers while transactions run side by
/// side (PostgreSQL); after so long, those that ran are done. One that took longer is one lesson
/// less.
const SETTLED: Duration = Duration::from_secs(3);

/// Lines of the log read at once. Each may be a lesson, which takes some 30 µs to write.
const LINES: i64 = 100;

/// Parts read in one call.
const PAGES: usize = 20;

/// How long to rest after a part was written, in times what writing took, so that posts and
/// decisions go first.
const REST: u32 = 3;

/// Lessons after which a model is made that holds them, so that a start reads no more than these.
const LESSONS: i64 = 2_000;

/// Models kept, the newest and those before it.
const MODELS: i64 = 3;

/// How long the features of a lesson are kept beside the model that holds it. After that they are
/// worked out anew where a decision is taken back, which fails if the text was edited meanwhile.
const FEATURES: Duration = Duration::from_secs(2 * 86_400);

/// Decisions from which on older ones begin to count less.
const MANY: u64 = 20_000;

/// The reason of a rejection that teaches the same as marking as spam. Other rejections teach
/// nothing: what is off topic or insulting here is no spam, and the filter's words for one would
/// spoil those for the other.
const SPAM: &str = "spam";

/// What a comment's history teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Teaching {
    /// A lesson.
    Lesson(Label),
    /// Nothing; what was learned is to be taken back.
    Nothing,
    /// Nothing new: what was learned stays.
    Same,
}

/// What the decision that stands teaches. `lines` are all of one comment's, in order.
fn teaching(lines: &[&Line]) -> Teaching {
    let undone: HashSet<AuditId> = lines.iter().filter_map(|line| line.undoes_id).collect();
    // Edits, notes and the like leave the status as it is.
    let stands = lines.iter().rev().find(|line| {
        line.act != Act::Undo
            && !undone.contains(&line.id)
            && line.to_status.is_some()
            && line.from_status != line.to_status
    });
    match stands {
        // What the site does by itself it must not learn from; nor from what staff themselves
        // wrote.
        Some(line) if line.actor_id.is_some() && line.from_status.is_some() => match line.to_status
        {
            Some(Status::Approved) => Teaching::Lesson(Label::Fine),
            Some(Status::Spam) => Teaching::Lesson(Label::Spam),
            Some(Status::Rejected) if line.reason.as_deref() == Some(SPAM) => {
                Teaching::Lesson(Label::Spam)
            }
            // Spam is often marked and then deleted.
            Some(Status::Deleted) => Teaching::Same,
            Some(Status::Rejected | Status::Pending) | None => Teaching::Nothing,
        },
        Some(_) | None => Teaching::Nothing,
    }
}

/// What the decision that stands says of a comment: fine, spam, or nothing to that effect.
pub fn decided(conn: &mut Connection, comment: CommentId) -> Result<Option<Label>> {
    let lines = store::lines_about(conn, &[comment])?;
    Ok(match teaching(&lines.iter().collect::<Vec<_>>()) {
        Teaching::Lesson(label) => Some(label),
        Teaching::Nothing | Teaching::Same => None,
    })
}

/// The next lines of the log that are old enough to be all there: the last of them, if there is
/// one, and the comments they are about.
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

/// Learns from what was decided up to a few seconds ago, at most from some thousand decisions, and
/// returns how many lessons that made. Several workers may do so at once; each lesson is written by
/// one of them.
pub async fn study(db: &Db, vault: &Vault, live: &Live, now: Time) -> Result<usize> {
    let mut learned = 0;
    for _ in 0..PAGES {
        live.follow(db).await?;
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
        // Another worker may have been here since: then none of this is written, and the next look
        // begins from there.
        let written = db
            .write_low_priority(move |conn| {
                store::take_turn(conn)?;
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
        live.follow(db).await?;
        tracing::debug!(lessons = learned, "the filter learned from decisions");
    }
    let last = live.last();
    if learned > 0 && db.read(move |conn| unheld(conn, last)).await? >= LESSONS {
        checkpoint(db, live, now).await?;
    }
    recalibration::recalibrate_if_due(db, vault, live, now).await?;
    Ok(learned)
}

/// Lessons that no model holds yet.
fn unheld(conn: &mut Connection, last: i64) -> Result<i64> {
    let until = match store::newest_model(conn)? {
        Some(newest) => store::model_until(conn, newest)?,
        None => 0,
    };
    Ok(last - until)
}

/// Makes a model of all lessons there are, keeps the last few models, and removes features that
/// nothing needs any more.
pub async fn checkpoint(db: &Db, live: &Live, now: Time) -> Result<()> {
    live.follow(db).await?;
    let Some((mut model, last)) = live.snapshot() else { return Ok(()) };
    let (fine, spam) = model.past().decisions();
    if fine + spam > MANY {
        model.past_mut().fade();
    }
    let body = file::write(&model).map_err(Error::internal)?;
    let note = format!("{fine} fine, {spam} spam");
    db.write_low_priority(move |conn| {
        store::take_turn(conn)?;
        // Only what this model holds may lose its features, and only a newer one is worth its
        // place.
        if unheld(conn, last)? > 0 {
            store::insert_model(conn, last, &note, &body, MODELS, now)?;
        }
        let held = match store::newest_model(conn)? {
            Some(newest) => store::model_until(conn, newest)?,
            None => return Ok(()),
        };
        store::forget_features(conn, held, now.minus(FEATURES))?;
        Ok(())
    })
    .await?;
    live.follow(db).await
}

/// A part of the log, with all that is known of the comments in it.
struct Page {
    from: AuditId,
    /// Where the next part begins; none where there is nothing to look at.
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

    /// The lessons that this part asks for, worked out with `model`, which learns them on the way.
    fn lessons(&self, mut model: Model, vault: &Vault, now: Time) -> Vec<NewLesson> {
        let mut new = Vec::new();
        for comment in &self.comments {
            let lines: Vec<&Line> =
                self.lines.iter().filter(|line| line.comment_id == Some(*comment)).collect();
            let last = self.lessons.iter().rev().find(|lesson| lesson.comment_id == *comment);
            let active = last.filter(|lesson| lesson.undoes_id.is_none());
            let wanted = match teaching(&lines) {
                Teaching::Same => continue,
                Teaching::Nothing => None,
                Teaching::Lesson(label) => Some(label),
            };
            if active.map(|lesson| lesson.label) == wanted.map(number) {
                continue;
            }
            let vector = self
                .texts
                .get(comment)
                .filter(|text| !text.text.is_empty())
                .map(|text| vector(text, vault));
            if let Some(lesson) = active {
                new.push(take_back(lesson, vector.as_ref(), &mut model, now));
            }
            if let (Some(label), Some(vector)) = (wanted, vector) {
                let (margin, coefficient) = model.learn(&vector, label);
                new.push(NewLesson {
                    comment_id: *comment,
                    label: number(label),
                    margin,
                    coefficient,
                    fingerprint: vector.fingerprint(),
                    features: Some(vector.pack()),
                    undoes_id: None,
                    counted: 1,
                    created_at: now,
                });
            }
        }
        new
    }
}

/// The reverse of a lesson. Its features are those that were kept, or those of the text as it is,
/// if that is still the text that was learned; otherwise the weights keep what they learned, and
/// only the count is taken back.
fn take_back(lesson: &Lesson, present: Option<&Vector>, model: &mut Model, now: Time) -> NewLesson {
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

    fn taught(lines: &[Line]) -> Teaching {
        teaching(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn only_decisions_of_staff_teach_and_what_is_undone_does_not() {
        use Status::{Approved, Deleted, Pending, Spam};
        let mut lines = vec![line(1, Act::Hold, false, None, Some(Pending), None)];
        assert_eq!(taught(&lines), Teaching::Nothing);
        lines.push(line(2, Act::Spam, true, Some(Pending), Some(Spam), None));
        assert_eq!(taught(&lines), Teaching::Lesson(Label::Spam));
        lines.push(line(3, Act::Edit, true, Some(Spam), Some(Spam), None));
        lines.push(line(4, Act::Note, true, None, None, None));
        assert_eq!(taught(&lines), Teaching::Lesson(Label::Spam));
        lines.push(line(5, Act::Approve, true, Some(Spam), Some(Approved), None));
        assert_eq!(taught(&lines), Teaching::Lesson(Label::Fine));
        lines.push(line(6, Act::Undo, true, Some(Approved), Some(Spam), Some(5)));
        assert_eq!(taught(&lines), Teaching::Lesson(Label::Spam));
        lines.push(line(7, Act::Undo, true, Some(Spam), Some(Pending), Some(2)));
        assert_eq!(taught(&lines), Teaching::Nothing);
        lines.push(line(8, Act::Delete, true, Some(Pending), Some(Deleted), None));
        assert_eq!(taught(&lines), Teaching::Same);

        let by_policy = [line(1, Act::Approve, false, None, Some(Approved), None)];
        assert_eq!(taught(&by_policy), Teaching::Nothing);
        let own_reply = [line(1, Act::Approve, true, None, Some(Approved), None)];
        assert_eq!(taught(&own_reply), Teaching::Nothing);
    }

    #[test]
    fn a_rejection_teaches_only_if_it_says_spam() {
        let mut reject =
            line(2, Act::Reject, true, Some(Status::Pending), Some(Status::Rejected), None);
        assert_eq!(taught(&[reject.clone()]), Teaching::Nothing);
        reject.reason = Some("spam".to_owned());
        assert_eq!(taught(&[reject]), Teaching::Lesson(Label::Spam));
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
            take_back(&lesson, Some(&other), &mut without, Time::from_micros(1)).coefficient,
            0
        );
        assert_eq!(
            take_back(&lesson, Some(&vector), &mut model, Time::from_micros(1)).coefficient,
            -coefficient
        );
        assert!(model == Model::default());
    }
}
