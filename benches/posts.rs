//! Posts: each is a form from a new reader, and its 303 is sent after the commit is on disk.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::program::{Answer, Installation};
use crate::server::Server;
use crate::wrk::{self, Load, Take, Wrk};
use crate::{Outcome, Plan, fault};

const CONNECTIONS: [u32; 2] = [16, 32];

pub fn measure(plan: &Plan, wrk: &Wrk) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    println!("\n{:<22} {:>10} {:>8} {:>8} {:>10}", "", "posts/s", "p50 ms", "p99 ms", "stored");
    if plan.has("posts, sqlite") {
        let place = Installation::new(None)?;
        faults.extend(post(wrk, "posts, sqlite", &place, &Database::Sqlite(place.database()))?);
    }
    if plan.has("posts, postgres") {
        match Server::start() {
            Ok(server) => {
                let place = Installation::new(Some(&server.url))?;
                let database = Database::Postgres(server.url.clone());
                faults.extend(post(wrk, "posts, postgres", &place, &database)?);
            }
            Err(cause) => println!("posts, postgres: SKIPPED, {cause}"),
        }
    }
    Ok(faults)
}

/// The worker runs beside, as it does by default, and each post gives it a job.
fn post(wrk: &Wrk, name: &str, place: &Installation, database: &Database) -> Outcome<Vec<String>> {
    let (article, path) = place.add_article("+++\ntitle = \"Ferry\"\n+++\nIt sails again.\n")?;
    let program = place.serve(&[])?;
    let hidden = hidden_fields(&program.get(&path, &[])?)?;
    let mut faults = Vec::new();
    let mut run = 0;
    for connections in CONNECTIONS {
        let before = database.comments()?;
        let path = format!("/articles/{article}/comments");
        let mut takes: Vec<Take> = Vec::new();
        // The first one is the warm-up.
        for take in 0..4 {
            run += 1;
            let form = Some((hidden.as_str(), run));
            let load =
                Load { address: program.address, path: &path, headers: &[], connections, form };
            takes.push(if take == 0 { wrk.warm(&load)? } else { wrk.take(&load)? });
        }
        // wrk leaves at the end of each take with one answer per connection outstanding.
        let answered: u64 = takes.iter().map(|take| take.requests - take.refused).sum();
        let unheard = u64::from(connections) * takes.len() as u64;
        let stored = database.comments()? - before;
        if !(answered..=answered + unheard).contains(&stored) {
            faults.push(format!("{name}: {answered} answered, but {stored} stored"));
        }
        faults.extend(wrk::faults(name, &takes));
        let take = wrk::median(takes.split_off(1));
        println!(
            "{:<22} {:>10.0} {:>8.2} {:>8.2} {:>10}",
            format!("{name}, {connections}"),
            take.per_second,
            take.p50_micros as f64 / 1e3,
            take.p99_micros as f64 / 1e3,
            stored
        );
    }
    println!("memory after posting: {:.1} MiB resident", program.resident()?);
    program.stop()?;
    Ok(faults)
}

/// The form's hidden fields, encoded to be sent. All posts bring the same, which the texts make
/// different comments.
fn hidden_fields(page: &Answer) -> Outcome<String> {
    let html = String::from_utf8_lossy(&page.body);
    let value = |name: &str| {
        let rest = html.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
        rest.split('"').next().map(str::to_owned)
    };
    // Their alphabet is that of base64url and a full stop: nothing needs an escape.
    let fields = value("form_id").zip(value("stamp")).ok_or("the page has no form")?;
    Ok(format!("form_id={}&stamp={}", fields.0, fields.1))
}

/// Asked directly, because what is measured must not be its own witness.
enum Database {
    Sqlite(String),
    Postgres(String),
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

impl Database {
    fn comments(&self) -> Outcome<u64> {
        let query = diesel::sql_query("SELECT count(*) AS count FROM comments");
        let counted: Count = match self {
            Database::Sqlite(file) => query
                .get_result(&mut SqliteConnection::establish(file).map_err(fault)?)
                .map_err(fault)?,
            Database::Postgres(url) => query
                .get_result(&mut PgConnection::establish(url).map_err(fault)?)
                .map_err(fault)?,
        };
        Ok(counted.count.unsigned_abs())
    }
}
