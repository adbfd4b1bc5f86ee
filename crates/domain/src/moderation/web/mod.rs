//! Moderation in the JSON API, and the functions by which the desk's pages change comments too.

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

use actix_web::http::StatusCode;
use actix_web::web;

use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::model::Changed;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::moderation::model::Item;
use crate::moderation::request::{DecisionRequest, RawDecision};
use crate::moderation::{self, Rewrite};
use crate::web::idempotency::Once;

/// Changes a comment once for each key and returns it as it is afterwards.
pub async fn change(
    app: &App,
    id: CommentId,
    once: Once,
    now: Time,
    mut work: impl FnMut(&mut Connection) -> Result<Changed> + Send + 'static,
) -> Result<Item> {
    let work = move |conn: &mut Connection| Ok(work(conn)?.changed);
    change_once(app, once, now, work, move |conn| moderation::item(conn, id)).await
}

/// Runs `work`, which returns the outdated pages, once for each key, and then `read` in the same
/// transaction. The outdated pages are dropped from the cache before this returns, so that readers'
/// pages are as new as the answer.
pub async fn change_once<T: Send + 'static>(
    app: &App,
    once: Once,
    now: Time,
    mut work: impl FnMut(&mut Connection) -> Result<Option<Scope>> + Send + 'static,
    read: impl Fn(&mut Connection) -> Result<T> + Send + 'static,
) -> Result<T> {
    let write = move |conn: &mut Connection| {
        let mut changed: Option<Scope> = None;
        // The key stores only that the change was made: a stored comment would outlive its deletion.
        once.write(conn, now, StatusCode::OK, |conn| {
            changed = work(conn)?;
            Ok(())
        })?;
        Ok((read(conn)?, changed))
    };
    let (value, changed) = app.db.write(write).await?;
    app.after_commit(changed);
    Ok(value)
}

/// Checks a decision. A reply is rendered on the blocking pool, where it delays no other request.
pub async fn read_decision(app: &App, raw: RawDecision) -> Result<DecisionRequest> {
    let request = match raw.reply {
        None => DecisionRequest::parse(&raw),
        Some(_) => {
            web::block(move || DecisionRequest::parse(&raw)).await.map_err(Error::internal)?
        }
    };
    Ok(request?.within(app.settings().moderation.undo_window))
}

/// Checks and renders a new text on the blocking pool, where it delays no other request.
pub async fn render_text(text: String, version: Option<i64>) -> Result<Rewrite> {
    web::block(move || Rewrite::parse(&text, version)).await.map_err(Error::internal)?
}
