//! What a surge is. No I/O.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Time;
use crate::config::{self, SurgeMode};
use crate::ids::ArticleId;

/// An article under guard.
#[derive(Clone, Debug, PartialEq)]
pub struct Surge {
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub title: String,
    /// Where readers find it, without the leading slash.
    pub path: String,
    /// What is done.
    pub mode: SurgeMode,
    /// Why.
    pub cause: Cause,
    /// Since when.
    pub since: Time,
    /// When it ends if nothing happens before.
    pub until: Time,
}

/// How often something happened within the window, and how often it usually does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = SurgeFigures)]
pub struct Figures {
    /// Within the window that ends now.
    pub now: i64,
    /// In a window of the same length, on the average of the day before.
    pub usual: f64,
}

/// What jumped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = SurgeCause)]
pub struct Cause {
    /// Length of the window in seconds.
    pub window: u64,
    /// New comments.
    pub comments: Figures,
    /// Flags that readers set.
    pub flags: Figures,
    /// Comments that staff rejected one by one.
    pub rejections: Figures,
}

impl Cause {
    /// Whether there is enough of anything to compare it with the usual.
    pub fn is_worth_comparing(&self, settings: &config::Surge) -> bool {
        self.each(settings).iter().any(|(figures, least)| figures.now >= *least)
    }

    /// Whether this is a surge.
    pub fn is_surge(&self, settings: &config::Surge) -> bool {
        let factor = f64::from(settings.factor);
        self.each(settings).iter().any(|(figures, least)| {
            figures.now >= *least && as_float(figures.now) >= factor * figures.usual
        })
    }

    /// Whether a surge that began with this is still there: half of what makes one is enough.
    pub fn goes_on(&self, present: &Cause, settings: &config::Surge) -> bool {
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
    /// `64 comments, 3 flags and 0 rejections in 5 minutes; usual are 1.5, 0.0 and 0.1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cause { window, comments, flags, rejections } = self;
        write!(
            f,
            "{} comments, {} flags and {} rejections in {} minutes; usual are {:.1}, {:.1} and {:.1}",
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

/// Exact for any number of comments that a newspaper will have.
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
    fn a_surge_is_much_and_much_more_than_usual() {
        let settings = settings();
        assert!(comments(60, 0.0).is_surge(&settings));
        assert!(!comments(59, 0.0).is_surge(&settings));
        assert!(comments(60, 10.0).is_surge(&settings));
        assert!(!comments(60, 10.1).is_surge(&settings));
        let flagged = Cause { flags: Figures { now: 10, usual: 0.2 }, ..comments(3, 2.0) };
        assert!(flagged.is_surge(&settings));
    }

    #[test]
    fn it_goes_on_with_half_of_that() {
        let (settings, begun) = (settings(), comments(600, 2.0));
        assert!(begun.goes_on(&comments(30, 50.0), &settings));
        assert!(!begun.goes_on(&comments(29, 0.0), &settings));
    }

    #[test]
    fn a_cause_is_told_in_words() {
        let words = comments(64, 1.5).to_string();
        assert_eq!(
            words,
            "64 comments, 0 flags and 0 rejections in 5 minutes; usual are 1.5, 0.0 and 0.0"
        );
    }
}
