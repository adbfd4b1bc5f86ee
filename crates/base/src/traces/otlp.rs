//! Sending by OpenTelemetry's own packages.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use opentelemetry::propagation::{Extractor, TextMapPropagator as _};
use opentelemetry::trace::{TraceContextExt as _, TracerProvider as _};
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use secrecy::ExposeSecret as _;
use tokio::runtime::Runtime;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::Layer as _;
use url::Url;

use crate::config;
use crate::error::{Error, Result};
use crate::logging::spans::TARGET;
use crate::logging::{Receiver, RecurringFailure};
use crate::outbound::Outbound;

pub(super) type Provider = SdkTracerProvider;

/// For one request to the collector, and for what is left at the end of the program.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The longest answer of a collector that is read.
const ANSWER: usize = 64 * 1024;

pub(super) fn start(settings: &config::Traces, url: &Url) -> Result<(Provider, Receiver)> {
    let mut headers = HashMap::new();
    if let Some(value) = &settings.authorization {
        headers.insert("authorization".to_owned(), value.expose_secret().to_owned());
    }
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(url.as_str())
        .with_headers(headers)
        .with_timeout(TIMEOUT)
        .with_http_client(Client::new(url)?)
        .build()
        .map_err(Error::internal)?;
    let share = f64::from(settings.sampled_per_thousand) / 1_000.0;
    let resource = Resource::builder()
        .with_service_name(settings.service_name.clone())
        .with_attribute(opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(share))))
        .with_resource(resource)
        .build();
    // Only our spans: events of the log and the spans of other packages are none of the collector's business.
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("rejoinder"))
        .with_location(false)
        .with_threads(false)
        .with_level(false)
        .with_target(false)
        .with_tracked_inactivity(false)
        .with_context_activation(false)
        .with_filter(filter_fn(|metadata| metadata.is_span() && metadata.target() == TARGET));
    Ok((provider, layer.boxed()))
}

pub(super) fn end(provider: &Provider) {
    if let Err(error) = provider.shutdown_with_timeout(TIMEOUT) {
        tracing::warn!(%error, "the last traces could not be sent");
    }
}

pub(super) fn name(span: &Span, name: String) {
    span.context().span().update_name(name);
}

pub(super) fn follow(span: &Span, traceparent: &str) {
    let context = TraceContextPropagator::new().extract(&Parent(traceparent));
    // Without a valid value the context is empty, and the span begins a trace of its own.
    let _ = span.set_parent(context);
}

/// The value of the one header that is read: `tracestate` has what anybody has written into it.
struct Parent<'a>(&'a str);

impl Extractor for Parent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == "traceparent").then_some(self.0)
    }

    fn keys(&self) -> Vec<&str> {
        vec!["traceparent"]
    }
}

/// The client of all requests to other servers, which may reach the collector where it is. The exporter calls it from its
/// own thread, which has no runtime.
struct Client {
    outbound: Outbound,
    runtime: Option<Runtime>,
    failure: Mutex<RecurringFailure>,
}

impl Client {
    fn new(url: &Url) -> Result<Client> {
        let private_hosts = url.host().map(|host| host.to_owned()).into_iter().collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Client {
            outbound: Outbound::new(&config::Outbound { private_hosts })?,
            runtime: Some(runtime.map_err(Error::internal)?),
            failure: Mutex::default(),
        })
    }

    fn send(&self, request: opentelemetry_http::Request<bytes::Bytes>) -> Result<Answer> {
        let request = reqwest::Request::try_from(request).map_err(Error::internal)?;
        let Some(runtime) = &self.runtime else { return Err(Error::internal("it has ended")) };
        let answer = runtime
            .block_on(self.outbound.send(request, ANSWER))
            .map_err(|fault| Error::internal(format!("{fault:?}")))?;
        match answer.status.is_success() {
            true => {
                let mut response = Answer::new(answer.body);
                *response.status_mut() = answer.status;
                Ok(response)
            }
            false => Err(Error::internal(format!("it answers {}", answer.status.as_u16()))),
        }
    }
}

type Answer = opentelemetry_http::Response<bytes::Bytes>;

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

#[async_trait::async_trait]
impl HttpClient for Client {
    async fn send_bytes(
        &self,
        request: opentelemetry_http::Request<bytes::Bytes>,
    ) -> Result<Answer, HttpError> {
        let outcome = self.send(request);
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure
            .note(
                outcome,
                "the collector of traces does not take them; they are dropped until it does",
            )
            .ok_or_else(|| "the request failed".into())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may be dropped where another runtime is at work, which must not be blocked.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
