//! Bans: readers, address domains and networks whose comments are rejected or held. The same list
//! has the readers that are trusted, because only one effect is in force for a reader.
//! [`screening::bans`](crate::screening::bans) applies them; this room creates, lists and lifts
//! them. A ban is never deleted, because it explains the status of comments.

pub mod model;
mod store;
pub mod web;

use serde_json::json;

use crate::accounts::model::{Role, Staff};
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::bans::model::{Ban, BanFilter, Banned, Key, NewBan};
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{BanId, CommentId, ReaderId};
use crate::screening::bans::Kind;
use crate::vault::{self, Vault};

/// Creates a ban. The ban of a reader covers all spellings of the address that reach the same
/// inbox.
///
/// # Errors
/// [`Error::Forbidden`] for a moderator who bans a domain or a network; [`Error::NotFound`] if
/// there is no such comment; [`Error::Conflict`]: `no_reader` if the comment has no reader,
/// `already` with the active ban.
pub fn add(
    conn: &mut Connection,
    vault: &Vault,
    new: &NewBan,
    staff: &Staff,
    now: Time,
) -> Result<Ban> {
    let key = locked_key(conn, vault, new, staff)?;
    if let Some(id) = store::active(conn, &key, now)? {
        let detail = Message::fault_ban_again();
        let present = Some(Box::new(json!({ "ban": id })));
        return Err(Error::Conflict { code: "already", detail, present });
    }
    insert(conn, &key, new, staff, now)
}

/// Creates a ban in the place of the one that is in force on the same target, which is lifted: one
/// step from trusted to banned.
///
/// # Errors
/// Those of [`add`], without `already`.
pub fn replace(
    conn: &mut Connection,
    vault: &Vault,
    new: &NewBan,
    staff: &Staff,
    now: Time,
) -> Result<Ban> {
    let key = locked_key(conn, vault, new, staff)?;
    while let Some(former) = store::active(conn, &key, now)? {
        lift(conn, former, staff, now)?;
    }
    insert(conn, &key, new, staff, now)
}

/// The active ban of a reader, under any spelling of the address.
///
/// # Errors
/// [`Error::NotFound`] if the reader's address is not stored.
pub fn of_reader(
    conn: &mut Connection,
    vault: &Vault,
    reader: ReaderId,
    now: Time,
) -> Result<Option<Ban>> {
    let key = reader_key(conn, vault, reader)?;
    store::active(conn, &key, now)?.map(|id| show(conn, id)).transpose()
}

/// The key of a new ban's target, after the check of the role; no other transaction changes bans of
/// this target before this one ends.
fn locked_key(conn: &mut Connection, vault: &Vault, new: &NewBan, staff: &Staff) -> Result<Key> {
    let key = match &new.banned {
        Banned::ReaderOf(comment) => author_key(conn, vault, *comment)?,
        Banned::Reader(reader) => reader_key(conn, vault, *reader)?,
        Banned::Domain(domain) => Key::Domain(domain.clone()),
        Banned::Network(network) => Key::Network(network.clone()),
    };
    require_role(staff, key.kind())?;
    match &key {
        Key::Reader { inbox_index, .. } => dialect::serialize_on(conn, inbox_index)?,
        Key::Domain(value) | Key::Network(value) => {
            dialect::serialize_on(conn, &vault::hash(value))?;
        }
    }
    Ok(key)
}

fn insert(conn: &mut Connection, key: &Key, new: &NewBan, staff: &Staff, now: Time) -> Result<Ban> {
    let (kind, id) = (key.kind(), store::insert(conn, key, new, staff.id, now)?);
    let comment = match new.banned {
        Banned::ReaderOf(comment) => Some(comment),
        Banned::Reader(_) | Banned::Domain(_) | Banned::Network(_) => None,
    };
    let line = Entry {
        comment,
        reason: Some(new.effect.name()),
        note: Some(&new.reason),
        // The line does not name the domain or network: a network may belong to a person, and lines
        // of the log are kept forever.
        detail: Some(json!({ "ban": id, "kind": kind, "expires_at": new.expires_at })),
        ..Entry::by(staff.id, Act::Ban)
    };
    audit::append(conn, &line, now)?;
    show(conn, id)
}

/// The key of the comment's author.
fn author_key(conn: &mut Connection, vault: &Vault, comment: CommentId) -> Result<Key> {
    let reader = store::reader_of(conn, comment)?.ok_or(Error::NotFound)?;
    let (email_index, sealed) =
        reader.ok_or_else(|| Error::conflict("no_reader", Message::fault_ban_no_reader()))?;
    key_of(vault, email_index, &sealed)
}

fn reader_key(conn: &mut Connection, vault: &Vault, reader: ReaderId) -> Result<Key> {
    let (email_index, sealed) = store::reader(conn, reader)?.ok_or(Error::NotFound)?;
    key_of(vault, email_index, &sealed)
}

fn key_of(vault: &Vault, email_index: Vec<u8>, sealed: &[u8]) -> Result<Key> {
    let address = vault.reader_address(&email_index, sealed)?;
    Ok(Key::Reader { inbox_index: vault.inbox_index(&address), email_index })
}

/// Lifts a ban. Lifting it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Forbidden`] for a moderator who lifts the ban of a domain or a
/// network.
pub fn lift(conn: &mut Connection, id: BanId, staff: &Staff, now: Time) -> Result<()> {
    require_role(staff, show(conn, id)?.kind)?;
    if store::lift(conn, id, staff.id, now)? {
        let line = Entry { detail: Some(json!({ "ban": id })), ..Entry::by(staff.id, Act::Unban) };
        audit::append(conn, &line, now)?;
    }
    Ok(())
}

/// One ban.
///
/// # Errors
/// [`Error::NotFound`].
pub fn show(conn: &mut Connection, id: BanId) -> Result<Ban> {
    store::find(conn, id)?.ok_or(Error::NotFound)
}

/// Up to `limit` bans before the ban `before`, the latest first. `now` decides which have expired.
pub fn list(
    conn: &mut Connection,
    which: BanFilter,
    before: Option<BanId>,
    limit: i64,
    now: Time,
) -> Result<Vec<Ban>> {
    store::list(conn, which, before, limit, now)
}

/// Moderators can ban readers. A domain or a network can affect many people, so it needs an editor.
fn require_role(staff: &Staff, kind: Kind) -> Result<()> {
    match kind {
        Kind::Reader => staff.require_role(Role::Moderator),
        Kind::Domain | Kind::Network => staff.require_role(Role::Editor),
    }
}

/// Whether [`lift`] would let `staff` lift a ban of this kind.
pub fn may_lift(staff: &Staff, kind: Kind) -> bool {
    require_role(staff, kind).is_ok()
}
