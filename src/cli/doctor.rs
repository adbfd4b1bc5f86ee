//! `rejoinder doctor`: checks the installation.

use crate::cli::{block_on, print, print_json};
use crate::clock::Clock;
use crate::config::Config;
use crate::doctor::{self, Repair};
use crate::error::{Error, Result};

/// Arguments of `doctor`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Looks for everything that is damaged, missing, given up or late: database, schema, keys, sealed addresses, log, decisions, counts,
searches, pictures, backups, disk, jobs, mails and their relay, scheduled articles, rules, filter, theme and clock. Each
fault is named with a remedy. It changes nothing without --repair, and can run while the server runs; a million comments
take about a minute. The exit code is 1 if there is a fault.

Examples:
  rejoinder doctor
  rejoinder doctor --json
  rejoinder doctor --repair")]
pub(super) struct Args {
    /// Print a JSON object with "ok" and "checks"
    #[arg(long)]
    json: bool,
    /// Repair derived data: counts, sections of comments, the search index
    #[arg(long)]
    repair: bool,
}

/// Runs all checks and prints the results.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let repair = if args.repair { Repair::Derived } else { Repair::No };
    let checks = block_on(async { Ok(doctor::run(config, Clock::System, repair).await) })?;
    let faults = checks.iter().filter(|check| !check.ok).count();
    if args.json {
        print_json(&serde_json::json!({ "ok": faults == 0, "checks": checks }))?;
    } else {
        for check in &checks {
            let mark = match (check.ok, check.repaired) {
                (true, true) => "fixed",
                (true, false) => "ok",
                (false, _) => "FAULT",
            };
            print(&format!("{mark:<7} {:<14} {}", check.name, check.detail))?;
            if let Some(remedy) = check.remedy {
                print(&format!("{:<22} {remedy}", ""))?;
            }
        }
    }
    if faults == 0 {
        Ok(())
    } else {
        Err(Error::internal(format!("{faults} of {} checks found a fault", checks.len())))
    }
}
