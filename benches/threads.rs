//! What one reader does in a thread of 10,000 comments, compared with the same in one of 100: the
//! ratio is to stay under 1.3. Nothing is cached, requests for the two come in turn, and what is
//! compared is the median, so that whatever else the machine does falls on both.
//!
//! ```text
//! cargo bench --bench threads                # both engines
//! cargo bench --bench threads -- sqlite      # only this engine
//! cargo bench --bench threads -- --comments 2000 --rounds 100
//! ```
//!
//! Nothing is asserted by the clock. The exit code is 1 if an answer is not the expected one.
#![allow(clippy::print_stdout, reason = "the table is the output")]
#![allow(clippy::disallowed_methods, reason = "a bench is outside the program and its rooms")]

mod program;
mod server;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use diesel::Connection as _;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use program::{Installation, Program};
use server::Server;

type Outcome<T> = Result<T, String>;

const SHORT: usize = 100;
/// Connections that fill the threads.
const WRITERS: usize = 8;
/// How often is looked whether the worker has done what follows from the filling.
const LOOK: Duration = Duration::from_millis(500);

struct Plan {
    /// Comments in the long thread.
    long: usize,
    /// Requests of each kind to each thread.
    rounds: usize,
    only: Option<String>,
}

/// An article with its thread, and the addresses that are asked for.
struct Subject {
    article: u64,
    path: String,
    /// Half of the thread's pages.
    middle: usize,
    /// A comment in the middle of the thread, and the last one.
    comments: [u64; 2],
    status: String,
    hidden: String,
}

fn main() -> ExitCode {
    let mut plan = Plan { long: 10_000, rounds: 300, only: None };
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|number| number.parse().ok());
        match argument.as_str() {
            "--comments" => plan.long = number().unwrap_or(plan.long),
            "--rounds" => plan.rounds = number().unwrap_or(plan.rounds),
            engine => plan.only = Some(engine.to_owned()),
        }
    }
    match measure(&plan) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn measure(plan: &Plan) -> Outcome<()> {
    let wants = |engine: &str| plan.only.as_deref().is_none_or(|only| only == engine);
    println!("{:<34} {:>9} {:>9} {:>6}", "ms (median)", SHORT, plan.long, "ratio");
    if wants("sqlite") {
        let place = Installation::new(None)?;
        compare(plan, "sqlite", &place, &|sql| {
            let mut conn = SqliteConnection::establish(&place.database()).map_err(fault)?;
            diesel::sql_query(sql).get_result(&mut conn).map_err(fault)
        })?;
    }
    if wants("postgres") {
        match Server::start() {
            Ok(server) => {
                let place = Installation::new(Some(&server.url))?;
                compare(plan, "postgres", &place, &|sql| {
                    let mut conn = PgConnection::establish(&server.url).map_err(fault)?;
                    diesel::sql_query(sql).get_result(&mut conn).map_err(fault)
                })?;
            }
            Err(cause) => println!("postgres: SKIPPED, {cause}"),
        }
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn compare(
    plan: &Plan,
    engine: &str,
    place: &Installation,
    ask: &dyn Fn(&str) -> Outcome<Count>,
) -> Outcome<()> {
    let mut articles = Vec::new();
    for title in ["Short", "Long"] {
        articles
            .push(place.add_article(&format!("+++\ntitle = \"{title}\"\n+++\nIt sails again.\n"))?);
    }
    let program = place.serve(&[
        "cache.megabytes=0",
        "comments.policy=publish_all",
        "comments.min_form_age=0",
    ])?;
    let mut subjects = Vec::new();
    for ((article, path), comments) in articles.into_iter().zip([SHORT, plan.long]) {
        subjects.push(fill(&program, article, path, comments)?);
    }
    let waiting = "SELECT (SELECT COUNT(*) FROM comment_arrivals) + (SELECT COUNT(*) FROM stale_thread_counts) AS n";
    while ask(waiting)?.n > 0 {
        thread::sleep(LOOK);
    }
    let mut connection = Connection::to(&program)?;
    let mut row = |name: &str,
                   request: &dyn Fn(&Subject, usize) -> (String, String),
                   wanted: &str| {
        let mut took = [Vec::new(), Vec::new()];
        for round in 0..plan.rounds {
            for (subject, took) in subjects.iter().zip(&mut took) {
                let (head, body) = request(subject, round);
                let begun = Instant::now();
                let answer = connection.ask(&head, &body)?;
                took.push(begun.elapsed());
                if !answer.contains(wanted) {
                    return Err(format!("{name}: {head} is not answered with {wanted}: {answer}"));
                }
            }
        }
        let [short, long] = took.map(|mut took| {
            took.sort_unstable();
            took[took.len() / 2].as_secs_f64() * 1e3
        });
        let name = format!("{engine}, {name}");
        println!("{name:<34} {short:>9.3} {long:>9.3} {:>6.2}", long / short);
        Ok(())
    };
    let get = |path: String| (format!("GET {path}"), String::new());
    row("first page", &|subject, _| get(subject.path.clone()), "200 OK")?;
    let middle = |subject: &Subject, _| get(format!("{}?page={}", subject.path, subject.middle));
    row("page in the middle", &middle, "200 OK")?;
    let comment =
        |subject: &Subject, round: usize| get(format!("/comments/{}", subject.comments[round % 2]));
    row("/comments/{id}", &comment, "302 Found")?;
    row("status page", &|subject, _| get(subject.status.clone()), "200 OK")?;
    let post = |subject: &Subject, round: usize| {
        let body = form(subject, &format!("{round}"), "");
        (format!("POST /articles/{}/comments", subject.article), body)
    };
    row("post and its redirect", &post, "#comment-")?;
    program.stop()
}

/// Half of the comments begin threads, and each of these has one answer.
fn fill(program: &Program, article: u64, path: String, comments: usize) -> Outcome<Subject> {
    let pairs = |from: usize| {
        let mut last = 0;
        for n in (from..comments / 2).step_by(WRITERS) {
            let unique = article as usize * 1_000_000 + 2 * n;
            let first = program.comment(article, unique, None)?;
            last = program.comment(article, unique + 1, Some(first))?;
        }
        Ok(last)
    };
    let last: Vec<Outcome<u64>> = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS).map(|from| scope.spawn(move || pairs(from))).collect();
        let joined = writers.into_iter().map(|writer| writer.join());
        joined.map(|ended| ended.unwrap_or_else(|_| Err("a writer broke off".to_owned()))).collect()
    });
    let last = last.into_iter().collect::<Outcome<Vec<u64>>>()?.into_iter().max().unwrap_or(0);
    let page = program.get(&path, &[])?;
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let value = |name: &str| {
        let rest = html.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
        rest.split('"').next().map(str::to_owned)
    };
    let fields = value("form_id").zip(value("stamp")).ok_or("the page has no form")?;
    let mut subject = Subject {
        article,
        path,
        middle: (comments / 200).max(1),
        comments: [last - comments as u64 / 2, last],
        status: String::new(),
        hidden: format!("form_id={}&stamp={}", fields.0, fields.1),
    };
    // What fills in the hidden field is held, and led to its private page.
    let held = program.ask(
        "POST",
        &format!("/articles/{article}/comments"),
        &[("Content-Type", "application/x-www-form-urlencoded")],
        &form(&subject, "held", "x"),
    )?;
    subject.status = held.header("location").ok_or(held.head.clone())?.to_owned();
    Ok(subject)
}

fn form(subject: &Subject, unique: &str, honeypot: &str) -> String {
    let (hidden, who) = (&subject.hidden, format!("{}x{unique}", subject.article));
    format!(
        "{hidden}&name=Reader+{who}&email=reader{who}%40post.example&website=&homepage2={honeypot}&parent_id=\
         &text=The+{who}th+ferry+was+late+again%2C+and+nobody+on+the+quay+could+say+why."
    )
}

/// A connection that is kept, so that opening one is no part of what is measured.
struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    fn to(program: &Program) -> Outcome<Connection> {
        let stream = TcpStream::connect(program.address).map_err(fault)?;
        stream.set_nodelay(true).map_err(fault)?;
        Ok(Connection { stream: BufReader::new(stream), host: program.address.to_string() })
    }

    /// Returns the head of the answer; the body is read and left.
    fn ask(&mut self, head: &str, body: &str) -> Outcome<String> {
        let request = format!(
            "{head} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).map_err(fault)?;
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let from = head.len();
            if self.stream.read_line(&mut head).map_err(fault)? == 0 {
                return Err(format!("an answer without an end: {head}"));
            }
            let line = head[from..].trim();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(fault)?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).map_err(fault)?;
        Ok(head)
    }
}

fn fault(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}
