//! The way of an article: drafts, review, schedule, publication, corrections, and the paths under which
//! readers find it.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use rejoinder::app::App;
use rejoinder::audit::model::Act;
use rejoinder::worker;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::builders::Article;
use crate::support::process::Installation;
use crate::support::snapshots;

#[tokio::test]
async fn a_repaired_typo_is_silent_and_a_correction_is_shown_with_its_time() {
    let app = TestApp::start().await;
    let (article, editor, reader) = (
        app.article().title("The bridge").body("It is 400 meters logn.").create().await,
        app.editor().await,
        app.reader(),
    );
    app.advance(Duration::from_secs(3_600));
    let typo = json!({ "body": "It is 400 metres long.", "summary": "A bridge." });
    let repaired = editor.change_article(&article, typo).await.expect(200).json();
    assert_eq!(repaired["updated_at"], "2026-11-22T09:00:00Z");
    let page = reader.open(&article).await;
    page.assert_shows("It is 400 metres long.");
    for told in ["Updated on", "Corrected", "article:modified_time"] {
        page.assert_hides(told);
    }
    page.assert_shows("\"dateModified\":\"2026-11-22T09:00:00Z\"");

    app.advance(Duration::from_secs(3_600));
    let words = "The bridge is <40> metres long, not 400.";
    let correction = json!({ "body": "It is 40 metres long.", "correction": words });
    let corrected = editor.change_article(&article, correction).await.expect(200).json();
    assert_eq!(corrected["updated_at"], "2026-11-22T11:00:00Z");
    let said = json!([{ "at": "2026-11-22T11:00:00Z", "text": words }]);
    assert_eq!(corrected["corrections"], said);
    let page = reader.open(&article).await;
    snapshots::page("article_corrected", &page);
    page.assert_shows("\"dateModified\":\"2026-11-22T11:00:00Z\"");
    page.assert_shows("\"text\":\"The bridge is \\u003c40> metres long, not 400.\"");
    page.assert_hides("Updated on");
    let public = reader.see(&article.api()).await.expect(200).json();
    assert_eq!(public["corrections"], said);

    // Said twice it is one; reworded or removed it is another list.
    editor.change_article(&article, json!({ "correction": words })).await.expect(200);
    let list = json!({ "corrections": [{ "at": "2026-11-22T11:00:00Z", "text": "40, not 400." }] });
    let reworded = editor.change_article(&article, list).await.expect(200).json();
    assert_eq!(reworded["corrections"].as_array().map(Vec::len), Some(1));
    assert_eq!(reworded["updated_at"], "2026-11-22T11:00:00Z");
    let future =
        json!({ "corrections": [{ "at": "2027-01-01T00:00:00Z", "text": "x" }, { "text": "" }] });
    assert_eq!(editor.change_article(&article, future).await.expect(422).codes(), ["in_future"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_story_that_has_developed_says_so_only_if_its_editor_does() {
    let app = TestApp::start().await;
    let (article, editor, reader) =
        (app.article().create().await, app.editor().await, app.reader());
    app.advance(Duration::from_secs(3 * 86_400));
    editor
        .change_article(&article, json!({ "body": "More is known now.", "updated": true }))
        .await
        .expect(200);
    let page = reader.open(&article).await;
    page.assert_shows("Updated on");
    page.assert_shows("25 November 2026");
    // Nobody has read a draft, so there is nothing to correct or to announce.
    let draft = app.article().status("draft").create().await;
    for fields in [json!({ "correction": "x" }), json!({ "updated": true })] {
        assert_eq!(
            editor.change_article(&draft, fields).await.expect(422).codes(),
            ["not_published"]
        );
    }
}

#[tokio::test]
async fn an_author_submits_and_an_editor_publishes() {
    let app = TestApp::start().await;
    let (author, other, editor) = (app.author().await, app.author().await, app.editor().await);
    let (moderator, reader) = (app.moderator().await, app.reader());
    let new = json!({ "title": "Who pays", "body": "The city.", "status": "published" });
    for staff in [&author, &moderator] {
        assert_eq!(staff.post("/api/v1/articles", &new).await.expect(403).code(), "role");
    }
    let draft = json!({ "title": "Who pays", "body": "The city.", "status": "submitted", "note": "Please check the sum." });
    let made = author.post("/api/v1/articles", &draft).await.expect(201).json();
    let article = Article::of(&made);
    assert_eq!((&made["status"], &made["review_note"]), (&json!("submitted"), &draft["note"]));
    reader.see(&article.path).await.expect(404);
    let waiting = editor.get("/api/v1/articles?status=submitted").await.expect(200);
    assert_eq!(waiting.item_ids(), [article.id]);
    let theirs = other.get("/api/v1/articles?status=submitted").await.expect(200);
    assert_eq!(theirs.item_ids(), [0_i64; 0]);

    // Back with a note, again, and out.
    let back = json!({ "status": "draft", "note": "Say who says so." });
    let returned = editor.change_article(&article, back).await.expect(200).json();
    assert_eq!(
        (&returned["status"], &returned["review_note"]),
        (&json!("draft"), &json!("Say who says so."))
    );
    let again = json!({ "body": "The city, says the mayor.", "status": "submitted" });
    let again = author.change_article(&article, again).await.expect(200).json();
    assert_eq!(again["review_note"], "");
    for status in ["published", "scheduled"] {
        let fields = json!({ "status": status, "published_at": "2026-12-24T08:00:00Z" });
        assert_eq!(author.change_article(&article, fields).await.expect(403).code(), "role");
    }
    editor.change_article(&article, json!({ "status": "published" })).await.expect(200);
    let shown = reader.see(&article.api()).await.expect(200).json();
    assert_eq!((&shown["status"], &shown["review_note"]), (&json!("published"), &Value::Null));

    // The text stays the author's; what is public, where and when, does not.
    author
        .change_article(&article, json!({ "correction": "The mayor, not the council." }))
        .await
        .expect(200);
    for fields in [
        json!({ "status": "withdrawn" }),
        json!({ "path": "/elsewhere" }),
        json!({ "published_at": "2026-11-01T08:00:00Z" }),
    ] {
        assert_eq!(author.change_article(&article, fields).await.expect(403).code(), "role");
    }
    assert_eq!(author.remove(&article.api()).await.expect(403).code(), "role");
    assert_eq!(
        editor.change_article(&article, json!({ "status": "draft" })).await.expect(409).code(),
        "status_change"
    );
    editor.remove(&article.api()).await.expect(200);

    let lines = editor.get("/api/v1/audit?limit=100").await.expect(200).items();
    let acts: Vec<&str> = lines
        .iter()
        .filter(|line| line["detail"]["article"] == article.id)
        .filter_map(|line| line["act"].as_str())
        .collect();
    assert_eq!(
        acts,
        [
            "withdraw_article",
            "change_article",
            "publish_article",
            "submit_article",
            "return_article",
            "submit_article"
        ]
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn a_scheduled_article_appears_once_at_its_time_on_two_nodes() {
    let app = TestApp::start().await;
    let (editor, author, reader) = (app.editor().await, app.author().await, app.reader());
    let new = json!({ "title": "Tomorrow", "body": "Words.", "status": "published", "published_at": "2026-11-22T10:00:00Z" });
    let made = editor.post("/api/v1/articles", &new).await.expect(201).json();
    let article = Article::of(&made);
    assert_eq!(made["status"], "scheduled");
    // Another time.
    let later = json!({ "published_at": "2026-11-22T11:00:00Z" });
    editor.change_article(&article, later).await.expect(200);
    let draft = app.article().by(&author).status("draft").create().await;
    assert_eq!(
        author.change_article(&draft, json!({ "status": "scheduled" })).await.expect(422).codes(),
        ["required"]
    );
    let past = json!({ "status": "scheduled", "published_at": "2026-11-22T08:00:00Z" });
    assert_eq!(editor.change_article(&draft, past).await.expect(422).codes(), ["in_past"]);

    let other = App::open((*app.core.settings()).clone(), app.world().clock.clone());
    let other = Arc::new(other.expect("a second node"));
    for (minutes, is_public) in [(0, false), (61, false), (60, true)] {
        app.advance(Duration::from_secs(minutes * 60));
        reader.see("/").await.expect(200);
        let here = app.parts();
        let (one, two) = tokio::join!(worker::run_due(&here), worker::run_due(&other));
        one.and(two).expect("the jobs are done");
        let page = reader.see(&article.path).await;
        assert_eq!(page.status, if is_public { 200 } else { 404 }, "after {minutes} minutes");
    }
    // The worker of the other node may have been faster: this one reads the event within a second.
    let shown = reader.see(&article.api()).await.expect(200).json();
    assert_eq!(
        (&shown["published_at"], &shown["updated_at"]),
        (&json!("2026-11-22T11:00:00Z"), &json!("2026-11-22T11:00:00Z"))
    );
    assert_eq!(app.logged(Act::PublishArticle).await, 1);

    // Taken back in time, it stays away; "published" without a time means now.
    let never = json!({
        "title": "Never", "body": "Words.", "status": "scheduled", "published_at": "2026-11-23T10:00:00Z"
    });
    let next = Article::of(&editor.post("/api/v1/articles", &never).await.expect(201).json());
    editor.change_article(&next, json!({ "status": "draft" })).await.expect(200);
    app.advance(Duration::from_secs(2 * 86_400));
    app.run_jobs().await;
    reader.see(&next.path).await.expect(404);
    let now =
        editor.change_article(&next, json!({ "status": "published" })).await.expect(200).json();
    assert_eq!(now["status"], "published");
}

#[tokio::test]
async fn a_former_path_redirects_for_ever_and_is_taken_only_knowingly() {
    let app = TestApp::start().await;
    let (article, editor, reader) =
        (app.article().title("Mud").create().await, app.editor().await, app.reader());
    let first = article.path.clone();
    for path in ["/harbour/mud", "/harbour/silt"] {
        editor.change_article(&article, json!({ "path": path })).await.expect(200);
    }
    // Both former paths lead to the present one in one step.
    for path in [first.as_str(), "/harbour/mud"] {
        assert!(reader.see(path).await.expect(301).location().ends_with("/harbour/silt"), "{path}");
    }
    let mut other =
        json!({ "title": "Other", "body": "B", "status": "published", "path": "/harbour/mud" });
    let taken = editor.post("/api/v1/articles", &other).await.expect(409);
    assert_eq!(
        (taken.code().as_str(), &taken.json()["present"]["article"]),
        ("path_taken", &json!(article.id))
    );
    other["replace_redirect"] = json!(true);
    let other = Article::of(&editor.post("/api/v1/articles", &other).await.expect(201).json());
    reader.see("/harbour/mud").await.expect(200).assert_shows("Other");
    assert_eq!(other.path, "/harbour/mud");
    // A present path is never taken.
    let mut third =
        json!({ "title": "Third", "body": "B", "path": "/harbour/silt", "replace_redirect": true });
    editor.post("/api/v1/articles", &third).await.expect(409);
    third["path"] = json!("/harbour/third");
    editor.post("/api/v1/articles", &third).await.expect(201);
    // Withdrawn, all its paths are gone, for programs too.
    editor.change_article(&article, json!({ "status": "withdrawn" })).await.expect(200);
    for path in [first.as_str(), "/harbour/silt", "/harbour/silt/"] {
        reader.see(path).await.expect(410).assert_shows("This article was withdrawn");
    }
    let json =
        app.request(reqwest::Method::GET, "/harbour/silt").header("accept", "application/json");
    assert_eq!(Answer::to(json).await.expect(410).code(), "withdrawn");
}

#[tokio::test]
async fn paths_follow_the_configured_pattern() {
    let pattern = "[articles]\npermalink = \"/{section}/{day}-{slug}\"";
    let permalink =
        rejoinder::config::Config::from_toml(pattern).expect("a good pattern").articles.permalink;
    let app = TestApp::with(|config| config.articles.permalink = permalink).await;
    let article = app.article().title("Mud").section("Town Hall").create().await;
    assert_eq!(article.path, "/town-hall/22-mud");
    assert_eq!(app.article().title("Mud").create().await.path, "/22-mud");
    // A draft's path follows its section and headline, a public one's does not.
    let (editor, draft) =
        (app.editor().await, app.article().title("Sand").status("draft").create().await);
    let named =
        editor.change_article(&draft, json!({ "section": "Harbour", "title": "Silt" })).await;
    assert_eq!(named.expect(200).json()["path"], "/harbour/22-silt");
    let named = editor.change_article(&article, json!({ "title": "Silt" })).await;
    assert_eq!(named.expect(200).json()["path"], "/town-hall/22-mud");
    // A section that would lead to a page of the program.
    assert_eq!(app.article().title("Mud").section("Search").create().await.path, "/2026/11/mud");
}

#[tokio::test]
async fn each_save_is_kept_compared_and_brought_back() {
    let app = TestApp::start().await;
    let (author, other, editor) = (app.author().await, app.author().await, app.editor().await);
    let first = json!({ "title": "Mud", "body": "The city pays for the mud.", "tags": ["mud"] });
    let made = author.post("/api/v1/articles", &first).await.expect(201).json();
    let article = Article::of(&made);
    app.advance(Duration::from_secs(60));
    let second = json!({ "title": "Silt", "body": "The port pays for the mud.", "tags": [] });
    editor.change_article(&article, second).await.expect(200);
    editor.change_article(&article, json!({ "status": "published" })).await.expect(200);

    let base = format!("{}/revisions", article.api());
    let list = author.get(&base).await.expect(200).items();
    let lines: Vec<_> = list
        .iter()
        .map(|line| (line["version"].as_i64(), line["by"]["id"].as_i64(), line["status"].as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            (Some(3), Some(editor.id), Some("published")),
            (Some(2), Some(editor.id), Some("draft")),
            (Some(1), Some(author.id), Some("draft"))
        ]
    );
    let part = author.get(&format!("{base}?limit=2")).await.expect(200);
    let rest = author.get(&part.next_part().expect("a rest")).await.expect(200).items();
    assert_eq!((rest.len(), &rest[0]["title"]), (1, &json!("Mud")));
    let old = author.get(&format!("{base}/1")).await.expect(200).json();
    assert_eq!((&old["body"], &old["tags"]), (&first["body"], &json!(["mud"])));
    let diff = author.get(&format!("{base}/3/diff?with=1")).await.expect(200).json();
    assert_eq!((&diff["from"], &diff["to"]), (&json!(1), &json!(3)));
    assert_eq!(
        diff["body"],
        json!([
            { "op": "equal", "text": "The " }, { "op": "delete", "text": "city" },
            { "op": "insert", "text": "port" }, { "op": "equal", "text": " pays for the mud." }
        ])
    );
    let alone = author.get(&format!("{base}/1/diff")).await.expect(200).json();
    assert_eq!((&alone["from"], &alone["title"][0]["op"]), (&Value::Null, &json!("insert")));
    // For those who may edit the article only.
    assert_eq!(other.get(&base).await.expect(403).code(), "role");
    app.request(reqwest::Method::GET, &base)
        .send()
        .await
        .map(|answer| assert_eq!(answer.status(), 401))
        .expect("an answer");
    author.get(&format!("{base}/9")).await.expect(404);

    // Back again: text and tags, not the status; readers see it at once, silently.
    let restore = format!("{base}/1/restore");
    assert_eq!(
        author.post(&restore, &json!({ "version": 1 })).await.expect(409).code(),
        "stale_version"
    );
    assert_eq!(author.post(&restore, &json!({})).await.expect(422).codes(), ["required"]);
    let back = author.post(&restore, &json!({ "version": 3 })).await.expect(200).json();
    assert_eq!(
        (&back["title"], &back["status"], &back["version"], &back["tags"][0]["name"]),
        (&json!("Mud"), &json!("published"), &json!(4), &json!("mud"))
    );
    // The path of the draft has followed its headline.
    let page = app.reader().open(&Article::of(&back)).await;
    page.assert_shows("The city pays for the mud.");
    page.assert_hides("Updated on");
}

#[tokio::test]
async fn old_drafts_are_thinned_out_and_what_was_public_stays() {
    let app = TestApp::start().await;
    let (editor, draft) = (app.editor().await, app.article().status("draft").create().await);
    for day in 0..2 {
        for n in 0..3 {
            editor
                .change_article(&draft, json!({ "body": format!("Day {day}, {n}.") }))
                .await
                .expect(200);
            app.advance(Duration::from_secs(3_600));
        }
        app.advance(Duration::from_secs(21 * 3_600));
    }
    let public = app.article().create().await;
    for n in 0..3 {
        editor.change_article(&public, json!({ "body": format!("Public {n}.") })).await.expect(200);
    }
    app.advance(Duration::from_secs(31 * 86_400));
    rejoinder::maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    let versions = async |article: &Article| -> Vec<i64> {
        let list = editor.get(&format!("{}/revisions", article.api())).await.expect(200).items();
        list.iter().filter_map(|line| line["version"].as_i64()).collect()
    };
    assert_eq!(versions(&draft).await, [7, 4]);
    assert_eq!(versions(&public).await, [4, 3, 2, 1]);
}

#[tokio::test]
async fn the_command_line_adds_changes_shows_and_exports() {
    let place = Installation::new();
    let file = |name: &str, text: &str| {
        fs::write(place.folder.path().join(name), text).expect("a file");
    };
    let story = "---\ntitle: Mud\npath: /harbour/mud\ntags: [mud, \"C#\"]\npublished_at: 2026-01-15T08:00:00Z\n---\n\nThe city pays.\n";
    file("mud.md", story);
    let added = place.json(&["article", "add", "mud.md", "--json"]);
    assert_eq!(added["done"], "added");
    let id = added["id"].to_string();
    assert_eq!(place.json(&["article", "add", "mud.md", "--json"])["done"], "unchanged");
    file("mud.md", &story.replace("The city", "The port"));
    let changed = place.json(&["article", "add", "mud.md", "--json"]);
    assert_eq!((&changed["done"], &changed["id"]), (&json!("changed"), &added["id"]));
    let list = place.json(&["article", "list", "--json"]);
    let muds = list.as_array().expect("a list").iter().filter(|item| item["title"] == "Mud");
    assert_eq!(muds.count(), 1);

    let shown = place.json(&["article", "show", &id, "--json"]);
    assert_eq!((&shown["body"], &shown["version"]), (&json!("The port pays."), &json!(2)));
    let words = "The port pays, not the city.";
    place.json(&[
        "article",
        "change",
        &id,
        "--correction",
        words,
        "--comments",
        "closed",
        "--json",
    ]);

    // The exported file changes nothing, and one that is changed changes the article.
    assert!(place.run(&["article", "export", &id, "--out", "out.md"]).status.success());
    let exported = fs::read_to_string(place.folder.path().join("out.md")).expect("written");
    assert!(exported.contains(&format!("id: {id}\n")) && exported.contains(words), "{exported}");
    assert_eq!(place.json(&["article", "change", "out.md", "--json"])["done"], "unchanged");
    let printed = place.run(&["article", "export", &id]);
    assert_eq!(String::from_utf8_lossy(&printed.stdout), exported);
    file("out.md", &exported.replace("title: Mud", "title: Silt"));
    assert_eq!(place.json(&["article", "change", "out.md", "--json"])["done"], "changed");
    let shown = place.json(&["article", "show", &id, "--json"]);
    assert_eq!(
        (&shown["title"], &shown["comments_open"], &shown["corrections"][0]["text"]),
        (&json!("Silt"), &json!(false), &json!(words))
    );
    for wrong in [
        vec!["article", "change", "999", "--title", "x"],
        vec!["article", "change", "nowhere.md"],
        vec!["article", "change", &id, "--status", "draft"],
        vec!["article", "export", &id, "--out", "out.md"],
    ] {
        assert!(!place.run(&wrong).status.success(), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_draft_is_previewed_by_a_private_link_that_ends() {
    let app = TestApp::start().await;
    let (author, other, reader) = (app.author().await, app.author().await, app.reader());
    let draft = app.article().title("Not yet").by(&author).status("draft").create().await;
    let make = format!("{}/preview", draft.api());
    other.post(&make, &json!({})).await.expect(404);
    assert_eq!(
        author.post(&format!("{make}?days=31"), &json!({})).await.expect(422).codes(),
        ["out_of_range"]
    );
    let link = author.post(&format!("{make}?days=2"), &json!({})).await.expect(200).json();
    assert_eq!(link["expires_at"], "2026-11-24T09:00:00Z");
    let url = link["url"].as_str().expect("an address");
    let page = reader.see(url).await.expect(200);
    for words in ["Not yet", "This is a preview", "noindex"] {
        page.assert_shows(words);
    }
    assert_eq!(page.header("cache-control"), "no-store");
    page.assert_hides("Leave a Reply");
    // Neither another article's nor a changed link.
    let second = app.article().by(&author).status("draft").create().await;
    let wrong =
        url.replace(&format!("/articles/{}/", draft.id), &format!("/articles/{}/", second.id));
    for wrong in [&*wrong, &url[..url.len() - 1], &format!("{url}A")] {
        reader.see(wrong).await.expect(404);
    }
    app.advance(Duration::from_secs(2 * 86_400));
    reader.see(url).await.expect(404);
    let link = author.post(&make, &json!({})).await.expect(200).json();
    let editor = app.editor().await;
    editor.change_article(&draft, json!({ "status": "published" })).await.expect(200);
    let url = link["url"].as_str().expect("an address");
    assert!(reader.see(url).await.expect(303).location().ends_with(&draft.path));
}
