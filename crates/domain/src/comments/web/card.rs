//! The picture of an article's headline, for sites that show a link as a card.

use actix_web::{HttpRequest, web};

use crate::app::App;
use crate::articles;
use crate::cache::Scope;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::pictures::headline;
use crate::web::error::Answer;
use crate::web::page;

/// `GET /articles/{id}/card.png`: drawn once for each version of a public article that has no lead picture.
pub async fn show(app: web::Data<App>, request: HttpRequest, id: web::Path<ArticleId>) -> Answer {
    let id = id.into_inner();
    let parts = app.clone();
    let draw = async move {
        let article = parts
            .read_public(Scope::Article(id), move |conn| articles::public_by_id(conn, id))
            .await?;
        if article.is_protected() || article.lead_image.is_some() {
            return Err(Error::NotFound);
        }
        let config = parts.settings();
        let drawn: Result<Vec<u8>> = web::block(move || {
            let accent = config.site.accent.map(|accent| accent.on_paper());
            headline::draw(&article.title, &config.site.title, accent)
        })
        .await
        .map_err(Error::internal)?;
        Ok(page::whole("image/png", drawn?.into()))
    };
    let entry =
        app.cache.get(Scope::Article(id), &format!("/articles/{id}/card.png"), draw).await?;
    Ok(page::answer(&request, &entry, None))
}
