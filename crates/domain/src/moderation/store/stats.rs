//! Decisions in the log, read along its index of acts of staff.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::audit::model::Act;
use crate::audit::store::undone::not_undone;
use crate::clock::Time;
use crate::db::schema::{audit_log, comments};
use crate::db::{Connection, arrivals};
use crate::error::Result;
use crate::ids::{AccountId, SectionId};
use crate::on;
use crate::status::Status;

/// Section, arrival and first decision by staff of the comments first decided between two instants,
/// the latest `most`. A decision that was undone is none.
pub fn first_decisions(
    conn: &mut Connection,
    since: Time,
    until: Time,
    most: i64,
) -> Result<Vec<(Option<SectionId>, Time, Time)>> {
    let earlier = diesel::alias!(audit_log as earlier);
    let decided_before = earlier
        .filter(earlier.field(audit_log::comment_id).eq(audit_log::comment_id))
        .filter(earlier.field(audit_log::id).lt(audit_log::id))
        .filter(earlier.field(audit_log::from_status).eq(Status::Pending))
        .filter(earlier.field(audit_log::to_status).ne(Status::Pending))
        .filter(earlier.field(audit_log::act).le(Act::Hold))
        .filter(not_undone("earlier"));
    let rows: Vec<(Option<SectionId>, Time, Option<Time>, Time)> = on!(conn, |c| audit_log::table
        .inner_join(comments::table)
        .filter(audit_log::created_at.ge(since).and(audit_log::created_at.lt(until)))
        .filter(audit_log::actor_id.is_not_null().and(audit_log::act.le(Act::Hold)))
        .filter(
            audit_log::from_status
                .eq(Status::Pending)
                .and(audit_log::to_status.ne(Status::Pending))
        )
        .filter(comments::first_status.eq(Status::Pending))
        .filter(not_undone("audit_log"))
        .filter(not(exists(decided_before)))
        .order((audit_log::created_at.desc(), audit_log::id.desc()))
        .limit(most)
        .select((
            comments::section_id,
            comments::created_at,
            comments::imported_at,
            audit_log::created_at,
        ))
        .load(c))?;
    let waited = |(section, created, imported, decided)| {
        (section, arrivals::arrived(created, imported), decided)
    };
    Ok(rows.into_iter().map(waited).collect())
}

/// Who decided when, one comment at a time, since `since`; the latest `most` that were not undone.
pub fn decisions(conn: &mut Connection, since: Time, most: i64) -> Result<Vec<(AccountId, Time)>> {
    let rows: Vec<(Option<AccountId>, Time)> = on!(conn, |c| audit_log::table
        .filter(audit_log::created_at.ge(since).and(audit_log::actor_id.is_not_null()))
        .filter(audit_log::act.le(Act::Hold).and(audit_log::batch_id.is_null()))
        .filter(not_undone("audit_log"))
        .order((audit_log::created_at.desc(), audit_log::id.desc()))
        .limit(most)
        .select((audit_log::actor_id, audit_log::created_at))
        .load(c))?;
    Ok(rows.into_iter().filter_map(|(account, at)| Some((account?, at))).collect())
}
