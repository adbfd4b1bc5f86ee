//! One batch decision about 100,000 comments: the duration of the batch and of undoing it, and its
//! effect on the response times of readers who post meanwhile, compared with those before the
//! batch. The worker runs as in a server, so learning, sealing the log and mail run at the same
//! time.
//!
//! ```text
//! cargo bench --bench batches                # both engines; nothing else should run meanwhile
//! cargo bench --bench batches -- sqlite      # only this engine
//! ```
//!
//! The exit code is 1 if a comment was not decided. No duration is asserted.
#![allow(clippy::print_stdout, reason = "the table is the output")]
#![allow(clippy::disallowed_methods, reason = "a bench is outside the program and its rooms")]

mod server;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use diesel::RunQueryDsl as _;
use rejoinder::app::App;
use rejoinder::clock::{Clock, Time};
use rejoinder::comments::draft::{Draft, RawDraft};
use rejoinder::comments::posting;
use rejoinder::comments::settings::PostingSettings;
use rejoinder::comments::submission::{Sender, Signals, Submission};
use rejoinder::config::Config;
use rejoinder::db::{Connection, Engine};
use rejoinder::error::{Error, Result};
use rejoinder::ids::{AccountId, ArticleId, BatchId};
use rejoinder::moderation::batches::{self, BatchDecision, Selection};
use rejoinder::moderation::model::batch::Batch;
use rejoinder::moderation::model::list::Filter;
use rejoinder::screening::facts::{Form, Honeypot, Verification};
use rejoinder::status::{Decision, Status};
use rejoinder::{on, post_processing, worker};
use tokio::sync::watch;
use tokio::task::JoinHandle;

const COMMENTS: i64 = 100_000;
const ARTICLES: i64 = 100;
/// Comments that are made in one transaction.
const CHUNK: i64 = 2_000;
/// Between two posts.
const PAUSE: Duration = Duration::from_millis(20);
/// How long the worker's first rounds and the disk have for themselves.
const SETTLING: Duration = Duration::from_secs(5);
/// How long readers post before the batch.
const BEFORE: Duration = Duration::from_secs(8);
/// How often is looked whether a batch has ended; its own end is what counts.
const LOOK: Duration = Duration::from_millis(200);

type Outcome<T> = std::result::Result<T, String>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let only = std::env::args().skip(1).find(|argument| argument != "--bench");
    println!(
        "{:<20} {:>8} {:>12} {:>26} {:>26} {:>12}",
        "100,000 comments",
        "seconds",
        "cpu µs each",
        "posts before p50 p99 max",
        "meanwhile",
        "ratio p50 p99"
    );
    for engine in ["sqlite", "postgres"]
        .into_iter()
        .filter(|engine| only.as_deref().is_none_or(|only| only == *engine))
    {
        let server = (engine == "postgres").then(server::Server::start).transpose()?;
        let url = server.as_ref().map(|server| server.url.as_str());
        measure(engine, url).await.map_err(fault)?;
    }
    Ok(())
}

fn fault(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}

async fn measure(engine: &str, url: Option<&str>) -> Result<()> {
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let database = url.map_or_else(String::new, |url| format!("[database]\nurl = '{url}'\n"));
    let text = format!(
        "[data]\nfolder = '{}'\n[mail]\ntransport = 'memory'\n[comments]\nmin_interval = 0\n{database}",
        folder.path().display()
    );
    let config = Config::from_toml(&text).map_err(|faults| Error::internal(faults.to_string()))?;
    let app = Arc::new(App::open(config, Clock::System)?);
    app.db.write(furnish).await?;
    for to in (CHUNK..=COMMENTS).step_by(2_000) {
        app.db.write(move |conn| pile_up(conn, to)).await?;
    }
    // What was piled up was read long ago, as on a site, and PostgreSQL knows its tables, as a
    // server does by itself after a minute.
    let analyze =
        |conn: &mut Connection| Ok(on!(conn, |c| diesel::sql_query("ANALYZE").execute(c))?);
    for part in 0.. {
        if url.is_some() && part % 100 == 1 {
            app.db.write(analyze).await?;
        }
        if post_processing::process_part(&app.db).await? == 0 {
            break;
        }
    }
    let (stop, stopped) = watch::channel(false);
    let working = tokio::spawn(worker::run(Arc::clone(&app), stopped));

    tokio::time::sleep(SETTLING).await;
    let mut before = posting(&app, &format!("{engine}, before"));
    tokio::time::sleep(BEFORE).await;
    let before = before.end().await?;
    let filter = Filter { status: Some(Status::Pending), ..Filter::default() };
    let ruling =
        BatchDecision { decision: Decision::Approve, reason: None, to_author: None, note: None };
    let meant = Selection::Filter(Box::new(filter));
    let begin = move |conn: &mut Connection, now| {
        batches::begin(conn, &meant, &ruling, None, AccountId(1), now)
    };
    let approved = run(&app, &format!("{engine}, approve"), &before, begin).await?;
    let back = move |conn: &mut Connection, now| batches::undo(conn, approved, AccountId(1), now);
    run(&app, &format!("{engine}, take back"), &before, back).await?;
    // Nobody listens only if the worker has ended, which the next line tells.
    let _ = stop.send(true);
    working.await.map_err(Error::internal)?;
    app.db.close();
    Ok(())
}

/// Begins a batch and waits until the worker has done it, while readers post.
async fn run<F>(app: &Arc<App>, name: &str, before: &[Duration], mut begin: F) -> Result<BatchId>
where
    F: FnMut(&mut Connection, Time) -> Result<Batch> + Send + 'static,
{
    let mut posting = posting(app, name);
    let (now, used) = (app.clock.now(), processor_time());
    let begun = app.db.write(move |conn| begin(conn, now)).await?;
    app.worker_wakeup.notify_one();
    let ended = loop {
        let state = app.db.read(move |conn| batches::show(conn, begun.id)).await?;
        if let Some(ended) = state.finished_at {
            break (state, ended);
        }
        tokio::time::sleep(LOOK).await;
    };
    let (ended, took) = (ended.0, ended.1.since(begun.created_at));
    let (used, waits) = (processor_time() - used, posting.end().await?);
    if ended.done < COMMENTS || ended.skipped > 0 {
        return Err(Error::internal(format!(
            "{name}: {} done, {} skipped",
            ended.done, ended.skipped
        )));
    }
    let (one, two) = (Waits::of(before), Waits::of(&waits));
    println!(
        "{name:<20} {:>8.1} {:>12.1} {one:>26} {two:>26} {:>5.1} {:>5.1}",
        took.as_secs_f64(),
        used * 1e6 / ended.done as f64,
        two.p50 / one.p50,
        two.p99 / one.p99
    );
    Ok(begun.id)
}

/// How long posts took, in milliseconds.
struct Waits {
    p50: f64,
    p99: f64,
    most: f64,
}

impl Waits {
    fn of(waits: &[Duration]) -> Waits {
        let mut sorted = waits.to_vec();
        sorted.sort_unstable();
        let at = |part: usize| {
            let at = (sorted.len() * part / 100).min(sorted.len().saturating_sub(1));
            sorted.get(at).map_or(0.0, Duration::as_secs_f64) * 1_000.0
        };
        Waits { p50: at(50), p99: at(99), most: at(100) }
    }
}

impl std::fmt::Display for Waits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{:.1} {:.1} {:.1}", self.p50, self.p99, self.most))
    }
}

/// Processor time of this process so far, in seconds. The server of PostgreSQL is another one.
fn processor_time() -> f64 {
    // In hundredths of a second: the 14th and the 15th field, counted behind the name, which may
    // have spaces.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks =
        |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Readers who post.
struct Posting {
    stop: Arc<AtomicBool>,
    task: JoinHandle<Result<Vec<Duration>>>,
}

fn posting(app: &Arc<App>, name: &str) -> Posting {
    let stop = Arc::new(AtomicBool::new(false));
    let task = tokio::spawn(post(Arc::clone(app), name.to_owned(), Arc::clone(&stop)));
    Posting { stop, task }
}

impl Posting {
    /// Has them stop, and answers how long each post took.
    async fn end(&mut self) -> Result<Vec<Duration>> {
        self.stop.store(true, Ordering::SeqCst);
        (&mut self.task).await.map_err(Error::internal)?
    }
}

/// Posts until it is told to stop, and answers how long each post took.
async fn post(app: Arc<App>, name: String, stop: Arc<AtomicBool>) -> Result<Vec<Duration>> {
    let mut waits = Vec::new();
    let rules = PostingSettings::of(&app.settings());
    for n in 0.. {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        let text = format!("{name}: post {n}, which must not wait.");
        let email = format!("p{n}@mail.example");
        let raw =
            RawDraft { text: text.clone(), name: "Ann".to_owned(), email, ..RawDraft::default() };
        let draft = Draft::parse(&raw).map_err(Error::Invalid)?;
        let signals = Signals {
            form: Form::None,
            honeypot: Honeypot::Empty,
            sender: Sender::Reader,
            verification: Verification::Unverified,
            unlocked: None,
        };
        let (now, network) = (app.clock.now(), IpAddr::from([192, 0, 2, 7]));
        let submission =
            Submission::new(&app.vault, ArticleId(1), draft, &text, network, signals, now)?;
        let (rules, started) = (rules.clone(), Instant::now());
        app.db.write(move |conn| posting::submit(conn, &submission, &rules, now)).await?;
        waits.push(started.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    Ok(waits)
}

/// An account and articles.
fn furnish(conn: &mut Connection) -> Result<()> {
    let bytes = if matches!(conn.engine, Engine::Postgres(_)) { "BYTEA" } else { "BLOB" };
    let statements = [
        format!(
            "INSERT INTO accounts (email_index, email_sealed, name, role, password_hash, created_at) \
             VALUES (CAST('a' AS {bytes}), CAST('a' AS {bytes}), 'Jo', 3, '', 0)"
        ),
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ARTICLES}) \
             INSERT INTO articles (path, title, summary, body, body_html, byline, status, published_at, \
             created_at, updated_at, version) \
             SELECT 'a/' || i, 'Mud', '', '', '', '', 1, 0, 0, 0, 1 FROM n"
        ),
    ];
    for statement in statements {
        on!(conn, |c| diesel::sql_query(statement).execute(c))?;
    }
    Ok(())
}

/// Comments that wait, up to the number `to`. Not all at once: on PostgreSQL a transaction that
/// counts row by row walks through every former version of its counters.
fn pile_up(conn: &mut Connection, to: i64) -> Result<()> {
    let bytes = if matches!(conn.engine, Engine::Postgres(_)) { "BYTEA" } else { "BLOB" };
    let from = to - CHUNK + 1;
    let statement = format!(
        "WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) \
             INSERT INTO comments (article_id, status, first_status, reasons, version, name, text, html, avatar, \
             fingerprint, form_id, notify, created_at) SELECT i % {ARTICLES} + 1, 0, 0, '[]', 1, 'Ann', \
             'The ferry ' || i || ' was ' || (i * 719 % 503) || ' minutes late at quay ' || (i * 31 % 1009) || ', and ' \
             || (i * 1047 % 997) || ' people could not say why.', '<p>The ferry was late.</p>', 7, \
             CAST('c' || i AS {bytes}), CAST('f' || i AS {bytes}), FALSE, i FROM n"
    );
    on!(conn, |c| diesel::sql_query(statement).execute(c))?;
    Ok(())
}
