//! Moving out: what readers can see, as lines of JSON ([`jsonl`]), for WordPress's and Disqus's importers ([`wxr`]), as a
//! database of Isso ([`isso`]), or as files of JSON ([`pages`]). What only staff may see is in an
//! [archive](crate::archive).
//!
//! An export is written from one snapshot of the database, an article and some hundred comments at a time. It has no
//! address, and no number that is ours: the same content gives the same bytes, also after it has moved.

pub mod isso;
pub mod jsonl;
pub mod pages;
mod store;
pub mod wxr;

use std::collections::{HashMap, HashSet};

use crate::config::Config;
use crate::db::Connection;
use crate::db::apart::Apart;
use crate::error::Result;
use crate::ids::ArticleId;
use crate::imports::own::{Article, Author, Comment, FORMAT, Head, Line, Mention, Section, Tag};
use crate::mentions;
use store::CommentRow;

/// What an export has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Counts {
    /// Articles and pages.
    pub articles: u64,
    pub comments: u64,
}

/// Where the parts of an export go, in their order: head, authors, sections, tags, then each article with its comments.
trait Target {
    /// What stands once, before everything else.
    fn line(&mut self, line: &Line) -> Result<()>;
    /// An article; its comments follow. `html` is its text as readers see it.
    fn article(&mut self, article: &Article, html: &str) -> Result<()>;
    /// A comment of the last article. `html` is its text as readers see it.
    fn comment(&mut self, comment: &Comment, html: &str) -> Result<()>;
    /// A page that links to the last article, the `number`th of all.
    fn mention(&mut self, mention: &Mention, number: u64) -> Result<()>;
}

/// Reads the public content of the configured site into `target`.
fn export(config: &Config, target: &mut dyn Target) -> Result<Counts> {
    let mut apart = Apart::open(&config.database)?;
    apart.snapshot(|conn| {
        let base = &config.server.base_url;
        target.line(&Line::Export(Head {
            format: FORMAT,
            site: base.clone(),
            title: config.site.title.clone(),
            language: config.site.language.clone(),
        }))?;
        for author in store::authors(conn)? {
            let (key, name, biography) = author;
            target.line(&Line::Author(Author { key, name, biography }))?;
        }
        let sections = sections(conn)?;
        for section in &sections.in_order {
            target.line(&Line::Section(section.clone()))?;
        }
        for (key, name, description) in store::tags(conn)? {
            target.line(&Line::Tag(Tag { key, name, description }))?;
        }
        let mut counts = Counts::default();
        let mut mentioned = 0;
        let mut after = None;
        loop {
            let articles = store::articles(conn, after)?;
            let Some(last) = articles.last() else { return Ok(counts) };
            after = Some((last.at(), last.id));
            for row in articles {
                counts.articles += 1;
                let (id, html) = (row.id, row.body_html.clone());
                let article = row.article(conn, &sections.keys, base)?;
                target.article(&article, &html)?;
                comments(conn, id, &article.key, &mut counts.comments, target)?;
                for mention in mentions::shown(conn, ArticleId(id))? {
                    mentioned += 1;
                    let mention = Mention {
                        article: article.key.clone(),
                        kind: mention.kind.name().to_owned(),
                        source: mention.source,
                        title: mention.title,
                        at: mention.created_at,
                    };
                    target.mention(&mention, mentioned)?;
                }
            }
        }
    })
}

struct Sections {
    in_order: Vec<Section>,
    keys: HashMap<i64, String>,
}

/// The sections, each after the one above it. Their keys are the slugs, which are unique.
fn sections(conn: &mut Connection) -> Result<Sections> {
    let mut rows = store::sections(conn)?;
    let (mut in_order, mut keys) = (Vec::new(), HashMap::new());
    // A round for each level of the tree. What is left after that hangs on a circle, which the tables cannot have.
    loop {
        let (ready, waiting): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.parent_id.is_none_or(|id| keys.contains_key(&id)));
        if ready.is_empty() {
            return Ok(Sections { in_order, keys });
        }
        for row in ready {
            let parent = row.parent_id.and_then(|id| keys.get(&id)).cloned().unwrap_or_default();
            keys.insert(row.id, row.slug.clone());
            in_order.push(Section {
                key: row.slug,
                parent,
                name: row.name,
                description: row.description,
            });
        }
        rows = waiting;
    }
}

/// The approved comments of an article, by their time, but each after the one that it replies to, which may have a later time. A
/// reply to one that is not public replies to the beginning of its thread, or to nothing.
fn comments(
    conn: &mut Connection,
    article: i64,
    article_key: &str,
    count: &mut u64,
    target: &mut dyn Target,
) -> Result<()> {
    // The numbers of those that were written. Of those that wait, only the ids are in memory.
    let mut keys: HashMap<i64, u64> = HashMap::new();
    let mut after = None;
    loop {
        let rows = store::comments(conn, article, after)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some((last.created_at, last.id));
        let above = rows.iter().flat_map(|row| [row.parent_id, row.root_id]).flatten();
        let above: Vec<i64> = above.filter(|id| !keys.contains_key(id)).collect();
        let mut later: HashSet<i64> = store::approved(conn, article, &above)?;
        for row in rows {
            if keys.contains_key(&row.id) {
                continue;
            }
            let above = unwritten_above(conn, article, &row, &keys, &mut later)?;
            for id in above.into_iter().rev() {
                let row = store::comment(conn, id)?;
                write_comment(row, article_key, &mut keys, count, target)?;
            }
            write_comment(row, article_key, &mut keys, count, target)?;
        }
    }
}

/// The public comments above `row` that are not written yet, the nearest first. `keys` has those that are; `later` those that
/// are known to follow, and gets more of them. A circle ends it.
fn unwritten_above(
    conn: &mut Connection,
    article: i64,
    row: &CommentRow,
    keys: &HashMap<i64, u64>,
    later: &mut HashSet<i64>,
) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    let mut seen = HashSet::from([row.id]);
    let mut above = [row.parent_id, row.root_id];
    loop {
        let is_public = |id: &i64| keys.contains_key(id) || later.contains(id);
        let next = above.into_iter().flatten().find(is_public);
        let Some(next) = next.filter(|id| !keys.contains_key(id) && seen.insert(*id)) else {
            return Ok(found);
        };
        found.push(next);
        above = store::above(conn, next)?;
        let unknown: Vec<i64> = above.into_iter().flatten().collect();
        later.extend(store::approved(conn, article, &unknown)?);
    }
}

fn write_comment(
    row: CommentRow,
    article_key: &str,
    keys: &mut HashMap<i64, u64>,
    count: &mut u64,
    target: &mut dyn Target,
) -> Result<()> {
    *count += 1;
    let public = |id: Option<i64>| id.and_then(|id| keys.get(&id)).copied();
    let parent = public(row.parent_id).or_else(|| public(row.root_id));
    let comment = Comment {
        key: count.to_string(),
        article: article_key.to_owned(),
        parent: parent.map(|number| number.to_string()).unwrap_or_default(),
        name: row.name,
        website: row.website.unwrap_or_default(),
        text: row.text,
        at: row.created_at,
    };
    keys.insert(row.id, *count);
    target.comment(&comment, &row.html)
}
