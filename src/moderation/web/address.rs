//! Showing a reader's address, by the API and by a plain form.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::accounts::web::{Editor, head, show};
use crate::app::App;
use crate::desk::view::{Here, Staff};
use crate::error::{Error, FieldError, Result};
use crate::ids::CommentId;
use crate::moderation::reveal::{self, Why};
use crate::web::error::Answer;
use crate::web::extract::{Form, Json};
use crate::web::idempotency::IdempotencyKey;
use crate::web::responses;
use crate::web::view::{Problem, Site};

/// Why the address is wanted.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "The author asks to have a quotation confirmed." }))]
pub struct AddressWish {
    /// A sentence for the log.
    #[schema(required = true, min_length = 1, max_length = 500)]
    reason: Option<String>,
}

/// A reader's address in clear.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "address": "ann@mail.example" }))]
pub struct ReaderAddress {
    /// The address as the reader wrote it.
    address: String,
}

/// Shows a reader's address
///
/// Everywhere else it is masked. Who saw it, when and why stays in the log.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/address", tag = "moderation", request_body = AddressWish,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same look: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The address", body = ReaderAddress),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn reveal(
    app: web::Data<App>,
    Editor(staff): Editor,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    Json(wish): Json<AddressWish>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let why = Why::parse(wish.reason.as_deref().unwrap_or_default())
        .map_err(|fault| Error::Invalid(vec![fault]))?;
    let once = key.by_staff(&app.vault, staff.id);
    let (outcome, reader) = app
        .db
        .write(move |conn| {
            // Nothing is stored with the key but that it was looked at.
            let outcome = once.run(conn, now, |conn| {
                reveal::reveal(conn, id, &why, staff.id, now)?;
                Ok((200, Value::Null))
            })?;
            let reader = crate::moderation::item(conn, id)?.reader.ok_or(Error::NotFound)?;
            Ok((outcome, reader))
        })
        .await?;
    tracing::info!(comment = %id, by = %staff.id, "a reader's address was shown");
    let address = reveal::open(&app.vault, &reader)?.to_string();
    let body = serde_json::to_value(ReaderAddress { address }).map_err(Error::internal)?;
    Ok(outcome.with_body(body).answer())
}

/// What the form sends.
#[derive(Deserialize)]
pub struct AddressForm {
    /// Absent where the comment's page only asks for the form.
    reason: Option<String>,
    #[serde(rename = "csrf", default)]
    _csrf: String,
}

/// The page that shows an address, or asks why.
#[derive(Template)]
#[template(path = "desk/address.html")]
struct AddressPage<'a> {
    site: &'a Site,
    staff: Staff,
    comment: CommentId,
    address: Option<&'a str>,
    reason: String,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
}

/// `POST /desk/comments/{id}/address`: a page with the address, this once, or with the question
/// why.
pub async fn show_address(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<CommentId>,
    Form(sent): Form<AddressForm>,
) -> Answer {
    let (id, now, by) = (*id, app.clock.now(), staff.id);
    let head = head(&app, &request, &staff, Here::Comments).await?;
    let site = Site::of(&app.config);
    let reason = sent.reason.clone().unwrap_or_default();
    let (status, address, errors) = match Why::parse(&reason) {
        Err(fault) => {
            // Only a comment that has a reader is asked about.
            let there: Result<_> = app.db.read(move |conn| crate::moderation::item(conn, id)).await;
            there?.reader.ok_or(Error::NotFound)?;
            match sent.reason {
                None => (StatusCode::OK, None, Vec::new()),
                Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, None, vec![fault]),
            }
        }
        Ok(why) => {
            let reader = app.db.write(move |conn| reveal::reveal(conn, id, &why, by, now)).await?;
            tracing::info!(comment = %id, %by, "a reader's address was shown");
            (StatusCode::OK, Some(reveal::open(&app.vault, &reader)?), Vec::new())
        }
    };
    let address = address.as_ref().map(|address| address.as_str());
    show(
        status,
        &AddressPage {
            site: &site,
            staff: head,
            comment: id,
            address,
            reason,
            errors,
            problem: None,
        },
    )
}
