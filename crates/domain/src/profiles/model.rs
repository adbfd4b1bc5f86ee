//! The types of a reader's profile. No I/O.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bans::model::Ban;
use crate::clock::Time;
use crate::moderation::model::{Actor, Item, Record, SealedReader};

/// What staff know of a reader.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Profile {
    pub reader: SealedReader,
    /// Comments by status, and when the reader first posted.
    pub record: Record,
    /// The latest ten comments, the latest first.
    pub latest: Vec<Item>,
    /// How many comments wait for a decision.
    pub waiting: i64,
    /// The note about the reader.
    pub note: Option<ReaderNote>,
    /// The ban, or the trust, that is in force.
    pub ban: Option<Ban>,
}

/// A note of the staff about a reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "text": "Writes from the port’s press office.", "by": { "id": 3, "name": "Jo Berg" }, "at": "2026-11-22T09:30:00Z"
}))]
#[allow(missing_docs, reason = "the names say all")]
pub struct ReaderNote {
    /// Plain text.
    pub text: String,
    /// Who wrote it last.
    pub by: Option<Actor>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}
