//! Moving out and keeping: what was written is put back, on either engine, byte for byte; what is damaged never is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use diesel::{Connection as _, PgConnection, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness as _};
use serde_json::Value;

use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::process::Installation;

const EXPORT: &str = include_str!("fixtures/wordpress/site.xml");

/// A site with imported comments, a decision, an account and a picture.
fn site() -> Installation {
    let site = Installation::new();
    fs::write(site.folder.path().join("site.xml"), EXPORT).expect("a file");
    fs::write(site.folder.path().join("secret.txt"), "seven words for one box\n").expect("a file");
    site.admin_token("admin");
    site.json(&["import", "wordpress", "site.xml", "--json"]);
    let picture = site.folder.path().join("quay.jpg");
    fs::write(&picture, crate::support::pictures::photo(640, 480, 1)).expect("a picture");
    site.json(&["media", "add", "quay.jpg", "--alt", "The quay", "--json"]);
    // Seals the log, as the worker does a moment later. Afterwards nothing is left that changes by itself.
    succeed(&site, &["audit", "verify"]);
    site
}

/// An empty installation, on this engine or on the one that `database` names.
fn empty(database: Option<TestDatabase>) -> Installation {
    let mut site = Installation::new();
    if let Some(database) = database {
        site.settings.retain(|(name, _)| name != "REJOINDER__DATABASE__URL");
        if database.is_postgres() {
            site.settings.push(("REJOINDER__DATABASE__URL".to_owned(), database.url()));
        }
        site.database = database;
    }
    fs::write(site.folder.path().join("secret.txt"), "seven words for one box\n").expect("a file");
    site
}

fn export(site: &Installation) -> (PathBuf, String) {
    let name = format!("{}.rjb", site.folder.path().display()).replace('/', "-");
    let file = site.folder.path().join(name.trim_start_matches('-'));
    let out = file.display().to_string();
    succeed(site, &["export", "--full", "--passphrase-file", "secret.txt", "--out", &out]);
    let content = check(site, &file)["content"].as_str().expect("a hash").to_owned();
    (file, content)
}

fn check(site: &Installation, file: &Path) -> Value {
    let file = file.display().to_string();
    site.json(&["restore", &file, "--check", "--passphrase-file", "secret.txt", "--json"])
}

fn succeed(site: &Installation, arguments: &[&str]) {
    let output = site.run(arguments);
    let said = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {said:?}");
}

/// Puts the file back there, and returns the hash of what is there then.
fn moved(file: &Path, to: &Installation) -> (PathBuf, String) {
    let from = file.display().to_string();
    succeed(to, &["import", "jsonl", &from, "--passphrase-file", "secret.txt"]);
    succeed(to, &["doctor"]);
    succeed(to, &["audit", "verify"]);
    export(to)
}

#[test]
fn a_whole_site_moves_out_and_in_with_every_byte() {
    let site = site();
    let (file, content) = export(&site);
    let summary = check(&site, &file);
    assert_eq!(summary["rows"]["comments"], 5, "{summary}");
    assert_eq!(summary["rows"]["accounts"], 1, "{summary}");
    assert!(summary["files"].as_u64().is_some_and(|files| files > 0), "{summary}");
    let sealed = fs::read(&file).expect("the file");
    assert!(!contains(&sealed, b"canary.reader"), "it is sealed");

    let other = empty(None);
    let (_, again) = moved(&file, &other);
    assert_eq!(again, content);
    let keys = |site: &Installation| fs::read(site.data().join("keys")).expect("keys");
    assert_eq!(keys(&other), keys(&site));
    let there = other.json(&["media", "list", "--json"]);
    assert_eq!(there.as_array().map(Vec::len), Some(1), "{there}");

    // A second time, there is something already.
    let from = file.display().to_string();
    let refused = other.run(&["restore", &from, "--passphrase-file", "secret.txt"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not empty"));
}

#[test]
fn a_database_that_the_program_runs_on_is_not_filled() {
    let (site, target) = (site(), empty(None));
    if !target.database.is_postgres() {
        return;
    }
    let (file, content) = export(&site);
    let from = file.display().to_string();
    let restore = ["restore", &from, "--passphrase-file", "secret.txt"];
    let url = format!("{}?application_name=rejoinder", target.database.url());
    let running = PgConnection::establish(&url).expect("connected");
    let refused = target.run(&restore);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("the program runs on this database"));
    // The server may list it for a moment longer.
    drop(running);
    assert_eq!(moved(&file, &target).1, content);
}

#[cfg(feature = "system-tests")]
#[test]
fn a_site_moves_to_the_other_engine_and_back() {
    let site = site();
    let (file, content) = export(&site);
    let here = site.database.is_postgres();
    let sqlite = || TestDatabase::Sqlite(String::new());
    let server = || TestDatabase::empty_on(&crate::support::tools::postgres());
    let there = empty(Some(if here { sqlite() } else { server() }));
    let (file, moved_once) = moved(&file, &there);
    assert_eq!(moved_once, content);
    let back = empty(Some(if here { server() } else { sqlite() }));
    assert_eq!(moved(&file, &back).1, content);
}

#[test]
fn a_damaged_file_and_a_wrong_passphrase_change_nothing() {
    let site = site();
    let (file, _) = export(&site);
    let whole = fs::read(&file).expect("the file");
    let target = empty(None);
    let folder = target.folder.path();
    fs::write(folder.join("wrong.txt"), "some other words\n").expect("a file");
    let mut altered = whole.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 4;
    let with = |tail: &[u8]| [&whole[..], tail].concat();
    let files: [(&str, &[u8], &str); 6] = [
        ("cut", &whole[..whole.len() - 5], "cut off"),
        ("half", &whole[..middle], "cut off"),
        ("altered", &altered, "altered"),
        ("longer", &with(b"x"), "after the end"),
        ("none", b"PK", "no archive"),
        ("good", &whole, "passphrase is wrong"),
    ];
    for (name, bytes, why) in files {
        fs::write(folder.join(name), bytes).expect("a file");
        let passphrase = if name == "good" { "wrong.txt" } else { "secret.txt" };
        let refused = target.run(&["restore", name, "--passphrase-file", passphrase]);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(why), "{name}: {said}");
        assert!(!target.data().exists(), "{name}: nothing was written");
    }
    let unnamed = target.run(&["restore", "good"]);
    assert!(String::from_utf8_lossy(&unnamed.stderr).contains("--passphrase-file"));
}

#[test]
fn a_backup_proves_itself_while_the_server_runs() {
    let site = site();
    let server = site.serve();
    let folder = site.folder.path().join("copies");
    let made = site.json(&["backup", "--to", &folder.display().to_string(), "--json"]);
    drop(server);
    assert_eq!(made["proven"], true, "{made}");
    assert!(made["restore_seconds"].as_f64().is_some_and(|seconds| seconds > 0.0), "{made}");
    let file = PathBuf::from(made["file"].as_str().expect("a file"));
    assert_eq!(
        fs::metadata(&file).expect("the file").len(),
        made["bytes"].as_u64().expect("bytes")
    );
    let bytes = fs::read(&file).expect("the file");
    let keys = fs::read_to_string(site.data().join("keys")).expect("keys");
    let key = keys.lines().last().expect("a key").split(' ').nth(1).expect("a key").to_owned();
    assert!(!unpacked(&bytes).contains(&key), "keys are never inside unless asked for");
    assert!(fs::read_dir(site.data()).expect("the data").all(|entry| {
        !entry.expect("an entry").file_name().to_string_lossy().starts_with("scratch")
    }));

    // Without the keys it cannot be put back; with them it is.
    let other = empty(None);
    let from = file.display().to_string();
    let refused = other.run(&["restore", &from]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("the archive has no keys"));
    fs::create_dir_all(other.data()).expect("a folder");
    fs::copy(site.data().join("keys"), other.data().join("keys")).expect("the keys");
    succeed(&other, &["restore", &from]);
    succeed(&other, &["doctor"]);
}

#[test]
fn a_backup_by_hand_keeps_its_place_in_order_and_its_proof_out_of_the_log() {
    let site = site()
        .with("backup.keep", "1")
        .with("backup.keep_days", "0")
        .with("backup.keep_weeks", "0");
    let folder = site.data().join("backups");
    fs::create_dir_all(&folder).expect("a folder");
    let old = |name: &str| {
        let file = fs::File::create(folder.join(name)).expect("a file");
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000);
        file.set_modified(long_ago).expect("a time");
    };
    old("rejoinder-20200101T000000Z.rjb");
    old(".rejoinder-20200102T000000Z.rjb.part");
    old("notes.rjb");
    // The same place as the configured one, written otherwise.
    let output = site.run(&["backup", "--to", "./data/backups/"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("migrations were applied"), "{said}");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(names[0], "notes.rjb");
    assert!(!names[1].contains("20200101"), "{names:?}");
    let found = site.json(&["doctor", "--json"]);
    let backup = found["checks"]
        .as_array()
        .and_then(|checks| checks.iter().find(|check| check["name"] == "backup").cloned());
    let detail = backup.expect("a check")["detail"].as_str().expect("a detail").to_owned();
    assert!(detail.contains(&names[1]), "{detail}");
    // In another place, none is removed.
    let elsewhere = site.folder.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("rejoinder-20200101T000000Z.rjb"), "").expect("a file");
    succeed(&site, &["backup", "--to", "elsewhere"]);
    assert!(elsewhere.join("rejoinder-20200101T000000Z.rjb").exists());
}

#[test]
fn a_restored_backup_does_not_bring_erased_readers_back() {
    let site = site();
    let folder = site.folder.path().join("copies");
    let made = site.json(&["backup", "--to", &folder.display().to_string(), "--json"]);
    let other = empty(None);
    fs::create_dir_all(other.data()).expect("a folder");
    fs::copy(site.data().join("keys"), other.data().join("keys")).expect("the keys");
    // Somebody of the site was erased after the backup; the list has the keyed hash of the address.
    let vault = rejoinder::vault::Vault::open_or_create(&site.data().join("keys")).expect("keys");
    let address = EXPORT
        .split("<wp:comment_author_email>")
        .nth(1)
        .and_then(|rest| rest.split("</wp:comment_author_email>").next())
        .map(|address| address.trim_start_matches("<![CDATA[").trim_end_matches("]]>"))
        .expect("an address in the fixture");
    let canonical = rejoinder::address::EmailAddress::parse(address).expect("good").canonical();
    let tombstone = rejoinder::readers::tombstones::Tombstone {
        at: rejoinder::clock::Clock::System.now(),
        texts: rejoinder::comments::life::erasing::Texts::Keep,
        email_index: vault.index(&canonical),
    };
    rejoinder::readers::tombstones::add(&other.data(), &tombstone).expect("listed");
    let file = made["file"].as_str().expect("a file");
    let restored = other.json(&["restore", file, "--json"]);
    assert_eq!(restored["erased_again"], 1, "{restored}");
    succeed(&other, &["doctor"]);
}

#[cfg(feature = "system-tests")]
#[tokio::test]
async fn a_backup_in_a_bucket_is_proven_from_there_and_restored() {
    let server = crate::support::s3::S3Server::start().await;
    let endpoint = server.bucket().endpoint.expect("an endpoint");
    let with_bucket = |site: Installation| {
        site.with("backup.s3_endpoint", &endpoint)
            .with("backup.s3_access_key", "key")
            .with("backup.s3_secret_key", "secret")
            .with("backup.folder", "s3://media/news/backups")
            .with("backup.keep", "1")
            .with("backup.keep_days", "0")
            .with("backup.keep_weeks", "0")
    };
    let site = with_bucket(site());
    let elsewhere = site.json(&["backup", "--to", "s3://media/other", "--json"]);
    assert_eq!(elsewhere["proven"], true, "{elsewhere}");
    let first = site.json(&["backup", "--json"]);
    assert_eq!(first["proven"], true, "{first}");
    let first = first["file"].as_str().expect("a file").to_owned();
    assert!(first.starts_with("s3://media/news/backups/rejoinder-"), "{first}");
    let mut second = first.clone();
    while second == first {
        // Their names have seconds.
        second = site.json(&["backup", "--json"])["file"].as_str().expect("a file").to_owned();
    }
    let gone = site.run(&["restore", &first, "--check"]);
    let said = String::from_utf8_lossy(&gone.stderr).into_owned();
    assert!(!gone.status.success() && said.contains("there is no s3://"), "{said}");
    let kept = elsewhere["file"].as_str().expect("a file");
    assert!(site.run(&["restore", kept, "--check"]).status.success(), "only its own place");

    let other = with_bucket(empty(None));
    fs::create_dir_all(other.data()).expect("a folder");
    fs::copy(site.data().join("keys"), other.data().join("keys")).expect("the keys");
    succeed(&other, &["restore", &second]);
    succeed(&other, &["doctor"]);
    for place in [&site, &other] {
        let left = fs::read_dir(place.data()).expect("the data").flatten();
        let names: Vec<_> = left.map(|entry| entry.file_name()).collect();
        let is_copy = |name: &std::ffi::OsString| {
            let name = name.to_string_lossy();
            name.starts_with("scratch") || name.starts_with("fetched")
        };
        assert!(!names.iter().any(is_copy), "{names:?}");
    }
    let wrong = other.with("backup.s3_endpoint", "http://127.0.0.1:1");
    let refused = wrong.run(&["restore", &second, "--check"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("the bucket media"), "{said}");
}

#[tokio::test]
async fn admins_are_told_once_that_backups_are_overdue_and_once_that_they_are_back() {
    use rejoinder::backups::{self, Made};
    let every = rejoinder::clock::DAY;
    // Without a schedule, so that running jobs makes none; what the worker does on one is called by hand.
    let app = TestApp::start().await;
    let (admin, editor) = (app.admin().await, app.editor().await);
    let db = &app.core.db;
    assert!(
        backups::schedule::claim(db, every, app.now()).await.expect("claimed"),
        "the schedule begins"
    );
    backups::schedule::note_overdue(db, every, app.now()).await.expect("looked");
    app.run_jobs().await;
    assert_eq!(app.mails_to(&admin.email).len(), 0);
    for _ in 0..5 {
        app.advance(every);
        backups::schedule::note_overdue(db, every, app.now()).await.expect("looked");
        app.run_jobs().await;
    }
    let mails = app.mails_to(&admin.email);
    assert_eq!(mails.len(), 1, "once, not every day");
    assert!(mails[0].subject.contains("overdue"), "{}", mails[0].subject);
    assert!(mails[0].text.contains("No backup has been proven yet."), "{}", mails[0].text);
    assert_eq!(app.mails_to(&editor.email).len(), 0);

    let made = Ok(Made {
        file: "s3://media/rejoinder-20261127T090000Z.rjb".into(),
        bytes: 1,
        proven: true,
        restore_seconds: 0.1,
        fault: None,
        content: String::new(),
        rows: 1,
        files: 0,
    });
    fs::create_dir_all(app.folder.path().join("backups")).expect("a folder");
    backups::schedule::record(db, &app.core.config.backup, &made, app.now(), app.now())
        .await
        .expect("noted");
    for _ in 0..2 {
        backups::schedule::note_overdue(db, every, app.now()).await.expect("looked");
        app.run_jobs().await;
    }
    let mails = app.mails_to(&admin.email);
    assert_eq!(mails.len(), 2);
    assert!(mails[1].text.contains("rejoinder-20261127T090000Z.rjb"), "{}", mails[1].text);
}

/// Each was written by `export --full` of its version, sealed to "sealed with words".
#[test]
fn archives_of_earlier_versions_are_restored_and_migrated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/releases");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let file = entry.expect("a file").path();
        let site = empty(None);
        fs::write(site.folder.path().join("secret.txt"), "sealed with words\n").expect("a file");
        let from = file.display().to_string();
        succeed(&site, &["restore", &from, "--passphrase-file", "secret.txt"]);
        succeed(&site, &["doctor"]);
        succeed(&site, &["audit", "verify"]);
        let plan = site.json(&["migrate", "--check", "--json"]);
        assert_eq!(plan["pending"], serde_json::json!([]), "{from}: {plan}");
        count += 1;
    }
    assert!(count > 0, "there are archives");
}

/// A full disk or a kill can end a restore between two migrations.
#[test]
fn a_restore_that_was_interrupted_is_run_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = folder.join("tests/fixtures/releases/2026-11-29.rjb").display().to_string();
    let interrupted = || {
        let site = empty(None);
        fs::write(site.folder.path().join("secret.txt"), "sealed with words\n").expect("a file");
        fs::create_dir_all(site.data()).expect("its folder");
        apply_first(&site.database, 4);
        site
    };
    let site = interrupted();
    succeed(&site, &["restore", &file, "--passphrase-file", "secret.txt"]);
    succeed(&site, &["doctor"]);

    // A site of an earlier version, however, stays as it is.
    let site = interrupted();
    let bytes = if site.database.is_postgres() { "'\\x00'" } else { "x'00'" };
    site.database.execute(&format!(
        "INSERT INTO readers (email_index, email_sealed, created_at) VALUES ({bytes}, {bytes}, 1)"
    ));
    let refused = site.run(&["restore", &file, "--passphrase-file", "secret.txt"]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && said.contains("is not empty: it has readers"), "{said}");
    let plan = site.json(&["migrate", "--check", "--json"]);
    assert!(plan["schema"].as_str().expect("a migration").ends_with("000004"), "{plan}");
}

/// Applies the first migrations, so many.
fn apply_first(database: &TestDatabase, count: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let url = database.url();
    for _ in 0..count {
        if database.is_postgres() {
            let all = FileBasedMigrations::from_path(folder.join("postgres")).expect("migrations");
            let mut conn = PgConnection::establish(&url).expect("the test server answers");
            conn.run_next_migration(all).expect("it runs");
        } else {
            let all = FileBasedMigrations::from_path(folder.join("sqlite")).expect("migrations");
            let file = url.trim_start_matches("sqlite:");
            let mut conn = SqliteConnection::establish(file).expect("the file opens");
            conn.run_next_migration(all).expect("it runs");
        }
    }
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let site = site();
    let plan = site.json(&["migrate", "--check", "--json"]);
    assert_eq!((&plan["ok"], &plan["pending"]), (&true.into(), &serde_json::json!([])));
    site.database.execute(
        "INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('20991231000001', '2099-12-31 00:00:00')",
    );
    // It only added something: this version can follow.
    succeed(&site, &["doctor"]);
    site.database
        .execute("UPDATE settings SET value = '20991231000001' WHERE name = 'schema_needed'");
    let refused = site.run(&["doctor"]);
    let said = String::from_utf8_lossy(&refused.stdout);
    assert!(!refused.status.success() && said.contains("newer version"), "{said}");
    assert_eq!(site.run(&["migrate", "--check"]).status.code(), Some(1));
}

#[test]
fn a_check_of_migrations_says_what_they_lock_and_for_how_long() {
    let site = site();
    // One adds a column with a check to `readers`, the other an index to `deliveries`, which is empty.
    let pending = ["20261129000340", "20261129000360"];
    site.database.execute("DELETE FROM __diesel_schema_migrations WHERE version IN ('20261129000340', '20261129000360')");
    let plan = site.json(&["migrate", "--check", "--json"]);
    assert_eq!(plan["pending"], serde_json::json!(pending));
    let readers = site.database.count("readers");
    assert!(readers > 0);
    let lock = serde_json::json!({ "migration": pending[0], "table": "readers", "rows": readers, "seconds": 1 });
    assert_eq!(plan["locks"], serde_json::json!([lock]));
    let said = String::from_utf8(site.run(&["migrate", "--check"]).stdout).expect("UTF-8");
    assert!(said.contains(&format!("locks readers for about 1 s ({readers} rows)")), "{said}");
    // These two add a table and columns.
    site.database.execute("DELETE FROM __diesel_schema_migrations WHERE version IN ('20261130000372', '20261130000405')");
    site.database.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000340'), ('20261129000360')");
    let said = String::from_utf8(site.run(&["migrate", "--check"]).stdout).expect("UTF-8");
    assert!(said.contains("None locks a table for longer than a moment"), "{said}");
}

#[test]
fn what_readers_can_see_moves_to_another_site_and_to_wordpress() {
    let site = site();
    let written = site.run(&["export"]);
    let lines = String::from_utf8(written.stdout).expect("text");
    assert!(!lines.contains('@'), "there is no address in it: {lines}");
    let all: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect();
    let of = |kind: &str| all.iter().filter_map(|line| line.get(kind)).cloned().collect::<Vec<_>>();
    let comments = of("comment");
    assert!(!comments.is_empty() && !of("article").is_empty(), "{lines}");
    assert!(comments.iter().any(|comment| comment["parent"] != ""), "threads are kept: {lines}");
    assert_eq!(String::from_utf8(site.run(&["export"]).stdout).expect("text"), lines);

    // Into another site, once, and out of it again.
    fs::write(site.folder.path().join("out.jsonl"), &lines).expect("a file");
    let moved = empty(None);
    let report: Value = {
        let output = moved.run_with(&["import", "jsonl", "-", "--json"], &lines);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    assert_eq!(report["made"]["comments"], comments.len(), "{report}");
    assert_eq!(report["skipped"], serde_json::json!([]), "{report}");
    assert_eq!(String::from_utf8(moved.run(&["export"]).stdout).expect("text"), lines);
    let again = moved.run_with(&["import", "jsonl", "-", "--json"], &lines);
    let again: Value = serde_json::from_slice(&again.stdout).expect("JSON");
    assert_eq!(again["made"], serde_json::json!({}), "{again}");

    succeed(&site, &["export", "--format", "wxr", "--out", "out.xml"]);
    let other = empty(None);
    fs::copy(site.folder.path().join("out.xml"), other.folder.path().join("in.xml"))
        .expect("a copy");
    let report = other.json(&["import", "wordpress", "in.xml", "--json"]);
    assert_eq!(report["made"]["comments"], comments.len(), "{report}");
    let articles = of("article").len();
    let made = |kind: &str| report["made"][kind].as_u64().unwrap_or(0);
    assert_eq!(made("articles") + made("pages"), articles as u64, "{report}");
    let there = other.json(&["article", "list", "--json"]);
    for article in of("article") {
        let found =
            there.as_array().expect("a list").iter().any(|one| one["title"] == article["title"]);
        assert!(found, "{article} is not in {there}");
    }

    // For Disqus, as a database of Isso, and as files.
    succeed(&site, &["export", "--format", "disqus", "--out", "disqus.xml"]);
    let threads = fs::read_to_string(site.folder.path().join("disqus.xml")).expect("a file");
    let path = of("article")[0]["path"].as_str().expect("a path").to_owned();
    assert!(threads.contains(&format!("<dsq:thread_identifier>{path}</dsq:thread_identifier>")));
    assert_eq!(threads.matches("<wp:comment>").count(), comments.len(), "{threads}");
    let isso = site.folder.path().join("isso.db");
    let isso = isso.to_str().expect("a path");
    succeed(&site, &["export", "--format", "isso", "--out", isso]);
    assert!(!site.run(&["export", "--format", "isso", "--out", isso]).status.success());
    let report = moved.json(&["import", "isso", isso, "--json"]);
    assert_eq!(report["made"]["comments"], comments.len(), "{report}");
    assert_eq!(report["skipped"], serde_json::json!([]), "{report}");
    succeed(&site, &["export", "--format", "static", "--out", "files"]);
    let files = site.folder.path().join("files");
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(files.join(name)).expect("a file");
        serde_json::from_str(&text).expect("JSON")
    };
    let index = read("index.json");
    assert_eq!(index["articles"].as_array().map(Vec::len), Some(articles));
    let page = read(index["articles"][0]["file"].as_str().expect("a file's name"));
    assert_eq!(page["path"], path.as_str());
    assert!(page["html"].as_str().is_some_and(|html| html.contains("<p>")), "{page}");
    let written = site.run(&["export", "--format", "static", "--out", "files"]);
    assert!(String::from_utf8_lossy(&written.stderr).contains("is not empty"));
    assert_eq!(site.run(&["export", "--format", "isso"]).status.code(), Some(2));
}

fn contains(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

fn unpacked(bytes: &[u8]) -> String {
    use std::io::Read as _;
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).expect("lines of JSON");
    text
}
