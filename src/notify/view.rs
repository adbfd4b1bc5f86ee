//! The pages behind links in mails to staff.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// The page of a link that switches the mails about a topic off. It has no effect until its button is
/// pressed.
#[derive(Clone, Debug, Template)]
#[template(path = "notify/stop.html")]
pub struct StopPage<'a> {
    pub site: &'a Site,
    pub topic: Message,
    pub name: String,
    /// The target of the form: the page's own path.
    pub action: String,
    pub done: bool,
}

/// Why a link cannot be used.
#[derive(Clone, Debug, Template)]
#[template(path = "notify/dead_link.html")]
pub struct DeadLinkPage<'a> {
    pub site: &'a Site,
    /// The reason.
    pub words: Message,
}

/// The page of a link that acts on a comment: the comment in its context, its present state, and one
/// button.
#[derive(Clone, Debug, Template)]
#[template(path = "notify/act.html")]
pub struct ActPage<'a> {
    pub site: &'a Site,
    /// The question, or the outcome.
    pub heading: Message,
    pub member: String,
    pub comment: CommentShown,
    /// The name and the sanitized HTML of the comment that it replies to.
    pub parent: Option<(String, String)>,
    /// The last change of the comment: by whom, and when.
    pub last: Option<(String, String)>,
    /// The target of the form and the label of its button; none if the act is impossible.
    pub button: Option<(String, Message)>,
    /// The reasons that can be chosen: value and sentence.
    pub reasons: Vec<(&'static str, String)>,
    /// Whether the act also bans the reader, which undoing does not lift.
    pub ban_stays: bool,
    /// Faults of the form.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// A comment on the page of a link.
#[derive(Clone, Debug)]
pub struct CommentShown {
    pub id: i64,
    pub name: String,
    /// Its text as sanitized HTML.
    pub html: String,
    /// The headline of its article.
    pub article: String,
    /// The path of its article, without the leading slash.
    pub path: String,
    pub posted: Moment,
    /// Why it was held, in words.
    pub reasons: Vec<String>,
    /// Its present status.
    pub status: Message,
}
