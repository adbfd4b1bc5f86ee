//! The JSON of articles.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::articles;
use crate::articles::choices::{Choices, Kind, Menu, SubmittedChoices};
use crate::articles::commenting::CommentRules;
use crate::articles::content::{self, Submitted, SubmittedCorrection};
use crate::articles::lead_image::{LeadImage, SubmittedLead};
use crate::articles::listing::ArticleSummary;
use crate::articles::model::{Article, ArticleSection, Correction, Label, Status};
use crate::clock::{Time, TimeFormat};
use crate::config::Config;
use crate::config::comment_mode::CommentMode;
use crate::i18n;
use crate::ids::{ArticleId, MediaId};
use crate::media::model::MediaName;

/// The fields of a new article.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "title": "What it costs to keep the harbour deep enough",
    "summary": "The city pays for mud, and nobody has counted it.",
    "body": "The dredger comes **twice a year** now.\n\n## Who pays\n\nThe city does.",
    "bylines": ["Ines Almeida", "Bo Lind"],
    "section": "Harbour",
    "tags": ["dredging", "budget"],
    "status": "published"
}))]
pub struct ArticleFields {
    /// The headline, 1 to 300 characters. Required for a new article.
    #[schema(min_length = 1, max_length = 300)]
    title: Option<String>,
    /// The summary under the headline, at most 1,000 characters. Lists show the first words of the
    /// text if it is empty.
    #[schema(max_length = 1000)]
    summary: Option<String>,
    /// The text in Markdown, at most 200 kB. Required for a new article.
    #[schema(min_length = 1)]
    body: Option<String>,
    /// At most 20 names of authors, each of at most 200 characters, without "By". New ones are added.
    #[schema(max_items = 20)]
    bylines: Option<Vec<String>>,
    /// The name of the only author, if `bylines` is not sent; empty for none.
    #[schema(max_length = 200)]
    byline: Option<String>,
    /// The picture above the text and in lists; `{}` removes it.
    lead_image: Option<LeadImageIn>,
    /// Its section: the names from the top of the tree (`World/Asia`), or a name or slug that only one
    /// section has. Editors add the missing ones by naming them. Empty for no section.
    #[schema(max_length = 400, example = "World/Asia")]
    section: Option<String>,
    /// At most 20 names of tags; new ones are added.
    #[schema(max_items = 20)]
    tags: Option<Vec<String>>,
    /// Its path on the site. Empty or missing: year, month and headline. A former path of a
    /// published article answers 301.
    #[schema(max_length = 300, example = "/2026/11/what-it-costs")]
    path: Option<String>,
    /// The time of publication, RFC 3339 with its offset. By default the moment when it is
    /// published. In the future: the article is scheduled.
    #[schema(example = "2026-11-22T09:30:00Z")]
    published_at: Option<String>,
    /// `draft` (the default for a new article), `submitted` for review, `scheduled` or `published`.
    #[schema(value_type = Option<Status>)]
    status: Option<String>,
    /// `article` (the default), or `page` for About, Contact and the like, which have no date, no
    /// byline, by default no comments, and are in no list. Editors only.
    #[schema(value_type = Option<Kind>)]
    kind: Option<String>,
    /// The BCP 47 tag of its text; empty for the language of the site.
    #[schema(max_length = 35, example = "pt-BR")]
    language: Option<String>,
    /// True to show it larger on the front page. Editors only.
    featured: Option<bool>,
    /// True to show it on the front page before all others. Editors only.
    sticky: Option<bool>,
    /// The menu that leads to a page: `footer` (the default), `navigation` or `none`. Editors only.
    #[schema(value_type = Option<Menu>)]
    menu: Option<String>,
    /// Its place in the menu, -10,000 to 10,000; smaller numbers come first. Editors only.
    #[schema(minimum = -10000, maximum = 10000)]
    menu_order: Option<i64>,
    /// `open` (the default), `hold_all` (each comment is held) or `closed`. Its section and the site may
    /// be stricter.
    #[schema(value_type = Option<CommentMode>)]
    comments: Option<String>,
    /// The former name of `comments`: true is `open`, false is `closed`.
    comments_open: Option<bool>,
    /// For how many days after publication it accepts comments; 0 for no limit of its own.
    #[schema(minimum = 0, maximum = 36500)]
    comments_days: Option<i64>,
    /// What readers read in place of the form while it is closed; at most 300 characters.
    #[schema(max_length = 300)]
    comments_message: Option<String>,
    /// What commenters read above the form, in Markdown, at most 4,000 characters.
    #[schema(max_length = 4000)]
    guidelines: Option<String>,
    /// A password of 4 to 200 characters that readers need for the text and the comments. Only its hash
    /// is stored. Empty for none.
    #[schema(value_type = Option<String>, max_length = 200)]
    password: Option<SecretString>,
    /// A note to the editors, at most 2,000 characters; never public.
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// True to take a path that redirects to another article, which ends that redirect. Without it
    /// such a path is refused.
    replace_redirect: Option<bool>,
    /// The corrections of an article that was published elsewhere before.
    #[schema(max_items = 100)]
    corrections: Option<Vec<CorrectionIn>>,
}

/// A change of an article; fields that are missing or null stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "version": 3, "status": "withdrawn" }))]
pub struct ArticleChange {
    /// The version that was seen. If the article has another one, the answer is 409 with the
    /// present state.
    #[schema(required)]
    pub(super) version: Option<i64>,
    /// As in a new article.
    #[schema(min_length = 1, max_length = 300)]
    pub(super) title: Option<String>,
    /// As in a new article.
    #[schema(max_length = 1000)]
    pub(super) summary: Option<String>,
    /// As in a new article.
    #[schema(min_length = 1)]
    pub(super) body: Option<String>,
    /// As in a new article.
    #[schema(max_items = 20)]
    pub(super) bylines: Option<Vec<String>>,
    /// As in a new article.
    #[schema(max_length = 200)]
    pub(super) byline: Option<String>,
    /// As in a new article.
    pub(super) lead_image: Option<LeadImageIn>,
    /// As in a new article.
    #[schema(max_length = 400)]
    pub(super) section: Option<String>,
    /// As in a new article; replaces all tags.
    #[schema(max_items = 20)]
    pub(super) tags: Option<Vec<String>>,
    /// As in a new article; empty returns to the default.
    #[schema(max_length = 300)]
    pub(super) path: Option<String>,
    /// As in a new article.
    pub(super) published_at: Option<String>,
    /// `submitted` asks the editors for publication, `draft` returns it to its author,
    /// `published` makes it public (now, or at a `published_at` in the future), `scheduled` does so
    /// at `published_at`, and `withdrawn` hides it.
    #[schema(value_type = Option<Status>)]
    pub(super) status: Option<String>,
    /// As in a new article.
    #[schema(value_type = Option<Kind>)]
    pub(super) kind: Option<String>,
    /// As in a new article.
    #[schema(max_length = 35)]
    pub(super) language: Option<String>,
    /// As in a new article.
    pub(super) featured: Option<bool>,
    /// As in a new article.
    pub(super) sticky: Option<bool>,
    /// As in a new article.
    #[schema(value_type = Option<Menu>)]
    pub(super) menu: Option<String>,
    /// As in a new article.
    #[schema(minimum = -10000, maximum = 10000)]
    pub(super) menu_order: Option<i64>,
    /// As in a new article.
    #[schema(value_type = Option<CommentMode>)]
    pub(super) comments: Option<String>,
    /// The former name of `comments`: true opens an article that is closed, false closes it.
    pub(super) comments_open: Option<bool>,
    /// As in a new article.
    #[schema(minimum = 0, maximum = 36500)]
    pub(super) comments_days: Option<i64>,
    /// As in a new article.
    #[schema(max_length = 300)]
    pub(super) comments_message: Option<String>,
    /// As in a new article.
    #[schema(max_length = 4000)]
    pub(super) guidelines: Option<String>,
    /// As in a new article; empty ends the protection. For an article that is public, editors only.
    #[schema(value_type = Option<String>, max_length = 200)]
    pub(super) password: Option<SecretString>,
    /// What author and editors tell each other with this step, at most 2,000 characters; never
    /// public. Without it the former note ends with the step.
    #[schema(max_length = 2000)]
    pub(super) note: Option<String>,
    /// As in a new article.
    pub(super) replace_redirect: Option<bool>,
    /// What was wrong and what is right, in one line of at most 1,000 characters. Readers see it
    /// with its time under the article, and `updated_at` becomes now. Leave it out where only
    /// a typo was repaired.
    #[schema(max_length = 1000, example = "The bridge is 40 metres long, not 400.")]
    pub(super) correction: Option<String>,
    /// All corrections, in place of those that there are: to reword or remove one.
    #[schema(max_items = 100)]
    pub(super) corrections: Option<Vec<CorrectionIn>>,
    /// True if the story has developed: readers see "Updated on", and `updated_at` becomes now.
    pub(super) updated: Option<bool>,
}

/// The lead picture to set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadImageIn {
    /// The picture's number, or its path, which begins with `/media/`.
    media: Option<MediaName>,
    /// What it shows, for readers who cannot see it; empty if it only decorates. Without it: what the
    /// library says.
    #[schema(max_length = 500)]
    alt: Option<String>,
    /// The line under it. Without it: what the library says.
    #[schema(max_length = 1000)]
    caption: Option<String>,
    /// Who made it. Without it: what the library says.
    #[schema(max_length = 200)]
    credit: Option<String>,
}

/// The lead picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeadImageOut {
    /// The picture's number.
    media: MediaId,
    /// Its largest file that every program shows.
    #[schema(format = "uri")]
    url: String,
    width: u32,
    height: u32,
    alt: String,
    caption: String,
    credit: String,
}

impl LeadImageOut {
    fn of(lead: &LeadImage, base: &str) -> LeadImageOut {
        LeadImageOut {
            media: lead.media.id,
            url: format!("{base}{}", lead.media.path()),
            width: lead.media.width,
            height: lead.media.height,
            alt: lead.alt().to_owned(),
            caption: lead.caption().to_owned(),
            credit: lead.credit().to_owned(),
        }
    }
}

/// A correction in a list that replaces all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionIn {
    /// When it was corrected, RFC 3339 with its offset, not in the future. Without it the time that
    /// a correction of this text has, or now.
    #[schema(example = "2026-11-22T14:02:00Z")]
    at: Option<String>,
    /// The error and its correction.
    #[schema(max_length = 1000)]
    text: String,
}

/// An article.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 12,
    "url": "https://news.example/2026/11/what-it-costs",
    "path": "/2026/11/what-it-costs",
    "title": "What it costs to keep the harbour deep enough",
    "summary": "",
    "excerpt": "The dredger comes twice a year now. The city does.",
    "html": "<p>The dredger comes <strong>twice a year</strong> now.</p>",
    "bylines": [{ "slug": "ines-almeida", "name": "Ines Almeida" }],
    "byline": "Ines Almeida",
    "lead_image": null,
    "section": { "slug": "harbour", "name": "Harbour", "path": "City/Harbour" },
    "tags": [{ "slug": "dredging", "name": "dredging" }],
    "status": "published",
    "kind": "article",
    "language": "en",
    "direction": "ltr",
    "featured": false,
    "sticky": false,
    "menu": "footer",
    "menu_order": 0,
    "comments": "open",
    "comments_open": true,
    "comments_days": null,
    "comments_message": "",
    "guidelines": "",
    "comments_in_force": "open",
    "protected": false,
    "comment_count": 4,
    "published_at": "2026-11-22T09:30:00Z",
    "updated_at": "2026-11-22T14:02:00Z",
    "corrections": [{ "at": "2026-11-22T14:02:00Z", "text": "The city pays 310,000, not 301,000." }],
    "version": 2
}))]
pub struct ArticleOut {
    pub(super) id: ArticleId,
    /// Its page.
    #[schema(format = "uri")]
    pub(super) url: String,
    /// Its page without scheme and host.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) summary: String,
    /// The summary, or the first words of the text as plain text.
    pub(super) excerpt: String,
    /// The text as sanitized HTML; not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) html: Option<String>,
    /// The text in Markdown; only for staff who may edit it, and not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<String>,
    /// Its authors in order.
    pub(super) bylines: Vec<Label>,
    /// Their names as one text, separated by commas.
    pub(super) byline: String,
    /// The picture above the text.
    pub(super) lead_image: Option<LeadImageOut>,
    pub(super) section: Option<ArticleSection>,
    pub(super) tags: Vec<Label>,
    pub(super) status: Status,
    /// What author and editors last told each other; only for staff who may edit it, and not in
    /// lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) review_note: Option<String>,
    /// What was chosen for it. `language` is that of the site if it has none of its own.
    #[serde(flatten)]
    pub(super) choices: Choices,
    /// The direction of its text: `ltr` or `rtl`.
    pub(super) direction: &'static str,
    /// Whether `comments` is not `closed`.
    pub(super) comments_open: bool,
    /// The strictest of its `comments`, its section's and the site's, with their days: what readers can
    /// do now. Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) comments_in_force: Option<CommentMode>,
    /// Whether readers need a password for it. Without it they get its headline only.
    pub(super) protected: bool,
    /// Approved comments under it.
    pub(super) comment_count: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) published_at: Option<Time>,
    /// When it was last corrected, or updated in a way that readers are told; before that, when it
    /// was published. A silent change does not move it.
    #[schema(value_type = String, format = DateTime)]
    pub(super) updated_at: Time,
    /// Its published corrections, the oldest first; not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) corrections: Option<Vec<Correction>>,
    /// Grows with each change; a change must name it.
    pub(super) version: i64,
}

/// A part of the list of articles.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArticleList {
    /// The articles.
    pub(super) items: Vec<ArticleOut>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// The conditions of the list of articles.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ArticleQuery {
    /// `published` (the default) for everybody; the others for staff, whose authors and moderators
    /// see their own articles.
    #[param(value_type = Option<Status>)]
    pub(super) status: Option<String>,
    /// Only those in the section with this slug and in the sections below it.
    pub(super) section: Option<String>,
    /// Only those with the tag of this slug.
    pub(super) tag: Option<String>,
    /// `article` (the default) or `page`.
    #[param(value_type = Option<Kind>)]
    pub(super) kind: Option<String>,
    /// Only those with the author of this slug in their byline.
    pub(super) author: Option<String>,
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    pub(super) limit: Option<usize>,
    /// `next` of the previous answer.
    pub(super) after: Option<String>,
}

/// The fields that an article and an entry of a list have in common.
macro_rules! article_out {
    ($article:expr, $config:expr, $path:expr, $excerpt:expr, $protected:expr, $comments:expr) => {{
        let mut choices = $article.choices;
        if choices.language.is_empty() {
            choices.language.clone_from(&$config.site.language);
        }
        ArticleOut {
            id: $article.id,
            url: format!("{}{}", $config.server.base_url, $path),
            path: $path,
            excerpt: $excerpt,
            title: $article.title,
            summary: $article.summary,
            html: None,
            body: None,
            byline: byline_text(&$article.bylines),
            bylines: $article.bylines,
            lead_image: $article
                .lead_image
                .as_ref()
                .map(|lead| LeadImageOut::of(lead, &$config.server.base_url)),
            section: $article.section,
            tags: $article.tags,
            status: $article.status,
            review_note: None,
            direction: i18n::direction(&choices.language),
            comments_open: choices.comments != CommentMode::Closed,
            choices,
            comments_in_force: None,
            protected: $protected,
            comment_count: $comments,
            published_at: $article.published_at,
            updated_at: $article.updated_at,
            corrections: None,
            version: $article.version,
        }
    }};
}

fn byline_text(authors: &[Label]) -> String {
    let names: Vec<&str> = authors.iter().map(|author| author.name.as_str()).collect();
    names.join(", ")
}

/// The full article with its Markdown.
pub fn full(article: Article, comments: i64, config: &Config, now: Time) -> ArticleOut {
    let excerpt = articles::excerpt(&article.summary, &article.body);
    let html = article.shown_html();
    let path = articles::path::href(&article.path);
    let protected = article.is_protected();
    let in_force = article.commenting(&CommentRules::of_site(config), now).mode;
    ArticleOut {
        html: Some(html),
        body: Some(article.body),
        review_note: Some(article.review_note),
        comments_in_force: Some(in_force),
        corrections: Some(article.corrections),
        ..article_out!(article, config, path, excerpt, protected, comments)
    }
}

/// An article in a list, without its body; of a protected one only what everybody may see.
pub(super) fn listed(article: ArticleSummary, config: &Config) -> ArticleOut {
    let (path, excerpt, comments) = (article.href(), article.excerpt(), article.comments);
    let protected = article.is_protected;
    let out = article_out!(article, config, path, excerpt, protected, comments);
    if protected { out.locked() } else { out }
}

impl ArticleOut {
    /// The page for readers without the password.
    pub(super) fn locked(mut self) -> ArticleOut {
        self.summary.clear();
        self.excerpt.clear();
        self.choices.guidelines.clear();
        self.lead_image = None;
        ArticleOut { html: None, body: None, corrections: None, comment_count: 0, ..self }
    }
}

/// Takes the fields that a new article and a change have in common. The two are separate structs,
/// because serde cannot flatten one into the other and refuse unknown fields too.
macro_rules! submitted {
    ($sent:expr) => {{
        let sent = $sent;
        Submitted {
            title: sent.title,
            summary: sent.summary,
            body: sent.body,
            bylines: sent.bylines,
            byline: sent.byline,
            lead_image: sent.lead_image.map(|lead| SubmittedLead {
                media: lead.media,
                alt: lead.alt,
                caption: lead.caption,
                credit: lead.credit,
            }),
            section: sent.section,
            tags: sent.tags,
            path: sent.path,
            published_at: sent.published_at.map(|time| content::time(TimeFormat::Rfc3339, &time)),
            status: sent.status,
            choices: SubmittedChoices {
                kind: sent.kind,
                language: sent.language,
                featured: sent.featured,
                sticky: sent.sticky,
                menu: sent.menu,
                menu_order: sent.menu_order,
                comments: sent.comments,
                comments_open: sent.comments_open,
                comments_days: sent.comments_days,
                comments_message: sent.comments_message,
                guidelines: sent.guidelines,
            },
            password: sent.password,
            note: sent.note,
            replace_redirect: sent.replace_redirect,
            corrections: sent.corrections.map(|all| all.into_iter().map(submitted).collect()),
            ..Submitted::default()
        }
    }};
}

fn submitted(correction: CorrectionIn) -> SubmittedCorrection {
    SubmittedCorrection {
        at: correction.at.map(|time| content::time(TimeFormat::Rfc3339, &time)),
        text: correction.text,
    }
}

impl From<ArticleFields> for Submitted {
    fn from(fields: ArticleFields) -> Submitted {
        submitted!(fields)
    }
}

impl From<ArticleChange> for Submitted {
    fn from(change: ArticleChange) -> Submitted {
        let (correction, updated) = (change.correction.clone(), change.updated);
        Submitted { correction, updated, ..submitted!(change) }
    }
}
