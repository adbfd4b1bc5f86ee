//! Codes for the causes that the previous release stored as texts. To be removed with the columns of the texts.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{deliveries, suppressions};
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail::causes::Cause;
use crate::on;

/// Gives up to `limit` mails, and as many suppressed addresses, the code of their cause. Returns how many.
pub fn add_missing(conn: &mut Connection, limit: i64) -> Result<usize> {
    let mails: Vec<(DeliveryId, Option<String>)> = on!(conn, |c| deliveries::table
        .filter(deliveries::cause.is_null().and(deliveries::last_error.is_not_null()))
        .select((deliveries::id, deliveries::last_error))
        .limit(limit)
        .load(c))?;
    for (id, text) in &mails {
        let cause = Cause::of_text(text.as_deref().unwrap_or_default());
        let found = (
            deliveries::cause.eq(cause.code),
            deliveries::cause_phase.eq(cause.phase),
            deliveries::cause_detail.eq(cause.detail),
        );
        on!(conn, |c| diesel::update(deliveries::table.find(id)).set(found).execute(c))?;
    }
    let addresses: Vec<(Vec<u8>, String)> = on!(conn, |c| suppressions::table
        .filter(suppressions::cause.is_null())
        .select((suppressions::email_index, suppressions::reason))
        .limit(limit)
        .load(c))?;
    for (email_index, text) in &addresses {
        let cause = Cause::of_text(text);
        let found = (
            suppressions::cause.eq(cause.code),
            suppressions::cause_phase.eq(cause.phase),
            suppressions::cause_detail.eq(cause.detail),
        );
        let address = suppressions::table.find(email_index);
        on!(conn, |c| diesel::update(address).set(found).execute(c))?;
    }
    Ok(mails.len() + addresses.len())
}
