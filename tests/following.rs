//! Readers follow: what they ask for with a comment, that the owner of the address confirms it first, and
//! the mails about new comments and corrections.

use std::time::Duration;

use serde_json::json;

use crate::support::app::{BASE_URL, TestApp};
use crate::support::builders::Article;
use crate::support::mails::Letter;
use crate::support::reader::{Posted, Reader};
use crate::support::staff::Staff;

/// `moderation.undo_window`, for which mails about decisions wait.
const UNDO_WINDOW: Duration = Duration::from_secs(30);
const DAY: Duration = Duration::from_secs(86_400);

/// The path of the first link of this kind in a mail: what it confirms, or its last `/mail/`.
fn link(mail: &Letter) -> String {
    let (_, rest) = mail.text.split_once("/mail/").expect("a link");
    format!("/mail/{}", rest.split_whitespace().next().expect("a token"))
}

async fn follow(app: &TestApp, reader: &Reader, article: &Article, notify: &str) -> Posted {
    let text = format!("Who pays, and when? {}", reader.name.replace(' ', "-"));
    let form = reader.form(article).await.with("text", &text).with("notify", notify);
    app.advance(Duration::from_secs(30));
    let answer = reader.send(&form).await.expect(303);
    reader.posted(&answer).await
}

/// Follows, and confirms the address.
async fn follow_confirmed(app: &TestApp, reader: &Reader, article: &Article, notify: &str) -> i64 {
    let posted = follow(app, reader, article, notify).await;
    app.run_jobs().await;
    let mails = app.mails_to(&reader.email);
    reader.press(&link(mails.last().expect("a confirmation")), &[]).await.expect(303);
    posted.id
}

async fn approve(app: &TestApp, staff: &Staff, id: i64) {
    staff.approve(id).await.expect(200);
    app.run_jobs().await;
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
}

#[tokio::test]
async fn replies_are_mailed_only_after_the_owner_of_the_address_has_confirmed() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().title("Mud").create().await);
    let (ann, bo) = (app.reader(), app.reader().named("Bo Lind"));
    let page = ann.open(&article).await;
    page.assert_shows("name=\"notify\"");
    let own = follow(&app, &ann, &article, "replies").await;
    app.run_jobs().await;
    let mails = app.mails_to(&ann.email);
    assert_eq!(mails.len(), 1, "one confirmation");
    let first = &mails[0];
    assert!(first.text.contains("“Mud”") && !first.text.contains("Who pays"), "{}", first.text);
    assert!(!first.text.contains(&ann.name), "{}", first.text);
    approve(&app, &moderator, own.id).await;
    let early = bo.reply(&article, own.id, "The harbour pays.").await.id;
    approve(&app, &moderator, early).await;
    assert_eq!(app.mails_to(&ann.email).len(), 1, "nothing before the confirmation");

    // Opening the link changes nothing.
    ann.see(&link(first)).await.expect(200);
    let page = ann.see(&link(first)).await.expect(200);
    assert_eq!(page.header("set-cookie"), "");
    ann.press(&link(first), &[]).await.expect(303);
    let late = bo.reply(&article, own.id, "And when? In May.").await.id;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), 1, "only about what is public");
    approve(&app, &moderator, late).await;
    let mails = app.mails_to(&ann.email);
    assert_eq!(mails.len(), 2);
    let mail = &mails[1];
    assert!(mail.text.contains("Bo Lind replied to your comment"), "{}", mail.text);
    assert!(mail.text.contains("> And when? In May."), "{}", mail.text);
    assert!(mail.text.contains(&format!("{BASE_URL}/comments/{late}")), "{}", mail.text);
    for header in ["list-unsubscribe", "list-id", "references", "in-reply-to"] {
        assert!(!mail.header(header).is_empty(), "{header}");
    }
    assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert_eq!(mail.header("auto-submitted"), "auto-generated");
    assert_eq!(mail.header("x-auto-response-suppress"), "All");

    // Never about an own comment, and not about a comment that does not reply.
    let self_reply = ann.reply(&article, own.id, "I have found it myself.").await.id;
    let beside = bo.post(&article, "Beside the point.").await.id;
    approve(&app, &moderator, self_reply).await;
    approve(&app, &moderator, beside).await;
    assert_eq!(app.mails_to(&ann.email).len(), 2);

    // One subject and one reference for all that is new there.
    let third = bo.reply(&article, own.id, "In June, perhaps.").await.id;
    approve(&app, &moderator, third).await;
    let mails = app.mails_to(&ann.email);
    assert_eq!(mails.len(), 3);
    assert_eq!(mails[2].header("references"), mail.header("references"));
    assert_eq!(mails[2].subject, mail.subject);
    assert_ne!(mails[2].message_id, mail.message_id);
}

#[tokio::test]
async fn ten_thousand_requests_for_one_address_are_one_mail() {
    let app = TestApp::with(|config| {
        config.comments.min_interval = Duration::ZERO;
    })
    .await;
    let article = app.article().create().await;
    // As many as a test has time for; each from a network of its own, in every spelling.
    for number in 0..120 {
        let network = format!("10.{}.{}.9", number / 200 + 1, number % 200);
        let tag = if number % 2 == 0 { String::new() } else { format!("+{number}") };
        let body = json!({
            "text": format!("Number {number}."), "name": "Eve", "notify": "article",
            "email": format!("victim{tag}@mail.test"),
        });
        app.reader().at(&network).post_json(&article, &body).await.expect(202);
        if number % 40 == 0 {
            app.run_jobs().await;
        }
    }
    app.run_jobs().await;
    let sent = app.mails().into_iter().filter(|mail| mail.to.starts_with("victim")).count();
    assert_eq!(sent, 1);
    app.advance(DAY + Duration::from_secs(1));
    app.run_jobs().await;
    let body = json!({
        "text": "One more.", "name": "Eve", "notify": "replies", "email": "victim@mail.test",
    });
    app.reader().post_json(&article, &body).await.expect(202);
    app.run_jobs().await;
    let sent = app.mails().into_iter().filter(|mail| mail.to.starts_with("victim")).count();
    assert_eq!(sent, 2, "one on another day");
}

#[tokio::test]
async fn a_confirmation_activates_no_request_of_a_stranger() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let mine = app.article().title("Mine").create().await;
    let theirs = app.article().title("Not mine").create().await;
    let ann = app.reader();
    let stranger = app.reader().with_email(&ann.email);
    follow_confirmed(&app, &ann, &mine, "article").await;
    follow(&app, &stranger, &theirs, "article").await;
    app.run_jobs().await;
    let before = app.mails_to(&ann.email).len();
    let bo = app.reader();
    for article in [&theirs, &mine] {
        let id = bo.post(article, "Something new.").await.id;
        approve(&app, &moderator, id).await;
    }
    let mails = app.mails_to(&ann.email);
    assert_eq!(mails.len(), before + 1, "only what Ann asked for");
    assert!(mails[before].subject.contains("“Mine”"), "{}", mails[before].subject);
}

#[tokio::test]
async fn an_approval_and_the_reply_with_it_are_one_mail() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().create().await);
    let ann = app.reader();
    let id = follow_confirmed(&app, &ann, &article, "replies").await;
    let before = app.mails_to(&ann.email).len();
    let version = moderator.comment(id).await["version"].clone();
    let body = json!({ "decision": "approve", "version": version, "reply": "We have asked." });
    moderator.post(&format!("/api/v1/comments/{id}/decisions"), &body).await.expect(200);
    app.run_jobs().await;
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    let mails = app.mails_to(&ann.email);
    assert_eq!(
        mails.len(),
        before + 1,
        "{:?}",
        mails.iter().map(|it| &it.subject).collect::<Vec<_>>()
    );
    let mail = &mails[before];
    assert!(mail.text.contains("has been published"), "{}", mail.text);
    assert!(mail.text.contains("> We have asked."), "{}", mail.text);
    app.advance(Duration::from_secs(60));
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), before + 1);
}

#[tokio::test]
async fn what_is_no_longer_public_is_not_mailed() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().create().await);
    let (ann, bo) = (app.reader(), app.reader());
    follow_confirmed(&app, &ann, &article, "article").await;
    let before = app.mails_to(&ann.email).len();
    let id = bo.post(&article, "A slip.").await.id;
    moderator.approve(id).await.expect(200);
    app.advance(UNDO_WINDOW);
    moderator.reject(id).await.expect(200);
    app.run_jobs().await;
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), before);
}

#[tokio::test]
async fn a_correction_is_mailed_to_those_who_commented() {
    let app = TestApp::start().await;
    let (editor, article) = (app.editor().await, app.article().title("Mud").create().await);
    let (ann, bo) = (app.reader(), app.reader());
    let id = follow_confirmed(&app, &ann, &article, "replies").await;
    approve(&app, &editor, id).await;
    let id = bo.post(&article, "I have not confirmed.").await.id;
    approve(&app, &editor, id).await;
    let before = app.mails_to(&ann.email).len();
    let body = json!({ "correction": "310,000, not 301,000.", "version": article.version });
    editor.patch(&format!("/api/v1/articles/{}", article.id), &body).await.expect(200);
    app.run_jobs().await;
    let mails = app.mails_to(&ann.email);
    assert_eq!(mails.len(), before + 1);
    assert!(mails[before].text.contains("310,000, not 301,000."), "{}", mails[before].text);
    assert!(app.mails_to(&bo.email).is_empty());
}

/// The path of the page on which a reader chooses mails: the last link of a mail before its end.
fn preferences(mail: &Letter) -> String {
    let body = mail.text.split("-- \n").next().expect("a body");
    let (_, rest) = body.rsplit_once("/mail/").expect("a link");
    format!("/mail/{}", rest.split_whitespace().next().expect("a token"))
}

/// The path in the header for unsubscribing.
fn one_click(mail: &Letter) -> String {
    let url = mail.header("list-unsubscribe").trim_matches(['<', '>']);
    url.strip_prefix(BASE_URL).expect("a URL of this site").to_owned()
}

#[tokio::test]
async fn one_click_ends_all_mail_without_cookie_and_at_once() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().create().await);
    let (ann, bo) = (app.reader(), app.reader());
    follow_confirmed(&app, &ann, &article, "article").await;
    let id = bo.post(&article, "Something new.").await.id;
    approve(&app, &moderator, id).await;
    let mails = app.mails_to(&ann.email);
    let mail = mails.last().expect("a mail");
    // Planned, and then unsubscribed before it is sent.
    let late = bo.post(&article, "Too late.").await.id;
    moderator.approve(late).await.expect(200);
    let request = app.request(reqwest::Method::POST, &one_click(mail));
    let request = request.form(&[("List-Unsubscribe", "One-Click")]);
    let answer = crate::support::answer::Answer::to(request).await.expect(200);
    assert_eq!(answer.header("set-cookie"), "");
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), mails.len());

    // A stranger cannot start it again; the owner can.
    let stranger = app.reader().with_email(&ann.email);
    follow(&app, &stranger, &article, "article").await;
    app.advance(DAY);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), mails.len());
    let page = preferences(mail);
    ann.see(&page).await.expect(200).assert_shows("value=\"resume\"");
    ann.press(&page, &[("do", "resume")]).await.expect(303);
    let id = bo.post(&article, "Here again.").await.id;
    approve(&app, &moderator, id).await;
    assert!(app.mails_to(&ann.email).len() > mails.len());
}

#[tokio::test]
async fn a_reader_chooses_what_and_how_often_and_gets_one_mail_for_a_day() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let (mud, quay) =
        (app.article().title("Mud").create().await, app.article().title("Quay").create().await);
    let (ann, bo) = (app.reader(), app.reader());
    let own = follow_confirmed(&app, &ann, &mud, "article").await;
    approve(&app, &moderator, own).await;
    let mails = app.mails_to(&ann.email);
    let page = preferences(mails.last().expect("a mail about the decision"));
    ann.see(&page).await.expect(200).assert_shows("Mud");
    let article = format!("article-{}", mud.id);
    let daily = [("do", "save"), ("frequency", "daily"), (article.as_str(), "article")];
    ann.press(&page, &daily).await.expect(303);
    for number in 0..3 {
        let id = bo.post(&mud, &format!("News {number}.")).await.id;
        approve(&app, &moderator, id).await;
    }
    let other = bo.post(&quay, "Not followed.").await.id;
    approve(&app, &moderator, other).await;
    assert_eq!(app.mails_to(&ann.email).len(), mails.len(), "nothing before the morning");
    app.advance(DAY);
    app.run_jobs().await;
    let after = app.mails_to(&ann.email);
    assert_eq!(after.len(), mails.len() + 1, "one mail for all");
    let digest = after.last().expect("a digest");
    for number in 0..3 {
        assert!(digest.text.contains(&format!("> News {number}.")), "{}", digest.text);
    }
    assert!(!digest.text.contains("Not followed"), "{}", digest.text);

    // Off: nothing more, and no mail about decisions, which was not ticked.
    let off = [("do", "save"), ("frequency", "at_once"), (article.as_str(), "none")];
    ann.press(&page, &off).await.expect(303);
    let id = bo.post(&mud, "Unread.").await.id;
    approve(&app, &moderator, id).await;
    let id = ann.post(&mud, "My second one.").await.id;
    approve(&app, &moderator, id).await;
    assert_eq!(app.mails_to(&ann.email).len(), after.len());
    let wrong = [("do", "save"), ("frequency", "never")];
    ann.press(&page, &wrong).await.expect(422);
}

#[tokio::test]
async fn a_reader_sees_takes_along_and_erases_what_is_stored() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().title("Mud").create().await);
    let ann = app.reader().named("Ann Bell");
    let id = follow_confirmed(&app, &ann, &article, "article").await;
    approve(&app, &moderator, id).await;
    let held = ann.post(&article, "This one waits.").await.id;
    app.run_jobs().await;
    let page = preferences(app.mails_to(&ann.email).last().expect("a mail"));
    let shown = ann.see(&format!("{page}?view=data")).await.expect(200);
    for words in [ann.email.as_str(), "Ann Bell", "This one waits.", "Mud"] {
        shown.assert_shows(words);
    }
    let file = ann.see(&format!("{page}?view=json")).await.expect(200);
    assert!(file.header("content-disposition").starts_with("attachment"));
    let file = file.json();
    assert_eq!(file["address"], ann.email.as_str());
    assert_eq!(file["comments"].as_array().map(Vec::len), Some(2), "{file}");

    // Not by mistake.
    ann.press(&page, &[("do", "erase"), ("texts", "keep")]).await.expect(422);
    let erase = [("do", "erase"), ("texts", "keep"), ("sure", "yes")];
    let receipt = ann.press(&page, &erase).await.expect(200);
    receipt.assert_shows("2, kept without a name");
    assert!(!receipt.text().contains(&ann.email), "{}", receipt.text());
    assert_eq!(app.count("readers", "TRUE").await, 0);
    for table in ["subscriptions", "notices", "address_links"] {
        assert_eq!(app.count(table, "TRUE").await, 0, "{table}");
    }
    assert_eq!(app.count("deliveries", "reader_id IS NOT NULL").await, 0);
    let public = app.reader().open(&article).await;
    public.assert_shows("Anonymous");
    public.assert_hides("Ann Bell");
    assert_eq!(moderator.status_of(held).await, "pending", "what waits stays");
    ann.see(&page).await.expect(200).assert_shows("Nothing is stored about this address");
    app.run_jobs().await;
}

#[tokio::test]
async fn an_erased_person_does_not_come_back_with_an_older_backup() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().create().await);
    let ann = app.reader();
    let id = follow_confirmed(&app, &ann, &article, "article").await;
    approve(&app, &moderator, id).await;
    let page = preferences(app.mails_to(&ann.email).last().expect("a mail"));
    // The backup: what the database has before the erasure.
    let copy = "CREATE TABLE backup_of_readers AS SELECT * FROM readers";
    app.execute(copy).await;
    let erase = [("do", "erase"), ("texts", "remove"), ("sure", "yes")];
    ann.press(&page, &erase).await.expect(200).assert_shows("1, deleted");
    assert_eq!(moderator.status_of(id).await, "deleted");
    app.execute("INSERT INTO readers SELECT * FROM backup_of_readers").await;
    app.execute("DROP TABLE backup_of_readers").await;
    assert_eq!(app.count("readers", "TRUE").await, 1);
    let erased = rejoinder::readers::erasing::apply_tombstones(&app.parts()).await;
    assert_eq!(erased.expect("the list can be read"), 1);
    assert_eq!(app.count("readers", "TRUE").await, 0);
    // A person who comes back later is a new one.
    app.advance(DAY);
    ann.post(&article, "I am here again.").await;
    let erased = rejoinder::readers::erasing::apply_tombstones(&app.parts()).await;
    assert_eq!(erased.expect("the list can be read"), 0);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_author_deletes_an_own_comment_by_its_private_page() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().create().await);
    let ann = app.reader();
    let posted = ann.post(&article, "I regret this.").await;
    approve(&app, &moderator, posted.id).await;
    ann.open(&article).await.assert_shows("I regret this.");
    ann.press(&format!("{}/delete", posted.location), &[]).await.expect(422);
    let sure = [("sure", "yes")];
    ann.press(&format!("{}/delete", posted.location), &sure).await.expect(303);
    ann.open(&article).await.assert_hides("I regret this.");
    assert_eq!(moderator.status_of(posted.id).await, "deleted");
    app.advance(UNDO_WINDOW);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_editor_exports_and_erases_on_request_and_both_are_logged() {
    use rejoinder::audit::model::Act;
    let app = TestApp::start().await;
    let (editor, article) = (app.editor().await, app.article().create().await);
    let ann = app.reader();
    let id = ann.post(&article, "Please remove me.").await.id;
    let key = editor.comment(id).await["author"].as_str().expect("a key").to_owned();
    let mut desk = editor.signed_in().await;
    let page = format!("/desk/readers/{key}");
    desk.see(&page).await.expect(200);
    let file = desk.send(&format!("{page}/data"), &[]).await.expect(200).json();
    assert_eq!(file["address"], ann.email.as_str());
    assert_eq!(app.logged(Act::Export).await, 1);
    desk.send(&format!("{page}/erase"), &[("texts", "remove")]).await.expect(422);
    let erase = [("texts", "remove"), ("sure", "yes")];
    desk.send(&format!("{page}/erase"), &erase).await.expect(303);
    assert_eq!(app.logged(Act::EraseReader).await, 1);
    assert_eq!(app.count("readers", "TRUE").await, 0);
    let mut moderator = app.moderator().await.signed_in().await;
    moderator.send(&format!("{page}/data"), &[]).await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn what_was_kept_long_enough_is_removed_and_nothing_that_waits() {
    use rejoinder::maintenance::retention;
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().create().await);
    let (ann, bo) = (app.reader(), app.reader());
    follow(&app, &ann, &article, "replies").await;
    let spam = bo.post(&article, "Buy now.").await.id;
    moderator.decide(spam, "spam").await.expect(200);
    let held = bo.post(&article, "Still waiting.").await.id;
    app.run_jobs().await;
    app.advance(DAY * 91);
    let next = retention::preview(&app.parts()).await.expect("counted");
    assert_eq!((next.unconfirmed_subscriptions, next.refused_comments), (1, 1), "{next:?}");
    let removed = retention::run(&app.parts()).await.expect("removed");
    assert_eq!(
        (removed.unconfirmed_subscriptions, removed.refused_comments),
        (1, 1),
        "{removed:?}"
    );
    // The token of before has expired.
    let moderator = app.moderator().await;
    assert_eq!(moderator.status_of(spam).await, "deleted");
    assert_eq!(moderator.status_of(held).await, "pending");
    let next = retention::preview(&app.parts()).await.expect("counted");
    assert_eq!(next, retention::Outdated::default());
    app.run_jobs().await;
}

#[tokio::test]
async fn the_privacy_page_says_what_is_in_force() {
    let app = TestApp::with(|config| {
        config.retention.refused_days = 45;
        config.comments.network_days = 12;
    })
    .await;
    let page = app.reader().see("/privacy").await.expect(200);
    for words in ["45 days", "The beginning: 12 days. The code:", "Who sees it"] {
        page.assert_shows(words);
    }
    page.assert_hides("Akismet");
}
