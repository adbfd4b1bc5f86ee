//! The query for the names of the staff.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::accounts;
use crate::error::Result;
use crate::on;

pub(super) fn staff(conn: &mut Connection) -> Result<Vec<String>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::disabled_at.is_null())
        .select(accounts::name)
        .load(c))?)
}
