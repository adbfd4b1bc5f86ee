//! The consistency checks of `rejoinder doctor`: redundant data must agree, and no file, job or
//! mail may be damaged or given up.
//!
//! Every check reads one snapshot, so it can run while the server runs. Only derived data is ever
//! repaired: data that can be computed from other tables.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::Serialize;

use crate::app::App;
use crate::audit::chain::Keys;
use crate::audit::verify;
use crate::backups;
use crate::db::{Connection, Engine, dialect};
use crate::error::{Error, Result};
use crate::maintenance::resealing;
use crate::notify::outbox::{self, Summary};
use crate::on;
use crate::post_processing;
use crate::site::theme_check;

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

const REPAIR: &str = "Run: rejoinder doctor --repair";
const RESTORE: &str =
    "Restore the last good backup; keep the damaged file to find out what happened";

/// A check that counts faulty rows. Zero means that there is no fault.
struct RowCount {
    name: &'static str,
    sql: &'static str,
    good: &'static str,
    bad: &'static str,
    remedy: &'static str,
}

/// Counts by section and status that differ from the comments'.
const COUNTS: RowCount = RowCount {
    name: "counts",
    sql: "SELECT COUNT(*) AS n FROM (\
            SELECT section_id, status, SUM(n) AS n FROM (\
                SELECT section_id, status, n FROM comment_counts \
                UNION ALL \
                SELECT COALESCE(section_id, 0), status, -COUNT(*) FROM comments GROUP BY COALESCE(section_id, 0), status\
            ) AS both_sides GROUP BY section_id, status HAVING SUM(n) <> 0\
          ) AS wrong",
    good: "The counts of the queue match the comments",
    bad: "counts of the queue do not match the comments",
    remedy: REPAIR,
};

/// Counts of public threads, with the changes noted since, that differ from the
/// comments.
const THREADS: RowCount = RowCount {
    name: "threads",
    sql: "SELECT COUNT(*) AS n FROM (\
            SELECT article_id, height, block FROM (\
                SELECT article_id, height, block, threads, comments FROM thread_counts \
                UNION ALL \
                SELECT article_id, 0, block, threads, comments FROM thread_count_changes \
                UNION ALL \
                SELECT article_id, 1, block / 128, threads, comments FROM thread_count_changes \
                UNION ALL \
                SELECT article_id, 0, thread_id / 128, -COUNT(DISTINCT thread_id), -COUNT(*) \
                FROM public_comments GROUP BY article_id, thread_id / 128 \
                UNION ALL \
                SELECT article_id, 1, thread_id / 16384, -COUNT(DISTINCT thread_id), -COUNT(*) \
                FROM public_comments GROUP BY article_id, thread_id / 16384\
            ) AS both_sides GROUP BY article_id, height, block HAVING SUM(threads) <> 0 OR SUM(comments) <> 0\
          ) AS wrong",
    good: "The counts of public threads match the comments",
    bad: "counts of public threads do not match the comments",
    remedy: REPAIR,
};

const SECTIONS: RowCount = RowCount {
    name: "sections",
    sql: "SELECT COUNT(*) AS n FROM comments INNER JOIN articles ON articles.id = comments.article_id \
          WHERE COALESCE(comments.section_id, 0) <> COALESCE(articles.section_id, 0)",
    good: "Every comment is in the section of its article",
    bad: "comments are not in the section of their article",
    remedy: REPAIR,
};

/// The status of a comment must be that of the log line with its version, and no line may
/// have a later version. An imported comment that nobody has decided about has no line.
const DECISIONS: RowCount = RowCount {
    name: "decisions",
    sql: "SELECT COUNT(*) AS n FROM comments \
          LEFT JOIN audit_log ON audit_log.comment_id = comments.id AND audit_log.version = comments.version \
              AND audit_log.act < 10 \
          WHERE (audit_log.id IS NULL AND NOT (comments.version = 1 AND EXISTS (\
              SELECT 1 FROM import_items WHERE import_items.kind = 4 AND import_items.target_id = comments.id))) \
          OR audit_log.to_status <> comments.status OR EXISTS (\
              SELECT 1 FROM audit_log AS later WHERE later.comment_id = comments.id AND later.act < 10 \
              AND later.version > comments.version)",
    good: "The status of every comment matches the log",
    bad: "comments have a status that does not match the log",
    remedy: "They were changed outside the program; compare them with a backup and decide them again",
};

const REVIEWS: RowCount = RowCount {
    name: "reviews",
    sql: "SELECT COUNT(*) AS n FROM reviews WHERE \
          (kind = 0 AND state = 0 AND NOT EXISTS (SELECT 1 FROM flags WHERE flags.review_id = reviews.id)) \
          OR EXISTS (SELECT 1 FROM flags WHERE flags.review_id = reviews.id AND flags.comment_id <> reviews.comment_id) \
          OR (state = 0) <> (closed_at IS NULL)",
    good: "Every open review has its flags",
    bad: "reviews do not match their flags",
    remedy: "Close them at the desk; each only asks for another review of a comment",
};

const JOBS: RowCount = RowCount {
    name: "jobs",
    sql: "SELECT COUNT(*) AS n FROM jobs WHERE state = 1",
    good: "No job was given up",
    bad: "jobs were given up",
    remedy: "See last_error in the table jobs; set state = 0 to run a job again, or delete it",
};

const DELIVERIES: RowCount = RowCount {
    name: "deliveries",
    sql: "SELECT COUNT(*) AS n FROM deliveries WHERE state = 4",
    good: "No mail was given up",
    bad: "mails were given up",
    remedy: "See GET /api/v1/deliveries?state=dead; send them again by POST /api/v1/deliveries/{id}/retry",
};

const STAFF_MAIL: RowCount = RowCount {
    name: "staff_mail",
    sql: "SELECT COUNT(*) AS n FROM suppressions INNER JOIN accounts \
          ON accounts.email_index = suppressions.email_index WHERE accounts.disabled_at IS NULL",
    good: "No address of the staff is suppressed",
    bad: "members of the staff get no mail, because the mail relay refuses their address",
    remedy: "Correct the address or the relay; then see GET /api/v1/suppressions, and lift it by \
             DELETE /api/v1/suppressions/{id} or the button at the desk",
};

/// Runs all checks. That the key file belongs to the database was checked already: otherwise `app` could not
/// have been opened.
pub async fn examine(app: &App, repair: Repair) -> Vec<Check> {
    let mut checks = vec![
        check_keys(app).await,
        check_database(app).await,
        check_and_repair(app, repair, &COUNTS, recount).await,
        check_and_repair(app, repair, &THREADS, recount_threads).await,
        check_and_repair(app, repair, &SECTIONS, correct_sections).await,
    ];
    checks.push(run_count(app, &DECISIONS).await);
    checks.push(check_log(app).await);
    checks.push(check_and_repair_search(app, repair).await);
    checks.push(check_encoding(app).await);
    checks.push(check_backups(app).await);
    for check in [&REVIEWS, &JOBS, &DELIVERIES, &STAFF_MAIL] {
        checks.push(run_count(app, check).await);
    }
    checks.push(check_relay(app).await);
    checks.extend(check_theme(app).await);
    checks
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
            let more = if others.is_empty() {
                String::new()
            } else {
                format!(" (and {} more)", others.len())
            };
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

/// What the last attempt to send a mail showed.
async fn check_relay(app: &App) -> Check {
    let name = "mail_relay";
    match app.db.read(outbox::summary).await {
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

async fn check_log(app: &App) -> Check {
    match verify::verify(&app.db, Keys::of(&app.vault), app.clock.now()).await {
        Ok(verdict) => match verdict.broken {
            None => Check::passed("audit", format!("The log is intact: {} lines", verdict.entries)),
            Some(broken) => Check::failed(
                "audit",
                broken.detail,
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
    match app.db.read(|conn| count(conn, check.sql)).await {
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
