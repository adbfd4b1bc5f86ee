//! `/desk/mentions`: pages of other sites that link to articles.

use askama::Template;

use crate::desk::layout::{Staff, Tab};
use crate::i18n::Message;
use crate::web::view::{Moment, Site};

/// A part of the list, the newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/mentions/mentions.html")]
#[allow(missing_docs, reason = "the names say all")]
pub struct MentionsPage<'a> {
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The states.
    pub tabs: Vec<Tab>,
    /// The state of this list.
    pub state: &'static str,
    pub mentions: Vec<MentionRow>,
    /// The address of the next part.
    pub next: Option<String>,
    /// Whether a decision was just saved.
    pub is_saved: bool,
    /// The notifications of other sites, in place of the mentions.
    pub sent: Option<Vec<SentRow>>,
}

/// A page that an article links to.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SentRow {
    /// The page.
    pub target: String,
    /// The outcome of notifying its site.
    pub outcome: Message,
    /// The headline of the article.
    pub article: String,
    pub at: Moment,
}

/// A mention in the list.
#[derive(Clone, Debug)]
pub struct MentionRow {
    /// Its number.
    pub id: i64,
    /// The title of the page.
    pub title: String,
    /// How it came: "webmention".
    pub kind: &'static str,
    /// The page.
    pub source: String,
    /// The headline of the article.
    pub article: String,
    /// When it was received.
    pub at: Moment,
}
