//! Pictures in the editor by plain forms: a lead picture that is chosen or uploaded, pictures for the
//! text, and the fields about comments.

use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::pictures::{photo, with_form};
use crate::support::staff::{Desk, Staff};

const NEW: &str = "/desk/articles/new";

/// The editor's fields as the page shows them, with `changed` in their place.
fn fields<'a>(page: &Answer, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let lines = [
        "version",
        "title",
        "byline",
        "section",
        "tags",
        "language",
        "lead_other",
        "lead_alt",
        "lead_caption",
        "lead_credit",
        "comments_days",
        "comments_message",
        "menu_order",
        "placed",
    ];
    let mut fields: Vec<(&str, String)> =
        lines.iter().filter_map(|name| Some((*name, page.input(name)?))).collect();
    for name in ["summary", "body", "guidelines"] {
        fields.push((name, page.textarea(name).unwrap_or_default()));
    }
    fields.extend(chosen_lead(page).map(|path| ("lead_image", path)));
    if changed.iter().all(|(name, _)| *name != "comments") {
        fields.push(("comments", "open".to_owned()));
    }
    fields.retain(|(name, _)| changed.iter().all(|(given, _)| given != name));
    fields.extend(changed.iter().map(|(name, value)| (*name, (*value).to_owned())));
    fields
}

/// The lead picture whose button is pressed on the page.
fn chosen_lead(page: &Answer) -> Option<String> {
    let text = page.text();
    let at = text.find("\" checked><span class=\"frame")?;
    Some(text[..at].rsplit("value=\"").next()?.to_owned())
}

async fn send(desk: &mut Desk, at: &str, page: &Answer, changed: &[(&str, &str)]) -> Answer {
    let fields = fields(page, changed);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    desk.send(at, &fields).await
}

async fn upload(staff: &Staff, alt: &str, seed: u32) -> String {
    let request = staff.request(reqwest::Method::POST, "/api/v1/media");
    let form = with_form(request, &[("alt", alt)], "a.jpg", &photo(600, 400, seed));
    let media = Answer::to(form).await.expect(201).json();
    media["path"].as_str().expect("a path").to_owned()
}

#[tokio::test]
async fn a_lead_picture_of_the_library_shows_on_the_story_and_survives_autosave_and_restore() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let (crane, mud) = (upload(&editor, "The old crane", 1).await, upload(&editor, "Mud", 2).await);
    let mut desk = editor.signed_in().await;
    let page = desk.see(NEW).await.expect(200);
    page.assert_shows("enctype=\"multipart/form-data\"");
    assert_eq!(chosen_lead(&page).as_deref(), Some(""));
    page.assert_shows(&format!("name=\"lead_image\" value=\"{crane}\""));

    // A text that is not saved yet keeps the choice.
    let text =
        [("title", "Tide tables"), ("body", "Off by an hour."), ("lead_image", crane.as_str())];
    let kept = [&text[..], &[("lead_caption", "From 1931.")]].concat();
    send(&mut desk, "/desk/articles/new/draft", &page, &kept).await.expect(200);
    let page = desk.see(NEW).await.expect(200);
    assert_eq!(chosen_lead(&page), Some(crane.clone()));
    assert_eq!(page.input("lead_caption").as_deref(), Some("From 1931."));
    page.assert_shows("<figcaption>From 1931.</figcaption>");

    // Faults stand beside the choice.
    let wrong = [("lead_other", "999"), ("step", "publish")];
    let refused = send(&mut desk, NEW, &page, &wrong).await.expect(422);
    assert_eq!(refused.codes(), ["picture_unknown", "picture_unknown"]);
    assert_eq!(refused.input("lead_other").as_deref(), Some("999"));
    let right = [("lead_image", crane.as_str()), ("lead_other", ""), ("step", "publish")];
    let done = send(&mut desk, NEW, &refused, &right).await.expect(303);
    let here = done.location().split('?').next().expect("a path").to_owned();
    let id = here.rsplit('/').next().expect("a number");
    let api = format!("/api/v1/articles/{id}");
    let article = editor.get(&api).await.expect(200).json();
    assert_eq!(article["lead_image"]["alt"], "The old crane");
    assert_eq!(article["lead_image"]["caption"], "From 1931.");
    let path = article["path"].as_str().expect("a path").to_owned();
    let story = app.reader().see(&path).await.expect(200);
    story.assert_shows("<figure class=\"lead\">");
    story.assert_shows("<figcaption>From 1931.</figcaption>");

    // Another one by its number; then the first version again.
    let page = desk.see(&here).await.expect(200);
    assert_eq!(chosen_lead(&page), Some(crane.clone()));
    let second = [("lead_other", "2"), ("lead_caption", ""), ("step", "save")];
    send(&mut desk, &here, &page, &second).await.expect(303);
    let page = desk.see(&here).await.expect(200);
    assert_eq!(chosen_lead(&page), Some(mud.clone()));
    app.reader().see(&path).await.expect(200).assert_shows("alt=\"Mud\"");
    let version = desk.see(&format!("{here}/revisions/2")).await.expect(200);
    version.assert_shows(&format!("<del>{crane} · From 1931.</del>"));
    let restore = [("version", "2")];
    desk.send(&format!("{here}/revisions/1/restore"), &restore).await.expect(303);
    let page = desk.see(&here).await.expect(200);
    assert_eq!(chosen_lead(&page), Some(crane));
    assert_eq!(page.input("lead_caption").as_deref(), Some("From 1931."));

    // None at all.
    let none = [("lead_image", ""), ("step", "save")];
    send(&mut desk, &here, &page, &none).await.expect(303);
    assert_eq!(editor.get(&api).await.expect(200).json()["lead_image"], json!(null));
    app.run_jobs().await;
}

#[tokio::test]
async fn pictures_are_uploaded_in_the_editors_form() {
    let app = TestApp::start().await;
    let author = app.author().await;
    let mut desk = author.signed_in().await;
    desk.see(NEW).await.expect(200);
    let (crane, mud) = (photo(600, 400, 1), photo(500, 300, 2));
    let text = [("title", "Tide tables"), ("body", "Off by an hour."), ("comments", "open")];
    let said = [("lead_alt", "The old crane"), ("lead_credit", "Ines"), ("text_alt", "Mud [1]")];

    // A button without a file says so. What was written stays.
    let empty = [&text[..], &[("step", "picture")]].concat();
    let refused = desk.send_files(NEW, &empty, &[("text_file", "", b"")]).await.expect(422);
    assert_eq!(refused.codes()[0], "required");
    assert_eq!(refused.textarea("body").as_deref(), Some("Off by an hour."));

    // Good files are used although another one is none.
    let files: [(&str, &str, &[u8]); 3] = [
        ("lead_file", "crane.jpg", &crane),
        ("text_file", "mud.jpg", &mud),
        ("text_file", "a.txt", b"x"),
    ];
    let all = [&text[..], &said[..], &[("step", "save")]].concat();
    let page = desk.send_files(NEW, &all, &files).await.expect(422);
    page.assert_shows("a.txt: This file is not a picture");
    let body = page.textarea("body").expect("the text");
    assert!(body.starts_with("Off by an hour.\n\n![Mud \\[1\\]](/media/"), "{body}");
    let lead =
        chosen_lead(&page).filter(|path| path.starts_with("/media/")).expect("a lead picture");
    // The library has got the words, so that the article needs none of its own.
    assert_eq!(page.input("lead_alt").as_deref(), Some(""));
    assert_eq!(app.count("media", "alt = 'The old crane' AND credit = 'Ines'").await, 1);
    assert_eq!(app.count("articles", "1 = 1").await, 0);

    // With any step: uploaded and saved at once, and the same file is not stored twice.
    let saved = [&text[..], &[("body", body.as_str()), ("step", "save")]].concat();
    let saved = saved.into_iter().filter(|field| *field != ("body", "Off by an hour."));
    let saved: Vec<(&str, &str)> = saved.collect();
    let done = desk.send_files(NEW, &saved, &files[..1]).await.expect(303);
    let here = done.location().split('?').next().expect("a path").to_owned();
    let id = here.rsplit('/').next().expect("a number");
    let article = author.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert_eq!(article["lead_image"]["alt"], "The old crane");
    assert!(article["lead_image"]["url"].as_str().is_some_and(|url| url.ends_with(&lead)));
    assert_eq!(app.count("media", "1 = 1").await, 2);

    // By a button of its own nothing is saved, and nothing lost.
    let page = desk.see(&here).await.expect(200);
    let more = fields(&page, &[("body", "It begins."), ("step", "picture")]);
    let more: Vec<(&str, &str)> =
        more.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = desk.send_files(&here, &more, &[("text_file", "mud.jpg", &mud)]).await.expect(303);
    let page = desk.see(done.location().split('#').next().expect("a path")).await.expect(200);
    page.assert_shows("The pictures are at the end of the text.");
    let body = page.textarea("body").expect("the text");
    assert!(body.starts_with("It begins.\n\n![Mud"), "{body}");
    let article = author.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert!(article["body"].as_str().is_some_and(|body| body.starts_with("Off by")), "{article}");

    // A form whose token has expired comes back with its text.
    desk.csrf = "old".to_owned();
    let late = [&text[..], &[("version", "1"), ("step", "save")]].concat();
    let page = desk.send_files(&here, &late, &files[..1]).await.expect(403);
    page.assert_shows("Off by an hour.");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_fields_about_comments_are_checked_and_shown_to_readers() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let article = app.article().title("Mud").by(&editor).create().await;
    let here = format!("/desk/articles/{}", article.id);
    let mut desk = editor.signed_in().await;
    let page = desk.see(&here).await.expect(200);
    let wrong = [("comments_days", "soon"), ("step", "save")];
    let refused = send(&mut desk, &here, &page, &wrong).await.expect(422);
    assert_eq!(refused.codes(), ["out_of_range", "out_of_range"]);
    refused.assert_shows("<details open><summary>More options");
    let right = [
        ("comments_days", "7"),
        ("comments_message", "We talk about it on Sunday."),
        ("guidelines", "Be **kind**."),
        ("step", "save"),
    ];
    send(&mut desk, &here, &refused, &right).await.expect(303);
    let story = app.reader().open(&article).await;
    story.assert_shows("Be <strong>kind</strong>.");
    let page = desk.see(&here).await.expect(200);
    assert_eq!(page.input("comments_days").as_deref(), Some("7"));
    assert_eq!(page.textarea("guidelines").as_deref(), Some("Be **kind**."));
    app.run_jobs().await;
}

#[tokio::test]
async fn pages_have_a_list_of_their_own() {
    let app = TestApp::start().await;
    let (editor, author) = (app.editor().await, app.author().await);
    app.article().title("Mud").by(&editor).create().await;
    let mut desk = editor.signed_in().await;
    let empty = desk.see("/desk/pages").await.expect(200);
    empty.assert_shows("There are no pages here, such as About or Contact.");
    let new = "/desk/articles/new?kind=page";
    empty.assert_shows(&format!("href=\"{new}\""));
    let page = desk.see(new).await.expect(200);
    page.assert_shows("<h1>New page</h1>");
    page.assert_shows("href=\"/desk/pages\" aria-current=\"page\"");
    let about = [
        ("title", "About"),
        ("body", "Who we are."),
        ("kind", "page"),
        ("menu", "footer"),
        ("comments", "closed"),
        ("step", "publish"),
    ];
    let about = fields(&page, &about);
    let about: Vec<(&str, &str)> =
        about.iter().map(|(name, value)| (*name, value.as_str())).collect();
    desk.send(NEW, &about).await.expect(303);
    let pages = desk.see("/desk/pages").await.expect(200);
    pages.assert_shows("About");
    pages.assert_hides("Mud");
    let articles = desk.see("/desk/articles").await.expect(200);
    articles.assert_shows("Mud");
    articles.assert_hides("About</a>");
    desk.see("/desk/pages?q=nowhere").await.expect(200).assert_shows("No pages match");
    let mut writer = author.signed_in().await;
    writer.see("/desk/pages").await.expect(403);
    writer.see("/desk/articles").await.expect(200).assert_hides("/desk/pages");
    app.run_jobs().await;
}
