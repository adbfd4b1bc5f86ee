//! A named filter of a list.

use crate::clock::Time;
use crate::ids::ViewId;
use crate::moderation::filter::RawFilter;

/// A named filter.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The row.
    pub id: ViewId,
    /// The name in the menu.
    pub name: String,
    /// Whether all moderators see it, or only its owner.
    pub shared: bool,
    /// As in the query of the list.
    pub filter: RawFilter,
    /// When it was made.
    pub created_at: Time,
}
