//! The readers' search: the words of public articles, and the articles and pages with the words that
//! somebody looks for.
//!
//! Triggers keep a list of what can be found (`searchable_articles`) and mark what has changed; the worker
//! enters its words within a second or two. Of a protected article only the headline can be found.

pub mod passage;
pub mod query;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::db::dialect::article_search::{self, ArticleWords, BEGINNING, Hit};
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::markup::Visible;
use crate::text::words::words;

use super::listing::{ArticleSummary, Filter, Start};
use super::model::{Article, Status};
use super::store;
use passage::{Marker, Passage};
use query::Query;

/// Articles whose words are entered in one transaction, during which posts wait on SQLite.
const PART: i64 = 5;
/// Words of a text that count as its beginning: news has the most important first.
const LEAD: usize = 100;
/// Words of a text that are entered. PostgreSQL does not tell later ones apart.
const WORDS: usize = 15_000;
/// Longest passage, in characters.
const PASSAGE: usize = 240;

/// An article that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The article; a page such as About, too.
    pub article: ArticleSummary,
    /// Its headline with what was looked for.
    pub title: Passage,
    /// The part of its summary or text with the most of the words; its first words if none are in it.
    /// Empty for a protected article.
    pub passage: Passage,
    /// Its place in the list.
    pub position: Position,
}

/// The place of an article in a list of results: a cursor that stays correct while articles are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position(Hit);

/// Where a list of results begins.
#[derive(Clone, Copy, Debug)]
pub enum From {
    /// After so many results, for numbered pages.
    Offset(i64),
    /// After the article at this position.
    After(Position),
}

/// At most `limit` results, the best first: where all words are in the headline, then where they are in
/// summary, tags and authors as well, then in the first words; equally good ones newest first.
pub fn find(conn: &mut Connection, query: &Query, from: From, limit: i64) -> Result<Vec<Found>> {
    let terms = query.terms();
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let (after, offset) = match from {
        From::Offset(offset) => (BEGINNING, offset),
        From::After(Position(hit)) => (hit, 0),
    };
    let hits = article_search::find(conn, &terms, after, offset, limit)?;
    let ids: Vec<ArticleId> = hits.iter().map(|hit| ArticleId(hit.id)).collect();
    // Withdrawn articles are not in the list of what can be found; this makes doubly sure.
    let filter = Filter { status: Some(Status::Published), among: Some(ids), ..Filter::default() };
    let listed = store::listing::listed(conn, &filter, Start::Beginning, limit)?;
    let open: Vec<ArticleId> =
        listed.iter().filter(|article| !article.is_protected).map(|article| article.id).collect();
    let mut bodies = store::search::bodies(conn, &open)?;
    let mut by_id: HashMap<ArticleId, ArticleSummary> =
        listed.into_iter().map(|article| (article.id, article)).collect();
    let marker = Marker::new(query);
    Ok(hits
        .into_iter()
        .filter_map(|hit| {
            let article = by_id.remove(&ArticleId(hit.id))?;
            let html = bodies.remove(&article.id);
            let passage = html.map_or_else(Passage::default, |html| {
                let text = Visible::of(&html);
                marker.best(&article.summary, text.words(), &article.excerpt(), PASSAGE)
            });
            let title = marker.whole(&article.title);
            Some(Found { article, title, passage, position: Position(hit) })
        })
        .collect())
}

/// Counts the results.
pub fn count(conn: &mut Connection, query: &Query) -> Result<i64> {
    let terms = query.terms();
    if terms.is_empty() { Ok(0) } else { article_search::count(conn, &terms) }
}

/// Enters the words of the next articles that have changed, and returns how many; 0 when none is left.
///
/// # Errors
/// Those of the database; articles that were not read stay marked.
pub async fn index_some(db: &Db) -> Result<usize> {
    // So that the writer is asked only if there is work.
    if db.read(|conn| store::search::stale(conn, 1)).await?.is_empty() {
        return Ok(0);
    }
    db.write_low_priority(|conn| {
        // They are locked, so that an article that is saved meanwhile is marked again after this.
        let stale = store::search::lock_stale(conn, PART)?;
        for id in &stale {
            if let Some(article) = store::by_id(conn, *id)? {
                article_search::enter(conn, *id, &words_of(&article))?;
            }
        }
        store::search::set_fresh(conn, &stale)?;
        Ok(stale.len())
    })
    .await
}

/// Public articles that are not in the list of what can be found, or whose words are not entered although they are not
/// marked, and articles in the list that are not public.
pub fn missing(conn: &mut Connection) -> Result<i64> {
    article_search::missing(conn)
}

/// Mends what [`missing`] counts: the words of all articles are entered again.
pub async fn rebuild(db: &Db) -> Result<()> {
    db.write(article_search::mark_all).await?;
    while index_some(db).await? > 0 {}
    Ok(())
}

/// The words by which an article is found.
fn words_of(article: &Article) -> ArticleWords {
    let title = words(&article.title);
    if article.is_protected() {
        return ArticleWords { title, ..ArticleWords::default() };
    }
    let labels = article.tags.iter().chain(&article.bylines).map(|label| label.name.as_str());
    let head: Vec<&str> = std::iter::once(article.summary.as_str()).chain(labels).collect();
    let mut lead = words(Visible::of(&article.body_html).words());
    lead.truncate(WORDS);
    let rest = lead.split_off(lead.len().min(LEAD));
    ArticleWords { title, head: words(&head.join("\n")), lead, rest }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Hit { id, published_at, place } = self.0;
        write!(f, "{place}.{published_at}.{id}")
    }
}

impl FromStr for Position {
    type Err = Error;

    fn from_str(text: &str) -> Result<Position> {
        let mut numbers = text.splitn(3, '.').map(|part| part.parse::<i64>().ok());
        let mut next = || numbers.next().flatten();
        match (next(), next(), next()) {
            (Some(place @ 0..=3), Some(published_at), Some(id)) => {
                Ok(Position(Hit { id, published_at, place }))
            }
            _ => Err(Error::invalid(
                "after",
                "cursor",
                "Use the cursor of the previous answer as it is",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back_and_nothing_else_does() {
        let position = Position(Hit { id: 7, published_at: -5, place: 2 });
        assert_eq!(position.to_string().parse::<Position>().expect("ours"), position);
        for wrong in ["", "1", "1.2", "4.1.1", "-1.1.1", "1.x.1"] {
            assert!(wrong.parse::<Position>().is_err(), "{wrong}");
        }
    }
}
