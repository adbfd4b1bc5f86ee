//! A whole site in one file: what `rejoinder export --full` and `rejoinder backup` write, and what
//! `rejoinder restore` and `rejoinder import jsonl` put back. The format is described in `docs/exporting.md`.
//!
//! The file is JSON Lines, compressed by gzip, and sealed to a passphrase if there is one (`sealing`). It is
//! written from one snapshot of the database while others post, and both engines write the same lines for the same
//! content. A file is put back only after it was read to its end once; then everything is stored in one
//! transaction, read again and compared with the file.

mod content;
mod reading;
mod sealing;
mod writing;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use bytes::Bytes;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Time;
use crate::config::Startup;
use crate::db::Connection;
use crate::db::apart::Apart;
use crate::db::tables::{self, Table};
use crate::error::{Error, Result};
use crate::storage::NamedFile;
use crate::vault::Vault;
use crate::vault::key_file::KeyFile;

use reading::Part;

/// The version of the format.
const FORMAT: u32 = 1;

/// What a file has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The version of the program that wrote it.
    pub program: String,
    /// The newest migration of the database.
    pub schema: String,
    /// When it was written.
    pub created_at: Time,
    /// The number of rows of each table that has any.
    pub rows: BTreeMap<String, u64>,
    /// The number of pictures' files in it.
    pub files: u64,
    /// Pictures' files that should have been in it, but were not there.
    pub missing_files: Vec<String>,
    /// Whether it has the key file.
    pub keys: bool,
    /// Whether it is sealed to a passphrase.
    pub sealed: bool,
    /// The SHA-256 of all lines about tables and rows, in hex: the same for the same content, on either engine.
    pub content: String,
    /// What the keys of this archive can open; see [`Vault::passes_key_check`].
    #[serde(skip)]
    key_check: Option<String>,
    #[serde(skip)]
    key_file: Option<String>,
}

impl Summary {
    fn new(head: &Head, sealed: bool) -> Summary {
        Summary {
            program: head.program.clone(),
            schema: head.schema.clone(),
            created_at: head.created_at,
            rows: BTreeMap::new(),
            files: 0,
            missing_files: Vec::new(),
            keys: head.keys.is_some(),
            sealed,
            content: String::new(),
            key_check: None,
            key_file: head.keys.clone(),
        }
    }

    /// The number of rows of a table.
    pub fn rows_of(&self, table: &str) -> u64 {
        self.rows.get(table).copied().unwrap_or_default()
    }
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    archive: String,
    format: u32,
    program: String,
    schema: String,
    created_at: Time,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keys: Option<String>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    end: bool,
    rows: u64,
    files: u64,
    missing: Vec<String>,
    sha256: String,
    files_sha256: String,
}

/// What to write.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The passphrase to seal it to.
    pub passphrase: Option<SecretString>,
    /// Whether the key file is in it.
    pub keys: bool,
    /// Whether the files of pictures are in it. Without them, it names them only.
    pub files: bool,
}

/// Reads a file of a picture: its group, and its name in it.
pub type ReadFile<'a> = dyn FnMut(&str, &str) -> Result<Option<Bytes>> + 'a;
/// Stores all files of a picture.
pub type StoreFiles<'a> = dyn FnMut(&str, Vec<NamedFile>) -> Result<()> + 'a;

/// Writes a new file with the permissions `mode` and waits until it is on the disk. If that fails, there is no file.
///
/// # Errors
/// [`Error::Invalid`] in `out` if the file exists; if the disk or `write` fails.
pub fn write_new<T>(
    file: &Path,
    mode: u32,
    write: impl FnOnce(BufWriter<File>) -> Result<(BufWriter<File>, T)>,
) -> Result<T> {
    let unwritable = Error::of_file(file);
    let made = OpenOptions::new().write(true).create_new(true).mode(mode).open(file);
    let made = made.map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => {
            Error::invalid("out", "exists", format!("{} exists; name a new file", file.display()))
        }
        _ => unwritable(cause),
    });
    let out = BufWriter::with_capacity(1 << 18, made?);
    let done = write(out).and_then(|(mut out, written)| {
        out.flush().and_then(|()| out.get_ref().sync_all()).map_err(unwritable)?;
        Ok(written)
    });
    if done.is_err() {
        // The first error says what is wrong.
        let _ = fs::remove_file(file);
    }
    done
}

/// Writes an archive of the configured database into a new file that only its owner may read, and waits until it is
/// on the disk. If that fails, there is no file.
///
/// # Errors
/// If the file exists, or the database or the disk fails.
pub fn write_file(
    config: &Startup,
    contents: &Contents,
    file: &Path,
    read: &mut ReadFile<'_>,
    now: Time,
) -> Result<Summary> {
    write_new(file, 0o600, |out| write(config, contents, out, read, now))
}

/// Writes an archive of the configured database.
///
/// # Errors
/// If the database, the disk or the place of the pictures fails.
pub fn write<W: std::io::Write>(
    config: &Startup,
    contents: &Contents,
    out: W,
    read: &mut ReadFile<'_>,
    now: Time,
) -> Result<(W, Summary)> {
    let keys = match contents.keys {
        true => Some(read_keys(config)?),
        false => None,
    };
    let mut apart = Apart::open(&config.database)?;
    let Some(schema) = apart.version()? else {
        return Err(Error::internal("the database is empty; there is nothing to write"));
    };
    let head = Head {
        archive: "rejoinder".into(),
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").into(),
        schema,
        created_at: now,
        keys,
    };
    apart.snapshot(|conn| {
        let mut writer = writing::Writer::new(out, contents.passphrase.as_ref(), &head)?;
        let files = writer.tables(conn)?;
        if contents.files {
            writer.files(&files, read)?;
        }
        writer.finish()
    })
}

/// Reads a file to its end and says what is in it.
///
/// # Errors
/// [`Error::Invalid`] `file` if it is damaged, altered, cut off or no archive, or the passphrase is wrong.
pub fn verify(file: &Path, passphrase: Option<&SecretString>) -> Result<Summary> {
    reading::read(open(file)?, passphrase, &mut |_| Ok(()))
}

/// Whether a file begins like an archive: one that is sealed, or a compressed one. `false` if it cannot be read.
pub fn is_archive(file: &Path) -> bool {
    open(file).is_ok_and(|input| reading::is_archive(input).unwrap_or(false))
}

fn open(file: &Path) -> Result<BufReader<File>> {
    let opened = File::open(file).map_err(|cause| {
        Error::invalid("file", "unreadable", format!("{} cannot be read: {cause}", file.display()))
    })?;
    Ok(BufReader::with_capacity(1 << 18, opened))
}

/// Puts an archive into the configured database, which has to be empty, and its pictures into their place.
/// The caller has called [`verify`]; nothing of a file that changes in between stays either.
///
/// # Errors
/// If the database is in use or not empty, or the key file of this machine is another one; then nothing was written.
pub fn restore(
    config: &Startup,
    file: &Path,
    passphrase: Option<&SecretString>,
    verified: &Summary,
    store: &mut StoreFiles<'_>,
) -> Result<()> {
    let mut apart = Apart::prepare(&config.database, &verified.schema, refuse_content)?;
    if apart.has_company()? {
        return Err(Error::internal(
            "the program runs on this database; stop it on every machine first",
        ));
    }
    apart.transaction(|conn| {
        refuse_content(conn)?;
        place_keys(&config.data.key_file(), verified)?;
        load(conn, file, passphrase, verified, store)
    })?;
    apart.finish(&config.database)
}

/// Puts an archive into a new file of the embedded database, to prove that it can be restored. Pictures are read and
/// not stored.
///
/// # Errors
/// If the result is not what the archive says.
pub fn restore_into_scratch(
    scratch: &Path,
    file: &Path,
    passphrase: Option<&SecretString>,
    verified: &Summary,
) -> Result<()> {
    let mut apart = Apart::scratch(scratch, &verified.schema)?;
    apart.transaction(|conn| load(conn, file, passphrase, verified, &mut |_, _| Ok(())))
}

/// Refuses a database in which somebody has done something.
fn refuse_content(conn: &mut Connection) -> Result<()> {
    const TOUCHED: [&str; 6] =
        ["accounts", "articles", "audit_log", "comments", "media", "readers"];
    for table in tables::all(conn)? {
        if TOUCHED.contains(&table.name.as_str()) && table.count(conn)? > 0 {
            return Err(Error::internal(format!(
                "the database is not empty: it has {}; name an empty one by database.url, or move its file away",
                table.name
            )));
        }
    }
    Ok(())
}

/// Empties the tables, fills them from the file, and compares the result with it.
fn load(
    conn: &mut Connection,
    file: &Path,
    passphrase: Option<&SecretString>,
    verified: &Summary,
    store: &mut StoreFiles<'_>,
) -> Result<()> {
    let known = content::tables(conn)?;
    tables::without_references(conn, |conn| {
        for table in &known {
            // An empty log refuses even that.
            if table.count(conn)? > 0 {
                table.empty(conn)?;
            }
        }
        let mut loader = Loader { conn, known: &known, table: None, rows: Vec::new(), group: None };
        let read =
            reading::read(open(file)?, passphrase, &mut |part| loader.store_part(part, store))?;
        loader.store_rows()?;
        loader.store_group(store)?;
        if read.content != verified.content {
            return Err(Error::internal("the file was changed while it was read"));
        }
        Ok(())
    })?;
    let stored = writing::hash_of_rows(conn)?;
    let differs = stored.rows.iter().find(|(table, rows)| verified.rows_of(table) != **rows);
    if let Some((table, rows)) = differs {
        return Err(Error::internal(format!(
            "the table {table} has {rows} rows, and {} in the file",
            verified.rows_of(table)
        )));
    }
    if stored.rows != verified.rows || stored.hash != verified.content {
        return Err(Error::internal("what was stored is not what the file has"));
    }
    Ok(())
}

/// The name of a picture's file, and what was read of it.
type ReadFileParts = (String, Vec<u8>);

/// Stores the parts of an archive.
struct Loader<'a> {
    conn: &'a mut Connection,
    known: &'a [Table],
    table: Option<&'a Table>,
    rows: Vec<Vec<tables::Cell>>,
    group: Option<(String, Vec<ReadFileParts>)>,
}

impl Loader<'_> {
    fn store_part(&mut self, part: Part, store: &mut StoreFiles<'_>) -> Result<()> {
        match part {
            Part::Table { name, columns } => {
                self.store_rows()?;
                let table = self.known.iter().find(|table| table.name == name);
                let same = table.is_some_and(|table| {
                    table.columns.iter().map(|column| &column.name).eq(columns.iter())
                });
                if !same {
                    let detail = format!("The table {name} is not one of this migration");
                    return Err(Error::invalid("file", "format", detail));
                }
                self.table = table;
            }
            Part::Row(values) => {
                let table = self.table.ok_or_else(|| misplaced("row"))?;
                self.rows.push(content::row(table, values)?);
                if self.rows.len() >= table.rows_at_once() {
                    self.store_rows()?;
                }
            }
            Part::File { group, name } => {
                if self.group.as_ref().is_none_or(|(present, _)| *present != group) {
                    self.store_group(store)?;
                    self.group = Some((group, Vec::new()));
                }
                if let Some((_, files)) = &mut self.group {
                    files.push((name, Vec::new()));
                }
            }
            Part::Chunk(bytes) => {
                let file = self.group.as_mut().and_then(|(_, files)| files.last_mut());
                file.ok_or_else(|| misplaced("part of a file"))?.1.extend(bytes);
            }
        }
        Ok(())
    }

    fn store_rows(&mut self) -> Result<()> {
        match self.table {
            Some(table) => table.insert(self.conn, std::mem::take(&mut self.rows)),
            None => Ok(()),
        }
    }

    fn store_group(&mut self, store: &mut StoreFiles<'_>) -> Result<()> {
        let Some((group, files)) = self.group.take() else { return Ok(()) };
        let files = files.into_iter().map(|(name, bytes)| (name, Bytes::from(bytes)));
        store(&group, files.collect())
    }
}

fn misplaced(what: &str) -> Error {
    Error::invalid("file", "format", format!("A {what} stands where none may be"))
}

fn read_keys(config: &Startup) -> Result<String> {
    let file = &config.data.key_file();
    // Checks that others cannot read it, and that it has keys.
    if !file.exists() {
        return Err(Error::internal(format!("there is no key file {}", file.display())));
    }
    Vault::of(KeyFile::new(file.clone(), config.data.passphrase_file.as_deref())?)?;
    fs::read_to_string(file).map_err(Error::of_file(file))
}

/// Makes sure that the key file of this machine is that of the archive. One that the archive brings takes the place of
/// another, which is kept beside it: nothing in an empty database was sealed with that.
fn place_keys(file: &Path, archive: &Summary) -> Result<()> {
    let io = Error::of_file(file);
    if let Some(keys) = &archive.key_file {
        if file.exists() {
            if fs::read_to_string(file).map_err(io)? == *keys {
                return Ok(());
            }
            fs::rename(file, file.with_extension("replaced")).map_err(io)?;
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(io)?;
        }
        let mut new =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map_err(io)?;
        return new.write_all(keys.as_bytes()).and_then(|()| new.sync_all()).map_err(io);
    }
    let Some(check) = &archive.key_check else { return Ok(()) };
    if !file.exists() || !Vault::open_or_create(file)?.passes_key_check(check)? {
        return Err(Error::internal(format!(
            "the archive has no keys, and {} is not the key file that belongs to it; copy that there first",
            file.display()
        )));
    }
    Ok(())
}

/// The columns of a table as the archive names them.
fn described(table: &Table) -> Value {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    serde_json::json!({ "table": table.name, "columns": columns })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_exists_is_kept_and_another_name_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("site.xml");
        fs::write(&file, "old").expect("written");
        let refused = write_new(&file, 0o600, |out| Ok((out, ()))).expect_err("it exists");
        assert!(matches!(refused, Error::Invalid(_)), "{refused}");
        assert!(refused.to_string().contains("site.xml exists; name a new file"), "{refused}");
        assert_eq!(fs::read_to_string(&file).expect("read"), "old");
    }
}
