//! People: invitations, new passwords by mail, and what admins do with accounts.

use std::time::Duration;

use rejoinder::audit::model::Act;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::mails::Letter;
use crate::support::snapshots;
use crate::support::staff::{Desk, Staff};

const QUARTER: Duration = Duration::from_secs(15 * 60);

/// The path of the link in a mail.
fn link(letter: &Letter, place: &str) -> String {
    let at = letter.text.find(place).unwrap_or_else(|| panic!("{place}: {}", letter.text));
    letter.text[at..].split_whitespace().next().expect("a link").to_owned()
}

/// A browser of nobody.
async fn stranger(admin: &Staff) -> Desk {
    admin.at_sign_in().await
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_that_nobody_else_knows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut desk = admin.signed_in().await;
    desk.see("/desk/people").await.expect(200);
    let form = [("email", "kim@desk.test"), ("name", "Kim Osei"), ("role", "editor")];
    let sent = desk.send("/desk/people/invitations", &form).await.expect(303);
    assert_eq!(sent.location(), "/desk/people?done=invited");
    // Once is enough.
    let again = desk.send("/desk/people/invitations", &form).await.expect(409);
    assert!(again.shows("has an invitation already") && again.shows("value=\"Kim Osei\""));
    app.run_jobs().await;
    let letters = app.mails_to("kim@desk.test");
    assert_eq!(letters.len(), 1);
    snapshots::mail("mail_invitation", &letters[0]);
    let path = link(&letters[0], "/desk/invitation/");

    let mut kim = stranger(&admin).await;
    let page = kim.see(&path).await.expect(200);
    assert!(
        page.shows("Editor") && page.shows("value=\"Kim Osei\"") && page.shows("kim@desk.test")
    );
    let short = kim.send(&path, &[("name", "Kim Osei"), ("password", "short")]).await.expect(422);
    assert!(short.shows("password-error"));
    let words = [("name", "Kim O. Osei"), ("password", "nine calm lanterns drift")];
    let accepted = kim.send(&path, &words).await.expect(303);
    assert_eq!(accepted.location(), "/desk");
    assert!(kim.see("/desk/account").await.expect(200).shows("Kim O. Osei"));
    // The link works once.
    let mut late = stranger(&admin).await;
    assert!(late.see(&path).await.expect(410).shows("no longer works"));
    let users = admin.get("/api/v1/users").await.expect(200).json();
    let user = users["items"].as_array().expect("users").last().expect("the newest").clone();
    assert_eq!((&user["role"], &user["email"]), (&json!("editor"), &json!("kim@desk.test")));
    assert!(!user["signed_in_at"].is_null());
    assert_eq!(admin.get("/api/v1/invitations").await.expect(200).json()["items"], json!([]));
    let duplicate = json!({ "email": "kim@desk.test", "name": "Kim", "role": "author" });
    admin.post("/api/v1/invitations", &duplicate).await.expect(409);
    assert_eq!(app.logged(Act::Invite).await, 1);
}

#[tokio::test]
async fn a_new_link_ends_the_older_one_and_a_revoked_or_old_link_is_dead() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let wish = json!({ "email": "bo@desk.test", "name": "Bo Lind", "role": "author" });
    let invited = admin.post("/api/v1/invitations", &wish).await.expect(201).json();
    let path = format!("/api/v1/invitations/{}", invited["id"]);
    app.run_jobs().await;
    admin.post(&format!("{path}/resend"), &json!({})).await.expect(429);
    app.advance(QUARTER);
    admin.post(&format!("{path}/resend"), &json!({})).await.expect(200);
    app.run_jobs().await;
    let letters = app.mails_to("bo@desk.test");
    let [first, second] = [0, 1].map(|at| link(&letters[at], "/desk/invitation/"));
    let mut bo = stranger(&admin).await;
    bo.see(&first).await.expect(410);
    bo.see(&second).await.expect(200);
    app.advance(Duration::from_secs(8 * 86_400));
    bo.see(&second).await.expect(410);
    admin.post(&format!("{path}/resend"), &json!({})).await.expect(200);
    app.run_jobs().await;
    let third = link(&app.mails_to("bo@desk.test")[2], "/desk/invitation/");
    bo.see(&third).await.expect(200);
    admin.remove(&path).await.expect(204);
    bo.see(&third).await.expect(410);
    admin.remove(&path).await.expect(404);
    // A mail that waits when the invitation is revoked is not sent.
    let invited = admin.post("/api/v1/invitations", &wish).await.expect(201).json();
    admin.remove(&format!("/api/v1/invitations/{}", invited["id"])).await.expect(204);
    app.run_jobs().await;
    assert_eq!(app.mails_to("bo@desk.test").len(), 3);
    app.editor().await.post("/api/v1/invitations", &wish).await.expect(403);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_mailed_link() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let mut elsewhere = editor.signed_in().await;
    let mut visitor = stranger(&editor).await;
    assert!(visitor.see("/desk/login").await.expect(200).shows("/desk/password"));
    visitor.see("/desk/password").await.expect(200);
    let known = visitor.send("/desk/password", &[("email", &editor.email)]).await.expect(200);
    visitor.see("/desk/password").await.expect(200);
    let unknown = visitor.send("/desk/password", &[("email", "no@desk.test")]).await.expect(200);
    assert_eq!(known.text(), unknown.text(), "the answer must not tell who has an account");
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 1);
    // At most one mail in a quarter of an hour.
    visitor.see("/desk/password").await.expect(200);
    visitor.send("/desk/password", &[("email", &editor.email)]).await.expect(200);
    app.run_jobs().await;
    let letters = app.mails_to(&editor.email);
    assert_eq!(letters.len(), 1);
    snapshots::mail("mail_new_password", &letters[0]);
    let path = link(&letters[0], "/desk/password/");

    visitor.see(&path).await.expect(200);
    let wrong = visitor.send(&path, &[("password", "password")]).await.expect(422);
    assert!(wrong.shows("password-error"));
    visitor.send(&path, &[("password", "nine calm lanterns drift")]).await.expect(303);
    visitor.see("/desk/account").await.expect(200);
    // All other sessions have ended, and the link works once.
    elsewhere.see("/desk/account").await.expect(303);
    let mut again = stranger(&editor).await;
    again.see(&path).await.expect(410);
    again.see("/desk/login").await.expect(200);
    again.sign_in(&editor.email, &editor.password).await.expect(403);
    again.sign_in(&editor.email, "nine calm lanterns drift").await.expect(303);
    assert_eq!((app.logged(Act::RequestPassword).await, app.logged(Act::Password).await), (1, 1));
}

#[tokio::test]
async fn a_link_for_a_new_password_ends_after_an_hour_and_with_the_account() {
    let app = TestApp::start().await;
    let (admin, editor) = (app.admin().await, app.editor().await);
    let mut visitor = stranger(&editor).await;
    visitor.see("/desk/password").await.expect(200);
    visitor.send("/desk/password", &[("email", &editor.email)]).await.expect(200);
    app.run_jobs().await;
    let path = link(&app.mails_to(&editor.email)[0], "/desk/password/");
    visitor.see(&path).await.expect(200);
    app.advance(Duration::from_secs(3_600));
    visitor.see(&path).await.expect(410);
    visitor.see("/desk/password").await.expect(200);
    visitor.send("/desk/password", &[("email", &editor.email)]).await.expect(200);
    app.run_jobs().await;
    let path = link(&app.mails_to(&editor.email)[1], "/desk/password/");
    admin
        .patch(&format!("/api/v1/users/{}", editor.id), &json!({ "disabled": true }))
        .await
        .expect(200);
    visitor.see(&path).await.expect(410);
    // Nobody who may not sign in gets a link.
    app.advance(QUARTER);
    visitor.see("/desk/password").await.expect(200);
    visitor.send("/desk/password", &[("email", &editor.email)]).await.expect(200);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&editor.email).len(), 2);
    let refused = visitor.send("/desk/password", &[("email", "nobody")]).await.expect(422);
    assert!(refused.shows("email-error"));
}

#[tokio::test]
async fn an_invitation_ends_with_the_access_of_the_admin_who_sent_it() {
    let app = TestApp::start().await;
    let (admin, other) = (app.admin().await, app.admin().await);
    let wish = json!({ "email": "bo@desk.test", "name": "Bo Lind", "role": "admin" });
    let invited = other.post("/api/v1/invitations", &wish).await.expect(201).json();
    app.run_jobs().await;
    let first = link(&app.mails_to("bo@desk.test")[0], "/desk/invitation/");
    let mut bo = stranger(&admin).await;
    bo.see(&first).await.expect(200);
    let user = format!("/api/v1/users/{}", other.id);
    admin.patch(&user, &json!({ "role": "editor" })).await.expect(200);
    bo.see(&first).await.expect(410);
    // An admin who knows of it can send it again.
    app.advance(QUARTER);
    let path = format!("/api/v1/invitations/{}/resend", invited["id"]);
    admin.post(&path, &json!({})).await.expect(200);
    app.run_jobs().await;
    bo.see(&link(&app.mails_to("bo@desk.test")[1], "/desk/invitation/")).await.expect(200);
}

#[tokio::test]
async fn an_admin_changes_role_sections_and_access_of_a_person() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.article().section("Harbour").create().await;
    let moderator = app.moderator().await;
    let mut theirs = moderator.signed_in().await;
    let mut desk = admin.signed_in().await;
    let path = format!("/desk/people/{}", moderator.id);
    let list = desk.see("/desk/people").await.expect(200);
    assert!(list.shows(&moderator.name) && list.shows(&path));
    let page = desk.see(&path).await.expect(200);
    assert!(page.shows(&moderator.email) && page.shows("1 session") && page.shows("Harbour"));
    desk.send(&format!("{path}/sections"), &[("section", "harbour")]).await.expect(303);
    assert!(desk.see("/desk/people").await.expect(200).shows("Harbour"));
    desk.send(&path, &[("name", "Bo Lind"), ("role", "editor")]).await.expect(303);
    assert!(desk.see(&path).await.expect(200).shows("Bo Lind"));
    let wrong = desk.send(&path, &[("name", ""), ("role", "king")]).await.expect(422);
    assert!(wrong.shows("name-error") && wrong.shows("role-error"));
    desk.send(&format!("{path}/sessions/end"), &[]).await.expect(303);
    theirs.see("/desk/account").await.expect(303);
    desk.send(&format!("{path}/access"), &[("disabled", "true")]).await.expect(303);
    theirs.see("/desk/login").await.expect(200);
    theirs.sign_in(&moderator.email, &moderator.password).await.expect(403);
    desk.see(&path).await.expect(200);
    desk.send(&format!("{path}/access"), &[("disabled", "false")]).await.expect(303);
    theirs.sign_in(&moderator.email, &moderator.password).await.expect(303);
    // The last admin stays one.
    let own = format!("/desk/people/{}", admin.id);
    desk.see(&own).await.expect(200);
    let refused = desk.send(&own, &[("name", "Admin"), ("role", "author")]).await.expect(409);
    assert!(refused.shows("last admin"));
    app.editor().await.signed_in().await.see("/desk/people").await.expect(403);
}

#[tokio::test]
async fn the_log_is_a_page_that_editors_filter_and_admins_see_whole() {
    let app = TestApp::start().await;
    let (admin, editor) = (app.admin().await, app.editor().await);
    let article = app.article().create().await;
    let id = app.reader().post(&article, "Nothing but mud.").await.id;
    let dredger = json!({ "title": "The dredger", "body": "Mud.", "status": "published" });
    editor.post("/api/v1/articles", &dredger).await.expect(201);
    let off_topic = json!({ "decision": "reject", "reason": "off_topic", "version": 1 });
    editor.post(&format!("/api/v1/comments/{id}/decisions"), &off_topic).await.expect(200);
    admin.patch("/api/v1/settings", &json!({ "site.tagline": "Mud" })).await.expect(200);
    let mut desk = editor.signed_in().await;
    let page = desk.see("/desk/log").await.expect(200);
    assert!(page.shows("rejected a comment") && page.shows(&format!("/desk/comments/{id}")));
    assert!(page.shows("site.tagline = ") && !page.shows("signed in"));
    // A reason and an article are named, not numbered.
    assert!(page.shows(" · Off topic") && page.shows(">The dredger</a>"));
    let mut whole = admin.signed_in().await;
    assert!(whole.see("/desk/log").await.expect(200).shows("signed in"));
    assert!(!whole.see("/desk/log?kind=comments").await.expect(200).shows("signed in"));
    let of_editor = whole.see(&format!("/desk/log?actor={}", editor.id)).await.expect(200);
    assert!(of_editor.shows("rejected a comment") && !of_editor.shows("site.tagline = "));
    let of_comment = whole.see(&format!("/desk/log?comment={id}")).await.expect(200);
    assert!(of_comment.shows("rejected a comment") && !of_comment.shows("signed in"));
    assert!(whole.see("/desk/log?until=2026-11-01").await.expect(200).shows("Nothing in the log"));
    let wrong = whole.see("/desk/log?since=yesterday&comment=x").await.expect(422);
    assert!(wrong.shows("since-error") && wrong.shows("comment-error"));
    app.moderator().await.signed_in().await.see("/desk/log").await.expect(403);
    app.run_jobs().await;
}
