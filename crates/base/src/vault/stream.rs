//! Files that are only on the disk for a while, such as uploads: sealed while they are written, opened while they are read,
//! and read from any place, as archives are.
//!
//! A file begins with a random key and the beginning of the nonces, sealed by the vault for the row or the name that the
//! file belongs to. [`Frames`] of 64 KiB follow; only the last one is shorter.

use std::io::{self, Read, Seek, SeekFrom, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::vault::frames::{FRAME, FrameWriter, Frames, KEY, PREFIX, TAG};
use crate::vault::{HEADER, NONCE, Vault, random};

/// The length of the sealed key and nonce: they are sealed in base64, as addresses are, which are text.
const HEAD: usize = HEADER + NONCE + (KEY + PREFIX) / 3 * 4 + TAG;

fn frames(secret: &[u8; KEY + PREFIX]) -> Result<Frames> {
    let (key, prefix) = secret.split_at(KEY);
    let key = key.try_into().map_err(Error::internal)?;
    Ok(Frames::new(key, prefix.try_into().map_err(Error::internal)?, Vec::new()))
}

/// Begins a file that belongs to `row`.
///
/// # Errors
/// If it cannot be written.
pub fn seal_into<W: Write>(vault: &Vault, row: &[u8], mut to: W) -> Result<FrameWriter<W>> {
    let secret = Zeroizing::new(random::<{ KEY + PREFIX }>()?);
    let encoded = Zeroizing::new(STANDARD.encode(secret.as_slice()));
    to.write_all(&vault.seal(&encoded, row)?).map_err(Error::internal)?;
    Ok(FrameWriter::new(to, frames(&secret)?, |to, sealed, _| to.write_all(sealed)))
}

/// Opens what a [`FrameWriter`] of [`seal_into`] has written, at any place.
pub struct OpeningReader<R: Read + Seek> {
    from: R,
    frames: Frames,
    /// The length of all frames together, sealed.
    sealed: u64,
    /// The place of the next byte.
    at: u64,
    /// The number and the content of the frame that was read last.
    frame: Option<(u64, Zeroizing<Vec<u8>>)>,
}

const SEALED_FRAME: u64 = (FRAME + TAG) as u64;

impl<R: Read + Seek> OpeningReader<R> {
    /// Opens a file that belongs to `row`.
    ///
    /// # Errors
    /// If it is not such a file, or its key was sealed with none of the present keys.
    pub fn new(vault: &Vault, row: &[u8], mut from: R) -> Result<OpeningReader<R>> {
        let mut head = [0; HEAD];
        from.read_exact(&mut head).map_err(Error::internal)?;
        let encoded = vault.open(&head, row)?;
        let secret = Zeroizing::new(STANDARD.decode(encoded.as_bytes()).map_err(Error::internal)?);
        let secret: &[u8; KEY + PREFIX] = secret.as_slice().try_into().map_err(Error::internal)?;
        let length = from.seek(SeekFrom::End(0)).map_err(Error::internal)?;
        let sealed = length.saturating_sub(HEAD as u64);
        Ok(OpeningReader { from, frames: frames(secret)?, sealed, at: 0, frame: None })
    }

    /// The number of frames: the last one may be short, and has its tag at least.
    fn count(&self) -> u64 {
        self.sealed.div_ceil(SEALED_FRAME)
    }

    /// The length of the content.
    fn length(&self) -> u64 {
        self.sealed.saturating_sub(self.count() * TAG as u64)
    }

    fn frame(&mut self, number: u64) -> io::Result<&[u8]> {
        if self.frame.as_ref().is_none_or(|(present, _)| *present != number) {
            let begin = number * SEALED_FRAME;
            let length = SEALED_FRAME.min(self.sealed.saturating_sub(begin));
            let mut sealed = vec![0; usize::try_from(length).map_err(io::Error::other)?];
            self.from.seek(SeekFrom::Start(HEAD as u64 + begin))?;
            self.from.read_exact(&mut sealed)?;
            let is_last = number + 1 >= self.count();
            let open = self.frames.open(number, &sealed, is_last);
            let altered = || io::Error::other("the file was altered or cut off");
            self.frame = Some((number, open.ok_or_else(altered)?));
        }
        Ok(self.frame.as_ref().map_or(&[], |(_, open)| open.as_slice()))
    }
}

impl<R: Read + Seek> Read for OpeningReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (at, frame) = (self.at, self.at / FRAME as u64);
        // The last frame is opened even if it is empty: otherwise a file that was cut off between two would end.
        if frame >= self.count() {
            return match at >= self.length() && self.count() > 0 {
                true => Ok(0),
                false => Err(io::Error::other("the file was cut off")),
            };
        }
        let within = usize::try_from(at % FRAME as u64).map_err(io::Error::other)?;
        let open = self.frame(frame)?;
        let rest = open.get(within..).unwrap_or_default();
        let taken = buffer.len().min(rest.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.at += taken as u64;
        Ok(taken)
    }
}

impl<R: Read + Seek> Seek for OpeningReader<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(distance) => self.length().checked_add_signed(distance),
            SeekFrom::Current(distance) => self.at.checked_add_signed(distance),
        };
        self.at = place.ok_or_else(|| io::Error::other("a place before the beginning"))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn vault() -> (Vault, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        (Vault::open_or_create(&folder.path().join("keys")).expect("keys"), folder)
    }

    fn sealed(vault: &Vault, text: &[u8]) -> Vec<u8> {
        let mut writer = seal_into(vault, b"file 1", Vec::new()).expect("begun");
        writer.write_all(text).expect("written");
        writer.finish().expect("finished");
        writer.into_inner()
    }

    fn opened(vault: &Vault, row: &[u8], file: &[u8]) -> Result<Vec<u8>, String> {
        let mut reader =
            OpeningReader::new(vault, row, Cursor::new(file)).map_err(|cause| cause.to_string())?;
        let mut text = Vec::new();
        reader.read_to_end(&mut text).map_err(|cause| cause.to_string())?;
        Ok(text)
    }

    #[test]
    fn a_file_opens_as_a_whole_and_for_its_row_only() {
        let (vault, _folder) = vault();
        for length in [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME + 7] {
            let text: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let file = sealed(&vault, &text);
            assert_eq!(opened(&vault, b"file 1", &file).as_ref(), Ok(&text), "{length}");
            assert!(opened(&vault, b"file 2", &file).is_err());
            // Cut off within a frame, before the last one, and after the head.
            let last = HEAD + (length.saturating_sub(1) / FRAME) * (FRAME + TAG);
            for end in [file.len() - 1, last, HEAD, HEAD - 1] {
                assert!(opened(&vault, b"file 1", &file[..end]).is_err(), "{length} to {end}");
            }
            let mut altered = file.clone();
            altered[HEAD + 3] ^= 1;
            assert!(opened(&vault, b"file 1", &altered).is_err());
        }
        let text = vec![7; 2 * FRAME];
        let file = sealed(&vault, &text);
        assert!(!file.windows(64).any(|part| part == [7; 64]), "nothing is in clear");
    }

    #[test]
    fn any_place_of_a_file_is_read() {
        let (vault, _folder) = vault();
        let text: Vec<u8> = (0..3 * FRAME + 100).map(|n| (n % 251) as u8).collect();
        let file = sealed(&vault, &text);
        let mut reader = OpeningReader::new(&vault, b"file 1", Cursor::new(&file)).expect("opened");
        let end = reader.seek(SeekFrom::End(-100)).expect("a place");
        assert_eq!(end, 3 * FRAME as u64);
        let mut part = Vec::new();
        reader.read_to_end(&mut part).expect("read");
        assert_eq!(part, text[3 * FRAME..]);
        reader.seek(SeekFrom::Start(FRAME as u64 - 5)).expect("a place");
        let mut ten = [0; 10];
        reader.read_exact(&mut ten).expect("read");
        assert_eq!(ten, text[FRAME - 5..FRAME + 5]);
        assert!(reader.seek(SeekFrom::Current(-1_000_000)).is_err());
        reader.seek(SeekFrom::End(50)).expect("a place");
        assert_eq!(reader.read(&mut ten).expect("nothing"), 0);
    }
}
