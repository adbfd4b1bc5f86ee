//! The program's own story on standard error: text for people or JSON for programs.
//!
//! No level may show an address, a comment or a token. Our own lines see to that where they are
//! written; lines of other crates are capped here, above what any configured level can lift.

use std::io;

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{EnvFilter, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};
use crate::error::{Error, Result};

/// Crates whose finer lines may carry what a person wrote, and the finest level they may use.
///
/// * lettre (with its feature `tracing`, which another crate could switch on) writes each SMTP
///   command, hence both addresses and AUTH, at debug, and each file it writes.
/// * actix_http shows faulty header values at debug and parse errors at trace; actix_web shows
///   errors of handlers at debug, actix_router paths that do not decode.
/// * html5ever and markup5ever tell the tokens of the markup they parse, which is a comment's text.
/// * rustls shows handshake messages at trace, and mio and moka are merely loud.
///
/// Most of these speak through `log`, which is not forwarded to tracing here at all. Should that
/// change, these caps hold as long as the bridge keeps the targets' names.
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

/// Speaks at ERROR of every request that is no HTTP, which is whatever a stranger cares to send and
/// no fault of the program's. What fails in a handler is logged by the edge.
const GARBLED_REQUESTS: &str = "actix_http::h1::dispatcher";

/// Starts logging for the whole process. A second call fails, for there can be only one story.
pub fn init(log: &Log) -> Result<()> {
    subscriber(log, io::stderr)?.try_init().map_err(Error::internal)
}

/// What [`init`] installs, with the lines going to `writer`.
pub fn subscriber<W>(log: &Log, writer: W) -> Result<Box<dyn Subscriber + Send + Sync>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let level = EnvFilter::builder().parse(&log.level).map_err(Error::internal)?;
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match log.format {
        LogFormat::Text => {
            tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer).boxed()
        }
        LogFormat::Json => {
            tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(writer).boxed()
        }
    };
    // The cap stands as a filter of its own: as a directive it would lose to a longer one of the
    // operator's.
    let lines = lines.with_filter(filter_fn(is_within_cap)).with_filter(level);
    Ok(Box::new(Registry::default().with(lines)))
}

fn is_within_cap(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    if target == GARBLED_REQUESTS {
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
        let subscriber = subscriber(&log, move || writer.clone()).expect("a good level");
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
    fn our_own_lines_follow_the_configured_level() {
        let speak = || {
            tracing::debug!(target: "rejoinder::queue", "fine");
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
