//! What sources consist of: authors, sections, tags, articles, pictures, threads, people and comments, each with its place in
//! the files. No I/O.

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;
use crate::{articles, mentions, named_enum, stored_enum};

stored_enum! {
    /// What an item is. A SMALLINT in the database.
    #[schema(as = ImportKind)]
    #[allow(missing_docs, reason = "the names say all")]
    pub enum Kind {
        /// An author of articles.
        Author = 0 => "authors",
        Section = 1 => "sections",
        Tag = 2 => "tags",
        /// An article or a page.
        Article = 3 => "articles",
        Comment = 4 => "comments",
        /// A file that articles show.
        Attachment = 5 => "attachments",
        /// A page of the source under which comments stand. Only staged.
        Thread = 6 => "threads",
        /// An author of comments. Only staged.
        Person = 7 => "people",
    }
}

impl Kind {
    /// An item of this kind, in words.
    pub fn item(self, key: &str) -> Message {
        match self {
            Kind::Author => Message::import_what_author(key),
            Kind::Section => Message::import_what_section(key),
            Kind::Tag => Message::import_what_tag(key),
            Kind::Attachment => Message::import_what_picture(key),
            Kind::Comment => Message::import_what_comment(key),
            Kind::Article => Message::import_what_article(key),
            Kind::Thread | Kind::Person => Message::from(format!("{} {key}", self.name())),
        }
    }
}

named_enum! {
    /// How a source stores a text.
    #[derive(Default)]
    #[allow(missing_docs, reason = "the names say all")]
    pub enum Format {
        /// HTML without paragraphs, with blocks and shortcodes, as WordPress stores it.
        #[default]
        Wordpress => "wordpress",
        Html => "html",
        Markdown => "markdown",
        /// Markdown in which HTML may stand, or HTML alone, which such systems have got from others.
        MarkdownOrHtml => "markdown or html",
    }
}

/// Where an item stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Place {
    pub file: String,
    /// The line, or in a database the row, from 1; 0 for the file as a whole.
    pub line: u64,
}

impl Place {
    /// The file and the line, in words.
    pub(super) fn in_words(&self) -> Message {
        match self.line {
            0 => Message::from(self.file.clone()),
            line => Message::import_place(&self.file, line),
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}, line {line}", self.file),
        }
    }
}

/// A part of a source.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Item {
    /// The address of the site, which comes before everything else.
    Site(String),
    Author(Author),
    Section(Section),
    Tag(Tag),
    /// An article or a page.
    Article(Box<Article>),
    /// A file.
    Attachment(Attachment),
    /// A page under which comments stand, of a source that has no articles.
    Thread(Thread),
    /// An author of comments, of a source that keeps them apart.
    Person(Person),
    Comment(Comment),
    /// Something that is not imported.
    Skipped {
        /// Its kind.
        what: Message,
        why: Message,
    },
    /// A fault that was repaired.
    Repaired {
        /// Its kind.
        what: Message,
        /// What was done.
        why: Message,
    },
}

/// What gets each item of a file, with its place.
pub(super) type Emit<'a> = &'a mut dyn FnMut(Place, Item) -> Result<()>;

/// An author of articles, to whom articles refer by the key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Author {
    /// Its id in the source, by which articles name it.
    pub key: String,
    pub name: String,
    /// The text of its page.
    #[serde(default)]
    pub biography: String,
}

/// A section, or what the source calls a category.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Section {
    /// Its id in the source.
    pub key: String,
    /// The id of the section above it; empty for none.
    pub parent: String,
    pub name: String,
    /// The text of its page.
    pub description: String,
}

/// A tag, to which articles refer by the key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Tag {
    /// Its id in the source.
    pub key: String,
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
    /// How it is stored.
    pub format: Format,
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
    /// The language of its text (BCP 47); empty for that of the site.
    #[serde(default)]
    pub language: String,
    /// Whether it is not of the source, but stands in for a page that comments are about.
    pub is_stand_in: bool,
    /// What only our own format has; its text is kept as it is.
    pub own: Option<Box<OwnFields>>,
}

/// What articles have in our own format only.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OwnFields {
    /// Whether it leads the front page.
    pub featured: bool,
    /// The menu of a page; empty for none.
    pub menu: String,
    /// `open`, `hold_all` or `closed`; empty for open.
    pub comments: String,
    /// Words and times of corrections.
    pub corrections: Vec<(String, Time)>,
}

/// A file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// Its id in the source.
    pub key: String,
    /// Its address.
    pub url: String,
    /// The description.
    pub alt: String,
    /// The line under it.
    pub caption: String,
    /// The id of the post that it was uploaded for; empty for none.
    #[serde(default)]
    pub parent: String,
    /// Its place among the files of that post.
    #[serde(default)]
    pub order: i64,
}

/// A page under which comments stand, of a source that has no articles.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Thread {
    /// Its id in the source.
    pub key: String,
    /// Its address, or its path.
    pub url: String,
    /// The headline of the page, as far as the source knows it.
    pub title: String,
    /// The id that the site gave to the page; empty for none.
    pub identifier: String,
    /// When it was made.
    pub at: Option<Time>,
    /// Whether it accepts comments.
    pub is_open: bool,
    /// Whether it was deleted there with all its comments.
    pub is_deleted: bool,
}

/// An author of comments.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Person {
    /// Its id in the source.
    pub key: String,
    pub name: String,
    /// The address. It is only ever stored sealed.
    pub email: String,
    pub website: String,
}

/// A comment as the source has it, with its status there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// Its id in the files, by which replies name it.
    pub key: String,
    /// Its id in the ledger, if `key` is not the same in every export.
    pub stable: String,
    /// Whether the ledger knows it by what it says, because nothing in the file is the same in the next one.
    pub is_known_by_content: bool,
    /// The id of its article or thread.
    pub article: String,
    /// The id of the author, whose name, address and website are those of this comment where it has none.
    pub author: String,
    /// The id of the comment that it replies to; empty for none.
    pub parent: String,
    /// The name of its author.
    pub name: String,
    /// The address of its author. It is only ever stored sealed.
    pub email: String,
    /// The website of its author.
    pub website: String,
    /// The text as it is stored there.
    pub text: String,
    /// How it is stored.
    pub format: Format,
    /// When it was posted.
    pub at: Time,
    /// Its state there, in the source's words.
    pub state: String,
    /// Its status here.
    pub status: Status,
    /// How it came, if it is a page of another site that links to the article (its website) and no comment.
    pub mention: Option<mentions::model::Kind>,
}

impl Default for Comment {
    fn default() -> Comment {
        Comment {
            key: String::new(),
            stable: String::new(),
            is_known_by_content: false,
            article: String::new(),
            author: String::new(),
            parent: String::new(),
            name: String::new(),
            email: String::new(),
            website: String::new(),
            text: String::new(),
            format: Format::Markdown,
            at: Time::from_micros(0),
            state: String::new(),
            // Nothing is published that was not.
            status: Status::Pending,
            mention: None,
        }
    }
}

impl Comment {
    /// Its id in the ledger.
    pub fn ledger_key(&self) -> &str {
        if self.stable.is_empty() { &self.key } else { &self.stable }
    }
}
