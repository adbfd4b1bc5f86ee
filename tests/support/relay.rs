//! A mail server that somebody else wrote (aiosmtpd), to send through for real. [`super::sink`] is
//! the one to misbehave; this one shows that the mails are SMTP in other eyes than ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::support::tools;

const DEADLINE: Duration = Duration::from_secs(60);

/// A running server. Dropping it kills the process and removes its mails.
pub struct Relay {
    port: u16,
    received: Vec<Received>,
    lines: Lines<BufReader<ChildStdout>>,
    _process: Child,
    _folder: TempDir,
}

/// A message it took.
#[derive(Clone, Debug, Deserialize)]
pub struct Received {
    file: PathBuf,
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
}

impl Received {
    /// The message as it was handed over.
    pub fn raw(&self) -> Vec<u8> {
        fs::read(&self.file).expect("the relay's mail can be read")
    }
}

#[derive(Deserialize)]
struct Started {
    port: u16,
}

impl Relay {
    /// Starts the server and waits until it listens.
    pub async fn start() -> Relay {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/relay.py");
        let mut process = Command::new(tools::installed("venv/bin/python"))
            .arg(program)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the relay starts");
        let output = process.stdout.take().expect("the relay's output is piped");
        let mut lines = BufReader::new(output).lines();
        let started: Started = next(&mut lines, "to start").await;
        Relay {
            port: started.port,
            received: Vec::new(),
            lines,
            _process: process,
            _folder: folder,
        }
    }

    /// `smtp://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Waits until `count` messages were taken since the start and gives those, the oldest first.
    /// Panics after a minute without one.
    pub async fn wait_for(&mut self, count: usize) -> &[Received] {
        while self.received.len() < count {
            let what = format!("for message {} of {count}", self.received.len() + 1);
            let received = next(&mut self.lines, &what).await;
            self.received.push(received);
        }
        &self.received
    }
}

async fn next<T: DeserializeOwned>(lines: &mut Lines<BufReader<ChildStdout>>, what: &str) -> T {
    let line = tokio::time::timeout(DEADLINE, lines.next_line())
        .await
        .unwrap_or_else(|_| panic!("waited {} s for the relay {what}", DEADLINE.as_secs()))
        .expect("the relay's output can be read")
        .unwrap_or_else(|| panic!("the relay ended while we waited for it {what}"));
    serde_json::from_str(&line)
        .unwrap_or_else(|error| panic!("not the relay's line: {line:?}: {error}"))
}
