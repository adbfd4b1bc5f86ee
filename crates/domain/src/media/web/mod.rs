//! Pictures over the JSON API, and their files.

pub mod files;
pub mod shapes;
pub mod upload;

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::accounts::web::{Author, Uploader};
use crate::app::App;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::MediaId;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::list::{self, Query};
use crate::web::responses;

use super::model::{Description, Media};
use super::{Added, Filter};
use shapes::{MediaChange, MediaList, MediaOut, MediaQuery, UploadForm};

/// Entries in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 20;

/// Lists pictures
///
/// The library, the latest first, with the articles that use each picture.
#[utoipa::path(
    get, path = "/api/v1/media", tag = "media", params(MediaQuery),
    responses(
        (status = 200, description = "A part of the list", body = MediaList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Query(query): Query<MediaQuery>,
    author: Author,
) -> Answer {
    let Author(staff) = author;
    let size = list::Size::of(query.limit, DEFAULT_LIMIT)?;
    let after = list::after::<MediaId>(query.after.as_deref())?;
    let filter = Filter {
        text: query.q.unwrap_or_default(),
        by: query.mine.unwrap_or(false).then_some(staff.id),
        unused: query.unused.unwrap_or(false),
        undescribed: query.undescribed.unwrap_or(false),
    };
    if filter.text.contains('\0') || filter.text.len() > shapes::SEARCH {
        let detail = format!("Search for at most {} bytes of text", shapes::SEARCH);
        return Err(Error::invalid("q", "too_long", detail).into());
    }
    let found =
        app.db.read(move |conn| super::list(conn, &filter, after, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |last| last.id);
    let base = app.config.server.base_url.clone();
    let items = app.db.read(move |conn| with_uses(conn, &found, &base)).await?;
    Ok(list::private(&app, &request, next, |next| MediaList { items, next }))
}

/// Shows a picture
///
/// With its files, and the articles that use it.
#[utoipa::path(
    get, path = "/api/v1/media/{id}", tag = "media",
    params(("id" = MediaId, Path, description = "The picture's number")),
    responses(
        (status = 200, description = "The picture", body = MediaOut),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, id: web::Path<MediaId>, _author: Author) -> Answer {
    let (id, base) = (*id, app.config.server.base_url.clone());
    let read = move |conn: &mut Connection| {
        let media = super::by_id(conn, id)?;
        one(conn, media, &base)
    };
    let shown = app.db.read(read).await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Uploads a picture
///
/// As `multipart/form-data`: `file` (JPEG, PNG, WebP or GIF), and what is said about it. The picture is
/// turned upright, cut to sizes and encoded anew in sRGB, without metadata such as the place where it
/// was taken; of an animation the first frame is kept (`first_frame_only`). A file that was uploaded
/// before is not stored again: the answer is 200 with that picture, whose description stays. So a
/// request can be sent again safely; it needs no `Idempotency-Key`.
#[utoipa::path(
    post, path = "/api/v1/media", tag = "media",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "The same file was uploaded before", body = MediaOut),
        (status = 201, description = "The new picture", body = MediaOut,
            headers(("Location" = String, description = "Where the API shows it"))),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn add(
    app: web::Data<App>,
    uploader: Uploader,
    request: HttpRequest,
    parts: Multipart,
) -> Answer {
    let received = upload::receive(&app, &uploader, &request, parts).await?;
    let upload = received.into_upload()?;
    let added = super::add(&app, upload.upload, Some(uploader.staff.id)).await?;
    let (status, first_frame_only) = match &added {
        Added::New { was_animated, .. } => (StatusCode::CREATED, was_animated.then_some(true)),
        Added::Present(_) => (StatusCode::OK, None),
    };
    let (media, base) = (added.media().clone(), app.config.server.base_url.clone());
    let id = media.id;
    let out = app.db.read(move |conn| one(conn, media.clone(), &base)).await?;
    let mut answer = HttpResponse::build(status);
    if status == StatusCode::CREATED {
        answer.insert_header(("location", format!("/api/v1/media/{id}")));
    }
    Ok(answer.json(out.after_upload(first_frame_only)))
}

/// Changes what is said about a picture
///
/// Authors and moderators change the pictures that they uploaded, editors all. Articles show the new
/// texts at once, unless they have their own.
#[utoipa::path(
    patch, path = "/api/v1/media/{id}", tag = "media", request_body = MediaChange,
    params(("id" = MediaId, Path, description = "The picture's number")),
    responses(
        (status = 200, description = "The picture as it is now", body = MediaOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    author: Author,
    key: IdempotencyKey,
    id: web::Path<MediaId>,
    change: Json<MediaChange>,
) -> Answer {
    let (Author(staff), id) = (author, *id);
    let to = change.check(|change| Description::parse(change.into()))?;
    let once = key.by_staff(&app.vault, staff.id);
    let (now, base) = (app.clock.now(), app.config.server.base_url.clone());
    let (outcome, outdated) = app
        .db
        .write(move |conn| {
            let mut outdated = None;
            let outcome = once.run(conn, now, |conn| {
                let (media, scope) = super::change(conn, id, &to, &staff, now)?;
                outdated = scope;
                let out = one(conn, media, &base)?;
                Ok((200, serde_json::to_value(out).map_err(Error::internal)?))
            })?;
            Ok((outcome, outdated))
        })
        .await?;
    if let Some(scope) = outdated {
        app.cache.drop(scope);
    }
    Ok(outcome.answer())
}

/// Deletes a picture
///
/// With its files. While an article uses it, also a draft, it is refused with 409 `in_use`, and
/// `present.used_in` lists the articles.
#[utoipa::path(
    delete, path = "/api/v1/media/{id}", tag = "media",
    params(("id" = MediaId, Path, description = "The picture's number")),
    responses(
        (status = 204, description = "It is deleted"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn remove(
    app: web::Data<App>,
    author: Author,
    key: IdempotencyKey,
    id: web::Path<MediaId>,
) -> Answer {
    let (Author(staff), id) = (author, *id);
    let (once, now) = (key.by_staff(&app.vault, staff.id), app.clock.now());
    let settings = app.settings();
    let (outcome, deleted) = app
        .db
        .write(move |conn| {
            let mut deleted: Option<Media> = None;
            let outcome = once.run(conn, now, |conn| {
                deleted = Some(super::delete(conn, id, &settings.site, &staff, now)?);
                Ok((204, serde_json::Value::Null))
            })?;
            Ok((outcome, deleted))
        })
        .await?;
    if let Some(media) = deleted {
        super::remove_files(&app, &media).await;
    }
    Ok(outcome.answer())
}

fn one(conn: &mut Connection, media: Media, base: &str) -> Result<MediaOut> {
    let uses = super::uses(conn, &[media.id])?.remove(&media.id).unwrap_or_default();
    Ok(shapes::full(&media, uses, base))
}

fn with_uses(conn: &mut Connection, found: &[Media], base: &str) -> Result<Vec<MediaOut>> {
    let ids: Vec<MediaId> = found.iter().map(|media| media.id).collect();
    let mut uses = super::uses(conn, &ids)?;
    let full = found
        .iter()
        .map(|media| shapes::full(media, uses.remove(&media.id).unwrap_or_default(), base));
    Ok(full.collect())
}
