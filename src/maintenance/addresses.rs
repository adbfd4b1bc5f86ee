//! Whether every stored address can be opened and found. What is here but cannot be opened gets no mail; what cannot be
//! found is a stranger, whose data request finds nothing.

use crate::address::EmailAddress;
use crate::app::App;
use crate::db::Connection;
use crate::error::Result;
use crate::maintenance::store::sealed::{self, Stored, Table};

/// Addresses opened between two queries.
const AT_A_TIME: i64 = 1_000;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// Addresses that are as they should be.
    pub good: u64,
    /// Addresses that no key opens.
    pub closed: u64,
    /// Addresses that open, and whose blind index is not that of the address.
    pub lost: u64,
    /// The first bad one: table and number of the row.
    pub first: Option<(&'static str, i64)>,
}

/// Opens every address of readers, staff and invited people, and computes its blind indexes again. A million take about
/// ten seconds.
///
/// # Errors
/// If the key file or the database cannot be read.
pub async fn examine(app: &App) -> Result<Examined> {
    app.vault.reload()?;
    let mut found = Examined::default();
    for table in Table::ALL {
        let mut after = 0;
        loop {
            let read = move |conn: &mut Connection| sealed::stored(conn, table, after, AT_A_TIME);
            let rows = app.db.read(read).await?;
            let Some(last) = rows.last().map(|row| row.sealed.id) else { break };
            after = last;
            for row in &rows {
                match state(app, table, row) {
                    State::Good => found.good += 1,
                    bad => {
                        match bad {
                            State::Closed => found.closed += 1,
                            _ => found.lost += 1,
                        }
                        found.first.get_or_insert((table.name(), row.sealed.id));
                    }
                }
            }
        }
    }
    Ok(found)
}

enum State {
    Good,
    Closed,
    Lost,
}

fn state(app: &App, table: Table, row: &Stored) -> State {
    let index = &row.sealed.email_index;
    let Ok(opened) = app.vault.open(&row.sealed.email_sealed, &table.row(index)) else {
        return State::Closed;
    };
    let Ok(address) = EmailAddress::parse(&opened) else { return State::Lost };
    let is_inbox = |stored: &Vec<u8>| *stored == app.vault.inbox_index(&address);
    let is_found = app.vault.index(&address.canonical()) == *index
        && row.inbox_index.as_ref().is_none_or(is_inbox);
    if is_found { State::Good } else { State::Lost }
}
