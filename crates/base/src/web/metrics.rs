//! The metrics of requests and of the program's state, in the format of Prometheus.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::app::App;
use crate::backups;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::queue::{self, Backlog};

/// The content type of the OpenMetrics text format.
pub const MIME: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The buckets of durations in seconds: a cached page takes tens of microseconds, a durable write a
/// few milliseconds.
const BUCKETS: [f64; 12] =
    [0.000_1, 0.000_3, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// A gauge of a slice: name, explanation, value.
pub type Gauged = (&'static str, &'static str, u64);

/// The metrics of requests.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

impl Metrics {
    pub(super) fn new() -> Metrics {
        let requests = Family::<Request, Counter>::default();
        let durations = Family::<Route, Histogram, fn() -> Histogram>::new_with_constructor(|| {
            Histogram::new(BUCKETS)
        });
        let mut registry = Registry::with_prefix("rejoinder");
        registry.register("http_requests", "Requests answered", requests.clone());
        let help = "Time until the response was ready";
        registry.register_with_unit("http_duration", help, Unit::Seconds, durations.clone());
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program itself", build);
        Metrics { registry, requests, durations }
    }

    pub(super) fn count(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        self.requests.get_or_create(&Request { method, route: route.to_owned(), status }).inc();
        self.durations
            .get_or_create(&Route { route: route.to_owned() })
            .observe(took.as_secs_f64());
    }

    /// All metrics as text, with the gauges of slices. The counts of jobs are read from the database; if that fails they are
    /// omitted, because metrics matter most when something is broken.
    pub async fn text(&self, app: &App, more: &[Gauged]) -> Result<String> {
        let now = app.clock.now();
        let jobs = app.db.read(move |conn| queue::backlog(conn, now)).await;
        let jobs =
            jobs.inspect_err(|error| tracing::warn!(%error, "metrics without the job counts")).ok();
        let backups = app.db.read(backups::schedule::State::read).await;
        let backups = backups
            .inspect_err(|error| tracing::warn!(%error, "metrics without the last backup"))
            .ok();
        let mut text = String::new();
        encode_registry(&mut text, &self.registry).map_err(Error::internal)?;
        let state = state(app, now, (jobs, backups), more);
        encode_registry(&mut text, &state).map_err(Error::internal)?;
        encode_eof(&mut text).map_err(Error::internal)?;
        Ok(text)
    }
}

/// The gauges of the present state.
fn state(
    app: &App,
    now: Time,
    (jobs, backups): (Option<Backlog>, Option<backups::schedule::State>),
    more: &[Gauged],
) -> Registry {
    let mut registry = Registry::with_prefix("rejoinder");
    if let Some(akismet) = &app.akismet {
        akismet.register(&mut registry);
    }
    app.db.register(&mut registry);
    app.cache.register(&mut registry);
    let mut gauge = |name: &str, help: &str, value: u64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        registry.register(name, help, gauge);
    };
    gauge("database_queue", "Transactions waiting for a connection", app.db.waiting() as u64);
    gauge("cache_bytes", "Size of the cached pages", app.cache.bytes());
    if let Some(jobs) = jobs {
        let late = jobs.oldest_due.map_or(Duration::ZERO, |due| now.since(due));
        gauge("jobs_due", "Jobs that are due and not claimed", jobs.due.unsigned_abs());
        gauge("jobs_dead", "Jobs that were given up", jobs.dead.unsigned_abs());
        gauge("jobs_late_seconds", "How long the oldest due job has been due", late.as_secs());
    }
    if let Some(state) = backups {
        let overdue = state.is_overdue(app.config.backup.every, now);
        gauge("backup_overdue", "1 if the last proven backup is too old", overdue.into());
        gauge("backup_failed", "1 if the last attempt failed", state.failed.is_some().into());
        if let Some(proven) = state.proven {
            let at = proven.at.seconds().unsigned_abs();
            gauge("backup_proven_timestamp_seconds", "When the last proven backup was begun", at);
            gauge("backup_proven_bytes", "The length of its file", proven.bytes);
            let seconds = Duration::try_from_secs_f64(proven.restore_seconds).unwrap_or_default();
            let help = "How many milliseconds it took to restore it";
            let millis = u64::try_from(seconds.as_millis()).unwrap_or(u64::MAX);
            gauge("backup_restore_milliseconds", help, millis);
        }
    }
    for (name, help, value) in more {
        gauge(name, help, *value);
    }
    registry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_method_route_and_status() {
        let metrics = Metrics::new();
        metrics.count("GET", "/{permalink:.*}", 200, Duration::from_micros(250));
        metrics.count("GET", "/{permalink:.*}", 200, Duration::from_millis(2));
        let mut text = String::new();
        encode_registry(&mut text, &metrics.registry).expect("text");
        let line = "rejoinder_http_requests_total{method=\"GET\",route=\"/{permalink:.*}\",status=\"200\"} 2";
        assert!(text.contains(line), "{text}");
        assert!(
            text.contains("rejoinder_http_duration_seconds_count{route=\"/{permalink:.*}\"} 2"),
            "{text}"
        );
    }
}
