//! Two PostgreSQL servers of a scene's own, of which one follows the other and takes over when it is killed.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::database;

/// A server and its replica. Dropping it stops both.
pub struct Replicas {
    /// The folders of the servers, the one that accepts writes first.
    folders: [PathBuf; 2],
    /// The address of a database on both, for `database.url`: libpq looks for the one that accepts writes.
    pub url: String,
    /// The addresses of that database on each of them.
    pub urls: [String; 2],
    _folder: TempDir,
}

impl Replicas {
    /// Starts both, with an empty database. Each commit waits for the replica.
    pub fn start() -> Replicas {
        Replicas::start_as("follow")
    }

    /// Starts both, with an empty database. No commit waits for the replica, so it may fall behind or be gone.
    pub fn start_to_read() -> Replicas {
        Replicas::start_as("read")
    }

    fn start_as(how: &str) -> Replicas {
        let folder =
            tempfile::Builder::new().prefix("rejoinder-replicas.").tempdir().expect("a folder");
        // The server's user reaches its own folder in it.
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o711);
        std::fs::set_permissions(folder.path(), permissions).expect("it is ours");
        let folders = ["a", "b"].map(|name| folder.path().join(name));
        let first = run(&["start", path(&folders[0])]);
        let name = database::create_on(&first);
        let second = run(&[how, path(&folders[1]), path(&folders[0])]);
        let url = format!(
            "postgres://rejoinder@{},{}/{name}?target_session_attrs=read-write&connect_timeout=5",
            host(&first),
            host(&second)
        );
        let urls = [&first, &second].map(|url| url.replace("/postgres", &format!("/{name}")));
        Replicas { folders, url, urls, _folder: folder }
    }

    /// The replica keeps what it gets and applies nothing of it until it is resumed.
    pub fn pause(&self) {
        run(&["pause", path(&self.folders[1])]);
    }

    /// Ends what [`pause`](Self::pause) began.
    pub fn resume(&self) {
        run(&["resume", path(&self.folders[1])]);
    }

    /// Kills the replica.
    pub fn kill_replica(&self) {
        run(&["kill", path(&self.folders[1])]);
    }

    /// Starts another replica at the address of the one that was killed.
    pub fn replace_replica(&self) {
        run(&["read", path(&self.folders[1]), path(&self.folders[0])]);
    }

    /// Kills the server that accepts writes.
    pub fn kill(&self) {
        run(&["kill", path(&self.folders[0])]);
    }

    /// Lets the replica take over, and starts another one in place of the server that was killed.
    pub fn fail_over(&mut self) {
        self.folders.swap(0, 1);
        run(&["promote", path(&self.folders[0])]);
        run(&["follow", path(&self.folders[1]), path(&self.folders[0])]);
    }
}

impl Drop for Replicas {
    fn drop(&mut self) {
        for folder in &self.folders {
            run(&["stop", path(folder)]);
        }
    }
}

fn path(folder: &Path) -> &str {
    folder.to_str().expect("a path of ours")
}

/// `127.0.0.1:5433` of a URL.
fn host(url: &str) -> &str {
    url.split(['@', '/']).nth(3).expect("a host and its port")
}

fn run(arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/postgres.sh");
    let output = Command::new(script).args(arguments).output().expect("bash runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("a URL").trim().to_owned()
}
