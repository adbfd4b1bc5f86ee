//! Refusals: comments that are not stored at all.

use std::time::Duration;

use crate::error::Error;
use crate::i18n::Message;
use crate::screening::facts::{ArticleComments, Parent};

/// The reason for not storing a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The article does not accept comments.
    Closed,
    /// The sender has not entered the article's password.
    Protected,
    /// The comment that it replies to is not public.
    ParentUnavailable,
    /// The same form was stored before; its sender gets the stored comment.
    Resent,
    /// The reader has posted it before.
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
            Refusal::Closed => Error::forbidden("closed", Message::fault_closed()),
            Refusal::Protected => Error::forbidden("protected", Message::fault_protected()),
            Refusal::ParentUnavailable => {
                Error::forbidden("parent_unavailable", Message::fault_parent_gone())
            }
            Refusal::Resent | Refusal::Duplicate => {
                Error::conflict("duplicate", Message::fault_duplicate())
            }
            Refusal::TooFast { retry_after } => Error::TooFast { retry_after },
        }
    }
}

/// Checks that the article is open and the parent approved. Callers also check this before they
/// report faults of fields, so that the reader of a closed article learns of that instead of a
/// missing name.
pub fn check_article_and_parent(article: ArticleComments, parent: Parent) -> Result<(), Refusal> {
    match (article, parent) {
        (ArticleComments::Closed, _) => Err(Refusal::Closed),
        (ArticleComments::Protected, _) => Err(Refusal::Protected),
        (ArticleComments::Open, Parent::Unavailable) => Err(Refusal::ParentUnavailable),
        (ArticleComments::Open, Parent::None | Parent::Approved) => Ok(()),
    }
}
