//! Articles under the surge guard in the JSON API.

use actix_web::{HttpRequest, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::accounts::web::{Editor, Moderator};
use crate::app::App;
use crate::articles::path;
use crate::clock::Time;
use crate::config::SurgeMode;
use crate::error::Result;
use crate::ids::ArticleId;
use crate::screening::surge;
use crate::screening::surge::model::{Cause, Surge};
use crate::web::error::Answer;
use crate::web::json;
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// An article under the surge guard.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "article": { "id": 12, "title": "Harbour bridge to close", "url": "https://news.example.org/2026/11/harbour-bridge" },
    "mode": "hold_all",
    "cause": {
        "window": 300, "comments": { "now": 84, "usual": 1.2 }, "flags": { "now": 6, "usual": 0.0 },
        "rejections": { "now": 2, "usual": 0.1 }
    },
    "in_words": "84 comments, 6 flags and 2 rejections in 5 minutes (usually 1.2, 0.0 and 0.1)",
    "since": "2026-11-22T09:30:00Z", "until": "2026-11-22T09:45:00Z"
}))]
#[schema(as = Surge)]
pub struct SurgeView {
    article: GuardedArticle,
    /// The effect on new comments.
    mode: SurgeMode,
    /// The counts that caused it, with the usual ones.
    cause: Cause,
    /// The cause in words.
    in_words: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    since: Time,
    /// When it ends, unless the activity stays high.
    #[schema(value_type = String, format = DateTime)]
    until: Time,
}

/// The article whose comments the guard holds or slows.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuardedArticle {
    id: ArticleId,
    title: String,
    /// The URL for readers.
    url: String,
}

impl SurgeView {
    fn new(base_url: &str, row: Surge) -> SurgeView {
        let url = format!("{base_url}{}", path::href(&row.path));
        SurgeView {
            article: GuardedArticle { id: row.article, title: row.title, url },
            mode: row.mode,
            in_words: row.cause.to_string(),
            cause: row.cause,
            since: row.since,
            until: row.until,
        }
    }
}

/// A page of the list of articles under the surge guard.
#[derive(Debug, Serialize, ToSchema)]
pub struct SurgeList {
    /// In the order of the articles' ids.
    items: Vec<SurgeView>,
    /// The value of `after` for the next page; null on the last page.
    next: Option<String>,
}

/// Lists articles under the surge guard
///
/// If an article gets unusually many comments, flags or rejections, the surge guard automatically
/// holds its comments (or slows readers down) until the activity is back to normal.
#[utoipa::path(
    get, path = "/api/v1/surges", tag = "moderation", params(PageQuery),
    responses(
        (status = 200, description = "Articles under the surge guard", body = SurgeList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Moderator,
    Query(part): Query<PageQuery>,
) -> Answer {
    let size = part.size()?;
    let after = part.after::<i64>()?.unwrap_or(0);
    let found = app.db.read(move |conn| surge::list(conn, after, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |last| last.article);
    let base = &app.config.server.base_url;
    let items = found.into_iter().map(|row| SurgeView::new(base, row)).collect();
    Ok(list::private(&app, &request, next, |next| SurgeList { items, next }))
}

/// Ends the surge guard of an article
///
/// It does not start again on this article before the activity was normal for `surge.calm` seconds.
#[utoipa::path(
    delete, path = "/api/v1/surges/{id}", tag = "moderation",
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 204, description = "New comments on the article are screened as usual"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn end(app: web::Data<App>, Editor(staff): Editor, id: web::Path<ArticleId>) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let ended: Result<()> = app.db.write(move |conn| surge::end(conn, id, staff.id, now)).await;
    ended?;
    app.worker_wakeup.notify_one();
    Ok(json::private_no_content())
}
