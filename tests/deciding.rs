//! What moderators do with a comment: decide with a reason and a message, reply, undo, add notes,
//! pin and pick.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::staff::Staff;

/// `moderation.undo_window`.
const UNDO_WINDOW: Duration = Duration::from_secs(30);

async fn put(staff: &Staff, path: &str) -> Answer {
    Answer::to(staff.request(Method::PUT, path)).await
}

#[tokio::test]
async fn reason_note_and_message_are_checked_and_logged() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Buy mud.").await.id;
    let path = format!("/api/v1/comments/{id}/decisions");
    let wrong = json!({ "decision": "reject", "version": 1, "reason": "on_topic", "to_author": "w".repeat(501) });
    let answer = moderator.post(&path, &wrong).await.expect(422);
    let faults = [("/reason", "unknown"), ("/to_author", "too_long")]
        .map(|(at, code)| (at.to_owned(), code.to_owned()));
    assert_eq!(answer.faults(), faults);
    let reply = json!({ "decision": "reject", "version": 1, "reply": "No." });
    assert_eq!(
        moderator.post(&path, &reply).await.expect(422).faults()[0].1,
        "reply_without_approval"
    );

    let right = json!({ "decision": "reject", "version": 1, "reason": "spam", "to_author": " No\r\nmud. " });
    moderator.post(&path, &right).await.expect(200);
    let line = moderator.comment(id).await["context"]["decisions"][1].clone();
    assert_eq!((&line["reason"], &line["to_author"]), (&json!("spam"), &json!("No\nmud.")));
    app.run_jobs().await;
}

#[tokio::test]
async fn each_decision_can_be_undone_and_pages_follow_at_once() {
    let app = TestApp::publishing().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let id = reader.post(&article, "Here to stay.").await.id;
    let mut version = 1;
    for decision in ["hold", "reject", "spam", "delete"] {
        moderator.decide_about(id, decision, version).await.expect(200);
        assert!(reader.open(&article).await.comments().is_empty(), "{decision}");
        let back = moderator.undo_version(id, version + 1).await.expect(200).json();
        assert_eq!(
            (&back["status"], &back["text"]),
            (&json!("approved"), &json!("Here to stay.")),
            "{decision}"
        );
        assert_eq!(reader.open(&article).await.comments(), [id], "{decision}");
        version += 2;
    }
    let path = format!("/api/v1/comments/{id}");
    moderator.patch(&path, &json!({ "text": "Here to go.", "version": version })).await.expect(200);
    reader.open(&article).await.assert_shows("Here to go.");
    moderator.undo_version(id, version + 1).await.expect(200);
    reader.open(&article).await.assert_shows("Here to stay.");

    // Nobody but its author has ever put it where it stands.
    assert_eq!(moderator.undo_version(id, version + 2).await.expect(409).code(), "nothing_to_undo");
    let log = moderator.comment(id).await["context"]["decisions"].clone();
    let lines = log.as_array().expect("the log");
    assert_eq!(lines.len(), 11);
    assert!(
        lines
            .iter()
            .skip(2)
            .step_by(2)
            .all(|line| line["decision"] == "undo" && line["undoes"].is_i64())
    );
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert_eq!(moderator.comment(id).await["text"], "Here to stay.");
}

#[tokio::test]
async fn an_undo_is_refused_after_a_newer_change() {
    let app = TestApp::start().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let id = app.reader().post(&article, "Back and forth.").await.id;
    ann.approve(id).await;
    bo.reject(id).await;
    let late = ann.undo_version(id, 2).await.expect(409);
    assert_eq!(
        (late.code().as_str(), &late.json()["present"]["decided_by"]),
        ("stale_version", &json!(bo.name))
    );
    // After reading the comment again, a moderator may undo a colleague's decision.
    assert_eq!(ann.undo_version(id, 3).await.expect(200).json()["status"], "approved");

    let path = format!("/api/v1/comments/{id}/undo");
    assert_eq!(ann.post(&path, &json!({})).await.expect(422).faults()[0].0, "/version");
    ann.post(&path, &json!({ "version": 4, "colour": "red" })).await.expect(422);
    ann.post("/api/v1/comments/999999/undo", &json!({ "version": 1 })).await.expect(404);
    app.author().await.post(&path, &json!({ "version": 4 })).await.expect(403);
    let anyone = app
        .request(Method::POST, &path)
        .json(&json!({ "version": 4 }))
        .send()
        .await
        .expect("an answer");
    assert_eq!(anyone.status(), 401);
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_deletion_is_final_after_the_undo_window() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let reader = app.reader().named("Vanishing Vera");
    let id = reader.post(&article, "Unforgettable.").await.id;
    app.run_jobs().await;
    moderator.delete(id).await;
    // Gone from everywhere that anyone can look, and not destroyed yet.
    let list = moderator.get("/api/v1/comments?q=unforgettable").await.expect(200).json();
    assert_eq!(list["items"], json!([]));
    let shown = moderator.comment(id).await.to_string();
    assert!(!shown.contains("Unforgettable") && !shown.contains("Vera"), "{shown}");
    assert_eq!(app.count("deleted_comments", "text = 'Unforgettable.'").await, 1);

    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert_eq!(app.count("deleted_comments", "1 = 1").await, 0);
    assert!(app.readers().await.is_empty());
    assert_eq!(moderator.undo_version(id, 2).await.expect(409).code(), "deleted");
}

#[tokio::test]
async fn an_approval_can_carry_a_reply_with_the_staff_badge() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let id = reader.post(&article, "When does she come?").await.id;
    let body = json!({ "decision": "approve", "version": 1, "reply": "In **May**." });
    let path = format!("/api/v1/comments/{id}/decisions");
    for _ in 0..2 {
        let keyed =
            moderator.request(Method::POST, &path).header("idempotency-key", "once").json(&body);
        Answer::to(keyed).await.expect(200);
    }
    let page = reader.open(&article).await;
    let [question, answer] = page.comments()[..] else { panic!("{:?}", page.comments()) };
    assert_eq!(question, id);
    let shown = page.comment(answer);
    assert!(
        shown.contains("Staff")
            && shown.contains(&moderator.name)
            && shown.contains("<strong>May</strong>"),
        "{shown}"
    );
    assert!(!page.comment(question).contains("Staff"));
    let list = reader.see(&format!("/api/v1/articles/{}/comments", article.id)).await.json();
    let staff: Vec<&Value> =
        list["items"].as_array().expect("items").iter().map(|item| &item["staff"]).collect();
    assert_eq!(staff, [&json!(false), &json!(true)]);
    assert_eq!(moderator.comment(answer).await["by_staff"], true);

    moderator.undo_version(id, 2).await.expect(200);
    assert!(reader.open(&article).await.comments().is_empty());
    assert_eq!(moderator.comment(answer).await["status"], "deleted");
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
}

#[tokio::test]
async fn notes_stay_among_colleagues() {
    let app = TestApp::publishing().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let id = app.reader().post(&article, "Words.").await.id;
    let path = format!("/api/v1/comments/{id}/notes");
    let note = ann
        .post(&path, &json!({ "text": " Wrote this\r\nyesterday, too. " }))
        .await
        .expect(201)
        .json();
    assert_eq!(note["text"], "Wrote this\nyesterday, too.");
    bo.post(&path, &json!({ "text": "And the day before." })).await.expect(201);
    let shown = bo.comment(id).await;
    let notes = shown["context"]["notes"].as_array().expect("notes");
    assert_eq!(
        notes.iter().map(|note| &note["by"]["name"]).collect::<Vec<_>>(),
        [&json!(ann.name), &json!(bo.name)]
    );
    // A note changes nothing about the comment.
    assert_eq!(shown["version"], 1);
    assert_eq!(app.count("audit_log", &format!("comment_id = {id} AND act = 14")).await, 2);
    assert_eq!(
        app.count("audit_log", "note LIKE '%yesterday%' OR detail LIKE '%yesterday%'").await,
        0
    );
    app.reader().open(&article).await.assert_hides("yesterday");

    for (text, code) in [(json!(""), "required"), (json!("n".repeat(2_001)), "too_long")] {
        assert_eq!(ann.post(&path, &json!({ "text": text })).await.expect(422).faults()[0].1, code);
    }
    ann.post(&path, &json!({})).await.expect(422);
    ann.post("/api/v1/comments/999999/notes", &json!({ "text": "Who?" })).await.expect(404);
    app.author().await.post(&path, &json!({ "text": "Me, too." })).await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn three_comments_can_be_pinned_and_picks_are_marked() {
    let app = TestApp::publishing().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let mut ids = Vec::new();
    for n in 0..5 {
        app.advance(Duration::from_secs(60));
        ids.push(reader.post(&article, &format!("Number {n}.")).await.id);
    }
    app.advance(Duration::from_secs(60));
    let reply = reader.reply(&article, ids[0], "An answer.").await.id;
    let pin = |id: i64| format!("/api/v1/comments/{id}/pin");
    reader.open(&article).await.assert_hides("Pinned");
    for id in &ids[2..] {
        assert!(put(&moderator, &pin(*id)).await.expect(200).json()["pinned_at"].is_string());
        app.advance(Duration::from_secs(1));
    }
    put(&moderator, &pin(ids[2])).await.expect(200);
    assert_eq!(put(&moderator, &pin(ids[0])).await.expect(409).code(), "too_many_pinned");
    assert_eq!(put(&moderator, &pin(reply)).await.expect(409).code(), "not_top_level");
    let page = reader.open(&article).await.text();
    let (head, thread) = page.split_once("id=\"comment-").expect("a thread");
    let pinned: Vec<&str> =
        head.split("id=\"pinned-").skip(2).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(
        pinned,
        ids[2..].iter().map(ToString::to_string).collect::<Vec<_>>(),
        "under the heading"
    );
    assert!(!thread.contains("id=\"pinned-"));

    moderator.remove(&pin(ids[2])).await.expect(200);
    moderator.remove(&pin(ids[2])).await.expect(200);
    put(&moderator, &pin(ids[0])).await.expect(200);
    // What is taken down does not come first any more, and does again when it is public again.
    moderator.decide(ids[0], "hold").await;
    assert_eq!(put(&moderator, &pin(ids[0])).await.expect(409).code(), "not_approved");
    assert!(!reader.open(&article).await.shows(&format!("id=\"pinned-{}\"", ids[0])));

    let feature = format!("/api/v1/comments/{reply}/feature");
    put(&moderator, &feature).await.expect(200);
    let page = reader.open(&article).await;
    assert!(page.comment(reply).contains("Editors’ pick"), "{}", page.comment(reply));
    let list = reader.see(&format!("/api/v1/articles/{}/comments", article.id)).await.json();
    assert_eq!(
        list["items"]
            .as_array()
            .expect("items")
            .iter()
            .filter(|item| item["featured"] == true)
            .count(),
        1
    );
    moderator.remove(&feature).await.expect(200);
    assert!(!reader.open(&article).await.comment(reply).contains("Editors’ pick"));
    assert_eq!(app.count("audit_log", "act BETWEEN 10 AND 13").await, 7);

    put(&moderator, "/api/v1/comments/999999/pin").await.expect(404);
    put(&app.author().await, &feature).await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_claim_ends_with_its_holders_decision() {
    let app = TestApp::publishing().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let mut ids = Vec::new();
    for text in ["Mud.", "Sand.", "Silt.", "Clay.", "Peat."] {
        app.advance(Duration::from_secs(60));
        ids.push(app.reader().post(&article, text).await.id);
    }
    let [alone, in_a_batch, by_a_review, edited, not_hers] = ids[..] else { panic!("five") };
    for id in ids.iter().copied() {
        let by = if id == not_hers { &bo } else { &ann };
        by.post(&format!("/api/v1/comments/{id}/claim"), &json!({})).await.expect(200);
    }
    let flag = json!({ "reason": "abuse" });
    let flags = format!("/api/v1/comments/{by_a_review}/flags");
    assert_eq!(app.reader().send_json(&flags, &flag).await.status, 202);

    ann.reject(alone).await.expect(200);
    let batch = json!({ "decision": "hold", "ids": [in_a_batch, not_hers] });
    ann.post("/api/v1/decisions", &batch).await.expect(202);
    app.run_jobs().await;
    let review = ann.get("/api/v1/reviews").await.expect(200).json()["items"][0].clone();
    let dismiss = json!({ "resolution": "dismiss", "version": review["comment"]["version"] });
    ann.post(&format!("/api/v1/reviews/{}/resolution", review["id"]), &dismiss).await.expect(200);
    let edit = json!({ "text": "Blue clay.", "version": 1 });
    ann.patch(&format!("/api/v1/comments/{edited}"), &edit).await.expect(200);

    for (id, ends) in [(alone, true), (in_a_batch, true), (by_a_review, true), (edited, false)] {
        let claims = app.count("claims", &format!("comment_id = {id}")).await;
        assert_eq!(claims == 0, ends, "comment {id}");
    }
    let claim = ann.comment(not_hers).await["context"]["claim"].clone();
    assert_eq!(claim["by"]["id"], bo.id, "a batch of hers ends no claim of his");
    app.run_jobs().await;
}
