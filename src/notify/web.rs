//! Deliveries and suppressions in the JSON API, for admins. Recipients are named by account; no
//! address is shown.

pub mod outbox;
pub mod preferences;
pub mod returned;
pub mod staff_links;

use actix_web::{HttpRequest, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::web::Admin;
use crate::app::App;
use crate::clock::Time;
use crate::error::Error;
use crate::ids::{AccountId, CommentId, DeliveryId};
use crate::mail::causes::Cause;
use crate::notify;
use crate::notify::model::{Delivery as Row, State, Suppression};
use crate::web::error::Answer;
use crate::web::json;
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// One mail to one recipient about one event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 12, "event": "comment_held:17", "recipient": { "id": 3, "name": "Mia Torres" }, "comment_id": 17,
    "state": "dead", "message_id": "<Yb0x2n8Qe5dZ1rT4uVwX9aKs@news.example.org>", "attempts": 31,
    "last_error": "at RCPT the relay answered 450 4.2.0",
    "cause": { "code": "relay_answered", "phase": "rcpt", "detail": "450 4.2.0" },
    "created_at": "2026-11-22T09:30:00Z", "finished_at": "2026-11-27T10:02:11Z"
}))]
pub struct Delivery {
    id: DeliveryId,
    /// The event: `comment_held:`, `comment_published:`, `queue_late:`, `comment_decided:` or
    /// `address_link:` followed by the comment's id, `review_answered:` followed by the review's
    /// id, or `surge:` followed by the id of a line of the audit log, or `note_mention:` followed by the id of a
    /// note about an article. `comment_decided`,
    /// `review_answered` and `address_link` are for the comment's author. These three and
    /// `queue_late` end with another number that distinguishes them. `invitation:` and
    /// `password_reset:` are followed by the id of the invitation or account and a time. `digest:` is
    /// followed by the topic of a mail that joins news, and a number. For
    /// readers who follow: `new_comment:` and the comment's id, `reader_digest:` and the reader's id and a
    /// time, and `correction:` and the article's id and a time. `data_link:`, a reader's id and a time: the
    /// link to what is stored. `backups_overdue:` and `backups_back:` and a time are for the admins.
    event: String,
    /// The recipient; null for readers and removed accounts.
    recipient: Option<Recipient>,
    /// The comment that it is about.
    comment_id: Option<CommentId>,
    state: State,
    /// The `Message-ID` header, the same in each attempt.
    message_id: String,
    /// Attempts, without those that failed by a fault of the relay.
    attempts: i64,
    /// Why it was not sent: phase and codes of the relay's reply, never its text.
    last_error: Option<String>,
    /// The same for programs.
    cause: Option<Cause>,
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
            last_error: row.cause.as_ref().map(Cause::to_string),
            cause: row.cause,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// A page of the list of mails.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryList {
    /// Newest first.
    items: Vec<Delivery>,
    /// The value of `after` for the next page; null on the last page.
    next: Option<String>,
}

/// The filter and the page of a list of mails.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveryQuery {
    /// Only those in this state.
    state: Option<State>,
    /// The size of the page; 20 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous page.
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
    let found = app
        .db
        .read(move |conn| notify::list(conn, query.state, before, size.query_limit()))
        .await?;
    let (found, next) = size.take_page(found, |last| last.id);
    let items = found.into_iter().map(Delivery::new).collect();
    Ok(list::private(&app, &request, next, |next| DeliveryList { items, next }))
}

/// Restarts a mail that is dead or suppressed.
///
/// Its attempts are counted from zero, and the suppression of the recipient's address is removed.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/retry", tag = "mail",
    params(("id" = DeliveryId, Path, description = "The mail")),
    responses(
        (status = 200, description = "The mail, which is waiting again", body = Delivery),
        responses::StaffErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn retry(app: web::Data<App>, Admin(staff): Admin, id: web::Path<DeliveryId>) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let row = app.db.write(move |conn| notify::retry(conn, id, now)).await?;
    app.worker_wakeup.notify_one();
    tracing::info!(delivery = %id, by = %staff.id, "a mail is tried again");
    Ok(json::private(&Delivery::new(row)))
}

/// A suppressed address, which gets no mail. The address itself is not shown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "V2h5IHdvdWxkIGFueWJvZHkgcmVhZCB0aGlzPyBIZWxsbw", "reason": "at RCPT the relay answered 550",
    "cause": { "code": "relay_answered", "phase": "rcpt", "detail": "550" },
    "created_at": "2026-11-22T09:30:00Z", "staff": { "id": 3, "name": "Mia Torres" }
}))]
pub struct SuppressedAddress {
    /// The id: a keyed hash of the address.
    id: String,
    /// The reason: phase and codes of the relay's reply, or that its owner asked for no more mail.
    reason: String,
    /// The same for programs.
    cause: Cause,
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
            reason: row.cause.to_string(),
            cause: row.cause,
            created_at: row.created_at,
            staff: row.account_id.map(|id| Recipient { id, name }),
        }
    }
}

/// A page of the list of suppressed addresses.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuppressionList {
    /// Newest first.
    items: Vec<SuppressedAddress>,
    /// The value of `after` for the next page; null on the last page.
    next: Option<String>,
}

/// Lists suppressed addresses, newest first.
#[utoipa::path(
    get, path = "/api/v1/suppressions", tag = "mail", params(PageQuery),
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
    Query(query): Query<PageQuery>,
) -> Answer {
    let size = query.size()?;
    let before = query.after::<i64>()?.map(Time::from_micros);
    let found =
        app.db.read(move |conn| notify::suppressions(conn, before, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |last| last.created_at.micros());
    let items = found.into_iter().map(SuppressedAddress::from).collect();
    Ok(list::private(&app, &request, next, |next| SuppressionList { items, next }))
}

/// Removes the suppression of an address.
///
/// That applies to addresses that the mail relay refused. If a reader asked for no more mail, the
/// answer is 409.
#[utoipa::path(
    delete, path = "/api/v1/suppressions/{id}", tag = "mail",
    params(("id" = String, Path, description = "The address")),
    responses(
        (status = 204, description = "The address can get mail again"),
        responses::StaffErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn lift(app: web::Data<App>, Admin(staff): Admin, id: web::Path<String>) -> Answer {
    let index = URL_SAFE_NO_PAD.decode(id.as_bytes()).map_err(|_| Error::NotFound)?;
    app.db.write(move |conn| notify::lift(conn, &index)).await?;
    tracing::info!(by = %staff.id, "mail goes to a suppressed address again");
    Ok(json::private_no_content())
}
