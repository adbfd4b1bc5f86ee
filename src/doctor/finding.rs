//! What a check finds.

use serde::Serialize;

/// The result of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable, for programs.
    pub name: &'static str,
    /// Whether the check found no fault.
    pub ok: bool,
    /// The finding in one sentence.
    pub detail: String,
    /// What to do about the fault; null if there is none.
    pub remedy: Option<&'static str>,
    /// Whether this run repaired it.
    pub repaired: bool,
}

impl Check {
    /// A check that found no fault.
    pub fn passed(name: &'static str, detail: impl Into<String>) -> Check {
        Check { name, ok: true, detail: detail.into(), remedy: None, repaired: false }
    }

    /// A check that found a fault.
    pub fn failed(name: &'static str, detail: impl Into<String>, remedy: &'static str) -> Check {
        Check { name, ok: false, detail: detail.into(), remedy: Some(remedy), repaired: false }
    }
}

/// What to do about data that cannot be read.
pub(super) const RESTORE: &str =
    "Restore the last good backup; keep the damaged file to find out what happened";

/// How many more there are than the one that is named.
pub(super) fn and_more(others: usize) -> String {
    if others == 0 { String::new() } else { format!(" (and {others} more)") }
}
