//! Two hundred mails that wait leave through a relay on this machine: over one connection, over as many as by
//! default, and over eight. What counts is the ratio: each mail waits for several answers of the relay, so
//! connections should add up until a core is busy.
//!
//! ```text
//! cargo bench --bench mail                # both engines; nothing else should run meanwhile
//! cargo bench --bench mail -- sqlite      # only this engine
//! ```
//!
//! The exit code is 1 if a mail did not arrive, or arrived twice. No duration is asserted.
#![allow(clippy::print_stdout, reason = "the table is the output")]
#![allow(clippy::disallowed_methods, reason = "a bench is outside the program and its rooms")]

mod server;
#[path = "../tests/support"]
#[allow(dead_code, reason = "the scenes use the rest")]
mod support {
    pub mod sink;
}

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use diesel::RunQueryDsl as _;
use rejoinder::accounts::model::{Name, NewAccount, Role};
use rejoinder::address::EmailAddress;
use rejoinder::app::App;
use rejoinder::clock::Clock;
use rejoinder::config::{Config, Transport};
use rejoinder::db::{Connection, Engine};
use rejoinder::error::{Error, Result};
use rejoinder::ids::CommentId;
use rejoinder::queue::{self, Job};
use rejoinder::{accounts, on, worker};
use tokio::sync::watch;

use crate::support::sink::Sink;

const MAILS: usize = 200;
/// The default of `mail.smtp_connections` stands in the middle.
const CONNECTIONS: [usize; 3] = [1, 4, 8];

type Outcome<T> = std::result::Result<T, String>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let only = std::env::args().skip(1).find(|argument| argument != "--bench");
    println!(
        "{:<20} {:>12} {:>10} {:>10} {:>10}",
        "200 mails", "connections", "seconds", "mails/s", "ratio"
    );
    for engine in ["sqlite", "postgres"]
        .into_iter()
        .filter(|engine| only.as_deref().is_none_or(|only| only == *engine))
    {
        let server = (engine == "postgres").then(server::Server::start).transpose()?;
        let mut alone = None;
        for (round, connections) in CONNECTIONS.into_iter().enumerate() {
            let url = server.as_ref().map(|server| server.url.as_str());
            // PostgreSQL's server has one database for all rounds; later rounds add their comments to it.
            let seconds = measure(connections, url, round).await.map_err(fault)?;
            let alone = *alone.get_or_insert(seconds);
            println!(
                "{engine:<20} {connections:>12} {seconds:>10.2} {:>10.0} {:>10.2}",
                MAILS as f64 / seconds,
                alone / seconds
            );
        }
    }
    Ok(())
}

fn fault(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}

async fn measure(connections: usize, url: Option<&str>, round: usize) -> Result<f64> {
    let sink = Sink::start().await;
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let database = url.map_or_else(String::new, |url| {
        format!(
            "[database]\nurl = '{}_{round}'\n",
            url.trim_end_matches("/postgres").to_owned() + "/mail"
        )
    });
    if let Some(url) = url {
        create_database(url, &format!("mail_{round}"))?;
    }
    let text = format!("[data]\nfolder = '{}'\n{database}", folder.path().display());
    let mut config =
        Config::from_toml(&text).map_err(|faults| Error::internal(faults.to_string()))?;
    config.mail.transport = Transport::Smtp;
    config.mail.smtp_url = Some(sink.url().into());
    config.mail.smtp_allow_plaintext = true;
    config.mail.smtp_connections = connections;
    // A mail for each comment.
    config.moderation.join = std::time::Duration::ZERO;
    let app = Arc::new(App::open(config, Clock::System)?);
    let new = NewAccount {
        email: EmailAddress::parse("jo@desk.test").map_err(|_| Error::internal("an address"))?,
        name: Name::parse("Jo").map_err(|_| Error::internal("a name"))?,
        role: Role::Moderator,
    };
    let hash = app.passwords.hash("seven grey gulls at noon".to_owned().into()).await?;
    let row = accounts::prepare(&app.vault, &new, hash, app.clock.now())?;
    app.db.write(move |conn| accounts::add(conn, &row).map(drop)).await?;
    let now = app.clock.now();
    app.db
        .write(move |conn| {
            hold_comments(conn)?;
            (1..=MAILS as i64).try_for_each(|id| {
                queue::enqueue(conn, Job::CommentHeld { comment: CommentId(id) }, now)
            })
        })
        .await?;

    let (stop, stopped) = watch::channel(false);
    let begun = Instant::now();
    let working = tokio::spawn(worker::run(Arc::clone(&app), stopped));
    let mails = sink.wait_for(MAILS).await;
    let seconds = begun.elapsed().as_secs_f64();
    stop.send_replace(true);
    working.await.map_err(Error::internal)?;
    let ids: BTreeSet<String> = mails
        .iter()
        .filter_map(|mail| {
            mail.text().lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned)
        })
        .collect();
    match (mails.len(), ids.len()) {
        (MAILS, MAILS) => Ok(seconds),
        (mails, ids) => Err(Error::internal(format!("{mails} mails with {ids} ids arrived"))),
    }
}

fn create_database(url: &str, name: &str) -> Result<()> {
    use diesel::Connection as _;
    let mut conn = diesel::PgConnection::establish(url).map_err(Error::internal)?;
    diesel::sql_query(format!("CREATE DATABASE {name}"))
        .execute(&mut conn)
        .map_err(Error::internal)?;
    Ok(())
}

fn hold_comments(conn: &mut Connection) -> Result<()> {
    let bytes = if matches!(conn.engine, Engine::Postgres(_)) { "BYTEA" } else { "BLOB" };
    let statements = [
        "INSERT INTO articles (path, title, summary, body, body_html, byline, status, published_at, created_at, \
         updated_at, version) VALUES ('a/1', 'Mud', '', '', '', '', 1, 0, 0, 0, 1)"
            .to_owned(),
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MAILS}) \
             INSERT INTO comments (article_id, status, first_status, reasons, version, name, text, html, avatar, \
             fingerprint, form_id, notify, created_at) SELECT 1, 0, 0, '[]', 1, 'Ann', \
             'The ferry ' || i || ' was late.', '<p>The ferry was late.</p>', 7, \
             CAST('c' || i AS {bytes}), CAST('f' || i AS {bytes}), FALSE, i FROM n"
        ),
    ];
    for statement in statements {
        on!(conn, |c| diesel::sql_query(statement).execute(c))?;
    }
    Ok(())
}
