//! The filter's error rates in the JSON API.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Editor;
use crate::app::App;
use crate::db::Connection;
use crate::error::Result;
use crate::screening::filter::rates::Rates;
use crate::screening::filter::target_rates;
use crate::screening::filter::thresholds::Basis;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::responses;

/// The filter's allowed error rates and the resulting thresholds.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FilterSettings, example = json!({
    "on": true, "held_per_thousand": 20, "spam_per_thousand": 1, "set": false,
    "configured": { "held_per_thousand": 20, "spam_per_thousand": 1 },
    "trained": true, "hold_from": 0.62, "spam_from": null, "decided_fine": 120, "decided_spam": 14,
    "basis": { "public": 1000, "public_held": 20, "marked": 14, "marked_caught": 13 }
}))]
pub struct FilterOut {
    /// Whether comments are scored: `screening.filter` in the configuration.
    pub on: bool,
    /// How many of a thousand comments that moderators would approve may be held for their score.
    pub held_per_thousand: u16,
    /// How many of them may be marked as spam without a moderator; 0 means never.
    pub spam_per_thousand: u16,
    /// Whether an editor has set these rates; otherwise they are the configured ones.
    pub set: bool,
    /// The configured rates.
    pub configured: Rates,
    /// Whether the filter has enough decisions: 20 on spam, and 20 approvals or some 50 public
    /// comments. Otherwise it uses a built-in list of words, and scores are not calibrated.
    pub trained: bool,
    /// The lowest score that is held; null without a model.
    pub hold_from: Option<f64>,
    /// The lowest score that is marked as spam; null if none is.
    pub spam_from: Option<f64>,
    /// The number of approved comments that the filter has learned; older ones count less.
    pub decided_fine: u64,
    /// The number of spam comments that it has learned.
    pub decided_spam: u64,
    /// The comments from which the thresholds are computed.
    pub basis: BasisOut,
}

/// The comments from which the thresholds are computed: recent ones, scored as if the filter had
/// not learned them.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
#[schema(as = FilterBasis)]
pub struct BasisOut {
    /// The number of public comments, at most the newest thousand.
    pub public: usize,
    /// How many of them would be held.
    pub public_held: usize,
    /// The number of comments marked as spam, at most the newest 300.
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

/// The body of `PUT /api/v1/filter`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "held_per_thousand": 10, "spam_per_thousand": 0 }))]
pub struct RatesRequest {
    /// How many of a thousand comments that moderators would approve may be held for their score.
    #[schema(required = true, minimum = 0, maximum = 500)]
    held_per_thousand: Option<i64>,
    /// How many of them may be marked as spam without a moderator; 0 means never.
    #[schema(required = true, minimum = 0, maximum = 100)]
    spam_per_thousand: Option<i64>,
}

/// Shows the filter's error rates
///
/// With the thresholds computed from the site's own comments.
#[utoipa::path(
    get, path = "/api/v1/filter", tag = "rules",
    responses(
        (status = 200, description = "The rates and thresholds", body = FilterOut),
        responses::StaffErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Editor) -> Answer {
    Ok(private(&present(&app).await?))
}

/// Sets the filter's error rates
///
/// They apply to new comments; other processes apply them within a second.
#[utoipa::path(
    put, path = "/api/v1/filter", tag = "rules", request_body = RatesRequest,
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
    request: Json<RatesRequest>,
) -> Answer {
    let Editor(staff) = editor;
    let now = app.clock.now();
    let rates = request
        .check(|request| Rates::parse(request.held_per_thousand, request.spam_per_thousand))?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.write(conn, now, StatusCode::OK, |conn| {
            target_rates::set(conn, rates, staff.id, now)?;
            Ok(())
        })
    };
    app.db.write(work).await?;
    apply_rates(&app).await;
    Ok(private(&present(&app).await?))
}

/// Restores the configured error rates
///
/// 404 if no others were set.
#[utoipa::path(
    delete, path = "/api/v1/filter", tag = "rules",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 204, description = "The configured rates apply"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn clear(app: web::Data<App>, editor: Editor, key: IdempotencyKey) -> Answer {
    let Editor(staff) = editor;
    let now = app.clock.now();
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.write(conn, now, StatusCode::NO_CONTENT, |conn| {
            target_rates::clear(conn, staff.id, now)?;
            Ok(())
        })
    };
    let done = app.db.write(work).await?;
    apply_rates(&app).await;
    Ok(done.answer())
}

/// Applies the rates after a committed change. If that fails, the poll for changes applies them
/// within a second.
pub async fn apply_rates(app: &App) {
    if let Err(error) = app.filter.refresh(&app.db).await {
        tracing::warn!(%error, "changed rates of the filter could not be applied; they apply a little later");
    }
}

/// The present rates and thresholds.
pub async fn present(app: &App) -> Result<FilterOut> {
    let stored = app.db.read(target_rates::find).await?;
    let configured = Rates::of(&app.config.screening);
    let rates = stored.unwrap_or(configured);
    let calibration_report = app.filter.calibration_report();
    let (decided_fine, decided_spam) =
        calibration_report.map_or((0, 0), |calibration_report| calibration_report.decisions);
    Ok(FilterOut {
        on: app.config.screening.filter,
        held_per_thousand: rates.held_per_thousand,
        spam_per_thousand: rates.spam_per_thousand,
        set: stored.is_some(),
        configured,
        trained: calibration_report.is_some_and(|calibration_report| calibration_report.is_trained),
        hold_from: calibration_report.map(|calibration_report| calibration_report.hold),
        spam_from: calibration_report.and_then(|calibration_report| calibration_report.spam),
        decided_fine,
        decided_spam,
        basis: calibration_report
            .map_or_else(BasisOut::default, |calibration_report| calibration_report.basis.into()),
    })
}
