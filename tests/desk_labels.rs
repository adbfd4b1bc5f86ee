//! Sections and tags, changed at the desk without script: renamed, moved, merged and deleted.

use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::staff::Desk;

/// Sends the form of a section or a tag as a browser does, with other values in some fields.
async fn change(desk: &mut Desk, page: &Answer, at: &str, changed: &[(&str, &str)]) -> Answer {
    let names = ["seen", "name", "slug", "position", "description"];
    desk.send_changed(&format!("{at}/change"), page, &names, changed).await
}

#[tokio::test]
async fn an_editor_builds_the_tree_of_sections_at_the_desk() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let mut desk = editor.signed_in().await;
    desk.see("/desk/sections").await.expect(200);
    let added = desk.send("/desk/sections", &[("name", "World"), ("parent", "")]).await.expect(303);
    assert_eq!(added.location(), "/desk/sections/world?done=added");
    desk.send("/desk/sections", &[("name", "Asia"), ("parent", "world")]).await.expect(303);
    desk.send("/desk/sections", &[("name", "Sport"), ("parent", "")]).await.expect(303);
    app.article().section("Asia").create().await;

    // Refused: a name that a section of the same parent has; what was written stays.
    let again = [("name", "Asia"), ("parent", "world")];
    let page = desk.send("/desk/sections", &again).await.expect(409);
    assert_eq!(page.codes(), ["name_taken"]);
    assert_eq!(page.input("name").as_deref(), Some("Asia"));
    page.assert_shows("<option value=\"world\" selected>World</option>");
    let page = desk.send("/desk/sections", &[("name", " "), ("parent", "")]).await.expect(422);
    assert_eq!(page.codes(), ["required", "required"]);

    // A circle in the tree, and a slug of another section.
    let page = desk.see("/desk/sections/world").await.expect(200);
    page.assert_hides("World/Asia");
    let circle = [("parent", "asia")];
    let refused = change(&mut desk, &page, "/desk/sections/world", &circle).await.expect(422);
    assert_eq!(refused.codes(), ["cycle", "cycle"]);
    let wrong = [("parent", ""), ("slug", "sport"), ("description", "Far away.")];
    let refused = change(&mut desk, &page, "/desk/sections/world", &wrong).await.expect(409);
    assert_eq!(refused.codes(), ["slug_taken"]);
    assert_eq!(refused.textarea("description").as_deref(), Some("Far away."));
    let wrong = [("parent", ""), ("position", "first")];
    let refused = change(&mut desk, &page, "/desk/sections/world", &wrong).await.expect(422);
    assert_eq!(refused.codes(), ["out_of_range", "out_of_range"]);
    assert_eq!(refused.input("position").as_deref(), Some("first"));

    // Renamed: the former address leads to the new one, at the desk as well.
    let renamed = [("parent", ""), ("name", "Abroad"), ("description", "Far away.")];
    let done = change(&mut desk, &page, "/desk/sections/world", &renamed).await.expect(303);
    assert_eq!(done.location(), "/desk/sections/abroad?done=saved");
    desk.see("/desk/sections/world").await.expect(200).assert_shows("value=\"Abroad\"");
    let former = Answer::to(app.request(reqwest::Method::GET, "/sections/world")).await.expect(301);
    assert!(former.location().ends_with("/sections/abroad"), "{}", former.location());
    let tree = editor.get("/api/v1/sections?all=true").await.expect(200).json();
    assert_eq!(tree["items"][0]["description"], "Far away.");

    // Moved to the top, and deleted only when nothing is in it.
    let page = desk.see("/desk/sections/asia").await.expect(200);
    change(&mut desk, &page, "/desk/sections/asia", &[("parent", "")]).await.expect(303);
    let page = desk.send("/desk/sections/asia/remove", &[]).await.expect(409);
    assert_eq!(page.codes(), ["in_use"]);
    let done = desk.send("/desk/sections/abroad/remove", &[]).await.expect(303);
    assert_eq!(done.location(), "/desk/sections?done=removed");
    desk.see(done.location()).await.expect(200).assert_shows("Deleted.");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_section_is_merged_into_another_one_but_not_into_itself() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    app.article().section("Ferries").create().await;
    app.article().section("Harbour").create().await;
    let mut desk = editor.signed_in().await;
    let page = desk.see("/desk/sections/ferries").await.expect(200);
    page.assert_shows("<option value=\"harbour\">Harbour</option>");
    page.assert_hides("<option value=\"ferries\">");
    let at = "/desk/sections/ferries/merge";
    let page = desk.send(at, &[("into", "ferries")]).await.expect(422);
    assert_eq!(page.codes(), ["cycle", "cycle"]);
    assert_eq!(page.input("name").as_deref(), Some("Ferries"));
    let page = desk.send(at, &[("into", "")]).await.expect(422);
    assert_eq!(page.codes(), ["unknown_section", "unknown_section"]);
    let done = desk.send(at, &[("into", "harbour")]).await.expect(303);
    assert_eq!(done.location(), "/desk/sections/harbour?done=merged");
    desk.see(done.location()).await.expect(200).assert_shows("2 articles");
    let former =
        Answer::to(app.request(reqwest::Method::GET, "/sections/ferries")).await.expect(301);
    assert!(former.location().ends_with("/sections/harbour"), "{}", former.location());
    app.run_jobs().await;
}

#[tokio::test]
async fn an_editor_renames_and_merges_tags_at_the_desk() {
    let app = TestApp::start().await;
    let (editor, moderator) = (app.editor().await, app.moderator().await);
    let mut desk = editor.signed_in().await;
    desk.see("/desk/tags").await.expect(200).assert_shows("There are no tags yet.");
    let added = desk.send("/desk/tags", &[("name", "Mud")]).await.expect(303);
    assert_eq!(added.location(), "/desk/tags/mud?done=added");
    desk.send("/desk/tags", &[("name", "Tides")]).await.expect(303);
    let page = desk.send("/desk/tags", &[("name", "mud")]).await.expect(409);
    assert_eq!(page.codes(), ["name_taken"]);
    assert_eq!(page.input("name").as_deref(), Some("mud"));

    let page = desk.see("/desk/tags/mud").await.expect(200);
    let done = change(&mut desk, &page, "/desk/tags/mud", &[("name", "Silt")]).await.expect(303);
    assert_eq!(done.location(), "/desk/tags/silt?done=saved");
    let at = "/desk/tags/silt/merge";
    let page = desk.send(at, &[("into", "Silt")]).await.expect(422);
    assert_eq!(page.codes(), ["same", "same"]);
    assert_eq!(page.input("into").as_deref(), Some("Silt"));
    let page = desk.send(at, &[("into", "Sludge")]).await.expect(422);
    assert_eq!(page.codes(), ["unknown_tag", "unknown_tag"]);
    desk.send(at, &[("into", "Tides")]).await.expect(303);
    desk.see("/desk/tags/mud").await.expect(200).assert_shows("value=\"Tides\"");
    let done = desk.send("/desk/tags/tides/remove", &[]).await.expect(303);
    assert_eq!(done.location(), "/desk/tags?done=removed");
    desk.see("/desk/tags/tides").await.expect(404);

    // Moderators may neither see nor change them.
    let mut other = moderator.signed_in().await;
    other.see("/desk/tags").await.expect(403);
    other.send("/desk/tags", &[("name", "Sand")]).await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_form_from_before_another_change_is_refused_with_what_was_written() {
    let app = TestApp::start().await;
    let (one, other) = (app.editor().await, app.editor().await);
    one.post("/api/v1/tags", &json!({ "name": "Mud" })).await.expect(201);
    one.post("/api/v1/sections", &json!({ "name": "Harbour" })).await.expect(201);
    let (mut first, mut second) = (one.signed_in().await, other.signed_in().await);
    for (at, renamed, parent) in [
        ("/desk/tags/mud", "/desk/tags/silt", None),
        ("/desk/sections/harbour", "/desk/sections/silt", Some(("parent", ""))),
    ] {
        let sent = |field: (&'static str, &'static str)| -> Vec<(&'static str, &'static str)> {
            [Some(field), parent].into_iter().flatten().collect()
        };
        let opened = first.see(at).await.expect(200);
        second.see(at).await.expect(200);
        change(&mut second, &opened, at, &sent(("name", "Silt"))).await.expect(303);
        let late = sent(("description", "Deep."));
        let refused = change(&mut first, &opened, at, &late).await.expect(409);
        assert_eq!(refused.codes(), ["stale_form"]);
        assert_eq!(refused.textarea("description").as_deref(), Some("Deep."));
        refused.assert_shows("<bdi>Silt</bdi>");
        // Sent once more, it replaces the other change knowingly.
        change(&mut first, &refused, renamed, &late).await.expect(303);
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn conflicts_of_names_are_said_in_the_members_language() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    for path in ["World/Asia", "Sport/Asia"] {
        app.article().section(path).create().await;
    }
    editor.patch("/api/v1/me", &json!({ "language": "de" })).await.expect(200);
    let mut desk = editor.signed_in().await;
    let page = desk.send("/desk/sections", &[("name", "Sport")]).await.expect(409);
    page.assert_shows("Dieser Name ist vergeben.");
    let page = desk.send("/desk/sections/world/merge", &[("into", "sport")]).await.expect(409);
    page.assert_shows("Unter beiden steht „Asia“.");
    let page = desk.send("/desk/sections/world/remove", &[]).await.expect(409);
    page.assert_shows("Darin stehen Artikel (insgesamt: 0) oder darunter Ressorts (1).");
    let page = desk.send("/desk/sections/world/merge", &[("into", "")]).await.expect(422);
    page.assert_shows("Wählen Sie etwas, das es gibt");
    app.run_jobs().await;
}

#[tokio::test]
async fn comments_of_a_section_are_closed_at_its_page() {
    let app = TestApp::publishing().await;
    let editor = app.editor().await;
    let article = app.article().section("World/Asia").create().await;
    let mut desk = editor.signed_in().await;
    let at = "/desk/sections/world";
    let page = desk.see(at).await.expect(200);
    let of = |name: &str| page.input(name).expect("a field");
    let (seen, rules) = (of("seen"), of("seen_rules"));
    let form = |days: &'static str| {
        let fields = [
            ("seen", seen.as_str()),
            ("name", "World"),
            ("slug", "world"),
            ("position", "0"),
            ("seen_rules", rules.as_str()),
            ("comments", "closed"),
            ("comments_days", days),
            ("comments_message", "We are at sea."),
        ];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let change = format!("{at}/change");
    let refused = desk.send_owned(&change, &form("soon")).await.expect(422);
    assert_eq!(refused.codes(), ["out_of_range", "out_of_range"]);
    assert_eq!(refused.input("comments_message").as_deref(), Some("We are at sea."));
    desk.send_owned(&change, &form("")).await.expect(303);
    // It holds at once, also for the sections below.
    app.reader().open(&article).await.assert_shows("We are at sea.");
    let rules = editor.get("/api/v1/sections/world").await.expect(200).json();
    assert_eq!((&rules["comments"], &rules["comments_days"]), (&json!("closed"), &json!(null)));
    // A form from before the change is shown again.
    let stale = desk.send_owned(&change, &form("7")).await.expect(409);
    assert_eq!(stale.codes(), ["stale_form"]);
    assert_eq!(stale.input("comments_days").as_deref(), Some("7"));
    app.run_jobs().await;
}
