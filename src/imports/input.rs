//! Files to import: plain, compressed by gzip, or in a zip archive; read with bounds. Nothing is unpacked to a
//! disk, and no single part of a file can fill the memory.

use std::cell::Cell;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::rc::Rc;

use flate2::bufread::GzDecoder;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::vault::Vault;
use crate::vault::stream::OpeningReader;

/// Longest part of a file, such as a text of an XML document or an item of a JSON one, in bytes.
const PART: usize = 16 << 20;
/// Largest unpacked size, as a multiple of the packed one. Real exports have 5 to 20.
const RATIO: u64 = 200;
/// Unpacked bytes that are always allowed.
const ALLOWED: u64 = 64 << 20;
/// Most files of an archive.
const FILES: usize = 2_000;
/// The first bytes of every database of SQLite.
pub(super) const SQLITE: &[u8] = b"SQLite format 3\0";
/// Largest file that has to be in memory as a whole, in bytes: a packed database.
const WHOLE: u64 = 128 << 20;

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file of the operator's, `-` for standard input.
    File(PathBuf),
    /// A copy of standard input.
    Spooled(PathBuf),
    /// An upload, which is sealed on the disk.
    Sealed {
        /// Where it is.
        path: PathBuf,
        /// What the sender calls it.
        name: String,
        /// What it is sealed for.
        row: Vec<u8>,
    },
}

/// A file that is read from any place.
pub trait File: Read + Seek {}

impl<T: Read + Seek> File for T {}

impl Source {
    /// The name in messages.
    fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Spooled(_) => "standard input".to_owned(),
            Source::Sealed { name, .. } => name.clone(),
        }
    }

    fn is_stdin(&self) -> bool {
        matches!(self, Source::File(path) if path.as_os_str() == "-")
    }

    fn open(&self, vault: &Vault) -> io::Result<Box<dyn File>> {
        match self {
            Source::File(path) | Source::Spooled(path) => {
                let file = fs::File::open(path)?;
                if file.metadata()?.is_dir() {
                    return Err(Refused::with(Message::import_why_folder()));
                }
                Ok(Box::new(file))
            }
            Source::Sealed { path, row, .. } => {
                let file = fs::File::open(path)?;
                let opened = OpeningReader::new(vault, row, file).map_err(io::Error::other)?;
                Ok(Box::new(opened))
            }
        }
    }
}

/// A file, or one within an archive.
pub struct Input {
    /// Its name for messages.
    pub name: String,
    /// Where it is on the disk, if it is there as it is.
    pub path: Option<std::path::PathBuf>,
    /// The file itself, opened a second time, if it is a database of SQLite, which is not read from its beginning to its end.
    pub database: Option<Box<dyn File>>,
    /// Its contents.
    pub reader: Metered<Box<dyn Read>>,
}

/// A file that cannot be read.
pub(super) fn broken(file: &str, line: u64, why: impl Into<Message>) -> Error {
    Error::invalid("file", "broken", Message::import_file_line(file, line, why.into()))
}

/// A file that cannot be read as a whole.
pub(super) fn refused(file: &str, code: &'static str, why: impl Into<Message>) -> Error {
    Error::invalid("file", code, Message::import_file_fault(file, why.into()))
}

pub(super) fn unreadable_because(cause: &io::Error) -> Message {
    Message::import_file_unreadable(why_unreadable(cause))
}

/// Why reading failed: by our own refusal, or as the system says it.
pub(super) fn why_unreadable(cause: &io::Error) -> Message {
    match cause.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
        Some(Refused(why)) => why.clone(),
        None => Message::from(cause.to_string()),
    }
}

/// A refusal in words, which passes through readers as an I/O error.
#[derive(Debug)]
struct Refused(Message);

impl Refused {
    fn with(why: Message) -> io::Error {
        io::Error::other(Refused(why))
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.in_english())
    }
}

impl std::error::Error for Refused {}

/// How many bytes a file has on the disk; 0 if nobody knows.
pub fn length(source: &Source) -> u64 {
    let (Source::File(path) | Source::Spooled(path) | Source::Sealed { path, .. }) = source;
    fs::metadata(path).map_or(0, |known| if known.is_file() { known.len() } else { 0 })
}

/// Opens a file, `-` for standard input: one input, or those in an archive, each opened when its turn comes. The
/// formats are known by their first bytes. Returns the files in it that are none to import, by their names.
///
/// # Errors
/// [`Error::Invalid`] `file`; those of `each`.
pub fn each(
    source: &Source,
    vault: &Vault,
    each: &mut dyn FnMut(Input) -> Result<()>,
) -> Result<Vec<String>> {
    let name = source.name();
    let unreadable = |cause: io::Error| refused(&name, "unreadable", unreadable_because(&cause));
    let is_stdin = source.is_stdin();
    let raw: Box<dyn Read> = match is_stdin {
        true => Box::new(io::stdin().lock()),
        false => Box::new(source.open(vault).map_err(unreadable)?),
    };
    let packed = Rc::new(Cell::new(0));
    let raw = Counted { inner: raw, bytes: packed.clone() };
    let mut raw = BufReader::with_capacity(1 << 16, raw);
    let start = raw.fill_buf().map_err(unreadable)?;
    if start.starts_with(&[0x1f, 0x8b]) {
        let unpacked = Members(Some(GzDecoder::new(raw)));
        let reader: Box<dyn Read> =
            Box::new(Guarded { inner: unpacked, packed: packed.clone(), bytes: 0 });
        each(Input { name, path: None, database: None, reader: Metered::new(reader, packed) })?;
        return Ok(Vec::new());
    }
    if start.starts_with(b"PK\x03\x04") {
        if is_stdin {
            let why = "is a zip archive, whose directory stands at its end; give it as a file";
            return Err(refused("standard input", "zip", why));
        }
        return archive(&|| source.open(vault), &name, each);
    }
    if start.starts_with(b"PK\x05\x06") {
        return Err(refused(&name, "empty", Message::import_file_no_files()));
    }
    if start.is_empty() {
        return Err(refused(&name, "empty", Message::import_file_empty()));
    }
    let path = match source {
        Source::File(path) if !is_stdin => Some(path.clone()),
        _ => None,
    };
    let database: Option<Box<dyn File>> = match start.starts_with(SQLITE) && !is_stdin {
        true => {
            let inner = source.open(vault).map_err(unreadable)?;
            Some(Box::new(Counted { inner, bytes: packed.clone() }))
        }
        false => None,
    };
    each(Input { name, path, database, reader: Metered::new(Box::new(raw), packed) })?;
    Ok(Vec::new())
}

/// The files of an archive. Their names are only shown; nothing is written, so no name can lead anywhere.
fn archive(
    open: &dyn Fn() -> io::Result<Box<dyn File>>,
    name: &str,
    each: &mut dyn FnMut(Input) -> Result<()>,
) -> Result<Vec<String>> {
    let open = || open().map_err(|cause| refused(name, "unreadable", unreadable_because(&cause)));
    let damaged = |cause: zip::result::ZipError| {
        refused(name, "zip", Message::import_file_archive(cause.to_string()))
    };
    let mut archive = ZipArchive::new(open()?).map_err(damaged)?;
    if archive.len() > FILES {
        return Err(refused(name, "zip", Message::import_file_many(FILES)));
    }
    let (mut count, mut others) = (0, Vec::new());
    for number in 0..archive.len() {
        let entry = archive.by_index_raw(number).map_err(damaged)?;
        let inner = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let inner: String = inner.chars().filter(|c| !c.is_control()).take(200).collect();
        let file = inner.rsplit(['/', '\\']).next().unwrap_or_default();
        if file.is_empty() || file.starts_with('.') || inner.contains("__MACOSX") {
            continue;
        }
        let named = format!("{name}/{inner}");
        if is_other(file) {
            others.push(named);
            continue;
        }
        if entry.encrypted() {
            return Err(refused(&named, "zip", Message::import_file_encrypted()));
        }
        let (Some(start), method) = (entry.data_start(), entry.compression()) else {
            return Err(refused(&named, "zip", Message::import_file_nowhere()));
        };
        let (packed_size, crc) = (entry.compressed_size(), entry.crc32());
        let mut raw = open()?;
        raw.seek(SeekFrom::Start(start))
            .map_err(|cause| refused(&named, "unreadable", unreadable_because(&cause)))?;
        let packed = Rc::new(Cell::new(0));
        let raw = Counted { inner: raw.take(packed_size), bytes: packed.clone() };
        let unpacked: Box<dyn Read> = match method {
            CompressionMethod::Stored => Box::new(raw),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(raw)),
            other => {
                let why = Message::import_file_method(other.to_string());
                return Err(refused(&named, "zip", why));
            }
        };
        let checked = Checked { inner: unpacked, hasher: crc32fast::Hasher::new(), expected: crc };
        let guarded = Guarded { inner: checked, packed: packed.clone(), bytes: 0 };
        count += 1;
        let reader = Metered::new(Box::new(guarded) as Box<dyn Read>, packed);
        each(Input { name: named, path: None, database: None, reader })?;
    }
    if count == 0 {
        return Err(refused(name, "empty", Message::import_file_no_files()));
    }
    Ok(others)
}

/// Whether a file of an archive is no export by its name: a picture, or words for people.
fn is_other(name: &str) -> bool {
    let lower = name.to_lowercase();
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    const ENDINGS: [&str; 22] = [
        "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "bmp", "pdf", "mp3", "m4a",
        "mp4", "mov", "webm", "html", "htm", "css", "js", "md", "docx", "php",
    ];
    ENDINGS.contains(&ending) || ["readme", "license", "licence", "changelog"].contains(&stem)
}

/// The whole contents of an input.
///
/// # Errors
/// [`Error::Invalid`] `file` if it is too large to be in memory.
pub fn whole(input: Input) -> Result<Vec<u8>> {
    let name = input.name;
    let Metered { inner, buffer, at, end, failed, .. } = input.reader;
    let mut bytes = buffer[at..end].to_vec();
    let read = match failed {
        Some(cause) => Err(cause),
        None => inner.take(WHOLE + 1).read_to_end(&mut bytes),
    };
    read.map_err(|cause| refused(&name, "unreadable", unreadable_because(&cause)))?;
    if bytes.len() as u64 > WHOLE {
        return Err(refused(&name, "too_large", Message::import_file_large(WHOLE >> 20)));
    }
    Ok(bytes)
}

/// The members of a file of gzip, one after the other. Zeros may follow them, as those of a tape do; gzip ignores these.
struct Members<R>(Option<GzDecoder<R>>);

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(member) = &mut self.0 else { return Ok(0) };
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(mut rest) = self.0.take().map(GzDecoder::into_inner) else { return Ok(0) };
            let is_end = loop {
                let bytes = rest.fill_buf()?;
                let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
                let (is_empty, only_zeros) = (bytes.is_empty(), zeros == bytes.len());
                rest.consume(zeros);
                if is_empty || !only_zeros {
                    break is_empty;
                }
            };
            if !is_end {
                self.0 = Some(GzDecoder::new(rest));
            }
        }
    }
}

struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Ends a file that unpacks to far more than it is.
struct Guarded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    bytes: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        if self.bytes > ALLOWED + RATIO * self.packed.get() {
            return Err(Refused::with(Message::import_why_unpacks()));
        }
        Ok(read)
    }
}

/// Compares what was unpacked with the checksum of the archive.
struct Checked<R> {
    inner: R,
    hasher: crc32fast::Hasher,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.hasher.clone().finalize() != self.expected {
            return Err(Refused::with(Message::import_why_checksum()));
        }
        Ok(read)
    }
}

/// A reader that counts lines, and refuses a part that is too long.
pub struct Metered<R> {
    inner: R,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    /// Why only the first bytes could be read; returned when they have been read.
    failed: Option<io::Error>,
    meter: Rc<Meter>,
}

/// How far a file is read.
#[derive(Debug)]
pub struct Meter {
    line: Cell<u64>,
    part: Cell<usize>,
    packed: Rc<Cell<u64>>,
}

impl Meter {
    /// The line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.line.get()
    }

    /// Begins a new part.
    pub fn begin_part(&self) {
        self.part.set(0);
    }

    /// How many bytes of the file on the disk were read.
    pub fn bytes(&self) -> u64 {
        self.packed.get()
    }
}

impl<R: Read> Metered<R> {
    /// Meters `inner`. `packed` counts the bytes on the disk.
    pub fn new(inner: R, packed: Rc<Cell<u64>>) -> Metered<R> {
        let meter = Meter { line: Cell::new(1), part: Cell::new(0), packed };
        Metered {
            inner,
            buffer: vec![0; 1 << 16],
            at: 0,
            end: 0,
            failed: None,
            meter: Rc::new(meter),
        }
    }

    /// The first bytes, which are still to be read.
    pub fn start(&mut self) -> &[u8] {
        /// Enough for the remarks with which WordPress's exports begin.
        const ENOUGH: usize = 16 << 10;
        while self.end < ENOUGH && self.failed.is_none() {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(0) => break,
                Ok(read) => self.end += read,
                Err(cause) => self.failed = Some(cause),
            }
        }
        &self.buffer[self.at..self.end]
    }

    /// How far it is read, for others to see.
    pub fn meter(&self) -> Rc<Meter> {
        self.meter.clone()
    }

    /// The line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.meter.line()
    }

    /// Begins a new part.
    pub fn begin_part(&mut self) {
        self.meter.begin_part();
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(to.len());
        to[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.meter.part.get() > PART {
            return Err(Refused::with(Message::import_why_part_long(PART >> 20)));
        }
        if self.at == self.end {
            if let Some(cause) = self.failed.take() {
                return Err(cause);
            }
            self.at = 0;
            self.end = self.inner.read(&mut self.buffer)?;
        }
        Ok(&self.buffer[self.at..self.end])
    }

    fn consume(&mut self, amount: usize) {
        let upto = (self.at + amount).min(self.end);
        let consumed = &self.buffer[self.at..upto];
        let lines = match consumed {
            [one] => usize::from(*one == b'\n'),
            many => many.iter().filter(|byte| **byte == b'\n').count(),
        };
        self.meter.line.set(self.meter.line.get() + lines as u64);
        self.meter.part.set(self.meter.part.get() + consumed.len());
        self.at = upto;
    }
}

/// Bytes as a file, for tests.
#[cfg(test)]
pub(super) fn memory(bytes: &[u8]) -> Metered<&[u8]> {
    Metered::new(bytes, Rc::new(Cell::new(0)))
}
