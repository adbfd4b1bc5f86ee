//! The page of one article: its text, then the thread, then the form.

use std::iter::Peekable;

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::comments::view::{CommentForm, CommentView, Thread};
use crate::error::FieldError;
use crate::markup;
use crate::media::view::{Figure, Picture};
use crate::text::fold::is_unspaced;
use crate::web::view::{Link, Moment, Problem, Site};

/// Comments that a page describes for search engines. They are on the page anyway, so a few are enough.
const MOST_DESCRIBED: usize = 5;
/// Longest text of such a comment, in characters.
const DESCRIPTION: usize = 280;

/// Data in a script element, in which no character can begin a tag.
fn in_script(data: &serde_json::Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

/// Words that people read in a minute.
const WORDS_PER_MINUTE: usize = 230;

/// About how many minutes the text takes to read, at least 1.
pub fn minutes(html: &str) -> usize {
    let (mut words, mut characters) = (0_usize, 0_usize);
    let (mut is_tag, mut is_word) = (false, false);
    for c in html.chars() {
        match c {
            '<' => (is_tag, is_word) = (true, false),
            '>' => is_tag = false,
            _ if is_tag => {}
            c if c.is_whitespace() => is_word = false,
            // Chinese and the like have no spaces; two characters are about a word.
            c if is_unspaced(c) => characters += 1,
            _ => {
                words += usize::from(!is_word);
                is_word = true;
            }
        }
    }
    (words + characters / 2).div_ceil(WORDS_PER_MINUTE).max(1)
}

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
#[allow(missing_docs, reason = "the names say all")]
pub struct WithdrawnPage<'a> {
    pub site: &'a Site,
    pub section: Option<Link>,
    /// The newest articles of that section, or of the site.
    pub newest: Vec<Link>,
}

/// The form for the password of an article, in place of its text and its comments.
#[derive(Clone, Debug, Template)]
#[template(path = "comments/protected.html")]
pub struct ProtectedPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The BCP 47 tag of the article.
    pub language: String,
    /// The headline.
    pub title: String,
    /// Where the form is sent.
    pub action: String,
    /// Faults in the field.
    pub errors: Vec<FieldError>,
    /// Why the form as a whole was refused.
    pub problem: Option<Problem>,
}

/// A corrected error.
#[derive(Clone, Debug)]
pub struct CorrectionView {
    /// When it was corrected.
    pub at: Moment,
    /// The error and its correction.
    pub text: String,
}

/// A story under another one.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct RelatedView {
    /// Its address.
    pub href: String,
    pub title: String,
    /// The BCP 47 tag of the headline.
    pub language: String,
    pub picture: Option<Picture>,
    pub published: Option<Moment>,
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
    /// Whether it is a page such as About, which has no date, no byline and no label.
    pub is_page: bool,
    /// Whether it is shown to be printed: with the whole thread, and without the form.
    pub is_whole: bool,
    /// Whether readers need a password for it, so that search engines must not find it.
    pub is_protected: bool,
    /// The BCP 47 tag of its text.
    pub language: String,
    /// The label above the headline.
    pub section: Option<Link>,
    /// The sections above that one, from the top.
    pub sections_above: Vec<Link>,
    /// The headline.
    pub title: String,
    /// The line under the headline; empty shows none.
    pub summary: String,
    /// What search results and other sites say about it: the summary, or the first words.
    pub description: String,
    /// Who wrote it.
    pub bylines: Vec<Link>,
    /// The picture above the text.
    pub lead: Option<Figure>,
    /// The address of a picture of the headline, if there is no lead picture.
    pub card: Option<String>,
    /// The instant in "Published on"; none for a draft.
    pub published: Option<Moment>,
    /// The instant in "Updated on"; none unless readers were told of a change that is no correction.
    pub updated: Option<Moment>,
    /// When readers were last told of a change, a correction or another one, for programs.
    pub modified: Option<Moment>,
    /// What is said about corrected errors, the oldest first.
    pub corrections: Vec<CorrectionView>,
    /// The body as sanitized HTML, printed as it is; its headings begin at `h2`. Of a long one the beginning.
    pub html: String,
    /// The rest of a long one.
    pub rest: String,
    /// The advertisement under the body.
    pub after: String,
    /// About how many minutes the text takes to read.
    pub minutes: usize,
    /// Other stories on its subject.
    pub related: Vec<RelatedView>,
    /// The story before it in its section.
    pub previous: Option<Link>,
    /// The one after it.
    pub next: Option<Link>,
    /// The links after the body.
    pub tags: Vec<Link>,
    /// The comments.
    pub thread: Thread,
    /// The form under them.
    pub form: CommentForm,
}

impl ArticlePage<'_> {
    /// Whether the thread and its form are shown: not under a page that has no comments.
    pub fn shows_thread(&self) -> bool {
        self.showing == ArticleVisibility::Published
            && (!self.is_page || self.thread.open || self.thread.count > 0)
    }

    /// Whether there is anything to write under the headline.
    pub fn has_byline(&self) -> bool {
        let is_dated = self.published.is_some() || self.updated.is_some();
        is_dated || !self.bylines.is_empty() || !self.corrections.is_empty()
    }

    /// The link that opens a mail with the headline and the address.
    pub fn mail_href(&self) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let address = format!("{}{}", self.site.base_url, self.path);
        format!("mailto:?subject={}&body={}", encoded(&self.title), encoded(&address))
    }

    /// The article as a schema.org `NewsArticle`, or a page as a `WebPage`, in JSON-LD, for search
    /// engines. It stands in a script element, so no character of it can begin a tag.
    pub fn linked_data(&self) -> String {
        let time = |moment: Moment| moment.at(self.site).iso().to_string();
        let url = format!("{}{}", self.site.base_url, self.path);
        let mut data = json!({
            "@context": "https://schema.org",
            "@type": if self.is_page { "WebPage" } else { "NewsArticle" },
            "headline": self.title,
            "url": url,
            "mainEntityOfPage": url,
            "inLanguage": self.language,
            "publisher": {
                "@type": "Organization", "name": self.site.title, "url": self.site.base_url,
                "logo": { "@type": "ImageObject", "url": format!("{}/icon.png", self.site.base_url) },
            },
        });
        if !self.description.is_empty() {
            data["description"] = json!(self.description);
        }
        if !self.bylines.is_empty() {
            data["author"] = self.bylines.iter().map(|author| self.person(author)).collect();
        }
        if let Some(lead) = &self.lead {
            data["image"] = json!([format!("{}{}", self.site.base_url, lead.picture.src)]);
        }
        if let Some(section) = &self.section {
            data["articleSection"] = json!(section.text);
        }
        if let Some(published) = self.published {
            data["datePublished"] = json!(time(published));
            data["dateModified"] = json!(time(self.modified.unwrap_or(published)));
        }
        if !self.corrections.is_empty() {
            let corrections = self.corrections.iter().map(|correction| {
                json!({
                    "@type": "CorrectionComment",
                    "text": correction.text,
                    "datePublished": time(correction.at),
                })
            });
            data["correction"] = corrections.collect();
        }
        if self.shows_thread() {
            data["commentCount"] = json!(self.thread.count);
            data["discussionUrl"] = json!(format!("{url}#comments"));
            let comments = self.comments_below(&mut self.described_comments().peekable(), 0);
            if !comments.is_empty() {
                data["comment"] = json!(comments);
            }
        }
        in_script(&data)
    }

    /// The way from the front page to this one, as a schema.org `BreadcrumbList` in JSON-LD.
    pub fn breadcrumbs(&self) -> String {
        let front = Link::new(&self.site.title, "/");
        let own = Link::new(&self.title, &self.path);
        let sections = self.sections_above.iter().chain(&self.section);
        let steps = std::iter::once(&front).chain(sections).chain([&own]);
        let steps = steps.enumerate().map(|(at, link)| {
            json!({
                "@type": "ListItem",
                "position": at + 1,
                "name": link.text,
                "item": format!("{}{}", self.site.base_url, link.href),
            })
        });
        in_script(&json!({
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": steps.collect::<Vec<_>>(),
        }))
    }

    /// The comments that the page describes for search engines.
    fn described_comments(&self) -> impl Iterator<Item = &CommentView> {
        self.thread.comments.iter().take(MOST_DESCRIBED)
    }

    /// The comments at `depth`, each with those below it. A comment that is no longer public is left out,
    /// and its replies stand in its place.
    fn comments_below<'a>(
        &self,
        comments: &mut Peekable<impl Iterator<Item = &'a CommentView>>,
        depth: usize,
    ) -> Vec<serde_json::Value> {
        let mut found = Vec::new();
        while let Some(comment) = comments.next_if(|comment| comment.depth >= depth) {
            let below = self.comments_below(comments, comment.depth + 1);
            if comment.removed {
                found.extend(below);
                continue;
            }
            let mut described = json!({
                "@type": "Comment",
                "url": format!("{}/comments/{}", self.site.base_url, comment.id),
                "text": markup::first_words(&comment.html, DESCRIPTION),
                "dateCreated": comment.posted.at(self.site).iso().to_string(),
                "author": { "@type": "Person", "name": comment.name },
            });
            if !below.is_empty() {
                described["comment"] = json!(below);
            }
            found.push(described);
        }
        found
    }

    fn person(&self, author: &Link) -> serde_json::Value {
        let mut person = json!({ "@type": "Person", "name": author.text });
        if !author.href.is_empty() {
            person["url"] = json!(format!("{}{}", self.site.base_url, author.href));
        }
        person
    }

    /// Bytes that the page will about have; rather too many than too few.
    pub fn size(&self) -> usize {
        let frame = 8 * 1024 + self.form.text.len() * 5 / 4;
        let corrections = self.corrections.iter().map(|correction| 300 + 2 * correction.text.len());
        frame
            + self.html.len()
            + self.rest.len()
            + 400 * self.related.len()
            + corrections.sum::<usize>()
            + self.thread.size()
    }
}
