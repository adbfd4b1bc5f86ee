//! The filter that learns: how much a comment looks like what this site's moderators call spam.
//!
//! [`live::Live`] holds the model and scores, before a comment's transaction. [`study::study`] makes lessons of what
//! moderators decided, a few seconds later, and [`live::Live::follow`] brings them to every process. [`group`] and
//! [`enter`] find comments that say nearly the same. Everything else here is without I/O, and `rejoinder screening`
//! uses it apart from any site.

pub mod calibration;
pub mod evaluation;
pub mod explain;
pub mod features;
pub mod file;
mod fold;
mod links;
pub mod live;
pub mod model;
pub mod near;
mod prior;
mod store;
pub mod study;
pub mod vector;
pub mod wanted;

use crate::db::Connection;
use crate::error::Result;
use crate::filter::near::Signature;
use crate::ids::CommentId;

/// The first of the comments that say nearly the same as one that is about to be stored.
pub fn group(conn: &mut Connection, signature: &Signature) -> Result<Option<CommentId>> {
    store::near(conn, signature)
}

/// Notes what a comment that was just stored is compared by, and the group that [`group`] found for it.
pub fn enter(conn: &mut Connection, id: CommentId, signature: &Signature, group: Option<CommentId>) -> Result<()> {
    store::enter(conn, id, signature, group)
}

/// Moves a comment to where its new text belongs: out of the group of the old text `was`, which no longer finds it, and
/// into that of the new one. A comment that was never compared to others (staff wrote it) goes on without.
pub fn regroup(conn: &mut Connection, id: CommentId, was: &str, signature: &Signature) -> Result<()> {
    let was = Signature::of(was);
    if was == *signature || !store::is_compared(conn, id)? {
        return Ok(());
    }
    store::leave(conn, id, &was)?;
    let group = store::near(conn, signature)?;
    store::set_group(conn, id, signature, group)?;
    store::enter(conn, id, signature, group)
}
