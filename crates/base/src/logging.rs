//! The log on standard error: text for people or JSON for programs.
//!
//! No level may show an address, a comment or a token. This crate's own lines contain none; the
//! levels of other crates are capped here, even if a finer one is configured.

pub mod spans;

use std::io;

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt as _, Targets, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};
use crate::error::{Error, Result};

/// Crates whose detailed lines may contain a person's input, and the most detailed level that is
/// shown.
///
/// * lettre (with its feature `tracing`, which another crate could enable) logs each SMTP command
///   at debug, hence both addresses and AUTH, and each file that it writes.
/// * actix_http logs invalid header values at debug and parse errors at trace; actix_web logs
///   errors of handlers at debug, actix_router paths that cannot be decoded.
/// * html5ever and markup5ever log the tokens that they parse, which are a comment's text.
/// * rustls logs handshake messages at trace; mio and moka are only verbose.
///
/// Most of these use `log`, which is not forwarded to tracing. If that changes, these caps work as
/// long as the bridge keeps the names of the targets.
const CAPS: [(&str, Level); 9] = [
    ("lettre", Level::INFO),
    ("actix_http", Level::INFO),
    ("actix_web", Level::INFO),
    ("actix_router", Level::INFO),
    ("html5ever", Level::WARN),
    ("markup5ever", Level::WARN),
    ("rustls", Level::INFO),
    ("mio", Level::INFO),
    ("moka", Level::INFO),
];

/// Logs every malformed request at ERROR, although a malformed request is no fault of the program.
/// `web::edge` logs the failures of handlers.
const MALFORMED_REQUESTS: &str = "actix_http::h1::dispatcher";

/// Logs the failure of something that is tried again and again: once, until it succeeds again.
#[derive(Debug, Default)]
pub struct RecurringFailure {
    is_failing: bool,
}

impl RecurringFailure {
    /// Notes an attempt. The first failure after a success is logged as `message`, with the error.
    /// Returns what a success has returned.
    pub fn note<T>(&mut self, outcome: Result<T>, message: &'static str) -> Option<T> {
        match outcome {
            Ok(done) => {
                self.is_failing = false;
                Some(done)
            }
            Err(error) => {
                if !self.is_failing {
                    tracing::warn!(%error, "{message}");
                }
                self.is_failing = true;
                None
            }
        }
    }

    /// Whether the last attempt failed.
    pub fn is_failing(&self) -> bool {
        self.is_failing
    }
}

/// What gets events and spans.
pub type Receiver = Box<dyn Layer<Registry> + Send + Sync>;

/// Starts logging for the whole process, and reports to `traces` if there is one. A second call fails.
pub fn init(log: &Log, traces: Option<Receiver>) -> Result<()> {
    subscriber(log, io::stderr, traces)?.try_init().map_err(Error::internal)
}

/// The subscriber that [`init`] installs, with its lines written to `writer`.
pub fn subscriber<W>(
    log: &Log,
    writer: W,
    traces: Option<Receiver>,
) -> Result<Box<dyn Subscriber + Send + Sync>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let level: Targets = log.level.parse().map_err(Error::internal)?;
    let lines: Receiver = match log.format {
        LogFormat::Text => {
            tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer).boxed()
        }
        LogFormat::Json => {
            tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(writer).boxed()
        }
    };
    // The cap is a separate filter: as a directive, a more specific one of the operator would
    // override it.
    let mut receivers = vec![lines.with_filter(level.and(filter_fn(is_within_cap))).boxed()];
    receivers.extend(traces);
    Ok(Box::new(Registry::default().with(receivers)))
}

fn is_within_cap(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    if target == MALFORMED_REQUESTS || target == spans::TARGET {
        return false;
    }
    let name = target.split("::").next().unwrap_or(target);
    CAPS.iter().all(|(capped, finest)| *capped != name || metadata.level() <= finest)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no other test holds it").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(level: &str, format: LogFormat, speak: impl FnOnce()) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let log = Log { level: level.to_owned(), format };
        let subscriber = subscriber(&log, move || writer.clone(), None).expect("a good level");
        tracing::subscriber::with_default(subscriber, speak);
        let bytes = lines.0.lock().expect("nobody writes any more").clone();
        String::from_utf8(bytes).expect("log lines are UTF-8")
    }

    #[test]
    fn no_level_lets_the_mail_crate_tell_its_commands() {
        for level in ["trace", "lettre=trace", "info,lettre::transport::smtp::client=trace"] {
            let text = logged(level, LogFormat::Text, || {
                tracing::debug!(target: "lettre::transport::smtp::client", "Wrote: RCPT TO:<someone@example.org>");
                tracing::info!(target: "lettre::transport", "pool ready");
            });
            assert!(!text.contains("someone@example.org"), "{level}: {text}");
            assert!(text.contains("pool ready"), "{level}: {text}");
        }
    }

    #[test]
    fn a_garbled_request_is_no_error_of_the_program() {
        let text = logged("trace", LogFormat::Text, || {
            tracing::error!(target: "actix_http::h1::dispatcher", "stream error: parse error");
            tracing::error!(target: "actix_http::h1", "another");
        });
        assert!(!text.contains("parse error") && text.contains("another"), "{text}");
    }

    #[test]
    fn a_span_of_a_trace_is_in_no_line() {
        let text = logged("trace", LogFormat::Text, || {
            let span = spans::request("GET");
            assert!(span.is_disabled(), "nothing is interested in it");
            span.in_scope(|| tracing::info!(target: "rejoinder", "answered"));
        });
        assert!(text.contains("answered") && !text.contains("GET"), "{text}");
    }

    #[test]
    fn our_own_lines_follow_the_configured_level() {
        let speak = || {
            tracing::debug!(target: "rejoinder_base::queue", "fine");
            tracing::info!(target: "rejoinder::server", port = 8080, "listening");
        };
        let text = logged("info", LogFormat::Text, speak);
        assert!(text.contains("listening") && !text.contains("fine"), "{text}");
        assert!(logged("info,rejoinder=debug", LogFormat::Text, speak).contains("fine"));
    }

    #[test]
    fn json_lines_are_one_object_each() {
        let text = logged(
            "info",
            LogFormat::Json,
            || tracing::info!(target: "rejoinder", port = 8080, "listening"),
        );
        let line: serde_json::Value = serde_json::from_str(text.trim()).expect("one JSON object");
        assert_eq!((&line["message"], &line["port"]), (&"listening".into(), &8080.into()));
    }
}
