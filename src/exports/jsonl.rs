//! Our own format: one JSON object a line.

use std::io::Write;

use super::{Counts, Target};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::imports::own::{Article, Comment, Line, Mention};

/// Writes the public content of the configured site.
///
/// # Errors
/// Those of the database and of `out`.
pub fn write(config: &Config, out: impl Write) -> Result<Counts> {
    super::export(config, &mut Lines(out))
}

struct Lines<W: Write>(W);

impl<W: Write> Target for Lines<W> {
    fn line(&mut self, line: &Line) -> Result<()> {
        let text = serde_json::to_string(line).map_err(Error::internal)?;
        writeln!(self.0, "{text}").map_err(Error::internal)
    }

    fn article(&mut self, article: &Article, _html: &str) -> Result<()> {
        self.line(&Line::Article(Box::new(article.clone())))
    }

    fn mention(&mut self, mention: &Mention, _number: u64) -> Result<()> {
        self.line(&Line::Mention(mention.clone()))
    }

    fn comment(&mut self, comment: &Comment, _html: &str) -> Result<()> {
        self.line(&Line::Comment(comment.clone()))
    }
}
