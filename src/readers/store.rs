//! The queries of this room: readers' addresses and what they get mail about, and whether an article
//! is public.

use diesel::dsl::{exists, select};
use diesel::prelude::*;

use crate::articles::model::Status;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, readers};
use crate::error::Result;
use crate::ids::{ArticleId, ReaderId};
use crate::on;
use crate::subscriptions::model::Frequency;

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

/// The columns of a reader about mail.
#[derive(Queryable)]
pub struct MailChoices {
    pub email_index: Vec<u8>,
    pub email_sealed: Vec<u8>,
    pub frequency: Frequency,
    pub decisions: bool,
    pub corrections: bool,
}

pub fn mail_choices(conn: &mut Connection, id: ReaderId) -> Result<Option<MailChoices>> {
    Ok(on!(conn, |c| readers::table
        .find(id)
        .select((
            readers::email_index,
            readers::email_sealed,
            readers::frequency,
            readers::mail_decisions,
            readers::mail_corrections,
        ))
        .first(c)
        .optional())?)
}

/// Stores frequency, mail about decisions, and mail about corrections. Returns false without such a
/// reader.
pub fn set_mail_choices(
    conn: &mut Connection,
    id: ReaderId,
    (frequency, decisions, corrections): (Frequency, bool, bool),
) -> Result<bool> {
    let changed = on!(conn, |c| diesel::update(readers::table.find(id))
        .set((
            readers::frequency.eq(frequency),
            readers::mail_decisions.eq(decisions),
            readers::mail_corrections.eq(corrections),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

/// When a reader's address was first used and last confirmed.
pub fn times(conn: &mut Connection, id: ReaderId) -> Result<Option<(Time, Option<Time>)>> {
    Ok(on!(conn, |c| readers::table
        .find(id)
        .select((readers::created_at, readers::proven_at))
        .first(c)
        .optional())?)
}

/// The reader with this blind index, if the address was first used at `before` or earlier.
pub fn reader_before(
    conn: &mut Connection,
    email_index: &[u8],
    before: Time,
) -> Result<Option<ReaderId>> {
    Ok(on!(conn, |c| readers::table
        .filter(readers::email_index.eq(email_index).and(readers::created_at.le(before)))
        .select(readers::id)
        .first(c)
        .optional())?)
}
