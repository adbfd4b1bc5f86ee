//! The API and the pages of lists, from outside.

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use serde_json::{Value, json};

use crate::accounts::model::{Role, Scope};
use crate::service_tests::TestApp;
use crate::web::list;

/// The parts of an answer that scenes check.
struct TestAnswer {
    status: u16,
    body: Value,
    link: String,
}

fn open() -> TestApp {
    TestApp::open("[articles]\nper_page = 2\n[server]\nbase_url = 'https://news.example'")
}

/// Adds a member of the staff. Returns a token.
async fn hires(site: &TestApp, name: &str, role: Role, scope: Scope) -> String {
    site.add_staff(name, role, scope).await.1
}

fn request(method: Method, path: &str, token: &str, body: Option<Value>) -> TestRequest {
    let mut request = TestRequest::default()
        .method(method)
        .uri(path)
        .insert_header((header::HOST, "news.example"));
    if !token.is_empty() {
        request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    }
    match body {
        Some(body) => request.set_json(body),
        None => request,
    }
}

/// Sends a request and reads the answer. A macro, because the service's type has no name.
macro_rules! send {
    ($service:expr, $method:ident $path:expr, $token:expr) => {
        read_answer(
            call_service(&$service, request(Method::$method, $path, $token, None).to_request())
                .await,
        )
        .await
    };
    ($service:expr, $method:ident $path:expr, $token:expr, $body:tt) => {
        read_answer(
            call_service(
                &$service,
                request(Method::$method, $path, $token, Some(json!($body))).to_request(),
            )
            .await,
        )
        .await
    };
}

async fn read_answer<B: MessageBody>(answer: ServiceResponse<B>) -> TestAnswer {
    let link = answer
        .headers()
        .get(header::LINK)
        .and_then(|link| link.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let status = answer.status().as_u16();
    let bytes = read_body(answer).await;
    let body = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned().into());
    TestAnswer { status, body, link }
}

#[actix_web::test]
async fn an_article_lives_from_draft_to_withdrawal() {
    let site = open();
    let ana = hires(&site, "ana", Role::Author, Scope::Publish).await;
    let bo = hires(&site, "bo", Role::Author, Scope::Publish).await;
    let eva = hires(&site, "eva", Role::Editor, Scope::Publish).await;
    let service = service!(site);

    let draft = json!({
        "title": "What it costs", "body": "The **mud**.", "section": "Harbour", "tags": ["Mud"]
    });
    let refused = send!(service, POST "/api/v1/articles", &ana, draft);
    assert_eq!(refused.body["errors"][0]["code"], "unknown_section", "{}", refused.body);
    let section = send!(service, POST "/api/v1/sections", &eva, { "name": "Harbour" });
    assert_eq!(section.status, 201, "{}", section.body);
    let draft = send!(service, POST "/api/v1/articles", &ana, draft);
    assert_eq!(draft.status, 201, "{}", draft.body);
    assert_eq!(draft.body["url"], "https://news.example/2026/11/what-it-costs");
    assert_eq!((&draft.body["status"], &draft.body["version"]), (&json!("draft"), &json!(1)));
    let path = format!("/api/v1/articles/{}", draft.body["id"]);
    for token in ["", &bo, "rjd_nobodys"] {
        assert_eq!(send!(service, GET & path, token).status, 404, "{token}");
    }
    assert_eq!(send!(service, GET & path, &ana).body["body"], "The **mud**.");
    assert_eq!(send!(service, GET "/api/v1/articles?status=draft", "").status, 401);
    assert_eq!(send!(service, GET "/api/v1/articles?status=draft", &bo).body["items"], json!([]));
    assert_eq!(
        send!(service, GET "/api/v1/articles?status=draft", &eva).body["items"][0]["title"],
        "What it costs"
    );

    assert_eq!(
        send!(service, PATCH &path, &bo, { "version": 1, "status": "published" }).status,
        404
    );
    let early = send!(service, PATCH &path, &ana, { "version": 1, "status": "published" });
    assert_eq!((early.status, &early.body["code"]), (403, &json!("role")));
    let published = send!(service, PATCH &path, &eva, { "version": 1, "status": "published" });
    assert_eq!(
        (published.status, &published.body["published_at"]),
        (200, &json!("2026-11-22T12:00:00Z"))
    );
    assert_eq!(send!(service, PATCH &path, &bo, { "version": 2, "title": "Silt" }).status, 403);
    let shown = send!(service, GET & path, "");
    assert_eq!(
        (shown.status, &shown.body["html"], &shown.body["body"]),
        (200, &json!("<p>The <strong>mud</strong>.</p>\n"), &Value::Null)
    );

    let stale = send!(service, PATCH &path, &eva, { "version": 1, "comments_open": false });
    assert_eq!(
        (stale.status, &stale.body["code"], &stale.body["present"]["version"]),
        (409, &json!("stale_version"), &json!(2))
    );
    let withdrawn = send!(service, DELETE & path, &eva);
    assert_eq!((withdrawn.status, &withdrawn.body["status"]), (200, &json!("withdrawn")));
    assert_eq!(send!(service, GET & path, "").status, 404);
}

#[actix_web::test]
async fn all_faults_are_reported_at_once() {
    let site = open();
    let ana = hires(&site, "ana", Role::Author, Scope::Publish).await;
    let reading = hires(&site, "bo", Role::Editor, Scope::Read).await;
    let service = service!(site);
    let wrong = send!(service, POST "/api/v1/articles", &ana, { "title": "", "path": "/desk" });
    let codes: Vec<&str> = wrong.body["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .filter_map(|e| e["code"].as_str())
        .collect();
    assert_eq!((wrong.status, codes), (422, vec!["required", "path_reserved", "required"]));
    assert_eq!(send!(service, POST "/api/v1/articles", &ana, { "headline": "x" }).status, 422);
    assert_eq!(send!(service, POST "/api/v1/articles", "", { "title": "x" }).status, 401);
    assert_eq!(
        send!(service, POST "/api/v1/articles", &reading, { "title": "x" }).body["code"],
        "scope"
    );
    assert_eq!(
        send!(service, PATCH "/api/v1/articles/9", &ana, { "title": "x" }).body["errors"][0]["pointer"],
        "/version"
    );
    assert_eq!(send!(service, PATCH "/api/v1/articles/9", &ana, { "version": 1 }).status, 404);
    for query in ["limit=0", "limit=101", "after=x", "status=secret"] {
        assert_eq!(
            send!(service, GET & format!("/api/v1/articles?{query}"), &ana).status,
            422,
            "{query}"
        );
    }
    for path in
        ["/api/v1/articles?page=1", "/api/v1/articles/x", "/tags/%00", "/sections/none", "/?page=0"]
    {
        let status = send!(service, GET path, "").status;
        assert!(status == 400 || status == 404, "{path}: {status}");
    }
    assert_eq!(send!(service, GET "/api/v1/articles?tag=%00", "").status, 422);
}

#[actix_web::test]
async fn a_retry_with_the_same_key_makes_one_article() {
    let site = open();
    let ana = hires(&site, "ana", Role::Author, Scope::Publish).await;
    let service = service!(site);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let sent = request(
            Method::POST,
            "/api/v1/articles",
            &ana,
            Some(json!({ "title": "Mud", "body": "Mud." })),
        )
        .insert_header(("idempotency-key", "one"));
        let answer = call_service(&service, sent.to_request()).await;
        assert!(answer.headers().contains_key(header::LOCATION));
        ids.push(read_answer(answer).await.body["id"].clone());
    }
    assert_eq!(ids[0], ids[1]);
    assert_eq!(
        send!(service, GET "/api/v1/articles?status=draft", &ana).body["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[actix_web::test]
async fn lists_go_on_where_they_ended() {
    let site = open();
    let ana = hires(&site, "ana", Role::Editor, Scope::Publish).await;
    let service = service!(site);
    for n in 1..=5 {
        let made = send!(service, POST "/api/v1/articles", &ana, {
            "title": format!("Number {n}"), "body": "Mud.", "status": "published", "section": format!("S{n}"), "tags": ["t"]
        });
        assert_eq!(made.status, 201);
    }
    let mut titles = Vec::new();
    let mut path = "/api/v1/articles?tag=t&limit=2".to_owned();
    loop {
        let part = send!(service, GET & path, "");
        titles.extend(
            part.body["items"].as_array().expect("items").iter().map(|item| item["title"].clone()),
        );
        let Some((link, rest)) =
            part.link.strip_prefix("<https://news.example").and_then(|link| link.split_once('>'))
        else {
            break;
        };
        assert_eq!(rest, "; rel=\"next\"");
        path = link.to_owned();
    }
    assert_eq!(titles, ["Number 5", "Number 4", "Number 3", "Number 2", "Number 1"]);
    let sections = send!(service, GET "/api/v1/sections?limit=3", "");
    assert_eq!(
        sections.body["items"][2],
        json!({
            "slug": "s3", "name": "S3", "path": "S3", "parent": null, "description": "", "position": 0,
            "url": "https://news.example/sections/s3", "articles": 1
        })
    );
    let after = sections.body["next"].as_str().expect("more").to_owned();
    assert_eq!(
        send!(service, GET & format!("/api/v1/sections?after={after}"), "").body["items"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    for list in ["sections", "tags"] {
        for none in ["x", &list::cursor("No Slug"), &list::cursor("a\0b"), &list::cursor("")] {
            let answer = send!(service, GET & format!("/api/v1/{list}?after={none}"), "");
            assert_eq!(
                (answer.status, &answer.body["errors"][0]["code"]),
                (422, &json!("cursor")),
                "{list} {none}"
            );
        }
    }
}

#[actix_web::test]
async fn the_front_page_shows_what_changed_before_the_change_is_answered() {
    let site = open();
    let ana = hires(&site, "ana", Role::Editor, Scope::Publish).await;
    let service = service!(site);
    let page =
        |answer: TestAnswer| (answer.status, answer.body.as_str().unwrap_or_default().to_owned());
    let (status, empty) = page(send!(service, GET "/", ""));
    assert!(status == 200 && empty.contains("Nothing has been published here yet"));
    for n in 1..=3 {
        let fields = request(
            Method::POST,
            "/api/v1/articles",
            &ana,
            Some(json!({
                "title": format!("Number {n}"), "body": "Who pays for the **mud**?", "status": "published", "section": "Harbour"
            })),
        );
        assert_eq!(call_service(&service, fields.to_request()).await.status(), 201);
    }
    let (_, front) = page(send!(service, GET "/?utm_source=mail", ""));
    assert!(
        front.contains("Number 3") && front.contains("Number 2") && !front.contains("Number 1")
    );
    assert!(front.contains("Who pays for the mud?") && front.contains("Continue reading"));
    assert!(front.contains("href=\"/?page=2\"") && front.contains("href=\"/sections/harbour\""));
    let (_, older) = page(send!(service, GET "/?page=2", ""));
    assert!(older.contains("Number 1") && older.contains("href=\"/\""));
    let (status, last) = page(send!(service, GET "/?page=3", ""));
    assert!(status == 200 && last.contains("Number 1"), "a page beyond the last is the last");
    let (status, section) = page(send!(service, GET "/sections/harbour?page=2", ""));
    assert!(status == 200 && section.contains("Number 1"));

    let renamed =
        send!(service, PATCH "/api/v1/articles/3", &ana, { "version": 1, "title": "Renamed" });
    assert_eq!(renamed.status, 200);
    assert!(page(send!(service, GET "/", "")).1.contains("Renamed"));
}
