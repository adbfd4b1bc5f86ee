//! Scheduled articles: a job that is due at the time of publication makes them public, on one node,
//! without a visitor.

use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::config::permalink::Permalink;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::queue::{self, Claimed};

use super::content::Edit;
use super::model::Status;
use super::save::{Editing, save};
use super::store;

/// How often publishing is tried again in one transaction, because an editor saved the article in
/// between.
const ATTEMPTS: usize = 5;

/// The job at the time of an article: publishes it if it is still scheduled, and ends the job in the
/// same transaction. It may run twice: the version of the article lets only one run publish it.
pub async fn publish_due(app: &App, claimed: Claimed, id: ArticleId, now: Time) -> Result<()> {
    let permalink = app.config.articles.permalink.clone();
    let publishing = app.db.write(move |conn| {
        let changed = publish_if_due(conn, id, &permalink, now)?;
        queue::finish(conn, &claimed)?;
        Ok(changed)
    });
    if let Some(scope) = publishing.await? {
        app.cache.drop(scope);
    }
    Ok(())
}

fn publish_if_due(
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
