//! An S3 server that somebody else wrote (moto), with a bucket.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rejoinder::config::Bucket;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::support::tools;

const DEADLINE: Duration = Duration::from_secs(60);

/// A running server. Dropping it kills the process.
pub struct S3Server {
    port: u16,
    _process: Child,
}

#[derive(Deserialize)]
struct Started {
    port: u16,
}

impl S3Server {
    /// Starts the server and waits until it has its bucket.
    pub async fn start() -> S3Server {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/s3.py");
        let mut process = Command::new(tools::installed("venv/bin/python"))
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        let output = process.stdout.take().expect("the server's output is piped");
        let mut lines = BufReader::new(output).lines();
        let line = tokio::time::timeout(DEADLINE, lines.next_line()).await;
        let line = line.expect("the server is slow").expect("its output can be read");
        let started: Started =
            serde_json::from_str(&line.expect("a line")).expect("the line with its port");
        S3Server { port: started.port, _process: process }
    }

    /// The settings of its bucket.
    pub fn bucket(&self) -> Bucket {
        Bucket {
            name: "media".to_owned(),
            region: "us-east-1".to_owned(),
            endpoint: Some(format!("http://127.0.0.1:{}", self.port)),
            access_key: "key".to_owned(),
            secret_key: "secret".to_owned().into(),
            prefix: "pictures".to_owned(),
        }
    }
}
