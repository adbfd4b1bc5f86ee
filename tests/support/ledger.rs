//! What a client was promised, written down outside the server, to be held against what the server
//! still knows after it was killed.
//!
//! A file of lines: `try ID` before a request leaves, `ack ID` once its 2xx or 303 has arrived. An
//! acknowledged id must be readable exactly once, any other at most once: a request that was cut
//! off may have been stored, but never twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// An open ledger; shared by reference between the clients that write to it.
pub struct Ledger {
    path: PathBuf,
    file: Mutex<File>,
}

impl Ledger {
    /// Opens the ledger at `path`, beginning a new one if there is none.
    pub fn open(path: impl Into<PathBuf>) -> Ledger {
        let path = path.into();
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .expect("the ledger can be opened");
        Ledger { path, file: Mutex::new(file) }
    }

    /// Notes that a request for `id` is about to leave.
    pub fn attempt(&self, id: &str) {
        self.write("try", id);
    }

    /// Notes that `id` was acknowledged; on disk when this returns.
    pub fn ack(&self, id: &str) {
        self.write("ack", id);
        let file = self.file.lock().expect("no writer of the ledger panicked");
        file.sync_data().expect("the ledger reaches the disk");
    }

    /// What the file says so far.
    pub fn entries(&self) -> Entries {
        Entries::read(&self.path)
    }

    fn write(&self, word: &str, id: &str) {
        assert!(
            !id.is_empty() && !id.contains(char::is_whitespace),
            "an id in the ledger is one word: {id:?}"
        );
        let mut file = self.file.lock().expect("no writer of the ledger panicked");
        // One call for the whole line, so that lines of several writers never mix.
        file.write_all(format!("{word} {id}\n").as_bytes()).expect("the ledger can be written");
    }
}

/// A ledger read back.
#[derive(Debug, PartialEq, Eq)]
pub struct Entries {
    /// Every id a request was sent for.
    pub tried: BTreeSet<String>,
    /// Those among them whose request was acknowledged.
    pub acked: BTreeSet<String>,
}

impl Entries {
    /// Reads the ledger at `path`. A last line that was cut off is left out; anything else that is
    /// not a ledger's line panics.
    pub fn read(path: &Path) -> Entries {
        let text = fs::read_to_string(path).expect("the ledger can be read");
        let complete = text.rfind('\n').map_or("", |end| &text[..end]);
        let mut entries = Entries { tried: BTreeSet::new(), acked: BTreeSet::new() };
        for line in complete.lines() {
            match line.split_once(' ') {
                Some(("try", id)) => entries.tried.insert(id.to_owned()),
                Some(("ack", id)) => entries.acked.insert(id.to_owned()),
                _ => panic!("not a line of a ledger: {line:?}"),
            };
        }
        entries
    }

    /// Holds the ledger against the ids that can be read from the server, one for each occurrence.
    /// Panics with every fault: an acknowledged id lost, any id doubled, an id that was never
    /// tried.
    pub fn check<I>(&self, readable: I)
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let faults = self.faults(readable);
        assert!(
            faults.is_empty(),
            "of {} acknowledged and {} tried:\n{}",
            self.acked.len(),
            self.tried.len(),
            faults.join("\n")
        );
    }

    /// The same as a list, empty when every promise was kept.
    pub fn faults<I>(&self, readable: I) -> Vec<String>
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for id in readable {
            *seen.entry(id.into()).or_default() += 1;
        }
        let lost =
            self.acked.iter().filter(|id| !seen.contains_key(*id)).map(|id| format!("lost: {id}"));
        let doubled = seen
            .iter()
            .filter(|(_, count)| **count > 1)
            .map(|(id, count)| format!("{count} times: {id}"));
        let strange = seen
            .keys()
            .filter(|id| !self.tried.contains(*id))
            .map(|id| format!("never tried: {id}"));
        lost.chain(doubled).chain(strange).collect()
    }
}
