//! The views of lists of articles: the front page, the pages of sections and tags, and the search.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::i18n::{Html, Message};
use crate::media::view::Picture;
use crate::web::view::{Link, Moment, Site};

/// A list of articles, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "site/front.html")]
pub struct FrontPage<'a> {
    pub site: &'a Site,
    /// The section or tag; `None` for the front page.
    pub list: Option<ListOf>,
    /// Its own path with the page's query, for the canonical address: `/`, `/sections/town?page=2`.
    pub path: String,
    /// The front page as it is arranged; `None` for every list.
    pub front: Option<ArrangedFront>,
    /// The articles of this page of a list.
    pub articles: Vec<Teaser>,
    /// The path of the previous page with newer articles, if there is one.
    pub newer: Option<String>,
    /// The path of the next page with older articles, if there is one.
    pub older: Option<String>,
}

impl ListOf {
    /// The head of a list without more than its label.
    pub fn of(kind: Message) -> ListOf {
        ListOf {
            kind,
            name: String::new(),
            description: String::new(),
            feed: String::new(),
            above: Vec::new(),
            below: Vec::new(),
        }
    }
}

/// The section, tag, author or month of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOf {
    /// The label above the heading: "Section", "Tag", "Author", "Archive".
    pub kind: Message,
    /// The heading: the name of the section, tag or author, or the month.
    pub name: String,
    /// The text under it; empty shows none.
    pub description: String,
    /// The path of its feed without the ending; empty without one.
    pub feed: String,
    /// The sections above it, from the top.
    pub above: Vec<Link>,
    /// The sections directly below it.
    pub below: Vec<Link>,
}

/// The first page of the site.
#[derive(Clone, Debug, Default)]
pub struct ArrangedFront {
    /// The first story; none on a site without any.
    pub lead: Option<Teaser>,
    /// The stories in the row under it.
    pub row: Vec<Teaser>,
    /// The newest after them.
    pub latest: Vec<HeadlineView>,
    /// The articles with most comments of the last days.
    pub discussed: Vec<HeadlineView>,
    pub sections: Vec<SectionPart>,
    /// Comments that editors have picked.
    pub picks: Vec<PickView>,
    /// The other new articles in rows.
    pub more: Vec<Vec<Teaser>>,
}

/// A headline in a narrow column.
#[derive(Clone, Debug)]
pub struct HeadlineView {
    /// The path of the article.
    pub href: String,
    /// The BCP 47 tag of its text; empty for the language of the site.
    pub language: String,
    pub title: String,
    pub published: Moment,
    /// The same as readers see it: the time of today, or the date.
    pub when: String,
    /// Its first lines as plain text; empty for a protected article.
    pub excerpt: String,
    /// Approved comments under it, or those of the last days.
    pub comments: i64,
}

/// A section on the front page.
#[derive(Clone, Debug)]
pub struct SectionPart {
    pub section: Link,
    /// Its stories.
    pub teasers: Vec<Teaser>,
}

/// A comment that editors have picked.
#[derive(Clone, Debug)]
pub struct PickView {
    /// The path that leads to it.
    pub href: String,
    /// Its first words.
    pub text: String,
    /// Who wrote it.
    pub name: String,
    /// The headline of the article.
    pub title: String,
}

/// An article in a list.
#[derive(Clone, Debug)]
pub struct Teaser {
    /// Its path.
    pub href: String,
    /// The label above the headline.
    pub section: Option<Link>,
    /// The BCP 47 tag of its text; empty for the language of the site.
    pub language: String,
    /// Whether readers need a password for it; then there is no excerpt.
    pub is_protected: bool,
    /// Whether it is shown larger.
    pub featured: bool,
    /// Its lead picture.
    pub picture: Option<Picture>,
    pub title: String,
    /// Its authors.
    pub bylines: Vec<Link>,
    pub published: Moment,
    /// Its first lines as plain text.
    pub excerpt: String,
    /// Approved comments under it.
    pub comments: i64,
}

/// The search: its form, and the results.
#[derive(Clone, Debug, Template)]
#[template(path = "site/search.html")]
pub struct SearchPage<'a> {
    pub site: &'a Site,
    /// What was typed; empty shows the form alone.
    pub typed: String,
    /// Whether more was typed than is looked for.
    pub is_cut: bool,
    /// How many results there are in all.
    pub total: i64,
    /// The number of the first result on this page, from 1.
    pub start: i64,
    pub results: Vec<ResultView>,
    /// The newest articles, where there are no results.
    pub newest: Vec<Link>,
    /// The path of the previous page.
    pub newer: Option<String>,
    /// The path of the next page.
    pub older: Option<String>,
}

/// An article or a page that was found.
#[derive(Clone, Debug)]
pub struct ResultView {
    /// Its path.
    pub href: String,
    /// The label above the headline.
    pub section: Option<Link>,
    /// The BCP 47 tag of its text; empty for the language of the site.
    pub language: String,
    /// Whether readers need a password for it; then there is no passage.
    pub is_protected: bool,
    /// The headline with what was looked for.
    pub title: Html,
    /// Its authors.
    pub bylines: Vec<Link>,
    /// When it was published; none for a page such as About.
    pub published: Option<Moment>,
    /// A passage of it with what was looked for.
    pub passage: Html,
}

impl FrontPage<'_> {
    /// The first headlines, which describe a site that has no tagline.
    pub fn headlines(&self) -> Option<String> {
        let front = self.front.iter().flat_map(|front| front.lead.iter().chain(&front.row));
        let titles: Vec<&str> =
            front.chain(&self.articles).take(3).map(|teaser| teaser.title.as_str()).collect();
        (!titles.is_empty()).then(|| titles.join(" · "))
    }

    /// Whether a story's section is another one than that whose list this is.
    fn is_elsewhere(&self, section: &Link) -> bool {
        self.path.split('?').next() != Some(section.href.as_str())
    }
}
