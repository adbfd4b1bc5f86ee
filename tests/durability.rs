//! Acknowledged comments survive when the process is killed, stopped, started twice, or given the
//! wrong keys. Also what an operator sees: the first start, the set-up link, and wrong settings.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::{Method, StatusCode, redirect};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::support::answer::Answer;
use crate::support::ledger::Ledger;
use crate::support::process::{Installation, Process, until};
use crate::support::sink::{Fault, Phase, Sink};
use crate::support::snapshots;

const ROUNDS: u32 = 20;
const CLIENTS: u32 = 8;

#[tokio::test]
async fn twenty_rounds_of_kill_9_under_load_lose_and_duplicate_nothing() {
    let place = Installation::new()
        // Each held comment is a mail of its own, so that mails can be counted.
        .with("moderation.join_minutes", "0")
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0")
        .with("mail.transport", "file");
    let token = place.admin_token("admin,moderate,publish,read");
    let mut server = place.serve();
    let article = publish(&server, &token).await;
    let ledger = Ledger::open(place.folder.path().join("ledger"));
    for round in 0..ROUNDS {
        // Always under load, and each time at another moment of it.
        let acks = 20 + 7 * (round % 5);
        under_load(&mut server, article, round, acks, &ledger).await;
        if round == ROUNDS - 1 {
            place.database.expire_leases().await;
        }
        server = place.serve();
    }

    let entries = ledger.entries();
    assert!(entries.acked.len() >= 20 * 20, "{} acknowledged", entries.acked.len());
    let stored = stored(&server, &token).await;
    entries.check(&stored);
    assert!(place.database.is_sound());
    // Each comment has message its author once: a mail's file has the same name however often it was
    // tried. The author of the sample comment's article is nobody.
    assert_eq!(mails_settle(&place).await, stored.len());
}

/// Posts from all sides until `acks` were acknowledged, and kills the server in the middle of it.
async fn under_load(server: &mut Process, article: i64, round: u32, acks: u32, ledger: &Ledger) {
    let (acked, enough) = (AtomicU32::new(0), Notify::new());
    let url = format!("http://{}/api/v1/articles/{article}/comments", server.address);
    let post = async |client: u32| {
        let http = crate::support::http::client().no_proxy().build().expect("a client");
        for number in 0.. {
            let id = format!("r{round}-c{client}-n{number}");
            let body = json!({ "text": format!("ledger {id}"), "name": "Ann", "email": format!("{id}@mail.test") });
            ledger.attempt(&id);
            let Ok(answer) = http.post(&url).json(&body).send().await else { return };
            assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap_or_default());
            ledger.ack(&id);
            if acked.fetch_add(1, Ordering::SeqCst) + 1 == acks {
                enough.notify_one();
            }
        }
    };
    let killed = async {
        enough.notified().await;
        server.kill();
    };
    tokio::join!(futures_util::future::join_all((0..CLIENTS).map(post)), killed);
}

/// The ledger's id in each comment that moderators can read.
pub async fn stored(server: &Process, token: &str) -> Vec<String> {
    let (mut ids, mut next) = (Vec::new(), Some("/api/v1/comments?limit=100".to_owned()));
    while let Some(path) = next {
        let request = server.request(Method::GET, path.trim_start_matches("http://127.0.0.1:0"));
        let part = Answer::to(request.bearer_auth(token)).await.expect(200);
        let items = part.json()["items"].as_array().expect("items").clone();
        let texts = items.iter().map(|item| item["text"].as_str().expect("a text"));
        ids.extend(texts.filter_map(|text| text.strip_prefix("ledger ")).map(str::to_owned));
        next = part.next_part();
    }
    ids
}

/// Waits until every job is done, and counts the files of mails.
async fn mails_settle(place: &Installation) -> usize {
    until("all jobs are done", async || place.database.count("jobs WHERE state = 0") == 0).await;
    mails(place)
}

fn mails(place: &Installation) -> usize {
    let Ok(files) = fs::read_dir(place.data().join("mail")) else { return 0 };
    files.flatten().filter(|file| file.path().extension().is_some_and(|kind| kind == "eml")).count()
}

const GO_ON: &[u8; 25] = b"HTTP/1.1 100 Continue\r\n\r\n";

#[tokio::test]
async fn sigterm_finishes_what_was_accepted_and_ends_with_0() {
    let place = Installation::new().with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let mut server = place.serve();
    let article = publish(&server, &token).await;
    let body =
        json!({ "text": "ledger half-way", "name": "Ann", "email": "ann@mail.test" }).to_string();
    let mut stream = TcpStream::connect(server.address).await.expect("a connection");
    let head = format!(
        "POST /api/v1/articles/{article}/comments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    let (first, rest) = body.split_at(10);
    stream.write_all(format!("{head}{first}").as_bytes()).await.expect("sent");
    // By this it says that it has read the head, and thereby accepted the request.
    let mut message = [0; GO_ON.len()];
    stream.read_exact(&mut message).await.expect("an answer to the head");
    assert_eq!(message, *GO_ON);
    let started = Instant::now();
    server.terminate();
    until_refused(&server).await;
    stream.write_all(rest.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    let status = server.ended().await;
    assert_eq!(status.code(), Some(0), "{}", place.log());
    assert!(started.elapsed() < Duration::from_secs(30));
    let server = place.serve();
    assert_eq!(stored(&server, &token).await, ["half-way"]);
}

/// Waits until no new connection is taken.
async fn until_refused(server: &Process) {
    until("no connection is taken", async || TcpStream::connect(server.address).await.is_err())
        .await;
}

#[tokio::test]
async fn a_restart_keeps_everything_and_the_old_links() {
    let place = Installation::new().with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let mut server = place.serve();
    let article = publish(&server, &token).await;
    let path = format!("/api/v1/articles/{article}/comments");
    let body = json!({ "text": "ledger kept", "name": "Ann", "email": "ann@mail.test" });
    let posted = Answer::to(server.request(Method::POST, &path).json(&body)).await;
    let status_url = posted.expect(202).json()["status_url"].as_str().expect("a url").to_owned();
    let status_path = &status_url[status_url.find("/status/").expect("a path")..];
    server.terminate();
    assert!(server.ended().await.success());

    let server = place.serve();
    server.get(status_path).await.expect(200).assert_shows("held for review");
    assert_eq!(stored(&server, &token).await, ["kept"]);
    // The same reader is the same reader still.
    assert_eq!(Answer::to(server.request(Method::POST, &path).json(&body)).await.status, 409);
}

#[tokio::test]
async fn with_other_keys_the_server_does_not_start_and_names_the_remedy() {
    let place = Installation::new();
    let mut server = place.serve();
    server.terminate();
    server.ended().await;
    let (keys, mine) = (place.data().join("keys"), place.data().join("mine"));
    fs::rename(&keys, &mine).expect("moved");
    let refused = || {
        let output = place.run(&["serve", "--listen", "127.0.0.1:0"]);
        assert!(!output.status.success());
        String::from_utf8(output.stderr).expect("text")
    };
    // Without its keys it makes none: they would look like the right ones.
    assert!(refused().contains("restore the right file"), "{}", refused());
    assert!(!keys.exists());
    // With those of another installation.
    let other = Installation::new();
    other.serve().kill();
    fs::copy(other.data().join("keys"), &keys).expect("copied");
    assert!(refused().contains("restore the right file"), "{}", refused());
    // With none at all in the file, and with keys that others may read.
    fs::write(&keys, "").expect("written");
    assert!(refused().contains("backup"), "{}", refused());
    fs::remove_file(&keys).expect("removed");
    fs::copy(&mine, &keys).expect("copied");
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o644)).expect("opened to others");
    assert!(refused().contains("chmod 600"), "{}", refused());

    fs::remove_file(&keys).expect("removed");
    fs::rename(&mine, &keys).expect("moved back");
    place.serve().get("/ready").await.expect(200);
}

#[tokio::test]
async fn the_first_start_shows_an_article_with_a_comment_and_a_link_that_works_once() {
    let place = Installation::new();
    let mut server = place.serve();
    let front = server.get("/").await.expect(200);
    front.assert_shows("Continue reading");
    let text = front.text();
    let (_, link) = text
        .split_once("<h2")
        .and_then(|(_, rest)| rest.split_once("href=\""))
        .expect("a headline");
    let article = server.get(link.split('"').next().expect("an address")).await.expect(200);
    assert_eq!(article.comments().len(), 1);

    let path = server.setup_path(&place);
    let http = crate::support::http::client()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .cookie_store(true)
        .build()
        .expect("a client");
    let url = format!("http://{}{path}", server.address);
    server.get("/setup/somethingelse").await.expect(404);
    let page = Answer::to(http.get(&url)).await.expect(200);
    snapshots::page("set_up", &page);
    let csrf = page.input("csrf").expect("a token");
    let fields = [
        ("csrf", &*csrf),
        ("name", "Ada"),
        ("email", "ada@desk.test"),
        ("password", "seven grey gulls"),
    ];
    let weak = [("csrf", &*csrf), ("name", ""), ("email", "ada"), ("password", "short")];
    let answer = Answer::to(http.post(&url).form(&weak)).await.expect(422);
    assert_eq!(
        answer.codes().len(),
        6,
        "three faults, each in the summary and beside its field: {:?}",
        answer.codes()
    );
    let done = Answer::to(http.post(&url).form(&fields)).await.expect(303);
    let desk = format!("http://{}{}", server.address, done.location());
    assert!(http.get(&desk).send().await.expect("an answer").status().as_u16() < 400);
    server.get(&path).await.expect(410).assert_shows("This link no longer works");
    for path in ["/setup", "/setup/x"] {
        server.get(path).await.expect(404);
    }
    let again = http.post(&url).form(&fields).send().await.expect("an answer");
    assert!(again.status().is_client_error(), "{}", again.status());
    // Nor from the command line.
    let setup = ["setup", "--email", "bo@desk.test", "--name", "Bo", "--password-stdin"];
    assert!(!place.run_with(&setup, "nine slow barges\n").status.success());
    // A later start prints no link.
    server.terminate();
    server.ended().await;
    let server = place.serve();
    assert!(!server.lines.iter().any(|line| line.contains("/setup/")), "{:?}", server.lines);
}

#[tokio::test]
async fn a_wrong_setting_names_its_key_its_place_and_the_remedy_and_nothing_starts() {
    let place = Installation::new();
    let file = place.folder.path().join("paper.toml");
    fs::write(&file, "[comments]\npolcy = \"publish_all\"\nmin_interval = \"soon\"\n")
        .expect("written");
    let message = refused(&place, &["--config", "paper.toml", "serve"]);
    for words in ["comments.polcy", "paper.toml", "policy", "comments.min_interval"] {
        assert!(message.contains(words), "{words} is not in {message}");
    }
    let message = refused(&place, &["serve", "--set", "comments.policy=sometimes"]);
    assert!(
        message.contains("comments.policy")
            && message.contains("hold_all")
            && message.contains("--set"),
        "{message}"
    );
    let message = refused(&place, &["serve", "--listen", "nowhere"]);
    assert!(message.contains("server.listen"), "{message}");
    let message = refused(&place, &["--config", "absent.toml", "serve"]);
    assert!(message.contains("absent.toml"), "{message}");
    let bad = Installation::new().with("server.listn", "127.0.0.1:1");
    let message = refused(&bad, &["serve"]);
    assert!(
        message.contains("REJOINDER__SERVER__LISTN") || message.contains("server.listn"),
        "{message}"
    );
    let plain = Installation::new()
        .with("mail.transport", "smtp")
        .with("mail.smtp_url", "smtp://user:hunter2@mail.test:25")
        .with("mail.smtp_allow_plaintext", "true");
    let message = refused(&plain, &["serve"]);
    assert!(message.contains("mail.smtp_url") && !message.contains("hunter2"), "{message}");
    for place in [&place, &bad, &plain] {
        assert!(!place.data().exists(), "something has started");
    }
    assert_eq!(place.run(&["sevre"]).status.code(), Some(2));
    assert_eq!(place.run(&["article", "add"]).status.code(), Some(2));
}

/// What a check of the configuration accepts, a start does not refuse, and the other way round.
#[test]
fn a_check_of_the_configuration_and_a_start_agree_about_files_and_folders() {
    let with = |files: &[&str], key: &str, value: &str| {
        let place = Installation::new();
        for file in files {
            let path = place.folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        if key.is_empty() { place } else { place.with(key, value) }
    };
    let mut wrong = Vec::new();
    for (place, key) in [
        (with(&["file"], "data.folder", "file/"), "data.folder"),
        (with(&["file"], "data.key_file", "file/keys"), "data.key_file"),
        (with(&["data/mail"], "", ""), "mail.folder"),
        (with(&["data/media"], "", ""), "media.folder"),
        (with(&["data/backups"], "", ""), "backup.folder"),
        (with(&[], "mail.dkim_key_file", "nothing.pem"), "mail.dkim_key_file"),
        (with(&[], "data.passphrase_file", "nothing"), "data.passphrase_file"),
    ] {
        let checked = place.run(&["config", "check"]);
        let said = String::from_utf8_lossy(&checked.stderr).into_owned();
        if checked.status.code() != Some(2) || !said.contains(&format!("\n  {key} (")) {
            wrong.push(format!("the check does not refuse {key}: {said}"));
        }
        // It opens the site as a start does, and ends.
        let setup = ["setup", "--email", "ada@desk.test", "--name", "Ada", "--password-stdin"];
        if place.run_with(&setup, "seven grey gulls at noon\n").status.success() {
            wrong.push(format!("a start accepts {key}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A start makes a key file for a new site only.
#[test]
fn a_key_file_that_is_not_there_is_a_fault_of_a_site_that_has_one() {
    let place = Installation::new();
    if place.database.is_postgres() {
        // The check opens no connection to a server.
        return;
    }
    let elsewhere = ["config", "check", "--set", "data.key_file=elsewhere"];
    assert_eq!(place.run(&elsewhere).status.code(), Some(0), "a new site");
    place.admin_token("read");
    assert_eq!(place.run(&["config", "check"]).status.code(), Some(0));
    let told = refused(&place, &elsewhere);
    assert!(told.contains("data.key_file") && told.contains("no key file elsewhere"), "{told}");
    let started = place.run(&["token", "list", "--set", "data.key_file=elsewhere"]);
    assert_eq!(started.status.code(), Some(1));
    fs::remove_file(place.data().join("keys")).expect("the keys");
    let told = refused(&place, &["config", "check"]);
    assert!(told.contains("data.folder") && told.contains("restore that file"), "{told}");
}

/// Who runs a command sees why, and where; the log is not all that says it.
#[test]
fn a_command_says_that_the_disk_is_full_and_which() {
    let place = Installation::new();
    place.admin_token("read");
    place.database.fill_disk();
    let output = place.run(&["vault", "rotate", "--later"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = said.lines().last().unwrap_or_default();
    let (cause, place_named) = match place.database.is_postgres() {
        true => ("No space left on device", "postgres:"),
        false => ("database or disk is full", "rejoinder.db"),
    };
    assert!(
        last.contains(cause) && last.contains("make room") && last.contains(place_named),
        "{said}"
    );
    place.database.free_disk();
    assert!(place.run(&["vault", "rotate"]).status.success());
}

fn refused(place: &Installation, arguments: &[&str]) -> String {
    let output = place.run(arguments);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr).expect("text")
}

#[tokio::test]
async fn every_command_explains_itself_with_examples() {
    let place = Installation::new();
    let help = |arguments: &[&str]| {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).expect("text")
    };
    let all = help(&["--help"]);
    for command in
        ["serve", "worker", "setup", "user", "token", "article", "config", "mail", "openapi"]
    {
        assert!(all.contains(command), "{command}");
        let message = help(&[command, "--help"]);
        assert!(message.contains("Usage:"), "{message}");
    }
    for command in [
        &["serve"][..],
        &["worker"],
        &["setup"],
        &["user", "add"],
        &["token", "create"],
        &["article", "add"],
        &["config", "check"],
        &["mail", "test"],
        &["openapi"],
    ] {
        let message = help(&[command, &["--help"]].concat());
        assert!(message.contains("Examples:"), "{command:?}: {message}");
    }
    assert!(!place.data().exists());
}

#[tokio::test]
async fn a_separate_worker_sends_the_servers_mails() {
    let place =
        Installation::new().with("server.run_worker", "false").with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let server = place.serve();
    let article = publish(&server, &token).await;
    let path = format!("/api/v1/articles/{article}/comments");
    let body = json!({ "text": "Held.", "name": "Ann", "email": "ann@mail.test" });
    assert_eq!(
        server.request(Method::POST, &path).json(&body).send().await.expect("an answer").status(),
        202
    );
    assert_eq!(mails(&place), 0);
    let mut worker =
        place.command(&["worker"]).stdin(std::process::Stdio::null()).spawn().expect("a worker");
    until("the worker sends a mail", async || mails(&place) > 0).await;
    let killed =
        std::process::Command::new("kill").args(["-TERM", &worker.id().to_string()]).status();
    assert!(killed.expect("kill runs").success());
    assert_eq!(worker.wait().expect("it ends").code(), Some(0));
    assert_eq!(mails(&place), 1);
}

#[tokio::test]
async fn the_mail_command_says_whether_a_mail_would_leave() {
    let place = Installation::new();
    let output = place.run(&["mail", "test", "--to", "ann@mail.test"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(mails(&place), 1);
    let sink = Sink::start().await;
    let place = Installation::new()
        .with("mail.transport", "smtp")
        .with("mail.smtp_url", &sink.url())
        .with("mail.smtp_allow_plaintext", "true");
    assert!(place.run(&["mail", "test", "--to", "ann@mail.test"]).status.success());
    assert_eq!(sink.mails().await[0].to, ["ann@mail.test"]);
    sink.script([Fault::refuse(Phase::Rcpt, 550, "no such user")]);
    let output = place.run(&["mail", "test", "--to", "gone@mail.test"]);
    assert!(!output.status.success());
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("550"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!place.data().join("keys").exists(), "it touches no keys");
}

#[tokio::test]
async fn two_servers_that_start_at_once_on_an_empty_database_both_serve() {
    let place = Installation::new();
    // SQLite is one file on one machine. On PostgreSQL two machines share the database, and their
    // operator has given them the same keys.
    let other = place.database.is_postgres().then(|| place.sharing_database());
    let (a, b) = (&place, other.as_ref().unwrap_or(&place));
    let (first, second) = std::thread::scope(|scope| {
        let (first, second) = (scope.spawn(|| a.serve()), scope.spawn(|| b.serve()));
        (first.join().expect("served"), second.join().expect("served"))
    });
    first.get("/ready").await.expect(200);
    second.get("/ready").await.expect(200);
}

/// Publishes an article whose author is the admin, and gives its number.
pub async fn publish(server: &Process, token: &str) -> i64 {
    let new = json!({ "title": "The harbour", "body": "Mud.", "status": "published" });
    let request = server.request(Method::POST, "/api/v1/articles").bearer_auth(token).json(&new);
    let made: Value = Answer::to(request).await.expect(201).json();
    made["id"].as_i64().expect("a number")
}

#[test]
fn a_command_for_a_site_creates_none_where_the_folder_is_mistyped() {
    let place = Installation::new();
    for arguments in [
        &["backup", "--to", "backups"][..],
        &["export"],
        &["export", "--full", "--passphrase-file", "passphrase"],
        &["audit", "verify"],
        &["audit", "export"],
        &["user", "list"],
        &["user", "disable", "--email", "ada@desk.test"],
        &["token", "list", "--user", "ada@desk.test"],
        &["vault", "status"],
        &["vault", "rotate"],
        &["retention"],
        &["rules", "list"],
        &["media", "list"],
        &["import", "list"],
        &["import", "undo", "1"],
        &["article", "list"],
        &["article", "show", "1"],
        &["article", "export", "1"],
        &["article", "change", "1", "--title", "Mud"],
        &["article", "publish", "1"],
        &["article", "withdraw", "1"],
    ] {
        fs::write(place.folder.path().join("passphrase"), "correct horse battery").expect("a file");
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let told = String::from_utf8_lossy(&output.stderr).to_string();
        assert!(told.contains("there is no site in the database"), "{arguments:?}: {told}");
        assert!(!place.data().exists(), "{arguments:?} made a data folder");
    }
}

#[tokio::test]
async fn the_log_has_the_requests_of_people_and_not_those_of_probes() {
    let place = Installation::new();
    let mut server = place.serve();
    for path in ["/live", "/ready", "/"] {
        assert_eq!(server.get(path).await.status, 200, "{path}");
    }
    server.kill();
    let log = place.log();
    let answered = |route: &str| log.contains(&format!("route=\"{route}\""));
    assert!(answered("/"), "{log}");
    for route in ["/live", "/ready"] {
        assert!(!answered(route), "{log}");
    }
}

#[tokio::test]
async fn a_restart_on_a_socket_that_systemd_keeps_refuses_no_connection() {
    const RESTARTS: u32 = 4;
    let place = Installation::new()
        .with("comments.policy", "publish_all")
        .with("comments.min_interval", "0");
    let token = place.admin_token("admin,moderate,publish,read");
    let socket = TcpListener::bind("127.0.0.1:0").expect("a socket");
    let mut server = place.serve_on(&socket);
    assert_eq!(server.address, socket.local_addr().expect("its address"));
    let article = publish(&server, &token).await;
    let address = format!("http://{}", server.address);
    let (answered, stop) = (AtomicU32::new(0), AtomicBool::new(false));
    let client = async |client: u32| {
        for number in 0.. {
            if stop.load(Ordering::SeqCst) {
                return;
            }
            // A connection of its own for each request, as strangers have.
            let http = crate::support::http::client().no_proxy().build().expect("a client");
            let status = if number % 2 == 0 {
                http.get(&address).send().await.expect("no connection is refused").status()
            } else {
                let id = format!("{client}-{number}");
                let body = json!({ "text": format!("ledger {id}"), "name": "Ann", "email": format!("{id}@mail.test") });
                let url = format!("{address}/api/v1/articles/{article}/comments");
                http.post(url).json(&body).send().await.expect("nor this one").status()
            };
            assert!(status == StatusCode::OK || status == StatusCode::CREATED, "{status}");
            answered.fetch_add(1, Ordering::SeqCst);
        }
    };
    let restarts = async {
        for _ in 0..RESTARTS {
            let before = answered.load(Ordering::SeqCst);
            until("requests are answered", async || answered.load(Ordering::SeqCst) > before + 40)
                .await;
            server.terminate();
            assert_eq!(server.ended().await.code(), Some(0), "{}", place.log());
            // Connections that arrive now wait in the socket.
            server = place.serve_on(&socket);
        }
        let before = answered.load(Ordering::SeqCst);
        until("they go on", async || answered.load(Ordering::SeqCst) > before + 40).await;
        stop.store(true, Ordering::SeqCst);
    };
    tokio::join!(join_all((0..4).map(client)), restarts);
}
