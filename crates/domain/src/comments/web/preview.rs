//! The preview of an article, behind a private link.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::app::App;
use crate::articles::model::Status;
use crate::articles::related::RelatedStories;
use crate::articles::{self, preview};
use crate::comments::article_view::ArticleVisibility;
use crate::comments::reading::ThreadPage;
use crate::comments::view::CommentForm;
use crate::error::Error;
use crate::ids::ArticleId;
use crate::web::error::Answer;
use crate::web::page;

use super::rendering;

/// `GET /articles/{id}/preview/{token}`: the article as readers will see it, without a thread. Leads
/// to its page once it is public.
pub async fn show(app: web::Data<App>, place: web::Path<(ArticleId, String)>) -> Answer {
    let (id, token) = place.into_inner();
    if !preview::is_valid(&app.vault, id, &token, app.clock.now()) {
        return Err(Error::NotFound.into());
    }
    let config = app.settings();
    let (site, article) = app
        .db
        .read(move |conn| Ok((articles::site(conn, &config)?, articles::by_id(conn, id)?)))
        .await?;
    let showing = match article.status {
        Status::Published => return Ok(page::see_other(&article.href())),
        Status::Draft | Status::Submitted => ArticleVisibility::Draft,
        Status::Scheduled => ArticleVisibility::Scheduled,
        Status::Withdrawn => ArticleVisibility::Withdrawn,
    };
    let site = rendering::in_its_language(&site, &article);
    let view = rendering::view(
        &app,
        &site,
        &article,
        (showing, RelatedStories::default()),
        ThreadPage::default(),
        CommentForm::default(),
    );
    page::show(StatusCode::OK, &view)
}
