//! The SQL that differs between SQLite and PostgreSQL, as one function for each purpose.

pub mod article_search;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text};

use super::{Connection, Direction, Engine};
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::on;
use crate::text::words::is_half_a_pair;

diesel::define_sql_function! {
    /// PostgreSQL only. Diesel caches the prepared statement of a query with this function, unlike
    /// that of a `sql_query`.
    fn pg_advisory_xact_lock(key: BigInt);
}

/// Takes a lock on `key` until the end of the transaction, so that transactions with the same key
/// run one after another. On SQLite only one transaction writes at a time, so there is nothing to
/// do.
pub fn serialize_on(conn: &mut Connection, key: &[u8]) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        diesel::select(pg_advisory_xact_lock(number(key))).execute(conn)?;
    }
    Ok(())
}

/// As [`serialize_on`] for two keys, which are always locked in the same order, so that two
/// transactions cannot deadlock.
pub fn serialize_on_both(conn: &mut Connection, first_key: &[u8], second_key: &[u8]) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        let (first_key, second_key) = (number(first_key), number(second_key));
        let (first, second) = (
            pg_advisory_xact_lock(first_key.min(second_key)),
            pg_advisory_xact_lock(first_key.max(second_key)),
        );
        diesel::select((first, second)).execute(conn)?;
    }
    Ok(())
}

/// The first eight bytes of a keyed hash. A collision only makes two unrelated transactions wait
/// for each other.
fn number(key: &[u8]) -> i64 {
    let mut number = [0; 8];
    for (to, from) in number.iter_mut().zip(key) {
        *to = *from;
    }
    i64::from_be_bytes(number)
}

/// Loads rows to claim. On PostgreSQL it locks the rows and skips those that another transaction
/// has locked, so that two workers never wait for each other or claim the same row. On SQLite only
/// one transaction writes at a time. Used like [`on!`](crate::on), without the `load`.
#[macro_export]
macro_rules! skip_locked {
    ($conn:expr, |$c:ident| $query:expr) => {
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite($c) => $query.load($c),
            $crate::db::Engine::Postgres($c) => $query.for_update().skip_locked().load($c),
        }
    };
}

/// Copies the saved content of deleted comments back into their rows, in one statement. Both
/// engines support UPDATE … FROM, but Diesel does not.
pub fn restore_deleted(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    // These are numbers, so no SQL can be injected.
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let statement = format!(
        "UPDATE comments SET text = d.text, html = d.html, name = d.name, website = d.website, avatar = d.avatar, \
         reader_id = d.reader_id, network_hash = d.network_hash, network_prefix = d.network_prefix, \
         notify = d.notify FROM deleted_comments AS d WHERE d.comment_id = comments.id AND comments.id IN ({})",
        ids.join(", ")
    );
    on!(conn, |c| diesel::sql_query(statement).execute(c))?;
    Ok(())
}

/// Sets language and simhash of many comments in one statement. PostgreSQL only: Diesel does not
/// support it, and on SQLite one statement per comment is as fast.
pub fn set_language_and_bits(
    conn: &mut Connection,
    ids: &[i64],
    languages: &[Option<&str>],
    bits: &[Option<i64>],
) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        diesel::sql_query(
            "UPDATE comments SET language = found.language, simhash = found.bits \
             FROM unnest($1, $2, $3) AS found (id, language, bits) WHERE comments.id = found.id",
        )
        .bind::<Array<BigInt>, _>(ids)
        .bind::<Array<Nullable<Text>>, _>(languages)
        .bind::<Array<Nullable<BigInt>>, _>(bits)
        .execute(conn)?;
    }
    Ok(())
}

/// Writes the words of comments to the search index, replacing those that it has. Each text
/// consists of words separated by spaces. The words are folded already, so the result depends on
/// neither the engine nor its locale.
pub fn index_words(conn: &mut Connection, comments: &[(CommentId, String)]) -> Result<()> {
    match &mut conn.engine {
        // One statement for all, because FTS5 writes its index at the end of each statement.
        Engine::Sqlite(conn) => {
            let rows = serde_json::to_string(comments).map_err(Error::internal)?;
            diesel::sql_query(
                "REPLACE INTO comment_search (rowid, words) \
                 SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)",
            )
            .bind::<Text, _>(rows)
            .execute(conn)?;
        }
        Engine::Postgres(conn) => {
            let ids: Vec<i64> = comments.iter().map(|(id, _)| id.0).collect();
            let words: Vec<&str> = comments.iter().map(|(_, words)| words.as_str()).collect();
            diesel::sql_query(
                "INSERT INTO comment_search (comment_id, words) \
                 SELECT id, array_to_tsvector(string_to_array(words, ' ')) FROM unnest($1, $2) AS found (id, words) \
                 ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words",
            )
            .bind::<Array<BigInt>, _>(ids)
            .bind::<Array<Text>, _>(words)
            .execute(conn)?;
        }
    }
    Ok(())
}

/// Loads rows to change. On PostgreSQL it locks the rows until the end of the transaction, waiting
/// for other transactions that have locked them and reading what those committed. On SQLite only
/// one transaction writes at a time. Used like [`skip_locked!`](crate::skip_locked).
#[macro_export]
macro_rules! for_update {
    ($conn:expr, |$c:ident| $query:expr) => {
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite($c) => $query.load($c),
            $crate::db::Engine::Postgres($c) => $query.for_update().load($c),
        }
    };
}

/// Loads rows to change, like [`for_update!`](crate::for_update), with a weaker lock (FOR NO KEY
/// UPDATE) under which other transactions may insert rows that reference them: a reply need not
/// wait for a decision about its parent. Not for rows that are to be deleted.
#[macro_export]
macro_rules! for_change {
    ($conn:expr, |$c:ident| $query:expr) => {
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite($c) => $query.load($c),
            $crate::db::Engine::Postgres($c) => $query.for_no_key_update().load($c),
        }
    };
}

/// The faults that the engine reports in its files. SQLite reads the whole database for this.
pub fn integrity(conn: &mut Connection) -> Result<Vec<String>> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        integrity_check: String,
    }
    match &mut conn.engine {
        Engine::Sqlite(conn) => {
            let lines: Vec<Line> = diesel::sql_query("PRAGMA integrity_check").load(conn)?;
            Ok(lines
                .into_iter()
                .map(|line| line.integrity_check)
                .filter(|line| line != "ok")
                .collect())
        }
        // PostgreSQL checks its pages as it reads them, and a fault is an error of the statement.
        Engine::Postgres(conn) => {
            diesel::sql_query("SELECT 1").execute(conn)?;
            Ok(Vec::new())
        }
    }
}

/// Post-processed comments that are missing in the search index.
fn missing_in_index(conn: &Connection) -> &'static str {
    match &conn.engine {
        // FTS5's own table with one row per indexed comment.
        Engine::Sqlite(_) => {
            "FROM comments WHERE id NOT IN (SELECT id FROM comment_search_docsize) \
             AND id NOT IN (SELECT comment_id FROM comment_arrivals)"
        }
        Engine::Postgres(_) => {
            "FROM comments WHERE NOT EXISTS (SELECT 1 FROM comment_search WHERE comment_id = comments.id) \
             AND NOT EXISTS (SELECT 1 FROM comment_arrivals WHERE comment_id = comments.id)"
        }
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Whether PostgreSQL's GIN index of words exists and is valid; a crash during its creation leaves
/// it invalid.
fn has_index_of_words(conn: &mut PgConnection) -> Result<bool> {
    let valid: Count = diesel::sql_query(
        "SELECT COUNT(*) AS n FROM pg_index WHERE indexrelid = to_regclass('comment_search_words') AND indisvalid",
    )
    .get_result(conn)?;
    Ok(valid.n > 0)
}

/// Checks that the search index is intact and contains every post-processed comment. Returns the
/// fault, if there is one.
///
/// The words themselves are not compared: if a text changes, a trigger removes its words and queues
/// the comment for post-processing.
pub fn check_search(conn: &mut Connection) -> Result<Option<String>> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => {
            let checked = diesel::sql_query(
                "INSERT INTO comment_search (comment_search) VALUES ('integrity-check')",
            )
            .execute(conn);
            if let Err(cause) = checked {
                return Ok(Some(cause.to_string()));
            }
        }
        Engine::Postgres(conn) => {
            if !has_index_of_words(conn)? {
                return Ok(Some("the GIN index is missing or invalid".to_owned()));
            }
        }
    }
    let question = format!("SELECT COUNT(*) AS n {}", missing_in_index(conn));
    let missing: Count = on!(conn, |c| diesel::sql_query(question).get_result(c))?;
    Ok((missing.n > 0).then(|| format!("{} comments are missing", missing.n)))
}

/// Queues missing comments for post-processing, which adds them to the search index. On SQLite the
/// whole index is emptied first; on PostgreSQL a missing or invalid GIN index is created again.
pub fn rebuild_search_index(conn: &mut Connection) -> Result<()> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => {
            diesel::sql_query("INSERT INTO comment_search (comment_search) VALUES ('delete-all')")
                .execute(conn)?;
        }
        Engine::Postgres(conn) => {
            if !has_index_of_words(conn)? {
                diesel::sql_query("SET LOCAL statement_timeout = 0").execute(conn)?;
                diesel::sql_query("DROP INDEX IF EXISTS comment_search_words").execute(conn)?;
                diesel::sql_query(
                    "CREATE INDEX comment_search_words ON comment_search USING gin (words)",
                )
                .execute(conn)?;
            }
        }
    }
    let statement = format!(
        "INSERT INTO comment_arrivals (comment_id, backlog) SELECT id, 1 {} ON CONFLICT (comment_id) DO NOTHING",
        missing_in_index(conn)
    );
    on!(conn, |c| diesel::sql_query(statement).execute(c))?;
    Ok(())
}

/// The encoding of the database and the locale by which it compares text. On SQLite both are fixed.
pub fn encoding(conn: &mut Connection) -> Result<(String, String)> {
    #[derive(QueryableByName)]
    struct Named {
        #[diesel(sql_type = Text)]
        encoding: String,
        #[diesel(sql_type = Text)]
        locale: String,
    }
    match &mut conn.engine {
        Engine::Sqlite(_) => Ok(("UTF8".to_owned(), "C".to_owned())),
        Engine::Postgres(conn) => {
            let named: Named = diesel::sql_query(
                "SELECT pg_encoding_to_char(encoding)::text AS encoding, COALESCE(datctype, 'C')::text AS locale \
                 FROM pg_database WHERE datname = current_database()",
            )
            .get_result(conn)?;
            Ok((named.encoding, named.locale))
        }
    }
}

/// SQLite only: up to this many words that match a prefix are listed in the query. Beyond it a
/// prefix query is cheaper.
const LISTED_WORDS: usize = 100;

/// A search query in the engine's own syntax: all `words` must occur, and the last one may be a
/// prefix if it has five letters or more, because shorter prefixes match too much. Scripts without
/// spaces have shorter words, which may always be prefixes.
///
/// The words are folded like those in the index, and contain letters, digits and marks only; each
/// is quoted, so that a user cannot enter operators. `None` if there is no word.
pub fn search_terms(conn: &mut Connection, words: &[String]) -> Result<Option<String>> {
    let Some((last, others)) = words.split_last() else { return Ok(None) };
    let begins = last.chars().count() >= 5 || last.chars().any(|c| c >= '\u{e00}');
    let (quote, and) = match &mut conn.engine {
        Engine::Sqlite(_) => ('"', " "),
        Engine::Postgres(_) => ('\'', " & "),
    };
    let quoted = |word: &str| format!("{quote}{word}{quote}");
    let is_postgres = matches!(conn.engine, Engine::Postgres(_));
    let beginning = |word: &str| match is_postgres {
        true => format!("{}:*", quoted(word)),
        false => format!("{}*", quoted(word)),
    };
    let term = |word: &String| match is_half_a_pair(word) {
        true => beginning(word),
        false => quoted(word),
    };
    let mut terms: Vec<String> = others.iter().map(term).collect();
    match &mut conn.engine {
        _ if !begins => terms.push(quoted(last)),
        Engine::Postgres(_) => terms.push(beginning(last)),
        Engine::Sqlite(conn) => match longer_words(conn, last)? {
            None => terms.push(beginning(last)),
            Some(longer) if longer.is_empty() => terms.push(quoted(last)),
            Some(longer) => {
                let any = longer
                    .iter()
                    .fold(quoted(last), |any, word| format!("{any} OR {}", quoted(word)));
                let all = if terms.is_empty() {
                    String::new()
                } else {
                    format!("{} AND ", terms.join(and))
                };
                return Ok(Some(format!("{all}({any})")));
            }
        },
    }
    Ok(Some(terms.join(and)))
}

/// The longer words in the index that begin with `word`; `None` if there are too many. For a prefix
/// query SQLite merges the lists of all matching words before it returns the first hit; with the
/// words listed in the query, it reads their lists only until there are enough hits.
fn longer_words(conn: &mut SqliteConnection, word: &str) -> Result<Option<Vec<String>>> {
    #[derive(QueryableByName)]
    struct Word {
        #[diesel(sql_type = Text)]
        term: String,
    }
    // '0' is the lowest character that can follow, so the word itself, whose list may be long, is
    // not included.
    let found: Vec<Word> = diesel::sql_query(
        "SELECT term FROM comment_search_words WHERE term >= ? AND term < ? LIMIT ?",
    )
    .bind::<Text, _>(format!("{word}0"))
    .bind::<Text, _>(format!("{word}\u{10ffff}"))
    .bind::<BigInt, _>(i64::try_from(LISTED_WORDS + 1).map_err(Error::internal)?)
    .load(conn)?;
    Ok((found.len() <= LISTED_WORDS).then(|| found.into_iter().map(|word| word.term).collect()))
}

/// The SQL before and after the [`search_terms`] in a condition that a row of `comments` matches
/// them. `few` says that the words are rare, so that PostgreSQL finds their comments first,
/// whatever number it estimates.
pub fn search_condition(conn: &Connection, few: bool) -> (&'static str, &'static str) {
    match &conn.engine {
        Engine::Sqlite(_) => {
            ("comments.id IN (SELECT rowid FROM comment_search WHERE comment_search MATCH ", ")")
        }
        Engine::Postgres(_) if few => (
            "comments.id = ANY(ARRAY(\
             SELECT comment_id FROM comment_search WHERE words @@ CAST(",
            " AS tsquery)))",
        ),
        Engine::Postgres(_) => (
            "comments.id IN (SELECT comment_id FROM comment_search WHERE words @@ CAST(",
            " AS tsquery))",
        ),
    }
}

/// SQLite only: ids of comments between `above` and `below` (both excluded) that match the
/// [`search_terms`], in this order of their numbers. It reads the lists of the index in order and
/// stops at `limit`, so that common words are fast as well.
pub fn search_in_order(
    conn: &mut Connection,
    terms: &str,
    (above, below): (i64, i64),
    direction: Direction,
    limit: i64,
) -> Result<Vec<i64>> {
    let Engine::Sqlite(conn) = &mut conn.engine else {
        return Err(Error::internal("search_in_order was called on PostgreSQL"));
    };
    let order = if direction.is_ascending() { "ASC" } else { "DESC" };
    let hits: Vec<Hit> = diesel::sql_query(format!(
        "SELECT rowid AS id FROM comment_search WHERE comment_search MATCH ? AND rowid > ? AND rowid < ? \
         ORDER BY rowid {order} LIMIT ?"
    ))
    .bind::<Text, _>(terms)
    .bind::<BigInt, _>(above)
    .bind::<BigInt, _>(below)
    .bind::<BigInt, _>(limit)
    .load(conn)?;
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

/// The most listed words for which [`search_among`] is fast on SQLite.
const LISTED_WORDS_PER_ROW: usize = 8;

/// Whether [`search_among`] is fast for these terms. On SQLite it evaluates the query once per
/// comment, and each time merges the lists of all words that match a prefix.
pub fn is_fast_per_row(conn: &Connection, terms: &str) -> bool {
    matches!(conn.engine, Engine::Postgres(_))
        || !(terms.contains('*') || terms.matches(" OR ").count() > LISTED_WORDS_PER_ROW)
}

/// The comments among `ids` that match the [`search_terms`]: for words that are too common to find
/// all comments with them.
pub fn search_among(conn: &mut Connection, terms: &str, ids: &[i64]) -> Result<Vec<i64>> {
    let hits: Vec<Hit> = match &mut conn.engine {
        Engine::Sqlite(_) if ids.is_empty() => Vec::new(),
        Engine::Sqlite(conn) => {
            // These are numbers, so no SQL can be injected.
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            diesel::sql_query(format!(
                "SELECT rowid AS id FROM comment_search WHERE comment_search MATCH ? AND rowid IN ({})",
                ids.join(", ")
            ))
            .bind::<Text, _>(terms)
            .load(conn)?
        }
        // IS TRUE keeps PostgreSQL from using the GIN index, which would read all matches.
        Engine::Postgres(conn) => diesel::sql_query(
            "SELECT comment_id AS id FROM comment_search \
             WHERE comment_id = ANY($1) AND (words @@ CAST($2 AS tsquery)) IS TRUE",
        )
        .bind::<Array<BigInt>, _>(ids)
        .bind::<Text, _>(terms)
        .load(conn)?,
    };
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Makes PostgreSQL plan each statement for its values for the rest of the transaction: a plan for
/// a rare word or status would read half a table for a common one. SQLite's plans do not depend on
/// values.
pub fn plan_by_values(conn: &mut Connection) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        diesel::sql_query("SET LOCAL plan_cache_mode = force_custom_plan").execute(conn)?;
    }
    Ok(())
}

/// The number of tables, and those with a row in whose text, where bytes are in hex, one of these texts is:
/// of `any_case`, which is in lower case, or of `exact`. PostgreSQL only: SQLite's tables are in files that can
/// be searched.
pub fn tables_with(
    conn: &mut Connection,
    any_case: &[String],
    exact: &[String],
) -> Result<(usize, Vec<String>)> {
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = Text)]
        name: String,
    }
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let Engine::Postgres(conn) = &mut conn.engine else { return Ok((0, Vec::new())) };
    let tables: Vec<Name> = diesel::sql_query(
        "SELECT quote_ident(tablename)::text AS name FROM pg_tables WHERE schemaname = current_schema()",
    )
    .load(conn)?;
    let mut found = Vec::new();
    for table in &tables {
        // The name is quoted by the server itself.
        let counted: Count = diesel::sql_query(format!(
            "SELECT count(*) AS count FROM {0} \
             WHERE EXISTS (SELECT FROM unnest($1) AS part WHERE strpos(lower({0}::text), part) > 0) \
             OR EXISTS (SELECT FROM unnest($2) AS part WHERE strpos({0}::text, part) > 0)",
            table.name
        ))
        .bind::<Array<Text>, _>(any_case)
        .bind::<Array<Text>, _>(exact)
        .get_result(conn)?;
        if counted.count > 0 {
            found.push(table.name.clone());
        }
    }
    Ok((tables.len(), found))
}
