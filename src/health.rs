//! `/live`, `/ready` and `/metrics`, for those who keep the program running.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde_json::json;

use crate::accounts::web::Admin;
use crate::app::App;
use crate::db::schema::settings;
use crate::error::Result;
use crate::on;
use crate::web::edge::Edge;
use crate::web::error::Answer;
use crate::web::metrics;

/// Supervisors ask every few seconds and give up after a few more.
const PATIENCE: Duration = Duration::from_secs(3);

/// `GET /live`: the process answers.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// `GET /ready`: the database answers a read and takes a write; 503 otherwise.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    match tokio::time::timeout(PATIENCE, try_storage(&app)).await {
        Ok(Ok(())) => HttpResponse::Ok().json(json!({ "status": "ready" })),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            unready()
        }
        Err(_) => {
            tracing::warn!("not ready: the storage took too long");
            unready()
        }
    }
}

/// `GET /metrics` where everyone can ask: for an admin, or a token with that scope.
pub async fn guarded_metrics(_: Admin, app: web::Data<App>, edge: web::Data<Edge>) -> Answer {
    metrics(app, edge).await
}

/// `GET /metrics` on the listener for operators, who need no token there.
pub async fn metrics(app: web::Data<App>, edge: web::Data<Edge>) -> Answer {
    let text = edge.metrics.text(&app).await?;
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_TYPE, metrics::MIME)).body(text))
}

async fn try_storage(app: &App) -> Result<()> {
    app.db
        .read(|conn| {
            let row: Option<String> =
                on!(conn, |c| settings::table.select(settings::name).first(c).optional())?;
            Ok(row.is_some())
        })
        .await?;
    // An empty transaction passes the queue and the writer like any other, and touches no disk.
    app.db.write(|_| Ok(())).await
}

fn unready() -> HttpResponse {
    HttpResponse::build(StatusCode::SERVICE_UNAVAILABLE)
        .insert_header((header::RETRY_AFTER, PATIENCE.as_secs()))
        .json(json!({ "status": "unavailable" }))
}
