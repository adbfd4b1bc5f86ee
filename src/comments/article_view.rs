//! The page of one article: its text, then the thread, then the form.

use askama::Template;

use crate::comments::view::{CommentForm, Thread};
use crate::web::view::{Link, Moment, Site};

/// Whether readers can see the article, which decides the banner above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleVisibility {
    /// Everybody sees it; no banner.
    Published,
    /// A preview for its author.
    Draft,
    /// A preview of what will be published.
    Scheduled,
    /// It was public once; staff can still see it.
    Withdrawn,
}

/// The page of a withdrawn article, with links to other articles.
#[derive(Clone, Debug, Template)]
#[template(path = "comments/withdrawn.html")]
pub struct WithdrawnPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Its section.
    pub section: Option<Link>,
    /// The newest articles of that section, or of the site.
    pub newest: Vec<Link>,
}

/// One article with its thread and the form.
#[derive(Clone, Debug, Template)]
#[template(path = "comments/article.html")]
pub struct ArticlePage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Whether readers see it.
    pub showing: ArticleVisibility,
    /// Its path, which is its canonical address and where links of the thread lead.
    pub path: String,
    /// The label above the headline.
    pub section: Option<Link>,
    /// The headline.
    pub title: String,
    /// The line under the headline and in search results; empty shows none.
    pub summary: String,
    /// Who wrote it, without "By"; empty shows none.
    pub byline: String,
    /// The instant in "Published on"; none for a draft.
    pub published: Option<Moment>,
    /// The instant in "Updated on"; none unless the text was changed after it was published.
    pub updated: Option<Moment>,
    /// The body as sanitized HTML, printed as it is; its headings begin at `h2`.
    pub html: String,
    /// The links after the body.
    pub tags: Vec<Link>,
    /// The comments.
    pub thread: Thread,
    /// The form under them.
    pub form: CommentForm,
}

impl ArticlePage<'_> {
    /// Bytes that the page will about have; rather too many than too few.
    pub fn size(&self) -> usize {
        let frame = 8 * 1024 + self.form.text.len() * 5 / 4;
        frame + self.html.len() + self.thread.size()
    }
}
