//! Several nodes on one database, and a pooler between them and it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use diesel::sql_types::Text;
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::durability::{publish, stored};
use crate::support::answer::Answer;
use crate::support::database::TestDatabase;
use crate::support::ledger::Ledger;
use crate::support::pgbouncer::{CONNECTIONS, PgBouncer};
use crate::support::process::{Installation, Process, until};

const NODES: usize = 3;
const COMMENTS: usize = 60;

#[tokio::test]
async fn three_nodes_are_one_site() {
    // SQLite is for the processes of one machine.
    if std::env::var("REJOINDER_TEST_DATABASE").is_err() {
        return;
    }
    let first = Installation::new()
        .with("comments.policy", "hold_all")
        .with("comments.min_interval", "60")
        .with("moderation.join_minutes", "0")
        .with("mail.transport", "file")
        .with("server.trusted_proxies", "127.0.0.1/32");
    let places: Vec<Installation> = (0..NODES).map(|_| first.sharing_database()).collect();
    // At once, on an empty database.
    let mut nodes: Vec<Process> = std::thread::scope(|scope| {
        let starting: Vec<_> = places.iter().map(|place| scope.spawn(|| place.serve())).collect();
        starting.into_iter().map(|node| node.join().expect("served")).collect()
    });
    let links: BTreeSet<String> =
        nodes.iter_mut().zip(&places).map(|(node, place)| node.setup_path(place)).collect();
    assert_eq!(links.len(), 1, "each prints a set-up link of its own: {links:?}");
    let token = places[0].admin_token("admin,moderate,publish,read");
    let article = publish(&nodes[0], &token).await;

    one_reader_is_one_reader_everywhere(&nodes, article, &first.database).await;
    let decided = decide_everywhere(&nodes, &token, article).await;
    publish_on_schedule(&nodes, &first.database, &token).await;

    // Mails of different nodes are in different folders, and a mail has one name.
    until("all jobs are done", async || first.database.count("jobs WHERE state = 0") == 0).await;
    let mails: Vec<String> = places.iter().flat_map(mails_of).collect();
    assert_eq!(mails.iter().collect::<BTreeSet<_>>().len(), mails.len(), "sent twice: {mails:?}");
    assert_eq!(mails.len() as i64, first.database.count("deliveries WHERE state = 1"));
    assert_eq!(decided, COMMENTS);
    let doctor = places[1].json(&["doctor", "--json"]);
    assert_eq!(doctor["ok"], true, "{doctor:#}");
}

/// A form counts once, and so does a wait, on all nodes.
async fn one_reader_is_one_reader_everywhere(
    nodes: &[Process],
    article: i64,
    database: &TestDatabase,
) {
    let page = nodes[0].get(&path_of(&nodes[0], article).await).await.expect(200);
    let action = format!("/articles/{article}/comments");
    let mut fields = page.hidden_fields(&action);
    for (name, value) in [("text", "Once."), ("name", "Ann"), ("email", "ann@mail.test")] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    let before = database.count("comments");
    for node in nodes {
        let request = node
            .request(Method::POST, &action)
            .header("X-Forwarded-For", "10.9.9.9")
            .header("Origin", "http://127.0.0.1:0")
            .form(&fields);
        Answer::to(request).await.expect(303);
    }
    assert_eq!(database.count("comments"), before + 1, "one form");
    let again = json!({ "text": "At once.", "name": "Ann", "email": "ann@mail.test" });
    let refused = nodes[1]
        .request(Method::POST, &format!("/api/v1/articles/{article}/comments"))
        .header("X-Forwarded-For", "10.9.9.9")
        .json(&again);
    Answer::to(refused).await.expect(429);
}

/// Comments are posted on one node, approved on the next and read on all. Returns how many.
async fn decide_everywhere(nodes: &[Process], token: &str, article: i64) -> usize {
    let list = format!("/api/v1/articles/{article}/comments?limit=100");
    let shows =
        async |node: &Process, id: i64| node.get(&list).await.expect(200).item_ids().contains(&id);
    let one = async |number: usize| {
        let [poster, decider, third] = [0, 1, 2].map(|step| &nodes[(number + step) % NODES]);
        let body = json!({ "text": format!("Comment {number}"), "name": "Ann", "email": format!("r{number}@mail.test") });
        let request = poster
            .request(Method::POST, &format!("/api/v1/articles/{article}/comments"))
            .header("X-Forwarded-For", format!("10.0.{number}.1"))
            .json(&body);
        let made: Value = Answer::to(request).await.expect(202).json();
        let id = made["id"].as_i64().expect("a number");
        // Two nodes decide at once: one wins, and the other one says so.
        let decide = async |node: &Process| {
            let body = json!({ "decision": "approve", "version": 1 });
            let request = node
                .request(Method::POST, &format!("/api/v1/comments/{id}/decisions"))
                .bearer_auth(token)
                .json(&body);
            Answer::to(request).await.status
        };
        let mut statuses = <[u16; 2]>::from(tokio::join!(decide(decider), decide(third)));
        let approved = Instant::now();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        until("the poster's node shows it", async || shows(poster, id).await).await;
        let stale = approved.elapsed();
        // What a node has shown once it shows from then on.
        assert!(shows(poster, id).await);
        until("all show it", async || shows(decider, id).await && shows(third, id).await).await;
        stale
    };
    let mut stale: Vec<Duration> = Vec::new();
    for round in 0..3 {
        let numbers = (0..COMMENTS).filter(|number| number % 3 == round);
        stale.extend(join_all(numbers.map(one)).await);
    }
    stale.sort_unstable();
    eprintln!(
        "another node shows an approved comment after: median {:?}, p99 {:?}",
        stale[stale.len() / 2],
        stale[stale.len() * 99 / 100]
    );
    stale.len()
}

/// All three look for articles that are due; one publishes each.
async fn publish_on_schedule(nodes: &[Process], database: &TestDatabase, token: &str) {
    const ARTICLES: usize = 5;
    let new = json!({ "title": "Now", "body": "Mud.", "status": "published" });
    let request = nodes[0].request(Method::POST, "/api/v1/articles").bearer_auth(token).json(&new);
    let made: Value = Answer::to(request).await.expect(201).json();
    let now: jiff::Timestamp =
        made["published_at"].as_str().expect("a time").parse().expect("a time");
    let at = (now + Duration::from_secs(86_400)).to_string();
    let mut ids = Vec::new();
    for number in 0..ARTICLES {
        let new = json!({ "title": format!("Later {number}"), "body": "Mud.", "status": "scheduled", "published_at": at });
        let request =
            nodes[number % NODES].request(Method::POST, "/api/v1/articles").bearer_auth(token);
        let made: Value = Answer::to(request.json(&new)).await.expect(201).json();
        ids.push(made["id"].as_i64().expect("a number"));
    }
    // All at once, when all are there.
    database.execute(&format!(
        "UPDATE articles SET published_at = {} WHERE title LIKE 'Later %'",
        now.as_microsecond()
    ));
    for (number, id) in ids.into_iter().enumerate() {
        let node = &nodes[(number + 1) % NODES];
        until("it is published", async || {
            node.get(&format!("/api/v1/articles/{id}")).await.status == 200
        })
        .await;
        let request = node.request(Method::GET, &format!("/api/v1/articles/{id}/revisions"));
        let revisions = Answer::to(request.bearer_auth(token)).await.expect(200).items();
        assert_eq!(revisions.len(), 2, "written once and published once: {revisions:?}");
    }
}

/// The names of the mails that this node has sent.
fn mails_of(place: &Installation) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(place.data().join("mail")) else { return Vec::new() };
    let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".eml")).collect()
}

async fn path_of(node: &Process, article: i64) -> String {
    let made: Value = node.get(&format!("/api/v1/articles/{article}")).await.expect(200).json();
    let url = made["url"].as_str().expect("an address");
    format!("/{}", url.splitn(4, '/').nth(3).expect("a path"))
}

#[tokio::test]
async fn behind_a_pooler_that_shares_connections_nothing_fails_and_nothing_stays_on_them() {
    let Ok(server) = std::env::var("REJOINDER_TEST_DATABASE") else { return };
    let bouncer = PgBouncer::start(&server).await;
    let place = Installation::new();
    let direct = place.database.url();
    let place = place
        .with("database.direct_url", &direct)
        .with("database.url", &bouncer.url(&direct))
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let other = place.sharing_database();
    let nodes = [place.serve(), other.serve()];
    let article = publish(&nodes[0], &token).await;
    let ledger = Ledger::open(place.folder.path().join("ledger"));
    let client = async |client: usize| {
        for number in 0..40 {
            let (id, node) = (format!("c{client}-n{number}"), &nodes[(client + number) % 2]);
            ledger.attempt(&id);
            let body = json!({ "text": format!("ledger {id}"), "name": "Ann", "email": format!("{id}@mail.test") });
            let request =
                node.request(Method::POST, &format!("/api/v1/articles/{article}/comments"));
            let made: Value = Answer::to(request.json(&body)).await.expect(201).json();
            ledger.ack(&id);
            let reject = json!({ "decision": "reject", "version": 1, "reason": "off_topic" });
            if number % 8 == 0 {
                let path = format!("/api/v1/comments/{}/decisions", made["id"]);
                let request = node.request(Method::POST, &path).bearer_auth(&token).json(&reject);
                Answer::to(request).await.expect(200);
            }
            node.get(&format!("/search?q={number}")).await.expect(200);
        }
    };
    join_all((0..8).map(client)).await;
    ledger.entries().check(&stored(&nodes[0], &token).await);

    // A setting or a statement that stayed would be the next client's.
    let mut sessions: Vec<PgConnection> = (0..CONNECTIONS)
        .map(|_| PgConnection::establish(&bouncer.url(&direct)).expect("connected"))
        .collect();
    for session in &mut sessions {
        let question = "SELECT current_setting('statement_timeout') || ' ' || current_setting('enable_seqscan') \
             || ' ' || (SELECT count(*) FROM pg_prepared_statements) AS found";
        let state: Found = diesel::sql_query(question).get_result(session).expect("an answer");
        assert_eq!(state.found, "0 on 0");
    }
    drop(nodes);
    let doctor = place.json(&["doctor", "--json"]);
    assert_eq!(doctor["ok"], true, "{doctor:#}");
    assert!(!bouncer.log().contains("already exists"), "{}", bouncer.log());
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    found: String,
}
