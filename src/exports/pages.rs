//! A folder of JSON files, one for each article with its comments, for sites that are made of files.
//!
//! `index.json` lists them. The file of `/2026/11/the-mud` is `2026/11/the-mud.json`.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Counts, Target};
use crate::clock::Time;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::imports::own::{Article, Comment, Line, Mention};

/// Writes the public content of the configured site into a new or empty folder.
///
/// # Errors
/// [`Error::Invalid`] in `out` if there is anything in the folder; those of the database and of the disk.
pub fn write(config: &Config, folder: &Path) -> Result<Counts> {
    let at = Error::of_file(folder);
    fs::create_dir_all(folder).map_err(at)?;
    if fs::read_dir(folder).map_err(at)?.next().is_some() {
        let detail = format!("{} is not empty; name a new folder", folder.display());
        return Err(Error::invalid("out", "exists", detail));
    }
    let mut pages = Pages { folder: folder.to_owned(), page: None, index: Index::default() };
    let counts = super::export(config, &mut pages)?;
    pages.end()?;
    save(folder.join("index.json"), &pages.index)?;
    Ok(counts)
}

struct Pages {
    folder: PathBuf,
    page: Option<Page>,
    index: Index,
}

/// `index.json`.
#[derive(Default, Serialize)]
struct Index {
    site: String,
    title: String,
    language: String,
    articles: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    file: String,
    path: String,
    title: String,
    published_at: Option<Time>,
    comments: usize,
}

/// The file of an article.
#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    article: Article,
    html: String,
    mentions: Vec<Mention>,
    comments: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    comment: Comment,
    html: String,
}

impl Pages {
    /// Writes the file of the present article.
    fn end(&mut self) -> Result<()> {
        let Some(page) = self.page.take() else { return Ok(()) };
        // A path has no part such as `..`, but a page about the folder itself would be its own file.
        let name = match page.article.path.trim_matches('/') {
            "" | "index" => "_index.json".to_owned(),
            path => format!("{path}.json"),
        };
        save(self.folder.join(&name), &page)?;
        self.index.articles.push(Listed {
            file: name,
            path: page.article.path,
            title: page.article.title,
            published_at: page.article.published_at,
            comments: page.comments.len(),
        });
        Ok(())
    }
}

impl Target for Pages {
    fn line(&mut self, line: &Line) -> Result<()> {
        if let Line::Export(head) = line {
            self.index.site.clone_from(&head.site);
            self.index.title.clone_from(&head.title);
            self.index.language.clone_from(&head.language);
        }
        Ok(())
    }

    fn article(&mut self, article: &Article, html: &str) -> Result<()> {
        self.end()?;
        let (article, html) = (article.clone(), html.to_owned());
        self.page = Some(Page { article, html, mentions: Vec::new(), comments: Vec::new() });
        Ok(())
    }

    fn mention(&mut self, mention: &Mention, _number: u64) -> Result<()> {
        if let Some(page) = &mut self.page {
            page.mentions.push(mention.clone());
        }
        Ok(())
    }

    fn comment(&mut self, comment: &Comment, html: &str) -> Result<()> {
        if let Some(page) = &mut self.page {
            page.comments.push(Shown { comment: comment.clone(), html: html.trim().to_owned() });
        }
        Ok(())
    }
}

fn save(file: PathBuf, content: &impl Serialize) -> Result<()> {
    let at = Error::of_file(&file);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(at)?;
    }
    let mut out = BufWriter::new(File::create_new(&file).map_err(at)?);
    serde_json::to_writer(&mut out, content).map_err(Error::internal)?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(at)
}
