//! Saved views in the JSON API.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::model::Staff;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::{Time, TimeFormat};
use crate::error::{Error, FieldError, Result};
use crate::ids::ViewId;
use crate::moderation::filter::RawFilter;
use crate::moderation::saved_view::View;
use crate::moderation::views::{self, Audience, Change};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::responses;

/// A filter of the queue under a name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 3, "name": "Harbour, likely spam", "shared": true,
    "filter": { "status": "pending", "section": "harbour", "score_from": 0.8, "order": "score" },
    "created_at": "2026-11-22T09:30:00Z"
}))]
pub struct SavedView {
    id: ViewId,
    /// The name in the menu.
    name: String,
    /// Whether all moderators see it, or only its owner.
    shared: bool,
    /// As in the query of `GET /api/v1/comments`.
    filter: RawFilter,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

impl From<View> for SavedView {
    fn from(view: View) -> SavedView {
        let View { id, name, shared, filter, created_at } = view;
        SavedView { id, name, shared, filter, created_at }
    }
}

/// The views that the account can use.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedViews {
    /// The shared ones first, each kind by name.
    items: Vec<SavedView>,
}

/// A new view.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewView, example = json!({
    "name": "Harbour, likely spam", "filter": { "status": "pending", "score_from": 0.8, "order": "score" }
}))]
pub struct NewView {
    /// The name in the menu.
    #[schema(required = true, min_length = 1, max_length = 60)]
    name: Option<String>,
    /// As in the query of `GET /api/v1/comments`.
    #[schema(required = true)]
    filter: Option<RawFilter>,
    /// Whether all moderators see it, which only editors can choose. By default only you see it.
    shared: Option<bool>,
}

/// The changes of a view; fields that are missing or null stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Likely spam" }))]
pub struct ViewChange {
    /// The name in the menu.
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    /// A filter that replaces the whole former one.
    filter: Option<RawFilter>,
}

/// Lists saved views
///
/// Your own and the shared ones, at most 100 of each.
#[utoipa::path(
    get, path = "/api/v1/views", tag = "moderation",
    responses(
        (status = 200, description = "The views", body = SavedViews),
        responses::StaffErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(app: web::Data<App>, Moderator(staff): Moderator) -> Answer {
    let views = app.db.read(move |conn| views::list(conn, &staff)).await?;
    let items = views.into_iter().map(SavedView::from).collect();
    Ok(private(&SavedViews { items }))
}

/// Saves a view
#[utoipa::path(
    post, path = "/api/v1/views", tag = "moderation", request_body = NewView,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "Makes a retry the same view: 1 to 255 visible ASCII characters")),
    responses(
        (status = 201, description = "The new view", body = SavedView),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn add(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    key: IdempotencyKey,
    new: Json<NewView>,
) -> Answer {
    let now = app.clock.now();
    let (name, filter, audience) = new.check(|new| {
        let mut faults = Vec::new();
        let name = views::name(new.name.as_deref().unwrap_or_default())
            .map_err(|fault| faults.push(fault))
            .ok();
        match &new.filter {
            None => {
                faults.push(FieldError::new("filter", "required", "Give the filter of the view"));
            }
            Some(filter) => check_filter(&app, &staff, filter, &mut faults)?,
        }
        let audience = if new.shared == Some(true) { Audience::Everybody } else { Audience::Owner };
        match (name, new.filter) {
            (Some(name), Some(filter)) if faults.is_empty() => Ok((name, filter, audience)),
            _ => Err(Error::Invalid(faults)),
        }
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    let outcome = app.db.write(move |conn| {
        once.write(conn, now, StatusCode::CREATED, |conn| {
            let view = views::add(conn, &staff, &name, &filter, audience, now)?;
            Ok(SavedView::from(view))
        })
    });
    Ok(outcome.await?.answer())
}

/// Changes a saved view
#[utoipa::path(
    patch, path = "/api/v1/views/{id}", tag = "moderation", request_body = ViewChange,
    params(
        ("id" = ViewId, Path, description = "The view's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The view as it is now", body = SavedView),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<ViewId>,
    key: IdempotencyKey,
    wanted: Json<ViewChange>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let change = wanted.check(|wanted| {
        let mut faults = Vec::new();
        let name = wanted
            .name
            .as_deref()
            .and_then(|name| views::name(name).map_err(|fault| faults.push(fault)).ok());
        if let Some(filter) = &wanted.filter {
            check_filter(&app, &staff, filter, &mut faults)?;
        }
        if faults.is_empty() {
            Ok(Change { name, filter: wanted.filter })
        } else {
            Err(Error::Invalid(faults))
        }
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    let outcome = app.db.write(move |conn| {
        once.write(conn, now, StatusCode::OK, |conn| {
            Ok(SavedView::from(views::change(conn, &staff, id, &change)?))
        })
    });
    Ok(outcome.await?.answer())
}

/// Removes a saved view
#[utoipa::path(
    delete, path = "/api/v1/views/{id}", tag = "moderation",
    params(("id" = ViewId, Path, description = "The view's number")),
    responses(
        (status = 204, description = "The view is gone"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn remove(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<ViewId>,
) -> Answer {
    let id = *id;
    app.db.write(move |conn| views::remove(conn, &staff, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Adds the faults of a filter to the others.
fn check_filter(
    app: &App,
    staff: &Staff,
    filter: &RawFilter,
    faults: &mut Vec<FieldError>,
) -> Result<()> {
    match filter.read(TimeFormat::Rfc3339, &app.vault, staff.id, app.clock.now()) {
        Ok(_) => Ok(()),
        Err(Error::Invalid(found)) => {
            faults.extend(found);
            Ok(())
        }
        Err(other) => Err(other),
    }
}
