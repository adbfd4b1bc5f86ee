//! Codes for the causes that the previous release stored as texts. To be removed with the columns of the texts.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{deliveries, suppressions};
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail::causes::Cause;
use crate::on;

/// Mails and suppressed addresses whose cause has no code, with the text of it.
pub struct Uncoded {
    mails: Vec<(DeliveryId, Option<String>)>,
    addresses: Vec<(Vec<u8>, String)>,
}

impl Uncoded {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.mails.len() + self.addresses.len()
    }
}

/// Finds up to `limit` of each. All mails are looked through, a million in 0.1 to 0.2 s on either engine: too long for the one
/// thread of SQLite that writes, and nothing for one that reads. So they have no index for it.
pub fn find(conn: &mut Connection, limit: i64) -> Result<Uncoded> {
    let mails = on!(conn, |c| deliveries::table
        .filter(deliveries::cause.is_null().and(deliveries::last_error.is_not_null()))
        .select((deliveries::id, deliveries::last_error))
        .limit(limit)
        .load(c))?;
    let addresses = on!(conn, |c| suppressions::table
        .filter(suppressions::cause.is_null())
        .select((suppressions::email_index, suppressions::reason))
        .limit(limit)
        .load(c))?;
    Ok(Uncoded { mails, addresses })
}

/// Gives them the codes of their causes, unless they have got one meanwhile.
pub fn add(conn: &mut Connection, uncoded: &Uncoded) -> Result<()> {
    for (id, text) in &uncoded.mails {
        let cause = Cause::of_text(text.as_deref().unwrap_or_default());
        let found = (
            deliveries::cause.eq(cause.code),
            deliveries::cause_phase.eq(cause.phase),
            deliveries::cause_detail.eq(cause.detail),
        );
        let mail = deliveries::table.filter(deliveries::id.eq(id).and(deliveries::cause.is_null()));
        on!(conn, |c| diesel::update(mail).set(found).execute(c))?;
    }
    for (email_index, text) in &uncoded.addresses {
        let cause = Cause::of_text(text);
        let found = (
            suppressions::cause.eq(cause.code),
            suppressions::cause_phase.eq(cause.phase),
            suppressions::cause_detail.eq(cause.detail),
        );
        let is_it = suppressions::email_index.eq(email_index).and(suppressions::cause.is_null());
        let address = suppressions::table.filter(is_it);
        on!(conn, |c| diesel::update(address).set(found).execute(c))?;
    }
    Ok(())
}
