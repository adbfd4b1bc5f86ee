//! Files to import, plain or compressed, read with bounds: nothing is unpacked to a disk, and no single
//! part of a file can fill the memory.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::error::{Error, Result};

/// Longest part of a file without a tag, in bytes.
const PART: usize = 16 << 20;
/// Largest unpacked size, as a multiple of the packed one. Real exports have 5 to 20.
const RATIO: u64 = 200;
/// Unpacked bytes that are always allowed.
const ALLOWED: u64 = 64 << 20;

/// Opens a file, `-` for standard input. Files compressed by gzip are known by their first bytes.
///
/// # Errors
/// [`Error::Invalid`] `file`.
pub fn open(path: &Path) -> Result<Metered<Box<dyn Read>>> {
    let name = path.display().to_string();
    let unreadable = |cause: io::Error| {
        Error::invalid("file", "unreadable", format!("{name} cannot be read: {cause}"))
    };
    let raw: Box<dyn Read> = if name == "-" {
        Box::new(io::stdin().lock())
    } else {
        let file = std::fs::File::open(path).map_err(unreadable)?;
        if file.metadata().map_err(unreadable)?.is_dir() {
            return Err(Error::invalid("file", "unreadable", format!("{name} is a folder")));
        }
        Box::new(file)
    };
    let mut raw = BufReader::with_capacity(1 << 16, raw);
    let start = raw.fill_buf().map_err(unreadable)?;
    if start.starts_with(&[0x1f, 0x8b]) {
        let unpacked = MultiGzDecoder::new(Counted { inner: raw, bytes: 0 });
        return Ok(Metered::new(Box::new(Guarded { inner: unpacked, bytes: 0 })));
    }
    if start.starts_with(b"PK\x03\x04") {
        let detail =
            format!("{name} is a zip archive; unpack it: unzip -p {name} | rejoinder import … -");
        return Err(Error::invalid("file", "zip", detail));
    }
    if start.is_empty() {
        return Err(Error::invalid("file", "empty", format!("{name} is empty")));
    }
    Ok(Metered::new(Box::new(raw)))
}

struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Ends a file that unpacks to far more than it is.
struct Guarded<R> {
    inner: MultiGzDecoder<Counted<R>>,
    bytes: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        if self.bytes > ALLOWED + RATIO * self.inner.get_ref().bytes {
            return Err(io::Error::other("the file unpacks to far more than an export does"));
        }
        Ok(read)
    }
}

/// A reader that counts lines, and refuses a part without tags that is too long.
pub struct Metered<R> {
    inner: R,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    line: u64,
    part: usize,
}

impl<R: Read> Metered<R> {
    /// Meters `inner`.
    pub fn new(inner: R) -> Metered<R> {
        Metered { inner, buffer: vec![0; 1 << 16], at: 0, end: 0, line: 1, part: 0 }
    }

    /// The line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Begins a new part.
    pub fn begin_part(&mut self) {
        self.part = 0;
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
        if self.part > PART {
            return Err(io::Error::other(format!(
                "a single text is longer than {} MB",
                PART >> 20
            )));
        }
        if self.at == self.end {
            self.at = 0;
            self.end = self.inner.read(&mut self.buffer)?;
        }
        Ok(&self.buffer[self.at..self.end])
    }

    fn consume(&mut self, amount: usize) {
        let upto = (self.at + amount).min(self.end);
        let lines = self.buffer[self.at..upto].iter().filter(|byte| **byte == b'\n').count();
        self.line += lines as u64;
        self.part += upto - self.at;
        self.at = upto;
    }
}
