//! Pins, editors' picks and notes in the JSON API.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Deserialize;
use utoipa::ToSchema;

use super::change;
use super::shapes::ModeratedComment;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::Time;
use crate::comments::life::model::Changed;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, NoteId};
use crate::moderation::model::{Note, Pick};
use crate::moderation::notes::{self, NoteText};
use crate::moderation::picks;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private, private_created};
use crate::web::responses;

/// Pins a comment
///
/// Pinned comments are shown before the threads, on the first page, under "Pinned"; at most three
/// of an article, the earliest pinned first. Only approved comments that begin a thread can be
/// pinned. 409: `not_approved`, `not_top_level`, `too_many_pinned`.
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
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    change_pick(app, moderator, *id, key, picks::set, Pick::Pin).await
}

/// Unpins a comment
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
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    change_pick(app, moderator, *id, key, picks::unset, Pick::Pin).await
}

/// Marks a comment as an editors' pick
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
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    change_pick(app, moderator, *id, key, picks::set, Pick::Feature).await
}

/// Removes the mark of an editors' pick
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
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
) -> Answer {
    change_pick(app, moderator, *id, key, picks::unset, Pick::Feature).await
}

/// [`picks::set`] or [`picks::unset`].
type PickChange = fn(&mut Connection, CommentId, Pick, AccountId, Time) -> Result<Changed>;

async fn change_pick(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: CommentId,
    key: IdempotencyKey,
    pick_change: PickChange,
    pick: Pick,
) -> Answer {
    let now = app.clock.now();
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut _| pick_change(conn, id, pick, staff.id, now);
    let item = change(&app, id, once, now, work).await?;
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

/// Adds a note to a comment
///
/// Colleagues see it in the comment's context, readers never. The comment's version does not
/// change.
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
    sent: Json<NewNote>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let text = sent.check(|sent| {
        NoteText::parse(sent.text.as_deref().unwrap_or_default())
            .map_err(|fault| Error::Invalid(vec![fault.of("text")]))
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    let write = move |conn: &mut Connection| {
        let made = once.write(conn, now, StatusCode::CREATED, |conn| {
            notes::add(conn, id, &text, staff.id, now)
        })?;
        let note: NoteId = serde_json::from_value(made.body).map_err(Error::internal)?;
        notes::show(conn, id, note)
    };
    let note = app.db.write(write).await?;
    Ok(private_created(&note))
}
