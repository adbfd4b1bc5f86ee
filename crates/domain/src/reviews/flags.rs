//! Storing a flag: the review that it belongs to, and the review's new weight.

use std::time::Duration;

use crate::clock::{HOUR, Time};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReviewId, SectionId};
use crate::queue::{self, Job};
use crate::reviews::model::{FlagDraft, Kind, NewReview, ReviewRow, State};
use crate::reviews::store::flags::{self as store, NewFlag};
use crate::reviews::store::{changing, reading};

/// The comment that is flagged.
#[derive(Clone, Copy, Debug)]
pub struct Flagged {
    /// Its number.
    pub comment: CommentId,
    /// The section of its article.
    pub section: Option<SectionId>,
    /// The version that readers see.
    pub version: i64,
}

/// Adds a flag and returns the new weight of its open review. Returns None if the flag has no
/// effect: the same flagger has flagged the comment before, or it repeats a dismissed reason and
/// the flags since then do not outweigh the dismissed ones yet.
///
/// # Errors
/// `TooFast` if the flagger has sent `per_hour` flags within an hour.
pub fn add(
    conn: &mut Connection,
    flagged: Flagged,
    draft: &FlagDraft,
    flagger: &[u8],
    per_hour: u32,
    now: Time,
) -> Result<Option<f64>> {
    if store::has_flagged(conn, flagged.comment, flagger)? {
        return Ok(None);
    }
    check_rate(conn, flagger, per_hour, now)?;
    let weight = store::record(conn, flagger)?.weight();
    let (review, late) = review_for(conn, flagged, draft, now)?;
    let row = NewFlag {
        review_id: review.id,
        comment_id: flagged.comment,
        flagger,
        reason: draft.reason,
        words: draft.words.as_deref(),
        weight,
        late,
        created_at: now,
    };
    if !store::insert(conn, &row)? {
        return Ok(None);
    }
    if !late {
        return changing::add_weight(conn, review.id, weight).map(Some);
    }
    let late_weight = store::late_weight(conn, review.id)?;
    if late_weight <= review.weight {
        return Ok(None);
    }
    let new_review = open(conn, flagged, late_weight, now)?;
    store::move_late(conn, review.id, new_review)?;
    Ok(Some(late_weight))
}

fn check_rate(conn: &mut Connection, flagger: &[u8], most: u32, now: Time) -> Result<()> {
    let most = i64::from(most.max(1));
    let recent = store::recent(conn, flagger, now.minus(HOUR), most)?;
    match recent.last() {
        // The next flag is accepted when the oldest of them is an hour old.
        Some(oldest) if recent.len() >= usize::try_from(most).unwrap_or(usize::MAX) => {
            let Some(left) = now.remaining(HOUR, *oldest) else { return Ok(()) };
            Err(Error::TooFast { retry_after: Duration::from_secs(left.as_secs() + 1) })
        }
        _ => Ok(()),
    }
}

/// The review that a flag belongs to, and whether the flag is late: the open review; or the
/// dismissed one, if it had the same reason and the same version, then the flag is late; or a new
/// one.
fn review_for(
    conn: &mut Connection,
    flagged: Flagged,
    draft: &FlagDraft,
    now: Time,
) -> Result<(ReviewRow, bool)> {
    if let Some(last) = reading::latest(conn, flagged.comment, Kind::Flags)? {
        let settled = last.state == State::Dismissed && last.version == flagged.version;
        if last.state == State::Open {
            return Ok((last, false));
        }
        if settled && store::has_reason(conn, last.id, draft.reason)? {
            return Ok((last, true));
        }
    }
    open(conn, flagged, 0.0, now)?;
    let opened = reading::latest(conn, flagged.comment, Kind::Flags)?
        .ok_or_else(|| Error::internal("a review that was just opened is not there"))?;
    Ok((opened, false))
}

fn open(conn: &mut Connection, flagged: Flagged, weight: f64, now: Time) -> Result<ReviewId> {
    let Flagged { comment, section, version } = flagged;
    let review =
        NewReview { weight, ..NewReview::open(Kind::Flags, comment, section, version, now) };
    let id = changing::open(conn, &review)?
        .ok_or_else(|| Error::internal("two reviews of one comment's flags were opened at once"))?;
    queue::enqueue(conn, Job::ReviewOpened { comment, review: id }, now)?;
    Ok(id)
}
