//! What is known about the relay, for everybody who asks: other processes, `doctor`, `/ready`, the
//! metrics and the desk. It outlives a restart.

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::mail::causes::{Cause, Code};
use crate::settings;

/// The name of the stored fault.
const FAULT: &str = "mail_relay_fault";

/// The name of the mark that the relay carries no mail to international addresses.
const NO_SMTPUTF8: &str = "mail_relay_without_smtputf8";

/// Whether the relay carries mail to addresses with letters outside ASCII before the @, as far as is known.
pub fn carries_international(conn: &mut Connection) -> Result<bool> {
    Ok(settings::get(conn, NO_SMTPUTF8)?.is_none())
}

/// Stores whether it does.
pub fn note_international(conn: &mut Connection, carries: bool) -> Result<()> {
    match carries {
        true => settings::remove(conn, NO_SMTPUTF8),
        false => settings::set(conn, NO_SMTPUTF8, "true"),
    }
}

/// Why no mail can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Since when, in microseconds since 1970.
    since: i64,
    /// The cause in English, which the version before reads.
    reason: String,
    #[serde(default)]
    cause: Option<Cause>,
}

impl Fault {
    fn new(since: i64, cause: Cause) -> Fault {
        Fault { since, reason: cause.to_string(), cause: Some(cause) }
    }

    /// Since when.
    pub fn since(&self) -> Time {
        Time::from_micros(self.since)
    }

    /// What the latest attempt showed.
    pub fn cause(&self) -> Cause {
        self.cause.clone().unwrap_or_else(|| Cause::of_text(&self.reason))
    }
}

/// The relay's present fault; `None` if the last attempt reached it.
pub fn fault(conn: &mut Connection) -> Result<Option<Fault>> {
    let stored = settings::get(conn, FAULT)?;
    // What an older or newer version has written says at least that there is a fault.
    Ok(stored.map(|text| {
        serde_json::from_str(&text).unwrap_or_else(|_| Fault::new(0, Code::RelayFault.into()))
    }))
}

/// Stores that the relay is at fault. The time of an earlier fault stays.
pub fn at_fault(conn: &mut Connection, cause: &Cause, now: Time) -> Result<()> {
    let since = fault(conn)?.map_or(now.micros(), |before| before.since);
    let text = serde_json::to_string(&Fault::new(since, cause.clone()));
    settings::set(conn, FAULT, &text.map_err(Error::internal)?)
}

/// Stores that the relay works.
pub fn works(conn: &mut Connection) -> Result<()> {
    settings::remove(conn, FAULT)
}
