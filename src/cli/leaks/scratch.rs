//! An installation of its own in a temporary folder, as processes of this program.

use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use reqwest::Method;
use serde_json::json;

use super::search::{Search, failed};
use super::{Report, Surface};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::vault;

/// The surfaces on which a planted leak must be found.
pub(super) const PLANTED: [Surface; 8] = [
    Surface::Answer,
    Surface::Mail,
    Surface::Database,
    Surface::File,
    Surface::Export,
    Surface::Backup,
    Surface::Log,
    Surface::Output,
];

const ADMIN: &str = "admin@staff.test";
const SETTINGS: [(&str, &str); 8] = [
    ("REJOINDER__DATA__FOLDER", "data"),
    ("REJOINDER__LOG__LEVEL", "trace"),
    ("REJOINDER__MAIL__TRANSPORT", "file"),
    ("REJOINDER__COMMENTS__POLICY", "hold_links"),
    ("REJOINDER__COMMENTS__MIN_INTERVAL", "0"),
    ("REJOINDER__SURGE__MODE", "off"),
    ("REJOINDER__SERVER__WORKERS", "1"),
    ("REJOINDER__SERVER__LAME_DUCK", "0"),
];

/// Searches an installation that exists only for this, with a leak in it if `is_leaky`.
pub(super) async fn search(is_leaky: bool, files: &[PathBuf]) -> Result<Report> {
    let folder = std::env::temp_dir().join(format!("rejoinder-leaks-{}", vault::secret()?));
    fs::DirBuilder::new().mode(0o700).create(&folder).map_err(|cause| failed(&folder, &cause))?;
    let place = Scratch { folder: folder.clone(), program: program()? };
    let searched = place.search(is_leaky, files).await;
    fs::remove_dir_all(&folder).map_err(|cause| failed(&folder, &cause))?;
    searched
}

fn program() -> Result<PathBuf> {
    std::env::current_exe().map_err(Error::internal)
}

struct Scratch {
    folder: PathBuf,
    program: PathBuf,
}

impl Scratch {
    async fn search(&self, is_leaky: bool, files: &[PathBuf]) -> Result<Report> {
        let password = vault::secret()?;
        let set_up = ["setup", "--email", ADMIN, "--name", "Admin", "--password-stdin"];
        self.run(&set_up, &password)?;
        let token = ["token", "create", "--user", ADMIN, "--json", "--scope"];
        let made = self.run(&[&token[..], &["admin,moderate,publish,read"]].concat(), "")?;
        let made: serde_json::Value =
            serde_json::from_slice(&made.stdout).map_err(Error::internal)?;
        let token = made["token"].as_str().map(str::to_owned);
        let (mut server, base) = self.serve()?;
        let searched = async {
            let data = self.folder.join("data");
            let text = format!("[data]\nfolder = {:?}\n", data.display().to_string());
            let config =
                Config::from_toml(&text).map_err(|errors| Error::internal(errors.to_string()))?;
            let app = Arc::new(App::open(config, Clock::System)?);
            let mut search = Search::new(&app, &base, token)?;
            let searched = self.through(&mut search, &password, is_leaky).await;
            app.db.close();
            searched.map(|()| search)
        };
        let searched = searched.await;
        // What is at rest is searched, too.
        let stopped = server.kill().and_then(|()| server.wait());
        let mut search = searched?;
        stopped.map_err(Error::internal)?;
        search.file(Surface::Log, &self.log())?;
        search.installation()?;
        for file in files {
            search.file(Surface::File, file)?;
        }
        Ok(search.report)
    }

    /// Everything that needs the server.
    async fn through(&self, search: &mut Search, password: &str, is_leaky: bool) -> Result<()> {
        search.sign_in(ADMIN, password).await?;
        // An escaped address, so that it is found by decoding only.
        let leak = search.canaries[2].address().replace('-', "%2D").replace('@', "%40");
        let body = if is_leaky { format!("Write to <{leak}>, or {leak}.") } else { "Mud.".into() };
        let article = json!({ "title": "The harbour", "body": body, "status": "published" });
        let made =
            search.fetch(Method::POST, "/api/v1/articles", Some(article.to_string())).await?;
        let made: serde_json::Value =
            serde_json::from_slice(&made.body).map_err(Error::internal)?;
        search.plant(Some("article")).await?;
        search.settle().await?;
        if is_leaky {
            self.plant(&leak)?;
        }
        search.pages().await?;
        let import = self.folder.join("import.json");
        let imported = json!([{
            "id": "1", "rid": "0", "content": "From elsewhere.", "nick": "Test",
            "email": search.canaries[1].address(), "link": "", "is_pending": "false",
            "created_at": "2026-01-01 10:00:00 +0000", "page_key": "/elsewhere", "page_title": "Elsewhere",
            "site_name": "Elsewhere",
        }]);
        fs::write(&import, imported.to_string()).map_err(|cause| failed(&import, &cause))?;
        let id = made["id"].to_string();
        let commands: [(Surface, &[&str]); 10] = [
            (
                Surface::Output,
                &["import", "artalk", "import.json", "--unmatched", "create", "--json"],
            ),
            (Surface::Output, &["import", "list", "--json"]),
            (Surface::Output, &["article", "show", &id, "--json"]),
            (Surface::Output, &["audit", "export"]),
            (Surface::Output, &["retention", "--json"]),
            (Surface::Output, &["vault", "rotate", "--json"]),
            (Surface::Output, &["doctor", "--json"]),
            (Surface::Output, &["backup", "--to", "backups", "--json"]),
            (Surface::Export, &["export"]),
            (Surface::Export, &["export", "--format", "wxr"]),
        ];
        for (surface, arguments) in commands {
            let output = self.run(arguments, "")?;
            search.report.searched.commands += 1;
            let command = arguments.join(" ");
            search.note(surface, &command, &output.stdout);
            search.note(surface, &format!("{command}, errors"), &output.stderr);
        }
        let backups = self.folder.join("backups");
        for entry in fs::read_dir(&backups).map_err(|cause| failed(&backups, &cause))? {
            let entry = entry.map_err(|cause| failed(&backups, &cause))?;
            search.file(Surface::Backup, &entry.path())?;
        }
        // While the server runs, with its temporary files.
        search.installation()
    }

    /// Plants the leak where an article does not bring it.
    fn plant(&self, leak: &str) -> Result<()> {
        let append = |file: &Path, text: &str| {
            let mut options = OpenOptions::new();
            let opened = options.append(true).create(true).mode(0o600).open(file);
            opened
                .and_then(|mut file| file.write_all(text.as_bytes()))
                .map_err(|cause| failed(file, &cause))
        };
        let data = self.folder.join("data");
        append(&data.join("planted"), leak)?;
        append(&data.join("planted.eml"), &format!("To: somebody@else.test\n\n{leak}\n"))?;
        append(&self.log(), &format!("{leak}\n"))
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().envs(SETTINGS).current_dir(&self.folder).args(arguments);
        command
    }

    /// Runs a command that succeeds.
    fn run(&self, arguments: &[&str], input: &str) -> Result<Output> {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(Error::internal)?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that does not read it has ended already, and its status says how.
            let _ = stdin.write_all(format!("{input}\n").as_bytes());
        }
        let output = child.wait_with_output().map_err(Error::internal)?;
        match output.status.success() {
            true => Ok(output),
            false => Err(Error::internal(format!(
                "rejoinder {} has failed: {}",
                arguments.join(" "),
                String::from_utf8_lossy(&output.stderr)
            ))),
        }
    }

    /// Starts the server. Returns it with its address.
    fn serve(&self) -> Result<(Child, String)> {
        let log = self.log();
        let mut options = OpenOptions::new();
        let errors = options.append(true).create(true).mode(0o600).open(&log);
        let mut server = self
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors.map_err(|cause| failed(&log, &cause))?)
            .spawn()
            .map_err(Error::internal)?;
        let output = server.stdout.take().map(BufReader::new);
        let lines =
            output.into_iter().flat_map(|output| output.lines()).map_while(|line| line.ok());
        let said = lines.filter(|line| line.contains(" serves "));
        match said.map(|line| line.rsplit(' ').next().unwrap_or_default().to_owned()).next() {
            Some(address) => Ok((server, format!("http://{address}"))),
            None => {
                let _ = server.wait();
                let said = fs::read_to_string(&log).unwrap_or_default();
                Err(Error::internal(format!("the server of the test did not start: {said}")))
            }
        }
    }
}
