//! Batches by the API: the selection, the progress, and undoing.

use std::time::Duration;

use rejoinder::status::Status;
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::rows::ManyComments;
use crate::support::snapshots;
use crate::support::staff::Staff;
use crate::support::stored::StoredComment;

async fn begin(staff: &Staff, body: Value) -> i64 {
    let answer = staff.post("/api/v1/decisions", &body).await.expect(202);
    let batch = answer.json();
    assert_eq!(batch["state"], "waiting");
    assert!(
        answer.location().ends_with(&format!("/api/v1/batches/{}", batch["id"])),
        "{}",
        answer.location()
    );
    batch["id"].as_i64().expect("a number")
}

async fn progress(staff: &Staff, id: i64) -> (String, i64, i64, i64) {
    let batch = staff.get(&format!("/api/v1/batches/{id}")).await.expect(200).json();
    let number = |name: &str| batch[name].as_i64().expect("a number");
    (
        batch["state"].as_str().expect("a state").to_owned(),
        number("total"),
        number("done"),
        number("skipped"),
    )
}

fn done(total: i64, done: i64, skipped: i64) -> (String, i64, i64, i64) {
    ("done".to_owned(), total, done, skipped)
}

#[tokio::test]
async fn every_match_of_a_filter_is_decided_once_and_undone_as_a_whole() {
    let app = TestApp::start().await;
    let (ann, bo, reader) = (app.moderator().await, app.moderator().await, app.reader());
    let harbour = app.article().section("Harbour").create().await;
    let city = app.article().section("City").create().await;
    ManyComments::on(harbour.id, 0..700, app.now()).insert(&app.database);
    ManyComments::on(city.id, 0..5, app.now()).insert(&app.database);
    assert!(reader.open(&harbour).await.comments().is_empty());

    let filter = json!({ "status": "pending", "section": "harbour" });
    let preview = ann
        .post("/api/v1/decisions/preview", &json!({ "filter": filter }))
        .await
        .expect(200)
        .json();
    assert_eq!(preview, json!({ "count": 700 }));
    let wrong = json!({ "decision": "approve", "filter": filter, "expected": 699 });
    let moved = ann.post("/api/v1/decisions", &wrong).await.expect(409);
    assert_eq!(
        (moved.code().as_str(), &moved.json()["present"]),
        ("count_changed", &json!({ "count": 700 }))
    );
    let right = json!({ "decision": "approve", "filter": filter, "expected": 700, "reason": "other", "note": "All fine." });
    let batch = begin(&ann, right).await;
    // What comes later waits for its own decision.
    let late = reader.post(&harbour, "A latecomer.").await.id;
    app.run_jobs().await;
    assert_eq!(progress(&ann, batch).await, done(700, 700, 0));
    let decided = |comment: &StoredComment| {
        comment.status == Status::Approved && comment.version == 2 && comment.decided_at.is_some()
    };
    assert_eq!(app.comments().await.into_iter().filter(decided).count(), 700);
    assert_eq!(ann.comment(late).await["status"], "pending");
    let lines =
        format!("batch_id = {batch} AND act = 0 AND reason = 'other' AND actor_id = {}", ann.id);
    assert_eq!(app.count("audit_log", &lines).await, 700);
    assert_eq!(reader.open(&harbour).await.comments().len(), 50, "the first page, at once");
    let queue = ann.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(
        (&queue["counts"]["approved"], &queue["counts"]["pending"]),
        (&json!(700), &json!(6))
    );

    let one = reader.open(&harbour).await.comments()[0];
    bo.reject(one).await;
    let path = format!("/api/v1/batches/{batch}/undo");
    let back = bo.post(&path, &json!({})).await.expect(202).json();
    assert_eq!(
        (&back["undoes"], &back["total"], &back["by"]["name"]),
        (&json!(batch), &json!(700), &json!(bo.name))
    );
    let back = back["id"].as_i64().expect("a number");
    assert_eq!(bo.post(&path, &json!({})).await.expect(409).code(), "already");
    app.run_jobs().await;
    assert_eq!(progress(&bo, back).await, done(700, 699, 1));
    snapshots::json("batch", &bo.get(&format!("/api/v1/batches/{batch}")).await.expect(200).json());
    let undone = |comment: &StoredComment| {
        comment.status == Status::Pending && comment.version == 3 && comment.decided_at.is_none()
    };
    assert_eq!(app.comments().await.into_iter().filter(undone).count(), 699);
    assert_eq!(bo.comment(one).await["status"], "rejected");
    assert!(reader.open(&harbour).await.comments().is_empty());
    let undone = bo.post(&format!("/api/v1/batches/{back}/undo"), &json!({})).await.expect(409);
    assert_eq!(undone.code(), "nothing_to_undo");
    assert_eq!(
        bo.get(&format!("/api/v1/batches/{batch}")).await.expect(200).json()["undone_by"],
        back
    );

    let part = ann.get("/api/v1/batches?limit=1").await.expect(200);
    assert_eq!(part.json()["items"][0]["id"], back);
    let rest = ann.get(&part.next_part().expect("a link to the rest")).await.expect(200).json();
    assert_eq!(rest["items"][0]["id"], batch);
    app.advance(Duration::from_secs(30));
    app.run_jobs().await;
    // The author of the articles gets no flood of mails from it.
    assert!(app.mails_to(&app.house_author().await.email).is_empty());
}

#[tokio::test]
async fn selected_comments_are_decided_unless_somebody_was_faster() {
    let app = TestApp::publishing().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(app.reader().post(&article, &format!("Chosen {n}.")).await.id);
    }
    bo.decide(ids[0], "spam").await;
    let mut chosen = ids.clone();
    chosen.push(999_999);
    let batch = begin(&ann, json!({ "decision": "spam", "ids": chosen, "expected": 4 })).await;
    bo.decide(ids[1], "hold").await;
    app.run_jobs().await;
    // One was spam already, and one was somebody else's.
    assert_eq!(progress(&ann, batch).await, done(4, 2, 2));
    let statuses =
        async |id: i64| ann.comment(id).await["status"].as_str().expect("a status").to_owned();
    assert_eq!(
        (statuses(ids[1]).await, statuses(ids[2]).await),
        ("pending".to_owned(), "spam".to_owned())
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn a_batch_of_deletions_can_be_undone_within_the_window() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut ids = Vec::new();
    for n in 0..3 {
        ids.push(app.reader().post(&article, &format!("Precious {n}.")).await.id);
    }
    for brought_back in [true, false] {
        let batch = begin(&moderator, json!({ "decision": "delete", "ids": ids })).await;
        app.run_jobs().await;
        assert_eq!(progress(&moderator, batch).await, done(3, 3, 0));
        let emptied =
            |comment: &StoredComment| comment.text.is_empty() && comment.reader_id.is_none();
        assert!(app.comments().await.iter().all(emptied));
        if !brought_back {
            app.advance(Duration::from_secs(30));
            app.run_jobs().await;
            assert!(app.readers().await.is_empty());
            assert_eq!(app.count("deleted_comments", "1 = 1").await, 0);
        }
        let back = moderator
            .post(&format!("/api/v1/batches/{batch}/undo"), &json!({}))
            .await
            .expect(202)
            .json();
        app.run_jobs().await;
        let back = progress(&moderator, back["id"].as_i64().expect("a number")).await;
        let (found, left) = if brought_back { (3, 0) } else { (0, 3) };
        assert_eq!(back, done(3, found, left));
        let restored = |comment: &StoredComment| {
            comment.status == Status::Approved
                && comment.text.starts_with("Precious")
                && comment.reader_id.is_some()
                && comment.network_prefix.is_some()
        };
        let comments = app.comments().await;
        assert_eq!(comments.into_iter().filter(restored).count() as i64, found);
        assert_eq!(app.reader().open(&article).await.comments().len() as i64, found);
    }
}

#[tokio::test]
async fn an_ambiguous_selection_is_refused() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Words.").await.id;
    let codes = async |body: Value| {
        let faults = moderator.post("/api/v1/decisions", &body).await.expect(422).faults();
        faults.into_iter().map(|(at, code)| format!("{at} {code}")).collect::<Vec<_>>()
    };
    assert_eq!(codes(json!({})).await, ["/decision required", "/ids required"]);
    let filter = json!({ "status": "pending" });
    assert_eq!(
        codes(json!({ "decision": "spam", "filter": filter })).await,
        ["/expected required"]
    );
    let both = json!({ "decision": "spam", "ids": [id], "filter": filter, "expected": 1 });
    assert_eq!(codes(both).await, ["/ids ambiguous"]);
    let many: Vec<i64> = (1..=1_001).collect();
    assert_eq!(codes(json!({ "decision": "spam", "ids": many })).await, ["/ids too_many"]);
    assert_eq!(codes(json!({ "decision": "spam", "ids": [] })).await, ["/ids required"]);
    let wrong =
        json!({ "decision": "burn", "reason": "why", "to_author": "w".repeat(501), "ids": [id] });
    assert_eq!(codes(wrong).await, ["/decision unknown", "/reason unknown", "/to_author too_long"]);
    let unknown = json!({ "decision": "spam", "filter": { "status": "open" }, "expected": 1 });
    assert_eq!(codes(unknown).await, ["/status unknown"]);
    let body = json!({ "decision": "spam", "filter": { "colour": "red" }, "expected": 1 });
    moderator.post("/api/v1/decisions", &body).await.expect(422);
    moderator.get("/api/v1/batches/7").await.expect(404);
    moderator.post("/api/v1/batches/7/undo", &json!({})).await.expect(404);
    let author = app.author().await;
    author.post("/api/v1/decisions", &json!({ "decision": "spam", "ids": [id] })).await.expect(403);
    author.get("/api/v1/batches").await.expect(403);
    assert_eq!(app.count("batches", "1 = 1").await, 0);

    // One that has not ended cannot be taken back.
    let batch = begin(&moderator, json!({ "decision": "spam", "ids": [id] })).await;
    let early =
        moderator.post(&format!("/api/v1/batches/{batch}/undo"), &json!({})).await.expect(409);
    assert_eq!(early.code(), "running");
    app.run_jobs().await;
}
