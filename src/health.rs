//! `/live`, `/ready` and `/metrics`: the routes for operators and their supervisors.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::accounts::web::Admin;
use crate::app::App;
use crate::backups;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::mail::health as mail_health;
use crate::moderation;
use crate::moderation::model::workload::Load;
use crate::notify::outbox::{self, Summary};
use crate::settings;
use crate::status::Status;
use crate::vault;
use crate::web::edge::Edge;
use crate::web::error::{Answer, Failure};
use crate::web::metrics::{self, Gauged};

/// The setting that `/ready` overwrites.
const PROBE: &str = "ready_probe";
/// The size of the longest possible comment with its words in the search index.
const PROBE_BYTES: usize = 48 * 1024;
const BETWEEN_PROBES: Duration = Duration::from_secs(1);

/// Supervisors probe every few seconds and expect an answer within a few more.
const TIMEOUT: Duration = Duration::from_secs(3);

/// `GET /live`: 200 as long as the process answers.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// `GET /ready`: 200 if the database completes a read and a write, otherwise 503; also while the server is about
/// to stop. An overdue backup and the states of replicas are said, and are no reason to send readers elsewhere.
pub async fn ready(app: web::Data<App>, edge: web::Data<Edge>) -> HttpResponse {
    if edge.is_about_to_stop() {
        return not_ready("stopping");
    }
    match tokio::time::timeout(TIMEOUT, probe_database(&app)).await {
        Ok(Ok(backup)) => {
            let mail = mail_state(&app).await;
            let mut state = json!({ "status": "ready", "backup": backup, "mail": mail });
            let replicas = app.db.replicas();
            if !replicas.is_empty() {
                // Everybody may ask, so they are in the order of the setting and not named.
                state["replicas"] = replicas.iter().map(|replica| replica.state.name()).collect();
            }
            HttpResponse::Ok().json(state)
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            not_ready("unavailable")
        }
        Err(_) => {
            tracing::warn!("not ready: the database took too long");
            not_ready("unavailable")
        }
    }
}

/// `GET /metrics` on the public listener: for an admin or a token with the scope `admin`.
pub async fn guarded_metrics(_: Admin, app: web::Data<App>, edge: web::Data<Edge>) -> Answer {
    metrics(app, edge).await
}

/// `GET /metrics` on the listener for operators, where no token is needed.
pub async fn metrics(app: web::Data<App>, edge: web::Data<Edge>) -> Answer {
    let now = app.clock.now();
    // Metrics matter most when something is broken, so they do without what cannot be read.
    let mut more = match app.db.read(outbox::summary).await {
        Ok(mails) => mail_gauges(&mails, now),
        Err(error) => {
            tracing::warn!(%error, "metrics without the mails");
            Vec::new()
        }
    };
    match app.db.read(moderation::overview).await {
        Ok(load) => more.extend(comment_gauges(&load, now)),
        Err(error) => tracing::warn!(%error, "metrics without the comments"),
    }
    let text = edge.metrics.text(&app, &more).await?;
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_TYPE, metrics::MIME)).body(text))
}

fn comment_gauges(load: &Load, now: Time) -> Vec<Gauged> {
    let oldest = load.oldest_pending.map_or(0, |at| now.since(at).as_secs());
    let held = load.counts[Status::Pending as usize].unsigned_abs();
    vec![
        ("comments_held", "Comments that wait for a decision", held),
        ("comments_held_oldest_seconds", "For how long the oldest of them has waited", oldest),
    ]
}

fn mail_gauges(mails: &Summary, now: Time) -> Vec<Gauged> {
    let oldest = mails.oldest.map_or(0, |at| now.since(at).as_secs());
    let fault = mails.fault.as_ref().map_or(0, |fault| now.since(fault.since()).as_secs().max(1));
    vec![
        ("mails_waiting", "Mails that wait to be sent", mails.waiting.unsigned_abs()),
        ("mails_dead", "Mails that were given up", mails.dead.unsigned_abs()),
        ("mails_oldest_seconds", "How long ago the oldest waiting mail was planned", oldest),
        (
            "mail_relay_fault_seconds",
            "For how long the mail relay has been at fault; 0 if it works",
            fault,
        ),
    ]
}

/// What the last attempt to send a mail showed; a fault of the relay makes no page unavailable.
async fn mail_state(app: &App) -> Value {
    match app.db.read(mail_health::fault).await {
        Ok(None) => json!({ "relay": "ok" }),
        Ok(Some(fault)) => {
            json!({ "relay": "at fault", "since": fault.since(), "reason": fault.cause().to_string() })
        }
        Err(_) => json!({ "relay": "unknown" }),
    }
}

/// Returns what is known of the backups: `never`, `overdue` or `proven`.
async fn probe_database(app: &App) -> Result<&'static str> {
    let now = app.clock.now();
    let backups = app
        .db
        .read(|conn| {
            settings::get(conn, PROBE)?;
            backups::schedule::State::read(conn)
        })
        .await?;
    app.db.write(move |conn| write_probe(conn, now)).await?;
    Ok(match backups.proven {
        _ if backups.is_overdue(app.config.backup.every, now) => "overdue",
        Some(_) => "proven",
        None => "never",
    })
}

/// Writes as much as a comment does, because a smaller write may still succeed on a full disk. At
/// most once a second, however many supervisors probe.
fn write_probe(conn: &mut Connection, now: Time) -> Result<()> {
    let stored = settings::get(conn, PROBE)?;
    let written_at = stored.as_deref().and_then(|value| value.split(' ').next()?.parse().ok());
    let last = written_at.map(Time::from_micros).filter(|last| *last <= now);
    if last.is_some_and(|last| now.since(last) < BETWEEN_PROBES) {
        return Ok(());
    }
    // Random, because PostgreSQL compresses long values.
    let padding = STANDARD.encode(vault::random::<PROBE_BYTES>()?);
    settings::set(conn, PROBE, &format!("{} {padding}", now.micros()))
}

/// 503 with a word for the reason, which is logged where it is noticed.
fn not_ready(status: &str) -> HttpResponse {
    let mut answer = HttpResponse::build(StatusCode::SERVICE_UNAVAILABLE)
        .insert_header((header::RETRY_AFTER, TIMEOUT.as_secs()))
        .json(json!({ "status": status }));
    let failure = Failure::bare(StatusCode::SERVICE_UNAVAILABLE);
    answer.extensions_mut().insert(Failure { retry_after: Some(TIMEOUT), ..failure });
    answer
}
