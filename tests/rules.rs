//! Rules, bans and policies, from their creation to their effect on comments.

use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::config::{Policy, SurgeMode};
use rejoinder::status::Status;
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::process::Installation;
use crate::support::snapshots;
use crate::support::staff::Staff;

/// Creates a rule and returns its number.
async fn rule(editor: &Staff, action: &str, condition: Value) -> i64 {
    let body = json!({ "name": "Gambling", "action": action, "reason": "No advertisements", "condition": condition });
    editor.post("/api/v1/rules", &body).await.expect(201).json()["id"].as_i64().expect("a number")
}

fn words(words: &[&str]) -> Value {
    json!({ "field": "text", "operator": "contains_word", "value": words })
}

#[tokio::test]
async fn a_disguised_word_is_held_and_shown_as_it_was_written() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let id = rule(&editor, "hold", words(&["casino", "free spins"])).await;
    let caught = app.reader().post(&article, "Über the Cаsі\u{200B}nо we go").await.id;
    let innocent = app.reader().post(&article, "The casinos of Monaco").await.id;

    let comment = editor.comment(caught).await;
    assert_eq!(comment["status"], "pending");
    let reason = &comment["reasons"][0];
    assert_eq!(
        (&reason["code"], &reason["rule"], &reason["version"], &reason["action"], &reason["field"]),
        (&json!("rule"), &json!(id), &json!(1), &json!("hold"), &json!("text"))
    );
    assert_eq!((&reason["start"], &reason["end"]), (&json!(9), &json!(16)));
    assert_eq!(reason["found"], "Cаsі\u{200B}nо");
    assert!(reason["detail"].as_str().expect("words").contains("No advertisements"), "{reason}");
    assert_eq!(comment["reasons"].as_array().map(Vec::len), Some(1));
    assert_eq!(editor.comment(innocent).await["status"], "approved");
    let list = editor.get(&format!("/api/v1/comments?rule={id}")).await.expect(200);
    assert_eq!(list.item_ids(), [caught]);

    let shown = editor.get(&format!("/api/v1/rules/{id}")).await.expect(200).json();
    snapshots::json("rule", &shown);
    assert_eq!(shown["author"], editor.name.as_str());
    app.run_jobs().await;
}

#[tokio::test]
async fn each_action_has_its_effect_and_only_held_comments_are_mailed() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    for (action, word) in
        [("reject", "idiots"), ("spam", "viagra"), ("flag", "lawyer"), ("publish", "library")]
    {
        rule(&editor, action, words(&[word])).await;
    }
    for (text, status) in [
        ("You idiots", "rejected"),
        ("Cheap viagra", "spam"),
        ("Ask a lawyer", "approved"),
        ("Idiots with viagra", "rejected"),
        ("Plain", "approved"),
    ] {
        let id = app.reader().post(&article, text).await.id;
        let comment = editor.comment(id).await;
        assert_eq!(
            (&comment["status"], &comment["first_status"]),
            (&json!(status), &json!(status)),
            "{text}"
        );
    }
    editor.put("/api/v1/policies/site", &json!({ "policy": "hold_all" })).await.expect(200);
    let published = app.reader().post(&article, "It is in the library").await.id;
    assert_eq!(editor.status_of(published).await, "approved");
    assert_eq!(editor.reasons_of(published).await, ["rule"]);
    // Never over the trap for programs.
    let reader = app.reader();
    let form =
        reader.form(&article).await.with("text", "Also in the library").with("homepage2", "x");
    app.advance(Duration::from_secs(30));
    let trapped = reader.posted(&reader.send(&form).await.expect(303)).await.id;
    assert_eq!(editor.reasons_of(trapped).await, ["honeypot", "rule", "policy_hold_all"]);
    app.run_jobs().await;
    // The one that is trapped and no other waits.
    let held: Vec<i64> = app
        .comments()
        .await
        .into_iter()
        .filter(|comment| comment.status == Status::Pending)
        .map(|comment| comment.id.0)
        .collect();
    assert_eq!(held, [trapped]);
}

#[tokio::test]
async fn an_invalid_rule_is_refused_with_the_field() {
    let app = TestApp::start().await;
    let (editor, moderator) = (app.editor().await, app.moderator().await);
    let sent = json!({ "name": " ", "action": "explode", "reason": "x".repeat(301), "condition": { "field": "text", "operator": "regex", "value": "(" } });
    let faults = editor.post("/api/v1/rules", &sent).await.expect(422).faults();
    let faults: Vec<(&str, &str)> =
        faults.iter().map(|(pointer, code)| (pointer.as_str(), code.as_str())).collect();
    assert_eq!(
        faults,
        [
            ("/name", "required"),
            ("/reason", "too_long"),
            ("/action", "unknown"),
            ("/condition/value", "regex")
        ]
    );
    for (condition, pointer) in [
        (json!({ "field": "text", "operator": "in_list", "value": [] }), "/condition/value"),
        (json!({ "field": "shoes", "operator": "in_list", "value": ["x"] }), "/condition/field"),
        (json!({ "field": "length", "operator": "regex", "value": "x" }), "/condition/operator"),
        (
            json!({ "any": [words(&["x"]), { "all": [words(&[])] }] }),
            "/condition/any/1/all/0/value",
        ),
    ] {
        let sent = json!({ "name": "A", "action": "hold", "reason": "B", "condition": condition });
        let faults = editor.post("/api/v1/rules", &sent).await.expect(422).faults();
        assert_eq!(faults[0].0, pointer, "{condition}");
    }
    let good = json!({ "name": "A", "action": "hold", "reason": "B", "condition": words(&["x"]) });
    moderator.post("/api/v1/rules", &good).await.expect(403);
    moderator.get("/api/v1/rules").await.expect(403);
    editor.get("/api/v1/rules/999").await.expect(404);
    assert_eq!(app.count("rules", "1 = 1").await, 0);
}

#[tokio::test]
async fn each_change_is_a_version_and_a_line_in_the_log_and_a_stale_one_is_refused() {
    let app = TestApp::publishing().await;
    let (article, ann, bo) = (app.article().create().await, app.editor().await, app.editor().await);
    let id = rule(&ann, "hold", words(&["casino"])).await;
    let path = format!("/api/v1/rules/{id}");
    let changed = bo
        .patch(&path, &json!({ "version": 1, "condition": words(&["roulette"]) }))
        .await
        .expect(200)
        .json();
    assert_eq!((&changed["version"], &changed["name"]), (&json!(2), &json!("Gambling")));
    let late = ann.patch(&path, &json!({ "version": 1, "enabled": false })).await.expect(409);
    assert_eq!(
        (late.code().as_str(), &late.json()["present"]["version"]),
        ("stale_version", &json!(2))
    );
    ann.patch(&path, &json!({ "enabled": false })).await.expect(422);
    // The same again is no new version.
    ann.patch(&path, &json!({ "version": 2, "name": "Gambling" })).await.expect(200);

    let casino = app.reader().post(&article, "casino").await.id;
    let roulette = app.reader().post(&article, "roulette").await.id;
    assert_eq!(ann.comment(casino).await["status"], "approved");
    assert_eq!(ann.comment(roulette).await["reasons"][0]["version"], 2);
    ann.patch(&path, &json!({ "version": 2, "enabled": false })).await.expect(200);
    let after = app.reader().post(&article, "roulette again").await.id;
    assert_eq!(ann.comment(after).await["status"], "approved");

    let versions = ann.get(&format!("{path}/versions")).await.expect(200).json();
    let items = versions["items"].as_array().expect("versions");
    assert_eq!(items.iter().map(|item| &item["version"]).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(
        (&items[1]["by"], &items[2]["condition"]["value"]),
        (&json!(bo.name), &json!(["casino"]))
    );

    ann.remove(&format!("{path}?version=2")).await.expect(409);
    ann.remove(&path).await.expect(422);
    ann.remove(&format!("{path}?version=3")).await.expect(204);
    ann.get(&path).await.expect(404);
    assert_eq!(ann.get("/api/v1/rules").await.expect(200).json()["items"], json!([]));
    let log = ann.get("/api/v1/audit?act=rule").await.expect(200).items();
    assert_eq!(log.len(), 4);
    assert!(
        log.iter().all(|line| line["by"].is_object() && line["detail"]["rule"] == id),
        "{log:?}"
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn a_rule_that_catches_nothing_for_ninety_days_is_dead() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let busy = rule(&editor, "flag", words(&["harbour"])).await;
    let idle = rule(&editor, "flag", words(&["zeppelin"])).await;
    app.advance(Duration::from_secs(60 * 86_400));
    app.reader().post(&article, "The harbour!").await;
    app.advance(Duration::from_secs(29 * 86_400));
    let dead = |list: &Value| -> Vec<i64> {
        let items = list["items"].as_array().expect("rules").iter();
        items
            .filter(|rule| rule["dead"] == true)
            .map(|rule| rule["id"].as_i64().expect("a number"))
            .collect()
    };
    assert!(dead(&editor.get("/api/v1/rules").await.json()).is_empty());
    app.advance(Duration::from_secs(86_400));
    // Tokens live for ninety days.
    let editor = app.editor().await;
    let list = editor.get("/api/v1/rules").await.expect(200).json();
    assert_eq!(dead(&list), [idle]);
    assert!(list["items"][1]["id"] == busy && list["items"][1]["hits"] == 1, "{list}");
    app.run_jobs().await;
}

#[tokio::test]
async fn rules_can_test_the_readers_record_and_the_section() {
    let app = TestApp::publishing().await;
    let (harbour, town) =
        (app.article().section("Harbour").create().await, app.article().create().await);
    let editor = app.editor().await;
    let newcomer = json!({ "all": [
        { "field": "section", "operator": "in_list", "value": ["harbour"] },
        { "field": "reader_approved", "operator": "less_than", "value": 1 },
    ] });
    rule(&editor, "hold", newcomer).await;
    let reader = app.reader();
    let first = reader.post(&harbour, "My first one here").await.id;
    assert_eq!(editor.comment(first).await["status"], "pending");
    let elsewhere = reader.post(&town, "Elsewhere").await.id;
    assert_eq!(editor.comment(elsewhere).await["status"], "approved");
    let second = reader.post(&harbour, "Known by now").await.id;
    assert_eq!(editor.comment(second).await["status"], "approved");
    app.run_jobs().await;
}

#[tokio::test]
async fn who_types_a_known_readers_address_has_not_that_readers_record() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let known = app.reader().with_email("ann@paper.test").at("198.51.100.7");
    known.post(&article, "A first word from home").await;
    let record = |field: &str, operator: &str, value: i64| json!({ "field": field, "operator": operator, "value": value });
    rule(&editor, "hold", record("reader_approved", "less_than", 1)).await;
    rule(&editor, "hold", record("reader_rejected", "more_than", 0)).await;

    let stranger = app.reader().with_email("ann@paper.test").at("203.0.113.9");
    let posed = stranger.post(&article, "We sailed in March").await.id;
    assert_eq!(editor.comment(posed).await["status"], "pending");
    editor.decide(posed, "reject").await;
    let unknown = app.reader().with_email("bo@paper.test").at("203.0.113.9");
    let other = unknown.post(&article, "We sailed in April").await.id;
    assert_eq!(
        editor.comment(posed).await["reasons"],
        editor.comment(other).await["reasons"],
        "a stranger does not learn which addresses are known"
    );

    let second = known.post(&article, "A second word from home").await.id;
    assert_eq!(
        editor.comment(second).await["status"],
        "approved",
        "what strangers wrote does not count"
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn a_backtest_counts_correct_and_wrong_hits() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let mut spam = Vec::new();
    for text in ["Buy at the casino", "CASINO night", "Other rubbish"] {
        let id = app.reader().post(&article, text).await.id;
        editor.decide(id, "spam").await;
        spam.push(id);
    }
    let good = app.reader().post(&article, "The old casino burned down in 1931").await.id;
    app.reader().post(&article, "Nothing to see").await;
    let waiting = app.reader().post(&article, "casino, undecided").await.id;
    editor.decide(waiting, "hold").await;

    let wish = json!({ "condition": words(&["casino"]) });
    let trial = editor.post("/api/v1/rules/backtest", &wish).await.expect(200).json();
    snapshots::json("backtest", &trial);
    assert_eq!(trial["rightly"]["samples"][0], json!({ "comment_id": spam[1], "found": "CASINO" }));
    assert_eq!(trial["wrongly"]["samples"], json!([{ "comment_id": good, "found": "casino" }]));
    assert!((trial["precision"].as_f64().expect("a number") - 2.0 / 3.0).abs() < 1e-9);

    let id = rule(
        &editor,
        "hold",
        json!({ "field": "domain", "operator": "in_list", "value": ["mail.test"] }),
    )
    .await;
    let path = format!("/api/v1/rules/{id}/backtest");
    let trial = editor.post(&path, &json!({ "last": 2 })).await.expect(200).json();
    assert_eq!(
        (&trial["checked"], &trial["wrongly"]["count"]),
        (&json!(2), &json!(2)),
        "sealed addresses count: {trial}"
    );
    editor.post(&path, &json!({ "last": 20_001 })).await.expect(422);
    let newcomers =
        json!({ "condition": { "field": "reader_approved", "operator": "less_than", "value": 1 } });
    let trial = editor.post("/api/v1/rules/backtest", &newcomers).await.expect(200).json();
    assert_eq!((&trial["rightly"]["count"], &trial["wrongly"]["count"]), (&json!(3), &json!(2)));
    app.run_jobs().await;
}

#[tokio::test]
async fn bans_reject_or_hold_by_reader_domain_and_network() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let ban = async |target: Value| {
        let mut body = json!({ "effect": "reject", "reason": "Threats" });
        for (name, value) in target.as_object().expect("fields") {
            body[name] = value.clone();
        }
        let made = editor.post("/api/v1/bans", &body).await.expect(201).json();
        format!("/api/v1/bans/{}", made["id"])
    };
    ban(json!({ "domain": "spam.test" })).await;
    ban(json!({ "network": "203.0.113.0/24", "effect": "hold" })).await;
    ban(json!({ "domain": "once.test", "expires_at": "2026-11-23T00:00:00Z" })).await;
    let status = |id| {
        let editor = &editor;
        async move {
            let comment = editor.comment(id).await;
            (comment["status"].clone(), comment["reasons"][0]["code"].clone())
        }
    };

    let below =
        app.reader().with_email("x@deep.spam.test").post(&article, "From a banned domain").await.id;
    assert_eq!(status(below).await, (json!("rejected"), json!("banned")));
    let beside = app.reader().with_email("x@notspam.test").post(&article, "From another").await.id;
    assert_eq!(status(beside).await.0, "approved");
    let watched = app.reader().at("203.0.113.9").post(&article, "From a watched network").await.id;
    assert_eq!(status(watched).await, (json!("pending"), json!("held_always")));
    let soon = app.reader().with_email("x@once.test").post(&article, "While it lasts").await.id;
    assert_eq!(status(soon).await.0, "rejected");
    app.advance(Duration::from_secs(2 * 86_400));
    let later = app.reader().with_email("y@once.test").post(&article, "It has expired").await.id;
    assert_eq!(status(later).await.0, "approved");

    let reader = app.reader();
    let first = reader.post(&article, "Before the ban").await.id;
    let on_reader = ban(json!({ "comment_id": first })).await;
    let second = reader.post(&article, "After the ban").await.id;
    assert_eq!(status(second).await, (json!("rejected"), json!("banned")));
    editor.remove(&on_reader).await.expect(204);
    let third = reader.post(&article, "After it was lifted").await.id;
    assert_eq!(status(third).await.0, "approved");
    assert_eq!(app.count("comment_reasons", "code LIKE 'ban:%'").await, 4);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_most_specific_policy_applies() {
    let app = TestApp::with(|config| config.comments.policy = Policy::PublishAll).await;
    let editor = app.editor().await;
    let (in_section, other) =
        (app.article().section("Harbour").create().await, app.article().create().await);
    let sibling = app.article().section("Harbour").create().await;
    let reason = |article| {
        let (app, editor) = (&app, &editor);
        async move {
            let id = app.reader().post(article, "What becomes of me?").await.id;
            editor.comment(id).await["reasons"][0]["code"].as_str().expect("a code").to_owned()
        }
    };
    assert_eq!(reason(&in_section).await, "policy_publish_all");
    let set = editor
        .put("/api/v1/policies/section:harbour", &json!({ "policy": "hold_all" }))
        .await
        .expect(200);
    assert_eq!((&set.json()["scope"], &set.json()["name"]), (&json!("section"), &json!("Harbour")));
    assert_eq!(reason(&in_section).await, "policy_hold_all");
    assert_eq!(reason(&other).await, "policy_publish_all");
    editor.put("/api/v1/policies/site", &json!({ "policy": "first_comment" })).await.expect(200);
    assert_eq!(reason(&other).await, "first_comment");
    assert_eq!(reason(&in_section).await, "policy_hold_all");
    let article = format!("/api/v1/policies/article:{}", in_section.id);
    editor.put(&article, &json!({ "policy": "rules_only" })).await.expect(200);
    assert_eq!(reason(&in_section).await, "policy_rules_only");
    assert_eq!(reason(&sibling).await, "policy_hold_all");

    let list = editor.get("/api/v1/policies?limit=2").await.expect(200);
    snapshots::json("policies", &list.json());
    assert_eq!(list.json()["items"].as_array().expect("policies").len(), 2);
    assert_eq!(list.json()["configured"], "publish_all");
    let next = list.json()["next"].as_str().expect("more").to_owned();
    let rest =
        editor.get(&format!("/api/v1/policies?limit=2&after={next}")).await.expect(200).json();
    assert_eq!(rest["items"][0]["article"], in_section.id);

    editor.remove(&article).await.expect(204);
    editor.get(&article).await.expect(404);
    assert_eq!(reason(&in_section).await, "policy_hold_all");
    editor.put("/api/v1/policies/site", &json!({ "policy": "whatever" })).await.expect(422);
    editor
        .put("/api/v1/policies/section:nowhere", &json!({ "policy": "hold_all" }))
        .await
        .expect(404);
    editor.put("/api/v1/policies/article:99", &json!({ "policy": "hold_all" })).await.expect(404);
    app.moderator().await.get("/api/v1/policies").await.expect(403);
    assert_eq!(app.logged(Act::Policy).await, 4);
    app.run_jobs().await;
}

#[tokio::test]
async fn comments_on_an_article_with_a_surge_are_held_or_slowed() {
    let app = TestApp::publishing().await;
    let (crowded, slow) = (app.article().create().await, app.article().create().await);
    let editor = app.editor().await;
    app.open_surge(&crowded, SurgeMode::HoldAll).await;
    app.open_surge(&slow, SurgeMode::Slow).await;
    let held = app.reader().post(&crowded, "One of many").await.id;
    assert_eq!(editor.reasons_of(held).await, ["surge"]);
    let reader = app.reader();
    reader.post(&slow, "The first").await;
    // Reading takes thirty seconds, and fifteen would be enough otherwise.
    assert_eq!(reader.try_post(&slow, "The second").await.expect(429).header("retry-after"), "90");
    app.advance(Duration::from_secs(3_600));
    let after = app.reader().post(&crowded, "Calm again").await.id;
    assert_eq!(editor.comment(after).await["status"], "approved");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_list_of_wordpress_is_a_rule_with_one_command_or_request() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let many: String = (0..50_000).map(|n| format!("cheap-thing-{n}\n")).collect();
    let wish = json!({ "format": "wordpress", "list": format!("{many}reader-3@\n203.0.113.9\n"), "action": "spam" });
    let made = editor.post("/api/v1/rules/import", &wish).await.expect(201).json();
    assert_eq!((&made["entries"], &made["skipped"]), (&json!(50_002), &json!(0)));
    assert_eq!(
        (&made["rule"]["condition"], &made["rule"]["name"]),
        (&Value::Null, &json!("Imported words"))
    );
    let by_word = app.reader().post(&article, "See CHEAP-THING-4711!").await.id;
    assert_eq!(editor.comment(by_word).await["reasons"][0]["found"], "CHEAP-THING-4711");
    let by_network = app.reader().at("203.0.113.200").post(&article, "From there").await.id;
    assert_eq!(editor.comment(by_network).await["status"], "spam");
    let by_address =
        app.reader().with_email("reader-3@elsewhere.test").post(&article, "Me again").await.id;
    assert_eq!(editor.comment(by_address).await["reasons"][0]["found"], "the address");
    editor
        .post("/api/v1/rules/import", &json!({ "format": "wordpress", "list": "\n" }))
        .await
        .expect(422);
    editor.post("/api/v1/rules/import", &json!({ "format": "csv", "list": "x" })).await.expect(422);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_command_imports_a_file_into_a_running_server() {
    let installation = Installation::new().with("comments.policy", "publish_all");
    let file = installation.folder.path().join("domains.txt");
    std::fs::write(&file, "# known spammers\nspam.test\n0.0.0.0 ads.test\n").expect("a file");
    let file = file.display().to_string();
    let made = installation
        .json(&["rules", "import", "--format", "domains", "--action", "reject", "--json", &file]);
    assert_eq!((&made["entries"], &made["id"]), (&json!(2), &json!(1)));
    let listed = installation.json(&["rules", "list", "--json"]);
    assert_eq!((&listed[0]["action"], &listed[0]["enabled"]), (&json!("reject"), &json!(true)));
    let refused = installation.run(&["rules", "import", "--format", "domains", "/nowhere/at/all"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[tokio::test]
async fn an_editor_creates_tests_and_switches_rules_by_plain_forms() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let caught = app.reader().post(&article, "A casino <b>again</b>").await.id;
    let mut desk = editor.signed_in().await;
    snapshots::page("desk_rules_empty", &desk.see("/desk/rules").await.expect(200));
    snapshots::page("desk_rule_new", &desk.see("/desk/rules/new").await.expect(200));
    let mut fields = vec![
        ("name", "Gambling"),
        ("t0-field", "text"),
        ("t0-operator", "contains_word"),
        ("t0-value", "casino\nfree spins"),
        ("action", "hold"),
        ("reason", "No advertisements"),
        ("enabled", "yes"),
        ("do", "try"),
    ];
    let tried = desk.send("/desk/rules/new", &fields).await.expect(200);
    snapshots::page("desk_rule_tested", &tried);
    tried.assert_shows(&format!("/desk/comments/{caught}"));
    assert_eq!(app.count("rules", "1 = 1").await, 0);
    fields[7] = ("do", "save");
    fields[2] = ("t0-operator", "more_than");
    let refused = desk.send("/desk/rules/new", &fields).await.expect(422);
    snapshots::page("desk_rule_with_faults", &refused);
    fields[2] = ("t0-operator", "contains_word");
    let made = desk.send("/desk/rules/new", &fields).await.expect(303).location().to_owned();
    let page = desk.see(&made).await.expect(200);
    snapshots::page("desk_rule_saved", &page);

    let held = app.reader().post(&article, "Casino night").await.id;
    assert_eq!(editor.comment(held).await["status"], "pending");
    let path = made.split('?').next().expect("a path").to_owned();
    desk.send(&format!("{path}/switch"), &[("version", "1"), ("enabled", "no")]).await.expect(303);
    let stale = desk
        .send(&format!("{path}/switch"), &[("version", "1"), ("enabled", "yes")])
        .await
        .expect(409);
    snapshots::page("desk_rule_conflict", &stale);
    let list = desk.see("/desk/rules").await.expect(200);
    snapshots::page("desk_rules", &list);
    let public = app.reader().post(&article, "Casino night, again").await.id;
    assert_eq!(editor.comment(public).await["status"], "approved");
    desk.send(&format!("{path}/remove"), &[("version", "2")]).await.expect(303);
    desk.see(&path).await.expect(404);

    let import =
        [("format", "domains"), ("list", "spam.test\nads.test"), ("import_action", "spam")];
    let imported = desk.send("/desk/rules/import", &import).await.expect(303).location().to_owned();
    desk.see(&imported).await.expect(200).assert_shows("Imported domains");
    desk.send("/desk/rules/import", &[("format", "domains"), ("list", "#")]).await.expect(422);
    app.moderator().await.signed_in().await.see("/desk/rules").await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn tests_of_a_rule_are_rows_that_buttons_add_and_remove() {
    let app = TestApp::publishing().await;
    let editor = app.editor().await;
    let stored = json!({ "any": [words(&["x"]), { "all": [words(&["y"]), words(&["z"])] }] });
    let id = rule(&editor, "hold", stored.clone()).await;
    let mut desk = editor.signed_in().await;
    let path = format!("/desk/rules/{id}");
    let page = desk.see(&path).await.expect(200);
    assert_eq!(page.textarea("condition-any-0-value").as_deref(), Some("x"));
    assert_eq!(page.textarea("condition-any-1-all-1-value").as_deref(), Some("z"));
    snapshots::page("desk_rule_rows", &page);

    let row = |place: &str, value: &str| {
        [("field", "text"), ("operator", "contains_word"), ("value", value)]
            .map(|(part, given)| (format!("t{place}-{part}"), given.to_owned()))
    };
    let common = [
        ("version", "1"),
        ("name", "Rows"),
        ("action", "hold"),
        ("reason", "Because"),
        ("enabled", "yes"),
        ("combine", "any"),
        ("t1-combine", "all"),
    ];
    let mut form: Vec<(String, String)> =
        common.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    for (place, value) in [("0", "x"), ("1.0", "y"), ("1.1", "z")] {
        form.extend(row(place, value));
    }
    let with = |button: &str, form: &[(String, String)]| {
        let mut form = form.to_vec();
        form.push(("do".to_owned(), button.to_owned()));
        form
    };
    let more = desk.send_owned(&path, &with("add-1", &form)).await.expect(200);
    assert_eq!(more.textarea("condition-any-1-all-2-value").as_deref(), Some(""));
    assert_eq!(
        more.textarea("condition-any-1-all-1-value").as_deref(),
        Some("z"),
        "what was written stays"
    );
    let fewer = desk.send_owned(&path, &with("remove-0", &form)).await.expect(200);
    assert_eq!(fewer.textarea("condition-any-0-all-1-value").as_deref(), Some("z"));
    assert_eq!(fewer.textarea("condition-any-0-value"), None);
    let unchanged = editor.get(&format!("/api/v1/rules/{id}")).await.expect(200).json();
    assert_eq!(unchanged["condition"], stored);

    form.extend(row("1.2", ""));
    let refused = desk.send_owned(&path, &with("save", &form)).await.expect(422);
    refused.assert_shows("href=\"#condition-any-1-all-2-value\"");
    refused.assert_shows("id=\"condition-any-1-all-2-value-error\"");
    let at = form.len() - 1;
    form[at].1 = "mud".to_owned();
    desk.send_owned(&path, &with("save", &form)).await.expect(303);
    let saved = editor.get(&format!("/api/v1/rules/{id}")).await.expect(200).json();
    let group = json!({ "all": [words(&["y"]), words(&["z"]), words(&["mud"])] });
    assert_eq!(saved["condition"], json!({ "any": [words(&["x"]), group] }));
    app.run_jobs().await;
}

#[tokio::test]
async fn an_editor_sets_policies_by_a_plain_form() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().section("Harbour").create().await, app.editor().await);
    let mut desk = editor.signed_in().await;
    snapshots::page("desk_policies", &desk.see("/desk/policies").await.expect(200));
    let of_article = [
        ("place", "article"),
        ("article", article.path.as_str()),
        ("policy", "hold_all"),
        ("do", "set"),
    ];
    desk.send("/desk/policies", &of_article).await.expect(303);
    let id = app.reader().post(&article, "Waiting now").await.id;
    assert_eq!(editor.comment(id).await["status"], "pending");
    snapshots::page("desk_policies_of_article", &desk.see("/desk/policies").await.expect(200));
    let place = format!("article:{}", article.id);
    desk.send("/desk/policies", &[("place", &place), ("do", "clear")]).await.expect(303);
    let id = app.reader().post(&article, "Public now").await.id;
    assert_eq!(editor.comment(id).await["status"], "approved");
    let nowhere =
        [("place", "article"), ("article", "/nowhere"), ("policy", "hold_all"), ("do", "set")];
    let wrong = desk.send("/desk/policies", &nowhere).await.expect(422);
    snapshots::page("desk_policy_with_faults", &wrong);
    // Two places at once: neither is taken for the other.
    let both = [("place", "site"), ("article", "1"), ("policy", "hold_all"), ("do", "set")];
    desk.send("/desk/policies", &both).await.expect(422).assert_shows("Choose “One article” above");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_comment_flagged_by_a_rule_is_public_and_has_a_review() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    rule(&editor, "flag", words(&["lawyer"])).await;
    let id = app.reader().post(&article, "Ask your lawyer.").await.id;
    app.reader().post(&article, "Ask your neighbour.").await;

    assert_eq!(editor.comment(id).await["status"], "approved");
    let open = editor.get("/api/v1/reviews?kind=flags").await.expect(200).json();
    let items = open["items"].as_array().expect("a list");
    assert_eq!(items.len(), 1, "{open}");
    let path = format!("/api/v1/reviews/{}", items[0]["id"]);
    let upheld = json!({ "resolution": "uphold", "version": 1 });
    editor.post(&format!("{path}/resolution"), &upheld).await.expect(200);
    assert_eq!(editor.comment(id).await["status"], "rejected");
    app.run_jobs().await;
}
