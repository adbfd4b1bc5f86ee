//! The log: its lines, who may read it, and that every change by SQL is detected.

use std::io::BufReader;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use rejoinder::audit::chain::Keys;
use rejoinder::audit::model::{Act, Entry};
use rejoinder::audit::verify::{self, Verdict};
use rejoinder::audit::{self, export, sealing};
use rejoinder::doctor::{self, Repair};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::process::Installation;

async fn verdict(app: &TestApp) -> Verdict {
    verify::verify(&app.core.db, Keys::of(&app.core.vault), app.now()).await.expect("followed")
}

async fn seal(app: &TestApp) -> usize {
    sealing::seal(&app.core.db, Keys::of(&app.core.vault), app.now()).await.expect("sealed")
}

/// A sealed log of at least ten lines.
async fn lived_in() -> TestApp {
    let app = TestApp::start().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    for text in ["One.", "Two.", "Three."] {
        let id = app.reader().post(&article, text).await.id;
        editor.approve(id).await;
    }
    app.run_jobs().await;
    seal(&app).await;
    app
}

/// Removes the triggers that keep the log from being changed by SQL.
fn unlock(app: &TestApp) {
    if app.database.is_postgres() {
        app.database.execute("DROP TRIGGER audit_log_keep ON audit_log");
        app.database.execute("ALTER TABLE audit_seals DROP CONSTRAINT audit_seals_entry_id_fkey");
    } else {
        app.database.execute("DROP TRIGGER audit_log_keep");
        app.database.execute("DROP TRIGGER audit_log_stay");
    }
}

/// Changes the log as an SQL shell does, which looks after no foreign keys.
fn attack(app: &TestApp, sql: &str) {
    if app.database.is_postgres() {
        return app.database.execute(sql);
    }
    let mut conn = SqliteConnection::establish(app.database.url().trim_start_matches("sqlite:"))
        .expect("opened");
    conn.batch_execute(&format!("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = OFF; {sql}"))
        .expect(sql);
}

#[tokio::test]
async fn every_change_by_sql_is_found_and_the_first_broken_line_is_named() {
    let columns =
        "act, actor_id, comment_id, from_status, to_status, reason, note, detail, created_at";
    let copied = format!(
        "INSERT INTO audit_log ({columns}, mac) SELECT {columns}, mac FROM audit_log WHERE id = 2"
    );
    let zeros = if std::env::var("REJOINDER_TEST_DATABASE").is_ok() {
        "decode(repeat('00', 32), 'hex')"
    } else {
        "zeroblob(32)"
    };
    let resealed = format!("UPDATE audit_seals SET hash = {zeros} WHERE seq = 4");
    let last = "(SELECT MAX(seq) FROM audit_seals)";
    let cut = [
        format!(
            "DELETE FROM audit_log WHERE id IN (SELECT entry_id FROM audit_seals WHERE seq = {last})"
        ),
        format!("DELETE FROM audit_seals WHERE seq = {last}"),
    ];
    // What is done, the fault, the seal and the line; 0 stands for the last, -1 for one after it.
    type Attack<'a> = (&'a str, Vec<&'a str>, &'a str, Option<i64>, Option<i64>);
    let attacks: Vec<Attack<'_>> = vec![
        (
            "a note",
            vec!["UPDATE audit_log SET note = 'Nothing happened' WHERE id = 3"],
            "changed",
            Some(3),
            Some(3),
        ),
        (
            "who did it",
            vec!["UPDATE audit_log SET actor_id = 1 WHERE id = 4"],
            "changed",
            Some(4),
            Some(4),
        ),
        (
            "when",
            vec!["UPDATE audit_log SET created_at = created_at - 1 WHERE id = 5"],
            "changed",
            Some(5),
            Some(5),
        ),
        ("a line is gone", vec!["DELETE FROM audit_log WHERE id = 3"], "removed", Some(3), Some(3)),
        (
            "a line and its seal are gone",
            vec!["DELETE FROM audit_log WHERE id = 3", "DELETE FROM audit_seals WHERE seq = 3"],
            "removed",
            Some(3),
            None,
        ),
        (
            "and the gap is closed",
            vec![
                "DELETE FROM audit_log WHERE id = 3",
                "DELETE FROM audit_seals WHERE seq = 3",
                "UPDATE audit_seals SET seq = -seq WHERE seq > 3",
                "UPDATE audit_seals SET seq = -seq - 1 WHERE seq < 0",
            ],
            "moved",
            Some(3),
            Some(4),
        ),
        (
            "a line is put at the end",
            vec!["INSERT INTO audit_log (act, actor_id, created_at) VALUES (0, 1, 1)"],
            "inserted",
            Some(-1),
            Some(-1),
        ),
        ("a line is copied", vec![&copied], "inserted", Some(-1), Some(-1)),
        (
            "two lines change places",
            vec![
                "UPDATE audit_seals SET entry_id = -4 WHERE seq = 4",
                "UPDATE audit_seals SET entry_id = 4 WHERE seq = 5",
                "UPDATE audit_seals SET entry_id = 5 WHERE seq = 4",
            ],
            "moved",
            Some(4),
            Some(5),
        ),
        ("a seal", vec![&resealed], "moved", Some(4), Some(4)),
        ("the end is cut off", cut.iter().map(String::as_str).collect(), "cut_off", Some(0), None),
        (
            "the head is gone",
            vec!["DELETE FROM settings WHERE name = 'audit_head'"],
            "head",
            Some(-1),
            None,
        ),
        (
            "the end is cut off and the head is changed to match",
            vec![
                &cut[0],
                &cut[1],
                "UPDATE settings SET value = replace(value, '\"seq\"', '\"seq\":1,\"x\"') WHERE name = 'audit_head'",
            ],
            "head",
            Some(0),
            None,
        ),
    ];
    for (name, statements, fault, seq, entry) in attacks {
        let app = lived_in().await;
        let before = verdict(&app).await;
        assert!(before.ok && before.entries >= 10, "{before:?}");
        unlock(&app);
        for statement in statements {
            attack(&app, statement);
        }
        let after = verdict(&app).await;
        let broken = after.broken.unwrap_or_else(|| panic!("{name}: nothing was found"));
        let place = |number: Option<i64>| {
            number.map(|number| match number {
                0 => before.entries,
                -1 => before.entries + 1,
                number => number,
            })
        };
        assert_eq!(broken.fault, fault, "{name}: {broken:?}");
        assert_eq!(broken.seq, place(seq), "{name}: {broken:?}");
        if entry != Some(-1) {
            assert_eq!(broken.entry_id, place(entry), "{name}: {broken:?}");
        }
        assert!(!broken.detail.is_empty());
    }
}

#[tokio::test]
async fn a_line_inserted_into_a_gap_is_found() {
    let app = lived_in().await;
    let highest = app.count("audit_log", "1 = 1").await;
    app.database.execute(&format!(
        "INSERT INTO audit_log (id, act, created_at) VALUES ({}, 59, 1)",
        highest + 10
    ));
    let broken = verdict(&app).await.broken.expect("found");
    assert_eq!((broken.fault, broken.entry_id), ("inserted", Some(highest + 10)));
}

#[tokio::test]
async fn lines_are_sealed_once_each_while_readers_post_at_once() {
    let app =
        TestApp::with(|config| config.comments.min_interval = std::time::Duration::ZERO).await;
    let article = app.article().create().await;
    let posts = async {
        let all = (0..60).map(|n| {
            let (reader, article) = (app.reader(), &article);
            async move {
                let body =
                    json!({ "text": format!("Number {n}."), "name": "Jo", "email": reader.email });
                reader.post_json(article, &body).await.expect(202);
            }
        });
        futures_util::future::join_all(all).await;
    };
    let sealing = async {
        for _ in 0..40 {
            seal(&app).await;
        }
    };
    tokio::join!(posts, sealing);
    app.run_jobs().await;
    let verdict = verdict(&app).await;
    assert!(verdict.ok, "{verdict:?}");
    assert_eq!(verdict.entries, app.count("audit_log", "1 = 1").await);
    assert_eq!(app.count("audit_seals", "1 = 1").await, verdict.entries);
}

#[tokio::test]
async fn a_line_that_commits_late_is_sealed_later() {
    let app = TestApp::start().await;
    if !app.database.is_postgres() {
        // The embedded database commits in the order of the numbers.
        return;
    }
    let now = app.now();
    let (started, has_started) = std::sync::mpsc::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let core = app.core.clone();
    let late = tokio::spawn(async move {
        core.db
            .write(move |conn| {
                audit::append(
                    conn,
                    &Entry { note: Some("late"), ..Entry::new(Act::Setting) },
                    now,
                )?;
                // Both ends live as long as the scene.
                let _ = started.send(());
                let _ = released.recv();
                Ok(())
            })
            .await
    });
    tokio::task::spawn_blocking(move || has_started.recv().expect("the late one has begun"))
        .await
        .expect("waited");
    for _ in 0..3 {
        let entry = Entry::new(Act::Setting);
        app.core.db.write(move |conn| audit::append(conn, &entry, now)).await.expect("appended");
    }
    assert_eq!(seal(&app).await, 3);
    assert!(verdict(&app).await.ok, "what is not there yet is not missing");
    release.send(()).expect("it waits");
    late.await.expect("ran").expect("committed");
    assert_eq!(seal(&app).await, 1);
    assert!(verdict(&app).await.ok);
    // A number that was given back stays out, and the next is sealed all the same.
    let failed: Result<(), _> = app
        .core
        .db
        .write(move |conn| {
            audit::append(conn, &Entry::new(Act::Setting), now)?;
            Err(rejoinder::error::Error::NotFound)
        })
        .await;
    failed.expect_err("rolled back");
    app.core
        .db
        .write(move |conn| audit::append(conn, &Entry::new(Act::Setting), now))
        .await
        .expect("appended");
    assert_eq!(seal(&app).await, 1);
    assert!(verdict(&app).await.ok);
}

#[tokio::test]
async fn an_exported_log_is_verified_without_database_and_key() {
    let app = lived_in().await;
    let mut file = Vec::new();
    let keys = Keys::of(&app.core.vault);
    let lines =
        export::export(&app.core.db, keys, None, &mut file, app.now()).await.expect("exported");
    let whole = export::verify_file(BufReader::new(&*file)).expect("read");
    assert!(whole.ok && whole.entries == lines, "{whole:?}");
    let text = String::from_utf8(file).expect("text");
    assert!(
        text.lines().rev().nth(1).expect("a line").contains("\"act\":58"),
        "the export is in the log"
    );
    assert!(!text.contains("@mail.test") && !text.contains("@desk.test"));

    let fault = |text: &str| {
        let verdict = export::verify_file(BufReader::new(text.as_bytes())).expect("read");
        verdict.broken.map(|broken| (broken.fault, broken.seq))
    };
    let all: Vec<&str> = text.lines().collect();
    let without = |left_out: usize| {
        all.iter()
            .enumerate()
            .filter(|(n, _)| *n != left_out)
            .map(|(_, line)| format!("{line}\n"))
            .collect::<String>()
    };
    assert_eq!(fault(&without(3)), Some(("removed", Some(3))));
    assert_eq!(fault(&without(all.len() - 1)), Some(("cut_off", Some(lines + 1))));
    assert_eq!(fault(&without(all.len() - 2)), Some(("cut_off", Some(lines))));
    assert_eq!(
        fault(&text.replacen("\"actor_id\":2", "\"actor_id\":1", 1)).map(|(fault, _)| fault),
        Some("moved")
    );
    assert_eq!(fault(&text.replacen("\"seq\":2,", "\"seq\":2 \"", 1)), Some(("changed", Some(2))));
    assert!(export::verify_file(BufReader::new(&b"a,b\n"[..])).is_err());
}

#[tokio::test]
async fn editors_read_the_log_which_contains_no_address() {
    let app = TestApp::start().await;
    let (article, moderator, editor, admin) = (
        app.article().create().await,
        app.moderator().await,
        app.editor().await,
        app.admin().await,
    );
    let id = app.reader().post(&article, "Words.").await.id;
    moderator.approve(id).await;
    app.run_jobs().await;
    moderator.get("/api/v1/audit").await.expect(403);
    app.request(Method::GET, "/api/v1/audit")
        .send()
        .await
        .map(|answer| assert_eq!(answer.status(), 401))
        .expect("an answer");

    // In and out, with a wrong password before, for an account and for none.
    let mut desk = editor.at_sign_in().await;
    desk.sign_in(&editor.email, "some wrong password").await.expect(403);
    desk.sign_in("nobody@desk.test", "some wrong password").await.expect(403);
    desk.sign_in(&editor.email, &editor.password).await.expect(303);
    desk.see("/desk/account").await.expect(200);
    desk.send("/desk/logout", &[]).await.expect(200);
    let change = json!({ "role": "author", "disabled": true });
    admin.patch(&format!("/api/v1/users/{}", moderator.id), &change).await.expect(200);
    let token = admin
        .post("/api/v1/tokens", &json!({ "name": "brief", "scopes": ["read"] }))
        .await
        .expect(201)
        .json();
    admin.remove(&format!("/api/v1/tokens/{}", token["id"])).await.expect(204);

    let list =
        async |query: &str| editor.get(&format!("/api/v1/audit{query}")).await.expect(200).json();
    let acts = |list: &Value| -> Vec<String> {
        let items = list["items"].as_array().expect("items");
        items.iter().map(|item| item["act"].as_str().expect("an act").to_owned()).collect()
    };
    let newest = list("?limit=7").await;
    assert_eq!(
        acts(&newest),
        [
            "token_revoked",
            "token_made",
            "account",
            "sign_out",
            "sign_in",
            "sign_in_failed",
            "sign_in_failed"
        ]
    );
    assert_eq!(newest["items"][2]["by"]["name"], admin.name);
    assert_eq!(
        newest["items"][2]["detail"],
        json!({ "account": moderator.id, "renamed": false, "was": "moderator", "role": "author", "disabled": true })
    );
    let (unknown, wrong) = (&newest["items"][5], &newest["items"][6]);
    assert_eq!(
        (&unknown["detail"]["account"], &wrong["detail"]["account"]),
        (&Value::Null, &json!(editor.id))
    );
    assert_eq!(wrong["by"], Value::Null);
    assert!(
        wrong["detail"]["network"].as_str().is_some_and(|network| network.ends_with("/24")),
        "{wrong}"
    );
    let after = newest["next"].as_str().expect("more");
    assert_ne!(
        list(&format!("?limit=7&after={after}")).await["items"][0]["id"],
        newest["items"][6]["id"]
    );

    assert_eq!(acts(&list(&format!("?comment={id}")).await), ["approve", "hold"]);
    assert_eq!(acts(&list(&format!("?actor={}&act=approve", moderator.id)).await), ["approve"]);
    assert_eq!(acts(&list("?act=token_revoked").await), ["token_revoked"]);
    assert_eq!(acts(&list("?act=approve&until=2026-11-22T00:00:00Z").await), Vec::<String>::new());
    editor.get("/api/v1/audit?act=applaud").await.expect(422);
    editor.get("/api/v1/audit?since=yesterday").await.expect(422);
    let everything = editor.get("/api/v1/audit?limit=100").await.expect(200).text();
    assert!(
        !everything.contains("@desk.test") && !everything.contains("@mail.test"),
        "{everything}"
    );
    assert!(verdict(&app).await.ok);
}

#[tokio::test]
async fn an_editor_sees_an_address_with_a_reason_and_the_log_records_it() {
    let app = TestApp::start().await;
    let (article, moderator, editor) =
        (app.article().create().await, app.moderator().await, app.editor().await);
    let reader = app.reader();
    let id = reader.post(&article, "Quote me.").await.id;
    let path = format!("/api/v1/comments/{id}/address");
    let why = json!({ "reason": "A letter has to be answered" });
    moderator.post(&path, &why).await.expect(403);
    assert_eq!(editor.post(&path, &json!({})).await.expect(422).faults()[0].1, "required");
    assert_eq!(app.logged(Act::RevealAddress).await, 0);

    let shown = editor.post(&path, &why).await.expect(200);
    assert_eq!(shown.json(), json!({ "address": reader.email }));
    assert_eq!(shown.header("cache-control"), "no-store");
    let lines = editor.get("/api/v1/audit?act=reveal_address").await.expect(200).json();
    assert_eq!(lines["items"][0]["by"]["name"], editor.name);
    assert_eq!(
        (&lines["items"][0]["comment_id"], &lines["items"][0]["note"]),
        (&json!(id), &why["reason"])
    );

    // A repeated request with the same key reveals it once, and no table has the address in clear.
    for _ in 0..2 {
        let request =
            editor.request(Method::POST, &path).header("idempotency-key", "look").json(&why);
        let again = Answer::to(request).await.expect(200);
        assert_eq!(again.json()["address"], json!(reader.email));
    }
    assert_eq!(app.logged(Act::RevealAddress).await, 2);
    assert_eq!(app.count("idempotency_keys", "body LIKE '%mail.test%'").await, 0);

    // By the plain form.
    let mut desk = editor.signed_in().await;
    let refused =
        desk.send(&format!("/desk/comments/{id}/address"), &[("reason", " ")]).await.expect(422);
    refused.assert_shows("Say why you need the address");
    refused.assert_hides(&reader.email);
    let page = desk
        .send(&format!("/desk/comments/{id}/address"), &[("reason", "The lawyer asks")])
        .await
        .expect(200);
    page.assert_shows(&reader.email);
    assert_eq!(app.logged(Act::RevealAddress).await, 3);

    // Nothing is left to reveal after the deletion can no longer be undone.
    editor.delete(id).await;
    app.advance(app.core.settings().moderation.undo_window);
    app.run_jobs().await;
    editor.post(&path, &why).await.expect(404);
    assert_eq!(app.logged(Act::RevealAddress).await, 3);
    app.run_jobs().await;
}

fn faults(checks: &[doctor::Check]) -> Vec<&'static str> {
    checks.iter().filter(|check| !check.ok).map(|check| check.name).collect()
}

#[tokio::test]
async fn the_doctor_finds_inconsistencies_and_repairs_derived_data() {
    let app = lived_in().await;
    let examine = async |repair| doctor::examine(&app.core, repair).await;
    let well = examine(Repair::No).await;
    assert_eq!(faults(&well), Vec::<&str>::new(), "{well:#?}");
    assert!(well.len() >= 10);

    app.execute("UPDATE comment_counts SET n = n + 1").await;
    app.execute("UPDATE thread_counts SET threads = threads + 1 WHERE height = 0").await;
    app.execute("INSERT INTO sections (slug, name) VALUES ('elsewhere', 'Elsewhere')").await;
    app.execute("UPDATE comments SET section_id = (SELECT MAX(id) FROM sections) WHERE id = 1")
        .await;
    let mut broken = vec!["counts", "threads", "sections"];
    if app.database.is_postgres() {
        app.execute("DELETE FROM comment_search WHERE comment_id = 1").await;
        broken.push("search");
        assert_eq!(faults(&examine(Repair::No).await), broken);
        app.execute("DROP INDEX comment_search_words").await;
        broken.push("schema");
        assert_eq!(faults(&examine(Repair::No).await), broken);
    } else {
        app.execute("INSERT INTO comment_search (comment_search) VALUES ('delete-all')").await;
        broken.push("search");
        assert_eq!(faults(&examine(Repair::No).await), broken);
    }
    let mended = examine(Repair::Derived).await;
    assert_eq!(faults(&mended), Vec::<&str>::new(), "{mended:#?}");
    assert!(mended.iter().filter(|check| check.repaired).count() >= 2);
    assert_eq!(faults(&examine(Repair::No).await), Vec::<&str>::new());
    let text = app.moderator().await.comment(1).await["text"].as_str().expect("a text").to_owned();
    let word = text.split_whitespace().next().expect("a word");
    let said =
        app.moderator().await.get(&format!("/api/v1/comments?q={word}")).await.expect(200).json();
    assert!(
        said["items"].as_array().expect("items").iter().any(|item| item["id"] == 1),
        "{word}: {said}"
    );

    // What people have decided is never mended.
    app.execute("UPDATE comments SET status = 2 WHERE id = 1").await;
    app.execute(
        "INSERT INTO jobs (kind, payload, lane, state, run_at, attempts, created_at) VALUES ('x', '{}', 0, 1, 0, 9, 0)",
    )
    .await;
    unlock(&app);
    app.database.execute("UPDATE audit_log SET note = 'x' WHERE id = 2");
    assert_eq!(faults(&examine(Repair::Derived).await), ["decisions", "audit", "schema", "jobs"]);
}

#[tokio::test]
async fn an_operator_verifies_exports_and_examines_from_the_command_line() {
    let place = Installation::new();
    place.admin_token("admin,moderate,publish,read");
    let server = place.serve();
    let verdict = place.json(&["audit", "verify", "--json"]);
    assert_eq!((&verdict["ok"], &verdict["broken"]), (&json!(true), &Value::Null));
    assert!(place.run(&["audit", "verify"]).status.success());
    let examined = place.json(&["doctor", "--json"]);
    assert_eq!(examined["ok"], true, "{examined}");
    let exported = place.run(&["audit", "export", "log.jsonl"]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    assert!(
        !place.run(&["audit", "export", "log.jsonl"]).status.success(),
        "a file is not overwritten"
    );

    // Elsewhere, with neither database nor key.
    let elsewhere = Installation::new();
    let file = place.folder.path().join("log.jsonl");
    let file = file.to_str().expect("a path");
    assert_eq!(elsewhere.json(&["audit", "verify", file, "--json"])["ok"], true);
    assert!(!elsewhere.data().exists(), "nothing was made for it");
    let missing = elsewhere.run(&["audit", "verify", "nothing.jsonl"]);
    assert_eq!(missing.status.code(), Some(2), "no verdict, but a wrong name");

    let tamper = if place.database.is_postgres() {
        [
            "DROP TRIGGER audit_log_keep ON audit_log",
            "UPDATE audit_log SET reason = 'x' WHERE id = 1",
        ]
    } else {
        ["DROP TRIGGER audit_log_keep", "UPDATE audit_log SET reason = 'x' WHERE id = 1"]
    };
    tamper.iter().for_each(|sql| place.database.execute(sql));
    let broken = place.run(&["audit", "verify"]);
    let output = String::from_utf8_lossy(&broken.stderr).into_owned();
    assert_eq!(broken.status.code(), Some(1), "{output}");
    assert!(output.contains("seal 1, line 1"), "{output}");
    let json: Value =
        serde_json::from_slice(&place.run(&["audit", "verify", "--json"]).stdout).expect("JSON");
    assert_eq!(
        (&json["broken"]["entry_id"], &json["broken"]["fault"]),
        (&json!(1), &json!("changed"))
    );
    let examined = place.run(&["doctor"]);
    assert_eq!(examined.status.code(), Some(1));
    let output = String::from_utf8_lossy(&examined.stdout).into_owned();
    assert!(output.contains("FAULT   audit"), "{output}");
    drop(server);
}
