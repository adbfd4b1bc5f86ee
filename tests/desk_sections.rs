//! The moderators of a section, shown and changed at the desk without script.

use crate::support::app::TestApp;
use crate::support::snapshots;

/// What the page says of a section, from its name to the end of its form.
fn part(page: &str, slug: &str) -> String {
    let (_, rest) = page.split_once(&format!("<li id=\"section-{slug}\"")).expect("the section");
    rest.split("</li>").next().unwrap_or(rest).to_owned()
}

#[tokio::test]
async fn an_editor_assigns_moderators_to_a_section() {
    let app = TestApp::start().await;
    let (editor, ann, bo) = (app.editor().await, app.moderator().await, app.moderator().await);
    let author = app.author().await;
    let mut desk = editor.signed_in().await;
    desk.see("/desk/sections").await.expect(200).assert_shows("There are no sections yet.");
    app.article().section("Harbour").create().await;
    app.article().section("Letters").create().await;

    let page = desk.see("/desk/sections").await.expect(200);
    let harbour = part(&page.text(), "harbour");
    snapshots::page("desk_sections", &page);
    assert!(!harbour.contains(&author.name) && !harbour.contains(" checked"));

    let (first, second) = (ann.id.to_string(), bo.id.to_string());
    let both = [("accounts", first.as_str()), ("accounts", second.as_str()), ("after", "")];
    let csrf = std::mem::replace(&mut desk.csrf, "forged".to_owned());
    desk.send("/desk/sections/harbour", &both).await.expect(403);
    desk.csrf = csrf;
    let back = desk.send("/desk/sections/harbour", &both).await.expect(303).location().to_owned();
    assert_eq!(back, "/desk/sections?done=saved");
    let page = desk.see(&back).await.expect(200);
    page.assert_shows("Saved.");
    let harbour = part(&page.text(), "harbour");
    assert!(harbour.contains(&format!("{}, {}", ann.name, bo.name)), "{harbour}");
    assert_eq!(harbour.matches(" checked").count(), 2);
    assert!(part(&page.text(), "letters").contains("All moderators"));
    let assigned = ann.get("/api/v1/sections/harbour/moderators").await.expect(200).json();
    assert_eq!(assigned["items"].as_array().map(Vec::len), Some(2));

    // Nobody ticked: it is everybody's again.
    desk.send("/desk/sections/harbour", &[]).await.expect(303);
    assert!(part(&desk.see("/desk/sections").await.text(), "harbour").contains("All moderators"));
    assert_eq!(app.count("section_moderators", "1 = 1").await, 0);
    assert_eq!(app.count("audit_log", "reason = 'section_moderators'").await, 2);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_invalid_assignment_is_reported_at_the_section_with_its_ticks_kept() {
    let app = TestApp::start().await;
    let (editor, ann, author) = (app.editor().await, app.moderator().await, app.author().await);
    app.article().section("Harbour").create().await;
    let mut desk = editor.signed_in().await;
    desk.see("/desk/sections").await.expect(200);
    let (known, unable) = (ann.id.to_string(), author.id.to_string());
    for wrong in [unable.as_str(), "everybody", "-1"] {
        let sent = [("accounts", known.as_str()), ("accounts", wrong), ("after", "\r\nX-Evil: 1")];
        let page = desk.send("/desk/sections/harbour", &sent).await.expect(422);
        assert_eq!(page.codes(), ["unknown", "unknown"]);
        if wrong == unable {
            snapshots::page("desk_section_with_faults", &page);
        }
        let harbour = part(&page.text(), "harbour");
        assert!(
            harbour.contains("<details open>") && harbour.contains("<fieldset id=\"accounts\""),
            "{harbour}"
        );
        assert_eq!(harbour.matches(" checked").count(), 1);
        assert!(harbour.contains(&format!("value=\"{known}\" checked")), "{harbour}");
    }
    desk.send("/desk/sections/nowhere", &[("accounts", &known)]).await.expect(404);
    assert_eq!(app.count("section_moderators", "1 = 1").await, 0);

    // Moderators may look, as by the API; authors may not.
    let mut desk = ann.signed_in().await;
    let page = desk.see("/desk/sections").await.expect(200);
    snapshots::page("desk_sections_for_moderators", &page);
    desk.send("/desk/sections/harbour", &[("accounts", &known)]).await.expect(403);
    author.signed_in().await.see("/desk/sections").await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn many_sections_are_paged_and_a_form_returns_to_its_page() {
    let app = TestApp::start().await;
    let (editor, ann) = (app.editor().await, app.moderator().await);
    for number in 0..52 {
        app.article().section(&format!("S {number:02}")).create().await;
    }
    let mut desk = editor.signed_in().await;
    let first = desk.see("/desk/sections").await.expect(200);
    first.assert_shows("id=\"section-s-49\"");
    first.assert_hides("id=\"section-s-50\"");
    let second = desk.see(&first.next_page().expect("a second page")).await.expect(200);
    assert!(
        part(&second.text(), "s-51").contains("All moderators") && !second.shows("rel=\"next\"")
    );
    let (after, id) = (second.input("after").expect("the part"), ann.id.to_string());
    let sent = [("accounts", id.as_str()), ("after", after.as_str())];
    let back = desk.send("/desk/sections/s-51", &sent).await.expect(303).location().to_owned();
    assert_eq!(back, format!("/desk/sections?done=saved&after={after}"));
    assert!(part(&desk.see(&back).await.expect(200).text(), "s-51").contains(&ann.name));
    app.run_jobs().await;
}
