//! Work that commits together with what caused it: [`enqueue`] in the same transaction, done by the worker.
//!
//! A job is thin: it carries ids, may run twice, and reads the present state when it runs.

pub mod counts;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::jobs;
use crate::error::{Error, Result};
use crate::ids::{CommentId, DeliveryId};
use crate::on;

/// Everything the worker knows how to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// A comment waits for a decision: tell the moderators.
    CommentHeld {
        /// The comment.
        comment: CommentId,
    },
    /// A comment became public: tell the article's author.
    CommentPublished {
        /// The comment.
        comment: CommentId,
    },
    /// Send one mail to one recipient.
    Deliver {
        /// The mail.
        delivery: DeliveryId,
    },
}

impl Job {
    /// The name in the table, in metrics and in logs.
    pub fn kind(&self) -> &'static str {
        match self {
            Job::CommentHeld { .. } => "comment_held",
            Job::CommentPublished { .. } => "comment_published",
            Job::Deliver { .. } => "deliver",
        }
    }
}

/// Adds `job`, due at once. It exists if and only if the transaction around it commits.
pub fn enqueue(conn: &mut Connection, job: Job, now: Time) -> Result<()> {
    let payload = serde_json::to_string(&job).map_err(Error::internal)?;
    on!(conn, |c| diesel::insert_into(jobs::table)
        .values((
            jobs::kind.eq(job.kind()),
            jobs::payload.eq(&payload),
            jobs::state.eq(0),
            jobs::run_at.eq(now),
            jobs::attempts.eq(0),
            jobs::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}
