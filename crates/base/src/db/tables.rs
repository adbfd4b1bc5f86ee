//! Whole tables by name, for copies of a database: what there is, every row, and rows that are put back.
//!
//! Nothing here knows what a table means. Values are those that both engines have, and rows come in the
//! order of their primary key, compared by bytes, so that two databases with the same content give the same
//! sequence on either engine.

use std::fmt;

use diesel::connection::SimpleConnection as _;
use diesel::deserialize::{FromSql, QueryableByName};
use diesel::pg::{Pg, PgRowByRowLoadingMode};
use diesel::prelude::*;
use diesel::row::{Field as _, NamedRow, Row};
use diesel::sql_types::{BigInt, Binary, Bool, Double, Nullable, SmallInt, Text};
use diesel::sqlite::{Sqlite, SqliteType};

use super::{Connection, Engine};
use crate::error::{Error, Result};
use crate::on;

/// The most values of one INSERT. SQLite allows 32,766 and PostgreSQL 65,535.
const VALUES: usize = 6_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of 64 bits.
    Integer,
    /// A whole number of 16 bits.
    Small,
    /// A number of double precision.
    Real,
    /// UTF-8.
    Text,
    /// Bytes.
    Bytes,
    /// True or false.
    Boolean,
}

impl Kind {
    /// The kind of a column that was declared so, in either engine's words.
    fn of(declared: &str) -> Option<Kind> {
        Some(match declared.to_ascii_lowercase().as_str() {
            "bigint" | "integer" => Kind::Integer,
            "smallint" => Kind::Small,
            "double" | "double precision" | "real" => Kind::Real,
            "text" => Kind::Text,
            "blob" | "bytea" => Kind::Bytes,
            "boolean" => Kind::Boolean,
            _ => return None,
        })
    }
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No value.
    Null,
    /// A whole number; also true (1) and false (0) on SQLite.
    Integer(i64),
    /// A number of double precision.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// True or false.
    Boolean(bool),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Its place in the primary key, from 1; 0 if it is no part of it.
    key: i64,
}

/// A table. Its columns are in the order of their names, because the engines add them in different orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

#[derive(QueryableByName)]
struct Described {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    declared: String,
    #[diesel(sql_type = BigInt)]
    key: i64,
}

/// All tables but those that the engine or the migrations keep for themselves, in the order of their names.
///
/// # Errors
/// If a column has a type that the other engine may not have.
pub fn all(conn: &mut Connection) -> Result<Vec<Table>> {
    let sql = match &conn.engine {
        Engine::Sqlite(_) => {
            "SELECT t.name AS table_name, c.name AS column_name, c.type AS declared, \
             CAST(c.pk AS BIGINT) AS key \
             FROM pragma_table_list AS t INNER JOIN pragma_table_info(t.name) AS c \
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
             AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1, 2"
        }
        Engine::Postgres(_) => {
            "SELECT c.table_name::text AS table_name, c.column_name::text AS column_name, \
             c.data_type::text AS declared, \
             COALESCE(array_position(k.conkey, c.ordinal_position::smallint), 0)::bigint AS key \
             FROM information_schema.columns AS c \
             INNER JOIN pg_class AS r ON r.relname = c.table_name AND r.relkind = 'r' \
             AND r.relnamespace = current_schema()::regnamespace \
             LEFT JOIN pg_constraint AS k ON k.conrelid = r.oid AND k.contype = 'p' \
             WHERE c.table_schema = current_schema() AND c.is_generated = 'NEVER' \
             AND c.table_name NOT LIKE '\\_\\_%' ORDER BY c.table_name COLLATE \"C\", c.column_name COLLATE \"C\""
        }
    };
    let rows: Vec<Described> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
    let mut tables: Vec<Table> = Vec::new();
    for row in rows {
        if tables.last().is_none_or(|table| table.name != row.table_name) {
            tables.push(Table { name: row.table_name.clone(), columns: Vec::new() });
        }
        // A table of the search, whose types no other engine has, is left out as a whole below.
        let Some(kind) = Kind::of(&row.declared) else { continue };
        if let Some(table) = tables.last_mut() {
            table.columns.push(Column { name: row.column_name, kind, key: row.key });
        }
    }
    Ok(tables)
}

impl Table {
    fn names(&self) -> String {
        let names: Vec<String> =
            self.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        names.join(", ")
    }

    /// The columns of the primary key, each compared by its bytes.
    fn order(&self, engine: &Engine) -> Result<String> {
        let mut key: Vec<&Column> = self.columns.iter().filter(|column| column.key > 0).collect();
        if key.is_empty() {
            return Err(Error::internal(format!("the table {} has no primary key", self.name)));
        }
        key.sort_by_key(|column| column.key);
        let by_bytes = match engine {
            Engine::Postgres(_) => " COLLATE \"C\"",
            Engine::Sqlite(_) => "",
        };
        let terms: Vec<String> = key
            .iter()
            .map(|column| match column.kind {
                Kind::Text => format!("\"{}\"{by_bytes}", column.name),
                _ => format!("\"{}\"", column.name),
            })
            .collect();
        Ok(terms.join(", "))
    }

    /// Calls `each` with every row, in the order of the primary key. One row at a time is in memory.
    ///
    /// # Errors
    /// Those of `each` and of the database.
    pub fn rows(
        &self,
        conn: &mut Connection,
        mut each: impl FnMut(Vec<Cell>) -> Result<()>,
    ) -> Result<()> {
        let (names, order) = (self.names(), self.order(&conn.engine)?);
        let query =
            diesel::sql_query(format!("SELECT {names} FROM \"{}\" ORDER BY {order}", self.name));
        match &mut conn.engine {
            Engine::Sqlite(conn) => {
                for row in query.load_iter::<Cells, diesel::connection::DefaultLoadingMode>(conn)? {
                    each(self.typed(row?.0))?;
                }
            }
            Engine::Postgres(conn) => {
                for row in query.load_iter::<Cells, PgRowByRowLoadingMode>(conn)? {
                    each(self.typed(row?.0))?;
                }
            }
        }
        Ok(())
    }

    /// SQLite stores true and false as numbers.
    fn typed(&self, mut cells: Vec<Cell>) -> Vec<Cell> {
        for (column, cell) in self.columns.iter().zip(&mut cells) {
            match (column.kind, &cell) {
                (Kind::Boolean, Cell::Integer(number)) => *cell = Cell::Boolean(*number != 0),
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a whole number in a column of reals"
                )]
                (Kind::Real, Cell::Integer(number)) => *cell = Cell::Real(*number as f64),
                _ => {}
            }
        }
        cells
    }

    /// How many rows it has.
    ///
    /// # Errors
    /// Those of the database.
    pub fn count(&self, conn: &mut Connection) -> Result<u64> {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = BigInt)]
            n: i64,
        }
        let sql = format!("SELECT COUNT(*) AS n FROM \"{}\"", self.name);
        let count: Count = on!(conn, |c| diesel::sql_query(sql).get_result(c))?;
        Ok(count.n.unsigned_abs())
    }

    /// How many rows one call of [`insert`](Table::insert) takes.
    pub fn rows_at_once(&self) -> usize {
        (VALUES / self.columns.len().max(1)).clamp(1, 500)
    }

    /// Adds rows, at most [`rows_at_once`](Table::rows_at_once).
    ///
    /// # Errors
    /// If a row does not fit the table.
    pub fn insert(&self, conn: &mut Connection, rows: Vec<Vec<Cell>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let numbered = matches!(conn.engine, Engine::Postgres(_));
        let mut sql = format!("INSERT INTO \"{}\" ({}) VALUES ", self.name, self.names());
        let mut n = 0;
        for at in 0..rows.len() {
            sql.push_str(if at == 0 { "(" } else { "), (" });
            for column in 0..self.columns.len() {
                n += 1;
                sql.push_str(if column == 0 { "" } else { ", " });
                if numbered {
                    sql.push_str(&format!("${n}"));
                } else {
                    sql.push('?');
                }
            }
        }
        sql.push(')');
        match &mut conn.engine {
            Engine::Sqlite(conn) => {
                let query = diesel::sql_query(sql).into_boxed::<Sqlite>();
                bind_all!(self, rows, query).execute(conn)?;
            }
            Engine::Postgres(conn) => {
                let query = diesel::sql_query(sql).into_boxed::<Pg>();
                bind_all!(self, rows, query).execute(conn)?;
            }
        }
        Ok(())
    }

    /// Removes all rows.
    ///
    /// # Errors
    /// Those of the database.
    pub fn empty(&self, conn: &mut Connection) -> Result<()> {
        on!(conn, |c| c.batch_execute(&format!("DELETE FROM \"{}\"", self.name)))?;
        Ok(())
    }

    fn misfit(&self, column: &Column, cell: &Cell) -> Error {
        Error::internal(format!(
            "the column {} of the table {} does not take {cell}",
            column.name, self.name
        ))
    }
}

/// Binds every value of every row with the type of its column.
macro_rules! bind_all {
    ($table:expr, $rows:expr, $query:expr) => {{
        let mut query = $query;
        for row in $rows {
            if row.len() != $table.columns.len() {
                return Err(Error::internal(format!(
                    "a row of the table {} has {} values",
                    $table.name,
                    row.len()
                )));
            }
            for (column, cell) in $table.columns.iter().zip(row) {
                query = match (column.kind, cell) {
                    (Kind::Integer, Cell::Integer(value)) => {
                        query.bind::<Nullable<BigInt>, _>(Some(value))
                    }
                    (Kind::Integer, Cell::Null) => query.bind::<Nullable<BigInt>, _>(None::<i64>),
                    (Kind::Small, Cell::Integer(value)) => {
                        let value = i16::try_from(value)
                            .map_err(|_| $table.misfit(column, &Cell::Integer(value)))?;
                        query.bind::<Nullable<SmallInt>, _>(Some(value))
                    }
                    (Kind::Small, Cell::Null) => query.bind::<Nullable<SmallInt>, _>(None::<i16>),
                    (Kind::Real, Cell::Real(value)) => {
                        query.bind::<Nullable<Double>, _>(Some(value))
                    }
                    (Kind::Real, Cell::Null) => query.bind::<Nullable<Double>, _>(None::<f64>),
                    (Kind::Text, Cell::Text(value)) => query.bind::<Nullable<Text>, _>(Some(value)),
                    (Kind::Text, Cell::Null) => query.bind::<Nullable<Text>, _>(None::<String>),
                    (Kind::Bytes, Cell::Bytes(value)) => {
                        query.bind::<Nullable<Binary>, _>(Some(value))
                    }
                    (Kind::Bytes, Cell::Null) => query.bind::<Nullable<Binary>, _>(None::<Vec<u8>>),
                    (Kind::Boolean, Cell::Boolean(value)) => {
                        query.bind::<Nullable<Bool>, _>(Some(value))
                    }
                    (Kind::Boolean, Cell::Null) => query.bind::<Nullable<Bool>, _>(None::<bool>),
                    (_, cell) => return Err($table.misfit(column, &cell)),
                };
            }
        }
        query
    }};
}
use bind_all;

impl fmt::Display for Cell {
    /// The kind of the value, without the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Cell::Null => "no value",
            Cell::Integer(_) => "a whole number",
            Cell::Real(_) => "a number",
            Cell::Text(_) => "a text",
            Cell::Bytes(_) => "bytes",
            Cell::Boolean(_) => "true or false",
        })
    }
}

/// Runs `work`, which puts rows back in any order of tables. References are checked at the end, and on
/// PostgreSQL the next numbers of rows are set. The caller has begun a transaction with
/// [`Apart::transaction`](super::apart::Apart::transaction).
///
/// # Errors
/// Those of `work`, and if a row refers to one that does not exist.
pub fn without_references<T>(
    conn: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T>,
) -> Result<T> {
    let dropped = match &mut conn.engine {
        // `Apart` has switched them off before the transaction began; within one it has no effect.
        Engine::Sqlite(_) => Vec::new(),
        Engine::Postgres(conn) => drop_references(conn)?,
    };
    let done = work(conn)?;
    match &mut conn.engine {
        Engine::Sqlite(conn) => check_references(conn)?,
        Engine::Postgres(conn) => {
            for reference in dropped {
                conn.batch_execute(&format!(
                    "ALTER TABLE {} ADD CONSTRAINT {} {}",
                    reference.of, reference.name, reference.definition
                ))?;
            }
            set_next_numbers(conn)?;
        }
    }
    Ok(done)
}

#[derive(QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

fn drop_references(conn: &mut PgConnection) -> Result<Vec<Reference>> {
    let all: Vec<Reference> = diesel::sql_query(
        "SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name, \
         pg_get_constraintdef(oid) AS definition FROM pg_constraint \
         WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2",
    )
    .load(conn)?;
    for reference in &all {
        conn.batch_execute(&format!(
            "ALTER TABLE {} DROP CONSTRAINT {}",
            reference.of, reference.name
        ))?;
    }
    Ok(all)
}

fn check_references(conn: &mut SqliteConnection) -> Result<()> {
    #[derive(QueryableByName)]
    struct Violation {
        #[diesel(sql_type = Text)]
        of: String,
        #[diesel(sql_type = Text)]
        parent: String,
    }
    let broken: Option<Violation> =
        diesel::sql_query("SELECT \"table\" AS of, parent FROM pragma_foreign_key_check LIMIT 1")
            .get_result(conn)
            .optional()?;
    match broken {
        None => Ok(()),
        Some(Violation { of, parent }) => Err(Error::internal(format!(
            "a row of the table {of} refers to a row of {parent} that does not exist"
        ))),
    }
}

/// Rows get numbers above those that were put back.
fn set_next_numbers(conn: &mut PgConnection) -> Result<()> {
    #[derive(QueryableByName)]
    struct Numbered {
        #[diesel(sql_type = Text)]
        of: String,
        #[diesel(sql_type = Text)]
        column: String,
    }
    let numbered: Vec<Numbered> = diesel::sql_query(
        "SELECT quote_ident(table_name) AS of, column_name::text AS column FROM information_schema.columns \
         WHERE table_schema = current_schema() AND is_identity = 'YES'",
    )
    .load(conn)?;
    for Numbered { of, column } in numbered {
        conn.batch_execute(&format!(
            "SELECT setval(pg_get_serial_sequence('{of}', '{column}'), GREATEST(MAX({column}), 1), \
             MAX({column}) IS NOT NULL) FROM {of}"
        ))?;
    }
    Ok(())
}

/// A row of any query, in the order of its columns.
struct Cells(Vec<Cell>);

impl QueryableByName<Sqlite> for Cells {
    fn build<'a>(row: &impl NamedRow<'a, Sqlite>) -> diesel::deserialize::Result<Self> {
        let mut cells = Vec::with_capacity(row.field_count());
        for n in 0..row.field_count() {
            let field = Row::get(row, n).ok_or("a column is missing")?;
            let Some(value) = field.value() else {
                cells.push(Cell::Null);
                continue;
            };
            cells.push(match value.value_type() {
                None => Cell::Null,
                Some(SqliteType::Integer | SqliteType::SmallInt | SqliteType::Long) => {
                    Cell::Integer(FromSql::<BigInt, Sqlite>::from_sql(value)?)
                }
                Some(SqliteType::Float | SqliteType::Double) => {
                    Cell::Real(FromSql::<Double, Sqlite>::from_sql(value)?)
                }
                Some(SqliteType::Binary) => {
                    Cell::Bytes(FromSql::<Binary, Sqlite>::from_sql(value)?)
                }
                Some(_) => Cell::Text(FromSql::<Text, Sqlite>::from_sql(value)?),
            });
        }
        Ok(Cells(cells))
    }
}

impl QueryableByName<Pg> for Cells {
    fn build<'a>(row: &impl NamedRow<'a, Pg>) -> diesel::deserialize::Result<Self> {
        let mut cells = Vec::with_capacity(row.field_count());
        for n in 0..row.field_count() {
            let field = Row::get(row, n).ok_or("a column is missing")?;
            let Some(value) = field.value() else {
                cells.push(Cell::Null);
                continue;
            };
            // The numbers of the types, which PostgreSQL does not change.
            cells.push(match value.get_oid().get() {
                20 => Cell::Integer(FromSql::<BigInt, Pg>::from_sql(value)?),
                21 => {
                    let small: i16 = FromSql::<SmallInt, Pg>::from_sql(value)?;
                    Cell::Integer(small.into())
                }
                701 => Cell::Real(FromSql::<Double, Pg>::from_sql(value)?),
                17 => Cell::Bytes(FromSql::<Binary, Pg>::from_sql(value)?),
                16 => Cell::Boolean(FromSql::<Bool, Pg>::from_sql(value)?),
                25 => Cell::Text(FromSql::<Text, Pg>::from_sql(value)?),
                other => return Err(format!("no column has the type {other}").into()),
            });
        }
        Ok(Cells(cells))
    }
}
