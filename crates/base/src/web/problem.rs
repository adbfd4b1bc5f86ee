//! The bodies of failures: a page for people, `application/problem+json` (RFC 9457) for programs.

use std::borrow::Cow;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, Accept, HeaderMap, HeaderValue, Quality, QualityItem};
use askama::Template;
use serde::Serialize;

use crate::i18n::Words;
use crate::web::error::Failure;
use crate::web::headers::set_retry_after;
use crate::web::refused_form::RefusedForm;
use crate::web::view::{ErrorPage, Site};

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The body of every error of the API.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({
    "type": "urn:rejoinder:problem:invalid",
    "title": "Unprocessable Entity",
    "status": 422,
    "code": "invalid",
    "detail": "Some fields are not valid.",
    "instance": "urn:rejoinder:request:5c9a0f1be2d37846",
    "errors": [{ "pointer": "/email", "code": "email_format", "detail": "Enter an address like name@example.org" }]
}))]
pub struct Problem {
    /// `urn:rejoinder:problem:` and the code. Stable.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable, for programs: `not_found`, `too_fast`, `stale_version`, …
    pub code: String,
    /// One sentence for people, without any of the input.
    pub detail: String,
    /// The id of this request, which is also in the log.
    pub instance: String,
    /// For 422: every fault at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// For 409: the present state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub present: Option<serde_json::Value>,
}

/// One fault in the input.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// The location as a JSON Pointer (RFC 6901).
    #[schema(example = "/email")]
    pub pointer: String,
    /// Stable.
    #[schema(example = "email_format")]
    pub code: String,
    /// What to do, in one sentence.
    #[schema(example = "Enter an address like name@example.org")]
    pub detail: String,
}

impl Problem {
    fn new(failure: &Failure, id: &str, words: &Words) -> Problem {
        let errors = failure.errors.iter().map(|error| Fault {
            pointer: error.pointer(),
            code: error.code.to_owned(),
            detail: words.say(&error.detail).into_owned(),
        });
        Problem {
            kind: format!("urn:rejoinder:problem:{}", failure.code),
            title: failure.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: failure.status.as_u16(),
            code: failure.code.to_owned(),
            detail: words.say(&failure.detail).into_owned(),
            instance: instance(id),
            errors: errors.collect(),
            present: failure.present.as_deref().cloned(),
        }
    }
}

/// The data of a request that decide the format of a failure.
#[derive(Debug)]
pub struct ResponseFormat {
    /// Whether the path is under `/api`, which only programs use.
    pub(super) api: bool,
    /// The first `Accept`.
    pub(super) accept: Option<HeaderValue>,
}

impl ResponseFormat {
    /// Reads `Accept`, which counts only outside of the API.
    pub fn new(path: &str, headers: &HeaderMap) -> ResponseFormat {
        let api =
            path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        ResponseFormat { api, accept: headers.get(header::ACCEPT).cloned() }
    }

    /// Whether the body is JSON: always in the API, otherwise if the client prefers JSON over HTML.
    pub fn wants_json(&self) -> bool {
        if self.api {
            return true;
        }
        let listed = header::from_comma_delimited(self.accept.iter()).unwrap_or_default();
        let (mut html, mut json, mut rest) = (None, None, None);
        for QualityItem { item: kind, quality, .. } in Accept(listed).0 {
            match kind.essence_str() {
                "text/html" | "application/xhtml+xml" => html = html.max(Some(quality)),
                "application/json" | "application/problem+json" => json = json.max(Some(quality)),
                "*/*" => rest = Some(quality),
                _ => {}
            }
        }
        json.or(rest).unwrap_or(Quality::ZERO) > html.or(rest).unwrap_or(Quality::ZERO)
    }
}

/// Gives a failed response its body. Its headers are kept (`Allow`, `Set-Cookie`).
pub(super) fn write(
    mut answer: HttpResponse,
    failure: &Failure,
    format: &ResponseFormat,
    id: &str,
    site: &Site,
) -> HttpResponse {
    let headers = answer.headers_mut();
    set_retry_after(headers, failure.retry_after);
    if failure.status == StatusCode::UNAUTHORIZED {
        headers.insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"rejoinder\""),
        );
    }
    if failure.code == "content_encoding" {
        // RFC 9110, 15.5.16: names the accepted encodings.
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    let kept = answer.extensions_mut().remove::<RefusedForm>();
    let (mime, body) = body(failure, format, id, site, kept);
    answer.headers_mut().insert(header::CONTENT_TYPE, mime);
    answer.set_body(body).map_into_boxed_body()
}

fn body(
    failure: &Failure,
    format: &ResponseFormat,
    id: &str,
    site: &Site,
    kept: Option<RefusedForm>,
) -> (HeaderValue, String) {
    if !format.wants_json() {
        let page = ErrorPage {
            site,
            status: failure.status.as_u16(),
            heading: heading(&site.words, failure.status).into_owned(),
            advice: advice(&site.words, failure, kept.as_ref()),
            kept,
            reference: (failure.status.is_server_error() && !id.is_empty()).then(|| id.to_owned()),
        };
        match page.render() {
            Ok(html) => return (HTML, html),
            Err(cause) => {
                tracing::error!(%cause, id, "the page for an error could not be rendered")
            }
        }
    }
    let problem = serde_json::to_string(&Problem::new(failure, id, &site.words));
    (PROBLEM_JSON, problem.unwrap_or_else(|_| "{}".to_owned()))
}

/// The `instance` of a problem.
fn instance(id: &str) -> String {
    format!("urn:rejoinder:request:{id}")
}

/// What happened, in a few words.
pub fn heading(words: &Words, status: StatusCode) -> Cow<'_, str> {
    match status.as_u16() {
        400 => words.error_400(),
        401 => words.error_401(),
        403 => words.error_403(),
        404 => words.error_404(),
        405 => words.error_405(),
        408 => words.error_408(),
        409 => words.error_409(),
        413 | 431 => words.error_413(),
        414 => words.error_414(),
        415 => words.error_415(),
        421 => words.error_421(),
        422 => words.error_422(),
        429 => words.error_429(),
        503 => words.error_503(),
        _ if status.is_client_error() => words.error_refused(),
        _ => words.error_internal(),
    }
}

/// What to do about it, on a page that shows the form `kept`.
pub fn advice(words: &Words, failure: &Failure, kept: Option<&RefusedForm>) -> String {
    let detail = words.say(&failure.detail);
    match failure.status {
        StatusCode::PAYLOAD_TOO_LARGE if kept.is_some_and(|kept| kept.is_shortened) => {
            format!("{detail} {}", words.error_413_shortened())
        }
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT
            if kept.is_some_and(|kept| kept.is_shortened) =>
        {
            format!("{detail} {}", words.error_unfinished())
        }
        StatusCode::NOT_FOUND => words.error_404_advice().into_owned(),
        StatusCode::INTERNAL_SERVER_ERROR => words.error_internal_advice().into_owned(),
        StatusCode::PAYLOAD_TOO_LARGE => format!("{detail} {}", words.error_413_advice()),
        _ => failure.errors.iter().fold(detail.into_owned(), |text, error| {
            format!("{text} {}.", words.say(&error.detail).trim_end_matches('.'))
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use actix_web::body::to_bytes;

    use super::*;
    use crate::error::{Error, FieldError};

    fn format(path: &str, accept: &str) -> ResponseFormat {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).expect("a header value"));
        ResponseFormat::new(path, &headers)
    }

    #[test]
    fn programs_get_json_and_browsers_a_page() {
        let table = [
            ("/api/v1/articles", "text/html", true),
            ("/api", "*/*", true),
            ("/apiary", "*/*", false),
            ("/", "", false),
            ("/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false),
            ("/", "application/json", true),
            ("/", "application/problem+json, text/html;q=0.5", true),
            ("/", "text/html, application/json", false),
            ("/", "application/json;q=0.5, */*;q=0.9", false),
            ("/", "application/json, */*;q=0.5", true),
        ];
        for (path, accept, json) in table {
            assert_eq!(format(path, accept).wants_json(), json, "{path} {accept}");
        }
    }

    #[actix_web::test]
    async fn every_fault_is_told_at_once() {
        let faults = vec![
            FieldError::new("name", "required", "Enter your name"),
            FieldError::new("email", "required", "Enter your address"),
        ];
        let failure = Failure::from(Error::Invalid(faults));
        let answer = HttpResponse::new(failure.status);
        let answer = write(answer, &failure, &format("/api/v1", "*/*"), "abc", &Site::default());
        assert_eq!(answer.headers().get(header::CONTENT_TYPE), Some(&PROBLEM_JSON));
        let body = to_bytes(answer.into_body()).await.expect("a body");
        let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(body["instance"], "urn:rejoinder:request:abc");
        assert_eq!(body["type"], "urn:rejoinder:problem:invalid");
        assert_eq!(body["errors"][1]["pointer"], "/email");
    }

    #[actix_web::test]
    async fn a_cause_is_for_the_log_only() {
        let failure = Failure::from(Error::internal("secret: someone@example.org"));
        for path in ["/", "/api"] {
            let answer = HttpResponse::new(failure.status);
            let answer = write(answer, &failure, &format(path, "*/*"), "abc", &Site::default());
            let body = to_bytes(answer.into_body()).await.expect("a body");
            let text = String::from_utf8_lossy(&body);
            assert!(!text.contains("secret") && text.contains("abc"), "{text}");
        }
    }

    #[test]
    fn a_wait_is_rounded_up() {
        let failure = Failure::from(Error::TooFast { retry_after: Duration::from_millis(1200) });
        let answer = write(
            HttpResponse::new(failure.status),
            &failure,
            &format("/", ""),
            "abc",
            &Site::default(),
        );
        assert_eq!(answer.headers().get(header::RETRY_AFTER).expect("set"), "2");
    }
}
