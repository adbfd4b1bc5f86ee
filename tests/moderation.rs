//! Moderators decide by the API: the queue, a comment in its context, conflicting decisions, and
//! the log of decisions.

use std::time::Duration;

use rejoinder::accounts::model::Role;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::snapshots;
use crate::support::staff::Staff;

#[tokio::test]
async fn pages_are_updated_before_the_decision_is_answered() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let id = reader.post(&article, "Is it here yet?").await.id;
    for _ in 0..3 {
        // In memory by now, and yet each decision is seen at once.
        assert!(reader.open(&article).await.comments().is_empty());
        moderator.approve(id).await;
        assert_eq!(reader.open(&article).await.comments(), [id]);
        moderator.decide(id, "hold").await;
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn every_status_can_be_changed_and_only_approved_is_public() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let id = reader.post(&article, "Back and forth.").await.id;
    for (decision, status) in [
        ("approve", "approved"),
        ("spam", "spam"),
        ("approve", "approved"),
        ("reject", "rejected"),
        ("hold", "pending"),
        ("reject", "rejected"),
        ("spam", "spam"),
        ("hold", "pending"),
        ("approve", "approved"),
    ] {
        let answer = moderator.decide(id, decision).await.json();
        assert_eq!(answer["status"], status);
        assert_eq!(
            !reader.open(&article).await.comments().is_empty(),
            status == "approved",
            "{status}"
        );
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_stale_version_is_a_conflict_with_the_present_state() {
    let app = TestApp::start().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let id = app.reader().post(&article, "Both look at me.").await.id;
    let seen = ann.comment(id).await["version"].as_i64().expect("a version");
    bo.reject(id).await;
    let answer = ann.decide_about(id, "approve", seen).await.expect(409);
    assert_eq!(answer.code(), "stale_version");
    snapshots::json("stale_version", &answer.json());
    let present = &answer.json()["present"];
    assert_eq!(present["decided_by"], bo.name.as_str());
    let version = present["version"].as_i64().expect("a version");
    ann.decide_about(id, "approve", version).await.expect(200);
    app.run_jobs().await;
}

#[tokio::test]
async fn of_fifty_racing_moderators_one_wins_and_the_others_learn_who() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let mut moderators = Vec::new();
    for _ in 0..5 {
        moderators.push(app.moderator().await);
    }
    let id = reader.post(&article, "Everyone at once.").await.id;
    let version = moderators[0].comment(id).await["version"].as_i64().expect("a version");
    let decisions = ["approve", "reject", "spam"];
    let race = (0..50).map(|n| moderators[n % 5].decide_about(id, decisions[n % 3], version));
    let answers = futures_util::future::join_all(race).await;

    let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(
        won.len(),
        1,
        "{:?}",
        answers.iter().map(|answer| answer.status).collect::<Vec<_>>()
    );
    let present = moderators[0].comment(id).await;
    for lost in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(lost.status, 409);
        assert_eq!(lost.json()["present"]["status"], present["status"]);
    }
    // The line of its arrival and that of the one decision.
    assert_eq!(present["context"]["decisions"].as_array().map(Vec::len), Some(2));
    app.run_jobs().await;
}

#[tokio::test]
async fn every_decision_leaves_a_line_in_the_log() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Words.").await.id;
    app.advance(Duration::from_secs(60));
    let path = format!("/api/v1/comments/{id}/decisions");
    let body =
        json!({ "decision": "reject", "version": 1, "reason": "off_topic", "note": "Again?" });
    moderator.post(&path, &body).await.expect(200);
    moderator.approve(id).await;

    let log = moderator.comment(id).await["context"]["decisions"].clone();
    snapshots::json("decisions_of_a_comment", &log);
    assert_eq!(log[1]["by"]["name"], moderator.name.as_str());
    app.run_jobs().await;
}

#[tokio::test]
async fn an_unchanged_or_unclear_decision_is_refused() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Words.").await.id;
    let path = format!("/api/v1/comments/{id}/decisions");
    moderator.decide_about(id, "hold", 1).await.expect(409);
    let answer = moderator.post(&path, &json!({})).await.expect(422);
    assert_eq!(answer.faults().len(), 2, "{:?}", answer.faults());
    moderator.post(&path, &json!({ "decision": "destroy", "version": 1 })).await.expect(422);
    moderator
        .post(&path, &json!({ "decision": "approve", "version": 1, "colour": "red" }))
        .await
        .expect(422);
    let wrong = json!({ "decision": "approve", "version": "one" });
    assert_eq!(
        moderator.post(&path, &wrong).await.expect(422).faults(),
        [("/version".to_owned(), "wrong_type".to_owned())]
    );
    moderator
        .post("/api/v1/comments/999999/decisions", &json!({ "decision": "approve", "version": 1 }))
        .await
        .expect(404);
    assert_eq!(moderator.comment(id).await["version"], 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_deleted_comment_keeps_only_its_place() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let reader = app.reader().named("Vanishing Vera");
    let form = reader
        .form(&article)
        .await
        .with("text", "Unforgettable words.")
        .with("website", "https://vera.test/");
    app.advance(Duration::from_secs(30));
    let answer = reader.send(&form).await.expect(303);
    let id = reader.posted(&answer).await.id;
    let reply = app.reader().reply(&article, id, "An answer that stays.").await.id;
    let path = format!("/api/v1/comments/{id}");
    moderator
        .patch(&path, &json!({ "text": "Unforgettable words, edited.", "version": 1 }))
        .await
        .expect(200);

    moderator.delete(id).await;
    let page = app.reader().open(&article).await;
    assert_eq!(page.comments(), [id, reply]);
    assert!(page.comment(id).contains("removed"), "{}", page.comment(id));
    for gone in ["Unforgettable", "Vanishing Vera", "vera.test"] {
        page.assert_hides(gone);
        let condition = format!(
            "text LIKE '%{gone}%' OR html LIKE '%{gone}%' OR name LIKE '%{gone}%' OR website LIKE '%{gone}%'"
        );
        assert_eq!(app.count("comments", &condition).await, 0, "{gone}");
        assert_eq!(
            app.count("comment_revisions", &format!("text LIKE '%{gone}%'")).await,
            0,
            "{gone}"
        );
    }
    let shown = moderator.comment(id).await;
    assert_eq!(
        (&shown["name"], &shown["masked_email"], &shown["author"]),
        (&json!(""), &Value::Null, &Value::Null)
    );
    assert_eq!(app.comment(id).await.reader_id, None);
    // Nothing follows a deletion.
    let version = shown["version"].as_i64().expect("a version");
    assert_eq!(moderator.decide_about(id, "approve", version).await.expect(409).code(), "deleted");

    let link = reader.see(&format!("/comments/{id}")).await;
    assert_eq!(link.status, 404);
    app.run_jobs().await;
}

#[tokio::test]
async fn deleting_a_readers_last_comment_deletes_the_address() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let first = reader.post(&article, "One.").await.id;
    let second = reader.post(&article, "Two.").await.id;
    for (id, left) in [(first, 1), (second, 0)] {
        moderator.delete(id).await;
        assert_eq!(app.readers().await.len(), 1);
        // The time for second thoughts is over.
        app.advance(Duration::from_secs(30));
        app.run_jobs().await;
        assert_eq!(app.readers().await.len(), left);
        assert_eq!(app.count("deleted_comments", "1 = 1").await, 0);
    }
}

#[tokio::test]
async fn an_edit_is_a_new_revision_and_shows_at_once() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "A fuond text.").await.id;
    app.reader().open(&article).await;
    let path = format!("/api/v1/comments/{id}");
    let edited = moderator
        .patch(&path, &json!({ "text": "A found text <script>.", "version": 1 }))
        .await
        .expect(200);
    assert_eq!(edited.json()["status"], "approved");
    let page = app.reader().open(&article).await;
    assert!(page.comment(id).contains("A found text"), "{}", page.comment(id));
    page.assert_hides("<script>.");
    let revisions = moderator.comment(id).await["context"]["revisions"].clone();
    assert_eq!(revisions[0]["text"], "A fuond text.");

    moderator.patch(&path, &json!({ "text": "Late.", "version": 1 })).await.expect(409);
    moderator.patch(&path, &json!({ "text": " ", "version": 2 })).await.expect(422);
    moderator.patch(&path, &json!({ "text": "x".repeat(20_001), "version": 2 })).await.expect(422);
    moderator.patch(&path, &json!({ "text": "bad\u{202e}", "version": 2 })).await.expect(422);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_queue_comes_in_parts_that_do_not_shift() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut posted = Vec::new();
    for number in 0..7 {
        posted.push(app.reader().post(&article, &format!("Waits {number}.")).await.id);
    }
    let mut seen: Vec<i64> = Vec::new();
    let mut next = Some("/api/v1/comments?status=pending&limit=3".to_owned());
    while let Some(path) = next {
        let part = moderator.get(&path).await.expect(200);
        let ids = part.item_ids();
        assert!(ids.len() <= 3);
        seen.extend(ids);
        next = part.next_part();
        if seen.len() == 3 {
            // What is decided and what arrives meanwhile does not shift the rest.
            moderator.approve(seen[0]).await;
            posted.push(app.reader().post(&article, "A latecomer.").await.id);
        }
    }
    assert_eq!(seen, posted);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_list_can_be_filtered_and_refuses_unknown_parameters() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let (harbour, city) = (
        app.article().section("Harbour").create().await,
        app.article().section("City").create().await,
    );
    let ann = app.reader().named("Ann");
    let a = ann.post(&harbour, "Mud is heavy.").await.id;
    app.advance(Duration::from_secs(3_600));
    let noon = app.now();
    let b = ann.post(&city, "Streets are long.").await.id;
    let c = app.reader().post(&city, "MUD again.").await.id;
    moderator.approve(b).await;
    app.run_jobs().await;

    let author = moderator.comment(a).await["author"].as_str().expect("an author").to_owned();
    assert!(!author.contains('@'));
    for (query, expected) in [
        (String::new(), vec![c, b, a]),
        ("status=pending".to_owned(), vec![a, c]),
        ("status=approved".to_owned(), vec![b]),
        ("status=spam".to_owned(), vec![]),
        (format!("article={}", harbour.id), vec![a]),
        ("section=city".to_owned(), vec![c, b]),
        (format!("author={author}"), vec![b, a]),
        ("q=mud".to_owned(), vec![c, a]),
        (format!("since={noon}"), vec![c, b]),
        (format!("until={noon}"), vec![a]),
        (format!("status=pending&section=city&q=again&since={noon}"), vec![c]),
    ] {
        let list = moderator.get(&format!("/api/v1/comments?{query}")).await.expect(200);
        assert_eq!(list.item_ids(), expected, "{query}");
    }
    moderator.get("/api/v1/comments?colour=red").await.expect(400);
    moderator.get("/api/v1/comments?limit=101").await.expect(422);
    moderator.get("/api/v1/comments?status=open").await.expect(422);
    moderator.get("/api/v1/comments?after=nonsense").await.expect(422);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_comment_is_shown_with_its_context() {
    let app = TestApp::start().await;
    let (article, moderator) =
        (app.article().title("What mud costs").create().await, app.moderator().await);
    let ann = app.reader().named("Ann").with_email("ann.bell@mail.test");
    let parent = ann.post(&article, "The parent.").await.id;
    moderator.approve(parent).await;
    let other = ann.post(&article, "Another of mine.").await.id;
    let reply = ann.reply(&article, parent, "The reply.").await.id;

    let shown = moderator.comment(reply).await;
    assert_eq!(shown["article"]["title"], "What mud costs");
    let context = &shown["context"];
    assert!(context["article_excerpt"].as_str().expect("an excerpt").contains("dredger"));
    assert_eq!(context["parent"]["id"], parent);
    assert_eq!(context["parent"]["name"], "Ann");
    let others: Vec<&Value> =
        context["others"].as_array().expect("others").iter().map(|other| &other["id"]).collect();
    assert_eq!(others, [&json!(other), &json!(parent)]);
    // A mask and a truncated network, no address.
    let masked = shown["masked_email"].as_str().expect("a mask");
    assert!(masked.contains('•') || masked.contains('*') || masked.contains('…'), "{masked}");
    let text = shown.to_string();
    assert!(!text.contains("ann.bell") && !text.contains("mail.test"), "{text}");
    assert!(shown["network_prefix"].as_str().expect("a prefix").ends_with(".0/24"));
    app.run_jobs().await;
}

#[tokio::test]
async fn the_queue_reports_counts_and_waiting_times() {
    let app = TestApp::start().await;
    let (article, moderator) =
        (app.article().section("Harbour").create().await, app.moderator().await);
    let first = app.reader().post(&article, "First.").await.id;
    app.advance(Duration::from_secs(600));
    moderator.approve(first).await;
    app.reader().post(&article, "Second.").await;
    app.advance(Duration::from_secs(120));
    let queue = moderator.get("/api/v1/queue").await.expect(200).json();
    snapshots::json("queue", &queue);
    app.run_jobs().await;
}

#[tokio::test]
async fn moderation_requires_the_role_moderator_or_higher() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let id = app.reader().post(&article, "Words.").await.id;
    let paths = [
        "/api/v1/comments".to_owned(),
        format!("/api/v1/comments/{id}"),
        "/api/v1/queue".to_owned(),
    ];
    let author = app.author().await;
    for path in &paths {
        assert_eq!(author.get(path).await.expect(403).code(), "role");
        let anyone = app.request(reqwest::Method::GET, path).send().await.expect("an answer");
        assert_eq!(anyone.status(), 401);
        assert!(anyone.headers().contains_key("www-authenticate"));
    }
    author.decide_about(id, "approve", 1).await.expect(403);
    for role in [Role::Moderator, Role::Editor, Role::Admin] {
        let staff: Staff = app.staff(role).await;
        for path in &paths {
            staff.get(path).await.expect(200);
        }
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_decision_resent_with_its_key_is_made_once() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Words.").await.id;
    let path = format!("/api/v1/comments/{id}/decisions");
    let send = async |decision: &str| {
        let body = json!({ "decision": decision, "version": 1 });
        let request =
            moderator.request(reqwest::Method::POST, &path).header("idempotency-key", "key-1");
        Answer::to(request.json(&body)).await
    };
    let first = send("approve").await.expect(200);
    let again = send("approve").await.expect(200);
    assert_eq!(first.json()["version"], again.json()["version"]);
    assert_eq!(
        moderator.comment(id).await["context"]["decisions"].as_array().map(Vec::len),
        Some(2)
    );
    send("reject").await.expect(422);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_desk_decides_and_edits_by_plain_forms() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let id = reader.named("Ann").post(&article, "A fuond text.").await.id;
    let mut desk = moderator.signed_in().await;
    desk.see("/desk").await.expect(200).assert_shows("A fuond text.");
    let path = format!("/desk/comments/{id}");
    let page = desk.see(&path).await.expect(200);
    // The address is masked, and the first status is no decision that could be undone.
    snapshots::whole_page("desk_comment", &page);

    let edited =
        desk.send(&format!("{path}/edit"), &[("version", "1"), ("text", "A found text.")]).await;
    assert!(edited.status == 303 || edited.status == 200, "{}", edited.text());
    let page = desk.see(&path).await.expect(200);
    page.assert_shows(&format!("<form method=\"post\" action=\"{path}/undo\">"));
    page.assert_shows("Undo edit");
    let stale = desk
        .send(&format!("{path}/decisions"), &[("version", "1"), ("decision", "reject")])
        .await
        .expect(409);
    assert!(stale.codes().contains(&"stale_version".to_owned()), "{:?}", stale.codes());
    let decided =
        desk.send(&format!("{path}/decisions"), &[("version", "2"), ("decision", "approve")]).await;
    assert!(decided.status == 303 || decided.status == 200, "{}", decided.text());
    let page = app.reader().open(&article).await;
    assert!(page.comment(id).contains("A found text."), "{}", page.comment(id));
    desk.send_from(
        &format!("{path}/decisions"),
        &[("version", "3"), ("decision", "delete")],
        "cross-site",
    )
    .await
    .expect(403);
    assert_eq!(moderator.comment(id).await["status"], "approved");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_desk_is_closed_to_authors() {
    let app = TestApp::start().await;
    let author = app.author().await;
    let mut desk = author.at_sign_in().await;
    desk.sign_in(&author.email, &author.password).await.expect(303);
    desk.see("/desk").await.expect(403);
    desk.see("/desk/comments/1").await.expect(403);
    desk.see("/desk/account").await.expect(200);
}
