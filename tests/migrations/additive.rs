//! Migrations only add, so that the version before runs on beside this one, or are named as those that do not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rejoinder::db::migrate::is_breaking;

use super::stepwise::Stepwise;

/// The first migration that is looked at. Earlier ones were never part of a release.
pub(super) const FIRST: &str = "2026-11-29-000330_staff_mail";

const SQLITE_COLUMNS: &str = "
SELECT m.name || '|' || c.name || '|' || c.type || '|' || (c.\"notnull\" = 1 AND c.pk = 0) || '|' ||
       (c.dflt_value IS NOT NULL) AS word
FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '%_search%'";
const POSTGRES_COLUMNS: &str = "
SELECT table_name || '|' || column_name || '|' || data_type || '|' || (is_nullable = 'NO')::int || '|' ||
       (column_default IS NOT NULL OR is_identity = 'YES')::int AS word
FROM information_schema.columns WHERE table_schema = 'public'";
const SQLITE_UNIQUE: &str = "
SELECT m.name || '|' || (SELECT group_concat(COALESCE(i.name, '?'), ',') FROM pragma_index_info(l.name) i) AS word
FROM sqlite_master m JOIN pragma_index_list(m.name) l
WHERE m.type = 'table' AND l.\"unique\" = 1 AND l.origin <> 'pk' AND m.name NOT LIKE '%_search%'";
const POSTGRES_UNIQUE: &str = "
SELECT t.relname || '|' || (SELECT string_agg(COALESCE(a.attname, '?'), ',' ORDER BY k.n)
    FROM unnest(i.indkey::int[]) WITH ORDINALITY k (at, n)
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.at AND k.at > 0) AS word
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
WHERE i.indisunique AND NOT i.indisprimary AND s.nspname = 'public'";

/// On SQLite the statements that made the tables, which hold the checks.
const SQLITE_CHECKS: &str = "SELECT name || '|' || sql AS word FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%'";
const POSTGRES_CHECKS: &str = "
SELECT conrelid::regclass || '|' || pg_get_constraintdef(oid) AS word FROM pg_constraint WHERE contype = 'c'";

/// What statements of an earlier version rely on.
struct Shape {
    /// The columns of each table by their names: the type, and how they are filled.
    tables: BTreeMap<String, BTreeMap<String, (String, Filled)>>,
    /// The tables and columns of unique indexes.
    unique: BTreeSet<(String, Vec<String>)>,
    /// The tables and conditions of checks.
    checks: BTreeSet<(String, String)>,
}

/// The conditions of `CHECK (…)` in a statement.
fn checks(statement: &str) -> Vec<String> {
    let parts = statement.split("CHECK (").skip(1);
    let condition = |rest: &str| {
        let mut depth = 1;
        let end = rest.find(|letter| {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            depth == 0
        });
        rest[..end.expect("a closed bracket")].split_whitespace().collect::<Vec<_>>().join(" ")
    };
    parts.map(condition).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filled {
    MayBeNull,
    ByDefault,
    ByTheStatement,
}

impl Shape {
    fn of(database: &mut Stepwise) -> Shape {
        let columns = database.either(SQLITE_COLUMNS, POSTGRES_COLUMNS);
        let mut tables = BTreeMap::<String, BTreeMap<_, _>>::new();
        for word in database.words(columns) {
            let parts: Vec<&str> = word.split('|').collect();
            let [table, column, kind, required, default] = parts[..] else { panic!("{word}") };
            let filled = match (required, default) {
                ("0", _) => Filled::MayBeNull,
                (_, "1") => Filled::ByDefault,
                _ => Filled::ByTheStatement,
            };
            let columns = tables.entry(table.to_owned()).or_default();
            columns.insert(column.to_owned(), (kind.to_owned(), filled));
        }
        let unique = database.either(SQLITE_UNIQUE, POSTGRES_UNIQUE);
        let unique = database.words(unique).into_iter().map(|word| {
            let (table, columns) = word.split_once('|').expect("a table and its columns");
            (table.to_owned(), columns.split(',').map(str::to_owned).collect())
        });
        let rows = database.words(database.either(SQLITE_CHECKS, POSTGRES_CHECKS));
        let checks = rows.iter().flat_map(|word| {
            let (table, statement) = word.split_once('|').expect("a table and its checks");
            checks(statement).into_iter().map(|condition| (table.to_owned(), condition))
        });
        Shape { tables, unique: unique.collect(), checks: checks.collect() }
    }

    /// What fails here for statements that were written for `before`.
    fn faults(&self, before: &Shape) -> Vec<String> {
        let mut faults = Vec::new();
        for (table, columns) in &before.tables {
            let Some(now) = self.tables.get(table) else {
                faults.push(format!("{table} is gone"));
                continue;
            };
            for (column, (kind, filled)) in columns {
                match now.get(column) {
                    None => faults.push(format!("{table}.{column} is gone")),
                    Some((other, _)) if other != kind => {
                        faults.push(format!("{table}.{column} was {kind} and is {other}"));
                    }
                    Some((_, now)) if *filled == Filled::MayBeNull && now != filled => {
                        faults.push(format!("{table}.{column} may no longer be null"));
                    }
                    Some((_, Filled::ByTheStatement)) if *filled == Filled::ByDefault => {
                        faults.push(format!("{table}.{column} has no default any more"));
                    }
                    Some(_) => {}
                }
            }
            let new = now.iter().filter(|(column, _)| !columns.contains_key(*column));
            for (column, (_, filled)) in new {
                if *filled == Filled::ByTheStatement {
                    faults.push(format!("{table}.{column} is new and has no default"));
                }
            }
        }
        for (table, columns) in self.unique.difference(&before.unique) {
            // A column that is new and null makes no two rows equal.
            if let Some(old) = before.tables.get(table)
                && columns.iter().all(|column| old.contains_key(column))
            {
                faults.push(format!("{table} is newly unique by {}", columns.join(", ")));
            }
        }
        for (table, condition) in self.checks.difference(&before.checks) {
            let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let is_of_new_column = |old: &BTreeMap<String, _>| {
                let mut words = condition.split(|letter| !is_word(letter));
                words.any(|word| !old.contains_key(word) && self.tables[table].contains_key(word))
            };
            if before.tables.get(table).is_some_and(|old| !is_of_new_column(old)) {
                faults.push(format!("{table} has a new check: {condition}"));
            }
        }
        faults
    }
}

#[test]
fn a_migration_only_adds_or_is_named_as_breaking() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let names = std::fs::read_dir(all).expect("the migrations");
    let names = names.map(|entry| entry.expect("an entry").file_name());
    let names: BTreeSet<String> = names
        .map(|name| name.into_string().expect("UTF-8"))
        .filter(|name| name.as_str() >= FIRST)
        .collect();
    let mut database = Stepwise::before(folder.path(), FIRST);
    let mut before = Shape::of(&mut database);
    for name in names {
        database.migrate();
        let after = Shape::of(&mut database);
        let version: String = name
            .split('_')
            .next()
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let faults = after.faults(&before);
        assert!(
            faults.is_empty() || is_breaking(&version),
            "{name}: {faults:?}. Let it only add, or list it in BREAKING of crates/base/src/db/migrate.rs, and say so in the changelog"
        );
        before = after;
    }
}

#[test]
fn a_migration_that_takes_something_away_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut database = Stepwise::before(folder.path(), FIRST);
    let before = Shape::of(&mut database);
    assert!(before.faults(&before).is_empty());
    let cases = [
        ("DROP TABLE settings", "settings is gone"),
        (
            "ALTER TABLE sections RENAME COLUMN name TO title",
            "sections.name is gone; sections.title is new and has no default",
        ),
        ("ALTER TABLE settings RENAME TO values_of_settings", "settings is gone"),
        ("ALTER TABLE settings ADD COLUMN note TEXT", ""),
        ("ALTER TABLE settings ADD COLUMN note TEXT NOT NULL DEFAULT ''", ""),
        ("CREATE TABLE other_notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)", ""),
        ("CREATE INDEX settings_by_value ON settings (value)", ""),
        (
            "ALTER TABLE settings ADD COLUMN n BIGINT NOT NULL DEFAULT 0 CHECK (n BETWEEN 0 AND 2)",
            "",
        ),
        (
            "CREATE UNIQUE INDEX settings_by_value ON settings (value)",
            "settings is newly unique by value",
        ),
        (
            "ALTER TABLE settings ADD COLUMN note TEXT; CREATE UNIQUE INDEX by_note ON settings (note)",
            "",
        ),
    ];
    let on_postgres = [
        (
            "ALTER TABLE settings ADD CONSTRAINT short CHECK (length(value) < 9)",
            "settings has a new check: (length(value) < 9)",
        ),
        (
            "ALTER TABLE settings ADD COLUMN note TEXT NOT NULL",
            "settings.note is new and has no default",
        ),
        (
            "ALTER TABLE articles ALTER COLUMN published_at SET NOT NULL",
            "articles.published_at may no longer be null",
        ),
        (
            "ALTER TABLE settings ALTER COLUMN value TYPE VARCHAR(9)",
            "settings.value was text and is character varying",
        ),
    ];
    // SQLite changes a table by making another one in its place.
    let on_sqlite = [
        (
            "CREATE TABLE other (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL CHECK (length(value) < 9)); \
             DROP TABLE settings; ALTER TABLE other RENAME TO settings",
            "settings has a new check: length(value) < 9",
        ),
        (
            "CREATE TABLE other (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, note TEXT NOT NULL); \
         DROP TABLE settings; ALTER TABLE other RENAME TO settings",
            "settings.note is new and has no default",
        ),
    ];
    let more = if database.is_postgres() { &on_postgres[..] } else { &on_sqlite[..] };
    for (sql, fault) in cases.iter().chain(more) {
        database.execute("BEGIN");
        database.execute(sql);
        let faults = Shape::of(&mut database).faults(&before);
        database.execute("ROLLBACK");
        assert_eq!(faults.join("; "), *fault, "{sql}");
    }
}
