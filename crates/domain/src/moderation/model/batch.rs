//! Batches: one decision about many comments.

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::config::reasons::ReasonCode;
use crate::ids::BatchId;
use crate::moderation::model::Actor;
use crate::status::Decision;
use crate::stored_enum;

/// One decision about many comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "state": "running", "decision": "spam", "reason": "spam", "note": null, "to_author": null,
    "total": 4210, "done": 1800, "skipped": 2, "undoes": null, "undone_by": null,
    "by": { "id": 3, "name": "Jo Berg" }, "last_error": null,
    "created_at": "2026-11-22T09:30:00Z", "finished_at": null
}))]
#[allow(missing_docs, reason = "the names say all")]
pub struct Batch {
    pub id: BatchId,
    pub state: BatchState,
    /// The decision; for a batch that undoes another one, the decision of that batch.
    pub decision: Decision,
    pub reason: Option<ReasonCode>,
    /// A sentence for colleagues.
    pub note: Option<String>,
    /// Words to each comment's author.
    pub to_author: Option<String>,
    /// How many comments it was about when it began.
    pub total: i64,
    /// How many it has changed so far.
    pub done: i64,
    /// How many it has left unchanged: a colleague decided first, or they had the status already.
    pub skipped: i64,
    pub undoes: Option<BatchId>,
    pub undone_by: Option<BatchId>,
    /// The account that began it.
    pub by: Option<Actor>,
    /// Why it failed.
    pub last_error: Option<String>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Time>,
}

stored_enum! {
    /// The state of a batch. A SMALLINT in the database.
    pub enum BatchState {
        /// Its job has not started.
        Waiting = 0 => "waiting",
        /// Part of it is done.
        Running = 1 => "running",
        /// All of it is done.
        Done = 2 => "done",
        /// It failed and will not be tried again.
        Failed = 3 => "failed",
    }
}
