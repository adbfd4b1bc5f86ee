//! `rejoinder doctor`: checks the installation.

use crate::app::App;
use crate::cli::{print, print_json};
use crate::clock::Clock;
use crate::config::Config;
use crate::doctor::{self, Check, Repair};
use crate::error::{Error, Result};

/// Arguments of `doctor`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Compares the counts of the queue with the comments, sections with articles and statuses with the log;
verifies the log, the search index, reviews, the key file and the files of the database; and lists jobs
and mails that were given up. It can run while the server runs. The exit code is 1 if there is a fault.

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
    let checks = match App::open(config, Clock::System) {
        Ok(app) => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(Error::internal)?;
            let checks = runtime.block_on(doctor::examine(&app, repair));
            app.db.close();
            checks
        }
        // No other check can run then.
        Err(error) => {
            let remedy = "Resolve this first; the other checks need a working program";
            vec![Check::failed("open", format!("The program cannot start: {error}"), remedy)]
        }
    };
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
            print(&format!("{mark:<7} {:<11} {}", check.name, check.detail))?;
            if let Some(remedy) = check.remedy {
                print(&format!("{:<19} {remedy}", ""))?;
            }
        }
    }
    if faults == 0 {
        Ok(())
    } else {
        Err(Error::internal(format!("{faults} of {} checks found a fault", checks.len())))
    }
}
