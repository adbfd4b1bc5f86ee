//! Bylines: the authors of articles, and their pages.

use serde_json::{Value, json};

use crate::support::app::TestApp;

#[tokio::test]
async fn several_authors_each_have_a_page() {
    let app = TestApp::publishing().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let names = ["Ines Almeida", "dpa/AFP", "Bo & Co"];
    let story = app.article().title("The dredger").with("bylines", json!(names)).create().await;
    let page = reader.see(&story.path).await.expect(200);
    page.assert_shows("By <b><a href=\"/authors/ines-almeida\">Ines Almeida</a></b>, <b>");
    page.assert_shows("</b> and <b><a href=\"/authors/bo-co\">Bo &#38; Co</a></b>");
    page.assert_shows("\"url\":\"http");
    let told = json!({ "biography": "Writes about <mud>." });
    editor.patch("/api/v1/authors/ines-almeida", &told).await.expect(200);
    app.article().title("Not hers").with("byline", "Bo Lind").create().await;
    let page = reader.see("/authors/ines-almeida").await.expect(200);
    page.assert_shows("<p class=\"kicker\">Author</p><h1>Ines Almeida</h1>");
    page.assert_shows("Writes about &#60;mud&#62;.</p>");
    page.assert_shows("The dredger");
    page.assert_hides("Not hers");
    let listed = reader.see("/api/v1/articles?author=bo-lind").await.expect(200).json();
    assert_eq!(listed["items"][0]["bylines"], json!([{ "slug": "bo-lind", "name": "Bo Lind" }]));
    assert_eq!(listed["items"][0]["byline"], "Bo Lind");
    reader.see("/authors/nobody").await.expect(404);
    let secret = json!({ "title": "Secret", "body": "Secret.", "bylines": ["A Whistleblower"] });
    editor.post("/api/v1/articles", &secret).await.expect(201);
    reader.see("/authors/a-whistleblower").await.expect(404);
}

#[tokio::test]
async fn a_renamed_and_a_merged_author_keep_their_addresses() {
    let app = TestApp::publishing().await;
    let (editor, author, reader) = (app.editor().await, app.author().await, app.reader());
    let story = app.article().with("bylines", json!(["I. Almeida", "Bo"])).create().await;
    app.article().with("byline", "Ines Almeida").create().await;
    let into = json!({ "into": "ines-almeida" });
    author.post("/api/v1/authors/i-almeida/merge", &into).await.expect(403);
    let merged = editor.post("/api/v1/authors/i-almeida/merge", &into).await.expect(200).json();
    assert_eq!(merged["articles"], 2);
    let named = json!({ "name": "Ines Ruiz", "account": author.id });
    let renamed = editor.patch("/api/v1/authors/ines-almeida", &named).await.expect(200).json();
    assert_eq!((&renamed["slug"], &renamed["account"]), (&json!("ines-ruiz"), &json!(author.id)));
    for old in ["i-almeida", "ines-almeida"] {
        let moved = reader.see(&format!("/authors/{old}")).await.expect(301);
        assert_eq!(moved.location(), "/authors/ines-ruiz");
    }
    reader.see(&story.path).await.expect(200).assert_shows(">Ines Ruiz</a></b> and <b>");
    let public = reader.see("/api/v1/authors/ines-ruiz").await.expect(200).json();
    assert_eq!(public["account"], Value::Null);
    let again = app.article().with("byline", "I. Almeida").create().await;
    reader.see(&again.path).await.expect(200).assert_shows("Ines Ruiz");
    let other = json!({ "name": "Somebody", "account": author.id });
    let taken = editor.post("/api/v1/authors", &other).await.expect(409);
    assert_eq!(taken.code(), "account_taken");
    assert_eq!(editor.remove("/api/v1/authors/bo").await.expect(409).code(), "in_use");
}

#[tokio::test]
async fn a_revision_brings_bylines_back() {
    let app = TestApp::publishing().await;
    let editor = app.editor().await;
    let story = app.article().by(&editor).with("bylines", json!(["Ana", "Bo"])).create().await;
    let path = format!("/api/v1/articles/{}", story.id);
    let change = json!({ "version": 1, "byline": "" });
    let changed = editor.patch(&path, &change).await.expect(200).json();
    assert_eq!(changed["bylines"], json!([]));
    let restore = format!("{path}/revisions/1/restore");
    let back = editor.post(&restore, &json!({ "version": 2 })).await.expect(200).json();
    assert_eq!(back["byline"], "Ana, Bo");
}

#[tokio::test]
async fn a_month_has_a_page() {
    let app = TestApp::start().await;
    let reader = app.reader();
    app.article().title("Late").with("published_at", "2026-02-28T23:59:59Z").create().await;
    app.article().title("Later").with("published_at", "2026-03-01T00:00:00Z").create().await;
    let page = reader.see("/archive/2026/02").await.expect(200);
    page.assert_shows("<h1>February 2026</h1>");
    page.assert_shows(">Late<");
    page.assert_hides(">Later<");
    for path in ["/archive/2026/01", "/archive/2026/2", "/archive/2026/13", "/archive/26/02"] {
        reader.see(path).await.expect(404);
    }
}
