//! Confirming an address by the link in a mail.

use std::time::Duration;

use crate::clock::Time;
use crate::comments;
use crate::comments::email_verification::Link;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::readers::store;
use crate::subscriptions;

/// The state of a link in a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum LinkState {
    Valid,
    Expired,
    /// It, or another link that was requested before its use, was used; or the reader's address is
    /// erased.
    Used,
}

/// The state of a link that confirms an address.
pub fn link_state(conn: &mut Connection, link: &Link, now: Time) -> Result<LinkState> {
    if now > link.expires {
        return Ok(LinkState::Expired);
    }
    let reader = store::reader(conn, link.reader)?;
    Ok(match reader {
        Some((_, proven_at)) if proven_at == link.proven_before => LinkState::Valid,
        _ => LinkState::Used,
    })
}

/// Records that an address is confirmed, and returns its blind index, from which the browser's
/// cookie is made.
///
/// # Errors
/// `Conflict` `link_expired`, `link_used`.
pub fn confirm(conn: &mut Connection, link: &Link, now: Time) -> Result<Vec<u8>> {
    let used = || Error::conflict("link_used", Message::fault_link_used());
    if now > link.expires {
        return Err(Error::conflict("link_expired", Message::fault_link_expired()));
    }
    let (email_index, _) = store::reader(conn, link.reader)?.ok_or_else(used)?;
    // The new time must differ from the old one, even if the clock has not moved.
    let moment =
        link.proven_before.map_or(now, |before| now.max(before.plus(Duration::from_micros(1))));
    if !store::confirm(conn, link.reader, link.proven_before, moment)? {
        return Err(used());
    }
    comments::record_verified(conn, link.comment)?;
    subscriptions::confirm(conn, link.comment, now)?;
    Ok(email_index)
}
