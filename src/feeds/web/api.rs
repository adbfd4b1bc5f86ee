//! The API for other pages: numbers of comments, and the newest comments. Browsers may read both from any
//! site, without cookies.

use std::collections::BTreeMap;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, web};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::error::Error;
use crate::feeds;
use crate::ids::CommentId;
use crate::web::error::{Answer, Failure};
use crate::web::list::{self, Query};
use crate::web::page;
use crate::web::responses;

use super::EVERYBODY;

/// The most articles of one request.
const MOST: usize = 100;
/// Comments, if the request gives no limit.
const DEFAULT: usize = 20;

/// Numbers of approved comments.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "counts": { "/2026/11/mud": 12, "/2026/11/bridge": 0 } }))]
pub struct CommentCounts {
    /// By path, as it was sent.
    counts: BTreeMap<String, i64>,
}

/// Counts the comments of many articles
///
/// 0 for a path without a public article, and for an article that a password protects. Former paths
/// count as their articles. Answers have `Access-Control-Allow-Origin: *`.
#[utoipa::path(
    get, path = "/api/v1/counts", tag = "readers",
    params(("path" = Option<Vec<String>>, Query, description = "The path or the address of an article; up to 100 of them")),
    responses(
        (status = 200, description = "The number of approved comments for each path", body = CommentCounts,
         headers(("ETag" = String))),
        (status = 304, description = "Nothing has changed"),
        responses::ParameterErrors, responses::Unavailable,
    )
)]
pub async fn counts(app: web::Data<App>, request: HttpRequest) -> Answer {
    let asked = paths(request.query_string())?;
    let key = format!("counts {}", asked.join("\n"));
    let made = async {
        let base_url = &app.config.server.base_url;
        let stored: Vec<String> = asked.iter().map(|path| stored_path(path, base_url)).collect();
        let counts = app.read_public(Scope::Site, move |conn| feeds::counts(conn, &stored)).await?;
        page::json(&CommentCounts { counts: asked.iter().cloned().zip(counts).collect() })
    };
    let entry = app.cache.get(Scope::Site, &key, made).await?;
    Ok(for_everybody(page::answer(&request, &entry, None)))
}

/// The values of `path`, each once.
fn paths(query: &str) -> Result<Vec<String>, Failure> {
    let malformed =
        |detail: &'static str| Failure::new(StatusCode::BAD_REQUEST, "malformed", detail);
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(|_| malformed("The query cannot be read."))?;
    let mut paths = Vec::new();
    for (name, path) in pairs {
        if name != "path" {
            return Err(malformed("This route has no parameter but path."));
        }
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    if paths.len() > MOST {
        let detail = format!("Ask for at most {MOST} paths at once");
        return Err(Error::invalid("path", "too_many", detail).into());
    }
    Ok(paths)
}

/// The path as articles have it: without the address of the site, without slashes at its ends, and
/// decoded.
fn stored_path(asked: &str, base_url: &str) -> String {
    let path = asked.strip_prefix(base_url).unwrap_or(asked);
    let path = path.split(['?', '#']).next().unwrap_or(path).trim_matches('/');
    // PostgreSQL refuses a text with NUL, and no stored path contains one.
    percent_decode_str(path).decode_utf8_lossy().replace('\0', "\u{FFFD}")
}

/// How many comments.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LatestQuery {
    /// How many at most; 20 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// A public comment, with the article that it is on.
#[derive(Serialize, ToSchema)]
#[schema(as = CommentWithArticle)]
pub struct LatestComment {
    id: CommentId,
    /// The author's name.
    name: String,
    /// The text as sanitized HTML.
    html: String,
    /// The first words as plain text.
    excerpt: String,
    /// When it was posted.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// Where it is shown.
    url: String,
    /// The headline of the article.
    article_title: String,
    /// The article's page.
    article_url: String,
}

/// The newest comments of the site.
#[derive(Serialize, ToSchema)]
#[schema(as = CommentsWithArticles)]
pub struct LatestComments {
    /// The newest first.
    items: Vec<LatestComment>,
}

/// Lists the newest comments of all articles
///
/// Answers have `Access-Control-Allow-Origin: *`.
#[utoipa::path(
    get, path = "/api/v1/comments/latest", tag = "readers",
    params(LatestQuery),
    responses(
        (status = 200, description = "Approved comments", body = LatestComments, headers(("ETag" = String))),
        (status = 304, description = "Nothing has changed"),
        responses::ParameterErrors, responses::Unavailable,
    )
)]
pub async fn latest(
    app: web::Data<App>,
    request: HttpRequest,
    Query(query): Query<LatestQuery>,
) -> Answer {
    let limit = list::Size::of(query.limit, DEFAULT)?.items();
    let made = async {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = app.read_public(Scope::Site, move |conn| feeds::latest(conn, most)).await?;
        let base = &app.config.server.base_url;
        let items = found.into_iter().map(|comment| LatestComment {
            id: comment.id,
            name: comment.name,
            html: comment.html,
            excerpt: comment.excerpt,
            created_at: comment.posted.0,
            url: format!("{base}/comments/{}", comment.id),
            article_title: comment.article_title,
            article_url: format!("{base}{}", comment.article_href),
        });
        page::json(&LatestComments { items: items.collect() })
    };
    let entry = app.cache.get(Scope::Site, &format!("latest comments {limit}"), made).await?;
    Ok(for_everybody(page::answer(&request, &entry, None)))
}

fn for_everybody(mut answer: actix_web::HttpResponse) -> actix_web::HttpResponse {
    answer.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, EVERYBODY);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_however_a_page_writes_it() {
        for asked in [
            "/2026/11/grüße",
            "2026/11/grüße/",
            "/2026/11/gr%C3%BC%C3%9Fe",
            "https://news.test/2026/11/gr%C3%BC%C3%9Fe?from=x#comments",
        ] {
            assert_eq!(stored_path(asked, "https://news.test"), "2026/11/grüße", "{asked}");
        }
    }

    #[test]
    fn paths_are_read_once_each_and_no_more_than_a_hundred() {
        assert_eq!(paths("path=/a&path=%2Fb&path=/a").expect("paths"), ["/a", "/b"]);
        assert!(paths("").expect("none").is_empty());
        let many: Vec<String> = (0..101).map(|n| format!("path={n}")).collect();
        assert_eq!(paths(&many.join("&")).expect_err("too many").status.as_u16(), 422);
        assert_eq!(paths("paths=/a").expect_err("unknown").status.as_u16(), 400);
    }
}
