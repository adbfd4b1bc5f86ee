//! The arranged front page: what leads, the narrow columns, the sections, and the comments of editors' choice.

use std::time::Duration;

use rejoinder::audit::model::Act;
use serde_json::json;

use crate::support::app::TestApp;

#[tokio::test]
async fn the_front_page_shows_the_newest_the_most_discussed_and_editors_picks() {
    let app = TestApp::publishing().await;
    let admin = app.admin().await;
    let reader = app.reader();
    let mut stories = Vec::new();
    for number in 1..=12 {
        let section = if number <= 4 { "Harbour" } else { "Town" };
        let article = app.article().title(&format!("Story {number}.")).section(section);
        stories.push(article.create().await);
        app.advance(Duration::from_secs(60));
    }
    let part = |text: &str, from: &str, to: &str| {
        let start = text.find(from).unwrap_or_else(|| panic!("{from} is missing in {text}"));
        let end = text[start..].find(to).expect("its end");
        text[start..start + end].to_owned()
    };
    let numbers = |text: &str| -> Vec<usize> {
        let titles = text.split(">Story ").skip(1);
        titles.filter_map(|rest| rest.split_once(".</a>")?.0.parse().ok()).collect()
    };
    let front = reader.see("/").await.expect(200).text();
    assert_eq!(numbers(&part(&front, "class=\"first\"", "</article>")), [12]);
    assert_eq!(numbers(&part(&front, "id=\"latest\"", "</section>")), [7, 6, 5, 4, 3]);
    assert_eq!(numbers(&part(&front, "class=\"row-of of-4\"", "</div>")), [11, 10, 9, 8]);
    assert_eq!(numbers(&part(&front, "id=\"part-1\"", "</section>")), [2, 1], "{front}");
    assert!(!front.contains("id=\"discussed\"") && !front.contains("id=\"picks\""));

    // Comments change the cached page.
    for (number, comments) in [(3, 2), (8, 3)] {
        for comment in 0..comments {
            reader.post(&stories[number - 1], &format!("Comment {comment} on {number}.")).await;
            app.advance(Duration::from_secs(60));
        }
    }
    let pick = reader.post(&stories[0], "Worth *reading*, says one.").await.id;
    admin.put(&format!("/api/v1/comments/{pick}/feature"), &json!({})).await;
    let front = reader.see("/").await.expect(200).text();
    let discussed = part(&front, "id=\"discussed\"", "</section>");
    assert_eq!(numbers(&discussed), [8, 3, 1]);
    assert!(discussed.contains("3 comments"), "{discussed}");
    let picks = part(&front, "id=\"picks\"", "</section>");
    assert!(picks.contains("Worth reading, says one.") && picks.contains("on Story 1."), "{picks}");
    assert!(picks.contains(&format!("href=\"/comments/{pick}\"")), "{picks}");

    // After a week nothing is much discussed, without any change.
    app.advance(Duration::from_secs(8 * 86_400));
    reader.see("/").await.expect(200).assert_hides("id=\"discussed\"");
    app.run_jobs().await;
}

#[tokio::test]
async fn editors_choose_what_stands_where_and_the_rule_fills_the_rest() {
    let app = TestApp::publishing().await;
    let (editor, author, reader) = (app.editor().await, app.author().await, app.reader());
    let mut stories = Vec::new();
    for number in 1..=8 {
        let section = if number <= 4 { "Harbour" } else { "Town" };
        stories
            .push(app.article().title(&format!("Story {number}.")).section(section).create().await);
        app.advance(Duration::from_secs(60));
    }
    let id = |number: usize| stories[number - 1].id;
    let lead = |text: &str| {
        let start = text.find("class=\"first\"").expect("a lead");
        let title = text[start..].split(">Story ").nth(1).expect("a story");
        title.split('.').next().unwrap_or_default().to_owned()
    };
    let row = |text: &str| {
        let start = text.find("class=\"row-of of-4\"").expect("a row");
        let end = text[start..].find("</div>").expect("its end");
        let titles = text[start..start + end].split(">Story ").skip(1);
        titles.map(|rest| rest.split('.').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let front = reader.see("/").await.expect(200).text();
    assert_eq!((lead(&front).as_str(), row(&front).join(" ").as_str()), ("8", "7 6 5 4"));

    author.get("/api/v1/front").await.expect(403);
    let choice = json!({ "lead": id(2), "row": [null, id(1)], "sections": ["town"], "version": 0 });
    let made = editor.put("/api/v1/front", &choice).await.expect(200).json();
    assert_eq!(made["version"], 1);
    let front = reader.see("/").await.expect(200).text();
    assert_eq!((lead(&front).as_str(), row(&front).join(" ").as_str()), ("2", "8 1 7 6"));
    assert_eq!(
        editor.put("/api/v1/front", &choice).await.expect(409).json()["present"]["version"],
        1
    );
    for (wrong, code) in [
        (json!({ "lead": 99_999, "version": 1 }), "not_public"),
        (json!({ "lead": id(2), "row": [id(2)], "version": 1 }), "twice"),
        (json!({ "sections": ["nowhere"], "version": 1 }), "unknown_section"),
        (json!({ "row": [null, null, null, null, id(1)], "version": 1 }), "too_many"),
        (json!({ "picks": [99_999], "version": 1 }), "not_public"),
    ] {
        let answer = editor.put("/api/v1/front", &wrong).await.expect(422).json();
        assert_eq!(answer["errors"][0]["code"], code, "{wrong}");
    }

    // A chosen story that is withdrawn leaves its place to the rule.
    let path = format!("/api/v1/articles/{}", id(2));
    let version = editor.get(&path).await.expect(200).json()["version"].clone();
    editor.patch(&path, &json!({ "version": version, "status": "withdrawn" })).await.expect(200);
    let front = reader.see("/").await.expect(200).text();
    assert_eq!((lead(&front).as_str(), row(&front).join(" ").as_str()), ("8", "7 1 6 5"));

    let mut desk = editor.signed_in().await;
    let page = desk.see("/desk/front").await.expect(200);
    assert!(page.shows("no longer public") && page.shows("Story 1."));
    let story = id(3).to_string();
    let sent = [("lead", story.as_str()), ("row-1", story.as_str()), ("version", "1")];
    let again = desk.send("/desk/front", &sent).await.expect(422);
    assert!(again.text().contains("data-code=\"twice\""));
    let saved = desk.send("/desk/front", &[("lead", &*story), ("version", "1")]).await.expect(303);
    assert_eq!(saved.location(), "/desk/front?done=saved");
    let front = reader.see("/").await.expect(200).text();
    assert_eq!((lead(&front).as_str(), row(&front).join(" ").as_str()), ("3", "8 7 6 5"));
    assert_eq!(app.logged(Act::Front).await, 2);
}
