//! The address vault: e-mail addresses are encrypted at rest ("sealed"), found by a keyed hash, and
//! decrypted only to send a mail or to show one to staff who may see it.
//!
//! One 256-bit master key is stored in a file outside the database (`data/keys`, mode 0600). The
//! keys for sealing, for the blind index, for network hashes and for signatures are derived from it
//! by HKDF-Expand with one label each (RFC 5869, SHA-256). A copy of the database without that file
//! reveals no address.
//!
//! The file may have several keys, one a line ([`Vault::add_key`], `rejoinder vault rotate`). The newest
//! one seals, each opens what it sealed, and the first is also the root of the other keys, so that
//! known readers are found by the same blind index however many follow. A process that meets a key it
//! does not know reads the file again. With a pass phrase the file's keys are encrypted themselves
//! ([`key_file`]).
//!
//! A sealed address is `1 | key id (4 bytes) | nonce (24) | XChaCha20-Poly1305 ciphertext and tag`.
//! The row that it belongs to is its associated data: a ciphertext copied into another row cannot
//! be opened there.

pub mod frames;
pub mod key_file;
mod randomness;
pub mod stream;

use std::net::IpAddr;
use std::path::Path;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::address::EmailAddress;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::vault::key_file::{KeyFile, MasterKey, Stamp};

pub use crate::vault::randomness::random;

/// The name and the text of the sealed constant in the settings that proves that key file and database belong together.
pub const KEY_CHECK: &str = "key_check";

const FORMAT: u8 = 1;
/// The format and the number of the key.
const HEADER: usize = 5;
const NONCE: usize = 24;

/// The keys and the operations that need them.
pub struct Vault {
    ring: RwLock<Ring>,
    /// Where the keys come from.
    source: KeyFile,
    index: Zeroizing<[u8; 32]>,
    network: Zeroizing<[u8; 32]>,
    sign: Zeroizing<[u8; 32]>,
}

struct Ring {
    /// Newest first. The newest key seals; each key opens what it sealed.
    keys: Vec<Key>,
    /// What the file was like when the keys were read.
    stamp: Stamp,
}

#[derive(Clone)]
struct Key {
    id: u32,
    seal: XChaCha20Poly1305,
}

/// The associated data of a reader's sealed address: its blind index, which is known before the row
/// is inserted.
pub fn reader_row(email_index: &[u8]) -> Vec<u8> {
    [b"reader".as_slice(), email_index].concat()
}

impl Vault {
    /// Reads the key file, or creates one with a random key and mode 0600 if it does not exist.
    ///
    /// # Errors
    /// If other users may read the file, if it contains no key, or if it needs another pass phrase; the
    /// message says what to do.
    pub fn open_or_create(file: &Path) -> Result<Vault> {
        Vault::of(KeyFile::plain(file.to_owned()))
    }

    /// As [`Vault::open_or_create`], with the pass phrase of the file if it has one.
    pub fn of(source: KeyFile) -> Result<Vault> {
        if !source.exists() {
            source.create()?;
        }
        let stamp = source.stamp()?;
        let masters = source.read()?;
        let root = masters.first().ok_or_else(|| Error::internal("the key file has no key"))?;
        Ok(Vault {
            index: derive(&root.key, "rejoinder blind index v1"),
            network: derive(&root.key, "rejoinder network v1"),
            sign: derive(&root.key, "rejoinder sign v1"),
            ring: RwLock::new(Ring { keys: sealing_keys(&masters), stamp }),
            source,
        })
    }

    /// Adds a key to the file, which seals from now on. Returns its number.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_key(&self) -> Result<u32> {
        let id = self.source.add()?;
        self.reload()?;
        Ok(id)
    }

    /// Reads the keys again if the file has changed, for those that another process has added.
    ///
    /// # Errors
    /// If the file cannot be read, or its first key has changed. The former keys stay in use then.
    pub fn reload(&self) -> Result<()> {
        // The stamp is taken before the keys are read: a change between the two is seen next time.
        let stamp = self.source.stamp()?;
        if self.ring().stamp == stamp {
            return Ok(());
        }
        let masters = self.source.read()?;
        let root = masters.first().ok_or_else(|| Error::internal("the key file has no key"))?;
        if derive(&root.key, "rejoinder blind index v1") != self.index {
            return Err(Error::internal(
                "the first key of the key file is another one than before; put the former file back",
            ));
        }
        let ring = Ring { keys: sealing_keys(&masters), stamp };
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
        Ok(())
    }

    fn ring(&self) -> RwLockReadGuard<'_, Ring> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the key that seals.
    pub fn newest_key(&self) -> u32 {
        self.ring().keys.first().map_or(0, |key| key.id)
    }

    /// The numbers of all keys, the newest first.
    pub fn key_ids(&self) -> Vec<u32> {
        self.ring().keys.iter().map(|key| key.id).collect()
    }

    /// Whether the keys in the file are encrypted with a pass phrase.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn is_protected(&self) -> Result<bool> {
        self.source.is_protected()
    }

    /// The key with this number, or the newest. If the number is unknown and the file has changed, reads
    /// the file again.
    fn key(&self, id: Option<u32>) -> Option<Key> {
        let find = || {
            let ring = self.ring();
            match id {
                None => ring.keys.first().cloned(),
                Some(id) => ring.keys.iter().find(|key| key.id == id).cloned(),
            }
        };
        find().or_else(|| {
            if let Err(error) = self.reload() {
                tracing::warn!(%error, "the key file cannot be read again");
            }
            find()
        })
    }

    /// The bounds of everything that the newest key has sealed, as bytes: from the first to before the second.
    pub fn sealed_with_newest(&self) -> (Vec<u8>, Vec<u8>) {
        let newest = self.newest_key();
        (header(newest).to_vec(), header(newest.saturating_add(1)).to_vec())
    }

    /// Seals an address anew for its row if another than the newest key has sealed it.
    pub fn reseal(&self, sealed: &[u8], row: &[u8]) -> Result<Option<Vec<u8>>> {
        if sealed.starts_with(&header(self.newest_key())) {
            return Ok(None);
        }
        let address = self.open(sealed, row)?;
        self.seal(&address, row).map(Some)
    }

    /// Seals `address` for the row identified by `row`.
    pub fn seal(&self, address: &str, row: &[u8]) -> Result<Vec<u8>> {
        let key = self.key(None).ok_or_else(|| Error::internal("the key ring is empty"))?;
        let nonce = random::<NONCE>()?;
        let payload = Payload { msg: address.as_bytes(), aad: row };
        let sealed = key
            .seal
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::internal("an address could not be sealed"))?;
        let mut out = Vec::with_capacity(HEADER + NONCE + sealed.len());
        out.extend_from_slice(&header(key.id));
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens an address that was sealed for the same row. The result is wiped from memory when it
    /// is dropped.
    pub fn open(&self, sealed: &[u8], row: &[u8]) -> Result<Zeroizing<String>> {
        let refuse = || Error::internal("a sealed address cannot be opened with the present keys");
        let (header, rest) = sealed.split_at_checked(HEADER).ok_or_else(refuse)?;
        let (nonce, body) = rest.split_at_checked(NONCE).ok_or_else(refuse)?;
        let id = u32::from_be_bytes(header[1..].try_into().map_err(|_| refuse())?);
        if header[0] != FORMAT {
            return Err(refuse());
        }
        let key = self.key(Some(id)).ok_or_else(|| self.lacks(id))?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| refuse())?;
        let payload = Payload { msg: body, aad: row };
        let opened = key.seal.decrypt(&XNonce::from(nonce), payload).map_err(|_| refuse())?;
        String::from_utf8(opened).map(Zeroizing::new).map_err(|_| refuse())
    }

    /// Checks that the key that has sealed this is in the file.
    ///
    /// # Errors
    /// If it is not: this node has an older copy of the key file.
    pub fn check_key_of(&self, sealed: &[u8]) -> Result<()> {
        let id = sealed.get(1..HEADER).and_then(|id| id.try_into().ok()).map(u32::from_be_bytes);
        match id.filter(|id| self.key(Some(*id)).is_none()) {
            Some(unknown) => Err(self.lacks(unknown)),
            None => Ok(()),
        }
    }

    fn lacks(&self, id: u32) -> Error {
        Error::internal(format!(
            "key {id} was added on another node and is not in {}; copy the key file of the node where `rejoinder vault \
             rotate` ran",
            self.source.path().display()
        ))
    }

    /// Seals a reader's address for the row with this blind index.
    pub fn seal_reader(&self, email_index: &[u8], address: &str) -> Result<Vec<u8>> {
        self.seal(address, &reader_row(email_index))
    }

    /// Opens the sealed address of the reader with this blind index. The result is wiped from
    /// memory when it is dropped.
    pub fn open_reader(
        &self,
        email_index: &[u8],
        email_sealed: &[u8],
    ) -> Result<Zeroizing<String>> {
        self.open(email_sealed, &reader_row(email_index))
    }

    /// Opens a reader's address and parses it, for callers that need its parts.
    pub fn reader_address(&self, email_index: &[u8], email_sealed: &[u8]) -> Result<EmailAddress> {
        let address = self.open_reader(email_index, email_sealed)?;
        EmailAddress::parse(&address).map_err(|_| Error::internal("a stored address is invalid"))
    }

    /// The value of the setting [`KEY_CHECK`] for a new database.
    ///
    /// # Errors
    /// If the system has no randomness.
    pub fn key_check(&self) -> Result<String> {
        Ok(STANDARD.encode(self.seal(KEY_CHECK, KEY_CHECK.as_bytes())?))
    }

    /// Whether the database with this setting [`KEY_CHECK`] belongs to these keys.
    ///
    /// # Errors
    /// If it is no base64.
    pub fn passes_key_check(&self, stored: &str) -> Result<bool> {
        let sealed = STANDARD.decode(stored).map_err(Error::internal)?;
        let opened = self.open(&sealed, KEY_CHECK.as_bytes());
        Ok(opened.is_ok_and(|opened| opened.as_str() == KEY_CHECK))
    }

    /// The blind index of an address in its canonical form: 32 bytes, always the same for the same
    /// address, from which nothing about it can be inferred without the key.
    pub fn index(&self, canonical_address: &str) -> Vec<u8> {
        mac(&self.index, &[canonical_address.as_bytes()]).to_vec()
    }

    /// The blind index of the inbox of an address ([`EmailAddress::inbox`]): one for all spellings.
    pub fn inbox_index(&self, address: &EmailAddress) -> Vec<u8> {
        self.sign("inbox", &[address.inbox().as_bytes()]).to_vec()
    }

    /// A hash of a network address for flood limits. The key changes each day (UTC). IPv6 addresses
    /// are cut to /64, the usual allocation of one household.
    pub fn network_hash(&self, address: IpAddr, now: Time) -> Vec<u8> {
        let day = now.seconds().div_euclid(86_400).to_be_bytes();
        match address.to_canonical() {
            IpAddr::V4(v4) => mac(&self.network, &[&day, &v4.octets()]).to_vec(),
            IpAddr::V6(v6) => mac(&self.network, &[&day, &v6.octets()[..8]]).to_vec(),
        }
    }

    /// A signature of `parts`, valid for `purpose` only.
    pub fn sign(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let key = derive(&self.sign, purpose);
        mac(&key, parts)
    }

    /// Whether `signature` is the result of [`sign`](Vault::sign) or its first bytes (at least 16).
    /// Compares in constant time.
    pub fn verify(&self, purpose: &str, parts: &[&[u8]], signature: &[u8]) -> bool {
        use subtle::ConstantTimeEq;
        let good = self.sign(purpose, parts);
        (16..=good.len()).contains(&signature.len())
            && bool::from(good[..signature.len()].ct_eq(signature))
    }
}

/// A new random secret of 256 bits in URL-safe base64, for cookies, tokens and links.
pub fn secret() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// The stored form of a secret. Plain SHA-256 is enough, because 256 random bits cannot be guessed.
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// A network address truncated for storage: /24 for IPv4, /48 for IPv6.
pub fn network_prefix(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

/// The first bytes of everything that this key seals.
fn header(key: u32) -> [u8; HEADER] {
    let [a, b, c, d] = key.to_be_bytes();
    [FORMAT, a, b, c, d]
}

/// The sealing keys of these master keys, the newest first.
fn sealing_keys(masters: &[MasterKey]) -> Vec<Key> {
    let mut keys: Vec<Key> = masters
        .iter()
        .map(|master| Key {
            id: master.id,
            seal: XChaCha20Poly1305::new(
                derive(&master.key, "rejoinder seal v1").as_slice().try_into().expect("32 bytes"),
            ),
        })
        .collect();
    keys.sort_by_key(|key| std::cmp::Reverse(key.id));
    keys
}

fn derive(key: &[u8; 32], label: &str) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::from_prk(key)
        .expect("32 bytes are a key of SHA-256")
        .expand(label.as_bytes(), derived.as_mut_slice())
        .expect("32 bytes are one block");
    derived
}

/// HMAC-SHA-256 of `parts` with a key of the vault.
pub fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes any key length");
    for part in parts {
        // Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vault with these keys, and the folder of its file.
    fn vault_of(keys: &[u8]) -> (Vault, tempfile::TempDir) {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let line = |(number, key): (usize, &u8)| {
            format!("{} {}\n", number + 1, STANDARD.encode([*key; 32]))
        };
        let text: String = keys.iter().enumerate().map(line).collect();
        let file = folder.path().join("keys");
        std::fs::write(&file, text).expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).expect("private");
        (Vault::open_or_create(&file).expect("good keys"), folder)
    }

    fn vault() -> Vault {
        vault_of(&[7]).0
    }

    #[test]
    fn a_sealed_address_opens_only_in_its_own_row() {
        let vault = vault();
        let sealed = vault.seal("ada@example.com", b"row 1").expect("sealed");
        assert_eq!(vault.open(&sealed, b"row 1").expect("opened").as_str(), "ada@example.com");
        assert!(vault.open(&sealed, b"row 2").is_err());
        let mut bent = sealed.clone();
        *bent.last_mut().expect("not empty") ^= 1;
        assert!(vault.open(&bent, b"row 1").is_err());
        assert!(vault.open(&sealed[..20], b"row 1").is_err());
    }

    #[test]
    fn a_newer_key_seals_and_the_older_still_opens_and_finds() {
        let old = vault();
        let sealed = old.seal("ada@example.com", b"row").expect("sealed");
        let (both, _folder) = vault_of(&[7, 8]);
        assert_eq!(both.open(&sealed, b"row").expect("opened").as_str(), "ada@example.com");
        assert_eq!(both.index("ada@example.com"), old.index("ada@example.com"));
        let newer = both.seal("ada@example.com", b"row").expect("sealed");
        assert!(old.open(&newer, b"row").is_err());
    }

    #[test]
    fn a_network_hash_changes_with_the_day_and_not_within_a_household() {
        let vault = vault();
        let noon = Time::parse("2026-11-22T12:00:00Z").expect("valid");
        let next = Time::parse("2026-11-23T12:00:00Z").expect("valid");
        let a: IpAddr = "2001:db8:1:2::5".parse().expect("valid");
        let b: IpAddr = "2001:db8:1:2::9".parse().expect("valid");
        assert_eq!(vault.network_hash(a, noon), vault.network_hash(b, noon));
        assert_ne!(vault.network_hash(a, noon), vault.network_hash(a, next));
    }

    /// Made by the first release. Existing databases and links depend on every bit of it.
    #[test]
    fn the_keys_and_the_format_are_those_of_the_first_release() {
        let vault = vault();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(
            hex(&vault.index("ada@example.com")),
            "f19b64f5bba943ebd0592589abd9319610b812c07a6ace671294d88a98d47d95"
        );
        let noon = Time::parse("2026-11-22T12:00:00Z").expect("valid");
        let network = vault.network_hash("192.0.2.7".parse().expect("valid"), noon);
        assert_eq!(
            hex(&network),
            "16dc5c25a94884666a61d9e84bdd7e93fef0d965b73240db0bcc4d6569493def"
        );
        assert_eq!(
            hex(&vault.sign("form", &[b"ab", b"c"])),
            "3debb9476a7a608bb2a926963ac43df199c4d56f4e7ff6b978b3559e876c85a6"
        );
        let sealed =
            "AQAAAAHxJeyd6kLMXQPcdrn+L1pNkQ4X02Kg3v2DRi2MKMTEVUPp8h6XTBaETVUURO1xFIRzCx//mMgb";
        let sealed = STANDARD.decode(sealed).expect("base64");
        assert_eq!(vault.open(&sealed, b"row").expect("opened").as_str(), "ada@example.com");
    }

    #[test]
    fn a_signature_is_good_for_its_purpose_and_its_parts_only() {
        let vault = vault();
        let signature = vault.sign("form", &[b"ab", b"c"]);
        assert!(vault.verify("form", &[b"ab", b"c"], &signature));
        assert!(vault.verify("form", &[b"ab", b"c"], &signature[..16]));
        assert!(!vault.verify("form", &[b"ab", b"c"], &signature[..15]));
        assert!(!vault.verify("form", &[b"a", b"bc"], &signature));
        assert!(!vault.verify("link", &[b"ab", b"c"], &signature));
    }

    #[test]
    fn a_key_that_another_process_adds_is_met_and_read() {
        let (ours, folder) = vault_of(&[7]);
        let theirs = Vault::open_or_create(&folder.path().join("keys")).expect("read");
        let before = ours.seal("ada@example.com", b"row").expect("sealed");
        assert_eq!(theirs.add_key().expect("added"), 2);
        let sealed = theirs.seal("bo@example.com", b"row").expect("sealed");
        assert_eq!(ours.open(&sealed, b"row").expect("opened").as_str(), "bo@example.com");
        assert_eq!(ours.key_ids(), [2, 1]);
        assert_eq!(ours.index("ada@example.com"), theirs.index("ada@example.com"));
        let anew = ours.reseal(&before, b"row").expect("opened").expect("another key");
        assert_eq!(ours.open(&anew, b"row").expect("opened").as_str(), "ada@example.com");
        assert_eq!(ours.reseal(&anew, b"row").expect("opened"), None);
    }
}
