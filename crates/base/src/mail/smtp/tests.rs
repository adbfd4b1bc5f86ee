//! A relay of a few lines says no at each phase in turn, and the outcome must tell which it was.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::config::Config;

/// What the relay says in place of its usual answer to a command. An empty answer hangs up.
#[derive(Clone, Copy)]
struct Script {
    command: &'static str,
    answer: &'static str,
}

struct Sink {
    port: u16,
    connections: Arc<AtomicUsize>,
}

async fn relay(script: Script) -> Sink {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(serve(stream, script));
        }
    });
    Sink { port, connections }
}

async fn serve(stream: TcpStream, script: Script) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink\r\n").await?;
    let mut in_message = false;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = match (in_message, line.trim_end()) {
            (true, ".") => "dot",
            (true, _) => continue,
            (false, command) => command,
        };
        let usual = match command.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-sink\r\n250 AUTH PLAIN",
            "AUTH" => "235 welcome",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        let answer = if command.starts_with(script.command) { script.answer } else { usual };
        if answer.is_empty() {
            return Ok(());
        }
        in_message = command == "DATA" && answer == usual;
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

fn to(port: u16, more: &str) -> Smtp {
    let text = format!(
        "[mail]\ntransport = \"smtp\"\nsmtp_allow_plaintext = true\nsmtp_connections = 1\nsmtp_url = \"smtp://u:p%40ss@127.0.0.1:{port}\"\n{more}"
    );
    let settings = Config::from_toml(&text).expect("a good configuration").startup.mail;
    let url =
        secrecy::ExposeSecret::expose_secret(settings.smtp_url.as_ref().expect("set")).to_owned();
    Smtp::open(&url, &settings).expect("prepared")
}

async fn send(smtp: &Smtp) -> Outcome {
    let address = |text: &str| text.parse().expect("an address");
    smtp.send(
        &address("news@example.org"),
        &address("ann@example.com"),
        b"Subject: x\r\n\r\n.dot\r\nbody\r\n",
        Box::pin(async { Ok(()) }),
    )
    .await
}

#[tokio::test]
async fn each_phase_has_its_own_meaning() {
    for (command, answer, expected) in [
        ("EHLO", "554 go away", "RelayFault(Failure(\"while connecting the relay answered 554\"))"),
        (
            "AUTH",
            "535 5.7.8 wrong",
            "RelayFault(Failure(\"at AUTH the relay answered 535 5.7.8\"))",
        ),
        ("MAIL", "550 not you", "RelayFault(Failure(\"at MAIL the relay answered 550\"))"),
        ("MAIL", "451 busy", "RelayFault(Failure(\"at MAIL the relay answered 451\"))"),
        ("MAIL", "", "RelayFault(Failure(\"at MAIL: the relay closed the connection\"))"),
        (
            "RCPT",
            "550 5.1.1 <ann@example.com> unknown",
            "RecipientRefused(Failure(\"at RCPT the relay answered 550 5.1.1\"))",
        ),
        (
            "RCPT",
            "550 no such user",
            "RecipientRefused(Failure(\"at RCPT the relay answered 550\"))",
        ),
        (
            "RCPT",
            "450 4.2.0 greylisted",
            "TryLater(Failure(\"at RCPT the relay answered 450 4.2.0\"))",
        ),
        ("RCPT", "552 5.2.2 full", "TryLater(Failure(\"at RCPT the relay answered 552 5.2.2\"))"),
        (
            "RCPT",
            "554 5.7.1 relay access denied",
            "PolicyRefused(Failure(\"at RCPT the relay answered 554 5.7.1\"))",
        ),
        (
            "dot",
            "554 5.7.1 blocked",
            "PolicyRefused(Failure(\"after the message the relay answered 554 5.7.1\"))",
        ),
        ("RCPT", "530 log in first", "RelayFault(Failure(\"at RCPT the relay answered 530\"))"),
        ("RCPT", "nonsense", "TryLater(Failure(\"at RCPT: the relay's reply is invalid\"))"),
        ("DATA", "451 later", "TryLater(Failure(\"at DATA the relay answered 451\"))"),
        (
            "dot",
            "554 5.6.0 spam",
            "Refused(Failure(\"after the message the relay answered 554 5.6.0\"))",
        ),
        ("dot", "", "TryLater(Failure(\"after the message: the relay closed the connection\"))"),
        ("nothing", "", "Sent"),
    ] {
        let sink = relay(Script { command, answer }).await;
        let outcome = send(&to(sink.port, "")).await;
        assert_eq!(format!("{outcome:?}"), expected, "{command} {answer}");
    }
}

#[tokio::test]
async fn no_relay_and_no_starttls_are_the_relays_fault() {
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port")
        .local_addr()
        .expect("bound")
        .port();
    assert!(matches!(send(&to(port, "")).await, Outcome::RelayFault(_)));

    let sink = relay(Script { command: "MAIL", answer: "250 fine" }).await;
    let settings =
        Config::from_toml(&format!("[mail]\nsmtp_url = \"smtp://localhost:{}\"", sink.port))
            .expect("good")
            .startup
            .mail;
    let smtp = Smtp::open(&format!("smtp://127.0.0.1:{}", sink.port), &settings).expect("prepared");
    let outcome = format!("{:?}", send(&smtp).await);
    assert_eq!(outcome, "RelayFault(Failure(\"at TLS: the relay offers no STARTTLS\"))");
}

#[tokio::test]
async fn one_connection_carries_many_mails_also_after_a_refusal() {
    let sink = relay(Script { command: "nothing", answer: "" }).await;
    let smtp = to(sink.port, "");
    for _ in 0..3 {
        assert!(matches!(send(&smtp).await, Outcome::Sent));
    }
    assert_eq!(sink.connections.load(Ordering::SeqCst), 1);

    let sink = relay(Script { command: "RCPT", answer: "550 no such user" }).await;
    let smtp = to(sink.port, "");
    for _ in 0..3 {
        assert!(matches!(send(&smtp).await, Outcome::RecipientRefused(_)));
    }
    assert_eq!(sink.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_connection_that_went_stale_is_replaced_without_a_fault() {
    let sink = relay(Script { command: "RSET", answer: "" }).await;
    let smtp = to(sink.port, "");
    assert!(matches!(send(&smtp).await, Outcome::Sent));
    // The relay hangs up behind the pool's back.
    let mut conn = smtp.take_idle().expect("kept");
    assert!(!conversation::reset(&mut conn).await);
    smtp.keep_idle(conn);
    assert!(matches!(send(&smtp).await, Outcome::Sent));
    assert_eq!(sink.connections.load(Ordering::SeqCst), 2);
}

#[test]
fn mail_in_clear_leaves_this_machine_by_no_way() {
    let mut settings = Config::from_toml("").expect("the defaults").startup.mail;
    settings.smtp_allow_plaintext = true;
    assert!(Smtp::open("smtp://mail.example.org", &settings).is_err());
    assert!(Smtp::open("http://127.0.0.1", &settings).is_err());
}

#[test]
fn credentials_are_decoded() {
    assert_eq!(percent_decoded("p%40ss%C3%9f%zz%").expect("UTF-8"), "p@ssß%zz%");
    assert!(percent_decoded("%ff").is_err());
}
