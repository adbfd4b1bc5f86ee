//! A story as readers see it: what stands between its paragraphs, and around it.

use serde_json::json;

use crate::support::app::TestApp;
use crate::support::builders::Article;

/// The part of a page from one text to another.
fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("{from} is missing in {text}"));
    let end = text[start..].find(to).unwrap_or_else(|| panic!("{to} is missing after {from}"));
    &text[start..start + end]
}

async fn html(app: &TestApp, article: &Article) -> String {
    app.reader().open(article).await.text()
}

#[tokio::test]
async fn boxes_name_stories_while_these_are_public() {
    let app = TestApp::publishing().await;
    let (admin, reader) = (app.admin().await, app.reader());
    let mud = app.article().title("Mud & more").section("Harbour").create().await;
    let other = app.article().title("Another tide").section("Harbour").create().await;
    let body = format!("First.\n\n{{{{more {}}}}}\n\nLast.\n\n{{{{more}}}}", mud.path);
    let story = app.article().title("Silt").section("Harbour").body(&body).create().await;
    let page = html(&app, &story).await;
    let named = part(&page, "<aside class=\"read-more\">", "</aside>");
    assert!(named.contains("Read more") && named.contains(">Mud &#38; more</a>"), "{named}");
    // What a box names is not chosen for the other one.
    let chosen = page.rsplit("<aside class=\"read-more\">").next().expect("two boxes");
    assert!(part(chosen, "<b>", "</aside>").contains(">Another tide</a>"), "{chosen}");
    let feed = reader.see("/feed.json").await.expect(200).text();
    let named = format!("<aside><a href=\\\"http://news.test{}\\\">", mud.path);
    assert!(feed.contains(&named) && !feed.contains("{{more"), "{feed}");

    let path = format!("/api/v1/articles/{}", mud.id);
    let version = admin.get(&path).await.expect(200).json()["version"].clone();
    admin.patch(&path, &json!({ "version": version, "status": "withdrawn" })).await.expect(200);
    let page = html(&app, &story).await;
    assert!(!page.contains("Mud &#38; more"), "{page}");
    assert_eq!(page.matches("class=\"read-more\"").count(), 1);
    assert!(html(&app, &other).await.contains("rel=\"next\""), "the story after it in the section");

    let wrong = json!({ "title": "T", "body": "One.\n\n{{more mud}}" });
    let answer = admin.post("/api/v1/articles", &wrong).await.expect(422).json();
    assert_eq!(answer["errors"][0]["code"], "unknown_form");
    assert!(answer["errors"][0]["detail"].as_str().is_some_and(|text| text.starts_with("Line 3")));
}

#[tokio::test]
async fn advertisements_are_the_operators_and_load_only_what_is_declared() {
    let app = TestApp::publishing().await;
    let (admin, reader) = (app.admin().await, app.reader());
    let story = app
        .article()
        .body("First.\n\n{{ad middle}}\n\n<div class=\"ad-top\"><b>ours</b></div>\n\nhttps://youtu.be/x")
        .create()
        .await;
    let before = reader.open(&story).await;
    assert!(!before.text().contains("class=\"ad\"") && before.text().contains("class=\"embed\""));
    let policy = before.header("content-security-policy").to_owned();
    assert!(!before.text().contains("<iframe"), "a card is a link");

    let ads = json!({
        "ads.middle": "<img src=\"https://ads.test/a.png\" alt=\"Soap\">",
        "ads.bottom": "<i>Below</i>",
        "ads.sources": ["script-src https://ads.test"],
    });
    admin.patch("/api/v1/settings", &ads).await.expect(200);
    let after = reader.open(&story).await;
    let text = after.text();
    assert!(part(&text, "<p>First.", "youtu.be").contains("ads.test/a.png"), "{text}");
    assert!(part(&text, "youtu.be", "id=\"comments\"").contains("<i>Below</i>"), "{text}");
    assert_eq!(text.matches(">Advertisement<").count(), 2);
    let with = after.header("content-security-policy");
    assert!(with.contains(" https://ads.test;") && !policy.contains("ads.test"), "{with}");
    assert_eq!(with.replace(" https://ads.test", ""), policy);
    let front = reader.see("/").await.expect(200);
    assert_eq!(front.header("content-security-policy"), policy);
    let feed = reader.see("/feed.atom").await.expect(200).text();
    assert!(!feed.contains("ads.test") && !feed.contains("ad-middle"), "{feed}");
}

#[tokio::test]
async fn a_story_from_its_text_has_everything_that_a_readers_page_needs() {
    let app = TestApp::publishing().await;
    let admin = app.admin().await;
    let settings = json!({
        "site.copyright": "© 2026 The Quay",
        "site.social": [{ "label": "Mastodon", "url": "https://social.example/@quay" }],
        "ads.top": "<i>Above</i>", "ads.middle": "<i>Between</i>", "ads.bottom": "<i>Below</i>",
        "articles.fold_words": 60,
    });
    admin.patch("/api/v1/settings", &settings).await.expect(200);
    app.article().title("A second survey").section("Harbour").create().await;
    let earlier =
        app.article().title("The survey nobody ordered").section("Harbour").create().await;
    // The story before this one in the section, which is not related a second time.
    app.article().title("Who pays for the crane?").section("Harbour").create().await;
    let words = "The basin was dredged to five metres and then left to the river again. ".repeat(6);
    let body = format!(
        "On a still morning **Arne Lund** brings her in.\n\n\
         ![The quay](https://pictures.test/quay.jpg \"The quay at dusk\")\n\n\
         ## The council’s figure\n\n{words}\n\n{{{{ad middle}}}}\n\n{{{{more {}}}}}\n\n### How the pilots count\n\n{words}",
        earlier.path
    );
    let story = app
        .article()
        .title("What it costs to keep the harbour deep")
        .section("Harbour")
        .with("byline", "Maren Holt")
        .body(&body)
        .create()
        .await;
    let page = html(&app, &story).await;
    for (what, markup) in [
        ("section label", "class=\"kicker\"><a href=\"/sections/harbour\">Harbour</a>"),
        ("headline", "<h1 dir=\"auto\">What it costs to keep the harbour deep</h1>"),
        ("date", "Published on <time datetime="),
        ("byline", "By <b><a href=\"/authors/maren-holt\">Maren Holt</a></b>"),
        ("sub-heading", "<h2 id=\"h-the-council-s-figure\">"),
        ("bold", "<strong>Arne Lund</strong>"),
        ("picture", "<img src=\"https://pictures.test/quay.jpg\" alt=\"The quay\""),
        ("advertisements", "<p>Advertisement</p><i>Between</i>"),
        ("Read more", "<b>Read more</b> <a href="),
        ("Continue Reading", "<summary>Continue Reading</summary>"),
        ("Connect with us", "Connect with us"),
        ("Write a comment", "<a href=\"#respond\">Write a comment</a>"),
        ("Leave a Reply", ">Leave a Reply</h2>"),
        ("the address stays private", "Your email address will not be published."),
        ("required fields", "Required fields are marked"),
        ("copyright", "© 2026 The Quay"),
    ] {
        assert!(page.contains(markup), "{what}: {markup} is missing in {page}");
    }
    let order =
        ["<i>Above</i>", "<strong>Arne Lund", "<i>Between</i>", "<i>Below</i>", "id=\"related\""];
    let places = order.map(|part| page.find(part).unwrap_or_else(|| panic!("{part}")));
    assert!(places.is_sorted(), "{places:?}");
    assert!(part(&page, "class=\"related\"", "</section>").contains("A second survey"));
}

#[tokio::test]
async fn a_story_is_printed_with_its_whole_thread_on_wish() {
    let app = TestApp::publishing().await;
    let reader = app.reader();
    let story = app.article().create().await;
    reader.post(&story, "The first of all.").await;
    let page = reader.open(&story).await.text();
    let link = format!("{}?print=thread", story.path);
    assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
    let whole = reader.see(&link).await.expect(200).text();
    assert!(whole.contains("The first of all.") && whole.contains("class=\"paper whole\""));
    assert!(!whole.contains("id=\"respond\"") && whole.contains("content=\"noindex, follow\""));
    // A comment changes the page for printing, too.
    reader.post(&story, "The second of all.").await;
    assert!(reader.see(&link).await.expect(200).shows("The second of all."));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_story_without_a_picture_has_one_of_its_headline() {
    let app = TestApp::publishing().await;
    let (admin, reader) = (app.admin().await, app.reader());
    let story = app.article().title("Über die Brücke").create().await;
    let page = html(&app, &story).await;
    let path = format!("/articles/{}/card.png", story.id);
    assert!(
        page.contains(&format!("property=\"og:image\" content=\"http://news.test{path}?v=")),
        "{page}"
    );
    assert!(page.contains("content=\"summary_large_image\""));
    let picture = reader.see(&path).await.expect(200);
    assert_eq!(picture.header("content-type"), "image/png");
    let other = app.article().title("كم يكلف الميناء").create().await;
    assert!(!html(&app, &other).await.contains("og:image"), "its letters join");
    reader.see(&format!("/articles/{}/card.png", other.id)).await.expect(404);
    let own = format!("/api/v1/articles/{}", story.id);
    let version = admin.get(&own).await.expect(200).json()["version"].clone();
    admin.patch(&own, &json!({ "version": version, "status": "withdrawn" })).await.expect(200);
    reader.see(&path).await.expect(404);
}
