//! The program as an operator runs it: a separate process that can be stopped or killed.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use rejoinder::vault::Vault;
use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::answer::Answer;
use crate::support::database::TestDatabase;

/// How long a program may take to say something. Generous, because a machine under load is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with data, keys and settings, and a database: what stays when the process goes.
pub struct Installation {
    /// Where the program is started.
    pub folder: TempDir,
    /// `REJOINDER__…`, in the environment of every command.
    pub settings: Vec<(String, String)>,
    /// The database that `database.url` names.
    pub database: TestDatabase,
}

/// A running `rejoinder serve`. Dropping it kills it.
pub struct Process {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it printed before it said where it listens, and after.
    pub lines: Vec<String>,
    child: Child,
    output: Receiver<String>,
    http: Client,
}

impl Installation {
    /// An empty folder and an empty database of this run's engine.
    pub fn new() -> Installation {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match std::env::var("REJOINDER_TEST_DATABASE") {
            Ok(server) => TestDatabase::empty_on(&server),
            Err(_) => {
                let file = folder.path().join("data/rejoinder.db");
                TestDatabase::Sqlite(format!("sqlite:{}", file.display()))
            }
        };
        let mut settings = vec![
            ("REJOINDER__SERVER__WORKERS".to_owned(), "1".to_owned()),
            // Scenes post faster than any reader, and are not about that.
            ("REJOINDER__SURGE__MODE".to_owned(), "off".to_owned()),
            // No proxy has to notice that a server stops.
            ("REJOINDER__SERVER__LAME_DUCK".to_owned(), "0".to_owned()),
        ];
        if database.is_postgres() {
            settings.push(("REJOINDER__DATABASE__URL".to_owned(), database.url()));
        }
        Installation { folder, settings, database }
    }

    /// Another machine with the same database and the same keys.
    pub fn sharing_database(&self) -> Installation {
        let folder = tempfile::tempdir().expect("a folder");
        for data in [self.data(), folder.path().join("data")] {
            fs::create_dir_all(data).expect("a folder");
        }
        let keys = self.data().join("keys");
        Vault::open_or_create(&keys).expect("a key file");
        fs::copy(keys, folder.path().join("data/keys")).expect("a copy of the keys");
        // The database is the other's to drop.
        Installation {
            folder,
            settings: self.settings.clone(),
            database: TestDatabase::Sqlite(String::new()),
        }
    }

    /// The same with one more setting, such as `comments.policy`.
    pub fn with(mut self, key: &str, value: &str) -> Installation {
        self.settings.push((
            format!("REJOINDER__{}", key.to_uppercase().replace('.', "__")),
            value.to_owned(),
        ));
        self
    }

    /// The folder that holds keys, mail and an embedded database.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What all processes of this installation have written to standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("stderr")).unwrap_or_default()
    }

    /// A command of the program, ready to be run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(env!("CARGO_BIN_EXE_rejoinder"), arguments)
    }

    fn command_of(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("REJOINDER")) {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).args(arguments);
        command.envs(self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().expect("the program runs")
    }

    /// Runs a command that reads this from standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        // A program that does not want to hear it has ended already, which its status tells.
        let _ = child.stdin.take().expect("its input is piped").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends")
    }

    /// Runs a command that succeeds, and reads the JSON that it prints.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).expect("JSON on standard output")
    }

    /// Makes the first admin and a token with these scopes, without a browser.
    pub fn admin_token(&self, scopes: &str) -> String {
        let setup = ["setup", "--email", "ada@desk.test", "--name", "Ada", "--password-stdin"];
        let output = self.run_with(&setup, "seven grey gulls at noon\n");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let made =
            self.json(&["token", "create", "--user", "ada@desk.test", "--scope", scopes, "--json"]);
        made["token"].as_str().expect("a token").to_owned()
    }

    /// Starts serving on a free port and waits until it does.
    pub fn serve(&self) -> Process {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.stdin(Stdio::null());
        self.started(command)
    }

    /// Starts serving on this socket, as systemd would pass it, and waits until it does.
    pub fn serve_on(&self, socket: &TcpListener) -> Process {
        const PASS: &str =
            "exec 3<&0 </dev/null; export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$0\" serve";
        let mut command = self.command_of("bash", &["-c", PASS, env!("CARGO_BIN_EXE_rejoinder")]);
        command.stdin(OwnedFd::from(socket.try_clone().expect("another handle of it")));
        self.started(command)
    }

    fn started(&self, mut command: Command) -> Process {
        let errors = self.errors();
        let mut child =
            command.stdout(Stdio::piped()).stderr(errors).spawn().expect("the program starts");
        let stdout = child.stdout.take().expect("its output is piped");
        let (say, output) = channel();
        // Ends with the process, when its output does.
        std::thread::spawn(move || {
            BufReader::new(stdout).lines().map_while(Result::ok).try_for_each(|line| say.send(line))
        });
        let http = crate::support::http::client()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        let address = SocketAddr::from(([0, 0, 0, 0], 0));
        let mut process = Process { address, lines: Vec::new(), child, output, http };
        process.address = process.announced(&self.folder);
        process
    }

    fn errors(&self) -> File {
        let file = self.folder.path().join("stderr");
        OpenOptions::new().create(true).append(true).open(file).expect("a file for standard error")
    }
}

impl Process {
    /// The address in `… serves … on 127.0.0.1:4711`.
    fn announced(&mut self, folder: &TempDir) -> SocketAddr {
        let line = self.line_with(" serves ", folder.path());
        line.rsplit(' ')
            .next()
            .and_then(|address| address.parse().ok())
            .expect("an address at the end of the line")
    }

    /// Waits for a line of standard output that has these words in it.
    fn line_with(&mut self, words: &str, folder: &Path) -> String {
        if let Some(line) = self.lines.iter().find(|line| line.contains(words)) {
            return line.clone();
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    self.lines.push(line.clone());
                    if line.contains(words) {
                        return line;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    let errors = fs::read_to_string(folder.join("stderr")).unwrap_or_default();
                    panic!("the program never said {words:?}, but {:?} and {errors}", self.lines);
                }
            }
        }
    }

    /// The path of the set-up link, which is printed within a minute.
    pub fn setup_path(&mut self, installation: &Installation) -> String {
        let line = self.line_with("/setup/", installation.folder.path());
        let at = line.find("/setup/").expect("just found");
        line[at..].split_whitespace().next().expect("a path").to_owned()
    }

    /// A request to it. Connections are kept, as browsers do.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("http://{}{path}", self.address))
    }

    /// GET, waited for.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::GET, path)).await
    }

    /// kill -9, from one moment to the next.
    pub fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(killed.expect("kill runs").success());
    }

    /// Waits for its end, at most a minute.
    pub async fn ended(&mut self) -> ExitStatus {
        let child = &mut self.child;
        until("the program ends", async || child.try_wait().expect("it can be asked").is_some())
            .await;
        self.child.wait().expect("it has ended")
    }
}

/// Asks until it is so, at most a minute. For what another process does and tells nobody.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let asking = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, asking).await.is_ok(), "not within a minute: {what}");
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
