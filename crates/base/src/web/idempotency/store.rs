//! Queries on the table `idempotency_keys`.

use diesel::prelude::*;
use serde_json::Value;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::idempotency_keys;
use crate::error::{Error, Result};
use crate::on;

/// The hash of a request, and the status and the body of its response.
pub(super) type Stored = (Vec<u8>, i16, String);

/// The response stored for `key` after `since`.
pub(super) fn find(conn: &mut Connection, key: &[u8], since: Time) -> Result<Option<Stored>> {
    Ok(on!(conn, |c| idempotency_keys::table
        .find(key)
        .filter(idempotency_keys::created_at.gt(since))
        .select((idempotency_keys::request_hash, idempotency_keys::status, idempotency_keys::body))
        .first(c)
        .optional())?)
}

/// Stores a response for `key`, replacing an expired one.
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

/// Deletes the responses that were stored at `until` or earlier.
pub(super) fn remove(conn: &mut Connection, until: Time) -> Result<usize> {
    let old = idempotency_keys::table.filter(idempotency_keys::created_at.le(until));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}
