//! Readers' comments: posting one, and the thread under an article.
//!
//! | what happens | where |
//! | --- | --- |
//! | a reader posts: gather, judge, write | [`posting`], with [`draft`], [`submission`] and `facts` |
//! | a comment comes from another system | [`importing`] |
//! | the form's signed tokens | [`form_token`] |
//! | Akismet checks a comment, where its answer can matter | [`spam_check`] |
//! | an address is verified in a browser | [`email_verification`] |
//! | an author's new text is screened | [`rescreening`] |
//! | every later change of a comment: decisions, edits, deletion, undo | [`life`] |
//! | a changed text gets a new score, language and fingerprint | [`rescoring`] |
//! | readers see the thread | [`reading`], in the order of [`thread`] |
//! | a page's place in a long thread, without counting what is before it | [`thread_counts`] |
//!
//! `draft` and `thread` are pure; the judge is the room `screening`.

pub mod article_view;
pub mod draft;
pub mod email_verification;
mod facts;
pub mod form_token;
pub mod importing;
pub mod life;
pub mod posting;
pub mod reading;
pub mod rescoring;
pub mod rescreening;
pub mod settings;
pub mod spam_check;
mod store;
pub mod submission;
mod themed;
pub mod thread;
pub mod thread_counts;
pub mod view;
pub mod web;

use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;

pub use crate::comments::store::single::{OwnComment, OwnReader};

/// Records that the author of a comment has verified its address, by the link that was mailed for
/// it.
pub fn record_verified(conn: &mut Connection, id: CommentId) -> Result<()> {
    store::posting::record_verified(conn, id)
}

/// A comment for the reader who wrote it, in any status.
///
/// # Errors
/// `NotFound`.
pub fn own(conn: &mut Connection, id: CommentId) -> Result<OwnComment> {
    store::single::own(conn, id)?.ok_or(Error::NotFound)
}
