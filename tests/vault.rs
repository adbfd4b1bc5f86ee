//! The keys that seal addresses, the search for leaks, and consent.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use diesel::prelude::*;
use rejoinder::canary::Canary;
use rejoinder::db::schema::readers;
use rejoinder::db::{Connection, dialect};
use rejoinder::doctor::{self, Repair};
use rejoinder::maintenance::resealing;
use rejoinder::vault::reader_row;
use rejoinder::{on, settings};
use reqwest::Method;
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::process::{Installation, until};

#[tokio::test]
async fn keys_are_rotated_while_readers_post_and_are_found() {
    let app = TestApp::start().await;
    let (moderator, article) = (app.moderator().await, app.article().create().await);
    let ann = app.reader();
    ann.post(&article, "Before.").await;
    let parts = app.parts();
    assert_eq!(parts.vault.add_key().expect("a second key"), 2);
    ann.post(&article, "Between.").await;
    let bo = app.reader();
    bo.post(&article, "New here.").await;
    assert_eq!(app.count("readers", "TRUE").await, 2, "found by the same index");
    // Ann, and the members of the staff; not Bo, whom the new key has sealed.
    let staff = app.count("accounts", "TRUE").await;
    assert_eq!(resealing::left(&parts).await.expect("counted"), staff + 1);
    let checks = doctor::examine(&parts, Repair::No).await;
    let keys = checks.iter().find(|check| check.name == "key_file").expect("a check");
    assert!(keys.detail.contains("addresses of a former key"), "{keys:?}");
    app.run_jobs().await;
    assert!(!app.mails_to(&moderator.email).is_empty(), "the former key still opens");

    let resealed = resealing::run(&parts).await.expect("sealed anew");
    assert_eq!(i64::try_from(resealed).expect("few"), staff + 1);
    assert_eq!(resealing::left(&parts).await.expect("counted"), 0);
    assert_eq!(resealing::run(&parts).await.expect("nothing to do"), 0);
    let id = ann.post(&article, "After.").await.id;
    assert_eq!(app.count("readers", "TRUE").await, 2);
    let mails = app.mails_to(&moderator.email).len();
    app.run_jobs().await;
    assert!(app.mails_to(&moderator.email).len() > mails, "the staff's addresses open");
    let author = moderator.comment(id).await;
    assert!(author["masked_email"].as_str().is_some_and(|it| it.contains('@')), "{author}");
}

#[tokio::test]
async fn a_running_program_follows_a_rotation_and_starts_with_the_right_pass_phrase_only() {
    let place = Installation::new()
        // Its worker may seal anew what the rotation is about to.
        .with("server.run_worker", "false")
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let mut server = place.serve();
    let new = json!({ "title": "The harbour", "body": "Mud.", "status": "published" });
    let request = server.request(Method::POST, "/api/v1/articles").bearer_auth(&token).json(&new);
    let article = Answer::to(request).await.expect(201).json();
    let path = format!("/api/v1/articles/{}/comments", article["id"]);
    let post = |server: &crate::support::process::Process, text: &str| {
        let body = json!({ "text": text, "name": "Ann", "email": "ann@example.com" });
        server.request(Method::POST, &path).json(&body)
    };
    Answer::to(post(&server, "Before.")).await.expect(201);
    let rotated = place.json(&["vault", "rotate", "--json"]);
    assert_eq!(rotated["keys"], json!([2, 1]), "{rotated}");
    // Ann, Ada, and the author of the sample comment.
    assert_eq!((&rotated["resealed"], &rotated["left"]), (&json!(3), &json!(0)), "{rotated}");
    // The server meets the new key in the account of the editor, and in the row of the reader.
    Answer::to(post(&server, "After.")).await.expect(201);
    let request = server.request(Method::GET, "/api/v1/comments").bearer_auth(&token);
    let listed = Answer::to(request).await.expect(200).json();
    let of_ann = listed["items"].as_array().expect("a list").iter();
    let opened = of_ann.filter(|comment| comment["masked_email"] == "a•••@e•••.com");
    assert_eq!(opened.count(), 2, "{listed}");
    server.terminate();
    assert!(server.ended().await.success());

    let phrase = |name: &str, words: &str| {
        let file = place.folder.path().join(name);
        fs::write(&file, format!("{words}\n")).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("private");
        format!("data.passphrase_file={}", file.display())
    };
    let (right, wrong) = (phrase("right", "harbour mud dredger"), phrase("wrong", "mud"));
    let protected = place.run(&["vault", "protect", "--set", &right]);
    assert!(protected.status.success(), "{protected:?}");
    for (setting, words) in [(None, "data.passphrase_file"), (Some(&wrong), "does not open")] {
        let set = setting.map(|setting| ["--set", setting.as_str()]);
        let serve: Vec<&str> = ["serve", "--listen", "127.0.0.1:0"]
            .into_iter()
            .chain(set.into_iter().flatten())
            .collect();
        let refused = place.run(&serve);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(words), "{said}");
    }
    let status = place.json(&["vault", "status", "--json", "--set", &right]);
    assert_eq!((&status["protected"], &status["keys"]), (&json!(true), &json!([2, 1])));
    let place = place.with("data.passphrase_file", right.split_once('=').expect("a path").1);
    let server = place.serve();
    Answer::to(post(&server, "With the pass phrase.")).await.expect(201);
    let shown = server.get(&format!("/api/v1/articles/{}/comments", article["id"])).await;
    assert_eq!(shown.json()["items"].as_array().map(Vec::len), Some(3));
}

#[test]
fn rotations_at_once_lose_no_key_and_no_address() {
    let place = Installation::new();
    place.admin_token("read");
    let phrase = place.folder.path().join("phrase");
    fs::write(&phrase, "harbour mud dredger\n").expect("written");
    fs::set_permissions(&phrase, fs::Permissions::from_mode(0o600)).expect("private");
    let place = place.with("data.passphrase_file", phrase.to_str().expect("a path"));
    let mut keys = 1;
    for protects in [false, true] {
        let rotations: Vec<_> = (0..3)
            .map(|_| place.command(&["vault", "rotate", "--json"]))
            .chain(protects.then(|| place.command(&["vault", "protect"])))
            .map(|mut command| {
                let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
                command.stderr(Stdio::piped()).spawn().expect("it starts")
            })
            .collect();
        for rotation in rotations {
            let ended = rotation.wait_with_output().expect("it ends");
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        }
        keys += 3;
        let status = place.json(&["vault", "status", "--json"]);
        assert_eq!(status["keys"].as_array().map(Vec::len), Some(keys), "{status}");
        assert_eq!((&status["key"], &status["left"]), (&json!(keys), &json!(0)), "{status}");
        assert_eq!(status["protected"], json!(true), "{status}");
    }
    let found = place.json(&["doctor", "--json"]);
    assert_eq!(found["ok"], true, "{found}");
}

#[tokio::test]
async fn an_address_that_another_process_seals_meanwhile_gets_the_newest_key_too() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    app.reader().post(&article, "Before.").await;
    app.run_jobs().await;
    let parts = app.parts();
    assert_eq!(parts.vault.add_key().expect("a second key"), 2);
    let row = |conn: &mut Connection| {
        let rows = on!(conn, |c| readers::table
            .select((readers::email_index, readers::email_sealed))
            .first::<(Vec<u8>, Vec<u8>)>(c));
        Ok(rows?)
    };
    let (index, sealed) = parts.db.read(row).await.expect("the reader");
    let between = parts.vault.reseal(&sealed, &reader_row(&index)).expect("sealed").expect("anew");
    assert_eq!(parts.vault.add_key().expect("a third key"), 3);

    // The other process has sealed the address with the second key, and commits after ours has read it.
    let (held, holds) = tokio::sync::oneshot::channel();
    let (release, released) = std::sync::mpsc::channel();
    let db = parts.clone();
    let mut other = Some((held, between));
    let other = tokio::spawn(async move {
        let seal = move |conn: &mut Connection| {
            let (held, between) = other.take().expect("a transaction that runs once");
            on!(conn, |c| diesel::update(readers::table)
                .set(readers::email_sealed.eq(between))
                .execute(c))?;
            held.send(()).expect("the test waits");
            released.recv().expect("the test goes on");
            Ok(())
        };
        db.db.write(seal).await
    });
    holds.await.expect("it holds the row");
    let ours = parts.clone();
    let ours = tokio::spawn(async move { resealing::run(&ours).await });
    until("the rotation waits for the row", async || {
        let blocked = "datname = current_database() AND wait_event_type = 'Lock'";
        match parts.db.engine() {
            "postgres" => app.count("pg_stat_activity", blocked).await > 0,
            _ => parts.db.waiting() > 0,
        }
    })
    .await;
    release.send(()).expect("it holds the row still");
    other.await.expect("no panic").expect("committed");
    ours.await.expect("no panic").expect("sealed anew");
    assert_eq!(resealing::left(&parts).await.expect("counted"), 0);
}

#[tokio::test]
async fn a_node_with_an_older_copy_of_the_key_file_says_so_and_makes_no_key_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, first) = (folder.path().join("copy"), folder.path().join("first"));
    let place = Installation::new()
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0")
        .with("data.key_file", copy.to_str().expect("a path"));
    let token = place.admin_token("admin,moderate,publish,read");
    fs::copy(&copy, &first).expect("copied");
    let server = place.serve();
    let me = async || {
        let request = server.request(Method::GET, "/api/v1/me").bearer_auth(&token);
        Answer::to(request).await
    };
    me().await.expect(200);
    // Another node adds keys, with a key file of its own: first one that seals nothing yet.
    let other = format!("data.key_file={}", first.display());
    let before = fs::read(&copy).expect("the keys");
    let refuses = |key: u32| {
        for command in
            [&["vault", "status"][..], &["vault", "rotate"], &["vault", "rotate", "--later"]]
        {
            let refused = place.run(command);
            let said = String::from_utf8_lossy(&refused.stderr).into_owned();
            let lacks = format!("key {key} was added on another node");
            assert!(!refused.status.success() && said.contains(&lacks), "{said}");
        }
        assert_eq!(fs::read(&copy).expect("the keys"), before);
        let checks = String::from_utf8_lossy(&place.run(&["doctor"]).stdout).into_owned();
        let lacks = format!("key {key} was added on another node and is not in");
        assert!(checks.contains(&lacks), "{checks}");
    };
    let later = place.json(&["vault", "rotate", "--later", "--json", "--set", &other]);
    assert_eq!((&later["keys"], &later["left"]), (&json!([2, 1]), &json!(2)), "{later}");
    me().await.expect(200);
    refuses(2);
    let rotated = place.json(&["vault", "rotate", "--json", "--set", &other]);
    assert_eq!(rotated["keys"], json!([3, 2, 1]), "{rotated}");
    me().await.expect(500);
    refuses(3);
    // Readers notice nothing.
    let article = json!({ "text": "Meanwhile.", "name": "Ann", "email": "ann@example.com" });
    let post = server.request(Method::POST, "/api/v1/articles/1/comments").json(&article);
    Answer::to(post).await.expect(201);

    fs::copy(&first, &copy).expect("copied");
    me().await.expect(200);
    let status = place.json(&["vault", "status", "--json"]);
    assert_eq!((&status["keys"], &status["key"]), (&json!([3, 2, 1]), &json!(3)), "{status}");
    let again = place.json(&["vault", "rotate", "--json"]);
    assert_eq!((&again["key"], &again["left"]), (&json!(4), &json!(0)), "{again}");
}

#[tokio::test]
async fn readers_agree_to_the_words_of_the_form_and_the_words_are_stored() {
    const WORDS: &str = "I agree that my name and my comment are stored.";
    let app = TestApp::with(|config| {
        config.comments.consent = WORDS.into();
        config.comments.consent_version = "2026-11".into();
    })
    .await;
    let (editor, article) = (app.editor().await, app.article().create().await);
    let ann = app.reader();
    let form = ann.form(&article).await.with("text", "No box was ticked.");
    ann.open(&article).await.assert_shows(WORDS);
    let refused = ann.send(&form).await.expect(422);
    refused.assert_shows("No box was ticked.");
    refused.assert_shows("href=\"#consent\" data-code=\"required\"");
    assert_eq!(app.count("comments", "TRUE").await, 0);
    let posted = ann.send(&form.with("consent", "yes")).await;
    let id = ann.posted(&posted).await.id;

    let mut body = json!({ "text": "By JSON.", "name": "Ann", "email": ann.email });
    let refused = ann.post_json(&article, &body).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/consent", "{refused}");
    body["consent"] = json!(false);
    ann.post_json(&article, &body).await.expect(422);
    body["consent"] = json!(true);
    app.advance(Duration::from_secs(60));
    ann.post_json(&article, &body).await.expect(202);
    assert_eq!(app.count("consents", "TRUE").await, 2);
    assert_eq!(app.count("consent_words", "TRUE").await, 1);

    ann.see("/privacy").await.expect(200).assert_shows(WORDS);
    let key = editor.comment(id).await["author"].as_str().expect("a key").to_owned();
    let mut desk = editor.signed_in().await;
    let held = desk.send(&format!("/desk/readers/{key}/data"), &[]).await.expect(200).json();
    let consent = &held["comments"][0]["consent"];
    assert_eq!((&consent["words"], &consent["version"]), (&json!(WORDS), &json!("2026-11")));
    assert_eq!(consent["given_at"], "2026-11-22T09:00:00Z", "{consent}");
    app.run_jobs().await;
}

#[test]
fn the_search_for_leaks_finds_a_planted_one_on_every_surface_and_no_other() {
    let place = Installation::new();
    let clean = place.run(&["audit", "leaks", "--scratch", "--json"]);
    assert!(clean.status.success(), "{clean:?}");
    let report: serde_json::Value =
        serde_json::from_slice(&clean.stdout).expect("JSON on standard output");
    assert_eq!(report["found"], json!([]), "{report}");
    let searched = &report["searched"];
    assert!(searched["answers"].as_i64() > Some(100), "{report}");
    assert!(searched["files"].as_i64() > Some(5), "{report}");
    assert_eq!(searched["commands"], 10, "{report}");
    // The exit code says whether every surface has it.
    let planted = place.run(&["audit", "leaks", "--self-test"]);
    assert!(planted.status.success(), "{}", String::from_utf8_lossy(&planted.stderr));
}

#[tokio::test]
async fn an_encoded_address_in_a_row_of_a_table_is_found() {
    let app = TestApp::start().await;
    if !app.database.is_postgres() {
        // There the files are searched.
        return;
    }
    let canary = Canary::new("row");
    let (any_case, exact) = canary.forms_in_rows();
    let text = format!("to: {}", canary.address());
    for (form, written) in [
        ("text", text.to_uppercase()),
        ("base64", STANDARD.encode(&text)),
        ("hex", text.bytes().map(|byte| format!("{byte:02X}")).collect()),
        ("nothing", "to: nobody".to_owned()),
    ] {
        let (any_case, exact) = (any_case.clone(), exact.clone());
        let search = move |conn: &mut Connection| {
            settings::set(conn, "test", &written)?;
            dialect::tables_with(conn, &any_case, &exact)
        };
        let (tables, found) = app.core.db.write(search).await.expect("searched");
        assert!(tables > 50);
        let expected: &[&str] = if form == "nothing" { &[] } else { &["settings"] };
        assert_eq!(found, expected, "{form}");
    }
}

#[tokio::test]
async fn the_search_for_leaks_in_a_running_installation_removes_what_it_posts() {
    let place = Installation::new()
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let file = place.folder.path().join("token");
    fs::write(&file, &token).expect("written");
    let mut server = place.serve();
    let url = format!("http://{}", server.address);
    let search = ["audit", "leaks", "--json", "--url", &url, "--token-file", "token"];
    let report = place.json(&search);
    assert_eq!(report["found"], json!([]), "{report}");
    assert!(report["searched"]["answers"].as_i64() > Some(50), "{report}");
    if place.database.is_postgres() {
        assert!(report["searched"]["tables"].as_i64() > Some(50), "{report}");
    }
    let request = server.request(Method::GET, "/api/v1/comments").bearer_auth(&token);
    let left = Answer::to(request).await.expect(200).json();
    let of_test = left["items"].as_array().expect("a list").iter();
    assert_eq!(of_test.filter(|comment| comment["name"] == "Test").count(), 0, "{left}");
    server.terminate();
    assert!(server.ended().await.success());
}
