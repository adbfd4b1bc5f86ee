//! The tables with sealed addresses.

use diesel::prelude::*;
use diesel::sql_types::{Binary, Nullable};

use crate::db::Connection;
use crate::db::schema::{accounts, invitations, readers};
use crate::error::Result;
use crate::on;
use crate::vault::reader_row;

/// A table with sealed addresses.
#[derive(Clone, Copy)]
pub(in crate::maintenance) enum Table {
    Readers,
    Accounts,
    Invitations,
}

impl Table {
    pub(in crate::maintenance) const ALL: [Table; 3] =
        [Table::Readers, Table::Accounts, Table::Invitations];

    pub(in crate::maintenance) fn name(self) -> &'static str {
        match self {
            Table::Readers => "readers",
            Table::Accounts => "accounts",
            Table::Invitations => "invitations",
        }
    }

    /// What the sealed address of a row is bound to.
    pub(in crate::maintenance) fn row(self, email_index: &[u8]) -> Vec<u8> {
        match self {
            Table::Readers => reader_row(email_index),
            Table::Accounts | Table::Invitations => [b"account", email_index].concat(),
        }
    }
}

/// A sealed address.
#[derive(Queryable)]
pub(in crate::maintenance) struct Sealed {
    pub(in crate::maintenance) id: i64,
    pub(in crate::maintenance) email_index: Vec<u8>,
    pub(in crate::maintenance) email_sealed: Vec<u8>,
}

/// Whether a former key has sealed: what the newest has sealed lies between two bounds.
macro_rules! of_former {
    ($table:ident, $newest:expr) => {
        $table::email_sealed.lt(&$newest.0).or($table::email_sealed.ge(&$newest.1))
    };
}

macro_rules! rows {
    ($conn:expr, $table:ident, $newest:expr, $after:expr, $limit:expr) => {
        on!($conn, |c| $table::table
            .filter($table::id.gt($after))
            .filter(of_former!($table, $newest))
            .order($table::id)
            .limit($limit)
            .select(($table::id, $table::email_index, $table::email_sealed))
            .load(c))?
    };
}

/// Up to `limit` rows after this number that a former key has sealed; `newest` is
/// [`crate::vault::Vault::sealed_with_newest`].
pub(in crate::maintenance) fn of_former_keys(
    conn: &mut Connection,
    table: Table,
    newest: &(Vec<u8>, Vec<u8>),
    after: i64,
    limit: i64,
) -> Result<Vec<Sealed>> {
    Ok(match table {
        Table::Readers => rows!(conn, readers, newest, after, limit),
        Table::Accounts => rows!(conn, accounts, newest, after, limit),
        Table::Invitations => rows!(conn, invitations, newest, after, limit),
    })
}

/// A stored address with both of its blind indexes.
#[derive(Queryable)]
pub(in crate::maintenance) struct Stored {
    pub(in crate::maintenance) sealed: Sealed,
    /// That of the inbox; only readers have one.
    pub(in crate::maintenance) inbox_index: Option<Vec<u8>>,
}

macro_rules! stored {
    ($conn:expr, $table:ident, $after:expr, $limit:expr, $inbox:expr) => {
        on!($conn, |c| $table::table
            .filter($table::id.gt($after))
            .order($table::id)
            .limit($limit)
            .select((($table::id, $table::email_index, $table::email_sealed), $inbox))
            .load(c))?
    };
}

/// Up to `limit` addresses after this number.
pub(in crate::maintenance) fn stored(
    conn: &mut Connection,
    table: Table,
    after: i64,
    limit: i64,
) -> Result<Vec<Stored>> {
    let none = None::<Vec<u8>>.into_sql::<Nullable<Binary>>();
    Ok(match table {
        Table::Readers => stored!(conn, readers, after, limit, readers::inbox_index),
        Table::Accounts => stored!(conn, accounts, after, limit, none),
        Table::Invitations => stored!(conn, invitations, after, limit, none),
    })
}

macro_rules! highest {
    ($conn:expr, $table:ident) => {
        on!($conn, |c| $table::table
            .order($table::email_sealed.desc())
            .select($table::email_sealed)
            .first::<Vec<u8>>(c)
            .optional())?
    };
}

/// A row that the key with the highest number has sealed.
pub(in crate::maintenance) fn of_highest_key(
    conn: &mut Connection,
    table: Table,
) -> Result<Option<Vec<u8>>> {
    Ok(match table {
        Table::Readers => highest!(conn, readers),
        Table::Accounts => highest!(conn, accounts),
        Table::Invitations => highest!(conn, invitations),
    })
}

macro_rules! count {
    ($conn:expr, $table:ident, $newest:expr) => {
        on!($conn, |c| $table::table.filter(of_former!($table, $newest)).count().get_result(c))?
    };
}

/// How many rows a former key has sealed.
pub(in crate::maintenance) fn count_of_former_keys(
    conn: &mut Connection,
    table: Table,
    newest: &(Vec<u8>, Vec<u8>),
) -> Result<i64> {
    Ok(match table {
        Table::Readers => count!(conn, readers, newest),
        Table::Accounts => count!(conn, accounts, newest),
        Table::Invitations => count!(conn, invitations, newest),
    })
}

macro_rules! replace {
    ($conn:expr, $table:ident, $row:expr, $fresh:expr) => {{
        let same = $table::id.eq($row.id).and($table::email_sealed.eq(&$row.email_sealed));
        on!($conn, |c| diesel::update($table::table.filter(same))
            .set($table::email_sealed.eq($fresh))
            .execute(c))?
    }};
}

/// Stores addresses that were sealed anew, unless a row has changed since it was read. Returns how many.
pub(in crate::maintenance) fn replace(
    conn: &mut Connection,
    table: Table,
    anew: &[(Sealed, Vec<u8>)],
) -> Result<usize> {
    let mut replaced = 0;
    for (row, fresh) in anew {
        replaced += match table {
            Table::Readers => replace!(conn, readers, row, fresh),
            Table::Accounts => replace!(conn, accounts, row, fresh),
            Table::Invitations => replace!(conn, invitations, row, fresh),
        };
    }
    Ok(replaced)
}
