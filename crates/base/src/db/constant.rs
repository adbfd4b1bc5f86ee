//! Cached prepared statements for writes that happen with every comment or decision, without
//! generating their SQL each time; and on SQLite a cheaper way than RETURNING to get a new row's
//! id.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::{RunQueryDsl, define_sql_function};

define_sql_function! {
    /// SQLite only: the id of the row that this connection inserted last, except by triggers.
    fn last_insert_rowid() -> BigInt;
}

/// A write whose SQL is constant; its prepared statement is cached by the type `Name`. For every
/// other insert, Diesel generates the SQL each time to find the prepared statement by its text;
/// with some thirty columns that costs as much as a small statement. Every other update is prepared
/// each time, which on PostgreSQL takes one more round trip and a plan.
///
/// Each write needs a `Name` of its own, and its SQL must not depend on its values: a row struct
/// with optional columns has `treat_none_as_default_value = false`, and an update sets its columns
/// one by one.
pub struct Constant<Name, Write> {
    write: Write,
    name: PhantomData<Name>,
}

impl<Name, Write> Constant<Name, Write> {
    /// A constant write.
    pub fn new(write: Write) -> Constant<Name, Write> {
        Constant { write, name: PhantomData }
    }
}

impl<Name: 'static, Write> QueryId for Constant<Name, Write> {
    type QueryId = Constant<Name, ()>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Name, Write, DB> QueryFragment<DB> for Constant<Name, Write>
where
    DB: Backend,
    Write: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.write.walk_ast(out)
    }

    /// Diesel's updates return false, because the columns of most of them depend on values.
    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Name, Write, Conn> RunQueryDsl<Conn> for Constant<Name, Write> {}

/// Inserts one row by a [`Constant`] insert and returns its id, or `None` if
/// `on_conflict_do_nothing` skipped it: `insert_one!(conn, NewThing, diesel::insert_into(…)…,
/// things::id)`.
///
/// For RETURNING, SQLite creates a temporary table and a statement journal, so there the id is
/// queried afterwards.
#[macro_export]
macro_rules! insert_one {
    ($conn:expr, $name:ident, $insert:expr, $id:expr) => {{
        struct $name;
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite(c) => {
                match diesel::RunQueryDsl::execute(
                    $crate::db::constant::Constant::<$name, _>::new($insert),
                    c,
                )? {
                    0 => None,
                    _ => Some(
                        diesel::select($crate::db::constant::last_insert_rowid()).get_result(c)?,
                    ),
                }
            }
            $crate::db::Engine::Postgres(c) => $insert.returning($id).get_result(c).optional()?,
        }
    }};
}
