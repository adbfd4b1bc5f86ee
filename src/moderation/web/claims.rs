//! Claims in the JSON API: who is working on a comment.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::ids::CommentId;
use crate::moderation::claims;
use crate::moderation::model::Claim;
use crate::web::error::Answer;
use crate::web::responses;

/// Claims a comment
///
/// The others see it for `moderation.claim_minutes`, five if not set; sent again, it lasts longer.
/// It ends by itself and never blocks a decision. 409 `claimed` carries in `present` who looks at
/// the comment already.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/claim", tag = "moderation",
    params(("id" = CommentId, Path, description = "The comment's number")),
    responses(
        (status = 200, description = "One's own claim", body = Claim),
        responses::StaffErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn claim(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
) -> Answer {
    let (id, now, lasting) = (*id, app.clock.now(), app.config.moderation.claim);
    let claim = app.db.write(move |conn| claims::claim(conn, id, staff.id, lasting, now)).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(claim))
}

/// Ends one's claim on a comment
///
/// Without a claim of one's own nothing happens.
#[utoipa::path(
    delete, path = "/api/v1/comments/{id}/claim", tag = "moderation",
    params(("id" = CommentId, Path, description = "The comment's number")),
    responses(
        (status = 204, description = "One has no claim on it"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn release(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
) -> Answer {
    let id = *id;
    app.db.write(move |conn| claims::release(conn, id, staff.id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
