//! The API and the desk over HTTP.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use serde_json::{Value, json};

use crate::accounts::model::{Role, Scope};
use crate::accounts::sign_in::{Browser, begin_session};
use crate::accounts::web::cookie;
use crate::ids::AccountId;
use crate::post_processing;
use crate::service_tests::TestApp;

const BASE: &str = "https://news.example";

/// The parts of an answer that scenes check.
struct TestAnswer {
    status: u16,
    body: Value,
    location: String,
    link: String,
}

impl TestAnswer {
    fn page(&self) -> &str {
        self.body.as_str().expect("a page")
    }
}

fn open() -> TestApp {
    TestApp::open(&format!("[server]\nbase_url = '{BASE}'\n[comments]\nmin_interval = 0"))
}

/// The secret of a signed-in browser.
async fn sign_in(site: &TestApp, id: AccountId) -> String {
    let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    let browser = Browser { label: "Firefox".to_owned(), address, cookie_hash: None };
    begin_session(&site.app, id, browser, site.app.clock.now()).await.expect("a session")
}

fn request(method: Method, path: &str) -> TestRequest {
    TestRequest::default().method(method).uri(path).insert_header((header::HOST, "news.example"))
}

fn api(method: Method, path: &str, token: &str) -> TestRequest {
    request(method, &format!("/api/v1{path}"))
        .insert_header((header::AUTHORIZATION, format!("Bearer {token}")))
}

fn desk(method: Method, path: &str, session: &str) -> TestRequest {
    request(method, path).cookie(cookie::persistent(session, BASE))
}

/// Sends a request and reads the answer. A macro, because the service's type has no name.
macro_rules! send {
    ($service:expr, $request:expr) => {
        read_answer(call_service(&$service, $request.to_request()).await).await
    };
}

async fn read_answer<B: MessageBody>(answer: ServiceResponse<B>) -> TestAnswer {
    let header = |name| {
        answer
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    let (location, link, status) =
        (header(header::LOCATION), header(header::LINK), answer.status().as_u16());
    let bytes = read_body(answer).await;
    let body = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned().into());
    TestAnswer { status, body, location, link }
}

macro_rules! publish {
    ($service:expr, $token:expr) => {{
        let article = json!({ "title": "Mud", "body": "The *dredger* comes.", "section": "Harbour", "status": "published" });
        let made = send!($service, api(Method::POST, "/articles", $token).set_json(article));
        assert_eq!(made.status, 201, "{}", made.body);
        made.body["id"].as_i64().expect("a number")
    }};
}

macro_rules! post {
    ($service:expr, $article:expr, $name:expr, $text:expr) => {{
        let comment = json!({ "text": $text, "name": $name, "email": format!("{}@leak.test", $name) });
        let path = format!("/api/v1/articles/{}/comments", $article);
        let stored = send!($service, request(Method::POST, &path).set_json(comment));
        assert_eq!(stored.status, 202, "{}", stored.body);
        stored.body["id"].as_i64().expect("a number")
    }};
}

macro_rules! decide {
    ($service:expr, $token:expr, $id:expr, $decision:expr, $version:expr) => {{
        let path = format!("/comments/{}/decisions", $id);
        let decision = json!({ "decision": $decision, "version": $version });
        send!($service, api(Method::POST, &path, $token).set_json(decision))
    }};
}

#[actix_web::test]
async fn a_comment_is_found_decided_and_public_before_the_answer() {
    let site = open();
    let (_, editor) = site.add_staff("Maren", Role::Editor, Scope::Publish).await;
    let (_, jo) = site.add_staff("Jo", Role::Moderator, Scope::Moderate).await;
    let service = service!(site);
    let article = publish!(service, &editor);
    let id = post!(service, article, "ada", "We were **not** asked.");
    site.app.clock.advance(Duration::from_secs(90));
    assert_eq!(post_processing::process_part(&site.app.db).await.expect("read"), 1);

    let waiting =
        send!(service, api(Method::GET, "/comments?status=pending&section=harbour&q=NOT", &jo));
    let item = &waiting.body["items"][0];
    assert_eq!((waiting.status, &item["id"]), (200, &json!(id)));
    assert_eq!((&item["masked_email"], &item["version"]), (&json!("a•••@l•••.test"), &json!(1)));
    let held = json!([{ "code": "policy_hold_all", "detail": "Every comment is held" }]);
    assert_eq!((&item["reasons"], &item["first_status"]), (&held, &json!("pending")));
    assert!(!waiting.body.to_string().contains("leak.test"));

    let thread = format!("/api/v1/articles/{article}/comments");
    assert_eq!(send!(service, request(Method::GET, &thread)).body["items"], json!([]));
    let approved = decide!(service, &jo, id, "approve", 1);
    assert_eq!(
        (approved.status, &approved.body["status"], &approved.body["version"]),
        (200, &json!("approved"), &json!(2))
    );
    assert_eq!(send!(service, request(Method::GET, &thread)).body["items"][0]["id"], json!(id));

    let path = format!("/comments/{id}");
    let text = json!({ "text": "We were asked.", "version": 2 });
    let edited = send!(service, api(Method::PATCH, &path, &jo).set_json(text));
    assert_eq!((edited.status, &edited.body["html"]), (200, &json!("<p>We were asked.</p>\n")));
    assert_eq!(
        send!(service, request(Method::GET, &thread)).body["items"][0]["html"],
        edited.body["html"]
    );

    let shown = send!(service, api(Method::GET, &path, &jo));
    let context = &shown.body["context"];
    assert_eq!((shown.status, &context["article_excerpt"]), (200, &json!("The dredger comes.")));
    assert_eq!(context["revisions"][0]["text"], "We were **not** asked.");
    let log: Vec<&Value> = context["decisions"]
        .as_array()
        .expect("a log")
        .iter()
        .map(|line| &line["decision"])
        .collect();
    assert_eq!(log, ["hold", "approve", "edit"]);
    assert_eq!(context["decisions"][1]["by"]["name"], "Jo");

    let queue = send!(service, api(Method::GET, "/queue", &jo));
    assert_eq!((queue.status, &queue.body["counts"]["approved"]), (200, &json!(1)));
    assert_eq!(
        (&queue.body["median_decision_seconds"], &queue.body["oldest_pending_at"]),
        (&json!(90), &Value::Null)
    );
    assert_eq!(
        queue.body["sections"][0]["section"],
        json!({ "slug": "harbour", "name": "Harbour" })
    );
}

#[actix_web::test]
async fn a_late_decision_is_refused_with_the_present_state() {
    let site = open();
    let (_, editor) = site.add_staff("Maren", Role::Editor, Scope::Publish).await;
    let (_, jo) = site.add_staff("Jo", Role::Moderator, Scope::Moderate).await;
    let service = service!(site);
    let article = publish!(service, &editor);
    let id = post!(service, article, "ada", "We were not asked.");
    assert_eq!(decide!(service, &jo, id, "reject", 1).status, 200);

    let late = decide!(service, &jo, id, "approve", 1);
    assert_eq!((late.status, &late.body["code"]), (409, &json!("stale_version")));
    let present = json!({
        "status": "rejected", "version": 2, "decision": "reject", "decided_by": "Jo", "decided_at": "2026-11-22T12:00:00Z"
    });
    assert_eq!(late.body["present"], present);
    assert_eq!(decide!(service, &jo, id, "reject", 2).body["code"], "already");
    assert_eq!(decide!(service, &jo, id, "delete", 2).body["name"], "");
    assert_eq!(decide!(service, &jo, id, "approve", 3).body["code"], "deleted");

    let path = format!("/comments/{id}/decisions");
    let wrong = json!({ "decision": "burn", "reason": "Off topic!" });
    let faults = send!(service, api(Method::POST, &path, &jo).set_json(wrong));
    let reported: Vec<(&Value, &Value)> = faults.body["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| (&fault["pointer"], &fault["code"]))
        .collect();
    assert_eq!(faults.status, 422);
    assert_eq!(
        reported,
        [
            (&json!("/decision"), &json!("unknown")),
            (&json!("/version"), &json!("required")),
            (&json!("/reason"), &json!("unknown"))
        ]
    );
}

#[actix_web::test]
async fn a_retry_with_its_key_is_the_same_decision() {
    let site = open();
    let (_, editor) = site.add_staff("Maren", Role::Editor, Scope::Publish).await;
    let (_, jo) = site.add_staff("Jo", Role::Moderator, Scope::Moderate).await;
    let service = service!(site);
    let article = publish!(service, &editor);
    let path =
        format!("/comments/{}/decisions", post!(service, article, "ada", "We were not asked."));
    for _ in 0..2 {
        let decision = json!({ "decision": "approve", "version": 1 });
        let keyed = api(Method::POST, &path, &jo)
            .insert_header(("Idempotency-Key", "once"))
            .set_json(decision);
        let answer = send!(service, keyed);
        assert_eq!((answer.status, &answer.body["version"]), (200, &json!(2)));
    }
    let other = json!({ "decision": "reject", "version": 2 });
    let keyed =
        api(Method::POST, &path, &jo).insert_header(("Idempotency-Key", "once")).set_json(other);
    assert_eq!(send!(service, keyed).status, 422);
}

#[actix_web::test]
async fn lists_have_cursors_and_are_for_moderators_only() {
    let site = open();
    let (_, editor) = site.add_staff("Maren", Role::Editor, Scope::Publish).await;
    let (_, jo) = site.add_staff("Jo", Role::Moderator, Scope::Read).await;
    let (_, ana) = site.add_staff("Ana", Role::Author, Scope::Read).await;
    let service = service!(site);
    let article = publish!(service, &editor);
    let ids = [
        post!(service, article, "ada", "One"),
        post!(service, article, "bob", "Two"),
        post!(service, article, "ada", "Three"),
    ];

    let first = send!(service, api(Method::GET, "/comments?limit=2", &jo));
    assert_eq!(
        (&first.body["items"][0]["id"], &first.body["items"][1]["id"]),
        (&json!(ids[2]), &json!(ids[1]))
    );
    let next = first.body["next"].as_str().expect("more");
    assert_eq!(first.link, format!("<{BASE}/api/v1/comments?limit=2&after={next}>; rel=\"next\""));
    let rest = send!(service, api(Method::GET, &format!("/comments?limit=2&after={next}"), &jo));
    assert_eq!((&rest.body["items"][0]["id"], &rest.body["next"]), (&json!(ids[0]), &Value::Null));

    let author = first.body["items"][0]["author"].as_str().expect("a key");
    let ada =
        send!(service, api(Method::GET, &format!("/comments?author={author}&order=oldest"), &jo));
    let found: Vec<&Value> =
        ada.body["items"].as_array().expect("a list").iter().map(|item| &item["id"]).collect();
    assert_eq!(found, [&json!(ids[0]), &json!(ids[2])]);

    assert_eq!(send!(service, api(Method::GET, "/comments?colour=red", &jo)).status, 400);
    assert_eq!(send!(service, api(Method::GET, "/comments?status=open", &jo)).status, 422);
    assert_eq!(send!(service, api(Method::GET, "/comments/999", &jo)).status, 404);
    assert_eq!(decide!(service, &jo, ids[0], "approve", 1).body["code"], "scope");
    let paths = ["/comments".to_owned(), format!("/comments/{}", ids[0]), "/queue".to_owned()];
    for path in &paths {
        assert_eq!(send!(service, api(Method::GET, path, &ana)).body["code"], "role", "{path}");
        assert_eq!(
            send!(service, request(Method::GET, &format!("/api/v1{path}"))).status,
            401,
            "{path}"
        );
    }
}

#[actix_web::test]
async fn the_desk_decides_by_plain_forms() {
    let site = open();
    let (_, editor) = site.add_staff("Maren", Role::Editor, Scope::Publish).await;
    let (id, jo) = site.add_staff("Jo", Role::Moderator, Scope::Moderate).await;
    let service = service!(site);
    let article = publish!(service, &editor);
    let comment = post!(service, article, "ada", "We were not asked <i>.");
    let session = sign_in(&site, id).await;
    site.app.clock.advance(Duration::from_secs(7_300));

    assert!(send!(service, request(Method::GET, "/desk")).location.starts_with("/desk/login"));
    let list = send!(service, desk(Method::GET, "/desk", &session));
    assert_eq!(list.status, 200);
    for part in [
        &format!("/desk/comments/{comment}"),
        "The oldest has waited 2 hours.",
        "a•••@l•••.test",
        "Sign out",
    ] {
        assert!(list.page().contains(part), "{part} is missing in {}", list.page());
    }
    let path = format!("/desk/comments/{comment}");
    let item = send!(service, desk(Method::GET, &path, &session));
    assert!(
        item.page().contains("value=\"approve\"") && item.page().contains("The dredger comes."),
        "{}",
        item.page()
    );
    assert!(!item.page().contains("leak.test") && !item.page().contains("<i>"));
    let csrf =
        item.page().split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let csrf = csrf.expect("a token").to_owned();

    let decisions = format!("{path}/decisions");
    let form = |decision: &str, version: &str, csrf: &str| {
        let fields =
            [("csrf", csrf), ("version", version), ("decision", decision), ("note", "Seen")];
        desk(Method::POST, &decisions, &session)
            .set_form(fields.map(|(name, value)| (name.to_owned(), value.to_owned())))
    };
    assert_eq!(send!(service, form("approve", "1", "")).status, 403);
    assert_eq!(send!(service, form("approve", "1", &csrf[1..])).status, 403);
    let done = send!(service, form("approve", "1", &csrf));
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, format!("/desk?done=approve&was={comment}").as_str())
    );
    assert!(
        send!(service, desk(Method::GET, &done.location, &session))
            .page()
            .contains("Approved. The comment is public")
    );

    assert_eq!(decide!(service, &jo, comment, "spam", 2).status, 200);
    let late = send!(service, form("reject", "2", &csrf));
    assert_eq!(late.status, 409);
    assert!(late.page().contains("Jo marked it as spam meanwhile."), "{}", late.page());
    assert!(
        late.page().contains("value=\"Seen\"")
            && late.page().contains("name=\"version\" value=\"3\"")
    );

    let edit = |text: &str| {
        let fields = [("csrf", csrf.as_str()), ("version", "3"), ("text", text)];
        desk(Method::POST, &format!("{path}/edit"), &session)
            .set_form(fields.map(|(name, value)| (name.to_owned(), value.to_owned())))
    };
    let empty = send!(service, edit(" "));
    assert!(
        empty.status == 422 && empty.page().contains("data-code=\"required\""),
        "{}",
        empty.page()
    );
    let saved = send!(service, edit("We were asked."));
    assert_eq!(
        (saved.status, saved.location.as_str()),
        (303, format!("/desk?done=edit&open={comment}").as_str())
    );
    let shown = send!(service, desk(Method::GET, &path, &session));
    assert!(
        shown.page().contains("Before Jo edited it") && shown.page().contains("We were not asked")
    );
}
