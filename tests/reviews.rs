//! Reviews: readers flag, appeal, edit their comments, confirm their address and get mail about
//! decisions. Moderators answer each review once.

use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::config::Policy;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::canary::{Canary, scan_folder};
use crate::support::reader::Reader;
use crate::support::snapshots;
use crate::support::staff::Staff;
use crate::support::stored::Flagger;

const MINUTE: Duration = Duration::from_secs(60);

/// The open reviews of one kind.
async fn open(staff: &Staff, kind: &str) -> Vec<Value> {
    let list = staff.get(&format!("/api/v1/reviews?kind={kind}")).await.expect(200).json();
    list["items"].as_array().expect("a list").clone()
}

async fn resolve(staff: &Staff, review: &Value, resolution: &str) -> Answer {
    let body = json!({ "resolution": resolution, "version": review["comment"]["version"] });
    staff.post(&format!("/api/v1/reviews/{}/resolution", review["id"]), &body).await
}

fn weight(review: &Value) -> f64 {
    review["weight"].as_f64().expect("a weight")
}

#[tokio::test]
async fn a_reader_flags_a_comment_by_the_form_once() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Buy now!").await.id;
    let reader = app.reader();
    let link = format!("/comments/{id}/flag");
    assert!(reader.open(&article).await.comment(id).contains(&format!("href=\"{link}\"")));

    let page = reader.see(&link).await.expect(200);
    snapshots::page("flag_form", &page);
    let hidden = page.hidden_fields(&link);
    let form = |fields: &[(&str, &str)]| {
        let mut form =
            crate::support::reader::Form { action: link.clone(), fields: hidden.clone() };
        for (name, value) in fields {
            form = form.with(name, value);
        }
        form
    };
    let wrong = reader.send(&form(&[("words", &"w".repeat(501))])).await.expect(422);
    assert_eq!(wrong.codes(), ["required", "too_long", "required", "too_long"]);
    snapshots::page("flag_form_with_faults", &wrong);
    assert_eq!(wrong.textarea("words").map(|words| words.len()), Some(501));
    let trapped = reader.send(&form(&[("reason", "spam"), ("homepage2", "x")])).await.expect(422);
    assert_eq!(trapped.codes(), ["honeypot"]);
    let unsigned = reader.press(&link, &[("reason", "spam")]).await.expect(422);
    assert_eq!(unsigned.codes(), ["stale_form"]);
    assert_eq!(app.count("flags", "1 = 1").await, 0);
    let foreign = [("sec-fetch-site", "cross-site")];
    reader.send_with(&form(&[("reason", "spam")]), &foreign).await.expect(403);

    for _ in 0..2 {
        let sent = reader
            .send(&form(&[("reason", "spam"), ("words", "Under every article.")]))
            .await
            .expect(303);
        snapshots::page("flag_received", &reader.see(sent.location()).await.expect(200));
        assert_eq!(sent.header("set-cookie"), "");
    }
    let open = open(&moderator, "flags").await;
    assert_eq!((open.len(), weight(&open[0])), (1, 0.5));
    let review =
        moderator.get(&format!("/api/v1/reviews/{}", open[0]["id"])).await.expect(200).json();
    snapshots::json("review_of_flags", &review);
    app.run_jobs().await;
}

#[tokio::test]
async fn flags_add_up_and_upholding_them_rejects_for_the_strongest_reason() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let reader = app.reader();
    let (id, _) = reader.post_by_api(&article, "You are all fools.").await;
    for reason in ["abuse", "off_topic", "abuse"] {
        app.reader().flag(id, reason).await.expect(202);
    }
    let review = open(&moderator, "flags").await.remove(0);
    assert_eq!(weight(&review), 1.5);
    assert_eq!(
        moderator.status_of(id).await,
        "approved",
        "nothing is hidden by itself unless it is switched on"
    );

    let upheld = resolve(&moderator, &review, "uphold").await.expect(200).json();
    assert_eq!(
        (&upheld["state"], &upheld["closed_by"]),
        (&json!("upheld"), &json!(moderator.name))
    );
    let comment = moderator.comment(id).await;
    assert_eq!(comment["status"], "rejected");
    let log = comment["context"]["decisions"].as_array().expect("a log").clone();
    let acts: Vec<&str> = log.iter().filter_map(|line| line["decision"].as_str()).collect();
    assert_eq!(acts, ["approve", "uphold_flags", "reject"]);
    assert_eq!(log[2]["reason"], "abuse");
    assert!(
        reader.open(&article).await.comments().is_empty(),
        "the page has changed with the answer"
    );

    // Each of them was right once, and weighs more the next time.
    let (other, _) = reader.post_by_api(&article, "And you too.").await;
    assert_eq!(app.flaggers().await, [Flagger { upheld: 1, dismissed: 0 }; 3]);
    let known = app.reader().at("10.9.9.9");
    known.flag(other, "abuse").await.expect(202);
    let second = open(&moderator, "flags").await.remove(0);
    resolve(&moderator, &second, "uphold").await.expect(200);
    let (third, _) = reader.post_by_api(&article, "All of you.").await;
    known.flag(third, "abuse").await.expect(202);
    let third = open(&moderator, "flags").await.remove(0);
    assert!((weight(&third) - 2.0 / 3.0).abs() < 1e-9, "{third}");

    let late = resolve(&moderator, &review, "dismiss").await.expect(409);
    assert_eq!(
        (late.code().as_str(), &late.json()["present"]["closed_by"]),
        ("closed", &json!(moderator.name))
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn dismissed_flags_reopen_only_with_more_weight() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (id, _) = app.reader().post_by_api(&article, "A sharp word.").await;
    app.reader().flag(id, "abuse").await.expect(202);
    app.reader().flag(id, "abuse").await.expect(202);
    let review = open(&moderator, "flags").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    assert_eq!(moderator.status_of(id).await, "approved");
    assert_eq!(app.flaggers().await, [Flagger { upheld: 0, dismissed: 1 }; 2]);

    // The same again, as heavy as before: counted and no more.
    app.reader().flag(id, "abuse").await.expect(202);
    app.reader().flag(id, "abuse").await.expect(202);
    assert!(open(&moderator, "flags").await.is_empty());
    assert_eq!(app.count("flags", "late").await, 2);
    app.reader().flag(id, "abuse").await.expect(202);
    let again = open(&moderator, "flags").await.remove(0);
    assert_eq!(weight(&again), 1.5);
    assert_ne!(again["id"], review["id"]);
    resolve(&moderator, &again, "dismiss").await.expect(200);

    // Another reason is another matter.
    app.reader().flag(id, "personal_data").await.expect(202);
    assert_eq!(open(&moderator, "flags").await.len(), 1);
    // And a decision on the comment answers the flags with it.
    moderator.reject(id).await;
    assert!(open(&moderator, "flags").await.is_empty());
    assert_eq!(app.count("reviews", "state = 1").await, 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn flags_are_limited_and_only_for_public_comments() {
    let app = TestApp::with(|config| {
        config.comments.policy = Policy::PublishAll;
        config.comments.flags_per_hour = 2;
    })
    .await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut ids = Vec::new();
    for n in 0..3 {
        ids.push(app.reader().post_by_api(&article, &format!("Number {n}.")).await.0);
    }
    let eager = app.reader();
    eager.flag(ids[0], "spam").await.expect(202);
    app.advance(MINUTE * 10);
    eager.flag(ids[1], "spam").await.expect(202);
    let path = format!("/api/v1/comments/{}/flags", ids[2]);
    let refused = eager.send_json(&path, &json!({ "reason": "spam" })).await.expect(429);
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((3_000..=3_001).contains(&wait), "{wait}");
    app.advance(Duration::from_secs(wait));
    eager.flag(ids[2], "spam").await.expect(202);

    moderator.reject(ids[0]).await;
    let stranger = app.reader();
    stranger.flag(ids[0], "spam").await.expect(404);
    stranger.flag(999_999, "spam").await.expect(404);
    assert_eq!(stranger.see(&format!("/comments/{}/flag", ids[0])).await.status, 404);
    let faults =
        stranger.send_json(&path, &json!({ "reason": "dislike" })).await.expect(422).faults();
    assert_eq!(faults, [("/reason".to_owned(), "unknown".to_owned())]);
    stranger.send_json(&path, &json!({ "reason": "spam", "who": "me" })).await.expect(422);
    app.run_jobs().await;
}

#[tokio::test]
async fn flags_hide_a_comment_only_if_switched_on() {
    let app = TestApp::with(|config| {
        config.comments.policy = Policy::PublishAll;
        config.comments.flag_hide_weight = 1;
    })
    .await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let (id, _) = reader.post_by_api(&article, "Borderline.").await;
    app.reader().flag(id, "abuse").await.expect(202);
    assert_eq!(reader.open(&article).await.comments(), [id]);
    app.reader().flag(id, "abuse").await.expect(202);
    assert!(reader.open(&article).await.comments().is_empty());
    let log = moderator.comment(id).await["context"]["decisions"].clone();
    assert_eq!(
        (&log[1]["decision"], &log[1]["reason"], &log[1]["by"]),
        (&json!("hold"), &json!("flags"), &Value::Null)
    );
    // Dismissing them publishes it again.
    let review = open(&moderator, "flags").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    assert_eq!(reader.open(&article).await.comments(), [id]);

    // Where an answer is taken back, flags that came late may weigh enough.
    let (other, _) = reader.post_by_api(&article, "On the line.").await;
    app.reader().flag(other, "abuse").await.expect(202);
    let review = open(&moderator, "flags").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    app.reader().flag(other, "abuse").await.expect(202);
    assert_eq!(reader.open(&article).await.comments(), [id, other]);
    undo(&moderator, &review, 1).await.expect(200);
    assert_eq!(reader.open(&article).await.comments(), [id]);
    assert_eq!(weight(&open(&moderator, "flags").await[0]), 1.0);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_author_edits_a_pending_comment_until_it_is_decided() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let (id, page) = reader.post_by_api(&article, "We were not asked.").await;
    let seen = reader.see(&page).await.expect(200);
    assert_eq!(seen.textarea("text").as_deref(), Some("We were not asked."));
    let version = seen.input("version").expect("a version");
    let edit = format!("{page}/edit");

    let empty = reader.press(&edit, &[("text", " "), ("version", &version)]).await.expect(422);
    assert_eq!(empty.codes(), ["required", "required"]);
    let same = reader
        .press(&edit, &[("text", "We were not asked."), ("version", &version)])
        .await
        .expect(409);
    assert_eq!(same.codes(), ["already"]);
    reader
        .press(&edit, &[("text", "We were *never* asked."), ("version", &version)])
        .await
        .expect(303);
    reader.see(&page).await.assert_shows("We were <em>never</em> asked.");
    let stale =
        reader.press(&edit, &[("text", "Once more."), ("version", &version)]).await.expect(409);
    assert_eq!(stale.codes(), ["stale_version"]);
    assert_eq!(
        stale.textarea("text").as_deref(),
        Some("Once more."),
        "nothing that was written is lost"
    );
    // What a moderator looked at before is no longer what it says.
    let late = moderator.decide_about(id, "approve", 1).await.expect(409);
    assert!(late.text().contains("its author edited it meanwhile"), "{}", late.text());

    let comment = moderator.comment(id).await;
    assert_eq!((&comment["status"], &comment["version"]), (&json!("pending"), &json!(2)));
    assert_eq!(comment["context"]["revisions"][0]["text"], "We were not asked.");
    let line = &comment["context"]["decisions"][1];
    assert_eq!(
        (&line["decision"], &line["reason"], &line["by"]),
        (&json!("edit"), &json!("author"), &Value::Null)
    );
    assert_eq!(comment["reasons"][0]["code"], "policy_hold_all");

    moderator.reject(id).await;
    let refused = reader.press(&edit, &[("text", "Too late."), ("version", "3")]).await.expect(409);
    assert_eq!(refused.codes(), ["edit_closed"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_held_comment_is_not_published_by_its_authors_edit() {
    let app = TestApp::with(|config| config.comments.policy = Policy::HoldLinks).await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let (id, page) = reader.post_by_api(&article, "https://a.test https://b.test").await;
    let fields = [("text", "No links any more."), ("version", "1")];
    reader.press(&format!("{page}/edit"), &fields).await.expect(303);
    let comment = moderator.comment(id).await;
    assert_eq!(
        (&comment["status"], &comment["reasons"][0]["code"]),
        (&json!("pending"), &json!("edited"))
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn an_edit_of_a_public_comment_is_held_and_the_approved_text_stays() {
    let app = TestApp::with(|config| config.comments.policy = Policy::HoldLinks).await;
    let (article, reader) = (app.article().create().await, app.reader());
    let (moderator, other) = (app.moderator().await, app.moderator().await);
    let (id, page) = reader.post_by_api(&article, "The council has the figures.").await;
    let edit = format!("{page}/edit");

    // Nothing holds it: it is there at once.
    let fields = [("text", "The council has all the figures."), ("version", "1")];
    reader.press(&edit, &fields).await.expect(303);
    assert!(reader.open(&article).await.comment(id).contains("all the figures"));
    // Two links hold it.
    let linked = "The council has all the figures: https://a.test https://b.test";
    reader.press(&edit, &[("text", linked), ("version", "2")]).await.expect(303);
    let private = reader.see(&page).await.expect(200);
    snapshots::page("status_page_edit_held", &private);
    assert_eq!(private.textarea("text").as_deref(), Some(linked));
    assert!(!reader.open(&article).await.comment(id).contains("a.test"));
    let first = open(&moderator, "revision").await.remove(0);
    let review =
        moderator.get(&format!("/api/v1/reviews/{}", first["id"])).await.expect(200).json();
    assert_eq!(review["reasons"][0]["code"], "links");
    let inserted: Vec<&str> = review["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .filter(|change| change["op"] == "insert")
        .filter_map(|change| change["text"].as_str())
        .collect();
    assert!(inserted.concat().contains("https://a.test https://b.test"), "{review}");

    // A second edit takes the first one's place, also under the eyes of a moderator.
    let second = "All the figures: https://a.test https://c.test";
    reader.press(&edit, &[("text", second), ("version", "2")]).await.expect(303);
    assert_eq!(resolve(&moderator, &first, "uphold").await.expect(409).code(), "closed");
    let review = open(&moderator, "revision").await.remove(0);
    resolve(&other, &review, "uphold").await.expect(200);
    assert!(reader.open(&article).await.comment(id).contains("c.test"));
    let comment = moderator.comment(id).await;
    assert_eq!((&comment["version"], &comment["status"]), (&json!(3), &json!("approved")));
    let log = comment["context"]["decisions"].as_array().expect("a log").clone();
    let acts: Vec<&str> = log.iter().filter_map(|line| line["decision"].as_str()).collect();
    assert_eq!(acts, ["approve", "revise", "revise"]);

    // One that is refused changes nothing, and its author learns of it.
    reader
        .press(&edit, &[("text", "https://a.test https://d.test"), ("version", "3")])
        .await
        .expect(303);
    let review = open(&moderator, "revision").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    reader.see(&page).await.assert_shows("Your last change was not accepted");
    assert!(reader.open(&article).await.comment(id).contains("c.test"));

    app.advance(MINUTE * 16);
    let closed = reader.see(&page).await.expect(200);
    snapshots::page("status_page_edit_refused", &closed);
    assert_eq!(closed.textarea("text"), None);
    let late = reader.press(&edit, &[("text", "Late."), ("version", "3")]).await.expect(409);
    assert_eq!(late.codes(), ["edit_closed"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn every_page_that_refuses_a_readers_form_shows_its_text() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let reader = app.reader();
    let words = "Half an hour of work,\n\nand a second paragraph.";
    let change = |version: &'static str| [("text", words), ("version", version)];

    // An edit after the decision, after the window, and after the deletion.
    let (id, page) = reader.post_by_api(&article, "One.").await;
    moderator.reject(id).await;
    let late = reader.press(&format!("{page}/edit"), &change("1")).await.expect(409);
    snapshots::page("edit_refused_after_decision", &late);
    // The appeal is still possible, and its form has its own words.
    let empty = reader.press(&format!("{page}/appeal"), &[("appeal", " ")]).await.expect(422);
    assert!(!empty.text().contains("You had written"));
    moderator.delete(id).await;
    reader.press(&format!("{page}/edit"), &change("1")).await.expect(409).assert_shows(words);
    reader
        .press(&format!("{page}/appeal"), &[("appeal", words)])
        .await
        .expect(409)
        .assert_shows(words);
    let (_, page) = reader.post_by_api(&article, "Two.").await;
    app.advance(Duration::from_secs(86_400));
    reader.press(&format!("{page}/edit"), &change("1")).await.expect(409).assert_shows(words);

    // A report of a comment that is gone meanwhile, and a comment on an article that is.
    let (id, _) = reader.post_by_api(&article, "Three.").await;
    moderator.reject(id).await;
    let report = [("reason", "other"), ("words", words)];
    let gone = reader.press(&format!("/comments/{id}/flag"), &report).await.expect(404);
    snapshots::page("flag_of_removed_comment", &gone);
    let mut form = reader.form(&article).await.with("text", words);
    form.action = "/articles/999999/comments".to_owned();
    reader.send(&form).await.expect(404).assert_shows(words);
    let foreign = [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")];
    reader.send_with(&form, &foreign).await.expect(404).assert_hides(words);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_text_far_too_long_is_returned_whole() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let text = "Письмо в редакцию. ".repeat(4_000);
    let page = reader.send(&reader.form(&article).await.with("text", &text)).await.expect(422);
    assert!(page.codes().iter().all(|code| code == "too_long"), "{:?}", page.codes());
    assert_eq!(page.textarea("text").as_deref(), Some(text.as_str()));
    let beyond = "x".repeat(1024 * 1024);
    let page = reader.send(&reader.form(&article).await.with("text", &beyond)).await.expect(413);
    page.assert_shows("Your browser still has what you wrote");
    page.assert_shows("Below is the beginning of each field.");
    page.assert_shows(&"x".repeat(200_000));
}

#[tokio::test]
async fn one_appeal_is_possible_and_another_moderator_answers_it() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let (strict, fair) = (app.moderator().await, app.moderator().await);
    let (id, page) = reader.post_by_api(&article, "A long story.").await;
    let appeal = format!("{page}/appeal");
    let early = reader.press(&appeal, &[("appeal", "Why not?")]).await.expect(409);
    assert_eq!(early.codes(), ["not_refused"]);
    let path = format!("/api/v1/comments/{id}/decisions");
    let ruling = json!({ "decision": "reject", "version": 1, "reason": "off_topic" });
    strict.post(&path, &ruling).await.expect(200);
    snapshots::page("status_page_rejected", &reader.see(&page).await.expect(200));

    let long = reader.press(&appeal, &[("appeal", &"w".repeat(1_001))]).await.expect(422);
    assert_eq!(long.codes(), ["too_long", "too_long"]);
    snapshots::page("appeal_with_faults", &long);
    reader.press(&appeal, &[("appeal", "It answers the third paragraph.")]).await.expect(303);
    snapshots::page("status_page_appealed", &reader.see(&page).await.expect(200));
    let again = reader.press(&appeal, &[("appeal", "Please!")]).await.expect(409);
    assert_eq!(again.codes(), ["appealed"]);

    let review = open(&fair, "appeal").await.remove(0);
    assert_eq!(review["text"], "It answers the third paragraph.");
    assert_eq!(resolve(&strict, &review, "dismiss").await.expect(403).code(), "same_moderator");
    resolve(&fair, &review, "uphold").await.expect(200);
    assert_eq!(fair.status_of(id).await, "approved");
    snapshots::page("status_page_appeal_upheld", &reader.see(&page).await.expect(200));

    // Its author sees spam as any rejection and may appeal; the second refusal is final.
    let (second, page) = reader.post_by_api(&article, "Another story.").await;
    strict.decide(second, "spam").await;
    let private = reader.see(&page).await.expect(200);
    snapshots::page("status_page_of_spam", &private);
    assert!(!private.text().to_lowercase().contains("spam"), "{}", private.text());
    reader.press(&format!("{page}/appeal"), &[("appeal", "No spam.")]).await.expect(303);
    let review = open(&fair, "appeal").await.remove(0);
    resolve(&fair, &review, "dismiss").await.expect(200);
    snapshots::page("status_page_appeal_dismissed", &reader.see(&page).await.expect(200));
    let again = reader.press(&format!("{page}/appeal"), &[("appeal", "Really.")]).await.expect(409);
    assert_eq!(again.codes(), ["appealed"]);
    for (act, lines) in [(Act::Appeal, 2), (Act::UpholdAppeal, 1), (Act::DismissAppeal, 1)] {
        assert_eq!(app.logged(act).await, lines, "{act:?}");
    }
    app.run_jobs().await;
}

/// Asks for the link and follows it, up to its button. Answers the link.
async fn link_for(app: &TestApp, reader: &Reader, page: &str) -> String {
    reader.press(&format!("{page}/confirm"), &[]).await.expect(303);
    app.run_jobs().await;
    let mail = app.mails_to(&reader.email).pop().expect("a mail");
    let (_, rest) = mail.text.split_once("/mail/").expect("a link");
    format!("/mail/{}", rest.split_whitespace().next().expect("a token"))
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_address_is_verified_by_the_button_and_only_then_a_cookie_is_set() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader().named("Nosy Ned"));
    let (_, page) = reader.post_by_api(&article, "Words of a stranger.").await;
    app.run_jobs().await;
    reader.see(&page).await.assert_shows("Confirm your address");
    let link = link_for(&app, &reader, &page).await;
    snapshots::page("status_page_link_sent", &reader.see(&page).await.expect(200));
    let hasty = reader.press(&format!("{page}/confirm"), &[]).await.expect(429);
    assert!(hasty.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds <= 601));

    let mail = app.mails_to(&reader.email).pop().expect("a mail");
    snapshots::mail("mail_address_link", &mail);
    assert!(mail.header("list-unsubscribe").contains("/mail/"));
    assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");

    for _ in 0..2 {
        // Without a cookie: opening a link changes nothing.
        snapshots::page("verify_address", &reader.see(&link).await.expect(200));
    }
    assert!(app.readers().await.iter().all(|reader| reader.proven_at.is_none()));
    let done = reader.press(&link, &[]).await.expect(303);
    assert_eq!(format!("http://news.test{}", done.location()), page);
    let set = done.header("set-cookie");
    assert!(
        set.starts_with("rejoinder_reader=") && set.contains("HttpOnly; SameSite=Lax; Path=/"),
        "{set}"
    );
    let verified = app.readers().await;
    assert_eq!(verified.iter().filter(|reader| reader.proven_at.is_some()).count(), 1);
    let cookie = cookie(&done);
    snapshots::page("status_page_verified", &reader.see_with(&page, &cookie).await.expect(200));
    reader.see(&page).await.assert_hides("We recognise this browser as yours");

    // It acts once, and not after its week.
    snapshots::page("verify_address_used", &reader.press(&link, &[]).await.expect(409));
    assert_eq!(reader.see(&link).await.status, 409);
    app.advance(Duration::from_secs(3_600));
    let second = link_for(&app, &reader, &page).await;
    app.advance(Duration::from_secs(8 * 86_400));
    snapshots::page("verify_address_expired", &reader.press(&second, &[]).await.expect(409));
    assert_eq!(reader.press(&format!("{link}x"), &[]).await.status, 404);

    let forgotten = reader.press(&format!("{page}/forget"), &[]).await.expect(303);
    assert!(forgotten.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn answers_to_appeals_and_edits_are_mailed_after_the_undo_window() {
    let app = TestApp::start().await;
    let (article, moderator, other) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let (known, unknown) = (app.reader(), app.reader());
    let (id, page) = known.post_by_api(&article, "We were not asked.").await;
    let (strange, strangers) = unknown.post_by_api(&article, "Nor were we.").await;
    app.run_jobs().await;
    let link = link_for(&app, &known, &page).await;
    known.press(&link, &[]).await.expect(303);
    let ruling = json!({ "decision": "reject", "version": 1, "reason": "abuse" });
    for comment in [id, strange] {
        moderator.post(&format!("/api/v1/comments/{comment}/decisions"), &ruling).await.expect(200);
    }
    let settled = async || {
        app.run_jobs().await;
        app.advance(Duration::from_secs(31));
        app.run_jobs().await;
        app.mails_to(&known.email)
    };
    let before = settled().await.len();

    // An appeal that is dismissed; the note of the moderator stays in the house.
    for (reader, page) in [(&known, &page), (&unknown, &strangers)] {
        reader
            .press(&format!("{page}/appeal"), &[("appeal", "Look again, you.")])
            .await
            .expect(303);
    }
    for review in open(&other, "appeal").await {
        let answer = json!({ "resolution": "dismiss", "version": review["comment"]["version"], "note": "Not for readers." });
        other
            .post(&format!("/api/v1/reviews/{}/resolution", review["id"]), &answer)
            .await
            .expect(200);
    }
    app.run_jobs().await;
    assert_eq!(app.mails_to(&known.email).len(), before, "the window is open");
    let mails = settled().await;
    assert_eq!(mails.len(), before + 1);
    let mail = mails.last().expect("a mail");
    snapshots::mail("mail_appeal_dismissed", mail);
    assert!(mail.text.contains(&page) && mail.html.contains(&page), "{}", mail.html);
    assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert!(app.mails_to(&unknown.email).is_empty(), "an address that was only typed gets no mail");

    // An edit that is taken, taken back and refused: only the last word is sent.
    let (edited, page) = known.post_by_api(&article, "The old text.").await;
    app.advance(MINUTE * 10);
    let link = link_for(&app, &known, &page).await;
    known.press(&link, &[]).await.expect(303);
    moderator.approve(edited).await;
    let before = settled().await.len();
    known
        .press(&format!("{page}/edit"), &[("text", "The new text."), ("version", "2")])
        .await
        .expect(303);
    let review = open(&moderator, "revision").await.remove(0);
    resolve(&moderator, &review, "uphold").await.expect(200);
    app.run_jobs().await;
    moderator.undo_version(edited, 3).await.expect(200);
    app.advance(Duration::from_secs(1));
    let review = open(&moderator, "revision").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    let mails = settled().await;
    assert_eq!(mails.len(), before + 1);
    let refused = mails.last().expect("a mail");
    snapshots::mail("mail_edit_refused", refused);

    // One that is taken and stays so.
    known
        .press(&format!("{page}/edit"), &[("text", "Another text."), ("version", "4")])
        .await
        .expect(303);
    let review = open(&moderator, "revision").await.remove(0);
    resolve(&moderator, &review, "uphold").await.expect(200);
    let mails = settled().await;
    let taken = mails.last().expect("a mail");
    assert_eq!(mails.len(), before + 2);
    snapshots::mail("mail_edit_accepted", taken);
    assert_ne!(taken.message_id, refused.message_id);

    // A reader who stopped the mails gets none of these either.
    let (_, stop) =
        taken.header("list-unsubscribe").split_once("http://news.test").expect("an address");
    known.press(stop.trim_end_matches('>'), &[("List-Unsubscribe", "One-Click")]).await.expect(200);
    known
        .press(&format!("{page}/edit"), &[("text", "Yet another."), ("version", "5")])
        .await
        .expect(303);
    let review = open(&moderator, "revision").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    assert_eq!(settled().await.len(), before + 2);
}

#[tokio::test]
async fn decisions_are_mailed_to_confirmed_addresses_after_the_undo_window() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (known, unknown) = (app.reader(), app.reader());
    let (id, page) = known.post_by_api(&article, "First.").await;
    let (other, _) = unknown.post_by_api(&article, "Second.").await;
    app.run_jobs().await;
    let link = link_for(&app, &known, &page).await;
    known.press(&link, &[]).await.expect(303);
    known.see(&page).await.assert_shows("You will get an email once a moderator has decided");
    let before = app.mails_to(&known.email).len();

    // Changed within the window: only the last word is sent.
    moderator.reject(id).await;
    moderator.reject(other).await;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&known.email).len(), before, "the window is open");
    moderator.approve(id).await;
    app.advance(Duration::from_secs(31));
    app.run_jobs().await;
    app.advance(Duration::from_secs(31));
    app.run_jobs().await;
    let mails = app.mails_to(&known.email);
    assert_eq!(mails.len(), before + 1);
    let mail = mails.last().expect("a mail");
    snapshots::mail("mail_your_comment_published", mail);
    assert!(mail.text.contains(&page), "{}", mail.text);
    assert!(app.mails_to(&unknown.email).is_empty(), "an address that was only typed gets no mail");

    let ruling = json!({ "decision": "reject", "version": 3, "reason": "abuse" });
    moderator.post(&format!("/api/v1/comments/{id}/decisions"), &ruling).await.expect(200);
    app.run_jobs().await;
    app.advance(Duration::from_secs(31));
    app.run_jobs().await;
    let mail = app.mails_to(&known.email).pop().expect("a mail");
    snapshots::mail("mail_your_comment_rejected", &mail);

    // No more mail: by one request, and for good.
    let (_, stop) =
        mail.header("list-unsubscribe").split_once("http://news.test").expect("an address");
    let stop = stop.trim_end_matches('>').to_owned();
    snapshots::page("stop_mail", &known.see(&stop).await.expect(200));
    assert_eq!(app.count("suppressions", "1 = 1").await, 0);
    known.press(&stop, &[("List-Unsubscribe", "One-Click")]).await.expect(200);
    let count = app.mails_to(&known.email).len();
    moderator.approve(id).await;
    app.run_jobs().await;
    app.advance(Duration::from_secs(31));
    app.run_jobs().await;
    assert_eq!(app.mails_to(&known.email).len(), count);
    // Requesting a link gets the usual answer, and no mail leaves.
    app.advance(Duration::from_secs(600));
    known.press(&format!("{page}/confirm"), &[]).await.expect(303);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&known.email).len(), count);
}

#[tokio::test]
async fn a_stranger_using_a_readers_address_causes_that_reader_no_mail() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let known = app.reader();
    let (_, page) = known.post_by_api(&article, "Mine.").await;
    app.run_jobs().await;
    let link = link_for(&app, &known, &page).await;
    known.press(&link, &[]).await.expect(303);
    let before = app.mails_to(&known.email).len();
    let stranger = app.reader().with_email(&known.email);
    for n in 0..3 {
        let (id, page) = stranger.post_by_api(&article, &format!("Rubbish {n}.")).await;
        stranger.see(&page).await.assert_hides("You will get a mail");
        moderator.reject(id).await;
    }
    app.run_jobs().await;
    app.advance(MINUTE);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&known.email).len(), before);
}

#[tokio::test]
async fn requesting_a_link_reveals_nothing_and_is_limited() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let known = app.reader();
    let (_, page) = known.post_by_api(&article, "First.").await;
    app.run_jobs().await;
    let link = link_for(&app, &known, &page).await;
    known.press(&link, &[]).await.expect(303);
    let before = app.mails_to(&known.email).len();

    // A stranger types the address that was proven a moment ago, and one that nobody has proven.
    let (known_to_site, new) = (app.reader().with_email(&known.email), app.reader());
    let mut seen = Vec::new();
    for stranger in [&known_to_site, &new] {
        let (_, page) = stranger.post_by_api(&article, &format!("By {}.", seen.len())).await;
        stranger.press(&format!("{page}/confirm"), &[]).await.expect(303);
        let again = stranger.press(&format!("{page}/confirm"), &[]).await.expect(429);
        seen.push((again.codes(), again.header("retry-after").to_owned()));
        stranger.see(&page).await.assert_shows("An email is on its way");
    }
    app.run_jobs().await;
    assert_eq!(seen[0], seen[1]);
    assert_eq!(app.mails_to(&known.email).len(), before, "it had a link a moment ago");

    // One inbox in many spellings.
    let spellings: Vec<String> = (0..8).map(|n| format!("inbox+{n}@example.org")).collect();
    for spelling in &spellings {
        let reader = app.reader().with_email(spelling);
        let (_, page) = reader.post_by_api(&article, &format!("As {spelling}.")).await;
        reader.press(&format!("{page}/confirm"), &[]).await.expect(303);
    }
    app.run_jobs().await;
    let mails: usize = spellings.iter().map(|spelling| app.mails_to(spelling).len()).sum();
    assert_eq!(mails, 1);
}

#[tokio::test]
async fn pressing_the_mails_button_twice_works_in_the_verified_browser() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let known = app.reader();
    let (_, page) = known.post_by_api(&article, "First.").await;
    app.run_jobs().await;
    let link = link_for(&app, &known, &page).await;
    let proof = cookie(&known.press(&link, &[]).await.expect(303));
    let press = app.request(reqwest::Method::POST, &link).header("cookie", &proof);
    let again = Answer::to(press).await.expect(303);
    assert!(page.ends_with(again.location()), "{}", again.location());
    let seen = known.see_with(&link, &proof).await.expect(303);
    assert!(page.ends_with(seen.location()), "{}", seen.location());
    app.reader().press(&link, &[]).await.expect(409);
}

#[tokio::test]
async fn a_verified_browser_is_recognised_as_flagger_and_author() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (ann, bo) = (app.reader(), app.reader());
    let (first, page) = ann.post_by_api(&article, "Ann's.").await;
    let (second, _) = bo.post_by_api(&article, "Bo's.").await;
    app.run_jobs().await;
    let link = link_for(&app, &ann, &page).await;
    let cookie = cookie(&ann.press(&link, &[]).await.expect(303));

    // From two networks, and yet one reader.
    let flagging = format!("/api/v1/comments/{second}/flags");
    for network in ["10.1.1.1", "10.2.2.2"] {
        let request =
            app.request(reqwest::Method::POST, &flagging).header("x-forwarded-for", network);
        let sent =
            request.header("cookie", &cookie).json(&json!({ "reason": "spam" })).send().await;
        assert_eq!(sent.expect("an answer").status(), 202);
    }
    assert_eq!(weight(&open(&moderator, "flags").await[0]), 0.5);

    let own =
        crate::support::reader::Form { action: format!("/comments/{first}/own"), fields: vec![] };
    let found = ann.send_with(&own, &[("cookie", &cookie)]).await.expect(303);
    assert_eq!(format!("http://news.test{}", found.location()), page);
    let theirs =
        crate::support::reader::Form { action: format!("/comments/{second}/own"), fields: vec![] };
    let mailed = ann.send_with(&theirs, &[("cookie", &cookie)]).await.expect(200);
    snapshots::page("check_your_mail", &mailed);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&bo.email).len(), 1);
}

#[tokio::test]
async fn erasing_a_comment_erases_the_texts_of_its_reviews() {
    let app = TestApp::publishing().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let (id, page) = reader.post_by_api(&article, "To be gone.").await;
    let path = format!("/api/v1/comments/{id}/flags");
    app.reader()
        .send_json(&path, &json!({ "reason": "other", "words": "He lives at the quay." }))
        .await
        .expect(202);
    moderator.delete(id).await;
    app.advance(Duration::from_secs(3_700));
    app.run_jobs().await;
    assert_eq!(app.count("flags", "words IS NOT NULL").await, 0);
    assert_eq!(app.count("reviews", "state = 0").await, 0);
    let gone = reader.see(&page).await.expect(200);
    snapshots::page("status_page_deleted", &gone);
    app.run_jobs().await;
}

#[tokio::test]
async fn reviews_are_for_moderators_and_listed_in_parts() {
    let app = TestApp::publishing().await;
    let (article, moderator) =
        (app.article().section("Harbour").create().await, app.moderator().await);
    for n in 0..3 {
        let (id, _) = app.reader().post_by_api(&article, &format!("Number {n}.")).await;
        app.reader().flag(id, "spam").await.expect(202);
    }
    let path = "/api/v1/reviews?section=harbour&limit=2";
    let first = moderator.get(path).await.expect(200);
    let next = first.next_part().expect("a second part");
    let rest = moderator.get(&next).await.expect(200).json();
    assert_eq!(
        (first.json()["items"].as_array().map(Vec::len), rest["items"].as_array().map(Vec::len)),
        (Some(2), Some(1))
    );
    assert!(
        moderator.get("/api/v1/reviews?section=nowhere").await.expect(200).json()["items"]
            == json!([])
    );
    moderator.get("/api/v1/reviews?kind=wish").await.expect(422);
    app.reader().see("/api/v1/reviews").await.expect(401);
    let author = app.author().await;
    author.get("/api/v1/reviews").await.expect(403);
    let counts = app.core.db.read(rejoinder::reviews::open_counts).await.expect("counts");
    assert_eq!((counts.len(), counts[0].flags, counts[0].appeals), (1, 3, 0));
    app.run_jobs().await;
}

#[tokio::test]
async fn the_address_stays_hidden_in_all_reviews_and_mails() {
    let app = TestApp::start().await;
    let canary = Canary::new("reviews");
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let reader = app.reader().with_email(canary.address());
    let (id, page) = reader.post_by_api(&article, "Mine.").await;
    let (refused, other) = reader.post_by_api(&article, "Mine, too.").await;
    app.run_jobs().await;
    let mut seen = vec![
        reader.press(&format!("{page}/edit"), &[("text", "Still mine."), ("version", "1")]).await,
    ];
    seen.push(reader.press(&format!("{page}/edit"), &[("text", " "), ("version", "1")]).await);
    let link = link_for(&app, &reader, &page).await;
    seen.push(reader.see(&link).await);
    let proven = reader.press(&link, &[]).await.expect(303);
    seen.push(reader.see_with(&page, &cookie(&proven)).await);
    seen.push(proven);
    // Mail about a comment goes only to a browser that has proven the address for it.
    app.advance(MINUTE * 10);
    let link = link_for(&app, &reader, &other).await;
    seen.push(reader.press(&link, &[]).await.expect(303));
    moderator.approve(id).await;
    moderator.reject(refused).await;
    seen.push(
        reader
            .press(&format!("{other}/appeal"), &[("appeal", "Please look again.")])
            .await
            .expect(303),
    );
    app.reader().flag(id, "spam").await.expect(202);
    seen.push(app.reader().see(&format!("/comments/{id}/flag")).await.expect(200));
    seen.push(app.reader().press(&format!("/comments/{id}/own"), &[]).await.expect(200));
    app.run_jobs().await;
    app.advance(MINUTE);
    app.run_jobs().await;
    for kind in ["flags", "appeal", "revision"] {
        for review in open(&moderator, kind).await {
            seen.push(
                moderator.get(&format!("/api/v1/reviews/{}", review["id"])).await.expect(200),
            );
        }
    }
    // The answer to the appeal is a mail of its own; the desk shows all of it without the address.
    let judge = app.moderator().await;
    let mut desk = judge.signed_in().await;
    let appeal = open(&judge, "appeal").await.remove(0);
    for path in ["/desk/reviews", "/desk/reviews?kind=appeals", "/desk/dashboard", "/desk"] {
        seen.push(desk.see(path).await.expect(200));
    }
    seen.push(desk.see(&format!("/desk/reviews/{}", appeal["id"])).await.expect(200));
    resolve(&judge, &appeal, "dismiss").await.expect(200);
    app.run_jobs().await;
    app.advance(MINUTE);
    app.run_jobs().await;
    seen.push(app.admin().await.get("/api/v1/deliveries").await.expect(200));
    for answer in &seen {
        for bytes in [answer.text().into_bytes(), format!("{:?}", answer.headers).into_bytes()] {
            assert_eq!(canary.find_in(&bytes), Vec::<String>::new(), "{}", answer.text());
        }
    }
    // Mails to the reader have the address in their head, and nowhere else.
    for mail in app.mails().iter().filter(|mail| mail.to != canary.address()) {
        assert!(canary.find_in(&mail.raw).is_empty(), "a mail to {}", mail.to);
    }
    for mail in app.mails_to(canary.address()) {
        assert!(
            canary
                .find_in(format!("{}{}{}", mail.subject, mail.text, mail.html).as_bytes())
                .is_empty()
        );
    }
    assert_eq!(app.mails_to(canary.address()).len(), 5);
    assert_eq!(scan_folder(app.folder.path(), &[canary]), Vec::<String>::new());
}

#[tokio::test]
async fn undoing_a_decision_reopens_the_reviews_that_it_closed() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (id, _) = app.reader().post_by_api(&article, "Under discussion.").await;
    app.reader().flag(id, "abuse").await.expect(202);
    moderator.reject(id).await;
    assert!(open(&moderator, "flags").await.is_empty());
    assert_eq!(app.flaggers().await, [Flagger { upheld: 1, dismissed: 0 }]);
    moderator.undo_version(id, 2).await.expect(200);
    assert_eq!(open(&moderator, "flags").await.len(), 1);
    assert_eq!(app.flaggers().await, [Flagger { upheld: 0, dismissed: 0 }]);
    app.run_jobs().await;
}

async fn undo(staff: &Staff, review: &Value, version: i64) -> Answer {
    staff
        .post(&format!("/api/v1/reviews/{}/undo", review["id"]), &json!({ "version": version }))
        .await
}

#[tokio::test]
async fn undoing_a_dismissal_reverts_its_effects() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (id, _) = app.reader().post_by_api(&article, "Under discussion.").await;
    app.reader().flag(id, "abuse").await.expect(202);
    let review = open(&moderator, "flags").await.remove(0);
    undo(&moderator, &review, 1).await.expect(409);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    assert_eq!(app.flaggers().await, [Flagger { upheld: 0, dismissed: 1 }]);
    // It comes late, weighs no more than what was answered, and is not heard alone.
    app.reader().flag(id, "abuse").await.expect(202);
    assert!(open(&moderator, "flags").await.is_empty());

    assert_eq!(undo(&moderator, &review, 7).await.expect(409).json()["code"], "stale_version");
    let again = undo(&moderator, &review, 1).await.expect(200).json();
    assert_eq!(
        (&again["state"], &again["closed_by"], &again["closed_at"]),
        (&json!("open"), &Value::Null, &Value::Null)
    );
    assert_eq!(app.flaggers().await, [Flagger { upheld: 0, dismissed: 0 }]);
    // The late flag counts now, and its flagger is judged with the others.
    assert_eq!(open(&moderator, "flags").await[0]["weight"], json!(1.0));
    assert_eq!(
        app.count(
            "audit_log",
            "act = 21 AND undoes_id = (SELECT max(id) FROM audit_log WHERE act = 16)"
        )
        .await,
        1
    );
    let version =
        resolve(&moderator, &review, "uphold").await.expect(200).json()["comment"]["version"]
            .clone();
    assert_eq!(app.flaggers().await, [Flagger { upheld: 1, dismissed: 0 }; 2]);

    // The same way leads back where the answer was a decision, but not past what was decided since.
    assert_eq!(version, json!(2));
    undo(&moderator, &review, 2).await.expect(200);
    assert_eq!(moderator.comment(id).await["status"], "approved");
    let review = open(&moderator, "flags").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    moderator.reject(id).await;
    moderator.approve(id).await;
    assert_eq!(undo(&moderator, &review, 5).await.expect(409).json()["code"], "nothing_to_undo");
    app.run_jobs().await;
}

#[tokio::test]
async fn an_answer_cannot_be_undone_after_a_new_review() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (id, _) = app.reader().post_by_api(&article, "Under discussion.").await;
    app.reader().flag(id, "abuse").await.expect(202);
    let review = open(&moderator, "flags").await.remove(0);
    resolve(&moderator, &review, "dismiss").await.expect(200);
    app.reader().flag(id, "spam").await.expect(202);
    let refused = undo(&moderator, &review, 1).await.expect(409).json();
    assert_eq!(refused["code"], "nothing_to_undo");
    assert!(
        refused["detail"]
            .as_str()
            .is_some_and(|words| words.contains("opened a new review of this kind")),
        "{refused}"
    );
    assert_eq!(open(&moderator, "flags").await.len(), 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_answer_that_is_undone_in_time_causes_no_mail() {
    let app = TestApp::start().await;
    let (article, strict, fair) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let known = app.reader();
    let (id, page) = known.post_by_api(&article, "A long story.").await;
    app.run_jobs().await;
    let link = link_for(&app, &known, &page).await;
    known.press(&link, &[]).await.expect(303);
    strict.reject(id).await;
    app.advance(MINUTE);
    app.run_jobs().await;
    known.press(&format!("{page}/appeal"), &[("appeal", "Please look again.")]).await.expect(303);
    let before = app.mails_to(&known.email).len();
    let review = open(&fair, "appeal").await.remove(0);
    resolve(&fair, &review, "dismiss").await.expect(200);
    app.run_jobs().await;
    undo(&fair, &review, 2).await.expect(200);
    app.advance(MINUTE);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&known.email).len(), before, "an undone answer is not mailed");
    known.see(&page).await.assert_shows("This page will show it.");

    // The moderator who rejected the comment may neither answer its appeal nor undo an answer.
    resolve(&fair, &review, "dismiss").await.expect(200);
    assert_eq!(undo(&strict, &review, 2).await.expect(403).json()["code"], "same_moderator");
    undo(&fair, &review, 2).await.expect(200);
    assert_eq!(
        resolve(&strict, &review, "uphold").await.expect(403).json()["code"],
        "same_moderator"
    );
    resolve(&fair, &review, "uphold").await.expect(200);
    assert_eq!(undo(&strict, &review, 3).await.expect(403).json()["code"], "same_moderator");
    assert_eq!(fair.comment(id).await["status"], "approved", "nothing of what was refused is done");
    undo(&fair, &review, 3).await.expect(200);
    assert_eq!(fair.comment(id).await["status"], "rejected");
    app.run_jobs().await;
}

#[tokio::test]
async fn concurrent_undos_and_decisions_are_atomic() {
    let app = TestApp::publishing().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    for _ in 0..12 {
        // A dismissal is taken back while a colleague rejects the comment: the flags are answered
        // by that, or stay so.
        let (id, _) =
            app.reader().post_by_api(&article, &format!("Contested at {:?}.", app.now())).await;
        app.reader().flag(id, "abuse").await.expect(202);
        let review = open(&ann, "flags").await.remove(0);
        resolve(&ann, &review, "dismiss").await.expect(200);
        let (undone, _) = tokio::join!(undo(&ann, &review, 1), bo.reject(id));
        assert!([200, 409].contains(&undone.status), "{} {}", undone.status, undone.text());
        assert!(open(&ann, "flags").await.is_empty(), "a rejected comment has open flags");

        // A decision that had answered flags is taken back while a reader flags again: one review,
        // with both.
        let (id, _) =
            app.reader().post_by_api(&article, &format!("Contested at {:?}.", app.now())).await;
        app.reader().flag(id, "abuse").await.expect(202);
        bo.decide(id, "hold").await;
        bo.approve(id).await;
        let reader = app.reader();
        let (undone, flagged) = tokio::join!(ann.undo_version(id, 3), reader.flag(id, "spam"));
        undone.expect(200);
        // Held by then, or still public.
        assert!([202, 404].contains(&flagged.status), "{}", flagged.status);
        assert_eq!(open(&ann, "flags").await.len(), 1);
        ann.reject(id).await;
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn flags_on_a_reply_end_when_it_is_withdrawn_with_its_approval() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (id, _) = app.reader().post_by_api(&article, "When does the ferry sail?").await;
    let decision = json!({ "decision": "approve", "version": 1, "reply": "At noon." });
    moderator.post(&format!("/api/v1/comments/{id}/decisions"), &decision).await.expect(200);
    let reply = id + 1;
    assert_eq!(moderator.status_of(reply).await, "approved");
    app.reader().flag(reply, "off_topic").await.expect(202);
    assert_eq!(open(&moderator, "flags").await.len(), 1);

    moderator.undo_version(id, 2).await.expect(200);
    assert_eq!(moderator.status_of(reply).await, "deleted");
    assert!(open(&moderator, "flags").await.is_empty(), "nothing is left to decide about");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_refusal_by_a_rule_or_a_ban_has_its_reason_and_no_moderator_is_named() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let rule = json!({
        "name": "Short", "action": "reject", "reason": "Too short",
        "condition": { "field": "length", "operator": "less_than", "value": 10 }
    });
    editor.post("/api/v1/rules", &rule).await.expect(201);
    let reader = app.reader();
    let (_, page) = reader.post_by_api(&article, "No.").await;
    let shown = reader.see(&page).await.expect(200);
    shown.assert_shows("<p>The reason: <strong>Too short</strong></p>");
    shown.assert_shows("No moderator has read your comment yet.");
    shown.assert_hides("review by another moderator");
    let appeal = [("appeal", "It says all.")];
    reader.press(&format!("{page}/appeal"), &appeal).await.expect(303);
    reader.see(&page).await.expect(200).assert_hides("a different one from before");

    // Where a moderator has decided, another one answers.
    let (id, page) = reader.post_by_api(&article, "A fourth long comment.").await;
    editor.reject(id).await;
    reader.see(&page).await.expect(200).assert_shows("review by another moderator");

    // The words are the same for each kind of ban, because anyone can enter any address.
    let (banned, neighbour) = (app.reader(), app.reader());
    let (id, _) = banned.post_by_api(&article, "A long enough comment.").await;
    let ban = json!({ "comment_id": id, "effect": "reject", "reason": "Quarrels with everybody." });
    editor.post("/api/v1/bans", &ban).await.expect(201);
    let (_, page) = banned.post_by_api(&article, "Another long comment.").await;
    let (_, domain) = neighbour.email.split_once('@').expect("a domain");
    let ban = json!({ "domain": domain, "effect": "reject", "reason": "Quarrels as well." });
    editor.post("/api/v1/bans", &ban).await.expect(201);
    let (_, other) = neighbour.post_by_api(&article, "A third long comment.").await;
    for page in [page, other] {
        let shown = reader.see(&page).await.expect(200);
        shown.assert_shows(
            "This site does not accept comments from this email address or this network",
        );
        shown.assert_shows("No moderator has read your comment yet.");
        shown.assert_hides("Quarrels");
        shown.assert_hides("You may write another one.");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_saved_change_and_a_forgotten_browser_are_confirmed() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let (_, page) = reader.post_by_api(&article, "The first words.").await;
    let change = [("text", "The second words."), ("version", "1")];
    let saved = reader.press(&format!("{page}/edit"), &change).await.expect(303);
    let shown = reader.see(saved.location()).await.expect(200);
    shown.assert_shows("<p class=\"done\" role=\"status\">Your change is saved.</p>");
    shown.assert_shows("The second words.");
    reader.see(&page).await.expect(200).assert_hides("Your change is saved.");
    let forgotten = reader.press(&format!("{page}/forget"), &[]).await.expect(303);
    reader.see(forgotten.location()).await.expect(200).assert_shows("This browser is forgotten");
    app.run_jobs().await;
}
