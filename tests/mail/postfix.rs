//! Through a real Postfix with TLS and logins, and back from it.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use rejoinder::config::{Config, Transport};
use rejoinder::notify::model::State;

use crate::support::app::TestApp;
use crate::support::postfix::{PASSWORD, Postfix};
use crate::support::process::until;

/// The settings of a relay.
fn relay(url: String, root: Option<PathBuf>) -> impl FnOnce(&mut Config) {
    move |config| {
        config.mail.transport = Transport::Smtp;
        config.mail.smtp_url = Some(url.into());
        config.mail.smtp_ca_file = root;
        config.mail.from = "The Quay <news@news.test>".parse().expect("a mailbox");
        config.mail.return_path = Some("bounces@news.test".parse().expect("an address"));
    }
}

/// What `rejoinder` prints on the installation of this app.
fn printed(app: &TestApp, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rejoinder"))
        .args(arguments)
        .env_clear()
        .envs(app.environment())
        .output()
        .expect("the program runs");
    let (out, err) = (output.stdout, output.stderr);
    format!("{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err))
}

#[tokio::test]
async fn a_real_relay_takes_mail_after_its_certificate_and_our_password_are_right() {
    let postfix = Postfix::start().await;
    let root = postfix.root_certificate();
    let mut app = TestApp::with(relay(postfix.submission(PASSWORD), None)).await;
    let (admin, editor) = (app.admin().await, app.editor().await);
    let article = app.article().title("What mud costs").create().await;
    app.reader().named("Ann Bell").post(&article, "Who pays, and when?").await;

    // Nobody has signed its certificate whom this machine trusts.
    app.run_jobs().await;
    expect_waiting(&app, &admin, "mail.smtp_ca_file").await;

    // The password is wrong, for two hours.
    app.restart(relay(postfix.submission("wrong"), Some(root.clone()))).await;
    for _ in 0..24 {
        app.advance(Duration::from_secs(300));
        app.run_jobs().await;
    }
    expect_waiting(&app, &admin, "at AUTH the relay answered 535 5.7.8").await;
    let doctor = printed(&app, &["mail", "doctor"]);
    assert!(
        doctor.contains("at AUTH the relay answered 535") && !doctor.contains("wrong"),
        "{doctor}"
    );
    assert_eq!(postfix.arrived().len(), 0, "{}", postfix.log());

    // Everything is right: STARTTLS, and then TLS from the first byte.
    app.restart(relay(postfix.submission(PASSWORD), Some(root.clone()))).await;
    postfix.pipe_returned_mail_to(&app);
    app.advance(Duration::from_secs(600));
    app.run_jobs().await;
    assert_eq!(app.deliveries(State::Waiting).await, 0, "{}", postfix.log());
    until("the admin's mail is in the mailbox", async || postfix.arrived().len() == 1).await;
    let (sender, letter) = postfix.arrived().remove(0);
    assert!(sender.starts_with("bounces+") && sender.ends_with("@news.test"), "{sender}");
    assert_eq!(letter.subject, "Held: Ann Bell on “What mud costs”");
    let healthy = printed(&app, &["doctor"]);
    assert!(healthy.contains("The mail relay works"), "{healthy}");

    // The editor's mailbox does not exist, which Postfix says later, by a report to that sender.
    let suppressed = async || app.count("suppressions", "1 = 1").await == 1;
    until("the report about the editor's mail was read", suppressed).await;
    let listed = admin.get("/api/v1/suppressions").await.expect(200).json();
    assert_eq!(listed["items"][0]["staff"]["id"].as_i64(), Some(editor.id), "{listed}");
    assert_eq!(listed["items"][0]["reason"], "it came back: 5.1.1", "{}", postfix.log());
    assert_eq!(app.deliveries(State::Suppressed).await, 1);

    // The command took the time from the system's clock.
    app.execute(&format!("UPDATE suppressions SET created_at = {}", app.now().micros())).await;

    app.restart(relay(postfix.smtps(PASSWORD), Some(root))).await;
    app.reader().named("Ben Orr").post(&article, "And a second one.").await;
    app.run_jobs().await;
    until("the admin's next mail has arrived", async || postfix.arrived().len() == 2).await;
    assert_eq!(app.deliveries(State::Sent).await, 2, "nothing more for the editor");
}

/// Both mails wait and say why, as `doctor` does; nothing was given up or suppressed.
async fn expect_waiting(app: &TestApp, admin: &crate::support::staff::Staff, why: &str) {
    let rows = admin.get("/api/v1/deliveries?state=waiting").await.expect(200).items();
    assert_eq!(rows.len(), 2, "{rows:?}");
    for row in &rows {
        let cause = row["last_error"].as_str().unwrap_or_default();
        assert!(cause.contains(why), "{row}");
    }
    let doctor = printed(app, &["doctor"]);
    assert!(doctor.contains("No mail can be sent") && doctor.contains(why), "{doctor}");
    assert_eq!(app.count("suppressions", "1 = 1").await, 0);
    assert_eq!(app.count("deliveries", "state <> 0").await, 0);
}
