//! Seals committed lines in the order of their ids, a moment after their commit.
//!
//! On PostgreSQL a line may become visible later than one with a higher id. Sealing does not wait
//! for it: the id is recorded as a gap, and the line is sealed when it appears. A gap is closed
//! after the longest possible transaction; a line that is inserted there later is reported as a
//! fault.

use std::time::Duration;

use crate::audit::chain::{Gap, Hash, Head, Keys, Line, hex, unhex};
use crate::audit::store;
use crate::clock::Time;
use crate::db::{Connection, Db, dialect};
use crate::error::{Error, Result};

/// The most lines sealed in one transaction, which takes some two milliseconds.
const BATCH: i64 = 200;
/// How long a gap stays open: longer than any transaction can take.
const MAX_DELAY: Duration = Duration::from_secs(600);
/// The key of the lock under which lines are sealed.
const SEALING: &[u8] = b"\0sealing";

/// Creates the head if there is none, before the program writes its first line.
pub async fn begin(db: &Db, keys: Keys) -> Result<()> {
    if db.read(store::head).await?.is_some() {
        return Ok(());
    }
    db.write(move |conn| {
        dialect::serialize_on(conn, SEALING)?;
        if store::head(conn)?.is_some() {
            return Ok(());
        }
        if store::was_begun(conn)? {
            // The head was removed. A new one would hide that from `rejoinder audit verify`.
            tracing::error!(
                "the head of the log is missing; nothing is sealed until it is restored"
            );
            return Ok(());
        }
        let head = Head::first(store::highest(conn)?).signed(&keys)?;
        store::set_head(conn, &head)
    })
    .await
}

/// Seals all committed lines, and returns how many.
pub async fn seal(db: &Db, keys: Keys, now: Time) -> Result<usize> {
    let mut sealed = 0;
    while db.read(is_behind).await? {
        let count = db.write_low_priority(move |conn| seal_some(conn, &keys, now)).await?;
        sealed += count;
        if count < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            break;
        }
    }
    Ok(sealed)
}

/// Whether there may be lines to seal.
fn is_behind(conn: &mut Connection) -> Result<bool> {
    let Some(head) = store::head(conn)? else { return Ok(false) };
    Ok(!head.gaps.is_empty() || store::highest(conn)? > head.last_id)
}

fn seal_some(conn: &mut Connection, keys: &Keys, now: Time) -> Result<usize> {
    dialect::serialize_on(conn, SEALING)?;
    let Some(mut head) = store::head(conn)? else { return Ok(0) };
    if !head.is_signed(keys) {
        // Sealing would sign a log that somebody else changed.
        return Err(Error::internal(
            "the signature of the log's head is invalid; run: rejoinder audit verify",
        ));
    }
    let mut lines: Vec<Line> = Vec::new();
    for gap in &head.gaps {
        lines.extend(store::lines_between(conn, gap.from, gap.to)?);
    }
    let late = lines.len();
    lines.extend(store::lines_after(conn, head.last_id, BATCH)?);
    let remaining = remaining_gaps(&head, &lines, late, now);
    if lines.is_empty() && remaining.len() == head.gaps.len() {
        return Ok(0);
    }
    head.gaps = remaining;

    let mut hash: Hash = unhex(&head.hash)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| Error::internal("the head of the log has no hash"))?;
    let mut seals = Vec::with_capacity(lines.len());
    for line in &lines {
        hash = line.hash(&hash)?;
        head.seq += 1;
        head.last_id = head.last_id.max(line.id);
        seals.push((head.seq, line.id, hash));
    }
    head.hash = hex(&hash);
    store::add_seals(conn, &seals)?;
    store::set_head(conn, &head.signed(keys)?)?;
    Ok(seals.len())
}

/// The gaps after sealing `lines`, of which the first `late` ones filled gaps of `head`.
fn remaining_gaps(head: &Head, lines: &[Line], late: usize, now: Time) -> Vec<Gap> {
    let (late, fresh) = lines.split_at(late);
    let oldest = now.minus(MAX_DELAY).micros();
    let mut remaining = Vec::new();
    for gap in head.gaps.iter().filter(|gap| gap.since >= oldest) {
        let mut from = gap.from;
        for line in late.iter().filter(|line| (gap.from..=gap.to).contains(&line.id)) {
            push_gap(&mut remaining, from, line.id - 1, gap.since);
            from = line.id + 1;
        }
        push_gap(&mut remaining, from, gap.to, gap.since);
    }
    let mut last = head.last_id;
    for line in fresh {
        push_gap(&mut remaining, last + 1, line.id - 1, now.micros());
        last = line.id;
    }
    remaining
}

fn push_gap(gaps: &mut Vec<Gap>, from: i64, to: i64, since: i64) {
    if from <= to {
        gaps.push(Gap { from, to, since });
    }
}
