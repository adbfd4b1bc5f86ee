//! The tree of sections, and tags: their pages, their addresses, and what editors do with them.

use serde_json::{Value, json};

use crate::support::app::TestApp;

#[tokio::test]
async fn a_section_below_another_one_is_named_by_its_path() {
    let app = TestApp::publishing().await;
    let (editor, author, reader) = (app.editor().await, app.author().await, app.reader());
    let new =
        json!({ "title": "Rain", "body": "Rain.", "section": "World/Asia", "status": "published" });
    let made = editor.post("/api/v1/articles", &new).await.expect(201).json();
    assert_eq!(made["section"], json!({ "slug": "asia", "name": "Asia", "path": "World/Asia" }));
    // A section of the same name elsewhere is another one; a name that two have needs its path.
    let new =
        json!({ "title": "Cup", "body": "Cup.", "section": "Sport/Asia", "status": "published" });
    let cup = editor.post("/api/v1/articles", &new).await.expect(201).json();
    assert_eq!(cup["section"]["slug"], "sport-asia");
    let new = json!({ "title": "Both", "body": "Both.", "section": "ASIA" });
    let answer = editor.post("/api/v1/articles", &new).await.expect(422);
    assert_eq!(answer.codes(), ["ambiguous_section"]);
    // Authors choose sections; editors add them.
    let new = json!({ "title": "Mine", "body": "Mine.", "section": "world/asia" });
    let mine = author.post("/api/v1/articles", &new).await.expect(201).json();
    assert_eq!(mine["section"]["path"], "World/Asia");
    let new = json!({ "title": "New", "body": "New.", "section": "World/Africa" });
    let answer = author.post("/api/v1/articles", &new).await.expect(422);
    assert_eq!(answer.codes(), ["unknown_section"]);

    let page = reader.see("/sections/world").await.expect(200);
    page.assert_shows(">Rain<");
    page.assert_hides(">Cup<");
    page.assert_shows("<a href=\"/sections/asia\">Asia</a>");
    let describe = json!({ "description": "From Ankara to <Tokyo>." });
    editor.patch("/api/v1/sections/asia", &describe).await.expect(200);
    let page = reader.see("/sections/asia").await.expect(200);
    page.assert_shows(
        "aria-label=\"You are here\"><ol><li><a href=\"/sections/world\">World</a></li>",
    );
    page.assert_shows("<h1>Asia</h1>");
    page.assert_shows("From Ankara to &#60;Tokyo&#62;.</p>");
}

#[tokio::test]
async fn a_renamed_section_keeps_its_old_address_and_name() {
    let app = TestApp::publishing().await;
    let (editor, reader) = (app.editor().await, app.reader());
    app.article().title("Over water").section("Ferries").create().await;
    reader.see("/sections/ferries").await.expect(200);
    let renamed =
        editor.patch("/api/v1/sections/ferries", &json!({ "name": "Boats" })).await.expect(200);
    assert_eq!(renamed.json()["slug"], "boats");
    let moved = reader.see("/sections/ferries?page=1").await.expect(301);
    assert_eq!(moved.location(), "/sections/boats");
    reader.see("/sections/boats").await.expect(200).assert_shows("Over water");
    reader.see("/").await.expect(200).assert_shows("href=\"/sections/boats\"");
    // An old file still means the section that it named.
    let again = json!({ "title": "More", "body": "More.", "section": "Ferries" });
    let made = editor.post("/api/v1/articles", &again).await.expect(201).json();
    assert_eq!(made["section"]["slug"], "boats");
    // Nobody else gets the address, but the section itself may have it back.
    let new = json!({ "name": "Planes", "slug": "ferries" });
    let taken = editor.post("/api/v1/sections", &new).await.expect(409);
    assert_eq!(taken.code(), "slug_taken");
    editor.patch("/api/v1/sections/boats", &json!({ "slug": "ferries" })).await.expect(200);
    let moved = reader.see("/sections/boats").await.expect(301);
    assert_eq!(moved.location(), "/sections/ferries");
    reader.see("/sections/none").await.expect(404);
    let log = editor.get("/api/v1/audit?act=section").await.expect(200).json();
    let done: Vec<&Value> = log["items"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| &line["detail"]["done"])
        .collect();
    assert_eq!(done, ["changed", "changed", "added"]);
    let page = editor.signed_in().await.see("/desk/log").await.expect(200);
    page.assert_shows("<code>ferries</code>");
}

#[tokio::test]
async fn a_section_merges_into_another_one_with_all_that_is_below() {
    let app = TestApp::publishing().await;
    let (editor, moderator, reader) = (app.editor().await, app.moderator().await, app.reader());
    let story = app.article().title("In port").section("Port/Cranes").create().await;
    app.article().title("By ship").section("Port").create().await;
    let posted = reader.post(&story, "Tall cranes.").await;
    let policy = json!({ "policy": "hold_all" });
    editor.put("/api/v1/policies/section:port", &policy).await.expect(200);
    editor.post("/api/v1/sections", &json!({ "name": "Harbour" })).await.expect(201);
    let into = |slug: &str| json!({ "into": slug });
    let answer = editor.post("/api/v1/sections/port/merge", &into("cranes")).await.expect(422);
    assert_eq!(answer.codes(), ["cycle"]);
    let forbidden = moderator.post("/api/v1/sections/port/merge", &into("harbour")).await;
    assert_eq!(forbidden.expect(403).code(), "role");
    let merged = editor.post("/api/v1/sections/port/merge", &into("harbour")).await.expect(200);
    assert_eq!(merged.json()["articles"], 2);
    assert_eq!(reader.see("/sections/port").await.expect(301).location(), "/sections/harbour");
    reader.see("/sections/harbour").await.expect(200).assert_shows("In port");
    reader.see("/sections/cranes").await.expect(200).assert_shows("href=\"/sections/harbour\"");
    // Its policy ended with it, and the comments are where their articles are.
    let policies = editor.get("/api/v1/policies").await.expect(200).json();
    assert_eq!(policies["items"], json!([]));
    let found = moderator.get("/api/v1/comments?section=cranes").await.expect(200).json();
    assert_eq!(found["items"][0]["id"], posted.id);
    let queue = moderator.get("/api/v1/comments?section=port").await.expect(200).json();
    assert_eq!(queue["items"], json!([]));
    app.run_jobs().await;
}

#[tokio::test]
async fn sections_move_without_circles_and_are_deleted_only_when_empty() {
    let app = TestApp::publishing().await;
    let editor = app.editor().await;
    for name in ["A/B/C", "D"] {
        app.article().section(name).create().await;
    }
    let change = async |slug: &str, parent: &str| {
        editor.patch(&format!("/api/v1/sections/{slug}"), &json!({ "parent": parent })).await
    };
    assert_eq!(change("a", "c").await.expect(422).codes(), ["cycle"]);
    assert_eq!(change("a", "nowhere").await.expect(422).codes(), ["unknown_section"]);
    assert_eq!(change("b", "D").await.expect(200).json()["path"], "D/B");
    assert_eq!(change("d", "A").await.expect(200).json()["path"], "A/D");
    let deep = editor.get("/api/v1/sections/c").await.expect(200).json();
    assert_eq!(deep["path"], "A/D/B/C");
    let taken = editor.post("/api/v1/sections", &json!({ "name": "d", "parent": "a" })).await;
    assert_eq!(taken.expect(409).code(), "name_taken");
    let five = editor.post("/api/v1/sections", &json!({ "name": "E", "parent": "c" })).await;
    assert_eq!(five.expect(201).json()["path"], "A/D/B/C/E");
    let six = editor.post("/api/v1/sections", &json!({ "name": "F", "parent": "e" })).await;
    assert_eq!(six.expect(422).codes(), ["too_deep"]);

    let used = editor.remove("/api/v1/sections/c").await.expect(409);
    assert_eq!(used.code(), "in_use");
    assert_eq!(used.json()["present"], json!({ "articles": 1, "sections": 1 }));
    editor.remove("/api/v1/sections/e").await.expect(204);
    app.reader().see("/sections/e").await.expect(404);
}

#[tokio::test]
async fn an_empty_section_has_a_page_and_a_tag_of_drafts_has_none() {
    let app = TestApp::publishing().await;
    let (editor, reader) = (app.editor().await, app.reader());
    editor.post("/api/v1/sections", &json!({ "name": "Soon" })).await.expect(201);
    editor.post("/api/v1/tags", &json!({ "name": "Later" })).await.expect(201);
    let draft = json!({ "title": "Secret", "body": "Secret.", "tags": ["The minister"] });
    editor.post("/api/v1/articles", &draft).await.expect(201);
    for path in ["/sections/soon", "/tags/later"] {
        reader.see(path).await.expect(200).assert_shows("Nothing has been published here yet.");
    }
    reader.see("/tags/the-minister").await.expect(404);
    reader.see("/api/v1/tags/the-minister").await.expect(404);
    editor.get("/api/v1/tags/the-minister").await.expect(200);
    let public = editor.get("/api/v1/tags").await.expect(200).json();
    assert_eq!(public["items"], json!([]));
    let all = editor.get("/api/v1/tags?all=true").await.expect(200).json();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(2));
    reader.see("/api/v1/tags?all=true").await.expect(401);
}

#[tokio::test]
async fn merged_tags_are_one_and_stay_one() {
    let app = TestApp::publishing().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let tagged = |tags: Value| json!({ "title": "Mud", "body": "Mud.", "status": "published", "tags": tags });
    let both = editor.post("/api/v1/articles", &tagged(json!(["harbor", "harbour"]))).await;
    let both = both.expect(201).json();
    editor.post("/api/v1/articles", &tagged(json!(["harbor"]))).await.expect(201);
    let into = json!({ "into": "harbour" });
    let merged = editor.post("/api/v1/tags/harbor/merge", &into).await.expect(200).json();
    assert_eq!(merged["articles"], 2);
    let answer = editor.post("/api/v1/tags/harbour/merge", &into).await.expect(422);
    assert_eq!(answer.codes(), ["same"]);
    assert_eq!(reader.see("/tags/harbor").await.expect(301).location(), "/tags/harbour");
    let now = editor.get(&format!("/api/v1/articles/{}", both["id"])).await.expect(200).json();
    assert_eq!(now["tags"], json!([{ "slug": "harbour", "name": "harbour" }]));
    let later = editor.post("/api/v1/articles", &tagged(json!(["Harbor", "harbour"]))).await;
    assert_eq!(later.expect(201).json()["tags"], json!([{ "slug": "harbour", "name": "harbour" }]));
    editor.patch("/api/v1/tags/harbour", &json!({ "name": "Ports" })).await.expect(200);
    assert_eq!(reader.see("/tags/harbor").await.expect(301).location(), "/tags/ports");
    assert_eq!(editor.remove("/api/v1/tags/ports").await.expect(409).code(), "in_use");
}

#[tokio::test]
async fn moderators_of_a_section_moderate_those_below_it() {
    let app = TestApp::start().await;
    let (editor, jo, bo) = (app.editor().await, app.moderator().await, app.moderator().await);
    let story = app.article().section("World/Asia").create().await;
    let assign = async |section: &str, account: i64| {
        let path = format!("/api/v1/sections/{section}/moderators");
        editor.put(&path, &json!({ "accounts": [account] })).await.expect(200);
    };
    assign("world", jo.id).await;
    app.reader().post(&story, "Rain again.").await;
    let mine = async |staff: &crate::support::staff::Staff| {
        let list = "/api/v1/comments?status=pending&mine=true";
        staff.get(list).await.expect(200).json()["items"].as_array().map(Vec::len)
    };
    assert_eq!((mine(&jo).await, mine(&bo).await), (Some(1), Some(0)));
    assign("asia", bo.id).await;
    assert_eq!((mine(&jo).await, mine(&bo).await), (Some(1), Some(1)));
    app.run_jobs().await;
    assert_eq!((app.mails_to(&jo.email).len(), app.mails_to(&bo.email).len()), (1, 1));
}

#[tokio::test]
async fn the_comments_of_a_section_include_those_of_the_sections_below_it() {
    let app = TestApp::publishing().await;
    let moderator = app.moderator().await;
    let asia = app.article().section("World/Asia").create().await;
    let sport = app.article().section("Sport").create().await;
    let (below, _) = app.reader().post_by_api(&asia, "Rain in the delta.").await;
    let (elsewhere, _) = app.reader().post_by_api(&sport, "A late goal.").await;
    for (slug, expected) in [("world", below), ("asia", below), ("sport", elsewhere)] {
        let path = format!("/api/v1/comments?section={slug}");
        let found = moderator.get(&path).await.expect(200).json();
        let ids: Vec<&Value> =
            found["items"].as_array().expect("items").iter().map(|item| &item["id"]).collect();
        assert_eq!(ids, [&json!(expected)], "{slug}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn the_moderators_of_a_merged_section_keep_its_mails() {
    let app = TestApp::start().await;
    let (editor, one, two) = (app.editor().await, app.moderator().await, app.moderator().await);
    for name in ["Port", "Ferries", "Harbour"] {
        editor.post("/api/v1/sections", &json!({ "name": name })).await.expect(201);
    }
    let of = |slug: &str| format!("/api/v1/sections/{slug}/moderators");
    editor.put(&of("port"), &json!({ "accounts": [one.id] })).await.expect(200);
    editor.put(&of("ferries"), &json!({ "accounts": [two.id] })).await.expect(200);
    let into = |slug: &str| json!({ "into": slug });
    editor.post("/api/v1/sections/port/merge", &into("ferries")).await.expect(200);
    let moderators = editor.get(&of("ferries")).await.expect(200).json();
    let mut ids: Vec<i64> = moderators["items"]
        .as_array()
        .expect("moderators")
        .iter()
        .filter_map(|account| account["id"].as_i64())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, [one.id, two.id]);
    // A section without moderators belongs to all, and still does.
    editor.post("/api/v1/sections/ferries/merge", &into("harbour")).await.expect(200);
    let moderators = editor.get(&of("harbour")).await.expect(200).json();
    assert_eq!(moderators["items"], json!([]));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_slash_at_the_end_of_a_lists_address_is_left_out() {
    let app = TestApp::publishing().await;
    app.article().section("Harbour").create().await;
    let reader = app.reader();
    let moved = reader.see("/sections/harbour/?page=2").await.expect(301);
    assert_eq!(moved.location(), "/sections/harbour?page=2");
    // Nothing else is redirected, least of all to another host.
    reader.see("/nowhere/").await.expect(404);
    reader.see("//sections.example/").await.expect(404);
}
