//! The answer at an address where nothing is for readers: 404 with a search and what is new.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::articles::view::MissingPage;
use crate::cache::{Entry, Scope};
use crate::error::{Error, Result};
use crate::web::error::Answer;
use crate::web::page;
use crate::web::problem::ResponseFormat;

/// Its key in the page cache; the keys of pages begin with a slash.
const KEY: &str = "404";

/// `answer`, unless it is 404 and the client wants a page.
pub async fn or_missing_page(
    app: &web::Data<App>,
    request: &HttpRequest,
    answer: Answer,
) -> Answer {
    let is_missing = matches!(&answer, Err(failure) if failure.status == StatusCode::NOT_FOUND);
    if !is_missing || ResponseFormat::new(request.path(), request.headers()).wants_json() {
        return answer;
    }
    let entry = app.cache.get(Scope::Site, KEY, render(app.clone())).await?;
    Ok(page::answer_as(request, &entry, StatusCode::NOT_FOUND))
}

/// One page for all of them, so that a thousand wrong addresses cost little.
async fn render(app: web::Data<App>) -> Result<Entry> {
    let config = app.settings();
    let (site, newest) = app
        .read_public(Scope::Site, move |conn| {
            Ok((articles::site(conn, &config)?, articles::newest(conn, None)?))
        })
        .await?;
    let page = MissingPage { site: &site, newest };
    page::finish(page.render().map_err(Error::internal)?)
}
