//! Claims in the JSON API.

use actix_web::{HttpResponse, web};

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::ids::CommentId;
use crate::moderation::claims;
use crate::moderation::model::Claim;
use crate::web::error::Answer;
use crate::web::json::private;
use crate::web::responses;

/// Claims a comment
///
/// Colleagues see the claim for `moderation.claim_minutes`, five if not set; claiming again renews
/// it. It expires and never blocks a decision. 409 `claimed` carries the colleague's claim in
/// `present`.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/claim", tag = "moderation",
    params(("id" = CommentId, Path, description = "The comment's number")),
    responses(
        (status = 200, description = "Your claim", body = Claim),
        responses::StaffErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn claim(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
) -> Answer {
    let (id, now, lasting) = (*id, app.clock.now(), app.settings().moderation.claim);
    let claim = app.db.write(move |conn| claims::claim(conn, id, staff.id, lasting, now)).await?;
    Ok(private(&claim))
}

/// Ends your claim on a comment Without a claim of yours nothing happens.
#[utoipa::path(
    delete, path = "/api/v1/comments/{id}/claim", tag = "moderation",
    params(("id" = CommentId, Path, description = "The comment's number")),
    responses(
        (status = 204, description = "You have no claim on it"),
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
