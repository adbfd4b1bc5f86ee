//! The confirmation links that readers have requested, and those that were mailed.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{address_links, comments, deliveries};
use crate::error::Result;
use crate::ids::{CommentId, ReaderId};
use crate::moderation;
use crate::on;

/// The pattern of events of confirmation links.
const ADDRESS_LINKS: &str = "address_link:%";

/// When a confirmation link was last requested for this comment.
pub fn last_link_request(conn: &mut Connection, comment: CommentId) -> Result<Option<Time>> {
    let links = deliveries::comment_id.eq(comment).and(deliveries::event.like(ADDRESS_LINKS));
    let last: Option<Time> = on!(conn, |c| deliveries::table
        .filter(links)
        .order(deliveries::id.desc())
        .select(deliveries::created_at)
        .first(c)
        .optional())?;
    Ok(last)
}

/// When the last ten links were mailed to an inbox, latest first.
pub fn links_to(conn: &mut Connection, inbox: &[u8]) -> Result<Vec<Time>> {
    Ok(on!(conn, |c| address_links::table
        .filter(address_links::inbox.eq(inbox))
        .order(address_links::sent_at.desc())
        .limit(10)
        .select(address_links::sent_at)
        .load(c))?)
}

/// Records that a link is mailed to an inbox.
pub fn add_link(conn: &mut Connection, inbox: &[u8], now: Time) -> Result<()> {
    on!(conn, |c| diesel::insert_into(address_links::table)
        .values((address_links::inbox.eq(inbox), address_links::sent_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Deletes records of links that were mailed before `until`.
pub fn remove_links(conn: &mut Connection, until: Time) -> Result<usize> {
    let old = address_links::table.filter(address_links::sent_at.lt(until));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}

/// Deletes the records of links that were mailed to the inbox of a reader.
pub fn remove_of_reader(conn: &mut Connection, reader: ReaderId) -> Result<()> {
    if let Some(inbox) = moderation::inbox(conn, reader)? {
        let theirs = address_links::table.filter(address_links::inbox.eq(inbox));
        on!(conn, |c| diesel::delete(theirs).execute(c))?;
    }
    Ok(())
}

/// How many links were requested since `since` from the network of this comment.
pub fn links_of_network(conn: &mut Connection, comment: CommentId, since: Time) -> Result<i64> {
    let hash: Option<Option<Vec<u8>>> = on!(conn, |c| comments::table
        .find(comment)
        .select(comments::network_hash)
        .first(c)
        .optional())?;
    let Some(hash) = hash.flatten() else { return Ok(0) };
    let links = deliveries::event.like(ADDRESS_LINKS).and(deliveries::created_at.gt(since));
    Ok(on!(conn, |c| deliveries::table
        .inner_join(comments::table)
        .filter(comments::network_hash.eq(hash).and(links))
        .count()
        .get_result(c))?)
}
