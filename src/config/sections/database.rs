//! The section `database`.

use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use crate::config::layers::Layers;
use crate::config::shown;
use crate::config::urls;
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

/// The URL of a database. Neither `Debug` nor `Display` shows a password.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// One file, relative to the working directory unless it is absolute.
    Sqlite(PathBuf),
    /// A connection URL for libpq.
    Postgres(SecretString),
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => f.write_str(&urls::masked(url.expose_secret())),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

pub(in crate::config) fn read(layers: &mut Layers, folder: &Path) -> Option<Database> {
    let url = layers.optional("database.url", urls::database);
    let direct_url = layers.optional("database.direct_url", urls::database);
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
