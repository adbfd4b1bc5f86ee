//! What was imported from where.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{import_items, import_sources, imports};
use crate::db::{Connection, Engine, dialect};
use crate::error::Result;
use crate::ids::{ImportId, ImportSourceId};
use crate::imports::items::Kind;
use crate::on;

const LOCK: &[u8; 8] = b"imports ";

/// The state of an import that runs or was interrupted.
const RUNNING: i16 = 0;
/// The state of one that is complete.
pub(in crate::imports) const DONE: i16 = 1;
/// The state of one that was taken back.
pub(in crate::imports) const UNDONE: i16 = 2;

/// The row that an item has become.
pub(in crate::imports) struct Known {
    pub(in crate::imports) target: i64,
}

/// A row of the list of imports.
pub(in crate::imports) type ImportRow = (ImportId, i16, String, Time, Option<Time>, String, String);

pub(in crate::imports) fn source(
    conn: &mut Connection,
    system: &str,
    site: &str,
) -> Result<Option<ImportSourceId>> {
    Ok(on!(conn, |c| import_sources::table
        .filter(import_sources::system.eq(system).and(import_sources::site.eq(site)))
        .select(import_sources::id)
        .first(c)
        .optional())?)
}

/// Begins an import, or goes on with one of the same site that was interrupted.
pub(in crate::imports) fn begin(
    conn: &mut Connection,
    system: &str,
    site: &str,
    now: Time,
) -> Result<(ImportSourceId, ImportId)> {
    dialect::serialize_on(conn, LOCK)?;
    let source = match source(conn, system, site)? {
        Some(id) => id,
        None => on!(conn, |c| diesel::insert_into(import_sources::table)
            .values((import_sources::system.eq(system), import_sources::site.eq(site)))
            .returning(import_sources::id)
            .get_result(c))?,
    };
    let interrupted: Option<ImportId> = on!(conn, |c| imports::table
        .filter(imports::source_id.eq(source).and(imports::state.eq(RUNNING)))
        .select(imports::id)
        .first(c)
        .optional())?;
    let id = match interrupted {
        Some(id) => id,
        None => on!(conn, |c| diesel::insert_into(imports::table)
            .values((
                imports::source_id.eq(source),
                imports::state.eq(RUNNING),
                imports::report.eq(""),
                imports::created_at.eq(now),
            ))
            .returning(imports::id)
            .get_result(c))?,
    };
    Ok((source, id))
}

pub(in crate::imports) fn finish(
    conn: &mut Connection,
    id: ImportId,
    state: i16,
    report: &str,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::update(imports::table.find(id))
        .set((
            imports::state.eq(state),
            imports::report.eq(report),
            imports::finished_at.eq(Some(now)),
        ))
        .execute(c))?;
    Ok(())
}

pub(in crate::imports) fn list(conn: &mut Connection) -> Result<Vec<ImportRow>> {
    Ok(on!(conn, |c| imports::table
        .inner_join(import_sources::table)
        .order(imports::id)
        .select((
            imports::id,
            imports::state,
            imports::report,
            imports::created_at,
            imports::finished_at,
            import_sources::system,
            import_sources::site,
        ))
        .load(c))?)
}

pub(in crate::imports) fn find(
    conn: &mut Connection,
    source: ImportSourceId,
    kind: Kind,
    key: &str,
) -> Result<Option<Known>> {
    let target: Option<i64> = on!(conn, |c| import_items::table
        .find((source, kind, key))
        .select(import_items::target_id)
        .first(c)
        .optional())?;
    Ok(target.map(|target| Known { target }))
}

/// The rows that items have become, in the order of `keys`.
pub(in crate::imports) fn find_all(
    conn: &mut Connection,
    source: ImportSourceId,
    kind: Kind,
    keys: &[String],
) -> Result<Vec<Option<i64>>> {
    let found: Vec<(String, i64)> = on!(conn, |c| import_items::table
        .filter(import_items::source_id.eq(source).and(import_items::kind.eq(kind)))
        .filter(import_items::source.eq_any(keys))
        .select((import_items::source, import_items::target_id))
        .load(c))?;
    let found: HashMap<String, i64> = found.into_iter().collect();
    Ok(keys.iter().map(|key| found.get(key).copied()).collect())
}

/// The articles made of WordPress posts with this number, of all sites.
pub(in crate::imports) fn wordpress_posts(conn: &mut Connection, number: &str) -> Result<Vec<i64>> {
    Ok(on!(conn, |c| import_items::table
        .inner_join(import_sources::table.on(import_items::source_id.eq(import_sources::id)))
        .filter(import_sources::system.eq("wordpress"))
        .filter(import_items::kind.eq(Kind::Article).and(import_items::source.eq(number)))
        .select(import_items::target_id)
        .distinct()
        .load(c))?)
}

#[derive(Clone, Insertable)]
#[diesel(table_name = import_items)]
pub(in crate::imports) struct Entry {
    pub(in crate::imports) source_id: ImportSourceId,
    pub(in crate::imports) kind: Kind,
    pub(in crate::imports) source: String,
    pub(in crate::imports) import_id: ImportId,
    pub(in crate::imports) target_id: i64,
    pub(in crate::imports) version: i64,
    pub(in crate::imports) hash: Vec<u8>,
}

/// Adds lines.
pub(in crate::imports) fn add_all(conn: &mut Connection, entries: &[Entry]) -> Result<()> {
    match &mut conn.engine {
        // Diesel has no statement of several rows for SQLite that stays prepared.
        Engine::Sqlite(c) => {
            for entry in entries {
                diesel::insert_into(import_items::table).values(entry).execute(c)?;
            }
        }
        Engine::Postgres(c) => {
            diesel::insert_into(import_items::table).values(entries).execute(c)?;
        }
    }
    Ok(())
}

pub(in crate::imports) fn add(conn: &mut Connection, entry: &Entry) -> Result<()> {
    on!(conn, |c| diesel::insert_into(import_items::table).values(entry).execute(c))?;
    Ok(())
}

/// Up to `limit` items that an import made, the last first.
pub(in crate::imports) fn made(
    conn: &mut Connection,
    import: ImportId,
    kind: Kind,
    before: i64,
    limit: i64,
) -> Result<Vec<(i64, i64, String)>> {
    Ok(on!(conn, |c| import_items::table
        .filter(import_items::import_id.eq(import).and(import_items::kind.eq(kind)))
        .filter(import_items::target_id.lt(before))
        .order(import_items::target_id.desc())
        .limit(limit)
        .select((import_items::target_id, import_items::version, import_items::source))
        .load(c))?)
}

pub(in crate::imports) fn forget(
    conn: &mut Connection,
    import: ImportId,
    kind: Kind,
    target: i64,
) -> Result<()> {
    let item = import_items::table
        .filter(import_items::import_id.eq(import).and(import_items::kind.eq(kind)))
        .filter(import_items::target_id.eq(target));
    on!(conn, |c| diesel::delete(item).execute(c))?;
    Ok(())
}
