//! Runs `wrk` and parses its output.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::{Outcome, fault};

/// `wrk` calls this at the end; its own report is rounded, and words its failures differently from
/// version to version.
const REPORT: &str = r#"
done = function(summary, latency, requests)
    local e = summary.errors
    io.write(string.format("counted %d %d %d %d %d %d\n", summary.requests, summary.duration, e.status,
        e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
"#;

/// Makes each request of a post different from all others.
const POST: &str = include_str!("post.lua");

/// The program and the scripts that it is given.
pub struct Wrk {
    seconds: u64,
    scripts: TempDir,
}

/// What is asked for.
pub struct Load<'a> {
    pub address: SocketAddr,
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub connections: u32,
    /// For posts: hidden fields of the form, encoded, and what makes this take's readers new ones.
    pub form: Option<(&'a str, u64)>,
}

/// What came of it.
#[derive(Clone, Copy)]
pub struct Take {
    pub requests: u64,
    pub per_second: f64,
    /// Answers with a status of 400 or above.
    pub refused: u64,
    /// Connections that could not be made, broke, or timed out.
    pub broken: u64,
    pub p50_micros: u64,
    pub p99_micros: u64,
}

impl Wrk {
    pub fn find(seconds: u64) -> Outcome<Wrk> {
        // Without arguments it prints its usage and fails; all that matters is that it starts.
        Command::new("wrk")
            .arg("-v")
            .output()
            .map_err(|_| "wrk is missing; on Debian: apt-get install wrk")?;
        let scripts = tempfile::tempdir().map_err(fault)?;
        std::fs::write(scripts.path().join("get.lua"), REPORT).map_err(fault)?;
        std::fs::write(scripts.path().join("post.lua"), format!("{POST}{REPORT}"))
            .map_err(fault)?;
        Ok(Wrk { seconds, scripts })
    }

    /// Two seconds that do not count.
    pub fn warm(&self, load: &Load<'_>) -> Outcome<Take> {
        self.run(load, 2)
    }

    pub fn take(&self, load: &Load<'_>) -> Outcome<Take> {
        self.run(load, self.seconds)
    }

    fn run(&self, load: &Load<'_>, seconds: u64) -> Outcome<Take> {
        let mut command = Command::new("wrk");
        // One thread drives well over 100,000 requests a second; a second one would only take a
        // core from the server.
        command.args([
            "-t1",
            &format!("-c{}", load.connections),
            &format!("-d{seconds}s"),
            "--latency",
        ]);
        for (name, value) in load.headers {
            command.args(["-H", &format!("{name}: {value}")]);
        }
        command
            .arg("-s")
            .arg(self.script(load))
            .arg(format!("http://{}{}", load.address, load.path));
        if let Some((hidden, run)) = load.form {
            command.args(["--", hidden, &run.to_string()]);
        }
        let output = command.output().map_err(fault)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let counted = text.lines().find_map(|line| line.strip_prefix("counted "));
        let counted: Vec<u64> =
            counted.unwrap_or_default().split(' ').filter_map(|n| n.parse().ok()).collect();
        let [requests, micros, refused, broken, p50_micros, p99_micros] = counted[..] else {
            return Err(format!("wrk: {text}{}", String::from_utf8_lossy(&output.stderr)));
        };
        let per_second = requests as f64 * 1e6 / micros.max(1) as f64;
        Ok(Take { requests, per_second, refused, broken, p50_micros, p99_micros })
    }

    fn script(&self, load: &Load<'_>) -> PathBuf {
        self.scripts.path().join(if load.form.is_some() { "post.lua" } else { "get.lua" })
    }
}

/// The take with the middle throughput.
pub fn median(mut takes: Vec<Take>) -> Take {
    takes.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    takes[takes.len() / 2]
}

/// What must not be passed over in silence.
pub fn faults(name: &str, takes: &[Take]) -> Option<String> {
    let refused: u64 = takes.iter().map(|take| take.refused).sum();
    let broken: u64 = takes.iter().map(|take| take.broken).sum();
    (refused + broken > 0)
        .then(|| format!("{name}: {refused} answers were errors, {broken} connections broke"))
}
