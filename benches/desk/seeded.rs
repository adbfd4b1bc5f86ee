//! A database with a past: readers with real seals, and everything else by `seed.sql`.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Binary;
use diesel::{Connection as _, PgConnection, RunQueryDsl as _, SqliteConnection};
use rejoinder::vault::Vault;

use crate::program::Installation;
use crate::{Outcome, fault};

const SEED: &str = include_str!("seed.sql");
const READERS: i64 = 20_000;
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/postgres.sh");

/// An installation whose database is full.
pub struct Seeded {
    pub installation: Installation,
    /// An admin's.
    pub token: String,
    _server: Option<Server>,
}

impl Seeded {
    pub fn new(engine: &str, comments: i64) -> Outcome<Seeded> {
        let server = (engine == "postgres").then(Server::start).transpose()?;
        let installation = Installation::new(server.as_ref().map(|server| server.url.as_str()))?;
        let email = "desk@bench.example";
        let account = ["user", "add", "--email", email, "--name", "Desk", "--role", "admin", "--password-stdin"];
        installation.run(&account, "nine calm herons fishing\n")?;
        let mut create = vec!["token", "create", "--user", email, "--json"];
        for scope in ["read", "moderate"] {
            create.extend(["--scope", scope]);
        }
        let told: serde_json::Value = serde_json::from_str(&installation.run(&create, "")?).map_err(fault)?;
        let token = told["token"].as_str().ok_or("no token")?.to_owned();
        let begun = Instant::now();
        let keys = Path::new(&installation.database()).with_file_name("keys");
        let vault = Vault::open_or_create(&keys).map_err(fault)?;
        match &server {
            None => {
                let conn = &mut SqliteConnection::establish(&installation.database()).map_err(fault)?;
                conn.batch_execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN").map_err(fault)?;
                readers(&vault, |index, sealed| {
                    diesel::sql_query("INSERT INTO readers (email_index, email_sealed, created_at) VALUES (?, ?, 0)")
                        .bind::<Binary, _>(index)
                        .bind::<Binary, _>(sealed)
                        .execute(conn)
                })?;
                conn.batch_execute(&seed(comments, "BLOB")).map_err(fault)?;
                conn.batch_execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").map_err(fault)?;
            }
            Some(server) => {
                let conn = &mut PgConnection::establish(&server.url).map_err(fault)?;
                conn.batch_execute("BEGIN").map_err(fault)?;
                readers(&vault, |index, sealed| {
                    diesel::sql_query("INSERT INTO readers (email_index, email_sealed, created_at) VALUES ($1, $2, 0)")
                        .bind::<Binary, _>(index)
                        .bind::<Binary, _>(sealed)
                        .execute(conn)
                })?;
                conn.batch_execute(&seed(comments, "BYTEA")).map_err(fault)?;
                let numbers = ["sections", "articles"].map(|table| {
                    format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}));")
                });
                conn.batch_execute(&format!("{} COMMIT", numbers.concat())).map_err(fault)?;
                conn.batch_execute("VACUUM ANALYZE").map_err(fault)?;
            }
        }
        println!("\n{engine}: made in {} s", begun.elapsed().as_secs());
        Ok(Seeded { installation, token, _server: server })
    }
}

fn seed(comments: i64, bytes: &str) -> String {
    SEED.replace("{comments}", &comments.to_string()).replace("{bytes}", bytes)
}

/// The address that each comment shows masked must open, as it does on a site.
fn readers(
    vault: &Vault,
    mut insert: impl FnMut(Vec<u8>, Vec<u8>) -> Result<usize, diesel::result::Error>,
) -> Outcome<()> {
    for n in 1..=READERS {
        let address = format!("reader{n}@mail.example");
        let index = vault.index(&address);
        let sealed = vault.seal(&address, &[b"reader".as_slice(), &index].concat()).map_err(fault)?;
        insert(index, sealed).map_err(fault)?;
    }
    Ok(())
}

/// A server of our own, gone afterwards.
struct Server {
    folder: String,
    url: String,
}

impl Server {
    fn start() -> Outcome<Server> {
        // Not inside a folder of ours, which the server's user may not enter.
        let folder = std::env::temp_dir().join(format!("rejoinder-desk.{}", std::process::id()));
        let folder = folder.display().to_string();
        let output = Command::new(SCRIPT).args(["start", &folder]).output().map_err(fault)?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
        }
        Ok(Server { url: String::from_utf8_lossy(&output.stdout).trim().to_owned(), folder })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that is left over is seen in the list of processes; the figures stand without this.
        let _ = Command::new(SCRIPT).args(["stop", &self.folder]).status();
    }
}
