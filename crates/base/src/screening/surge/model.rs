//! Surges and their causes. No I/O.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Time;
use crate::config::{self, SurgeMode};
use crate::ids::ArticleId;

/// An article with an open surge.
#[derive(Clone, Debug, PartialEq)]
pub struct Surge {
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub title: String,
    /// The path of its page, without the leading slash.
    pub path: String,
    /// The guard's mode.
    pub mode: SurgeMode,
    /// The figures that opened it.
    pub cause: Cause,
    /// When it was opened.
    pub since: Time,
    /// When it ends unless it is prolonged.
    pub until: Time,
}

/// The number of events within the window, and the usual number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = SurgeFigures)]
pub struct Figures {
    /// Within the window that ends now.
    pub now: i64,
    /// The average for a window of the same length, over the day before.
    pub usual: f64,
}

/// The figures of a surge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = SurgeCause)]
pub struct Cause {
    /// Length of the window in seconds.
    pub window: u64,
    /// New comments.
    pub comments: Figures,
    /// Readers who flagged.
    pub flags: Figures,
    /// Rejections by staff, without batches.
    pub rejections: Figures,
}

impl Cause {
    /// Whether any figure reaches its minimum, so that the comparison with the usual is worth a
    /// query.
    pub fn reaches_minimum(&self, settings: &config::Surge) -> bool {
        self.each(settings).iter().any(|(figures, least)| figures.now >= *least)
    }

    /// Whether any figure reaches its minimum and the factor above the usual.
    pub fn is_surge(&self, settings: &config::Surge) -> bool {
        let factor = f64::from(settings.factor);
        self.each(settings).iter().any(|(figures, least)| {
            figures.now >= *least && as_float(figures.now) >= factor * figures.usual
        })
    }

    /// Whether a surge that began with these figures continues: half of what opens one is enough.
    pub fn continues_with(&self, present: &Cause, settings: &config::Surge) -> bool {
        let factor = f64::from(settings.factor);
        let pairs = self.each(settings).into_iter().zip(present.each(settings));
        pairs.into_iter().any(|((begun, least), (present, _))| {
            present.now * 2 >= least && as_float(present.now * 2) >= factor * begun.usual
        })
    }

    fn each(&self, settings: &config::Surge) -> [(Figures, i64); 3] {
        [
            (self.comments, i64::from(settings.comments)),
            (self.flags, i64::from(settings.flags)),
            (self.rejections, i64::from(settings.rejections)),
        ]
    }
}

impl fmt::Display for Cause {
    /// `64 comments, 3 flags and 0 rejections in 5 minutes (usually 1.5, 0.0 and 0.1)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cause { window, comments, flags, rejections } = self;
        write!(
            f,
            "{} comments, {} flags and {} rejections in {} minutes (usually {:.1}, {:.1} and {:.1})",
            comments.now,
            flags.now,
            rejections.now,
            window / 60,
            comments.usual,
            flags.usual,
            rejections.usual
        )
    }
}

/// Exact up to 2^52.
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn as_float(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn settings() -> config::Surge {
        config::Surge {
            mode: Some(SurgeMode::HoldAll),
            window: Duration::from_secs(300),
            comments: 60,
            flags: 10,
            rejections: 15,
            factor: 6,
            calm: Duration::from_secs(900),
        }
    }

    fn comments(now: i64, usual: f64) -> Cause {
        Cause { window: 300, comments: Figures { now, usual }, ..Cause::default() }
    }

    #[test]
    fn a_surge_is_above_the_minimum_and_far_above_the_usual() {
        let settings = settings();
        assert!(comments(60, 0.0).is_surge(&settings));
        assert!(!comments(59, 0.0).is_surge(&settings));
        assert!(comments(60, 10.0).is_surge(&settings));
        assert!(!comments(60, 10.1).is_surge(&settings));
        let flagged = Cause { flags: Figures { now: 10, usual: 0.2 }, ..comments(3, 2.0) };
        assert!(flagged.is_surge(&settings));
    }

    #[test]
    fn a_surge_continues_with_half_of_that() {
        let (settings, begun) = (settings(), comments(600, 2.0));
        assert!(begun.continues_with(&comments(30, 50.0), &settings));
        assert!(!begun.continues_with(&comments(29, 0.0), &settings));
    }

    #[test]
    fn a_cause_is_displayed_as_a_sentence() {
        let words = comments(64, 1.5).to_string();
        assert_eq!(
            words,
            "64 comments, 0 flags and 0 rejections in 5 minutes (usually 1.5, 0.0 and 0.0)"
        );
    }
}
