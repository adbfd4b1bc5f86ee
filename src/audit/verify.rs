//! Proves that the log is as it was written, or names the first line that is not.

use serde::Serialize;

use crate::audit::chain::{Broken, Head, Keys, Walk, Writing, hex};
use crate::audit::{sealing, store};
use crate::clock::Time;
use crate::db::Db;
use crate::error::Result;

/// Seals looked at in one transaction.
pub(super) const CHUNK: i64 = 5000;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether all is well.
    pub ok: bool,
    /// Lines that were found good, from the first on.
    pub entries: i64,
    /// The hash of the last of them, in hex.
    pub hash: String,
    /// The first that is not.
    pub broken: Option<Broken>,
}

impl Verdict {
    pub(super) fn of(walk: &Walk, broken: Option<Broken>) -> Verdict {
        Verdict { ok: broken.is_none(), entries: walk.seq, hash: hex(&walk.hash), broken }
    }
}

/// Seals what is not sealed yet, then follows the whole chain.
///
/// # Errors
/// Those of the database. What is wrong with the log is no error but an answer.
pub async fn verify(db: &Db, keys: Keys, now: Time) -> Result<Verdict> {
    if let Some(head) = db.read(store::head).await?
        && head.is_signed(&keys)
    {
        sealing::seal(db, keys, now).await?;
    }
    let mut walk = Walk::new();
    loop {
        let after = walk.seq;
        let (seals, head, foreign) = db
            .read(move |conn| {
                let seals = store::seals_after(conn, after, CHUNK)?;
                let head = store::head(conn)?;
                // All at one moment: what is added meanwhile is seen in the next round.
                let is_last = i64::try_from(seals.len()).is_ok_and(|count| count < CHUNK);
                let foreign = match &head {
                    Some(head) if is_last => store::unsealed(conn, head)?,
                    _ => None,
                };
                Ok((seals, head, foreign))
            })
            .await?;
        let good = head.as_ref().filter(|head| head.is_signed(&keys));
        // Without a good head nobody knows since when lines have a mac, and the head itself is told
        // in the end.
        let unsigned_until = good.map_or(i64::MAX, |head| head.unsigned_until);
        for (seq, entry_id, hash, line) in &seals {
            let writing = Writing { keys: &keys, unsigned_until };
            if let Err(broken) = walk.step(*seq, *entry_id, hash, line.as_ref(), Some(writing)) {
                return Ok(Verdict::of(&walk, Some(broken)));
            }
        }
        if i64::try_from(seals.len()).is_ok_and(|count| count < CHUNK) {
            return Ok(Verdict::of(&walk, ending(&walk, head.as_ref(), good, foreign)));
        }
    }
}

/// What is wrong after the last seal.
fn ending(
    walk: &Walk,
    head: Option<&Head>,
    good: Option<&Head>,
    foreign: Option<i64>,
) -> Option<Broken> {
    let next = walk.seq + 1;
    let Some(head) = good else {
        let detail = match head {
            None => "The signed head of the log is missing: its end may have been cut off",
            Some(_) => "The head of the log is not signed by this installation's key",
        };
        return Some(Broken::new(Some(next), None, "head", detail));
    };
    if head.seq > walk.seq {
        let detail =
            format!("The end of the log was cut off: {} seals are missing", head.seq - walk.seq);
        return Some(Broken::new(Some(next), None, "cut_off", detail));
    }
    if head.seq < walk.seq || head.hash != hex(&walk.hash) {
        let detail = "The last seal is not the one that was signed: seals were added or made anew";
        return Some(Broken::new(Some(walk.seq), None, "head", detail));
    }
    foreign.map(|id| {
        Broken::new(None, Some(id), "inserted", "This line stands where none was written")
    })
}
