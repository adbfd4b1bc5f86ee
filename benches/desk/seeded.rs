//! A filled database: readers with sealed addresses, and all other rows by `newsroom.sql` and
//! `comments.sql`.

use std::path::Path;
use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Binary;
use diesel::{Connection as _, RunQueryDsl as _, SqliteConnection};
use rejoinder::clock::Clock;
use rejoinder::vault::Vault;

use crate::program::Installation;
use crate::server::Server;
use crate::{Outcome, fault, postgres};

pub const NEWSROOM: &str = include_str!("newsroom.sql");
const COMMENTS: &str = include_str!("comments.sql");
const READERS: i64 = 20_000;

/// The one account, an admin's.
pub const EMAIL: &str = "desk@bench.example";
pub const PASSWORD: &str = "nine calm herons fishing";

/// An installation whose database is full.
pub struct Seeded {
    pub installation: Installation,
    pub token: String,
    server: Option<Server>,
}

impl Seeded {
    pub fn new(engine: &str, comments: i64) -> Outcome<Seeded> {
        let server = (engine == "postgres").then(Server::start).transpose()?;
        let installation = Installation::new(server.as_ref().map(|server| server.url.as_str()))?;
        let account = [
            "user",
            "add",
            "--email",
            EMAIL,
            "--name",
            "Desk",
            "--role",
            "admin",
            "--password-stdin",
        ];
        installation.run(&account, &format!("{PASSWORD}\n"))?;
        let mut create = vec!["token", "create", "--user", EMAIL, "--json"];
        for scope in ["read", "moderate"] {
            create.extend(["--scope", scope]);
        }
        let told: serde_json::Value =
            serde_json::from_str(&installation.run(&create, "")?).map_err(fault)?;
        let token = told["token"].as_str().ok_or("no token")?.to_owned();
        let begun = Instant::now();
        let keys = Path::new(&installation.database()).with_file_name("keys");
        let vault = Vault::open_or_create(&keys).map_err(fault)?;
        match &server {
            None => fill(&installation.database(), &vault, comments)?,
            Some(server) => postgres::fill(&server.url, &vault, comments)?,
        }
        println!("\n{engine}: made in {} s", begun.elapsed().as_secs());
        Ok(Seeded { installation, token, server })
    }

    /// Where the database is: a file or a URL.
    #[allow(dead_code, reason = "not every bench tells")]
    pub fn database(&self) -> String {
        self.server
            .as_ref()
            .map_or_else(|| self.installation.database(), |server| server.url.clone())
    }
}

/// Fills the embedded database: one transaction that nobody waits for.
fn fill(database: &str, vault: &Vault, comments: i64) -> Outcome<()> {
    let conn = &mut SqliteConnection::establish(database).map_err(fault)?;
    conn.batch_execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN")
        .map_err(fault)?;
    readers(vault, |index, sealed| {
        diesel::sql_query(
            "INSERT INTO readers (email_index, email_sealed, created_at) VALUES (?, ?, 0)",
        )
        .bind::<Binary, _>(index)
        .bind::<Binary, _>(sealed)
        .execute(conn)
    })?;
    conn.batch_execute(NEWSROOM).map_err(fault)?;
    conn.batch_execute(&statements(comments, (1, comments), since(comments), "BLOB"))
        .map_err(fault)?;
    // They are no arrivals: their language and their likeness are in their rows, and their words
    // are entered at once, as the fold leaves them.
    let read = "DELETE FROM comment_arrivals; \
                INSERT INTO comment_search (rowid, words) SELECT id, lower(name || ' ' || text) FROM comments";
    conn.batch_execute(read).map_err(fault)?;
    conn.batch_execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").map_err(fault)
}

/// When the first of so many comments came, one a second, in microseconds.
pub fn since(comments: i64) -> i64 {
    Clock::System.now().micros() - comments * 1_000_000
}

/// What makes the comments from the first to the second number of `span`.
pub fn statements(comments: i64, span: (i64, i64), since: i64, bytes: &str) -> String {
    COMMENTS
        .replace("{since}", &since.to_string())
        .replace("{from}", &span.0.to_string())
        .replace("{to}", &span.1.to_string())
        .replace("{comments}", &comments.to_string())
        .replace("{bytes}", bytes)
}

/// The address that each comment shows masked must open, as it does on a site.
pub fn readers(
    vault: &Vault,
    mut insert: impl FnMut(Vec<u8>, Vec<u8>) -> Result<usize, diesel::result::Error>,
) -> Outcome<()> {
    for n in 1..=READERS {
        let address = format!("reader{n}@mail.example");
        let index = vault.index(&address);
        let sealed =
            vault.seal(&address, &[b"reader".as_slice(), &index].concat()).map_err(fault)?;
        insert(index, sealed).map_err(fault)?;
    }
    Ok(())
}
