//! Checks of what is stored: keys and addresses, the database itself, the log, and what the desk has set.

use crate::app::App;
use crate::audit::chain::Keys;
use crate::audit::verify;
use crate::config::Startup;
use crate::db::Connection;
use crate::db::altered::{self, Comparison};
use crate::db::dialect;
use crate::maintenance::{addresses, resealing};
use crate::screening::filter::live::LiveModel;
use crate::screening::filter::thresholds::TargetRates;
use crate::screening::rules;
use crate::settings::live;

use super::counts::REPAIR;
use super::finding::{Check, RESTORE, and_more};
use super::store;

/// How many addresses wait to be sealed with the newest key, and that a pass phrase encrypts the keys if one is set.
pub(super) async fn check_keys(app: &App) -> Check {
    let name = "key_file";
    let is_exposed = app.config.data.passphrase_file.is_some()
        && app.vault.is_protected().is_ok_and(|is_protected| !is_protected);
    if is_exposed {
        let detail = "data.passphrase_file is set, but the keys are not encrypted";
        return Check::failed(name, detail, "Run: rejoinder vault protect");
    }
    if let Err(error) = resealing::check_file(app).await {
        let remedy =
            "Copy the key file of the node that has all keys, or restore it (docs/keys.md)";
        return Check::failed(name, error.to_string(), remedy);
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

/// Somebody can administer the site. One that never had an admin has a link to make the first.
pub(super) async fn check_admins(app: &App) -> Check {
    let name = "admins";
    let count = |conn: &mut Connection| {
        let all = store::count(conn, "SELECT COUNT(*) AS n FROM accounts WHERE role = 3")?;
        let enabled = "SELECT COUNT(*) AS n FROM accounts WHERE role = 3 AND disabled_at IS NULL";
        Ok((all, store::count(conn, enabled)?))
    };
    match app.db.read(count).await {
        Ok((0, _)) => Check::passed(
            name,
            "Nobody can administer the site yet: make the first admin by the link that a start prints, or by: rejoinder setup",
        ),
        Ok((_, 0)) => Check::failed(
            name,
            "The site is without an admin who can sign in",
            "Run: rejoinder user add --role admin --email E --name N",
        ),
        Ok(_) => Check::passed(name, "Somebody can administer the site"),
        Err(error) => Check::failed(name, format!("The accounts cannot be read: {error}"), RESTORE),
    }
}

/// Every stored address can be opened, and is found by its blind index.
pub(super) async fn check_addresses(app: &App) -> Check {
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

pub(super) async fn check_database(app: &App) -> Check {
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

/// The tables, indexes and triggers are those that the migrations make.
pub(super) fn check_schema(config: &Startup) -> Check {
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

/// The encoding must be able to store every character. The locale has no effect, because the
/// program folds and compares text itself.
pub(super) async fn check_encoding(app: &App) -> Check {
    match app.db.read(dialect::encoding).await {
        Ok((encoding, locale)) if encoding == "UTF8" => Check::passed(
            "encoding",
            format!(
                "The database's encoding is UTF8; its locale ({locale}) has no effect on searches"
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

pub(super) async fn check_log(app: &App) -> Check {
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

/// Every rule that is switched on is in force.
pub(super) async fn check_rules(app: &App) -> Check {
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
pub(super) async fn check_filter(app: &App) -> Check {
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
pub(super) async fn check_settings(app: &App) -> Check {
    let name = "settings";
    let remedy = "Set it again at the desk (Settings), or return it there to the file's value";
    match app.db.read(live::stored).await {
        Ok(values) => match app.live_settings.check(&values) {
            Ok(_) => Check::passed(name, "Every value that was set at the desk is in force"),
            Err(faults) => {
                let detail = format!("A value that was set at the desk is not in force: {faults}");
                Check::failed(name, detail, remedy)
            }
        },
        Err(error) => Check::failed(name, format!("The settings cannot be read: {error}"), RESTORE),
    }
}
