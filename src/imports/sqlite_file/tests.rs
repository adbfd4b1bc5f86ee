//! Databases as SQLite writes them, and as they are when they are damaged.

use std::io::Cursor;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, RunQueryDsl as _, SqliteConnection};

use super::*;
use crate::imports::encoding::Repair;

/// A file that SQLite has written.
fn written(statements: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut conn = SqliteConnection::establish(&file.display().to_string()).expect("a file");
    conn.batch_execute(statements).expect("statements");
    drop(conn);
    std::fs::read(file).expect("the file")
}

fn open(bytes: Vec<u8>) -> Result<Database> {
    Database::open("a.db", Box::new(Cursor::new(bytes)))
}

/// The rows of `t`: number, integer, real and text of `a`, and of the text `b` its length and its end.
fn rows(bytes: Vec<u8>) -> Result<Vec<String>> {
    let mut database = open(bytes)?;
    let table = database.table("T")?.expect("a table");
    let (a, b) = (table.column("a"), table.column("b"));
    let mut rows = Vec::new();
    database.rows(&table, &mut |row| {
        let (text, long) = (row.text(a), row.text(b));
        let end = &long[long.char_indices().rev().nth(2).map_or(0, |(at, _)| at)..];
        let (integer, real) = (row.integer(a), row.real(a));
        rows.push(format!("{} {integer:?} {real:?} {text} {} {end}", row.id, long.len()));
        Ok(())
    })?;
    database.finish()?;
    Ok(rows)
}

#[test]
fn what_sqlite_writes_is_read() {
    for page_size in [512, 4_096, 65_536] {
        let mut statements = format!(
            "PRAGMA page_size = {page_size}; CREATE TABLE other (x); \
                 CREATE TABLE t (id INTEGER PRIMARY KEY, -- a, remark\n \"a\", /* b */ c DEFAULT (1 + (2)), [b] TEXT, CHECK (c > 0)); \
                 BEGIN;"
        );
        let mut expected = Vec::new();
        let numbers = ["0", "1", "-1", "127", "-129", "70000", "-9000000000", "9007199254740993"];
        for (n, written) in numbers.iter().enumerate() {
            let id = n as i64 * 1_000_000_000_000 - 3;
            statements.push_str(&format!("INSERT INTO t (id, a) VALUES ({id}, {written});"));
            let value: i64 = written.parse().expect("a number");
            expected.push(format!("{id} Some({value}) Some({:?}) {value} 0 ", value as f64));
        }
        // Texts around the sizes at which a row leaves its page, and many rows for several levels.
        for n in 0..3_000 {
            let (id, length) = (8_000_000_000_000_i64 + n, 1 + (n * 7) % 2_000 + n / 100 * 40);
            statements.push_str(&format!(
                    "INSERT INTO t (id, a, b) VALUES ({id}, 0.5, printf('%.*c', {length}, 'x') || 'end');"
                ));
            expected.push(format!("{id} Some(0) Some(0.5) 0.5 {} end", length + 3));
        }
        statements.push_str("COMMIT; ALTER TABLE t ADD COLUMN later; PRAGMA user_version = 7");
        let bytes = written(&statements);
        assert_eq!(open(bytes.clone()).expect("a database").schema, 7);
        assert_eq!(rows(bytes).expect("rows"), expected, "{page_size}");
    }
}

#[test]
fn damage_is_found_or_harmless() {
    let bytes = written(
        "PRAGMA page_size = 512; CREATE TABLE t (a, b); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL \
             SELECT x + 1 FROM n LIMIT 30) INSERT INTO t SELECT x, printf('%.*c', x * 30, 'y') FROM n",
    );
    // The second page is the root of the table: a loop, and a page that is not there.
    for page in [2_u32, 1_000_000, 0] {
        let mut bad = bytes.clone();
        bad[512 + 8..512 + 12].copy_from_slice(&page.to_be_bytes());
        let why = rows(bad).expect_err("damaged").to_string();
        assert!(why.contains("a.db is damaged"), "{why}");
    }
    assert!(rows(bytes[..1_024].to_vec()).is_err());
    for at in (0..bytes.len()).step_by(3) {
        let mut bad = bytes.clone();
        bad[at] ^= 0xff;
        // It may be read or refused, but it ends.
        let _ = open(bad).and_then(|mut database| {
            let Some(table) = database.table("t")? else { return Ok(()) };
            database.rows(&table, &mut |_| Ok(()))
        });
    }
}

/// What SQLite itself says about a file; empty if all is well.
fn faults_by_sqlite(bytes: &[u8]) -> String {
    #[derive(diesel::QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        quick_check: String,
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    std::fs::write(&file, bytes).expect("written");
    let mut conn = SqliteConnection::establish(&file.display().to_string()).expect("a file");
    let checked: Result<Vec<Line>, _> = diesel::sql_query("PRAGMA quick_check").load(&mut conn);
    match checked {
        Ok(lines) => {
            let lines = lines.into_iter().map(|line| line.quick_check);
            lines.filter(|line| line != "ok").collect::<Vec<_>>().join("; ")
        }
        Err(cause) => cause.to_string(),
    }
}

#[test]
fn a_damaged_page_is_not_read_as_one_with_fewer_rows() {
    // A table of two levels with texts on pages of their own, and free pages and parts of pages.
    let bytes = written(
        "PRAGMA page_size = 512; CREATE TABLE other (x UNIQUE); CREATE TABLE t (a, b); CREATE INDEX by_b ON t (b); \
             INSERT INTO other VALUES (1), (zeroblob(2000)); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL \
             SELECT x + 1 FROM n LIMIT 60) INSERT INTO t SELECT x, printf('%.*c', x * 37 % 700, 'y') FROM n; \
             DELETE FROM t WHERE a IN (20, 21, 22, 23, 24, 25, 31, 44)",
    );
    assert_eq!(faults_by_sqlite(&bytes), "");
    let whole = rows(bytes.clone()).expect("rows");
    assert_eq!(whole.len(), 52);
    let mut missed = Vec::new();
    // The heads and the places of cells on each page, and some of the other bytes; not the statement in the list of
    // tables, which may be another one.
    let places = (100..140).chain(512..bytes.len());
    for at in places.filter(|at| at % 512 < 40 || at % 7 == 0) {
        for change in [0x01, 0x80] {
            let mut bad = bytes.clone();
            bad[at] ^= change;
            let Ok(read) = rows(bad.clone()) else { continue };
            // Bytes of a text may be others.
            if read.len() != whole.len() {
                let by_sqlite = faults_by_sqlite(&bad);
                missed.push(format!("{at} ^ {change}: {} rows; {by_sqlite}", read.len()));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    // A page in the place of another one, of which SQLite knows that it is damage.
    let pages = bytes.len() / 512;
    for (to, from) in (1..pages).flat_map(|to| (1..pages).map(move |from| (to, from))) {
        let mut bad = bytes.clone();
        bad.copy_within(512 * from..512 * (from + 1), 512 * to);
        if let Ok(read) = rows(bad.clone())
            && read.len() != whole.len()
            && !faults_by_sqlite(&bad).is_empty()
        {
            missed.push(format!("{from} on {to}: {} rows", read.len()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn texts_are_read_in_each_encoding_of_sqlite() {
    for encoding in ["UTF-8", "UTF-16le", "UTF-16be"] {
        let bytes = written(&format!(
            "PRAGMA encoding = '{encoding}'; CREATE TABLE t (a, b); \
                 INSERT INTO t VALUES ('café 😀', 'The end'), (7, X'6279')"
        ));
        let read = rows(bytes).expect("rows");
        assert_eq!(read, ["1 None None café 😀 7 end", "2 Some(7) Some(7.0) 7 2 by"], "{encoding}");
    }
}

#[test]
fn a_text_that_is_not_utf8_is_read_as_windows_1252_and_without_control_characters() {
    let bytes =
        written("CREATE TABLE t (a, b); INSERT INTO t VALUES (CAST(X'6361660007E9' AS TEXT), 'b')");
    let mut database = open(bytes).expect("a database");
    let table = database.table("t").expect("readable").expect("a table");
    let mut found = Vec::new();
    database
        .rows(&table, &mut |row| {
            found.push((row.text(table.column("a")), row.repairs.take()));
            Ok(())
        })
        .expect("rows");
    assert_eq!(found, [("café".to_owned(), vec![Repair::Encoding, Repair::Control])]);
}
