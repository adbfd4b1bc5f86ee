//! The life of each mail, for admins. No address is shown: the recipient is named by account.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::web::Admin;
use crate::app::App;
use crate::clock::Time;
use crate::error::Error;
use crate::ids::{AccountId, CommentId, DeliveryId};
use crate::notify;
use crate::notify::model::{Delivery as Row, State, Suppression};
use crate::web::error::Answer;
use crate::web::list::{self, Query};
use crate::web::responses;

/// One mail to one recipient about one event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 12, "event": "comment_held:17", "recipient": { "id": 3, "name": "Mia Torres" }, "comment_id": 17,
    "state": "dead", "message_id": "<Yb0x2n8Qe5dZ1rT4uVwX9aKs@news.example.org>", "attempts": 31,
    "last_error": "at RCPT the relay answered 450 4.2.0",
    "created_at": "2026-11-22T09:30:00Z", "finished_at": "2026-11-27T10:02:11Z"
}))]
pub struct Delivery {
    /// Its number.
    id: DeliveryId,
    /// What it is about: `comment_held:`, `comment_published:`, `comment_decided:` or
    /// `address_link:` and the comment's number; the last two are for the comment's author and have
    /// another number that tells them apart, as has `review_answered:`, which is followed by the
    /// review's number.
    event: String,
    /// Who gets it; null for readers, and once the account is gone.
    recipient: Option<Recipient>,
    /// The comment it is about.
    comment_id: Option<CommentId>,
    /// How far it has come.
    state: State,
    /// The `Message-ID` header, the same on each try.
    message_id: String,
    /// Tries that counted; waiting for a relay at fault is none.
    attempts: i64,
    /// Why it is not sent: phase and codes of the relay's answer, never its words.
    last_error: Option<String>,
    /// When it was planned.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was sent, cancelled, suppressed or given up.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Time>,
}

/// A member of the staff who gets a mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recipient {
    /// The account.
    id: AccountId,
    /// Its name.
    name: String,
}

impl Delivery {
    fn new(row: Row) -> Delivery {
        let name = row.account_name.unwrap_or_default();
        Delivery {
            id: row.id,
            event: row.event,
            recipient: row.account_id.map(|id| Recipient { id, name }),
            comment_id: row.comment_id,
            state: row.state,
            message_id: row.message_id,
            attempts: row.attempts,
            last_error: row.last_error,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// A part of the list of mails.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryList {
    /// Newest first.
    items: Vec<Delivery>,
    /// What `after` takes for the next part; null at the end.
    next: Option<String>,
}

/// Which mails to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveryQuery {
    /// Only those in this state.
    state: Option<State>,
    /// At most so many; 20 without it.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Lists mails, newest first.
#[utoipa::path(
    get, path = "/api/v1/deliveries", tag = "mail", params(DeliveryQuery),
    responses(
        (status = 200, description = "Mails", body = DeliveryList,
         headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Admin,
    Query(query): Query<DeliveryQuery>,
) -> Answer {
    let size = list::Size::of(query.limit, 20)?;
    let before = list::after::<i64>(query.after.as_deref())?.map(DeliveryId);
    let found =
        app.db.read(move |conn| notify::list(conn, query.state, before, size.and_one())).await?;
    let (found, next) = size.cut(found, |last| last.id);
    let items = found.into_iter().map(Delivery::new).collect();
    Ok(list::private(&app, &request, next, |next| DeliveryList { items, next }))
}

/// Tries a mail again that is dead or suppressed.
///
/// It starts anew, with all its patience; a refusal of the recipient's address is forgotten.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/retry", tag = "mail",
    params(("id" = DeliveryId, Path, description = "The mail")),
    responses(
        (status = 200, description = "The mail, which waits again", body = Delivery),
        responses::StaffErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn retry(app: web::Data<App>, Admin(staff): Admin, id: web::Path<DeliveryId>) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let row = app.db.write(move |conn| notify::retry(conn, id, now)).await?;
    app.nudge.notify_one();
    tracing::info!(delivery = %id, by = %staff.id, "a mail is tried again");
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(Delivery::new(row)))
}

/// An address to which no mail goes. The address itself is not shown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "V2h5IHdvdWxkIGFueWJvZHkgcmVhZCB0aGlzPyBIZWxsbw", "reason": "at RCPT the relay answered 550",
    "created_at": "2026-11-22T09:30:00Z", "staff": { "id": 3, "name": "Mia Torres" }
}))]
pub struct SuppressedAddress {
    /// Its name here: a keyed hash.
    id: String,
    /// Why: phase and codes of the relay's answer, or that its owner asked for no more mail.
    reason: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// The member of the staff whose address it is; null for readers.
    staff: Option<Recipient>,
}

impl From<Suppression> for SuppressedAddress {
    fn from(row: Suppression) -> SuppressedAddress {
        let name = row.account_name.unwrap_or_default();
        SuppressedAddress {
            id: URL_SAFE_NO_PAD.encode(row.email_index),
            reason: row.reason,
            created_at: row.created_at,
            staff: row.account_id.map(|id| Recipient { id, name }),
        }
    }
}

/// A part of the list of suppressed addresses.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuppressionList {
    /// Newest first.
    items: Vec<SuppressedAddress>,
    /// What `after` takes for the next part; null at the end.
    next: Option<String>,
}

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SuppressionQuery {
    /// At most so many; 20 without it.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Lists addresses to which no mail goes, newest first.
#[utoipa::path(
    get, path = "/api/v1/suppressions", tag = "mail", params(SuppressionQuery),
    responses(
        (status = 200, description = "Addresses", body = SuppressionList,
         headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn suppressions(
    app: web::Data<App>,
    request: HttpRequest,
    _: Admin,
    Query(query): Query<SuppressionQuery>,
) -> Answer {
    let size = list::Size::of(query.limit, 20)?;
    let before = list::after::<i64>(query.after.as_deref())?.map(Time::from_micros);
    let found = app.db.read(move |conn| notify::suppressions(conn, before, size.and_one())).await?;
    let (found, next) = size.cut(found, |last| last.created_at.micros());
    let items = found.into_iter().map(SuppressedAddress::from).collect();
    Ok(list::private(&app, &request, next, |next| SuppressionList { items, next }))
}

/// Lets mail go to an address again.
///
/// A refusal by the mail server is forgotten; that a reader asked for no more mail is not.
#[utoipa::path(
    delete, path = "/api/v1/suppressions/{id}", tag = "mail",
    params(("id" = String, Path, description = "The address")),
    responses(
        (status = 204, description = "Mail goes there again"),
        responses::StaffErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn lift(app: web::Data<App>, Admin(staff): Admin, id: web::Path<String>) -> Answer {
    let index = URL_SAFE_NO_PAD.decode(id.as_bytes()).map_err(|_| Error::NotFound)?;
    app.db.write(move |conn| notify::lift(conn, &index)).await?;
    tracing::info!(by = %staff.id, "mail goes to a suppressed address again");
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}
