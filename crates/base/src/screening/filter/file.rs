//! The serialised form of a model, in files and in the database.
//!
//! ```text
//! "RJDFILTR"  magic
//! u32         version of this layout
//! u32         version of the features
//! deflate     weights: for each that is not zero, the step to its bucket and its value; then the past's counts;
//!             since layout 2, words: for each that was counted, the step to its place and its two counts; then the two
//!             counts of comments
//! u32         CRC-32 of all before it
//! ```
//! Numbers are little-endian.

use std::io::{Read, Write};
use std::ops::RangeInclusive;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::screening::filter::calibration::Histogram;
use crate::screening::filter::features;
use crate::screening::filter::model::Model;
use crate::screening::filter::vector::{put, take, unzigzag, zigzag};

const MAGIC: &[u8; 8] = b"RJDFILTR";
const LAYOUT: u32 = 2;

/// A layout without counts of words. Its weights are kept.
const OLD_LAYOUT: u32 = 1;

/// Features have changed since this version in how some properties are measured, under the same
/// names: the weights still mean what they meant.
const OLD_FEATURES: u32 = 1;

/// Versions of the features whose weights still mean what they meant: since the first of them it has
/// changed only how links and words are told apart in Chinese and Japanese.
const KEPT_FEATURES: RangeInclusive<u32> = 2..=features::VERSION;

const HEAD: usize = MAGIC.len() + 8;

/// The most bytes per number; a longer one is damaged.
const MOST_BYTES: u64 = 16 << 20;

/// Why a model cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The magic bytes are missing.
    NotAModel,
    /// Made by another version of this program.
    Version {
        /// The version of the features.
        found: u32,
    },
    /// It is truncated or damaged.
    Damaged,
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ModelError::NotAModel => {
                f.write_str("this is not a filter model; make one with `rejoinder screening train`")
            }
            ModelError::Version { found } => write!(
                f,
                "the model is of version {found}, this program reads version {}; train it again",
                features::VERSION
            ),
            ModelError::Damaged => f.write_str(
                "the model is damaged (cut short or changed); train it again or restore it",
            ),
        }
    }
}

impl std::error::Error for ModelError {}

/// Serialises a model.
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
    for count in model.past.counts() {
        put(&mut body, zigzag(count));
    }
    let counted = model.counts.words.iter().enumerate().filter(|(_, counts)| **counts != [0; 2]);
    put(&mut body, counted.clone().count() as u64);
    let mut last = 0;
    for (slot, counts) in counted {
        put(&mut body, (slot - last) as u64);
        counts.iter().for_each(|count| put(&mut body, zigzag(*count)));
        last = slot;
    }
    model.counts.comments.iter().for_each(|count| put(&mut body, zigzag(*count)));
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
pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
    if !bytes.starts_with(MAGIC) {
        return Err(ModelError::NotAModel);
    }
    let (content, sum) = bytes.split_at_checked(bytes.len() - 4).ok_or(ModelError::Damaged)?;
    if content.len() < HEAD || crc32fast::hash(content).to_le_bytes() != sum {
        return Err(ModelError::Damaged);
    }
    let number = |at: usize| {
        content[at..at + 4].iter().rev().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
    };
    let (layout, found) = (number(MAGIC.len()), number(MAGIC.len() + 4));
    let is_ours = layout == LAYOUT && KEPT_FEATURES.contains(&found)
        || layout == OLD_LAYOUT && found == OLD_FEATURES;
    if !is_ours {
        return Err(ModelError::Version { found });
    }
    let mut body = Vec::new();
    DeflateDecoder::new(&content[HEAD..])
        .take(MOST_BYTES)
        .read_to_end(&mut body)
        .map_err(|_| ModelError::Damaged)?;
    fill(&body, layout).ok_or(ModelError::Damaged)
}

fn fill(mut body: &[u8], layout: u32) -> Option<Model> {
    let mut model = Model::default();
    let mut bucket = 0_usize;
    for _ in 0..take(&mut body)? {
        bucket = bucket.checked_add(usize::try_from(take(&mut body)?).ok()?)?;
        *model.weights.get_mut(bucket)? = unzigzag(take(&mut body)?)?;
    }
    let mut counts = Vec::new();
    for _ in model.past.counts() {
        counts.push(unzigzag(take(&mut body)?)?);
    }
    model.past = Histogram::of(counts.into_iter());
    if layout != OLD_LAYOUT {
        let mut slot = 0_usize;
        for _ in 0..take(&mut body)? {
            slot = slot.checked_add(usize::try_from(take(&mut body)?).ok()?)?;
            let counts = model.counts.words.get_mut(slot)?;
            for count in counts {
                *count = unzigzag(take(&mut body)?)?;
            }
        }
        for count in &mut model.counts.comments {
            *count = unzigzag(take(&mut body)?)?;
        }
    }
    body.is_empty().then_some(model)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::filter::features::Sample;
    use crate::screening::filter::label::Label;
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
    fn a_model_of_the_version_before_keeps_its_weights_and_its_past() {
        let mut body = Vec::new();
        let used: Vec<usize> = vec![7, 300, 1_000_000];
        put(&mut body, used.len() as u64);
        let mut last = 0;
        for bucket in &used {
            put(&mut body, (bucket - last) as u64);
            put(&mut body, zigzag(-5));
            last = *bucket;
        }
        let counts = (0..512).map(|at| if at == 301 { 9 } else { 0 });
        counts.for_each(|count| put(&mut body, zigzag(count)));
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&1_u32.to_le_bytes());
        bytes.extend_from_slice(&1_u32.to_le_bytes());
        let mut packed = DeflateEncoder::new(bytes, Compression::fast());
        packed.write_all(&body).expect("into memory");
        let mut bytes = packed.finish().expect("into memory");
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());

        let model = read(&bytes).expect("a model of the version before");
        assert!(used.iter().all(|bucket| model.weights[*bucket] == -5));
        assert_eq!(model.past.decisions(), (0, 9));
        assert_eq!(model.counts.comments, [0, 0]);
        assert!(read(&write(&model).expect("written")) == Ok(model));
    }

    #[test]
    fn a_model_of_each_kept_version_of_the_features_is_read_and_no_other() {
        let of_version = |version: u32| {
            let mut bytes = write(&model()).expect("written");
            bytes.truncate(bytes.len() - 4);
            bytes[MAGIC.len() + 4..HEAD].copy_from_slice(&version.to_le_bytes());
            bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
            read(&bytes)
        };
        for version in KEPT_FEATURES {
            assert!(of_version(version) == Ok(model()), "{version}");
        }
        for found in [0, OLD_FEATURES, features::VERSION + 1] {
            assert_eq!(of_version(found).err(), Some(ModelError::Version { found }));
        }
    }

    #[test]
    fn a_damaged_or_foreign_file_is_refused_with_its_fault() {
        let bytes = write(&model()).expect("written");
        assert_eq!(read(b"id,text").err(), Some(ModelError::NotAModel));
        assert_eq!(read(b"").err(), Some(ModelError::NotAModel));
        for cut in [8, 12, 20, bytes.len() - 1] {
            assert_eq!(read(&bytes[..cut]).err(), Some(ModelError::Damaged), "{cut}");
        }
        let mut changed = bytes.clone();
        changed[30] ^= 1;
        assert_eq!(read(&changed).err(), Some(ModelError::Damaged));

        let mut other = bytes[..bytes.len() - 4].to_vec();
        other[12] = 99;
        other.extend_from_slice(&crc32fast::hash(&other).to_le_bytes());
        assert_eq!(read(&other).err(), Some(ModelError::Version { found: 99 }));
    }
}
