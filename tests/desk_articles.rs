//! Articles at the desk by plain forms: from a draft to a correction, two who write at once, and what
//! was not saved.

use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::staff::Desk;

/// What the editor's form sends of a text, as a browser does: every field that the page has.
async fn write(desk: &mut Desk, at: &str, text: &[(&str, &str)]) -> Answer {
    let page = desk.see(at).await.expect(200);
    send(desk, at, &page, text).await
}

async fn send(desk: &mut Desk, at: &str, page: &Answer, text: &[(&str, &str)]) -> Answer {
    let names = ["version", "title", "byline", "section", "tags", "published_at", "path"];
    let address = at.split('?').next().unwrap_or(at);
    desk.send_changed(address, page, &names, text).await
}

#[tokio::test]
async fn an_author_submits_an_article_and_an_editor_publishes_it() {
    let app = TestApp::start().await;
    let (author, editor) = (app.author().await, app.editor().await);
    let mut writer = author.signed_in().await;
    writer.see("/desk/articles").await.expect(200).assert_shows("There are no articles here.");
    editor.post("/api/v1/sections", &json!({ "name": "Harbour" })).await.expect(201);
    let saved = write(
        &mut writer,
        "/desk/articles/new",
        &[
            ("title", "Tide tables"),
            ("body", "Off by **an hour**."),
            ("section", "Harbour"),
            ("tags", "Tides, Errors"),
            ("comments", "open"),
            ("step", "submit"),
        ],
    )
    .await
    .expect(303);
    let place = saved.location().to_owned();
    let page = writer.see(&place).await.expect(200);
    page.assert_shows("An editor decides when it is published.");
    page.assert_shows("Take back");
    page.assert_hides("value=\"publish\"");
    // A form of one's own cannot publish either.
    let refused = send(
        &mut writer,
        &place,
        &page,
        &[("title", "Tide tables"), ("body", "Off by **an hour**."), ("step", "publish")],
    )
    .await
    .expect(403);
    refused.assert_shows("Off by **an hour**.");

    let mut desk = editor.signed_in().await;
    let list = desk.see("/desk/articles?status=submitted&q=tide").await.expect(200);
    list.assert_shows("Tide tables");
    list.assert_shows("data-count=\"submitted\"");
    let here = place.split('?').next().expect("a path").to_owned();
    let text = [("body", "Off by **an hour**."), ("comments", "open")];
    let back = [("note", "Says who?"), ("step", "return")];
    write(&mut desk, &here, &[&text[..], &back[..]].concat()).await.expect(303);
    let page = writer.see(&here).await.expect(200);
    page.assert_shows("Says who?");
    write(&mut writer, &here, &[&text[..], &[("step", "submit")]].concat()).await.expect(303);
    let done =
        write(&mut desk, &here, &[&text[..], &[("step", "publish")]].concat()).await.expect(303);
    assert!(done.location().ends_with("?done=publish"), "{}", done.location());
    let id = here.rsplit('/').next().expect("a number");
    let article = editor.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert_eq!(article["status"], "published");
    assert_eq!(article["tags"].as_array().map(Vec::len), Some(2));
    let path = article["path"].as_str().expect("a path").to_owned();
    let public = app.request(reqwest::Method::GET, &path);
    Answer::to(public).await.expect(200).assert_shows("<strong>an hour</strong>");

    // Published: a correction is told, and the author may repair the text but not the path.
    let page = writer.see(&here).await.expect(200);
    page.assert_hides("name=\"path\"");
    let fixed =
        [("body", "Off by two hours."), ("correction", "Two hours, not one."), ("step", "save")];
    send(&mut writer, &here, &page, &fixed).await.expect(303);
    let article = editor.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert_eq!(article["corrections"][0]["text"], "Two hours, not one.");
    assert_eq!(article["path"], path);
    // The editor rewords it, and it keeps its time.
    let mut chief = editor.signed_in().await;
    let page = chief.see(&here).await.expect(200);
    assert_eq!(page.textarea("corrections").as_deref(), Some("Two hours, not one."));
    let reworded = [
        ("body", "Off by two hours."),
        ("corrections", "By two hours, not by one."),
        ("step", "save"),
    ];
    send(&mut chief, &here, &page, &reworded).await.expect(303);
    let after = editor.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert_eq!(after["corrections"][0]["text"], "By two hours, not by one.");
    assert_eq!(after["corrections"][0]["at"], article["corrections"][0]["at"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_article_is_scheduled_in_the_zone_of_the_site() {
    let app = TestApp::with(|config| {
        config.site.timezone = rejoinder::clock::Zone::named("Europe/Berlin").expect("a zone");
    })
    .await;
    let editor = app.editor().await;
    let mut desk = editor.signed_in().await;
    let text = [("title", "Budget"), ("body", "Ten figures."), ("comments", "closed")];
    let early = [&text[..], &[("published_at", "2020-01-01T08:00"), ("step", "schedule")]].concat();
    let page = write(&mut desk, "/desk/articles/new", &early).await.expect(422);
    assert_eq!(page.codes(), ["in_past", "in_past"]);
    page.assert_shows("Ten figures.");
    page.assert_shows("value=\"2020-01-01T08:00\"");
    let later = [&text[..], &[("published_at", "2036-01-01T08:00"), ("step", "schedule")]].concat();
    let done = write(&mut desk, "/desk/articles/new", &later).await.expect(303);
    let page = desk.see(done.location()).await.expect(200);
    page.assert_shows("1 January 2036 at 08:00 CET");
    let id = done.location().split(['/', '?']).nth(3).expect("a number").to_owned();
    let article = editor.get(&format!("/api/v1/articles/{id}")).await.expect(200).json();
    assert_eq!(article["published_at"], "2036-01-01T07:00:00Z");
    assert_eq!(article["comments_open"], false);
    app.run_jobs().await;
}

#[tokio::test]
async fn two_editors_on_one_story_lose_nothing() {
    let app = TestApp::start().await;
    let (one, other) = (app.editor().await, app.editor().await);
    let article = app.article().title("Mud").body("The mud is deep.").by(&one).create().await;
    let here = format!("/desk/articles/{}", article.id);
    let (mut first, mut second) = (one.signed_in().await, other.signed_in().await);
    let opened = first.see(&here).await.expect(200);
    let text = |body: &'static str| [("body", body), ("comments", "open"), ("step", "save")];
    write(&mut second, &here, &text("The mud is very deep.")).await.expect(303);
    let page = send(&mut first, &here, &opened, &text("The mud is deep. So is the harbour."))
        .await
        .expect(409);
    page.assert_shows("The mud is deep. So is the harbour.");
    page.assert_shows(&format!("{} has saved this article in the meantime.", other.name));
    page.assert_shows("<ins>very </ins>");
    // The next attempt names the version that was shown, so that mine replaces theirs knowingly.
    send(&mut first, &here, &page, &text("The mud is very deep. So is the harbour."))
        .await
        .expect(303);
    let list = first.see(&format!("{here}/revisions")).await.expect(200);
    list.assert_shows(&other.name);
    let version = first.see(&format!("{here}/revisions/2")).await.expect(200);
    version.assert_shows("<ins>very </ins>");
    let present = version.input("version").expect("the present version");
    let back = first
        .send(&format!("{here}/revisions/2/restore"), &[("version", &present)])
        .await
        .expect(303);
    first.see(back.location()).await.expect(200).assert_shows("The mud is very deep.");
    app.run_jobs().await;
}

#[tokio::test]
async fn unsaved_text_is_stored_while_it_is_written() {
    let app = TestApp::start().await;
    let (author, colleague) = (app.author().await, app.editor().await);
    let mut writer = author.signed_in().await;
    writer.see("/desk/articles/new").await.expect(200);
    // Nothing is required of what is not saved yet.
    let told = writer
        .send("/desk/articles/new/draft", &[("body", "The fog"), ("comments", "open")])
        .await
        .expect(200)
        .json();
    assert!(
        told["said"].as_str().is_some_and(|said| said.starts_with("Draft stored at")),
        "{told}"
    );
    assert_eq!(told["newer"], json!(null));
    let page = writer.see("/desk/articles/new").await.expect(200);
    page.assert_shows("The fog</textarea>");
    page.assert_shows("Shown is what you wrote and did not save,");
    // It belongs to its writer alone, and nothing of it is an article.
    colleague.signed_in().await.see("/desk/articles/new").await.expect(200).assert_hides("The fog");
    assert_eq!(app.count("articles", "1 = 1").await, 0);
    let text =
        [("title", "Fog"), ("body", "The fog lifts."), ("comments", "open"), ("step", "save")];
    let saved = write(&mut writer, "/desk/articles/new", &text).await.expect(303);
    let here = saved.location().split('?').next().expect("a path").to_owned();
    assert_eq!(app.count("working_copies", "1 = 1").await, 0, "it is saved");

    // Of an article: colleagues see that somebody writes, and what.
    let more =
        [("version", "1"), ("title", "Fog"), ("body", "The fog lifts late."), ("comments", "open")];
    writer.send(&format!("{here}/draft"), &more).await.expect(200);
    writer.see(&here).await.expect(200).assert_shows("The fog lifts late.");
    let mut desk = colleague.signed_in().await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows(&format!("{} is writing here", author.name));
    page.assert_hides("The fog lifts late.");
    let copies = desk.see(&format!("{here}/revisions")).await.expect(200);
    let unsaved = format!("{here}/unsaved/{}", author.id);
    copies.assert_shows(&unsaved);
    desk.see(&unsaved).await.expect(200).assert_shows("<ins>");
    // A save of theirs is reported while one goes on writing.
    let theirs = [("body", "The fog lifts early."), ("comments", "open"), ("step", "save")];
    let refused = send(&mut desk, &here, &page, &theirs).await.expect(409);
    assert_eq!(refused.codes(), ["locked"]);
    let theirs = [&theirs[..], &[("take_over", "yes")]].concat();
    send(&mut desk, &here, &refused, &theirs).await.expect(303);
    let told = writer.send(&format!("{here}/draft"), &more).await.expect(200).json();
    assert_eq!(
        told["newer"],
        format!("{} has saved this article in the meantime.", colleague.name)
    );
    let page = writer.see(&here).await.expect(200);
    page.assert_shows("The fog lifts late.");
    page.assert_shows("The fog lifts early.");
    writer.send(&format!("{here}/discard"), &[]).await.expect(303);
    writer.see(&here).await.expect(200).assert_shows("The fog lifts early.");
    // What is the same as the article is not kept. It has no byline, because the first draft had none.
    let same = [
        ("version", "2"),
        ("title", "Fog"),
        ("body", "The fog lifts early.\r\n"),
        ("comments", "open"),
    ];
    writer.send(&format!("{here}/draft"), &same).await.expect(200);
    assert_eq!(app.count("working_copies", "1 = 1").await, 0);
    app.run_jobs().await;
}

#[tokio::test]
async fn authors_see_their_own_articles_only() {
    let app = TestApp::start().await;
    let (author, editor) = (app.author().await, app.editor().await);
    let theirs = app.article().title("Not yours").status("draft").by(&editor).create().await;
    let mut writer = author.signed_in().await;
    writer.see("/desk/articles").await.expect(200).assert_hides("Not yours");
    for path in ["", "/revisions", "/revisions/1"] {
        writer.see(&format!("/desk/articles/{}{path}", theirs.id)).await.expect(404);
    }
    let text = [("version", "1"), ("title", "Mine"), ("body", "Mine."), ("step", "save")];
    writer.send(&format!("/desk/articles/{}", theirs.id), &text).await.expect(404);
    writer.send(&format!("/desk/articles/{}/draft", theirs.id), &text[..3]).await.expect(404);
    writer.send(&format!("/desk/articles/{}/link", theirs.id), &[]).await.expect(404);
    // The preview renders and sanitizes.
    let part = writer
        .send(
            "/desk/articles/preview",
            &[
                ("title", "Fog"),
                (
                    "body",
                    "**Deep** <script>x</script>\n\nhttps://youtu.be/1\n\n{{more}}\n\n{{ad middle}}\n\n|a|\n|--:|\n|1|",
                ),
            ],
        )
        .await
        .expect(200);
    part.assert_shows("<strong>Deep</strong>");
    // As on the page: cards, boxes and sides of columns; advertisements have no place here.
    part.assert_shows("<p class=\"embed\"><a href=\"https://youtu.be/1\"");
    part.assert_shows("<b>Read more</b> <span>Stories on the subject");
    part.assert_shows("<td class=\"to-end\">1</td>");
    part.assert_hides("ad-middle");
    part.assert_hides("<script>");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_desk_of_articles_speaks_the_members_language() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    app.article().title("Mud").by(&editor).create().await;
    editor.patch("/api/v1/me", &json!({ "language": "ar" })).await.expect(200);
    let page = editor.signed_in().await.see("/desk/articles").await.expect(200);
    page.assert_shows("<html lang=\"ar\" dir=\"rtl\">");
    page.assert_shows("المقالات");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_version_is_brought_back_although_a_colleague_writes_only_if_asked() {
    let app = TestApp::start().await;
    let (ada, bo) = (app.editor().await, app.editor().await);
    let article = app.article().body("The first words.").create().await;
    ada.change_article(&article, json!({ "body": "Other words." })).await.expect(200);
    bo.put(&format!("{}/lock", article.api()), &json!({})).await.expect(200);
    let mut desk = ada.signed_in().await;
    let of_version = format!("/desk/articles/{}/revisions/1", article.id);
    let page = desk.see(&of_version).await.expect(200);
    page.assert_shows(&format!("take the article over from {}", bo.name));
    let version = page.input("version").expect("the present version");
    let restore = format!("{of_version}/restore");
    let refused = desk.send(&restore, &[("version", &version)]).await.expect(409);
    assert_eq!(refused.codes(), ["locked"]);
    let taken = [("version", version.as_str()), ("take_over", "yes")];
    desk.send(&restore, &taken).await.expect(303);
    let now = ada.get(&article.api()).await.expect(200).json();
    assert_eq!(now["body"], "The first words.");
    app.run_jobs().await;
}
