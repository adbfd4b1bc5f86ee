//! The time until the next comment is shown to a moderator who decides by keyboard, among a million
//! comments: Chromium opens the desk, signs in, and decides a hundred comments by one key each.
//!
//! ```text
//! export REJOINDER_TEST_CHROMEDRIVER=$(command -v chromedriver)
//! cargo bench --bench keyboard                        # a million comments, both engines
//! cargo bench --bench keyboard -- --comments 20000    # a quick look
//! cargo bench --bench keyboard -- sqlite              # only this engine
//! cargo bench --bench keyboard -- --keys 300          # so many comments
//! ```
//!
//! The page itself measures, from the key's own time: until the next comment is in the document,
//! and until it is painted. Each key comes as soon as the comment before it is painted, faster than
//! anybody reads. Nothing is asserted by the clock. The exit code is 1 if a comment was skipped,
//! shown twice or not decided exactly once.
#![allow(clippy::print_stdout, reason = "the table is the output")]
#![allow(clippy::disallowed_methods, reason = "a bench is outside the program and its rooms")]

#[allow(dead_code, reason = "the other benches use the rest")]
#[path = "desk/postgres.rs"]
mod postgres;
#[allow(dead_code, reason = "the other benches use the rest")]
mod program;
#[path = "desk/seeded.rs"]
mod seeded;
mod server;
#[allow(dead_code, reason = "the tests use the rest")]
#[allow(clippy::disallowed_methods, reason = "a bench drives the program from outside")]
#[path = "../tests/support"]
mod support {
    pub mod axe;
    pub mod browser;
    pub mod http;
    pub mod tools;
}

use std::process::ExitCode;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::{Client, Locator};
use serde_json::Value;

use crate::program::Program;
use crate::support::browser::{Browser, Window};

type Outcome<T> = Result<T, String>;

/// What is measured.
struct Plan {
    comments: i64,
    keys: usize,
    only: Option<String>,
}

/// What the page saw of one key.
struct Press {
    /// The comment that was shown, and the one after it.
    shown: (String, String),
    /// Milliseconds until the next one was in the document, and until it was painted.
    took: (f64, f64),
}

/// Notes each key and the comment that it brings. A message that is posted in a frame's callback
/// arrives once the frame is painted.
const WATCH: &str = r"
    const shown = () => document.querySelector('#item .case')?.dataset.id ?? null;
    const presses = window.presses = [];
    let pressed = null;
    addEventListener('keydown', (event) => { pressed = { at: event.timeStamp, id: shown() }; }, true);
    new MutationObserver(() => {
        const next = shown();
        if (!pressed || !next || next === pressed.id) return;
        const { at, id } = pressed;
        pressed = null;
        const document = performance.now() - at;
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => presses.push([id, next, document, performance.now() - at]);
            port2.postMessage(0);
        });
    }).observe(document.getElementById('item'), { childList: true });
";

fn main() -> ExitCode {
    let outcome = plan().and_then(|plan| {
        let runtime = tokio::runtime::Runtime::new().map_err(fault)?;
        runtime.block_on(measure(&plan))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn plan() -> Outcome<Plan> {
    if std::env::var_os("REJOINDER_TEST_CHROMEDRIVER").is_none() {
        return Err("set REJOINDER_TEST_CHROMEDRIVER=$(command -v chromedriver)".to_owned());
    }
    let mut plan = Plan { comments: 1_000_000, keys: 100, only: None };
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|number| number.parse::<u32>().ok());
        match argument.as_str() {
            "--comments" => {
                plan.comments = number().ok_or("--comments takes a whole number")?.into()
            }
            "--keys" => plan.keys = number().ok_or("--keys takes a whole number")? as usize,
            _ => plan.only = Some(argument),
        }
    }
    if plan.comments < 10_000 || plan.keys as i64 > plan.comments / 20 {
        return Err("--comments: ten thousand at least, and twenty for each key".to_owned());
    }
    Ok(plan)
}

async fn measure(plan: &Plan) -> Outcome<()> {
    println!(
        "{} comments, {} keys; milliseconds from the key to the next comment",
        plan.comments, plan.keys
    );
    for engine in ["sqlite", "postgres"] {
        if plan.only.as_deref().is_some_and(|only| only != engine) {
            continue;
        }
        let seeded = seeded::Seeded::new(engine, plan.comments)?;
        let program = seeded.installation.serve(&[])?;
        let waiting = waiting(&program, &seeded.token, plan.keys + 1)?;
        let presses = clear(&program, plan.keys).await?;
        println!("| {engine} | | p50 | p95 | p99 | most |");
        row(engine, "in the document", presses.iter().map(|press| press.took.0).collect());
        row(engine, "painted", presses.iter().map(|press| press.took.1).collect());
        check(&program, &seeded.token, &waiting, &presses)
            .map_err(|fault| format!("{engine}: {fault}"))?;
        program.stop()?;
    }
    Ok(())
}

/// Signs in and decides about the first comments of the queue, a key each.
async fn clear(program: &Program, keys: usize) -> Outcome<Vec<Press>> {
    let browser = Browser::open(Window::desktop()).await;
    let client = browser.client();
    let address = |path: &str| format!("http://{}{path}", program.address);
    client.goto(&address("/desk/login")).await.map_err(fault)?;
    for (name, value) in [("email", seeded::EMAIL), ("password", seeded::PASSWORD)] {
        client
            .find(Locator::Id(name))
            .await
            .map_err(fault)?
            .send_keys(value)
            .await
            .map_err(fault)?;
    }
    client
        .find(Locator::Css("button[type=submit]"))
        .await
        .map_err(fault)?
        .click()
        .await
        .map_err(fault)?;
    client.wait().for_element(Locator::Css("#item .case")).await.map_err(fault)?;
    client.execute(WATCH, Vec::new()).await.map_err(fault)?;
    for n in 1..=keys {
        press(client, 'a').await?;
        until(client, &format!("presses.length === {n}")).await?;
    }
    let told = client.execute("return presses", Vec::new()).await.map_err(fault)?;
    // What was sent last is on its way; the counts on the page are those of the server once nothing
    // is.
    let troubles = client.find_all(Locator::Css(".trouble")).await.map_err(fault)?;
    browser.close().await;
    if !troubles.is_empty() {
        return Err(format!("the page told of {} failures", troubles.len()));
    }
    told.as_array()
        .into_iter()
        .flatten()
        .map(|press| read(press).ok_or_else(|| format!("a press: {press}")))
        .collect()
}

fn read(press: &Value) -> Option<Press> {
    let id = |at: usize| press[at].as_str().map(str::to_owned);
    Some(Press { shown: (id(0)?, id(1)?), took: (press[2].as_f64()?, press[3].as_f64()?) })
}

async fn press(client: &Client, key: char) -> Outcome<()> {
    let keys = KeyActions::new("keys".to_owned())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    client.perform_actions(keys).await.map_err(fault)
}

/// Waits until the condition holds; the driver's own limit, half a minute, ends it.
async fn until(client: &Client, condition: &str) -> Outcome<()> {
    let script = format!(
        "const done = arguments[arguments.length - 1]; const look = () => ({condition}) ? done(true) : setTimeout(look, 1); look();"
    );
    client
        .execute_async(&script, Vec::new())
        .await
        .map_err(|cause| format!("{condition}: {cause}"))?;
    Ok(())
}

fn row(engine: &str, name: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |part: usize| {
        took.get((took.len() * part / 100).min(took.len().saturating_sub(1)))
            .copied()
            .unwrap_or(0.0)
    };
    println!(
        "| {engine} | {name} | {:.1} | {:.1} | {:.1} | {:.1} |",
        at(50),
        at(95),
        at(99),
        at(100)
    );
}

/// The first comments that wait, in the order of the queue.
fn waiting(program: &Program, token: &str, count: usize) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    while found.len() < count {
        let part =
            ask(program, token, &format!("/api/v1/comments?status=pending&limit=100{cursor}"))?;
        found.extend(
            part["items"].as_array().into_iter().flatten().map(|item| item["id"].to_string()),
        );
        cursor = format!("&after={}", part["next"].as_str().ok_or("too few comments wait")?);
    }
    found.truncate(count);
    Ok(found)
}

/// Each comment of the queue was shown in its turn, and has exactly one decision; the next one has
/// none.
fn check(program: &Program, token: &str, waiting: &[String], presses: &[Press]) -> Outcome<()> {
    for (at, press) in presses.iter().enumerate() {
        if press.shown != (waiting[at].clone(), waiting[at + 1].clone()) {
            return Err(format!("the page went from {} to {}", press.shown.0, press.shown.1));
        }
        let comment = ask(program, token, &format!("/api/v1/comments/{}", waiting[at]))?;
        let decisions = comment["context"]["decisions"].as_array().map_or(0, Vec::len);
        if comment["status"] != "approved" || comment["version"] != 2 || decisions != 1 {
            return Err(format!(
                "comment {}: {}, {decisions} decisions",
                waiting[at], comment["status"]
            ));
        }
    }
    let next = ask(program, token, &format!("/api/v1/comments/{}", waiting[presses.len()]))?;
    if next["status"] == "pending" {
        Ok(())
    } else {
        Err("one comment too many was decided".to_owned())
    }
}

fn ask(program: &Program, token: &str, path: &str) -> Outcome<Value> {
    let answer = program.get(path, &[("Authorization", &format!("Bearer {token}"))])?;
    if !answer.head.starts_with("HTTP/1.1 200") {
        return Err(format!("{path}: {}", answer.head));
    }
    serde_json::from_slice(&answer.body).map_err(fault)
}

fn fault(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}
