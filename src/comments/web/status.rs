//! The private page of a comment.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::comments::view::{Outcome, StatusPage};
use crate::comments::web::reference;
use crate::comments::{self, forms};
use crate::error::Error;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::page;

/// `GET /status/{token}`: how a comment fares, for the reader who wrote it.
pub async fn show(app: web::Data<App>, token: web::Path<String>) -> Answer {
    let id = forms::status_comment(&app.vault, &token).ok_or(Error::NotFound)?;
    let config = app.config.clone();
    let (site, comment) =
        app.db.read(move |conn| Ok((articles::site(conn, &config)?, comments::own(conn, id)?))).await?;
    let outcome = match comment.status {
        Status::Pending => Outcome::Held,
        Status::Approved => Outcome::Approved,
        // Spam is not told apart: whoever sends it would only learn what to change.
        Status::Rejected | Status::Spam => Outcome::Rejected,
        Status::Deleted => Outcome::Deleted,
    };
    let view = StatusPage {
        site: &site,
        outcome,
        reference: reference(id),
        posted: comment.created_at.into(),
        html: comment.html,
        article_title: comment.article_title,
        article_href: articles::path::href(&comment.article_path),
        comment_href: (outcome == Outcome::Approved).then(|| format!("/comments/{id}")),
        mail_follows: false,
    };
    Ok(page::html(StatusCode::OK, view.render().map_err(Error::internal)?))
}
