//! The lines of the audit log about pictures.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::AccountId;

use super::model::{Description, Media};

/// Records an upload; `by` is `None` for the command line.
pub(super) fn added(
    conn: &mut Connection,
    media: &Media,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    record(conn, Act::AddMedia, media, by, now)
}

/// Records which fields of a picture were changed.
pub(super) fn changed(
    conn: &mut Connection,
    media: &Media,
    to: &Description,
    by: AccountId,
    now: Time,
) -> Result<()> {
    let detail = Some(json!({ "media": media.id, "changed": to.fields() }));
    audit::append(conn, &Entry { detail, ..Entry::by(by, Act::ChangeMedia) }, now)?;
    Ok(())
}

/// Records that a picture was deleted; `by` is `None` for the command line.
pub(super) fn deleted(
    conn: &mut Connection,
    media: &Media,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    record(conn, Act::DeleteMedia, media, by, now)
}

fn record(
    conn: &mut Connection,
    act: Act,
    media: &Media,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    let detail = Some(json!({ "media": media.id, "name": media.name }));
    audit::append(conn, &Entry { actor: by, detail, ..Entry::new(act) }, now)?;
    Ok(())
}
