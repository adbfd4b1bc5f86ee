//! Lists of articles: the front page, and the same page for a section or a tag.

use askama::Template;

use crate::web::view::{Link, Moment, Site};

/// A list of articles, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "site/front.html")]
pub struct FrontPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// What the list is of; none is the front page itself.
    pub list: Option<ListOf>,
    /// Its own path with the page's query, for the canonical address: `/`, `/sections/town?page=2`.
    pub path: String,
    /// The articles of this page.
    pub articles: Vec<Teaser>,
    /// Where the newer ones are, if there are any.
    pub newer: Option<String>,
    /// Where the older ones are, if there are any.
    pub older: Option<String>,
}

/// What a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOf {
    /// The small label above: "Section", "Tag".
    pub kind: String,
    /// The heading: the section's or the tag's name.
    pub name: String,
}

/// An article in a list.
#[derive(Clone, Debug)]
pub struct Teaser {
    /// Its path.
    pub href: String,
    /// The label above the headline.
    pub section: Option<Link>,
    /// The headline.
    pub title: String,
    /// Who wrote it, without "By"; empty shows none.
    pub byline: String,
    /// When it was published.
    pub published: Moment,
    /// Its first lines as plain text.
    pub excerpt: String,
    /// Approved comments under it.
    pub comments: i64,
}
