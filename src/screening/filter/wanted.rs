//! How often the filter may be wrong: what the configuration says, unless an editor has set
//! something else.

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

/// Sets the rates. Comments that come from now on are held and marked by them, once
/// [`Live::follow`] has seen it.
///
/// [`Live::follow`]: crate::screening::filter::live::Live::follow
pub fn set(conn: &mut Connection, rates: Rates, actor: AccountId, now: Time) -> Result<()> {
    let before = store::rates(conn)?;
    if before != Some(rates) {
        store::set_rates(conn, rates)?;
        note(conn, before, Some(rates), actor, now)?;
    }
    Ok(())
}

/// Goes back to what the configuration says.
///
/// # Errors
/// `NotFound` if nothing else was set.
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
