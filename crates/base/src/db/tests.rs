//! The promises of the writer, on the embedded engine; the scenes in `tests/` repeat what readers
//! notice on both.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use secrecy::SecretString;

use super::schema::settings;
use super::{Connection, Db};
use crate::config::{Database, DatabaseUrl};
use crate::error::{Error, Result};

fn settings_of(url: DatabaseUrl, queue: usize) -> Database {
    Database {
        url,
        direct_url: None,
        replicas: Vec::new(),
        replica_max_lag: Duration::ZERO,
        readers: 1,
        connections: 1,
        queue,
    }
}

fn open(folder: &tempfile::TempDir, queue: usize) -> Arc<Db> {
    let url = DatabaseUrl::Sqlite(folder.path().join("test.db"));
    let settings = settings_of(url, queue);
    Arc::new(Db::open(&settings, None).expect("an open database"))
}

fn put(conn: &mut Connection, name: &str) -> Result<()> {
    crate::on!(conn, |c| diesel::insert_into(settings::table)
        .values((settings::name.eq(name), settings::value.eq("")))
        .execute(c))?;
    Ok(())
}

async fn names(db: &Db) -> Vec<String> {
    db.read(|conn| {
        // All but the one that the migrations write.
        Ok(crate::on!(conn, |c| settings::table
            .filter(settings::name.ne("schema_needed"))
            .order(settings::name)
            .select(settings::name)
            .load(c))?)
    })
    .await
    .expect("a list")
}

/// Holds the writer until the sender is dropped, so that what comes next waits and shares a commit.
async fn hold(db: &Arc<Db>) -> (mpsc::Sender<()>, tokio::task::JoinHandle<Result<()>>) {
    let (release, wait) = mpsc::channel::<()>();
    let (started, begun) = tokio::sync::oneshot::channel();
    let (wait, mut started) = (Arc::new(std::sync::Mutex::new(wait)), Some(started));
    let held = Arc::clone(db);
    let holder = tokio::spawn(async move {
        held.write(move |_| {
            if let Some(started) = started.take() {
                let _ = started.send(());
            }
            let _ = wait.lock().expect("one holder").recv();
            Ok(())
        })
        .await
    });
    begun.await.expect("the writer is held");
    (release, holder)
}

/// Puts a write into the queue and comes back when it is there.
async fn queued<F>(db: &Arc<Db>, waiting: usize, work: F) -> tokio::task::JoinHandle<Result<()>>
where
    F: FnMut(&mut Connection) -> Result<()> + Send + 'static,
{
    let with = Arc::clone(db);
    let task = tokio::spawn(async move { with.write(work).await });
    while db.waiting() < waiting {
        tokio::task::yield_now().await;
    }
    task
}

#[tokio::test]
async fn a_failing_task_does_not_undo_the_others_of_its_batch() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 16);
    let (release, holder) = hold(&db).await;
    let first = queued(&db, 1, |conn| put(conn, "first")).await;
    let failing = queued(&db, 2, |conn| {
        put(conn, "half done")?;
        Err(Error::conflict("duplicate", "no"))
    })
    .await;
    let last = queued(&db, 3, |conn| put(conn, "last")).await;
    drop(release);

    holder.await.expect("no panic").expect("held");
    first.await.expect("no panic").expect("stored");
    last.await.expect("no panic").expect("stored");
    assert!(matches!(
        failing.await.expect("no panic"),
        Err(Error::Conflict { code: "duplicate", .. })
    ));
    assert_eq!(names(&db).await, ["first", "last"]);
}

#[tokio::test]
async fn a_panic_fails_one_request_and_the_writer_continues() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 16);
    let (release, holder) = hold(&db).await;
    let before = queued(&db, 1, |conn| put(conn, "before")).await;
    let panicking = queued(&db, 2, |conn| {
        put(conn, "never")?;
        panic!("a bug")
    })
    .await;
    let after = queued(&db, 3, |conn| put(conn, "after")).await;
    drop(release);

    holder.await.expect("no panic").expect("held");
    assert!(matches!(panicking.await.expect("caught"), Err(Error::Internal(_))));
    before.await.expect("no panic").expect("stored");
    after.await.expect("no panic").expect("stored");
    db.write(|conn| put(conn, "later")).await.expect("stored");
    assert_eq!(names(&db).await, ["after", "before", "later"]);
}

#[tokio::test]
async fn a_full_queue_refuses_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 1);
    let (release, holder) = hold(&db).await;
    let waiting = queued(&db, 1, |conn| put(conn, "waiting")).await;
    assert!(matches!(db.write(|conn| put(conn, "refused")).await, Err(Error::Unavailable { .. })));
    drop(release);
    holder.await.expect("no panic").expect("held");
    waiting.await.expect("no panic").expect("stored");
    assert_eq!(names(&db).await, ["waiting"]);
}

#[tokio::test]
async fn closing_finishes_accepted_tasks() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 16);
    let (release, holder) = hold(&db).await;
    let accepted = queued(&db, 1, |conn| put(conn, "accepted")).await;
    let closing = {
        let db = Arc::clone(&db);
        std::thread::spawn(move || db.close())
    };
    drop(release);
    holder.await.expect("no panic").expect("held");
    accepted.await.expect("no panic").expect("stored");
    closing.join().expect("closed");
    assert!(matches!(db.write(|conn| put(conn, "too late")).await, Err(Error::Unavailable { .. })));
    assert_eq!(names(&open(&folder, 16)).await, ["accepted"]);
}

#[tokio::test]
async fn reading_cannot_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 16);
    assert!(db.read(|conn| put(conn, "sly")).await.is_err());
    assert!(names(&db).await.is_empty());
}

#[tokio::test]
async fn a_write_is_seen_by_the_next_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 16);
    let ran = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ran);
    db.write(move |conn| {
        flag.store(true, Ordering::SeqCst);
        put(conn, "seen")
    })
    .await
    .expect("stored");
    assert!(ran.load(Ordering::SeqCst));
    assert_eq!(names(&db).await, ["seen"]);
}

#[test]
fn an_unreachable_server_fails_the_start_without_showing_the_password() {
    let url =
        DatabaseUrl::Postgres(SecretString::from("postgres://rejoinder:hush@127.0.0.1:1/none"));
    let settings = settings_of(url, 1);
    let error = Db::open(&settings, None).err().expect("nobody listens there").to_string();
    assert!(error.contains("database.url") && !error.contains("hush"), "{error}");
}

#[tokio::test]
async fn sqlite_is_built_without_replanning_by_values() {
    #[derive(diesel::QueryableByName)]
    struct Compiled {
        #[diesel(sql_type = diesel::sql_types::Text)]
        compile_options: String,
    }
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 10);
    let read = |conn: &mut Connection| -> Result<Vec<Compiled>> {
        Ok(crate::on!(conn, |c| diesel::sql_query("PRAGMA compile_options").load(c))?)
    };
    let compiled: Vec<String> =
        db.read(read).await.expect("a list").into_iter().map(|line| line.compile_options).collect();
    // Without .cargo/config.toml nothing breaks, but reading takes half as long again.
    for option in ["ENABLE_QPSG", "THREADSAFE=2"] {
        assert!(compiled.iter().any(|known| known == option), "{option} is not among {compiled:?}");
    }
}

#[tokio::test]
async fn a_new_database_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(&folder, 8);
    db.write(|conn| put(conn, "one")).await.expect("written");
    for name in ["test.db", "test.db-wal", "test.db-shm"] {
        let mode = std::fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} {mode:o}");
    }
    db.close();
}

/// SQLite opens a file of a newer format for reading only. That stands for every other reason,
/// which a test that may run as root cannot bring about.
fn make_read_only(file: &std::path::Path) {
    use std::os::unix::fs::FileExt as _;
    const WRITE_VERSION: u64 = 18;
    let opened = std::fs::OpenOptions::new().write(true).open(file).expect("the database's file");
    opened.write_all_at(&[3], WRITE_VERSION).expect("a changed header");
}

#[test]
fn a_read_only_database_is_refused_with_its_name_and_the_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("test.db");
    let url = DatabaseUrl::Sqlite(file.clone());
    let settings = settings_of(url, 8);
    Db::open(&settings, None).expect("a new database").close();
    make_read_only(&file);
    let refusal = Db::open(&settings, None).err().expect("refused").to_string();
    assert!(refusal.contains(&file.display().to_string()), "{refusal}");
    assert!(refusal.contains("database.url"), "{refusal}");
}

/// An error as PostgreSQL reports it in German.
#[derive(Debug)]
struct German {
    message: &'static str,
    details: Option<&'static str>,
}

impl diesel::result::DatabaseErrorInformation for German {
    fn message(&self) -> &str {
        self.message
    }

    fn details(&self) -> Option<&str> {
        self.details
    }

    fn hint(&self) -> Option<&str> {
        None
    }

    fn table_name(&self) -> Option<&str> {
        None
    }

    fn column_name(&self) -> Option<&str> {
        None
    }

    fn constraint_name(&self) -> Option<&str> {
        None
    }

    fn statement_position(&self) -> Option<i32> {
        None
    }
}

fn german(message: &'static str, details: Option<&'static str>) -> Error {
    use diesel::result::{DatabaseErrorKind, Error as Cause};
    let info = Box::new(German { message, details });
    Error::from(Cause::DatabaseError(DatabaseErrorKind::Unknown, info))
}

#[test]
fn a_deadlock_is_recognised_in_any_language() {
    let deadlock = german(
        "Verklemmung (Deadlock) entdeckt",
        Some(
            "Prozess 71 wartet auf ShareLock-Sperre auf Transaktion 753; blockiert von Prozess 70.\n\
             Prozess 70 wartet auf ShareLock-Sperre auf Transaktion 754; blockiert von Prozess 71.",
        ),
    );
    assert!(super::failure::is_conflict(&deadlock));
    let other = german("Division durch Null", None);
    assert!(!super::failure::is_conflict(&other));
}

#[test]
fn a_full_disk_is_recognised_in_any_language() {
    for (message, details) in [
        (
            "konnte Datei »pg_tblspc/16385/PG_15_202209061/16386/16392« nicht erweitern: \
             Auf dem Gerät ist kein Speicherplatz mehr verfügbar",
            None,
        ),
        (
            "konnte nicht in Datei »base/pgsql_tmp/pgsql_tmp8373.1« schreiben: \
             Auf dem Gerät ist kein Speicherplatz mehr verfügbar",
            None,
        ),
        (
            "impossible d'étendre le fichier « base/5/16384 » : Aucun espace disponible sur le périphérique",
            None,
        ),
        (
            "не удалось расширить файл \"base/5/16384\": На устройстве не осталось свободного места",
            None,
        ),
        ("无法扩展文件 \"base/5/16384\": 设备上没有空间", None),
        (
            "konnte auf den Status von Transaktion 753 nicht zugreifen",
            Some("Konnte nicht in Datei »pg_xact/0000« bei Position 8192 schreiben."),
        ),
        ("konnte Größe des Shared-Memory-Segments »/PostgreSQL.41« nicht auf 8 Bytes ändern", None),
        ("could not extend file \"base/5/16384\": No space left on device", None),
    ] {
        assert!(super::failure::is_storage_failure(&german(message, details)), "{message}");
    }
    for message in [
        "Division durch Null",
        "Relation »database/1« existiert nicht",
        "ungültige Eingabesyntax: see https://news.example/base/5",
    ] {
        assert!(!super::failure::is_storage_failure(&german(message, None)), "{message}");
    }
}
