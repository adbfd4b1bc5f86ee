//! Moving in at the desk: a file is uploaded, its plan is read, it is imported by a job, and taken back.

use std::io::Write as _;
use std::time::Duration;

use rejoinder::maintenance;

use crate::support::app::TestApp;
use crate::support::canary::{Canary, scan_folder};

const LIST: &str = "/desk/imports";
const EXPORT: &[u8] = include_bytes!("fixtures/wordpress/site.xml");
const CHOICES: [(&str, &str); 3] = [("system", "wordpress"), ("unmatched", "hold"), ("map", "")];

#[tokio::test]
async fn an_admin_sees_the_plan_imports_and_takes_it_back() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut desk = admin.signed_in().await;
    desk.see(LIST).await.expect(200).assert_shows("Nothing has been imported yet.");
    let before = app.count("articles", "1 = 1").await;

    let faulty = [("system", "typo"), ("unmatched", "hold"), ("map", "one-address-only")];
    let page = desk.send_files(LIST, &faulty, &[("files", "", b"")]).await.expect(422);
    assert_eq!(page.codes().len(), 6, "each fault in the summary and beside its field");

    let sent = desk.send_files(LIST, &CHOICES, &[("files", "site.xml", EXPORT)]).await.expect(303);
    let here = sent.location().to_owned();
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("The plan is being made");
    page.assert_shows("http-equiv=\"refresh\"");
    app.run_jobs().await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("The plan is ready");
    page.assert_shows("To be added");
    page.assert_shows("site.xml, line ");
    let folder = app.parts().config.data.folder.display().to_string();
    page.assert_hides(&folder);
    page.assert_hides("http-equiv=\"refresh\"");
    // The plan was made before it was known who reads it, and in which language.
    app.execute("UPDATE accounts SET language = 'de'").await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("es ist eine private Notiz der Redaktion");
    page.assert_shows("site.xml, Zeile ");
    page.assert_shows("Menüs entstehen hier aus Ressorts und Seiten");
    page.assert_hides("private note");
    // The state there is WordPress's word; all else is ours.
    page.assert_shows("Artikel: publish</th><td>Veröffentlicht</td>");
    page.assert_shows("</th><td>freigegeben</td>");
    app.execute("UPDATE accounts SET language = NULL").await;
    assert_eq!(app.count("articles", "1 = 1").await, before, "a plan stores nothing");
    assert_eq!(app.count("imports", "1 = 1").await, 0);

    desk.send(&format!("{here}/apply"), &[]).await.expect(303);
    app.run_jobs().await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("Imported");
    page.assert_shows("Result");
    assert!(app.count("articles", "1 = 1").await > before);
    assert!(app.mails().is_empty(), "nothing is mailed");
    let files = app.parts().config.data.folder.join("imports");
    assert_eq!(std::fs::read_dir(&files).expect("the folder").count(), 0, "the file is gone");
    // Twice is once.
    desk.send(&format!("{here}/apply"), &[]).await.expect(409);

    let list = desk.see(LIST).await.expect(200);
    list.assert_shows("Import 1");
    app.execute("DELETE FROM changes").await;
    desk.send("/desk/imports/made/1/undo", &[]).await.expect(303);
    desk.send("/desk/imports/made/1/undo", &[]).await.expect(303);
    assert_eq!(app.count("jobs", "kind = 'undo_import'").await, 1, "pressed twice is once");
    app.run_jobs().await;
    // Other processes drop the pages with what is gone.
    assert!(app.count("changes", "article_id IS NOT NULL").await > 0, "comments");
    assert!(app.count("changes", "article_id IS NULL").await > 0, "all else");
    desk.see(LIST).await.expect(200).assert_shows("Undone");
    assert_eq!(app.count("articles", "1 = 1").await, before);
    desk.send("/desk/imports/made/1/undo", &[]).await.expect(404);
}

/// Makes the database refuse new comments.
async fn refuse_comments(app: &TestApp) {
    if app.database.is_postgres() {
        app.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'refused'; END $$",
        )
        .await;
        app.execute("CREATE TRIGGER refused BEFORE INSERT ON comments EXECUTE FUNCTION refuse()")
            .await;
    } else {
        app.execute(
            "CREATE TRIGGER refused BEFORE INSERT ON comments \
             BEGIN SELECT RAISE(ABORT, 'refused'); END",
        )
        .await;
    }
}

async fn allow_comments(app: &TestApp) {
    let on = if app.database.is_postgres() { " ON comments" } else { "" };
    app.execute(&format!("DROP TRIGGER refused{on}")).await;
}

#[tokio::test]
async fn an_import_that_is_undone_before_its_job_comes_back_is_not_imported_anew() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut desk = admin.signed_in().await;
    let before = app.count("articles", "1 = 1").await;
    let sent = desk.send_files(LIST, &CHOICES, &[("files", "site.xml", EXPORT)]).await.expect(303);
    let here = sent.location().to_owned();
    app.run_jobs().await;
    desk.send(&format!("{here}/apply"), &[]).await.expect(303);
    // The job fails in the middle, as it does when the database goes away or the server is killed.
    refuse_comments(&app).await;
    app.run_jobs().await;
    assert!(app.count("articles", "1 = 1").await > before, "the articles are there");
    desk.see(LIST).await.expect(200).assert_shows("Running");
    allow_comments(&app).await;

    desk.send("/desk/imports/made/1/undo", &[]).await.expect(303);
    app.run_jobs().await;
    assert_eq!(app.count("articles", "1 = 1").await, before);
    app.advance(Duration::from_secs(3_600));
    app.run_jobs().await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("Not imported");
    page.assert_shows("undone while it ran");
    assert_eq!(app.count("articles", "1 = 1").await, before);
    assert_eq!(app.count("imports", "1 = 1").await, 1);
    let files = app.parts().config.data.folder.join("imports");
    assert_eq!(std::fs::read_dir(&files).expect("the folder").count(), 0, "the file is gone");
}

#[tokio::test]
async fn an_upload_is_kept_while_its_job_runs_and_files_of_none_are_removed() {
    let app = TestApp::start().await;
    let mut desk = app.admin().await.signed_in().await;
    let sent = desk.send_files(LIST, &CHOICES, &[("files", "site.xml", EXPORT)]).await.expect(303);
    let here = sent.location().to_owned();
    app.run_jobs().await;
    desk.send(&format!("{here}/apply"), &[]).await.expect(303);
    // The server was away for the weekend. Its job begins, and fails in the middle; then comes the hourly maintenance.
    app.advance(Duration::from_secs(2 * 86_400));
    refuse_comments(&app).await;
    app.run_jobs().await;
    maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    assert_eq!(app.count("import_uploads", "1 = 1").await, 1);
    allow_comments(&app).await;
    app.advance(Duration::from_secs(3_600));
    app.run_jobs().await;
    desk.see(&here).await.expect(200).assert_shows("Imported");

    // What a killed program has left there goes after a day, also by the clock of the machine.
    let files = app.parts().config.data.folder.join("imports");
    let (left, young) = (files.join("0123456789abcdef"), files.join("fedcba9876543210"));
    std::fs::write(&left, "sealed").expect("written");
    std::fs::write(&young, "arriving").expect("written");
    let file = std::fs::File::options().write(true).open(&left).expect("opened");
    let old = std::time::SystemTime::now() - Duration::from_secs(2 * 86_400);
    file.set_modified(old).expect("made old");
    maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    assert!(!left.exists() && young.exists());
}

#[tokio::test]
async fn a_damaged_upload_says_why_and_leaves_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut desk = admin.signed_in().await;
    let half = &EXPORT[..EXPORT.len() / 2];
    let sent = desk.send_files(LIST, &CHOICES, &[("files", "half.xml", half)]).await.expect(303);
    let here = sent.location().to_owned();
    app.run_jobs().await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("Not imported");
    page.assert_shows("half.xml, line ");
    page.assert_hides(&app.parts().config.data.folder.display().to_string());
    app.execute("UPDATE accounts SET language = 'fr'").await;
    let page = desk.see(&here).await.expect(200);
    page.assert_shows("half.xml, ligne ");
    page.assert_shows("au milieu de");
    app.execute("UPDATE accounts SET language = NULL").await;
    assert_eq!(app.count("imports", "1 = 1").await, 0);
    desk.send(&format!("{here}/discard"), &[]).await.expect(303);
    desk.see(&here).await.expect(404);

    let editor = app.editor().await;
    let mut other = editor.signed_in().await;
    other.see(LIST).await.expect(403);
    let refused = other.send_files(LIST, &CHOICES, &[("files", "site.xml", EXPORT)]).await;
    refused.expect(403);
    assert_eq!(app.count("import_uploads", "1 = 1").await, 0);
}

#[tokio::test]
async fn no_address_of_an_upload_is_on_the_disk_in_clear() {
    let app = TestApp::start().await;
    let mut desk = app.admin().await.signed_in().await;
    let canary = Canary::new("an upload");
    let export = String::from_utf8(EXPORT.to_vec()).expect("text");
    let (before, after) = export.split_once("<wp:comment_author_email>").expect("an address");
    let (_, after) = after.split_once("</wp:comment_author_email>").expect("its end");
    let export = format!(
        "{before}<wp:comment_author_email>{}</wp:comment_author_email>{after}",
        canary.address()
    );
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    packed.start_file("site.xml", zip::write::SimpleFileOptions::default()).expect("begun");
    packed.write_all(export.as_bytes()).expect("packed");
    let packed = packed.finish().expect("an archive").into_inner();
    let files = app.parts().config.data.folder.join("imports");
    for (name, file) in [("site.xml", export.as_bytes()), ("site.zip", &packed)] {
        let sent = desk.send_files(LIST, &CHOICES, &[("files", name, file)]).await.expect(303);
        let here = sent.location().to_owned();
        assert_eq!(std::fs::read_dir(&files).expect("the folder").count(), 1, "{name}");
        assert_eq!(scan_folder(&files, std::slice::from_ref(&canary)), Vec::<String>::new());
        let stored = std::fs::read_dir(&files).expect("the folder").next().expect("a file");
        let stored = std::fs::read(stored.expect("an entry").path()).expect("the file");
        assert!(!stored.windows(8).any(|part| part == b"<wp:comm"), "{name} is in clear");
        app.run_jobs().await;
        let page = desk.see(&here).await.expect(200);
        page.assert_shows("The plan is ready");
        desk.send(&format!("{here}/apply"), &[]).await.expect(303);
        app.run_jobs().await;
        desk.see(&here).await.expect(200).assert_shows("Imported");
        assert_eq!(
            scan_folder(app.folder.path(), std::slice::from_ref(&canary)),
            Vec::<String>::new()
        );
    }
}
