//! `rejoinder backup`: a copy of the whole site that has been restored once.

use crate::backups;
use crate::cli::{block_on, open_site, print, print_json};
use crate::config::Config;
use crate::error::{Error, Result};

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The file has everything in the database and the files of pictures, from one moment, while the server runs. It is
sealed to backup.passphrase if that is set; otherwise only addresses are sealed, by the key file (data/keys), which is
not in it: copy that elsewhere. Then it is restored into a database of its own, every row is compared, and the log is
verified: only then it is proven. The exit code is 1 if it is not.

Where it is written to a bucket (backup.s3_… name the service and the key), it is fetched again, and that copy is proven.

In the place that backup.folder names, those that backup.keep, keep_days and keep_weeks do not cover are then removed. In
another place none is removed, and the schedule and the doctor do not count the new one.

The worker does the same on a schedule, see backup.every in `rejoinder config show`.

Examples:
  rejoinder backup --to /mnt/backups --json
  rejoinder backup --to s3://backups/news
  rejoinder backup")]
pub(super) struct Args {
    /// The folder or the bucket (s3://BUCKET/PREFIX) to write it to; if omitted, backup.folder
    #[arg(long, value_name = "PLACE")]
    to: Option<String>,
    /// Print a JSON object with "file", "bytes", "proven" and "restore_seconds"
    #[arg(long)]
    json: bool,
}

/// Writes and proves a backup.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let app = open_site(config)?;
    let begun = app.clock.now();
    let settings = &app.config.backup;
    let named = args.to.as_ref().map(|text| {
        settings.place_at(text).map_err(|fault| Error::internal(format!("{text}: {fault}")))
    });
    let place = named.transpose()?.unwrap_or_else(|| settings.place.clone());
    let made = backups::make(&app.config, &app.storage, &app.vault, &place, begun);
    // Only those in the configured place are kept in order.
    if backups::is_configured(settings, &place) {
        block_on(backups::schedule::record(&app.db, settings, &made, begun, app.clock.now()))?;
    }
    let made = made?;
    if args.json {
        print_json(&made)?;
    } else {
        print(&format!("{} ({} bytes, {} rows)", made.file, made.bytes, made.rows))?;
    }
    match &made.fault {
        None if args.json => Ok(()),
        None => print(&format!(
            "Proven: restored in {:.1} s, and nothing differs",
            made.restore_seconds
        )),
        Some(fault) => Err(Error::internal(format!("the backup is not proven: {fault}"))),
    }
}
