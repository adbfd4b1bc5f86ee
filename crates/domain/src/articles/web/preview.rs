//! Private links to articles that are not public, over the JSON API.

use std::time::Duration;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::web::Author;
use crate::app::App;
use crate::articles::{self, preview};
use crate::clock::{DAY, Time};
use crate::error::Error;
use crate::ids::ArticleId;
use crate::web::error::Answer;
use crate::web::list::Query;
use crate::web::responses;

/// How long a link lasts unless the request says otherwise.
const DAYS: u32 = 7;
/// How long it lasts at most.
const MOST_DAYS: u32 = 30;

/// How long the link lasts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PreviewQuery {
    /// In days; 7 if not given.
    #[param(minimum = 1, maximum = 30)]
    days: Option<u32>,
}

/// A private link to an article.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "url": "https://news.example/articles/12/preview/1796031000.q83vASNFZ4mrze8BI0VniQ",
    "expires_at": "2026-11-29T09:30:00Z"
}))]
pub struct PreviewLink {
    /// The page. It shows the article without signing in.
    #[schema(format = "uri")]
    url: String,
    /// When the address ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
}

/// Makes a private link to an article
///
/// For those who may edit it. The page shows what readers will see, is kept by no cache and found by
/// no search engine, and ends after some days. Once the article is public, the link leads to it.
#[utoipa::path(
    post, path = "/api/v1/articles/{id}/preview", tag = "articles",
    params(("id" = ArticleId, Path, description = "The article's number"), PreviewQuery),
    responses(
        (status = 200, description = "The link", body = PreviewLink),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    Author(staff): Author,
    id: web::Path<ArticleId>,
    Query(query): Query<PreviewQuery>,
) -> Answer {
    let (id, days) = (*id, query.days.unwrap_or(DAYS));
    if !(1..=MOST_DAYS).contains(&days) {
        let detail = format!("Choose 1 to {MOST_DAYS} days");
        return Err(Error::invalid("days", "out_of_range", detail).into());
    }
    app.db.read(move |conn| articles::by_id(conn, id)?.check_editor(&staff)).await?;
    let lasts: Duration = DAY.saturating_mul(days);
    let until = Time::from_micros(app.clock.now().plus(lasts).seconds() * 1_000_000);
    let path = preview::path(&app.vault, id, until);
    let url = format!("{}{path}", app.config.server.base_url);
    Ok(HttpResponse::Ok().json(PreviewLink { url, expires_at: until }))
}
