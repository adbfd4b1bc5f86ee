//! The queue: lists, search and counts, claims, section moderators, and mail about late sections.

use std::time::Duration;

use futures_util::future::join_all;
use rejoinder::config::Policy;
use rejoinder::doctor;
use rejoinder::ids::CommentId;
use rejoinder::moderation::alerts;
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::rows::{ManyComments, Results};
use crate::support::snapshots;
use crate::support::staff::Staff;

const MINUTE: Duration = Duration::from_secs(60);

/// The ids of a whole list, read part by part.
async fn listed(staff: &Staff, query: &str) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut after = String::new();
    loop {
        let part =
            staff.get(&format!("/api/v1/comments?limit=2&{query}{after}")).await.expect(200).json();
        let items = part["items"].as_array().expect("items");
        ids.extend(items.iter().map(|item| item["id"].as_i64().expect("an id")));
        match part["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return ids,
        }
    }
}

/// Fails if the doctor finds a counter that differs from the rows.
async fn assert_counted(app: &TestApp) {
    let checks = doctor::examine(&app.core, doctor::Repair::No).await;
    let counts = checks.iter().find(|check| check.name == "counts").expect("the check of counts");
    assert!(counts.ok, "{counts:?}");
}

#[tokio::test]
async fn a_list_can_be_filtered_by_every_property() {
    let app = TestApp::start().await;
    let (editor, moderator) = (app.editor().await, app.moderator().await);
    let article = app.article().section("Harbour").create().await;
    let rule = json!({ "name": "Birds", "action": "hold", "reason": "Not about the harbour",
        "condition": { "field": "text", "operator": "contains_word", "value": "geese" } });
    let rule = editor.post("/api/v1/rules", &rule).await.expect(201).json()["id"].clone();
    let mut ids = Vec::new();
    // Whether the form's honeypot is filled, which is a reason, and the reader's network.
    for (text, honeypot, network) in [
        ("Mud in the harbour", "x", "192.0.2.7"),
        ("Ferries in the harbour", "", "198.51.100.1"),
        ("Geese", "x", "198.51.101.1"),
        ("The café is closed", "x", "198.51.102.1"),
        ("Harbours", "", "192.0.2.9"),
    ] {
        let reader = app.reader().at(network);
        let form = reader.form(&article).await.with("text", text).with("homepage2", honeypot);
        app.advance(MINUTE);
        ids.push(reader.posted(&reader.send(&form).await.expect(303)).await.id);
    }
    let [a, b, c, d, e] = ids[..] else { panic!("five comments") };
    app.run_jobs().await;
    let results = |score| Results { score: Some(score), ..Results::default() };
    app.database.set_results(&[a], &Results { language: Some("eng"), ..results(Some(0.9)) });
    let german =
        Results { language: Some("deu"), group_id: Some(CommentId(b)), ..results(Some(0.2)) };
    app.database.set_results(&[b, c], &german);
    app.database.set_results(&[d, e], &results(None));
    moderator.post(&format!("/api/v1/comments/{b}/claim"), &json!({})).await.expect(200);
    moderator.approve(d).await;
    moderator.approve(e).await;
    moderator.put(&format!("/api/v1/comments/{d}/pin"), &json!({})).await.expect(200);
    moderator.put(&format!("/api/v1/comments/{e}/feature"), &json!({})).await.expect(200);
    let by_rule = format!("reason=honeypot&rule={rule}");
    for (query, expected) in [
        ("order=oldest", vec![a, b, c, d, e]),
        ("order=score", vec![a, c, b, e, d]),
        ("order=score&status=pending", vec![a, c, b]),
        ("order=score&section=harbour&status=approved", vec![e, d]),
        ("section=harbour", vec![e, d, c, b, a]),
        ("section=-", vec![]),
        ("section=nowhere", vec![]),
        ("score_from=0.2&score_to=0.5", vec![c, b]),
        ("language=deu", vec![c, b]),
        ("group=0", vec![]),
        ("pinned=true", vec![d]),
        ("pinned=false", vec![e, c, b, a]),
        ("featured=true", vec![e]),
        ("featured=true&pinned=true", vec![]),
        ("network=192.0.2.0%2F24", vec![e, a]),
        ("network=192.0.2.0%2F24&status=pending&section=harbour", vec![a]),
        ("reason=honeypot", vec![d, c, a]),
        (by_rule.as_str(), vec![c]),
        ("reason=honeypot&status=pending", vec![a, c]),
        ("rule=999", vec![]),
        ("claimed=me", vec![b]),
        ("claimed=nobody", vec![e, d, c, a]),
        ("q=harbour", vec![e, b, a]),
        ("q=HARBOUR&order=oldest", vec![a, b, e]),
        ("q=harbour+in", vec![b, a]),
        ("q=harbour&reason=honeypot", vec![a]),
        ("q=harbour&order=score", vec![a, b, e]),
        ("q=cafe", vec![d]),
        ("q=caf%C3%A9&status=approved", vec![d]),
        ("q=%22harbour%22+OR+geese", vec![]),
        ("q=harbour*+%26+%7C+%21+%27+NEAR(mud", vec![]),
        ("q=mud&claimed=nobody&score_from=0.5&language=eng", vec![a]),
    ] {
        assert_eq!(listed(&moderator, query).await, expected, "{query}");
    }
    assert_eq!(listed(&moderator, &format!("group={b}&order=oldest")).await, [b, c]);
    let first = moderator.get("/api/v1/comments?limit=2&order=score").await.expect(200).json();
    let cursor = first["next"].as_str().expect("more");
    moderator.get(&format!("/api/v1/comments?order=oldest&after={cursor}")).await.expect(422);
    for wrong in ["q=%21%21", "score_from=2", "claimed=you", "order=random"] {
        moderator.get(&format!("/api/v1/comments?{wrong}")).await.expect(422);
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn counters_stay_right_under_concurrent_changes() {
    let app = TestApp::with(|config| config.comments.min_interval = Duration::ZERO).await;
    let (editor, moderator) = (app.editor().await, app.moderator().await);
    let articles = [
        app.article().section("Harbour").create().await,
        app.article().section("City").create().await,
        app.article().create().await,
    ];
    let mut ids = Vec::new();
    for number in 0..12 {
        ids.push(app.reader().post(&articles[number % 3], &format!("Words {number}.")).await.id);
    }
    let readers: Vec<_> = (0..12).map(|_| app.reader()).collect();
    let posting = join_all(readers.iter().zip(0..).map(|(reader, number): (_, usize)| {
        let body =
            json!({ "text": format!("More {number}."), "name": "Jo", "email": reader.email });
        let article = &articles[number % 3];
        async move { reader.post_json(article, &body).await.status }
    }));
    let deciding =
        join_all(ids.iter().zip(["approve", "reject", "spam", "delete"].into_iter().cycle()).map(
            |(id, decision)| {
                let moderator = &moderator;
                async move { moderator.decide_about(*id, decision, 1).await.status }
            },
        ));
    let moving = async {
        let path = format!("/api/v1/articles/{}", articles[0].id);
        let moved = json!({ "section": "City", "version": articles[0].version });
        editor.patch(&path, &moved).await.status
    };
    // The counters are kept by triggers, so that no statement on the table can miss them.
    let bulk = app.execute("UPDATE comments SET status = 3 WHERE id % 5 = 0 AND status = 0");
    let (posted, decided, moved, ()) = tokio::join!(posting, deciding, moving, bulk);
    assert!(posted.iter().all(|status| *status == 202), "{posted:?}");
    assert!(decided.iter().all(|status| [200, 409].contains(status)), "{decided:?}");
    assert_eq!(moved, 200);
    assert_counted(&app).await;
    app.execute("UPDATE comments SET status = CASE WHEN status = 0 THEN 1 ELSE 0 END").await;
    assert_counted(&app).await;

    let queue = moderator.get("/api/v1/queue").await.expect(200).json();
    let sections = queue["sections"].as_array().expect("sections");
    for status in ["pending", "approved", "rejected", "spam", "deleted"] {
        let total = listed(&moderator, &format!("status={status}")).await.len();
        assert_eq!(queue["counts"][status], total, "{status}");
        let sum: i64 =
            sections.iter().filter_map(|section| section["counts"][status].as_i64()).sum();
        assert_eq!(i64::try_from(total).expect("few"), sum, "{status}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn colleagues_see_a_claim_and_it_expires() {
    let app = TestApp::start().await;
    let (jo, bo) = (app.moderator().await, app.moderator().await);
    let article = app.article().create().await;
    let id = app.reader().post(&article, "Words.").await.id;
    let path = format!("/api/v1/comments/{id}/claim");
    let claim = jo.post(&path, &json!({})).await.expect(200).json();
    assert_eq!(
        (&claim["by"]["name"], &claim["until"]),
        (&json!(jo.name), &json!(app.now().plus(MINUTE * 5).to_string()))
    );
    let refused = bo.post(&path, &json!({})).await.expect(409);
    assert_eq!(
        (refused.code().as_str(), &refused.json()["present"]["by"]["id"]),
        ("claimed", &json!(jo.id))
    );
    assert_eq!(bo.comment(id).await["context"]["claim"]["by"]["id"], jo.id);
    assert_eq!(
        bo.get("/api/v1/comments").await.json()["items"][0]["claim"]["by"]["name"],
        jo.name.as_str()
    );
    // Renewed, it lasts longer; nobody else can end it; and it blocks nothing.
    app.advance(MINUTE * 4);
    jo.post(&path, &json!({})).await.expect(200);
    app.advance(MINUTE * 4);
    bo.remove(&path).await.expect(204);
    assert_eq!(listed(&bo, "claimed=nobody").await, [] as [i64; 0]);
    bo.approve(id).await;
    app.advance(MINUTE);
    assert_eq!(bo.comment(id).await["context"]["claim"], Value::Null);
    assert_eq!(listed(&bo, "claimed=nobody").await, [id]);
    bo.post(&path, &json!({})).await.expect(200);
    bo.remove(&path).await.expect(204);
    jo.post(&path, &json!({})).await.expect(200);
    app.advance(MINUTE * 6);
    rejoinder::maintenance::run_hourly(&app.core).await.expect("tidied");
    assert_eq!(app.count("claims", "1 = 1").await, 0);
    jo.post("/api/v1/comments/999999/claim", &json!({})).await.expect(404);
    app.author().await.post(&path, &json!({})).await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn views_are_personal_or_shared_by_editors() {
    let app = TestApp::start().await;
    let (editor, jo, bo) = (app.editor().await, app.moderator().await, app.moderator().await);
    let own = json!({ "name": "My spam", "filter": { "status": "pending", "score_from": 0.8, "order": "score" } });
    let mine = jo.post("/api/v1/views", &own).await.expect(201).json();
    snapshots::json("view", &mine);
    let shared = json!({ "name": "Harbour", "filter": { "section": "harbour" }, "shared": true });
    assert_eq!(jo.post("/api/v1/views", &shared).await.expect(403).code(), "role");
    let harbour = editor.post("/api/v1/views", &shared).await.expect(201).json()["id"].clone();
    let names = async |staff: &Staff| {
        let list = staff.get("/api/v1/views").await.expect(200).json();
        let views = list["items"].as_array().expect("views").clone();
        views
            .iter()
            .map(|view| view["name"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&jo).await, ["Harbour", "My spam"]);
    assert_eq!(names(&bo).await, ["Harbour"]);
    let path = format!("/api/v1/views/{}", mine["id"]);
    bo.patch(&path, &json!({ "name": "Mine now" })).await.expect(404);
    bo.remove(&path).await.expect(404);
    let renamed = jo.patch(&path, &json!({ "name": "Likely spam" })).await.expect(200).json();
    assert_eq!((&renamed["name"], &renamed["filter"]), (&json!("Likely spam"), &own["filter"]));
    let harbour = format!("/api/v1/views/{harbour}");
    bo.remove(&harbour).await.expect(403);
    bo.patch(&harbour, &json!({ "filter": {} })).await.expect(403);
    editor.remove(&harbour).await.expect(204);
    assert_eq!(names(&jo).await, ["Likely spam"]);
    let wrong = jo
        .post("/api/v1/views", &json!({ "name": " ", "filter": { "status": "open" } }))
        .await
        .expect(422);
    assert_eq!(wrong.faults().len(), 2, "{:?}", wrong.faults());
    let unknown =
        jo.post("/api/v1/views", &json!({ "name": "", "filter": { "colour": "red" } })).await;
    assert_eq!(
        unknown.expect(422).faults(),
        [
            ("/filter/colour".to_owned(), "unknown_field".to_owned()),
            ("/name".to_owned(), "required".to_owned())
        ]
    );
}

#[tokio::test]
async fn a_sections_comments_go_to_its_moderators() {
    let app = TestApp::start().await;
    let (editor, jo, bo) = (app.editor().await, app.moderator().await, app.moderator().await);
    let (harbour, city, none) = (
        app.article().section("Harbour").create().await,
        app.article().section("City").create().await,
        app.article().create().await,
    );
    let path = "/api/v1/sections/harbour/moderators";
    assert_eq!(editor.get(path).await.expect(200).json()["items"], json!([]));
    jo.put(path, &json!({ "accounts": [jo.id] })).await.expect(403);
    let author = app.author().await;
    editor.put(path, &json!({ "accounts": [jo.id, author.id] })).await.expect(422);
    editor.put(path, &json!({})).await.expect(422);
    editor.put("/api/v1/sections/nowhere/moderators", &json!({ "accounts": [] })).await.expect(404);
    let assigned = editor.put(path, &json!({ "accounts": [jo.id] })).await.expect(200).json();
    assert_eq!(assigned["items"], json!([{ "id": jo.id, "name": jo.name }]));

    let a = app.reader().post(&harbour, "In the harbour.").await.id;
    let b = app.reader().post(&city, "In the city.").await.id;
    let c = app.reader().post(&none, "Nowhere.").await.id;
    app.run_jobs().await;
    let mails = |staff: &Staff| app.mails_to(&staff.email).len();
    assert_eq!((mails(&jo), mails(&bo), mails(&editor)), (3, 2, 2));
    assert_eq!(listed(&jo, "mine=true&status=pending").await, [a, b, c]);
    assert_eq!(listed(&bo, "mine=true&status=pending").await, [b, c]);
    assert_eq!(listed(&bo, "mine=true").await, [c, b]);
    assert_eq!(listed(&bo, "status=pending").await, [a, b, c]);
    assert_eq!(listed(&bo, "mine=true&section=harbour").await, [] as [i64; 0]);
    // Without anybody it is everybody's again.
    editor.put(path, &json!({ "accounts": [] })).await.expect(200);
    assert_eq!(listed(&bo, "mine=true&section=harbour").await, [a]);
    assert_eq!(app.count("audit_log", "reason = 'section_moderators'").await, 2);
}

#[tokio::test]
async fn moderators_get_one_mail_about_a_late_section() {
    let app = TestApp::with(|config| config.moderation.target = Some(MINUTE * 30)).await;
    let (editor, jo, bo) = (app.editor().await, app.moderator().await, app.moderator().await);
    let (harbour, city) = (
        app.article().section("Harbour").create().await,
        app.article().section("City").create().await,
    );
    editor
        .put("/api/v1/sections/harbour/moderators", &json!({ "accounts": [jo.id] }))
        .await
        .expect(200);
    let late = |staff: &Staff| {
        app.mails_to(&staff.email)
            .iter()
            .filter(|mail| mail.subject.contains("waiting too long"))
            .count()
    };
    let check = async || {
        alerts::run(&app.core).await.expect("checked");
        app.run_jobs().await;
    };
    let first = app.reader().post(&harbour, "First.").await.id;
    app.advance(MINUTE * 20);
    let second = app.reader().post(&harbour, "Second.").await.id;
    app.reader().post(&city, "Elsewhere.").await;
    check().await;
    assert_eq!((late(&jo), late(&bo)), (0, 0));
    app.advance(MINUTE * 15);
    check().await;
    check().await;
    assert_eq!((late(&jo), late(&bo)), (1, 0));
    let mails = app.mails_to(&jo.email);
    let mail = mails.iter().find(|mail| mail.subject.contains("waiting too long"));
    snapshots::mail("mail_queue_late", mail.expect("the mail"));
    // One is decided, the next is late as well: the section has not recovered.
    jo.approve(first).await;
    app.advance(MINUTE * 20);
    check().await;
    assert_eq!((late(&jo), late(&bo)), (2, 1), "the city is late now, and everybody's");
    jo.approve(second).await;
    check().await;
    let third = app.reader().post(&harbour, "Third.").await.id;
    app.advance(MINUTE * 31);
    check().await;
    assert_eq!((late(&jo), late(&bo)), (3, 1), "the harbour had recovered");
    app.advance(MINUTE * 60 * 24);
    check().await;
    assert_eq!((late(&jo), late(&bo)), (5, 2), "a day later both are still late");
    assert_eq!(jo.comment(third).await["status"], "pending");
}

#[tokio::test]
async fn a_comment_is_shown_with_siblings_and_the_readers_record() {
    let app = TestApp::with(|config| config.comments.policy = Policy::PublishAll).await;
    let (article, jo) = (app.article().create().await, app.moderator().await);
    let ann = app.reader().named("Ann");
    let since = app.now();
    let root = ann.post(&article, "The root.").await.id;
    let first = app.reader().reply(&article, root, "First answer.").await.id;
    let mine = ann.reply(&article, root, "Second answer.").await.id;
    let third = app.reader().reply(&article, root, "Third answer.").await.id;
    app.reader().reply(&article, first, "Deeper.").await;
    jo.decide(root, "reject").await;
    let group = Results { group_id: Some(CommentId(first)), ..Results::default() };
    app.database.set_results(&[first, mine, third], &group);
    let note = json!({ "text": "Known to us." });
    jo.post(&format!("/api/v1/comments/{mine}/notes"), &note).await.expect(201);
    app.reader().flag(mine, "off_topic").await.expect(202);
    let context = jo.comment(mine).await["context"].clone();
    let ids = |list: &Value| {
        list.as_array()
            .expect("a list")
            .iter()
            .map(|item| item["id"].as_i64().expect("an id"))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&context["siblings"]), [first, third]);
    assert_eq!(
        (&context["record"]["counts"]["approved"], &context["record"]["counts"]["rejected"]),
        (&json!(1), &json!(1))
    );
    assert!(
        context["record"]["first_seen_at"].as_str().expect("a time") >= since.to_string().as_str()
    );
    assert_eq!(context["near_duplicates"], json!({ "count": 2, "ids": [first, third] }));
    assert_eq!(
        (&context["notes"][0]["text"], &context["notes"][0]["by"]["name"]),
        (&json!("Known to us."), &json!(jo.name))
    );
    assert_eq!(context["reviews"][0]["kind"], "flags");
    let listed =
        jo.get(&format!("/api/v1/comments?group={first}&order=oldest")).await.expect(200).json();
    let item = &listed["items"][1];
    assert_eq!(
        (&item["near_duplicates"], &item["notes"], &item["group"]),
        (&json!(2), &json!(1), &json!(first))
    );
    assert_eq!(jo.comment(root).await["context"]["siblings"], json!([]));
    app.run_jobs().await;
}

/// The score of a comment of the many: one in ten has none.
fn scores(number: i64) -> Option<f64> {
    (number % 10 != 3).then_some((number % 89) as f64 / 100.0)
}

#[tokio::test]
async fn words_are_found_among_many_comments_also_by_their_beginning() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let article = app.article().create().await;
    let said = async |text: &str| app.reader().post(&article, text).await.id;
    let (a, b) = (said("The harbour is deep").await, said("Two harbours, and a ferry").await);
    // More candidates than are probed before the index of words is used.
    let many = |numbers| {
        let many = ManyComments::on(article.id, numbers, app.now());
        many.text("Nothing about it:").score(scores).insert(&app.database);
    };
    many(1..701);
    let (c, d) = (said("Ask the Harbourmaster of the ferry").await, said("Only a ferry").await);
    many(701..1_001);
    // So many words that begin alike are not named one by one.
    let words: String = (0..120).map(|n| format!("quays{n:03} ")).collect();
    let e = said(&words).await;
    app.run_jobs().await;
    for (query, expected) in [
        ("q=harbour", vec![c, b, a]),
        ("q=harbour&order=oldest&status=pending", vec![a, b, c]),
        ("q=HARBOU&order=oldest", vec![a, b, c]),
        ("q=harbours", vec![b]),
        ("q=harbourm&section=-", vec![c]),
        ("q=harb", vec![]),
        ("q=ferry+harbour", vec![c, b]),
        ("q=ferry", vec![d, c, b]),
        ("q=harbour+ferry&status=approved", vec![]),
        ("q=quays", vec![e]),
        ("q=quays0&status=pending", vec![e]),
        ("q=quays119&order=score", vec![e]),
        ("q=quays1190", vec![]),
    ] {
        assert_eq!(listed(&moderator, query).await, expected, "{query}");
    }
    let part = moderator.get("/api/v1/comments?q=nothing+about&status=pending&limit=100").await;
    assert_eq!(part.expect(200).item_ids(), (b + 1..=b + 100).collect::<Vec<_>>());

    // By their scores as well, where words that are in one of a thousand come before and after what
    // has none.
    for (id, score) in [(c, Some(0.01)), (a, Some(0.5)), (d, Some(0.99)), (b, None)] {
        app.database.set_results(&[id], &Results { score: Some(score), ..Results::default() });
    }
    assert_eq!(listed(&moderator, "q=harbour&order=score").await, [a, c, b]);
    assert_eq!(listed(&moderator, "q=ferry&order=score").await, [d, c, b]);
    let (mut scores, mut after) = (Vec::new(), String::new());
    while scores.len() < 1_000 {
        let path = format!("/api/v1/comments?q=nothing&order=score&limit=100{after}");
        let part = moderator.get(&path).await.expect(200).json();
        let item = |item: &Value| {
            (item["score"].as_f64().unwrap_or(-1.0), item["id"].as_i64().expect("an id"))
        };
        scores.extend(part["items"].as_array().expect("items").iter().map(item));
        after = part["next"].as_str().map(|next| format!("&after={next}")).unwrap_or_default();
    }
    assert!(scores.len() == 1_000 && after.is_empty(), "{} {after}", scores.len());
    assert!(scores.windows(2).all(|two| two[0] > two[1]), "each once, from the highest down");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_queue_reports_hours_and_moderators() {
    let app = TestApp::start().await;
    let (article, jo, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let first = app.reader().post(&article, "First.").await.id;
    let second = app.reader().post(&article, "Second.").await.id;
    app.advance(MINUTE * 60);
    jo.approve(first).await;
    bo.post(&format!("/api/v1/comments/{second}/claim"), &json!({})).await.expect(200);
    let queue = jo.get("/api/v1/queue").await.expect(200).json();
    let hours = queue["hours"].as_array().expect("hours");
    assert_eq!(
        (hours.len(), &hours[10]["decisions"], &hours[9]["decisions"]),
        (24, &json!(1), &json!(0))
    );
    assert!(hours[10]["median_decision_seconds"].as_u64().expect("a median") >= 3_600);
    let of = |staff: &Staff| {
        let moderators = queue["moderators"].as_array().expect("moderators");
        moderators.iter().find(|one| one["id"] == staff.id).expect("the moderator").clone()
    };
    assert_eq!(
        of(&jo),
        json!({ "id": jo.id, "name": jo.name, "decisions_today": 1, "decisions_week": 1, "claims": 0 })
    );
    assert_eq!((&of(&bo)["decisions_week"], &of(&bo)["claims"]), (&json!(0), &json!(1)));
    // What the log tells is some seconds old at most.
    bo.approve(second).await;
    app.advance(Duration::from_secs(15));
    let queue = jo.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(queue["hours"][10]["decisions"], 2);
    app.run_jobs().await;
}
