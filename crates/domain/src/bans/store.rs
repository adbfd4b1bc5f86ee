//! The table of bans.

use diesel::prelude::*;

use crate::bans::model::{Ban, BanFilter, BanState, Key, NewBan};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, bans, comments, readers};
use crate::error::Result;
use crate::ids::{AccountId, BanId, CommentId, ReaderId};
use crate::moderation::model::Actor;
use crate::on;
use crate::screening::bans::{Effect, Kind};

/// A reader's blind index and sealed address.
type ReaderRow = (Vec<u8>, Vec<u8>);

/// The blind index and the sealed address of the comment's author. The outer None means that there
/// is no such comment.
pub fn reader_of(conn: &mut Connection, comment: CommentId) -> Result<Option<Option<ReaderRow>>> {
    Ok(on!(conn, |c| comments::table
        .left_join(readers::table)
        .filter(comments::id.eq(comment))
        .select((readers::email_index, readers::email_sealed).nullable())
        .first(c)
        .optional())?)
}

/// The blind index and the sealed address of a reader.
pub fn reader(conn: &mut Connection, id: ReaderId) -> Result<Option<ReaderRow>> {
    Ok(on!(conn, |c| readers::table
        .find(id)
        .select((readers::email_index, readers::email_sealed))
        .first(c)
        .optional())?)
}

/// The active ban of this reader, domain or network at `now`.
pub fn active(conn: &mut Connection, key: &Key, now: Time) -> Result<Option<BanId>> {
    let is_active = bans::lifted_at
        .is_null()
        .and(bans::expires_at.is_null().or(bans::expires_at.gt(now).assume_not_null()));
    Ok(match key {
        Key::Reader { email_index, inbox_index } => on!(conn, |c| bans::table
            .filter(bans::email_index.eq(email_index).or(bans::inbox_index.eq(inbox_index)))
            .filter(is_active)
            .select(bans::id)
            .first(c)
            .optional())?,
        Key::Domain(value) | Key::Network(value) => on!(conn, |c| bans::table
            .filter(bans::kind.eq(key.kind()).and(bans::value.eq(value)).and(is_active))
            .select(bans::id)
            .first(c)
            .optional())?,
    })
}

pub fn insert(
    conn: &mut Connection,
    key: &Key,
    new: &NewBan,
    by: AccountId,
    now: Time,
) -> Result<BanId> {
    let (email_index, inbox_index, value) = match key {
        Key::Reader { email_index, inbox_index } => (Some(email_index), Some(inbox_index), None),
        Key::Domain(value) | Key::Network(value) => (None, None, Some(value)),
    };
    Ok(on!(conn, |c| diesel::insert_into(bans::table)
        .values((
            bans::kind.eq(key.kind()),
            bans::email_index.eq(email_index),
            bans::inbox_index.eq(inbox_index),
            bans::value.eq(value),
            bans::effect.eq(new.effect),
            bans::reason.eq(&new.reason),
            bans::created_by.eq(by),
            bans::created_at.eq(now),
            bans::expires_at.eq(new.expires_at),
        ))
        .returning(bans::id)
        .get_result(c))?)
}

/// Lifts a ban. Returns false if it was lifted before.
pub fn lift(conn: &mut Connection, id: BanId, by: AccountId, now: Time) -> Result<bool> {
    let changed =
        on!(conn, |c| diesel::update(bans::table.find(id).filter(bans::lifted_at.is_null()))
            .set((bans::lifted_at.eq(now), bans::lifted_by.eq(by)))
            .execute(c))?;
    Ok(changed == 1)
}

pub fn find(conn: &mut Connection, id: BanId) -> Result<Option<Ban>> {
    let mut found = between(conn, (id, id), BanFilter::All, 1, Time::from_micros(0))?;
    Ok(found.pop())
}

/// Up to `limit` bans before `before`, the latest first.
pub fn list(
    conn: &mut Connection,
    which: BanFilter,
    before: Option<BanId>,
    limit: i64,
    now: Time,
) -> Result<Vec<Ban>> {
    let most = BanId(before.map_or(i64::MAX, |id| id.0.saturating_sub(1)));
    between(conn, (BanId(0), most), which, limit, now)
}

fn between(
    conn: &mut Connection,
    (least, most): (BanId, BanId),
    which: BanFilter,
    limit: i64,
    now: Time,
) -> Result<Vec<Ban>> {
    type Row = (
        (BanId, Kind, Option<Vec<u8>>, Option<String>, Effect, String),
        (Option<AccountId>, Time, Option<Time>, Option<Time>, Option<AccountId>),
        Option<ReaderId>,
        Option<String>,
        Option<String>,
    );
    let lifting = diesel::alias!(accounts as lifting);
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = bans::table
            .left_join(readers::table.on(bans::email_index.eq(readers::email_index.nullable())))
            .left_join(accounts::table.on(bans::created_by.eq(accounts::id.nullable())))
            .left_join(lifting.on(bans::lifted_by.eq(lifting.field(accounts::id).nullable())))
            .filter(bans::id.between(least, most))
            .order(bans::id.desc())
            .limit(limit)
            .select((
                (bans::id, bans::kind, bans::email_index, bans::value, bans::effect, bans::reason),
                (
                    bans::created_by,
                    bans::created_at,
                    bans::expires_at,
                    bans::lifted_at,
                    bans::lifted_by,
                ),
                readers::id.nullable(),
                accounts::name.nullable(),
                lifting.field(accounts::name).nullable(),
            ))
            .into_boxed();
        query = match which {
            BanFilter::All => query,
            BanFilter::InState(BanState::Active) => query
                .filter(bans::lifted_at.is_null())
                .filter(bans::expires_at.is_null().or(bans::expires_at.gt(now).assume_not_null())),
            BanFilter::InState(BanState::Expired) => {
                query.filter(bans::lifted_at.is_null()).filter(bans::expires_at.le(now))
            }
            BanFilter::InState(BanState::Lifted) => query.filter(bans::lifted_at.is_not_null()),
            // Without an expiry the comparison is NULL, so only the first half can match.
            BanFilter::Over => query.filter(
                bans::lifted_at.is_not_null().or(bans::expires_at.le(now).assume_not_null()),
            ),
        };
        query.load(c)
    })?;
    let ban = |((id, kind, _, value, effect, reason), times, reader, maker, lifter): Row| {
        let (created_by, created_at, expires_at, lifted_at, lifted_by) = times;
        Ban {
            id,
            kind,
            reader,
            value,
            effect,
            reason,
            by: created_by.map(|id| Actor { id, name: maker }),
            created_at,
            expires_at,
            lifted_at,
            lifted_by: lifted_by.map(|id| Actor { id, name: lifter }),
        }
    };
    Ok(rows.into_iter().map(ban).collect())
}
