//! Features as numbers: a sparse vector of length one over hashed buckets, all in integers, so that
//! it comes out the same on every machine.

use crate::screening::filter::extraction;
use crate::screening::filter::features::{Feature, Group, Sample};
use crate::screening::filter::fold::{HEAD, TAIL};
use crate::screening::filter::prior::{self, Signs};

/// Buckets that features are hashed into, as a power of two. A hundred thousand comments have some
/// two million different features, most of them once; those that matter rarely meet.
pub const BITS: u32 = 20;

/// The integer that represents 1.0.
pub const ONE: i32 = 1 << 14;

/// The weight of each group. Tuned on public data sets; similar values do as well.
const SCALES: [f32; Group::COUNT] = [0.6, 0.8, 1.0, 0.5, 0.8, 0.2];

/// The feature vector of a comment: for each group its distinct buckets in ascending order, and their
/// common value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// By the group's number: the value, and where the group's buckets end.
    groups: [(i32, usize); Group::COUNT],
    buckets: Vec<u32>,
    /// The sum of the hand-made list, in hundredths of a natural logarithm of odds.
    prior: i32,
}

impl Vector {
    /// Hashes the features of `sample`.
    pub fn of(sample: &Sample<'_>) -> Vector {
        Vector::with_signs(sample).0
    }

    /// Hashes the features of `sample`, and gathers those that the list knows, each once.
    pub fn with_signs(sample: &Sample<'_>) -> (Vector, Signs) {
        let mut found: [Vec<u32>; Group::COUNT] = std::array::from_fn(|_| Vec::with_capacity(64));
        // Four groups begin at each letter.
        found[Group::Letters as usize].reserve(4 * sample.text.len().min(HEAD + TAIL));
        let mut signs = Signs::default();
        let mut signalled: Vec<u32> = Vec::new();
        extraction::visit(sample, |group, feature| {
            let bucket = bucket(feature);
            found[group as usize].push(bucket);
            if let Some((kind, weight)) = prior::sign(feature)
                && !signalled.contains(&bucket)
            {
                signalled.push(bucket);
                signs.add(kind, weight);
            }
        });
        signs.set_words(found[Group::Words as usize].len());
        (Vector::new(found, signs.total()), signs)
    }

    fn new(mut found: [Vec<u32>; Group::COUNT], prior: i32) -> Vector {
        let mut whole = 0.0_f32;
        for (group, scale) in found.iter_mut().zip(SCALES) {
            group.sort_unstable();
            group.dedup();
            if !group.is_empty() {
                whole += scale * scale;
            }
        }
        let count = found.iter().map(Vec::len).sum();
        let mut vector =
            Vector { groups: [(0, 0); Group::COUNT], buckets: Vec::with_capacity(count), prior };
        for ((group, scale), slot) in found.iter().zip(SCALES).zip(vector.groups.iter_mut()) {
            vector.buckets.extend(group);
            // Division and square root are exact to the last bit everywhere, unlike logarithms
            // (IEEE 754).
            let value =
                if group.is_empty() { 0.0 } else { scale / (whole * group.len() as f32).sqrt() };
            *slot = ((value * ONE as f32).round() as i32, vector.buckets.len());
        }
        vector
    }

    /// Each bucket with its value, where 1.0 is [`ONE`].
    pub fn iter(&self) -> impl Iterator<Item = (u32, i32)> + '_ {
        let mut start = 0;
        self.groups.iter().flat_map(move |(value, end)| {
            let range = start..*end;
            start = *end;
            self.buckets[range].iter().map(move |bucket| (*bucket, *value))
        })
    }

    /// The buckets of its words, ascending.
    pub fn words(&self) -> &[u32] {
        // Words are the first group.
        &self.buckets[..self.groups[Group::Words as usize].1]
    }

    /// The value that the features of `group` have.
    pub fn value(&self, group: Group) -> i32 {
        self.groups[group as usize].0
    }

    /// The sum of the hand-made list, in hundredths of a natural logarithm of odds.
    pub fn prior(&self) -> i32 {
        self.prior
    }

    /// The square of its length, nearly 1.
    pub fn square(&self) -> f64 {
        self.iter().map(|(_, value)| f64::from(value) * f64::from(value)).sum::<f64>()
            / f64::from(ONE).powi(2)
    }

    /// A hash of the vector.
    pub fn fingerprint(&self) -> i64 {
        let start = hash(0, &self.prior.to_le_bytes());
        let mix = |state: u64, (bucket, value): (u32, i32)| {
            (state ^ u64::from(bucket) << 32 ^ u64::from(value.unsigned_abs()))
                .wrapping_mul(0xD6E8_FEB8_6659_FD93)
                .rotate_left(29)
        };
        self.iter().fold(start, mix) as i64
    }

    /// Packs the vector: the groups' sizes, and the differences between buckets.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(2 * self.buckets.len() + 16);
        let mut start = 0;
        put(&mut out, zigzag(self.prior));
        for (_, end) in self.groups {
            put(&mut out, (end - start) as u64);
            let mut last = 0;
            for bucket in &self.buckets[start..end] {
                put(&mut out, u64::from(bucket - last));
                last = *bucket;
            }
            start = end;
        }
        out
    }

    /// Reads what [`pack`](Vector::pack) wrote; None if it is damaged.
    pub fn unpack(mut bytes: &[u8]) -> Option<Vector> {
        let prior = unzigzag(take(&mut bytes)?)?;
        let mut found: [Vec<u32>; Group::COUNT] = Default::default();
        for group in &mut found {
            let count = take(&mut bytes)?;
            if count > bytes.len() as u64 {
                return None;
            }
            let mut last = 0_u32;
            for _ in 0..count {
                last = last.checked_add(u32::try_from(take(&mut bytes)?).ok()?)?;
                group.push(last);
            }
            if last >> BITS > 0 {
                return None;
            }
        }
        bytes.is_empty().then(|| Vector::new(found, prior))
    }
}

/// Seven bits to a byte, the lowest first; the eighth says that more follow.
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7F {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number that [`put`] wrote, and moves on.
pub fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7F) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Small numbers of either sign as small numbers.
pub fn zigzag(number: i32) -> u64 {
    u64::from(((number << 1) ^ (number >> 31)) as u32)
}

/// The reverse of [`zigzag`].
pub fn unzigzag(number: u64) -> Option<i32> {
    let number = u32::try_from(number).ok()?;
    Some((number >> 1) as i32 ^ -((number & 1) as i32))
}

/// The bucket of a feature.
pub fn bucket(feature: Feature<'_>) -> u32 {
    let hash = match feature {
        Feature::Word(word) => hash(1, word.as_bytes()),
        Feature::Pair(first, second) => hash(2, second.as_bytes()) ^ hash(3, first.as_bytes()),
        Feature::Letters(letters) => hash(4, letters.as_bytes()),
        Feature::Shape(shape, step) => {
            hash(5, &[(shape as u32).to_le_bytes(), step.to_le_bytes()].concat())
        }
        Feature::Domain(domain) => hash(6, domain.as_bytes()),
        Feature::Suffix(suffix) => hash(7, suffix.as_bytes()),
        Feature::Address(host, path) => hash(15, host.as_bytes()) ^ hash(16, path.as_bytes()),
        Feature::Path(part) => hash(8, part.as_bytes()),
        Feature::NameWord(word) => hash(9, word.as_bytes()),
        Feature::NameLetters(letters) => hash(10, letters.as_bytes()),
        Feature::WebsiteDomain(domain) => hash(11, domain.as_bytes()),
        Feature::WebsiteSuffix(suffix) => hash(12, suffix.as_bytes()),
        Feature::EmailDomain(domain) => hash(13, domain.as_bytes()),
        Feature::EmailSuffix(suffix) => hash(14, suffix.as_bytes()),
    };
    (hash >> (64 - BITS)) as u32
}

/// Multiply and fold, eight bytes at a time. Not keyed: a spammer who knows the filter can cause a
/// collision, but gains no more than by leaving out the word.
pub fn hash(kind: u64, bytes: &[u8]) -> u64 {
    let mut state = kind.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ bytes.len() as u64;
    for part in bytes.chunks(8) {
        state = (state ^ word(part)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        state ^= state >> 32;
    }
    state = state.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    state ^ state >> 29
}

/// Up to eight bytes as a number, the lowest first. Most are the two to five letters of a group, of
/// which a comment has a thousand: for so few, copying into a buffer costs more than the hash.
fn word(part: &[u8]) -> u64 {
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    match (part.first_chunk::<4>(), part.last_chunk::<4>()) {
        // Overlapping bytes are equal.
        (Some(first), Some(last)) => four(first) | four(last) << (8 * (part.len() - 4)),
        _ => part.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_has_a_vector_that_packs(text in ".{0,300}", name in ".{0,20}") {
            let vector = Vector::of(&Sample { text: &text, name: &name, ..Sample::default() });
            prop_assert!((vector.square() - 1.0).abs() < 0.05);
            let unpacked = Vector::unpack(&vector.pack());
            prop_assert_eq!(unpacked.as_ref(), Some(&vector));
        }

        #[test]
        fn damaged_bytes_are_no_vector_and_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(vector) = Vector::unpack(&bytes) {
                prop_assert!(vector.iter().all(|(bucket, _)| bucket >> BITS == 0));
            }
        }
    }

    #[test]
    fn a_word_is_its_bytes_from_the_lowest() {
        let bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        for count in 1..=8 {
            let mut whole = [0; 8];
            whole[..count].copy_from_slice(&bytes[..count]);
            assert_eq!(word(&bytes[..count]), u64::from_le_bytes(whole), "{count}");
        }
    }

    #[test]
    fn the_same_text_has_the_same_fingerprint_everywhere() {
        let of = |text| Vector::of(&Sample { text, ..Sample::default() }).fingerprint();
        assert_eq!(of("Free gifts at example.com"), of("Free gifts at example.com"));
        assert_ne!(of("Free gifts at example.com"), of("Free gifts at example.org"));
    }
}
