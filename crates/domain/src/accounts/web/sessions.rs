//! The caller's own sessions in the JSON API.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::accounts::model::Credential;
use crate::accounts::records::Session as Row;
use crate::accounts::sign_in;
use crate::accounts::web::OwnAccount;
use crate::app::App;
use crate::clock::Time;
use crate::ids::SessionId;
use crate::web::error::Answer;
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// A signed-in browser.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 12, "label": "Firefox on Linux", "network": "192.0.2.0/24", "current": true,
    "created_at": "2026-11-22T09:30:00Z", "last_seen_at": "2026-11-22T10:02:00Z", "expires_at": "2026-12-22T10:02:00Z"
}))]
pub struct Session {
    id: SessionId,
    /// A short name of the browser.
    label: String,
    /// The truncated network address at sign-in.
    network: String,
    /// Whether it is the session of this request.
    current: bool,
    /// When it signed in.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last seen, to the minute.
    #[schema(value_type = String, format = DateTime)]
    last_seen_at: Time,
    /// When it expires unless it is used again.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
}

/// A page of the list of sessions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// The active sessions, newest first.
    items: Vec<Session>,
    /// The value of `after` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Lists the caller's sessions.
#[utoipa::path(
    get, path = "/api/v1/sessions", tag = "accounts", params(PageQuery),
    responses(
        (status = 200, description = "Sessions", body = SessionList,
         headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    OwnAccount(staff): OwnAccount,
    part: Query<PageQuery>,
) -> Answer {
    let Query(part) = part;
    let now = app.clock.now();
    let (size, before) = part.newest_first()?;
    let found = app
        .db
        .read(move |conn| sign_in::list(conn, staff.id, before, size.query_limit(), now))
        .await?;
    let (rows, next) = size.take_page(found, |last| last.id);
    let shown = |row: Row| Session {
        current: staff.credential == Credential::Session(row.id),
        id: row.id,
        label: row.label,
        network: row.network_prefix,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
    };
    let items = rows.into_iter().map(shown).collect();
    Ok(list::private(&app, &request, next, |next| SessionList { items, next }))
}

/// Ends one of the caller's sessions, which may be the present one.
#[utoipa::path(
    delete, path = "/api/v1/sessions/{id}", tag = "accounts",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 204, description = "That browser is signed out"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn end(
    app: web::Data<App>,
    OwnAccount(staff): OwnAccount,
    id: web::Path<SessionId>,
) -> Answer {
    let id = id.into_inner();
    let now = app.clock.now();
    app.db.write(move |conn| sign_in::end(conn, staff.id, id, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
