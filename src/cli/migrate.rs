//! `rejoinder migrate`: brings the tables up to date, or says what that would do.

use crate::cli::{print, print_json};
use crate::config::Config;
use crate::db::migrate;
use crate::error::{Error, Result};

/// Arguments of `migrate`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Every start does this, too. Migrations are applied one process at a time, each in a transaction. Most only add tables
and columns, so that the version before this one runs on beside it; those that do not are named by --check. It
also names the tables that are locked for longer than a moment, and for about how long: on SQLite all that is written waits
meanwhile, on PostgreSQL all that uses the table. The exit code of --check is 1 if this program cannot run on the database.

Examples:
  rejoinder migrate --check
  rejoinder migrate --check --json
  rejoinder migrate")]
pub(super) struct Args {
    /// Change nothing, and say what a start would do
    #[arg(long)]
    check: bool,
    /// Print a JSON object with "pending", "unknown", "ok", "previous_can_run" and
    /// "locks"
    #[arg(long)]
    json: bool,
}

/// Applies the migrations, or prints the plan.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let plan = migrate::plan(&config.database)?;
    if !args.check {
        migrate::run(config.database.direct_url.as_ref().unwrap_or(&config.database.url))?;
        if args.json {
            return print_json(&migrate::plan(&config.database)?);
        }
        return match plan.pending.len() {
            0 => print("The database is up to date"),
            count => {
                print(&format!("{count} migrations were applied; the last one is {}", plan.newest))
            }
        };
    }
    if args.json {
        print_json(&plan)?;
    } else {
        show(&plan)?;
    }
    match plan.ok {
        true => Ok(()),
        false => Err(Error::internal(format!(
            "the database is that of a newer version; this one knows its migrations up to {}",
            plan.newest
        ))),
    }
}

fn show(plan: &migrate::Plan) -> Result<()> {
    if !plan.exists {
        print("There is no database; a start creates it")?;
    }
    match &plan.schema {
        None => print("No migration was applied")?,
        Some(schema) => print(&format!("The last migration that was applied is {schema}"))?,
    }
    for version in &plan.unknown {
        print(&format!("  {version} is unknown to this version of the program"))?;
    }
    for version in &plan.pending {
        print(&format!("  {version} would be applied"))?;
        for lock in plan.locks.iter().filter(|lock| lock.migration == *version) {
            print(&format!(
                "    locks {} for about {} s ({} rows)",
                lock.table, lock.seconds, lock.rows
            ))?;
        }
    }
    if plan.pending.is_empty() {
        return print("A start applies nothing");
    }
    if plan.locks.is_empty() && plan.exists {
        print("None locks a table for longer than a moment")?;
    }
    print(match plan.previous_can_run {
        true => "They only add, so the version that runs now can run beside this one",
        false => {
            "They remove what the version that runs now reads: stop that before you start this one"
        }
    })
}
