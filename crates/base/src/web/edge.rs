//! The middleware around every request: checks limits, assigns a request id, logs one line, counts
//! in the metrics, gives every failure a body, and sets the common headers.
//!
//! Malformed requests do not get here, because actix-http answers them itself. The server replaces
//! these responses by [`Edge::response_to_unreadable`].
//!
//! It is one middleware instead of five, so that a cached page does not pay for five boxed futures,
//! and so that the order of the steps is visible.

use std::hash::{BuildHasher, RandomState};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError};
use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use tracing::{Instrument as _, Span};

use crate::logging::spans;
use crate::settings::live::LiveSettings;
use crate::traces;
use crate::web::bodies::Bodies;
use crate::web::error::Failure;
use crate::web::headers;
use crate::web::limits::{self, Hosts};
use crate::web::metrics::Metrics;
use crate::web::problem::{self, ResponseFormat};
use crate::web::view::Site;

/// The state of the middleware, shared by all threads.
pub struct Edge {
    /// The metrics of requests.
    pub metrics: Metrics,
    /// The memory taken by request bodies.
    pub bodies: Arc<Bodies>,
    hosts: Hosts,
    settings: Arc<LiveSettings>,
    secure: bool,
    ids: Ids,
    about_to_stop: AtomicBool,
}

/// The data of a request that are needed after the request was consumed.
struct RequestInfo {
    id: String,
    started: Instant,
    method: Method,
    format: ResponseFormat,
    private: bool,
    span: Span,
}

impl Edge {
    /// The middleware for a site with these settings.
    pub fn new(settings: Arc<LiveSettings>) -> Edge {
        let config = settings.current();
        Edge {
            metrics: Metrics::new(),
            bodies: Arc::default(),
            hosts: Hosts::new(&config),
            settings,
            secure: config.server.base_url.starts_with("https://"),
            ids: Ids { keys: RandomState::new(), next: AtomicU64::new(0) },
            about_to_stop: AtomicBool::new(false),
        }
    }

    /// From now on this process asks for no more requests.
    pub fn begin_to_stop(&self) {
        self.about_to_stop.store(true, Ordering::Relaxed);
    }

    /// Whether the process will soon stop; it serves until then.
    pub fn is_about_to_stop(&self) -> bool {
        self.about_to_stop.load(Ordering::Relaxed)
    }
}

/// The middleware function, which wraps the whole application.
pub async fn handle(
    edge: Arc<Edge>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let span = spans::request(known_method(request.method()));
    if span.is_disabled() {
        return answer(edge, request, next, &span).await;
    }
    if edge.is_of_trusted_proxy(&request)
        && let Some(parent) = request.headers().get("traceparent").and_then(|it| it.to_str().ok())
    {
        traces::follow(&span, parent);
    }
    let inner = span.clone();
    answer(edge, request, next, &inner).instrument(span).await
}

async fn answer(
    edge: Arc<Edge>,
    mut request: ServiceRequest,
    next: Next<BoxBody>,
    span: &Span,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // The decoded path, as routes are matched: `/%64esk` is `/desk`.
    let path = request.match_info().as_str();
    let info = RequestInfo {
        id: edge.ids.next(),
        started: Instant::now(),
        method: request.method().clone(),
        format: ResponseFormat::new(path, request.headers()),
        private: headers::is_private(path),
        span: span.clone(),
    };
    if request.method() == Method::HEAD {
        // Every GET route answers HEAD as well: actix-http omits the body.
        request.head_mut().method = Method::GET;
    }
    if let Some(failure) = edge.hosts.refuse(&request) {
        let (request, _) = request.into_parts();
        let answer = edge.complete(&info, None, failure.error_response());
        return Ok(ServiceResponse::new(request, answer));
    }
    // The handler owns the request, so after a panic no `ServiceResponse` can be built; the
    // response is returned inside an error instead.
    let response = match AssertUnwindSafe(async { next.call(request).await }).catch_unwind().await {
        Ok(Ok(answer)) => {
            let route = answer.request().match_pattern();
            let (request, answer) = answer.into_parts();
            return Ok(ServiceResponse::new(request, edge.complete(&info, route, answer)));
        }
        Ok(Err(error)) => error.error_response(),
        Err(_) => {
            let cause = Some("a handler panicked".to_owned());
            Failure { cause, ..Failure::bare(StatusCode::INTERNAL_SERVER_ERROR) }.error_response()
        }
    };
    let answer = edge.complete(&info, None, response);
    Err(InternalError::from_response("answered at the edge", answer).into())
}

impl Edge {
    /// The bytes of a whole response to a request that cannot be read, and of which not even the
    /// path is known. The connection is closed after it.
    pub fn response_to_unreadable(&self, failure: &Failure) -> Bytes {
        let (format, status) = (ResponseFormat::new("/", &HeaderMap::new()), failure.status);
        let bare = HttpResponse::new(status);
        let mut answer = problem::write(bare, failure, &format, "", &self.site());
        headers::add(answer.headers_mut(), false, self.secure);
        let (answer, body) = answer.into_parts();
        let body = body.try_into_bytes().unwrap_or_default();
        let mut whole = BytesMut::new();
        whole.extend_from_slice(format!("HTTP/1.1 {status}\r\n").as_bytes());
        whole.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
        for (name, value) in answer.headers() {
            for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
                whole.extend_from_slice(part);
            }
        }
        whole.extend_from_slice(b"connection: close\r\n\r\n");
        whole.extend_from_slice(&body);
        whole.freeze()
    }

    fn site(&self) -> Site {
        Site::of(&self.settings.current())
    }

    fn is_of_trusted_proxy(&self, request: &ServiceRequest) -> bool {
        let settings = self.settings.current();
        let proxies = &settings.server.trusted_proxies;
        request.peer_addr().is_some_and(|peer| {
            let peer = peer.ip().to_canonical();
            proxies.iter().any(|network| network.contains(&peer))
        })
    }

    /// Completes a response: body of a failure, headers, log line and metrics.
    fn complete(
        &self,
        info: &RequestInfo,
        route: Option<String>,
        answer: HttpResponse,
    ) -> HttpResponse {
        let mut answer =
            if is_failure(answer.status()) { self.complete_failure(info, answer) } else { answer };
        headers::add(answer.headers_mut(), info.private, self.secure);
        self.record(info, route.as_deref().unwrap_or("none"), &answer);
        answer
    }

    /// Logs a failure and gives it a body, unless the handler has rendered a better one (such as a
    /// form with the submitted text).
    fn complete_failure(&self, info: &RequestInfo, mut answer: HttpResponse) -> HttpResponse {
        let stored = answer.extensions_mut().remove::<Failure>();
        let failure = stored.unwrap_or_else(|| Failure::bare(answer.status()));
        let (status, code) = (failure.status.as_u16(), failure.code);
        let cause = failure.cause.as_deref().unwrap_or("");
        if failure.retry_after.is_some() && failure.status.is_server_error() {
            // A limit was reached or the database is unavailable, which is logged where it is
            // noticed.
            tracing::warn!(id = info.id, status, code, "a request must be sent again later");
        } else if failure.status.is_server_error() {
            tracing::error!(id = info.id, status, code, cause, "a request failed");
        } else {
            tracing::debug!(id = info.id, status, code, "a request was refused");
        }
        allow_head(&mut answer);
        if has_own_body(&answer) {
            answer
        } else {
            problem::write(answer, &failure, &info.format, &info.id, &self.site())
        }
    }

    /// Logs the request and counts it. It uses the route pattern instead of the path, which may
    /// contain a token.
    fn record(&self, info: &RequestInfo, route: &str, answer: &HttpResponse) {
        let took = info.started.elapsed();
        let bytes = match answer.body().size() {
            BodySize::Sized(bytes) => bytes,
            BodySize::None | BodySize::Stream => 0,
        };
        let status = answer.status().as_u16();
        let method = known_method(&info.method);
        self.metrics.count(method, route, status, took);
        spans::record_answer(&info.span, route, status);
        traces::name(&info.span, || format!("{method} {route}"));
        if limits::is_health(route) && !is_failure(answer.status()) {
            return;
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        tracing::info!(target: "rejoinder::access", method, route, status, micros, bytes, id = info.id, "answered");
    }
}

fn is_failure(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// Whether the response has a body of this program. The bodies of actix-web's own errors are plain
/// text, which may repeat the input; those of this program never are.
pub fn has_own_body(answer: &HttpResponse) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    kind.is_some_and(|kind| !kind.starts_with(b"text/plain"))
        && answer.body().size() != BodySize::None
}

/// Adds HEAD to `Allow` if GET is allowed, because the router does not know that both are.
fn allow_head(answer: &mut HttpResponse) {
    let Some(allowed) = answer.headers().get(header::ALLOW).and_then(|value| value.to_str().ok())
    else {
        return;
    };
    let methods: Vec<&str> = allowed.split(',').map(str::trim).collect();
    if methods.contains(&"GET")
        && !methods.contains(&"HEAD")
        && let Ok(both) = HeaderValue::from_str(&format!("{allowed}, HEAD"))
    {
        answer.headers_mut().insert(header::ALLOW, both);
    }
}

/// The label of the method in the metrics. Unknown methods share one label, so that clients cannot
/// create any number of labels.
fn known_method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}

/// Generates request ids: a counter hashed with random keys, so that ids are unique within a
/// process and do not reveal the number of requests.
struct Ids {
    keys: RandomState,
    next: AtomicU64,
}

impl Ids {
    fn next(&self) -> String {
        format!("{:016x}", self.keys.hash_one(self.next.fetch_add(1, Ordering::Relaxed)))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::dev::ServiceFactory;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service, try_call_service};
    use actix_web::{App, web};
    use serde_json::Value;

    use super::*;
    use crate::config::Config;
    use crate::error;
    use crate::web::error::Answer;
    use crate::web::page;

    fn app() -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<BoxBody>,
            Error = Error,
            InitError = (),
        >,
    > {
        let config = Config::from_toml("[server]\nbase_url = \"https://news.example\"")
            .expect("a good configuration");
        let edge = Arc::new(Edge::new(Arc::new(LiveSettings::new(config))));
        App::new()
            .wrap(from_fn(move |request, next| handle(Arc::clone(&edge), request, next)))
            .service(web::resource("/things/{id}").get(thing).post(thing))
            .route(
                "/api/gone",
                web::get().to(|| async { Answer::Err(error::Error::NotFound.into()) }),
            )
            .route("/broken", web::get().to(broken))
            .route("/panics", web::get().to(panics))
            .route("/api/panics", web::get().to(panics))
            .route("/desk", web::get().to(thing))
            .route("/kept", web::get().to(kept))
    }

    async fn thing() -> HttpResponse {
        page::html(StatusCode::OK, "<p>here".into())
    }

    async fn broken() -> Answer {
        Err(error::Error::internal("secret cause").into())
    }

    async fn panics() -> Answer {
        panic!("as a test")
    }

    async fn kept() -> HttpResponse {
        page::html(StatusCode::UNPROCESSABLE_ENTITY, "<form>kept".into())
    }

    fn get(path: &str) -> TestRequest {
        TestRequest::get().uri(path).insert_header(("host", "news.example"))
    }

    async fn text(answer: ServiceResponse<BoxBody>) -> String {
        let body = to_bytes(answer.into_body()).await.expect("a body");
        String::from_utf8(body.to_vec()).expect("text")
    }

    #[actix_web::test]
    async fn every_answer_has_the_headers() {
        let app = init_service(app()).await;
        for path in ["/things/1", "/nothing", "/broken", "/kept", "/desk"] {
            let answer = call_service(&app, get(path).to_request()).await;
            for name in [
                "content-security-policy",
                "x-content-type-options",
                "referrer-policy",
                "strict-transport-security",
                "cache-control",
            ] {
                assert!(answer.headers().contains_key(name), "{path} {name}");
            }
        }
    }

    #[actix_web::test]
    async fn a_failure_is_a_page_for_browsers_and_a_problem_for_programs() {
        let app = init_service(app()).await;
        let page = call_service(&app, get("/nothing").to_request()).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND);
        assert!(text(page).await.contains("This page does not exist"));

        for request in
            [get("/api/gone"), get("/nothing").insert_header(("accept", "application/json"))]
        {
            let problem = call_service(&app, request.to_request()).await;
            assert_eq!(problem.status(), StatusCode::NOT_FOUND);
            assert_eq!(
                problem.headers().get("content-type").expect("a type"),
                "application/problem+json"
            );
            let problem: Value = serde_json::from_str(&text(problem).await).expect("JSON");
            assert_eq!(problem["code"], "not_found");
        }
    }

    #[actix_web::test]
    async fn a_body_that_a_handler_made_is_kept() {
        let app = init_service(app()).await;
        let answer = call_service(&app, get("/kept").to_request()).await;
        assert_eq!(text(answer).await, "<form>kept");
    }

    #[actix_web::test]
    async fn a_fault_of_ours_shows_its_reference_and_not_its_cause() {
        let app = init_service(app()).await;
        let answer = call_service(&app, get("/broken").to_request()).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let text = text(answer).await;
        assert!(text.contains("please mention") && !text.contains("secret"), "{text}");
    }

    #[actix_web::test]
    async fn a_panic_is_an_answer_and_the_next_request_is_served() {
        let app = init_service(app()).await;
        for (path, mime) in
            [("/panics", "text/html; charset=utf-8"), ("/api/panics", "application/problem+json")]
        {
            let error =
                try_call_service(&app, get(path).to_request()).await.expect_err("a lost request");
            let answer = error.error_response();
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(answer.headers().get("content-type").expect("a type"), mime);
            assert!(answer.headers().contains_key("content-security-policy"));
        }
        assert_eq!(
            call_service(&app, get("/things/1").to_request()).await.status(),
            StatusCode::OK
        );
    }

    #[actix_web::test]
    async fn head_is_answered_where_get_is_and_allow_says_so() {
        let app = init_service(app()).await;
        let head = TestRequest::default()
            .method(Method::HEAD)
            .uri("/things/1")
            .insert_header(("host", "news.example"));
        assert_eq!(call_service(&app, head.to_request()).await.status(), StatusCode::OK);

        let delete = TestRequest::delete().uri("/things/1").insert_header(("host", "news.example"));
        let answer = call_service(&app, delete.to_request()).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
        let allow = answer
            .headers()
            .get("allow")
            .and_then(|value| value.to_str().ok())
            .expect("Allow")
            .to_owned();
        assert!(
            allow.contains("GET") && allow.contains("POST") && allow.contains("HEAD"),
            "{allow}"
        );
    }

    #[actix_web::test]
    async fn a_strangers_host_reaches_no_handler() {
        let app = init_service(app()).await;
        let request =
            TestRequest::get().uri("/panics").insert_header(("host", "evil.example")).to_request();
        assert_eq!(call_service(&app, request).await.status(), StatusCode::MISDIRECTED_REQUEST);
    }

    #[test]
    fn ids_differ() {
        let ids = Ids { keys: RandomState::new(), next: AtomicU64::new(0) };
        assert_ne!(ids.next(), ids.next());
        assert_eq!(ids.next().len(), 16);
    }
}
