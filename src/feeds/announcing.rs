//! Announces changed articles to others: to the WebSub hub, and to search engines by IndexNow.
//!
//! The log is read a few seconds after the changes, so that no save waits for it, and each changed
//! article becomes a job for each of these that is configured, Webmentions among them. A job reads the present state.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::header::{self, HeaderValue};
use reqwest::{Method, Request};
use serde_json::json;
use url::Url;
use url::form_urlencoded;

use crate::app::App;
use crate::articles;
use crate::articles::choices::Kind;
use crate::articles::model::Article;
use crate::audit::model::Act;
use crate::clock::{DAY, HOUR};
use crate::config::Config;
use crate::db::dialect;
use crate::error::{Error, Result, optional};
use crate::feeds::Source;
use crate::feeds::model::Format;
use crate::feeds::store;
use crate::ids::ArticleId;
use crate::queue::{self, Claimed, Job};

/// How old a line of the log must be before it is read: on PostgreSQL a line may become visible after one
/// with a higher number.
const SETTLED: Duration = Duration::from_secs(3);
/// Lines of the log in one part.
const LINES: i64 = 500;
/// Changes that are older are not announced: they were made while nothing was configured.
const STALE: Duration = DAY;
/// How long a failed announcement is tried again. Later, subscribers have found the article themselves.
const TRIED_FOR: Duration = HOUR.saturating_mul(6);
/// The most bytes of an answer that are read.
const ANSWER: usize = 64 * 1024;

/// Reads a part of the log and queues the announcements of the changes in it. Returns how many lines it
/// read. Several workers may run this at once.
pub async fn queue_due(app: &App) -> Result<usize> {
    let config = app.settings();
    let (hub, indexnow) = (config.feeds.hub.is_some(), config.discovery.indexnow_key.is_some());
    let webmentions = config.discovery.send_webmentions;
    if !hub && !indexnow && !webmentions {
        return Ok(0);
    }
    let now = app.clock.now();
    let Some(from) = app.db.read(store::cursor).await? else {
        // What was published before is no news.
        app.db
            .write(|conn| {
                let last = store::last_line(conn)?;
                store::set_cursor(conn, last)
            })
            .await?;
        return Ok(0);
    };
    let before = now.minus(SETTLED);
    let lines = app.db.read(move |conn| store::lines_after(conn, from, before, LINES)).await?;
    let Some((last, ..)) = lines.last() else { return Ok(0) };
    let (last, read) = (*last, lines.len());
    let changed: BTreeSet<ArticleId> = lines
        .iter()
        .filter(|(_, act, _, at)| is_public_change(*act) && now.since(*at) < STALE)
        .filter_map(|(_, _, detail, _)| article_in(detail.as_deref()?))
        .collect();
    if changed.is_empty() && read < usize::try_from(LINES).unwrap_or(usize::MAX) {
        // The cursor stays, so that the lines of comments cost no write.
        return Ok(0);
    }
    app.db
        .write(move |conn| {
            // If another worker has moved the cursor meanwhile, it has queued the same.
            dialect::serialize_on(conn, b"announcements")?;
            if store::cursor(conn)? != Some(from) {
                return Ok(());
            }
            for article in changed.iter().copied() {
                if hub {
                    queue::enqueue(conn, Job::AnnounceToHub { article }, now)?;
                }
                if indexnow {
                    queue::enqueue(conn, Job::IndexNow { article }, now)?;
                }
                if webmentions {
                    queue::enqueue(conn, Job::SendMentions { article }, now)?;
                }
            }
            store::set_cursor(conn, last)
        })
        .await?;
    Ok(read)
}

fn is_public_change(act: Act) -> bool {
    matches!(act, Act::PublishArticle | Act::ChangeArticle | Act::WithdrawArticle)
}

/// The article in the details of a line.
fn article_in(detail: &str) -> Option<ArticleId> {
    let detail: serde_json::Value = serde_json::from_str(detail).ok()?;
    detail["article"].as_i64().map(ArticleId)
}

/// The job that notifies the hub of the feeds that have changed with an article.
///
/// # Errors
/// If the hub cannot be reached or is at fault; the job is then retried.
pub async fn announce_to_hub(app: &App, claimed: Claimed, article: ArticleId) -> Result<()> {
    let config = app.settings();
    let found = app.db.read(move |conn| optional(articles::by_id(conn, article))).await?;
    // Static pages are in no feed.
    let found = found.filter(|found| found.choices.kind == Kind::Article);
    if let (Some(hub), Some(found)) = (&config.feeds.hub, found) {
        let mut request = post(hub, "application/x-www-form-urlencoded")?;
        *request.body_mut() = Some(publication(&topics(&config, &found)).into());
        send(app, request, &claimed, "the WebSub hub").await?;
    }
    finish(app, claimed).await
}

/// The fields by which a publisher notifies a hub of changes. The recommendation leaves this open;
/// these are the fields that hubs know.
fn publication(topics: &[String]) -> String {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    fields.append_pair("hub.mode", "publish");
    fields.extend_pairs(topics.iter().map(|topic| ("hub.url", topic)));
    fields.finish()
}

/// The addresses of the feeds that have the article.
fn topics(config: &Config, article: &Article) -> Vec<String> {
    // The feed of a section has the articles of those below it, too.
    let section = article.section.iter().flat_map(|section| {
        let above = section.above.iter().map(|above| &above.slug);
        above.chain([&section.slug]).cloned().map(Source::Section)
    });
    let tags = article.tags.iter().map(|tag| Source::Tag(tag.slug.clone()));
    let authors = article.bylines.iter().filter(|author| !author.slug.is_empty());
    let authors = authors.map(|author| Source::Author(author.slug.clone()));
    let sources = std::iter::once(Source::Site).chain(section).chain(tags).chain(authors);
    let base_url = &config.server.base_url;
    sources
        .flat_map(|source| {
            Format::ALL.map(|format| format!("{base_url}{}.{}", source.address(), format.name()))
        })
        .collect()
}

/// The job that notifies search engines of a changed article by IndexNow.
///
/// # Errors
/// If the search engine cannot be reached or is at fault; the job is then retried.
pub async fn index_now(app: &App, claimed: Claimed, article: ArticleId) -> Result<()> {
    let config = app.settings();
    let found = app.db.read(move |conn| optional(articles::by_id(conn, article))).await?;
    // Search engines must not find an article with a password.
    let found = found.filter(|found| !found.is_protected());
    if let (Some(key), Some(found)) = (&config.discovery.indexnow_key, found) {
        let base_url = &config.server.base_url;
        let host = Url::parse(base_url).ok();
        let body = json!({
            "host": host.as_ref().and_then(Url::host_str).unwrap_or_default(),
            "key": key,
            "keyLocation": format!("{base_url}/{key}.txt"),
            "urlList": [format!("{base_url}{}", found.href())],
        });
        let mut request =
            post(&config.discovery.indexnow_endpoint, "application/json; charset=utf-8")?;
        *request.body_mut() = Some(body.to_string().into());
        send(app, request, &claimed, "IndexNow").await?;
    }
    finish(app, claimed).await
}

fn post(url: &str, mime: &'static str) -> Result<Request> {
    let mut request = Request::new(Method::POST, Url::parse(url).map_err(Error::internal)?);
    request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    Ok(request)
}

/// Sends an announcement. A refusal (4xx) is logged and not repeated, since the same would be refused
/// again; neither is anything that failed for [`TRIED_FOR`].
async fn send(app: &App, request: Request, claimed: &Claimed, to: &'static str) -> Result<()> {
    let failure = match app.outbound.send(request, ANSWER).await {
        Ok(answer) if answer.status.is_success() => return Ok(()),
        Ok(answer) if answer.status.is_client_error() && answer.status.as_u16() != 429 => {
            tracing::warn!(to, status = answer.status.as_u16(), "an announcement was refused");
            return Ok(());
        }
        Ok(answer) => format!("{to} answered {}", answer.status.as_u16()),
        Err(fault) => format!("{to}: {fault:?}"),
    };
    if app.clock.now().since(claimed.created_at) > TRIED_FOR {
        tracing::warn!(to, failure, "an announcement is given up");
        return Ok(());
    }
    Err(Error::internal(failure))
}

async fn finish(app: &App, claimed: Claimed) -> Result<()> {
    app.db
        .write(move |conn| {
            queue::finish(conn, &claimed)?;
            Ok(())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_that_readers_can_see_are_announced() {
        assert!(is_public_change(Act::PublishArticle) && is_public_change(Act::WithdrawArticle));
        assert!(!is_public_change(Act::SubmitArticle) && !is_public_change(Act::Approve));
        assert_eq!(article_in("{\"article\":7,\"version\":2}"), Some(ArticleId(7)));
        assert_eq!(article_in("{}"), None);
        assert_eq!(article_in("nonsense"), None);
    }
}
