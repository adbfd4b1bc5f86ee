//! Bans by the API: permissions, targets, expiry, and their lines in the log.

use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::maintenance;
use serde_json::{Value, json};

use crate::support::app::TestApp;

fn ban(target: Value) -> Value {
    let mut body = json!({ "effect": "reject", "reason": "Forty accounts of one firm." });
    for (name, value) in target.as_object().expect("fields") {
        body[name] = value.clone();
    }
    body
}

#[tokio::test]
async fn moderators_ban_readers_and_editors_ban_networks_and_domains() {
    let app = TestApp::start().await;
    let (article, moderator, editor) =
        (app.article().create().await, app.moderator().await, app.editor().await);
    let id = app.reader().post(&article, "Quarrel.").await.id;
    let author = moderator.comment(id).await["author"].clone();
    let held = ban(json!({ "comment_id": id, "effect": "hold" }));
    let made = moderator.post("/api/v1/bans", &held).await.expect(201).json();
    assert_eq!(
        (&made["kind"], &made["effect"], &made["author"]),
        (&json!("reader"), &json!("hold"), &author)
    );
    assert_eq!((&made["state"], &made["by"]["name"]), (&json!("active"), &json!(moderator.name)));
    assert_eq!(
        app.count("bans", "kind = 0 AND email_index IS NOT NULL AND value IS NULL").await,
        1
    );

    for (target, value) in [
        (json!({ "domain": "Müller.DE" }), "xn--mller-kva.de"),
        (json!({ "network": "192.0.2.77" }), "192.0.2.0/24"),
        (json!({ "network": "2001:0db8:0001::/48" }), "2001:db8:1::/48"),
    ] {
        assert_eq!(
            moderator.post("/api/v1/bans", &ban(target.clone())).await.expect(403).code(),
            "role"
        );
        let made = editor.post("/api/v1/bans", &ban(target)).await.expect(201).json();
        assert_eq!(made["value"], value);
        let path = format!("/api/v1/bans/{}", made["id"]);
        moderator.remove(&path).await.expect(403);
    }
    app.author().await.get("/api/v1/bans").await.expect(403);
    // The log says who, why and which ban; a network or a domain may belong to a person.
    assert_eq!(app.count("audit_log", "act = 30 AND note IS NOT NULL").await, 4);
    assert_eq!(app.count("audit_log", "detail LIKE '%192.0.2%' OR detail LIKE '%ller%'").await, 0);
    let log = moderator.comment(id).await["context"]["decisions"].clone();
    assert_eq!(log[1]["decision"], "ban");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_banned_reader_is_banned_under_every_spelling_of_the_address() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().with_email("ann@paper.test").post(&article, "Threats.").await.id;
    moderator.post("/api/v1/bans", &ban(json!({ "comment_id": id }))).await.expect(201);
    for (address, status) in [
        ("Ann+2@paper.test", "rejected"),
        ("ann+a+b@paper.test", "rejected"),
        ("a.nn@paper.test", "approved"),
        ("anna@paper.test", "approved"),
    ] {
        let text = format!("Hello from {address}");
        let posted = app.reader().with_email(address).post(&article, &text).await.id;
        assert_eq!(moderator.comment(posted).await["status"], status, "{address}");
    }
    // One ban is enough for all of them, and lifting it lifts it for all.
    let other = app.reader().with_email("ann+3@paper.test").post(&article, "Again.").await.id;
    let again = moderator.post("/api/v1/bans", &ban(json!({ "comment_id": other }))).await;
    let again = again.expect(409);
    assert_eq!(again.code(), "already");
    let made = again.json()["present"]["ban"].clone();
    moderator.remove(&format!("/api/v1/bans/{made}")).await.expect(204);
    let free = app.reader().with_email("ann+4@paper.test").post(&article, "Sorry.").await.id;
    assert_eq!(moderator.comment(free).await["status"], "approved");
    app.run_jobs().await;
}

#[tokio::test]
async fn what_is_done_about_a_reader_covers_every_spelling_of_the_address() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut ids = Vec::new();
    for address in ["ann@paper.test", "ann+2@paper.test", "Ann+three@paper.test"] {
        let text = format!("Threats from {address}");
        ids.push(app.reader().with_email(address).post(&article, &text).await.id);
    }
    let other = app.reader().with_email("anna@paper.test").post(&article, "No threat.").await.id;
    let author = moderator.comment(ids[1]).await["author"].clone();
    let author = author.as_str().expect("a key");
    let profile =
        async || moderator.get(&format!("/api/v1/readers/{author}")).await.expect(200).json();
    let counts =
        |profile: &Value| (profile["spellings"].clone(), profile["counts"]["pending"].clone());
    assert_eq!(counts(&profile().await), (json!(3), json!(3)));
    let listed = moderator.get(&format!("/api/v1/comments?author={author}")).await.expect(200);
    assert_eq!(listed.item_ids().len(), 3);
    assert_eq!(
        moderator.comment(ids[2]).await["context"]["others"].as_array().map(Vec::len),
        Some(2)
    );

    // Readers from before the column are alone until the worker has filled it in.
    app.execute("UPDATE readers SET inbox_index = NULL").await;
    assert_eq!(counts(&profile().await), (json!(1), json!(1)));
    maintenance::run_hourly(&app.parts()).await.expect("maintained");
    assert_eq!(counts(&profile().await), (json!(3), json!(3)));

    let mut desk = moderator.signed_in().await;
    let page = desk.see(&format!("/desk/readers/{author}")).await.expect(200);
    page.assert_shows("3 in all");
    page.assert_shows("Reject all 3 pending comments");
    let path = format!("/desk/readers/{author}/reject");
    desk.send(&path, &[("expected", "3"), ("back", "")]).await.expect(303);
    app.run_jobs().await;
    for id in ids {
        assert_eq!(moderator.status_of(id).await, "rejected");
    }
    assert_eq!(moderator.status_of(other).await, "pending");
    app.advance(Duration::from_secs(60));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_ban_holds_until_it_ends_or_is_lifted() {
    let app = TestApp::start().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let id = app.reader().post(&article, "Quarrel.").await.id;
    let end = app.now().plus(Duration::from_secs(3_600)).to_string();
    let short = ban(json!({ "comment_id": id, "expires_at": end }));
    let first = editor.post("/api/v1/bans", &short).await.expect(201).json()["id"]
        .as_i64()
        .expect("a number");
    let twice = editor.post("/api/v1/bans", &short).await.expect(409);
    assert_eq!(
        (twice.code().as_str(), &twice.json()["present"]["ban"]),
        ("already", &json!(first))
    );

    app.advance(Duration::from_secs(3_600));
    let listed = async |state: &str| {
        editor.get(&format!("/api/v1/bans?state={state}")).await.expect(200).item_ids()
    };
    assert_eq!((listed("active").await, listed("expired").await), (vec![], vec![first]));
    let again =
        editor.post("/api/v1/bans", &ban(json!({ "comment_id": id }))).await.expect(201).json();
    let second = again["id"].as_i64().expect("a number");
    for _ in 0..2 {
        editor.remove(&format!("/api/v1/bans/{second}")).await.expect(204);
    }
    assert_eq!((listed("active").await, listed("lifted").await), (vec![], vec![second]));
    assert_eq!(app.logged(Act::Unban).await, 1);
    let part = editor.get("/api/v1/bans?limit=1").await.expect(200);
    assert_eq!(part.json()["items"][0]["lifted_by"]["name"], editor.name.as_str());
    let rest = editor.get(&part.next_part().expect("a link to the rest")).await.expect(200).json();
    assert_eq!(
        (&rest["items"][0]["id"], &rest["items"][0]["state"]),
        (&json!(first), &json!("expired"))
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn a_hold_ban_holds_the_reader_where_others_are_published() {
    let app = TestApp::publishing().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let id = reader.post(&article, "Quarrel.").await.id;
    let made = moderator
        .post("/api/v1/bans", &ban(json!({ "comment_id": id, "effect": "hold" })))
        .await
        .expect(201);
    app.advance(Duration::from_secs(60));
    let held = reader.post(&article, "Quarrel again.").await.id;
    assert_eq!(moderator.comment(held).await["status"], "pending");
    moderator.remove(&format!("/api/v1/bans/{}", made.json()["id"])).await.expect(204);
    app.advance(Duration::from_secs(60));
    let free = reader.post(&article, "A fair point.").await.id;
    assert_eq!(moderator.comment(free).await["status"], "approved");
    app.run_jobs().await;
}

#[tokio::test]
async fn all_faults_of_a_ban_are_reported_at_once() {
    let app = TestApp::start().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let id = app.reader().post(&article, "Quarrel.").await.id;
    let faults = editor.post("/api/v1/bans", &json!({})).await.expect(422).faults();
    assert_eq!(
        faults.iter().map(|fault| fault.0.as_str()).collect::<Vec<_>>(),
        ["/comment_id", "/effect", "/reason"]
    );
    for (target, code) in [
        (json!({ "domain": "co.uk" }), "domain_suffix"),
        (json!({ "domain": "com" }), "domain_format"),
        (json!({ "domain": "ann@example.com" }), "domain_format"),
        (json!({ "network": "10.0.0.0/8" }), "network_format"),
        (json!({ "network": "0.0.0.0/0" }), "network_format"),
        (json!({ "domain": "example.com", "network": "192.0.2.0/24" }), "ambiguous"),
        (json!({ "comment_id": id, "expires_at": "2020-01-01T00:00:00Z" }), "in_the_past"),
        (json!({ "comment_id": id, "expires_at": "soon" }), "time_format"),
        (json!({ "comment_id": id, "effect": "burn" }), "unknown"),
    ] {
        assert_eq!(editor.post("/api/v1/bans", &ban(target)).await.expect(422).faults()[0].1, code);
    }
    editor.post("/api/v1/bans", &ban(json!({ "comment_id": 999_999 }))).await.expect(404);
    editor
        .post("/api/v1/bans", &ban(json!({ "comment_id": id, "colour": "red" })))
        .await
        .expect(422);
    editor.get("/api/v1/bans?state=open").await.expect(422);
    editor.remove("/api/v1/bans/999999").await.expect(404);
    editor.delete(id).await;
    assert_eq!(
        editor.post("/api/v1/bans", &ban(json!({ "comment_id": id }))).await.expect(409).code(),
        "no_reader"
    );
    app.advance(Duration::from_secs(30));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_reader_s_page_has_their_record_a_note_and_one_step_to_ban_hold_trust_and_reject() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut ids = Vec::new();
    for text in ["One.", "Two.", "Three."] {
        let ann = app.reader().named("Ann").with_email("ann@paper.test");
        ids.push(ann.post(&article, text).await.id);
    }
    let key = moderator.comment(ids[0]).await["author"].as_str().expect("a key").to_owned();
    let (page, mut desk) = (format!("/desk/readers/{key}"), moderator.signed_in().await);
    let item = desk.see(&format!("/desk/comments/{}?fragment=1", ids[0])).await.expect(200);
    item.assert_shows(&format!("href=\"{page}?from={}\"", ids[0]));
    let shown = desk.see(&page).await.expect(200);
    shown.assert_shows("Reject all 3 pending comments");
    shown.assert_hides("ann@paper.test");
    desk.see("/desk/readers/nobody").await.expect(404);

    // The note is about all spellings of the address, and the log does not keep its text.
    desk.send(&format!("{page}/note"), &[("text", "From the press office.")]).await.expect(303);
    desk.see(&page).await.expect(200).assert_shows("From the press office.");
    let api = format!("/api/v1/readers/{key}");
    let known = moderator.get(&api).await.expect(200).json();
    assert_eq!(known["note"]["text"], "From the press office.");
    assert_eq!((&known["counts"]["pending"], &known["name"]), (&json!(3), &json!("Ann")));
    assert_eq!(app.logged(Act::ReaderNote).await, 1);
    moderator.put(&format!("{api}/note"), &json!({ "text": null })).await.expect(204);
    assert_eq!(moderator.get(&api).await.expect(200).json()["note"], Value::Null);

    // One step leads from each effect to another.
    for effect in ["trust", "hold", "reject"] {
        let sent = desk.send(&format!("{page}/effect"), &[("effect", effect)]).await;
        sent.expect(303);
        let known = moderator.get(&api).await.expect(200).json();
        assert_eq!(known["ban"]["effect"], effect);
    }
    assert_eq!((app.logged(Act::Ban).await, app.logged(Act::Unban).await), (3, 2));
    desk.send(&format!("{page}/effect"), &[("effect", "lift")]).await.expect(303);
    assert_eq!(moderator.get(&api).await.expect(200).json()["ban"], Value::Null);

    // What waits is rejected as one batch, if it is still what was shown.
    desk.send(&format!("{page}/reject"), &[("expected", "2")]).await.expect(409);
    desk.send(&format!("{page}/reject"), &[("expected", "3")]).await.expect(303);
    app.run_jobs().await;
    for id in &ids {
        assert_eq!(moderator.comment(*id).await["status"], "rejected");
    }
}

#[tokio::test]
async fn trust_in_an_address_is_not_given_to_whoever_types_it() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let id = app.reader().with_email("ann@paper.test").post(&article, "Hello.").await.id;
    let trust = json!({ "comment_id": id, "effect": "trust", "reason": "Writes well." });
    moderator.post("/api/v1/bans", &trust).await.expect(201);
    let stranger = app.reader().with_email("ann@paper.test");
    let posted = stranger.post(&article, "Not Ann.").await.id;
    assert_eq!(moderator.comment(posted).await["status"], "pending");
    let network = json!({ "network": "192.0.2.0/24", "effect": "trust", "reason": "Ours." });
    let refused = app.editor().await.post("/api/v1/bans", &network).await.expect(422);
    assert_eq!(refused.faults(), [("/effect".to_owned(), "only_readers".to_owned())]);
    app.run_jobs().await;
}
