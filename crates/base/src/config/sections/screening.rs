//! The section `screening`.

use crate::config::layers::Layers;

/// The spam filter.
#[derive(Clone, Debug)]
pub struct Screening {
    /// Whether comments are scored.
    pub filter: bool,
    /// How many of a thousand legitimate comments the filter may hold.
    pub held_per_thousand: u16,
    /// How many of a thousand legitimate comments the filter may mark as spam; with 0 it never
    /// marks any.
    pub spam_per_thousand: u16,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Screening> {
    let filter = layers.switch("screening.filter");
    let held_per_thousand = layers.number("screening.held_per_thousand", 0..=500);
    let spam_per_thousand = layers.number("screening.spam_per_thousand", 0..=100);
    Some(Screening {
        filter: filter?,
        held_per_thousand: held_per_thousand?,
        spam_per_thousand: spam_per_thousand?,
    })
}
