//! `rejoinder rules`: imports word and domain lists as screening rules.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::app::App;
use crate::cli::{block_on, open_site, print, print_json};
use crate::clock::{Clock, Time};
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::rules;
use crate::rules::import::{self, Format, Imported, RuleOptions};
use crate::screening::rules::model::Action;

/// How many rules `list` reads with one query.
const AT_A_TIME: i64 = 100;
/// The largest file in bytes: two hundred thousand long entries.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Create a rule from a list
    #[command(after_long_help = "\
Formats:
  wordpress  the content of \"Comment Moderation\" or \"Disallowed Comment Keys\" in WordPress: one
             entry per line, searched in text, name, website, address and network
  domains    one domain per line, searched in the address, the website and links; # begins a remark
  The rule applies to new comments; a running `serve` on the same database applies it within a second.
  `POST /api/v1/rules/{id}/backtest` shows what it would have caught.

Examples:
  rejoinder rules import --format wordpress disallowed-keys.txt --action spam
  rejoinder rules import --format domains spam-domains.txt --name \"Spam domains\" --disabled")]
    Import {
        /// The format of the file
        #[arg(long, value_parser = ["wordpress", "domains"])]
        format: String,
        /// The action on a comment that contains an entry
        #[arg(long, default_value = "hold", value_parser = ["hold", "reject", "spam", "publish", "flag"])]
        action: String,
        /// The name of the rule
        #[arg(long, default_value = "")]
        name: String,
        /// The reason shown to moderators, and to the author if the comment is refused
        #[arg(long, default_value = "")]
        reason: String,
        /// Create it disabled
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

/// The JSON output of `import`.
#[derive(Serialize)]
struct ImportOutput {
    id: RuleId,
    entries: usize,
    skipped: usize,
}

/// An item in the JSON output of `list`.
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

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Import { format, action, name, reason, disabled, json, file } => {
            let format = Format::parse(&format).ok_or_else(|| {
                Error::invalid("format", "unknown", "Choose wordpress or domains")
            })?;
            // The file is read before the database is opened, so that a fault in it does not create
            // a data folder.
            let wish = RuleOptions { name, action, reason, enabled: !disabled };
            let Imported { content, entries, skipped } =
                import::parse(format, &read(&file)?, wish)?;
            let app = App::open(config, Clock::System)?;
            let now = app.clock.now();
            let work = move |conn: &mut Connection| rules::add(conn, &content, None, now);
            let rule = block_on(app.db.write(work))?;
            if json {
                return print_json(&ImportOutput { id: rule.id, entries, skipped });
            }
            let state = if rule.content.enabled { "enabled" } else { "disabled" };
            print(&format!(
                "Rule {} has {entries} entries and is {state}; {skipped} lines were skipped",
                rule.id
            ))
        }
        Command::List { json } => list(&open_site(config)?, json),
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
        lines.extend(found.into_iter().map(|record| Line {
            id: record.rule.id,
            version: record.rule.version,
            summary: record.rule.content.condition.summary().in_english(),
            name: record.rule.content.name,
            action: record.rule.content.action,
            enabled: record.rule.content.enabled,
            hits: record.hits,
            last_hit_at: record.last_hit,
            dead: record.dead,
        }));
    }
    if json {
        return print_json(&lines);
    }
    for line in &lines {
        let state = match (line.enabled, line.dead) {
            (false, _) => "off",
            (true, true) => "unused",
            (true, false) => "on",
        };
        let Line { id, action, hits, name, summary, .. } = line;
        print(&format!("{id:>6}  {state:<6}  {:<7}  {hits:>7}  {name}: {summary}", action.name()))?;
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
    // Old lists may have old encodings; an entry with an invalid character matches nothing.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
