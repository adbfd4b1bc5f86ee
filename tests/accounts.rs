//! Staff accounts: signing in and out, sessions, tokens and roles. Strangers learn nothing about
//! them.

use std::time::Duration;

use rejoinder::accounts;
use rejoinder::accounts::model::Role;
use rejoinder::ids::AccountId;
use reqwest::Method;
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::snapshots;

#[tokio::test]
async fn staff_sign_in_and_the_cookie_is_bound_to_the_site() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let mut desk = moderator.at_sign_in().await;
    let answer = desk.sign_in(&moderator.email, &moderator.password).await.expect(303);
    assert!(answer.location().starts_with("/desk"));
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure"), "over plain http a Secure cookie is lost: {cookie}");
    snapshots::whole_page("desk_account", &desk.see("/desk/account").await.expect(200));
    // The secret itself is in no table.
    let secret = desk.cookie.split('=').nth(1).expect("a value").to_owned();
    assert_eq!(app.count("sessions", "1 = 1").await, 1);
    assert_eq!(app.count("settings", &format!("value LIKE '%{secret}%'")).await, 0);
}

#[tokio::test]
async fn under_https_the_cookie_is_bound_to_the_host() {
    let app = TestApp::with(|config| config.server.base_url = "https://news.test".to_owned()).await;
    let moderator = app.moderator().await;
    let mut desk = moderator.at_sign_in().await;
    let answer = desk.sign_in(&moderator.email, &moderator.password).await.expect(303);
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-") && cookie.contains("Secure") && !cookie.contains("Domain"),
        "{cookie}"
    );
}

#[tokio::test]
async fn a_session_is_new_at_each_sign_in_and_ends_with_sign_out() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let mut desk = moderator.at_sign_in().await;
    let before = desk.cookie.clone();
    desk.sign_in(&moderator.email, &moderator.password).await.expect(303);
    assert_ne!(desk.cookie, before, "a cookie that was known before must be worth nothing after");
    let mut thief = desk.copy();
    thief.see("/desk/account").await.expect(200);

    desk.see("/desk/account").await.expect(200);
    let answer = desk.send("/desk/logout", &[]).await;
    assert!(answer.status == 303 || answer.status == 200, "{}", answer.text());
    thief.see("/desk/account").await.expect(303);
    assert_eq!(app.count("sessions", "1 = 1").await, 0);
}

#[tokio::test]
async fn sessions_are_listed_and_can_be_ended_one_by_one() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let (mut here, mut there) = (moderator.signed_in().await, moderator.signed_in().await);
    let list = session_api(&here, Method::GET, "/api/v1/sessions").await.expect(200).json();
    let items = list["items"].as_array().expect("items");
    assert_eq!(items.len(), 2);
    let other = items.iter().find(|session| session["current"] == false).expect("the other one");
    let path = format!("/api/v1/sessions/{}", other["id"]);
    // Without the token of the page nothing is ended.
    let bare = here.request(Method::DELETE, &path).send().await.expect("an answer");
    assert_eq!(bare.status(), 403);
    session_api(&here, Method::DELETE, &path).await.expect(204);
    there.see("/desk/account").await.expect(303);
    here.see("/desk/account").await.expect(200);
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let (mut here, mut there) = (moderator.signed_in().await, moderator.signed_in().await);
    let old = here.copy();
    let change = |current, new| [("current_password", current), ("new_password", new)];
    let path = "/desk/account/password";
    here.send(path, &change("not the one I have", "eight white gulls")).await.expect(422);
    let short = here.send(path, &change(&moderator.password, "eleven char")).await.expect(422);
    assert!(short.codes().contains(&"too_short".to_owned()), "{:?}", short.codes());
    here.send(path, &change(&moderator.password, "password1234")).await.expect(422);
    let done = here.send(path, &change(&moderator.password, "eight white gulls")).await;
    assert!(done.status == 303 || done.status == 200, "{}", done.text());

    there.see("/desk/account").await.expect(303);
    let mut old = old;
    old.see("/desk/account").await.expect(303);
    here.see("/desk/account").await.expect(200);
    let mut desk = moderator.at_sign_in().await;
    desk.sign_in(&moderator.email, &moderator.password).await.expect(403);
    desk.sign_in(&moderator.email, "eight white gulls").await.expect(303);
}

#[tokio::test]
async fn disabling_an_account_ends_its_sessions_and_tokens_at_once() {
    let app = TestApp::start().await;
    let (admin, moderator) = (app.admin().await, app.moderator().await);
    let mut desk = moderator.signed_in().await;
    moderator.get("/api/v1/queue").await.expect(200);
    let path = format!("/api/v1/users/{}", moderator.id);
    admin.patch(&path, &json!({ "disabled": true })).await.expect(200);
    desk.see("/desk/account").await.expect(303);
    moderator.get("/api/v1/queue").await.expect(401);
    let mut door = moderator.at_sign_in().await;
    door.sign_in(&moderator.email, &moderator.password).await.expect(403);
    // Enabled again, it signs in again; what was ended stays ended.
    admin.patch(&path, &json!({ "disabled": false })).await.expect(200);
    desk.see("/desk/account").await.expect(303);
    moderator.get("/api/v1/queue").await.expect(401);
    door.sign_in(&moderator.email, &moderator.password).await.expect(303);
}

#[tokio::test]
async fn the_last_admin_cannot_be_disabled_or_demoted() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/api/v1/users/{}", admin.id);
    assert_eq!(
        admin.patch(&path, &json!({ "role": "author" })).await.expect(409).code(),
        "last_admin"
    );
    assert_eq!(
        admin.patch(&path, &json!({ "disabled": true })).await.expect(409).code(),
        "last_admin"
    );
    app.admin().await;
    admin.patch(&path, &json!({ "role": "author" })).await.expect(200);
    admin.get("/api/v1/users").await.expect(403);
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_the_same_answer() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let mut desk = moderator.at_sign_in().await;
    let wrong = desk.sign_in(&moderator.email, "not the password").await;
    let mut stranger = moderator.at_sign_in().await;
    let unknown = stranger.sign_in("nobody@desk.test", "not the password").await;
    assert_eq!(wrong.status, unknown.status);
    assert_eq!(wrong.codes(), unknown.codes());
    let alike = |page: &Answer, email: &str| {
        let csrf = page.input("csrf").expect("a token");
        page.text().replace(email, "…").replace(&csrf, "…")
    };
    assert_eq!(alike(&wrong, &moderator.email), alike(&unknown, "nobody@desk.test"));
    snapshots::page("sign_in_refused", &wrong);
}

#[tokio::test]
async fn each_wrong_password_lengthens_the_delay_and_none_locks_an_account() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    for email in [&*moderator.email, "nobody@desk.test"] {
        let mut waits = Vec::new();
        for _ in 0..40 {
            let mut desk = moderator.at_sign_in().await;
            let answer = desk.sign_in(email, "a guess, one of many").await;
            match answer.status {
                403 => {}
                429 => {
                    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
                    waits.push(wait);
                    app.advance(Duration::from_secs(wait));
                }
                status => panic!("{status}: {}", answer.text()),
            }
        }
        assert!(waits.len() > 3, "{email} {waits:?}");
        assert!(waits.is_sorted() && waits[waits.len() - 1] > waits[0], "{waits:?}");
        assert!(waits[waits.len() - 1] <= 3_600, "{waits:?}");
    }
    // The right password works after the same wait.
    let mut desk = moderator.at_sign_in().await;
    app.advance(Duration::from_secs(3_600));
    desk.sign_in(&moderator.email, &moderator.password).await.expect(303);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let mut door = moderator.at_sign_in().await;
    let fields = [("email", &*moderator.email), ("password", &*moderator.password)];
    for site in ["cross-site", "same-site"] {
        door.send_from("/desk/login", &fields, site).await.expect(403);
    }
    let mut desk = moderator.signed_in().await;
    desk.send_from("/desk/logout", &[], "cross-site").await.expect(403);
    let right = std::mem::replace(&mut desk.csrf, "bm90IHRoZSB0b2tlbg".to_owned());
    desk.send("/desk/logout", &[]).await.expect(403);
    desk.csrf = String::new();
    desk.send("/desk/logout", &[]).await.expect(403);
    // The token of another browser is worth nothing here.
    desk.csrf = moderator.signed_in().await.csrf;
    desk.send("/desk/logout", &[]).await.expect(403);
    desk.csrf = right;
    let foreign = desk.request(Method::POST, "/desk/logout").header("origin", "https://evil.test");
    let answer = foreign.form(&[("csrf", &desk.csrf)]).send().await.expect("an answer");
    assert_eq!(answer.status(), 403);
    desk.see("/desk/account").await.expect(200);
}

#[tokio::test]
async fn a_session_needs_its_token_for_every_change_by_the_api() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().post(&article, "Words.").await.id;
    let desk = moderator.signed_in().await;
    let path = format!("/api/v1/comments/{id}/decisions");
    let body = json!({ "decision": "approve", "version": 1 });
    let bare = desk.request(Method::POST, &path).json(&body).send().await.expect("an answer");
    assert_eq!(bare.status(), 403);
    let cross = desk
        .request(Method::POST, &path)
        .header("x-csrf-token", &desk.csrf)
        .header("sec-fetch-site", "cross-site");
    assert_eq!(cross.json(&body).send().await.expect("an answer").status(), 403);
    let good = desk.request(Method::POST, &path).header("x-csrf-token", &desk.csrf).json(&body);
    assert_eq!(good.send().await.expect("an answer").status(), 200);
    app.run_jobs().await;
}

#[tokio::test]
async fn tokens_are_shown_once_and_stored_as_a_hash() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let made = admin
        .post("/api/v1/tokens", &json!({ "name": "script", "scopes": ["read"] }))
        .await
        .expect(201)
        .json();
    let secret = made["token"].as_str().expect("a token").to_owned();
    assert!(secret.starts_with("rjd_") && secret.len() > 30, "{secret}");
    let list = admin.get("/api/v1/tokens").await.expect(200);
    assert!(!list.text().contains(&secret));
    list.assert_shows(&secret[secret.len() - 4..]);
    // Wherever a text could hold it.
    for (table, column) in [
        ("tokens", "label"),
        ("tokens", "scopes"),
        ("idempotency_keys", "body"),
        ("settings", "value"),
    ] {
        assert_eq!(app.count(table, &format!("{column} LIKE '%{secret}%'")).await, 0);
    }
    let hint = &secret[secret.len() - 4..];
    assert_eq!(app.count("tokens", &format!("hint = '{hint}'")).await, 1);
}

#[tokio::test]
async fn a_token_is_limited_to_its_scopes() {
    let app = TestApp::start().await;
    let (article, admin) = (app.article().create().await, app.admin().await);
    let id = app.reader().post(&article, "Words.").await.id;
    let made = async |scope: &str| {
        let made = admin
            .post("/api/v1/tokens", &json!({ "name": scope, "scopes": [scope] }))
            .await
            .expect(201)
            .json();
        admin.with_token(made["token"].as_str().expect("a token"))
    };
    let (read, moderate, publish) =
        (made("read").await, made("moderate").await, made("publish").await);
    read.get("/api/v1/queue").await.expect(200);
    assert_eq!(read.decide_about(id, "approve", 1).await.expect(403).code(), "scope");
    let new = json!({ "title": "T", "body": "B" });
    assert_eq!(read.post("/api/v1/articles", &new).await.expect(403).code(), "scope");
    assert_eq!(moderate.post("/api/v1/articles", &new).await.expect(403).code(), "scope");
    // Each scope includes the lesser ones.
    let other = app.reader().post(&article, "More words.").await.id;
    publish.decide_about(other, "approve", 1).await.expect(200);
    moderate.get("/api/v1/queue").await.expect(200);
    for token in [&read, &moderate, &publish] {
        token.get("/api/v1/users").await.expect(403);
        token
            .post("/api/v1/tokens", &json!({ "name": "more", "scopes": ["admin"] }))
            .await
            .expect(403);
    }
    moderate.decide_about(id, "approve", 1).await.expect(200);
    publish.post("/api/v1/articles", &new).await.expect(201);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_token_expires_can_be_revoked_and_never_exceeds_its_owner() {
    let app = TestApp::start().await;
    let (admin, moderator) = (app.admin().await, app.moderator().await);
    // Scopes beyond the role cannot be requested.
    let mut desk = moderator.signed_in().await;
    desk.see("/desk/account").await.expect(200);
    let too_much = desk
        .send("/desk/account/tokens", &[("token_name", "all"), ("scope", "admin"), ("days", "30")])
        .await;
    assert_eq!(too_much.status, 422, "{}", too_much.text());

    let wish = json!({ "name": "short", "scopes": ["read", "moderate"], "expires_days": 1 });
    let made = admin.post("/api/v1/tokens", &wish).await.expect(201).json();
    let short = admin.with_token(made["token"].as_str().expect("a token"));
    short.get("/api/v1/queue").await.expect(200);
    app.advance(Duration::from_secs(86_401));
    short.get("/api/v1/queue").await.expect(401);

    let made = admin
        .post("/api/v1/tokens", &json!({ "name": "gone", "scopes": ["read"] }))
        .await
        .expect(201)
        .json();
    let gone = admin.with_token(made["token"].as_str().expect("a token"));
    gone.get("/api/v1/queue").await.expect(200);
    admin.remove(&format!("/api/v1/tokens/{}", made["id"])).await.expect(204);
    gone.get("/api/v1/queue").await.expect(401);

    // A role that falls takes the token along.
    moderator.get("/api/v1/queue").await.expect(200);
    admin
        .patch(&format!("/api/v1/users/{}", moderator.id), &json!({ "role": "author" }))
        .await
        .expect(200);
    moderator.get("/api/v1/queue").await.expect(403);
    admin.with_token("rjd_").get("/api/v1/queue").await.expect(401);
}

#[tokio::test]
async fn admins_add_colleagues_and_weak_passwords_are_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let new = |email: &str, password: &str| json!({ "email": email, "name": "Bo", "role": "moderator", "password": password });
    for weak in [
        "tiny secret",
        "elevenchars",
        "password1234",
        "123456789012",
        "qwertyuiopas",
        &"x".repeat(129),
    ] {
        let answer = admin.post("/api/v1/users", &new("bo@desk.test", weak)).await;
        assert_eq!(answer.status, 422, "{weak:?} was taken");
        assert!(!answer.text().contains(weak), "the answer repeats the password");
    }
    let made =
        admin.post("/api/v1/users", &new("bo@desk.test", "nine slow barges")).await.expect(201);
    assert!(!made.text().contains("barges"));
    assert_eq!(
        admin
            .post("/api/v1/users", &new("BO@desk.test", "nine slow barges"))
            .await
            .expect(409)
            .code(),
        "duplicate"
    );
    let mut desk = admin.at_sign_in().await;
    desk.sign_in("bo@desk.test", "nine slow barges").await.expect(303);
    assert_eq!(app.count("accounts", "password_hash LIKE '%barges%'").await, 0);
    assert_eq!(app.count("accounts", "password_hash LIKE '$argon2id$%'").await, 2);
}

#[tokio::test]
async fn a_password_hashed_with_weaker_parameters_is_rehashed_at_sign_in() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let weak =
        rejoinder::config::Accounts { argon2_memory_kib: 32, ..app.core.config.accounts.clone() };
    let weak = rejoinder::passwords::Passwords::start(&weak).expect("a pool");
    let hash = weak.hash(moderator.password.clone().into()).await.expect("a hash");
    assert!(hash.contains("m=32"), "{hash}");
    let (id, now) = (AccountId(moderator.id), app.now());
    let reset = app.core.db.write(move |conn| accounts::reset_password(conn, id, &hash, now));
    reset.await.expect("the hash is stored");
    moderator.at_sign_in().await.sign_in(&moderator.email, &moderator.password).await.expect(303);
    assert_eq!(app.count("accounts", "password_hash LIKE '%m=64,%'").await, 1);
    moderator.at_sign_in().await.sign_in(&moderator.email, &moderator.password).await.expect(303);
}

#[tokio::test]
async fn each_role_has_its_permissions_only() {
    let app = TestApp::start().await;
    app.article().create().await;
    for (role, queue, users) in [
        (Role::Author, 403, 403),
        (Role::Moderator, 200, 403),
        (Role::Editor, 200, 403),
        (Role::Admin, 200, 200),
    ] {
        let staff = app.staff(role).await;
        staff.get("/api/v1/queue").await.expect(queue);
        staff.get("/api/v1/users").await.expect(users);
        staff.get("/api/v1/me").await.expect(200);
        let body = json!({ "email": "x@desk.test", "name": "X", "role": "admin", "password": "nine slow barges" });
        if role != Role::Admin {
            staff.post("/api/v1/users", &body).await.expect(403);
        }
    }
}

#[tokio::test]
async fn the_desk_redirects_to_sign_in_and_back_within_the_site_only() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let answer = app.reader().see("/desk/account").await.expect(303);
    assert_eq!(answer.location(), "/desk/login?next=%2Fdesk%2Faccount");
    for next in ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"] {
        let mut desk = moderator.at_sign_in().await;
        let fields =
            [("email", &*moderator.email), ("password", &*moderator.password), ("next", next)];
        let answer = desk.send("/desk/login", &fields).await.expect(303);
        assert!(answer.location().starts_with("/desk"), "{next} led to {}", answer.location());
    }
}

#[tokio::test]
async fn the_set_up_page_needs_its_token() {
    let app = TestApp::start().await;
    let reader = app.reader();
    for path in ["/setup", "/setup/", "/setup/nonsense"] {
        reader.see(path).await.expect(404);
    }
    // One that was used or replaced, or that somebody made up.
    let ended = reader.see(&format!("/setup/{}", "A".repeat(43))).await.expect(410);
    ended.assert_shows("This link no longer works");
    ended.assert_shows("<code>rejoinder setup</code>");
}

/// A request to the API with the session of a browser.
async fn session_api(desk: &crate::support::staff::Desk, method: Method, path: &str) -> Answer {
    let request = desk.request(method, path).header("x-csrf-token", &desk.csrf);
    Answer::to(request).await
}
