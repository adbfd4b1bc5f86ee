//! `rejoinder audit leaks`: gives addresses of its own to an installation, and looks for them in everything that it
//! shows and stores.

mod scratch;
mod search;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use self::search::Search;
use crate::app::App;
use crate::cli::{print, print_json};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::{archive, exports};

/// Arguments of `audit leaks`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Start an installation of its own in a temporary folder, and search that
    #[arg(long)]
    scratch: bool,
    /// As --scratch, with a leak planted in it; fails unless that is found on every surface
    #[arg(long, conflicts_with = "scratch")]
    self_test: bool,
    /// The address of the running program; if omitted, server.base_url
    #[arg(long, value_name = "URL", conflicts_with_all = ["scratch", "self_test"])]
    url: Option<String>,
    /// A file with an API token of an admin, to search what staff see
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scratch", "self_test"])]
    token_file: Option<PathBuf>,
    /// A file to search as well, such as a log or a backup; may be repeated
    #[arg(long = "file", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a JSON object with "searched" and "found"
    #[arg(long)]
    json: bool,
}

/// Where something is shown or stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Surface {
    /// Headers and bodies of the program's answers: pages, feeds, JSON, errors, metrics.
    Answer,
    /// Mails to others.
    Mail,
    /// The database's files, with free pages and write-ahead log, or the tables of PostgreSQL.
    Database,
    /// Any other file of the installation, also temporary ones, pictures and the names of files.
    File,
    /// What readers may have: JSON Lines and WordPress's XML.
    Export,
    /// A backup, unpacked.
    Backup,
    /// What the server has logged, at the level trace.
    Log,
    /// What commands have printed, the report of an import among them.
    Output,
}

/// An address where none may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Found {
    surface: Surface,
    /// The request, the file or the table.
    place: String,
    /// How the address is written there.
    form: String,
}

/// How much was searched.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Searched {
    /// Answers of the program, with their headers.
    answers: usize,
    /// Files of the installation, and those that were named.
    files: usize,
    /// Tables, on PostgreSQL; SQLite's are files.
    tables: usize,
    /// Commands whose output was searched.
    commands: usize,
}

/// What was searched and found.
#[derive(Clone, Debug, Default, Serialize)]
struct Report {
    searched: Searched,
    found: Vec<Found>,
}

impl Report {
    /// The surfaces on which nothing was found.
    fn surfaces_without(&self, all: &[Surface]) -> Vec<Surface> {
        let found: BTreeSet<Surface> = self.found.iter().map(|found| found.surface).collect();
        all.iter().copied().filter(|surface| !found.contains(surface)).collect()
    }
}

/// Searches; the exit code is 1 if an address is found, or if the planted leak is not.
pub(super) fn run(args: &Args, config: Config) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Error::internal)?;
    let report = match args.scratch || args.self_test {
        true => runtime.block_on(scratch::search(args.self_test, &args.files)),
        false => runtime.block_on(in_running(args, config)),
    };
    runtime.shutdown_timeout(Duration::from_secs(1));
    let report = report?;
    if args.json {
        print_json(&report)?;
    } else {
        let Searched { answers, files, tables, commands } = report.searched;
        print(&format!(
            "Searched {answers} answers, {files} files, {tables} tables, the output of {commands} commands"
        ))?;
        for Found { place, form, .. } in &report.found {
            print(&format!("  {place}: {form}"))?;
        }
        if report.found.is_empty() {
            print("No planted address was found.")?;
        }
    }
    if args.self_test {
        return match report.surfaces_without(&scratch::PLANTED).as_slice() {
            [] if args.json => Ok(()),
            [] => print("The planted leak was found on every surface, as it should be."),
            missed => Err(Error::internal(format!("the planted leak was not found in {missed:?}"))),
        };
    }
    match report.found.len() {
        0 => Ok(()),
        count => Err(Error::internal(format!("an address was found in {count} places"))),
    }
}

/// Searches the configured installation, whose program is running.
async fn in_running(args: &Args, config: Config) -> Result<Report> {
    let token = args.token_file.as_ref().map(|file| {
        let read = fs::read_to_string(file).map_err(|cause| search::failed(file, &cause))?;
        Ok::<_, Error>(read.trim().to_owned())
    });
    let app = Arc::new(App::open(config, Clock::System)?);
    let base = args.url.clone().unwrap_or_else(|| app.config.server.base_url.clone());
    let mut search = Search::new(&app, &base, token.transpose()?)?;
    let searched = async {
        search.plant(None).await?;
        search.settle().await?;
        search.pages().await?;
        export(&mut search)?;
        let temporary = std::env::temp_dir().join(format!("rejoinder-{}", crate::vault::secret()?));
        let backed_up = backup(&app, &mut search, &temporary);
        if temporary.exists() {
            fs::remove_file(&temporary).map_err(|cause| search::failed(&temporary, &cause))?;
        }
        backed_up?;
        search.installation()?;
        for file in &args.files {
            search.file(Surface::File, file)?;
        }
        search.tables().await
    };
    let searched = searched.await;
    let cleaned = search.clean_up().await;
    app.db.close();
    searched.and(cleaned)?;
    Ok(search.report)
}

fn export(search: &mut Search) -> Result<()> {
    let settings = search.app.settings();
    let mut lines = Vec::new();
    exports::jsonl::write(&settings, &mut lines)?;
    search.note(Surface::Export, "export --format jsonl", &lines);
    let mut xml = Vec::new();
    exports::wxr::write(&settings, exports::wxr::Reader::WordPress, &mut xml)?;
    search.note(Surface::Export, "export --format wxr", &xml);
    Ok(())
}

/// What a backup has in it before it is sealed.
fn backup(app: &App, search: &mut Search, temporary: &Path) -> Result<()> {
    let contents = archive::Contents { passphrase: None, keys: false, files: false };
    let mut no_files = |_: &str, _: &str| Ok(None);
    archive::write_file(&app.config, &contents, temporary, &mut no_files, app.clock.now())?;
    search.file(Surface::Backup, temporary)
}
