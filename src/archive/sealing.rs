//! The envelope of an archive that is sealed to a passphrase.
//!
//! ```text
//! rejoinder-sealed 1\n
//! {"memory_kib":65536,"passes":3,"lanes":1,"salt":"…","nonce":"…"}\n
//! frame frame … frame
//! ```
//!
//! The key is Argon2id of the passphrase (RFC 9106) with these parameters. A frame is a length (4 bytes, big
//! endian; its highest bit marks the last frame) and that many bytes of XChaCha20-Poly1305, some 64 KiB. Its nonce
//! is the 16 bytes of the head and the frame's number (8 bytes, big endian); its associated data is the head and one
//! byte, 1 for the last frame. So a frame that was altered, moved, repeated or left out is not opened, and neither
//! is the last one of a file that was cut off.

use std::io::{self, BufRead, Read, Write};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::vault;

/// The first line.
pub(super) const MAGIC: &str = "rejoinder-sealed 1\n";
/// Bytes of a full frame before they are sealed.
const FRAME: usize = 64 * 1024;
/// The length of an authentication tag.
const TAG: usize = 16;
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

struct Frames {
    cipher: XChaCha20Poly1305,
    nonce: [u8; 16],
    /// The two lines.
    head: Vec<u8>,
    number: u64,
}

impl Frames {
    fn new(passphrase: &SecretString, head: &Head, line: &str) -> Result<Frames> {
        let refused = || Error::invalid("file", "format", "The head of the sealed file is damaged");
        let (salt, nonce) = (STANDARD.decode(&head.salt), STANDARD.decode(&head.nonce));
        let (Ok(salt), Ok(nonce)) = (salt, nonce) else { return Err(refused()) };
        let nonce = nonce.try_into().map_err(|_| refused())?;
        if head.memory_kib > MOST_MEMORY_KIB || head.passes > MOST_PASSES || head.lanes > 16 {
            return Err(refused());
        }
        let cost = Params::new(head.memory_kib, head.passes, head.lanes, Some(32))
            .map_err(|_| refused())?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
            .hash_password_into(passphrase.expose_secret().as_bytes(), &salt, key.as_mut_slice())
            .map_err(|_| refused())?;
        let cipher = XChaCha20Poly1305::new(key.as_slice().try_into().map_err(Error::internal)?);
        Ok(Frames { cipher, nonce, head: [MAGIC, line].concat().into_bytes(), number: 0 })
    }

    /// The nonce and the associated data of the next frame.
    fn next(&mut self, is_last: bool) -> (XNonce, Vec<u8>) {
        let mut nonce = [0; 24];
        nonce[..16].copy_from_slice(&self.nonce);
        nonce[16..].copy_from_slice(&self.number.to_be_bytes());
        self.number += 1;
        let mut data = self.head.clone();
        data.push(u8::from(is_last));
        (XNonce::from(nonce), data)
    }
}

/// Seals what is written to it. [`Sealer::finish`] has to be called.
pub(super) struct Sealer<W: Write> {
    to: W,
    frames: Frames,
    waiting: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Writes the head.
    pub(super) fn new(mut to: W, passphrase: &SecretString) -> Result<Sealer<W>> {
        let (salt, nonce) = (vault::random::<16>()?, vault::random::<16>()?);
        let head = Head {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
            salt: STANDARD.encode(salt),
            nonce: STANDARD.encode(nonce),
        };
        let line = serde_json::to_string(&head).map_err(Error::internal)? + "\n";
        let frames = Frames::new(passphrase, &head, &line)?;
        to.write_all(&frames.head).map_err(Error::internal)?;
        Ok(Sealer { to, frames, waiting: Vec::with_capacity(FRAME) })
    }

    fn seal(&mut self, is_last: bool) -> io::Result<()> {
        let (nonce, data) = self.frames.next(is_last);
        let payload = Payload { msg: &self.waiting, aad: &data };
        let sealed = self
            .frames
            .cipher
            .encrypt(&nonce, payload)
            .map_err(|_| io::Error::other("a frame could not be sealed"))?;
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        self.to.write_all(&(length | if is_last { LAST } else { 0 }).to_be_bytes())?;
        self.to.write_all(&sealed)?;
        self.waiting.clear();
        Ok(())
    }

    /// Seals the last frame.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.to)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() == FRAME {
            self.seal(false)?;
        }
        let taken = bytes.len().min(FRAME - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Frames are full, so nothing is written before it has to be.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens what a [`Sealer`] wrote.
pub(super) struct Opener<R: Read> {
    from: R,
    frames: Frames,
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
        let frames = Frames::new(passphrase, &head, &line)?;
        Ok(Opener { from, frames, open: Zeroizing::default(), at: 0, ended: false })
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
        let is_first = self.frames.number == 0;
        let (nonce, data) = self.frames.next(is_last);
        let payload = Payload { msg: &sealed, aad: &data };
        let opened = self.frames.cipher.decrypt(&nonce, payload).map_err(|_| {
            io::Error::other(match is_first {
                true => "the passphrase is wrong, or the file was altered",
                false => "the file was altered or cut off",
            })
        })?;
        if is_last && !self.from.fill_buf()?.is_empty() {
            return Err(io::Error::other("there is something after the end of the file"));
        }
        (self.open, self.at, self.ended) = (Zeroizing::new(opened), 0, is_last);
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
        let mut sealer = Sealer::new(Vec::new(), &"a good phrase".into()).expect("a sealer");
        sealer.write_all(text).expect("written");
        sealer.finish().expect("finished")
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
