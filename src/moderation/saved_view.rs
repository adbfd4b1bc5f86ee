//! A list's filter that was saved under a name.

use crate::clock::Time;
use crate::ids::ViewId;
use crate::moderation::filter::RawFilter;

/// A filter under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The row.
    pub id: ViewId,
    /// What the menu says.
    pub name: String,
    /// Whether it is everybody's, or only of the one who made it.
    pub shared: bool,
    /// As in the query of the list.
    pub filter: RawFilter,
    /// When it was made.
    pub created_at: Time,
}
