//! The response times of the desk: pages of the queue, searches, counts and decisions among a
//! million comments, on both engines, sent one after the other over HTTP.
//!
//! ```text
//! cargo bench --bench desk                        # a million comments; some ten minutes on an idle machine
//! cargo bench --bench desk -- --comments 20000    # a quick look
//! cargo bench --bench desk -- sqlite              # only this engine
//! cargo bench --bench desk -- --hold postgres     # only serves, prints the address, and waits for Enter
//! ```
//!
//! Nothing is asserted by the clock. The exit code is 1 if an answer was wrong: another status,
//! another number of comments, one that does not fit the filter, or a count that differs from what
//! was made.
#![allow(clippy::print_stdout, reason = "the table is the output")]
#![allow(clippy::disallowed_methods, reason = "a bench is outside the program and its rooms")]

#[path = "desk/postgres.rs"]
mod postgres;
#[allow(dead_code, reason = "the other bench uses the rest")]
mod program;
#[path = "desk/queries.rs"]
mod queries;
#[path = "desk/seeded.rs"]
mod seeded;
mod server;

use std::process::ExitCode;

type Outcome<T> = Result<T, String>;

/// The command line.
struct Plan {
    comments: i64,
    /// How often each request is sent.
    times: usize,
    only: Option<String>,
    /// Serve without measuring.
    hold: bool,
}

fn main() -> ExitCode {
    match plan().and_then(|plan| measure(&plan)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn plan() -> Outcome<Plan> {
    let mut plan = Plan { comments: 1_000_000, times: 300, only: None, hold: false };
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|number| number.parse().ok());
        match argument.as_str() {
            "--comments" => plan.comments = number().ok_or("--comments takes a whole number")?,
            "--times" => {
                plan.times = number()
                    .and_then(|times| usize::try_from(times).ok())
                    .ok_or("--times takes a number")?;
            }
            "--hold" => plan.hold = true,
            _ => plan.only = Some(argument),
        }
    }
    if plan.comments < 10_000 {
        return Err("--comments: ten thousand at least, or some lists are empty".to_owned());
    }
    Ok(plan)
}

fn measure(plan: &Plan) -> Outcome<()> {
    println!(
        "{} comments, each request {} times; p50 and p99 in milliseconds",
        plan.comments, plan.times
    );
    let mut faults = Vec::new();
    for engine in ["sqlite", "postgres"] {
        if plan.only.as_deref().is_some_and(|only| only != engine) {
            continue;
        }
        let seeded = seeded::Seeded::new(engine, plan.comments)?;
        let program = seeded.installation.serve(&["moderation.claim_minutes=5"])?;
        if plan.hold {
            hold(&program, &seeded)?;
            continue;
        }
        faults.extend(queries::run_all(plan, engine, &program, &seeded.token)?);
        program.stop()?;
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n       ")) }
}

/// Serves until somebody presses Enter.
fn hold(program: &program::Program, seeded: &seeded::Seeded) -> Outcome<()> {
    println!("http://{}/desk for {} with \"{}\"", program.address, seeded::EMAIL, seeded::PASSWORD);
    println!("token {}, database {}", seeded.token, seeded.database());
    std::io::stdin().read_line(&mut String::new()).map_err(fault)?;
    Ok(())
}

fn fault(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}
