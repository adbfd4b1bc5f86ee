//! The checks of `rejoinder doctor`: redundant data must agree, nothing that the site needs may be missing or damaged,
//! and no job or mail given up.
//!
//! Every check reads one snapshot, so it can run while the server runs. Only derived data is ever
//! repaired: data that can be computed from other tables. `tests/doctor.rs` damages a site in all these ways.

mod counts;
mod derived;
mod environment;
mod finding;
mod store;
mod stored;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::migrate::{self, Plan};

pub use derived::Repair;
pub use finding::Check;

use derived::{
    check_article_search, check_counts, check_search, check_sections, check_threads, run_count,
};
use environment::{
    check_backups, check_disk, check_links, check_pictures, check_relay, check_replicas,
    check_theme,
};
use stored::{
    check_addresses, check_admins, check_database, check_encoding, check_filter, check_keys,
    check_log, check_rules, check_schema, check_settings,
};

/// Opens the site and runs all checks. If it cannot be opened, that is the only finding: no other check can run then.
/// A database that is missing is not created, and one of an older version is not migrated.
///
/// It blocks while the site is opened.
pub async fn run(config: Config, clock: Clock, repair: Repair) -> Vec<Check> {
    if let Some(fault) = check_presence(&config) {
        return vec![fault];
    }
    match App::open(config, clock) {
        Ok(app) => {
            let checks = examine(&app, repair).await;
            app.db.close();
            checks
        }
        Err(error) => {
            let remedy = "Resolve this first; the other checks need a working program";
            vec![Check::failed("open", format!("The program cannot start: {error}"), remedy)]
        }
    }
}

/// Runs all checks. That the key file belongs to the database was checked already: otherwise `app` could not
/// have been opened.
pub async fn examine(app: &App, repair: Repair) -> Vec<Check> {
    let mut checks = vec![
        check_keys(app).await,
        check_addresses(app).await,
        check_database(app).await,
        check_counts(app, repair).await,
        check_threads(app, repair).await,
        check_sections(app, repair).await,
    ];
    for check in [&counts::REPLIES, &counts::DECISIONS] {
        checks.push(run_count(app, check).await);
    }
    checks.push(check_log(app).await);
    checks.push(check_search(app, repair).await);
    checks.push(check_article_search(app, repair).await);
    // After the repairs, which may make an index again.
    checks.push(check_schema(&app.config));
    checks.push(check_encoding(app).await);
    checks.push(check_pictures(app).await);
    checks.extend(check_replicas(app).await);
    checks.push(check_backups(app).await);
    checks.push(check_disk(app));
    for check in [
        &counts::REVIEWS,
        &counts::JOBS,
        &counts::OVERDUE_JOBS,
        &counts::SCHEDULED,
        &counts::IMPORTS,
        &counts::DELIVERIES,
        &counts::ORPHANED_DELIVERIES,
        &counts::STAFF_MAIL,
        &counts::CLOCK,
    ] {
        checks.push(run_count(app, check).await);
    }
    checks.push(check_admins(app).await);
    checks.push(check_relay(app).await);
    checks.push(check_rules(app).await);
    checks.push(check_filter(app).await);
    checks.push(check_settings(app).await);
    checks.push(check_links(&app.settings()));
    checks.extend(check_theme(app).await);
    checks
}

/// A database that a start would create or upgrade: the doctor changes nothing.
fn check_presence(config: &Config) -> Option<Check> {
    // One that cannot be reached is reported when it is opened.
    let plan = migrate::plan(&config.database).ok()?;
    match plan {
        Plan { exists: false, .. } | Plan { schema: None, .. } => Some(Check::failed(
            "open",
            format!("There is no site in the database {}", config.database.url),
            "Start the program once if this site is new; otherwise correct database.url or data.folder, or restore a backup",
        )),
        Plan { ok: true, ref pending, .. } if !pending.is_empty() => Some(Check::failed(
            "open",
            format!(
                "The database is one of an older version: {} migrations are to be applied",
                pending.len()
            ),
            "Run: rejoinder migrate --check; a start of this version applies them",
        )),
        _ => None,
    }
}
