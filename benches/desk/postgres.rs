//! Fills the bench's own PostgreSQL server with a million comments within two minutes.
//!
//! While it is filled, it is not durable and has neither triggers nor indexes: two connections
//! insert rows, then both create indexes. The counts that triggers keep are summed once at the end:
//! within one transaction PostgreSQL reads every former version of a counter, so a million
//! additions take hours.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Binary, Text};
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _};
use rejoinder::vault::Vault;

use crate::seeded::{NEWSROOM, readers, since, statements};
use crate::{Outcome, fault};

/// Comments that one statement makes. The two connections take turns, so that comments lie in the
/// order of their numbers, near enough, as they do where they came one by one: the planner asks for
/// that.
const CHUNK: i64 = 20_000;
const CONNECTIONS: usize = 2;

/// Fills the server's one database, which has the program's tables.
pub fn fill(url: &str, vault: &Vault, comments: i64) -> Outcome<()> {
    let conn = &mut PgConnection::establish(url).map_err(fault)?;
    each(
        conn,
        &[
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET max_wal_size = '16GB'",
            "SELECT pg_reload_conf()",
        ],
    )?;
    let indexes = set_aside(conn)?;
    conn.batch_execute("BEGIN; SET LOCAL session_replication_role = replica").map_err(fault)?;
    readers(vault, |index, sealed| {
        diesel::sql_query(
            "INSERT INTO readers (email_index, email_sealed, created_at) VALUES ($1, $2, 0)",
        )
        .bind::<Binary, _>(index)
        .bind::<Binary, _>(sealed)
        .execute(conn)
    })?;
    conn.batch_execute(NEWSROOM).map_err(fault)?;
    conn.batch_execute("COMMIT").map_err(fault)?;

    let (next, since) = (AtomicI64::new(1), since(comments));
    together(url, |conn| {
        loop {
            let from = next.fetch_add(CHUNK, Ordering::SeqCst);
            if from > comments {
                return Ok(());
            }
            let span = (from, comments.min(from + CHUNK - 1));
            conn.batch_execute(&statements(comments, span, since, "BYTEA")).map_err(fault)?;
            let words = format!(
                "INSERT INTO comment_search (comment_id, words) SELECT id, array_to_tsvector(string_to_array(lower(name || ' ' || text), ' ')) FROM comments \
                 WHERE id BETWEEN {} AND {}",
                span.0, span.1
            );
            conn.batch_execute(&words).map_err(fault)?;
        }
    })?;
    let indexes = Mutex::new(indexes);
    together(url, |conn| {
        loop {
            let next = indexes.lock().map_err(fault)?.pop();
            let Some(definition) = next else { return Ok(()) };
            conn.batch_execute(&definition).map_err(fault)?;
        }
    })?;
    conn.batch_execute(
        "INSERT INTO comment_counts (section_id, status, slot, n) \
             SELECT COALESCE(section_id, 0), status, 0, COUNT(*) FROM comments GROUP BY 1, 2",
    )
    .map_err(fault)?;
    for table in ["sections", "articles", "comments"] {
        let number = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        );
        conn.batch_execute(&number).map_err(fault)?;
    }
    // What is measured is a server as it comes, with everything on the disk.
    each(
        conn,
        &["VACUUM ANALYZE", "ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()", "CHECKPOINT"],
    )
}

/// Runs `work` on some connections at once, on which no trigger and no foreign key looks at the
/// rows.
fn together(url: &str, work: impl Fn(&mut PgConnection) -> Outcome<()> + Sync) -> Outcome<()> {
    let one = || {
        let conn = &mut PgConnection::establish(url).map_err(fault)?;
        conn.batch_execute(
            "SET session_replication_role = replica; SET maintenance_work_mem = '1GB'",
        )
        .map_err(fault)?;
        work(conn)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| "a thread panicked".to_owned())?)
    })
}

/// Statements of which some may not be in a transaction.
fn each(conn: &mut PgConnection, statements: &[&str]) -> Outcome<()> {
    statements.iter().try_for_each(|statement| conn.batch_execute(statement).map_err(fault))
}

/// Drops the indexes of comments that no constraint needs, and answers how they are made; that of
/// words, which takes longest, comes last, because it is taken first.
fn set_aside(conn: &mut PgConnection) -> Outcome<Vec<String>> {
    #[derive(QueryableByName)]
    struct Index {
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = Text)]
        definition: String,
    }
    let indexes: Vec<Index> = diesel::sql_query(
        "SELECT indexname AS name, indexdef AS definition FROM pg_indexes \
         WHERE schemaname = 'public' AND tablename IN ('comments', 'comment_search') \
         AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname) \
         ORDER BY indexdef LIKE '%USING gin%'",
    )
    .load(conn)
    .map_err(fault)?;
    for index in &indexes {
        conn.batch_execute(&format!("DROP INDEX {}", index.name)).map_err(fault)?;
    }
    Ok(indexes.into_iter().map(|index| index.definition).collect())
}
