//! No figure derived from the log counts undone decisions: deciding about comments and undoing it
//! leaves all figures as they were. And no figure counts imported comments as posted ones.

use std::collections::BTreeMap;
use std::time::Duration;

use rejoinder::clock::Zone;
use rejoinder::config::{Config, Policy};
use rejoinder::db::Connection;
use rejoinder::desk::dashboard::figures;
use rejoinder::moderation::stats;
use rejoinder::transparency;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::builders::Article;
use crate::support::staff::Staff;

const DAY: Duration = Duration::from_secs(86_400);

async fn newsroom() -> (TestApp, Article, Staff) {
    let app = TestApp::with(|config: &mut Config| {
        config.comments.min_interval = Duration::ZERO;
        config.site.transparency = true;
    })
    .await;
    let (article, moderator) =
        (app.article().section("Harbour").create().await, app.moderator().await);
    (app, article, moderator)
}

/// All figures as text: the public ones, the queue's, the dashboard's, and the flaggers' records.
async fn all_figures(app: &TestApp) -> BTreeMap<&'static str, String> {
    let (parts, now) = (app.parts(), app.now());
    transparency::refresh(&parts, now).await.expect("counted");
    let public = transparency::figures(&parts).await.expect("figures");
    let read = move |conn: &mut Connection| {
        let past = stats::read(conn, now)?;
        let mut waits: Vec<_> = past.waits.values().flatten().copied().collect();
        waits.sort_unstable();
        let mut decisions: Vec<_> = past.decisions.into_iter().collect();
        decisions.sort_unstable();
        let load = format!("{waits:?} {:?} {decisions:?}", past.hours);
        Ok((load, format!("{:?}", figures::count(conn, &Zone::UTC, now)?)))
    };
    let (load, dashboard) = parts.db.read(read).await.expect("figures");
    let right = app.count("flaggers", "upheld > 0").await;
    let wrong = app.count("flaggers", "dismissed > 0").await;
    BTreeMap::from([
        ("public", format!("{:?}", public.months)),
        ("load", load),
        ("dashboard", dashboard),
        ("flaggers", format!("{right} {wrong}")),
    ])
}

#[tokio::test]
async fn undone_decisions_are_not_counted() {
    let (app, article, moderator) = newsroom().await;
    let mut ids = Vec::new();
    for number in 0..28 {
        ids.push(app.reader().post(&article, &format!("Words {number}.")).await.id);
    }
    app.advance(Duration::from_secs(600));
    // Some decisions that hold, so that there is something to be counted wrongly.
    for (id, decision) in ids[..14].iter().zip(["approve", "spam"].into_iter().cycle()) {
        moderator.decide(*id, decision).await;
    }
    app.reader().flag(ids[0], "abuse").await.expect(202);
    let before = all_figures(&app).await;

    // One by one, some twice; a decision about what was decided; flags by deciding.
    let decisions = ["approve", "reject", "spam", "delete"];
    for (id, decision) in ids[14..].iter().zip(decisions.into_iter().cycle()) {
        moderator.decide(*id, decision).await;
        moderator.undo(*id).await;
    }
    for id in &ids[..4] {
        let other =
            if moderator.comment(*id).await["status"] == "approved" { "reject" } else { "approve" };
        moderator.decide(*id, other).await;
        moderator.undo(*id).await;
        moderator.decide(*id, "hold").await;
        moderator.undo(*id).await;
    }
    // And as a batch.
    let body = json!({ "ids": &ids[14..], "decision": "spam" });
    let batch = moderator.post("/api/v1/decisions", &body).await.expect(202).json();
    app.run_jobs().await;
    moderator.post(&format!("/api/v1/batches/{}/undo", batch["id"]), &json!({})).await.expect(202);
    app.run_jobs().await;
    let after = all_figures(&app).await;
    for (name, figure) in &before {
        assert_eq!(&after[name], figure, "{name}");
    }

    // What is decided after all counts by the decision that holds.
    moderator.approve(ids[14]).await;
    assert_ne!(all_figures(&app).await["load"], before["load"]);
}

#[tokio::test]
async fn an_upheld_appeal_that_is_undone_is_not_counted() {
    let (app, article, moderator) = newsroom().await;
    let fair = app.moderator().await;
    let reader = app.reader();
    let body = json!({ "text": "We were not asked.", "name": reader.name, "email": reader.email });
    let posted = reader.post_json(&article, &body).await.json();
    moderator.reject(posted["id"].as_i64().expect("a number")).await;
    let page = posted["status_url"].as_str().expect("a private page");
    reader.press(&format!("{page}/appeal"), &[("appeal", "Please.")]).await.expect(303);
    let before = all_figures(&app).await;
    let list = fair.get("/api/v1/reviews?kind=appeal").await.expect(200).json();
    let review = format!("/api/v1/reviews/{}", list["items"][0]["id"]);
    let answer = json!({ "resolution": "uphold", "version": 2 });
    fair.post(&format!("{review}/resolution"), &answer).await.expect(200);
    assert!(all_figures(&app).await["public"].contains("upheld: 1"));
    fair.post(&format!("{review}/undo"), &json!({ "version": 3 })).await.expect(200);
    assert_eq!(all_figures(&app).await, before);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_month_that_is_over_is_counted_again_when_its_decisions_are_undone() {
    let (app, article, moderator) = newsroom().await;
    let mut ids = Vec::new();
    for number in 0..7 {
        ids.push(app.reader().post(&article, &format!("Words {number}.")).await.id);
        moderator.decide(ids[number], "spam").await;
    }
    app.advance(DAY * 20);
    assert!(all_figures(&app).await["public"].contains("spam: 7"));
    app.advance(DAY);
    for id in &ids {
        moderator.undo(*id).await;
    }
    assert!(!all_figures(&app).await["public"].contains("spam: 7"));
    app.run_jobs().await;
}

#[tokio::test]
async fn rejections_that_are_undone_are_no_surge() {
    let app = TestApp::with(|config: &mut Config| {
        config.comments.min_interval = Duration::ZERO;
        config.comments.policy = Policy::HoldAll;
        config.surge.rejections = 3;
    })
    .await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut ids = Vec::new();
    for number in 0..3 {
        ids.push(app.reader().post(&article, &format!("Words {number}.")).await.id);
    }
    let surges = async || {
        app.check_surges().await;
        app.surges().await.len()
    };
    for id in &ids {
        moderator.reject(*id).await;
        moderator.undo(*id).await;
    }
    assert_eq!(surges().await, 0);
    for id in &ids {
        moderator.reject(*id).await;
    }
    assert_eq!(surges().await, 1);
    app.run_jobs().await;
}

/// A file of our own format with comments of 2012 under an article; the first two are held.
fn archive(article: &str, comments: usize) -> String {
    let mut lines = vec![
        r#"{"export":{"format":1,"site":"https://old.example"}}"#.to_owned(),
        json!({ "article": { "key": article, "path": article, "title": "Of old", "body": "Mud.",
            "published_at": "2012-01-03T08:00:00Z" } })
        .to_string(),
    ];
    lines.extend((0..comments).map(|n| {
        let status = if n < 2 { "held" } else { "approved" };
        let key = format!("{article}-{n}");
        json!({ "comment": { "key": key, "article": article, "parent": "", "name": "Ann", "text": key,
            "at": format!("2012-01-{:02}T{:02}:00:00Z", 4 + n / 24 % 20, n % 24), "status": status } })
        .to_string()
    }));
    lines.join("\n")
}

#[tokio::test]
async fn an_import_is_no_traffic_and_waits_since_it_was_imported() {
    let app = TestApp::with(|config: &mut Config| {
        config.comments.min_interval = Duration::ZERO;
        config.site.transparency = true;
        config.surge.comments = 6;
        config.surge.factor = 3;
    })
    .await;
    let (article, moderator) =
        (app.article().title("The dredger").create().await, app.moderator().await);
    let admin = app.admin().await;
    let mut desk = admin.signed_in().await;
    let mut import = async |file: String| {
        let choices = [("system", "jsonl"), ("unmatched", "hold"), ("map", "")];
        let files = [("files", "archive.jsonl", file.as_bytes())];
        let sent = desk.send_files("/desk/imports", &choices, &files).await.expect(303);
        app.run_jobs().await;
        desk.send(&format!("{}/apply", sent.location()), &[]).await.expect(303);
        app.run_jobs().await;
    };
    // So many that a day with them as posts would make the surge a usual one.
    import(archive("/2012/01/first", 900)).await;
    assert_eq!(app.count("comments", "imported_at IS NOT NULL").await, 900);
    app.advance(Duration::from_secs(3_600));
    for n in 0..6 {
        app.reader().post(&article, &format!("Me too, {n}.")).await;
    }
    import(archive("/2012/01/second", 100)).await;

    app.check_surges().await;
    let surges = app.surges().await;
    assert_eq!(surges.len(), 1);

    let queue = moderator.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(queue["counts"]["pending"], 2 + 6 + 2, "{queue}");
    let waits = queue["oldest_pending_seconds"].as_u64().expect("one waits");
    assert!((3_600..7_200).contains(&waits), "{queue}");
    let held = moderator.get("/api/v1/comments?status=pending&limit=1").await.expect(200).json();
    assert_eq!(held["items"][0]["created_at"], "2012-01-04T00:00:00Z", "{held}");
    let imported = held["items"][0]["id"].as_i64().expect("a number");
    let mut reading = moderator.signed_in().await;
    let page = reading.see(&format!("/desk/comments/{imported}")).await.expect(200);
    page.assert_shows("No details of this reader are stored");
    page.assert_hides("This is the reader’s first comment.");
    moderator.approve(imported).await;
    app.advance(Duration::from_secs(15));
    let queue = moderator.get("/api/v1/queue").await.expect(200).json();
    let median = queue["median_decision_seconds"].as_u64().expect("a decision");
    assert!((3_600..7_200).contains(&median), "{queue}");

    let (parts, now) = (app.parts(), app.now());
    let count = move |conn: &mut Connection| figures::count(conn, &Zone::UTC, now);
    let counted = parts.db.read(count).await.expect("counted");
    let hours: u64 = counted.hours.iter().flat_map(|(_, counts)| counts).sum();
    assert_eq!(hours, 6);
    let articles: Vec<_> =
        counted.articles.iter().map(|(name, n)| (name.title.as_str(), *n)).collect();
    assert_eq!(articles, [("The dredger", 6)]);
    transparency::refresh(&parts, now).await.expect("counted");
    let published = transparency::figures(&parts).await.expect("figures");
    let months = serde_json::to_value(&published).expect("JSON");
    assert_eq!(months["months"][0]["comments"], 6, "{months}");
    app.run_jobs().await;
}
