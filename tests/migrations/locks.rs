//! `migrate --check` names the tables that a migration reads or writes row by row, and for about how long.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use rejoinder::db::migrate::{ROW_BY_ROW, Work};

use super::additive::FIRST;

/// What the statements of a migration do row by row to tables that are there before it. Statements begin in the first
/// column; those within a trigger or a function do not.
fn row_by_row(sql: &str, tables: &BTreeSet<String>) -> BTreeSet<(String, Work)> {
    let kinds = [
        (r"^CREATE (?:UNIQUE )?INDEX \w+\s+ON (\w+)", Work::Reads),
        (r"^ALTER TABLE (\w+)\s+ADD CONSTRAINT", Work::Reads),
        (r"^ALTER TABLE (\w+)\s+ADD COLUMN (?s:.*)CHECK", Work::Reads),
        (r"^ALTER TABLE (\w+)\s+ALTER COLUMN \w+ SET NOT NULL", Work::Reads),
        (r"^ALTER TABLE (\w+)\s+ALTER COLUMN \w+ TYPE", Work::Writes),
        (r"^ALTER TABLE (\w+)\s+DROP COLUMN", Work::Writes),
        (r"^UPDATE (\w+)", Work::Writes),
        (r"^DELETE FROM (\w+)", Work::Writes),
        (r"^INSERT INTO (?s:.*)\sFROM (\w+)", Work::Writes),
    ];
    let without_comments: Vec<&str> =
        sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let mut found = BTreeSet::new();
    for statement in without_comments.join("\n").split(";\n") {
        for (pattern, work) in &kinds {
            let pattern = Regex::new(pattern).expect("a pattern");
            if let Some(table) = pattern
                .captures(statement.trim_start_matches('\n'))
                .map(|found| found[1].to_owned())
                && tables.contains(&table)
            {
                found.insert((table, *work));
            }
        }
    }
    found
}

#[test]
fn what_a_migration_does_row_by_row_is_listed() {
    let mut found = BTreeSet::new();
    let created = Regex::new(r"(?m)^CREATE TABLE (\w+)").expect("a pattern");
    for engine in ["sqlite", "postgres"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        let names = std::fs::read_dir(&folder).expect("the migrations");
        let names: BTreeSet<String> = names
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .collect();
        let mut tables = BTreeSet::new();
        for name in names {
            let sql = std::fs::read_to_string(folder.join(&name).join("up.sql")).expect("SQL");
            if name.as_str() >= FIRST {
                let number = name.split('_').next().unwrap_or_default().replace('-', "");
                let work = row_by_row(&sql, &tables).into_iter();
                found.extend(work.map(|(table, work)| (number.clone(), table, work)));
            }
            tables.extend(created.captures_iter(&sql).map(|table| table[1].to_owned()));
        }
    }
    let listed = ROW_BY_ROW
        .iter()
        .map(|(number, table, work)| ((*number).to_owned(), (*table).to_owned(), *work));
    assert_eq!(
        found,
        listed.collect(),
        "list it in ROW_BY_ROW of crates/base/src/db/migrate/locks.rs"
    );
}

#[test]
fn statements_are_judged_by_what_they_do_to_rows() {
    let tables = BTreeSet::from(["comments".to_owned()]);
    let judged =
        |sql: &str| row_by_row(sql, &tables).into_iter().map(|(_, work)| work).collect::<Vec<_>>();
    assert_eq!(judged("CREATE UNIQUE INDEX a ON comments (id);\n"), [Work::Reads]);
    assert_eq!(judged("-- For the list.\nUPDATE comments SET name = '';\n"), [Work::Writes]);
    assert_eq!(judged("INSERT INTO other (id)\nSELECT id\nFROM comments;\n"), [Work::Writes]);
    assert_eq!(
        judged("ALTER TABLE comments ADD COLUMN a BIGINT NOT NULL DEFAULT 0 CHECK (a > 1);\n"),
        [Work::Reads]
    );
    assert_eq!(judged("ALTER TABLE comments DROP COLUMN name;\n"), [Work::Writes]);
    assert_eq!(
        judged("ALTER TABLE comments ADD COLUMN a TEXT;\nCREATE TABLE other (id BIGINT);\n"),
        []
    );
    assert_eq!(judged("CREATE TABLE other (id BIGINT);\nCREATE INDEX b ON other (id);\n"), []);
}
