//! Three days without a relay, in which the program is killed every hour.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;
use rejoinder::app::App;
use rejoinder::clock::{Clock, Time};
use rejoinder::config::{Config, Transport};
use rejoinder::db::schema::comments;
use rejoinder::ids::CommentId;
use rejoinder::notify::model::State;
use rejoinder::queue::{self, Job};
use rejoinder::{on, worker};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::support::app::{BASE_URL, TestApp};
use crate::support::mails::Letter;
use crate::support::rows::ManyComments;
use crate::support::sink::{Fault, Phase, Sink};

/// The variable that tells the other process what to work on.
const ORDER: &str = "REJOINDER_TEST_OUTAGE";

/// What the other process prints when nothing is left that it can do.
const IDLE: &str = "nothing is left to do";

const HOURS: i64 = 72;
const EVENTS_PER_HOUR: i64 = 14;

/// Where the other process works, and at what time.
#[derive(Serialize, Deserialize)]
struct Order {
    folder: String,
    database: String,
    relay: String,
    /// Microseconds since 1970.
    now: i64,
}

fn with_relay(config: &mut Config, relay: &str) {
    config.mail.transport = Transport::Smtp;
    config.mail.smtp_url = Some(relay.to_owned().into());
    config.mail.smtp_allow_plaintext = true;
    config.mail.smtp_connections = 4;
    // A mail for each event.
    config.moderation.join = Duration::ZERO;
}

#[tokio::test]
async fn in_three_days_of_outage_with_a_kill_9_each_hour_no_mail_is_lost_or_doubled() {
    let mut sink = Sink::start().await;
    let url = sink.url();
    let app = TestApp::with(|config| with_relay(config, &url)).await;
    app.moderator().await;
    let article = app.article().create().await;
    sink.stop().await;
    let mut faults = 0;
    for hour in 0..HOURS {
        hold_comments(&app, article.id, hour * EVENTS_PER_HOUR..(hour + 1) * EVENTS_PER_HOUR).await;
        // The relay is gone, or takes connections and then says nothing.
        match hour % 3 {
            0 => sink.stop().await,
            1 => {
                sink.script([Fault::stall(Phase::Rcpt)]);
                sink.restart_on_same_port().await;
            }
            _ => {
                sink.script([Fault::stall(Phase::EndOfData)]);
                sink.restart_on_same_port().await;
            }
        }
        let mut killed = start_worker(&app, &url);
        if hour % 3 == 0 {
            let output = killed.stdout.take().expect("its output is piped");
            let mut lines = BufReader::new(output).lines();
            while lines.next_line().await.expect("its output").expect("it works") != IDLE {}
        } else {
            // In the middle of an attempt, with jobs claimed.
            faults += 1;
            sink.wait_for_faults(faults).await;
        }
        killed.kill().await.expect("it can be killed");
        faults = sink.faults();
        app.advance(Duration::from_secs(3_600));
    }
    assert_eq!(sink.mails().await.len(), 0);
    sink.stop().await;
    for _ in 0..120 {
        app.run_jobs().await;
        app.advance(Duration::from_secs(30));
    }
    assert_eq!(app.count("suppressions", "1 = 1").await, 0);
    assert_eq!(app.count("deliveries", "state <> 0").await, 0, "each waits");

    // The relay is back, and three times its answer to a message is lost.
    sink.script([Fault::store_and_hang_up().times(3)]);
    let faults = sink.faults();
    sink.restart_on_same_port().await;
    let recovered = app.now();
    while sink.mails().await.is_empty() {
        app.run_jobs().await;
        app.advance(Duration::from_secs(5));
        let waited = app.now().since(recovered);
        assert!(waited <= Duration::from_secs(60), "no mail within a minute");
    }
    while app.deliveries(State::Waiting).await > 0 {
        app.run_jobs().await;
        app.advance(Duration::from_secs(60));
        assert!(app.now().since(recovered) < Duration::from_secs(6 * 3_600), "some are never sent");
    }
    assert_eq!(sink.faults(), faults + 3, "answers were lost");

    let mails = sink.mails().await;
    let mut ids_by_event: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in &mails {
        let letter = Letter::read(&mail.raw);
        let event = letter.text.lines().find(|line| line.contains("Event ")).map(str::to_owned);
        ids_by_event.entry(event.expect("the comment")).or_default().insert(letter.message_id);
    }
    let events = usize::try_from(HOURS * EVENTS_PER_HOUR).expect("few");
    assert_eq!(ids_by_event.len(), events, "some are lost");
    assert!(ids_by_event.values().all(|ids| ids.len() == 1), "a mail changed its Message-ID");
    // Those whose answer was lost are there twice, under one Message-ID.
    assert_eq!(mails.len(), events + 3, "others are twice there");
}

/// Stores held comments, each with the job that mails the staff.
async fn hold_comments(app: &TestApp, article: i64, numbers: std::ops::Range<i64>) {
    ManyComments::on(article, numbers, app.now()).text("Event").insert(&app.database);
    let now = app.now();
    let queued = app.core.db.write(move |conn| {
        let created = comments::created_at.ge(now);
        let ids: Vec<CommentId> =
            on!(conn, |c| comments::table.filter(created).select(comments::id).load(c))?;
        ids.into_iter()
            .try_for_each(|comment| queue::enqueue(conn, Job::CommentHeld { comment }, now))
    });
    queued.await.expect("the jobs are queued");
}

/// Another process of this test program that sends the mails of `app`.
fn start_worker(app: &TestApp, relay: &str) -> tokio::process::Child {
    let order = Order {
        folder: app.folder.path().display().to_string(),
        database: app.database.url(),
        relay: relay.to_owned(),
        now: app.now().micros(),
    };
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "mail::outage::a_worker_that_will_be_killed", "--ignored", "--nocapture"])
        .env(ORDER, serde_json::to_string(&order).expect("JSON"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("it starts")
}

#[tokio::test]
#[ignore = "the scene of an outage starts it as another process, and kills it"]
#[allow(clippy::print_stdout, reason = "the scene waits for the line")]
async fn a_worker_that_will_be_killed() {
    let order = std::env::var(ORDER).expect("an order");
    let order: Order = serde_json::from_str(&order).expect("an order");
    let folder = Path::new(&order.folder).display();
    let mut config = Config::from_toml(&format!(
        "[server]\nbase_url = \"{BASE_URL}\"\n[data]\nfolder = \"{folder}\"\n[database]\nurl = \"{}\"\nconnections = 4\n",
        order.database
    ))
    .unwrap_or_else(|faults| panic!("{faults}"));
    with_relay(&mut config, &order.relay);
    let clock = Clock::fixed(Time::from_micros(order.now));
    let app = Arc::new(App::open(config, clock.clone()).expect("the program starts"));
    for _ in 0..4 {
        worker::run_due(&app).await.expect("the jobs are done");
        clock.advance(Duration::from_secs(600));
    }
    println!("{IDLE}");
    std::future::pending::<()>().await;
}
