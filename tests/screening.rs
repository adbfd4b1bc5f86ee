//! The first status of a comment: the policies, and that every reason is stored.

use rejoinder::config::Policy;
use serde_json::json;

use crate::support::app::TestApp;

async fn with_policy(policy: Policy) -> TestApp {
    TestApp::with(move |config| config.comments.policy = policy).await
}

#[tokio::test]
async fn hold_all_holds_every_comment() {
    let app = with_policy(Policy::HoldAll).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Plain words.").await.id;
    let comment = moderator.comment(id).await;
    assert_eq!(comment["status"], "pending");
    assert_eq!(comment["reasons"][0]["code"], "policy_hold_all");
    app.run_jobs().await;
}

#[tokio::test]
async fn publish_all_publishes_even_a_wall_of_links() {
    let app = with_policy(Policy::PublishAll).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "https://a.test https://b.test https://c.test").await.id;
    let comment = moderator.comment(id).await;
    assert_eq!(comment["status"], "approved");
    assert_eq!(comment["reasons"][0]["code"], "policy_publish_all");
    app.run_jobs().await;
}

#[tokio::test]
async fn hold_links_counts_two_links_however_they_are_written() {
    let app = with_policy(Policy::HoldLinks).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let held = [
        "See https://a.test and https://b.test.",
        "See [one](https://a.test) and www.b.test.",
        "<a href=\"https://a.test\">one</a> http://b.test",
        "[one]: https://a.test\n[two]: https://b.test\n\n[one] and [two]",
    ];
    for text in held {
        let id = app.reader().post(&article, text).await.id;
        let comment = moderator.comment(id).await;
        assert_eq!(comment["status"], "pending", "{text}");
        let links = &comment["reasons"][0];
        assert_eq!(
            (&links["code"], &links["found"], &links["limit"]),
            (&json!("links"), &json!(2), &json!(2)),
            "{text}"
        );
    }
    for text in ["No link at all.", "See https://a.test only."] {
        let id = app.reader().post(&article, text).await.id;
        assert_eq!(moderator.comment(id).await["status"], "approved", "{text}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn every_reason_is_stored_and_not_only_the_first() {
    let app = with_policy(Policy::HoldLinks).await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let form = reader
        .form(&article)
        .await
        .with("text", "https://a.test https://b.test")
        .with("homepage2", "x");
    let answer = reader.send(&form).await.expect(303);
    let id = reader.posted(&answer).await.id;
    let comment = moderator.comment(id).await;
    let codes: Vec<&str> = comment["reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| reason["code"].as_str().expect("a code"))
        .collect();
    assert_eq!(codes, ["honeypot", "form_too_young", "links"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_comment_by_the_api_is_judged_by_the_same_policy() {
    let app = with_policy(Policy::HoldLinks).await;
    let article = app.article().create().await;
    let public = json!({ "text": "Plain.", "name": "Ann", "email": "ann@mail.test" });
    let answer = app.reader().post_json(&article, &public).await.expect(201);
    assert_eq!(answer.json()["status"], "approved");
    let held =
        json!({ "text": "https://a.test https://b.test", "name": "Bo", "email": "bo@mail.test" });
    let answer = app.reader().post_json(&article, &held).await.expect(202);
    assert_eq!(answer.json()["status"], "pending");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_first_status_stays_on_record_after_a_decision() {
    let app = with_policy(Policy::HoldAll).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Words.").await.id;
    moderator.approve(id).await;
    let comment = moderator.comment(id).await;
    assert_eq!(
        (&comment["first_status"], &comment["status"]),
        (&json!("pending"), &json!("approved"))
    );
    assert_eq!(comment["reasons"][0]["code"], "policy_hold_all");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_name_that_poses_as_staff_is_held_with_that_reason() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    for name in
        [&*moderator.name, &format!("{} \u{2714}", moderator.name), "St\u{430}ff", "The Quay"]
    {
        app.advance(std::time::Duration::from_secs(60));
        let posted = app.reader().named(name).post(&article, "I speak for us.").await;
        let comment = moderator.comment(posted.id).await;
        assert_eq!(comment["status"], "pending", "{name}: {comment}");
        assert!(comment["reasons"].to_string().contains("staff_name"), "{name}: {comment}");
    }
    let other = app.reader().named("Stafford Bell").post(&article, "I speak for me.").await;
    assert_eq!(moderator.comment(other.id).await["status"], "approved");
    app.run_jobs().await;
}
