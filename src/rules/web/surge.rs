//! Articles under guard in the JSON API.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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
use crate::web::list::{self, Query};
use crate::web::responses;

/// An article under guard.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "article": { "id": 12, "title": "Harbour bridge to close", "url": "https://news.example.org/2026/11/harbour-bridge" },
    "mode": "hold_all",
    "cause": {
        "window": 300, "comments": { "now": 84, "usual": 1.2 }, "flags": { "now": 6, "usual": 0.0 },
        "rejections": { "now": 2, "usual": 0.1 }
    },
    "in_words": "84 comments, 6 flags and 2 rejections in 5 minutes; usual are 1.2, 0.0 and 0.1",
    "since": "2026-11-22T09:30:00Z", "until": "2026-11-22T09:45:00Z"
}))]
#[schema(as = Surge)]
pub struct SurgeView {
    /// The article.
    article: GuardedArticle,
    /// What is done to new comments on it.
    mode: SurgeMode,
    /// What jumped, from what to what.
    cause: Cause,
    /// The same in words.
    in_words: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Time,
    /// When it ends if it stays calm until then.
    #[schema(value_type = String, format = DateTime)]
    until: Time,
}

/// The article that is meant.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuardedArticle {
    /// Its number.
    id: ArticleId,
    /// Its headline.
    title: String,
    /// Where readers find it.
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

/// Articles under guard.
#[derive(Debug, Serialize, ToSchema)]
pub struct SurgeList {
    /// By the articles' numbers.
    items: Vec<SurgeView>,
    /// What to send as `after` for the next part; null at the end.
    next: Option<String>,
}

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SurgePart {
    /// At most so many; 20 without it.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Lists articles under guard
///
/// Where comments, flags or rejections on one article jump, the surge guard holds its comments (or
/// slows readers down) by itself, until it is calm again.
#[utoipa::path(
    get, path = "/api/v1/surges", tag = "moderation", params(SurgePart),
    responses(
        (status = 200, description = "Articles under guard", body = SurgeList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Moderator,
    Query(part): Query<SurgePart>,
) -> Answer {
    let size = list::Size::of(part.limit, 20)?;
    let after = list::after::<i64>(part.after.as_deref())?.unwrap_or(0);
    let found = app.db.read(move |conn| surge::list(conn, after, size.and_one())).await?;
    let (found, next) = size.cut(found, |last| last.article);
    let base = &app.config.server.base_url;
    let items = found.into_iter().map(|row| SurgeView::new(base, row)).collect();
    Ok(list::private(&app, &request, next, |next| SurgeList { items, next }))
}

/// Sends the guard away from an article
///
/// It does not come back to this article before it was calm for `surge.calm` seconds.
#[utoipa::path(
    delete, path = "/api/v1/surges/{id}", tag = "moderation",
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 204, description = "The article is as it was before the surge"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn end(app: web::Data<App>, Editor(staff): Editor, id: web::Path<ArticleId>) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let ended: Result<()> = app.db.write(move |conn| surge::end(conn, id, staff.id, now)).await;
    ended?;
    app.worker_wakeup.notify_one();
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}
