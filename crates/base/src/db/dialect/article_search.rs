//! The readers' search. SQLite has the words in FTS5, PostgreSQL in columns of the type `tsvector`.
//! The words are folded and cut by the program, so both find the same articles in the same order.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::{Connection, Engine};
use crate::error::Result;
use crate::ids::ArticleId;
use crate::on;

/// The last position of a word that PostgreSQL tells apart from others.
const POSITIONS: usize = 16_383;
/// Most positions that PostgreSQL keeps for one word.
const POSITIONS_OF_A_WORD: usize = 255;

/// The words of an article, each part in the order of the text. The first part with all words that are
/// looked for decides the article's place among the results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleWords {
    /// Of the headline.
    pub title: Vec<String>,
    /// Of summary, tags and authors.
    pub head: Vec<String>,
    /// The first of the text.
    pub lead: Vec<String>,
    /// The others of the text.
    pub rest: Vec<String>,
}

/// What an article must have: a word, or several next to each other. They consist of letters, marks and
/// digits, so none can be an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// At least one.
    pub words: Vec<String>,
    /// Whether the last of them may be the beginning of a longer word.
    pub is_beginning: bool,
}

/// An article that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QueryableByName)]
pub struct Hit {
    /// Its number.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// When it was published, in microseconds.
    #[diesel(sql_type = BigInt)]
    pub published_at: i64,
    /// Where all the words were found: 0 in the headline, 1 also in summary, tags and authors, 2 also in
    /// the first words, 3 elsewhere.
    #[diesel(sql_type = BigInt)]
    pub place: i64,
}

/// Before the first hit.
pub const BEGINNING: Hit = Hit { id: i64::MAX, published_at: i64::MAX, place: -1 };

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Enters the words of a searchable article in place of those it had.
pub fn enter(conn: &mut Connection, id: ArticleId, words: &ArticleWords) -> Result<()> {
    let ArticleWords { title, head, lead, rest } = words;
    match &mut conn.engine {
        Engine::Sqlite(conn) => {
            diesel::sql_query(
                "REPLACE INTO article_search (rowid, title, head, lead, rest) VALUES (?, ?, ?, ?, ?)",
            )
            .bind::<BigInt, _>(id.0)
            .bind::<Text, _>(title.join(" "))
            .bind::<Text, _>(head.join(" "))
            .bind::<Text, _>(lead.join(" "))
            .bind::<Text, _>(rest.join(" "))
            .execute(conn)?;
        }
        Engine::Postgres(conn) => {
            diesel::sql_query(
                "INSERT INTO article_search (article_id, title, head, lead, words) VALUES ($1, CAST($2 AS tsvector), \
                 CAST($3 AS tsvector), CAST($4 AS tsvector), CAST($5 AS tsvector)) ON CONFLICT (article_id) \
                 DO UPDATE SET title = EXCLUDED.title, head = EXCLUDED.head, lead = EXCLUDED.lead, words = EXCLUDED.words",
            )
            .bind::<BigInt, _>(id.0)
            .bind::<Text, _>(vector(&[title]))
            .bind::<Text, _>(vector(&[title, head]))
            .bind::<Text, _>(vector(&[title, head, lead]))
            .bind::<Text, _>(vector(&[title, head, lead, rest]))
            .execute(conn)?;
        }
    }
    Ok(())
}

/// Articles whose place in the search is wrong: public ones that are not in the list or have no words although they
/// are not marked, and others that are in the list.
pub fn missing(conn: &mut Connection) -> Result<i64> {
    // FTS5's own table with one row per article that has words.
    let words = match &conn.engine {
        Engine::Sqlite(_) => "SELECT id FROM article_search_docsize",
        Engine::Postgres(_) => "SELECT article_id FROM article_search",
    };
    let sql = format!(
        "SELECT COUNT(*) AS n FROM articles LEFT JOIN searchable_articles AS s ON s.article_id = articles.id \
         WHERE (articles.status = 1 AND (s.article_id IS NULL OR (NOT s.stale AND articles.id NOT IN ({words})))) \
         OR (articles.status <> 1 AND s.article_id IS NOT NULL)"
    );
    Ok(on!(conn, |c| diesel::sql_query(sql).get_result::<Count>(c))?.n)
}

/// Makes the list of what can be found anew; all of it is marked to be read again.
pub fn mark_all(conn: &mut Connection) -> Result<()> {
    on!(conn, |c| {
        diesel::sql_query("DELETE FROM searchable_articles").execute(c)?;
        diesel::sql_query(
            "INSERT INTO searchable_articles (article_id, published_at, stale) \
             SELECT id, COALESCE(published_at, created_at), TRUE FROM articles WHERE status = 1",
        )
        .execute(c)
    })?;
    Ok(())
}

/// The hits after `after` without the first `offset` of them: by place, then the newest first.
pub fn find(
    conn: &mut Connection,
    terms: &[Term],
    after: Hit,
    offset: i64,
    limit: i64,
) -> Result<Vec<Hit>> {
    const AFTER: [&str; 2] = [
        "place > ? OR (place = ? AND (published_at < ? OR (published_at = ? AND id < ?))) \
         ORDER BY place, published_at DESC, id DESC LIMIT ? OFFSET ?",
        "place > $2 OR (place = $2 AND (published_at < $3 OR (published_at = $3 AND id < $4))) \
         ORDER BY place, published_at DESC, id DESC LIMIT $5 OFFSET $6",
    ];
    Ok(match &mut conn.engine {
        Engine::Sqlite(conn) => diesel::sql_query(format!(
            "WITH found AS (SELECT s.article_id AS id, s.published_at AS published_at, CASE \
             WHEN s.article_id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?) THEN 0 \
             WHEN s.article_id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?) THEN 1 \
             WHEN s.article_id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?) THEN 2 \
             ELSE 3 END AS place FROM searchable_articles AS s \
             WHERE s.article_id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)) \
             SELECT id, published_at, place FROM found WHERE {}",
            AFTER[0]
        ))
        .bind::<Text, _>(match_within("{title} : ", terms))
        .bind::<Text, _>(match_within("{title head} : ", terms))
        .bind::<Text, _>(match_within("{title head lead} : ", terms))
        .bind::<Text, _>(match_within("", terms))
        .bind::<BigInt, _>(after.place)
        .bind::<BigInt, _>(after.place)
        .bind::<BigInt, _>(after.published_at)
        .bind::<BigInt, _>(after.published_at)
        .bind::<BigInt, _>(after.id)
        .bind::<BigInt, _>(limit)
        .bind::<BigInt, _>(offset)
        .load(conn)?,
        Engine::Postgres(conn) => diesel::sql_query(format!(
            "WITH found AS (SELECT s.article_id AS id, s.published_at AS published_at, CASE \
             WHEN w.title @@ CAST($1 AS tsquery) THEN 0::bigint WHEN w.head @@ CAST($1 AS tsquery) THEN 1 \
             WHEN w.lead @@ CAST($1 AS tsquery) THEN 2 ELSE 3 END AS place \
             FROM article_search AS w INNER JOIN searchable_articles AS s ON s.article_id = w.article_id \
             WHERE w.words @@ CAST($1 AS tsquery)) \
             SELECT id, published_at, place FROM found WHERE {}",
            AFTER[1]
        ))
        .bind::<Text, _>(tsquery(terms))
        .bind::<BigInt, _>(after.place)
        .bind::<BigInt, _>(after.published_at)
        .bind::<BigInt, _>(after.id)
        .bind::<BigInt, _>(limit)
        .bind::<BigInt, _>(offset)
        .load(conn)?,
    })
}

/// Counts the articles that have all `terms`.
pub fn count(conn: &mut Connection, terms: &[Term]) -> Result<i64> {
    let (question, terms) = match &conn.engine {
        Engine::Sqlite(_) => (
            "SELECT COUNT(*) AS n FROM article_search WHERE article_search MATCH ?",
            match_within("", terms),
        ),
        Engine::Postgres(_) => (
            "SELECT COUNT(*) AS n FROM article_search WHERE words @@ CAST($1 AS tsquery)",
            tsquery(terms),
        ),
    };
    let counted: Count =
        on!(conn, |c| diesel::sql_query(question).bind::<Text, _>(terms).get_result(c))?;
    Ok(counted.n)
}

/// All terms in FTS5's syntax: `{title head} : ("mud" AND "north bas" *)`.
fn match_within(columns: &str, terms: &[Term]) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| {
            let star = if term.is_beginning { " *" } else { "" };
            format!("\"{}\"{star}", term.words.join(" "))
        })
        .collect();
    format!("{columns}({})", terms.join(" AND "))
}

/// All terms in the syntax of `tsquery`: `'mud' & ('north' <-> 'bas':*)`.
fn tsquery(terms: &[Term]) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| {
            let words: Vec<String> = term.words.iter().map(|word| format!("'{word}'")).collect();
            let star = if term.is_beginning { ":*" } else { "" };
            format!("({}{star})", words.join(" <-> "))
        })
        .collect();
    terms.join(" & ")
}

/// The words with their positions in the syntax of `tsvector`. Between two parts a position is left out,
/// so that words of both do not stand next to each other.
fn vector(parts: &[&[String]]) -> String {
    let mut positions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut next = 1;
    for part in parts {
        for word in *part {
            let of_word = positions.entry(word).or_default();
            if of_word.len() < POSITIONS_OF_A_WORD {
                of_word.push(next.min(POSITIONS));
            }
            next += 1;
        }
        next += 1;
    }
    let mut vector = String::new();
    for (word, at) in positions {
        let at: Vec<String> = at.iter().map(usize::to_string).collect();
        // Writing into a String cannot fail.
        let _ = write!(vector, "'{word}':{} ", at.join(","));
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn terms_are_written_in_the_syntax_of_each_engine() {
        let terms = [
            Term { words: words("mud"), is_beginning: false },
            Term { words: words("north bas"), is_beginning: true },
        ];
        assert_eq!(match_within("{title} : ", &terms), "{title} : (\"mud\" AND \"north bas\" *)");
        assert_eq!(tsquery(&terms), "('mud') & ('north' <-> 'bas':*)");
    }

    #[test]
    fn a_vector_has_every_position_and_a_gap_between_parts() {
        let (title, text) = (words("mud and mud"), words("mud again"));
        assert_eq!(vector(&[&title, &text]), "'again':6 'and':2 'mud':1,3,5 ");
        let long = vec!["mud".to_owned(); 300];
        assert_eq!(vector(&[&long]).matches(',').count(), POSITIONS_OF_A_WORD - 1);
    }
}
