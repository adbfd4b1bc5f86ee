//! What sources consist of, and what an import reports. No I/O.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::error::Error;
use crate::i18n::Message;
use crate::ids::ImportId;
use crate::status::Status;
use crate::{articles, mentions, named_enum, stored_enum};

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
        /// A page of the source under which comments stand. Only staged.
        Thread = 6 => "threads",
        /// An author of comments. Only staged.
        Person = 7 => "people",
    }
}

named_enum! {
    /// A system from which content can be imported.
    pub enum System {
        /// WordPress's export files (WXR).
        Wordpress => "wordpress",
        /// Disqus's export.
        Disqus => "disqus",
        /// Isso's database.
        Isso => "isso",
        /// Remark42's backup.
        Remark42 => "remark42",
        /// Commento's export.
        Commento => "commento",
        /// Comentario's export.
        Comentario => "comentario",
        /// Artalk's transfer files (artrans), and the exports of Waline and Cusdis.
        Artalk => "artalk",
        /// The collections of Coral.
        Coral => "coral",
        /// Our own format.
        Jsonl => "jsonl",
    }
}

impl System {
    /// What it calls itself.
    pub fn title(self) -> &'static str {
        match self {
            System::Wordpress => "WordPress",
            System::Disqus => "Disqus",
            System::Isso => "Isso",
            System::Remark42 => "Remark42",
            System::Commento => "Commento",
            System::Comentario => "Comentario",
            System::Artalk => "Artalk, Waline, Cusdis",
            System::Coral => "Coral",
            System::Jsonl => "Rejoinder (JSON Lines)",
        }
    }
}

named_enum! {
    /// How a source stores a text.
    #[derive(Default)]
    pub enum Format {
        /// HTML without paragraphs, with blocks and shortcodes, as WordPress stores it.
        #[default]
        Wordpress => "wordpress",
        /// HTML.
        Html => "html",
        /// Markdown.
        Markdown => "markdown",
        /// Markdown in which HTML may stand, or HTML alone, which such systems have got from others.
        MarkdownOrHtml => "markdown or html",
    }
}

/// Where an item stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, or in a database the row, from 1; 0 for the file as a whole.
    pub line: u64,
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
            Kind::Article | Kind::Thread | Kind::Person => {
                Message::from(format!("{} {key}", self.name()))
            }
        }
    }
}

/// Why something could not be stored, in words.
pub fn why_of(cause: &Error) -> Message {
    match cause {
        Error::Invalid(faults) => match faults.first() {
            Some(fault) => fault.detail.clone(),
            None => Message::from(cause.to_string()),
        },
        Error::Conflict { detail, .. } => detail.clone(),
        other => Message::from(other.to_string()),
    }
}

impl Place {
    fn in_words(&self) -> Message {
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
    /// A page under which comments stand, of a source that has no articles.
    Thread(Thread),
    /// An author of comments, of a source that keeps them apart.
    Person(Person),
    /// A comment.
    Comment(Comment),
    /// Something that is not imported.
    Skipped {
        /// What it is.
        what: Message,
        /// Why.
        why: Message,
    },
    /// A fault that was repaired.
    Repaired {
        /// What it is.
        what: Message,
        /// What was done.
        why: Message,
    },
}

/// An author.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Author {
    /// Its id in the source, by which articles name it.
    pub key: String,
    /// The name.
    pub name: String,
    /// The text of its page.
    #[serde(default)]
    pub biography: String,
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
    /// What it shows.
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
pub struct Person {
    /// Its id in the source.
    pub key: String,
    /// The name.
    pub name: String,
    /// The address. It is only ever stored sealed.
    pub email: String,
    /// The website.
    pub website: String,
}

/// A comment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// Its id in the files, by which replies name it.
    pub key: String,
    /// Its id in the ledger, if `key` is not the same in every export.
    pub stable: String,
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

named_enum! {
    /// How the article of a thread was found.
    pub enum Found {
        /// By a line of the file of addresses.
        Map => "map",
        /// An earlier import made it.
        Earlier => "earlier import",
        /// An article with the id that the site gave to the page came from WordPress.
        Identifier => "identifier",
        /// It has or had this path.
        Exact => "exact",
        /// It has or had this path but for spelling.
        Normalised => "normalised",
        /// It is the only one whose path ends like this.
        Slug => "slug",
        /// There is none, and one is made.
        Made => "made new",
        /// There is none, and a draft is made that holds the comments.
        Held => "held in a draft",
        /// There is none, and the comments are left out.
        Unmatched => "unmatched",
    }
}

named_enum! {
    /// What is done with the comments of a page that is no article here.
    #[derive(Default)]
    pub enum Unmatched {
        /// A draft is made that holds them, until an editor publishes it.
        #[default]
        Hold => "hold",
        /// An article without text is published.
        Create => "create",
        /// They are left out.
        Skip => "skip",
    }
}

/// The article on which a thread lands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landing {
    /// The address of the thread.
    pub thread: String,
    /// File and line.
    #[serde(rename = "where")]
    pub place: String,
    /// How the article was found.
    pub how: Found,
    /// The path of the article; null if the thread has none.
    pub article: Option<String>,
    /// The comments of the thread in the files.
    pub comments: u64,
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
    /// The threads of the source, and the article on which each lands.
    #[serde(default)]
    pub threads: Vec<Landing>,
    /// Lessons of the spam filter.
    #[serde(default)]
    pub lessons: u64,
    /// Remarks beyond the first thousands, by list and reason. They are counted so that a report cannot fill
    /// the memory.
    #[serde(skip)]
    pub(super) more: BTreeMap<(bool, String), (u64, Message)>,
}

/// Most remarks of one list that are kept one by one.
const REMARKS: usize = 5_000;

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
    /// What and why in the words of every language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Box<Said>>,
}

/// What a remark says, for readers of any language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What it is about.
    pub what: Message,
    /// File and line.
    pub place: Message,
    /// Why, or what was done.
    pub why: Message,
}

impl Remark {
    fn new(what: Message, place: &Place, why: Message) -> Remark {
        let said = Said { what, place: place.in_words(), why };
        Remark {
            what: said.what.in_english(),
            place: place.to_string(),
            why: said.why.in_english(),
            said: Some(Box::new(said)),
        }
    }
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
    pub fn skip(&mut self, what: impl Into<Message>, place: &Place, why: impl Into<Message>) {
        self.remark(true, what.into(), place, why.into());
    }

    /// Records a repair.
    pub fn repair(&mut self, what: impl Into<Message>, place: &Place, why: impl Into<Message>) {
        self.remark(false, what.into(), place, why.into());
    }

    fn remark(&mut self, is_skipped: bool, what: Message, place: &Place, why: Message) {
        let list = if is_skipped { &mut self.skipped } else { &mut self.repaired };
        if list.len() < REMARKS {
            list.push(Remark::new(what, place, why));
        } else {
            self.more.entry((is_skipped, why.in_english())).or_insert((0, why)).0 += 1;
        }
    }

    /// Leaves the words of other languages out: the command line is English.
    pub fn in_english(mut self) -> Report {
        for remark in self.skipped.iter_mut().chain(&mut self.repaired) {
            remark.said = None;
        }
        self
    }

    /// Adds a line for each reason of the remarks that were only counted.
    pub fn close(&mut self) {
        for ((is_skipped, _), (count, why)) in std::mem::take(&mut self.more) {
            let list = if is_skipped { &mut self.skipped } else { &mut self.repaired };
            list.push(Remark::new(Message::import_what_more(count), &Place::default(), why));
        }
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
    /// So many items were read, from so many bytes of so many; the last is 0 if nobody knows.
    Read(u64, u64, u64),
    /// So many items were stored or compared, of so many.
    Stored(u64, u64),
}

stored_enum! {
    /// What has become of an upload. A SMALLINT in the database.
    pub enum UploadState {
        /// It is being planned.
        Waiting = 0 => "waiting",
        /// It can be applied.
        Planned = 1 => "planned",
        /// It is being imported.
        Applying = 2 => "applying",
        /// It was imported.
        Done = 3 => "done",
        /// It was refused; nothing was stored.
        Failed = 4 => "failed",
    }
}
