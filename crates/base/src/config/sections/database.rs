//! The section `database`.

use std::path::Path;
use std::time::Duration;

use crate::config::database_url::{self, DatabaseUrl};
use crate::config::layers::Layers;
use crate::config::values::{check_folder, seconds};

/// The database and the connections to it.
#[derive(Clone, Debug)]
pub struct Database {
    /// Which database.
    pub url: DatabaseUrl,
    /// A direct connection to PostgreSQL, past a pooler, for migrations and their lock.
    pub direct_url: Option<DatabaseUrl>,
    /// PostgreSQL: streaming replicas that readers' pages may be read from.
    pub replicas: Vec<DatabaseUrl>,
    /// How far behind a replica may be that is read from.
    pub replica_max_lag: Duration,
    /// SQLite: the number of reading threads.
    pub readers: usize,
    /// PostgreSQL: the most open connections, to each server.
    pub connections: usize,
    /// The most tasks that may wait; further ones are refused.
    pub queue: usize,
}

const REPLICAS: &str = "Write a list such as [\"postgres://USER:PASSWORD@HOST/DATABASE\"]";

pub(in crate::config) fn read(layers: &mut Layers, folder: &Path) -> Option<Database> {
    let url = layers.optional("database.url", database_url::parse);
    let direct_url = layers.optional("database.direct_url", database_url::parse);
    let replica_urls = layers.list::<String>("database.replica_urls", REPLICAS);
    let replica_max_lag = seconds(layers, "database.replica_max_lag", 1..=60);
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
    {
        check_folder(layers, "database.url", parent);
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
    Some(Database {
        replicas: replicas(layers, &url, &replica_urls?)?,
        url,
        direct_url,
        replica_max_lag: replica_max_lag?,
        readers: readers?,
        connections: connections?,
        queue: queue?,
    })
}

/// The replicas of a PostgreSQL server. No fault repeats an address, which may contain a password.
fn replicas(
    layers: &mut Layers,
    primary: &DatabaseUrl,
    urls: &[String],
) -> Option<Vec<DatabaseUrl>> {
    const KEY: &str = "database.replica_urls";
    if !urls.is_empty() && matches!(primary, DatabaseUrl::Sqlite(_)) {
        let fault = "only PostgreSQL has replicas, and database.url is an SQLite file".to_owned();
        let remedy = "Remove it, or set database.url to the PostgreSQL server that they follow";
        layers.refuse(KEY, (fault, remedy.to_owned()));
        return None;
    }
    let mut read = Vec::new();
    for (at, url) in urls.iter().enumerate() {
        let refusal = match database_url::parse(url) {
            Ok(url @ DatabaseUrl::Postgres(_)) => {
                read.push(url);
                continue;
            }
            Ok(DatabaseUrl::Sqlite(_)) => {
                ("it is not the address of a PostgreSQL server".to_owned(), REPLICAS.to_owned())
            }
            Err(refusal) => refusal,
        };
        layers.refuse(KEY, (format!("entry {}: {}", at + 1, refusal.0), refusal.1));
    }
    (read.len() == urls.len()).then_some(read)
}
