//! What the front page shows of comments. No I/O.

use crate::ids::CommentId;

/// A comment that editors have picked.
#[derive(Clone, Debug)]
pub struct Picked {
    /// Its number.
    pub id: CommentId,
    /// Its text as HTML.
    pub html: String,
    /// Who wrote it.
    pub name: String,
    /// The headline of the article.
    pub title: String,
    /// The BCP 47 tag of the article; empty for the language of the site.
    pub language: String,
}
