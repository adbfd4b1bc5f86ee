//! A real Postfix, with TLS, logins, mailboxes and a pipe for mail that comes back. The program is
//! `postfix.py` beside this file, which describes where mail goes.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::support::app::TestApp;
use crate::support::mails::Letter;
use crate::support::tools;

/// Who may send through it.
pub const USER: &str = "desk";
/// The password of [`USER`], as it stands in a URL.
pub const PASSWORD: &str = "right%2Fslash";

/// A running Postfix. Dropping it stops it and removes its mail.
pub struct Postfix {
    ports: Ports,
    input: Option<ChildStdin>,
    process: Child,
    folder: TempDir,
}

#[derive(Clone, Copy, Deserialize)]
struct Ports {
    submission: u16,
    smtps: u16,
}

impl Postfix {
    /// Starts it and waits until it listens.
    pub async fn start() -> Postfix {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/postfix.py");
        let mut process = Command::new(tools::installed("venv/bin/python"))
            .arg(program)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let output = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines();
        let line = lines.next_line().await.expect("its output can be read").unwrap_or_default();
        let ports = serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("Postfix does not start: {error}: {line:?}"));
        Postfix { ports, input: process.stdin.take(), process, folder }
    }

    /// The URL for STARTTLS with this password.
    pub fn submission(&self, password: &str) -> String {
        format!("smtp://{USER}:{password}@localhost:{}", self.ports.submission)
    }

    /// The URL for TLS from the first byte.
    pub fn smtps(&self, password: &str) -> String {
        format!("smtps://{USER}:{password}@localhost:{}", self.ports.smtps)
    }

    /// The file of the certificate that its own is signed by.
    pub fn root_certificate(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// What arrived in mailboxes, with the sender of each envelope, in no order.
    pub fn arrived(&self) -> Vec<(String, Letter)> {
        let Ok(files) = fs::read_dir(self.folder.path().join("mail/all/new")) else {
            return Vec::new();
        };
        let read = |file: std::io::Result<fs::DirEntry>| {
            let raw = fs::read(file.expect("listed").path()).expect("a mail can be read");
            let first = String::from_utf8_lossy(&raw).lines().next().map(str::to_owned);
            let sender = first.unwrap_or_default();
            let sender = sender.trim_start_matches("Return-Path: <").trim_end_matches('>');
            (sender.to_owned(), Letter::read(&raw))
        };
        files.map(read).collect()
    }

    /// Has what comes back piped to `rejoinder mail bounce`, with the data of this program. Its folder then
    /// belongs to the user that Postfix runs pipes as, which is never root.
    pub fn pipe_returned_mail_to(&self, app: &TestApp) {
        let own = self.folder.path().join("rejoinder");
        let built = Path::new(env!("CARGO_BIN_EXE_rejoinder"));
        // Where it was built that user may not look.
        if fs::hard_link(built, &own).is_err() {
            fs::copy(built, &own).expect("the program can be copied");
        }
        let script = self.folder.path().join("bounce");
        let settings: String =
            app.environment().iter().map(|(name, value)| format!("{name}='{value}' ")).collect();
        let text = format!("#!/bin/sh\nexec env -i {settings}{} mail bounce\n", own.display());
        fs::write(&script, text).expect("a script can be written");
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("it is ours");
        let mailboxes = fs::metadata(self.folder.path().join("mail")).expect("the mailboxes");
        let owner = mailboxes.uid().to_string();
        let owned = std::process::Command::new("chown")
            .args(["-R", &owner])
            .arg(app.folder.path())
            .status()
            .expect("chown runs");
        assert!(owned.success(), "the folder cannot be given to user {owner}");
    }

    /// What it has logged, for messages of failing tests.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        // It stops when its input ends.
        drop(self.input.take());
        while let Ok(None) = self.process.try_wait() {
            std::thread::yield_now();
        }
    }
}
