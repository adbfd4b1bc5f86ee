//! The section `database`.

use std::path::Path;

use crate::config::database_url::{self, DatabaseUrl};
use crate::config::layers::Layers;
use crate::config::shown;
use crate::config::values::folder_path;

/// The database and the connections to it.
#[derive(Clone, Debug)]
pub struct Database {
    /// Which database.
    pub url: DatabaseUrl,
    /// A direct connection to PostgreSQL, past a pooler, for migrations and their lock.
    pub direct_url: Option<DatabaseUrl>,
    /// SQLite: the number of reading threads.
    pub readers: usize,
    /// PostgreSQL: the most open connections.
    pub connections: usize,
    /// The most tasks that may wait; further ones are refused.
    pub queue: usize,
}

pub(in crate::config) fn read(layers: &mut Layers, folder: &Path) -> Option<Database> {
    let url = layers.optional("database.url", database_url::parse);
    let direct_url = layers.optional("database.direct_url", database_url::parse);
    let readers = layers.number("database.readers", 1..=64);
    let connections = layers.number("database.connections", 1..=1_000);
    let queue = layers.number("database.queue", 1..=1_000_000);
    let url = url?.unwrap_or_else(|| {
        let computed = DatabaseUrl::Sqlite(folder.join("rejoinder.db"));
        layers.computed("database.url", &computed.to_string(), "data.folder");
        computed
    });
    if let DatabaseUrl::Sqlite(file) = &url
        && let Some(parent) = file.parent().filter(|parent| !parent.as_os_str().is_empty())
        && let Err(refusal) = folder_path(&shown(parent))
    {
        layers.refuse("database.url", refusal);
    }
    let direct_url = direct_url?;
    if let Some(direct) = &direct_url
        && !matches!((&url, direct), (DatabaseUrl::Postgres(_), DatabaseUrl::Postgres(_)))
    {
        let remedy = "Remove it, or set both keys to the same PostgreSQL database".to_owned();
        layers.refuse(
            "database.direct_url",
            ("it only applies to PostgreSQL behind a pooler".to_owned(), remedy),
        );
    }
    Some(Database { url, direct_url, readers: readers?, connections: connections?, queue: queue? })
}
