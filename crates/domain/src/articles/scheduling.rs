//! Scheduled articles become public when their time comes, without a visitor.
//!
//! Every worker looks for them. The article itself is all that is stored: one that is scheduled anew,
//! taken back or restored from a backup needs no second row to be corrected, and of several nodes
//! only the one whose save is first publishes it, because a save compares the version.

use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::config::permalink::Permalink;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::ArticleId;

use super::content::Edit;
use super::model::Status;
use super::save::{Editing, save};
use super::store;

/// How often publishing is tried again in one transaction, because somebody saved the article in
/// between.
const ATTEMPTS: usize = 5;

/// Publishes every article whose time has come, each in a transaction of its own, and returns when
/// the next one is due. An article that cannot be published does not keep others from it.
///
/// # Errors
/// The first failure, after the others were tried.
pub async fn publish_due(app: &App) -> Result<Option<Time>> {
    let now = app.clock.now();
    let mut failure = None;
    for id in app.db.read(move |conn| store::due(conn, now)).await? {
        let permalink = app.settings().articles.permalink.clone();
        match app.db.write(move |conn| publish(conn, id, &permalink, now)).await {
            Ok(Some(scope)) => {
                app.cache.drop(scope);
                tracing::info!(article = %id, "a scheduled article was published");
            }
            Ok(None) => {}
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        Some(error) => Err(error),
        None => app.db.read(move |conn| store::next_scheduled(conn, now)).await,
    }
}

/// Publishes an article unless it is no longer scheduled for `now` or before. Returns the outdated
/// pages.
fn publish(
    conn: &mut Connection,
    id: ArticleId,
    permalink: &Permalink,
    now: Time,
) -> Result<Option<Scope>> {
    for _ in 0..ATTEMPTS {
        let Some(article) = store::by_id(conn, id)? else { return Ok(None) };
        let time = article.published_at.filter(|at| *at <= now);
        if article.status != Status::Scheduled || time.is_none() {
            return Ok(None);
        }
        // With its own time, which may have been some moments ago.
        let edit = Edit { status: Some(Status::Published), published_at: time, ..Edit::default() };
        match save(conn, article, &edit, Editing { by: None, permalink, now }) {
            Err(Error::Conflict { code: "stale_version", .. }) => {}
            saved => return Ok(saved?.changed),
        }
    }
    Err(Error::internal("a scheduled article was changed again and again while it was published"))
}
