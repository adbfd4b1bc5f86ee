//! `rejoinder doctor`: whether all is well.

use crate::app::App;
use crate::cli::{print, print_json};
use crate::clock::Clock;
use crate::config::Config;
use crate::doctor::{self, Check, Repair};
use crate::error::{Error, Result};

/// Arguments of `doctor`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Counts of the queue against the comments, sections against articles, statuses against the log, the
chain of the log, the search, reviews, the key file, the database's own files, and what was given
up. It may run beside a running server. Exit code 1 if anything is wrong.

Examples:
  rejoinder doctor
  rejoinder doctor --json
  rejoinder doctor --repair")]
pub(super) struct Args {
    /// Print a JSON object with "ok" and "checks"
    #[arg(long)]
    json: bool,
    /// Make anew what can be made from something else: counts, sections of comments, the search
    #[arg(long)]
    repair: bool,
}

/// Looks at everything and tells.
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
        // Nothing else can be looked at then.
        Err(error) => {
            let remedy = "See what it says; nothing else can be examined before";
            vec![Check::bad("open", format!("The program cannot start: {error}"), remedy)]
        }
    };
    let wrong = checks.iter().filter(|check| !check.ok).count();
    if args.json {
        print_json(&serde_json::json!({ "ok": wrong == 0, "checks": checks }))?;
    } else {
        for check in &checks {
            let mark = match (check.ok, check.repaired) {
                (true, true) => "mended",
                (true, false) => "ok",
                (false, _) => "FAULT",
            };
            print(&format!("{mark:<7} {:<11} {}", check.name, check.detail))?;
            if let Some(remedy) = check.remedy {
                print(&format!("{:<19} {remedy}", ""))?;
            }
        }
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(Error::internal(format!("{wrong} of {} checks found a fault", checks.len())))
    }
}
