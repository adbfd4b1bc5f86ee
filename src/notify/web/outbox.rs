//! Retrying many mails, and cancelling one, in the JSON API.

use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Admin;
use crate::app::App;
use crate::error::{Error, FieldError};
use crate::ids::DeliveryId;
use crate::notify::model::State;
use crate::notify::outbox;
use crate::web::error::Answer;
use crate::web::json::{self, Json};
use crate::web::responses;

/// Which mails are sent again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "state": "dead", "cause": "at RCPT the relay answered 554 5.7.1" }))]
pub struct RetryRequest {
    /// `dead` or `suppressed`.
    #[schema(required = true, value_type = State)]
    state: Option<String>,
    /// Only those with this `last_error`; missing or null: all.
    cause: Option<String>,
}

/// How many mails are sent again.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "retried": 12 }))]
pub struct Retried {
    /// At most a thousand; ask again for more.
    retried: usize,
}

/// Restarts all mails of one state, or those with one cause.
///
/// At most a thousand at once, oldest first. The suppressions of their recipients are removed.
#[utoipa::path(
    post, path = "/api/v1/deliveries/retry", tag = "mail", request_body = RetryRequest,
    responses(
        (status = 200, description = "How many", body = Retried),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn retry_all(
    app: web::Data<App>,
    Admin(staff): Admin,
    wanted: Json<RetryRequest>,
) -> Answer {
    let (state, cause) = wanted.check(|wanted| {
        let fault = || FieldError::new("state", "unknown", "Choose dead or suppressed");
        let state = wanted.state.as_deref().and_then(State::parse);
        let state = state.ok_or_else(|| Error::Invalid(vec![fault()]))?;
        Ok((state, wanted.cause))
    })?;
    let now = app.clock.now();
    let retried =
        app.db.write(move |conn| outbox::retry_all(conn, state, cause.as_deref(), now)).await?;
    app.worker_wakeup.notify_one();
    tracing::info!(mails = retried, by = %staff.id, "mails are tried again");
    Ok(json::private(&Retried { retried }))
}

/// Cancels a mail that waits.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/cancel", tag = "mail",
    params(("id" = DeliveryId, Path, description = "The mail")),
    responses(
        (status = 204, description = "It is not sent"),
        responses::StaffErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn cancel(app: web::Data<App>, Admin(staff): Admin, id: web::Path<DeliveryId>) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    app.db.write(move |conn| outbox::cancel(conn, id, now)).await?;
    tracing::info!(delivery = %id, by = %staff.id, "a mail was cancelled");
    Ok(json::private_no_content())
}
