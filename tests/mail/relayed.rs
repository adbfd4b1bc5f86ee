//! Through a mail server that somebody else wrote.

use std::time::Duration;

use rejoinder::config::Transport;

use crate::support::app::TestApp;
use crate::support::mails::Letter;
use crate::support::relay::Relay;

#[tokio::test]
async fn a_real_mail_server_accepts_the_mails() {
    let mut relay = Relay::start().await;
    let url = relay.url();
    let app = TestApp::with(move |config| {
        config.mail.transport = Transport::Smtp;
        config.mail.smtp_url = Some(url.into());
        config.mail.smtp_allow_plaintext = true;
        // The mail about the approval would wait until it can no longer be taken back.
        config.moderation.undo_window = Duration::ZERO;
        config.mail.return_path = Some("bounces@news.test".parse().expect("an address"));
    })
    .await;
    let moderator = app.moderator().await;
    let article = app.article().title("Über den Hafen").create().await;
    let words = format!("Grüße\n.\n.. dots\n\n{}", "A long line of words. ".repeat(200));
    let id = app.reader().named("Zoë 🦀").post(&article, &words).await.id;
    app.run_jobs().await;
    moderator.approve(id).await;
    app.run_jobs().await;

    let mails = relay.wait_for(2).await;
    assert_eq!(mails[0].to, std::slice::from_ref(&moderator.email));
    // The sender of the envelope names the mail, so that a report about it can be read.
    assert!(mails.iter().all(|mail| mail.from.starts_with("bounces+")), "{}", mails[0].from);
    assert_ne!(mails[0].from, mails[1].from);
    let held = Letter::read(&mails[0].raw());
    assert_eq!(held.subject, "Held: Zoë 🦀 on “Über den Hafen”");
    assert!(
        held.text.contains("> Grüße") && held.text.contains("\n> .\n> .. dots\n"),
        "{}",
        held.text
    );
    assert!(
        mails[0].raw().is_ascii()
            && mails[0].raw().split(|byte| *byte == b'\n').all(|line| line.len() <= 998)
    );
    let published = Letter::read(&mails[1].raw());
    assert_eq!(published.subject, "New comment: Zoë 🦀 on “Über den Hafen”");
    assert_ne!(held.message_id, published.message_id);
}
