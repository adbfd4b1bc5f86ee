//! The list of erased readers: a file in the data folder, outside the database. A backup from before an
//! erasure still contains the person; when it is restored, the list erases the person again.
//!
//! A line is the time, what became of the texts, and the blind index of the address, from which nothing
//! can be inferred without the key. The list is written before the database, so that no erasure is
//! missing from it.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::Time;
use crate::comments::life::erasing::Texts;
use crate::error::{Error, Result};

/// The name of the file in the data folder.
pub const FILE: &str = "erased-readers";

/// An erased reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// When the erasure was asked for. A row that is younger belongs to a person who came back.
    pub at: Time,
    /// What became of the texts.
    pub texts: Texts,
    /// The blind index of the address.
    pub email_index: Vec<u8>,
}

/// Adds a line, which is on disk when this returns.
pub fn add(folder: &Path, tombstone: &Tombstone) -> Result<()> {
    let file = folder.join(FILE);
    let write = || {
        let mut out = OpenOptions::new().append(true).create(true).mode(0o600).open(&file)?;
        // The line break before it ends a line that a power failure has left unfinished.
        out.write_all(format!("\n{}", line(tombstone)).as_bytes())?;
        out.sync_all()
    };
    write().map_err(|cause| failed(&file, &cause))
}

/// All lines. One that cannot be read is an error, because a person could come back unseen. A last line
/// without its end was being written when the power failed, before the erasure was done.
pub fn read(folder: &Path) -> Result<Vec<Tombstone>> {
    let file = folder.join(FILE);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(failed(&file, &cause)),
    };
    let ended = text.rfind('\n').map_or("", |end| &text[..end]);
    let lines = ended.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            parse(line).ok_or_else(|| {
                let (file, number) = (file.display(), number + 1);
                Error::internal(format!("line {number} of {file} is no erased reader"))
            })
        })
        .collect()
}

fn line(tombstone: &Tombstone) -> String {
    let index = URL_SAFE_NO_PAD.encode(&tombstone.email_index);
    format!("{} {} {index}\n", tombstone.at.micros(), tombstone.texts.name())
}

fn parse(line: &str) -> Option<Tombstone> {
    let mut words = line.split_whitespace();
    let at = Time::from_micros(words.next()?.parse().ok()?);
    let texts = Texts::parse(words.next()?)?;
    let email_index = URL_SAFE_NO_PAD.decode(words.next()?).ok()?;
    Some(Tombstone { at, texts, email_index })
}

fn failed(file: &Path, cause: &std::io::Error) -> Error {
    Error::internal(format!("cannot use {}: {cause}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_reads_back_and_a_damaged_line_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()).expect("none yet"), Vec::new());
        let first = Tombstone {
            at: Time::from_micros(1_763_802_000_000_001),
            texts: Texts::Keep,
            email_index: vec![7; 32],
        };
        let second = Tombstone { texts: Texts::Remove, email_index: vec![8; 32], ..first.clone() };
        add(folder.path(), &first).expect("added");
        add(folder.path(), &second).expect("added");
        assert_eq!(read(folder.path()).expect("two"), [first, second]);
        let file = folder.path().join(FILE);
        let torn = format!("{}17638", fs::read_to_string(&file).expect("the list"));
        fs::write(&file, torn).expect("written");
        assert_eq!(read(folder.path()).expect("two").len(), 2);
        fs::write(&file, "1 burn AAAA\n").expect("written");
        assert!(read(folder.path()).is_err());
    }
}
