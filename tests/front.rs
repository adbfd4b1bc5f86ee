//! The arranged front page: what leads, the narrow columns, the sections, and the comments of editors' choice.

use std::time::Duration;

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
