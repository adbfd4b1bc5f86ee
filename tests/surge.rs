//! The surge guard opens and ends surges, and mails the editors about them.

use std::time::Duration;

use rejoinder::config::{Policy, SurgeMode};
use rejoinder::status::Status;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::builders::Article;
use crate::support::rows::ManyComments;
use crate::support::snapshots;

async fn guarded() -> TestApp {
    TestApp::with(|config| {
        config.surge.comments = 6;
        config.surge.rejections = 4;
        config.surge.factor = 3;
    })
    .await
}

async fn post(app: &TestApp, article: &Article, count: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    for n in 0..count {
        let reader = app.reader();
        let body = json!({ "text": format!("Me too, {n}."), "name": "Jo", "email": reader.email });
        ids.push(
            reader.post_json(article, &body).await.expect(202).json()["id"]
                .as_i64()
                .expect("a number"),
        );
    }
    ids
}

#[tokio::test]
async fn a_surge_begins_and_ends_and_editors_get_mail_about_both() {
    let app = guarded().await;
    let (article, quiet) =
        (app.article().title("The dredger").create().await, app.article().create().await);
    let (moderator, editor) = (app.moderator().await, app.editor().await);
    post(&app, &article, 5).await;
    post(&app, &quiet, 1).await;
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 0);
    post(&app, &article, 1).await;
    for _ in 0..3 {
        app.check_surges().await;
    }
    app.run_jobs().await;
    let list = moderator.get("/api/v1/surges").await.expect(200).json();
    assert_eq!(list["items"].as_array().expect("items").len(), 1);
    let surge = &list["items"][0];
    assert_eq!(surge["article"]["id"], article.id);
    snapshots::json("surges", &list);
    let mails_with = |words: &str| {
        app.mails_to(&editor.email).iter().filter(|mail| mail.subject.contains(words)).count()
    };
    assert_eq!(
        (mails_with("Surge guard on: “The dredger”"), mails_with("Surge guard off: ")),
        (1, 0)
    );
    assert!(app.mails_to(&moderator.email).iter().all(|mail| !mail.subject.contains("Surge")));

    let mails = app.mails_to(&editor.email);
    let begun = mails.iter().find(|mail| mail.subject.starts_with("Surge guard on"));
    snapshots::mail("mail_surge_begins", begun.expect("the mail"));

    // It goes on for as long as half of it goes on, and then for a while.
    app.advance(Duration::from_secs(600));
    post(&app, &article, 3).await;
    app.check_surges().await;
    app.advance(Duration::from_secs(600));
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 1);
    app.advance(Duration::from_secs(301));
    app.check_surges().await;
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 0);
    app.run_jobs().await;
    let mails_with = |words: &str| {
        app.mails_to(&editor.email).iter().filter(|mail| mail.subject.contains(words)).count()
    };
    assert_eq!(
        (mails_with("Surge guard on: “The dredger”"), mails_with("Surge guard off: “The dredger”")),
        (1, 1)
    );
    let mails = app.mails_to(&editor.email);
    let ended = mails.iter().find(|mail| mail.subject.starts_with("Surge guard off"));
    snapshots::mail("mail_surge_ends", ended.expect("the mail"));
    for act in ["surge_begins", "surge_ends"] {
        let log = editor.get(&format!("/api/v1/audit?act={act}")).await.expect(200).json();
        assert_eq!(log["items"].as_array().expect("items").len(), 1);
        let line = &log["items"][0];
        assert_eq!((&line["by"], &line["detail"]["article"]), (&json!(null), &json!(article.id)));
    }
}

#[tokio::test]
async fn usual_activity_is_no_surge() {
    let app = guarded().await;
    let article = app.article().create().await;
    // 864 in the day before are three in five minutes; six are not three times as many.
    post(&app, &article, 1).await;
    ManyComments::on(article.id, 0..864, app.now()).status(Status::Approved).insert(&app.database);
    app.advance(Duration::from_secs(3600));
    post(&app, &article, 8).await;
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 0);
    post(&app, &article, 2).await;
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_flags_of_one_reader_are_no_surge() {
    let app = TestApp::with(|config| {
        config.comments.policy = Policy::PublishAll;
        config.surge.flags = 3;
    })
    .await;
    let article = app.article().create().await;
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(app.reader().post(&article, &format!("Word {n}")).await.id);
    }
    let angry = app.reader();
    for id in &ids {
        angry.flag(*id, "spam").await.expect(202);
    }
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 0);
    for _ in 0..2 {
        app.reader().flag(ids[0], "spam").await.expect(202);
    }
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_surge_ended_by_hand_does_not_begin_again_for_a_while() {
    let app = guarded().await;
    let (article, moderator, editor) =
        (app.article().create().await, app.moderator().await, app.editor().await);
    // Four rejections one after the other are a surge here, however few the comments.
    for id in post(&app, &article, 4).await {
        moderator.reject(id).await;
    }
    app.check_surges().await;
    let path = format!("/api/v1/surges/{}", article.id);
    let list = moderator.get("/api/v1/surges").await.expect(200).json();
    assert_eq!(list["items"][0]["cause"]["rejections"]["now"], 4);
    moderator.remove(&path).await.expect(403);
    editor.remove(&path).await.expect(204);
    editor.remove(&path).await.expect(404);
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 0, "it has come back at once");
    app.run_jobs().await;
    // The mail that it began was overtaken; the mail about its end is sent.
    let subjects: Vec<String> =
        app.mails_to(&editor.email).into_iter().map(|mail| mail.subject).collect();
    assert_eq!(
        subjects.iter().filter(|subject| subject.contains("guard")).count(),
        1,
        "{subjects:?}"
    );

    app.advance(Duration::from_secs(901));
    post(&app, &article, 6).await;
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn switching_the_guard_off_ends_open_surges() {
    let app = TestApp::with(|config| config.surge.mode = None).await;
    let article = app.article().create().await;
    app.open_surge(&article, SurgeMode::Slow).await;
    assert_eq!(app.surges().await.len(), 1);
    app.check_surges().await;
    assert_eq!(app.surges().await.len(), 0);
    app.run_jobs().await;
}
