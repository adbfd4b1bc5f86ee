//! The readers' search in the JSON API.

use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::articles::choices::Kind;
use crate::articles::model::{ArticleSection, Label};
use crate::articles::search::query::{LENGTH, Query as Wanted, TERMS};
use crate::articles::search::{self, Found, From, Position};
use crate::cache::Scope;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::web::error::Answer;
use crate::web::list::{self, Query};
use crate::web::responses;

/// Entries in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 20;

/// The query of `GET /api/v1/search`.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words, all of which an article must have, and phrases in quotation marks. A longer word also
    /// finds those that begin with it.
    #[param(max_length = 200, example = "harbour \"north basin\"")]
    q: Option<String>,
    /// The size of the page; 20 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous page.
    after: Option<String>,
}

/// A part of the results.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchResults {
    /// The best first: where the words are in the headline, then in summary, tags and authors, then at the
    /// beginning of the text; equally good ones newest first.
    items: Vec<SearchResult>,
    /// How many there are in all.
    total: i64,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// An article or a page that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "kind": "article", "title": "What it costs to keep the harbour deep", "url": "https://gazette.example/2026/11/mud",
    "title_html": "What it costs to keep the <mark>harbour</mark> deep", "passage": "The dredger comes twice a year.",
    "passage_html": "The dredger comes twice a year.", "section": null, "bylines": [], "protected": false,
    "published_at": "2026-11-22T09:30:00Z"
}))]
pub struct SearchResult {
    id: ArticleId,
    /// Whether it is an article or a page such as About.
    kind: Kind,
    title: String,
    /// Its address.
    url: String,
    /// The headline as HTML, with `<mark>` around what was looked for.
    title_html: String,
    /// The part of its summary or text with most of what was looked for; empty for a protected article.
    passage: String,
    /// The same as HTML, with `<mark>`.
    passage_html: String,
    section: Option<ArticleSection>,
    /// Its authors.
    bylines: Vec<Label>,
    /// Whether readers need a password for it; then only its headline is searched.
    protected: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Time>,
}

impl SearchResult {
    fn new(found: Found, base_url: &str) -> SearchResult {
        let Found { article, title, passage, .. } = found;
        SearchResult {
            id: article.id,
            kind: article.choices.kind,
            url: format!("{base_url}{}", article.href()),
            title_html: title.html().to_string(),
            passage: passage.text(),
            passage_html: passage.html().to_string(),
            section: article.section,
            bylines: article.bylines,
            protected: article.is_protected,
            published_at: article.published_at,
            title: article.title,
        }
    }
}

/// Searches articles and pages
///
/// The full text of what is public: headline, summary, text, tags and authors; of a protected article the
/// headline only. Case, accents and forms of letters do not matter, and nothing in `q` is an operator.
/// A change can be found within two seconds. 422 `required` without `q`, `too_long` above 200 characters or 16 words and phrases.
#[utoipa::path(
    get, path = "/api/v1/search", tag = "articles", params(SearchQuery),
    responses(
        (status = 200, description = "A part of the results", body = SearchResults,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::ParameterErrors, responses::Unavailable,
    ),
    security(())
)]
pub async fn search(
    app: web::Data<App>,
    request: HttpRequest,
    Query(query): Query<SearchQuery>,
) -> Answer {
    let size = list::Size::of(query.limit, DEFAULT_LIMIT)?;
    let wanted = wanted(query.q.as_deref().unwrap_or_default())?;
    let from = match list::after::<Position>(query.after.as_deref())? {
        None => From::Offset(0),
        Some(position) => From::After(position),
    };
    let (found, total) = app
        .read_public(Scope::Site, move |conn| {
            let found = search::find(conn, &wanted, from, size.query_limit())?;
            Ok((found, search::count(conn, &wanted)?))
        })
        .await?;
    let (found, next) = size.take_page(found, |last| last.position);
    let base_url = &app.config.server.base_url;
    let items = found.into_iter().map(|found| SearchResult::new(found, base_url)).collect();
    Ok(list::answer(&app, &request, next, |next| SearchResults { items, total, next }))
}

fn wanted(q: &str) -> Result<Wanted> {
    let fault = |code, detail: String| Err(Error::invalid("q", code, detail));
    match q.chars().count() {
        0 => fault("required", "Give the words to look for".to_owned()),
        length if length > LENGTH => {
            fault("too_long", format!("Use at most {LENGTH} characters; these are {length}"))
        }
        _ => {
            let wanted = Wanted::parse(q);
            if wanted.is_cut() {
                return fault("too_long", format!("Use at most {TERMS} words and phrases"));
            }
            Ok(wanted)
        }
    }
}
