//! The envelope of an archive that is sealed to a passphrase.
//!
//! ```text
//! rejoinder-sealed 1\n
//! {"memory_kib":65536,"passes":3,"lanes":1,"salt":"…","nonce":"…"}\n
//! frame frame … frame
//! ```
//!
//! The key is Argon2id of the passphrase (RFC 9106) with these parameters. A frame is a length (4 bytes, big
//! endian; its highest bit marks the last frame) and that many bytes of [`Frames`], whose nonces begin with that of the
//! head and whose context is the head.

use std::io::{self, BufRead, Read, Write};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::vault;
use crate::vault::frames::{FRAME, FrameWriter, Frames, KEY, TAG};

/// The first line.
pub(super) const MAGIC: &str = "rejoinder-sealed 1\n";
const LAST: u32 = 1 << 31;
/// The longest second line.
const HEAD: u64 = 1024;
/// What a file may ask of this machine: a hostile one could ask for all of its memory.
const MOST_MEMORY_KIB: u32 = 1 << 20;
const MOST_PASSES: u32 = 32;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
}

/// The frames after a head, which is the first line and this one.
fn frames(passphrase: &SecretString, head: &Head, line: &str) -> Result<Frames> {
    let refused = || Error::invalid("file", "format", "The head of the sealed file is damaged");
    let (salt, nonce) = (STANDARD.decode(&head.salt), STANDARD.decode(&head.nonce));
    let (Ok(salt), Ok(nonce)) = (salt, nonce) else { return Err(refused()) };
    let nonce = nonce.try_into().map_err(|_| refused())?;
    if head.memory_kib > MOST_MEMORY_KIB || head.passes > MOST_PASSES || head.lanes > 16 {
        return Err(refused());
    }
    let cost =
        Params::new(head.memory_kib, head.passes, head.lanes, Some(KEY)).map_err(|_| refused())?;
    let mut key = Zeroizing::new([0; KEY]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(passphrase.expose_secret().as_bytes(), &salt, key.as_mut_slice())
        .map_err(|_| refused())?;
    Ok(Frames::new(&key, nonce, [MAGIC, line].concat().into_bytes()))
}

/// Writes the head, and seals what is written then.
pub(super) fn seal_into<W: Write>(mut to: W, passphrase: &SecretString) -> Result<FrameWriter<W>> {
    let (salt, nonce) = (vault::random::<16>()?, vault::random::<16>()?);
    let head = Head {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
        salt: STANDARD.encode(salt),
        nonce: STANDARD.encode(nonce),
    };
    let line = serde_json::to_string(&head).map_err(Error::internal)? + "\n";
    let frames = frames(passphrase, &head, &line)?;
    to.write_all([MAGIC, &line].concat().as_bytes()).map_err(Error::internal)?;
    Ok(FrameWriter::new(to, frames, |to, sealed, is_last| {
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        to.write_all(&(length | if is_last { LAST } else { 0 }).to_be_bytes())?;
        to.write_all(sealed)
    }))
}

/// Opens what the writer of [`seal_into`] wrote.
pub(super) struct Opener<R: Read> {
    from: R,
    frames: Frames,
    /// The number of the next frame.
    number: u64,
    open: Zeroizing<Vec<u8>>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Opener<R> {
    /// Reads the head; the first line was read already.
    pub(super) fn new(mut from: R, passphrase: &SecretString) -> Result<Opener<R>> {
        let mut line = String::new();
        let damaged = || Error::invalid("file", "format", "The head of the sealed file is damaged");
        from.by_ref().take(HEAD).read_line(&mut line).map_err(|_| damaged())?;
        let head: Head = serde_json::from_str(&line).map_err(|_| damaged())?;
        let frames = frames(passphrase, &head, &line)?;
        Ok(Opener { from, frames, number: 0, open: Zeroizing::default(), at: 0, ended: false })
    }

    fn next_frame(&mut self) -> io::Result<()> {
        let cut = |cause: io::Error| match cause.kind() {
            io::ErrorKind::UnexpectedEof => io::Error::other("the file was cut off"),
            _ => cause,
        };
        let mut length = [0; 4];
        self.from.read_exact(&mut length).map_err(cut)?;
        let length = u32::from_be_bytes(length);
        let (is_last, length) = (length & LAST != 0, (length & !LAST) as usize);
        if length > FRAME + TAG {
            return Err(io::Error::other("the file was altered"));
        }
        let mut sealed = vec![0; length];
        self.from.read_exact(&mut sealed).map_err(cut)?;
        let opened = self.frames.open(self.number, &sealed, is_last).ok_or_else(|| {
            io::Error::other(match self.number {
                0 => "the passphrase is wrong, or the file was altered",
                _ => "the file was altered or cut off",
            })
        })?;
        self.number += 1;
        if is_last && !self.from.fill_buf()?.is_empty() {
            return Err(io::Error::other("there is something after the end of the file"));
        }
        (self.open, self.at, self.ended) = (opened, 0, is_last);
        Ok(())
    }
}

impl<R: BufRead> Read for Opener<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.open.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_frame()?;
        }
        let taken = buffer.len().min(self.open.len() - self.at);
        buffer[..taken].copy_from_slice(&self.open[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(text: &[u8]) -> Vec<u8> {
        let mut sealer = seal_into(Vec::new(), &"a good phrase".into()).expect("a sealer");
        sealer.write_all(text).expect("written");
        sealer.finish().expect("finished");
        sealer.into_inner()
    }

    fn opened(file: &[u8], passphrase: &str) -> Result<Vec<u8>, String> {
        let rest = file.strip_prefix(MAGIC.as_bytes()).ok_or("no archive")?;
        let mut opener =
            Opener::new(rest, &passphrase.into()).map_err(|error| error.to_string())?;
        let mut text = Vec::new();
        opener.read_to_end(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn a_sealed_file_opens_as_a_whole_or_not_at_all() {
        let text: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
        let file = sealed(&text);
        assert_eq!(opened(&file, "a good phrase").as_ref(), Ok(&text));
        assert_eq!(opened(&sealed(b""), "a good phrase"), Ok(Vec::new()));
        let refused = opened(&file, "a bad phrase").expect_err("refused");
        assert!(refused.contains("passphrase is wrong"), "{refused}");

        let head = file.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1);
        let start = head.expect("two lines").0 + 1;
        let frame = FRAME + TAG + 4;
        // Cut off in a frame, and between two.
        for end in [file.len() - 1, start + frame, start + 2 * frame] {
            assert!(opened(&file[..end], "a good phrase").is_err(), "cut at {end}");
        }
        // Two frames exchanged, one left out, one twice, one bit, and something behind.
        let (first, second) =
            (&file[start..start + frame], &file[start + frame..start + 2 * frame]);
        let (before, rest) = (&file[..start], &file[start + 2 * frame..]);
        for parts in [
            vec![before, second, first, rest],
            vec![before, second, rest],
            vec![before, first, first, second, rest],
            vec![before, first, second, rest, b"x"],
        ] {
            assert!(opened(&parts.concat(), "a good phrase").is_err());
        }
        let mut altered = file.clone();
        altered[start + 1_000] ^= 1;
        assert!(opened(&altered, "a good phrase").is_err());
    }
}
