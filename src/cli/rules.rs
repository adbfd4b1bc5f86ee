//! `rejoinder rules`: lists of others as screening rules.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::app::App;
use crate::cli::{print, print_json};
use crate::clock::{Clock, Time};
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::rules;
use crate::rules::import::{self, Format, Imported, Wish};
use crate::screening::rules::model::Action;

/// Rules that `list` reads at a time.
const AT_A_TIME: i64 = 100;
/// The largest file: two hundred thousand long entries.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make one rule of a list
    #[command(after_long_help = "\
Formats:
  wordpress  what stands in WordPress under \"Comment Moderation\" or \"Disallowed Comment Keys\": one
             entry a line, looked for in text, name, website, address and network
  domains    one domain a line, looked for in the address, the website and links; # begins a remark

The rule applies to comments that come from now on; a running `serve` on the same database takes it
over within a second. `POST /api/v1/rules/{id}/backtest` tells what it would have caught.

Examples:
  rejoinder rules import --format wordpress disallowed-keys.txt --action spam
  rejoinder rules import --format domains spam-domains.txt --name \"Spam domains\" --disabled")]
    Import {
        /// What the file looks like
        #[arg(long, value_parser = ["wordpress", "domains"])]
        format: String,
        /// What becomes of a comment in which an entry is found
        #[arg(long, default_value = "hold", value_parser = ["hold", "reject", "spam", "publish", "flag"])]
        action: String,
        /// What the rule is called
        #[arg(long, default_value = "")]
        name: String,
        /// What is shown to moderators, and to the author where the comment is refused
        #[arg(long, default_value = "")]
        reason: String,
        /// Do not put it in force yet
        #[arg(long)]
        disabled: bool,
        /// Print a JSON object with "id", "entries" and "skipped"
        #[arg(long)]
        json: bool,
        /// The file
        file: PathBuf,
    },
    /// List the rules, newest first
    #[command(after_long_help = "Examples:\n  rejoinder rules list\n  rejoinder rules list --json")]
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
}

/// What `import` prints.
#[derive(Serialize)]
struct Made {
    id: RuleId,
    entries: usize,
    skipped: usize,
}

/// A line of `list`.
#[derive(Serialize)]
struct Line {
    id: RuleId,
    version: i64,
    name: String,
    action: Action,
    enabled: bool,
    hits: i64,
    last_hit_at: Option<Time>,
    dead: bool,
    summary: String,
}

/// Imports or lists.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Import { format, action, name, reason, disabled, json, file } => {
            let format = Format::parse(&format).ok_or_else(|| {
                Error::invalid("format", "unknown", "Choose wordpress or domains")
            })?;
            // The file is read before the database is opened: a fault in it should not make a data
            // folder.
            let wish = Wish { name, action, reason, enabled: !disabled };
            let Imported { content, entries, skipped } = import::read(format, &read(&file)?, wish)?;
            let app = App::open(config, Clock::System)?;
            let now = app.clock.now();
            let work = move |conn: &mut Connection| rules::add(conn, &content, None, now);
            let rule = block_on(app.db.write(work))?;
            if json {
                return print_json(&Made { id: rule.id, entries, skipped });
            }
            let state = if rule.content.enabled { "in force" } else { "not in force yet" };
            print(&format!(
                "Rule {} has {entries} entries and is {state}; {skipped} lines were skipped",
                rule.id
            ))
        }
        Command::List { json } => list(&App::open(config, Clock::System)?, json),
    }
}

fn list(app: &App, json: bool) -> Result<()> {
    let now = app.clock.now();
    let mut lines: Vec<Line> = Vec::new();
    let mut before = None;
    loop {
        let found = block_on(app.db.read(move |conn| rules::list(conn, before, AT_A_TIME, now)))?;
        let Some(last) = found.last() else { break };
        before = Some(last.rule.id);
        lines.extend(found.into_iter().map(|standing| Line {
            id: standing.rule.id,
            version: standing.rule.version,
            summary: standing.rule.content.condition.summary(),
            name: standing.rule.content.name,
            action: standing.rule.content.action,
            enabled: standing.rule.content.enabled,
            hits: standing.hits,
            last_hit_at: standing.last_hit,
            dead: standing.dead,
        }));
    }
    if json {
        return print_json(&lines);
    }
    for line in &lines {
        let state = match (line.enabled, line.dead) {
            (false, _) => "off",
            (true, true) => "dead",
            (true, false) => "on",
        };
        let Line { id, action, hits, name, summary, .. } = line;
        print(&format!("{id:>6}  {state:<4}  {:<7}  {hits:>7}  {name}: {summary}", action.name()))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    let unreadable = |cause: &dyn std::fmt::Display| {
        Error::invalid("file", "unreadable", format!("{} cannot be read: {cause}", file.display()))
    };
    if std::fs::metadata(file).map_err(|cause| unreadable(&cause))?.len() > LARGEST {
        return Err(unreadable(&format!("it is larger than {} MB", LARGEST / 1024 / 1024)));
    }
    let bytes = std::fs::read(file).map_err(|cause| unreadable(&cause))?;
    // Old lists are in old encodings; an entry with a letter that cannot be read finds nothing and
    // harms nothing.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::internal)?;
    runtime.block_on(work)
}
