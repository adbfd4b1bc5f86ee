//! Readers' pages come from a streaming replica: never without the change that has dropped them from the cache, and
//! without any error when the replica stops, falls behind or returns.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use diesel::{Connection as _, PgConnection, RunQueryDsl as _};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::process::{Installation, Process, until};
use crate::support::replicas::Replicas;

const CLIENTS: u32 = 8;

/// A publication with a replica, and a node that reads from it.
struct Scene {
    replicas: Replicas,
    place: Installation,
    token: String,
}

impl Scene {
    fn start() -> Scene {
        let replicas = Replicas::start_to_read();
        let place = Installation::new()
            .with("database.url", &replicas.urls[0])
            // Each server that may be a replica, as after a failover; the primary is known to be none.
            .with("database.replica_urls", &replicas.urls.join(","))
            // The rule about old pages must hold by itself, so the one about old replicas is as lax as it can be.
            .with("database.replica_max_lag", "60")
            .with("comments.policy", "publish_all")
            .with("comments.min_form_age", "0")
            .with("comments.min_interval", "0");
        let token = place.admin_token("admin,moderate,publish,read");
        Scene { replicas, place, token }
    }

    /// How many reads the replica has answered.
    async fn reads(&self, server: &Process) -> u64 {
        let replica = self.replicas.urls[1].split(['@', '/']).nth(3).expect("a host and its port");
        let line = format!("rejoinder_database_public_reads_total{{server=\"{replica}\"}} ");
        let request = server.request(Method::GET, "/metrics").bearer_auth(&self.token);
        let text = Answer::to(request).await.expect(200).text();
        text.lines().find_map(|found| found.strip_prefix(&line)?.parse().ok()).unwrap_or(0)
    }

    /// Waits until the replica has every change that this node knows of.
    async fn until_read(&self, server: &Process) {
        let before = self.reads(server).await;
        until("the replica answers", async || {
            server.get("/search?q=anything").await.expect(200);
            self.reads(server).await > before
        })
        .await;
    }

    fn doctor(&self, place: &Installation) -> Value {
        let output = place.run(&["doctor", "--json"]);
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let checks = report["checks"].as_array().expect("checks").clone();
        checks.into_iter().find(|check| check["name"] == "replicas").expect("one of the replicas")
    }
}

#[tokio::test]
async fn a_page_from_a_replica_has_its_last_change_and_no_reader_sees_the_replica_fail() {
    if std::env::var("REJOINDER_TEST_DATABASE").is_err() {
        return;
    }
    let scene = Scene::start();
    let server = scene.place.serve();
    let [(first, first_path), (second, second_path)] =
        [article(&server, &scene.token, "One").await, article(&server, &scene.token, "Two").await];
    // Once it has seen this, the program has looked at all changes before it, and none of them marks the page as changed later.
    let mut primary = PgConnection::establish(&scene.replicas.urls[0]).expect("connected");
    let tell = format!(
        "WITH told AS (INSERT INTO changes (created_at) VALUES (EXTRACT(EPOCH FROM now())::bigint * 1000000)) \
         UPDATE articles SET title = 'One, told' WHERE id = {first}"
    );
    diesel::sql_query(tell).execute(&mut primary).expect("changed");
    until("the program sees a change", async || {
        server.get(&first_path).await.expect(200).text().contains("One, told")
    })
    .await;
    scene.until_read(&server).await;
    assert_eq!(scene.doctor(&scene.place)["ok"], true);

    // What nobody has told the program of is not in pages from the replica, so this is one.
    scene.replicas.pause();
    let change = "UPDATE articles SET title = 'Changed in secret'";
    diesel::sql_query(change).execute(&mut primary).expect("changed");
    let before = scene.reads(&server).await;
    let page = server.get(&first_path).await.expect(200).text();
    assert!(page.contains("One") && !page.contains("in secret"), "{page}");
    assert!(scene.reads(&server).await > before);

    // A page that has changed comes from the primary: here, in its other forms, and where another node has changed it.
    post(&server, first, "Mud at low tide.").await;
    for path in ["", "?reply=1", "?print=thread"] {
        let page = server.get(&format!("{first_path}{path}")).await.expect(200).text();
        assert!(page.contains("Mud at low tide.") && page.contains("in secret"), "{path}: {page}");
    }
    let neighbour = scene.place.sharing_database().with("database.replica_max_lag", "1");
    let other = neighbour.serve();
    post(&other, second, "Gulls at noon.").await;
    until("the other node's comment is seen", async || {
        server.get(&second_path).await.expect(200).text().contains("Gulls at noon.")
    })
    .await;
    for path in ["?reply=1", "?print=thread"] {
        let page = server.get(&format!("{second_path}{path}")).await.expect(200).text();
        assert!(page.contains("Gulls at noon."), "{path}: {page}");
    }

    // A reader who has posted is sent to the page, and another node may answer, which has cached it without the comment.
    for number in 0..5 {
        other.get(&first_path).await.expect(200);
        let page = other.get(&submit(&server, first, &first_path, number).await).await.expect(200);
        assert!(page.text().contains(&format!("Posted {number}.")), "{}", page.text());
    }

    // The other node permits a second.
    until("the replica is too far behind", async || {
        states(&other).await == json!(["primary", "behind"])
    })
    .await;
    let late = scene.doctor(&neighbour);
    assert_eq!(late["ok"], false);
    assert!(late["detail"].as_str().expect("words").contains("is too far behind"), "{late}");
    scene.replicas.resume();
    scene.until_read(&server).await;
    until("it is used again", async || states(&other).await == json!(["primary", "used"])).await;
    let page = server.get(&format!("{first_path}?reply=2")).await.expect(200).text();
    assert!(page.contains("Mud at low tide.") && page.contains("in secret"), "{page}");

    the_replica_dies_under_requests(&scene, &server).await;
    scene.replicas.replace_replica();
    scene.until_read(&server).await;

    // The primary dies. Pages that nobody has cached still come, and posts are refused.
    scene.replicas.kill();
    until("pages come from the replica", async || {
        let answer = server.get("/search?q=mud").await;
        answer.status == 200
    })
    .await;
    let page = server.get(&format!("{second_path}?reply=3")).await.expect(200).text();
    assert!(page.contains("Gulls at noon."), "{page}");
    let refused = server.request(Method::POST, &comments(first)).json(&comment("Lost."));
    Answer::to(refused).await.expect(503);
}

/// Readers ask for pages that no cache has, and the replica is killed in the middle of it.
async fn the_replica_dies_under_requests(scene: &Scene, server: &Process) {
    let (answered, is_dead, enough) =
        (AtomicU32::new(0), AtomicBool::new(false), tokio::sync::Notify::new());
    let reader = async |client: u32| {
        let mut left = 100;
        for number in 0.. {
            server.get(&format!("/search?q=c{client}n{number}")).await.expect(200);
            if answered.fetch_add(1, Ordering::SeqCst) + 1 == 200 {
                enough.notify_one();
            }
            if is_dead.load(Ordering::SeqCst) {
                left -= 1;
            }
            if left == 0 {
                return;
            }
        }
    };
    let killer = async {
        enough.notified().await;
        scene.replicas.kill_replica();
        is_dead.store(true, Ordering::SeqCst);
    };
    tokio::join!(futures_util::future::join_all((0..CLIENTS).map(reader)), killer);
    until("it is known", async || states(server).await == json!(["primary", "down"])).await;
    let down = scene.doctor(&scene.place);
    assert!(down["detail"].as_str().expect("words").contains("cannot be reached"), "{down}");
}

/// The states of the replicas on `/ready`.
async fn states(server: &Process) -> Value {
    let ready: Value = server.get("/ready").await.expect(200).json();
    ready["replicas"].clone()
}

async fn article(server: &Process, token: &str, title: &str) -> (i64, String) {
    let new = json!({ "title": title, "body": "Mud.", "status": "published" });
    let request = server.request(Method::POST, "/api/v1/articles").bearer_auth(token).json(&new);
    let made: Value = Answer::to(request).await.expect(201).json();
    let url = made["url"].as_str().expect("an address");
    let path = url.splitn(4, '/').nth(3).expect("a path");
    (made["id"].as_i64().expect("a number"), format!("/{path}"))
}

async fn post(server: &Process, article: i64, text: &str) {
    let request = server.request(Method::POST, &comments(article)).json(&comment(text));
    Answer::to(request).await.expect(201);
}

/// Posts by the form. Returns where the reader is sent.
async fn submit(server: &Process, article: i64, path: &str, number: u32) -> String {
    let action = format!("/articles/{article}/comments");
    let mut fields = server.get(path).await.expect(200).hidden_fields(&action);
    let (text, email) = (format!("Posted {number}."), format!("r{number}@mail.test"));
    for (name, value) in [("text", &*text), ("name", "Ann"), ("email", &email)] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    let request = server.request(Method::POST, &action).header("Origin", "http://127.0.0.1:0");
    let answer = Answer::to(request.form(&fields)).await.expect(303);
    assert!(answer.location().contains("posted="), "{}", answer.location());
    answer.location().to_owned()
}

fn comments(article: i64) -> String {
    format!("/api/v1/articles/{article}/comments")
}

fn comment(text: &str) -> Value {
    json!({ "text": text, "name": "Ann", "email": "ann@mail.test" })
}
