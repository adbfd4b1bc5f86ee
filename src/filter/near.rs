//! Comments that say nearly the same: a SimHash of 64 bits (Charikar, 2002), in which texts that share most of their
//! words differ in few bits.

use crate::filter::fold::fold;
use crate::filter::vector::hash;

/// Up to so many bits apart, two texts say nearly the same.
pub const DISTANCE: u32 = 3;

/// Texts of fewer words than this are near only if they are the same when folded: among a handful of words, one word
/// is too much of a difference, and `I agree` must not be grouped with `I disagree`.
const FEW: usize = 12;

/// The hash of a text. Punctuation, case and disguises of letters do not count.
pub fn simhash(text: &str) -> i64 {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < FEW {
        // Emoji and the like are all that some texts have.
        let whole = if words.is_empty() { folded } else { words.join(" ") };
        return hash(20, whole.as_bytes()) as i64;
    }
    let mut sums = [0_i32; 64];
    let mut add = |hash: u64| {
        for (bit, sum) in sums.iter_mut().enumerate() {
            *sum += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    };
    for word in &words {
        add(hash(21, word.as_bytes()));
    }
    for pair in words.windows(2) {
        add(hash(22, pair[0].as_bytes()) ^ hash(23, pair[1].as_bytes()));
    }
    let bits = sums.iter().enumerate().filter(|(_, sum)| **sum > 0).fold(0_u64, |bits, (bit, _)| bits | 1 << bit);
    bits as i64
}

/// Whether two hashes are of texts that say nearly the same.
pub fn is_near(one: i64, other: i64) -> bool {
    (one ^ other).count_ones() <= DISTANCE
}

/// The four quarters of a hash, each with its place. Of two hashes that differ in three bits, one quarter is the same.
pub fn bands(simhash: i64) -> [i64; 4] {
    std::array::from_fn(|place| (place as i64) << 16 | simhash >> (16 * place) & 0xFFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "I have been trading with this company for two years now and they have always paid me on time, \
                        so if you want to know how I did it then write to me and I will gladly show you everything \
                        that I have learned about it since the day on which I began";

    #[test]
    fn a_changed_word_in_a_long_text_is_near() {
        for (from, to) in [("gladly", "happily"), ("COMPANY", "company"), (",", "!!"), ("company", "соmpаny")] {
            assert!(is_near(simhash(LONG), simhash(&LONG.replace(from, to))), "{from}");
        }
        assert!(!is_near(simhash(LONG), simhash(&LONG.to_lowercase().replace("trading", "reading this paper")[60..])));
    }

    #[test]
    fn short_texts_are_near_only_if_they_are_the_same() {
        assert!(is_near(simhash("I agree!"), simhash("i agree")));
        assert!(!is_near(simhash("I agree"), simhash("I disagree")));
        assert!(!is_near(simhash("👍"), simhash("👎")));
    }

    #[test]
    fn near_hashes_share_a_quarter() {
        let one = simhash(LONG);
        for bits in [0b111, 1 << 63 | 1 << 40 | 1, 1 << 20 | 1 << 50] {
            assert!(bands(one).iter().any(|band| bands(one ^ bits).contains(band)));
        }
    }
}
