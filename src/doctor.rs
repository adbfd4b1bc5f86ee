//! The checks of `rejoinder doctor`: redundant data must agree, nothing that the site needs may be missing or damaged,
//! and no job or mail given up.
//!
//! Every check reads one snapshot, so it can run while the server runs. Only derived data is ever
//! repaired: data that can be computed from other tables. `tests/doctor.rs` damages a site in all these ways.

mod counts;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::Serialize;

use crate::app::App;
use crate::articles;
use crate::audit::chain::Keys;
use crate::audit::verify;
use crate::backups;
use crate::clock::Clock;
use crate::config::{Config, Startup, Transport};
use crate::db::altered::{self, Comparison};
use crate::db::migrate::{self, Plan};
use crate::db::replicas::State;
use crate::db::{Connection, Engine, dialect};
use crate::error::{Error, Result};
use crate::mail::Outcome;
use crate::maintenance::{addresses, disk, resealing};
use crate::media;
use crate::notify::outbox::{self, Summary};
use crate::on;
use crate::post_processing;
use crate::screening::filter::live::LiveModel;
use crate::screening::filter::thresholds::TargetRates;
use crate::screening::rules;
use crate::settings::live;
use crate::site::theme_check;

use counts::{REPAIR, RowCount};

/// The result of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable, for programs.
    pub name: &'static str,
    /// Whether the check found no fault.
    pub ok: bool,
    /// The finding in one sentence.
    pub detail: String,
    /// What to do about the fault; null if there is none.
    pub remedy: Option<&'static str>,
    /// Whether this run repaired it.
    pub repaired: bool,
}

impl Check {
    /// A check that found no fault.
    pub fn passed(name: &'static str, detail: impl Into<String>) -> Check {
        Check { name, ok: true, detail: detail.into(), remedy: None, repaired: false }
    }

    /// A check that found a fault.
    pub fn failed(name: &'static str, detail: impl Into<String>, remedy: &'static str) -> Check {
        Check { name, ok: false, detail: detail.into(), remedy: Some(remedy), repaired: false }
    }
}

/// Whether to repair derived data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Change nothing.
    No,
    /// Recompute counts, sections of comments and the search index.
    Derived,
}

const RESTORE: &str =
    "Restore the last good backup; keep the damaged file to find out what happened";

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
        check_and_repair(app, repair, &counts::COUNTS, recount).await,
        check_and_repair(app, repair, &counts::THREADS, recount_threads).await,
        check_and_repair(app, repair, &counts::SECTIONS, correct_sections).await,
    ];
    for check in [&counts::REPLIES, &counts::DECISIONS] {
        checks.push(run_count(app, check).await);
    }
    checks.push(check_log(app).await);
    checks.push(check_and_repair_search(app, repair).await);
    checks.push(check_and_repair_article_search(app, repair).await);
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
        &counts::ADMINS,
        &counts::CLOCK,
    ] {
        checks.push(run_count(app, check).await);
    }
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

/// Every stored address can be opened, and is found by its blind index.
async fn check_addresses(app: &App) -> Check {
    let name = "addresses";
    let found = match addresses::examine(app).await {
        Ok(found) => found,
        Err(error) => {
            return Check::failed(name, format!("The addresses cannot be read: {error}"), RESTORE);
        }
    };
    let Some((table, row)) = found.first else {
        let detail = format!("Every stored address can be opened and found: {}", found.good);
        return Check::passed(name, detail);
    };
    Check::failed(
        name,
        format!(
            "{} addresses cannot be opened with the present keys and {} have another blind index; the first is row {row} of {table}",
            found.closed, found.lost
        ),
        "Put back the key file that has all keys (docs/keys.md); rows that were changed outside the program are in the last backup",
    )
}

/// The tables, indexes and triggers are those that the migrations make.
fn check_schema(config: &Startup) -> Check {
    let name = "schema";
    match altered::compare(&config.database) {
        Ok(Comparison::Done(differs)) => match differs.as_slice() {
            [] => Check::passed(name, "Tables, indexes and triggers are those of this version"),
            [first, others @ ..] => Check::failed(
                name,
                format!("The schema was changed: {first}{}", and_more(others.len())),
                "Make them again from up.sql of the folder in migrations/ that has the name; an index or a trigger can \
                 be made while the program runs",
            ),
        },
        Ok(Comparison::NotAllowed) => Check::passed(
            name,
            "Not compared: the database's role may not create a schema (GRANT CREATE ON DATABASE)",
        ),
        Err(error) => {
            Check::failed(name, format!("The schema cannot be compared: {error}"), RESTORE)
        }
    }
}

fn and_more(others: usize) -> String {
    if others == 0 { String::new() } else { format!(" (and {others} more)") }
}

/// The files of all pictures are there and as long as they were.
async fn check_pictures(app: &App) -> Check {
    let name = "pictures";
    match media::examining::examine(app).await {
        Ok(found) => match found.first {
            None => {
                Check::passed(name, format!("Every file of a picture is there: {}", found.good))
            }
            Some(first) => Check::failed(
                name,
                format!(
                    "{} files of pictures are missing or damaged, the first is {first}",
                    found.bad
                ),
                "Copy media.folder or the bucket from its backup; or upload the original again: the same picture gets the \
                 same files",
            ),
        },
        Err(error) => Check::failed(
            name,
            format!("The place of the pictures cannot be read: {error}"),
            "See that media.folder can be read, or that the service of the bucket answers",
        ),
    }
}

/// The data folder has room for posts, pictures and the database that proves a backup.
fn check_disk(app: &App) -> Check {
    let (name, data) = ("disk", &app.config.data);
    match disk::free(&data.folder) {
        Ok(free) if free >= data.min_free => {
            Check::passed(name, format!("{} MB are free in data.folder", free / 1_000_000))
        }
        Ok(free) => Check::failed(
            name,
            format!(
                "{} MB are free in data.folder, less than data.min_free_megabytes ({} MB)",
                free / 1_000_000,
                data.min_free / 1_000_000
            ),
            "Make room, or move data.folder, media.folder or backup.folder to a larger disk: a full one stops posts",
        ),
        Err(error) => {
            let remedy = "See that data.folder exists and can be read";
            Check::failed(name, format!("The disk cannot be asked: {error}"), remedy)
        }
    }
}

/// Every rule that is switched on is in force.
async fn check_rules(app: &App) -> Check {
    let name = "rules";
    match app.db.read(rules::store::broken).await {
        Ok(broken) => match broken.as_slice() {
            [] => Check::passed(name, "Every rule that is switched on is in force"),
            [(rule, why), others @ ..] => Check::failed(
                name,
                format!("The rule \"{rule}\" is not in force{}: {why}", and_more(others.len())),
                "Correct it at the desk (Rules), or switch it off; comments are judged without it meanwhile",
            ),
        },
        Err(error) => Check::failed(name, format!("The rules cannot be read: {error}"), RESTORE),
    }
}

/// The stored model can be read with all lessons since.
async fn check_filter(app: &App) -> Check {
    let name = "filter";
    let model = LiveModel::new(TargetRates::of(&app.settings().screening));
    match model.refresh(&app.db).await {
        Ok(()) => Check::passed(name, "The spam filter's model can be read"),
        Err(error) => Check::failed(
            name,
            format!("The spam filter has no model, so that every comment is held: {error}"),
            "Put the newest row of the table filter_models back from the last backup",
        ),
    }
}

/// Every value that was set at the desk is in force.
async fn check_settings(app: &App) -> Check {
    let name = "settings";
    let remedy = "Set it again at the desk (Settings), or return it there to the file's value";
    match app.db.read(live::stored).await {
        Ok(values) => match app.live_settings.check(&values) {
            Ok(()) => Check::passed(name, "Every value that was set at the desk is in force"),
            Err(faults) => {
                let detail = format!("A value that was set at the desk is not in force: {faults}");
                Check::failed(name, detail, remedy)
            }
        },
        Err(error) => Check::failed(name, format!("The settings cannot be read: {error}"), RESTORE),
    }
}

/// The links of pages and mails lead here.
fn check_links(config: &Config) -> Check {
    let (name, remedy) = ("base_url", "Set server.base_url to the address that readers use");
    let url = &config.server.base_url;
    let listens = config.server.listen;
    let Ok(parsed) = url::Url::parse(url) else {
        return Check::failed(name, format!("server.base_url {url} is no address"), remedy);
    };
    let is_local = parsed.host_str().is_some_and(crate::config::is_loopback);
    let port = parsed.port_or_known_default();
    if config.server.is_nameless() || (is_local && config.mail.transport == Transport::Smtp) {
        let detail =
            format!("Links in pages and mails begin with {url}, which works on this machine only");
        return Check::failed(name, detail, remedy);
    }
    // The port 0 of a test is any free one; a proxy may map ports, but not on the same loopback address.
    if is_local
        && listens.port() != 0
        && config.server.trusted_proxies.is_empty()
        && port != Some(listens.port())
    {
        let detail = format!("Links begin with {url}, but the server listens on {listens}");
        return Check::failed(name, detail, remedy);
    }
    Check::passed(name, format!("Links in pages and mails begin with {url}"))
}

/// The theme, if there is one: with sample pages, and what has failed since the program was started.
async fn check_theme(app: &App) -> Option<Check> {
    const NAME: &str = "theme";
    const REMEDY: &str = "Readers see the built-in page meanwhile. Correct the file, try it by rejoinder config check, and restart";
    app.config.theme.as_ref()?;
    let mut faults = theme_check::check(&app.settings());
    match app.db.read(theme_check::stored_failures).await {
        Ok(failures) => faults.extend(failures.into_iter().map(|failure| {
            format!("{}, {} times since the program was started", failure.last, failure.times)
        })),
        Err(error) => faults.push(format!("its failures cannot be read: {error}")),
    }
    Some(match faults.as_slice() {
        [] => Check::passed(NAME, "Every template of the theme can be rendered"),
        [first, others @ ..] => {
            let more = and_more(others.len());
            Check::failed(NAME, format!("The theme has a fault: {first}{more}"), REMEDY)
        }
    })
}

/// How many addresses wait to be sealed with the newest key, and that a pass phrase encrypts the keys if one is set.
async fn check_keys(app: &App) -> Check {
    let name = "key_file";
    let is_exposed = app.config.data.passphrase_file.is_some()
        && app.vault.is_protected().is_ok_and(|is_protected| !is_protected);
    if is_exposed {
        let detail = "data.passphrase_file is set, but the keys are not encrypted";
        return Check::failed(name, detail, "Run: rejoinder vault protect");
    }
    match resealing::left(app).await {
        Ok(0) => Check::passed(name, "The key file belongs to this database"),
        Ok(left) => Check::passed(
            name,
            format!(
                "The key file belongs to this database; {left} addresses of a former key are sealed with \
                 key {} within the hour, or by: rejoinder vault rotate",
                app.vault.newest_key()
            ),
        ),
        Err(error) => Check::failed(
            name,
            format!("The key file or the addresses cannot be read: {error}"),
            "Restore the key file from its copy",
        ),
    }
}

async fn check_database(app: &App) -> Check {
    match app.db.read(dialect::integrity).await {
        // Faults of the search index alone have a check and a remedy of their own.
        Ok(faults) if faults.iter().all(|fault| fault.contains("comment_search")) => {
            Check::passed("database", "The database's files are intact")
        }
        Ok(faults) => {
            Check::failed("database", format!("The engine reports: {}", faults.join("; ")), RESTORE)
        }
        Err(error) => {
            Check::failed("database", format!("The database cannot be checked: {error}"), RESTORE)
        }
    }
}

/// Where replicas are configured, each must follow the primary closely enough to be read from.
async fn check_replicas(app: &App) -> Option<Check> {
    const NAME: &str = "replicas";
    const REMEDY: &str = "Readers' pages come from the primary meanwhile. See pg_stat_replication there and the replica's own log";
    if let Err(error) = app.db.follow_replicas(&app.config.database) {
        return Some(Check::failed(NAME, format!("They cannot be followed: {error}"), REMEDY));
    }
    let found = app.db.examine_replicas().await;
    let faults: Vec<String> = found
        .iter()
        .filter(|replica| !replica.state.is_well())
        .map(|replica| format!("{} {}", replica.server, replica.state))
        .collect();
    let used = found.iter().filter(|replica| replica.state == State::Used).count();
    match (found.len(), faults.is_empty()) {
        (0, _) => None,
        (_, true) => {
            Some(Check::passed(NAME, format!("Readers' pages are read from {used} replicas")))
        }
        (_, false) => Some(Check::failed(NAME, format!("Replica {}", faults.join("; ")), REMEDY)),
    }
}

/// Where backups are configured, the last proven one must not be too old.
async fn check_backups(app: &App) -> Check {
    let every = app.config.backup.every;
    let state = match app.db.read(backups::State::read).await {
        Ok(state) => state,
        Err(error) => {
            let detail = format!("It is unknown when the last backup was made: {error}");
            return Check::failed("backup", detail, RESTORE);
        }
    };
    let last = match &state.proven {
        Some(proven) => format!("the last proven one is {} of {}", proven.file, proven.at),
        None => "none was proven yet".to_owned(),
    };
    if state.is_overdue(every, app.clock.now()) {
        let why = state.failed.map(|failed| format!("; the last attempt failed: {}", failed.why));
        let detail = format!("Backups are overdue: {last}{}", why.unwrap_or_default());
        let remedy = "See that a worker runs and the place that backup.folder names has room; then run: rejoinder backup";
        return Check::failed("backup", detail, remedy);
    }
    if let Some(failed) = &state.failed {
        let detail = format!("The last attempt to make a backup failed: {}; {last}", failed.why);
        let remedy = "Resolve that, then run: rejoinder backup";
        return Check::failed("backup", detail, remedy);
    }
    if let Some(proven) = &state.proven
        && let Err(error) =
            backups::check_kept(&app.config.backup, &proven.file, proven.bytes).await
    {
        let detail = format!("The last proven backup cannot be used any more: {error}");
        let remedy = "Run: rejoinder backup; and find out what has changed or removed the file";
        return Check::failed("backup", detail, remedy);
    }
    Check::passed(
        "backup",
        match every {
            Some(_) => format!("Backups are made in time: {last}"),
            None => format!("No backups are scheduled (backup.every): {last}"),
        },
    )
}

/// The encoding must be able to store every character. The locale has no effect, because the
/// program folds and compares text itself.
async fn check_encoding(app: &App) -> Check {
    match app.db.read(dialect::encoding).await {
        Ok((encoding, locale)) if encoding == "UTF8" => Check::passed(
            "encoding",
            format!(
                "The database's encoding is UTF8; its locale {locale} does not affect the search"
            ),
        ),
        Ok((encoding, locale)) => Check::failed(
            "encoding",
            format!(
                "The database's encoding is {encoding} (locale {locale}), which cannot store every character"
            ),
            "Create a database by: createdb -E UTF8 -T template0, and restore into it",
        ),
        Err(error) => {
            Check::failed("encoding", format!("The encoding cannot be read: {error}"), REPAIR)
        }
    }
}

/// What the last attempt to send a mail showed, and what the relay answers now.
async fn check_relay(app: &App) -> Check {
    let name = "mail_relay";
    match app.db.read(outbox::summary).await {
        Ok(Summary { fault: None, waiting, .. })
            if let Some(reason) = relay_fault(app.mailer.probe().await) =>
        {
            Check::failed(
                name,
                format!("The mail relay does not take mail: {reason}; {waiting} mails wait"),
                "Run: rejoinder mail doctor; mails that wait are sent when the relay works",
            )
        }
        Ok(Summary { fault: None, waiting, .. }) => {
            Check::passed(name, format!("The mail relay works; {waiting} mails wait"))
        }
        Ok(Summary { fault: Some(fault), waiting, .. }) => Check::failed(
            name,
            format!(
                "No mail can be sent since {}: {}; {waiting} mails wait",
                fault.since(),
                fault.reason
            ),
            "Run: rejoinder mail test --to YOUR-ADDRESS; mails that wait are sent when the relay works",
        ),
        Err(error) => Check::failed(name, format!("The mails cannot be counted: {error}"), RESTORE),
    }
}

/// Why no mail can be sent. That a sender or a policy is refused is found here too.
fn relay_fault(outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::Sent => None,
        Outcome::TryLater(failure)
        | Outcome::RecipientRefused(failure)
        | Outcome::Refused(failure)
        | Outcome::PolicyRefused(failure)
        | Outcome::RelayFault(failure) => Some(failure.reason().to_owned()),
    }
}

async fn check_log(app: &App) -> Check {
    match verify::verify(&app.db, Keys::of(&app.vault), app.clock.now()).await {
        Ok(verdict) => match verdict.broken {
            None => Check::passed("audit", format!("The log is intact: {} lines", verdict.entries)),
            Some(broken) => Check::failed(
                "audit",
                format!("The log has a fault {}: {}", broken.location(), broken.detail),
                "Run: rejoinder audit verify; then compare with an earlier export or backup",
            ),
        },
        Err(error) => {
            Check::failed("audit", format!("The log cannot be verified: {error}"), RESTORE)
        }
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn count(conn: &mut Connection, sql: &str) -> Result<i64> {
    Ok(on!(conn, |c| diesel::sql_query(sql).get_result::<Counted>(c))?.n)
}

async fn run_count(app: &App, check: &'static RowCount) -> Check {
    let sql = check.sql.replace(":now", &app.clock.now().micros().to_string());
    match app.db.read(move |conn| count(conn, &sql)).await {
        Ok(0) => Check::passed(check.name, check.good),
        Ok(n) => Check::failed(check.name, format!("{n} {}", check.bad), check.remedy),
        Err(error) => {
            Check::failed(check.name, format!("The rows cannot be counted: {error}"), RESTORE)
        }
    }
}

/// Runs a check; if it finds a fault and may repair it, does so and checks again.
async fn check_and_repair(
    app: &App,
    repair: Repair,
    check: &'static RowCount,
    repair_rows: fn(&mut Connection) -> Result<()>,
) -> Check {
    let found = run_count(app, check).await;
    if found.ok || repair == Repair::No {
        return found;
    }
    match app.db.write(repair_rows).await {
        Ok(()) => {
            let after = run_count(app, check).await;
            let detail = format!("{} (before: {})", after.detail, found.detail);
            Check { repaired: after.ok, detail, ..after }
        }
        Err(error) => {
            Check { detail: format!("{}; the repair failed: {error}", found.detail), ..found }
        }
    }
}

/// Recounts while the table is locked against posts.
fn recount(conn: &mut Connection) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        conn.batch_execute("LOCK TABLE comments IN SHARE ROW EXCLUSIVE MODE")?;
    }
    on!(conn, |c| {
        c.batch_execute(
        "DELETE FROM comment_counts; \
         INSERT INTO comment_counts (section_id, status, slot, n) \
         SELECT COALESCE(section_id, 0), status, 0, COUNT(*) FROM comments GROUP BY COALESCE(section_id, 0), status"
    )
    })?;
    Ok(())
}

/// The same for public threads. Notes of what has changed since the last count stay: they cost one
/// count more.
fn recount_threads(conn: &mut Connection) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        conn.batch_execute(
            "LOCK TABLE comments IN SHARE ROW EXCLUSIVE MODE; LOCK TABLE thread_counts",
        )?;
    }
    on!(conn, |c| {
        c.batch_execute(
            "DELETE FROM thread_counts; \
             INSERT INTO thread_counts (article_id, height, block, threads, comments) \
             SELECT article_id, 0, thread_id / 128, COUNT(DISTINCT thread_id), COUNT(*) \
             FROM public_comments GROUP BY article_id, thread_id / 128; \
             INSERT INTO thread_counts (article_id, height, block, threads, comments) \
             SELECT article_id, 1, block / 128, SUM(threads), SUM(comments) \
             FROM thread_counts WHERE height = 0 GROUP BY article_id, block / 128",
        )
    })?;
    Ok(())
}

fn correct_sections(conn: &mut Connection) -> Result<()> {
    on!(conn, |c| {
        c.batch_execute(
        "UPDATE comments SET section_id = (SELECT section_id FROM articles WHERE articles.id = comments.article_id) \
         WHERE COALESCE(section_id, 0) <> \
             COALESCE((SELECT section_id FROM articles WHERE articles.id = comments.article_id), 0)"
    )
    })?;
    Ok(())
}

async fn rebuild_search_index(app: &App) -> Result<()> {
    app.db.write(dialect::rebuild_search_index).await?;
    while post_processing::process_part(&app.db).await? > 0 {}
    Ok(())
}

async fn check_and_repair_search(app: &App, repair: Repair) -> Check {
    let found = check_search(app).await;
    if found.ok || repair == Repair::No {
        return found;
    }
    match rebuild_search_index(app).await {
        Ok(()) => {
            let after = check_search(app).await;
            let detail = format!("{} (before: {})", after.detail, found.detail);
            Check { repaired: after.ok, detail, ..after }
        }
        Err(error) => {
            Check { detail: format!("{}; the repair failed: {error}", found.detail), ..found }
        }
    }
}

async fn check_and_repair_article_search(app: &App, repair: Repair) -> Check {
    let found = check_article_search(app).await;
    if found.ok || repair == Repair::No {
        return found;
    }
    match articles::search::rebuild(&app.db).await {
        Ok(()) => {
            let after = check_article_search(app).await;
            let detail = format!("{} (before: {})", after.detail, found.detail);
            Check { repaired: after.ok, detail, ..after }
        }
        Err(error) => {
            Check { detail: format!("{}; the repair failed: {error}", found.detail), ..found }
        }
    }
}

async fn check_article_search(app: &App) -> Check {
    let name = "article_search";
    match app.db.read(articles::search::missing).await {
        Ok(0) => Check::passed(name, "Readers find every public article, and no other"),
        Ok(n) => Check::failed(
            name,
            format!("{n} public articles are not in the readers' search, or others are"),
            REPAIR,
        ),
        Err(error) => Check::failed(name, format!("The search cannot be checked: {error}"), REPAIR),
    }
}

async fn check_search(app: &App) -> Check {
    // SQLite treats its integrity check of the index as a write.
    let checked = match app.db.engine() {
        "sqlite" => app.db.write(dialect::check_search).await,
        _ => app.db.read(dialect::check_search).await,
    };
    let fault = match checked {
        Ok(None) => {
            return Check::passed("search", "The search index has the words of every comment");
        }
        Ok(Some(fault)) => fault,
        Err(Error::Unavailable { .. }) => {
            "it cannot be checked while the database is busy".to_owned()
        }
        Err(error) => error.to_string(),
    };
    Check::failed(
        "search",
        format!("The search index does not match the comments: {fault}"),
        REPAIR,
    )
}
