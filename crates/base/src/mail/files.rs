//! The file transport: writes each mail to one `.eml` file named after its Message-ID, so that a
//! mail sent twice is one file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::mail::causes::Code;
use crate::mail::{Failure, Outcome};

pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    /// Creates the folder. Only its owner can read it, because the files contain addresses.
    pub(super) fn open(folder: &Path) -> Result<Files> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(Error::of_file(folder))?;
        Ok(Files { folder: folder.to_owned() })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) async fn send(&self, message_id: &str, raw: Vec<u8>) -> Outcome {
        let folder = self.folder.clone();
        let name = file_name(message_id);
        match tokio::task::spawn_blocking(move || write(&folder, &name, &raw)).await {
            Ok(Ok(())) => Outcome::Sent,
            // A full or missing disk affects every mail.
            Ok(Err(error)) => {
                Outcome::RelayFault(Failure::new(Code::FileNotWritten.with(error.to_string())))
            }
            Err(_) => Outcome::TryLater(Failure::new(
                Code::FileNotWritten.with("the thread that writes it panicked"),
            )),
        }
    }
}

/// The part of the Message-ID before the at sign, restricted to letters, digits, hyphens and
/// underscores, so that it is safe in a path. It never begins with a hyphen, which commands would
/// interpret as an option.
fn file_name(message_id: &str) -> String {
    let local = message_id.trim_start_matches('<').split('@').next().unwrap_or_default();
    let safe =
        local.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(100);
    let name: String = safe.collect();
    if name.starts_with('-') { format!("m{name}") } else { name }
}

/// Writes a temporary file and renames it, so that the folder never contains an incomplete mail.
fn write(folder: &Path, name: &str, raw: &[u8]) -> io::Result<()> {
    // The process id separates two processes that send the same mail.
    let temporary = folder.join(format!(".{name}.{}.new", std::process::id()));
    let mut out =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&temporary)?;
    out.write_all(raw)?;
    out.sync_all()?;
    fs::rename(&temporary, folder.join(format!("{name}.eml")))?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_mail_twice_is_one_file_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::open(&folder.path().join("a/mail")).expect("made");
        for raw in ["one", "two"] {
            let outcome = files.send("<a_B-9@news.example>", raw.into()).await;
            assert!(matches!(outcome, Outcome::Sent), "{outcome:?}");
        }
        let names: Vec<_> = fs::read_dir(files.folder())
            .expect("readable")
            .flatten()
            .map(|entry| entry.file_name())
            .collect();
        assert_eq!(names, ["a_B-9.eml"]);
        assert_eq!(fs::read(files.folder().join("a_B-9.eml")).expect("readable"), b"two");
        assert_eq!(file_name("<-rf@news.example>"), "m-rf");
    }

    #[tokio::test]
    async fn a_missing_folder_is_a_transport_fault() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::open(folder.path()).expect("made");
        drop(folder);
        assert!(matches!(files.send("<a@b>", Vec::new()).await, Outcome::RelayFault(_)));
    }

    #[test]
    fn an_id_cannot_leave_the_folder() {
        assert_eq!(file_name("<../../etc/passwd@x>"), "etcpasswd");
    }
}
