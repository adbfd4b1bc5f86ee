//! Which tables an archive has, and in which form their rows are written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::db::Connection;
use crate::db::tables::{self, Cell, Kind, Table};
use crate::error::{Error, Result};

/// Tables that other tables say again: triggers and the worker fill them as rows are put back.
const DERIVED: [&str; 7] = [
    "article_search",
    "comment_arrivals",
    "comment_counts",
    "comment_search",
    "searchable_articles",
    "stale_thread_counts",
    "thread_counts",
];

/// Tables of what is going on at the moment: who is signed in or edits what, and what was just sent.
const PASSING: [&str; 7] = [
    "article_locks",
    "changes",
    "claims",
    "idempotency_keys",
    "login_failures",
    "password_resets",
    "sessions",
];

/// Rows of `settings` about this database and not about the site.
const LOCAL_SETTINGS: [&str; 3] = ["ready_probe", "schema_needed", "backup_state"];

/// The tables with content, without the rest: only they are the same after a move.
pub(super) fn tables(conn: &mut Connection) -> Result<Vec<Table>> {
    let all = tables::all(conn)?;
    Ok(all
        .into_iter()
        .filter(|table| {
            let name = table.name.as_str();
            !DERIVED.contains(&name) && !PASSING.contains(&name)
        })
        .collect())
}

/// Whether a row is part of an archive.
pub(super) fn is_content(table: &Table, row: &[Cell]) -> bool {
    table.name != "settings" || !is_local(table, row)
}

fn is_local(table: &Table, row: &[Cell]) -> bool {
    let at = table.columns.iter().position(|column| column.name == "name");
    match at.and_then(|at| row.get(at)) {
        Some(Cell::Text(name)) => LOCAL_SETTINGS.contains(&name.as_str()),
        _ => false,
    }
}

/// A row as a line of JSON: an array of its values. Bytes are base64, and real numbers are texts with as many
/// digits as it takes to read the same number again.
pub(super) fn line(row: &[Cell], to: &mut String) -> Result<()> {
    to.clear();
    to.push('[');
    for (n, cell) in row.iter().enumerate() {
        if n > 0 {
            to.push(',');
        }
        match cell {
            Cell::Null => to.push_str("null"),
            Cell::Integer(value) => to.push_str(&value.to_string()),
            Cell::Boolean(value) => to.push_str(if *value { "true" } else { "false" }),
            Cell::Real(value) => {
                to.push('"');
                to.push_str(&value.to_string());
                to.push('"');
            }
            Cell::Text(text) => {
                to.push_str(&serde_json::to_string(text).map_err(Error::internal)?);
            }
            Cell::Bytes(bytes) => {
                to.push('"');
                STANDARD.encode_string(bytes, to);
                to.push('"');
            }
        }
    }
    to.push_str("]\n");
    Ok(())
}

/// The row of a line.
pub(super) fn row(table: &Table, values: Vec<Value>) -> Result<Vec<Cell>> {
    let misfit = || {
        let detail = format!("A row of the table {} is not as it should be", table.name);
        Error::invalid("file", "format", detail)
    };
    if values.len() != table.columns.len() {
        return Err(misfit());
    }
    let cell = |(kind, value): (Kind, Value)| {
        Some(match (kind, value) {
            (_, Value::Null) => Cell::Null,
            (Kind::Integer | Kind::Small, Value::Number(number)) => Cell::Integer(number.as_i64()?),
            (Kind::Boolean, Value::Bool(value)) => Cell::Boolean(value),
            (Kind::Real, Value::String(text)) => Cell::Real(text.parse().ok()?),
            (Kind::Text, Value::String(text)) => Cell::Text(text),
            (Kind::Bytes, Value::String(text)) => Cell::Bytes(STANDARD.decode(text).ok()?),
            _ => return None,
        })
    };
    let kinds = table.columns.iter().map(|column| column.kind);
    kinds.zip(values).map(|pair| cell(pair).ok_or_else(misfit)).collect()
}
