//! Reads: one article with 100 comments as a page, as JSON, and as a 304.

use crate::fixed::Fixed;
use crate::program::{Installation, Program};
use crate::wrk::{self, Load, Take, Wrk};
use crate::{Outcome, Plan};

const THREADS: usize = 50;
/// Enough that the processor is never idle.
const CONNECTIONS: u32 = 32;
const GZIP: (&str, &str) = ("Accept-Encoding", "gzip");
const BROTLI: (&str, &str) = ("Accept-Encoding", "gzip, br");
/// Answers within which a page is compressed at the best level, beside them.
const SOON: usize = 10_000;

/// A row of the table.
struct Row<'a> {
    name: &'static str,
    path: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    /// Bytes of the body; 0 for an answer without one.
    size: usize,
}

pub fn measure(plan: &Plan, wrk: &Wrk) -> Outcome<Vec<String>> {
    let names = [
        "memory",
        "cached page",
        "cached page, gzip",
        "cached page, brotli",
        "cached json",
        "304",
        "uncached page",
        "uncached json",
    ];
    if !names.iter().any(|name| plan.has(name)) {
        return Ok(Vec::new());
    }
    let place = Installation::new(None)?;
    let (article, path) = place.add_article(&story())?;
    let program = place.serve(&["comments.policy=publish_all"])?;
    println!("\nmemory after start: {:.1} MiB resident", program.resident()?);
    for n in 0..THREADS {
        let first = program.comment(article, 2 * n, None)?;
        program.comment(article, 2 * n + 1, Some(first))?;
    }
    let json = format!("/api/v1/articles/{article}/comments?limit=100");
    let page = program.get(&path, &[])?;
    let count = String::from_utf8_lossy(&page.body).matches("<article class=\"comment\"").count();
    if count != 2 * THREADS {
        return Err(format!("the page shows {count} comments: {}", page.head));
    }
    let tag = page.header("etag").ok_or("the page has no ETag")?.to_owned();
    let plain = page.body.len();
    let zipped = program.get(&path, &[GZIP])?.body.len();
    let packed = kept(&program, &path)?;
    let listed = program.get(&json, &[])?.body.len();

    println!(
        "\n{:<22} {:>8} {:>10} {:>8} {:>8} {:>11} {:>6}",
        "", "bytes", "requests/s", "p50 ms", "p99 ms", "fixed body", "ratio"
    );
    let cached = [
        Row { name: "cached page", path: &path, headers: Vec::new(), size: plain },
        Row { name: "cached page, gzip", path: &path, headers: vec![GZIP], size: zipped },
        Row { name: "cached page, brotli", path: &path, headers: vec![BROTLI], size: packed },
        Row { name: "cached json", path: &json, headers: Vec::new(), size: listed },
        Row { name: "304", path: &path, headers: vec![("If-None-Match", &tag)], size: 0 },
    ];
    let mut faults = against_fixed(plan, wrk, &program, &cached)?;
    println!("memory after reading: {:.1} MiB resident", program.resident()?);
    program.stop()?;

    let program = place.serve(&["cache.megabytes=0"])?;
    let uncached = [
        Row { name: "uncached page", path: &path, headers: Vec::new(), size: plain },
        Row { name: "uncached json", path: &json, headers: Vec::new(), size: listed },
    ];
    faults.extend(against_fixed(plan, wrk, &program, &uncached)?);
    program.stop()?;
    Ok(faults)
}

/// The size of the page by brotli once it has been sent often.
fn kept(program: &Program, path: &str) -> Outcome<usize> {
    let size = || -> Outcome<usize> { Ok(program.get(path, &[BROTLI])?.body.len()) };
    size()?;
    let at_first = size()?;
    for _ in 0..SOON {
        let size = size()?;
        if size < at_first {
            return Ok(size);
        }
    }
    Err(format!("after {SOON} answers the page still has {at_first} bytes"))
}

/// Three takes of each in turn, so that whatever else the machine does falls on both.
fn against_fixed(
    plan: &Plan,
    wrk: &Wrk,
    program: &Program,
    rows: &[Row<'_>],
) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for row in rows.iter().filter(|row| plan.has(row.name)) {
        let fixed = Fixed::start(row.size)?;
        let load = Load {
            address: program.address,
            path: row.path,
            headers: &row.headers,
            connections: CONNECTIONS,
            form: None,
        };
        let yardstick = Load { address: fixed.address, path: "/", ..load };
        wrk.warm(&load)?;
        wrk.warm(&yardstick)?;
        let (mut ours, mut theirs): (Vec<Take>, Vec<Take>) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            theirs.push(wrk.take(&yardstick)?);
            ours.push(wrk.take(&load)?);
        }
        faults.extend(wrk::faults(row.name, &ours));
        let (ours, theirs) = (wrk::median(ours), wrk::median(theirs));
        println!(
            "{:<22} {:>8} {:>10.0} {:>8.2} {:>8.2} {:>11.0} {:>6.2}",
            row.name,
            row.size,
            ours.per_second,
            ours.p50_micros as f64 / 1e3,
            ours.p99_micros as f64 / 1e3,
            theirs.per_second,
            ours.per_second / theirs.per_second
        );
    }
    Ok(faults)
}

/// An article of about 700 words, with what articles have.
fn story() -> String {
    let mut text = String::from(
        "+++\ntitle = \"The ferry is back\"\nsection = \"Harbour\"\ntags = [\"Ferry\", \"Winter\"]\n\
         byline = \"Ada Brook\"\nsummary = \"After eleven weeks the ferry sails again.\"\n+++\n",
    );
    for part in 1..=8 {
        text.push_str(&format!(
            "## Part {part}\n\nAfter **eleven weeks** of repairs the ferry sails again. From Monday it leaves at a \
             quarter past and a quarter to, as it did before the storm; the fare stays the same until the spring.\n\n\
             - The first boat leaves at a quarter to six.\n- The last one waits for the late train.\n\n\
             > We regret the delay, and we thank the passengers for their patience.\n\nThe harbour office keeps \
             [a list](https://harbour.example/times) of all sailings. Whoever missed one may ask for the fare back \
             until the end of the month, in writing or at the window on the quay.\n\n"
        ));
    }
    text
}
