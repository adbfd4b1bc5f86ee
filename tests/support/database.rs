//! A database of a test's own: a file, or a copy of a migrated PostgreSQL database.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};

use diesel::sql_types::{BigInt, Text};
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, SqliteConnection};
use rejoinder::config::{Config, DatabaseUrl};
use rejoinder::db::Db;

static NUMBER: AtomicU32 = AtomicU32::new(0);
static TEMPLATE: OnceLock<String> = OnceLock::new();

/// A database that is gone when this is dropped.
pub enum TestDatabase {
    /// A file in the test's folder.
    Sqlite(String),
    /// On the server that `REJOINDER_TEST_DATABASE` names.
    Postgres { server: String, name: String },
}

impl TestDatabase {
    /// A fresh one of the engine that this run is about: PostgreSQL with `REJOINDER_TEST_DATABASE`,
    /// else SQLite.
    pub fn new(folder: &Path) -> TestDatabase {
        match std::env::var("REJOINDER_TEST_DATABASE") {
            Ok(server) => TestDatabase::copy(&server),
            Err(_) => {
                TestDatabase::Sqlite(format!("sqlite:{}", folder.join("rejoinder.db").display()))
            }
        }
    }

    /// One of this run's engine without any tables.
    pub fn empty(folder: &Path) -> TestDatabase {
        match std::env::var("REJOINDER_TEST_DATABASE") {
            Ok(server) => TestDatabase::empty_on(&server),
            Err(_) => TestDatabase::Sqlite(format!("sqlite:{}", folder.join("empty.db").display())),
        }
    }

    /// An empty PostgreSQL database on the server with this URL.
    pub fn empty_on(server: &str) -> TestDatabase {
        TestDatabase::Postgres { server: server.to_owned(), name: create_on(server) }
    }

    /// A copy of a database that was migrated once for all tests of this process: migrating takes
    /// longer.
    fn copy(server: &str) -> TestDatabase {
        let template = TEMPLATE.get_or_init(|| migrated(server));
        let name = next_name();
        execute(server, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
        TestDatabase::Postgres { server: server.to_owned(), name }
    }

    /// A copy of this one, to which nobody is connected; of a file, in `folder`.
    pub fn copied(&self, folder: &Path) -> TestDatabase {
        match self {
            TestDatabase::Sqlite(url) => {
                let file = folder.join("rejoinder.db");
                std::fs::copy(url.trim_start_matches("sqlite:"), &file).expect("a copy");
                TestDatabase::Sqlite(format!("sqlite:{}", file.display()))
            }
            TestDatabase::Postgres { server, name: template } => {
                let name = next_name();
                execute(server, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
                TestDatabase::Postgres { server: server.clone(), name }
            }
        }
    }

    /// For `database.url`.
    pub fn url(&self) -> String {
        match self {
            TestDatabase::Sqlite(url) => url.clone(),
            TestDatabase::Postgres { server, name } => url_of(server, name),
        }
    }

    /// The same as a checked setting.
    pub fn setting(&self) -> DatabaseUrl {
        match self {
            TestDatabase::Sqlite(url) => {
                DatabaseUrl::Sqlite(url.trim_start_matches("sqlite:").into())
            }
            TestDatabase::Postgres { server, name } => {
                DatabaseUrl::Postgres(url_of(server, name).into())
            }
        }
    }

    /// Counts rows by `SELECT COUNT(*) FROM …`, without the program.
    pub fn count(&self, from: &str) -> i64 {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            n: i64,
        }
        let query = diesel::sql_query(format!("SELECT COUNT(*) AS n FROM {from}"));
        let row: Row = match self {
            TestDatabase::Sqlite(_) => query.get_result(&mut self.file()),
            TestDatabase::Postgres { .. } => query.get_result(&mut self.server()),
        }
        .expect("the rows can be counted");
        row.n
    }

    /// Makes every write of a setting fail as on a full disk, until [`free_disk`](Self::free_disk).
    pub fn fill_disk(&self) {
        if self.is_postgres() {
            self.execute(
                "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                 RAISE EXCEPTION 'could not extend file \"base/1/2\": No space left on device' \
                 USING ERRCODE = 'disk_full'; END $$",
            );
            self.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON settings \
                 FOR EACH ROW EXECUTE FUNCTION disk_is_full()",
            );
        } else {
            self.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON settings \
                 BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
            );
        }
    }

    /// Ends what [`fill_disk`](Self::fill_disk) began.
    pub fn free_disk(&self) {
        let on = if self.is_postgres() { " ON settings" } else { "" };
        self.execute(&format!("DROP TRIGGER full_disk{on}"));
    }

    /// Changes tables or rows by SQL, for tests about a table, and for faults that no query of the
    /// program makes.
    pub fn execute(&self, sql: &str) {
        let query = diesel::sql_query(sql);
        match self {
            TestDatabase::Sqlite(_) => query.execute(&mut self.file()),
            TestDatabase::Postgres { .. } => query.execute(&mut self.server()),
        }
        .expect("the rows are changed");
    }

    /// Whether SQLite's own check finds the file intact. PostgreSQL would not have started otherwise.
    pub fn is_sound(&self) -> bool {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = Text)]
            integrity_check: String,
        }
        let TestDatabase::Sqlite(_) = self else { return true };
        let row: Row = diesel::sql_query("PRAGMA integrity_check")
            .get_result(&mut self.file())
            .expect("an answer");
        row.integrity_check == "ok"
    }

    /// Makes the database unavailable to the program until the returned value is dropped: another
    /// connection holds the file's write lock, or the server refuses connections.
    pub fn take_away(&self) -> Away {
        match self {
            TestDatabase::Sqlite(_) => {
                let mut conn = self.file();
                diesel::sql_query("BEGIN IMMEDIATE").execute(&mut conn).expect("the lock is held");
                Away::Locked(conn)
            }
            TestDatabase::Postgres { server, name } => {
                close_to_all(server, name);
                Away::Closed { server: server.clone(), name: name.clone() }
            }
        }
    }

    /// Opens the file once more; SQLite only.
    pub(super) fn file(&self) -> SqliteConnection {
        let url = self.url();
        let mut conn =
            SqliteConnection::establish(url.trim_start_matches("sqlite:")).expect("the file opens");
        diesel::sql_query("PRAGMA busy_timeout = 10000")
            .execute(&mut conn)
            .expect("it waits for its turn");
        conn
    }

    /// Connects once more; PostgreSQL only.
    pub(super) fn server(&self) -> PgConnection {
        PgConnection::establish(&self.url()).expect("the test server answers")
    }

    /// Whether this run is about PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self, TestDatabase::Postgres { .. })
    }
}

/// A database that is unavailable until this is dropped.
pub enum Away {
    /// This connection holds the write lock, and releases it when it is closed.
    Locked(#[expect(dead_code, reason = "held, and not used")] SqliteConnection),
    /// The server refuses connections to this database.
    Closed { server: String, name: String },
}

impl Drop for Away {
    fn drop(&mut self) {
        if let Away::Closed { server, name } = self {
            execute(server, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let TestDatabase::Postgres { server, name } = self {
            remove_later(server, name);
        }
    }
}

/// Ends the connections of the tests and the program to a database, and lets none begin. The server's own (autovacuum) are left
/// alone: only a superuser may end them, which also makes DROP DATABASE WITH (FORCE) fail.
fn close_to_all(server: &str, name: &str) {
    execute(server, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    execute(
        server,
        &format!(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity \
             WHERE datname = '{name}' AND usename = current_user"
        ),
    );
}

/// Removing a database waits for a checkpoint, half a second in which the next test can run. Those
/// that are left when the tests end go with the test server.
fn remove_later(server: &str, name: &str) {
    static REMOVER: OnceLock<Sender<(String, String)>> = OnceLock::new();
    let remover = REMOVER.get_or_init(|| {
        let (sender, removed) = channel::<(String, String)>();
        std::thread::spawn(move || {
            let remove = |(server, name): (String, String)| {
                // A program that was killed may still be connected.
                close_to_all(&server, &name);
                execute(&server, &format!("DROP DATABASE {name}"));
            };
            removed.into_iter().for_each(remove);
        });
        sender
    });
    // The thread has ended only if it failed to remove a database, and then it printed why.
    let _ = remover.send((server.to_owned(), name.to_owned()));
}

fn next_name() -> String {
    format!("rejoinder_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// The server's URL with another database in it.
fn url_of(server: &str, name: &str) -> String {
    let (server, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

fn execute(server: &str, sql: &str) {
    let mut conn = PgConnection::establish(server).expect("the test server answers");
    diesel::sql_query(sql).execute(&mut conn).unwrap_or_else(|cause| panic!("{sql}: {cause}"));
}

/// Creates an empty database on a server, for good. Returns its name.
pub fn create_on(server: &str) -> String {
    let name = next_name();
    execute(server, &format!("CREATE DATABASE {name}"));
    name
}

/// Left behind until the test server is thrown away.
fn migrated(server: &str) -> String {
    let name = create_on(server);
    let mut config = Config::from_toml("").expect("the defaults");
    config.database.url = DatabaseUrl::Postgres(url_of(server, &name).into());
    config.database.connections = 1;
    Db::open(&config.database, None).expect("the migrations run").close();
    name
}
