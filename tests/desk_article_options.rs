//! The editor's further fields without script: language, password, kind and menu, the front page; who is
//! writing; and notes of colleagues.

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::staff::Desk;

/// Sends the editor's form as a browser does, with these values in place of those that the page shows.
/// Boxes are sent only if they are among `changed`.
async fn send(desk: &mut Desk, page: &Answer, at: &str, changed: &[(&str, &str)]) -> Answer {
    let names = [
        "version",
        "title",
        "byline",
        "section",
        "tags",
        "language",
        "menu_order",
        "placed",
        "summary",
        "body",
    ];
    desk.send_changed(at, page, &names, changed).await
}

#[tokio::test]
async fn an_editor_makes_a_page_and_sets_language_and_place() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let mut desk = editor.signed_in().await;
    let new = "/desk/articles/new";
    let page = desk.see(new).await.expect(200);
    let wrong = [
        ("title", "Impressum"),
        ("body", "Der **Kai**."),
        ("comments", "closed"),
        ("kind", "page"),
        ("menu", "navigation"),
        ("menu_order", "first"),
        ("language", "german"),
        ("password", "abc"),
        ("featured", "yes"),
        ("step", "save"),
    ];
    let refused = send(&mut desk, &page, new, &wrong).await.expect(422);
    let mut codes = refused.codes();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, ["language_tag", "out_of_range", "too_short"]);
    refused.assert_shows("<details open>");
    refused.assert_shows("Der **Kai**.");
    refused.assert_shows("<option value=\"page\" selected>");
    assert_eq!(refused.input("language").as_deref(), Some("german"));
    assert_eq!(refused.input("password").as_deref(), Some("abc"));

    let right = [
        ("comments", "closed"),
        ("kind", "page"),
        ("menu", "navigation"),
        ("menu_order", "2"),
        ("language", "de"),
        ("password", "abcd"),
        ("featured", "yes"),
        ("step", "publish"),
    ];
    let done = send(&mut desk, &refused, new, &right).await.expect(303);
    let here = done.location().split('?').next().expect("a path").to_owned();
    let id = here.rsplit('/').next().expect("a number");
    let article = editor.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert_eq!(article["kind"], "page");
    assert_eq!(article["menu"], "navigation");
    assert_eq!(article["menu_order"], 2);
    assert_eq!(article["language"], "de");
    assert_eq!((&article["featured"], &article["sticky"]), (&true.into(), &false.into()));
    let path = article["path"].as_str().expect("a path");
    let locked = Answer::to(app.request(reqwest::Method::GET, path)).await;
    locked.assert_hides("<strong>Kai</strong>");

    // The password is not shown again, stays when the field is empty, and ends by the box.
    let page = desk.see(&here).await.expect(200);
    assert_eq!(page.input("password").as_deref(), Some(""));
    let text = [("kind", "page"), ("menu", "navigation"), ("comments", "closed"), ("step", "save")];
    send(&mut desk, &page, &here, &text).await.expect(303);
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("name=\"unprotect\"");
    let open = [&text[..], &[("unprotect", "yes")]].concat();
    send(&mut desk, &page, &here, &open).await.expect(303);
    desk.see(&here).await.expect(200).assert_hides("name=\"unprotect\"");
    let article = editor.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert_eq!(article["featured"], false, "the box was not ticked");
    Answer::to(app.request(reqwest::Method::GET, path)).await.assert_shows("<strong>Kai</strong>");
    app.run_jobs().await;
}

#[tokio::test]
async fn an_author_has_no_fields_for_the_place_and_cannot_send_them() {
    let app = TestApp::start().await;
    let author = app.author().await;
    let article = app.article().title("Mud").status("draft").by(&author).create().await;
    let here = format!("/desk/articles/{}", article.id);
    let mut desk = author.signed_in().await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("id=\"language\"");
    page.assert_hides("name=\"kind\"");
    page.assert_hides("name=\"placed\"");
    let text = [("comments", "open"), ("step", "save")];
    let forged = [&text[..], &[("placed", "yes"), ("sticky", "yes")]].concat();
    send(&mut desk, &page, &here, &forged).await.expect(403);
    let german = [&text[..], &[("language", "de")]].concat();
    send(&mut desk, &page, &here, &german).await.expect(303);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_second_editor_learns_who_is_writing_and_takes_over() {
    let app = TestApp::start().await;
    let (one, other) = (app.editor().await, app.editor().await);
    let article = app.article().title("Mud").body("Deep.").by(&one).create().await;
    let here = format!("/desk/articles/{}", article.id);
    let (mut first, mut second) = (one.signed_in().await, other.signed_in().await);
    let opened = first.see(&here).await.expect(200);
    opened.assert_hides("name=\"take_over\"");
    let draft = [("body", "Very deep."), ("comments", "open")];
    send(&mut first, &opened, &format!("{here}/draft"), &draft).await.expect(200);

    let page = second.see(&here).await.expect(200);
    page.assert_shows("name=\"take_over\"");
    page.assert_shows(&one.name);
    let text = [("body", "Shallow."), ("comments", "open"), ("step", "save")];
    let refused = send(&mut second, &page, &here, &text).await.expect(409);
    assert_eq!(refused.codes(), ["locked"]);
    assert_eq!(refused.textarea("body").as_deref(), Some("Shallow."));
    let over = [&text[..], &[("take_over", "yes")]].concat();
    send(&mut second, &refused, &here, &over).await.expect(303);

    // The first one loses nothing: both texts are shown.
    let late = [("body", "Very deep."), ("comments", "open"), ("step", "save")];
    let refused = send(&mut first, &opened, &here, &late).await.expect(409);
    refused.assert_shows("Very deep.");
    refused.assert_shows("Shallow.");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_note_mails_whom_it_mentions_and_keeps_the_text() {
    let app = TestApp::start().await;
    let (author, editor) = (app.author().await, app.editor().await);
    let article = app.article().title("Mud").status("draft").by(&author).create().await;
    let here = format!("/desk/articles/{}", article.id);
    let mut writer = author.signed_in().await;
    let page = writer.see(&here).await.expect(200);
    let body = ("body", "Half a sentence");
    let empty = [body, ("remark", " "), ("comments", "open"), ("step", "remark")];
    let refused = send(&mut writer, &page, &here, &empty).await.expect(422);
    assert_eq!(refused.codes(), ["required", "required"]);
    assert_eq!(refused.textarea("body").as_deref(), Some("Half a sentence"));
    let said = format!("@{} who says so?", editor.name);
    let note = [body, ("remark", said.as_str()), ("comments", "open"), ("step", "remark")];
    let done = send(&mut writer, &page, &here, &note).await.expect(303);
    let page = writer.see(done.location().split('#').next().expect("a path")).await.expect(200);
    page.assert_shows(&said);
    assert_eq!(page.textarea("body").as_deref(), Some("Half a sentence"));
    app.run_jobs().await;
    assert_eq!(app.mails_to(&editor.email).len(), 1);

    let mut desk = editor.signed_in().await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows(&said);
    page.assert_hides("Half a sentence");
    let notes = editor.get(&format!("/api/v1/articles/{}/notes", article.id)).await.expect(200);
    let id = notes.items()[0]["id"].to_string();
    desk.send(&format!("{here}/notes/{id}/remove"), &[]).await.expect(303);
    desk.see(&here).await.expect(200).assert_hides(&said);
    desk.send(&format!("{here}/notes/{id}/remove"), &[]).await.expect(404);
    app.run_jobs().await;
}
