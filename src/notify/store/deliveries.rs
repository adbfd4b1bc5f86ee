//! The table of deliveries.

use diesel::dsl::{Eq, count_star};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, deliveries};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, DeliveryId, InvitationId, ReaderId};
use crate::mail::causes::{Cause, Code, Phase};
use crate::notify::model::{
    Delivery, Event, SameCause, State, invited_recipient, reader_recipient, recipient,
};
use crate::on;

/// The columns of a cause, in the order of [`Stored`](crate::mail::causes::Stored).
const CAUSE: (
    deliveries::last_error,
    deliveries::cause,
    deliveries::cause_phase,
    deliveries::cause_detail,
) = (deliveries::last_error, deliveries::cause, deliveries::cause_phase, deliveries::cause_detail);

type CauseColumns = (
    Eq<deliveries::last_error, Option<String>>,
    Eq<deliveries::cause, Option<Code>>,
    Eq<deliveries::cause_phase, Option<Phase>>,
    Eq<deliveries::cause_detail, Option<String>>,
);

/// The new values of these columns.
fn columns(cause: Option<&Cause>) -> CauseColumns {
    (
        deliveries::last_error.eq(cause.map(Cause::to_string)),
        deliveries::cause.eq(cause.map(|cause| cause.code)),
        deliveries::cause_phase.eq(cause.and_then(|cause| cause.phase)),
        deliveries::cause_detail.eq(cause.and_then(|cause| cause.detail.clone())),
    )
}

/// Adds a delivery to a member of the staff. `None` if it exists already.
pub fn insert(
    conn: &mut Connection,
    event: Event,
    account: AccountId,
    message_id: &str,
    now: Time,
) -> Result<Option<DeliveryId>> {
    let row = (recipient(account), Some(account), None, event.comment());
    insert_waiting(conn, event, row, message_id, now)
}

/// Adds a delivery to a reader. `None` if it exists already.
pub fn insert_for_reader(
    conn: &mut Connection,
    event: Event,
    (comment, reader): (CommentId, ReaderId),
    message_id: &str,
    now: Time,
) -> Result<Option<DeliveryId>> {
    let row = (reader_recipient(reader), None, Some(reader), Some(comment));
    insert_waiting(conn, event, row, message_id, now)
}

/// Adds a delivery to a reader about what the reader follows. `None` if it exists already.
pub fn insert_for_follower(
    conn: &mut Connection,
    event: Event,
    reader: ReaderId,
    message_id: &str,
    now: Time,
) -> Result<Option<DeliveryId>> {
    let row = (reader_recipient(reader), None, Some(reader), event.comment());
    insert_waiting(conn, event, row, message_id, now)
}

/// Deletes the deliveries to a reader.
pub fn remove_of_reader(conn: &mut Connection, reader: ReaderId) -> Result<()> {
    let theirs = deliveries::table.filter(deliveries::reader_id.eq(reader));
    on!(conn, |c| diesel::delete(theirs).execute(c))?;
    Ok(())
}

/// Adds a delivery to a person who was invited. `None` if it exists already.
pub fn insert_for_invited(
    conn: &mut Connection,
    event: Event,
    invitation: InvitationId,
    message_id: &str,
    now: Time,
) -> Result<Option<DeliveryId>> {
    let row = (invited_recipient(invitation), None, None, None);
    insert_waiting(conn, event, row, message_id, now)
}

fn insert_waiting(
    conn: &mut Connection,
    event: Event,
    (recipient, account, reader, comment): (
        String,
        Option<AccountId>,
        Option<ReaderId>,
        Option<CommentId>,
    ),
    message_id: &str,
    now: Time,
) -> Result<Option<DeliveryId>> {
    Ok(on!(conn, |c| diesel::insert_into(deliveries::table)
        .values((
            deliveries::event.eq(event.to_string()),
            deliveries::recipient.eq(&recipient),
            deliveries::account_id.eq(account),
            deliveries::reader_id.eq(reader),
            deliveries::comment_id.eq(comment),
            deliveries::state.eq(State::Waiting),
            deliveries::message_id.eq(message_id),
            deliveries::attempts.eq(0),
            deliveries::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .returning(deliveries::id)
        .get_result(c)
        .optional())?)
}

/// Records a request for a link that is not mailed.
pub fn insert_unsent(
    conn: &mut Connection,
    event: Event,
    (comment, reader): (CommentId, ReaderId),
    message_id: &str,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(deliveries::table)
        .values((
            deliveries::event.eq(event.to_string()),
            deliveries::recipient.eq(reader_recipient(reader)),
            deliveries::reader_id.eq(reader),
            deliveries::comment_id.eq(comment),
            deliveries::state.eq(State::Cancelled),
            deliveries::message_id.eq(message_id),
            deliveries::attempts.eq(0),
            columns(Some(&Cause::from(Code::LinkLimit))),
            deliveries::created_at.eq(now),
            deliveries::finished_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Completes a waiting delivery.
pub fn end(
    conn: &mut Connection,
    id: DeliveryId,
    state: State,
    attempts: i64,
    cause: Option<&Cause>,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(id))
        .set((
            deliveries::state.eq(state),
            deliveries::attempts.eq(attempts),
            columns(cause),
            deliveries::finished_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// Stores that the relay now gets the message, so that only this worker can know what becomes of it.
pub fn begin_data(conn: &mut Connection, id: DeliveryId, now: Time) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(id))
        .set(deliveries::data_at.eq(now))
        .execute(c))?;
    Ok(())
}

/// Stores that a worker still awaits the relay's answer to the message.
pub fn still_awaits_answer(conn: &mut Connection, id: DeliveryId, now: Time) -> Result<()> {
    let waiting = deliveries::id.eq(id).and(deliveries::state.eq(State::Waiting));
    on!(conn, |c| diesel::update(deliveries::table.filter(waiting))
        .set(deliveries::data_at.eq(now))
        .execute(c))?;
    Ok(())
}

/// Takes back what [`begin_data`] or [`still_awaits_answer`] has stored; a worker that lives stores it again.
pub fn no_longer_awaits_answer(conn: &mut Connection, id: DeliveryId) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(id))
        .set(deliveries::data_at.eq(None::<Time>))
        .execute(c))?;
    Ok(())
}

/// Stores the outcome of an attempt after which a delivery still waits.
pub fn store_attempt(
    conn: &mut Connection,
    id: DeliveryId,
    attempts: i64,
    cause: &Cause,
) -> Result<()> {
    no_longer_awaits_answer(conn, id)?;
    store_cause(conn, id, attempts, cause)
}

/// Stores why a delivery still waits.
pub fn store_cause(
    conn: &mut Connection,
    id: DeliveryId,
    attempts: i64,
    cause: &Cause,
) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(id))
        .set((deliveries::attempts.eq(attempts), columns(Some(cause))))
        .execute(c))?;
    Ok(())
}

/// Lets further news be joined to a delivery again, because the relay did not get it.
pub fn unseal(conn: &mut Connection, id: DeliveryId) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(id))
        .set(deliveries::sealed_at.eq(None::<Time>))
        .execute(c))?;
    Ok(())
}

/// Restarts a completed delivery if its state is still `from`.
pub fn reopen(conn: &mut Connection, id: DeliveryId, from: State) -> Result<bool> {
    let reopened = on!(conn, |c| diesel::update(
        deliveries::table.filter(deliveries::id.eq(id).and(deliveries::state.eq(from)))
    )
    .set((
        deliveries::state.eq(State::Waiting),
        deliveries::attempts.eq(0),
        columns(None),
        deliveries::finished_at.eq(None::<Time>),
        deliveries::sealed_at.eq(None::<Time>),
        deliveries::data_at.eq(None::<Time>),
    ))
    .execute(c))?;
    Ok(reopened == 1)
}

/// One delivery.
pub fn find(conn: &mut Connection, id: DeliveryId) -> Result<Delivery> {
    let mut found = list(conn, None, Some(DeliveryId(id.0.saturating_add(1))), 1)?;
    found.pop().filter(|delivery| delivery.id == id).ok_or(Error::NotFound)
}

/// The delivery with this Message-ID.
pub fn with_message_id(conn: &mut Connection, message_id: &str) -> Result<Option<DeliveryId>> {
    Ok(on!(conn, |c| deliveries::table
        .filter(deliveries::message_id.eq(message_id))
        .select(deliveries::id)
        .first(c)
        .optional())?)
}

/// Deliveries with ids below `before`, newest first.
pub fn list(
    conn: &mut Connection,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let before = before.unwrap_or(DeliveryId(i64::MAX));
    Ok(on!(conn, |c| {
        let mut found = deliveries::table
            .left_join(accounts::table)
            .filter(deliveries::id.lt(before))
            .order(deliveries::id.desc())
            .limit(limit)
            .select((
                deliveries::id,
                deliveries::event,
                deliveries::account_id,
                accounts::name.nullable(),
                deliveries::comment_id,
                deliveries::state,
                deliveries::message_id,
                deliveries::attempts,
                CAUSE,
                deliveries::created_at,
                deliveries::finished_at,
            ))
            .into_boxed();
        if let Some(state) = state {
            found = found.filter(deliveries::state.eq(state));
        }
        found.load(c)
    })?)
}

/// The most frequent causes of mails that wait, are dead or were suppressed. A mail that waits for its
/// time only has no cause.
pub fn causes(conn: &mut Connection, limit: i64) -> Result<Vec<SameCause>> {
    let unsent = [State::Waiting, State::Dead, State::Suppressed];
    Ok(on!(conn, |c| deliveries::table
        .filter(deliveries::state.eq_any(unsent))
        .filter(deliveries::state.ne(State::Waiting).or(deliveries::last_error.is_not_null()))
        .group_by((deliveries::state, CAUSE))
        .select((deliveries::state, CAUSE, count_star()))
        .order(count_star().desc())
        .limit(limit)
        .load(c))?)
}

/// Up to `limit` mails of this state whose cause has this text, oldest first; of any cause if it is `None`.
pub fn with_cause(
    conn: &mut Connection,
    state: State,
    cause: Option<&str>,
    limit: i64,
) -> Result<Vec<DeliveryId>> {
    Ok(on!(conn, |c| {
        let mut found = deliveries::table
            .filter(deliveries::state.eq(state))
            .order(deliveries::id)
            .limit(limit)
            .select(deliveries::id)
            .into_boxed();
        if let Some(cause) = cause {
            found = found.filter(deliveries::last_error.eq(cause.to_owned()));
        }
        found.load(c)
    })?)
}

/// The number of mails in a state, and when the oldest of them was planned.
pub fn count(conn: &mut Connection, state: State) -> Result<(i64, Option<Time>)> {
    Ok(on!(conn, |c| deliveries::table
        .filter(deliveries::state.eq(state))
        .select((count_star(), diesel::dsl::min(deliveries::created_at)))
        .first(c))?)
}
