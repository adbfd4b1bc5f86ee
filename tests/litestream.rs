//! Litestream copies the embedded database all the time, and the copy gives it back, also as it was before.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use reqwest::Method;
use serde_json::json;

use crate::durability::{publish, stored};
use crate::support::ledger::Ledger;
use crate::support::process::{Installation, Process, until};
use crate::support::tools;

/// So many that the program's own checkpoints meet Litestream's.
const COMMENTS: u32 = 300;
const CLIENTS: u32 = 6;

#[tokio::test]
async fn a_killed_machine_comes_back_from_its_litestream_replica() {
    // It is about SQLite, so it is part of that run alone.
    if std::env::var("REJOINDER_TEST_DATABASE").is_ok() {
        return;
    }
    let place = Installation::new()
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let mut server = place.serve();
    let litestream = Litestream::start(&place).await;
    let article = publish(&server, &token).await;

    let before = Ledger::open(place.folder.path().join("before"));
    post_all(&server, article, "before", &before).await;
    litestream.sync();
    let then = litestream.last_transaction();
    let all = Ledger::open(place.folder.path().join("all"));
    fs::copy(place.folder.path().join("before"), place.folder.path().join("all")).expect("a copy");
    post_all(&server, article, "after", &all).await;
    litestream.sync();
    server.kill();

    let latest = litestream.restored(&place, &[]);
    all.entries().check(stored(&latest.serve(), &token).await);
    for command in [["doctor", "--json"].as_slice(), &["audit", "verify"]] {
        let output = latest.run(command);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    let earlier = litestream.restored(&place, &["-txid", &then]);
    before.entries().check(stored(&earlier.serve(), &token).await);
}

/// Posts from all sides until each comment is acknowledged.
async fn post_all(server: &Process, article: i64, name: &str, ledger: &Ledger) {
    let client = async |client: u32| {
        for number in (client..COMMENTS).step_by(CLIENTS as usize) {
            let id = format!("{name}-{number}");
            let body = json!({ "text": format!("ledger {id}"), "name": "Ann", "email": format!("{id}@mail.test") });
            let path = format!("/api/v1/articles/{article}/comments");
            ledger.attempt(&id);
            let answer = server.request(Method::POST, &path).json(&body).send().await;
            assert_eq!(answer.expect("an answer").status(), 201);
            ledger.ack(&id);
        }
    };
    futures_util::future::join_all((0..CLIENTS).map(client)).await;
}

/// A running `litestream replicate` into a folder. Dropping it kills it.
struct Litestream {
    database: PathBuf,
    configuration: PathBuf,
    socket: PathBuf,
    child: Child,
}

impl Litestream {
    async fn start(place: &Installation) -> Litestream {
        let database = place.data().join("rejoinder.db");
        let configuration = place.folder.path().join("litestream.yml");
        let socket = place.folder.path().join("litestream.sock");
        let replica = place.folder.path().join("replica");
        let text = json!({
            "socket": { "enabled": true, "path": socket },
            "dbs": [{ "path": database, "replica": { "path": replica } }],
        });
        // JSON is YAML.
        fs::write(&configuration, text.to_string()).expect("a file");
        let log = fs::File::create(place.folder.path().join("litestream.log")).expect("a file");
        let child = program()
            .args(["replicate", "-config"])
            .arg(&configuration)
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("another handle of it"))
            .stderr(log)
            .spawn()
            .expect("litestream starts");
        let litestream = Litestream { database, configuration, socket, child };
        until("litestream listens", async || litestream.socket.exists()).await;
        litestream
    }

    /// Returns when the replica has everything that was committed before.
    fn sync(&self) {
        let mut command = program();
        let command = command.args(["sync", "-wait", "-socket"]).arg(&self.socket);
        run(command.arg(&self.database));
    }

    /// The number of the last transaction in the replica, in Litestream's own writing.
    fn last_transaction(&self) -> String {
        let mut command = program();
        let command = command.args(["ltx", "-config"]).arg(&self.configuration).arg(&self.database);
        // Level, first and last transaction, size, time.
        let list = run(command);
        let last = list.lines().skip(1).filter_map(|line| line.split_whitespace().nth(2)).max();
        last.expect("a transaction").to_owned()
    }

    /// Another machine with the restored database and the keys.
    fn restored(&self, place: &Installation, options: &[&str]) -> Installation {
        let mut other = Installation::new();
        other.settings.clone_from(&place.settings);
        fs::create_dir_all(other.data()).expect("a folder");
        let keys = other.data().join("keys");
        fs::copy(place.data().join("keys"), keys).expect("a copy of the keys");
        let mut command = program();
        let command = command.args(["restore", "-config"]).arg(&self.configuration).args(options);
        run(command.arg("-o").arg(other.data().join("rejoinder.db")).arg(&self.database));
        other
    }
}

impl Drop for Litestream {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Command {
    Command::new(tools::installed("venv/bin/litestream"))
}

/// Runs it to its end and gives what it printed.
fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().expect("litestream runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
