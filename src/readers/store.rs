//! The queries of this room: readers' addresses, and whether an article is public.

use diesel::dsl::{exists, select};
use diesel::prelude::*;

use crate::articles::model::Status;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, readers};
use crate::error::Result;
use crate::ids::{ArticleId, ReaderId};
use crate::on;

pub fn is_published(conn: &mut Connection, id: ArticleId) -> Result<bool> {
    let published =
        articles::table.filter(articles::id.eq(id).and(articles::status.eq(Status::Published)));
    Ok(on!(conn, |c| select(exists(published)).get_result(c))?)
}

/// The blind index of a reader, and when the address was last confirmed.
pub fn reader(conn: &mut Connection, id: ReaderId) -> Result<Option<(Vec<u8>, Option<Time>)>> {
    Ok(on!(conn, |c| readers::table
        .find(id)
        .select((readers::email_index, readers::proven_at))
        .first(c)
        .optional())?)
}

/// Records that an address is confirmed, if it was last confirmed at `before`. Returns false if it
/// was not.
pub fn confirm(
    conn: &mut Connection,
    id: ReaderId,
    before: Option<Time>,
    now: Time,
) -> Result<bool> {
    let changed = match before {
        None => {
            let never = readers::table.filter(readers::id.eq(id).and(readers::proven_at.is_null()));
            on!(conn, |c| diesel::update(never).set(readers::proven_at.eq(now)).execute(c))?
        }
        Some(before) => {
            let then = readers::table.filter(readers::id.eq(id).and(readers::proven_at.eq(before)));
            on!(conn, |c| diesel::update(then).set(readers::proven_at.eq(now)).execute(c))?
        }
    };
    Ok(changed == 1)
}
