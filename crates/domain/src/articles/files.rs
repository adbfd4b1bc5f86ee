//! The ledger of synchronised folders: which article each file has become, and the content with which
//! it was last applied.

use crate::db::Connection;
use crate::error::Result;

use super::model::KnownFile;
use super::store::files as store;

/// All files of a source, in the order of their paths.
pub fn known(conn: &mut Connection, source: &str) -> Result<Vec<KnownFile>> {
    store::known(conn, source)
}

/// Stores what became of a file. `former` is the path that it had before it was renamed.
pub fn remember(
    conn: &mut Connection,
    source: &str,
    file: &KnownFile,
    former: Option<&str>,
) -> Result<()> {
    if let Some(former) = former {
        store::forget(conn, source, former)?;
    }
    store::remember(conn, source, file)
}
