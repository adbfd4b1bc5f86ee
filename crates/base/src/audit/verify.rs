//! Verifies the log in the database and finds the first faulty line.

use serde::Serialize;

use crate::audit::chain::{ChainFault, ChainVerifier, Head, Keys, MacCheck, hex};
use crate::audit::{sealing, store};
use crate::clock::Time;
use crate::db::Db;
use crate::error::Result;

/// The number of seals verified in one transaction.
pub(super) const CHUNK: i64 = 5000;

/// The result of a verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether there is no fault.
    pub ok: bool,
    /// The number of valid lines from the beginning.
    pub entries: i64,
    /// The hash of the last valid line, in hex.
    pub hash: String,
    /// The first fault.
    pub broken: Option<ChainFault>,
}

impl Verdict {
    pub(super) fn of(verifier: &ChainVerifier, broken: Option<ChainFault>) -> Verdict {
        Verdict { ok: broken.is_none(), entries: verifier.seq, hash: hex(&verifier.hash), broken }
    }
}

/// Seals the lines that are not sealed yet, then verifies the whole chain.
///
/// # Errors
/// Those of the database. A fault in the log is part of the verdict.
pub async fn verify(db: &Db, keys: Keys, now: Time) -> Result<Verdict> {
    if let Some(head) = db.read(store::head).await?
        && head.is_signed(&keys)
    {
        sealing::seal(db, keys, now).await?;
    }
    let mut verifier = ChainVerifier::new();
    loop {
        let after = verifier.seq;
        let (seals, head, inserted) = db
            .read(move |conn| {
                let seals = store::seals_after(conn, after, CHUNK)?;
                let head = store::head(conn)?;
                // All in one snapshot: lines added later are read in the next round.
                let is_last = i64::try_from(seals.len()).is_ok_and(|count| count < CHUNK);
                let inserted = match &head {
                    Some(head) if is_last => store::unsealed(conn, head)?,
                    _ => None,
                };
                Ok((seals, head, inserted))
            })
            .await?;
        let signed_head = head.as_ref().filter(|head| head.is_signed(&keys));
        // Without a valid head it is unknown from which line on macs are required; the head itself
        // is reported at the end.
        let unsigned_until = signed_head.map_or(i64::MAX, |head| head.unsigned_until);
        for (seq, entry_id, hash, line) in &seals {
            let mac_check = MacCheck { keys: &keys, unsigned_until };
            if let Err(broken) =
                verifier.step(*seq, *entry_id, hash, line.as_ref(), Some(mac_check))
            {
                return Ok(Verdict::of(&verifier, Some(broken)));
            }
        }
        if i64::try_from(seals.len()).is_ok_and(|count| count < CHUNK) {
            return Ok(Verdict::of(
                &verifier,
                check_end(&verifier, head.as_ref(), signed_head, inserted),
            ));
        }
    }
}

/// Verifies the end of the log after the last seal.
fn check_end(
    verifier: &ChainVerifier,
    head: Option<&Head>,
    signed_head: Option<&Head>,
    inserted: Option<i64>,
) -> Option<ChainFault> {
    let next = verifier.seq + 1;
    let Some(head) = signed_head else {
        let detail = match head {
            None => "The signed head of the log is missing: its end may have been cut off",
            Some(_) => "The head of the log is not signed by this installation's key",
        };
        return Some(ChainFault::new(Some(next), None, "head", detail));
    };
    if head.seq > verifier.seq {
        let detail = format!(
            "The end of the log was cut off: {} seals are missing",
            head.seq - verifier.seq
        );
        return Some(ChainFault::new(Some(next), None, "cut_off", detail));
    }
    if head.seq < verifier.seq || head.hash != hex(&verifier.hash) {
        let detail = "The last seal is not the signed one: seals were added or replaced";
        return Some(ChainFault::new(Some(verifier.seq), None, "head", detail));
    }
    inserted.map(|id| {
        ChainFault::new(None, Some(id), "inserted", "The program did not write this line")
    })
}
