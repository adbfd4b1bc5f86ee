//! Writes that come with every comment or every decision: their statements are found again without
//! being written out, and on SQLite the number of a new row is asked for instead of returned.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::{RunQueryDsl, define_sql_function};

define_sql_function! {
    /// SQLite only: the number of the row that this connection inserted last, triggers aside.
    fn last_insert_rowid() -> BigInt;
}

/// A write whose SQL is always the same, known by `Name`. Diesel writes out every other insert each
/// time, to find its prepared statement by the text; with some thirty columns that costs as much as
/// a small statement. An update it prepares anew each time, which on PostgreSQL is one more way to
/// the server and back, and a plan.
///
/// Each write has a name of its own, and its SQL must not depend on its values: a row struct whose
/// columns could be left out has `treat_none_as_default_value = false`, and an update sets its
/// columns one by one.
pub struct Constant<Name, Write> {
    write: Write,
    name: PhantomData<Name>,
}

impl<Name, Write> Constant<Name, Write> {
    /// `write` under that name.
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

    /// Every update says no, because most could have other columns the next time.
    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Name, Write, Conn> RunQueryDsl<Conn> for Constant<Name, Write> {}

/// Inserts one row by a [`Constant`] insert and answers its number, or None if
/// `on_conflict_do_nothing` kept it out: `insert_one!(conn, NewThing, diesel::insert_into(…)…,
/// things::id)`.
///
/// SQLite makes a table for what an insert returns, and a journal for the case that the rest of the
/// statement fails, so there the number is asked for afterwards.
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
