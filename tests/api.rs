//! The JSON API against its description: every example works, every operation is described, and
//! requests can be resent.

use std::collections::BTreeSet;

use rejoinder::config::SurgeMode;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::pictures::{photo, with_form};
use crate::support::process::Installation;
use crate::support::snapshots;

#[tokio::test]
async fn the_description_is_openapi_3_1_and_the_command_prints_the_same() {
    let app = TestApp::start().await;
    let served = app.reader().see("/api/v1/openapi.json").await.expect(200);
    let document = served.json();
    assert!(document["openapi"].as_str().expect("a version").starts_with("3.1"));
    assert_eq!(
        app.request(Method::GET, "/api/v1/openapi.json")
            .header("if-none-match", served.header("etag"))
            .send()
            .await
            .expect("an answer")
            .status(),
        304
    );
    let printed = Installation::new().json(&["openapi"]);
    assert_eq!(printed, document);
}

#[tokio::test]
async fn every_reference_in_the_description_resolves() {
    let app = TestApp::start().await;
    let served = app.reader().see("/api/v1/openapi.json").await;
    let (document, text) = (served.json(), served.text());
    let references: BTreeSet<&str> =
        text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(references.len() > 10);
    let lost: Vec<_> =
        references.into_iter().filter(|pointer| document.pointer(pointer).is_none()).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[tokio::test]
async fn every_route_is_described_and_every_description_is_a_route() {
    let app = TestApp::start().await;
    let document = app.reader().see("/api/v1/openapi.json").await.json();
    let table = include_str!("../src/routes.rs");
    let routes: BTreeSet<&str> =
        table.split('"').skip(1).step_by(2).filter(|path| path.starts_with("/api/v1/")).collect();
    let paths = document["paths"].as_object().expect("paths");
    let described: BTreeSet<&str> =
        paths.keys().map(String::as_str).filter(|path| path.starts_with("/api/")).collect();
    assert_eq!(routes, described);
    for (path, operations) in paths {
        for method in
            operations.as_object().expect("operations").keys().filter(|key| is_method(key))
        {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
            let path = path.replace("{id}", "1").replace("{token}", "x");
            let answer = Answer::to(app.request(method.clone(), &path)).await;
            assert_ne!(answer.status, 405, "{method} {path}");
            // Nothing in the table gives the same 404 for everything.
            assert!(
                !answer.shows("There is nothing here.") || path.contains('1'),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn every_operation_lists_its_errors_and_has_an_example_body() {
    let app = TestApp::start().await;
    let document = app.reader().see("/api/v1/openapi.json").await.json();
    for (path, method, operation) in operations(&document) {
        let responses = operation["responses"].as_object().expect("responses");
        let what = format!("{method} {path}");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{what} never succeeds");
        let ways = operation["security"].as_array().cloned().unwrap_or_default();
        // An empty way among them means that anyone may ask.
        if !ways.is_empty() && ways.iter().all(|way| way != &json!({})) {
            assert!(responses.contains_key("401") && responses.contains_key("403"), "{what}");
        }
        if path.contains('{') {
            assert!(responses.contains_key("404"), "{what}");
        }
        if operation.get("requestBody").is_some() {
            for status in ["400", "413", "415", "422"] {
                assert!(responses.contains_key(status), "{what} does not list {status}");
            }
            let has_example = example(&document, &operation).is_some() || is_upload(&operation);
            assert!(has_example, "{what} has no example of its body");
        }
        assert!(
            operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
            "{what} says nothing"
        );
    }
}

#[tokio::test]
async fn a_parameter_that_a_route_does_not_have_is_refused_everywhere() {
    let app = TestApp::start().await;
    let (admin, reader) = (app.admin().await, app.reader());
    let document = reader.see("/api/v1/openapi.json").await.json();
    for (path, method, _) in operations(&document) {
        if !path.starts_with("/api/") {
            continue;
        }
        let target = format!("{}?dry_rum=1", path.replace("{id}", "1"));
        let request = admin
            .request(Method::from_bytes(method.to_uppercase().as_bytes()).expect("one"), &target);
        let answer = Answer::to(request).await.expect(400);
        answer.assert_shows("This route has no parameter");
        assert!(answer.shows("dry_rum"), "{method} {path}");
    }
    // Parameters that there are stay.
    let article = app.article().create().await;
    reader.see(&format!("/api/v1/articles/{}/comments?limit=5", article.id)).await.expect(200);
    reader.see("/api/v1/counts?path=/a&path=/b").await.expect(200);
    reader.see("/api/v1/articles/1?").await.expect(200);
    admin.get("/api/v1/comments?status=pending&limit=5&q=mud").await.expect(200);
}

/// One answer has everything that is wrong with a body: fields that do not exist, values of another
/// type, and what the fields' own checks find.
#[tokio::test]
async fn an_unknown_field_hides_no_other_fault_of_a_body() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let article = app.article().create().await;
    let comment = json!({
        "text": "", "name": 7, "email": "nobody", "website": "ftp://example.com", "parent_id": "first",
        "colour": "red", "size": { "width": 3 },
    });
    let answer = app.reader().post_json(&article, &comment).await.expect(422);
    let faults = answer.faults();
    let faults: BTreeSet<(&str, &str)> =
        faults.iter().map(|(pointer, code)| (pointer.as_str(), code.as_str())).collect();
    assert_eq!(
        faults,
        BTreeSet::from([
            ("/colour", "unknown_field"),
            ("/email", "email_format"),
            ("/name", "wrong_type"),
            ("/parent_id", "wrong_type"),
            ("/size", "unknown_field"),
            ("/text", "required"),
            ("/website", "url_format"),
        ])
    );
    let rule = json!({
        "name": "", "action": "burn", "reason": 1, "colour": "red",
        "condition": { "all": [{ "field": "text", "operator": "near", "value": "x", "weight": 2 }] },
    });
    let answer = admin.post("/api/v1/rules", &rule).await.expect(422);
    let pointers: BTreeSet<String> =
        answer.faults().into_iter().map(|(pointer, _)| pointer).collect();
    for pointer in [
        "/name",
        "/action",
        "/reason",
        "/colour",
        "/condition/all/0/weight",
        "/condition/all/0/operator",
    ] {
        assert!(pointers.contains(pointer), "{pointer} is not in {pointers:?}");
    }
    // And so it is on every route with a body.
    let document = app.reader().see("/api/v1/openapi.json").await.json();
    for (path, method, operation) in operations(&document) {
        let Some(mut body) = example(&document, &operation) else { continue };
        body["colour"] = json!("red");
        let target = place(&app, &admin, &path, &method).await;
        let verb = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
        let request = admin.request(verb, &target).json(&body);
        let answer = Answer::of(request.send().await.expect("an answer")).await;
        let faults = answer.expect(422).faults();
        assert!(
            faults.contains(&("/colour".to_owned(), "unknown_field".to_owned())),
            "{method} {target}: {faults:?}"
        );
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn every_example_gets_a_described_answer() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let document = app.reader().see("/api/v1/openapi.json").await.json();
    let mut played = 0;
    for (path, method, operation) in operations(&document) {
        // Each in a world of its own: something for every {id} to name.
        let target = place(&app, &admin, &path, &method).await;
        let verb = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
        let mut request = admin.request(verb, &target);
        if let Some(mut body) = example(&document, &operation) {
            // The version is the one that was looked at, which no example can know.
            if body.get("version").is_some()
                && method == "patch"
                && path.starts_with("/api/v1/articles")
            {
                body["version"] = admin.get(&target).await.expect(200).json()["version"].clone();
            }
            request = request.json(&body);
        } else if is_upload(&operation) {
            request = with_form(request, &[("alt", "Mud")], "mud.jpg", &photo(40, 30, 1));
        }
        let answer = Answer::to(request).await;
        let what = format!("{method} {target}: {} {}", answer.status, answer.text());
        assert!((200..300).contains(&answer.status), "{what}");
        let described = &operation["responses"][answer.status.to_string()];
        assert!(described.is_object(), "not described: {what}");
        if let Some(content) = described["content"].as_object() {
            let kind = answer.header("content-type").split(';').next().unwrap_or_default();
            assert!(content.contains_key(kind), "{kind}: {what}");
        }
        played += 1;
    }
    assert!(played >= 20, "{played}");
    app.run_jobs().await;
}

/// A path of an operation whose resources exist.
async fn place(
    app: &TestApp,
    admin: &crate::support::staff::Staff,
    path: &str,
    method: &str,
) -> String {
    if path.starts_with("/api/v1/readers/{author}") {
        let article = app.article().by(admin).create().await;
        let id = app.reader().post(&article, &format!("For {method} {path}.")).await.id;
        let author = admin.comment(id).await["author"].as_str().expect("a key").to_owned();
        return path.replace("{author}", &author);
    }
    if path == "/api/v1/search" {
        return format!("{path}?q=harbour");
    }
    let id = if path.ends_with("/notes/{note}") {
        let article = app.article().by(admin).create().await;
        let notes = path.replace("{id}", &article.id.to_string()).replace("/{note}", "");
        let note = admin.post(&notes, &json!({ "text": "Who says so?" })).await.expect(201);
        return format!("{notes}/{}", note.json()["id"]);
    } else if path.starts_with("/api/v1/articles/{id}") {
        app.article().by(admin).create().await.id
    } else if path.starts_with("/api/v1/media/{id}") {
        let seed = if method == "delete" { 2 } else { 3 };
        let request = admin.request(Method::POST, "/api/v1/media");
        let request = with_form(request, &[], "mud.jpg", &photo(40, 30, seed));
        Answer::to(request).await.json()["id"].as_i64().expect("an id")
    } else if path.starts_with("/api/v1/comments/{id}") {
        let article = app.article().by(admin).create().await;
        let id = app.reader().post(&article, &format!("For {method} {path}.")).await.id;
        // What was never approved can be neither flagged nor marked nor taken back.
        if method == "put" || path.ends_with("/undo") || path.ends_with("/flags") {
            admin.approve(id).await;
        }
        id
    } else if path.starts_with("/api/v1/reviews/{id}") {
        let article = app.article().by(admin).create().await;
        let id = app.reader().post(&article, &format!("For {method} {path}.")).await.id;
        admin.approve(id).await;
        app.reader().flag(id, "abuse").await.expect(202);
        admin.get("/api/v1/reviews?limit=1&kind=flags").await.expect(200);
        let all = admin.get("/api/v1/reviews?limit=100").await.expect(200).json();
        let id = all["items"].as_array().and_then(|items| items.last()).expect("a review")["id"]
            .as_i64();
        let id = id.expect("an id");
        if path.ends_with("/undo") {
            let answer = json!({ "resolution": "dismiss", "version": 2 });
            admin.post(&format!("/api/v1/reviews/{id}/resolution"), &answer).await.expect(200);
        }
        id
    } else if path.starts_with("/api/v1/bans/{id}") {
        let wish =
            json!({ "domain": "flood.example", "effect": "hold", "reason": "To be lifted." });
        admin.post("/api/v1/bans", &wish).await.expect(201).json()["id"].as_i64().expect("an id")
    } else if path.starts_with("/api/v1/batches/{id}") {
        let wish = json!({ "decision": "hold", "ids": [1] });
        let batch = admin.post("/api/v1/decisions", &wish).await.expect(202).json();
        app.run_jobs().await;
        batch["id"].as_i64().expect("an id")
    } else if path.starts_with("/api/v1/invitations/{id}") {
        let address = format!("{method}-{}@example.org", path.len());
        let wish = json!({ "email": address, "name": "Kim Osei", "role": "author" });
        let invited = admin.post("/api/v1/invitations", &wish).await.expect(201).json();
        // A link is sent again a quarter of an hour later at the earliest.
        app.advance(std::time::Duration::from_secs(1_000));
        invited["id"].as_i64().expect("an id")
    } else if path.starts_with("/api/v1/users/{id}") {
        app.moderator().await.id
    } else if path.starts_with("/api/v1/surges/{id}") {
        let article = app.article().by(admin).create().await;
        app.open_surge(&article, SurgeMode::HoldAll).await;
        article.id
    } else if path.starts_with("/api/v1/tokens/{id}") {
        let wish = json!({ "name": "to be revoked", "scopes": ["read"] });
        admin.post("/api/v1/tokens", &wish).await.expect(201).json()["id"].as_i64().expect("an id")
    } else if path.starts_with("/api/v1/sessions/{id}") {
        let desk = admin.signed_in().await;
        let list = Answer::to(desk.request(Method::GET, "/api/v1/sessions")).await;
        list.expect(200).json()["items"][0]["id"].as_i64().expect("an id")
    } else if path == "/api/v1/deliveries/{id}/cancel" {
        app.core.mailer.answer_next(rejoinder::mail::Outcome::try_later("at RCPT: later"));
        admin.put("/api/v1/policies/site", &json!({ "policy": "hold_all" })).await.expect(200);
        let article = app.article().by(admin).create().await;
        app.reader().post(&article, "It waits.").await;
        app.run_jobs().await;
        let waiting = admin.get("/api/v1/deliveries?state=waiting").await.expect(200).json();
        waiting["items"][0]["id"].as_i64().expect("an id")
    } else if path.starts_with("/api/v1/deliveries/{id}") {
        app.core.mailer.answer_next(rejoinder::mail::Outcome::refused("data: 554"));
        let article = app.article().by(admin).create().await;
        app.reader().post(&article, "Nobody hears of this.").await;
        app.run_jobs().await;
        let dead = admin.get("/api/v1/deliveries?state=dead").await.expect(200).json();
        dead["items"][0]["id"].as_i64().expect("an id")
    } else if path.starts_with("/api/v1/suppressions/{id}") {
        // Other places have set another policy; a held comment is a mail to the staff.
        admin.put("/api/v1/policies/site", &json!({ "policy": "hold_all" })).await.expect(200);
        let article = app.article().by(admin).create().await;
        // The example of another place has changed what the admin gets.
        app.moderator().await;
        // A relay that has taken a mail since its last refusal is not at fault itself.
        app.reader().post(&article, "The relay takes this mail.").await;
        app.run_jobs().await;
        let refusal = rejoinder::mail::Outcome::recipient_refused("at RCPT the relay answered 550");
        app.core.mailer.answer_next(refusal);
        app.reader().post(&article, "Nobody hears of this.").await;
        app.run_jobs().await;
        let listed = admin.get("/api/v1/suppressions").await.expect(200).json();
        let id = listed["items"][0]["id"].as_str().expect("a suppression");
        return path.replace("{id}", id);
    } else if path.starts_with("/api/v1/rules/{id}") {
        let rule = json!({ "name": "Gambling", "action": "flag", "reason": "Look", "condition":
            { "field": "text", "operator": "contains_word", "value": "casino" } });
        let id = admin.post("/api/v1/rules", &rule).await.expect(201).json()["id"]
            .as_i64()
            .expect("an id");
        let seen = if method == "delete" { "?version=1" } else { "" };
        return format!("{}{seen}", path.replace("{id}", &id.to_string()));
    } else if path == "/api/v1/filter" {
        admin
            .put(path, &json!({ "held_per_thousand": 10, "spam_per_thousand": 0 }))
            .await
            .expect(200);
        return path.to_owned();
    } else if path.starts_with("/api/v1/policies/{id}") {
        admin.put("/api/v1/policies/site", &json!({ "policy": "hold_all" })).await.expect(200);
        return path.replace("{id}", "site");
    } else if path.starts_with("/api/v1/views/{id}") {
        let view = json!({ "name": "Waiting", "filter": { "status": "pending" } });
        admin.post("/api/v1/views", &view).await.expect(201).json()["id"].as_i64().expect("an id")
    } else if ["/api/v1/sections/{slug}", "/api/v1/tags/{slug}"].contains(&path)
        && method == "patch"
    {
        // The example of the fields serves for a new one, too.
        admin.post(&path.replace("/{slug}", ""), &json!({ "name": "Ports" })).await;
        return path.replace("{slug}", "ports");
    } else if path == "/api/v1/sections/{slug}/merge" || path == "/api/v1/tags/{slug}/merge" {
        let kind = if path.contains("sections") { "sections" } else { "tags" };
        let list = format!("/api/v1/{kind}");
        // The example merges into `harbour`.
        admin.post(&list, &json!({ "name": "Port" })).await.expect(201);
        admin.post(&list, &json!({ "name": "Harbour" })).await;
        return path.replace("{slug}", "port");
    } else if path.starts_with("/api/v1/sections/{slug}") && method == "delete" {
        admin.post("/api/v1/sections", &json!({ "name": "Empty" })).await.expect(201);
        return path.replace("{slug}", "empty");
    } else if path.starts_with("/api/v1/sections/{slug}") {
        app.article().by(admin).section("Harbour").create().await;
        return path.replace("{slug}", "harbour");
    } else if path == "/api/v1/authors/{slug}" && method == "patch" {
        // The example of the fields serves for a new author, too.
        let renamed = json!({ "name": "Ines Almeida-Ruiz" });
        admin.post("/api/v1/authors", &renamed).await;
        return path.replace("{slug}", "ines-almeida-ruiz");
    } else if path.starts_with("/api/v1/authors/{slug}") {
        // The example merges into `harbour`.
        admin.post("/api/v1/authors", &json!({ "name": "Harbour" })).await;
        let new = json!({ "name": format!("Author for {method} {}", path.len()) });
        let made = admin.post("/api/v1/authors", &new).await.expect(201).json();
        return path.replace("{slug}", made["slug"].as_str().expect("a slug"));
    } else if path.starts_with("/api/v1/tags/{slug}") {
        let name = format!("Tag for {method}");
        let made = admin.post("/api/v1/tags", &json!({ "name": name })).await.expect(201).json();
        return path.replace("{slug}", made["slug"].as_str().expect("a slug"));
    } else {
        assert!(!path.contains('{'), "what stands behind {path}?");
        return path.to_owned();
    };
    path.replace("{id}", &id.to_string()).replace("{revision}", "1")
}

#[tokio::test]
async fn the_json_endpoint_obeys_the_rules_of_the_form() {
    let app = TestApp::start().await;
    let (article, closed) = (app.article().create().await, app.article().closed().create().await);
    let reader = app.reader();
    let body = |text: &str| json!({ "text": text, "name": "Jo", "email": reader.email });
    let faults = reader
        .post_json(&article, &json!({ "email": "nobody", "website": "ftp://a" }))
        .await
        .expect(422);
    snapshots::json("comment_with_faults", &faults.json());

    assert_eq!(reader.post_json(&closed, &body("Closed.")).await.expect(403).code(), "closed");
    let mut orphan = body("An answer.");
    orphan["parent_id"] = json!(999_999);
    assert_eq!(reader.post_json(&article, &orphan).await.expect(403).code(), "parent_unavailable");
    let held = reader.post_json(&article, &body("Held.")).await.expect(202).json();
    snapshots::json("comment_posted", &held);
    let id = held["id"].as_i64().expect("a number");
    snapshots::json("comment_for_moderators", &app.moderator().await.comment(id).await);
    let fast = reader.post_json(&article, &body("Too fast.")).await.expect(429);
    assert_eq!((fast.code().as_str(), fast.header("retry-after")), ("too_fast", "15"));
    let detail = fast.json()["detail"].as_str().expect("a sentence").to_owned();
    assert!(detail.ends_with("Wait 15 seconds, then post this one."), "{detail}");
    app.advance(std::time::Duration::from_secs(15));
    assert_eq!(reader.post_json(&article, &body("Held.")).await.expect(409).code(), "duplicate");
    reader
        .post_json(
            &article,
            &json!({ "text": "a", "name": "b", "email": "c@mail.test", "ip": "x" }),
        )
        .await
        .expect(422);
    reader.post_json(&article, &json!(["text"])).await.expect(400);
    let long = reader.post_json(&article, &body(&"字".repeat(20_001))).await.expect(422);
    assert!(long.text().contains("20,001"), "{}", long.text());
    app.run_jobs().await;
}

#[tokio::test]
async fn a_comment_resent_with_its_key_is_stored_once() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let body = json!({ "text": "Once.", "name": "Jo", "email": reader.email });
    let key = [("idempotency-key", "0c5f2a1e")];
    let first = reader.post_json_with(&article, &body, &key).await.expect(202).json();
    let again = reader.post_json_with(&article, &body, &key).await.expect(202).json();
    assert_eq!(first["id"], again["id"]);
    assert_eq!(app.comments().await.len(), 1);
    // Without the key it is the same comment again.
    app.advance(std::time::Duration::from_secs(60));
    reader.post_json(&article, &body).await.expect(409);
    let unreadable = [("idempotency-key", "a b")];
    reader.post_json_with(&article, &body, &unreadable).await.expect(400);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_staff_request_resent_with_its_key_is_done_once() {
    let app = TestApp::start().await;
    let (editor, other) = (app.editor().await, app.editor().await);
    let new = json!({ "title": "Once", "body": "B", "status": "published" });
    let send = async |staff: &crate::support::staff::Staff, body: &Value| {
        let request =
            staff.request(Method::POST, "/api/v1/articles").header("idempotency-key", "key-7");
        Answer::to(request.json(body)).await
    };
    let first = send(&editor, &new).await.expect(201).json();
    assert_eq!(send(&editor, &new).await.expect(201).json()["id"], first["id"]);
    assert_eq!(app.count("articles", "title = 'Once'").await, 1);
    send(&editor, &json!({ "title": "Other", "body": "B" })).await.expect(422);
    // The same key of somebody else is another key.
    assert_ne!(send(&other, &new).await.expect(201).json()["id"], first["id"]);
    // Ten at once.
    let token = json!({ "name": "ten at once", "scopes": ["read"] });
    let race = (0..10).map(|_| async {
        let request = app.request(Method::POST, "/api/v1/articles").bearer_auth(&editor.token);
        let new = json!({ "title": "Raced", "body": "B" });
        Answer::to(request.header("idempotency-key", "race").json(&new)).await
    });
    for answer in futures_util::future::join_all(race).await {
        answer.expect(201);
    }
    assert_eq!(app.count("articles", "title = 'Raced'").await, 1);
    // A secret is not kept with its key.
    let admin = app.admin().await;
    let make = async || {
        let request =
            admin.request(Method::POST, "/api/v1/tokens").header("idempotency-key", "token");
        Answer::to(request.json(&token)).await.expect(201).json()
    };
    let (first, again) = (make().await, make().await);
    assert_eq!(first["id"], again["id"]);
    let secret = first["token"].as_str().expect("a token");
    assert_eq!(app.count("idempotency_keys", &format!("body LIKE '%{secret}%'")).await, 0);
}

#[tokio::test]
async fn times_are_rfc_3339_in_utc() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    app.reader().post(&article, "When?").await;
    let list = app
        .reader()
        .see(&format!("/api/v1/articles/{}/comments", article.id))
        .await
        .expect(200)
        .json();
    assert_eq!(list["items"][0]["created_at"], "2026-11-22T09:00:30Z");
    let shown =
        app.reader().see(&format!("/api/v1/articles/{}", article.id)).await.expect(200).json();
    snapshots::json("article", &shown);
    assert_eq!(shown["published_at"], "2026-11-22T09:00:00Z");
    assert_eq!(shown["comment_count"], 1);
    app.run_jobs().await;
}

fn is_method(key: &str) -> bool {
    ["get", "post", "put", "patch", "delete"].contains(&key)
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for (method, operation) in
            operations.as_object().expect("operations").iter().filter(|(key, _)| is_method(key))
        {
            all.push((path.clone(), method.clone(), operation.clone()));
        }
    }
    assert!(!all.is_empty());
    all
}

/// Whether the body of an operation is a form with a file, which has no JSON.
fn is_upload(operation: &Value) -> bool {
    operation["requestBody"]["content"]["multipart/form-data"].is_object()
}

/// The example of an operation's body: its own, or that of the schema.
fn example(document: &Value, operation: &Value) -> Option<Value> {
    let content = operation["requestBody"]["content"]["application/json"].as_object()?;
    let own = content.get("example").cloned();
    own.or_else(|| {
        let name = content["schema"]["$ref"].as_str()?.rsplit('/').next()?.to_owned();
        let schema = &document["components"]["schemas"][name];
        schema.get("example").cloned().or_else(|| schema["examples"].as_array()?.first().cloned())
    })
}

#[cfg(feature = "system-tests")]
mod attacked;
