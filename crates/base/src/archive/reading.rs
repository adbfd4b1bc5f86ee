//! Reads the lines of an archive, and checks them against its last one.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::bufread::GzDecoder;
use secrecy::SecretString;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::sealing::{self, Opener};
use super::writing::hex;
use super::{End, FORMAT, Head, Summary};
use crate::error::{Error, Result};

/// The longest line. The models of the filter take a few megabytes.
const LINE: u64 = 256 << 20;
/// What a compressed file begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A part of an archive.
pub(super) enum Part {
    /// The rows of this table follow.
    Table { name: String, columns: Vec<String> },
    /// The values of a row.
    Row(Vec<Value>),
    /// The bytes of this file follow.
    File { group: String, name: String },
    /// The next bytes of the file.
    Chunk(Vec<u8>),
}

fn damaged(detail: impl std::fmt::Display) -> Error {
    Error::invalid("file", "damaged", format!("The file cannot be used: {detail}"))
}

/// Whether this begins like an archive.
pub(super) fn is_archive(mut input: impl BufRead) -> std::io::Result<bool> {
    let start = input.fill_buf()?;
    if start.starts_with(sealing::MAGIC.as_bytes()) {
        return Ok(true);
    }
    if !start.starts_with(&GZIP) {
        return Ok(false);
    }
    let mut first = String::new();
    BufReader::new(GzDecoder::new(input)).take(4096).read_line(&mut first)?;
    Ok(first.starts_with(r#"{"archive":"rejoinder""#))
}

/// Calls `each` with every part, in order, and returns what the file has. What it gave to `each` may be used only if
/// this succeeds.
pub(super) fn read(
    mut input: impl BufRead,
    passphrase: Option<&SecretString>,
    each: &mut dyn FnMut(Part) -> Result<()>,
) -> Result<Summary> {
    let start = input.fill_buf().map_err(damaged)?;
    if start.starts_with(sealing::MAGIC.as_bytes()) {
        let Some(passphrase) = passphrase else {
            let detail = "The file is sealed; name a file with its passphrase by --passphrase-file";
            return Err(Error::invalid("passphrase_file", "required", detail));
        };
        input.consume(sealing::MAGIC.len());
        let opener = BufReader::with_capacity(1 << 16, Opener::new(input, passphrase)?);
        return read_lines(opener, true, each);
    }
    if !start.starts_with(&GZIP) {
        return Err(damaged("it is no archive of Rejoinder"));
    }
    read_lines(input, false, each)
}

fn read_lines(
    input: impl BufRead,
    sealed: bool,
    each: &mut dyn FnMut(Part) -> Result<()>,
) -> Result<Summary> {
    let mut lines = BufReader::with_capacity(1 << 16, GzDecoder::new(input));
    let mut line = String::new();
    next(&mut lines, &mut line)?;
    let head: Head = serde_json::from_str(&line)
        .map_err(|_| damaged("its first line is not that of an archive"))?;
    if head.archive != "rejoinder" || head.format != FORMAT {
        return Err(damaged(format!(
            "its format is {} {}, and this program reads rejoinder {FORMAT}",
            head.archive, head.format
        )));
    }
    let mut summary = Summary::new(&head, sealed);
    let mut state = State::default();
    let end = loop {
        next(&mut lines, &mut line)?;
        if line.starts_with(r#"{"end":"#) {
            break serde_json::from_str::<End>(&line)
                .map_err(|_| damaged("its last line is not readable"))?;
        }
        let part = state.part(&line, &mut summary)?;
        match &part {
            Part::Table { .. } | Part::Row(_) => state.rows_hash.update(line.as_bytes()),
            Part::File { .. } | Part::Chunk(_) => state.files_hash.update(line.as_bytes()),
        }
        each(part)?;
    };
    // To its end, so that its checksum is compared.
    let mut rest = Vec::new();
    lines.by_ref().take(1).read_to_end(&mut rest).map_err(damaged)?;
    let mut behind = lines.into_inner().into_inner();
    if !rest.is_empty() || !behind.fill_buf().map_err(damaged)?.is_empty() {
        return Err(damaged("there is something after its last line"));
    }
    summary.content = hex(state.rows_hash.finalize().as_slice());
    let files_hash = hex(state.files_hash.finalize().as_slice());
    summary.rows = state.rows;
    summary.missing_files = end.missing;
    let rows: u64 = summary.rows.values().sum();
    if state.due != 0
        || (rows, &summary.content) != (end.rows, &end.sha256)
        || (summary.files, files_hash) != (end.files, end.files_sha256)
    {
        return Err(damaged("it was altered: its content is not what its last line says"));
    }
    Ok(summary)
}

#[derive(Default)]
struct State {
    rows_hash: Sha256,
    files_hash: Sha256,
    table: String,
    rows: BTreeMap<String, u64>,
    /// Bytes of the present file that have not come yet.
    due: u64,
}

impl State {
    fn part(&mut self, line: &str, summary: &mut Summary) -> Result<Part> {
        let value: Value =
            serde_json::from_str(line).map_err(|_| damaged("one of its lines is not JSON"))?;
        let strange = || damaged("one of its lines is not that of an archive");
        match value {
            Value::Array(values) if !self.table.is_empty() => {
                *self.rows.entry(self.table.clone()).or_default() += 1;
                // The columns of `settings` are name and value.
                if self.table == "settings"
                    && let [Value::String(name), Value::String(value)] = values.as_slice()
                    && name == crate::vault::KEY_CHECK
                {
                    summary.key_check = Some(value.clone());
                }
                Ok(Part::Row(values))
            }
            Value::String(text) => {
                let bytes = STANDARD.decode(text).map_err(|_| strange())?;
                self.due = self.due.checked_sub(bytes.len() as u64).ok_or_else(strange)?;
                Ok(Part::Chunk(bytes))
            }
            Value::Object(mut object) => {
                if let Some(Value::String(name)) = object.remove("table") {
                    let columns = object.remove("columns").unwrap_or_default();
                    let columns = serde_json::from_value(columns).map_err(|_| strange())?;
                    self.table.clone_from(&name);
                    return Ok(Part::Table { name, columns });
                }
                let (Some(Value::String(file)), Some(bytes)) =
                    (object.remove("file"), object.remove("bytes"))
                else {
                    return Err(strange());
                };
                // A name is never a path that leads elsewhere.
                let (group, name) = file
                    .split_once('/')
                    .filter(|(group, name)| crate::storage::is_group(group) && is_plain(name))
                    .ok_or_else(strange)?;
                if self.due != 0 {
                    return Err(strange());
                }
                (self.due, self.table) = (bytes.as_u64().ok_or_else(strange)?, String::new());
                summary.files += 1;
                Ok(Part::File { group: group.to_owned(), name: name.to_owned() })
            }
            _ => Err(strange()),
        }
    }
}

/// Whether this is the name of a picture's file: `640.webp`.
fn is_plain(name: &str) -> bool {
    name.split_once('.').is_some_and(|(width, kind)| {
        !width.is_empty()
            && width.bytes().all(|byte| byte.is_ascii_digit())
            && !kind.is_empty()
            && kind.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

fn next(lines: &mut impl BufRead, line: &mut String) -> Result<()> {
    line.clear();
    let read = lines.take(LINE).read_line(line).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::UnexpectedEof => damaged("it was cut off"),
        _ => damaged(cause),
    })?;
    if read == 0 || !line.ends_with('\n') {
        return Err(damaged("it was cut off"));
    }
    Ok(())
}
