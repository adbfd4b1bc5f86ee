//! The instruments that need other programs, tried on what those are for.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use diesel::{Connection as _, PgConnection, RunQueryDsl as _};
use fantoccini::Locator;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{Transport, send};
use crate::support::browser::{Browser, Driver, Window};
use crate::support::relay::Relay;
use crate::support::tools;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Paper</title>\
    <meta name=viewport content='width=device-width'>\
    <link rel=icon href='data:,'></head>\
    <body><main><h1>Paper</h1><p id=at>no script</p><script src=/at.js></script>\
    <noscript><p id=off>off</p></noscript></main></body></html>";

/// Serves `page` under the policy that our own pages have.
async fn serve(page: impl Into<String>) -> String {
    let page = page.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Each on its own, because a browser also opens connections that it may never use.
            tokio::spawn(answer(stream, page.clone()));
        }
    });
    url
}

async fn answer(mut stream: TcpStream, page: String) {
    let mut request = [0; 4096];
    let length = stream.read(&mut request).await.unwrap_or(0);
    let (kind, text) = if request[..length].starts_with(b"GET /at.js") {
        ("text/javascript", "document.getElementById('at').textContent = 'script'")
    } else {
        ("text/html", page.as_str())
    };
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Content-Security-Policy: default-src 'self'; script-src 'self'; img-src data:\r\n\r\n{text}",
        text.len()
    );
    // A browser may leave early; the scene would fail for want of its page.
    let _ = stream.write_all(answer.as_bytes()).await;
}

#[tokio::test]
async fn the_browser_runs_script_and_axe_under_a_strict_policy() {
    let url = serve(PAGE).await;
    let browser = Browser::open(Window::phone().in_dark()).await;
    let client = browser.client();
    client.goto(&url).await.expect("the page");
    let text =
        client.find(Locator::Id("at")).await.expect("a paragraph").text().await.expect("its text");
    assert_eq!(text, "script");
    let look = "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]";
    let look = client.execute(look, Vec::new()).await.expect("the look");
    assert_eq!(look, serde_json::json!([390, true]));
    assert_eq!(browser.axe().await, Vec::<String>::new());
    let picture = browser.screenshot("instruments-phone").await;
    assert!(fs::read(picture).expect("a picture").starts_with(b"\x89PNG"));
    browser.close().await;
}

#[tokio::test]
async fn the_browser_keeps_script_off_and_colours_light() {
    let url = serve(format!("{PAGE}{}", "<p>And so on.".repeat(200))).await;
    let browser = Browser::open(Window::desktop().without_script()).await;
    let client = browser.client();
    client.goto(&url).await.expect("the page");
    let text =
        client.find(Locator::Id("at")).await.expect("a paragraph").text().await.expect("its text");
    assert_eq!(text, "no script");
    client.find(Locator::Id("off")).await.expect("what noscript shows");
    let picture = browser.screenshot("instruments-desktop").await;
    assert!(picture.ends_with("tests/screenshots/instruments-desktop.png"));
    let picture = fs::read(picture).expect("a picture");
    let number =
        |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().expect("four bytes"));
    // Width and height, as a PNG begins with them after its first 16 bytes.
    assert_eq!(number(16), 1280);
    assert!(number(20) > 4000, "the picture shows only {} pixels of the page", number(20));
}

#[tokio::test]
async fn axe_names_what_is_wrong() {
    let url = serve("<!doctype html><title>t</title><img src='data:,'>").await;
    let browser = Browser::open(Window::desktop()).await;
    browser.client().goto(&url).await.expect("the page");
    let found = browser.axe().await;
    assert!(found.iter().any(|text| text.starts_with("image-alt (critical)")), "{found:?}");
    assert!(found.iter().any(|text| text.starts_with("html-has-lang")), "{found:?}");
    browser.close().await;
}

#[tokio::test]
async fn the_relay_takes_a_mail() {
    let mut relay = Relay::start().await;
    let transport = Transport::from_url(&relay.url()).expect("a URL").build();
    send(&transport, "ann@paper.test", "First.").await.expect("a mail is taken");
    send(&transport, "bob@paper.test", "Second.").await.expect("a mail is taken");
    let mails = relay.wait_for(2).await;
    assert_eq!(mails[0].from, "desk@paper.test");
    assert_eq!(mails[1].to, ["bob@paper.test"]);
    let raw = String::from_utf8(mails[1].raw()).expect("text");
    assert!(raw.contains("\r\n\r\nSecond."), "{raw}");
}

#[test]
fn the_postgres_server_lets_a_test_make_its_database() {
    let mut conn = PgConnection::establish(&tools::postgres()).expect("the server answers");
    diesel::sql_query("CREATE DATABASE instruments_probe")
        .execute(&mut conn)
        .expect("a database is made");
    diesel::sql_query("DROP DATABASE instruments_probe").execute(&mut conn).expect("and removed");
}

#[test]
fn schemathesis_runs() {
    let version = std::process::Command::new(tools::installed("venv/bin/st"))
        .arg("--version")
        .output()
        .expect("schemathesis starts");
    assert!(version.status.success(), "{}", String::from_utf8_lossy(&version.stderr));
}

#[tokio::test]
async fn a_chromedriver_whose_port_is_taken_is_started_again() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let program = folder.path().join("driver");
    let unlucky_once = "#!/bin/sh\n\
        if mkdir \"$TMPDIR/tried\"; then echo 'bind() failed: Address already in use' >&2; exit 1; fi\n\
        echo 'ChromeDriver was started successfully on port 4444.'; exec cat\n";
    fs::write(&program, unlucky_once).expect("a script can be written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it is ours");
    let driver = Driver::start(&program, folder.path()).await;
    assert_eq!(driver.url, "http://127.0.0.1:4444");
}
