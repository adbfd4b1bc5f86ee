//! Pictures that people upload: checked, decoded, turned upright, cut to sizes and encoded anew, on a
//! thread of their own.
//!
//! Nothing of an upload is kept but its pixels. The files that are stored are written by the encoders
//! here, so they contain no EXIF, no position and nothing that a file of two formats hides behind the
//! picture. Colours are converted to sRGB, which needs no profile.
//!
//! Decoders are the usual target of hostile files. So `inspect` walks the structure of a file before
//! any decoder sees it, and refuses what would be slow or large; decoders are in Rust; and one picture
//! is decoded at a time, within the limits of `media.max_megapixels` and `MEMORY`, because a decoded
//! picture is by far the largest thing in memory.
//!
//! One thread does all of it. A second one would shorten an upload of many where cores are idle, and keep its own
//! share of what was freed: the system's allocator keeps freed memory per thread, which was some 60 MB at the peak
//! (docs/media.md).
//!
//! Of an animation the first frame is kept. Readers must be able to stop what moves (WCAG 2.2, 2.2.2),
//! which no picture offers, and an animated GIF weighs ten times as much as the video that it could be.

mod decode;
mod encode;
pub mod headline;
mod inspect;
mod shrink;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::{Semaphore, SemaphorePermit, oneshot};
use tokio::time::timeout;

use crate::config;
use crate::error::{Error, Result};
use crate::i18n::Message;

pub use encode::Kind;

/// Pictures that may wait for the thread, at about half a second each.
const QUEUE: usize = 32;
/// Uploads that are held in memory at once, the one that is being worked on and those that arrive meanwhile; others
/// wait with their bytes still in the network.
const UPLOADS: usize = 3;
/// How long an upload waits for its turn.
const PATIENCE: Duration = Duration::from_secs(60);
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// The most bytes that the pixels of one picture may take while it is decoded.
const MEMORY: u64 = 320 * 1024 * 1024;
/// How long decoding a picture may take, and then encoding it. It is checked between the steps, each
/// of which is short within the limits above.
const DEADLINE: Duration = Duration::from_secs(20);

type Work = Box<dyn FnOnce() + Send>;

/// The thread, and the limits of what it accepts. It ends when this is dropped.
pub struct Pictures {
    queue: SyncSender<Work>,
    uploads: Semaphore,
    limits: Limits,
}

/// What is accepted.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// The most pixels.
    pixels: u64,
}

/// A picture, cut to sizes.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The width of the largest size.
    pub width: u32,
    /// The height of the largest size.
    pub height: u32,
    /// Its mean colour, to show until it has loaded; `None` if one can look through it.
    pub colour: Option<[u8; 3]>,
    /// Whether more frames were left out.
    pub was_animated: bool,
    /// The sizes, the smallest first, each in two formats.
    pub files: Vec<File>,
}

/// One size in one format.
#[derive(Clone, Debug)]
pub struct File {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its format.
    pub kind: Kind,
    /// The file.
    pub bytes: Bytes,
}

/// Why a picture is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The file is empty.
    Empty,
    /// A format that is known and not accepted.
    Format(&'static str),
    /// No format that is known.
    Unknown,
    /// More pixels than are accepted, both in millions.
    Pixels {
        /// The picture's.
        megapixels: u64,
        /// The limit.
        limit: u64,
    },
    /// The file ends too early.
    Incomplete,
    /// The file cannot be decoded.
    Damaged,
    /// It holds more text and other data beside its pixels than any camera writes.
    Metadata,
    /// Decoding takes too long.
    Slow,
}

impl Refusal {
    /// For programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Empty => "required",
            Refusal::Format(_) | Refusal::Unknown => "picture_format",
            Refusal::Pixels { .. } => "picture_pixels",
            Refusal::Incomplete => "picture_incomplete",
            Refusal::Damaged => "picture_damaged",
            Refusal::Metadata => "picture_metadata",
            Refusal::Slow => "picture_slow",
        }
    }

    /// For people.
    pub fn message(self) -> Message {
        match self {
            Refusal::Empty => Message::fault_picture_empty(),
            Refusal::Format(name) => Message::fault_picture_format(name),
            Refusal::Unknown => Message::fault_picture_unknown(),
            Refusal::Pixels { megapixels, limit } => {
                Message::fault_picture_pixels(limit, megapixels)
            }
            Refusal::Incomplete => Message::fault_picture_incomplete(),
            Refusal::Damaged => Message::fault_picture_damaged(),
            Refusal::Metadata => Message::fault_picture_metadata(),
            Refusal::Slow => Message::fault_picture_slow(),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::invalid("file", refusal.code(), refusal.message())
    }
}

impl Pictures {
    /// Starts the thread.
    ///
    /// # Errors
    /// If the system gives none.
    pub fn start(settings: &config::Media) -> Result<Pictures> {
        let (queue, work) = sync_channel::<Work>(QUEUE);
        let serve = move || {
            for next in work {
                // After a panic the sender's channel closes, which it reports; the thread goes on.
                let _ = catch_unwind(AssertUnwindSafe(next));
            }
        };
        let thread = std::thread::Builder::new().name("pictures".into());
        thread.spawn(serve).map_err(Error::internal)?;
        let limits = Limits { pixels: settings.max_pixels };
        Ok(Pictures { queue, uploads: Semaphore::new(UPLOADS), limits })
    }

    /// Waits until there is memory for one more upload, and reserves it until the permit is dropped.
    ///
    /// # Errors
    /// [`Error::Unavailable`] after a minute.
    pub async fn admit(&self) -> Result<SemaphorePermit<'_>> {
        match timeout(PATIENCE, self.uploads.acquire()).await {
            Ok(permit) => permit.map_err(Error::internal),
            Err(_) => Err(busy()),
        }
    }

    /// Checks and cuts a picture.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file` with the code of a [`Refusal`]; [`Error::Unavailable`] if too many
    /// pictures wait.
    pub async fn cut(&self, upload: Bytes) -> Result<Cut> {
        let (sender, answer) = oneshot::channel();
        let limits = self.limits;
        let work = move || {
            let decoded = decode(&upload, limits, Instant::now() + DEADLINE);
            drop(upload);
            let cut = decoded.and_then(|decoded| decoded.encode(Instant::now() + DEADLINE));
            // The caller may be gone by now.
            let _ = sender.send(cut);
        };
        self.queue.try_send(Box::new(work)).map_err(|refused| match refused {
            TrySendError::Full(_) => busy(),
            TrySendError::Disconnected(_) => Error::internal("the thread for pictures has ended"),
        })?;
        match answer.await {
            Ok(cut) => Ok(cut?),
            // A decoder has panicked: a fault of it, and of the picture.
            Err(_) => {
                tracing::warn!("a picture made its decoder panic and was refused");
                Err(Refusal::Damaged.into())
            }
        }
    }
}

fn busy() -> Error {
    Error::Unavailable { retry_after: RETRY_AFTER, cause: None }
}

/// The pixels of an upload, at most of the largest size that is kept.
struct Decoded {
    pixels: shrink::Pixels,
    was_animated: bool,
}

fn decode(upload: &[u8], limits: Limits, deadline: Instant) -> Result<Decoded, Refusal> {
    let found = inspect::inspect(upload, limits)?;
    let pixels = decode::decode(upload, &found, deadline)?;
    Ok(Decoded { pixels, was_animated: found.frames > 1 })
}

impl Decoded {
    fn encode(self, deadline: Instant) -> Result<Cut, Refusal> {
        encode::encode(self.pixels, self.was_animated, deadline)
    }
}

/// # Errors
/// [`Refusal::Slow`] after the deadline.
fn check(deadline: Instant) -> Result<(), Refusal> {
    if Instant::now() > deadline { Err(Refusal::Slow) } else { Ok(()) }
}
