//! Scenes over HTTP, without a network between.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::to_bytes;
use actix_web::cookie::Cookie;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use actix_web::{App, Error as ActixError};
use futures_util::future::LocalBoxFuture;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::accounts::model::{Role, Scope};
use crate::accounts::records::Member;
use crate::accounts::setup_link;
use crate::routes;
use crate::service_tests::TestApp;
use crate::web::edge::Edge;

const PASSWORD: &str = "tiny green kettle";
const ADDRESS: &str = "Ana@example.org";

/// Adds a member who can sign in.
async fn has(site: &TestApp, email: &str, role: Role) -> Member {
    let hash = site.app.passwords.hash(SecretString::from(PASSWORD)).await.expect("hashed");
    site.add_member(email, "Ana", role, hash).await
}

/// What came back.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answered {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .expect("a place to go")
    }

    fn csrf(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"csrf\" value=\"").expect("a form");
        rest.split('"').next().expect("a value").to_owned()
    }
}

/// A browser or a script: remembers its cookie, sends what it is told to.
struct Client<'a> {
    server: &'a Server,
    cookie: Option<Cookie<'static>>,
    headers: Vec<(&'static str, String)>,
}

impl<'a> Client<'a> {
    fn new(server: &'a Server) -> Self {
        Client { server, cookie: None, headers: Vec::new() }
    }

    fn with(server: &'a Server, token: &str) -> Self {
        Client { server, cookie: None, headers: vec![("authorization", format!("Bearer {token}"))] }
    }

    async fn send(&mut self, mut request: TestRequest) -> Answered {
        if let Some(cookie) = &self.cookie {
            request = request.cookie(cookie.clone());
        }
        for header in &self.headers {
            request = request.insert_header((header.0, header.1.as_str()));
        }
        let answer = match (self.server)(request).await {
            Ok(answer) => answer.into_parts().1,
            Err(error) => error.error_response(),
        };
        if let Some(cookie) = answer.cookies().next() {
            self.cookie = (!cookie.value().is_empty()).then(|| cookie.into_owned());
        }
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = to_bytes(answer.into_body()).await.unwrap_or_default();
        Answered { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn get(&mut self, path: &str) -> Answered {
        self.send(TestRequest::get().uri(path)).await
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answered {
        self.send(TestRequest::post().uri(path).set_form(fields)).await
    }

    async fn json(&mut self, method: Method, path: &str, body: Value) -> Answered {
        self.send(TestRequest::default().method(method).uri(path).set_json(body)).await
    }

    async fn sign_in(&mut self, email: &str) -> Answered {
        let csrf = self.get("/desk/login").await.csrf();
        self.post(
            "/desk/login",
            &[("csrf", &csrf), ("next", ""), ("email", email), ("password", PASSWORD)],
        )
        .await
    }

    fn secret(&self) -> String {
        self.cookie.as_ref().map(|cookie| cookie.value().to_owned()).unwrap_or_default()
    }
}

/// The whole route table, without a network before it.
type Server =
    Box<dyn Fn(TestRequest) -> LocalBoxFuture<'static, Result<ServiceResponse, ActixError>>>;

async fn serve(site: &TestApp) -> Server {
    let service = init_service(
        App::new()
            .app_data(site.app.clone())
            .app_data(Data::new(Edge::new(Arc::clone(&site.app.live_settings))))
            .configure(routes::configure),
    )
    .await;
    let service = Rc::new(service);
    Box::new(move |request| {
        let service = Rc::clone(&service);
        Box::pin(async move { service.call(request.to_request()).await })
    })
}

#[actix_web::test]
async fn the_set_up_link_makes_the_first_admin_and_then_leads_nowhere() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    let link = setup_link(&site.app).await.expect("asked").expect("a link");
    let path = link.strip_prefix("http://127.0.0.1:8080").expect("our own").to_owned();
    let mut browser = Client::new(&server);
    assert_eq!(browser.get("/setup/guess").await.status, 404);
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200);
    let cookie = browser.cookie.clone().expect("a cookie for the form");
    assert!(cookie.http_only() == Some(true) && cookie.max_age().is_none());

    let csrf = page.csrf();
    let wrong =
        [("csrf", csrf.as_str()), ("name", ""), ("email", "ana"), ("password", "password1234")];
    let page = browser.post(&path, &wrong).await;
    assert_eq!(page.status, 422);
    for code in ["required", "email_format", "too_common"] {
        assert!(page.body.contains(&format!("data-code=\"{code}\"")), "{code}");
    }
    assert!(
        page.body.contains("value=\"ana\"") && !page.body.contains("password1234"),
        "inputs kept, not the password"
    );
    let good =
        [("csrf", csrf.as_str()), ("name", "Ana"), ("email", ADDRESS), ("password", PASSWORD)];
    let done = browser.post(&path, &good).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/desk"));
    assert_ne!(browser.secret(), cookie.value(), "a session has a secret of its own");
    assert_eq!(browser.get(&path).await.status, 410);
    assert_eq!(browser.post(&path, &good).await.status, 410);
    assert_eq!(browser.get("/desk/account").await.status, 200);
}

#[actix_web::test]
async fn a_browser_signs_in_stays_and_signs_out() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    has(&site, ADDRESS, Role::Moderator).await;
    let mut browser = Client::new(&server);
    let page = browser.get("/desk/account?done=token").await;
    assert_eq!(
        (page.status, page.location()),
        (StatusCode::SEE_OTHER, "/desk/login?next=%2Fdesk%2Faccount%3Fdone%3Dtoken")
    );
    let csrf = browser.get("/desk/login?next=/desk/account").await.csrf();
    let before = browser.secret();

    let wrong = [
        ("csrf", csrf.as_str()),
        ("next", "/desk/account"),
        ("email", ADDRESS),
        ("password", "wrong wrong"),
    ];
    let page = browser.post("/desk/login", &wrong).await;
    assert_eq!(page.status, 403);
    assert!(
        page.body.contains("data-code=\"credentials\"")
            && page.body.contains("value=\"Ana@example.org\"")
    );
    let good = [
        ("csrf", csrf.as_str()),
        ("next", "/desk/account"),
        ("email", ADDRESS),
        ("password", PASSWORD),
    ];
    let done = browser.post("/desk/login", &good).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/desk/account"));
    assert_ne!(browser.secret(), before);
    let account = browser.get("/desk/account").await;
    assert!(
        account.status == 200
            && account.body.contains(ADDRESS)
            && account.body.contains("this browser")
    );
    assert_eq!(browser.get("/desk/login").await.location(), "/desk");

    let kept = browser.cookie.clone();
    let out = browser.post("/desk/logout", &[("csrf", &account.csrf())]).await;
    assert!(out.status == 200 && browser.cookie.is_none());
    browser.cookie = kept;
    assert_eq!(browser.get("/desk/account").await.status, 303, "the session itself has ended");
}

#[actix_web::test]
async fn a_form_that_is_not_ours_changes_nothing() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    has(&site, ADDRESS, Role::Admin).await;
    let mut stranger = Client::new(&server);
    let fields = [("csrf", "x"), ("email", ADDRESS), ("password", PASSWORD)];
    assert_eq!(stranger.post("/desk/login", &fields).await.status, 403, "no cookie");

    let mut browser = Client::new(&server);
    assert_eq!(browser.sign_in(ADDRESS).await.status, 303);
    let csrf = browser.get("/desk/account").await.csrf();
    let wish = [
        ("csrf", csrf.as_str()),
        ("token_name", "script"),
        ("scope", "read"),
        ("scope", "admin"),
        ("days", "30"),
    ];
    let without = browser.post("/desk/account/tokens", &wish[1..]).await;
    assert_eq!(without.status, 403);
    browser.headers = vec![("sec-fetch-site", "cross-site".to_owned())];
    assert_eq!(browser.post("/desk/account/tokens", &wish).await.status, 403);
    browser.headers = vec![("origin", "http://evil.test".to_owned())];
    assert_eq!(browser.post("/desk/account/tokens", &wish).await.status, 403);
    browser.headers = vec![("origin", "http://127.0.0.1:8080".to_owned())];
    let page = browser.post("/desk/account/tokens", &wish).await;
    assert!(page.status == 200 && page.body.contains("<code>rjd_"), "{}", page.status);
    browser.headers.clear();
    assert!(!browser.get("/desk/account").await.body.contains("<code>rjd_"), "shown once");
    let none = browser
        .post("/desk/account/tokens", &[("csrf", &csrf), ("token_name", "x"), ("days", "30")])
        .await;
    assert!(none.status == 422 && none.body.contains("data-code=\"required\""));
}

#[actix_web::test]
async fn a_session_needs_its_csrf_token_in_the_api_too() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    has(&site, ADDRESS, Role::Admin).await;
    let mut browser = Client::new(&server);
    browser.sign_in(ADDRESS).await;
    let csrf = browser.get("/desk/account").await.csrf();
    let bo = json!({ "email": "bo@example.org", "name": "Bo", "role": "moderator", "password": "wide open umbrella" });
    assert_eq!(browser.json(Method::POST, "/api/v1/users", bo.clone()).await.status, 403);
    browser.headers = vec![("x-csrf-token", csrf)];
    let made = browser.json(Method::POST, "/api/v1/users", bo.clone()).await;
    assert_eq!((made.status, made.location()), (StatusCode::CREATED, "/api/v1/users/2"));
    assert_eq!(made.json()["email"], "bo@example.org");
    assert_eq!(browser.json(Method::POST, "/api/v1/users", bo).await.status, 409);
    let wrong = json!({ "email": "x", "role": "king" });
    assert_eq!(browser.json(Method::POST, "/api/v1/users", wrong).await.status, 422);

    let sessions = browser.get("/api/v1/sessions").await.json();
    assert_eq!(
        (&sessions["items"][0]["current"], &sessions["items"][1]),
        (&json!(true), &Value::Null)
    );
    let path = format!("/api/v1/sessions/{}", sessions["items"][0]["id"]);
    assert_eq!(browser.json(Method::DELETE, &path, Value::Null).await.status, 204);
    assert_eq!(browser.get("/api/v1/sessions").await.status, 401);
}

#[actix_web::test]
async fn a_token_does_what_its_scopes_say() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    let ana = has(&site, ADDRESS, Role::Admin).await;
    let bo = has(&site, "bo@example.org", Role::Author).await;
    let mut nobody = Client::new(&server);
    assert_eq!(nobody.get("/api/v1/users").await.status, 401);
    let mut guess = Client::with(&server, "rjd_guess");
    assert_eq!(guess.get("/api/v1/me").await.status, 401);

    let mut reading = Client::with(&server, &site.create_token(ana.id, &[Scope::Read]).await);
    assert_eq!(reading.get("/api/v1/me").await.json()["scopes"], json!(["read"]));
    assert_eq!(reading.get("/api/v1/users").await.status, 403);
    assert_eq!(reading.get("/api/v1/tokens?all=true").await.status, 403);
    let wish = json!({ "name": "more", "scopes": ["read"] });
    assert_eq!(
        reading.json(Method::POST, "/api/v1/tokens", wish.clone()).await.status,
        403,
        "no token makes itself another"
    );

    let mut author =
        Client::with(&server, &site.create_token(bo.id, &[Scope::Read, Scope::Admin]).await);
    assert_eq!(author.get("/api/v1/users").await.status, 403, "the role sets the bound");
    assert_eq!(author.json(Method::POST, "/api/v1/tokens", wish).await.status, 403);

    let mut admin = Client::with(&server, &site.create_token(ana.id, &[Scope::Admin]).await);
    let users = admin.get("/api/v1/users?limit=1").await;
    assert_eq!(users.json()["items"].as_array().map(Vec::len), Some(1));
    let link =
        users.headers.get(header::LINK).and_then(|value| value.to_str().ok()).expect("a rest");
    let rest = link
        .split(['<', '>'])
        .nth(1)
        .and_then(|url| url.strip_prefix("http://127.0.0.1:8080"))
        .expect("ours");
    let rest = admin.get(rest).await;
    assert_eq!(rest.json()["items"][0]["email"], "bo@example.org");
    assert!(rest.headers.get(header::LINK).is_none());
    assert_eq!(admin.get("/api/v1/users?limits=1").await.status, 400);
    let off = admin.json(Method::PATCH, "/api/v1/users/2", json!({ "disabled": true })).await;
    assert_eq!((off.status, &off.json()["disabled"]), (StatusCode::OK, &json!(true)));
    assert_eq!(
        admin.json(Method::PATCH, "/api/v1/users/1", json!({ "role": "author" })).await.status,
        409
    );
    assert_eq!(author.get("/api/v1/me").await.status, 401);
}

#[actix_web::test]
async fn a_write_that_is_sent_again_is_done_once() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    let ana = has(&site, ADDRESS, Role::Admin).await;
    let mut admin = Client::with(&server, &site.create_token(ana.id, &[Scope::Admin]).await);
    admin.headers.push(("idempotency-key", "once".to_owned()));
    let wish = json!({ "name": "script", "scopes": ["admin"] });
    let first = admin.json(Method::POST, "/api/v1/tokens", wish.clone()).await;
    let again = admin.json(Method::POST, "/api/v1/tokens", wish.clone()).await;
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert!(first.json()["token"].is_string());
    assert_eq!(again.json()["token"], Value::Null, "a secret is not kept for a second answer");
    assert_eq!(first.json()["id"], again.json()["id"]);
    let other = json!({ "name": "another", "scopes": ["admin"] });
    assert_eq!(admin.json(Method::POST, "/api/v1/tokens", other).await.status, 422);

    let bo = json!({ "email": "bo@example.org", "name": "Bo", "role": "author", "password": "wide open umbrella" });
    let first = admin.json(Method::POST, "/api/v1/users", bo.clone()).await;
    let again = admin.json(Method::POST, "/api/v1/users", bo).await;
    assert_eq!((first.status, first.body), (again.status, again.body));
    assert_eq!(first.headers.get(header::LOCATION), again.headers.get(header::LOCATION));
    admin.headers.last_mut().expect("the key").1 = "two words".to_owned();
    assert_eq!(admin.json(Method::POST, "/api/v1/tokens", wish).await.status, 400);
}

#[actix_web::test]
async fn changing_the_password_keeps_this_browser_and_ends_the_others() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    has(&site, ADDRESS, Role::Author).await;
    let (mut here, mut there) = (Client::new(&server), Client::new(&server));
    here.sign_in(ADDRESS).await;
    there.sign_in(ADDRESS).await;
    let (csrf, before) = (here.get("/desk/account").await.csrf(), here.secret());
    let fields = |current, new| {
        [("csrf", csrf.as_str()), ("current_password", current), ("new_password", new)]
    };
    let page =
        here.post("/desk/account/password", &fields("wrong wrong", "wide open umbrella")).await;
    assert!(page.status == 422 && page.body.contains("href=\"#current_password\""));
    let page = here.post("/desk/account/password", &fields(PASSWORD, "short")).await;
    assert!(page.status == 422 && page.body.contains("data-code=\"too_short\""));
    let done = here.post("/desk/account/password", &fields(PASSWORD, "wide open umbrella")).await;
    assert_eq!(
        (done.status, done.location()),
        (StatusCode::SEE_OTHER, "/desk/account?done=password")
    );
    assert_ne!(here.secret(), before);
    assert_eq!(here.get("/desk/account").await.status, 200);
    assert_eq!(there.get("/desk/account").await.status, 303);
}

#[actix_web::test]
async fn too_many_wrong_passwords_are_told_how_long_to_wait() {
    let site = TestApp::open("");
    let server = serve(&site).await;
    let mut browser = Client::new(&server);
    let csrf = browser.get("/desk/login").await.csrf();
    let fields =
        [("csrf", csrf.as_str()), ("email", "nobody@example.org"), ("password", "wrong wrong")];
    for _ in 0..5 {
        assert_eq!(browser.post("/desk/login", &fields).await.status, 403);
    }
    let page = browser.post("/desk/login", &fields).await;
    assert_eq!(page.status, 429);
    assert_eq!(
        page.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()),
        Some("1")
    );
    assert!(page.body.contains("data-code=\"too_fast\""));
}
