//! `rejoinder import`: moving in from other systems.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::cli::article::block_on;
use crate::cli::{print, print_json, restore};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::imports::model::{Progress, Remark, Report};
use crate::imports::{self, Request, System};

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Import the export files of a WordPress site (WXR)
    #[command(after_long_help = "\
In WordPress, the file comes from Tools, Export, All content. Files that WordPress.com has split are given
together. Files compressed by gzip are read as they are, and - is standard input.

Every file is read to its end before anything is stored; a damaged one is refused with its line. A second
import of the same site makes only what is new, and changes nothing that is here already. Nothing is mailed.

Examples:
  rejoinder import wordpress site.xml --dry-run
  rejoinder import wordpress site.xml
  rejoinder import wordpress site.000.xml site.001.xml --json
  unzip -p site.zip | rejoinder import wordpress -")]
    Wordpress(Files),
    /// Import Rejoinder's own format: the whole site that `export --full` has written
    #[command(after_long_help = "\
A sealed file goes into an empty database with all ids, accounts, decisions and keys, as `rejoinder restore` does. With -
it is first copied into data.folder, sealed as it is, because it has to be read twice.

Examples:
  rejoinder import jsonl site.rjb --passphrase-file secret.txt
  ssh old 'rejoinder export --full --passphrase-file secret.txt' | rejoinder import jsonl - --passphrase-file secret.txt")]
    Jsonl(OwnFiles),
    /// List the imports
    #[command(
        after_long_help = "Examples:\n  rejoinder import list\n  rejoinder import list --json"
    )]
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Remove what an import made; what was changed or answered since stays and is listed
    #[command(
        after_long_help = "Examples:\n  rejoinder import undo 1\n  rejoinder import undo 1 --json"
    )]
    Undo {
        /// The number that `import list` shows
        id: ImportId,
        /// Print a JSON object; "made" counts what was removed
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Files {
    /// The files of one site; - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the plan, and store nothing
    #[arg(long)]
    dry_run: bool,
    /// Print a JSON object with "made", "matched", "skipped", "repaired" and "states"
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct OwnFiles {
    #[command(flatten)]
    files: Files,
    /// A file with the passphrase that the file is sealed to
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Wordpress(files) => import(System::Wordpress, files, config),
        Command::Jsonl(own) => import_own(own, config),
        Command::List { json } => {
            let app = App::open(config, Clock::System)?;
            let all = block_on(imports::list(&app))?;
            if json {
                return print_json(&all);
            }
            for import in all {
                let made: Vec<String> =
                    import.made.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
                print(&format!(
                    "{:>6}  {}  {}  {}  {}  {}",
                    import.id,
                    import.created_at,
                    import.state,
                    import.system,
                    import.site,
                    made.join(", ")
                ))?;
            }
            Ok(())
        }
        Command::Undo { id, json } => {
            let app = App::open(config, Clock::System)?;
            let report = block_on(imports::undo::undo(&app, id)).map_err(|cause| match cause {
                Error::NotFound => Error::internal(format!(
                    "there is no import {id}, or it is undone already; see `rejoinder import list`"
                )),
                other => other,
            })?;
            if json {
                return print_json(&report);
            }
            counts("Removed", &report.made)?;
            remarks("Kept", &report.skipped)
        }
    }
}

fn import_own(own: OwnFiles, config: Config) -> Result<()> {
    let [file] = own.files.files.as_slice() else {
        return Err(Error::invalid("file", "one", "Name one file: it has the whole site"));
    };
    restore::run_import(
        &config,
        file,
        own.passphrase_file.as_deref(),
        own.files.dry_run,
        own.files.json,
    )
}

fn import(system: System, files: Files, config: Config) -> Result<()> {
    let app = Arc::new(App::open(config, Clock::System)?);
    let request = Request { system, files: files.files, dry_run: files.dry_run };
    let is_terminal = std::io::stderr().is_terminal();
    let mut shown = 0;
    let mut progress = |progress: Progress| {
        let (done, text) = match progress {
            Progress::Read(items) => (items, format!("read {items} items")),
            Progress::Stored(done, total) => (done, format!("stored {done} of {total} items")),
        };
        // On a pipe a line now and then is enough.
        let step = if is_terminal { 100 } else { 10_000 };
        if done / step != shown {
            shown = done / step;
            let (start, end) = if is_terminal { ("\r", "") } else { ("", "\n") };
            // Without standard error, the import still has to be done.
            let _ = write!(std::io::stderr(), "{start}{text}{end}");
        }
    };
    let report = block_on(imports::run(&app, &request, &mut progress))?;
    if is_terminal {
        let _ = writeln!(std::io::stderr());
    }
    if files.json { print_json(&report) } else { show(&report) }
}

fn show(report: &Report) -> Result<()> {
    match report.id {
        Some(id) => print(&format!("Import {id}"))?,
        None => print("Plan; nothing was stored")?,
    }
    counts("Made", &report.made)?;
    counts("There already", &report.matched)?;
    for state in &report.states {
        print(&format!("  {:>8}  {} → {}", state.count, state.source, state.ours))?;
    }
    remarks("Repaired", &report.repaired)?;
    remarks("Skipped", &report.skipped)
}

fn counts(title: &str, counts: &std::collections::BTreeMap<String, u64>) -> Result<()> {
    let counts: Vec<String> =
        counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    print(&format!("{title}: {counts}"))
}

fn remarks(title: &str, remarks: &[Remark]) -> Result<()> {
    if !remarks.is_empty() {
        print(&format!("{title}: {}", remarks.len()))?;
    }
    for remark in remarks {
        print(&format!("  {}: {}: {}", remark.place, remark.what, remark.why))?;
    }
    Ok(())
}
