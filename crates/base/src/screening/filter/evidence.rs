//! The evidence from which thresholds are computed.
//!
//! Moderators see held comments, and these have high margins. Rates from decided comments are therefore
//! those of a selected sample, and a threshold from them would rise above all spam and stay there. So
//! thresholds are computed from public comments, decided or not. Public comments are not *learned* as
//! fine, because the overlooked spam among them would teach the filter to publish more of it.

use crate::screening::filter::calibration::{Counted, Curve};

/// The number of the newest public comments in the evidence.
pub const PUBLIC: usize = 1_000;

/// The number of the newest comments marked as spam in the evidence.
pub const MARKED: usize = 300;

/// The hold threshold is so low that this share of the recent spam reaches it, however many public
/// comments exceed it: with much overlooked spam the target rate alone would put the threshold above most
/// spam.
const CAUGHT: f64 = 0.85;

/// The least number of comments marked as spam from which a share is computed.
const LEAST_MARKED: usize = 20;

/// The least number of public comments from which the share of spam is estimated.
const LEAST_PUBLIC: usize = 100;

const LAYOUT: u8 = 1;

/// The margins from which thresholds are computed, by the present model without the comment's own lesson,
/// because the margin of a learned comment is biased.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Margins of the newest public comments, highest first.
    public: Vec<f32>,
    /// Margins of the newest comments marked as spam, highest first.
    marked: Vec<f32>,
    /// The number of comments marked as spam that were posted in the same period as those in `public`.
    marked_meanwhile: u32,
}

impl Evidence {
    /// Puts margins in order.
    pub fn new(mut public: Vec<f32>, mut marked: Vec<f32>, marked_meanwhile: u32) -> Evidence {
        public.sort_unstable_by(|one, other| other.total_cmp(one));
        marked.sort_unstable_by(|one, other| other.total_cmp(one));
        Evidence { public, marked, marked_meanwhile }
    }

    /// The margins of public comments, and of marked spam, the highest first.
    pub fn margins(&self) -> (&[f32], &[f32]) {
        (&self.public, &self.marked)
    }

    /// The bytes of a row in the database: how many of each, then the margins, little-endian.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = vec![LAYOUT];
        let counts = [self.marked_meanwhile, self.public.len() as u32, self.marked.len() as u32];
        counts.iter().for_each(|count| out.extend_from_slice(&count.to_le_bytes()));
        let margins = self.public.iter().chain(&self.marked);
        margins.for_each(|margin| out.extend_from_slice(&margin.to_le_bytes()));
        out
    }

    /// Reads what [`pack`](Evidence::pack) wrote; None if it is damaged or of another version.
    pub fn unpack(bytes: &[u8]) -> Option<Evidence> {
        let rest = bytes.strip_prefix(&[LAYOUT])?;
        let (words, []) = rest.as_chunks::<4>() else { return None };
        let (counts, margins) = words.split_first_chunk::<3>()?;
        let [meanwhile, public, marked] = counts.map(u32::from_le_bytes);
        if margins.len() as u64 != u64::from(public) + u64::from(marked) {
            return None;
        }
        let margins: Vec<f32> = margins.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let (public, marked) = margins.split_at(public as usize);
        Some(Evidence::new(public.to_vec(), marked.to_vec(), meanwhile))
    }

    /// The curve from margins to probabilities. Public comments count as fine: overlooked spam makes
    /// probabilities too low, never too high. None with too few of either.
    pub fn curve(&self) -> Option<Curve> {
        let is_enough = self.public.len() >= LEAST_PUBLIC && self.marked.len() >= LEAST_MARKED;
        is_enough.then(|| {
            // Weighted to the amount of spam that was posted in the period of the public comments.
            let weight = f64::from(self.marked_meanwhile) / self.marked.len() as f64;
            let fine = self.public.iter().map(|margin| Counted {
                margin: f64::from(*margin),
                fine: 1.0,
                spam: 0.0,
            });
            let spam = self.marked.iter().map(|margin| Counted {
                margin: f64::from(*margin),
                fine: 0.0,
                spam: weight,
            });
            Curve::fit(&fine.chain(spam).collect::<Vec<_>>())
        })
    }

    /// The margin that the share `rate` of the public comments exceeds. One more comment is assumed above
    /// all, so that few public comments do not give a low threshold; None if they are too few for the rate.
    pub fn exceeded_by(&self, rate: f64) -> Option<f64> {
        let allowed = rate * (self.public.len() + 1) as f64 - 1.0;
        // Rounding must not turn "one of fifty" into "none of fifty".
        let allowed = (allowed + 1e-9).floor();
        if allowed < 0.0 {
            return None;
        }
        let margin = self.public.get(allowed as usize);
        Some(margin.map_or(f64::NEG_INFINITY, |margin| above(*margin)))
    }

    /// The margin that the share `CAUGHT` of the marked spam reaches; None with too little of it.
    pub fn caught(&self) -> Option<f64> {
        let count = self.marked.len();
        let last = (CAUGHT * count as f64).ceil() as usize;
        if count < LEAST_MARKED { None } else { Some(f64::from(self.marked[last - 1])) }
    }
}

/// The next margin above `margin`.
fn above(margin: f32) -> f64 {
    f64::from(margin) + 1e-4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(public: impl Iterator<Item = u16>, marked: impl Iterator<Item = u16>) -> Evidence {
        Evidence::new(public.map(f32::from).collect(), marked.map(f32::from).collect(), 7)
    }

    #[test]
    fn a_rate_of_public_comments_exceeds_the_threshold_and_one_more_is_beyond_all() {
        let thousand = evidence(0..1_000, 0..0);
        let threshold = thousand.exceeded_by(0.02).expect("enough public comments");
        let (public, _) = thousand.margins();
        assert_eq!(public.iter().filter(|margin| f64::from(**margin) >= threshold).count(), 19);
        assert!(thousand.exceeded_by(0.001).expect("one in a thousand") > 999.0);
        assert_eq!(evidence(0..48, 0..0).exceeded_by(0.02), None);
        assert!(evidence(0..49, 0..0).exceeded_by(0.02).expect("49 and one more") > 48.0);
        assert_eq!(evidence(0..1_000, 0..0).exceeded_by(0.0), None);
    }

    #[test]
    fn most_of_the_marked_spam_reaches_its_threshold_and_little_spam_has_none() {
        assert_eq!(evidence(0..0, 0..19).caught(), None);
        assert_eq!(evidence(0..0, 0..20).caught(), Some(3.0));
        assert_eq!(evidence(0..0, 0..300).caught(), Some(45.0));
    }

    #[test]
    fn probabilities_rest_on_what_is_public_and_on_how_much_spam_came_meanwhile() {
        let public: Vec<f32> = (0..1_000).map(|at| -4.0 + at as f32 / 250.0).collect();
        let marked: Vec<f32> = (0..100).map(|at| 1.0 + at as f32 / 50.0).collect();
        let curve = |meanwhile| {
            let evidence = Evidence::new(public.clone(), marked.clone(), meanwhile);
            evidence.curve().expect("enough of both").probability(1.0)
        };
        assert!(curve(1_000) > curve(100) + 0.1);
        assert_eq!(Evidence::new(public.clone(), marked[..19].to_vec(), 19).curve(), None);
    }

    #[test]
    fn evidence_is_read_as_it_was_written_and_damage_is_seen() {
        let evidence = evidence(0..30, 3..8);
        let bytes = evidence.pack();
        assert_eq!(Evidence::unpack(&bytes), Some(evidence));
        for cut in [0, 1, 5, bytes.len() - 4, bytes.len() - 1] {
            assert_eq!(Evidence::unpack(&bytes[..cut]), None, "{cut}");
        }
    }
}
