//! `rejoinder import`: moving in from other systems.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use crate::app::App;
use crate::archive;
use crate::cli::restore::Spooled;
use crate::cli::{block_on, open_site, print, print_json, restore};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::imports::input::Source;
use crate::imports::matching::Map;
use crate::imports::model::{Progress, Unmatched};
use crate::imports::report::{Found, Remark, Report, ThreadTarget, by_reason};
use crate::imports::{self, Request, System};

/// Items between two lines on a pipe.
const LINE: u64 = 10_000;

/// Examples of each reason why items were repaired or skipped.
const EXAMPLES: usize = 3;

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
together. Files compressed by gzip and zip archives are read as they are, and - is standard input.

Every file is read to its end before anything is stored; a damaged one is refused with its line. A second
import of the same site makes only what is new, and changes nothing that is here already. Nothing is mailed.

Examples:
  rejoinder import wordpress site.xml --dry-run
  rejoinder import wordpress site.xml
  rejoinder import wordpress site.xml --uploads backup/wp-content/uploads
  rejoinder import wordpress site.xml --types review,interview
  rejoinder import wordpress site.000.xml site.001.xml --json
  curl https://files.example/site.xml | rejoinder import wordpress -")]
    Wordpress(Posts),
    /// Import Rejoinder's own format: what `export` has written, or the whole site of `export --full`
    #[command(after_long_help = "\
What readers could see goes into any site: authors, sections, tags, articles and approved comments, once. The format is
in docs/exporting.md, and everybody may write it.

A sealed file goes into an empty database with all ids, accounts, decisions and keys, as `rejoinder restore` does. With -
it is first copied into data.folder, sealed as it is, because it has to be read twice.

Examples:
  rejoinder import jsonl site.jsonl --dry-run
  rejoinder import jsonl site.rjb --passphrase-file secret.txt
  ssh old 'rejoinder export --full --passphrase-file secret.txt' | rejoinder import jsonl - --passphrase-file secret.txt")]
    Jsonl(OwnFiles),
    /// Import comments from Disqus (its XML export)
    #[command(after_long_help = "\
The file comes from the Admin of Disqus: Moderation, Export.

Examples:
  rejoinder import disqus harbour-2026-11-29.xml.gz --dry-run
  rejoinder import disqus harbour-2026-11-29.xml.gz --map addresses.txt")]
    Disqus(Foreign),
    /// Import comments from Isso (its database)
    #[command(after_long_help = "\
The file is the one that Isso's setting dbpath names. It is only read.

Examples:
  rejoinder import isso comments.db --dry-run
  rejoinder import isso comments.db --teach")]
    Isso(Foreign),
    /// Import comments from Remark42 (a backup)
    #[command(after_long_help = "\
The file is made by Remark42 each night, or by `remark42 backup`; there is one for each site.

Examples:
  rejoinder import remark42 backup-remark-20261129.gz --dry-run")]
    Remark42(Foreign),
    /// Import comments from Commento (its export)
    #[command(after_long_help = "\
Commento's dashboard mails the file: General, Export data.

Examples:
  rejoinder import commento export.json.gz --dry-run")]
    Commento(Foreign),
    /// Import comments from Comentario (its export, versions 1 and 3)
    #[command(after_long_help = "\
The file comes from the properties of a domain: Operations, Export data.

Examples:
  rejoinder import comentario export.json.gz --dry-run")]
    Comentario(Foreign),
    /// Import comments from Artalk (artrans), Waline or Cusdis
    #[command(after_long_help = "\
In Artalk, the file comes from Transfer, Export, or from `artalk export`; in Waline, from the admin pages. How
Cusdis's tables become a file is in docs/importing.md.

Examples:
  rejoinder import artalk backup.artrans --dry-run")]
    Artalk(Foreign),
    /// Import comments from Coral (its collections as JSON)
    #[command(after_long_help = "\
The files are made by `mongoexport -c stories`, `-c users` and `-c comments`, and given together.

Examples:
  rejoinder import coral stories.json users.json comments.json --dry-run")]
    Coral(Foreign),
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
    /// Print a JSON object with "made", "matched", "skipped", "repaired", "states" and "threads"
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Foreign {
    #[command(flatten)]
    files: Files,
    /// New addresses of pages: on each line an old address and a new one, * at the end of both for the rest
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The comments of a page that is no article here: hold (in a draft), create (an article without text), skip
    #[arg(long, value_name = "WHAT", default_value = "hold", value_parser = unmatched)]
    unmatched: Unmatched,
    /// Let the spam filter learn from what was approved and what was spam there
    #[arg(long)]
    teach: bool,
}

#[derive(Debug, clap::Args)]
struct Posts {
    #[command(flatten)]
    given: Foreign,
    #[command(flatten)]
    wordpress: OfWordpress,
}

/// What only WordPress has.
#[derive(Debug, Default, clap::Args)]
struct OfWordpress {
    /// The folder wp-content/uploads of the site, whose pictures are copied into the library
    #[arg(long, value_name = "DIR")]
    uploads: Option<PathBuf>,
    /// Types of posts that are articles beside post and page, with commas between them
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct OwnFiles {
    #[command(flatten)]
    files: Files,
    /// A file with the passphrase that the file is sealed to
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

fn unmatched(name: &str) -> std::result::Result<Unmatched, String> {
    Unmatched::parse(name).ok_or_else(|| "write hold, create or skip".to_owned())
}

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Wordpress(Posts { given, wordpress }) => {
            import(System::Wordpress, given, wordpress, None, config)
        }
        Command::Jsonl(own) => import_own(own, config),
        Command::Disqus(given) => comments(System::Disqus, given, config),
        Command::Isso(given) => comments(System::Isso, given, config),
        Command::Remark42(given) => comments(System::Remark42, given, config),
        Command::Commento(given) => comments(System::Commento, given, config),
        Command::Comentario(given) => comments(System::Comentario, given, config),
        Command::Artalk(given) => comments(System::Artalk, given, config),
        Command::Coral(given) => comments(System::Coral, given, config),
        Command::List { json } => {
            let app = open_site(config)?;
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
            let app = open_site(config)?;
            let report = block_on(imports::undo::undo(&app, id)).map_err(|cause| match cause {
                Error::NotFound => Error::internal(format!(
                    "there is no import {id}, or it is undone already; see `rejoinder import list`"
                )),
                other => other,
            })?;
            let report = report.in_english();
            if json {
                return print_json(&report);
            }
            counts("Removed", &report.made)?;
            remarks("Kept", &report.skipped)
        }
    }
}

fn import_own(own: OwnFiles, config: Config) -> Result<()> {
    let mut files = own.files.files;
    // It has to be read twice.
    let spooled = match files.iter().any(|file| file.as_os_str() == "-") {
        true => Some(Spooled::from_standard_input(&config.data.folder)?),
        false => None,
    };
    if let Some(spooled) = &spooled {
        for file in files.iter_mut().filter(|file| file.as_os_str() == "-") {
            spooled.path().clone_into(file);
        }
    }
    let Some(archive) = files.iter().find(|file| archive::is_archive(file)) else {
        if own.passphrase_file.is_some() {
            let detail = "The file is not sealed; leave --passphrase-file out";
            return Err(Error::invalid("passphrase_file", "unused", detail));
        }
        let files = Files { files, ..own.files };
        let given = Foreign { files, map: None, unmatched: Unmatched::default(), teach: false };
        let spooled = spooled.as_ref().map(Spooled::path);
        return import(System::Jsonl, given, OfWordpress::default(), spooled, config);
    };
    if files.len() > 1 {
        return Err(Error::invalid("file", "one", "Name one file: it has the whole site"));
    }
    restore::run_import(
        &config,
        archive,
        own.passphrase_file.as_deref(),
        own.files.dry_run,
        own.files.json,
    )
}

/// Imports from a system that has comments alone.
fn comments(system: System, given: Foreign, config: Config) -> Result<()> {
    import(system, given, OfWordpress::default(), None, config)
}

/// Imports files, of which `spooled` is a copy of standard input.
fn import(
    system: System,
    given: Foreign,
    wordpress: OfWordpress,
    spooled: Option<&Path>,
    config: Config,
) -> Result<()> {
    let map = match &given.map {
        None => Map::default(),
        Some(file) => {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file).map_err(|cause| {
                Error::invalid("map", "unreadable", format!("{name} cannot be read: {cause}"))
            })?;
            Map::parse(&name, &text)?
        }
    };
    let app = Arc::new(App::open(config, Clock::System)?);
    let source = |file: PathBuf| match spooled == Some(file.as_path()) {
        true => Source::Spooled(file),
        false => Source::File(file),
    };
    let request = Request {
        system,
        files: given.files.files.into_iter().map(source).collect(),
        dry_run: given.files.dry_run,
        map,
        uploads: wordpress.uploads,
        unmatched: given.unmatched,
        teach: given.teach,
        types: wordpress.types,
        upload: None,
    };
    let mut shown = Shown::new();
    let report = block_on(imports::run(&app, &request, &mut |progress| shown.show(progress)));
    shown.end();
    let report = report?;
    let report = report.in_english();
    if given.files.json { print_json(&report) } else { show(&report) }
}

/// The progress: a bar on a terminal, a line now and then on a pipe.
struct Shown {
    bar: Option<ProgressBar>,
    is_storing: bool,
    lines: u64,
}

impl Shown {
    fn new() -> Shown {
        let is_terminal = std::io::stderr().is_terminal();
        Shown { bar: is_terminal.then(ProgressBar::no_length), is_storing: false, lines: 0 }
    }

    fn show(&mut self, progress: Progress) {
        let is_storing = matches!(progress, Progress::Stored(..));
        if let Some(bar) = &self.bar {
            match progress {
                Progress::Read(items, _, 0) => {
                    bar.set_style(style("{spinner} read {pos} items, {per_sec}"));
                    bar.set_position(items);
                }
                Progress::Read(items, bytes, all) => {
                    bar.set_style(style(
                        "reading {bar:30} {bytes} of {total_bytes}, {msg} items, {eta} left",
                    ));
                    bar.set_length(all);
                    bar.set_message(items.to_string());
                    bar.set_position(bytes.min(all));
                }
                Progress::Stored(done, total) => {
                    if !self.is_storing {
                        bar.reset();
                        bar.set_style(style(
                            "storing {bar:30} {pos} of {len} items, {per_sec}, {eta} left",
                        ));
                    }
                    bar.set_length(total);
                    bar.set_position(done);
                }
            }
            self.is_storing = is_storing;
            return;
        }
        let (done, text) = match progress {
            Progress::Read(items, ..) => (items, format!("read {items} items")),
            Progress::Stored(done, total) => (done, format!("stored {done} of {total} items")),
        };
        if is_storing != self.is_storing {
            (self.is_storing, self.lines) = (is_storing, 0);
        }
        if done / LINE > self.lines {
            self.lines = done / LINE;
            // Without standard error, the import still has to be done.
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    // A template of this file is valid; if it were not, the plain bar does.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
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
    if report.lessons > 0 {
        print(&format!("The filter has learnt from {} comments", report.lessons))?;
    }
    if !report.threads.is_empty() {
        print(&format!("Threads: {}", report.threads.len()))?;
    }
    // Pages that nobody has commented on are many, and lose nothing.
    let is_empty = |thread: &&ThreadTarget| thread.comments == 0 && thread.how == Found::Unmatched;
    let empty = report.threads.iter().filter(is_empty).count();
    if empty > 0 {
        print(&format!("  {:>8}  on {empty} pages that are no articles here", "none"))?;
    }
    for thread in report.threads.iter().filter(|thread| !is_empty(thread)) {
        let article = thread.article.as_deref().unwrap_or("no article");
        let how = thread.how.name();
        print(&one_line(&format!(
            "  {:>8}  {} → {article} ({how})",
            thread.comments, thread.thread
        )))?;
    }
    remarks("Repaired", &report.repaired)?;
    remarks("Skipped", &report.skipped)
}

/// A line of the report, in which nothing from a file can begin another line or steer the terminal.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), "\u{fffd}")
}

fn counts(title: &str, counts: &std::collections::BTreeMap<String, u64>) -> Result<()> {
    let counts: Vec<String> =
        counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    print(&format!("{title}: {counts}"))
}

fn remarks(title: &str, remarks: &[Remark]) -> Result<()> {
    let total: u64 = remarks.iter().map(|remark| remark.count).sum();
    if total > 0 {
        print(&format!("{title}: {total} (--json lists each)"))?;
    }
    for reason in by_reason(remarks, EXAMPLES) {
        let why = reason.why.in_english();
        let such = if reason.varies { "for instance: " } else { "" };
        print(&one_line(&format!("  {:>8}  {such}{why}", reason.count)))?;
        for example in &reason.examples {
            let why = if reason.varies { format!(": {}", example.why) } else { String::new() };
            let line = format!("            {}: {}{why}", example.place, example.what);
            print(&one_line(&line))?;
        }
    }
    Ok(())
}
