//! The section `moderation`.

use std::time::Duration;

use crate::config::layers::Layers;
use crate::config::values::seconds;

/// Moderation at the desk.
#[derive(Clone, Debug)]
pub struct Moderation {
    /// How long mails about a decision are delayed, and how long a deleted text can be restored; at
    /// most an hour.
    pub undo_window: Duration,
    /// How long a comment is shown to others as claimed by the moderator who opened it.
    pub claim: Duration,
    /// The moderators of a section get a mail when its oldest comment waits longer than this; never
    /// if not set. Set in minutes as `moderation.target_minutes`, where 0 means off.
    pub target: Option<Duration>,
    /// For how long news to a member of the staff about one topic are joined into one mail after the
    /// last one; with zero each is a mail of its own. Set in minutes as `moderation.join_minutes`.
    pub join: Duration,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Moderation> {
    let undo_window = seconds(layers, "moderation.undo_window", 0..=3_600);
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let claim = layers.number("moderation.claim_minutes", 1..=120).map(minutes);
    let target: Option<u64> = layers.number("moderation.target_minutes", 0..=30 * 24 * 60);
    let join = layers.number("moderation.join_minutes", 0..=24 * 60).map(minutes);
    Some(Moderation {
        undo_window: undo_window?,
        claim: claim?,
        target: Some(target?).filter(|target| *target > 0).map(minutes),
        join: join?,
    })
}
