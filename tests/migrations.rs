//! The tables: the same on both engines, and left alone once they are there.

use crate::support::app::TestApp;

#[tokio::test]
async fn a_second_start_changes_no_table() {
    let app = TestApp::start().await;
    let ran = app.count("__diesel_schema_migrations", "1 = 1").await;
    assert!(ran > 0);
    rejoinder::db::Db::open(&app.core.config.database, None).expect("opened again").close();
    assert_eq!(app.count("__diesel_schema_migrations", "1 = 1").await, ran);
}

#[cfg(feature = "system-tests")]
mod compared;
mod desk;
