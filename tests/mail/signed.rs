//! Signatures, read by a verifier that somebody else wrote.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rejoinder::mail::dkim::Signer;

use crate::support::app::TestApp;
use crate::support::tools;

fn verifier() -> Command {
    let mut command = Command::new(tools::installed("venv/bin/python"));
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/dkim_tool.py"));
    command
}

#[tokio::test]
async fn another_program_verifies_the_signature_and_notices_a_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("key.pem");
    assert!(verifier().arg("key").arg(&key).status().expect("it runs").success());
    let file = key.clone();
    let app = TestApp::with(move |config| {
        config.mail.dkim_key_file = Some(file);
        config.mail.from = "The Quay <news@news.test>".parse().expect("a mailbox");
    })
    .await;
    app.moderator().await;
    let article = app.article().title("Über den Hafen").create().await;
    app.reader().named("Zoë 🦀").post(&article, "Grüße\n.\n\n  two  spaces \n\n").await;
    app.run_jobs().await;
    let raw = app.core.mailer.sent().pop().expect("a mail").raw;
    let signer = Signer::open(&app.core.config.mail).expect("opened").expect("a signer");
    let verify = |raw: &[u8]| {
        let mut running = verifier()
            .args(["verify", &signer.record()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        running.stdin.take().expect("a pipe").write_all(raw).expect("read");
        let output = running.wait_with_output().expect("it ends");
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    };
    assert_eq!(verify(&raw), "verified");
    let text = String::from_utf8(raw).expect("ASCII");
    assert!(text.contains("list-unsubscribe:list-unsubscribe-post"), "{text}");
    for (from, to) in [("One-Click", "Two-Clicks"), ("The Quay", "The Key")] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        assert_eq!(verify(changed.as_bytes()), "refused", "{from}");
    }
}
