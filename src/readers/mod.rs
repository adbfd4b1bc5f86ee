//! What a reader can do after posting: report somebody's comment ([`flag`]), and on the private page
//! of an own one ([`private`]) change its text ([`editing`]), appeal against a refusal ([`appeal`])
//! and confirm the address ([`confirming`]).

pub mod confirming;
pub mod editing;
pub mod private;
mod store;
pub mod view;
pub mod web;

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::change;
use crate::comments::life::model::{By, Change};
use crate::comments::life::state::{find, lock};
use crate::config::Comments as Settings;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::reviews;
use crate::reviews::flags::{self, Flagged};
use crate::reviews::model::{AppealText, FlagDraft, Kind, NewReview, outweighs};
use crate::status::Status;

/// Takes a reader's flag on a public comment. The second flag of one reader changes nothing. Where
/// the flags weigh enough together, the comment is held. Returns the pages that are outdated.
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
    // Read under the lock: it may have been rejected while this waited for it.
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

/// Whether readers see the comment, so that they can flag it.
pub fn can_be_flagged(conn: &mut Connection, comment: CommentId) -> Result<bool> {
    let seen = find(conn, comment)?;
    Ok(seen.status.is_public() && store::is_published(conn, seen.article_id)?)
}

/// Asks for another decision about a comment that was refused. Once.
///
/// # Errors
/// `NotFound`; `Conflict` `not_refused`, `appealed`.
pub fn appeal(
    conn: &mut Connection,
    comment: CommentId,
    words: &AppealText,
    now: Time,
) -> Result<()> {
    let appealed = || {
        Error::conflict(
            "appealed",
            "You have asked for another look already; that can be done once",
        )
    };
    let seen = lock(conn, comment)?;
    if !matches!(seen.status, Status::Rejected | Status::Spam) {
        return Err(Error::conflict("not_refused", "There is no refusal to appeal against"));
    }
    if reviews::latest(conn, comment, Kind::Appeal)?.is_some() {
        return Err(appealed());
    }
    let review = NewReview {
        text: Some(words.as_str()),
        ..NewReview::open(Kind::Appeal, comment, seen.section_id, seen.version, now)
    };
    let id = reviews::open(conn, &review)?.ok_or_else(appealed)?;
    let detail = Some(json!({ "review": id }));
    audit::append(conn, &Entry { comment: Some(comment), detail, ..Entry::new(Act::Appeal) }, now)?;
    Ok(())
}
