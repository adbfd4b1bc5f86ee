//! Key-value pairs of the installation: how far the log was read, which mail was sent, what an
//! editor has set. Structured values are JSON; each module defines its own names and formats.

pub mod live;

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::settings;
use crate::error::Result;
use crate::on;

/// The value called `name`.
pub fn get(conn: &mut Connection, name: &str) -> Result<Option<String>> {
    Ok(on!(conn, |c| settings::table.find(name).select(settings::value).first(c).optional())?)
}

/// All pairs whose name begins with `prefix`.
pub fn beginning_with(conn: &mut Connection, prefix: &str) -> Result<Vec<(String, String)>> {
    let pattern = format!("{}%", prefix.replace('_', "\\_"));
    Ok(on!(conn, |c| settings::table
        .filter(settings::name.like(&pattern).escape('\\'))
        .select((settings::name, settings::value))
        .load(c))?)
}

/// Writes `value`, replacing the present one.
pub fn set(conn: &mut Connection, name: &str, value: &str) -> Result<()> {
    on!(conn, |c| diesel::insert_into(settings::table)
        .values((settings::name.eq(name), settings::value.eq(value)))
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(value))
        .execute(c))?;
    Ok(())
}

/// Writes `value` if the name has none. Returns whether it was written.
pub fn set_once(conn: &mut Connection, name: &str, value: &str) -> Result<bool> {
    Ok(on!(conn, |c| diesel::insert_into(settings::table)
        .values((settings::name.eq(name), settings::value.eq(value)))
        .on_conflict_do_nothing()
        .execute(c))?
        == 1)
}

/// Deletes the value called `name`, if there is one.
pub fn remove(conn: &mut Connection, name: &str) -> Result<()> {
    on!(conn, |c| diesel::delete(settings::table.find(name)).execute(c))?;
    Ok(())
}
