//! Both engines' tables, described in the same words and laid side by side.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{BigInt, Text};
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, SqliteConnection};
use rejoinder::config::Config;
use rejoinder::db::Db;

use crate::support::database::TestDatabase;
use crate::support::tools;

/// Everything about one table that both engines can have, in words. The words of the searches are left out:
/// on SQLite they are virtual tables, on PostgreSQL ones of words.
type Tables = BTreeMap<String, BTreeSet<String>>;

#[test]
fn the_migrations_of_both_engines_make_the_same_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let file =
        TestDatabase::Sqlite(format!("sqlite:{}", folder.path().join("compared.db").display()));
    let server = TestDatabase::empty_on(&tools::postgres());
    for database in [&file, &server] {
        let mut config = Config::from_toml("").expect("the defaults");
        config.database.url = database.setting();
        Db::open(&config.database, None).expect("the migrations run").close();
    }
    let (sqlite, postgres) = (sqlite(&file), postgres(&server));
    assert!(sqlite.len() >= 19, "{:?}", sqlite.keys());
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (table, facts) in &sqlite {
        let only_here: Vec<_> = facts.difference(&postgres[table]).collect();
        let only_there: Vec<_> = postgres[table].difference(facts).collect();
        assert!(
            only_here.is_empty() && only_there.is_empty(),
            "{table}: SQLite {only_here:#?}, PostgreSQL {only_there:#?}"
        );
    }
    assert_eq!(versions(&mut file_conn(&file)), versions_of(&server));
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    required: i64,
    #[diesel(sql_type = BigInt)]
    keyed: i64,
}

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    is_unique: i64,
    /// With commas between.
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = BigInt)]
    partial: i64,
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    from: String,
    #[diesel(sql_type = Text)]
    to: String,
    #[diesel(sql_type = Text)]
    on_delete: String,
}

fn facts(columns: Vec<Column>, indexes: Vec<Index>, keys: Vec<Key>) -> BTreeSet<String> {
    let column = |column: Column| {
        let kind = match &*column.kind.to_lowercase() {
            "integer" | "bigint" => "number".to_owned(),
            "blob" | "bytea" => "bytes".to_owned(),
            other => other.to_owned(),
        };
        let required =
            if column.required == 1 || column.keyed > 0 { "required" } else { "optional" };
        let keyed = if column.keyed > 0 { ", in the primary key" } else { "" };
        format!("column {}: {kind}, {required}{keyed}", column.name)
    };
    let index = |index: Index| {
        // An index behind UNIQUE has a name of the engine's own.
        let name = if is_own(&index.name) { index.name } else { String::new() };
        let (unique, partial) = (
            ["", "unique "][usize::from(index.is_unique == 1)],
            ["", ", partial"][usize::from(index.partial == 1)],
        );
        format!("{unique}index {name} over {}{partial}", index.columns)
    };
    let key = |key: Key| {
        format!("key {} to {}, on delete {}", key.from, key.to, key.on_delete.to_lowercase())
    };
    columns
        .into_iter()
        .map(column)
        .chain(indexes.into_iter().map(index))
        .chain(keys.into_iter().map(key))
        .collect()
}

/// Whether a migration has given the name: `sqlite_autoindex_…` and `…_key` are the engines'.
fn is_own(name: &str) -> bool {
    !name.starts_with("sqlite_autoindex_") && !name.ends_with("_key")
}

fn file_conn(database: &TestDatabase) -> SqliteConnection {
    SqliteConnection::establish(database.url().trim_start_matches("sqlite:"))
        .expect("the file opens")
}

fn sqlite(database: &TestDatabase) -> Tables {
    let conn = &mut file_conn(database);
    let tables: Vec<Word> = diesel::sql_query(
        "SELECT name AS word FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__diesel%' \
         AND name NOT LIKE 'comment_search%' AND name NOT LIKE 'article_search%'",
    )
    .load(conn)
    .expect("tables");
    let mut found = Tables::new();
    for Word { word: table } in tables {
        let columns: Vec<Column> = diesel::sql_query(format!(
            "SELECT name, type AS kind, \"notnull\" AS required, pk AS keyed FROM pragma_table_info('{table}')"
        ))
        .load(conn)
        .expect("columns");
        // Primary keys are told with the columns.
        let indexes: Vec<Index> = diesel::sql_query(format!(
            "SELECT l.name, l.\"unique\" AS is_unique, l.partial, \
             (SELECT group_concat(i.name) FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) i) AS columns \
             FROM pragma_index_list('{table}') l WHERE l.origin <> 'pk'"
        ))
        .load(conn)
        .expect("indexes");
        let keys: Vec<Key> = diesel::sql_query(format!(
            "SELECT \"from\", \"table\" AS \"to\", on_delete FROM pragma_foreign_key_list('{table}')"
        ))
        .load(conn)
        .expect("keys");
        found.insert(table, facts(columns, indexes, keys));
    }
    found
}

fn postgres(database: &TestDatabase) -> Tables {
    let conn = &mut PgConnection::establish(&database.url()).expect("the test server answers");
    let tables: Vec<Word> = diesel::sql_query(
        "SELECT tablename::text AS word FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_diesel%' \
         AND tablename NOT IN ('comment_search', 'article_search')",
    )
    .load(conn)
    .expect("tables");
    let mut found = Tables::new();
    for Word { word: table } in tables {
        let columns: Vec<Column> = diesel::sql_query(format!(
            "SELECT c.column_name::text AS name, c.data_type::text AS kind, (c.is_nullable = 'NO')::int::bigint AS required, \
             (SELECT count(*) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) \
              WHERE i.indrelid = '{table}'::regclass AND i.indisprimary AND a.attname = c.column_name) AS keyed \
             FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = '{table}'"
        ))
        .load(conn)
        .expect("columns");
        let indexes: Vec<Index> = diesel::sql_query(format!(
            "SELECT o.relname::text AS name, i.indisunique::int::bigint AS is_unique, (i.indpred IS NOT NULL)::int::bigint AS partial, \
             (SELECT string_agg(a.attname::text, ',' ORDER BY k.n) FROM unnest(i.indkey::int[]) WITH ORDINALITY k (at, n) \
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.at) AS columns \
             FROM pg_index i JOIN pg_class o ON o.oid = i.indexrelid \
             WHERE i.indrelid = '{table}'::regclass AND NOT i.indisprimary"
        ))
        .load(conn)
        .expect("indexes");
        let keys: Vec<Key> = diesel::sql_query(format!(
            "SELECT a.attname::text AS \"from\", k.confrelid::regclass::text AS \"to\", \
             CASE k.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'r' THEN 'restrict' ELSE 'no action' END AS on_delete \
             FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] \
             WHERE k.contype = 'f' AND k.conrelid = '{table}'::regclass"
        ))
        .load(conn)
        .expect("keys");
        found.insert(table, facts(columns, indexes, keys));
    }
    found
}

const VERSIONS: &str = "SELECT version AS word FROM __diesel_schema_migrations ORDER BY version";

fn versions(conn: &mut SqliteConnection) -> Vec<String> {
    let words: Vec<Word> = diesel::sql_query(VERSIONS).load(conn).expect("versions");
    words.into_iter().map(|word| word.word).collect()
}

fn versions_of(database: &TestDatabase) -> Vec<String> {
    let conn = &mut PgConnection::establish(&database.url()).expect("the test server answers");
    let sql = VERSIONS.replace("version AS", "version::text AS");
    let words: Vec<Word> = diesel::sql_query(sql).load(conn).expect("versions");
    words.into_iter().map(|word| word.word).collect()
}
