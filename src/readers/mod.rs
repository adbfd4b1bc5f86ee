//! What readers can do beside posting: report a comment ([`flag`]), and on the private page of
//! their own one ([`private`]) edit it ([`editing`]), appeal against a rejection ([`appeal`]) and
//! confirm the address ([`confirming`]). The link in each mail leads to what they get mail about
//! ([`preferences`]), and what is stored ([`export`]), to erase it ([`erasing`]); a person may ask for that link ([`data_requests`]).

pub mod confirming;
pub mod data_requests;
pub mod editing;
pub mod erasing;
pub mod export;
pub mod preferences;
pub mod private;
mod store;
mod store_export;
mod store_requests;
pub mod tombstones;
pub mod view;
pub mod web;

use std::time::Duration;

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::change;
use crate::comments::life::model::{BY_AUTHOR, By, Change};
use crate::comments::life::state::{find, lock};
use crate::config::Comments as Settings;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::CommentId;
use crate::reviews;
use crate::reviews::flags::{self, Flagged};
use crate::reviews::model::{AppealText, FlagDraft, Kind, NewReview, outweighs};
use crate::status::{Decision, Status};

/// Stores a reader's flag on a public comment. A second flag by the same reader changes nothing. If
/// the flags have enough weight together, the comment is held. Returns the outdated pages.
///
/// # Errors
/// `NotFound` unless the comment is public, `TooFast`.
pub fn flag(
    conn: &mut Connection,
    comment: CommentId,
    draft: &FlagDraft,
    flagger: &[u8],
    settings: &Settings,
    now: Time,
) -> Result<Option<Scope>> {
    dialect::serialize_on(conn, flagger)?;
    // Read under the lock, because the comment may have been rejected while this waited for it.
    let seen = lock(conn, comment)?;
    if !seen.status.is_public() || !store::is_published(conn, seen.article_id)? {
        return Err(Error::NotFound);
    }
    let flagged = Flagged { comment, section: seen.section_id, version: seen.version };
    let weight = flags::add(conn, flagged, draft, flagger, settings.flags_per_hour, now)?;
    match weight {
        Some(weight) if outweighs(weight, settings.flag_hide_weight) => {
            Ok(change(conn, &seen, Change::HideByFlags, &By::default(), now)?.changed)
        }
        _ => Ok(None),
    }
}

/// Whether the comment is public, so that readers can flag it.
pub fn can_be_flagged(conn: &mut Connection, comment: CommentId) -> Result<bool> {
    let seen = find(conn, comment)?;
    Ok(seen.status.is_public() && store::is_published(conn, seen.article_id)?)
}

/// Deletes a comment on behalf of its author. Returns the outdated pages.
///
/// # Errors
/// `NotFound`; `Conflict` if it is deleted already.
pub fn delete_own(
    conn: &mut Connection,
    comment: CommentId,
    undo_window: Duration,
    now: Time,
) -> Result<Option<Scope>> {
    let seen = lock(conn, comment)?;
    let delete = Change::Decide { decision: Decision::Delete, undo_window, reply: None };
    let by = By { reason: Some(BY_AUTHOR), ..By::default() };
    Ok(change(conn, &seen, delete, &by, now)?.changed)
}

/// Opens an appeal against the rejection of a comment. Only one is possible.
///
/// # Errors
/// `NotFound`; `Conflict` `not_refused`, `appealed`.
pub fn appeal(
    conn: &mut Connection,
    comment: CommentId,
    text: &AppealText,
    now: Time,
) -> Result<()> {
    let appealed = || Error::conflict("appealed", Message::fault_appealed());
    let seen = lock(conn, comment)?;
    if !matches!(seen.status, Status::Rejected | Status::Spam) {
        return Err(Error::conflict("not_refused", Message::fault_not_rejected()));
    }
    if reviews::latest(conn, comment, Kind::Appeal)?.is_some() {
        return Err(appealed());
    }
    let review = NewReview {
        text: Some(text.as_str()),
        ..NewReview::open(Kind::Appeal, comment, seen.section_id, seen.version, now)
    };
    let id = reviews::open(conn, &review)?.ok_or_else(appealed)?;
    let detail = Some(json!({ "review": id }));
    audit::append(conn, &Entry { comment: Some(comment), detail, ..Entry::new(Act::Appeal) }, now)?;
    Ok(())
}
