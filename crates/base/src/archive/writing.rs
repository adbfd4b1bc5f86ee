//! Writes the lines of an archive.

use std::collections::BTreeMap;
use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use secrecy::SecretString;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::sealing::seal_into;
use super::{End, Head, ReadFile, Summary, content, described};
use crate::db::Connection;
use crate::db::tables::Cell;
use crate::error::{Error, Result};
use crate::pictures;
use crate::vault::frames::FrameWriter;

/// Bytes of a picture in one line.
const CHUNK: usize = 48 * 1024;

/// A picture: its group and the names of its files.
pub(super) type Picture = (String, Vec<String>);

/// The stack of a file: lines are hashed, compressed, sealed and written.
pub(super) struct Writer<W: Write> {
    to: GzEncoder<Envelope<W>>,
    rows_hash: Sha256,
    files_hash: Sha256,
    summary: Summary,
    line: String,
}

enum Envelope<W: Write> {
    Open(W),
    Sealed(Box<FrameWriter<W>>),
}

impl<W: Write> Write for Envelope<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Envelope::Open(to) => to.write(bytes),
            Envelope::Sealed(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Envelope::Open(to) => to.flush(),
            Envelope::Sealed(to) => to.flush(),
        }
    }
}

/// The part of a picture's file that its name consists of.
#[derive(Deserialize)]
struct StoredFile {
    width: u32,
    kind: pictures::Kind,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(to: W, passphrase: Option<&SecretString>, head: &Head) -> Result<Writer<W>> {
        let envelope = match passphrase {
            Some(passphrase) => Envelope::Sealed(Box::new(seal_into(to, passphrase)?)),
            None => Envelope::Open(to),
        };
        // The fastest level: rows of text shrink to a third even so, and pictures do not at all.
        let mut to = GzEncoder::new(envelope, Compression::fast());
        let line = serde_json::to_string(head).map_err(Error::internal)? + "\n";
        to.write_all(line.as_bytes()).map_err(Error::internal)?;
        let summary = Summary::new(head, passphrase.is_some());
        Ok(Writer {
            to,
            rows_hash: Sha256::new(),
            files_hash: Sha256::new(),
            summary,
            line: String::new(),
        })
    }

    fn write_file_line(&mut self) -> Result<()> {
        self.files_hash.update(self.line.as_bytes());
        self.to.write_all(self.line.as_bytes()).map_err(Error::internal)
    }

    /// Writes all rows, and returns the pictures that they name.
    pub(super) fn tables(&mut self, conn: &mut Connection) -> Result<Vec<Picture>> {
        let mut pictures = Vec::new();
        let rows = &mut BTreeMap::new();
        each_line(conn, rows, &mut pictures, &mut |line| {
            self.rows_hash.update(line.as_bytes());
            self.to.write_all(line.as_bytes()).map_err(Error::internal)
        })?;
        self.summary.rows = std::mem::take(rows);
        Ok(pictures)
    }

    /// Writes the files of pictures.
    pub(super) fn files(&mut self, pictures: &[Picture], read: &mut ReadFile<'_>) -> Result<()> {
        for (group, names) in pictures {
            for name in names {
                let Some(bytes) = read(group, name)? else {
                    self.summary.missing_files.push(format!("{group}/{name}"));
                    continue;
                };
                self.line =
                    serde_json::json!({ "file": format!("{group}/{name}"), "bytes": bytes.len() })
                        .to_string();
                self.line.push('\n');
                self.write_file_line()?;
                for chunk in bytes.chunks(CHUNK) {
                    self.line.clear();
                    self.line.push('"');
                    STANDARD.encode_string(chunk, &mut self.line);
                    self.line.push_str("\"\n");
                    self.write_file_line()?;
                }
                self.summary.files += 1;
            }
        }
        Ok(())
    }

    /// Writes the last line, and returns what is below.
    pub(super) fn finish(mut self) -> Result<(W, Summary)> {
        self.summary.content = hex(self.rows_hash.finalize().as_slice());
        let end = End {
            end: true,
            rows: self.summary.rows.values().sum(),
            files: self.summary.files,
            missing: self.summary.missing_files.clone(),
            sha256: self.summary.content.clone(),
            files_sha256: hex(self.files_hash.finalize().as_slice()),
        };
        let line = serde_json::to_string(&end).map_err(Error::internal)? + "\n";
        self.to.write_all(line.as_bytes()).map_err(Error::internal)?;
        let to = match self.to.finish().map_err(Error::internal)? {
            Envelope::Open(to) => to,
            Envelope::Sealed(mut sealer) => {
                sealer.finish().map_err(Error::internal)?;
                sealer.into_inner()
            }
        };
        Ok((to, self.summary))
    }
}

/// What a database has, in the words of an archive.
pub(super) struct Stored {
    pub(super) rows: BTreeMap<String, u64>,
    /// The hash of the lines about rows.
    pub(super) hash: String,
}

/// The hash of what an archive of this database would have, without files.
pub(super) fn hash_of_rows(conn: &mut Connection) -> Result<Stored> {
    let (mut hash, mut rows) = (Sha256::new(), BTreeMap::new());
    each_line(conn, &mut rows, &mut Vec::new(), &mut |line| {
        hash.update(line.as_bytes());
        Ok(())
    })?;
    Ok(Stored { rows, hash: hex(hash.finalize().as_slice()) })
}

/// Calls `each` with every line about tables and rows. Counts the rows, and compares with the engine's own count.
fn each_line(
    conn: &mut Connection,
    rows: &mut BTreeMap<String, u64>,
    pictures: &mut Vec<Picture>,
    each: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let mut line = String::new();
    for table in content::tables(conn)? {
        each(&format!("{}\n", described(&table)))?;
        let at = |name: &str| table.columns.iter().position(|column| column.name == name);
        let media = (table.name == "media").then(|| at("key").zip(at("files"))).flatten();
        let (mut count, mut left_out) = (0, 0);
        table.rows(conn, |row| {
            if !content::is_content(&table, &row) {
                left_out += 1;
                return Ok(());
            }
            if let Some((key, files)) = media
                && let (Cell::Text(key), Cell::Text(files)) = (&row[key], &row[files])
            {
                let files: Vec<StoredFile> =
                    serde_json::from_str(files).map_err(Error::internal)?;
                let names =
                    files.iter().map(|file| format!("{}.{}", file.width, file.kind.extension()));
                pictures.push((key.clone(), names.collect()));
            }
            count += 1;
            content::line(&row, &mut line)?;
            each(&line)
        })?;
        let there = table.count(conn)?;
        if there != count + left_out {
            return Err(Error::internal(format!(
                "the table {} has {there} rows, and {} were read; run: rejoinder doctor",
                table.name,
                count + left_out
            )));
        }
        if count > 0 {
            rows.insert(table.name.clone(), count);
        }
    }
    Ok(())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
