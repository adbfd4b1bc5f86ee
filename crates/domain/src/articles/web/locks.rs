//! The lock on an article over the JSON API.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Author;
use crate::app::App;
use crate::articles::locks;
use crate::articles::model::Lock;
use crate::ids::ArticleId;
use crate::web::error::Answer;
use crate::web::json::Json;
use crate::web::responses;

/// A request for the lock.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "take_over": false }))]
pub struct Locking {
    /// True to take the lock also from a colleague, who can then not save.
    take_over: Option<bool>,
}

/// The lock on an article: its writer, and until when.
#[derive(Debug, Serialize, ToSchema)]
pub struct LockState {
    /// Null if nobody is.
    lock: Option<Lock>,
}

/// Shows who is writing in an article
///
/// For those who may edit it.
#[utoipa::path(
    get, path = "/api/v1/articles/{id}/lock", tag = "articles",
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 200, description = "Who is writing", body = LockState),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, Author(staff): Author, id: web::Path<ArticleId>) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let lock = app.db.read(move |conn| locks::show(conn, id, &staff, now)).await?;
    Ok(HttpResponse::Ok().json(LockState { lock }))
}

/// Takes or renews the lock on an article
///
/// For those who may edit it. It lasts two minutes; an editor renews it by asking again while it is
/// open. While somebody holds it, nobody else can change headline, summary or text: such a change is
/// 409 `locked` with the lock in `present`, as is this request unless `take_over` is true.
#[utoipa::path(
    put, path = "/api/v1/articles/{id}/lock", tag = "articles", request_body = Locking,
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 200, description = "Your lock", body = LockState),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn acquire(
    app: web::Data<App>,
    Author(staff): Author,
    id: web::Path<ArticleId>,
    request: Json<Locking>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let takes_over = request.check(|request| Ok(request.take_over.unwrap_or(false)))?;
    let acquire = if takes_over { locks::take_over } else { locks::acquire };
    let lock = app.db.write(move |conn| acquire(conn, id, &staff, now)).await?;
    Ok(HttpResponse::Ok().json(LockState { lock: Some(lock) }))
}

/// Ends your lock on an article
///
/// Without a lock of yours nothing happens.
#[utoipa::path(
    delete, path = "/api/v1/articles/{id}/lock", tag = "articles",
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 204, description = "You have no lock on it"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn release(
    app: web::Data<App>,
    Author(staff): Author,
    id: web::Path<ArticleId>,
) -> Answer {
    let id = *id;
    app.db.write(move |conn| locks::release(conn, id, staff.id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
