//! The table of saved views.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::views;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ViewId};
use crate::moderation::filter::RawFilter;
use crate::moderation::saved_view::View;
use crate::on;

/// The shared views, then those of one account, each by name. A view that another version of the
/// program wrote and this one cannot read is left out.
pub fn list(conn: &mut Connection, account: AccountId) -> Result<Vec<View>> {
    let rows: Vec<(ViewId, Option<AccountId>, String, String, Time)> = on!(conn, |c| views::table
        .filter(views::account_id.is_null().or(views::account_id.eq(account)))
        .order((views::name, views::id))
        .select((views::id, views::account_id, views::name, views::filter, views::created_at))
        .load(c))?;
    let mut list: Vec<View> = rows
        .into_iter()
        .filter_map(|(id, owner, name, filter, created_at)| match serde_json::from_str(&filter) {
            Ok(filter) => Some(View { id, name, shared: owner.is_none(), filter, created_at }),
            Err(error) => {
                tracing::warn!(%error, view = %id, "a saved view cannot be read");
                None
            }
        })
        .collect();
    list.sort_by_key(|view| !view.shared);
    Ok(list)
}

/// Adds a view; without an owner it is shared.
pub fn insert(
    conn: &mut Connection,
    owner: Option<AccountId>,
    name: &str,
    filter: &RawFilter,
    now: Time,
) -> Result<ViewId> {
    let filter = serde_json::to_string(filter).map_err(Error::internal)?;
    Ok(on!(conn, |c| diesel::insert_into(views::table)
        .values((
            views::account_id.eq(owner),
            views::name.eq(name),
            views::filter.eq(&filter),
            views::created_at.eq(now),
        ))
        .returning(views::id)
        .get_result(c))?)
}

/// Replaces a view's name and filter.
pub fn update(conn: &mut Connection, id: ViewId, name: &str, filter: &RawFilter) -> Result<()> {
    let filter = serde_json::to_string(filter).map_err(Error::internal)?;
    on!(conn, |c| diesel::update(views::table.find(id))
        .set((views::name.eq(name), views::filter.eq(&filter)))
        .execute(c))?;
    Ok(())
}

/// Deletes a view.
pub fn delete(conn: &mut Connection, id: ViewId) -> Result<()> {
    on!(conn, |c| diesel::delete(views::table.find(id)).execute(c))?;
    Ok(())
}
