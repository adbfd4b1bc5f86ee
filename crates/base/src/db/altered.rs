//! Finds what somebody has changed in the schema: the migrations are run once more beside the database, and the two
//! are compared.
//!
//! On SQLite they run in memory. On PostgreSQL they run in a schema of their own, in a transaction that is undone, so
//! nobody ever sees it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use diesel::Connection as _;
use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager as _};
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::apart::Apart;
use super::{Connection, Engine, migrate};
use crate::config::Database;
use crate::error::{Error, Result};
use crate::on;

type Transactions = AnsiTransactionManager;

/// The schema in which the migrations run on PostgreSQL.
const BESIDE: &str = "rejoinder_compared";

/// What the comparison has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The parts that are missing or differ, each with its kind: `index comments_queue`.
    Done(Vec<String>),
    /// The role of the database may not create the schema for the comparison.
    NotAllowed,
}

/// A part of a schema, and its definition.
#[derive(QueryableByName)]
struct Part {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

type Parts = BTreeMap<String, String>;

/// What the migrations of this program make on PostgreSQL, once that was found out.
static EXPECTED: OnceLock<Parts> = OnceLock::new();

/// Compares the database with what the migrations make. What it has besides is no fault: an operator may add an
/// index, and a newer version of the program a column. Changes nothing.
///
/// # Errors
/// If the database cannot be reached, or a migration fails.
pub fn compare(settings: &Database) -> Result<Comparison> {
    let mut apart = Apart::open(settings)?;
    let (expected, present) = match &apart.connection().engine {
        Engine::Sqlite(_) => {
            let conn = SqliteConnection::establish(":memory:").map_err(Error::internal)?;
            let mut fresh = Connection { engine: Engine::Sqlite(conn), signing_key: None };
            migrate::run_all(&mut fresh)?;
            (sqlite_parts(&mut fresh)?, sqlite_parts(apart.connection())?)
        }
        Engine::Postgres(_) => match beside(apart.connection())? {
            Some(both) => both,
            None => return Ok(Comparison::NotAllowed),
        },
    };
    let differs = expected.iter().filter_map(|(name, definition)| match present.get(name) {
        None => Some(format!("{name} is missing")),
        Some(there) if there != definition => Some(format!("{name} is another one")),
        Some(_) => None,
    });
    Ok(Comparison::Done(differs.collect()))
}

/// The parts that the migrations make, and those that are present.
fn beside(conn: &mut Connection) -> Result<Option<(Parts, Parts)>> {
    let Engine::Postgres(pg) = &mut conn.engine else { return Ok(None) };
    Transactions::begin_transaction_sql(pg, "BEGIN")?;
    let found = parts_beside(conn);
    // Ends with the connection in any case.
    let _ = on!(conn, |c| Transactions::rollback_transaction(c));
    found
}

fn parts_beside(conn: &mut Connection) -> Result<Option<(Parts, Parts)>> {
    let Engine::Postgres(pg) = &mut conn.engine else { return Ok(None) };
    let ours = current_schema(pg)?;
    if pg.batch_execute(&format!("CREATE SCHEMA {BESIDE}")).is_err() {
        return Ok(None);
    }
    // The same for every database of a server: a second comparison need not wait for a second of migrations.
    let expected = match EXPECTED.get() {
        Some(expected) => expected.clone(),
        None => {
            pg.batch_execute(&format!("SET LOCAL search_path TO {BESIDE}"))?;
            migrate::run_all(conn)?;
            let expected = postgres_parts(conn, BESIDE)?;
            on!(conn, |c| c.batch_execute(&format!("SET LOCAL search_path TO \"{ours}\"")))?;
            EXPECTED.get_or_init(|| expected).clone()
        }
    };
    Ok(Some((expected, postgres_parts(conn, &ours)?)))
}

fn current_schema(conn: &mut PgConnection) -> Result<String> {
    let found: Part = diesel::sql_query(
        "SELECT COALESCE(current_schema(), 'public')::text AS name, '' AS definition",
    )
    .get_result(conn)?;
    Ok(found.name)
}

fn sqlite_parts(conn: &mut Connection) -> Result<Parts> {
    // FTS5 makes tables of its own, whose text is that of its version.
    let sql = "SELECT type || ' ' || name AS name, COALESCE(sql, '') AS definition FROM sqlite_master \
               WHERE type <> 'table' AND name NOT LIKE 'sqlite_autoindex_%' \
               UNION ALL \
               SELECT 'column ' || tables.name || '.' || columns.name, columns.type || ' ' || columns.\"notnull\" \
               FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns \
               WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'";
    let parts: Vec<Part> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(parts.into_iter().map(|part| (part.name, without_spaces(&part.definition))).collect())
}

/// The definitions are those that the server prints, without the name of the schema.
fn postgres_parts(conn: &mut Connection, schema: &str) -> Result<Parts> {
    let sql = format!(
        "WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname = '{schema}') \
         SELECT 'column ' || t.relname || '.' || a.attname AS name, \
             format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull AS definition \
         FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid \
         WHERE t.relnamespace IN (SELECT oid FROM ours) AND t.relkind IN ('r', 'p') AND a.attnum > 0 \
             AND NOT a.attisdropped \
         UNION ALL \
         SELECT 'index ' || i.relname, pg_get_indexdef(i.oid) || CASE WHEN x.indisvalid THEN '' ELSE ' invalid' END \
         FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid \
         WHERE i.relnamespace IN (SELECT oid FROM ours) \
         UNION ALL \
         SELECT 'trigger ' || g.tgname || ' on ' || t.relname, pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text \
         FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid \
         WHERE t.relnamespace IN (SELECT oid FROM ours) AND NOT g.tgisinternal \
         UNION ALL \
         SELECT 'function ' || p.proname, p.prosrc FROM pg_proc AS p WHERE p.pronamespace IN (SELECT oid FROM ours) \
         UNION ALL \
         SELECT 'view ' || v.relname, pg_get_viewdef(v.oid) FROM pg_class AS v \
         WHERE v.relnamespace IN (SELECT oid FROM ours) AND v.relkind = 'v' \
         UNION ALL \
         SELECT 'constraint ' || k.conname || ' on ' || t.relname, \
             pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN '' ELSE ' not valid' END \
         FROM pg_constraint AS k JOIN pg_class AS t ON t.oid = k.conrelid \
         WHERE k.connamespace IN (SELECT oid FROM ours) AND k.contype IN ('c', 'f', 'u', 'p')"
    );
    let parts: Vec<Part> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
    let qualified = [format!("{schema}."), format!("\"{schema}\".")];
    let plain = |text: &str| {
        without_spaces(&qualified.iter().fold(text.to_owned(), |text, it| text.replace(it, "")))
    };
    Ok(parts.into_iter().map(|part| (part.name, plain(&part.definition))).collect())
}

/// Versions of the engines differ in how they break lines.
fn without_spaces(definition: &str) -> String {
    definition.split_whitespace().collect::<Vec<_>>().join(" ")
}
