//! The target error rates of the filter: the configured ones, unless an editor has set others.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::screening::filter::rates::Rates;
use crate::screening::filter::store;

/// The rates that an editor has set, if one has.
pub fn find(conn: &mut Connection) -> Result<Option<Rates>> {
    store::rates(conn)
}

/// Sets the rates. They apply to new comments once [`LiveModel::refresh`] has read them.
///
/// [`LiveModel::refresh`]: crate::screening::filter::live::LiveModel::refresh
pub fn set(conn: &mut Connection, rates: Rates, actor: AccountId, now: Time) -> Result<()> {
    let before = store::rates(conn)?;
    if before != Some(rates) {
        store::set_rates(conn, rates)?;
        note(conn, before, Some(rates), actor, now)?;
    }
    Ok(())
}

/// Restores the configured rates.
///
/// # Errors
/// `NotFound` if no others were set.
pub fn clear(conn: &mut Connection, actor: AccountId, now: Time) -> Result<()> {
    let before = store::rates(conn)?.ok_or(Error::NotFound)?;
    store::clear_rates(conn)?;
    note(conn, Some(before), None, actor, now)
}

fn note(
    conn: &mut Connection,
    before: Option<Rates>,
    after: Option<Rates>,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    let detail = json!({ "setting": "screening", "before": before, "after": after });
    audit::append(conn, &Entry { detail: Some(detail), ..Entry::by(actor, Act::Setting) }, now)?;
    Ok(())
}
