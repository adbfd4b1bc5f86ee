//! A model in bytes, as it stands in a file and in the database.
//!
//! ```text
//! "RJDFILTR"  magic
//! u32         version of this layout
//! u32         version of the features
//! deflate     weights: for each that is not zero, the step to its bucket and its value; then the past's counts
//! u32         CRC-32 of all before it
//! ```
//! Numbers are little-endian.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::screening::filter::features;
use crate::screening::filter::model::Model;
use crate::screening::filter::vector::{put, take, unzigzag, zigzag};

const MAGIC: &[u8; 8] = b"RJDFILTR";
const LAYOUT: u32 = 1;
const HEAD: usize = MAGIC.len() + 8;

/// What every number of a model takes at most; more is no model of ours.
const MOST_BYTES: u64 = 16 << 20;

/// Why bytes are not a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It does not begin as a model does.
    NotAModel,
    /// Made by another version of this program.
    Version {
        /// Of the features.
        found: u32,
    },
    /// It was cut short or changed.
    Damaged,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Broken::NotAModel => {
                f.write_str("this is not a filter model; make one with `rejoinder screening train`")
            }
            Broken::Version { found } => write!(
                f,
                "the model is of version {found}, this program reads version {}; train it again",
                features::VERSION
            ),
            Broken::Damaged => f.write_str(
                "the model is damaged (cut short or changed); train it again or restore it",
            ),
        }
    }
}

impl std::error::Error for Broken {}

/// The model in bytes.
///
/// # Errors
/// None in practice: compressing into memory does not fail.
pub fn write(model: &Model) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let used = model.weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
    put(&mut body, used.clone().count() as u64);
    let mut last = 0;
    for (bucket, weight) in used {
        put(&mut body, (bucket - last) as u64);
        put(&mut body, zigzag(*weight));
        last = bucket;
    }
    for count in model.past.bins.iter().flatten() {
        put(&mut body, zigzag(*count));
    }
    let mut out = Vec::with_capacity(body.len() / 2);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&LAYOUT.to_le_bytes());
    out.extend_from_slice(&features::VERSION.to_le_bytes());
    let mut packed = DeflateEncoder::new(out, Compression::fast());
    packed.write_all(&body)?;
    let mut out = packed.finish()?;
    let sum = crc32fast::hash(&out);
    out.extend_from_slice(&sum.to_le_bytes());
    Ok(out)
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// Says what is wrong with the bytes.
pub fn read(bytes: &[u8]) -> Result<Model, Broken> {
    if !bytes.starts_with(MAGIC) {
        return Err(Broken::NotAModel);
    }
    let (content, sum) = bytes.split_at_checked(bytes.len() - 4).ok_or(Broken::Damaged)?;
    if content.len() < HEAD || crc32fast::hash(content).to_le_bytes() != sum {
        return Err(Broken::Damaged);
    }
    let number = |at: usize| {
        content[at..at + 4].iter().rev().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
    };
    let found = number(MAGIC.len() + 4);
    if number(MAGIC.len()) != LAYOUT || found != features::VERSION {
        return Err(Broken::Version { found });
    }
    let mut body = Vec::new();
    DeflateDecoder::new(&content[HEAD..])
        .take(MOST_BYTES)
        .read_to_end(&mut body)
        .map_err(|_| Broken::Damaged)?;
    fill(&body).ok_or(Broken::Damaged)
}

fn fill(mut body: &[u8]) -> Option<Model> {
    let mut model = Model::default();
    let mut bucket = 0_usize;
    for _ in 0..take(&mut body)? {
        bucket = bucket.checked_add(usize::try_from(take(&mut body)?).ok()?)?;
        *model.weights.get_mut(bucket)? = unzigzag(take(&mut body)?)?;
    }
    for count in model.past.bins.iter_mut().flatten() {
        *count = unzigzag(take(&mut body)?)?;
    }
    body.is_empty().then_some(model)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::filter::features::Sample;
    use crate::screening::filter::model::Label;
    use crate::screening::filter::vector::Vector;

    fn model() -> Model {
        let mut model = Model::default();
        model.learn(&Vector::of(&Sample { text: "free gift", ..Sample::default() }), Label::Spam);
        model.learn(
            &Vector::of(&Sample { text: "a fine comment", ..Sample::default() }),
            Label::Fine,
        );
        model
    }

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let bytes = write(&model()).expect("written");
        assert!(read(&bytes) == Ok(model()));
    }

    #[test]
    fn whatever_is_broken_is_said() {
        let bytes = write(&model()).expect("written");
        assert_eq!(read(b"id,text").err(), Some(Broken::NotAModel));
        assert_eq!(read(b"").err(), Some(Broken::NotAModel));
        for cut in [8, 12, 20, bytes.len() - 1] {
            assert_eq!(read(&bytes[..cut]).err(), Some(Broken::Damaged), "{cut}");
        }
        let mut changed = bytes.clone();
        changed[30] ^= 1;
        assert_eq!(read(&changed).err(), Some(Broken::Damaged));

        let mut other = bytes[..bytes.len() - 4].to_vec();
        other[12] = 99;
        other.extend_from_slice(&crc32fast::hash(&other).to_le_bytes());
        assert_eq!(read(&other).err(), Some(Broken::Version { found: 99 }));
    }
}
