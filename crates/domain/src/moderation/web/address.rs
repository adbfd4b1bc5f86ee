//! Showing a reader's address in the JSON API.

use actix_web::web;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::accounts::web::Editor;
use crate::app::App;
use crate::error::Error;
use crate::ids::CommentId;
use crate::moderation::reveal::{self, RevealReason};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::responses;

/// A request to see a reader's address.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "The author asks to have a quotation confirmed." }))]
pub struct AddressRequest {
    /// Why it is needed; the log keeps it.
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
/// Everywhere else it is masked. The log records who saw it, when, and for what reason.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/address", tag = "moderation", request_body = AddressRequest,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same request: 1 to 255 visible ASCII characters"),
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
    wish: Json<AddressRequest>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let reason = wish.check(|wish| {
        RevealReason::parse(wish.reason.as_deref().unwrap_or_default())
            .map_err(|fault| Error::Invalid(vec![fault]))
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    let (outcome, reader) = app
        .db
        .write(move |conn| {
            // The key stores only that the address was shown, not the address.
            let outcome = once.run(conn, now, |conn| {
                reveal::reveal(conn, id, &reason, staff.id, now)?;
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
