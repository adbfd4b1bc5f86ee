//! One decision about 100,000 comments: how long the batch and its taking back last, and what readers who post
//! meanwhile notice of it.
//!
//! `cargo bench --bench batches` measures on SQLite; with `BENCH_POSTGRES` set to the URL of an empty database also on
//! PostgreSQL.
#![allow(clippy::print_stdout)]

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use diesel::RunQueryDsl as _;
use rejoinder::app::App;
use rejoinder::clock::Clock;
use rejoinder::comments::draft::{Draft, RawDraft};
use rejoinder::comments::screening::{Form, Honeypot, Proof};
use rejoinder::comments::{self, Sender, Signals, Submission};
use rejoinder::config::Config;
use rejoinder::db::Connection;
use rejoinder::error::{Error, Result};
use rejoinder::ids::{AccountId, ArticleId, BatchId};
use rejoinder::moderation::batches::{self, BatchRuling, Meant};
use rejoinder::moderation::model::Filter;
use rejoinder::status::{Decision, Status};
use rejoinder::{on, worker};

const COMMENTS: i64 = 100_000;
const ARTICLES: i64 = 100;
/// Between two posts.
const PAUSE: Duration = Duration::from_millis(20);
/// What the batch may take.
const AIM: Duration = Duration::from_secs(20);

#[tokio::main]
async fn main() -> std::result::Result<(), String> {
    println!("{:<28} {:>9} {:>12} {:>12} {:>8}", "100,000 comments", "seconds", "post p50 ms", "post max ms", "posts");
    let mut missed = measure("sqlite", None).await.map_err(|error| error.to_string())?;
    match std::env::var("BENCH_POSTGRES") {
        Ok(url) => missed |= measure("postgres", Some(&url)).await.map_err(|error| error.to_string())?,
        Err(_) => println!("postgres: SKIPPED, BENCH_POSTGRES is not set"),
    }
    if missed { Err(format!("a batch took longer than {} s", AIM.as_secs())) } else { Ok(()) }
}

/// Answers whether the aim was missed.
async fn measure(engine: &str, url: Option<&str>) -> Result<bool> {
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let url = url.map_or_else(String::new, |url| format!("[database]\nurl = '{url}'\n"));
    let text = format!(
        "[data]\nfolder = '{}'\n[mail]\ntransport = 'memory'\n[comments]\nmin_interval = 0\n{url}",
        folder.path().display()
    );
    let config = Config::from_toml(&text).map_err(|faults| Error::internal(faults.to_string()))?;
    let app = Arc::new(App::open(config, Clock::System)?);
    app.db.write(furnish).await?;

    let mut missed = false;
    let filter = Filter { status: Some(Status::Pending), ..Filter::default() };
    let ruling = BatchRuling { decision: Decision::Approve, reason: None, to_author: None, note: None };
    let (now, meant) = (app.clock.now(), Meant::Filter(Box::new(filter)));
    let batch = app.db.write(move |conn| batches::begin(conn, &meant, &ruling, Some(COMMENTS), AccountId(1), now));
    let batch = batch.await?.id;
    missed |= run(&app, &format!("{engine}, approve"), batch).await?;
    let now = app.clock.now();
    let back = app.db.write(move |conn| batches::undo(conn, batch, AccountId(1), now)).await?.id;
    missed |= run(&app, &format!("{engine}, take back"), back).await?;
    app.db.close();
    Ok(missed)
}

/// Works the batch off while readers post.
async fn run(app: &Arc<App>, name: &str, batch: BatchId) -> Result<bool> {
    let stop = Arc::new(AtomicBool::new(false));
    let posting = tokio::spawn(post(Arc::clone(app), name.to_owned(), Arc::clone(&stop)));
    let started = Instant::now();
    let ended = loop {
        worker::run_due(app).await?;
        let state = app.db.read(move |conn| batches::show(conn, batch)).await?;
        if state.finished_at.is_some() {
            break state;
        }
    };
    let took = started.elapsed();
    stop.store(true, Ordering::SeqCst);
    let mut waits = posting.await.map_err(Error::internal)??;
    if ended.done != COMMENTS {
        return Err(Error::internal(format!("{name}: {} done, {} skipped", ended.done, ended.skipped)));
    }
    waits.sort_unstable();
    let millis = |wait: Option<&Duration>| wait.map_or(0.0, Duration::as_secs_f64) * 1_000.0;
    let (middle, most) = (millis(waits.get(waits.len() / 2)), millis(waits.last()));
    println!("{name:<28} {:>9.1} {middle:>12.1} {most:>12.1} {:>8}", took.as_secs_f64(), waits.len());
    Ok(took > AIM)
}

/// Posts until it is told to stop, and answers how long each post took.
async fn post(app: Arc<App>, name: String, stop: Arc<AtomicBool>) -> Result<Vec<Duration>> {
    let mut waits = Vec::new();
    let rules = comments::Rules { comments: app.config.comments.clone(), open_days: None };
    for n in 0.. {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        let text = format!("{name}: post {n}, which must not wait.");
        let email = format!("p{n}@mail.example");
        let raw = RawDraft { text: text.clone(), name: "Ann".to_owned(), email, ..RawDraft::default() };
        let draft = Draft::parse(&raw).map_err(Error::Invalid)?;
        let signals =
            Signals { form: Form::None, honeypot: Honeypot::Empty, sender: Sender::Reader, proof: Proof::None };
        let (now, network) = (app.clock.now(), IpAddr::from([192, 0, 2, 7]));
        let submission = Submission::new(&app.vault, ArticleId(1), draft, &text, network, signals, now)?;
        let (rules, started) = (rules.clone(), Instant::now());
        app.db.write(move |conn| comments::submit(conn, &submission, &rules, now)).await?;
        waits.push(started.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    Ok(waits)
}

/// An account, articles, and comments that wait under them.
fn furnish(conn: &mut Connection) -> Result<()> {
    let bytes = if matches!(conn, Connection::Postgres(_)) { "BYTEA" } else { "BLOB" };
    let statements = [
        format!(
            "INSERT INTO accounts (email_index, email_sealed, name, role, password_hash, created_at) \
             VALUES (CAST('a' AS {bytes}), CAST('a' AS {bytes}), 'Jo', 3, '', 0)"
        ),
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ARTICLES}) \
             INSERT INTO articles (path, title, summary, body, body_html, byline, status, comments_open, published_at, \
             created_at, updated_at, version) \
             SELECT 'a/' || i, 'Mud', '', '', '', '', 1, TRUE, 0, 0, 0, 1 FROM n"
        ),
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {COMMENTS}) \
             INSERT INTO comments (article_id, status, first_status, reasons, version, name, text, html, avatar, \
             fingerprint, form_id, notify, created_at) SELECT i % {ARTICLES} + 1, 0, 0, '[]', 1, 'Ann', \
             'The ferry was late again, and nobody on the quay could say why: ' || i, '<p>The ferry was late.</p>', 7, \
             CAST('c' || i AS {bytes}), CAST('f' || i AS {bytes}), FALSE, i FROM n"
        ),
    ];
    for statement in statements {
        on!(conn, |c| diesel::sql_query(statement).execute(c))?;
    }
    Ok(())
}
