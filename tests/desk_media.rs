//! The library of pictures at the desk, by plain forms: uploaded, found, described, and not deleted while
//! an article uses them.

use rejoinder::audit::model::Act;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::pictures::photo;

const LIBRARY: &str = "/desk/media";

#[tokio::test]
async fn pictures_are_uploaded_found_and_described_by_plain_forms() {
    let app = TestApp::with(|config| config.media.max_bytes = 200_000).await;
    let author = app.author().await;
    let mut desk = author.signed_in().await;
    let page = desk.see(LIBRARY).await.expect(200);
    page.assert_shows("There are no pictures yet.");
    page.assert_shows("href=\"/desk/media\" aria-current=\"page\"");
    // As a browser sends a form in which nothing was chosen.
    let nothing = desk.send_files(LIBRARY, &[], &[("file", "", b"")]).await.expect(422);
    assert_eq!(nothing.codes(), ["required", "required"]);

    // One file leads to its page. What is said about it may stand behind it in the form.
    let crane = photo(600, 400, 1);
    let said = [("alt", "The old crane"), ("caption", "From 1931."), ("credit", "Ines")];
    let done = desk.send_files(LIBRARY, &said, &[("file", "crane.jpg", &crane)]).await.expect(303);
    assert!(done.location().ends_with("?done=added"), "{}", done.location());
    let here = done.location().split('?').next().expect("a path").to_owned();
    let page = desk.see(done.location()).await.expect(200);
    page.assert_shows("The picture is uploaded.");
    page.assert_shows("600 × 400");
    page.assert_shows("320.webp");
    assert_eq!(page.input("alt").as_deref(), Some("The old crane"));
    assert!(page.tag("markdown").is_some_and(|tag| tag.contains("![The old crane](/media/")));
    let again = desk.send_files(LIBRARY, &[], &[("file", "b.jpg", &crane)]).await.expect(303);
    assert_eq!(again.location(), format!("{here}?done=present"));

    // Of several files the good ones are added; the others are named with what is wrong.
    let (mud, large) = (photo(500, 300, 2), vec![0xFF; 200_001]);
    let files: [(&str, &str, &[u8]); 4] = [
        ("file", "mud.jpg", &mud),
        ("file", "large.jpg", &large),
        ("file", "a <b>.txt", b"words"),
        ("file", "crane.jpg", &crane),
    ];
    let page = desk.send_files(LIBRARY, &[("credit", "Bo")], &files).await.expect(422);
    assert_eq!(page.codes(), ["too_large", "picture_format"]);
    page.assert_shows("<bdi>a &#60;b&#62;.txt</bdi>: This file is not a picture");
    page.assert_shows("<bdi>mud.jpg</bdi></a>: uploaded");
    page.assert_shows("<bdi>crane.jpg</bdi></a>: was in the library already");
    assert_eq!(app.count("media", "1 = 1").await, 2);
    assert_eq!(app.count("media", "credit = 'Bo'").await, 1);
    assert_eq!(app.logged(Act::AddMedia).await, 2);
    let both = desk.send_files(LIBRARY, &[], &[files[0], files[3]]).await.expect(303);
    desk.see(both.location()).await.expect(200).assert_shows("2 pictures are uploaded.");

    // Searched by words, filtered by what they lack.
    let found = desk.see("/desk/media?q=CRANE").await.expect(200);
    found.assert_shows("The old crane");
    found.assert_hides("mud.jpg");
    let lacking = desk.see("/desk/media?show=undescribed").await.expect(200);
    lacking.assert_shows("mud.jpg");
    lacking.assert_hides("The old crane");
    desk.see("/desk/media?show=mine&q=nowhere")
        .await
        .expect(200)
        .assert_shows("No pictures match.");
    desk.see("/desk/media?show=all").await.expect(404);
    let long = format!("/desk/media?q={}", "x".repeat(201));
    assert_eq!(desk.see(&long).await.expect(422).codes(), ["too_long", "too_long"]);

    // A point is chosen as a third of the picture. What was not touched is not sent back.
    let page = desk.see(&here).await.expect(200);
    let shown = |name: &str| page.input(name).expect("a hidden field");
    let hidden = [shown("shown_alt"), shown("shown_caption"), shown("shown_credit")];
    author
        .patch(&here.replace("/desk", "/api/v1"), &json!({ "caption": "From 1932." }))
        .await
        .expect(200);
    let change = [
        ("alt", "The new crane"),
        ("caption", "From 1931."),
        ("credit", "Ines"),
        ("focus", "2-0"),
        ("shown_alt", hidden[0].as_str()),
        ("shown_caption", hidden[1].as_str()),
        ("shown_credit", hidden[2].as_str()),
        ("shown_focus", "1-1"),
    ];
    desk.send(&here, &change).await.expect(303);
    let media = author.get(&here.replace("/desk", "/api/v1")).await.expect(200).json();
    assert_eq!((&media["alt"], &media["caption"]), (&json!("The new crane"), &json!("From 1932.")));
    assert_eq!(media["focal_point"], json!({ "x": 0.833, "y": 0.167 }));
    let long = "x".repeat(501);
    let refused = desk.send(&here, &[("alt", long.as_str())]).await.expect(422);
    assert_eq!(refused.codes(), ["too_long", "too_long"]);
    assert_eq!(refused.input("alt"), Some(long));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_picture_is_not_deleted_while_an_article_uses_it_nor_changed_by_a_colleague() {
    let app = TestApp::start().await;
    let (author, other, editor) = (app.author().await, app.author().await, app.editor().await);
    let mut desk = author.signed_in().await;
    desk.see(LIBRARY).await.expect(200);
    let mud = photo(500, 300, 2);
    let done = desk.send_files(LIBRARY, &[("alt", "Mud")], &[("file", "mud.jpg", &mud)]).await;
    let here = done.expect(303).location().split('?').next().expect("a path").to_owned();
    let id: i64 = here.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number");
    let article = app
        .article()
        .title("What mud costs")
        .by(&editor)
        .with("lead_image", json!({ "media": id }))
        .create()
        .await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("What mud costs");
    page.assert_shows("Lead picture");
    page.assert_hides(&format!("/desk/articles/{}\"", article.id));
    page.assert_hides("/remove\"");
    let refused = desk.send(&format!("{here}/remove"), &[]).await.expect(409);
    assert_eq!(refused.codes(), ["in_use"]);
    refused.assert_shows("What mud costs");
    desk.see("/desk/media?show=unused").await.expect(200).assert_hides("Mud");

    let mut chief = editor.signed_in().await;
    chief.see(&here).await.expect(200).assert_shows(&format!("/desk/articles/{}\"", article.id));
    let mut colleague = other.signed_in().await;
    let page = colleague.see(&here).await.expect(200);
    page.assert_shows("Only the person who uploaded it and editors can change it.");
    page.assert_hides("name=\"alt\"");
    colleague.send(&here, &[("alt", "Mine")]).await.expect(403);
    colleague.send(&format!("{here}/remove"), &[]).await.expect(403);

    let change = json!({ "version": article.version, "lead_image": {} });
    editor.patch(&format!("/api/v1/articles/{}", article.id), &change).await.expect(200);
    desk.see(&here).await.expect(200).assert_shows("/remove\"");
    let gone = desk.send(&format!("{here}/remove"), &[]).await.expect(303);
    desk.see(gone.location()).await.expect(200).assert_shows("The picture is deleted.");
    desk.see(&here).await.expect(404);
    app.run_jobs().await;
}

#[tokio::test]
async fn nothing_is_uploaded_without_the_forms_token() {
    let app = TestApp::start().await;
    let author = app.author().await;
    let mut desk = author.signed_in().await;
    let mud = photo(50, 30, 2);
    let files: [(&str, &str, &[u8]); 1] = [("file", "mud.jpg", &mud)];
    desk.csrf = "guessed".to_owned();
    let page =
        desk.send_files(LIBRARY, &[("caption", "Two days of rain.")], &files).await.expect(403);
    page.assert_shows("Two days of rain.");
    desk.cookie = String::new();
    let page = desk.send_files(LIBRARY, &[], &files).await.expect(303);
    assert_eq!(page.location(), "/desk/login");
    assert_eq!(app.count("media", "1 = 1").await, 0);
}
