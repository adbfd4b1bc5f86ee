//! The hash chain of the log: the keyed hash of each line, which authenticates its writer, and the
//! hash of each seal, which links the line to the previous one. No I/O.
//!
//! The hash of a seal is SHA-256 over the previous hash (32 zero bytes for the first seal) and the
//! line as JSON: every column, in the order of the table, without spaces. Anyone can compute it, so
//! an exported log can be verified without a key. Only the program can create the `mac` of each
//! line and the signature of the head.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::db::schema::audit_log;
use crate::error::{Error, Result};
use crate::vault::{self, Vault};

/// The hash of a seal.
pub type Hash = [u8; 32];

/// The hash before the first seal.
pub const NOTHING: Hash = [0; 32];

/// The number of random bytes at the beginning of a mac, so that lines with equal content differ.
const NONCE: usize = 8;
/// The number of bytes of the keyed hash that are stored.
const TAG: usize = 16;

/// The keys of the log, derived from the vault's.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Signs lines.
    pub(crate) line: [u8; 32],
    head: [u8; 32],
}

impl Keys {
    /// The keys of this installation.
    pub fn of(vault: &Vault) -> Keys {
        Keys { line: vault.sign("audit line", &[]), head: vault.sign("audit head", &[]) }
    }
}

/// The content of a line, without its id and its mac. Borrowed, because one is created for each
/// line that is written.
#[derive(Serialize)]
pub struct Content<'a> {
    pub(crate) act: i16,
    pub(crate) actor_id: Option<i64>,
    pub(crate) comment_id: Option<i64>,
    pub(crate) from_status: Option<i16>,
    pub(crate) to_status: Option<i16>,
    pub(crate) version: Option<i64>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) detail: Option<&'a str>,
    pub(crate) batch_id: Option<i64>,
    pub(crate) undoes_id: Option<i64>,
    pub(crate) created_at: i64,
}

impl Content<'_> {
    /// The mac of a new line with this content.
    pub fn sign(&self, key: &[u8; 32]) -> Result<Vec<u8>> {
        let nonce = vault::random::<NONCE>()?;
        let tag = self.tag(key, &nonce)?;
        Ok([&nonce[..], &tag[..TAG]].concat())
    }

    fn is_signed_by(&self, key: &[u8; 32], mac: &[u8]) -> bool {
        let Some((nonce, tag)) = mac.split_at_checked(NONCE).filter(|(_, tag)| tag.len() == TAG)
        else {
            return false;
        };
        self.tag(key, nonce).is_ok_and(|good| bool::from(good[..TAG].ct_eq(tag)))
    }

    fn tag(&self, key: &[u8; 32], nonce: &[u8]) -> Result<Hash> {
        Ok(vault::mac(key, &[nonce, &serde_json::to_vec(self).map_err(Error::internal)?]))
    }
}

/// One line with every column, as it is hashed and exported. Enums are numbers, so that a line with
/// values of a newer version can be verified as well.
#[derive(
    Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable, Serialize, Deserialize,
)]
#[diesel(table_name = audit_log)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The id.
    pub id: i64,
    act: i16,
    actor_id: Option<i64>,
    comment_id: Option<i64>,
    from_status: Option<i16>,
    to_status: Option<i16>,
    version: Option<i64>,
    reason: Option<String>,
    note: Option<String>,
    detail: Option<String>,
    batch_id: Option<i64>,
    undoes_id: Option<i64>,
    created_at: i64,
    #[serde(with = "in_hex")]
    mac: Option<Vec<u8>>,
}

impl Line {
    fn content(&self) -> Content<'_> {
        Content {
            act: self.act,
            actor_id: self.actor_id,
            comment_id: self.comment_id,
            from_status: self.from_status,
            to_status: self.to_status,
            version: self.version,
            reason: self.reason.as_deref(),
            note: self.note.as_deref(),
            detail: self.detail.as_deref(),
            batch_id: self.batch_id,
            undoes_id: self.undoes_id,
            created_at: self.created_at,
        }
    }

    /// The hash of the seal for this line after `previous`.
    pub fn hash(&self, previous: &Hash) -> Result<Hash> {
        let json = serde_json::to_vec(self).map_err(Error::internal)?;
        Ok(Sha256::new().chain_update(previous).chain_update(json).finalize().into())
    }
}

/// A seal: its sequence number, the id of its line, its hash, and the line unless it was removed.
pub type Sealed = (i64, i64, Vec<u8>, Option<Line>);

/// The end of the sealed log. Stored in `settings` and signed, so that cutting off the end of the
/// log is detected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last seal.
    pub seq: i64,
    /// Its hash in hex.
    pub hash: String,
    /// The highest id of a sealed line.
    pub last_id: i64,
    /// Lines up to this id were written by older versions and have no mac.
    pub unsigned_until: i64,
    /// Ids below `last_id` without a sealed line.
    pub gaps: Vec<Gap>,
    signature: String,
}

/// Ids whose transactions had not committed when a later id was sealed, or never will.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The first id.
    pub from: i64,
    /// The last id.
    pub to: i64,
    /// When the gap was noticed, in microseconds since 1970.
    pub since: i64,
}

impl Head {
    /// The head of a log without seals.
    pub fn first(unsigned_until: i64) -> Head {
        let (hash, gaps, signature) = (hex(&NOTHING), Vec::new(), String::new());
        Head { seq: 0, hash, last_id: 0, unsigned_until, gaps, signature }
    }

    /// Signs the head.
    pub fn signed(mut self, keys: &Keys) -> Result<Head> {
        self.signature = hex(&self.signature_with(keys)?);
        Ok(self)
    }

    /// Whether the signature is valid.
    pub fn is_signed(&self, keys: &Keys) -> bool {
        let given = unhex(&self.signature).unwrap_or_default();
        self.signature_with(keys).is_ok_and(|good| bool::from(good.ct_eq(&given)))
    }

    fn signature_with(&self, keys: &Keys) -> Result<Hash> {
        let bare = Head { signature: String::new(), ..self.clone() };
        Ok(vault::mac(&keys.head, &[&serde_json::to_vec(&bare).map_err(Error::internal)?]))
    }

    /// Whether a line with this id may still be sealed.
    pub fn may_be_sealed(&self, id: i64) -> bool {
        id > self.last_id || self.gaps.iter().any(|gap| (gap.from..=gap.to).contains(&id))
    }
}

/// The first fault of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainFault {
    /// The seal, counted from 1; null if the fault is not at a seal.
    pub seq: Option<i64>,
    /// The id of the line; null if the line is missing.
    pub entry_id: Option<i64>,
    /// Stable, for programs: `changed`, `removed`, `inserted`, `moved`, `cut_off`, `head`.
    pub fault: &'static str,
    /// The fault in one sentence.
    pub detail: String,
}

impl ChainFault {
    /// Where it is, in words: "at seal 4, line 7".
    pub fn location(&self) -> String {
        let seal = self.seq.map(|seq| format!("at seal {seq}"));
        let line = self.entry_id.map(|id| format!("line {id}"));
        seal.into_iter().chain(line).collect::<Vec<_>>().join(", ")
    }
}

impl ChainFault {
    pub(crate) fn new(
        seq: Option<i64>,
        entry_id: Option<i64>,
        fault: &'static str,
        detail: impl Into<String>,
    ) -> ChainFault {
        ChainFault { seq, entry_id, fault, detail: detail.into() }
    }
}

/// How to verify the macs of lines.
#[derive(Clone, Copy)]
pub struct MacCheck<'a> {
    /// The log's keys.
    pub keys: &'a Keys,
    /// Lines up to this id need no mac.
    pub unsigned_until: i64,
}

/// Verifies the chain from its beginning, seal by seal.
pub struct ChainVerifier {
    /// The last valid seal.
    pub seq: i64,
    /// Its hash.
    pub hash: Hash,
    /// The nonces of all macs so far, which detect copied lines.
    nonces: HashSet<[u8; NONCE]>,
}

impl ChainVerifier {
    /// A verifier at the beginning of the log.
    pub fn new() -> ChainVerifier {
        ChainVerifier { seq: 0, hash: NOTHING, nonces: HashSet::new() }
    }

    /// Verifies the next seal, which has this sequence number and hash, and its line, which may be
    /// missing. With `mac_check` it verifies the mac of the line as well.
    ///
    /// # Errors
    /// The fault; the verifier then stays at the previous seal.
    pub fn step(
        &mut self,
        seq: i64,
        entry_id: i64,
        hash: &[u8],
        line: Option<&Line>,
        mac_check: Option<MacCheck<'_>>,
    ) -> std::result::Result<(), ChainFault> {
        let expected = self.seq + 1;
        if seq != expected {
            let detail = format!("Seal {expected} is missing: a line was removed from the log");
            return Err(ChainFault::new(Some(expected), None, "removed", detail));
        }
        let broken =
            |fault, detail: &str| ChainFault::new(Some(seq), Some(entry_id), fault, detail);
        let Some(line) = line else {
            return Err(broken("removed", "The line of this seal was removed from the log"));
        };
        if let Some(mac_check) = mac_check {
            self.check_mac(line, mac_check).map_err(|(fault, detail)| broken(fault, detail))?;
        }
        let good = line
            .hash(&self.hash)
            .map_err(|_| broken("changed", "The line cannot be written as JSON"))?;
        if hash != good {
            return Err(broken(
                "moved",
                "The seal does not match: the line was changed or moved, or the seal was changed",
            ));
        }
        (self.seq, self.hash) = (seq, good);
        Ok(())
    }

    fn check_mac(
        &mut self,
        line: &Line,
        mac_check: MacCheck<'_>,
    ) -> std::result::Result<(), (&'static str, &'static str)> {
        let Some(mac) = &line.mac else {
            let older = line.id <= mac_check.unsigned_until;
            return if older {
                Ok(())
            } else {
                Err(("inserted", "This line was not written by the program"))
            };
        };
        if !line.content().is_signed_by(&mac_check.keys.line, mac) {
            return Err(("changed", "This line was changed after the program wrote it"));
        }
        let nonce = mac.first_chunk::<NONCE>().copied().unwrap_or_default();
        if !self.nonces.insert(nonce) {
            return Err(("inserted", "This line is a copy of an earlier one"));
        }
        Ok(())
    }
}

impl Default for ChainVerifier {
    fn default() -> ChainVerifier {
        ChainVerifier::new()
    }
}

/// Bytes as lower-case hex digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing into a String does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Parses the output of [`hex`].
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    digits
        .chunks(2)
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok())
        .collect()
}

/// Optional bytes in hex.
mod in_hex {
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    use super::{hex, unhex};

    pub(super) fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(bytes) => serializer.serialize_some(&hex(bytes)),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| unhex(&text).ok_or_else(|| de::Error::custom("no hex digits"))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: Keys = Keys { line: [1; 32], head: [2; 32] };
    const WRITING: Option<MacCheck<'static>> = Some(MacCheck { keys: &KEYS, unsigned_until: 0 });

    fn line(id: i64, note: &str) -> Line {
        let mut line = Line {
            id,
            act: 0,
            actor_id: Some(3),
            comment_id: Some(7),
            from_status: Some(0),
            to_status: Some(1),
            version: Some(2),
            reason: None,
            note: Some(note.to_owned()),
            detail: None,
            batch_id: None,
            undoes_id: None,
            created_at: 1,
            mac: None,
        };
        line.mac = Some(line.content().sign(&KEYS.line).expect("a mac"));
        line
    }

    #[test]
    fn a_chain_of_lines_as_they_were_written_is_whole() {
        let mut walk = ChainVerifier::new();
        for seq in 1..=3 {
            let line = line(seq * 2, "Fine");
            let hash = line.hash(&walk.hash).expect("a hash");
            walk.step(seq, line.id, &hash, Some(&line), WRITING).expect("whole");
        }
        assert_eq!(walk.seq, 3);
    }

    #[test]
    fn each_kind_of_change_has_its_name() {
        let fault = |seq, line: Option<&Line>, hash: &Hash| {
            ChainVerifier::new().step(seq, 1, hash, line, WRITING).expect_err("broken").fault
        };
        let good = line(1, "Fine");
        let hash = good.hash(&NOTHING).expect("a hash");
        assert_eq!(fault(2, Some(&good), &hash), "removed");
        assert_eq!(fault(1, None, &hash), "removed");
        assert_eq!(fault(1, Some(&good), &[9; 32]), "moved");
        let changed = Line { note: Some("Bad".to_owned()), ..good.clone() };
        assert_eq!(fault(1, Some(&changed), &changed.hash(&NOTHING).expect("a hash")), "changed");
        let foreign = Line { mac: None, ..good.clone() };
        assert_eq!(fault(1, Some(&foreign), &foreign.hash(&NOTHING).expect("a hash")), "inserted");
        let renumbered = Line { id: 2, ..good };
        assert_eq!(fault(1, Some(&renumbered), &hash), "moved");
    }

    #[test]
    fn a_line_that_was_copied_is_found() {
        let (first, mut walk) = (line(1, "Fine"), ChainVerifier::new());
        walk.step(1, 1, &first.hash(&NOTHING).expect("a hash"), Some(&first), WRITING)
            .expect("whole");
        let copy = Line { id: 2, ..first };
        let hash = copy.hash(&walk.hash).expect("a hash");
        assert_eq!(
            walk.step(2, 2, &hash, Some(&copy), WRITING).expect_err("a copy").fault,
            "inserted"
        );
    }

    #[test]
    fn a_head_is_good_as_it_was_signed_only() {
        let head = Head { seq: 7, ..Head::first(0) }.signed(&KEYS).expect("signed");
        assert!(head.is_signed(&KEYS));
        assert!(!Head { seq: 6, ..head.clone() }.is_signed(&KEYS));
        assert!(!head.is_signed(&Keys { head: [3; 32], ..KEYS }));
    }

    #[test]
    fn hex_reads_back() {
        assert_eq!(hex(&[0, 0xab, 0xff]), "00abff");
        assert_eq!(unhex("00abff"), Some(vec![0, 0xab, 0xff]));
        assert_eq!((unhex("0"), unhex("+1"), unhex("zz")), (None, None, None));
    }
}
