//! A database whose migrations a test runs one by one, on either engine.

use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::Text;
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use crate::support::database::TestDatabase;

/// A connection to a database that begins empty. It owns the database: a PostgreSQL database is dropped with its
/// `TestDatabase`, and the server ends every connection to it.
pub(super) struct Stepwise {
    conn: Conn,
    _database: TestDatabase,
}

enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Stepwise {
    /// An empty database of this run's engine; the folder is for SQLite's file.
    pub(super) fn empty(folder: &Path) -> Stepwise {
        let database = TestDatabase::empty(folder);
        let conn = if database.is_postgres() {
            Conn::Postgres(
                PgConnection::establish(&database.url()).expect("the test server answers"),
            )
        } else {
            let mut conn =
                SqliteConnection::establish(database.url().trim_start_matches("sqlite:"))
                    .expect("the file opens");
            // As the program has it when it migrates.
            conn.batch_execute("PRAGMA foreign_keys = ON").expect("a pragma");
            Conn::Sqlite(conn)
        };
        Stepwise { conn, _database: database }
    }

    /// A database with every migration whose name sorts before this one.
    pub(super) fn before(folder: &Path, migration: &str) -> Stepwise {
        let mut database = Stepwise::empty(folder);
        let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
        assert!(all.join(migration).is_dir(), "there is no migration {migration}");
        let earlier = std::fs::read_dir(all)
            .expect("the migrations")
            .map(|entry| entry.expect("an entry").file_name())
            .filter(|name| name.to_str().is_some_and(|name| name < migration))
            .count();
        for _ in 0..earlier {
            database.migrate();
        }
        database
    }

    pub(super) fn is_postgres(&self) -> bool {
        matches!(self.conn, Conn::Postgres(_))
    }

    /// The text for this engine.
    pub(super) fn either<'a>(&self, sqlite: &'a str, postgres: &'a str) -> &'a str {
        if self.is_postgres() { postgres } else { sqlite }
    }

    fn migrations(engine: &str) -> FileBasedMigrations {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        FileBasedMigrations::from_path(folder).expect("the migrations")
    }

    pub(super) fn migrate(&mut self) {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.run_next_migration(Stepwise::migrations("sqlite")).map(drop),
            Conn::Postgres(conn) => {
                conn.run_next_migration(Stepwise::migrations("postgres")).map(drop)
            }
        }
        .expect("the migration runs");
    }

    pub(super) fn revert(&mut self) {
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                conn.revert_last_migration(Stepwise::migrations("sqlite")).map(drop)
            }
            Conn::Postgres(conn) => {
                conn.revert_last_migration(Stepwise::migrations("postgres")).map(drop)
            }
        }
        .expect("the migration goes back");
    }

    pub(super) fn execute(&mut self, sql: &str) {
        self.try_execute(sql).unwrap_or_else(|cause| panic!("{sql}: {cause}"));
    }

    pub(super) fn try_execute(&mut self, sql: &str) -> diesel::QueryResult<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.batch_execute(sql),
            Conn::Postgres(conn) => conn.batch_execute(sql),
        }
    }

    /// The first column of each row, as text.
    pub(super) fn words(&mut self, sql: &str) -> Vec<String> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = Text)]
            word: String,
        }
        let query = diesel::sql_query(sql);
        let rows: Vec<Row> = match &mut self.conn {
            Conn::Sqlite(conn) => query.load(conn),
            Conn::Postgres(conn) => query.load(conn),
        }
        .unwrap_or_else(|cause| panic!("{sql}: {cause}"));
        rows.into_iter().map(|row| row.word).collect()
    }
}
