//! The spam filter, which learns from the decisions of this site's moderators.
//!
//! [`live::LiveModel`] holds the model and scores comments before their transaction.
//! [`training::learn_from_decisions`] turns decisions into lessons a few seconds later, and
//! [`live::LiveModel::refresh`] applies them in every process. [`group`] finds near-duplicates.
//! Everything else here is without I/O; `rejoinder screening` uses it without a site.

mod bayes;
pub mod calibration;
mod characters;
pub mod closed_loop;
pub mod evaluation;
pub mod evidence;
pub mod explain;
mod extraction;
pub mod features;
pub mod file;
mod fold;
pub mod label;
mod lexicon;
mod links;
pub mod live;
mod measures;
pub mod model;
pub mod near;
mod praise;
mod prior;
pub mod rates;
mod recalibration;
mod sender;
mod shape;
mod store;
mod stored;
pub mod target_rates;
pub mod thresholds;
mod tokens;
pub mod training;
pub mod vector;

use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::screening::filter::near::Signature;

/// Stores the signature of a new comment and puts the comment into the group of its
/// near-duplicates. Called once per comment.
pub fn group(conn: &mut Connection, id: CommentId, signature: &Signature) -> Result<()> {
    match store::first_near_duplicate(conn, signature)? {
        Some(first) => store::add_to_group(conn, id, first),
        None => store::insert_bands(conn, id, signature),
    }
}

/// Moves an edited comment from the group of its old text, with the signature `was`, to that of its new
/// text. Does nothing for comments that are never compared with others (those of staff).
pub fn regroup(
    conn: &mut Connection,
    id: CommentId,
    was: &Signature,
    signature: &Signature,
) -> Result<()> {
    if was == signature || !store::is_compared(conn, id)? {
        return Ok(());
    }
    store::remove_from_group(conn, id, was)?;
    store::set_bits(conn, id, signature.bits)?;
    group(conn, id, signature)
}
