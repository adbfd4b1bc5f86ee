//! The state of the queue, and how fast it is worked off.

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::ids::SectionId;
use crate::moderation::model::Actor;
use crate::status::Status;

/// The state of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// All sections together.
    pub all: Load,
    /// By section, in the order of their names; None stands for articles without a section, last.
    pub sections: Vec<(Option<SectionName>, Load)>,
    /// By hour of the day, in UTC, from midnight on.
    pub hours: Vec<HourLoad>,
    /// By moderator, in the order of their names.
    pub moderators: Vec<ModeratorLoad>,
}

/// How fast comments were first decided in one hour of the day, within the last 30 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HourLoad {
    /// 0 to 23, in UTC.
    pub hour: u8,
    /// Comments that staff first decided in this hour.
    pub decisions: usize,
    /// The median time from posting to that decision; null without decisions.
    #[serde(rename = "median_decision_seconds")]
    pub median_seconds: Option<u64>,
}

/// The workload of one moderator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ModeratorLoad {
    #[serde(flatten)]
    pub by: Actor,
    /// Decisions since midnight UTC, without batches.
    pub decisions_today: i64,
    /// Decisions in the last seven days, without batches.
    pub decisions_week: i64,
    /// Comments claimed now.
    pub claims: i64,
}

/// A section of the publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = QueueSectionName)]
pub struct SectionName {
    /// The row.
    #[serde(skip)]
    pub id: SectionId,
    /// In paths and in `section=`.
    pub slug: String,
    /// The name that readers see.
    pub name: String,
}

/// The workload of a section, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Comments by [`Status::ALL`].
    pub counts: [i64; 5],
    /// When the pending one that waits longest arrived.
    pub oldest_pending: Option<Time>,
    /// Microseconds from the arrival to the first decision by staff, for those first decided within
    /// 30 days.
    pub waits: Vec<u64>,
}

impl Load {
    /// The number of comments with this status.
    pub fn count(&self, status: Status) -> i64 {
        self.counts[status as usize]
    }

    /// The median of the waiting times in whole seconds; None without any.
    pub fn median_seconds(&self) -> Option<u64> {
        median_seconds(&self.waits)
    }
}

/// The median of these microseconds in whole seconds; of an even number, the mean of the middle
/// two.
pub fn median_seconds(waits: &[u64]) -> Option<u64> {
    let mut waits = waits.to_vec();
    waits.sort_unstable();
    let middle = waits.len() / 2;
    let upper = *waits.get(middle)?;
    let lower = if waits.len().is_multiple_of(2) { waits[middle - 1] } else { upper };
    Some(lower.midpoint(upper) / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        let median = |waits: &[u64]| {
            Load { waits: waits.iter().map(|s| s * 1_000_000).collect(), ..Load::default() }
                .median_seconds()
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[9]), Some(9));
        assert_eq!(median(&[9, 1]), Some(5));
        assert_eq!(median(&[100, 1, 2]), Some(2));
    }
}
