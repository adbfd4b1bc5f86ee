//! Rejoinder's own public format: one JSON object a line. `docs/exporting.md` describes it for everybody.

use serde::{Deserialize, Serialize};

use crate::clock::Time;

/// The version of the format.
pub const FORMAT: u32 = 1;

/// A line. The name of its only field says what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say all")]
pub enum Line {
    /// The first line.
    Export(Head),
    /// An author of articles.
    Author(Author),
    /// A section; it stands after the one above it.
    Section(Section),
    Tag(Tag),
    /// An article or a page.
    Article(Box<Article>),
    /// A comment; it stands after its article and the one that it replies to.
    Comment(Comment),
    /// A page of another site that links to an article; it stands after that one.
    Mention(Mention),
}

/// What the file is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The version of the format.
    pub format: u32,
    /// The base URL of the site.
    pub site: String,
    /// The name of the site.
    #[serde(default)]
    pub title: String,
    /// Its language (BCP 47).
    #[serde(default)]
    pub language: String,
}

/// A line of the format: an author of articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Author {
    /// By which articles name it.
    pub key: String,
    pub name: String,
    /// The text of its page.
    #[serde(default)]
    pub biography: String,
}

/// A line of the format: a section.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Section {
    /// By which articles and sections name it.
    pub key: String,
    /// The key of the section above it; empty for none.
    #[serde(default)]
    pub parent: String,
    pub name: String,
    /// The text of its page.
    #[serde(default)]
    pub description: String,
}

/// A line of the format: a tag.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// Its slug.
    pub key: String,
    /// The name, by which articles name it.
    pub name: String,
    /// The text of its page.
    #[serde(default)]
    pub description: String,
}

/// An article or a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Article {
    /// By which comments name it.
    pub key: String,
    /// Its path: `/2026/11/the-mud`.
    pub path: String,
    /// `article` or `page`.
    pub kind: String,
    pub title: String,
    pub summary: String,
    /// The text, Markdown.
    pub body: String,
    /// The keys of its authors.
    pub authors: Vec<String>,
    /// The key of its section; empty for none.
    pub section: String,
    /// The names of its tags.
    pub tags: Vec<String>,
    pub published_at: Option<Time>,
    /// The language of its text (BCP 47).
    pub language: String,
    /// Whether it leads the front page.
    pub featured: bool,
    /// Whether it stays first on the front page.
    pub sticky: bool,
    /// Of a page: `navigation`, `footer` or `none`.
    pub menu: String,
    /// Of a page: its place there.
    pub menu_order: i64,
    /// `open`, `hold_all` or `closed`.
    pub comments: String,
    /// The picture above it.
    pub lead_image: Option<Picture>,
    /// Corrections that readers see.
    pub corrections: Vec<Correction>,
}

/// A picture by its address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// The description.
    pub alt: String,
    /// The line under it.
    pub caption: String,
    pub credit: String,
}

/// A correction, which stands in the line of its article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Correction {
    /// The error and its correction.
    pub text: String,
    pub at: Time,
}

/// A line of the format: a public comment, after its article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// By which replies name it.
    pub key: String,
    /// The key of its article.
    pub article: String,
    /// The key of the comment that it replies to; empty for none.
    #[serde(default)]
    pub parent: String,
    /// The name of its author.
    pub name: String,
    /// The website of its author; empty for none.
    #[serde(default)]
    pub website: String,
    /// The text, Markdown.
    pub text: String,
    /// When it was posted.
    pub at: Time,
}

/// A page of another site that links to an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The key of the article.
    pub article: String,
    /// `pingback`, `trackback` or `webmention`.
    pub kind: String,
    /// The address of the page.
    pub source: String,
    /// What it calls itself.
    pub title: String,
    /// When it was received.
    pub at: Time,
}
