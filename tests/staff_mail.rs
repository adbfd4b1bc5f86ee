//! Mail to staff: few mails for many events, what each person chooses, and that nothing is lost.

use std::collections::BTreeSet;
use std::time::Duration;

use rejoinder::mail::Outcome;
use rejoinder::notify::model::State;
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::{BASE_URL, TestApp};
use crate::support::mails::Letter;

const MINUTE: Duration = Duration::from_secs(60);

/// News are joined within ten minutes, as by default.
async fn joining() -> TestApp {
    TestApp::with(|config| config.moderation.join = 10 * MINUTE).await
}

/// The path of the link that ends these mails.
fn stop_path(mail: &Letter) -> String {
    let link = mail.header("List-Unsubscribe").trim_matches(['<', '>']).to_owned();
    link.strip_prefix(BASE_URL).expect("a link to this site").to_owned()
}

#[tokio::test]
async fn five_hundred_comments_in_five_minutes_are_two_mails_that_list_all() {
    let app = joining().await;
    let moderator = app.moderator().await;
    let article = app.article().title("What mud costs").create().await;
    for number in 0..500 {
        // Readers take their time, which the clock would show; these all come at once.
        let comment = json!({
            "text": format!("Word number-{number}."), "name": "Ann", "email": format!("ann{number}@mail.test")
        });
        app.reader().post_json(&article, &comment).await.expect(202);
        if number % 100 == 0 {
            app.run_jobs().await;
            app.advance(MINUTE);
        }
    }
    app.run_jobs().await;
    assert_eq!(app.mails_to(&moderator.email).len(), 1, "the first at once");
    app.advance(5 * MINUTE);
    app.run_jobs().await;
    app.advance(60 * MINUTE);
    app.run_jobs().await;

    let mails = app.mails_to(&moderator.email);
    assert_eq!(mails.len(), 2, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
    assert!(mails[0].text.contains("number-0."), "{}", mails[0].text);
    assert_eq!(mails[1].subject, "499 comments wait");
    assert!(
        mails[1].text.contains("The longest wait so far: 9 minutes."),
        "{}",
        &mails[1].text[..300]
    );
    let mut last = 0;
    for number in 1..500 {
        let place = mails[1].text.find(&format!("number-{number}.")).expect("each is listed");
        assert!(place > last, "the oldest first: {number}");
        assert!(mails[1].html.contains(&format!("number-{number}.")), "in both parts: {number}");
        last = place;
    }
    assert!(!mails[1].text.contains("number-0."), "nothing is told twice");
}

#[tokio::test]
async fn what_was_decided_meanwhile_is_left_out_and_a_mail_without_news_is_not_sent() {
    let app = joining().await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    app.reader().post(&article, "The first.").await;
    app.run_jobs().await;
    let mut ids = Vec::new();
    for number in 1..=3 {
        ids.push(app.reader().post(&article, &format!("Held-{number}.")).await.id);
    }
    app.run_jobs().await;
    moderator.reject(ids[1]).await;
    app.advance(10 * MINUTE);
    app.run_jobs().await;
    let mails = app.mails_to(&moderator.email);
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[1].subject, "2 comments wait");
    assert!(mails[1].text.contains("Held-1.") && mails[1].text.contains("Held-3."));
    assert!(!mails[1].text.contains("Held-2."), "{}", mails[1].text);

    let last = app.reader().post(&article, "Decided in time.").await.id;
    app.run_jobs().await;
    moderator.reject(last).await;
    app.advance(10 * MINUTE);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&moderator.email).len(), 2, "there was nothing to say");
    // And that counts as no mail: the next one is told at once.
    app.reader().post(&article, "After that.").await;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&moderator.email).len(), 3);
}

#[tokio::test]
async fn after_an_outage_of_the_relay_there_is_one_mail_with_everything() {
    let app = joining().await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    for number in 0..30 {
        app.core.mailer.answer_next(Outcome::relay_fault("the relay is down"));
        app.reader().post(&article, &format!("In the dark-{number}.")).await;
        app.run_jobs().await;
        app.advance(11 * MINUTE);
    }
    assert!(app.mails_to(&moderator.email).is_empty());
    for _ in 0..5 {
        app.run_jobs().await;
        app.advance(10 * MINUTE);
    }
    let mails = app.mails_to(&moderator.email);
    assert_eq!(mails.len(), 1, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
    for number in 0..30 {
        let told = mails[0].text.matches(&format!("dark-{number}.")).count();
        assert_eq!(told, 1, "{number}");
    }
    assert_eq!(app.deliveries(State::Waiting).await, 0);
}

#[tokio::test]
async fn quiet_hours_hourly_mails_and_muted_sections_are_kept() {
    let app = joining().await;
    let (quiet, hourly, muted) =
        (app.moderator().await, app.moderator().await, app.moderator().await);
    let sport = app.article().section("Sport").create().await;
    let town = app.article().section("Town").create().await;
    // The clock starts at 09:00 UTC, 10:00 in Berlin.
    let choice =
        json!({ "quiet_from": "09:30", "quiet_until": "11:00", "timezone": "Europe/Berlin" });
    quiet.put("/api/v1/me/mail", &choice).await.expect(200);
    hourly.put("/api/v1/me/mail", &json!({ "frequency": "hourly" })).await.expect(200);
    let kept = muted.put("/api/v1/me/mail", &json!({ "muted_sections": ["sport"] })).await;
    assert_eq!(kept.expect(200).json()["muted_sections"], json!(["sport"]));

    app.reader().post(&sport, "One of sport.").await;
    app.run_jobs().await;
    let count = |of: &str| app.mails_to(of).len();
    let all = || [count(&quiet.email), count(&hourly.email), count(&muted.email)];
    assert_eq!(all(), [0, 1, 0]);
    app.reader().post(&town, "One of the town.").await;
    app.run_jobs().await;
    assert_eq!(all(), [0, 1, 1]);
    app.advance(10 * MINUTE);
    app.run_jobs().await;
    assert_eq!(all(), [0, 1, 1], "ten minutes are neither an hour nor the end of the quiet hours");
    app.advance(50 * MINUTE);
    app.run_jobs().await;
    assert_eq!(all(), [1, 2, 1]);
    let mail = &app.mails_to(&quiet.email)[0];
    assert!(mail.text.contains("One of sport.") && mail.text.contains("One of the town."));
}

#[tokio::test]
async fn the_link_in_a_mail_ends_one_topic_with_one_request() {
    let app = joining().await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    app.reader().post(&article, "Held.").await;
    app.run_jobs().await;
    let mail = &app.mails_to(&moderator.email)[0];
    assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let path = stop_path(mail);
    assert!(mail.html.contains(&path) && mail.text.contains(&path), "{}", mail.text);

    let anybody = app.reader();
    for _ in 0..100 {
        anybody.see(&path).await.expect(200).assert_shows("Stop these mails");
    }
    let choice = moderator.get("/api/v1/me/mail").await.expect(200).json();
    let topics: BTreeSet<_> =
        choice["topics"].as_array().expect("topics").iter().filter_map(|it| it.as_str()).collect();
    assert!(topics.contains("held") && topics.len() == 6, "reading changes nothing: {choice}");

    let one_click = app.request(reqwest::Method::POST, &path);
    let body = "List-Unsubscribe=One-Click";
    let sent = one_click.header("content-type", "application/x-www-form-urlencoded").body(body);
    Answer::to(sent).await.expect(200).assert_shows("These mails have ended.");
    let choice = moderator.get("/api/v1/me/mail").await.expect(200).json();
    assert_eq!(
        choice["topics"],
        json!(["flags", "appeals", "late_queue", "surge", "own_articles"])
    );
    app.advance(60 * MINUTE);
    app.reader().post(&article, "Not told.").await;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&moderator.email).len(), 1);
    // A changed link ends nothing.
    let place = path.len() - 9;
    let other = if path.as_bytes()[place] == b'A' { 'B' } else { 'A' };
    let forged = format!("{}{other}{}", &path[..place], &path[place + 1..]);
    anybody.see(&forged).await.expect(404);
}

#[tokio::test]
async fn a_member_chooses_on_the_account_page_and_faults_keep_what_was_entered() {
    let app = joining().await;
    let moderator = app.moderator().await;
    app.article().section("Sport").create().await;
    let mut desk = moderator.signed_in().await;
    desk.see("/desk/account").await.expect(200).assert_shows("Reports by readers");
    let fields = [
        ("topic", "held"),
        ("frequency", "daily"),
        ("quiet_from", "22:00"),
        ("quiet_until", "25:00"),
        ("timezone", "Mars"),
    ];
    let refused = desk.send("/desk/account/mail", &fields).await.expect(422);
    assert!(refused.text().contains("value=\"22:00\""), "{}", refused.text());
    let codes = refused.codes();
    assert!(codes.contains(&"time_format".to_owned()) && codes.contains(&"unknown".to_owned()));
    let fields = [
        ("topic", "held"),
        ("frequency", "daily"),
        ("quiet_from", "22:00"),
        ("quiet_until", "07:00"),
        ("timezone", "Europe/Berlin"),
    ];
    desk.send("/desk/account/mail", &fields).await.expect(303);
    let choice = moderator.get("/api/v1/me/mail").await.expect(200).json();
    let expected = json!({
        "frequency": "daily", "topics": ["held"], "muted_sections": ["sport"],
        "quiet_from": "22:00", "quiet_until": "07:00", "timezone": "Europe/Berlin"
    });
    assert_eq!(choice, expected);
}

#[tokio::test]
async fn moderators_are_told_of_reports_and_appeals() {
    let app = TestApp::with(|config| {
        config.moderation.join = 10 * MINUTE;
        config.comments.policy = rejoinder::config::Policy::PublishAll;
    })
    .await;
    let moderator = app.moderator().await;
    let article = app.article().title("What mud costs").create().await;
    let id = app.reader().named("Ann").post(&article, "Buy cheap mud.").await.id;
    app.run_jobs().await;
    app.reader().flag(id, "spam").await.expect(202);
    app.run_jobs().await;
    let mails = app.mails_to(&moderator.email);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "1 comment was reported");
    assert!(mails[0].text.contains("Buy cheap mud."), "{}", mails[0].text);
    assert!(mails[0].text.contains("(1)"), "its reason: {}", mails[0].text);
}

/// The path of the link of a mail under this label.
fn link(mail: &Letter, label: &str) -> String {
    let mut lines = mail.text.lines().skip_while(|line| *line != label);
    let url = lines.nth(1).unwrap_or_else(|| panic!("no link {label}: {}", mail.text));
    url.strip_prefix(BASE_URL).expect("a link to this site").to_owned()
}

/// A held comment, and the mail about it to a moderator.
async fn held_and_mailed(app: &TestApp, moderator: &crate::support::staff::Staff) -> (i64, Letter) {
    let article = app.article().title("What mud costs").create().await;
    let id = app.reader().named("Ann").post(&article, "Who *pays*?").await.id;
    app.run_jobs().await;
    let mail = app.mails_to(&moderator.email).pop().expect("a mail");
    (id, mail)
}

#[tokio::test]
async fn a_link_in_a_mail_publishes_after_a_press_of_its_button_and_once() {
    let app = joining().await;
    let (moderator, admin) = (app.moderator().await, app.admin().await);
    let (id, mail) = held_and_mailed(&app, &moderator).await;
    let (approve, spam) = (link(&mail, "Approve"), link(&mail, "Spam"));
    let anybody = app.reader();

    // What link scanners do.
    let digest = || async {
        let log = admin.get("/api/v1/audit").await.expect(200).text();
        (log, admin.comment(id).await)
    };
    let before = digest().await;
    for path in ["Approve", "Reject", "Spam", "Delete", "Reject and ban"] {
        let path = link(&mail, path);
        for _ in 0..10 {
            let page = anybody.see(&path).await.expect(200);
            page.assert_shows("pays");
            assert_eq!(page.text().matches("<form method=\"post\"").count(), 1, "one button");
            assert_eq!(
                app.request(reqwest::Method::HEAD, &path).send().await.expect("an answer").status(),
                200
            );
        }
    }
    assert_eq!(digest().await, before, "a hundred visits change nothing");

    let done = anybody.press(&approve, &[]).await.expect(303);
    assert_eq!(moderator.status_of(id).await, "approved");
    let undo = done.location().to_owned();
    let page = anybody.see(&undo).await.expect(200);
    page.assert_shows("Undo");
    assert_eq!(moderator.status_of(id).await, "approved");

    // Neither this link nor any other of the mail works again, and the page says who decided.
    for path in [&approve, &spam] {
        let page = anybody.press(path, &[]).await.expect(409);
        page.assert_shows("This was decided already");
        page.assert_shows(&moderator.name);
        anybody.see(path).await.expect(409);
    }
    anybody.press(&undo, &[]).await.expect(200).assert_shows("Taken back");
    assert_eq!(moderator.status_of(id).await, "pending");
    anybody.press(&undo, &[]).await.expect(409);
    anybody.press(&approve, &[]).await.expect(409);
}

#[tokio::test]
async fn a_rejection_by_mail_has_a_reason_and_a_ban_bans() {
    let app = joining().await;
    let moderator = app.moderator().await;
    let (id, mail) = held_and_mailed(&app, &moderator).await;
    let ban = link(&mail, "Reject and ban");
    let anybody = app.reader();
    anybody.press(&ban, &[("reason", "no such reason")]).await.expect(422);
    anybody.press(&ban, &[("reason", "abuse")]).await.expect(303);
    let comment = moderator.comment(id).await;
    assert_eq!(comment["status"], "rejected");
    let bans = moderator.get("/api/v1/bans").await.expect(200).items();
    assert_eq!(bans.len(), 1, "{bans:?}");
}

#[tokio::test]
async fn a_link_dies_with_its_account_its_role_its_section_and_its_time() {
    let app = joining().await;
    let (moderator, other, admin) =
        (app.moderator().await, app.moderator().await, app.admin().await);
    let article = app.article().section("Sport").create().await;
    app.reader().post(&article, "Who pays?").await;
    app.run_jobs().await;
    let path = link(&app.mails_to(&moderator.email)[0], "Approve");
    let anybody = app.reader();
    anybody.see(&path).await.expect(200);

    let user = format!("/api/v1/users/{}", moderator.id);
    for (change, back) in [
        (json!({ "role": "editor" }), json!({ "role": "moderator" })),
        (json!({ "disabled": true }), json!({ "disabled": false })),
    ] {
        admin.patch(&user, &change).await.expect(200);
        anybody.see(&path).await.expect(409);
        anybody.press(&path, &[]).await.expect(409);
        admin.patch(&user, &back).await.expect(200);
        anybody.see(&path).await.expect(200);
    }
    let section = "/api/v1/sections/sport/moderators";
    admin.put(section, &json!({ "accounts": [other.id] })).await.expect(200);
    anybody.press(&path, &[]).await.expect(409);
    admin.put(section, &json!({ "accounts": [] })).await.expect(200);
    anybody.see(&path).await.expect(200);
    app.advance(Duration::from_secs(15 * 86_400));
    anybody.press(&path, &[]).await.expect(409);
}

#[tokio::test]
async fn an_edited_comment_cannot_be_published_by_the_link_to_its_former_text() {
    let app = joining().await;
    let moderator = app.moderator().await;
    let (id, mail) = held_and_mailed(&app, &moderator).await;
    let path = format!("/api/v1/comments/{id}");
    moderator.patch(&path, &json!({ "text": "Other words.", "version": 1 })).await.expect(200);
    app.reader().press(&link(&mail, "Approve"), &[]).await.expect(409);
    assert_eq!(moderator.status_of(id).await, "pending");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_fault_of_the_relay_is_said_wherever_somebody_looks() {
    let app = TestApp::start().await;
    let (moderator, admin) = (app.moderator().await, app.admin().await);
    let article = app.article().create().await;
    let fault = "at AUTH the relay answered 535 5.7.8";
    for number in 0..3 {
        app.reader().post(&article, &format!("In the dark, {number}.")).await;
    }
    // As many as are tried at once; the others are not tried.
    for _ in 0..app.core.config.mail.smtp_connections {
        app.core.mailer.answer_next(Outcome::relay_fault(fault));
    }
    app.run_jobs().await;
    let waiting = admin.get("/api/v1/deliveries?state=waiting").await.expect(200).items();
    assert_eq!(waiting.len(), 6, "{waiting:?}");
    assert!(waiting.iter().all(|mail| mail["last_error"] == fault), "{waiting:?}");
    let ready = app.reader().see("/ready").await.expect(200).json();
    assert_eq!(ready["mail"]["reason"], fault, "{ready}");
    let metrics = admin.get("/metrics").await.expect(200).text();
    assert!(metrics.contains("rejoinder_mails_waiting 6"), "{metrics}");
    assert!(!metrics.contains("rejoinder_mail_relay_fault_seconds 0"), "{metrics}");
    let checks = rejoinder::doctor::examine(&app.core, rejoinder::doctor::Repair::No).await;
    let relay = checks.iter().find(|check| check.name == "mail_relay").expect("the check");
    assert!(!relay.ok && relay.detail.contains("535"), "{relay:?}");
    let mut desk = admin.signed_in().await;
    desk.see("/desk").await.expect(200).assert_shows("No mail can be sent");
    let page = desk.see("/desk/mail").await.expect(200);
    page.assert_shows("Sign-in (AUTH): the mail server answered 535 5.7.8");
    admin.patch("/api/v1/me", &json!({ "language": "de" })).await.expect(200);
    let said = "Anmeldung (AUTH): der Mailserver antwortete 535 5.7.8";
    for path in ["/desk", "/desk/mail"] {
        desk.see(path).await.expect(200).assert_shows(said);
    }
    admin.patch("/api/v1/me", &json!({ "language": "en" })).await.expect(200);
    let samples = desk.see("/desk/mail/samples?name=test&language=ar").await.expect(200);
    samples.assert_shows("lang=\"ar\"");
    let html = desk.see("/desk/mail/samples/test/ar").await.expect(200);
    let policy = html.header("content-security-policy");
    assert!(policy.ends_with("sandbox") && !policy.contains("unsafe"), "{policy}");
    html.assert_shows("<html lang=\"ar\" dir=\"rtl\">");
    desk.see("/desk/mail/samples/nothing/ar").await.expect(404);
    moderator.signed_in().await.see("/desk").await.expect(200).assert_hides("No mail can be sent");

    app.advance(60 * MINUTE);
    while app.deliveries(State::Waiting).await > 0 {
        app.run_jobs().await;
        app.advance(10 * MINUTE);
    }
    assert_eq!(app.reader().see("/ready").await.json()["mail"], json!({ "relay": "ok" }));
    desk.see("/desk").await.expect(200).assert_hides("No mail can be sent");
}

#[tokio::test]
async fn dead_mails_are_sent_again_by_cause_and_waiting_ones_cancelled() {
    let app = TestApp::start().await;
    let (moderator, admin) = (app.moderator().await, app.admin().await);
    let article = app.article().create().await;
    for _ in 0..4 {
        app.core.mailer.answer_next(Outcome::refused("after the message the relay answered 554"));
    }
    app.reader().post(&article, "First.").await;
    app.reader().post(&article, "Second.").await;
    app.run_jobs().await;
    assert_eq!(app.deliveries(State::Dead).await, 4);
    let retry = |cause: &'static str| {
        let admin = &admin;
        async move {
            let wanted = json!({ "state": "dead", "cause": cause });
            admin.post("/api/v1/deliveries/retry", &wanted).await.expect(200).json()["retried"]
                .clone()
        }
    };
    assert_eq!(retry("another").await, 0);
    assert_eq!(retry("after the message the relay answered 554").await, 4);
    app.run_jobs().await;
    assert_eq!((app.deliveries(State::Dead).await, app.deliveries(State::Sent).await), (0, 4));

    app.core.mailer.answer_next(Outcome::try_later("at RCPT the relay answered 451"));
    app.reader().post(&article, "Third.").await;
    app.run_jobs().await;
    let waiting = admin.get("/api/v1/deliveries?state=waiting").await.expect(200).items();
    let path = format!("/api/v1/deliveries/{}/cancel", waiting[0]["id"]);
    moderator.post(&path, &json!({})).await.expect(403);
    admin.post(&path, &json!({})).await.expect(204);
    admin.post(&path, &json!({})).await.expect(409);
    app.advance(24 * 60 * MINUTE);
    app.run_jobs().await;
    assert_eq!((app.deliveries(State::Waiting).await, app.deliveries(State::Sent).await), (0, 5));
}

#[tokio::test]
async fn an_attempt_whose_outcome_is_unknown_is_repeated_when_its_worker_gives_no_sign_of_life() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    app.core.mailer.answer_next(Outcome::try_later("at RCPT the relay answered 451"));
    app.reader().post(&article, "Once.").await;
    app.run_jobs().await;
    // A worker lost its lease after the relay had got the message. It lives, and awaits the answer.
    app.execute(&format!("UPDATE jobs SET run_at = {}", app.now().micros())).await;
    for _ in 0..10 {
        app.execute(&format!("UPDATE deliveries SET data_at = {}", app.now().micros())).await;
        app.run_jobs().await;
        app.advance(MINUTE);
    }
    assert!(app.mails_to(&moderator.email).is_empty(), "the relay may still accept it");
    // Then it was killed.
    app.execute(&format!("UPDATE deliveries SET data_at = {}", app.now().micros())).await;
    app.run_jobs().await;
    assert!(app.mails_to(&moderator.email).is_empty());
    app.advance(MINUTE);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&moderator.email).len(), 1);
}

#[tokio::test]
async fn a_limit_per_minute_spreads_mails_and_loses_none() {
    let app = TestApp::with(|config| {
        config.moderation.join = Duration::ZERO;
        config.mail.per_minute = 2;
    })
    .await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    for number in 0..5 {
        app.reader().post(&article, &format!("Number {number}.")).await;
    }
    for expected in [2, 4, 5] {
        app.run_jobs().await;
        assert_eq!(app.mails_to(&moderator.email).len(), expected);
        app.advance(MINUTE);
    }
}

#[tokio::test]
async fn a_mail_that_came_back_suppresses_its_address_and_a_made_up_report_does_not() {
    let app = TestApp::with(|config| {
        config.mail.return_path = Some("bounces@news.test".parse().expect("an address"));
        config.mail.reply_to = Some("The desk <desk@news.test>".parse().expect("a mailbox"));
    })
    .await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    app.reader().post(&article, "Held.").await;
    app.run_jobs().await;
    let sent = app.core.mailer.sent().pop().expect("a mail");
    assert!(
        sent.from.starts_with("bounces+") && sent.from.ends_with("@news.test"),
        "{}",
        sent.from
    );
    let mail = app.mails_to(&moderator.email).pop().expect("the mail");
    assert!(mail.header("Reply-To").contains("desk@news.test"), "{}", mail.header("Reply-To"));

    let report = |to: &str| {
        format!(
            "To: {to}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n\
             Final-Recipient: rfc822; x\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n"
        )
    };
    let take = |to: String| {
        let app = app.parts();
        async move {
            let found = rejoinder::mail::bounce::read(report(&to).as_bytes()).expect("a report");
            let (now, parts) = (app.clock.now(), app.clone());
            let work = move |conn: &mut rejoinder::db::Connection| {
                rejoinder::notify::bounces::returned(conn, &parts.vault, &found, now)
            };
            app.db.write(work).await.expect("stored")
        }
    };
    let forged = sent.from.replace("bounces+1-", "bounces+2-");
    assert_ne!(forged, sent.from);
    assert_eq!(take(forged).await, rejoinder::notify::bounces::Effect::Unknown);
    assert_eq!(app.count("suppressions", "1 = 1").await, 0);
    assert!(matches!(
        take(sent.from.to_uppercase()).await,
        rejoinder::notify::bounces::Effect::Suppressed(_)
    ));
    assert_eq!(app.count("suppressions", "reason LIKE '%5.1.1%'").await, 1);
}

#[tokio::test]
async fn an_author_is_offered_only_the_mail_that_authors_get() {
    let app = joining().await;
    let author = app.author().await;
    let mut desk = author.signed_in().await;
    let page = desk.see("/desk/account").await.expect(200);
    page.assert_shows("Comments on my own articles");
    page.assert_hides("Reports by readers");
    let none = [("frequency", "daily"), ("timezone", "")];
    desk.send("/desk/account/mail", &none).await.expect(303);
    // What was not shown stays, for a moderator that the author may become.
    let choice = author.get("/api/v1/me/mail").await.expect(200).json();
    let topics = choice["topics"].as_array().expect("topics");
    assert!(topics.contains(&json!("held")) && !topics.contains(&json!("own_articles")));
}
