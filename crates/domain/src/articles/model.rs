//! Articles, their statuses and permissions. No I/O.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::model::{Role, Staff};
use crate::cache::Scope;
use crate::clock::Time;
use crate::config::comment_mode::CommentMode;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, ArticleNoteId, AuthorId, SectionId, TagId};
use crate::media::figures;
use crate::media::model::Media;
use crate::stored_enum;
use crate::web::view::Link;

use super::blocks;
use super::choices::{Choices, Kind};
use super::commenting::{CommentRules, Commenting};
use super::lead_image::LeadImage;
use super::path;

/// An article as the page, the API and the mails need it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Article {
    pub id: ArticleId,
    /// The path of its page, without the leading slash and not percent-encoded:
    /// `2026/11/a-headline`.
    pub path: String,
    pub title: String,
    /// The line under the headline; may be empty.
    pub summary: String,
    /// The Markdown.
    pub body: String,
    /// The body as sanitized HTML.
    pub body_html: String,
    /// Its authors in the order they were given. One from before there were authors has no slug.
    pub bylines: Vec<Label>,
    /// Their names as one text, separated by commas; may be empty.
    pub byline: String,
    /// The picture above the text and in lists.
    pub lead_image: Option<LeadImage>,
    /// The pictures of the library in the text.
    pub pictures: Vec<Media>,
    /// The public stories that boxes in the text name, by the paths that the text has.
    pub named: Vec<(String, Link)>,
    pub section: Option<ArticleSection>,
    /// Its tags in the order they were given.
    pub tags: Vec<Label>,
    /// The time of publication that readers see; a draft may have one already.
    pub published_at: Option<Time>,
    /// When it was last corrected, or updated in a way that readers are told; before that, when it
    /// was published. A silent change does not move it.
    pub updated_at: Time,
    /// Its published corrections, the oldest first.
    pub corrections: Vec<Correction>,
    /// The account that created it. None from the command line, and if the account was removed.
    pub author_id: Option<AccountId>,
    pub status: Status,
    /// The last message between author and editors; empty for none. Never public.
    pub review_note: String,
    /// Its kind, its language, its place on the site, and its rules for comments.
    pub choices: Choices,
    /// The rules for comments of its section and of those above it, its own first.
    pub section_comments: Vec<CommentRules>,
    /// The hash of the password that readers need for it; None for an article that all can read.
    pub password_hash: Option<String>,
    /// Grows with each change.
    pub version: i64,
}

/// A published correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Correction {
    /// When it was corrected.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// The error and its correction, in one line.
    pub text: String,
}

/// A tag or an author: name and slug.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Label {
    /// In paths: `town-hall`.
    pub slug: String,
    /// For readers: `Town Hall`.
    pub name: String,
}

/// The section of an article, with its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ArticleSection {
    /// Its number, which stays when it is renamed.
    #[serde(skip)]
    pub id: SectionId,
    /// In paths: `asia`.
    pub slug: String,
    /// For readers: `Asia`.
    pub name: String,
    /// The names from the top of the tree: `World/Asia`.
    pub path: String,
    /// The sections above it, from the top.
    #[serde(skip)]
    pub above: Vec<Label>,
}

/// A tag that articles can have, with the text of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its number.
    pub id: TagId,
    /// In addresses: `town-hall`.
    pub slug: String,
    /// For readers: `Town Hall`.
    pub name: String,
    /// The text under its name on its page; may be empty.
    pub description: String,
}

/// An author whom bylines name, with or without an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Its number.
    pub id: AuthorId,
    /// In addresses: `ines-almeida`.
    pub slug: String,
    /// For readers: `Ines Almeida`.
    pub name: String,
    /// A biography: a few sentences of plain text; may be empty.
    pub biography: String,
    /// The account of the member of the staff.
    pub account: Option<AccountId>,
}

/// Which articles count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleScope {
    /// The public ones, as for readers.
    Public,
    /// Those of any status, as for staff.
    All,
}

/// A tag or an author with its number of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted<T> {
    /// Itself.
    pub item: T,
    /// Its public articles.
    pub articles: i64,
}

/// A file of a synchronised folder that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// Its path in the folder, with slashes.
    pub file: String,
    /// The article that it has become.
    pub article: ArticleId,
    /// SHA-256 of its content; empty after it disappeared and its article was withdrawn.
    pub hash: Vec<u8>,
}

/// The result of looking for the section, tag or author of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum SlugLookup<T> {
    Found(T),
    /// The present slug of the one that had this.
    Moved(String),
    /// Nothing has or had it.
    NotFound,
}

impl<T> SlugLookup<T> {
    /// The slug of the present that had this one.
    pub fn moved(self) -> Option<String> {
        match self {
            SlugLookup::Moved(present) => Some(present),
            SlugLookup::Found(_) | SlugLookup::NotFound => None,
        }
    }
}

stored_enum! {
    /// The status of an article. A SMALLINT in the database.
    // Comments have a status too, and names are global in the API's description.
    #[schema(as = ArticleStatus)]
    pub enum Status {
        /// It is being written, and has never been public.
        Draft = 0 => "draft",
        /// Its author asks for it to be published; it has never been public.
        Submitted = 3 => "submitted",
        /// It is published when its time comes; it has never been public.
        Scheduled = 4 => "scheduled",
        /// It is public.
        Published = 1 => "published",
        /// It was public and is hidden; nothing of it is deleted.
        Withdrawn = 2 => "withdrawn",
    }
}

/// A member of the staff who is writing in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ArticleLock, example = json!({
    "by": 4, "name": "Ines Almeida", "since": "2026-11-22T09:30:00Z", "until": "2026-11-22T09:41:00Z"
}))]
#[allow(missing_docs, reason = "the names say all")]
pub struct Lock {
    /// The account.
    pub by: AccountId,
    /// The name that colleagues see.
    pub name: String,
    #[schema(value_type = String, format = DateTime)]
    pub since: Time,
    /// When it ends unless it is renewed.
    #[schema(value_type = String, format = DateTime)]
    pub until: Time,
}

/// A note about an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ArticleNote {
    pub id: ArticleNoteId,
    /// The writer, with the name; `None` if the account is gone.
    pub by: Option<(AccountId, String)>,
    pub text: String,
    pub at: Time,
    /// The mentioned accounts, by name.
    pub mentions: Vec<(AccountId, String)>,
}

/// A saved version of an article, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionSummary {
    /// The article's version that this save made.
    pub version: i64,
    /// When it was saved.
    pub at: Time,
    /// The account that saved it; `None` for the command line, a scheduled publication, and an account that is gone.
    pub by: Option<(AccountId, String)>,
    /// The article's status after it.
    pub status: Status,
    /// The headline.
    pub title: String,
}

/// A saved version of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// When and by whom it was saved, and its headline.
    pub saved: RevisionSummary,
    /// The line under the headline.
    pub summary: String,
    /// The Markdown.
    pub body: String,
    /// Everything else.
    pub fields: Fields,
}

/// The fields of a revision beside its text. Stored as JSON: fields are added, never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RevisionFields)]
pub struct Fields {
    /// The names of its authors.
    #[serde(default)]
    pub bylines: Vec<String>,
    /// The same as one text, as revisions had it from before there were several.
    pub byline: String,
    /// The section: its name, with the names above it (`World/Asia`).
    pub section: Option<String>,
    /// The names of the tags.
    pub tags: Vec<String>,
    /// The path, without the leading slash.
    pub path: String,
    /// The time of publication.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub published_at: Option<Time>,
    /// Whether it accepted comments.
    pub comments_open: bool,
    /// The editors' choices. Revisions from before there were such have the defaults.
    #[serde(flatten)]
    pub choices: Choices,
    /// The lead picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_image: Option<LeadFields>,
}

/// The lead picture of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RevisionLeadImage)]
pub struct LeadFields {
    /// The path of the picture.
    pub media: String,
    /// The description, if the article has one of its own.
    pub alt: Option<String>,
    /// The line under it, if the article has its own.
    pub caption: Option<String>,
    /// The credit, if the article has one of its own.
    pub credit: Option<String>,
}

impl Fields {
    /// Those of an article as it is.
    pub(super) fn of(article: &Article) -> Fields {
        Fields {
            bylines: names(&article.bylines),
            byline: article.byline.clone(),
            section: article.section.as_ref().map(|section| section.path.clone()),
            tags: names(&article.tags),
            path: article.path.clone(),
            published_at: article.published_at,
            comments_open: article.choices.comments != CommentMode::Closed,
            choices: article.choices.clone(),
            lead_image: article.lead_image.as_ref().map(|lead| LeadFields {
                media: lead.media.path(),
                alt: lead.alt.clone(),
                caption: lead.caption.clone(),
                credit: lead.credit.clone(),
            }),
        }
    }

    /// These fields with the mode of comments, which older revisions have only as a switch.
    pub(super) fn with_mode(mut self) -> Fields {
        if !self.comments_open {
            self.choices.comments = CommentMode::Closed;
        }
        self
    }
}

fn names(labels: &[Label]) -> Vec<String> {
    labels.iter().map(|label| label.name.clone()).collect()
}

/// The result of changing an article.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The article after the change.
    pub article: Article,
    /// The outdated pages, if any.
    pub changed: Option<Scope>,
}

/// The result of looking up a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathLookup {
    /// The article with this path, in any status.
    Article(Box<Article>),
    /// A published article that has another path now: its [`Article::href`].
    Moved(String),
    /// No article, or none that may be shown.
    NotFound,
}

impl Article {
    /// The names of its section and of those above it, with slashes between; empty without a section.
    pub fn section_path(&self) -> &str {
        self.section.as_ref().map_or("", |section| &section.path)
    }

    /// The names of its tags with commas between, as forms have them.
    pub fn tag_names(&self) -> String {
        let names: Vec<&str> = self.tags.iter().map(|tag| tag.name.as_str()).collect();
        names.join(", ")
    }

    /// The path as a link: leading slash, percent-encoded.
    pub fn href(&self) -> String {
        path::href(&self.path)
    }

    /// Whether readers see it.
    pub fn is_public(&self) -> bool {
        self.status == Status::Published
    }

    /// Whether readers can comment on it by its own rules, its section's and `site`'s. One that is not
    /// public is closed.
    pub fn commenting(&self, site: &CommentRules, now: Time) -> Commenting {
        let mut own = self.choices.comment_rules();
        if !self.is_public() {
            own.mode = CommentMode::Closed;
        }
        let published = self.published_at.unwrap_or(now);
        Commenting::of(&own, &self.section_comments, site, published, now)
    }

    /// Whether readers need a password for it.
    pub fn is_protected(&self) -> bool {
        self.password_hash.is_some()
    }

    /// The BCP 47 tag of its text, on a site in the language `site`.
    pub fn language<'a>(&'a self, site: &'a str) -> &'a str {
        if self.choices.language.is_empty() { site } else { &self.choices.language }
    }

    /// When readers were last told of a change after publication; None if they were not.
    pub fn updated_since_published(&self) -> Option<Time> {
        self.published_at.filter(|published| self.updated_at > *published).map(|_| self.updated_at)
    }

    /// Whether `staff` may edit it: authors and moderators edit their own articles, editors and
    /// admins all.
    pub fn may_edit(&self, staff: &Staff) -> bool {
        staff.role >= Role::Editor || self.author_id == Some(staff.id)
    }

    /// Checks that `staff` may edit it. An article that they may not even see counts as missing.
    pub fn check_editor(&self, staff: &Staff) -> Result<()> {
        match (self.may_edit(staff), self.is_public()) {
            (true, _) => Ok(()),
            (false, true) => Err(Error::forbidden("role", Message::fault_article_not_own())),
            (false, false) => Err(Error::NotFound),
        }
    }

    /// The text for a page of this site: with its pictures as figures and the headlines of the stories that it
    /// names, and with the places that the page fills ([`blocks::filled`]).
    pub fn page_html(&self) -> String {
        blocks::with_named(&figures::with_figures(&self.body_html, &self.pictures), &self.named)
    }

    /// The same without those places, for feeds and other programs.
    pub fn shown_html(&self) -> String {
        blocks::without_places(&self.page_html())
    }

    /// Whether it is a page such as About.
    pub fn is_page(&self) -> bool {
        self.choices.kind == Kind::Page
    }

    /// The conflict of a change of an older version, with the present state.
    pub fn stale(&self) -> Error {
        let present = serde_json::json!({
            "id": self.id,
            "version": self.version,
            "status": self.status,
            "path": self.href(),
            "title": self.title,
            "comments": self.choices.comments,
            "comments_open": self.choices.comments != CommentMode::Closed,
            "published_at": self.published_at,
            "updated_at": self.updated_at,
        });
        Error::Conflict {
            code: "stale_version",
            detail: Message::fault_article_meanwhile(),
            present: Some(Box::new(present)),
        }
    }
}

impl Status {
    /// Whether readers see an article with this status, or saw it before.
    pub fn was_public(self) -> bool {
        match self {
            Status::Draft | Status::Submitted | Status::Scheduled => false,
            Status::Published | Status::Withdrawn => true,
        }
    }

    /// Whether an article may change from this status to `next`. An article that was public never
    /// becomes a draft again, and only one that was can be withdrawn.
    pub fn may_become(self, next: Status) -> bool {
        match next {
            Status::Draft | Status::Submitted | Status::Scheduled => !self.was_public(),
            Status::Published => true,
            Status::Withdrawn => self.was_public(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn article(published_at: &str) -> Article {
        let published_at = Time::parse(published_at).expect("a valid instant");
        Article {
            id: ArticleId(7),
            path: "2026/11/mud".into(),
            title: "Mud".into(),
            summary: String::new(),
            body: "Mud.".into(),
            body_html: "<p>Mud.</p>".into(),
            bylines: Vec::new(),
            byline: String::new(),
            lead_image: None,
            pictures: Vec::new(),
            named: Vec::new(),
            section: None,
            tags: Vec::new(),
            published_at: Some(published_at),
            updated_at: published_at,
            corrections: Vec::new(),
            author_id: Some(AccountId(3)),
            status: Status::Published,
            review_note: String::new(),
            choices: Choices::default(),
            section_comments: Vec::new(),
            password_hash: None,
            version: 1,
        }
    }

    #[test]
    fn comments_close_exactly_after_their_days() {
        let article = article("2026-11-01T10:00:00Z");
        let end = Time::parse("2026-11-15T10:00:00Z").expect("a valid instant");
        let is_open = |now, days| {
            article.commenting(&CommentRules { days, ..CommentRules::default() }, now).is_open()
        };
        assert!(is_open(end, None));
        assert!(is_open(end, Some(14)));
        assert!(!is_open(end.plus(Duration::from_micros(1)), Some(14)));
    }

    #[test]
    fn only_open_public_articles_accept_comments() {
        let open = article("2026-11-01T00:00:00Z");
        let is_open = |article: Article| {
            article.commenting(&CommentRules::default(), open.updated_at).is_open()
        };
        let closed = Choices { comments: CommentMode::Closed, ..Choices::default() };
        assert!(is_open(open.clone()));
        assert!(!is_open(Article { choices: closed, ..open.clone() }));
        assert!(!is_open(Article { status: Status::Withdrawn, ..open.clone() }));
        assert!(!is_open(Article { status: Status::Draft, ..open.clone() }));
    }

    #[test]
    fn a_published_article_never_becomes_a_draft() {
        let possible = |from: Status| Status::ALL.map(|next| from.may_become(next));
        for hidden in [Status::Draft, Status::Submitted, Status::Scheduled] {
            assert_eq!(possible(hidden), [true, true, true, true, false], "{hidden:?}");
        }
        assert_eq!(possible(Status::Published), [false, false, false, true, true]);
        assert_eq!(possible(Status::Withdrawn), [false, false, false, true, true]);
        assert_eq!(Status::ALL.map(|status| Status::parse(status.name())), Status::ALL.map(Some));
    }

    #[test]
    fn an_update_is_shown_only_after_publication() {
        let mut article = article("2026-11-01T00:00:00Z");
        assert_eq!(article.updated_since_published(), None);
        article.updated_at = article.updated_at.plus(Duration::from_secs(1));
        assert_eq!(article.updated_since_published(), Some(article.updated_at));
    }
}
