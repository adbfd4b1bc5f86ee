//! Traces for an OpenTelemetry collector: the spans of [`crate::logging::spans`], sent by OTLP over HTTP.
//!
//! Spans that have ended wait in a bounded queue, and a thread of its own sends them every few seconds. If the collector is
//! slow or gone, the queue drops what it cannot hold; no request and no job waits for it.
//!
//! Builds without the cargo feature `otlp` have none of it: the configuration refuses the setting there.

#[cfg(feature = "otlp")]
mod otlp;

use tracing::Span;

use crate::config;
use crate::error::Result;
use crate::logging::Receiver;

/// The sender of traces, which is flushed at the end of the program.
#[derive(Default)]
pub struct Traces {
    #[cfg(feature = "otlp")]
    provider: Option<otlp::Provider>,
}

/// Begins to send traces if the settings name a collector. Returns the layer that receives the spans.
///
/// # Errors
/// If TLS or a thread cannot be set up.
pub fn start(settings: &config::Traces) -> Result<(Traces, Option<Receiver>)> {
    #[cfg(feature = "otlp")]
    if let Some(url) = &settings.otlp_url {
        let (provider, receiver) = otlp::start(settings, url)?;
        return Ok((Traces { provider: Some(provider) }, Some(receiver)));
    }
    // Without the feature, none of it can be set.
    let _ = settings;
    Ok((Traces::default(), None))
}

impl Traces {
    /// Sends the spans that wait, for at most some seconds.
    pub fn end(self) {
        #[cfg(feature = "otlp")]
        if let Some(provider) = self.provider {
            otlp::end(&provider);
        }
    }
}

/// Names a span whose name is known only at its end: by a field alone, that of one with children would stay as it was.
pub fn name(span: &Span, name: impl FnOnce() -> String) {
    if span.is_disabled() {
        return;
    }
    #[cfg(feature = "otlp")]
    otlp::name(span, name());
    #[cfg(not(feature = "otlp"))]
    let _ = name;
}

/// Makes `span` a part of the trace in this value of the header `traceparent` (W3C Trace Context). Only for requests of a
/// trusted proxy: others could have every request traced.
pub fn follow(span: &Span, traceparent: &str) {
    #[cfg(feature = "otlp")]
    otlp::follow(span, traceparent);
    #[cfg(not(feature = "otlp"))]
    let _ = (span, traceparent);
}
