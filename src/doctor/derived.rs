//! Checks that count rows, and those whose data can be made again from other tables.

use crate::app::App;
use crate::articles;
use crate::db::dialect;
use crate::error::{Error, Result};
use crate::post_processing;

use super::counts::{self, REPAIR, RowCount};
use super::finding::{Check, RESTORE};
use super::store;

/// Whether to repair derived data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Change nothing.
    No,
    /// Recompute counts, sections of comments and the search index.
    Derived,
}

/// The counts of the desk, by section and status.
pub(super) async fn check_counts(app: &App, repair: Repair) -> Check {
    let recount = async || app.db.write(store::recount).await;
    or_repair(repair, async || run_count(app, &counts::COUNTS).await, recount).await
}

/// The counts of public threads.
pub(super) async fn check_threads(app: &App, repair: Repair) -> Check {
    let recount = async || app.db.write(store::recount_threads).await;
    or_repair(repair, async || run_count(app, &counts::THREADS).await, recount).await
}

/// The sections of comments, which are those of their articles.
pub(super) async fn check_sections(app: &App, repair: Repair) -> Check {
    let correct = async || app.db.write(store::correct_sections).await;
    or_repair(repair, async || run_count(app, &counts::SECTIONS).await, correct).await
}

/// The words of comments in the desk's search.
pub(super) async fn check_search(app: &App, repair: Repair) -> Check {
    let rebuild = async || {
        app.db.write(dialect::rebuild_search_index).await?;
        while post_processing::process_part(&app.db).await? > 0 {}
        Ok(())
    };
    or_repair(repair, async || words_of_comments(app).await, rebuild).await
}

/// The words of articles in the readers' search.
pub(super) async fn check_article_search(app: &App, repair: Repair) -> Check {
    let rebuild = async || articles::search::rebuild(&app.db).await;
    or_repair(repair, async || words_of_articles(app).await, rebuild).await
}

/// Runs a check; if it finds a fault and may repair it, does so and checks again.
async fn or_repair(
    repair: Repair,
    check: impl AsyncFn() -> Check,
    mend: impl AsyncFn() -> Result<()>,
) -> Check {
    let found = check().await;
    if found.ok || repair == Repair::No {
        return found;
    }
    match mend().await {
        Ok(()) => {
            let after = check().await;
            let detail = format!("{} (before: {})", after.detail, found.detail);
            Check { repaired: after.ok, detail, ..after }
        }
        Err(error) => {
            Check { detail: format!("{}; the repair failed: {error}", found.detail), ..found }
        }
    }
}

/// Counts the rows that a check finds wrong.
pub(super) async fn run_count(app: &App, check: &'static RowCount) -> Check {
    let sql = check.sql.replace(":now", &app.clock.now().micros().to_string());
    match app.db.read(move |conn| store::count(conn, &sql)).await {
        Ok(0) => Check::passed(check.name, check.good),
        Ok(n) => Check::failed(check.name, format!("{n} {}", check.bad), check.remedy),
        Err(error) => {
            Check::failed(check.name, format!("The rows cannot be counted: {error}"), RESTORE)
        }
    }
}

async fn words_of_articles(app: &App) -> Check {
    let name = "article_search";
    match app.db.read(articles::search::missing).await {
        Ok(0) => Check::passed(name, "Readers find every public article, and no other"),
        Ok(n) => Check::failed(
            name,
            format!("{n} public articles are not in the readers' search, or others are"),
            REPAIR,
        ),
        Err(error) => Check::failed(name, format!("The search cannot be checked: {error}"), REPAIR),
    }
}

async fn words_of_comments(app: &App) -> Check {
    // SQLite treats its integrity check of the index as a write.
    let checked = match app.db.engine() {
        "sqlite" => app.db.write(dialect::check_search).await,
        _ => app.db.read(dialect::check_search).await,
    };
    let fault = match checked {
        Ok(None) => {
            return Check::passed("search", "The search index has the words of every comment");
        }
        Ok(Some(fault)) => fault,
        Err(Error::Unavailable { cause: None, .. }) => {
            "it cannot be checked while the database is busy".to_owned()
        }
        Err(error) => error.to_string(),
    };
    Check::failed(
        "search",
        format!("The search index does not match the comments: {fault}"),
        REPAIR,
    )
}
