//! Requests and posts per second, measured with `wrk`, alternating with a server that only sends a
//! body of the same size. Only the ratio of the two can be compared between machines.
//!
//! ```text
//! cargo bench --bench http                      # about eight minutes; nothing else should run meanwhile
//! cargo bench --bench http -- --seconds 2       # a quick look
//! cargo bench --bench http -- sqlite            # only what has this word in its name
//! ```
//!
//! No rate is asserted. The exit code is 1 if a response was an error or a comment was lost.
#![allow(clippy::print_stdout, reason = "the table is the output")]
#![allow(clippy::disallowed_methods, reason = "a bench is outside the program and its rooms")]

mod fixed;
mod posts;
mod program;
mod reads;
mod server;
mod wrk;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use wrk::Wrk;

type Outcome<T> = Result<T, String>;

/// How the measurements are taken.
struct Plan {
    /// How long each of the three takes of a measurement lasts.
    seconds: u64,
    /// Only rows with one of these words in their name.
    only: Vec<String>,
}

impl Plan {
    fn has(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|word| name.contains(word.as_str()))
    }
}

fn main() -> ExitCode {
    let mut arguments =
        std::env::args().skip(1).filter(|argument| argument != "--bench").peekable();
    if arguments.peek().is_some_and(|first| first == fixed::COMMAND) {
        return ended(fixed::serve(arguments.nth(1).as_deref()));
    }
    let mut plan = Plan { seconds: 8, only: Vec::new() };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => match arguments.next().and_then(|number| number.parse().ok()) {
                Some(seconds) => plan.seconds = seconds,
                None => return ended(Err("--seconds takes a whole number".to_owned())),
            },
            _ => plan.only.push(argument),
        }
    }
    ended(measure(&plan))
}

fn ended(outcome: Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn measure(plan: &Plan) -> Outcome<()> {
    let wrk = Wrk::find(plan.seconds)?;
    println!("{}", machine()?);
    let mut faults = reads::measure(plan, &wrk)?;
    faults.extend(posts::measure(plan, &wrk)?);
    println!("\nbusy at the end: load {}", load());
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n       ")) }
}

/// What the figures depend on.
fn machine() -> Outcome<String> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let micros = fsync()?.as_micros();
    Ok(format!("{cores} cores, fsync of 4 KiB {micros} µs (median), load before {}", load()))
}

/// Other programs' part in the load is the first thing to look at when a figure surprises.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// How long a write takes to reach the disk that the databases below are on.
fn fsync() -> Outcome<Duration> {
    let folder = tempfile::tempdir().map_err(fault)?;
    let mut file = std::fs::File::create(folder.path().join("probe")).map_err(fault)?;
    let mut took = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        std::io::Write::write_all(&mut file, &[7; 4096]).map_err(fault)?;
        file.sync_data().map_err(fault)?;
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    Ok(took[took.len() / 2])
}

fn fault(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}
