//! A text that was written and not saved. No I/O.

use crate::clock::Time;
use crate::ids::AccountId;

/// The unsaved text of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCopy {
    /// The article's version that was opened; 0 for an article that was not saved yet.
    pub version: i64,
    /// The fields of the editor's form as JSON.
    pub form: String,
    /// When it was last stored.
    pub saved_at: Time,
}

/// The unsaved text of a colleague.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColleaguesCopy {
    /// Whose text it is.
    pub account: AccountId,
    /// The name that colleagues see.
    pub name: String,
    /// The text.
    pub copy: WorkingCopy,
}
