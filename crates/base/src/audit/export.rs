//! Exports the log as JSON Lines, which anyone can verify without the database and without a key.
//!
//! The first line names the format, the last one repeats the last hash. Between them is one line
//! for each seal: `{"seq":1,"hash":"…","entry":{…}}`. Each hash is SHA-256 over the previous hash
//! (32 zero bytes for the first) and the bytes of `entry`.

use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::audit::chain::{ChainFault, ChainVerifier, Keys, Line, unhex};
use crate::audit::model::{Act, Entry};
use crate::audit::verify::{CHUNK, Verdict};
use crate::audit::{append, sealing, store};
use crate::clock::Time;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::AccountId;

/// The version of the format.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    rejoinder_audit: u32,
    exported_at: Time,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exported {
    seq: i64,
    hash: String,
    entry: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    end: i64,
    hash: String,
}

/// Writes the whole log to `out` and returns the number of its lines. The log itself gets a line
/// about the export, which is among the exported ones.
pub async fn export(
    db: &Db,
    keys: Keys,
    by: Option<AccountId>,
    out: &mut impl Write,
    now: Time,
) -> Result<i64> {
    let detail = serde_json::json!({ "what": "audit" });
    let entry = Entry { actor: by, detail: Some(detail), ..Entry::new(Act::Export) };
    db.write(move |conn| append(conn, &entry, now)).await?;
    sealing::seal(db, keys, now).await?;
    line(out, &First { rejoinder_audit: FORMAT, exported_at: now })?;
    let (mut seq, mut last) = (0, String::new());
    loop {
        let seals = db.read(move |conn| store::seals_after(conn, seq, CHUNK)).await?;
        let count = seals.len();
        for (number, entry_id, hash, entry) in seals {
            let broken = || {
                Error::internal(format!(
                    "line {entry_id} is missing in the log; run: rejoinder audit verify"
                ))
            };
            let exported = Exported {
                seq: number,
                hash: super::chain::hex(&hash),
                entry: entry.ok_or_else(broken)?,
            };
            line(out, &exported)?;
            (seq, last) = (number, exported.hash);
        }
        if i64::try_from(count).is_ok_and(|count| count < CHUNK) {
            break;
        }
    }
    line(out, &Last { end: seq, hash: last })?;
    out.flush().map_err(Error::internal)?;
    Ok(seq)
}

fn line(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(Error::internal)?;
    out.write_all(b"\n").map_err(Error::internal)
}

/// Verifies an exported log.
///
/// # Errors
/// [`Error::Invalid`] if it is not an exported log, and those of reading it.
pub fn verify_file(input: impl BufRead) -> Result<Verdict> {
    let wrong_format = || {
        Error::invalid("file", "format", "This is not a log written by `rejoinder audit export`")
    };
    let mut lines = input.lines();
    let first = lines.next().ok_or_else(wrong_format)?.map_err(Error::internal)?;
    let first: First = serde_json::from_str(&first).map_err(|_| wrong_format())?;
    if first.rejoinder_audit != FORMAT {
        return Err(Error::invalid(
            "file",
            "format",
            "This log was written by a newer version of the program",
        ));
    }
    let mut verifier = ChainVerifier::new();
    for text in lines {
        let text = text.map_err(Error::internal)?;
        let next = verifier.seq + 1;
        if let Ok(last) = serde_json::from_str::<Last>(&text) {
            let whole = last.end == verifier.seq && last.hash == super::chain::hex(&verifier.hash);
            let cut = || {
                ChainFault::new(
                    Some(next),
                    None,
                    "cut_off",
                    "The last line does not match the lines before it",
                )
            };
            return Ok(Verdict::of(&verifier, (!whole).then(cut)));
        }
        let Ok(exported) = serde_json::from_str::<Exported>(&text) else {
            let broken = ChainFault::new(Some(next), None, "changed", "This line cannot be read");
            return Ok(Verdict::of(&verifier, Some(broken)));
        };
        let hash = unhex(&exported.hash).unwrap_or_default();
        let (seq, id) = (exported.seq, exported.entry.id);
        if let Err(broken) = verifier.step(seq, id, &hash, Some(&exported.entry), None) {
            return Ok(Verdict::of(&verifier, Some(broken)));
        }
    }
    let cut =
        ChainFault::new(Some(verifier.seq + 1), None, "cut_off", "The end of the file is missing");
    Ok(Verdict::of(&verifier, Some(cut)))
}
