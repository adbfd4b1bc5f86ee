//! Files that were uploaded to be imported.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{import_uploads as table, imports};
use crate::error::Result;
use crate::ids::{AccountId, ImportId, ImportSourceId, ImportUploadId};
use crate::imports::model::UploadState;
use crate::on;

/// The states in which an upload still has its files.
const WITH_FILES: [UploadState; 3] =
    [UploadState::Waiting, UploadState::Planned, UploadState::Applying];

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = table)]
pub(in crate::imports) struct UploadRow {
    pub(in crate::imports) id: ImportUploadId,
    pub(in crate::imports) system: String,
    pub(in crate::imports) files: String,
    pub(in crate::imports) unmatched: String,
    pub(in crate::imports) map: String,
    pub(in crate::imports) teach: i16,
    pub(in crate::imports) state: UploadState,
    pub(in crate::imports) done: i64,
    pub(in crate::imports) total: i64,
    pub(in crate::imports) report: String,
    pub(in crate::imports) fault: String,
    pub(in crate::imports) created_at: Time,
}

#[derive(Insertable)]
#[diesel(table_name = table)]
pub(in crate::imports) struct NewRow {
    pub(in crate::imports) account_id: AccountId,
    pub(in crate::imports) system: &'static str,
    pub(in crate::imports) files: String,
    pub(in crate::imports) unmatched: &'static str,
    pub(in crate::imports) map: String,
    pub(in crate::imports) teach: i16,
    pub(in crate::imports) state: UploadState,
    pub(in crate::imports) done: i64,
    pub(in crate::imports) total: i64,
    pub(in crate::imports) report: &'static str,
    pub(in crate::imports) fault: &'static str,
    pub(in crate::imports) created_at: Time,
    pub(in crate::imports) changed_at: Time,
}

pub(in crate::imports) fn insert(conn: &mut Connection, row: &NewRow) -> Result<ImportUploadId> {
    Ok(on!(conn, |c| diesel::insert_into(table::table)
        .values(row)
        .returning(table::id)
        .get_result(c))?)
}

pub(in crate::imports) fn find(
    conn: &mut Connection,
    id: ImportUploadId,
) -> Result<Option<UploadRow>> {
    Ok(on!(conn, |c| table::table.find(id).select(UploadRow::as_select()).first(c).optional())?)
}

/// The newest ones.
pub(in crate::imports) fn newest(conn: &mut Connection, count: i64) -> Result<Vec<UploadRow>> {
    Ok(on!(conn, |c| table::table
        .order(table::id.desc())
        .limit(count)
        .select(UploadRow::as_select())
        .load(c))?)
}

/// Changes the state from one of `from`; false if it is another one.
pub(in crate::imports) fn change_state(
    conn: &mut Connection,
    id: ImportUploadId,
    from: &[UploadState],
    to: UploadState,
    now: Time,
) -> Result<bool> {
    let changed = on!(conn, |c| diesel::update(
        table::table.filter(table::id.eq(id).and(table::state.eq_any(from.to_vec())))
    )
    .set((
        table::state.eq(to),
        table::done.eq(0_i64),
        table::total.eq(0_i64),
        table::changed_at.eq(now),
    ))
    .execute(c))?;
    Ok(changed > 0)
}

pub(in crate::imports) fn progress(
    conn: &mut Connection,
    id: ImportUploadId,
    done: i64,
    total: i64,
) -> Result<()> {
    on!(conn, |c| diesel::update(table::table.find(id))
        .set((table::done.eq(done), table::total.eq(total)))
        .execute(c))?;
    Ok(())
}

/// The import that an upload has become, with its site.
pub(in crate::imports) fn import_of(
    conn: &mut Connection,
    id: ImportUploadId,
) -> Result<Option<(ImportSourceId, ImportId)>> {
    Ok(on!(conn, |c| table::table
        .inner_join(imports::table)
        .filter(table::id.eq(id))
        .select((imports::source_id, imports::id))
        .first(c)
        .optional())?)
}

pub(in crate::imports) fn set_import(
    conn: &mut Connection,
    id: ImportUploadId,
    import: ImportId,
) -> Result<()> {
    on!(conn, |c| diesel::update(table::table.find(id))
        .set(table::import_id.eq(Some(import)))
        .execute(c))?;
    Ok(())
}

/// Stores the end of a job; false if another one has ended it, or it was removed.
pub(in crate::imports) fn end(
    conn: &mut Connection,
    id: ImportUploadId,
    (from, to): (UploadState, UploadState),
    (report, fault): (&str, &str),
    now: Time,
) -> Result<bool> {
    let before = table::id.eq(id).and(table::state.eq(from));
    let ended = on!(conn, |c| diesel::update(table::table.filter(before))
        .set((
            table::state.eq(to),
            table::report.eq(report),
            table::fault.eq(fault),
            table::changed_at.eq(now),
        ))
        .execute(c))?;
    Ok(ended > 0)
}

/// Removes an upload in this state; false if it has another one.
pub(in crate::imports) fn remove(
    conn: &mut Connection,
    id: ImportUploadId,
    state: UploadState,
) -> Result<bool> {
    let known = table::table.filter(table::id.eq(id).and(table::state.eq(state)));
    Ok(on!(conn, |c| diesel::delete(known).execute(c))? > 0)
}

/// The files of all uploads that still have them, as their columns name them.
pub(in crate::imports) fn files(conn: &mut Connection) -> Result<Vec<String>> {
    Ok(on!(conn, |c| table::table
        .filter(table::state.eq_any(WITH_FILES))
        .select(table::files)
        .load(c))?)
}

/// Those that still have files and have not changed since `before`.
pub(in crate::imports) fn left_over(conn: &mut Connection, before: Time) -> Result<Vec<UploadRow>> {
    Ok(on!(conn, |c| table::table
        .filter(table::state.eq_any(WITH_FILES).and(table::changed_at.lt(before)))
        .order(table::id)
        .select(UploadRow::as_select())
        .load(c))?)
}
