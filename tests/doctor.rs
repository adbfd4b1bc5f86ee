//! What an operator can break, and whether `rejoinder doctor` finds it: one site is made, and each damage is done to a
//! copy of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection, SqliteConnection};
use rejoinder::app::App;
use rejoinder::audit::chain::Keys;
use rejoinder::audit::{sealing, verify};
use rejoinder::backups;
use rejoinder::clock::{Clock, Time};
use rejoinder::config::Config;
use rejoinder::doctor::{self, Check, Repair};
use rejoinder::vault::Vault;
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::pictures::{photo, with_form};

/// When the site was made.
const NOW: &str = "2026-11-22T09:00:00Z";
const DAY: Duration = Duration::from_secs(86_400);

/// A healthy site with everything that can be damaged.
struct Site {
    folder: TempDir,
    database: TestDatabase,
}

/// A copy of it.
struct Copy {
    folder: TempDir,
    database: TestDatabase,
}

/// A damage.
enum Damage {
    /// To the database, by statements; `s:` and `p:` before those for one of the engines.
    Sql(&'static [&'static str]),
    /// To files in the data folder.
    Files(fn(&Path)),
    /// By settings.
    Settings(fn(&Path) -> String),
    /// By a clock that is wrong by so many days, or by nobody looking after the site for them.
    Days(i64),
    /// Another database in place of this one.
    NoDatabase,
}

use Damage::{Days, Files, NoDatabase, Settings, Sql};

/// What is done, the check that finds it, and words of what that says.
const DAMAGES: &[(&str, Damage, &str, &str)] = &[
    (
        "a line of the log changed",
        Sql(&[
            "s:DROP TRIGGER audit_log_keep",
            "p:DROP TRIGGER audit_log_keep ON audit_log",
            "UPDATE audit_log SET note = 'Nothing happened' WHERE id = 2",
        ]),
        "audit",
        "line 2",
    ),
    (
        "a line of the log removed",
        Sql(&[
            "s:DROP TRIGGER audit_log_stay",
            "p:DROP TRIGGER audit_log_keep ON audit_log",
            "p:ALTER TABLE audit_seals DROP CONSTRAINT audit_seals_entry_id_fkey",
            "DELETE FROM audit_log WHERE id = 2",
        ]),
        "audit",
        "seal 2",
    ),
    (
        "a line of the log invented",
        Sql(&[
            "INSERT INTO audit_log (act, comment_id, from_status, to_status, version, created_at) \
               VALUES (0, 1, 1, 1, 9, 1800000000000000)",
        ]),
        "audit",
        "",
    ),
    (
        "a link of the log's chain replaced",
        Sql(&[
            "s:UPDATE audit_seals SET hash = zeroblob(32) WHERE seq = 3",
            "p:UPDATE audit_seals SET hash = decode(repeat('00', 32), 'hex') WHERE seq = 3",
        ]),
        "audit",
        "seal 3",
    ),
    (
        "a comment approved behind the program's back",
        Sql(&["UPDATE comments SET status = 1 WHERE id = 4"]),
        "decisions",
        "1 comments",
    ),
    ("wrong counts of the queue", Sql(&["UPDATE comment_counts SET n = n + 1"]), "counts", ""),
    (
        "wrong counts of public threads",
        Sql(&["UPDATE thread_counts SET threads = threads + 1 WHERE height = 0"]),
        "threads",
        "",
    ),
    (
        "a comment in another section than its article",
        Sql(&[
            "INSERT INTO sections (slug, name) VALUES ('elsewhere', 'Elsewhere')",
            "UPDATE comments SET section_id = (SELECT MAX(id) FROM sections) WHERE id = 1",
        ]),
        "sections",
        "1 comments",
    ),
    (
        "a reply under another article",
        Sql(&["UPDATE comments SET parent_id = 4, root_id = 4 WHERE id = 5"]),
        "replies",
        "1 replies",
    ),
    (
        "comments that reply to each other",
        Sql(&["UPDATE comments SET parent_id = 5, root_id = 5 WHERE id = 1"]),
        "replies",
        "replies",
    ),
    (
        "comments missing in the search",
        Sql(&[
            "s:INSERT INTO comment_search (comment_search) VALUES ('delete-all')",
            "p:DELETE FROM comment_search",
        ]),
        "search",
        "missing",
    ),
    (
        "an article missing in the readers' search",
        Sql(&["DELETE FROM searchable_articles WHERE article_id = 1"]),
        "article_search",
        "1 public articles",
    ),
    (
        "an article's words missing in the readers' search",
        Sql(&["DELETE FROM article_search WHERE ROWID_OF_ARTICLE = 1"]),
        "article_search",
        "1 public articles",
    ),
    (
        "an address that no key opens",
        Sql(&[
            "s:UPDATE readers SET email_sealed = zeroblob(90) WHERE id = 2",
            "p:UPDATE readers SET email_sealed = decode(repeat('00', 90), 'hex') WHERE id = 2",
        ]),
        "addresses",
        "row 2 of readers",
    ),
    (
        "the address of a member of the staff in another's row",
        Sql(&[
            "UPDATE accounts SET email_sealed = (SELECT email_sealed FROM accounts WHERE id = 2) WHERE id = 1",
        ]),
        "addresses",
        "row 1 of accounts",
    ),
    (
        "an address that is not found any more",
        Sql(&[
            "s:UPDATE readers SET inbox_index = zeroblob(32) WHERE id = 1",
            "p:UPDATE readers SET inbox_index = decode(repeat('00', 32), 'hex') WHERE id = 1",
        ]),
        "addresses",
        "1 have another blind index",
    ),
    (
        "no key file",
        Files(|data| fs::remove_file(data.join("keys")).expect("removed")),
        "open",
        "restore the right file",
    ),
    ("a key file that all may read", Files(|data| mode(&data.join("keys"), 0o644)), "open", "keys"),
    (
        "the key file of another site",
        Files(|data| {
            let keys = data.join("keys");
            fs::remove_file(&keys).expect("removed");
            Vault::open_or_create(&keys).expect("another one");
        }),
        "open",
        "does not belong to this database",
    ),
    (
        "a damaged key file",
        Files(|data| {
            fs::write(data.join("keys"), "1 bm90IGEga2V5\n").expect("written");
        }),
        "open",
        "key",
    ),
    (
        "a size of a picture missing",
        Files(|data| fs::remove_file(picture(data)).expect("removed")),
        "pictures",
        "1 files",
    ),
    (
        "a picture cut off",
        Files(|data| {
            let file = picture(data);
            let bytes = fs::read(&file).expect("the picture");
            fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
        }),
        "pictures",
        "1 files",
    ),
    (
        "no pictures at all",
        Files(|data| fs::remove_dir_all(data.join("media")).expect("removed")),
        "pictures",
        "/media/",
    ),
    (
        "a job that was given up",
        Sql(&["INSERT INTO jobs (kind, payload, lane, state, run_at, attempts, created_at) \
               VALUES ('erase_deleted', '{\"kind\":\"erase_deleted\"}', 0, 1, 0, 9, 0)"]),
        "jobs",
        "1 jobs",
    ),
    (
        "a job whose worker died, and nobody took it over",
        Sql(&[
            "INSERT INTO jobs (kind, payload, lane, state, run_at, leased_until, attempts, created_at) \
               VALUES ('erase_deleted', '{\"kind\":\"erase_deleted\"}', 0, 0, 0, 60000000, 1, 0)",
        ]),
        "worker",
        "1 jobs",
    ),
    (
        "a mail that was given up",
        Sql(&[
            "INSERT INTO deliveries (event, recipient, account_id, state, message_id, attempts, created_at) \
               VALUES ('comment_held:1', 'x', 1, 4, '<x@news.test>', 5, 0)",
        ]),
        "deliveries",
        "1 mails",
    ),
    (
        "a mail that nothing will send",
        Sql(&[
            "INSERT INTO deliveries (event, recipient, account_id, state, message_id, attempts, created_at) \
               VALUES ('comment_held:1', 'x', 1, 0, '<x@news.test>', 0, 0)",
        ]),
        "outbox",
        "1 mails",
    ),
    (
        "a member of the staff who gets no mail",
        Sql(&["INSERT INTO suppressions (email_index, reason, created_at) \
               SELECT email_index, 'refused', 0 FROM accounts WHERE id = 1"]),
        "staff_mail",
        "1 members",
    ),
    (
        "a relay that refused the last mail",
        Sql(&["INSERT INTO settings (name, value) \
               VALUES ('mail_relay_fault', '{\"since\":0,\"reason\":\"the login was refused\"}')"]),
        "mail_relay",
        "the login was refused",
    ),
    (
        "a relay that cannot be reached",
        Settings(|_| {
            "[mail]\ntransport = \"smtp\"\nsmtp_url = \"smtp://127.0.0.1:9\"\nfrom = \"desk@news.test\"\n".into()
        }),
        "mail_relay",
        "does not take mail",
    ),
    ("no backup for three days", Days(3), "backup", "overdue"),
    (
        "a backup that failed",
        Sql(&["UPDATE settings SET value = replace(value, '\"failed\":null', \
               '\"failed\":{\"at\":\"2026-11-22T08:00:00Z\",\"why\":\"the disk is full\"}') WHERE name = 'backup_state'"]),
        "backup",
        "the disk is full",
    ),
    (
        "a backup whose file was damaged",
        Files(|data| {
            let file = backup(data);
            let mut bytes = fs::read(&file).expect("the backup");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 4;
            fs::write(&file, bytes).expect("written");
        }),
        "backup",
        "cannot be used any more",
    ),
    (
        "a backup that is gone",
        Files(|data| fs::remove_file(backup(data)).expect("removed")),
        "backup",
        "cannot be used any more",
    ),
    ("an index dropped", Sql(&["DROP INDEX jobs_due"]), "schema", "index jobs_due is missing"),
    (
        "a trigger dropped",
        Sql(&["s:DROP TRIGGER audit_log_keep", "p:DROP TRIGGER audit_log_keep ON audit_log"]),
        "schema",
        "trigger audit_log_keep",
    ),
    (
        "an index that is another one",
        Sql(&["DROP INDEX jobs_due", "CREATE INDEX jobs_due ON jobs (run_at)"]),
        "schema",
        "index jobs_due is another one",
    ),
    ("a table dropped", Sql(&["DROP TABLE reader_notes"]), "schema", "reader_notes"),
    (
        "a column dropped",
        Sql(&["ALTER TABLE bans DROP COLUMN lifted_at"]),
        "schema",
        "bans.lifted_at",
    ),
    (
        "a database of a newer version",
        Sql(&[
            "INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('99991231000000', CURRENT_TIMESTAMP)",
            "UPDATE settings SET value = '99991231000000' WHERE name = 'schema_needed'",
        ]),
        "open",
        "newer version",
    ),
    (
        "a database of an older version",
        Sql(&["DELETE FROM __diesel_schema_migrations \
               WHERE version = (SELECT MAX(version) FROM __diesel_schema_migrations)"]),
        "open",
        "1 migrations",
    ),
    ("no database", NoDatabase, "open", "There is no site"),
    (
        "a scheduled article that has not appeared",
        Sql(&["UPDATE articles SET published_at = 0 WHERE status = 4"]),
        "scheduled",
        "1 scheduled articles",
    ),
    (
        "a rule that cannot be read",
        Sql(&[
            "INSERT INTO rules (version, name, condition, action, reason, enabled, created_at, updated_at) \
               VALUES (1, 'Casinos', 'no JSON', 0, 'Held', TRUE, 0, 0)",
        ]),
        "rules",
        "Casinos",
    ),
    (
        "a rule that does not compile",
        Sql(&[
            "INSERT INTO rules (version, name, condition, action, reason, enabled, created_at, updated_at) \
               VALUES (1, 'Shouting', '{\"field\":\"text\",\"operator\":\"regex\",\"value\":\"(\"}', \
               0, 'Held', TRUE, 0, 0)",
        ]),
        "rules",
        "Shouting",
    ),
    (
        "a damaged model of the filter",
        Sql(&[
            "s:INSERT INTO filter_models (lessons_until, note, body, created_at) VALUES (0, '', zeroblob(9), 0)",
            "p:INSERT INTO filter_models (lessons_until, note, body, created_at) VALUES (0, '', decode('00', 'hex'), 0)",
        ]),
        "filter",
        "no model",
    ),
    (
        "a review without flags",
        Sql(&[
            "INSERT INTO reviews (comment_id, kind, state, weight, version, opened_at) VALUES (1, 0, 0, 0, 1, 0)",
        ]),
        "reviews",
        "1 reviews",
    ),
    (
        "an import that was interrupted",
        Sql(&[
            "INSERT INTO import_sources (system, site) VALUES ('isso', '')",
            "INSERT INTO imports (source_id, state, report, created_at) SELECT MAX(id), 0, '', 0 FROM import_sources",
        ]),
        "imports",
        "1 imports",
    ),
    (
        "nobody who can administer it",
        Sql(&["UPDATE accounts SET disabled_at = 1 WHERE role = 3"]),
        "admins",
        "without an admin",
    ),
    ("a clock that was wrong", Days(-2), "clock", "in the future"),
    (
        "a template of the theme that fails",
        Settings(|data| {
            let theme = data.join("theme");
            fs::create_dir_all(&theme).expect("a folder");
            fs::write(theme.join("article.html"), "{{ article.nothing.at_all }}").expect("written");
            format!("[theme]\nfolder = \"{}\"\n", theme.display())
        }),
        "theme",
        "article.html:1",
    ),
    (
        "a disk that is nearly full",
        Settings(|data| {
            format!("[data]\nfolder = \"{}\"\nmin_free_megabytes = {}\n", data.display(), 1 << 30)
        }),
        "disk",
        "less than data.min_free_megabytes",
    ),
    (
        "links that lead elsewhere",
        Settings(|_| {
            "[server]\nlisten = \"127.0.0.1:8080\"\nbase_url = \"http://localhost:9090\"\n".into()
        }),
        "base_url",
        "9090",
    ),
    (
        "a setting of the desk that cannot be used",
        Sql(&["INSERT INTO settings (name, value) VALUES ('config.articles.per_page', '-5')"]),
        "settings",
        "articles.per_page",
    ),
];

/// Faults of which a repair leaves nothing.
const REPAIRED: [&str; 5] = ["counts", "threads", "sections", "search", "article_search"];

#[tokio::test]
async fn every_damage_is_found_and_named_with_a_remedy() {
    let site = site().await;
    let healthy = site.copy();
    let found = doctor::run(healthy.config(""), clock(0), Repair::No).await;
    assert!(found.iter().all(|check| check.ok), "{:#?}", faults(&found));
    assert!(found.len() >= 25);
    let mut unfound = Vec::new();
    for (name, damage, check, words) in DAMAGES {
        let copy = site.copy();
        let (config, clock) = copy.damaged(damage);
        let found = doctor::run(config.clone(), clock.clone(), Repair::No).await;
        let fault = found.iter().find(|it| it.name == *check && !it.ok);
        let is_named = fault.is_some_and(|fault| {
            fault.detail.contains(words) && fault.remedy.is_some_and(|remedy| !remedy.is_empty())
        });
        if !is_named {
            unfound.push(format!("{name}: not named by {check}: {:#?}", faults(&found)));
            continue;
        }
        if *check == "audit" {
            let app = App::open(config, clock).expect("it opens");
            let keys = Keys::of(&app.vault);
            let verdict = verify::verify(&app.db, keys, app.clock.now()).await.expect("verified");
            assert!(verdict.broken.is_some(), "{name}");
            app.db.close();
        } else if REPAIRED.contains(check) {
            let mended = doctor::run(config, clock, Repair::Derived).await;
            assert!(mended.iter().all(|check| check.ok), "{name}: {:#?}", faults(&mended));
            assert!(mended.iter().any(|it| it.name == *check && it.repaired), "{name}");
        }
    }
    assert!(unfound.is_empty(), "{} of {}: {}", unfound.len(), DAMAGES.len(), unfound.join("\n"));
}

#[tokio::test]
async fn a_site_without_an_account_is_not_said_to_have_an_admin() {
    let app = TestApp::start().await;
    let said = async || {
        let found = doctor::examine(&app.parts(), Repair::No).await;
        let check = found.into_iter().find(|check| check.name == "admins").expect("a check");
        (check.ok, check.detail)
    };
    let (ok, detail) = said().await;
    assert!(ok && detail.contains("Nobody can administer the site yet"), "{detail}");
    app.admin().await;
    let (ok, detail) = said().await;
    assert!(ok && detail.contains("Somebody can administer"), "{detail}");
}

/// Bytes of an embedded database; a server's own files are out of a site's reach.
#[tokio::test]
async fn damaged_pages_of_the_database_are_found() {
    let site = site().await;
    let copy = site.copy();
    if copy.database.is_postgres() {
        return;
    }
    let file = copy.folder.path().join("rejoinder.db");
    let mut bytes = fs::read(&file).expect("the database");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 40_000].fill(0xa5);
    fs::write(&file, bytes).expect("written");
    let found = doctor::run(copy.config(""), clock(0), Repair::No).await;
    assert!(!faults(&found).is_empty());
    assert!(faults(&found).iter().all(|fault| fault.remedy.is_some()), "{found:#?}");
}

/// The faults that were found.
fn faults(found: &[Check]) -> Vec<&Check> {
    found.iter().filter(|check| !check.ok).collect()
}

/// The site's clock, so many days after it was made.
fn clock(days: i64) -> Clock {
    let made = Time::parse(NOW).expect("an instant");
    let distance = DAY * u32::try_from(days.abs()).expect("few days");
    Clock::fixed(if days < 0 { made.minus(distance) } else { made.plus(distance) })
}

/// A picture's file.
fn picture(data: &Path) -> PathBuf {
    let mut files = Vec::new();
    below(&data.join("media"), &mut files);
    files.sort();
    files.pop().expect("a picture")
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { below(&path, files) } else { files.push(path) }
    }
}

fn backup(data: &Path) -> PathBuf {
    let mut files = Vec::new();
    below(&data.join("backups"), &mut files);
    files.pop().expect("a backup")
}

fn mode(file: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).expect("permissions");
}

/// Two public articles, one that is scheduled, three approved comments, a held one and a reply, readers and staff, a
/// picture, and a backup that is proven.
async fn site() -> Site {
    let app = TestApp::with(|config| config.backup.every = Some(DAY)).await;
    let (admin, editor) = (app.admin().await, app.editor().await);
    let (first, second) = (app.article().create().await, app.article().create().await);
    app.article().status("scheduled").published_at(app.now().plus(DAY * 30)).create().await;
    for text in ["One harbour.", "Two gulls.", "Three tides."] {
        let id = app.reader().post(&first, text).await.id;
        editor.approve(id).await;
    }
    app.reader().post(&second, "Four boats.").await;
    let reply = app.reader().reply(&first, 1, "Five nets.").await.id;
    editor.approve(reply).await;
    let request = admin.request(Method::POST, "/api/v1/media");
    let request = with_form(request, &[("alt", "The quay")], "quay.jpg", &photo(700, 400, 1));
    Answer::to(request).await.expect(201);
    editor.post("/api/v1/sections", &json!({ "name": "Coast" })).await;
    app.run_jobs().await;
    sealing::seal(&app.core.db, Keys::of(&app.core.vault), app.now()).await.expect("sealed");
    let (core, now) = (app.parts(), app.now());
    let make = move || {
        backups::make(&core.config, &core.storage, &core.vault, &core.config.backup.place, now)
    };
    let made = tokio::task::spawn_blocking(make).await.expect("no panic");
    let settings = &app.core.config.backup;
    backups::schedule::record(&app.core.db, settings, &made, now, now).await.expect("recorded");
    assert!(made.expect("a backup").proven);
    let (folder, database) = app.leave();
    Site { folder, database }
}

impl Site {
    fn copy(&self) -> Copy {
        let folder = tempfile::tempdir().expect("a folder");
        for part in ["media", "backups"] {
            copy_folder(&self.folder.path().join(part), &folder.path().join(part));
        }
        fs::copy(self.folder.path().join("keys"), folder.path().join("keys")).expect("a copy");
        let database = self.database.copied(folder.path());
        Copy { folder, database }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, to) = {
            let entry = entry.expect("an entry");
            (entry.path(), to.join(entry.file_name()))
        };
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(from, to).expect("a copy");
        }
    }
}

impl Copy {
    fn config(&self, damaged: &str) -> Config {
        let mut text = damaged.to_owned();
        for (section, settings) in [
            ("server", "listen = \"127.0.0.1:0\"\nbase_url = \"http://news.test\"\n".to_owned()),
            ("data", format!("folder = \"{}\"\n", self.folder.path().display())),
            ("mail", "transport = \"memory\"\n".to_owned()),
            ("backup", "every = \"daily\"\n".to_owned()),
        ] {
            if !text.contains(&format!("[{section}]")) {
                text += &format!("[{section}]\n{settings}");
            }
        }
        let mut config =
            Config::from_toml(&text).unwrap_or_else(|faults| panic!("{text}: {faults}"));
        config.database.url = self.database.setting();
        config.database.connections = 2;
        config
    }

    /// Changes the database as an SQL shell does, which looks after no foreign keys of a file.
    fn attack(&self, sql: &str) {
        let done = match &self.database {
            TestDatabase::Sqlite(url) => {
                SqliteConnection::establish(url.trim_start_matches("sqlite:"))
                    .expect("opened")
                    .batch_execute(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            }
            TestDatabase::Postgres { .. } => {
                PgConnection::establish(&self.database.url()).expect("opened").batch_execute(sql)
            }
        };
        done.unwrap_or_else(|cause| panic!("{sql}: {cause}"));
    }

    /// Does the damage, and returns the settings and the clock of the doctor.
    fn damaged(&self, damage: &Damage) -> (Config, Clock) {
        let folder = self.folder.path();
        match damage {
            Sql(statements) => {
                let (ours, row) = match self.database.is_postgres() {
                    true => ("p:", "article_id"),
                    false => ("s:", "rowid"),
                };
                let statements = statements.iter().filter_map(|statement| {
                    let for_all = (!statement.starts_with("s:") && !statement.starts_with("p:"))
                        .then_some(*statement);
                    for_all.or(statement.strip_prefix(ours))
                });
                let statements: Vec<&str> = statements.collect();
                self.attack(&statements.join("; ").replace("ROWID_OF_ARTICLE", row));
            }
            Files(damage) => damage(folder),
            Settings(settings) => return (self.config(&settings(folder)), clock(0)),
            Days(days) => return (self.config(""), clock(*days)),
            NoDatabase => {
                let mut config = self.config("");
                config.database.url = TestDatabase::empty(folder).setting();
                return (config, clock(0));
            }
        }
        (self.config(""), clock(0))
    }
}
