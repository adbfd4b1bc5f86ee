//! What sources consist of, and what an import reports. No I/O.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::ids::ImportId;
use crate::status::Status;
use crate::{articles, stored_enum};

stored_enum! {
    /// What an item is. A SMALLINT in the database.
    #[schema(as = ImportKind)]
    pub enum Kind {
        /// An author of articles.
        Author = 0 => "authors",
        /// A section.
        Section = 1 => "sections",
        /// A tag.
        Tag = 2 => "tags",
        /// An article or a page.
        Article = 3 => "articles",
        /// A comment.
        Comment = 4 => "comments",
        /// A file that articles show.
        Attachment = 5 => "attachments",
    }
}

/// Where an item stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)
    }
}

/// A part of a source.
#[derive(Clone, Debug)]
pub enum Item {
    /// The address of the site, which comes before everything else.
    Site(String),
    /// An author.
    Author(Author),
    /// A section.
    Section(Section),
    /// A tag.
    Tag(Tag),
    /// An article or a page.
    Article(Box<Article>),
    /// A file.
    Attachment(Attachment),
    /// A comment.
    Comment(Comment),
    /// Something that is not imported.
    Skipped {
        /// What it is.
        what: String,
        /// Why.
        why: String,
    },
    /// A fault that was repaired.
    Repaired {
        /// What it is.
        what: String,
        /// What was done.
        why: String,
    },
}

/// An author.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Author {
    /// Its id in the source, by which articles name it.
    pub key: String,
    /// The name.
    pub name: String,
}

/// A section.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    /// Its id in the source.
    pub key: String,
    /// The id of the section above it; empty for none.
    pub parent: String,
    /// The name.
    pub name: String,
    /// The text of its page.
    pub description: String,
}

/// A tag.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tag {
    /// Its id in the source.
    pub key: String,
    /// The name.
    pub name: String,
    /// The text of its page.
    pub description: String,
}

/// An article or a page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Article {
    /// Its id in the source.
    pub key: String,
    /// Its address there; empty if it never had one.
    pub link: String,
    /// The headline.
    pub title: String,
    /// The text as it is stored there.
    pub body: String,
    /// The summary, HTML or plain.
    pub summary: String,
    /// The ids of its authors.
    pub authors: Vec<String>,
    /// The ids of its sections, the most important first.
    pub sections: Vec<String>,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// Its state there, in the source's words.
    pub state: String,
    /// Its status here.
    pub status: Option<articles::model::Status>,
    /// When it was or will be published.
    pub published_at: Option<Time>,
    /// The password that readers need; empty for none.
    pub password: String,
    /// Whether it is a page.
    pub is_page: bool,
    /// Whether it comes first on the front page.
    pub is_sticky: bool,
    /// Its place in the menu.
    pub menu_order: i64,
    /// Whether it accepts comments.
    pub is_open: bool,
    /// The id of its lead picture; empty for none.
    pub lead: String,
}

/// A file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// Its id in the source.
    pub key: String,
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// The line under it.
    pub caption: String,
}

/// A comment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// Its id in the source.
    pub key: String,
    /// The id of its article.
    pub article: String,
    /// The id of the comment that it replies to; empty for none.
    pub parent: String,
    /// The name of its author.
    pub name: String,
    /// The address of its author. It is only ever stored sealed.
    pub email: String,
    /// The website of its author.
    pub website: String,
    /// The text, HTML.
    pub text: String,
    /// When it was posted.
    pub at: Time,
    /// Its state there, in the source's words.
    pub state: String,
    /// Its status here.
    pub status: Status,
}

/// What an import does or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The import; null for a dry run.
    pub id: Option<ImportId>,
    /// What was made, by kind.
    pub made: BTreeMap<String, u64>,
    /// What there was already, by kind.
    pub matched: BTreeMap<String, u64>,
    /// What was not imported.
    pub skipped: Vec<Remark>,
    /// What was imported with a repair.
    pub repaired: Vec<Remark>,
    /// How the states of the source were understood.
    pub states: Vec<StateCount>,
}

/// An item that was skipped or repaired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What it is.
    pub what: String,
    /// File and line.
    #[serde(rename = "where")]
    pub place: String,
    /// Why, or what was done.
    pub why: String,
}

/// A state of the source, and the one that it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCount {
    /// Of what, and its state there.
    pub source: String,
    /// The status here.
    pub ours: String,
    /// How many items.
    pub count: u64,
}

impl Report {
    /// Counts an item that was made.
    pub fn add_made(&mut self, what: &str) {
        *self.made.entry(what.to_owned()).or_default() += 1;
    }

    /// Counts an item that there was.
    pub fn add_matched(&mut self, what: &str) {
        *self.matched.entry(what.to_owned()).or_default() += 1;
    }

    /// Records an item that was not imported.
    pub fn skip(&mut self, what: impl Into<String>, place: &Place, why: impl Into<String>) {
        self.skipped.push(Remark { what: what.into(), place: place.to_string(), why: why.into() });
    }

    /// Records a repair.
    pub fn repair(&mut self, what: impl Into<String>, place: &Place, why: impl Into<String>) {
        self.repaired.push(Remark { what: what.into(), place: place.to_string(), why: why.into() });
    }

    /// Counts a state.
    pub fn add_state(&mut self, source: &str, ours: &str) {
        let is_same = |count: &&mut StateCount| count.source == source && count.ours == ours;
        match self.states.iter_mut().find(is_same) {
            Some(present) => present.count += 1,
            None => {
                self.states.push(StateCount { source: source.into(), ours: ours.into(), count: 1 })
            }
        }
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many items were read.
    Read(u64),
    /// So many items were stored or compared, of so many.
    Stored(u64, u64),
}
