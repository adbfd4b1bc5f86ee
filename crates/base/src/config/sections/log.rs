//! The section `log`.

use serde::Deserialize;

use crate::config::layers::Layers;
use crate::config::values::directives;

/// The log on standard error.
#[derive(Clone, Debug)]
pub struct Log {
    /// Valid directives of `tracing_subscriber::filter::Targets`.
    pub level: String,
    /// The format of the lines.
    pub format: LogFormat,
}

/// The format of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Text for people.
    Text,
    /// One JSON object per line.
    Json,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Log> {
    let level = layers.text_of("log.level", directives);
    let format = layers.choice("log.format", &["text", "json"]);
    Some(Log { level: level?, format: format? })
}
