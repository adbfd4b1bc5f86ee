//! Many moderators decide at once while the server is killed: each comment gets one decision, and
//! readers always see exactly the approved comments.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl as _};
use rejoinder::clock::Time;
use rejoinder::db::{Connection, Engine};
use rejoinder::error::Result;
use rejoinder::ids::{AccountId, CommentId};
use rejoinder::moderation;
use rejoinder::moderation::request::DecisionRequest;
use rejoinder::status::Decision;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::sync::{Mutex, Notify, RwLock};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::process::{Installation, Process};
use crate::support::rows::ManyComments;

const COMMENTS: usize = 1_000;
const MODERATORS: usize = 50;
/// How many of them go for the same comment.
const RIVALS: usize = 5;
/// The server is killed after so many decisions each.
const KILLS: [usize; 3] = [150, 400, 700];
const DECISIONS: [(&str, i64); 3] = [("approve", 1), ("reject", 2), ("spam", 3)];

/// What the clients know of the server and of each other.
struct Race {
    /// Where the server is now. A request holds this for reading; a sample or a kill, for writing.
    server: RwLock<SocketAddr>,
    http: Client,
    /// Which status each acknowledged decision gave.
    acked: Mutex<BTreeMap<i64, i64>>,
    count: AtomicUsize,
    enough: Notify,
}

#[tokio::test]
async fn of_fifty_moderators_under_kill_9_one_wins_each_comment_and_readers_see_what_is_approved() {
    let (place, token, mut server, article) = publication().await;
    let ids = first_to_last(&place, article);
    let tokens = staff(&server, &token).await;
    let race = Race {
        server: RwLock::new(server.address),
        http: crate::support::http::client()
            .no_proxy()
            .timeout(Duration::from_secs(20))
            .build()
            .expect("a client"),
        acked: Mutex::default(),
        count: AtomicUsize::new(0),
        enough: Notify::new(),
    };
    let race = &race;
    let clients = (0..MODERATORS).map(|n| moderate(race, n, &tokens[n % tokens.len()], ids));
    let operate = async {
        for kill in KILLS {
            while race.count.load(Ordering::SeqCst) < kill {
                race.enough.notified().await;
            }
            // From one moment to the next, with requests under way.
            server.kill();
            let mut address = race.server.write().await;
            server = place.serve();
            *address = server.address;
            sample(race, &place, article, *address).await;
        }
    };
    tokio::join!(futures_util::future::join_all(clients), operate);

    let address = *race.server.read().await;
    sample(race, &place, article, address).await;
    let of = format!(
        "comments c JOIN audit_log a ON a.comment_id = c.id WHERE c.article_id = {article}"
    );
    assert_eq!(
        place.database.count(&format!("{of} AND c.status > 0 AND c.version = 2")),
        COMMENTS as i64
    );
    assert_eq!(
        place.database.count(&format!("{of} AND a.version = 2 AND a.to_status = c.status")),
        COMMENTS as i64
    );
    let acked = race.acked.lock().await;
    assert!(acked.len() > COMMENTS / 2, "{} acknowledged", acked.len());
    for (_, status) in DECISIONS {
        let mine: Vec<String> = acked
            .iter()
            .filter(|(_, given)| **given == status)
            .map(|(id, _)| id.to_string())
            .collect();
        let kept = format!("comments WHERE status = {status} AND id IN ({})", mine.join(", "));
        assert_eq!(
            place.database.count(&kept),
            mine.len() as i64,
            "an acknowledged decision was lost"
        );
    }
    assert!(place.database.is_sound());
}

/// An article with a thousand comments that wait.
async fn publication() -> (Installation, String, Process, i64) {
    let place = Installation::new();
    let token = place.admin_token("admin,moderate,publish,read");
    let server = place.serve();
    let new = json!({ "title": "The harbour", "body": "Mud.", "status": "published" });
    let request = server.request(Method::POST, "/api/v1/articles").bearer_auth(&token).json(&new);
    let made: Value = Answer::to(request).await.expect(201).json();
    let article = made["id"].as_i64().expect("a number");
    ManyComments::on(article, 0..COMMENTS as i64, Time::from_micros(0)).insert(&place.database);
    (place, token, server, article)
}

/// Their numbers follow each other; the first is found by counting what came before.
fn first_to_last(place: &Installation, article: i64) -> (i64, i64) {
    let before = place.database.count(&format!("comments WHERE article_id <> {article}"));
    let ids = (before + 1, before + COMMENTS as i64);
    let between =
        format!("comments WHERE article_id = {article} AND id BETWEEN {} AND {}", ids.0, ids.1);
    assert_eq!(place.database.count(&between), COMMENTS as i64);
    ids
}

/// Tokens of five colleagues, who sit at fifty screens.
async fn staff(server: &Process, token: &str) -> Vec<String> {
    let mut tokens = vec![token.to_owned()];
    for n in 1..RIVALS {
        let made = json!({ "name": format!("screen {n}"), "scopes": ["moderate", "read"] });
        let request = server.request(Method::POST, "/api/v1/tokens").bearer_auth(token).json(&made);
        let answer = Answer::to(request).await.expect(201).json();
        tokens.push(answer["token"].as_str().expect("a token").to_owned());
    }
    tokens
}

/// Goes through every tenth comment, together with four others who do the same, and decides about
/// each of them.
async fn moderate(race: &Race, n: usize, token: &str, (first, last): (i64, i64)) {
    let groups = (MODERATORS / RIVALS) as i64;
    let (decision, status) = DECISIONS[n % DECISIONS.len()];
    let mine = (first..=last).filter(|id| id % groups == n as i64 % groups);
    for id in mine {
        loop {
            let address = race.server.read().await;
            let url = format!("http://{}/api/v1/comments/{id}/decisions", *address);
            let body = json!({ "decision": decision, "version": 1 });
            let sent = race.http.post(url).bearer_auth(token).json(&body).send().await;
            // Cut off: whether it was done is not known, and the next try tells.
            let Ok(answer) = sent else { continue };
            match answer.status().as_u16() {
                200 => {
                    assert!(
                        race.acked.lock().await.insert(id, status).is_none(),
                        "comment {id} was decided twice"
                    );
                    race.count.fetch_add(1, Ordering::SeqCst);
                    race.enough.notify_one();
                    break;
                }
                409 => break,
                503 => {}
                status => panic!("{status}: {}", answer.text().await.unwrap_or_default()),
            }
        }
    }
}

/// Holds what readers see against what is approved, while nobody decides.
async fn sample(race: &Race, place: &Installation, article: i64, address: SocketAddr) {
    let (mut public, mut after) = (Vec::new(), String::new());
    loop {
        let url = format!("http://{address}/api/v1/articles/{article}/comments?limit=100{after}");
        let part = Answer::to(race.http.get(url)).await.expect(200).json();
        let items = part["items"].as_array().expect("items").clone();
        public.extend(items.iter().map(|item| item["id"].as_i64().expect("a number").to_string()));
        let Some(next) = part["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    let approved = format!("comments WHERE status = 1 AND article_id = {article}");
    assert_eq!(place.database.count(&approved), public.len() as i64);
    let seen = format!("{approved} AND id IN ({})", public.join(", "));
    assert_eq!(place.database.count(&seen), public.len() as i64);
}

#[tokio::test]
async fn a_killed_batch_continues_from_its_cursor() {
    const MANY: i64 = 4_000;
    let (place, token, mut server, article) = publication().await;
    let other = json!({ "title": "The city", "body": "Streets.", "status": "published" });
    let request = server.request(Method::POST, "/api/v1/articles").bearer_auth(&token).json(&other);
    let other = Answer::to(request).await.expect(201).json()["id"].as_i64();
    let other = other.expect("a number");
    ManyComments::on(other, 0..MANY - COMMENTS as i64, Time::from_micros(0))
        .insert(&place.database);

    let body =
        json!({ "decision": "approve", "filter": { "status": "pending" }, "expected": MANY });
    let request = server.request(Method::POST, "/api/v1/decisions").bearer_auth(&token).json(&body);
    let batch = Answer::to(request).await.expect(202).json()["id"].clone();
    let mut kills = 0;
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        assert!(Instant::now() < deadline, "the batch does not end: {}", place.log());
        let request =
            server.request(Method::GET, &format!("/api/v1/batches/{batch}")).bearer_auth(&token);
        let state = Answer::to(request).await.expect(200).json();
        let done = state["done"].as_i64().expect("a number");
        if state["state"] == "done" {
            assert_eq!((done, &state["skipped"]), (MANY, &json!(0)));
            break;
        }
        if done > kills * 1_000 && kills < 3 {
            kills += 1;
            server.kill();
            place.database.expire_leases().await;
            server = place.serve();
        }
    }
    assert!(kills > 0, "it was over before it could be killed");
    assert_eq!(place.database.count("comments WHERE status = 1 AND version = 2"), MANY);
    assert_eq!(
        place
            .database
            .count(&format!("audit_log WHERE batch_id = {batch} AND comment_id IS NOT NULL")),
        MANY
    );
    let left = format!("comments WHERE article_id IN ({article}, {other}) AND status <> 1");
    assert_eq!(place.database.count(&left), 0);
}

/// Two transactions on PostgreSQL wait for each other's lock, and the server stops one of them. It is
/// run again, in any language of the server's messages.
#[tokio::test]
async fn a_deadlock_is_tried_again() {
    let app = TestApp::start().await;
    if !app.database.is_postgres() {
        return;
    }
    let both_hold_one = Arc::new(std::sync::Barrier::new(2));
    let runs = Arc::new(AtomicUsize::new(0));
    let take = |first: i64, second: i64| {
        let (both_hold_one, runs) = (both_hold_one.clone(), runs.clone());
        let mut is_again = false;
        app.core.db.write(move |conn| {
            runs.fetch_add(1, Ordering::SeqCst);
            lock(conn, first)?;
            if !is_again {
                is_again = true;
                both_hold_one.wait();
            }
            lock(conn, second)
        })
    };
    let (one, other) = tokio::join!(take(1, 2), take(2, 1));
    one.expect("stored");
    other.expect("stored");
    assert_eq!(runs.load(Ordering::SeqCst), 3);
}

/// Holds a lock of PostgreSQL's until the transaction ends.
fn lock(conn: &mut Connection, number: i64) -> Result<()> {
    let Engine::Postgres(conn) = &mut conn.engine else { return Ok(()) };
    diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
        .bind::<BigInt, _>(number)
        .execute(conn)?;
    Ok(())
}

/// On PostgreSQL a flag waits for the comment's row while a decision is about to be committed. What
/// it finds then is a rejected comment, of which nothing is left to review.
#[tokio::test]
async fn a_flag_that_waits_while_its_comment_is_rejected_opens_no_review() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let (author, flagger) = (app.reader(), app.reader());
    let id = author.post(&article, "You are all fools.").await.id;
    app.run_jobs().await;

    let (begin, begun) = tokio::sync::oneshot::channel();
    let mut begin = Some(begin);
    let answered = Arc::new(AtomicBool::new(false));
    let (has_answered, now, by) = (answered.clone(), app.now(), AccountId(moderator.id));
    let reject = app.core.db.write(move |conn| {
        moderation::decide(
            conn,
            CommentId(id),
            &DecisionRequest::new(Decision::Reject, 1),
            by,
            now,
        )?;
        if let Some(begin) = begin.take() {
            begin.send(()).expect("the flag is on its way");
        }
        while !has_answered.load(Ordering::SeqCst) && no_transaction_waits_for(conn)? {
            std::thread::yield_now();
        }
        Ok(())
    });
    let flag = async {
        begun.await.expect("a decision");
        let answer = flagger.flag(id, "abuse").await;
        answered.store(true, Ordering::SeqCst);
        answer
    };
    let (rejected, flagged) = tokio::join!(reject, flag);
    rejected.expect("a rejected comment");
    flagged.expect(404);
    assert_eq!(app.count("reviews", &format!("comment_id = {id}")).await, 0);
    assert_eq!(moderator.comment(id).await["status"], "rejected");
    app.run_jobs().await;
}

/// On SQLite nobody can wait for a transaction: the next one begins when this one has ended.
fn no_transaction_waits_for(conn: &mut Connection) -> Result<bool> {
    #[derive(QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let Engine::Postgres(conn) = &mut conn.engine else { return Ok(false) };
    let blocked = "SELECT COUNT(*) AS n FROM pg_locks \
                   WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))";
    let waiting: Waiting = diesel::sql_query(blocked).get_result(conn)?;
    Ok(waiting.n == 0)
}
