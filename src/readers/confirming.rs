//! Confirming an address by the link in a mail.

use std::time::Duration;

use crate::clock::Time;
use crate::comments;
use crate::comments::email_verification::Link;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::readers::store;

/// What a link in a mail can still do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It works.
    Good,
    /// Its time is over.
    Expired,
    /// It, or another of its time, was followed already; or its reader is gone.
    Used,
}

/// Whether a link that confirms an address still works.
pub fn link_state(conn: &mut Connection, link: &Link, now: Time) -> Result<LinkState> {
    if now > link.expires {
        return Ok(LinkState::Expired);
    }
    let reader = store::reader(conn, link.reader)?;
    Ok(match reader {
        Some((_, proven_at)) if proven_at == link.proven_before => LinkState::Good,
        _ => LinkState::Used,
    })
}

/// Stores that an address is confirmed, and returns its blind index, from which the browser's proof
/// is made.
///
/// # Errors
/// `Conflict` `link_expired`, `link_used`.
pub fn confirm(conn: &mut Connection, link: &Link, now: Time) -> Result<Vec<u8>> {
    let used = || {
        Error::conflict(
            "link_used",
            "This link was used already. Ask for a new one on the private page.",
        )
    };
    if now > link.expires {
        return Err(Error::conflict(
            "link_expired",
            "This link is too old. Ask for a new one on the private page.",
        ));
    }
    let (email_index, _) = store::reader(conn, link.reader)?.ok_or_else(used)?;
    // The next proof must differ from this one, even where the clock stands.
    let moment =
        link.proven_before.map_or(now, |before| now.max(before.plus(Duration::from_micros(1))));
    if !store::confirm(conn, link.reader, link.proven_before, moment)? {
        return Err(used());
    }
    comments::note_proven(conn, link.comment)?;
    Ok(email_index)
}
