//! A database of Isso, which it serves as it is: the comments of articles, by the paths of these.
//!
//! Isso shows one level of replies: a reply to a reply answers the comment that begins the thread.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::store::isso::{Database, Row};
use super::{Counts, Target};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::imports::own::{Article, Comment, Line, Mention};

/// Writes the public comments of the configured site into a new file.
///
/// # Errors
/// [`Error::Invalid`] in `out` if the file exists; those of the database and of the file.
pub fn write(config: &Config, file: &Path) -> Result<Counts> {
    if file.exists() {
        let detail = format!("{} exists; name a new file", file.display());
        return Err(Error::invalid("out", "exists", detail));
    }
    let written = Database::create(file).and_then(|database| {
        let mut target = Comments { database, articles: 0, roots: HashMap::new(), comments: 0 };
        let counts = super::export(config, &mut target)?;
        target.database.finish()?;
        Ok(counts)
    });
    if written.is_err() {
        // The first error says what is wrong.
        let _ = fs::remove_file(file);
    }
    written
}

struct Comments {
    database: Database,
    articles: i64,
    comments: i64,
    /// The beginnings of the threads of the present article's comments, by their keys.
    roots: HashMap<String, i64>,
}

impl Target for Comments {
    fn line(&mut self, _line: &Line) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, article: &Article, _html: &str) -> Result<()> {
        self.articles += 1;
        self.roots.clear();
        self.database.add_thread(self.articles, &article.path, &article.title)
    }

    /// Isso has none.
    fn mention(&mut self, _mention: &Mention, _number: u64) -> Result<()> {
        Ok(())
    }

    fn comment(&mut self, comment: &Comment, _html: &str) -> Result<()> {
        self.comments += 1;
        let parent = self.roots.get(&comment.parent).copied();
        self.roots.insert(comment.key.clone(), parent.unwrap_or(self.comments));
        self.database.add_comment(&Row {
            id: self.comments,
            thread: self.articles,
            parent,
            created: comment.at.micros() as f64 / 1_000_000.0,
            text: &comment.text,
            author: &comment.name,
            website: Some(comment.website.as_str()).filter(|website| !website.is_empty()),
        })
    }
}
