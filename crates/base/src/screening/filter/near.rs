//! Near-duplicate comments: MinHash with one bit each of 64 hashes (Li and König, "b-Bit
//! minwise hashing", 2010), in which texts that share most of their words and pairs of words differ
//! in few bits. SimHash needs texts of hundreds of words for that; most comments have fewer than
//! fifty.

use crate::screening::filter::fold::fold;
use crate::screening::filter::vector::hash;

/// Texts whose signatures differ in at most so many bits are near-duplicates: they share some three quarters of what
/// they have together, which is one word in fifteen changed.
const DISTANCE: u32 = 8;

/// Texts of fewer words than this are near-duplicates only if they are the same when folded: among a handful
/// of words, one word is too much of a difference, and `I agree` must not be grouped with `I
/// disagree`.
const FEW: usize = 12;

/// The signature by which texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Few bits differ between near-duplicates. The column `comments.simhash`.
    pub bits: i64,
    /// Keys of the search: near-duplicates almost always share one. The column
    /// `comment_bands.band`.
    pub bands: [i64; 4],
}

impl Signature {
    /// Computes the signature of a text. Punctuation, case and look-alike letters do not matter.
    pub fn of(text: &str) -> Signature {
        let folded = fold(text);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.len() < FEW {
            // Some texts consist of emoji only.
            let whole = if words.is_empty() { folded } else { words.join(" ") };
            let bits = hash(20, whole.as_bytes());
            let band = |place: u64| hash(21 + place, &bits.to_le_bytes()) as i64;
            return Signature { bits: bits as i64, bands: [band(0), band(1), band(2), band(3)] };
        }
        let mut least = [u64::MAX; 64];
        let mut add = |part: u64| {
            // Each bit has its own hash function, derived from one by multiplication with odd numbers.
            let mut odd = 0x9E37_79B9_7F4A_7C15_u64;
            for least in &mut least {
                odd = odd.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(2);
                let here = (part ^ part >> 31).wrapping_mul(odd | 1);
                *least = (here ^ here >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9).min(*least);
            }
        };
        words.iter().for_each(|word| add(hash(25, word.as_bytes())));
        words
            .windows(2)
            .for_each(|pair| add(hash(26, pair[0].as_bytes()) ^ hash(27, pair[1].as_bytes())));
        let bit = |least: u64| (least ^ least >> 32) >> 17 & 1;
        let bits =
            least.iter().enumerate().fold(0, |bits, (place, least)| bits | bit(*least) << place);
        // Two hashes per band: unrelated texts rarely share one.
        let band = |place: usize| {
            (least[2 * place] ^ least[2 * place + 1].rotate_left(32) ^ place as u64) as i64
        };
        Signature { bits: bits as i64, bands: [band(0), band(1), band(2), band(3)] }
    }
}

/// Whether two texts with these bits are near-duplicates.
pub fn is_near(one: i64, other: i64) -> bool {
    (one ^ other).count_ones() <= DISTANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "I have been trading with this company for two years now and they have always paid me on time, \
                        so if you want to know how I did it then write to me and I will gladly show you everything \
                        that I have learned about it since the day on which I began";

    fn near(one: &str, other: &str) -> bool {
        let (one, other) = (Signature::of(one), Signature::of(other));
        is_near(one.bits, other.bits) && one.bands.iter().any(|band| other.bands.contains(band))
    }

    #[test]
    fn a_changed_word_in_a_text_is_near() {
        for (from, to) in [
            ("gladly", "happily"),
            ("COMPANY", "company"),
            (",", "!!"),
            ("company", "соmpаny"),
            ("two", "3"),
        ] {
            assert!(near(LONG, &LONG.replace(from, to)), "{from}");
        }
        assert!(near(LONG, &format!("{LONG} http://a.example")));
    }

    #[test]
    fn another_text_is_not_near() {
        let other = "I have been reading this paper for two years now and they have never printed a word on the \
                     harbour, so if you want to know how it came to this then ask the council what it has done";
        assert!(!near(LONG, other));
    }

    #[test]
    fn short_texts_are_near_only_if_they_are_the_same() {
        assert!(near("I agree!", "i agree"));
        assert!(!near("I agree", "I disagree"));
        assert!(!near("👍", "👎"));
    }
}
