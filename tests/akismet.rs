//! Akismet, with a fake service: its answers, the requests and reports, and that comments are held
//! without an answer.

use std::net::Ipv4Addr;
use std::time::Duration;

use rejoinder::config::{Akismet, MarkSpam, Policy, SentField};
use rejoinder::screening::akismet::reports;
use serde_json::{Value, json};
use tokio::net::TcpSocket;
use url::Host;

use crate::support::akismet::{FakeAkismet, Reply};
use crate::support::app::{BASE_URL, TestApp};
use crate::support::canary::Canary;
use crate::support::process::Installation;

/// A site that publishes comments at once and has them checked by Akismet.
async fn app_with_akismet(settings: Akismet) -> TestApp {
    TestApp::with(|config| {
        config.comments.policy = Policy::PublishAll;
        config.outbound.private_hosts.push(Host::Ipv4(Ipv4Addr::LOCALHOST));
        config.akismet = Some(settings);
    })
    .await
}

/// Queues and runs the reports, after the undo window of the last decision. Returns their number.
async fn report(app: &TestApp) -> usize {
    app.advance(Duration::from_secs(10));
    let parts = app.parts();
    let undo = parts.settings().moderation.undo_window;
    let found = reports::queue_reports(&parts.db, undo, parts.clock.now()).await.expect("looked");
    app.advance(undo);
    app.run_jobs().await;
    found
}

fn codes(comment: &Value) -> Vec<&str> {
    let reasons = comment["reasons"].as_array().expect("reasons");
    reasons.iter().map(|reason| reason["code"].as_str().expect("a code")).collect()
}

#[tokio::test]
async fn fine_comments_are_public_and_spam_is_held() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let app = app_with_akismet(akismet.settings(&[])).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let fine = app.reader().post(&article, "I was there.").await.id;
    let comment = moderator.comment(fine).await;
    assert_eq!(
        (&comment["status"], codes(&comment)),
        (&json!("approved"), vec!["policy_publish_all"])
    );

    akismet.says(Reply::Spam);
    let spam = app.reader().post(&article, "I was there, too.").await.id;
    let comment = moderator.comment(spam).await;
    assert_eq!((&comment["status"], codes(&comment)), (&json!("pending"), vec!["akismet"]));
    assert_eq!(comment["reasons"][0]["detail"], "Akismet calls it spam");

    akismet.says(Reply::Blatant);
    let blatant = app.reader().post(&article, "I was there as well.").await.id;
    let comment = moderator.comment(blatant).await;
    assert_eq!(
        (&comment["status"], &comment["reasons"][0]["blatant"]),
        (&json!("pending"), &json!(true))
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn spam_is_marked_automatically_only_if_the_settings_allow_it() {
    let akismet = FakeAkismet::saying(Reply::Spam);
    let app =
        app_with_akismet(Akismet { mark_spam: MarkSpam::Blatant, ..akismet.settings(&[]) }).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let spam = app.reader().post(&article, "One.").await.id;
    akismet.says(Reply::Blatant);
    let blatant = app.reader().post(&article, "Two.").await.id;
    assert_eq!(moderator.comment(spam).await["status"], "pending");
    assert_eq!(moderator.comment(blatant).await["status"], "spam");
    app.run_jobs().await;
}

#[tokio::test]
async fn without_an_answer_a_comment_is_held_with_the_fault() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let app = app_with_akismet(akismet.settings(&[])).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    for (reply, fault, words) in [
        (Reply::Invalid, "key", "Akismet rejected the key"),
        (Reply::Status(500), "refused", "Akismet answered with an error"),
        (Reply::Status(302), "refused", "Akismet answered with an error"),
        (Reply::Endless, "unclear", "Akismet gave an answer that is not understood"),
        (Reply::HangUp, "unreachable", "Akismet could not be reached"),
    ] {
        akismet.says(reply);
        let id = app.reader().post(&article, &format!("While it says {reply:?}.")).await.id;
        let comment = moderator.comment(id).await;
        assert_eq!(
            (&comment["status"], codes(&comment)),
            (&json!("pending"), vec!["akismet_unavailable"]),
            "{reply:?}"
        );
        assert_eq!(comment["reasons"][0]["fault"], fault);
        let detail = comment["reasons"][0]["detail"].as_str().expect("words");
        assert!(detail.starts_with(words), "{detail}");
    }
    let list =
        moderator.get("/api/v1/comments?reason=akismet_unavailable").await.expect(200).json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(5));
    let counted = app.admin().await.get("/metrics").await.expect(200).text();
    assert!(counted.contains("rejoinder_akismet_answers_total{answer=\"refused\"} 2"), "{counted}");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_reader_waits_no_longer_than_the_deadline() {
    let akismet = FakeAkismet::saying(Reply::Never);
    let app =
        app_with_akismet(Akismet { deadline: Duration::from_millis(100), ..akismet.settings(&[]) })
            .await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Into the void.").await.id;
    let comment = moderator.comment(id).await;
    assert_eq!(
        (&comment["status"], &comment["reasons"][0]["fault"]),
        (&json!("pending"), &json!("late"))
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn comments_are_held_if_the_connection_is_refused() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    // Bound, so that nobody else takes the port, and not listening.
    let silent = TcpSocket::new_v4().expect("a socket");
    silent.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a port");
    let free = silent.local_addr().expect("its address");
    let endpoint = format!("http://{free}").parse().expect("a URL");
    let app = app_with_akismet(Akismet { endpoint, ..akismet.settings(&[]) }).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Is anyone there?").await.id;
    assert_eq!(moderator.comment(id).await["reasons"][0]["fault"], "unreachable");
    app.run_jobs().await;
}

#[tokio::test]
async fn an_endpoint_in_a_private_network_is_not_connected_to() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let app = TestApp::with(|config| {
        config.comments.policy = Policy::PublishAll;
        config.akismet = Some(akismet.settings(&[]));
    })
    .await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Is anyone there?").await.id;
    assert_eq!(moderator.comment(id).await["reasons"][0]["fault"], "unreachable");
    assert_eq!(akismet.connections(), (0, 0));
    app.run_jobs().await;
}

#[tokio::test]
async fn parallel_requests_are_limited_by_the_settings() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let app = app_with_akismet(Akismet { parallel: 1, ..akismet.settings(&[]) }).await;
    let article = app.article().create().await;
    let readers: Vec<_> = (0..6).map(|_| app.reader()).collect();
    let posts = readers.iter().map(|reader| {
        let body = json!({ "text": "All at once.", "name": "Jo", "email": reader.email });
        let article = &article;
        async move { reader.post_json(article, &body).await.expect(201) }
    });
    futures_util::future::join_all(posts).await;
    assert_eq!(akismet.connections(), (6, 1));
    app.run_jobs().await;
}

#[tokio::test]
async fn akismet_is_off_by_default() {
    let akismet = FakeAkismet::saying(Reply::Spam);
    let config = rejoinder::config::Config::from_toml(&format!(
        "[akismet]\nendpoint = \"{}\"",
        akismet.url()
    ));
    assert!(config.expect("good settings").akismet.is_none());
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Between us.").await.id;
    moderator.decide(id, "spam").await.expect(200);
    assert_eq!(report(&app).await, 0);
    assert_eq!(akismet.connections(), (0, 0));
    assert_eq!(app.count("akismet_verdicts", "1 = 1").await, 0);
}

#[tokio::test]
async fn no_request_is_sent_if_the_answer_cannot_matter() {
    let akismet = FakeAkismet::saying(Reply::Spam);
    let app = app_with_akismet(akismet.settings(&[])).await;
    let (article, editor, moderator) =
        (app.article().create().await, app.editor().await, app.moderator().await);
    let rule = |word: &str, action: &str| {
        let condition = json!({ "field": "text", "operator": "contains_word", "value": [word] });
        json!({ "name": word, "action": action, "reason": "So it is", "condition": condition })
    };
    for (word, action) in [("brothel", "spam"), ("harbourmaster", "publish")] {
        let answer = editor.post("/api/v1/rules", &rule(word, action)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    let parts = app.parts();
    parts.rules.refresh(&parts.db).await.expect("followed");

    let spam = app.reader().post(&article, "A brothel.").await.id;
    assert_eq!(moderator.comment(spam).await["status"], "spam");
    let insisted = app.reader().post(&article, "The harbourmaster writes.").await.id;
    assert_eq!(moderator.comment(insisted).await["status"], "approved");
    let reader = app.reader();
    let body = json!({ "text": "Twice.", "name": "Jo", "email": reader.email });
    reader.post_json(&article, &body).await.expect(202);
    assert_eq!(akismet.requests().len(), 1);
    app.advance(Duration::from_secs(60));
    reader.post_json(&article, &body).await.expect(409);
    reader
        .post_json(&article, &json!({ "text": "Not this.", "name": "", "email": "x" }))
        .await
        .expect(422);
    editor.post(&format!("/api/v1/articles/{}/comments", article.id), &body).await;
    let closed = app.article().closed().create().await;
    app.reader().post_json(&closed, &body).await.expect(403);
    assert_eq!(akismet.requests().len(), 1, "{:?}", akismet.requests());
    app.run_jobs().await;
}

#[tokio::test]
async fn only_the_data_named_in_the_settings_is_sent() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let canary = Canary::new("akismet");
    let app = app_with_akismet(akismet.settings(&[])).await;
    let article = app.article().create().await;
    let reader = app.reader().named("Nora Quay").with_email(canary.address()).at("198.51.100.77");
    reader.post(&article, "A word.").await;
    let request = akismet.last();
    assert_eq!(request.path, "/1.1/comment-check");
    for (field, value) in [
        ("api_key", "0123456789ab"),
        ("blog", BASE_URL),
        ("user_ip", "198.51.100.0"),
        ("comment_type", "comment"),
        ("comment_content", "A word."),
    ] {
        assert_eq!(request.field(field), Some(value));
    }
    assert_eq!(request.fields.len(), 8);
    let text = String::from_utf8(request.raw.clone()).expect("text");
    assert!(!text.contains("Nora") && !text.contains("198.51.100.77"), "{text}");
    assert_eq!(canary.find_in(&request.raw), Vec::<String>::new());
    app.run_jobs().await;

    let telling = app_with_akismet(akismet.settings(&[
        SentField::Name,
        SentField::Email,
        SentField::Ip,
        SentField::Website,
    ]))
    .await;
    let article = telling.article().create().await;
    let reader =
        telling.reader().named("Nora Quay").with_email(canary.address()).at("198.51.100.77");
    let first = reader.post(&article, "A word.").await.id;
    let request = akismet.last();
    assert_eq!(request.field("comment_author"), Some("Nora Quay"));
    assert_eq!(request.field("comment_author_email"), Some(canary.address()));
    assert_eq!(request.field("user_ip"), Some("198.51.100.77"));
    assert_eq!(request.field("comment_author_url"), None);
    telling.reader().reply(&article, first, "Another.").await;
    assert_eq!(akismet.last().field("comment_type"), Some("reply"));
    telling.run_jobs().await;
}

#[tokio::test]
async fn differing_decisions_are_reported_once_after_the_undo_window() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let canary = Canary::new("reported");
    let app = app_with_akismet(akismet.settings(&[SentField::Email])).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let missed =
        app.reader().with_email(canary.address()).post(&article, "Cheap watches.").await.id;
    let agreed = app.reader().post(&article, "Good morning.").await.id;
    akismet.says(Reply::Spam);
    let wronged = app.reader().post(&article, "I sell nothing.").await.id;
    let dithered = app.reader().post(&article, "Hm.").await.id;
    let requests_before = akismet.requests().len();

    moderator.decide(missed, "spam").await.expect(200);
    moderator.decide(agreed, "hold").await.expect(200);
    moderator.approve(agreed).await;
    moderator.approve(wronged).await;
    moderator.approve(dithered).await;
    moderator.decide(dithered, "spam").await.expect(200);
    assert_eq!(report(&app).await, 2);
    let reports = akismet.requests().split_off(requests_before);
    let of = |path: &str| reports.iter().find(|question| question.path == path).expect("a report");
    assert_eq!(reports.len(), 2);
    assert_eq!(of("/1.1/submit-spam").field("comment_content"), Some("Cheap watches."));
    assert_eq!(of("/1.1/submit-spam").field("comment_author_email"), Some(canary.address()));
    assert_eq!(of("/1.1/submit-ham").field("comment_content"), Some("I sell nothing."));
    assert!(of("/1.1/submit-ham").field("user_ip").is_some_and(|ip| ip.ends_with(".0")));

    assert_eq!(report(&app).await, 0, "reported once");
    moderator.approve(missed).await;
    assert_eq!(report(&app).await, 1, "and again after a different decision");
    assert_eq!(akismet.last().path, "/1.1/submit-ham");
}

#[tokio::test]
async fn a_failed_report_is_retried_and_an_undone_decision_is_not_reported() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let app = app_with_akismet(akismet.settings(&[])).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let missed = app.reader().post(&article, "Cheap watches.").await.id;
    moderator.decide(missed, "spam").await.expect(200);
    akismet.says(Reply::Status(503));
    assert_eq!(report(&app).await, 1);
    assert_eq!(
        app.count("jobs", "kind = 'akismet_report' AND last_error LIKE 'Akismet answered%'").await,
        1
    );
    akismet.says(Reply::Fine);
    app.advance(Duration::from_secs(3_600));
    app.run_jobs().await;
    assert_eq!(app.count("jobs", "kind = 'akismet_report'").await, 0);
    assert_eq!(akismet.last().path, "/1.1/submit-spam");

    let requests_before = akismet.requests().len();
    let other = app.reader().post(&article, "Hm.").await.id;
    moderator.decide(other, "spam").await.expect(200);
    app.advance(Duration::from_secs(10));
    let parts = app.parts();
    reports::queue_reports(&parts.db, Duration::from_secs(30), parts.clock.now())
        .await
        .expect("looked");
    moderator.approve(other).await;
    app.advance(Duration::from_secs(60));
    app.run_jobs().await;
    assert_eq!(akismet.requests().len(), requests_before + 1, "only the check");
}

#[tokio::test]
async fn an_authors_edit_is_checked_too() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let app = app_with_akismet(akismet.settings(&[])).await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let body = json!({ "text": "A fair point.", "name": "Jo", "email": reader.email });
    let posted = reader.post_json(&article, &body).await.expect(201).json();
    let id = posted["id"].as_i64().expect("a number");
    let edit = format!("{}/edit", posted["status_url"].as_str().expect("a private page"));
    akismet.says(Reply::Spam);
    reader.press(&edit, &[("text", "Cheap watches."), ("version", "1")]).await.expect(303);
    assert_eq!(akismet.last().field("comment_content"), Some("Cheap watches."));
    assert!(akismet.last().field("user_ip").is_some_and(|ip| ip.ends_with(".0")));
    assert_eq!(moderator.comment(id).await["text"], "A fair point.", "the new text waits");
    assert_eq!(app.count("reviews", "reasons LIKE '%akismet%'").await, 1);
    let requests_before = akismet.requests().len();
    reader.press(&edit, &[("text", "Late."), ("version", "7")]).await.expect(409);
    app.advance(Duration::from_secs(3_600));
    reader.press(&edit, &[("text", "Too late."), ("version", "1")]).await.expect(409);
    assert_eq!(akismet.requests().len(), requests_before);
    app.run_jobs().await;
}

#[test]
fn the_command_line_checks_the_settings_and_the_key() {
    let akismet = FakeAkismet::saying(Reply::Fine);
    let off = Installation::new();
    let stderr =
        |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let output = off.run(&["akismet", "verify"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("akismet.key"), "{}", stderr(&output));

    let place = Installation::new()
        .with("akismet.key", "0123456789ab")
        .with("akismet.endpoint", &akismet.url());
    let output = place.run(&["akismet", "verify"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("outbound.private_hosts"), "{}", stderr(&output));
    let place = place.with("outbound.private_hosts", "127.0.0.1");
    let output = place.run(&["akismet", "verify"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(akismet.last().path, "/1.1/verify-key");
    assert_eq!(akismet.last().fields.len(), 2);
    akismet.says(Reply::Invalid);
    let output = place.run(&["akismet", "verify"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("rejected the key (We don't know this key)"),
        "{}",
        stderr(&output)
    );

    let shown = place.run(&["config", "show"]);
    assert!(!String::from_utf8_lossy(&shown.stdout).contains("0123456789ab"));
    for (key, value, words) in [
        ("akismet.endpoint", "http://rest.akismet.com", "unencrypted"),
        ("akismet.key", "a key", "letters and digits"),
        ("akismet.send", "name,password", "name, website, email and ip"),
        ("akismet.mark_spam", "often", "never, blatant, always"),
    ] {
        let output =
            Installation::new().run(&["config", "check", "--set", &format!("{key}={value}")]);
        assert_eq!(output.status.code(), Some(2), "{key}");
        assert!(stderr(&output).contains(words), "{key}: {}", stderr(&output));
    }
}
