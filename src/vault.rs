//! The address vault: e-mail addresses are encrypted at rest ("sealed"), found by a keyed hash, and
//! decrypted only to send a mail or to show one to staff who may see it.
//!
//! One 256-bit master key is stored in a file outside the database (`data/keys`, mode 0600). The
//! keys for sealing, for the blind index, for network hashes and for signatures are derived from it
//! by HKDF-Expand with one label each (RFC 5869, SHA-256). A copy of the database without that file
//! reveals no address.
//!
//! A sealed address is `1 | key id (4 bytes) | nonce (24) | XChaCha20-Poly1305 ciphertext and tag`.
//! The row that it belongs to is its associated data: a ciphertext copied into another row cannot
//! be opened there.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::IpAddr;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

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

/// The name and the text of the sealed constant in the settings that proves that key file and database belong together.
pub const KEY_CHECK: &str = "key_check";

const FORMAT: u8 = 1;
const HEADER: usize = 5;
const NONCE: usize = 24;

/// The keys and the operations that need them.
pub struct Vault {
    /// Newest first. The newest key seals; each key opens what it sealed.
    ring: Vec<Key>,
    index: Zeroizing<[u8; 32]>,
    network: Zeroizing<[u8; 32]>,
    sign: Zeroizing<[u8; 32]>,
}

struct Key {
    id: u32,
    seal: XChaCha20Poly1305,
}

/// The associated data of a reader's sealed address: its blind index, which is known before the row
/// is inserted.
fn reader_row(email_index: &[u8]) -> Vec<u8> {
    [b"reader".as_slice(), email_index].concat()
}

impl Vault {
    /// Reads the key file, or creates one with a random key and mode 0600 if it does not exist.
    ///
    /// # Errors
    /// If other users may read the file, or if it contains no key; the message says what to do.
    pub fn open_or_create(file: &Path) -> Result<Vault> {
        if !file.exists() {
            create(file)?;
        }
        let mode = fs::metadata(file).map_err(|cause| io_error(file, &cause))?.permissions().mode();
        if mode & 0o077 != 0 {
            let path = file.display();
            return Err(Error::internal(format!(
                "{path} can be read by other users; run: chmod 600 {path}"
            )));
        }
        let text =
            Zeroizing::new(fs::read_to_string(file).map_err(|cause| io_error(file, &cause))?);
        Vault::parse(&text).ok_or_else(|| {
            Error::internal(format!(
                "{} contains no key; restore the file from your backup",
                file.display()
            ))
        })
    }

    /// Parses lines of the form `id base64`. The blind index, the network hashes and the signatures
    /// are derived from the first key, so that known readers are still found after a newer key for
    /// sealing is added.
    fn parse(text: &str) -> Option<Vault> {
        let mut masters = Vec::new();
        for line in
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let (id, key) = line.split_once(' ')?;
            let bytes = Zeroizing::new(STANDARD.decode(key.trim()).ok()?);
            masters.push((
                id.parse::<u32>().ok()?,
                Zeroizing::new(<[u8; 32]>::try_from(bytes.as_slice()).ok()?),
            ));
        }
        let root = masters.first()?.1.clone();
        let mut ring: Vec<Key> = masters
            .iter()
            .map(|(id, master)| Key {
                id: *id,
                seal: XChaCha20Poly1305::new(
                    derive(master, "rejoinder seal v1").as_slice().try_into().expect("32 bytes"),
                ),
            })
            .collect();
        ring.sort_by_key(|key| std::cmp::Reverse(key.id));
        Some(Vault {
            ring,
            index: derive(&root, "rejoinder blind index v1"),
            network: derive(&root, "rejoinder network v1"),
            sign: derive(&root, "rejoinder sign v1"),
        })
    }

    /// Seals `address` for the row identified by `row`.
    pub fn seal(&self, address: &str, row: &[u8]) -> Result<Vec<u8>> {
        let key = self.ring.first().ok_or_else(|| Error::internal("the key ring is empty"))?;
        let nonce = random::<NONCE>()?;
        let payload = Payload { msg: address.as_bytes(), aad: row };
        let sealed = key
            .seal
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::internal("an address could not be sealed"))?;
        let mut out = Vec::with_capacity(HEADER + NONCE + sealed.len());
        out.push(FORMAT);
        out.extend_from_slice(&key.id.to_be_bytes());
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
        let key = self.ring.iter().find(|key| key.id == id).ok_or_else(refuse)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| refuse())?;
        let payload = Payload { msg: body, aad: row };
        let opened = key.seal.decrypt(&XNonce::from(nonce), payload).map_err(|_| refuse())?;
        String::from_utf8(opened).map(Zeroizing::new).map_err(|_| refuse())
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

/// `N` random bytes from the operating system.
#[expect(clippy::disallowed_methods, reason = "the only source of randomness")]
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|cause| Error::internal(format!("the system has no randomness: {cause}")))?;
    Ok(bytes)
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

fn derive(key: &[u8; 32], label: &str) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::from_prk(key)
        .expect("32 bytes are a key of SHA-256")
        .expand(label.as_bytes(), derived.as_mut_slice())
        .expect("32 bytes are one block");
    derived
}

/// HMAC-SHA-256 of `parts` with a key of the vault.
pub(crate) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes any key length");
    for part in parts {
        // Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn create(file: &Path) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|cause| io_error(folder, &cause))?;
    }
    let key = Zeroizing::new(STANDARD.encode(random::<32>()?));
    let text = Zeroizing::new(format!(
        "# Rejoinder's keys. Without this file the sealed addresses in the database cannot be opened:\n\
         # keep a copy apart from the backups of the database, and let nobody else read it.\n1 {}\n",
        key.as_str()
    ));
    // A crash between creating and writing must not leave an empty key file, hence a temporary
    // file. The process id in its name separates two processes that start for the first time at
    // once.
    let fresh = file.with_extension(format!("{}.new", std::process::id()));
    let _ = fs::remove_file(&fresh);
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&fresh)
        .map_err(|cause| io_error(&fresh, &cause))?;
    out.write_all(text.as_bytes())
        .and_then(|()| out.sync_all())
        .map_err(|cause| io_error(&fresh, &cause))?;
    // Linking fails if another process was faster; then its key is used.
    let _ = fs::hard_link(&fresh, file);
    fs::remove_file(&fresh).map_err(|cause| io_error(&fresh, &cause))?;
    // The folder is synced too: nothing may be sealed with a key whose directory entry a power
    // failure could still lose.
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|cause| io_error(folder, &cause))
}

fn io_error(path: &Path, cause: &std::io::Error) -> Error {
    Error::internal(format!(
        "cannot use {}: {cause}; give the user that runs this program access to it, or set data.folder to another path",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        Vault::parse(&format!("1 {}", STANDARD.encode([7; 32]))).expect("one good key")
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
        let text = format!("1 {}\n2 {}", STANDARD.encode([7; 32]), STANDARD.encode([8; 32]));
        let both = Vault::parse(&text).expect("two good keys");
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
    fn a_key_file_is_made_once_and_refused_when_others_may_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("keys");
        let index = Vault::open_or_create(&file).expect("made").index("ada@example.com");
        assert_eq!(Vault::open_or_create(&file).expect("read").index("ada@example.com"), index);
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("changed");
        assert!(Vault::open_or_create(&file).is_err());
    }
}
