//! The database's machine dies under load, and its replica takes over.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use reqwest::Method;
use serde_json::json;
use tokio::sync::Notify;

use crate::durability::{publish, stored};
use crate::support::ledger::Ledger;
use crate::support::process::{Installation, Process, until};
use crate::support::replicas::Replicas;

const CLIENTS: u32 = 8;

/// How often the database fails over. `REJOINDER_TEST_FAILOVERS=100` tries it longer.
fn rounds() -> u32 {
    std::env::var("REJOINDER_TEST_FAILOVERS")
        .ok()
        .map_or(20, |count| count.parse().expect("a number"))
}

#[tokio::test]
async fn no_acknowledged_comment_is_lost_when_a_replica_takes_over() {
    // It is about PostgreSQL, so it is part of that run alone.
    if std::env::var("REJOINDER_TEST_DATABASE").is_err() {
        return;
    }
    let mut replicas = Replicas::start();
    let place = Installation::new()
        .with("database.url", &replicas.url)
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let server = place.serve();
    let article = publish(&server, &token).await;
    let ledger = Ledger::open(place.folder.path().join("ledger"));
    for round in 0..rounds() {
        under_load(&server, article, round, &ledger, &replicas).await;
        replicas.fail_over();
        // The same process goes on by itself.
        let again = format!("round-{round}-again");
        until("posting works again", async || post(&server, article, &again, &ledger).await).await;
    }
    let stored = stored(&server, &token).await;
    let entries = ledger.entries();
    assert!(entries.acked.len() as u32 >= rounds() * 20, "{} acknowledged", entries.acked.len());
    // A post that was tried again after its answer was lost is the same comment.
    entries.check(&stored);
    let doctor = place.json(&["doctor", "--json"]);
    assert_eq!(doctor["ok"], true, "{doctor:#}");
}

/// Posts from all sides, and kills the database in the middle of it.
async fn under_load(
    server: &Process,
    article: i64,
    round: u32,
    ledger: &Ledger,
    replicas: &Replicas,
) {
    let (acked, enough, is_dead) = (AtomicU32::new(0), Notify::new(), AtomicBool::new(false));
    let client = async |client: u32| {
        for number in 0.. {
            let id = format!("r{round}-c{client}-n{number}");
            let stored = post(server, article, &id, ledger).await;
            if !stored && is_dead.load(Ordering::SeqCst) {
                return;
            }
            assert!(stored, "refused while the database was there: {id}");
            if acked.fetch_add(1, Ordering::SeqCst) + 1 == 20 + round {
                enough.notify_one();
            }
        }
    };
    let killed = async {
        enough.notified().await;
        is_dead.store(true, Ordering::SeqCst);
        replicas.kill();
    };
    tokio::join!(futures_util::future::join_all((0..CLIENTS).map(client)), killed);
}

/// Whether the comment was acknowledged; otherwise the answer was 503.
async fn post(server: &Process, article: i64, id: &str, ledger: &Ledger) -> bool {
    let body = json!({ "text": format!("ledger {id}"), "name": "Ann", "email": format!("{id}@mail.test") });
    let request = server
        .request(Method::POST, &format!("/api/v1/articles/{article}/comments"))
        .header("Idempotency-Key", id)
        .json(&body);
    ledger.attempt(id);
    let answer = request.send().await.expect("the server itself lives");
    match answer.status().as_u16() {
        201 => {
            ledger.ack(id);
            true
        }
        503 => false,
        other => panic!("{other}: {}", answer.text().await.unwrap_or_default()),
    }
}
