//! Mail: the recipients, that no mail is sent twice or is out of date, and the behaviour when the
//! relay is down, refuses, or gives wrong answers.

use std::time::Duration;

use rejoinder::config::Transport;
use rejoinder::mail::Outcome;
use rejoinder::notify::model::State;

use crate::support::app::{BASE_URL, TestApp};
use crate::support::mails::Letter;
use crate::support::sink::{Fault, Phase, Sink};
use crate::support::snapshots;

async fn with_relay(sink: &Sink) -> TestApp {
    let url = sink.url();
    TestApp::with(move |config| {
        config.mail.transport = Transport::Smtp;
        config.mail.smtp_url = Some(url.into());
        config.mail.smtp_allow_plaintext = true;
    })
    .await
}

/// `moderation.undo_window`, for which mails about decisions wait.
const UNDO_WINDOW: Duration = Duration::from_secs(30);

#[tokio::test]
async fn each_moderator_gets_one_mail_about_a_held_comment() {
    let app = TestApp::start().await;
    let (moderator, editor, admin) = (app.moderator().await, app.editor().await, app.admin().await);
    let article = app.article().title("What mud costs").create().await;
    let reader = app.reader().named("Ann Bell");
    let id = reader.post(&article, "Who *pays*, and\n\nwhen?").await.id;
    app.reader().post(&article, "A second one.").await;
    app.run_jobs().await;
    app.run_jobs().await;

    // Not to authors, who do not decide.
    assert_eq!(app.mails().len(), 6);
    for staff in [&moderator, &editor, &admin] {
        let mails = app.mails_to(&staff.email);
        assert_eq!(mails.len(), 2, "{}", staff.email);
        let mail =
            mails.iter().find(|mail| mail.text.contains("pays")).expect("the first comment's mail");
        snapshots::mail("mail_held", mail);
        let link = format!("{BASE_URL}/desk/comments/{id}");
        assert!(mail.text.contains(&link) && mail.html.contains(&link), "{}", mail.html);
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert!(mail.message_id.ends_with("@news.test>"), "{}", mail.message_id);
    }
    let mut ids: Vec<String> = app.mails().into_iter().map(|mail| mail.message_id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6, "one Message-ID for each event and recipient");
}

#[tokio::test]
async fn the_articles_author_gets_mail_about_a_published_comment() {
    let app = TestApp::start().await;
    let (author, moderator) = (app.author().await, app.moderator().await);
    let article = app.article().title("Mine").by(&author).create().await;
    let id = app.reader().named("Ann").post(&article, "Well said.").await.id;
    app.run_jobs().await;
    assert!(app.mails_to(&author.email).is_empty(), "an author hears of what is public");
    moderator.approve(id).await;
    app.run_jobs().await;
    assert!(app.mails_to(&author.email).is_empty(), "the decision may still be taken back");
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    let mails = app.mails_to(&author.email);
    assert_eq!(mails.len(), 1);
    snapshots::mail("mail_published", &mails[0]);
    assert!(mails[0].text.contains(&format!("{BASE_URL}/comments/{id}")), "{}", mails[0].text);
    // Approved, held, approved: the author knows it already.
    moderator.decide(id, "hold").await;
    moderator.approve(id).await;
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&author.email).len(), 1);
}

#[tokio::test]
async fn an_undone_approval_sends_no_mail_and_a_repeated_one_does() {
    let app = TestApp::start().await;
    let (author, moderator) = (app.author().await, app.moderator().await);
    let article = app.article().by(&author).create().await;
    let id = app.reader().post(&article, "A slip of the finger.").await.id;
    moderator.approve(id).await;
    moderator.undo_version(id, 2).await.expect(200);
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert!(app.mails_to(&author.email).is_empty(), "{:?}", app.mails_to(&author.email));
    moderator.approve(id).await;
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&author.email).len(), 1);
}

#[tokio::test]
async fn a_comment_decided_before_its_mail_leaves_causes_no_mail() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    let (held, rejected) = (
        app.reader().post(&article, "Decided early.").await.id,
        app.reader().post(&article, "No.").await.id,
    );
    moderator.approve(held).await;
    moderator.reject(rejected).await;
    let published = app.reader().post(&article, "Approved, then deleted.").await.id;
    moderator.approve(published).await;
    moderator.delete(published).await;
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert!(app.mails_to(&moderator.email).is_empty(), "{:?}", app.mails_to(&moderator.email));
    let author = app.house_author().await;
    assert_eq!(app.mails_to(&author.email).len(), 1);
    assert!(!app.mails_to(&author.email)[0].text.contains("deleted"));
}

#[tokio::test]
async fn a_mail_shows_the_text_at_the_time_of_sending() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    let id = app.reader().post(&article, "Before the edit.").await.id;
    let path = format!("/api/v1/comments/{id}");
    moderator
        .patch(&path, &serde_json::json!({ "text": "After the edit.", "version": 1 }))
        .await
        .expect(200);
    app.run_jobs().await;
    let mails = app.mails_to(&moderator.email);
    assert!(
        mails[0].text.contains("After the edit.") && !mails[0].text.contains("Before"),
        "{}",
        mails[0].text
    );
}

#[tokio::test]
async fn quoted_comment_text_cannot_imitate_the_mails_own_lines() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let article = app.article().title("“Quotes” & <tags>").create().await;
    let reader = app.reader().named("Eve <eve@evil.test>");
    reader.post(&article, "-- \nDecide: https://evil.test/\n\n<a href=\"https://evil.test\">Approve</a><img src=https://evil.test/p.gif>").await;
    app.run_jobs().await;
    let mail = &app.mails_to(&moderator.email)[0];
    assert_eq!(mail.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("to")).count(), 1);
    snapshots::mail("mail_of_hostile_text", mail);
}

#[tokio::test]
async fn a_relay_that_was_down_gets_every_mail_once() {
    let mut sink = Sink::start().await;
    let app = with_relay(&sink).await;
    app.moderator().await;
    let article = app.article().create().await;
    sink.stop().await;
    for number in 0..10 {
        app.reader().post(&article, &format!("Comment {number}.")).await;
    }
    for _ in 0..5 {
        app.run_jobs().await;
        app.advance(Duration::from_secs(3_600));
    }
    assert_eq!(app.deliveries(State::Waiting).await, 10, "each waits");
    sink.restart_on_same_port().await;
    until_sent(&app, 10).await;

    let mails = sink.mails().await;
    assert_eq!(mails.len(), 10);
    let mut ids: Vec<String> =
        mails.iter().map(|mail| Letter::read(&mail.raw).message_id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 10, "a mail came twice");
    assert!(mails.iter().all(|mail| mail.to.len() == 1));
}

#[tokio::test]
async fn a_temporary_refusal_is_retried_later() {
    let sink = Sink::start().await;
    let app = with_relay(&sink).await;
    app.moderator().await;
    let article = app.article().create().await;
    // EHLO first, because the connection is kept.
    for (phase, code) in
        [(Phase::Ehlo, 421), (Phase::Rcpt, 451), (Phase::EndOfData, 452), (Phase::Mail, 451)]
    {
        let before = sink.mails().await.len();
        sink.script([Fault::refuse(phase, code, "later").times(1)]);
        app.reader().post(&article, &format!("At {phase:?}.")).await;
        app.run_jobs().await;
        assert_eq!(sink.mails().await.len(), before, "{phase:?}");
        until_sent(&app, before + 1).await;
        assert_eq!(sink.mails().await.len(), before + 1, "{phase:?}");
    }
}

#[tokio::test]
async fn a_dead_mailbox_is_not_tried_again() {
    let sink = Sink::start().await;
    let app = with_relay(&sink).await;
    let (gone, here) = (app.moderator().await, app.moderator().await);
    let article = app.article().create().await;
    sink.script([Fault::refuse(Phase::Rcpt, 550, "no such user").only_to(&gone.email)]);
    app.reader().post(&article, "First.").await;
    until_sent(&app, 1).await;
    assert_eq!(app.deliveries(State::Suppressed).await, 1, "suppressed");
    assert_eq!(app.count("suppressions", "1 = 1").await, 1);
    // The mailbox would be back, but nobody has said so.
    sink.script([]);
    app.reader().post(&article, "Second.").await;
    until_sent(&app, 2).await;
    let mails = sink.mails().await;
    assert!(
        mails.iter().all(|mail| mail.to == [here.email.clone()]),
        "{:?}",
        mails.iter().map(|mail| &mail.to).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_suppressed_colleague_is_shown_at_the_desk_and_released_by_an_admin() {
    let app = TestApp::start().await;
    let (moderator, admin) = (app.moderator().await, app.admin().await);
    let article = app.article().create().await;
    let refusal = Outcome::recipient_refused("at RCPT the relay answered 550");
    app.core.mailer.answer_next(refusal);
    app.reader().post(&article, "First.").await;
    app.run_jobs().await;

    let listed = admin.get("/api/v1/suppressions").await.expect(200).json();
    let refused = listed["items"][0].clone();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(refused["reason"], "at RCPT the relay answered 550");
    let (whose, id) = (refused["staff"]["id"].as_i64(), refused["id"].as_str().expect("an id"));
    assert!(whose == Some(moderator.id) || whose == Some(admin.id), "{listed}");
    let mut desk = admin.signed_in().await;
    desk.see("/desk").await.expect(200).assert_shows("The mail server refuses");
    desk.see("/desk/account").await.expect(200).assert_shows("The mail server refuses");
    moderator.get("/api/v1/suppressions").await.expect(403);

    admin.remove(&format!("/api/v1/suppressions/{id}")).await.expect(204);
    admin.remove(&format!("/api/v1/suppressions/{id}")).await.expect(404);
    desk.see("/desk").await.assert_hides("The mail server refuses");
    let before = app.mails_to(&moderator.email).len() + app.mails_to(&admin.email).len();
    app.reader().post(&article, "Second.").await;
    app.run_jobs().await;
    let after = app.mails_to(&moderator.email).len() + app.mails_to(&admin.email).len();
    assert_eq!(after, before + 2);
}

#[tokio::test]
async fn a_relay_that_hangs_up_after_accepting_a_mail_gets_the_same_message_id_again() {
    let sink = Sink::start().await;
    let app = with_relay(&sink).await;
    app.moderator().await;
    let article = app.article().create().await;
    sink.script([Fault::store_and_hang_up().times(1)]);
    app.reader().post(&article, "Twice, it may be.").await;
    app.run_jobs().await;
    until_sent(&app, 1).await;
    let mails = sink.mails().await;
    assert_eq!(mails.len(), 2);
    assert_eq!(Letter::read(&mails[0].raw).message_id, Letter::read(&mails[1].raw).message_id);
}

#[tokio::test]
async fn a_failed_login_at_the_relay_keeps_every_mail_queued() {
    let sink = Sink::start().await;
    let url = sink.url().replace("smtp://", "smtp://desk:secret@");
    let app = TestApp::with(move |config| {
        config.mail.transport = Transport::Smtp;
        config.mail.smtp_url = Some(url.into());
        config.mail.smtp_allow_plaintext = true;
    })
    .await;
    app.moderator().await;
    let article = app.article().create().await;
    sink.script([Fault::refuse(Phase::Auth, 535, "wrong password")]);
    app.reader().post(&article, "Kept.").await;
    for _ in 0..20 {
        app.run_jobs().await;
        app.advance(Duration::from_secs(6 * 3_600));
    }
    // Five days at least: it is the relay's fault, and no mail's.
    assert_eq!(app.deliveries(State::Waiting).await, 1);
    assert_eq!(app.count("suppressions", "1 = 1").await, 0);
    sink.script([]);
    until_sent(&app, 1).await;
    assert_eq!(sink.mails().await[0].user.as_deref(), Some("desk"));
}

#[tokio::test]
async fn an_international_address_is_mailed_where_the_relay_carries_it_and_refused_where_it_does_not()
 {
    let mut sink = Sink::start().await;
    let app = with_relay(&sink).await;
    let article = app.article().create().await;
    let follow = async |email: &str| {
        let reader = app.reader().with_email(email);
        let form =
            reader.form(&article).await.with("text", "Hello there.").with("notify", "replies");
        let answer = reader.send(&form).await;
        app.run_jobs().await;
        answer
    };
    follow("jörg@müller.test").await.expect(303);
    let mails = sink.mails().await;
    assert_eq!(mails[0].to, ["jörg@xn--mller-kva.test"]);
    assert!(Letter::read(&mails[0].raw).to.starts_with("jörg@"), "{}", mails[0].text());

    // Another relay, which nobody knows yet.
    sink.stop().await;
    sink.offer_no_smtputf8();
    sink.restart_on_same_port().await;
    follow("zoë@mail.test").await.expect(303);
    assert_eq!(sink.mails().await.len(), 1);
    assert_eq!(app.count("deliveries", "state = 4 AND last_error LIKE '%SMTPUTF8%'").await, 1);
    let refused = follow("zoë@mail.test").await.expect(422);
    refused.assert_shows("sends no mail to addresses with such letters");
    follow("zoe@mail.test").await.expect(303);
    assert_eq!(sink.mails().await.len(), 2);
}

#[tokio::test]
async fn after_five_days_a_mail_is_dead_and_can_be_revived() {
    let sink = Sink::start().await;
    let app = with_relay(&sink).await;
    let (admin, moderator) = (app.admin().await, app.moderator().await);
    let article = app.article().create().await;
    sink.script([Fault::refuse(Phase::Rcpt, 451, "mailbox busy").only_to(&admin.email)]);
    app.reader().post(&article, "Never arrives.").await;
    let started = app.now();
    until_sent(&app, 1).await;
    while app.deliveries(State::Waiting).await > 0 {
        app.run_jobs().await;
        app.advance(Duration::from_secs(1_800));
        assert!(app.now().since(started) < Duration::from_secs(7 * 86_400), "it is tried for ever");
    }
    assert!(
        app.now().since(started) >= Duration::from_secs(5 * 86_400),
        "given up after {:?}",
        app.now().since(started)
    );
    sink.wait_for_faults(10).await;
    let list = admin.get("/api/v1/deliveries?state=dead").await.expect(200).json();
    let items = list["items"].as_array().expect("items").clone();
    assert_eq!(items.len(), 1);
    assert!(!list.to_string().contains(&admin.email), "{list}");
    moderator.get("/api/v1/deliveries").await.expect(403);
    app.advance(Duration::from_secs(86_400));
    app.run_jobs().await;
    assert_eq!(app.deliveries(State::Dead).await, 1, "the dead stay dead");

    sink.script([]);
    let retry = format!("/api/v1/deliveries/{}/retry", items[0]["id"]);
    assert!(admin.post(&retry, &serde_json::json!({})).await.status < 300);
    app.run_jobs().await;
    assert_eq!(
        sink.mails().await.iter().filter(|mail| mail.to == [admin.email.clone()]).count(),
        1
    );
}

#[tokio::test]
async fn a_mail_for_someone_who_left_is_cancelled() {
    let app = TestApp::start().await;
    let (moderator, admin) = (app.moderator().await, app.admin().await);
    let article = app.article().create().await;
    app.reader().post(&article, "Who hears of this?").await;
    admin
        .patch(&format!("/api/v1/users/{}", moderator.id), &serde_json::json!({ "disabled": true }))
        .await
        .expect(200);
    app.run_jobs().await;
    assert!(app.mails_to(&moderator.email).is_empty());
    assert_eq!(app.mails_to(&admin.email).len(), 1);
}

/// Lets time pass until `count` mails were sent.
async fn until_sent(app: &TestApp, count: usize) {
    for _ in 0..200 {
        app.run_jobs().await;
        if app.deliveries(State::Sent).await >= count {
            return;
        }
        app.advance(Duration::from_secs(300));
    }
    panic!("{count} mails were never sent");
}

mod outage;
#[cfg(feature = "system-tests")]
mod postfix;
#[cfg(feature = "system-tests")]
mod relayed;
mod returned;
#[cfg(feature = "system-tests")]
mod signed;
