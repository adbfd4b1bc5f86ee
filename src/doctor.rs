//! Proves that what is kept twice says the same, and that nothing is broken or given up.
//!
//! Everything here may run beside a running server: each check reads one snapshot. Only what can be
//! made anew from something else is ever repaired.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::Serialize;

use crate::app::App;
use crate::audit::chain::Keys;
use crate::audit::verify;
use crate::db::{Connection, Engine, dialect};
use crate::error::{Error, Result};
use crate::on;
use crate::post_processing;

/// What was found out about one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable, for programs.
    pub name: &'static str,
    /// Whether all is well.
    pub ok: bool,
    /// What was found, in one sentence.
    pub detail: String,
    /// What to do about it; null if all is well.
    pub remedy: Option<&'static str>,
    /// Whether it was put right by this run.
    pub repaired: bool,
}

impl Check {
    /// All is well.
    pub fn good(name: &'static str, detail: impl Into<String>) -> Check {
        Check { name, ok: true, detail: detail.into(), remedy: None, repaired: false }
    }

    /// Something is not.
    pub fn bad(name: &'static str, detail: impl Into<String>, remedy: &'static str) -> Check {
        Check { name, ok: false, detail: detail.into(), remedy: Some(remedy), repaired: false }
    }
}

/// Whether to put right what can be made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Only look.
    No,
    /// Counts, sections and the search.
    Derived,
}

const REPAIR: &str = "Run: rejoinder doctor --repair";
const RESTORE: &str =
    "Restore the last good backup; keep the damaged file to find out what happened";

/// Everything that is counted, with the question and what an answer above zero means.
struct Question {
    name: &'static str,
    sql: &'static str,
    good: &'static str,
    bad: &'static str,
    remedy: &'static str,
}

/// Counts by section and status that are not those of the comments.
const COUNTS: Question = Question {
    name: "counts",
    sql: "SELECT COUNT(*) AS n FROM (\
            SELECT section_id, status, SUM(n) AS n FROM (\
                SELECT section_id, status, n FROM comment_counts \
                UNION ALL \
                SELECT COALESCE(section_id, 0), status, -COUNT(*) FROM comments GROUP BY COALESCE(section_id, 0), status\
            ) AS both_sides GROUP BY section_id, status HAVING SUM(n) <> 0\
          ) AS wrong",
    good: "The counts of the queue are those of the comments",
    bad: "counts of the queue are not those of the comments",
    remedy: REPAIR,
};

const SECTIONS: Question = Question {
    name: "sections",
    sql: "SELECT COUNT(*) AS n FROM comments INNER JOIN articles ON articles.id = comments.article_id \
          WHERE COALESCE(comments.section_id, 0) <> COALESCE(articles.section_id, 0)",
    good: "Every comment is in the section of its article",
    bad: "comments are not in the section of their article",
    remedy: REPAIR,
};

/// The status of a comment is that of the line of the log that made its version, and there is none
/// after that.
const DECISIONS: Question = Question {
    name: "decisions",
    sql: "SELECT COUNT(*) AS n FROM comments \
          LEFT JOIN audit_log ON audit_log.comment_id = comments.id AND audit_log.version = comments.version \
              AND audit_log.act < 10 \
          WHERE audit_log.id IS NULL OR audit_log.to_status <> comments.status OR EXISTS (\
              SELECT 1 FROM audit_log AS later WHERE later.comment_id = comments.id AND later.act < 10 \
              AND later.version > comments.version)",
    good: "Every comment stands where the log says",
    bad: "comments do not stand where the log says",
    remedy: "Somebody has changed them past the program; compare with a backup and decide about them anew",
};

const REVIEWS: Question = Question {
    name: "reviews",
    sql: "SELECT COUNT(*) AS n FROM reviews WHERE \
          (kind = 0 AND state = 0 AND NOT EXISTS (SELECT 1 FROM flags WHERE flags.review_id = reviews.id)) \
          OR EXISTS (SELECT 1 FROM flags WHERE flags.review_id = reviews.id AND flags.comment_id <> reviews.comment_id) \
          OR (state = 0) <> (closed_at IS NULL)",
    good: "Every open review has what it is about",
    bad: "reviews do not fit their flags",
    remedy: "Close them at the desk; each is one more look and nothing else",
};

const JOBS: Question = Question {
    name: "jobs",
    sql: "SELECT COUNT(*) AS n FROM jobs WHERE state = 1",
    good: "No job was given up",
    bad: "jobs were given up",
    remedy: "See last_error in the table jobs; set state = 0 to try one again, or delete it",
};

const DELIVERIES: Question = Question {
    name: "deliveries",
    sql: "SELECT COUNT(*) AS n FROM deliveries WHERE state = 4",
    good: "No mail was given up",
    bad: "mails were given up",
    remedy: "See GET /api/v1/deliveries?state=dead, and try them again by POST /api/v1/deliveries/{id}/retry",
};

const STAFF_MAIL: Question = Question {
    name: "staff_mail",
    sql: "SELECT COUNT(*) AS n FROM suppressions INNER JOIN accounts \
          ON accounts.email_index = suppressions.email_index WHERE accounts.disabled_at IS NULL",
    good: "Mail goes to everybody of the staff",
    bad: "members of the staff get no mail, because the mail server refuses their address",
    remedy: "Mend the address or the relay; then see GET /api/v1/suppressions, and lift it by \
             DELETE /api/v1/suppressions/{id} or the button at the desk",
};

/// Looks at everything. That the program's parts could be opened has shown that key file and
/// database fit.
pub async fn examine(app: &App, repair: Repair) -> Vec<Check> {
    let mut checks = vec![
        Check::good("key_file", "The key file is the one of this database"),
        database(app).await,
        mended(app, repair, &COUNTS, recount).await,
        mended(app, repair, &SECTIONS, move_to_sections).await,
    ];
    checks.push(ask(app, &DECISIONS).await);
    checks.push(log(app).await);
    checks.push(search(app, repair).await);
    checks.push(encoding(app).await);
    for question in [&REVIEWS, &JOBS, &DELIVERIES, &STAFF_MAIL] {
        checks.push(ask(app, question).await);
    }
    checks
}

async fn database(app: &App) -> Check {
    match app.db.read(dialect::integrity).await {
        // What is only the search's has a check and a remedy of its own.
        Ok(faults) if faults.iter().all(|fault| fault.contains("comment_search")) => {
            Check::good("database", "The database's files are whole")
        }
        Ok(faults) => {
            Check::bad("database", format!("The engine reports: {}", faults.join("; ")), RESTORE)
        }
        Err(error) => Check::bad("database", format!("It cannot be examined: {error}"), RESTORE),
    }
}

/// Text is folded and compared by the program, so the locale of the database changes nothing; an
/// encoding that cannot hold every letter does.
async fn encoding(app: &App) -> Check {
    match app.db.read(dialect::encoding).await {
        Ok((encoding, locale)) if encoding == "UTF8" => Check::good(
            "encoding",
            format!("The database is in UTF8; its locale {locale} does not matter to the search"),
        ),
        Ok((encoding, locale)) => Check::bad(
            "encoding",
            format!("The database is in {encoding} (locale {locale}) and cannot hold every letter"),
            "Make a database with: createdb -E UTF8 -T template0, and restore into it",
        ),
        Err(error) => Check::bad("encoding", format!("It cannot be examined: {error}"), REPAIR),
    }
}

async fn log(app: &App) -> Check {
    match verify::verify(&app.db, Keys::of(&app.vault), app.clock.now()).await {
        Ok(verdict) => match verdict.broken {
            None => Check::good("audit", format!("The log is whole: {} lines", verdict.entries)),
            Some(broken) => Check::bad(
                "audit",
                broken.detail,
                "Run: rejoinder audit verify; then compare with an export or a backup from before",
            ),
        },
        Err(error) => Check::bad("audit", format!("The log cannot be followed: {error}"), RESTORE),
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

async fn ask(app: &App, question: &'static Question) -> Check {
    match app.db.read(|conn| count(conn, question.sql)).await {
        Ok(0) => Check::good(question.name, question.good),
        Ok(n) => Check::bad(question.name, format!("{n} {}", question.bad), question.remedy),
        Err(error) => {
            Check::bad(question.name, format!("This cannot be counted: {error}"), RESTORE)
        }
    }
}

/// Asks, and if the answer is wrong and may be put right, does so and asks again.
async fn mended(
    app: &App,
    repair: Repair,
    question: &'static Question,
    mend: fn(&mut Connection) -> Result<()>,
) -> Check {
    let found = ask(app, question).await;
    if found.ok || repair == Repair::No {
        return found;
    }
    match app.db.write(mend).await {
        Ok(()) => {
            let after = ask(app, question).await;
            let detail = format!("{} (before: {})", after.detail, found.detail);
            Check { repaired: after.ok, detail, ..after }
        }
        Err(error) => Check {
            detail: format!("{}; it could not be put right: {error}", found.detail),
            ..found
        },
    }
}

/// Counts anew while nobody can post.
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

fn move_to_sections(conn: &mut Connection) -> Result<()> {
    on!(conn, |c| {
        c.batch_execute(
        "UPDATE comments SET section_id = (SELECT section_id FROM articles WHERE articles.id = comments.article_id) \
         WHERE COALESCE(section_id, 0) <> \
             COALESCE((SELECT section_id FROM articles WHERE articles.id = comments.article_id), 0)"
    )
    })?;
    Ok(())
}

async fn mend_search(app: &App) -> Result<()> {
    app.db.write(dialect::mend_search).await?;
    while post_processing::process_some(&app.db).await? > 0 {}
    Ok(())
}

async fn search(app: &App, repair: Repair) -> Check {
    let found = look_at_search(app).await;
    if found.ok || repair == Repair::No {
        return found;
    }
    match mend_search(app).await {
        Ok(()) => {
            let after = look_at_search(app).await;
            let detail = format!("{} (before: {})", after.detail, found.detail);
            Check { repaired: after.ok, detail, ..after }
        }
        Err(error) => Check {
            detail: format!("{}; it could not be made anew: {error}", found.detail),
            ..found
        },
    }
}

async fn look_at_search(app: &App) -> Check {
    // SQLite's own comparison counts as a write.
    let looked = match app.db.engine() {
        "sqlite" => app.db.write(dialect::check_search).await,
        _ => app.db.read(dialect::check_search).await,
    };
    let wrong = match looked {
        Ok(None) => return Check::good("search", "The search knows the words of every comment"),
        Ok(Some(fault)) => fault,
        Err(Error::Unavailable { .. }) => {
            "It cannot be examined while the database is busy".to_owned()
        }
        Err(error) => error.to_string(),
    };
    Check::bad("search", format!("The search is not in step with the comments: {wrong}"), REPAIR)
}
