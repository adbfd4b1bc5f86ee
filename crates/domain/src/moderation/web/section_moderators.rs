//! Section moderators in the JSON API.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::{Editor, Moderator};
use crate::app::App;
use crate::error::Error;
use crate::ids::AccountId;
use crate::moderation::model::Actor;
use crate::moderation::section_moderators;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::responses;

/// The answer of `GET /api/v1/sections/{slug}/moderators`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "items": [{ "id": 2, "name": "Bo Lind" }] }))]
pub struct SectionModerators {
    /// By name; a section without moderators of its own is moderated by all.
    items: Vec<Actor>,
}

/// The body of `PUT /api/v1/sections/{slug}/moderators`, which replaces the list.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "accounts": [1] }))]
pub struct NewSectionModerators {
    /// The accounts; an empty list leaves the section to all moderators.
    #[schema(value_type = Vec<AccountId>, required = true)]
    accounts: Option<BTreeSet<AccountId>>,
}

/// Lists a section's moderators
///
/// They moderate the sections below it, too. They get the mails about comments that are held there; `?mine=true` lists these comments.
#[utoipa::path(
    get, path = "/api/v1/sections/{slug}/moderators", tag = "moderation",
    params(("slug" = String, Path, description = "The section's slug")),
    responses(
        (status = 200, description = "Its moderators", body = SectionModerators),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(app: web::Data<App>, _: Moderator, slug: web::Path<String>) -> Answer {
    let slug = slug.into_inner();
    let items = app.db.read(move |conn| section_moderators::moderators(conn, &slug)).await?;
    Ok(private(&SectionModerators { items }))
}

/// Replaces a section's moderators
///
/// For editors. The accounts must have the role moderator or a higher one, and be able to sign in.
#[utoipa::path(
    put, path = "/api/v1/sections/{slug}/moderators", tag = "moderation", request_body = NewSectionModerators,
    params(
        ("slug" = String, Path, description = "The section's slug"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "Its moderators now", body = SectionModerators),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn assign(
    app: web::Data<App>,
    Editor(staff): Editor,
    slug: web::Path<String>,
    key: IdempotencyKey,
    wanted: Json<NewSectionModerators>,
) -> Answer {
    let (slug, now) = (slug.into_inner(), app.clock.now());
    let accounts = wanted.check(|wanted| {
        wanted.accounts.ok_or_else(|| {
            Error::invalid("accounts", "required", "Give the accounts, or an empty list")
        })
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    let outcome = app.db.write(move |conn| {
        once.write(conn, now, StatusCode::OK, |conn| {
            let items = section_moderators::assign(conn, &slug, &accounts, staff.id, now)?;
            Ok(SectionModerators { items })
        })
    });
    Ok(outcome.await?.answer())
}
