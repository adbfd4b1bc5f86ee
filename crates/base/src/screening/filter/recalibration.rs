//! Recalibration: scores the newest public comments and the newest marked spam again with the present
//! model, each without its own lesson.
//!
//! A worker does this once enough was learned since the last time, in slices with pauses between. The
//! result is stored, so that every process has the same thresholds. No post waits for it: it only reads,
//! except for one short low-priority write at the end.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::clock::Time;
use crate::db::{Connection, Db};
use crate::error::Result;
use crate::ids::CommentId;
use crate::screening::filter::evidence::{Evidence, MARKED, PUBLIC};
use crate::screening::filter::live::LiveModel;
use crate::screening::filter::model::Model;
use crate::screening::filter::store::{self, EvidenceRow, Lesson, Text};
use crate::screening::filter::stored::vector;
use crate::screening::filter::vector::Vector;
use crate::vault::Vault;

/// The number of new lessons that trigger it: a share of all lessons, within bounds.
const LESSONS_SHARE: u64 = 20;
const LESSONS_LEAST: u64 = 5;
const LESSONS_MOST: u64 = 100;

/// After this time one new lesson or public comment is enough.
const PERIOD: Duration = Duration::from_secs(300);

/// Comments per slice.
const SLICE: usize = 100;

/// The pause after a slice, as a multiple of its duration.
const REST: u32 = 3;

/// Computes the evidence again if enough was learned or published since the last time. Two workers may
/// do so at once; one of them writes.
pub(super) async fn recalibrate_if_due(
    db: &Db,
    vault: &Vault,
    live: &LiveModel,
    now: Time,
) -> Result<()> {
    let Some(calibration_report) = live.calibration_report() else { return Ok(()) };
    let last = live.last();
    // Before the first lesson there are no thresholds.
    if last == 0 {
        return Ok(());
    }
    let (seen, newest) = db
        .read(|conn| Ok((store::newest_evidence(conn)?, store::public_comments(conn, 1)?)))
        .await?;
    let newest = newest.first().copied().unwrap_or(CommentId(0));
    let learned = calibration_report.decisions.0 + calibration_report.decisions.1;
    if !is_due(seen, learned, last, newest, now) {
        return Ok(());
    }
    let Some((model, last)) = live.snapshot() else { return Ok(()) };
    let evidence = gather(db, vault, &model, last).await?;
    let (body, seen) = (evidence.pack(), seen.map(|row| row.id));
    db.write_low_priority(move |conn| {
        store::lock_lessons(conn)?;
        if store::newest_evidence(conn)?.map(|row| row.id) == seen {
            store::replace_evidence(conn, last, newest, &body, now)?;
        }
        Ok(())
    })
    .await?;
    live.refresh(db).await
}

fn is_due(
    seen: Option<EvidenceRow>,
    learned: u64,
    last: i64,
    newest: CommentId,
    now: Time,
) -> bool {
    let Some(seen) = seen else { return true };
    let since = last.abs_diff(seen.lessons_until);
    let is_news = since > 0 || newest != seen.newest_comment;
    since >= (learned / LESSONS_SHARE).clamp(LESSONS_LEAST, LESSONS_MOST)
        || is_news && now.since(seen.created_at) >= PERIOD
}

/// Scores the newest public comments and the newest marked spam with `model`, whose last lesson is
/// `last`.
async fn gather(db: &Db, vault: &Vault, model: &Model, last: i64) -> Result<Evidence> {
    let (public, marked, meanwhile) = db
        .read(|conn| {
            let public = store::public_comments(conn, PUBLIC as i64)?;
            // With fewer public comments than that, all spam belongs to their period.
            let first = public.last().copied().filter(|_| public.len() == PUBLIC);
            let meanwhile = store::marked_since(conn, first.unwrap_or(CommentId(0)))?;
            Ok((public, store::marked(conn, MARKED as i64)?, meanwhile))
        })
        .await?;
    let public = margins(db, vault, model, last, &public).await?;
    let marked = margins(db, vault, model, last, &marked).await?;
    Ok(Evidence::new(public, marked, u32::try_from(meanwhile).unwrap_or(u32::MAX)))
}

async fn margins(
    db: &Db,
    vault: &Vault,
    model: &Model,
    last: i64,
    ids: &[CommentId],
) -> Result<Vec<f32>> {
    let mut margins = Vec::with_capacity(ids.len());
    for slice in ids.chunks(SLICE) {
        let these = slice.to_vec();
        let (texts, lessons) = db
            .read(move |conn| Ok((store::texts(conn, &these)?, own_lessons(conn, &these, last)?)))
            .await?;
        let begun = Instant::now();
        let texts: HashMap<CommentId, Text> =
            texts.into_iter().map(|text| (text.id, text)).collect();
        margins.extend(slice.iter().filter_map(|id| {
            margin(model, lessons.get(id), texts.get(id), vault).map(|margin| margin as f32)
        }));
        tokio::time::sleep(begun.elapsed() * REST).await;
    }
    Ok(margins)
}

/// The lessons in force on these comments, up to the lesson `last`.
fn own_lessons(
    conn: &mut Connection,
    ids: &[CommentId],
    last: i64,
) -> Result<HashMap<CommentId, Lesson>> {
    let mut newest = HashMap::new();
    for lesson in store::lessons_on(conn, ids)? {
        if lesson.id <= last {
            newest.insert(lesson.comment_id, lesson);
        }
    }
    newest.retain(|_, lesson| lesson.undoes_id.is_none());
    Ok(newest)
}

/// The margin of a comment without its own lesson. The features are those of the lesson while they are
/// stored, else those of the present text; None without either.
fn margin(
    model: &Model,
    lesson: Option<&Lesson>,
    text: Option<&Text>,
    vault: &Vault,
) -> Option<f64> {
    let kept = lesson.and_then(|lesson| lesson.features.as_deref()).and_then(Vector::unpack);
    let present = || text.filter(|text| !text.text.is_empty()).map(|text| vector(text, vault));
    let vector = kept.or_else(present)?;
    Some(match lesson {
        None => model.margin(&vector),
        Some(lesson) => {
            let counted = (lesson.counted == 1).then(|| lesson.label());
            model.margin_without(&vector, counted, lesson.coefficient)
        }
    })
}
