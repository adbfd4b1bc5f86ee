//! The measured program: the release binary with its own data folder.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Outcome, fault};

/// A folder with keys and a database, and what every start of the program in it has in common.
pub struct Installation {
    folder: TempDir,
    settings: Vec<String>,
}

/// A running `rejoinder serve`.
pub struct Program {
    child: Child,
    /// Kept open: a program that cannot print is a program with a fault.
    _output: BufReader<ChildStdout>,
    pub address: SocketAddr,
}

/// An answer, read to its end.
pub struct Answer {
    pub head: String,
    pub body: Vec<u8>,
}

impl Installation {
    /// Everything as it is by default, but for the limit that would refuse a second post from this
    /// machine, the line in the log for each request, and mail, which would be files.
    pub fn new(database: Option<&str>) -> Outcome<Installation> {
        let folder = tempfile::tempdir().map_err(fault)?;
        let mut settings: Vec<String> =
            ["comments.min_interval=0", "log.level=warn", "mail.transport=memory"]
                .map(str::to_owned)
                .into();
        settings.extend(database.map(|url| format!("database.url={url}")));
        Ok(Installation { folder, settings })
    }

    pub fn serve(&self, settings: &[&str]) -> Outcome<Program> {
        let log = fs::File::create(self.folder.path().join("log")).map_err(fault)?;
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        for setting in settings {
            command.args(["--set", setting]);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().map_err(fault)?;
        let mut output = BufReader::new(child.stdout.take().ok_or("its output is piped")?);
        let mut line = String::new();
        while !line.contains(" serves ") {
            line.clear();
            if output.read_line(&mut line).map_err(fault)? == 0 {
                let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                return Err(format!("the program did not start: {log}"));
            }
        }
        let address = line.trim().rsplit(' ').next().and_then(|address| address.parse().ok());
        let address = address.ok_or_else(|| format!("no address in {line:?}"))?;
        Ok(Program { child, _output: output, address })
    }

    /// Adds the article in `markdown`; returns its number and its path.
    pub fn add_article(&self, markdown: &str) -> Outcome<(u64, String)> {
        let file = self.folder.path().join("article.md");
        fs::write(&file, markdown).map_err(fault)?;
        let output =
            self.command(&["article", "add", "article.md", "--json"]).output().map_err(fault)?;
        let told: Value = serde_json::from_slice(&output.stdout)
            .map_err(|_| format!("article add: {}", String::from_utf8_lossy(&output.stderr)))?;
        let (id, url) = (told["id"].as_u64(), told["url"].as_str());
        let path = url.and_then(|url| url.splitn(4, '/').nth(3));
        id.zip(path)
            .map(|(id, path)| (id, format!("/{path}")))
            .ok_or_else(|| format!("article add said {told}"))
    }

    /// What a command prints, given this on its standard input.
    #[allow(dead_code, reason = "not every bench that shares this file gives commands")]
    pub fn run(&self, arguments: &[&str], input: &str) -> Outcome<String> {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(fault)?;
        child
            .stdin
            .take()
            .ok_or("its input is piped")?
            .write_all(input.as_bytes())
            .map_err(fault)?;
        let output = child.wait_with_output().map_err(fault)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Starts a command whose output nobody reads; what it complains about is in the log.
    #[allow(dead_code, reason = "not every bench that shares this file does")]
    pub fn spawn(&self, arguments: &[&str]) -> Outcome<Child> {
        let log = fs::File::create(self.folder.path().join("log")).map_err(fault)?;
        self.command(arguments).stdout(Stdio::null()).stderr(log).spawn().map_err(fault)
    }

    /// What the last process that was started has written to standard error.
    #[allow(dead_code, reason = "not every bench that shares this file reads it")]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Where the embedded database is.
    pub fn database(&self) -> String {
        self.folder.path().join("data/rejoinder.db").display().to_string()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rejoinder"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("REJOINDER")) {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).args(arguments).stdin(Stdio::null());
        for setting in &self.settings {
            command.args(["--set", setting]);
        }
        command
    }
}

impl Program {
    /// Asks once, on a connection of its own.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Outcome<Answer> {
        self.ask("GET", path, headers, "")
    }

    /// Posts a comment that is published at once; returns its number.
    pub fn comment(&self, article: u64, n: usize, parent: Option<u64>) -> Outcome<u64> {
        let text = format!(
            "Comment {n}: the **ferry** was late again, and nobody on the quay could say why. I have crossed every \
             morning for eleven years.\n\n> We regret the delay.\n\nRegret is _not_ a timetable. Could the harbour \
             office put a notice up before seven? It need not be long, and it need not be printed."
        );
        let mut body = json!({ "text": text, "name": format!("Reader {n}"), "email": format!("r{n}@mail.example") });
        if let Some(parent) = parent {
            body["parent_id"] = parent.into();
        }
        let headers = [("Content-Type", "application/json")];
        let answer = self.ask(
            "POST",
            &format!("/api/v1/articles/{article}/comments"),
            &headers,
            &body.to_string(),
        )?;
        let stored: Value =
            serde_json::from_slice(&answer.body).map_err(|_| answer.head.clone())?;
        stored["id"].as_u64().filter(|_| answer.head.starts_with("HTTP/1.1 201")).ok_or(answer.head)
    }

    /// Any request, on a connection of its own.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Outcome<Answer> {
        let mut connection = TcpStream::connect(self.address).map_err(fault)?;
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        connection.write_all(request.as_bytes()).map_err(fault)?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).map_err(fault)?;
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .ok_or("an answer without an end")?;
        Ok(Answer {
            head: String::from_utf8_lossy(&answer[..end]).into_owned(),
            body: answer.split_off(end + 4),
        })
    }

    /// Memory in use, in MiB.
    #[allow(dead_code, reason = "not every bench that shares this file looks at memory")]
    pub fn resident(&self) -> Outcome<f64> {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.child.id())).map_err(fault)?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line
            .and_then(|line| line.trim().split(' ').next())
            .and_then(|kib| kib.parse::<f64>().ok());
        kib.map(|kib| kib / 1024.0).ok_or_else(|| "no VmRSS".to_owned())
    }

    /// SIGTERM, and waits: what was accepted is stored before this returns.
    pub fn stop(mut self) -> Outcome<()> {
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .map_err(fault)?;
        let ended = self.child.wait().map_err(fault)?;
        if told.success() && ended.success() {
            Ok(())
        } else {
            Err(format!("the program ended with {ended}"))
        }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &&str| {
            line.split_once(':').is_some_and(|(key, _)| key.eq_ignore_ascii_case(name))
        };
        self.head
            .lines()
            .find(named)
            .and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // After `stop` it has ended; after a fault it must not stay.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
