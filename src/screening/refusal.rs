//! Why a comment is not stored at all.

use std::time::Duration;

use crate::error::Error;
use crate::screening::facts::{Openness, Parent};

/// Why a comment is not stored at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The article takes no comments.
    Closed,
    /// What it answers is not public.
    ParentUnavailable,
    /// The same form was stored before; its sender gets the stored comment.
    Resent,
    /// The reader has sent it before.
    Duplicate,
    /// The same reader posted a moment ago.
    TooFast {
        /// How long to wait: whole seconds, at least one.
        retry_after: Duration,
    },
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Closed => Error::forbidden("closed", "Comments on this article are closed"),
            Refusal::ParentUnavailable => Error::forbidden(
                "parent_unavailable",
                "The comment you answer is no longer on the page; begin a new thread, or answer another comment",
            ),
            Refusal::Resent | Refusal::Duplicate => Error::conflict(
                "duplicate",
                "You have sent this comment already; there is no need to send it again",
            ),
            Refusal::TooFast { retry_after } => Error::TooFast { retry_after },
        }
    }
}

/// Article open, and parent approved. Also to be asked before the fields are checked: who writes
/// under a closed article learns that first, not that the name is missing.
pub fn admits(article: Openness, parent: Parent) -> Result<(), Refusal> {
    match (article, parent) {
        (Openness::Closed, _) => Err(Refusal::Closed),
        (Openness::Open, Parent::Unavailable) => Err(Refusal::ParentUnavailable),
        (Openness::Open, Parent::None | Parent::Approved) => Ok(()),
    }
}
