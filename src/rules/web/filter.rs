//! How often the filter may be wrong, in the JSON API.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::accounts::web::Editor;
use crate::app::App;
use crate::db::Connection;
use crate::error::Result;
use crate::screening::filter::rates::Rates;
use crate::screening::filter::thresholds::Basis;
use crate::screening::filter::wanted;
use crate::web::error::Answer;
use crate::web::extract::Json;
use crate::web::idempotency::IdempotencyKey;
use crate::web::responses;

/// How often the filter may be wrong, and what that comes to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FilterSettings, example = json!({
    "on": true, "held_per_thousand": 20, "spam_per_thousand": 1, "set": false,
    "configured": { "held_per_thousand": 20, "spam_per_thousand": 1 },
    "trained": true, "hold_from": 0.62, "spam_from": null, "decided_fine": 120, "decided_spam": 14,
    "basis": { "public": 1000, "public_held": 20, "marked": 14, "marked_caught": 13 }
}))]
pub struct FilterOut {
    /// Whether comments are scored at all: `screening.filter` in the configuration.
    pub on: bool,
    /// Of a thousand comments that moderators would approve, so many may be held for their score.
    pub held_per_thousand: u16,
    /// And so many may be marked as spam without a moderator; 0 is never.
    pub spam_per_thousand: u16,
    /// Whether an editor has set these; otherwise they are the configuration's.
    pub set: bool,
    /// What the configuration says.
    pub configured: Rates,
    /// Whether decisions count: there are 20 on spam, and 20 approvals or some 50 public comments to
    /// compare with. Otherwise a list of words holds, and scores are not calibrated.
    pub trained: bool,
    /// The score from which on comments are held; null without a model.
    pub hold_from: Option<f64>,
    /// The score from which on they are marked as spam; null: none is.
    pub spam_from: Option<f64>,
    /// Comments that moderators approved, as far as the filter has learned them; older ones count
    /// less.
    pub decided_fine: u64,
    /// Comments that they called spam.
    pub decided_spam: u64,
    /// What the scores from which on comments are held rest on.
    pub basis: BasisOut,
}

/// What the filter's thresholds rest on: recent comments, scored anew as if they had not been
/// learned.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
#[schema(as = FilterBasis)]
pub struct BasisOut {
    /// Public comments, the newest thousand at most.
    pub public: usize,
    /// How many of them would be held.
    pub public_held: usize,
    /// Comments marked as spam, the newest 300 at most.
    pub marked: usize,
    /// How many of them would be held or marked again.
    pub marked_caught: usize,
}

impl From<Basis> for BasisOut {
    fn from(basis: Basis) -> BasisOut {
        let Basis { public, public_held, marked, marked_caught } = basis;
        BasisOut { public, public_held, marked, marked_caught }
    }
}

/// The wanted rates.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "held_per_thousand": 10, "spam_per_thousand": 0 }))]
pub struct FilterWish {
    /// Of a thousand comments that moderators would approve, so many may be held for their score.
    #[schema(required = true, minimum = 0, maximum = 500)]
    held_per_thousand: Option<i64>,
    /// And so many may be marked as spam without a moderator; 0 is never.
    #[schema(required = true, minimum = 0, maximum = 100)]
    spam_per_thousand: Option<i64>,
}

/// Shows how often the filter may be wrong
///
/// With the scores that this comes to on the site's own past.
#[utoipa::path(
    get, path = "/api/v1/filter", tag = "rules",
    responses(
        (status = 200, description = "The rates and what they come to", body = FilterOut),
        responses::StaffErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Editor) -> Answer {
    let out = present(&app).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(out))
}

/// Sets how often the filter may be wrong
///
/// It holds for comments that come from now on; other processes apply it within a second.
#[utoipa::path(
    put, path = "/api/v1/filter", tag = "rules", request_body = FilterWish,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The rates as they are now", body = FilterOut),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn set(
    app: web::Data<App>,
    editor: Editor,
    key: IdempotencyKey,
    wish: Json<FilterWish>,
) -> Answer {
    let (Editor(staff), Json(wish)) = (editor, wish);
    let now = app.clock.now();
    let rates = Rates::parse(wish.held_per_thousand, wish.spam_per_thousand)?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            wanted::set(conn, rates, staff.id, now)?;
            Ok((200, Value::Null))
        })
    };
    app.db.write(work).await?;
    apply_rates(&app).await;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(present(&app).await?))
}

/// Goes back to what the configuration says
///
/// 404 if nothing else was set.
#[utoipa::path(
    delete, path = "/api/v1/filter", tag = "rules",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 204, description = "The configuration holds"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn clear(app: web::Data<App>, editor: Editor, key: IdempotencyKey) -> Answer {
    let Editor(staff) = editor;
    let now = app.clock.now();
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            wanted::clear(conn, staff.id, now)?;
            Ok((204, Value::Null))
        })
    };
    let done = app.db.write(work).await?;
    apply_rates(&app).await;
    Ok(done.answer())
}

/// Applies the rates as they are after a commit. If that fails, the next poll for changes does it
/// within a second; the change itself is made.
pub(crate) async fn apply_rates(app: &App) {
    if let Err(error) = app.filter.follow(&app.db).await {
        tracing::warn!(%error, "a change of the filter's rates comes into force a little later");
    }
}

/// The rates in force and what they come to.
pub(crate) async fn present(app: &App) -> Result<FilterOut> {
    let stored = app.db.read(wanted::find).await?;
    let configured = Rates::of(&app.config.screening);
    let rates = stored.unwrap_or(configured);
    let outlook = app.filter.outlook();
    let (decided_fine, decided_spam) = outlook.map_or((0, 0), |outlook| outlook.decisions);
    Ok(FilterOut {
        on: app.config.screening.filter,
        held_per_thousand: rates.held_per_thousand,
        spam_per_thousand: rates.spam_per_thousand,
        set: stored.is_some(),
        configured,
        trained: outlook.is_some_and(|outlook| outlook.is_trained),
        hold_from: outlook.map(|outlook| outlook.hold),
        spam_from: outlook.and_then(|outlook| outlook.spam),
        decided_fine,
        decided_spam,
        basis: outlook.map_or_else(BasisOut::default, |outlook| outlook.basis.into()),
    })
}
