//! The section `surge`.

use std::time::Duration;

use serde::Deserialize;

use crate::config::layers::Layers;
use crate::config::values::{DAY, seconds};
use crate::stored_enum;

/// The surge guard, which acts when an article gets unusually many comments.
#[derive(Clone, Debug)]
pub struct Surge {
    /// What the guard does; `None` switches it off.
    pub mode: Option<SurgeMode>,
    /// The period whose comments are counted.
    pub window: Duration,
    /// The least number of comments on one article within the window that counts as a surge.
    pub comments: u32,
    /// The same for flags.
    pub flags: u32,
    /// The same for comments that staff rejected, one by one.
    pub rejections: u32,
    /// By which factor the count must exceed the usual one.
    pub factor: u32,
    /// How long the counts must be normal before the guard ends.
    pub calm: Duration,
}

stored_enum! {
    /// What the surge guard does to an article. The setting `surge.mode`; a SMALLINT in the
    /// database.
    pub enum SurgeMode {
        /// Every comment on the article is held for a decision.
        HoldAll = 0 => "hold_all",
        /// The least time between two comments of a reader is eight times as long on the article.
        Slow = 1 => "slow",
    }
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Surge> {
    let mode = layers.choice("surge.mode", &["hold_all", "slow", "off"]).map(SurgeSetting::mode);
    let window = seconds(layers, "surge.window", 60..=3_600);
    let comments = layers.number("surge.comments", 1..=1_000_000);
    let flags = layers.number("surge.flags", 1..=1_000_000);
    let rejections = layers.number("surge.rejections", 1..=1_000_000);
    let factor = layers.number("surge.factor", 1..=1_000);
    let calm = seconds(layers, "surge.calm", 60..=DAY);
    Some(Surge {
        mode: mode?,
        window: window?,
        comments: comments?,
        flags: flags?,
        rejections: rejections?,
        factor: factor?,
        calm: calm?,
    })
}

/// The values of the setting `surge.mode`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum SurgeSetting {
    HoldAll,
    Slow,
    Off,
}

impl SurgeSetting {
    fn mode(self) -> Option<SurgeMode> {
        match self {
            SurgeSetting::HoldAll => Some(SurgeMode::HoldAll),
            SurgeSetting::Slow => Some(SurgeMode::Slow),
            SurgeSetting::Off => None,
        }
    }
}
