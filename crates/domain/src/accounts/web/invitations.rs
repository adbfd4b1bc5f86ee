//! Invitations in the JSON API, for admins.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::accounts::invitations;
use crate::accounts::model::{NewAccount, Role};
use crate::accounts::records::Invitation as Row;
use crate::accounts::web::Admin;
use crate::accounts::web::users::parse_role;
use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{AccountId, InvitationId};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private, private_no_content};
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// An account that was offered and not yet accepted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 5, "email": "kim@example.org", "name": "Kim Osei", "role": "editor", "invited_by": 1,
    "created_at": "2026-11-29T09:30:00Z", "sent_at": "2026-11-29T09:30:00Z", "expires_at": "2026-12-06T09:30:00Z"
}))]
pub struct Invitation {
    id: InvitationId,
    /// The address that the link is mailed to.
    email: String,
    /// The name, which the person may change.
    name: String,
    /// The role that the account will have.
    role: Role,
    /// The admin; null once the account is gone.
    invited_by: Option<AccountId>,
    /// When the person was invited.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When the link was last sent.
    #[schema(value_type = String, format = DateTime)]
    sent_at: Time,
    /// When the link ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
}

impl Invitation {
    fn new(app: &App, row: Row) -> Result<Invitation> {
        let email = invitations::open_address(&app.vault, &row)?.to_string();
        let Row { id, name, role, invited_by, created_at, sent_at, expires_at, .. } = row;
        Ok(Invitation { id, email, name, role, invited_by, created_at, sent_at, expires_at })
    }
}

/// A page of the list of invitations.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationList {
    /// The invitations, oldest first, with those that expired within the last 30 days.
    items: Vec<Invitation>,
    /// The value of `after` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Lists the invitations that were not accepted
#[utoipa::path(
    get, path = "/api/v1/invitations", tag = "accounts", params(PageQuery),
    responses(
        (status = 200, description = "Invitations", body = InvitationList,
         headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Admin,
    Query(part): Query<PageQuery>,
) -> Answer {
    let (size, after) = part.oldest_first()?;
    let found = app.db.read(move |conn| invitations::list(conn, after, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |(last, _)| last.id);
    let items = found
        .into_iter()
        .map(|(row, _)| Invitation::new(&app, row))
        .collect::<Result<Vec<Invitation>>>()?;
    Ok(list::private(&app, &request, next, |next| InvitationList { items, next }))
}

/// A person to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "email": "kim@example.org", "name": "Kim Osei", "role": "editor" }))]
pub struct NewInvitation {
    /// The address that the link is mailed to, and for signing in.
    #[schema(required = true, max_length = 254)]
    email: Option<String>,
    /// The name that colleagues see.
    #[schema(required = true, min_length = 1, max_length = 100)]
    name: Option<String>,
    /// `author`, `moderator`, `editor` or `admin`.
    #[schema(required = true, value_type = Role)]
    role: Option<String>,
}

impl NewInvitation {
    fn parse(self) -> Result<NewAccount> {
        let (email, name) = (self.email.unwrap_or_default(), self.name.unwrap_or_default());
        invitations::parse(&email, &name, parse_role(self.role.as_deref()))
    }
}

/// Invites a person
///
/// They get a mail with a link, valid for a week and for one use, and choose their password.
#[utoipa::path(
    post, path = "/api/v1/invitations", tag = "accounts",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same invitation: 1 to 255 visible ASCII characters")),
    request_body = NewInvitation,
    responses(
        (status = 201, description = "The invitation", body = Invitation),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn add(
    app: web::Data<App>,
    Admin(admin): Admin,
    key: IdempotencyKey,
    new: Json<NewInvitation>,
) -> Answer {
    let now = app.clock.now();
    let account = new.check(NewInvitation::parse)?;
    let row = invitations::prepare(&app.vault, &account, admin.id, now)?;
    let once = key.by_staff(&app.vault, admin.id);
    // Only the id is stored as the answer: the address must not be stored in plain text.
    let (outcome, made) = app
        .db
        .write(move |conn| {
            let outcome = once.run(conn, now, |conn| {
                Ok((201, json!(invitations::invite(conn, &row, admin.id)?.id)))
            })?;
            let id = serde_json::from_value(outcome.body.clone()).map_err(Error::internal)?;
            let made = invitations::find(conn, id)?;
            Ok((outcome, made))
        })
        .await?;
    app.worker_wakeup.notify_one();
    tracing::info!(invitation = %made.id, by = %admin.id, role = %made.role, "a person was invited");
    let body = serde_json::to_value(Invitation::new(&app, made)?).map_err(Error::internal)?;
    Ok(outcome.with_body(body).answer())
}

/// Sends the link again
///
/// The new link is valid for a week; the older one ends. At most once in 15 minutes.
#[utoipa::path(
    post, path = "/api/v1/invitations/{id}/resend", tag = "accounts",
    params(("id" = InvitationId, Path, description = "The invitation")),
    responses(
        (status = 200, description = "The invitation as it is now", body = Invitation),
        responses::StaffErrors, responses::NotFound, responses::TooFast,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn resend(
    app: web::Data<App>,
    Admin(admin): Admin,
    id: web::Path<InvitationId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let sent = app.db.write(move |conn| invitations::resend(conn, id, admin.id, now)).await?;
    app.worker_wakeup.notify_one();
    Ok(private(&Invitation::new(&app, sent)?))
}

/// Revokes an invitation
///
/// Its link ends.
#[utoipa::path(
    delete, path = "/api/v1/invitations/{id}", tag = "accounts",
    params(("id" = InvitationId, Path, description = "The invitation")),
    responses(
        (status = 204, description = "The invitation is revoked"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn revoke(
    app: web::Data<App>,
    Admin(admin): Admin,
    id: web::Path<InvitationId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    app.db.write(move |conn| invitations::revoke(conn, id, admin.id, now)).await?;
    Ok(private_no_content())
}
