//! Taking a flag into the ledger: which review it belongs to, and what the review weighs then.

use std::time::Duration;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReviewId, SectionId};
use crate::reviews::model::{FlagDraft, Kind, NewReview, ReviewRow, State};
use crate::reviews::store::flags::{self as store, NewFlag};
use crate::reviews::store::{changing, reading};

/// The span in which a flagger's flags are counted.
const HOUR: Duration = Duration::from_secs(3600);

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

/// Adds a flag and returns the weight of the open review that it counts for. None: it changes
/// nothing, because the same flagger has flagged the comment before, or because it repeats what a
/// moderator has dismissed and such flags weigh no more yet than what was dismissed.
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
    not_too_often(conn, flagger, per_hour, now)?;
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
        return changing::weigh(conn, review.id, weight).map(Some);
    }
    let since = store::late_weight(conn, review.id)?;
    if since <= review.weight {
        return Ok(None);
    }
    let again = open(conn, flagged, since, now)?;
    store::move_late(conn, review.id, again)?;
    Ok(Some(since))
}

fn not_too_often(conn: &mut Connection, flagger: &[u8], most: u32, now: Time) -> Result<()> {
    let most = i64::from(most.max(1));
    let lately = store::recent(conn, flagger, now.minus(HOUR), most)?;
    match lately.last() {
        // The oldest of them must be an hour ago before there is room for another.
        Some(oldest) if lately.len() >= usize::try_from(most).unwrap_or(usize::MAX) => {
            let Some(left) = now.remaining(HOUR, *oldest) else { return Ok(()) };
            Err(Error::TooFast { retry_after: Duration::from_secs(left.as_secs() + 1) })
        }
        _ => Ok(()),
    }
}

/// The review that a flag belongs to, and whether it comes late: the open one; or the one that was
/// dismissed, if it was about the same reason and the same version; or a new one.
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
    changing::open(conn, &review)?
        .ok_or_else(|| Error::internal("two reviews of one comment's flags were opened at once"))
}
