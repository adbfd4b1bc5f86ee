//! Long texts in sealed frames: each XChaCha20-Poly1305 with its number in the nonce; the associated data is the context of
//! the file and one byte, 1 for the last frame. So a frame that was altered, moved, repeated or left out is not opened,
//! and neither is the last one of a file that was cut off.

use std::fmt;
use std::io::{self, Write};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// Bytes of a full frame before they are sealed.
pub const FRAME: usize = 64 * 1024;
/// The length of an authentication tag.
pub const TAG: usize = 16;
/// The length of a key.
pub const KEY: usize = 32;
/// The random beginning of each frame's nonce; the number of the frame follows (8 bytes, big endian).
pub const PREFIX: usize = 16;

/// Seals and opens the frames of one file.
pub struct Frames {
    cipher: XChaCha20Poly1305,
    prefix: [u8; PREFIX],
    context: Vec<u8>,
}

impl Frames {
    /// Key and prefix belong to one file alone; `context` is what the frames are bound to besides.
    pub fn new(key: &[u8; KEY], prefix: [u8; PREFIX], context: Vec<u8>) -> Frames {
        Frames { cipher: XChaCha20Poly1305::new(key.into()), prefix, context }
    }

    fn nonce(&self, number: u64) -> XNonce {
        let mut nonce = [0; PREFIX + 8];
        nonce[..PREFIX].copy_from_slice(&self.prefix);
        nonce[PREFIX..].copy_from_slice(&number.to_be_bytes());
        XNonce::from(nonce)
    }

    fn data(&self, is_last: bool) -> Vec<u8> {
        [self.context.as_slice(), &[u8::from(is_last)]].concat()
    }

    fn seal(&self, number: u64, open: &[u8], is_last: bool) -> io::Result<Vec<u8>> {
        let payload = Payload { msg: open, aad: &self.data(is_last) };
        let sealed = self.cipher.encrypt(&self.nonce(number), payload);
        sealed.map_err(|_| io::Error::other("a frame could not be sealed"))
    }

    /// The content of a frame; `None` if it is not this frame of this file.
    pub fn open(&self, number: u64, sealed: &[u8], is_last: bool) -> Option<Zeroizing<Vec<u8>>> {
        let payload = Payload { msg: sealed, aad: &self.data(is_last) };
        self.cipher.decrypt(&self.nonce(number), payload).ok().map(Zeroizing::new)
    }
}

/// How a file stores a sealed frame; the flag is that of the last one.
pub type Store<W> = fn(&mut W, &[u8], bool) -> io::Result<()>;

/// Seals what is written to it. [`FrameWriter::finish`] has to be called.
pub struct FrameWriter<W> {
    to: W,
    frames: Frames,
    store: Store<W>,
    number: u64,
    waiting: Zeroizing<Vec<u8>>,
}

impl<W> FrameWriter<W> {
    /// Begins with the first frame.
    pub fn new(to: W, frames: Frames, store: Store<W>) -> FrameWriter<W> {
        FrameWriter {
            to,
            frames,
            store,
            number: 0,
            waiting: Zeroizing::new(Vec::with_capacity(FRAME)),
        }
    }

    fn seal(&mut self, frame: Frame) -> io::Result<()> {
        let is_last = frame == Frame::Last;
        let sealed = self.frames.seal(self.number, &self.waiting, is_last)?;
        (self.store)(&mut self.to, &sealed, is_last)?;
        self.number += 1;
        self.waiting.clear();
        Ok(())
    }

    /// Seals the last frame.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(&mut self) -> io::Result<&mut W> {
        self.seal(Frame::Last)?;
        Ok(&mut self.to)
    }

    /// What it has written to, after [`FrameWriter::finish`].
    pub fn into_inner(self) -> W {
        self.to
    }
}

/// What follows a frame.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// Others do.
    Full,
    /// Nothing does.
    Last,
}

impl<W> fmt::Debug for FrameWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameWriter").field("frames", &self.number).finish_non_exhaustive()
    }
}

impl<W> Write for FrameWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() == FRAME {
            self.seal(Frame::Full)?;
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
