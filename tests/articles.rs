//! Articles: created by the API or from a file, published, edited, moved and withdrawn, and their
//! pages and lists.

use std::fs;
use std::time::Duration;

use rejoinder::clock::Time;
use serde_json::{Value, json};

use crate::support::app::{BASE_URL, TestApp};
use crate::support::builders::Article;
use crate::support::process::{Installation, until};
use crate::support::snapshots;

#[tokio::test]
async fn an_article_page_shows_all_its_fields() {
    let app = TestApp::start().await;
    let article = app
        .article()
        .title("What it costs to keep the harbour deep")
        .section("Harbour")
        .with("byline", "Ines Almeida")
        .with("summary", "Nobody has counted the mud.")
        .with("tags", json!(["dredging", "city budget"]))
        .published_at(Time::parse("2026-11-20T08:00:00Z").expect("an instant"))
        .body("Opening with **bold** words.\n\n## Who pays\n\n- the city\n- the port\n\n> Not us.\n\n![Mud](https://pictures.test/mud.jpg)\n\n1. first")
        .create()
        .await;
    assert_eq!(article.path, "/2026/11/what-it-costs-to-keep-the-harbour-deep");
    let page = app.reader().open(&article).await;
    snapshots::whole_page("article_with_all_fields", &page);
}

#[tokio::test]
async fn a_page_loads_only_pictures_from_other_hosts_and_sets_no_cookie() {
    let app = TestApp::publishing().await;
    let article = app.article().body("Words and ![a](https://pictures.test/a.jpg).").create().await;
    app.reader().post(&article, "See https://elsewhere.test/.").await;
    for path in [&*article.path, "/"] {
        let page = app.reader().see(path).await.expect(200);
        assert_eq!(page.header("set-cookie"), "");
        let html = page.text();
        for (start, what) in [("<script", "src=\""), ("<link", "href=\""), ("<img", "src=\"")] {
            for tag in html.split(start).skip(1).filter_map(|rest| rest.split('>').next()) {
                let Some((_, address)) = tag.split_once(what) else { continue };
                let address = address.split('"').next().unwrap_or_default();
                let ours = address.starts_with('/') && !address.starts_with("//")
                    || address.starts_with(BASE_URL)
                    || address.starts_with("data:");
                assert!(
                    ours || start == "<img" && address == "https://pictures.test/a.jpg",
                    "{start}{tag}"
                );
            }
        }
        assert!(
            !html.contains(" onclick=") && !html.contains(" style=\"") && !html.contains("<style"),
            "{path}"
        );
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn an_authors_html_is_sanitized() {
    let app = TestApp::start().await;
    let body = "Hello <script>alert(1)</script> <b onclick=\"x()\">bold</b> <a href=\"javascript:x()\">link</a> <iframe src=\"https://a.test\"></iframe>";
    let article = app.article().body(body).create().await;
    let page = app.reader().open(&article).await;
    for bad in ["<script>alert", "onclick=", "javascript:", "<iframe"] {
        page.assert_hides(bad);
    }
}

#[tokio::test]
async fn the_front_page_lists_newest_first_in_pages_with_plain_links() {
    let app = TestApp::with(|config| config.articles.per_page = 3).await;
    for number in 1..=7 {
        let body = format!("The excerpt of story {number}.");
        app.article()
            .title(&format!("Story {number}"))
            .section("Harbour")
            .body(&body)
            .create()
            .await;
        app.advance(Duration::from_secs(3_600));
    }
    let reader = app.reader();
    let page = reader.see("/").await.expect(200);
    let text = page.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(at("Story 7") < at("Story 6") && at("Story 6") < at("Story 5"));
    snapshots::whole_page("front_page", &page);
    let mut path = "/".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = reader.see(&path).await.expect(200);
        let text = page.text();
        seen.extend((1..=7).filter(|number| text.contains(&format!("Story {number}<"))));
        let Some((before, _)) = text.split_once("rel=\"next\"") else { break };
        let tag = &text[before.rfind("<a").or(before.rfind("<link")).expect("a tag")..];
        let (_, href) = tag.split_once("href=\"").expect("an address");
        path =
            href.split('"').next().expect("an address").replace("&amp;", "&").replace(BASE_URL, "");
        path = path.split('#').next().unwrap_or_default().to_owned();
    }
    // The section has some of the older ones on the front page as well.
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, [1, 2, 3, 4, 5, 6, 7]);
    // A page beyond the last is the last, as with the pages of a thread.
    let beyond = reader.see("/?page=99").await.expect(200);
    assert_eq!(beyond.text(), reader.see(&path).await.expect(200).text());
}

#[tokio::test]
async fn sections_and_tags_have_lists_of_their_own() {
    let app = TestApp::start().await;
    app.article()
        .title("In the harbour")
        .section("Harbour")
        .with("tags", json!(["mud"]))
        .create()
        .await;
    app.article()
        .title("In the city")
        .section("City")
        .with("tags", json!(["mud", "roads"]))
        .create()
        .await;
    let reader = app.reader();
    snapshots::page("section_page", &reader.see("/sections/harbour").await.expect(200));
    snapshots::page("tag_page", &reader.see("/tags/mud").await.expect(200));
    reader.see("/tags/roads").await.expect(200).assert_hides("In the harbour");
    reader.see("/sections/nowhere").await.expect(404);
    reader.see("/tags/nothing").await.expect(404);
}

#[tokio::test]
async fn a_draft_is_hidden_until_it_is_published() {
    let app = TestApp::start().await;
    let (author, editor) = (app.author().await, app.editor().await);
    let draft = app.article().title("Not yet").by(&author).status("draft").create().await;
    let reader = app.reader();
    reader.see(&draft.path).await.expect(404);
    reader.see("/").await.expect(200).assert_hides("Not yet");
    let path = format!("/api/v1/articles/{}", draft.id);
    reader.see(&path).await.expect(404);
    reader.see("/api/v1/articles").await.expect(200).assert_hides("Not yet");
    author.get(&path).await.expect(200);
    editor.get(&path).await.expect(200);

    // The front page is in memory now, and shows the article when the answer arrives.
    let published = editor
        .patch(&path, &json!({ "version": draft.version, "status": "published" }))
        .await
        .expect(200);
    let article = Article::of(&published.json());
    reader.see("/").await.expect(200).assert_shows("Not yet");
    reader.open(&article).await.assert_shows("Not yet");
}

#[tokio::test]
async fn a_withdrawn_article_is_hidden_with_its_thread_until_it_is_published_again() {
    let app = TestApp::publishing().await;
    let (article, editor, reader) =
        (app.article().title("Withdrawn").create().await, app.editor().await, app.reader());
    let comment = reader.post(&article, "A comment under it.").await;
    app.run_jobs().await;
    let path = format!("/api/v1/articles/{}", article.id);
    let version = editor.get(&path).await.expect(200).json()["version"].clone();
    let gone = editor
        .patch(&path, &json!({ "version": version, "status": "withdrawn" }))
        .await
        .expect(200)
        .json();
    reader.see(&article.path).await.expect(410);
    for gone in [
        format!("/comments/{}", comment.id),
        format!("/api/v1/articles/{}/comments", article.id),
        path.clone(),
    ] {
        reader.see(&gone).await.expect(404);
    }
    reader.see("/").await.expect(200).assert_hides("Withdrawn");
    // Its address leads on, and says nothing of what it was.
    app.article().title("Something newer").create().await;
    let page = reader.see(&article.path).await.expect(410);
    snapshots::page("article_withdrawn", &page);
    let back = editor
        .patch(&path, &json!({ "version": gone["version"], "status": "published" }))
        .await
        .expect(200);
    assert_eq!(reader.open(&Article::of(&back.json())).await.comments(), [comment.id]);
}

#[tokio::test]
async fn a_moved_article_is_found_at_its_old_path() {
    let app = TestApp::start().await;
    let (article, editor, reader) =
        (app.article().title("Before").create().await, app.editor().await, app.reader());
    reader.open(&article).await;
    let path = format!("/api/v1/articles/{}", article.id);
    let change = json!({ "version": article.version, "path": "/harbour/after" });
    let moved = Article::of(&editor.patch(&path, &change).await.expect(200).json());
    assert_eq!(moved.path, "/harbour/after");
    reader.open(&moved).await;
    let old = reader.see(&article.path).await.expect(301);
    assert!(old.location().ends_with("/harbour/after"), "{}", old.location());
    // A path belongs to one article, and to no page of the program.
    let taken =
        json!({ "title": "Another", "body": "B", "status": "published", "path": "/harbour/after" });
    let answer = editor.post("/api/v1/articles", &taken).await;
    assert!(answer.status == 409 || answer.status == 422, "{}", answer.text());
    for reserved in ["/desk/x", "/api/v1/x", "/", "/live", "/comments/1"] {
        let taken =
            json!({ "title": "Another", "body": "B", "status": "published", "path": reserved });
        editor.post("/api/v1/articles", &taken).await.expect(422);
    }
}

#[tokio::test]
async fn an_edit_shows_at_once_and_a_stale_one_is_a_conflict() {
    let app = TestApp::start().await;
    let (article, editor, reader) =
        (app.article().body("Old words.").create().await, app.editor().await, app.reader());
    reader.open(&article).await;
    let path = format!("/api/v1/articles/{}", article.id);
    let change =
        json!({ "version": article.version, "body": "New words.", "title": "A new headline" });
    editor.patch(&path, &change).await.expect(200);
    let page = reader.open(&article).await;
    page.assert_shows("New words.");
    page.assert_hides("Old words.");
    reader.see("/").await.expect(200).assert_shows("A new headline");
    let stale = editor.patch(&path, &change).await.expect(409);
    assert_eq!(stale.code(), "stale_version");
    assert_eq!(stale.json()["present"]["title"], "A new headline");
}

#[tokio::test]
async fn opening_and_closing_for_comments_shows_at_once() {
    let app = TestApp::start().await;
    let (article, editor, reader) =
        (app.article().closed().create().await, app.editor().await, app.reader());
    reader.open(&article).await.assert_shows("Comments are closed");
    let path = format!("/api/v1/articles/{}", article.id);
    let body = json!({ "version": article.version, "comments_open": true });
    editor.patch(&path, &body).await.expect(200);
    reader.open(&article).await.assert_shows("Post Comment");
    let form = reader.form(&article).await.with("text", "Open again.");
    app.advance(Duration::from_secs(30));
    reader.send(&form).await.expect(303);
    app.run_jobs().await;
}

#[tokio::test]
async fn all_faults_of_an_article_are_reported_at_once() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let bad = json!({ "title": "", "body": " ", "status": "sideways", "published_at": "yesterday", "summary": "s".repeat(1_001) });
    let answer = editor.post("/api/v1/articles", &bad).await.expect(422);
    snapshots::json("article_with_faults", &answer.json());
    editor
        .post("/api/v1/articles", &json!({ "title": "T", "body": "B", "colour": "red" }))
        .await
        .expect(422);
}

#[tokio::test]
async fn authors_edit_their_own_articles_and_editors_all() {
    let app = TestApp::start().await;
    let (ines, bo, editor) = (app.author().await, app.author().await, app.editor().await);
    let article = app.article().by(&ines).create().await;
    let path = format!("/api/v1/articles/{}", article.id);
    let change = |version: &Value| json!({ "version": version, "summary": "Changed." });
    bo.patch(&path, &change(&json!(article.version))).await.expect(403);
    bo.remove(&path).await.expect(403);
    let version =
        ines.patch(&path, &change(&json!(article.version))).await.expect(200).json()["version"]
            .clone();
    editor.patch(&path, &json!({ "version": version, "summary": "Again." })).await.expect(200);
    let anyone = app
        .request(reqwest::Method::PATCH, &path)
        .json(&change(&json!(1)))
        .send()
        .await
        .expect("an answer");
    assert_eq!(anyone.status(), 401);
}

#[tokio::test]
async fn the_list_of_articles_comes_in_parts() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        app.article().create().await;
        app.advance(Duration::from_secs(60));
    }
    let (mut seen, mut next) = (Vec::new(), Some("/api/v1/articles?limit=2".to_owned()));
    while let Some(path) = next {
        let part = app.reader().see(&path).await.expect(200);
        seen.extend(part.item_ids());
        next = part.next_part();
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first: {seen:?}");
    app.reader().see("/api/v1/articles?limit=0").await.expect(422);
    app.reader().see("/api/v1/articles?colour=red").await.expect(400);
    app.reader().see("/api/v1/articles?status=draft").await.expect(401);
}

#[tokio::test]
async fn a_file_becomes_an_article_on_a_running_server() {
    let place = Installation::new();
    let mut server = place.serve();
    assert_eq!(server.get("/").await.status, 200);
    let file = place.folder.path().join("story.md");
    let text = "---\ntitle: A story from a file\nsection: Harbour\ntags: [mud, money]\nbyline: Ines Almeida\n\
                published_at: 2026-01-15\nsummary: Short and plain.\npath: /harbour/story-from-a-file\n---\n\nThe **body** of it.\n";
    fs::write(&file, text).expect("a file");
    let made = place.json(&["article", "add", "story.md", "--json"]);
    assert!(made["id"].is_i64(), "{made}");
    assert!(made["url"].as_str().expect("a url").ends_with("/harbour/story-from-a-file"), "{made}");

    // The running server learns of it by itself, within moments.
    until("the front page shows the new story", async || {
        server.get("/").await.shows("A story from a file")
    })
    .await;
    let page = server.get("/harbour/story-from-a-file").await.expect(200);
    for words in [
        "The <strong>body</strong> of it.",
        "Ines Almeida",
        "2026-01-15",
        "/tags/money",
        "/sections/harbour",
    ] {
        page.assert_shows(words);
    }
    let bad = place.folder.path().join("bad.md");
    fs::write(&bad, "---\ntitel: typo\n---\nBody").expect("a file");
    let output = place.run(&["article", "add", "bad.md"]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(told.contains("titel") && told.contains("bad.md"), "{told}");
    server.kill();
}

#[test]
fn an_article_is_read_from_standard_input() {
    let place = Installation::new();
    let story = "---\ntitle: A story from a pipe\npath: /piped\n---\n\nIts body.\n";
    let added = place.run_with(&["article", "add", "-"], story);
    let told = String::from_utf8_lossy(&added.stdout).to_string();
    assert!(told.starts_with("Article 1 is published: ") && told.contains("/piped"), "{told}");
    let changed = place.run_with(&["article", "change", "-"], &story.replace("Its", "A new"));
    let told = String::from_utf8_lossy(&changed.stdout).to_string();
    assert!(told.starts_with("Article 1 was changed and is published: "), "{told}");

    let refused = |arguments: &[&str], input: &str| {
        let output = place.run_with(arguments, input);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).to_string()
    };
    let bad = refused(&["article", "add", "-"], "---\ntitel: typo\n---\nBody");
    assert!(bad.contains("standard input: ") && bad.contains("titel"), "{bad}");
    let long = refused(&["article", "add", "-"], &"x".repeat(3_000_000));
    assert!(long.contains("standard input cannot be read: it is larger than"), "{long}");
    let twice = refused(&["article", "change", "-", "--password-stdin"], story);
    assert!(twice.contains("Standard input is the file already"), "{twice}");
}

#[tokio::test]
async fn times_in_the_api_need_an_offset() {
    let app = TestApp::publishing().await;
    let (editor, moderator) = (app.editor().await, app.moderator().await);
    for time in ["2026-11-02T23:45", "2026-11-02T23:45:00", "2026-11-02", "2026-11-02 23:45:00Z"] {
        let new =
            json!({ "title": "Mud", "body": "Mud.", "status": "published", "published_at": time });
        let answer = editor.post("/api/v1/articles", &new).await.expect(422);
        assert_eq!(answer.codes(), ["time_format"], "{time}");
        for path in ["comments?since=", "comments?until=", "audit?since=", "audit?until="] {
            let time = time.replace(' ', "%20");
            let answer = editor.get(&format!("/api/v1/{path}{time}")).await.expect(422);
            assert_eq!(answer.codes(), ["time_format"], "{path}{time}");
        }
        let ban =
            json!({ "domain": "x.example", "effect": "hold", "reason": "No", "expires_at": time });
        assert_eq!(editor.post("/api/v1/bans", &ban).await.expect(422).codes(), ["time_format"]);
    }
    let list = "/api/v1/comments?since=2026-11-22T10:00:00%2B01:00";
    moderator.get(list).await.expect(200);
}

#[tokio::test]
async fn different_names_are_different_sections_and_tags() {
    let app = TestApp::publishing().await;
    let editor = app.editor().await;
    let mut slugs = Vec::new();
    for name in ["C", "C++", "C#", "Öl", "Ol", "c", "c-plus-plus", "OL"] {
        let new = json!({ "title": name, "body": "Words.", "status": "published", "section": name,
                          "tags": ["C", "C++", "C#", name] });
        let made = editor.post("/api/v1/articles", &new).await.expect(201).json();
        slugs.push(made["section"]["slug"].as_str().expect("a slug").to_owned());
        let tags = made["tags"].as_array().expect("tags").len();
        assert_eq!(
            tags,
            if name.to_lowercase().contains('l') && name.len() < 4 { 4 } else { 3 },
            "{made}"
        );
    }
    assert_eq!(slugs, ["c", "c-plus-plus", "c-sharp", "ol", "ol-2", "c", "c-plus-plus", "ol-2"]);
    let page = app.reader().see("/sections/ol-2").await.expect(200);
    page.assert_shows(">Ol<");
}

#[test]
fn times_in_files_are_in_the_sites_zone() {
    let place = Installation::new().with("site.timezone", "Europe/Berlin");
    let add = |n: usize, text: &str| {
        fs::write(place.folder.path().join(format!("{n}.md")), text).expect("a file");
        place.run(&["article", "add", &format!("{n}.md"), "--json"])
    };
    let published = |n: usize, written: &str| {
        let text =
            format!("\n---\ntitle: Story {n}\nsummary: null\npublished_at: {written}\n---\nWords.");
        let made = add(n, &text);
        assert!(made.status.success(), "{written}: {}", String::from_utf8_lossy(&made.stderr));
        let list = place.json(&["article", "list", "--json"]);
        let item = list
            .as_array()
            .expect("a list")
            .iter()
            .find(|item| item["title"] == format!("Story {n}"))
            .cloned();
        item.expect("it is there")["published_at"].as_str().expect("a time").to_owned()
    };
    for (n, (written, instant)) in [
        ("2026-01-20T18:30:00", "2026-01-20T17:30:00Z"),
        ("2026-01-20 18:30", "2026-01-20T17:30:00Z"),
        ("2026-01-20T18:30[America/New_York]", "2026-01-20T23:30:00Z"),
        ("2026-01-20T18:30:00Z", "2026-01-20T18:30:00Z"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(published(n, written), instant, "{written}");
    }
    for written in ["2026-03-29 02:30", "2025-10-26 02:30", "2026-01-20T18", "soon"] {
        let refused = add(9, &format!("---\ntitle: x\npublished_at: {written}\n---\nWords."));
        assert_eq!(refused.status.code(), Some(2), "{written}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("published_at"), "{written}");
    }
    let wrong = place.run(&["config", "check", "--set", "site.timezone=Berlin"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("site.timezone"));
}

#[tokio::test]
async fn a_page_has_its_text_direction() {
    let app = TestApp::with(|config| config.site.language = "ar".to_owned()).await;
    let article = app.article().create().await;
    app.reader().open(&article).await.assert_shows("<html lang=\"ar\" dir=\"rtl\">");
}
