//! The JSON of articles.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::articles;
use crate::articles::content::{self, Submitted, SubmittedCorrection};
use crate::articles::listing::ArticleSummary;
use crate::articles::model::{Article, ArticleSection, Correction, Label, Status};
use crate::clock::{Time, TimeFormat};
use crate::ids::ArticleId;

/// The fields of a new article.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "title": "What it costs to keep the harbour deep enough",
    "summary": "The city pays for mud, and nobody has counted it.",
    "body": "The dredger comes **twice a year** now.\n\n## Who pays\n\nThe city does.",
    "byline": "Ines Almeida",
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
    /// The byline, at most 200 characters, without "By".
    #[schema(max_length = 200)]
    byline: Option<String>,
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
    /// Whether it accepts comments; true by default.
    comments_open: Option<bool>,
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
    #[schema(max_length = 200)]
    pub(super) byline: Option<String>,
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
    /// Opens the article for comments or closes it.
    pub(super) comments_open: Option<bool>,
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

/// A correction in a list that replaces all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionIn {
    /// When it was corrected, RFC 3339 with its offset, not in the future. Without it the time that
    /// a correction of this text has, or now.
    #[schema(example = "2026-11-22T14:02:00Z")]
    at: Option<String>,
    /// What was wrong and what is right.
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
    "byline": "Ines Almeida",
    "section": { "slug": "harbour", "name": "Harbour", "path": "City/Harbour" },
    "tags": [{ "slug": "dredging", "name": "dredging" }],
    "status": "published",
    "comments_open": true,
    "comments": 4,
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
    pub(super) byline: String,
    pub(super) section: Option<ArticleSection>,
    pub(super) tags: Vec<Label>,
    pub(super) status: Status,
    /// What author and editors last told each other; only for staff who may edit it, and not in
    /// lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) review_note: Option<String>,
    /// Whether it accepts comments. The site may still close it after a number of days
    /// (`articles.open_days`).
    pub(super) comments_open: bool,
    /// Approved comments under it.
    pub(super) comments: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) published_at: Option<Time>,
    /// When it was last corrected, or updated in a way that readers are told; before that, when it
    /// was published. A silent change does not move it.
    #[schema(value_type = String, format = DateTime)]
    pub(super) updated_at: Time,
    /// What readers are told about its errors, the oldest first; not in lists.
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
    /// What to send as `after` for the next part; absent at the end.
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
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    pub(super) limit: Option<usize>,
    /// `next` of the previous answer.
    pub(super) after: Option<String>,
}

/// The fields that an article and an entry of a list have in common.
macro_rules! article_out {
    ($article:expr, $base:expr, $path:expr, $excerpt:expr, $comments:expr, $html:expr, $body:expr, $note:expr, $corrections:expr) => {
        ArticleOut {
            id: $article.id,
            url: format!("{}{}", $base, $path),
            path: $path,
            excerpt: $excerpt,
            title: $article.title,
            summary: $article.summary,
            html: $html,
            body: $body,
            byline: $article.byline,
            section: $article.section,
            tags: $article.tags,
            status: $article.status,
            review_note: $note,
            comments_open: $article.comments_open,
            comments: $comments,
            published_at: $article.published_at,
            updated_at: $article.updated_at,
            corrections: $corrections,
            version: $article.version,
        }
    };
}

/// The full article with its Markdown. `base` is the site's address.
pub fn full(article: Article, comments: i64, base: &str) -> ArticleOut {
    let excerpt = articles::excerpt(&article.summary, &article.body);
    let (html, body) = (Some(article.body_html), Some(article.body));
    let (note, corrections) = (Some(article.review_note), Some(article.corrections));
    let path = articles::path::href(&article.path);
    article_out!(article, base, path, excerpt, comments, html, body, note, corrections)
}

/// An article in a list.
pub(super) fn listed(article: ArticleSummary, base: &str) -> ArticleOut {
    let (path, excerpt, comments) = (article.href(), article.excerpt(), article.comments);
    article_out!(article, base, path, excerpt, comments, None, None, None, None)
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
            byline: sent.byline,
            section: sent.section,
            tags: sent.tags,
            path: sent.path,
            published_at: sent.published_at.map(|time| content::time(TimeFormat::Rfc3339, &time)),
            status: sent.status,
            comments_open: sent.comments_open,
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
