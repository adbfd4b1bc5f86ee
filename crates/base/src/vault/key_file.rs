//! The file with the keys: lines `id base64`, mode 0600. With a pass phrase the keys are encrypted: a line
//! `salt base64`, then lines `id sealed base64`, each XChaCha20-Poly1305 under a key that Argon2id makes of
//! the pass phrase (64 MiB, three passes).

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::vault::randomness::random;

const NONCE: usize = 24;
const SALT: usize = 16;

/// The cost of a guess of the pass phrase: memory in KiB, passes, lanes. It is paid once at a start.
const COST: (u32, u32, u32) = (64 * 1024, 3, 1);

const HEAD: &str = "# Rejoinder's keys. Without this file the sealed addresses in the database cannot be opened:\n\
     # keep a copy apart from the backups of the database, and let nobody else read it.\n";

/// A key as it is stored.
pub(super) struct MasterKey {
    pub(super) id: u32,
    pub(super) key: Zeroizing<[u8; 32]>,
}

/// Where the keys are, and the pass phrase that they are encrypted with.
#[derive(Clone)]
pub struct KeyFile {
    path: PathBuf,
    pass_phrase: Option<Zeroizing<String>>,
}

impl KeyFile {
    /// A file whose keys are not encrypted.
    pub fn plain(path: PathBuf) -> KeyFile {
        KeyFile { path, pass_phrase: None }
    }

    /// A file with the pass phrase in another file, if there is one. White space around the phrase does
    /// not count.
    ///
    /// # Errors
    /// If the other file cannot be read or is empty.
    pub fn new(path: PathBuf, pass_phrase_file: Option<&Path>) -> Result<KeyFile> {
        let Some(file) = pass_phrase_file else { return Ok(KeyFile::plain(path)) };
        refuse_if_public(file)?;
        let text =
            Zeroizing::new(fs::read_to_string(file).map_err(|cause| io_error(file, &cause))?);
        let pass_phrase = Zeroizing::new(text.trim().to_owned());
        if pass_phrase.is_empty() {
            return Err(Error::internal(format!(
                "{} has no pass phrase; write one into it",
                file.display()
            )));
        }
        Ok(KeyFile { path, pass_phrase: Some(pass_phrase) })
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn exists(&self) -> bool {
        self.path.exists()
    }

    /// What changes when the file is replaced.
    pub(super) fn stamp(&self) -> Result<Stamp> {
        let read = fs::metadata(&self.path).map_err(|cause| io_error(&self.path, &cause))?;
        Ok(Stamp { file: read.ino(), size: read.len(), changed: (read.mtime(), read.mtime_nsec()) })
    }

    /// Whether the keys are encrypted with a pass phrase.
    pub(super) fn is_protected(&self) -> Result<bool> {
        let text = Zeroizing::new(
            fs::read_to_string(&self.path).map_err(|cause| io_error(&self.path, &cause))?,
        );
        Ok(lines(&text).any(|line| line.starts_with("salt ")))
    }

    /// All keys in the order of the file.
    pub(super) fn read(&self) -> Result<Vec<MasterKey>> {
        let file = &self.path;
        refuse_if_public(file)?;
        let text =
            Zeroizing::new(fs::read_to_string(file).map_err(|cause| io_error(file, &cause))?);
        let broken = || {
            Error::internal(format!(
                "{} contains no key; restore the file from your backup",
                file.display()
            ))
        };
        let mut cipher = None;
        let mut keys = Vec::new();
        for line in lines(&text) {
            let (first, rest) = line.split_once(' ').ok_or_else(broken)?;
            if first == "salt" {
                cipher = Some(self.cipher(&STANDARD.decode(rest.trim()).map_err(|_| broken())?)?);
                continue;
            }
            let id = first.parse().map_err(|_| broken())?;
            let bytes = match (rest.strip_prefix("sealed "), &cipher) {
                (None, _) => Zeroizing::new(STANDARD.decode(rest.trim()).map_err(|_| broken())?),
                (Some(sealed), Some(cipher)) => {
                    let sealed = STANDARD.decode(sealed.trim()).map_err(|_| broken())?;
                    self.decrypt(cipher, id, &sealed)?
                }
                (Some(_), None) => return Err(broken()),
            };
            let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| broken())?;
            keys.push(MasterKey { id, key: Zeroizing::new(key) });
        }
        if keys.is_empty() { Err(broken()) } else { Ok(keys) }
    }

    /// Creates the file with one random key, unless another process is faster.
    pub(super) fn create(&self) -> Result<()> {
        let file = &self.path;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|cause| io_error(folder, &cause))?;
        }
        // Two processes may have one number: each container has a first one.
        let _lock = self.lock()?;
        let key = MasterKey { id: 1, key: Zeroizing::new(random::<32>()?) };
        let fresh = self.write_beside(&[key])?;
        let linked = fs::hard_link(&fresh, file);
        fs::remove_file(&fresh).map_err(|cause| io_error(&fresh, &cause))?;
        match linked {
            // Another process was faster, and its key is used.
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
            linked => linked.map_err(|cause| io_error(file, &cause))?,
        }
        self.sync_folder()
    }

    /// Adds a random key. Returns its number.
    pub(super) fn add(&self) -> Result<u32> {
        // Two processes that add keys at once must not lose one of them: it may have sealed something.
        let _lock = self.lock()?;
        let mut keys = self.read()?;
        let id = keys.iter().map(|key| key.id).max().unwrap_or_default() + 1;
        keys.push(MasterKey { id, key: Zeroizing::new(random::<32>()?) });
        self.replace(&keys)?;
        Ok(id)
    }

    /// Writes the same keys with the pass phrase of `other`, or without one, into this file.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn protect_as(&self, other: &KeyFile) -> Result<()> {
        let _lock = self.lock()?;
        let keys = self.read()?;
        KeyFile { path: self.path.clone(), pass_phrase: other.pass_phrase.clone() }.replace(&keys)
    }

    fn replace(&self, keys: &[MasterKey]) -> Result<()> {
        let fresh = self.write_beside(keys).map_err(|cause| {
            Error::internal(format!(
                "{cause}. If {} is a credential of systemd, change the file that it is loaded from: \
                 set data.key_file to that file for this command, then restart the service",
                self.path.display()
            ))
        })?;
        fs::rename(&fresh, &self.path).map_err(|cause| io_error(&self.path, &cause))?;
        self.sync_folder()
    }

    /// Writes the keys to a temporary file beside this one, because a crash must not leave an empty key
    /// file. The process id in its name separates two processes.
    fn write_beside(&self, keys: &[MasterKey]) -> Result<PathBuf> {
        let fresh = self.path.with_extension(format!("{}.new", std::process::id()));
        let _ = fs::remove_file(&fresh);
        let text = self.text(keys)?;
        let mut out = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&fresh)
            .map_err(|cause| io_error(&fresh, &cause))?;
        out.write_all(text.as_bytes())
            .and_then(|()| out.sync_all())
            .map_err(|cause| io_error(&fresh, &cause))?;
        Ok(fresh)
    }

    fn text(&self, keys: &[MasterKey]) -> Result<Zeroizing<String>> {
        let mut text = Zeroizing::new(HEAD.to_owned());
        let salt = random::<SALT>()?;
        let cipher = match &self.pass_phrase {
            Some(_) => {
                text.push_str(&format!("salt {}\n", STANDARD.encode(salt)));
                Some(self.cipher(&salt)?)
            }
            None => None,
        };
        for MasterKey { id, key } in keys {
            let line = match &cipher {
                None => Zeroizing::new(format!("{id} {}\n", STANDARD.encode(key.as_slice()))),
                Some(cipher) => {
                    let nonce = random::<NONCE>()?;
                    let payload = Payload { msg: key.as_slice(), aad: &id.to_be_bytes() };
                    let sealed = cipher
                        .encrypt(&XNonce::from(nonce), payload)
                        .map_err(|_| Error::internal("a key could not be encrypted"))?;
                    let sealed = STANDARD.encode([nonce.as_slice(), &sealed].concat());
                    Zeroizing::new(format!("{id} sealed {sealed}\n"))
                }
            };
            text.push_str(&line);
        }
        Ok(text)
    }

    fn cipher(&self, salt: &[u8]) -> Result<XChaCha20Poly1305> {
        let pass_phrase = self.pass_phrase.as_ref().ok_or_else(|| {
            Error::internal(format!(
                "{} is encrypted; set data.passphrase_file",
                self.path.display()
            ))
        })?;
        let (memory, passes, lanes) = COST;
        let params = Params::new(memory, passes, lanes, Some(32))
            .map_err(|cause| Error::internal(cause.to_string()))?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(pass_phrase.as_bytes(), salt, key.as_mut_slice())
            .map_err(|cause| Error::internal(cause.to_string()))?;
        Ok(XChaCha20Poly1305::new(key.as_slice().try_into().expect("32 bytes")))
    }

    fn decrypt(
        &self,
        cipher: &XChaCha20Poly1305,
        id: u32,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>> {
        let wrong = || {
            Error::internal(format!(
                "the pass phrase does not open {}; check the file that data.passphrase_file names",
                self.path.display()
            ))
        };
        let (nonce, body) = sealed.split_at_checked(NONCE).ok_or_else(wrong)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| wrong())?;
        let payload = Payload { msg: body, aad: &id.to_be_bytes() };
        cipher.decrypt(&XNonce::from(nonce), payload).map(Zeroizing::new).map_err(|_| wrong())
    }

    /// Nothing may be sealed with a key whose directory entry a power failure could still lose.
    fn sync_folder(&self) -> Result<()> {
        let folder = self.folder();
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|cause| io_error(folder, &cause))
    }

    /// A lock on the folder, until the result is dropped. The file itself is replaced, so a lock on it would
    /// be one on its predecessor.
    fn lock(&self) -> Result<fs::File> {
        let folder = self.folder();
        let lock = || {
            let opened = fs::File::open(folder)?;
            opened.lock()?;
            Ok(opened)
        };
        lock().map_err(|cause| io_error(folder, &cause))
    }

    fn folder(&self) -> &Path {
        let parent = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        parent.unwrap_or(Path::new("."))
    }
}

/// What a file was like when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    file: u64,
    size: u64,
    changed: (i64, i64),
}

/// Refuses a secret that other users can read. Mode 0440 is that of a credential that systemd has given to
/// another user than root: the group's bit is there the mask of an access list.
fn refuse_if_public(file: &Path) -> Result<()> {
    let about = fs::metadata(file).map_err(|cause| io_error(file, &cause))?;
    if !about.is_file() {
        let path = file.display();
        return Err(Error::internal(format!("{path} is not a file; name the file itself")));
    }
    let mode = about.permissions().mode();
    if mode & 0o077 != 0 && mode & 0o777 != 0o440 {
        let path = file.display();
        return Err(Error::internal(format!(
            "{path} can be read by other users; run: chmod 600 {path}"
        )));
    }
    Ok(())
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
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

    #[test]
    fn a_key_file_is_made_once_and_refused_when_others_may_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = KeyFile::plain(folder.path().join("keys"));
        file.create().expect("made");
        let first = file.read().expect("read")[0].key.to_vec();
        file.create().expect("kept");
        assert_eq!(file.read().expect("read")[0].key.to_vec(), first);
        assert_eq!(fs::metadata(file.path()).expect("there").permissions().mode() & 0o777, 0o600);
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).expect("changed");
        assert!(file.read().is_err());
    }

    #[test]
    fn a_pass_phrase_encrypts_the_keys_and_another_one_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys");
        let plain = KeyFile::plain(path.clone());
        plain.create().expect("made");
        plain.add().expect("a second key");
        let before: Vec<Vec<u8>> =
            plain.read().expect("read").iter().map(|key| key.key.to_vec()).collect();
        let with = |phrase: &str| {
            let file = folder.path().join("phrase");
            fs::write(&file, format!(" {phrase}\n")).expect("written");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("private");
            KeyFile::new(path.clone(), Some(&file)).expect("a phrase")
        };
        plain.protect_as(&with("harbour mud dredger")).expect("encrypted");
        let text = fs::read_to_string(&path).expect("the file");
        assert!(before.iter().all(|key| !text.contains(&STANDARD.encode(key))), "{text}");
        let read = with("harbour mud dredger").read().expect("opened");
        assert_eq!(read.iter().map(|key| key.key.to_vec()).collect::<Vec<_>>(), before);
        let wrong = with("another").read().err().expect("refused").to_string();
        assert!(wrong.contains("the pass phrase does not open"), "{wrong}");
        let missing = plain.read().err().expect("refused").to_string();
        assert!(missing.contains("data.passphrase_file"), "{missing}");
        let third = with("harbour mud dredger");
        assert_eq!(third.add().expect("added"), 3);
        assert!(third.is_protected().expect("read"), "a new key is encrypted as well");
        third.protect_as(&plain).expect("decrypted");
        assert_eq!(plain.read().expect("in clear").len(), 3);
        assert!(KeyFile::new(path.clone(), Some(&folder.path().join("nothing"))).is_err());
    }

    #[test]
    fn keys_that_are_added_at_once_are_all_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = KeyFile::plain(folder.path().join("keys"));
        file.create().expect("made");
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let file = file.clone();
                std::thread::spawn(move || file.add().expect("added"))
            })
            .collect();
        let mut added: Vec<u32> = threads.into_iter().map(|it| it.join().expect("done")).collect();
        added.sort_unstable();
        assert_eq!(added, (2..10).collect::<Vec<u32>>());
        assert_eq!(file.read().expect("read").len(), 9);
    }
}
