//! The transparency page: totals of moderation, without any personal data.

use rejoinder::clock::Time;
use rejoinder::maintenance;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::snapshots;

#[tokio::test]
async fn the_page_exists_only_if_switched_on() {
    let app = TestApp::start().await;
    maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    for path in ["/transparency", "/transparency.json"] {
        app.reader().see(path).await.expect(404);
    }
    assert_eq!(app.count("settings", "name = 'transparency'").await, 0);
}

#[tokio::test]
async fn monthly_totals_are_published_except_small_ones() {
    let app = TestApp::with(|config| config.site.transparency = true).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    snapshots::page("transparency_empty", &app.reader().see("/transparency").await.expect(200));
    for n in 0..6 {
        let id = app.reader().named("Nora Named").post(&article, &format!("Number {n}.")).await.id;
        moderator.decide(id, "spam").await;
    }
    for n in 0..2 {
        let id = app.reader().post(&article, &format!("Fine, {n}.")).await.id;
        moderator.approve(id).await;
    }
    maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    let figures = app.reader().see("/transparency.json").await.expect(200).json();
    assert_eq!(figures["months"].as_array().expect("months").len(), 12);
    snapshots::json("transparency_json", &figures);
    let page = app.reader().see("/transparency").await.expect(200);
    snapshots::page("transparency", &page);
    page.assert_hides("Nora");
    page.assert_hides(&moderator.name);
    // A month that is over is not counted again; the present one is.
    app.advance(std::time::Duration::from_secs(20 * 86_400));
    let late = app.reader().post(&article, "In December.").await.id;
    moderator.approve(late).await;
    maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    app.database.move_comments_to(Time::from_micros(0));
    maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    let figures = app.reader().see("/transparency.json").await.expect(200).json();
    assert_eq!(
        (&figures["months"][0]["month"], &figures["months"][1]["comments"]),
        (&json!("2026-12"), &json!(8))
    );
    app.run_jobs().await;
}
