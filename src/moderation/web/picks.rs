//! Pins, picks and notes in the JSON API.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::api::private;
use super::change;
use super::shapes::ModeratedComment;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{CommentId, NoteId};
use crate::moderation::Done;
use crate::moderation::model::Note;
use crate::moderation::model::Pick;
use crate::moderation::notes::{self, NoteText};
use crate::moderation::picks;
use crate::web::error::Answer;
use crate::web::extract::Json;
use crate::web::idempotency::IdempotencyKey;
use crate::web::responses;

/// Puts a comment first in its thread
///
/// At most three of an article, the earliest pinned first, on the first page of the thread under
/// "Pinned". Only approved comments that answer no other. 409: `not_approved`, `not_top_level`,
/// `too_many_pinned`.
#[utoipa::path(
    put, path = "/api/v1/comments/{id}/pin", tag = "moderation",
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn pin(
    app: web::Data<App>,
    who: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    mark(app, who, *id, key, |conn, id, actor, now| picks::set(conn, id, Pick::Pin, actor, now))
        .await
}

/// Puts a comment back into its place
///
/// Without a pin nothing happens.
#[utoipa::path(
    delete, path = "/api/v1/comments/{id}/pin", tag = "moderation",
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn unpin(
    app: web::Data<App>,
    who: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    mark(app, who, *id, key, |conn, id, actor, now| picks::unset(conn, id, Pick::Pin, actor, now))
        .await
}

/// Marks a comment as worth reading
///
/// Readers see "Editors' pick" beside the name; the comment stays in its place. Only approved
/// comments: 409 `not_approved`.
#[utoipa::path(
    put, path = "/api/v1/comments/{id}/feature", tag = "moderation",
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn feature(
    app: web::Data<App>,
    who: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    mark(app, who, *id, key, |conn, id, actor, now| picks::set(conn, id, Pick::Feature, actor, now))
        .await
}

/// Takes the mark from a comment
///
/// Without the mark nothing happens.
#[utoipa::path(
    delete, path = "/api/v1/comments/{id}/feature", tag = "moderation",
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn unfeature(
    app: web::Data<App>,
    who: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    mark(app, who, *id, key, |conn, id, actor, now| {
        picks::unset(conn, id, Pick::Feature, actor, now)
    })
    .await
}

type Marking =
    fn(&mut Connection, CommentId, crate::ids::AccountId, crate::clock::Time) -> Result<Done>;

async fn mark(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: CommentId,
    key: IdempotencyKey,
    marking: Marking,
) -> Answer {
    let now = app.clock.now();
    let once = key.by_staff(&app.vault, staff.id);
    let item = change(&app, id, once, now, move |conn| marking(conn, id, staff.id, now)).await?;
    Ok(private(&ModeratedComment::new(&app.vault, item)))
}

/// A note for colleagues.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "text": "The third of this kind today; see the other two." }))]
pub struct NewNote {
    /// 1 to 2,000 characters.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 2000)]
    text: Option<String>,
}

/// Leaves a note on a comment
///
/// Colleagues see it in the comment's context, readers never. The comment's version stays the same.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/notes", tag = "moderation", request_body = NewNote,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same note: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 201, description = "The note", body = Note),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn note(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    Json(sent): Json<NewNote>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let text = NoteText::parse(sent.text.as_deref().unwrap_or_default());
    let text = text.map_err(|fault| Error::Invalid(vec![fault.of("text")]))?;
    let once = key.by_staff(&app.vault, staff.id);
    let write = move |conn: &mut Connection| {
        let made = once
            .run(conn, now, |conn| Ok((201, json!(notes::add(conn, id, &text, staff.id, now)?))))?;
        let note: NoteId = serde_json::from_value(made.body).map_err(Error::internal)?;
        notes::show(conn, id, note)
    };
    let note = app.db.write(write).await?;
    Ok(HttpResponse::Created().insert_header((header::CACHE_CONTROL, "no-store")).json(note))
}
