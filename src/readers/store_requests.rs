//! The queries of requests to see what is stored.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{data_requests, readers};
use crate::error::Result;
use crate::ids::{DataRequestId, ReaderId};
use crate::moderation;
use crate::on;

/// A request.
#[derive(Clone, Debug, Queryable)]
pub struct Asked {
    /// The blind index of the address.
    pub email_index: Vec<u8>,
    /// The blind index of its inbox.
    pub inbox_index: Vec<u8>,
}

/// When requests came from a network since `since`, the oldest first.
pub fn of_network(conn: &mut Connection, network: &[u8], since: Time) -> Result<Vec<Time>> {
    Ok(on!(conn, |c| data_requests::table
        .filter(data_requests::network.eq(network))
        .filter(data_requests::requested_at.gt(since))
        .order(data_requests::requested_at)
        .select(data_requests::requested_at)
        .load(c))?)
}

/// Stores a request: the blind index of the address, that of its inbox, and the network.
pub fn insert(
    conn: &mut Connection,
    (email_index, inbox_index, network): (&[u8], &[u8], &[u8]),
    now: Time,
) -> Result<DataRequestId> {
    Ok(on!(conn, |c| diesel::insert_into(data_requests::table)
        .values((
            data_requests::email_index.eq(email_index),
            data_requests::inbox_index.eq(inbox_index),
            data_requests::network.eq(network),
            data_requests::requested_at.eq(now),
        ))
        .returning(data_requests::id)
        .get_result(c))?)
}

/// A request, unless it was deleted.
pub fn find(conn: &mut Connection, id: DataRequestId) -> Result<Option<Asked>> {
    Ok(on!(conn, |c| data_requests::table
        .find(id)
        .select((data_requests::email_index, data_requests::inbox_index))
        .first(c)
        .optional())?)
}

/// When the last mail to an inbox was planned.
pub fn last_mailed(conn: &mut Connection, inbox_index: &[u8]) -> Result<Option<Time>> {
    Ok(on!(conn, |c| data_requests::table
        .filter(data_requests::inbox_index.eq(inbox_index))
        .select(diesel::dsl::max(data_requests::mailed_at))
        .first(c))?)
}

/// Notes that a mail was planned.
pub fn set_mailed(conn: &mut Connection, id: DataRequestId, now: Time) -> Result<()> {
    on!(conn, |c| diesel::update(data_requests::table.find(id))
        .set(data_requests::mailed_at.eq(now))
        .execute(c))?;
    Ok(())
}

/// The reader with this address, or else the latest with another spelling of the same inbox.
pub fn reader(
    conn: &mut Connection,
    email_index: &[u8],
    inbox_index: &[u8],
) -> Result<Option<ReaderId>> {
    let exact: Option<ReaderId> = on!(conn, |c| readers::table
        .filter(readers::email_index.eq(email_index))
        .select(readers::id)
        .first(c)
        .optional())?;
    if exact.is_some() {
        return Ok(exact);
    }
    Ok(on!(conn, |c| readers::table
        .filter(readers::inbox_index.eq(inbox_index))
        .order(readers::id.desc())
        .select(readers::id)
        .first(c)
        .optional())?)
}

/// Deletes the requests about an inbox.
pub fn delete_of_reader(conn: &mut Connection, reader: ReaderId) -> Result<()> {
    if let Some(inbox) = moderation::inbox(conn, reader)? {
        let theirs = data_requests::table.filter(data_requests::inbox_index.eq(inbox));
        on!(conn, |c| diesel::delete(theirs).execute(c))?;
    }
    Ok(())
}

/// Deletes requests that were made before `until`.
pub fn delete_before(conn: &mut Connection, until: Time) -> Result<usize> {
    let old = data_requests::table.filter(data_requests::requested_at.lt(until));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}
