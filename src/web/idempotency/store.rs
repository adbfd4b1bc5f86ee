//! The table of answers that are kept for retries.

use diesel::prelude::*;
use serde_json::Value;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::idempotency_keys;
use crate::error::{Error, Result};
use crate::on;

/// The hash of a request, and the status and the body of its answer.
pub(super) type Stored = (Vec<u8>, i16, String);

/// The answer that was kept under `key` after `since`.
pub(super) fn find(conn: &mut Connection, key: &[u8], since: Time) -> Result<Option<Stored>> {
    Ok(on!(conn, |c| idempotency_keys::table
        .find(key)
        .filter(idempotency_keys::created_at.gt(since))
        .select((idempotency_keys::request_hash, idempotency_keys::status, idempotency_keys::body))
        .first(c)
        .optional())?)
}

/// Keeps an answer under `key`, over one that is too old.
pub(super) fn set(
    conn: &mut Connection,
    key: &[u8],
    request: &[u8],
    status: u16,
    body: &Value,
    now: Time,
) -> Result<()> {
    let values = (
        idempotency_keys::request_hash.eq(request),
        idempotency_keys::status.eq(i16::try_from(status).map_err(Error::internal)?),
        idempotency_keys::body.eq(body.to_string()),
        idempotency_keys::created_at.eq(now),
    );
    on!(conn, |c| diesel::insert_into(idempotency_keys::table)
        .values((idempotency_keys::key.eq(key), values.clone()))
        .on_conflict(idempotency_keys::key)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// Removes the answers that were kept until `until`.
pub(super) fn remove(conn: &mut Connection, until: Time) -> Result<usize> {
    let old = idempotency_keys::table.filter(idempotency_keys::created_at.le(until));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}
