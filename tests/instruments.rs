//! The instruments of the other tests are tested themselves: a scanner that finds nothing and a
//! mail sink that loses mails would let every test pass.

use std::fs;
use std::io::ErrorKind;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::{Error, client::Tls};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use md5::Digest as _;
use tokio::net::TcpStream;

use crate::support::app::TestApp;
use crate::support::canary::{Canary, scan_folder};
use crate::support::ledger::{Entries, Ledger};
use crate::support::sink::{Fault, Phase, Sink};

#[cfg(feature = "system-tests")]
mod system;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

fn transport(sink: &Sink) -> Transport {
    Transport::builder_dangerous("127.0.0.1")
        .port(sink.port())
        .timeout(Some(Duration::from_secs(30)))
        .build()
}

async fn send(transport: &Transport, to: &str, text: &str) -> Result<(), Error> {
    let message = Message::builder()
        .from("desk@paper.test".parse().expect("an address"))
        .to(to.parse().expect("an address"))
        .subject("A comment waits")
        .body(text.to_owned())
        .expect("a message");
    transport.send(message).await.map(drop)
}

fn code(result: Result<(), Error>) -> Option<u16> {
    result.expect_err("the sink refuses").status().map(u16::from)
}

#[tokio::test]
async fn the_sink_keeps_envelope_text_and_order() {
    let sink = Sink::start().await;
    let transport = transport(&sink);
    send(&transport, "ann@paper.test", "First.\n.\n..dots\n").await.expect("a mail is taken");
    send(&transport, "bob@paper.test", "Second.").await.expect("a mail is taken");

    let mails = sink.wait_for(2).await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].from, "desk@paper.test");
    assert_eq!(mails[0].to, ["ann@paper.test"]);
    assert!(mails[0].text().contains("First.\r\n.\r\n..dots\r\n"), "{}", mails[0].text());
    assert_eq!(mails[1].to, ["bob@paper.test"]);
    assert!(mails[0].at <= mails[1].at);
    assert_eq!(mails[0].user, None);
    assert!(sink.url().ends_with(&format!("127.0.0.1:{}", sink.port())));
}

#[tokio::test]
async fn the_sink_refuses_at_each_phase() {
    let sink = Sink::start().await;
    for (phase, refusal) in [
        (Phase::Connect, 554),
        (Phase::Ehlo, 421),
        (Phase::Mail, 451),
        (Phase::Rcpt, 550),
        (Phase::Data, 554),
        (Phase::EndOfData, 451),
    ] {
        sink.script([Fault::refuse(phase, refusal, "not now").times(1)]);
        let result = send(&transport(&sink), "ann@paper.test", "Hello.").await;
        assert_eq!(code(result), Some(refusal), "{phase:?}");
    }
    assert!(sink.mails().await.is_empty());
    send(&transport(&sink), "ann@paper.test", "Hello.").await.expect("each fault happened once");
    sink.wait_for(1).await;
    sink.wait_for_faults(6).await;
}

#[tokio::test]
async fn the_sink_takes_a_login_and_refuses_one() {
    let sink = Sink::start().await;
    let transport = Transport::builder_dangerous("127.0.0.1")
        .port(sink.port())
        .credentials(Credentials::new("desk".to_owned(), "secret".to_owned()))
        .build();
    sink.script([Fault::refuse(Phase::Auth, 535, "wrong password").times(1)]);
    assert_eq!(code(send(&transport, "ann@paper.test", "Hello.").await), Some(535));
    send(&transport, "ann@paper.test", "Hello.").await.expect("a mail is taken");
    assert_eq!(sink.mails().await[0].user.as_deref(), Some("desk"));
}

#[tokio::test]
async fn the_sink_refuses_one_recipient_only() {
    let sink = Sink::start().await;
    sink.script([Fault::refuse(Phase::Rcpt, 550, "no such user").only_to("gone@paper.test")]);
    let transport = transport(&sink);
    assert_eq!(code(send(&transport, "gone@paper.test", "Hello.").await), Some(550));
    send(&transport, "ann@paper.test", "Hello.").await.expect("the other is taken");
    assert_eq!(code(send(&transport, "gone@paper.test", "Hello.").await), Some(550));
}

#[tokio::test]
async fn the_sink_hangs_up_before_and_after_storing() {
    let sink = Sink::start().await;
    let transport = transport(&sink);
    sink.script([Fault::hang_up(Phase::EndOfData)]);
    assert_eq!(code(send(&transport, "ann@paper.test", "Lost.").await), None);
    sink.script([Fault::store_and_hang_up().times(1)]);
    assert_eq!(code(send(&transport, "ann@paper.test", "Twice.").await), None);
    send(&transport, "ann@paper.test", "Twice.").await.expect("the second try is taken");

    let mails = sink.mails().await;
    assert_eq!(mails.len(), 2);
    assert!(mails.iter().all(|mail| mail.text().contains("Twice.")));
}

#[tokio::test]
async fn the_sink_stalls_until_the_client_gives_up() {
    let sink = Sink::start().await;
    sink.script([Fault::stall(Phase::Data)]);
    let sender = transport(&sink);
    let stalled = tokio::spawn(async move { send(&sender, "ann@paper.test", "Slow.").await });
    sink.wait_for_faults(1).await;
    assert!(!stalled.is_finished());
    stalled.abort();
    sink.script([]);
    send(&transport(&sink), "ann@paper.test", "Quick.").await.expect("the script is gone");
}

#[tokio::test]
async fn the_sink_offers_starttls_only_to_refuse_it() {
    let sink = Sink::start().await;
    let parameters = lettre::transport::smtp::client::TlsParameters::new("127.0.0.1".to_owned())
        .expect("parameters");
    let transport = Transport::builder_dangerous("127.0.0.1")
        .port(sink.port())
        .tls(Tls::Required(parameters))
        .build();
    assert_eq!(code(send(&transport, "ann@paper.test", "Hello.").await), None);
    sink.script([Fault::refuse(Phase::StartTls, 454, "no TLS now")]);
    assert_eq!(code(send(&transport, "ann@paper.test", "Hello.").await), Some(454));
    assert!(sink.mails().await.is_empty());
}

#[tokio::test]
async fn the_sink_goes_down_and_comes_back() {
    let mut sink = Sink::start().await;
    let transport = transport(&sink);
    send(&transport, "ann@paper.test", "Before.").await.expect("a mail is taken");
    sink.stop().await;
    assert_eq!(code(send(&transport, "ann@paper.test", "Meanwhile.").await), None);
    sink.restart_on_same_port().await;
    send(&transport, "ann@paper.test", "After.").await.expect("a mail is taken");
    assert_eq!(sink.wait_for(2).await.len(), 2);
    assert_eq!(sink.connections(), 2);
}

/// A process that another scene starts holds a copy of the listening socket until it runs its program.
#[tokio::test]
async fn the_sink_keeps_its_port_while_other_processes_start() {
    let is_over = Arc::new(AtomicBool::new(false));
    let starters = [(); 4].map(|()| {
        let is_over = Arc::clone(&is_over);
        std::thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                Command::new("true").status().expect("it runs");
            }
        })
    });
    let mut sink = Sink::start().await;
    for _ in 0..300 {
        sink.stop().await;
        let refused = TcpStream::connect(("127.0.0.1", sink.port())).await;
        assert_eq!(refused.expect_err("it is down").kind(), ErrorKind::ConnectionRefused);
        sink.restart_on_same_port().await;
    }
    send(&transport(&sink), "ann@paper.test", "After.").await.expect("a mail is taken");
    is_over.store(true, Ordering::Relaxed);
    for starter in starters {
        starter.join().expect("it ends");
    }
}

#[test]
fn the_canary_is_found_in_every_form() {
    let canary = Canary::new("every form");
    let address = canary.address().to_owned();
    let local_part = canary.local_part().to_owned();
    let each = |form: &dyn Fn(u8) -> String| address.bytes().map(form).collect::<String>();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let in_lines = |text: &str| {
        let lines: Vec<_> = text.as_bytes().chunks(20).map(String::from_utf8_lossy).collect();
        lines.join("\r\n")
    };
    let encoded = STANDARD.encode(&address);
    let planted = [
        ("address, as it is", address.clone()),
        ("address, as it is", address.to_uppercase()),
        ("local part, as it is", local_part.to_uppercase()),
        ("address, percent", address.replace('@', "%40")),
        ("address, percent", each(&|byte| format!("%{byte:02X}"))),
        ("address, percent, percent", address.replace('@', "%2540")),
        (
            "address, HTML",
            address.replace('@', "&#64;").replace('-', "&#x2D;").replace('.', "&period;"),
        ),
        ("address, HTML", address.replace('@', "&commat;")),
        ("address, HTML, HTML", address.replace('@', "&amp;#64;")),
        ("address, JSON", address.replace('@', "\\u0040")),
        ("address, JSON", each(&|byte| format!("\\x{byte:02x}"))),
        ("address, JSON, percent", each(&|byte| format!("\\u0025{byte:02x}"))),
        ("address, quoted-printable", each(&|byte| format!("={byte:02X}"))),
        ("address, quoted-printable", format!("{}=\r\n{}", &address[..15], &address[15..])),
        ("address, over several lines", in_lines(&address)),
        ("address, hex", each(&|byte| format!("{byte:02x}"))),
        ("address, hex", format!("\\x0{}", each(&|byte| format!("{byte:02X}")))),
        ("address, base64", encoded.clone()),
        ("address, base64", STANDARD.encode(format!("a{address} and more"))),
        ("address, base64", STANDARD.encode(format!("ab{address} and more"))),
        ("address, base64", STANDARD.encode(format!("abc{}", address.to_uppercase()))),
        ("address, base64", URL_SAFE_NO_PAD.encode(format!("{{\"e\":\"ÿþ>?{address}\"}}"))),
        ("local part, base64", STANDARD.encode(&local_part)),
        ("address, over several lines, base64", in_lines(&encoded)),
        ("address, percent, base64", encoded.replace('=', "%3D").replace('Y', "%59")),
        ("md5 in hex, as it is", hex(&md5::Md5::digest(&address))),
        ("sha1 in hex, as it is", hex(&sha1::Sha1::digest(&address)).to_uppercase()),
        ("sha256 in hex, as it is", hex(&sha2::Sha256::digest(&address))),
        ("md5, base64", STANDARD.encode(md5::Md5::digest(&address))),
        ("sha1, base64", STANDARD.encode(sha1::Sha1::digest(&address))),
        ("sha256, base64", URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(&address))),
    ];
    for (form, text) in planted {
        let page = format!("<p>Gravatar: 50% of /path+{text}\" & so on</p>");
        let found = canary.find_in(page.as_bytes());
        assert!(found.iter().any(|found| found == form), "{form} not found in {text}: {found:?}");
    }
    let digest = sha2::Sha256::digest(&address);
    assert_eq!(canary.find_in(&digest), ["sha256, as it is"]);
}

#[test]
fn the_canary_is_not_found_in_other_text() {
    let canary = Canary::new("mine");
    let other = Canary::new("another");
    assert_ne!(canary.address(), other.address());
    assert_eq!(canary.address(), Canary::new("mine").address());
    let text = format!("{} c…@l… {}", other.address(), STANDARD.encode(other.address()));
    assert!(canary.find_in(text.as_bytes()).is_empty());
    assert!(canary.find_in(b"").is_empty());
}

#[test]
fn the_scan_of_a_folder_reads_every_file_and_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let (inside, named) = (Canary::new("inside"), Canary::new("named"));
    let deep = folder.path().join("mail/new");
    fs::create_dir_all(&deep).expect("a folder");
    fs::write(deep.join("rejoinder.db-wal"), format!("\0\x07{}\0", inside.address()))
        .expect("a file");
    fs::write(folder.path().join(format!("{}.eml", named.address())), "nothing").expect("a file");

    let found = scan_folder(folder.path(), &[inside.clone(), named, Canary::new("absent")]);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found.iter().any(|line| line.ends_with("rejoinder.db-wal: address, as it is")),
        "{found:?}"
    );
    assert!(found.iter().any(|line| line.starts_with("name of ")), "{found:?}");
}

#[test]
#[should_panic(expected = "no file below")]
fn the_scan_of_an_empty_folder_proves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    scan_folder(folder.path(), &[]);
}

#[test]
fn the_ledger_distinguishes_lost_duplicated_and_unknown_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger");
    let ledger = Ledger::open(&path);
    for id in ["kept", "lost", "doubled", "cut-off", "unheard"] {
        ledger.attempt(id);
    }
    for id in ["kept", "lost", "doubled"] {
        ledger.ack(id);
    }
    drop(ledger);

    let entries = Ledger::open(&path).entries();
    assert_eq!(entries.tried.len(), 5);
    assert_eq!(
        entries.faults(["kept", "doubled", "doubled", "unheard", "unheard", "stranger"]),
        ["lost: lost", "2 times: doubled", "2 times: unheard", "never tried: stranger"]
    );
    entries.check(["kept", "lost", "doubled", "unheard"]);
}

#[test]
#[should_panic(expected = "lost: b")]
fn the_ledger_fails_the_test_for_a_lost_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = Ledger::open(folder.path().join("ledger"));
    ledger.attempt("b");
    ledger.ack("b");
    ledger.entries().check(Vec::<String>::new());
}

#[test]
fn the_ledger_leaves_out_a_line_that_was_cut_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger");
    fs::write(&path, "try a\ntry b\nack a\nack").expect("a file");
    let entries = Entries::read(&path);
    assert_eq!(Vec::from_iter(&entries.tried), ["a", "b"]);
    assert_eq!(Vec::from_iter(&entries.acked), ["a"]);
}

#[tokio::test]
#[should_panic(expected = "jobs are left over")]
async fn the_app_refuses_to_end_with_jobs_left_over() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    app.reader().post(&article, "Nobody sends my mail.").await;
}
