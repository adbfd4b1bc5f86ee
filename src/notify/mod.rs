//! Mail about events. [`planning`] adds one delivery for each recipient of an event, [`delivering`] sends one.
//! Here is what staff do with deliveries and suppressed addresses.
//!
//! A delivery is unique by event and recipient, and is planned once. Its Message-ID is a keyed hash
//! of both, so it is the same in every attempt. A mail can only be sent twice if the program
//! crashes between the relay's acceptance and storing the outcome; the second copy has the same
//! Message-ID, and with the file transport it is the same file.
//!
//! The content of a mail is read when it is sent: a comment that was decided, edited or deleted
//! meanwhile changes or cancels the mail. A mail is a `Letter` in the language of its
//! recipient at that time.

pub mod account_mails;
pub mod acting;
mod answered;
mod attempts;
pub mod bounces;
mod composing;
pub mod delivering;
mod digest;
mod digest_mails;
mod digests;
mod facts;
mod follower_mails;
pub mod following;
mod letter;
mod mails;
pub mod message_id;
pub mod model;
pub mod outbox;
pub mod planning;
pub mod preferences;
mod reader_links;
mod reader_mails;
pub mod readers;
pub mod samples;
mod sending;
pub mod staff_links;
mod staff_mails;
mod store;
pub mod topics;
pub mod view;
pub mod web;

use crate::clock::Time;
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, DeliveryId};
use crate::mail::causes::Code;
use crate::mail::health;
use crate::notify::model::{Delivery, State, Suppression};
use crate::notify::store::{cause_codes, deliveries, suppressions};
use crate::queue::{self, Job};

pub use composing::test_mail;

/// Restarts a delivery that was given up or whose recipient was refused, and removes the
/// suppression of the recipient.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `not_ended` for a mail that is waiting, sent or
/// cancelled.
pub fn retry(conn: &mut Connection, id: DeliveryId, now: Time) -> Result<Delivery> {
    let delivery = deliveries::find(conn, id)?;
    let ended = matches!(delivery.state, State::Dead | State::Suppressed);
    let reopened = ended && deliveries::reopen(conn, id, delivery.state)?;
    if !reopened {
        return Err(Error::conflict("not_ended", Message::fault_mail_not_ended()));
    }
    suppressions::lift_suppression(conn, id)?;
    queue::enqueue(conn, Job::Deliver { delivery: id }, now)?;
    deliveries::find(conn, id)
}

/// Removes the suppression of an address.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`] `stopped` if the owner of the address unsubscribed.
pub fn lift(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    match suppressions::suppression(conn, email_index)? {
        None => Err(Error::NotFound),
        Some(cause) if cause.code == Code::Unsubscribed => {
            Err(Error::conflict("stopped", Message::fault_mail_stopped()))
        }
        Some(_) => suppressions::lift(conn, email_index),
    }
}

/// Removes the suppression of an account's address.
///
/// # Errors
/// As [`lift`].
pub fn lift_of_account(conn: &mut Connection, account: AccountId) -> Result<()> {
    let index = suppressions::email_index_of(conn, account)?.ok_or(Error::NotFound)?;
    lift(conn, &index)
}

/// Suppressed addresses older than `before`, newest first.
pub fn suppressions(
    conn: &mut Connection,
    before: Option<Time>,
    limit: i64,
) -> Result<Vec<Suppression>> {
    suppressions::suppressions(conn, before, limit)
}

/// Deliveries with ids below `before`, newest first.
pub fn list(
    conn: &mut Connection,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let mut found = deliveries::list(conn, state, before, limit)?;
    // Mails that were not tried yet wait for the same relay.
    if let Some(fault) = health::fault(conn)? {
        for delivery in &mut found {
            if delivery.state == State::Waiting && delivery.cause.is_none() {
                delivery.cause = Some(fault.cause());
            }
        }
    }
    Ok(found)
}

/// Gives mails and suppressed addresses the code of their cause, which an earlier version stored as a text, up to `limit` of each in
/// a transaction. Returns how many.
pub async fn add_cause_codes(db: &Db, limit: i64) -> Result<usize> {
    let mut count = 0;
    loop {
        let uncoded = db.read(move |conn| cause_codes::find(conn, limit)).await?;
        if uncoded.count() == 0 {
            return Ok(count);
        }
        count += uncoded.count();
        db.write_low_priority(move |conn| cause_codes::add(conn, &uncoded)).await?;
    }
}

#[cfg(test)]
mod languages;
#[cfg(test)]
pub(crate) mod tests;
