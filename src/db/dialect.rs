//! Everything that SQLite and PostgreSQL spell differently, under one name each.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text};

use super::{Connection, Engine};
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::on;

diesel::define_sql_function! {
    /// PostgreSQL only. Unlike a text of our own, a query of this function is prepared once and not
    /// at each use.
    fn pg_advisory_xact_lock(key: BigInt);
}

/// Makes other transactions that name the same `key` wait until this one ends.
///
/// On SQLite only one transaction writes at a time, so there is nothing to wait for.
pub fn serialize_on(conn: &mut Connection, key: &[u8]) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        diesel::select(pg_advisory_xact_lock(number(key))).execute(conn)?;
    }
    Ok(())
}

/// The same for two keys at once. Whoever names the same two, in whichever order, waits for the
/// same one first, so that no two transactions each hold what the other wants.
pub fn serialize_on_both(conn: &mut Connection, one: &[u8], other: &[u8]) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        let (one, other) = (number(one), number(other));
        let (first, second) =
            (pg_advisory_xact_lock(one.min(other)), pg_advisory_xact_lock(one.max(other)));
        diesel::select((first, second)).execute(conn)?;
    }
    Ok(())
}

/// Eight bytes of a keyed hash; a chance collision only makes two strangers wait for each other.
fn number(key: &[u8]) -> i64 {
    let mut number = [0; 8];
    for (to, from) in number.iter_mut().zip(key) {
        *to = *from;
    }
    i64::from_be_bytes(number)
}

/// Adds to a query that looks for rows to take: on PostgreSQL it locks what it finds and passes
/// over what another transaction has locked, so that two workers never wait for each other or take
/// the same row. On SQLite only one transaction writes at a time. Used like [`on!`](crate::on),
/// without the `load`.
#[macro_export]
macro_rules! skip_locked {
    ($conn:expr, |$c:ident| $query:expr) => {
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite($c) => $query.load($c),
            $crate::db::Engine::Postgres($c) => $query.for_update().skip_locked().load($c),
        }
    };
}

/// Copies what deleted comments said back into their rows, in one statement. Both engines spell it
/// alike, and Diesel has no word for it.
pub fn restore_deleted(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    // Numbers of ours, so that nothing can be smuggled in.
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

/// Sets language and signature of many comments at once. PostgreSQL only: Diesel has no word for
/// it, and SQLite does as well with one statement each.
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

/// Enters the words of comments in the search, in the place of what is there; each with its words in
/// one text, a space between two. They are folded already, so neither engine has a say in what a
/// letter is, whatever its locale.
pub fn enter_words(conn: &mut Connection, comments: &[(CommentId, String)]) -> Result<()> {
    match &mut conn.engine {
        // One statement for all, because FTS5 writes its lists at the end of each.
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

/// Loads rows that are to be changed: on PostgreSQL nobody else can change them until the
/// transaction ends, and what was being changed is waited for and read as it is then. On SQLite
/// only one transaction writes at a time. Used like [`skip_locked!`](crate::skip_locked).
#[macro_export]
macro_rules! for_update {
    ($conn:expr, |$c:ident| $query:expr) => {
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite($c) => $query.load($c),
            $crate::db::Engine::Postgres($c) => $query.for_update().load($c),
        }
    };
}

/// Loads rows that are to be changed, as [`for_update!`](crate::for_update) does, but lets other
/// rows refer to them meanwhile: a reply to a comment that is being decided need not wait. For rows
/// that are not deleted.
#[macro_export]
macro_rules! for_change {
    ($conn:expr, |$c:ident| $query:expr) => {
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite($c) => $query.load($c),
            $crate::db::Engine::Postgres($c) => $query.for_no_key_update().load($c),
        }
    };
}

/// Asks the engine whether its files are whole. SQLite reads the whole database for it.
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
        // PostgreSQL checks its pages as it reads them, and reports a fault as an error of the
        // statement.
        Engine::Postgres(conn) => {
            diesel::sql_query("SELECT 1").execute(conn)?;
            Ok(Vec::new())
        }
    }
}

/// Comments that were read and are not in the search.
fn unentered(conn: &Connection) -> &'static str {
    match &conn.engine {
        // The table of FTS5 that has a row for each entry.
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

/// Whether PostgreSQL's index of words is there and whole; a crash while it was made leaves it
/// invalid.
fn has_index_of_words(conn: &mut PgConnection) -> Result<bool> {
    let valid: Count = diesel::sql_query(
        "SELECT COUNT(*) AS n FROM pg_index WHERE indexrelid = to_regclass('comment_search_words') AND indisvalid",
    )
    .get_result(conn)?;
    Ok(valid.n > 0)
}

/// Looks whether the search is whole and has every comment that was read. Answers what is wrong.
///
/// The words themselves are not compared: triggers take those of a changed text out and put the
/// comment among those that are to be read.
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
                return Ok(Some("its index is missing or invalid".to_owned()));
            }
        }
    }
    let question = format!("SELECT COUNT(*) AS n {}", unentered(conn));
    let missing: Count = on!(conn, |c| diesel::sql_query(question).get_result(c))?;
    Ok((missing.n > 0).then(|| format!("{} comments are missing in it", missing.n)))
}

/// Prepares the search to be made anew: what is missing in it is put on the list of what the worker
/// reads. On SQLite a damaged search loses everything first.
pub fn mend_search(conn: &mut Connection) -> Result<()> {
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
        unentered(conn)
    );
    on!(conn, |c| diesel::sql_query(statement).execute(c))?;
    Ok(())
}

/// The encoding of the database, and the locale by which it compares text. On SQLite there is no
/// choice.
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

/// Words that begin alike and are looked for one by one on SQLite. More of them are merged first,
/// which costs less by then.
const SPELLED_OUT: usize = 100;

/// A question to the search, in the engine's own language: all of these words must occur, and the
/// last, from five letters on, may be the beginning of one; what begins with three or four letters
/// is half of a language. Scripts without spaces have shorter words.
///
/// The words are folded as those in the search, and hold letters, digits and marks only; each is
/// quoted, so that nobody can write an operator. None: there is no word.
pub fn search_terms(conn: &mut Connection, words: &[String]) -> Result<Option<String>> {
    let Some((last, others)) = words.split_last() else { return Ok(None) };
    let begins = last.chars().count() >= 5 || last.chars().any(|c| c >= '\u{e00}');
    let (quote, and) = match &mut conn.engine {
        Engine::Sqlite(_) => ('"', " "),
        Engine::Postgres(_) => ('\'', " & "),
    };
    let quoted = |word: &str| format!("{quote}{word}{quote}");
    let mut terms: Vec<String> = others.iter().map(|word| quoted(word)).collect();
    match &mut conn.engine {
        _ if !begins => terms.push(quoted(last)),
        Engine::Postgres(_) => terms.push(format!("{}:*", quoted(last))),
        Engine::Sqlite(conn) => match longer_words(conn, last)? {
            None => terms.push(format!("{}*", quoted(last))),
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

/// The longer words in the comments that begin with `word`, unless there are many. SQLite merges
/// the lists of all words that begin alike before it gives the first hit, however common they are;
/// the lists of words that are named it follows only as far as hits are wanted.
fn longer_words(conn: &mut SqliteConnection, word: &str) -> Result<Option<Vec<String>>> {
    #[derive(QueryableByName)]
    struct Word {
        #[diesel(sql_type = Text)]
        term: String,
    }
    // A digit is the first character that a longer word can go on with, so the word itself, whose
    // list may be long, is not looked at.
    let found: Vec<Word> = diesel::sql_query(
        "SELECT term FROM comment_search_words WHERE term >= ? AND term < ? LIMIT ?",
    )
    .bind::<Text, _>(format!("{word}0"))
    .bind::<Text, _>(format!("{word}\u{10ffff}"))
    .bind::<BigInt, _>(i64::try_from(SPELLED_OUT + 1).map_err(Error::internal)?)
    .load(conn)?;
    Ok((found.len() <= SPELLED_OUT).then(|| found.into_iter().map(|word| word.term).collect()))
}

/// What stands before and after the [`search_terms`] in the condition that a row of `comments` fits
/// them. `few`: the words lead to few comments, so PostgreSQL is to ask for these first, whatever
/// it guesses of their number.
pub fn fits_words(conn: &Connection, few: bool) -> (&'static str, &'static str) {
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

/// SQLite only: comments between `above` and `below` (both excluded) that fit the [`search_terms`],
/// in the order of their numbers, upwards or downwards. It walks along the lists of its index and
/// stops at `limit`, however common a word is.
pub fn search_walk(
    conn: &mut Connection,
    terms: &str,
    (above, below): (i64, i64),
    upwards: bool,
    limit: i64,
) -> Result<Vec<i64>> {
    let Engine::Sqlite(conn) = &mut conn.engine else {
        return Err(Error::internal("a walk along words on PostgreSQL"));
    };
    let order = if upwards { "ASC" } else { "DESC" };
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

/// Words that begin alike and are cheap enough to be looked for in one comment after the other.
const NAMED: usize = 8;

/// Whether [`search_among`] is quick for these terms: on SQLite it begins anew with each comment,
/// and merges the lists of all words that begin alike.
pub fn looks_quickly(conn: &Connection, terms: &str) -> bool {
    matches!(conn.engine, Engine::Postgres(_))
        || !(terms.contains('*') || terms.matches(" OR ").count() > NAMED)
}

/// Which of these comments fit the [`search_terms`], for words that are too common to ask for all
/// that have them.
pub fn search_among(conn: &mut Connection, terms: &str, ids: &[i64]) -> Result<Vec<i64>> {
    let hits: Vec<Hit> = match &mut conn.engine {
        Engine::Sqlite(_) if ids.is_empty() => Vec::new(),
        Engine::Sqlite(conn) => {
            // Numbers of ours, so that nothing can be smuggled in.
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            diesel::sql_query(format!(
                "SELECT rowid AS id FROM comment_search WHERE comment_search MATCH ? AND rowid IN ({})",
                ids.join(", ")
            ))
            .bind::<Text, _>(terms)
            .load(conn)?
        }
        // IS TRUE: the index does not know the condition in this form.
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

/// Lets PostgreSQL look at the values before it chooses a plan, for the rest of the transaction: a
/// plan that is good for a rare word or status reads half a table for a common one. SQLite's plans
/// do not depend on values.
pub fn plan_by_values(conn: &mut Connection) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        diesel::sql_query("SET LOCAL plan_cache_mode = force_custom_plan").execute(conn)?;
    }
    Ok(())
}
