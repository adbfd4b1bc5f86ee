//! Policies in the JSON API.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Editor;
use crate::app::App;
use crate::config::Policy;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::rules::policies::{self, PolicySetting, PolicyTarget, Scope};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// A policy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "scope": "section", "section": "harbour", "article": null, "name": "Harbour", "policy": "first_comment"
}))]
pub struct PolicyOut {
    scope: Scope,
    /// The section's slug.
    section: Option<String>,
    /// The article's id.
    article: Option<ArticleId>,
    /// The section's name or the article's headline.
    name: Option<String>,
    /// Which comments without any finding are public at once.
    policy: Policy,
}

impl From<PolicySetting> for PolicyOut {
    fn from(set: PolicySetting) -> PolicyOut {
        let article = (set.place.scope == Scope::Article).then_some(ArticleId(set.place.id));
        PolicyOut {
            scope: set.place.scope,
            section: set.slug,
            article,
            name: set.name,
            policy: set.policy,
        }
    }
}

/// A page of the list of policies.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyList {
    /// The site's first, then those of sections, then those of articles.
    items: Vec<PolicyOut>,
    /// The configured policy, which applies where no other is set.
    configured: Policy,
    /// The value of `after` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The body of `PUT /api/v1/policies/{id}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "policy": "first_comment" }))]
pub struct PolicyRequest {
    /// Which comments without any finding are public at once.
    #[schema(value_type = Policy, required = true)]
    policy: Option<String>,
}

/// Lists the policies
///
/// An article's policy overrides its section's, that those of the sections above, these the site's,
/// and that the configured one.
#[utoipa::path(
    get, path = "/api/v1/policies", tag = "rules", params(PageQuery),
    responses(
        (status = 200, description = "A page of the list", body = PolicyList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Editor,
    Query(part): Query<PageQuery>,
) -> Answer {
    let size = part.size()?;
    let after = part.after::<PolicyTarget>()?;
    let found = app.db.read(move |conn| policies::list(conn, after, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |last| last.place);
    let items = found.into_iter().map(PolicyOut::from).collect();
    let configured = app.settings().comments.policy;
    Ok(list::private(&app, &request, next, |next| PolicyList { items, configured, next }))
}

/// Shows a policy
///
/// 404 if none is set.
#[utoipa::path(
    get, path = "/api/v1/policies/{id}", tag = "rules",
    params(("id" = String, Path, description = "`site`, `section:SLUG` or `article:NUMBER`")),
    responses(
        (status = 200, description = "The policy", body = PolicyOut),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Editor, id: web::Path<String>) -> Answer {
    let set = app
        .db
        .read(move |conn| {
            let place = policies::place(conn, &id)?;
            policies::find(conn, place)
        })
        .await?;
    Ok(private(&PolicyOut::from(set)))
}

/// Sets a policy
///
/// It applies to new comments.
#[utoipa::path(
    put, path = "/api/v1/policies/{id}", tag = "rules", request_body = PolicyRequest,
    params(
        ("id" = String, Path, description = "`site`, `section:SLUG` or `article:NUMBER`"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The policy as it is now", body = PolicyOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn set(
    app: web::Data<App>,
    editor: Editor,
    id: web::Path<String>,
    key: IdempotencyKey,
    request: Json<PolicyRequest>,
) -> Answer {
    let Editor(staff) = editor;
    let now = app.clock.now();
    let policy =
        request.check(|request| parse_policy(request.policy.as_deref().unwrap_or_default()))?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.write(conn, now, StatusCode::OK, |conn| {
            let place = policies::place(conn, &id)?;
            Ok(PolicyOut::from(policies::set(conn, place, policy, staff.id, now)?))
        })
    };
    Ok(app.db.write(work).await?.answer())
}

/// Removes a policy
///
/// The next less specific policy applies then.
#[utoipa::path(
    delete, path = "/api/v1/policies/{id}", tag = "rules",
    params(
        ("id" = String, Path, description = "`site`, `section:SLUG` or `article:NUMBER`"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 204, description = "The policy was removed"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn clear(
    app: web::Data<App>,
    editor: Editor,
    id: web::Path<String>,
    key: IdempotencyKey,
) -> Answer {
    let Editor(staff) = editor;
    let now = app.clock.now();
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.write(conn, now, StatusCode::NO_CONTENT, |conn| {
            let place = policies::place(conn, &id)?;
            policies::clear(conn, place, staff.id, now)?;
            Ok(())
        })
    };
    Ok(app.db.write(work).await?.answer())
}

/// The policy with this name.
pub fn parse_policy(name: &str) -> Result<Policy> {
    Policy::parse(name).ok_or_else(|| {
        let names = Policy::ALL.map(Policy::name).join(", ");
        Error::invalid("policy", "unknown", format!("Choose one of {names}"))
    })
}
