//! Moderation in the JSON API. The desk's pages change comments by the same few lines here.

pub mod address;
pub mod api;
pub mod batches;
pub mod claims;
pub mod deciding;
pub mod log;
pub mod picks;
pub mod review_shapes;
pub mod reviews;
pub mod section_moderators;
pub mod shapes;
pub mod views;

use actix_web::web;
use serde_json::Value;

use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::moderation::model::Item;
use crate::moderation::request::{DecisionRequest, RawDecision};
use crate::moderation::{self, Done, Rewrite};
use crate::web::idempotency::Once;

/// Changes a comment once and returns it as it is then. Readers' pages are as new as the answer:
/// what shows the comment is dropped from the cache before the answer leaves.
pub(crate) async fn change(
    app: &App,
    id: CommentId,
    once: Once,
    now: Time,
    mut work: impl FnMut(&mut Connection) -> Result<Done> + Send + 'static,
) -> Result<Item> {
    let write = move |conn: &mut Connection| {
        let mut changed: Option<Scope> = None;
        // Kept with the key is only that it was done. The comment itself would outlive its deletion
        // there.
        once.run(conn, now, |conn| {
            changed = work(conn)?.changed;
            Ok((200, Value::Null))
        })?;
        Ok((moderation::item(conn, id)?, changed))
    };
    let (item, changed) = app.db.write(write).await?;
    finish(app, changed);
    Ok(item)
}

/// Drops the pages from the cache that a change has outdated, and wakes the worker for the jobs
/// that it has queued.
pub(crate) fn finish(app: &App, changed: Option<Scope>) {
    if let Some(scope) = changed {
        app.cache.drop(scope);
    }
    app.worker_wakeup.notify_one();
}

/// Reads a decision, whose reply is rendered where it holds up no other request.
pub(crate) async fn read_decision(app: &App, raw: RawDecision) -> Result<DecisionRequest> {
    let request = match raw.reply {
        None => DecisionRequest::parse(&raw),
        Some(_) => {
            web::block(move || DecisionRequest::parse(&raw)).await.map_err(Error::internal)?
        }
    };
    Ok(request?.within(app.config.moderation.undo_window))
}

/// Reads and renders a new text where it holds up no other request.
pub(crate) async fn rewritten(text: String, version: Option<i64>) -> Result<Rewrite> {
    web::block(move || Rewrite::parse(&text, version)).await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests;
