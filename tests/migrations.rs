//! The tables: the same on both engines, and unchanged by a second start.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::app::TestApp;

#[tokio::test]
async fn a_second_start_changes_no_table() {
    let app = TestApp::start().await;
    let ran = app.count("__diesel_schema_migrations", "1 = 1").await;
    assert!(ran > 0);
    rejoinder::db::Db::open(&app.core.config.database, None).expect("opened again").close();
    assert_eq!(app.count("__diesel_schema_migrations", "1 = 1").await, ran);
}

/// Diesel knows a migration by the digits before its name. One that shares them with another never runs.
#[test]
fn every_migration_has_a_number_of_its_own_and_both_engines_have_it() {
    let names = |engine: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        let entries = std::fs::read_dir(folder).expect("the folder of migrations");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names.map(|name| name.into_string().expect("UTF-8")).collect::<BTreeSet<String>>()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert_eq!(sqlite, postgres);
    let number = |name: &String| name.split('_').next().unwrap_or_default().to_owned();
    let numbers: BTreeSet<String> = sqlite.iter().map(number).collect();
    assert_eq!(numbers.len(), sqlite.len(), "two migrations have one number: {sqlite:?}");
}

mod additive;
mod articles;
#[cfg(feature = "system-tests")]
mod compared;
mod desk;
mod locks;
mod people;
mod stepwise;
