//! A million comments are imported, in the shape of each format: comments a second, processor time and the
//! most memory that the program had.
//!
//! ```text
//! cargo bench --bench imports                               # all formats on SQLite, 20 to 30 minutes
//! cargo bench --bench imports -- disqus coral               # these
//! cargo bench --bench imports -- postgres disqus            # this one on PostgreSQL
//! cargo bench --bench imports -- --comments 100000          # a quick look
//! ```
//!
//! 25 words a comment, one in four a reply, half of them with an address, 500 on each article; WordPress's
//! and our own format bring the articles, for the others they are made (`--unmatched create`). The ratio
//! is to the first format, because a rate alone says little about another machine. The exit code is 1 if a
//! comment is missing afterwards. No duration is asserted.
#![allow(clippy::print_stdout, reason = "the table is the output")]
#![allow(clippy::disallowed_methods, reason = "a bench is outside the program and its rooms")]

#[path = "imports/generated.rs"]
mod generated;
#[allow(dead_code, reason = "the bench of HTTP uses the rest")]
mod program;
mod server;

use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use generated::{FORMATS, Format};
use program::Installation;
use server::Server;

type Outcome<T> = Result<T, String>;

/// How often the program's memory is looked at. Its most memory is kept by the system, so only what it takes in
/// the last moment can be missed.
const LOOK: Duration = Duration::from_millis(100);

/// The units of processor time in `/proc`, a second (`getconf CLK_TCK`, 100 on Linux).
const TICKS: f64 = 100.0;

fn main() -> Outcome<()> {
    let mut comments = 1_000_000;
    let mut only: Vec<String> = Vec::new();
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--comments" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                comments = number.ok_or("--comments takes a whole number")?;
            }
            _ => only.push(argument),
        }
    }
    let on_postgres = only.iter().any(|word| word == "postgres");
    only.retain(|word| word != "postgres" && word != "sqlite");
    if let Some(unknown) = only.iter().find(|word| FORMATS.iter().all(|it| it.name != **word)) {
        return Err(format!("{unknown} is no format"));
    }
    println!(
        "{comments} comments, {}\n{:<12} {:>8} {:>8} {:>10} {:>6} {:>9} {:>9} {:>9} {:>6}",
        if on_postgres { "PostgreSQL" } else { "SQLite" },
        "format",
        "MB",
        "seconds",
        "comments/s",
        "ratio",
        "user s",
        "system s",
        "peak MiB",
        "load"
    );
    let mut first = None;
    for format in FORMATS.iter().filter(|it| only.is_empty() || only.iter().any(|o| o == it.name)) {
        let server = on_postgres.then(Server::start).transpose()?;
        let taken = measure(format, comments, server.as_ref())?;
        let rate = comments as f64 / taken.seconds;
        println!(
            "{:<12} {:>8.0} {:>8.1} {rate:>10.0} {:>6.2} {:>9.1} {:>9.1} {:>9.1} {:>6}",
            format.name,
            taken.megabytes,
            taken.seconds,
            rate / *first.get_or_insert(rate),
            taken.user,
            taken.system,
            taken.peak,
            load()
        );
    }
    Ok(())
}

/// What an import took.
struct Taken {
    megabytes: f64,
    seconds: f64,
    /// Seconds of processor time in the program.
    user: f64,
    /// The same in the system.
    system: f64,
    /// The most resident memory, in MiB.
    peak: f64,
}

fn measure(format: &Format, comments: usize, server: Option<&Server>) -> Outcome<Taken> {
    let files = tempfile::tempdir().map_err(fault)?;
    let written = (format.write)(files.path(), comments).map_err(fault)?;
    let size: u64 =
        written.iter().map(|file| fs::metadata(file).map_or(0, |data| data.len())).sum();
    let place = Installation::new(server.map(|server| server.url.as_str()))?;
    let mut arguments = vec!["import", format.name];
    if !format.has_articles {
        arguments.extend(["--unmatched", "create"]);
    }
    arguments.extend(written.iter().map(String::as_str));

    let begun = Instant::now();
    let mut child = place.spawn(&arguments)?;
    let (peak, user, system) = watch(&child)?;
    let ended = child.wait().map_err(fault)?;
    let seconds = begun.elapsed().as_secs_f64();
    if !ended.success() {
        return Err(format!("import {}: {ended}: {}", format.name, place.log()));
    }
    let stored = match server {
        Some(server) => count(&mut PgConnection::establish(&server.url).map_err(fault)?)?,
        None => count(&mut SqliteConnection::establish(&place.database()).map_err(fault)?)?,
    };
    if stored != comments as i64 {
        return Err(format!("import {}: {stored} comments are stored", format.name));
    }
    Ok(Taken { megabytes: size as f64 / 1e6, seconds, user, system, peak })
}

/// Waits until the program has ended, and reads what the system knows of it before it is forgotten.
fn watch(child: &Child) -> Outcome<(f64, f64, f64)> {
    let place = format!("/proc/{}", child.id());
    let mut peak = 0.0;
    loop {
        let status = fs::read_to_string(format!("{place}/status")).map_err(fault)?;
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(kib) = most.and_then(|text| text.trim().split(' ').next()?.parse::<f64>().ok())
        {
            peak = kib / 1024.0;
        }
        let stat = fs::read_to_string(format!("{place}/stat")).map_err(fault)?;
        // After the name, which may have spaces; proc(5) numbers the state 3, the two times 14 and 15.
        let rest = stat.rsplit(") ").next().unwrap_or_default();
        let fields: Vec<&str> = rest.split(' ').collect();
        let ticks = |number: usize| fields.get(number - 3)?.parse::<f64>().ok();
        if fields.first() == Some(&"Z") {
            let times = ticks(14).zip(ticks(15)).ok_or("no times in /proc")?;
            return Ok((peak, times.0 / TICKS, times.1 / TICKS));
        }
        std::thread::sleep(LOOK);
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn count<C: diesel::connection::LoadConnection>(conn: &mut C) -> Outcome<i64>
where
    diesel::query_builder::SqlQuery: for<'q> diesel::query_dsl::LoadQuery<'q, C, Count>,
{
    let counted: Count = diesel::sql_query("SELECT count(*) AS count FROM comments")
        .get_result(conn)
        .map_err(fault)?;
    Ok(counted.count)
}

fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

fn fault(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}
