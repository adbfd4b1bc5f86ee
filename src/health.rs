//! `/live`, `/ready` and `/metrics`, for those who keep the program running.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::accounts::web::Admin;
use crate::app::App;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::settings;
use crate::vault;
use crate::web::edge::Edge;
use crate::web::error::Answer;
use crate::web::metrics;

/// The setting that `/ready` overwrites.
const PROBE: &str = "ready_probe";
/// A longest comment with its words in the search index.
const PROBE_BYTES: usize = 48 * 1024;
const BETWEEN_PROBES: Duration = Duration::from_secs(1);

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
    app.db.read(|conn| settings::get(conn, PROBE)).await?;
    let now = app.clock.now();
    app.db.write(move |conn| write_probe(conn, now)).await
}

/// Writes as much as a comment does, since a full disk may still take a smaller write. At most once a
/// second, however many supervisors ask.
fn write_probe(conn: &mut Connection, now: Time) -> Result<()> {
    let stored = settings::get(conn, PROBE)?;
    let written_at = stored.as_deref().and_then(|value| value.split(' ').next()?.parse().ok());
    let last = written_at.map(Time::from_micros).filter(|last| *last <= now);
    if last.is_some_and(|last| now.since(last) < BETWEEN_PROBES) {
        return Ok(());
    }
    // Random, because PostgreSQL compresses long values.
    let filling = STANDARD.encode(vault::random::<PROBE_BYTES>()?);
    settings::set(conn, PROBE, &format!("{} {filling}", now.micros()))
}

fn unready() -> HttpResponse {
    HttpResponse::build(StatusCode::SERVICE_UNAVAILABLE)
        .insert_header((header::RETRY_AFTER, PATIENCE.as_secs()))
        .json(json!({ "status": "unavailable" }))
}
