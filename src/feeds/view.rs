//! The page of the newest comments.

use askama::Template;

use crate::ids::CommentId;
use crate::web::view::{Moment, Site};

/// The newest comments of the site.
#[derive(Clone, Debug, Template)]
#[template(path = "feeds/latest.html")]
pub struct LatestPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The comments, the newest first.
    pub comments: Vec<LatestComment>,
}

/// A comment in the list.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct LatestComment {
    pub id: CommentId,
    /// The author's name.
    pub name: String,
    /// The text as sanitized HTML.
    pub html: String,
    /// Its first words as plain text.
    pub excerpt: String,
    pub posted: Moment,
    /// The path of its article.
    pub article_href: String,
    /// The headline of its article.
    pub article_title: String,
    /// The BCP 47 tag of its article; empty for the language of the site.
    pub language: String,
}
