//! Suppressed addresses, and the refusals of the relay that suppress them.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, deliveries, readers, suppressions};
use crate::error::Result;
use crate::ids::{AccountId, DeliveryId};
use crate::mail::causes::{Cause, Code, Phase, Stored};
use crate::notify::model::{State, Suppression};
use crate::notify::store::deliveries as store;
use crate::on;
use crate::queue::{self, Job};

/// Suppresses an address.
pub fn suppress(conn: &mut Connection, email_index: &[u8], cause: &Cause, now: Time) -> Result<()> {
    let found = (
        suppressions::reason.eq(cause.to_string()),
        suppressions::cause.eq(cause.code),
        suppressions::cause_phase.eq(cause.phase),
        suppressions::cause_detail.eq(&cause.detail),
        suppressions::created_at.eq(now),
    );
    // A refusal by the relay does not replace that the owner unsubscribed.
    if suppression(conn, email_index)?.is_some_and(|before| before.code == Code::Unsubscribed) {
        return Ok(());
    }
    on!(conn, |c| diesel::insert_into(suppressions::table)
        .values((suppressions::email_index.eq(email_index), found.clone()))
        .on_conflict(suppressions::email_index)
        .do_update()
        .set(found)
        .execute(c))?;
    Ok(())
}

/// The cause of the suppression of an address; `None` if it is not suppressed.
pub fn suppression(conn: &mut Connection, email_index: &[u8]) -> Result<Option<Cause>> {
    let found: Option<Stored> = on!(conn, |c| suppressions::table
        .find(email_index)
        .select((
            suppressions::reason.nullable(),
            suppressions::cause,
            suppressions::cause_phase,
            suppressions::cause_detail,
        ))
        .first(c)
        .optional())?;
    Ok(found.and_then(Into::into))
}

/// Suppressed addresses older than `before`, newest first.
pub fn suppressions(
    conn: &mut Connection,
    before: Option<Time>,
    limit: i64,
) -> Result<Vec<Suppression>> {
    let before = before.unwrap_or(Time::from_micros(i64::MAX));
    Ok(on!(conn, |c| suppressions::table
        .left_join(accounts::table.on(accounts::email_index.eq(suppressions::email_index)))
        .filter(suppressions::created_at.lt(before))
        .order((suppressions::created_at.desc(), suppressions::email_index))
        .limit(limit)
        .select((
            suppressions::email_index,
            (
                suppressions::reason.nullable(),
                suppressions::cause,
                suppressions::cause_phase,
                suppressions::cause_detail,
            ),
            suppressions::created_at,
            accounts::id.nullable(),
            accounts::name.nullable(),
        ))
        .load(c))?)
}

/// Removes the suppression of an address, for any reason.
pub fn lift(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    on!(conn, |c| diesel::delete(suppressions::table.find(email_index)).execute(c))?;
    Ok(())
}

/// The blind index of the recipient's address; `None` if that was erased, or for an invitation.
pub fn recipient_of(conn: &mut Connection, delivery: DeliveryId) -> Result<Option<Vec<u8>>> {
    type Indexes = (Option<Vec<u8>>, Option<Vec<u8>>);
    let found: Option<Indexes> = on!(conn, |c| deliveries::table
        .left_join(accounts::table)
        .left_join(readers::table)
        .filter(deliveries::id.eq(delivery))
        .select((accounts::email_index.nullable(), readers::email_index.nullable()))
        .first(c)
        .optional())?;
    Ok(found.and_then(|(account, reader)| account.or(reader)))
}

/// Removes the suppression of the recipient of a delivery, unless the recipient unsubscribed.
pub fn lift_suppression(conn: &mut Connection, delivery: DeliveryId) -> Result<()> {
    if let Some(index) = recipient_of(conn, delivery)? {
        // Only the owner of an address can undo unsubscribing. The text is of a version that stores no code.
        let unsubscribed = Cause::from(Code::Unsubscribed);
        let refused = suppressions::email_index
            .eq(&index)
            .and(
                suppressions::cause
                    .is_null()
                    .or(suppressions::cause.ne(unsubscribed.code).assume_not_null()),
            )
            .and(suppressions::reason.ne(unsubscribed.to_string()));
        on!(conn, |c| diesel::delete(suppressions::table.filter(refused)).execute(c))?;
    }
    Ok(())
}

/// The blind index of an account's address.
pub fn email_index_of(conn: &mut Connection, id: AccountId) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, |c| accounts::table.find(id).select(accounts::email_index).first(c).optional())?)
}

/// Whether the relay has refused another recipient since it last accepted a mail.
pub fn refused_another(conn: &mut Connection, delivery: DeliveryId) -> Result<bool> {
    let recipient: Option<String> = on!(conn, |c| deliveries::table
        .find(delivery)
        .select(deliveries::recipient)
        .first(c)
        .optional())?;
    let Some(recipient) = recipient else { return Ok(false) };
    let since = last_sent(conn)?;
    let waiting = deliveries::state.eq(State::Waiting);
    let ended = deliveries::state
        .eq(State::Suppressed)
        .and(deliveries::finished_at.gt(since).assume_not_null());
    let others = deliveries::table
        .filter(deliveries::recipient.ne(recipient))
        .filter(was_refused().and(waiting.or(ended)));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(others)).get_result(c))?)
}

/// Whether the relay refused the recipient of a mail for good.
#[diesel::dsl::auto_type]
fn was_refused() -> _ {
    let answered: Code = Code::RelayAnswered;
    let in_phase: Phase = Phase::Rcpt;
    deliveries::cause
        .eq(answered)
        .and(deliveries::cause_phase.eq(in_phase))
        .and(deliveries::cause_detail.like("5%"))
        .assume_not_null()
}

/// When the relay last accepted a mail.
fn last_sent(conn: &mut Connection) -> Result<Time> {
    let last: Option<Option<Time>> = on!(conn, |c| deliveries::table
        .filter(deliveries::state.eq(State::Sent))
        .order(deliveries::finished_at.desc())
        .select(deliveries::finished_at)
        .first(c)
        .optional())?;
    Ok(last.flatten().unwrap_or(Time::from_micros(0)))
}

/// Discards the relay's refusals of recipients since it last accepted a mail: removes the
/// suppression of their addresses, and reschedules their mails for `due`. Returns how many mails.
pub fn discard_refusals(conn: &mut Connection, due: Time, now: Time) -> Result<usize> {
    let since = last_sent(conn)?;
    let refused = deliveries::state
        .eq(State::Suppressed)
        .and(deliveries::finished_at.gt(since).assume_not_null())
        .and(was_refused());
    let ids: Vec<DeliveryId> =
        on!(conn, |c| deliveries::table.filter(refused).select(deliveries::id).load(c))?;
    let to_all = Code::RelayAnswered.at(Phase::Rcpt, "5xx to every recipient".to_owned());
    for id in &ids {
        lift_suppression(conn, *id)?;
        if store::reopen(conn, *id, State::Suppressed)? {
            store::store_attempt(conn, *id, 0, &to_all)?;
            queue::enqueue_at(conn, Job::Deliver { delivery: *id }, due, now)?;
        }
    }
    Ok(ids.len())
}
