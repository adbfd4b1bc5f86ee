//! A reader's address is in no page, answer, file, mail or log. Nor is the network address, and no
//! reader gets a cookie.

use std::fs;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::canary::{Canary, scan_folder};
use crate::support::process::Installation;
use crate::support::staff::Staff;

#[tokio::test]
async fn the_address_is_found_in_no_page_no_answer_no_mail_and_no_file() {
    let app = TestApp::start().await;
    let canaries: Vec<Canary> =
        ["form", "json", "wrong", "fast", "deleted", "name"].map(Canary::new).into();
    let [form, json, wrong, fast, deleted, named] = &canaries[..] else { panic!("six canaries") };
    let (author, moderator, editor, admin) =
        (app.author().await, app.moderator().await, app.editor().await, app.admin().await);
    let article = app.article().by(&author).section("Harbour").create().await;
    let mut seen: Vec<(String, Answer)> = Vec::new();

    // Every way in that an address has.
    let reader = app.reader().with_email(form.address());
    let first = reader.post(&article, "By the form.").await;
    seen.push(("private page".into(), reader.see(&first.location).await));
    let body = json!({ "text": "By the API.", "name": "Jo", "email": json.address() });
    let jo = app.reader();
    seen.push(("JSON post".into(), jo.post_json(&article, &body).await.expect(202)));
    seen.push(("JSON duplicate".into(), jo.post_json(&article, &body).await.expect(409)));
    let faulty = json!({ "text": "", "name": "Jo", "email": format!("{}\u{7}", wrong.address()) });
    seen.push(("JSON fault".into(), app.reader().post_json(&article, &faulty).await.expect(422)));
    let unreadable = format!("{{\"email\": \"{}\", \"text\": }}", wrong.address());
    let request = app.request(Method::POST, &format!("/api/v1/articles/{}/comments", article.id));
    let request = request.header("content-type", "application/json").body(unreadable);
    seen.push(("broken JSON".into(), Answer::to(request).await.expect(400)));
    let hasty = app.reader().with_email(fast.address());
    let second = hasty.form(&article).await.with("text", "Too fast.");
    hasty.post(&article, "Fast.").await;
    // These pages show the reader's own form again, and only to the reader.
    hasty.send(&second).await;
    reader.send(&second.clone().with("email", &format!("{}@", wrong.address()))).await;
    let gone = app.reader().with_email(deleted.address()).post(&article, "To be deleted.").await.id;
    // A name that looks like an address is what it is: the reader's own word, shown to nobody
    // before a decision.
    app.reader().with_email(named.address()).named("Nora").post(&article, "Named.").await;
    let reply = {
        moderator.approve(first.id).await;
        app.reader().reply(&article, first.id, "An answer.").await.id
    };
    moderator.delete(gone).await;
    editor.approve(reply).await;
    app.run_jobs().await;

    // Every way out.
    let pages = [
        "/".to_owned(),
        article.path.clone(),
        format!("{}?reply={}", article.path, first.id),
        format!("/comments/{}", first.id),
        "/sections/harbour".to_owned(),
        "/nothing".to_owned(),
        format!("/nothing?email={}", wrong.address()),
        "/live".to_owned(),
        "/ready".to_owned(),
        "/api/v1/openapi.json".to_owned(),
    ];
    let lists = [
        "/api/v1/articles".to_owned(),
        format!("/api/v1/articles/{}", article.id),
        format!("/api/v1/articles/{}/comments", article.id),
        "/api/v1/comments".to_owned(),
        format!("/api/v1/comments?q={}", &form.local_part()[..8]),
        format!("/api/v1/comments/{}", first.id),
        format!("/api/v1/comments/{gone}"),
        "/api/v1/queue".to_owned(),
        "/api/v1/users".to_owned(),
        "/api/v1/tokens".to_owned(),
        "/api/v1/deliveries".to_owned(),
        "/api/v1/me".to_owned(),
        "/api/v1/audit?limit=100".to_owned(),
        "/api/v1/surges".to_owned(),
        "/metrics".to_owned(),
    ];
    for path in &pages {
        seen.push((path.clone(), app.reader().see(path).await));
    }
    for path in lists.iter().chain(&pages) {
        seen.push((format!("anyone {path}"), app.reader().see(path).await));
        for staff in [&author, &moderator, &editor, &admin] {
            seen.push((format!("{} {path}", staff.name), staff.get(path).await));
        }
    }
    for staff in [&author, &moderator, &admin] {
        seen.extend(desk_pages(staff, first.id).await);
    }

    for canary in &canaries {
        for (what, answer) in &seen {
            for bytes in [answer.text().into_bytes(), format!("{:?}", answer.headers).into_bytes()]
            {
                let found = canary.find_in(&bytes);
                assert!(found.is_empty(), "{what}: {found:?}");
            }
        }
        for mail in app.mails() {
            assert!(canary.find_in(&mail.raw).is_empty(), "a mail to {}", mail.to);
            assert!(
                canary.find_in(format!("{}{}", mail.text, mail.html).as_bytes()).is_empty(),
                "a mail to {}",
                mail.to
            );
        }
    }
    assert!(app.mails().len() > 5);
    assert_eq!(scan_folder(app.folder.path(), &canaries), Vec::<String>::new());
}

async fn desk_pages(staff: &Staff, comment: i64) -> Vec<(String, Answer)> {
    let mut desk = staff.signed_in().await;
    let mut seen = Vec::new();
    for path in
        ["/desk".to_owned(), format!("/desk/comments/{comment}"), "/desk/account".to_owned()]
    {
        seen.push((format!("{} {path}", staff.name), desk.see(&path).await));
    }
    seen
}

#[tokio::test]
async fn no_log_at_any_level_and_no_file_of_a_real_process_has_the_address() {
    let place = Installation::new()
        .with("log.level", "trace")
        .with("log.format", "json")
        .with("comments.policy", "hold_links")
        .with("comments.min_interval", "0")
        .with("mail.transport", "file");
    let token = place.admin_token("admin,moderate,publish,read");
    let canaries: Vec<Canary> = ["one", "two", "three", "staff"].map(Canary::new).into();
    let mut server = place.serve();
    let new = json!({ "title": "The harbour", "body": "Mud.", "status": "published" });
    let request = server.request(Method::POST, "/api/v1/articles").bearer_auth(&token).json(&new);
    let article = Answer::to(request).await.expect(201).json();
    let path = format!("/api/v1/articles/{}/comments", article["id"]);

    for (canary, text, status) in [
        (&canaries[0], "Plain.", 201),
        (&canaries[1], "https://a.test https://b.test", 202),
        (&canaries[2], "", 422),
    ] {
        let body = json!({ "text": text, "name": "Ann", "email": canary.address() });
        let answer =
            server.request(Method::POST, &path).json(&body).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status);
        // And as a form, a query and a path that nobody expects.
        let fields = [("text", text), ("name", "Ann"), ("email", canary.address())];
        let action = format!("/articles/{}/comments", article["id"]);
        server.request(Method::POST, &action).form(&fields).send().await.expect("an answer");
        server.get(&format!("/?email={}", canary.address())).await;
        server.get(&format!("/{}", canary.address())).await.expect(404);
        let login = [("email", canary.address()), ("password", "some wrong password")];
        server.request(Method::POST, "/desk/login").form(&login).send().await.expect("an answer");
    }
    // Somebody of the staff has an address, too.
    let add = [
        "user",
        "add",
        "--email",
        canaries[3].address(),
        "--name",
        "Mo",
        "--role",
        "moderator",
        "--password-stdin",
    ];
    let output = place.run_with(&add, "nine slow barges\n");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(canaries[3].find_in(&output.stderr).is_empty());
    server.terminate();
    assert!(server.ended().await.success());

    let log = place.log();
    assert!(log.contains("TRACE"), "the log says too little to prove anything");
    for line in log.lines() {
        assert!(
            serde_json::from_str::<serde_json::Value>(line).is_ok_and(|line| line.is_object()),
            "{line}"
        );
    }
    // What a reader typed into a path or a query is not ours to log either, so nothing is left out
    // here.
    for canary in &canaries {
        let found = canary.find_in(log.as_bytes());
        assert!(found.is_empty(), "the log has an address: {found:?}");
    }
    assert!(
        !log.contains(&token)
            && !log.contains("seven grey gulls")
            && !log.contains("nine slow barges")
    );
    // The mails are to the staff, whose address stands in them; the readers' do not.
    assert_eq!(scan_folder(&place.data(), &canaries[..3]), Vec::<String>::new());
    let database =
        fs::read_dir(place.data()).expect("the data").flatten().map(|entry| entry.path());
    for file in database.filter(|path| path.is_file()) {
        assert!(
            canaries[3].find_in(&fs::read(&file).expect("readable")).is_empty(),
            "{}",
            file.display()
        );
    }
}

#[tokio::test]
async fn only_a_changing_hash_and_a_temporary_prefix_of_a_network_are_stored() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader().at("198.51.100.77"));
    let id = reader.post(&article, "From somewhere.").await.id;
    app.run_jobs().await;
    assert_eq!(app.comment(id).await.network_prefix.as_deref(), Some("198.51.100.0/24"));
    if !app.database.is_postgres() {
        for entry in fs::read_dir(app.folder.path())
            .expect("the folder")
            .flatten()
            .filter(|entry| entry.path().is_file())
        {
            let bytes = fs::read(entry.path()).expect("readable");
            let found = memchr::memmem::find(&bytes, b"198.51.100.77");
            assert_eq!(found, None, "{:?}", entry.path());
        }
    }
    // After its short life the prefix is gone, and the comment stays.
    app.advance(Duration::from_secs(31 * 86_400));
    rejoinder::maintenance::run_hourly(&app.parts()).await.expect("maintenance");
    let comment = app.comment(id).await;
    assert_eq!((comment.network_prefix, comment.network_hash), (None, None));
}

#[tokio::test]
async fn no_reader_gets_a_cookie() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Words.");
    app.advance(Duration::from_secs(30));
    let posted = reader.send(&form).await.expect(303);
    let wrong = reader.send(&form.with("text", "").with("form_id", "x")).await;
    let front = reader.see("/").await;
    let page = reader.open(&article).await;
    for answer in [posted, wrong, front, page] {
        assert_eq!(answer.header("set-cookie"), "");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn the_same_address_is_sealed_differently_each_time_and_found_by_a_hash() {
    let app = TestApp::start().await;
    let (first, second) = (app.article().create().await, app.article().create().await);
    let reader = app.reader();
    reader.post(&first, "One.").await;
    reader.post(&second, "Two.").await;
    assert_eq!(app.readers().await.len(), 1);
    app.reader().post(&first, "Three.").await;
    assert_eq!(app.readers().await.len(), 2);
    app.run_jobs().await;
    let mode = {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(app.folder.path().join("keys")).expect("the key file").permissions().mode()
    };
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn a_private_page_opens_by_its_link_only() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let mine = reader.post(&article, "Mine.").await.location;
    let yours = app.reader().post(&article, "Yours.").await.location;
    let (mine, yours) = (mine.trim_start_matches("/status/"), yours.trim_start_matches("/status/"));
    // The number is in the first eleven characters, its signature in the others.
    let bent = format!("/status/{}{}", &mine[..11], &yours[11..]);
    for path in ["/status/", "/status/1", "/status/nonsense", &bent] {
        assert_eq!(app.reader().see(path).await.status, 404, "{path}");
    }
    let page = app.reader().see(&format!("/status/{mine}")).await.expect(200);
    assert!(page.text().contains("noindex"));
    assert_eq!(page.header("cache-control"), "no-store");
    app.run_jobs().await;
}

/// The path of the link to what is stored, in a mail that was asked for.
fn data_link(mail: &crate::support::mails::Letter) -> String {
    let at = mail.text.find("/mail/").expect("a link");
    mail.text[at..].split_whitespace().next().expect("a link").to_owned()
}

#[tokio::test]
async fn a_person_asks_for_the_data_and_strangers_learn_nothing() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let (ann, bo) = (app.reader().at("203.0.113.5"), app.reader().at("203.0.113.6"));
    let stranger = |network: &str| app.reader().at(network);
    ann.post(&article, "About the harbour.").await;
    app.run_jobs().await;
    let before = app.mails_to(&ann.email).len();

    ann.see("/privacy").await.expect(200).assert_shows("href=\"/privacy/data\"");
    let ask = async |network: &str, address: &str| {
        let sent = stranger(network).press("/privacy/data", &[("email", address)]).await;
        let (status, onward) = (sent.status, sent.header("location").to_owned());
        (status, onward, sent.text())
    };
    let (known, unknown) =
        (ask("198.51.100.1", &ann.email).await, ask("198.51.100.2", &bo.email).await);
    assert_eq!(known, unknown, "the answer does not depend on what is stored");
    assert_eq!((known.0, known.1.as_str()), (303, "/privacy/data?sent"));
    app.run_jobs().await;
    let mails = app.mails_to(&ann.email);
    assert_eq!(mails.len(), before + 1);
    assert_eq!(app.mails_to(&bo.email).len(), 0);
    let page = data_link(mails.last().expect("the mail"));
    ann.see(&format!("{page}?view=data")).await.expect(200).assert_shows("About the harbour.");

    // One a day, from however many networks, and also for who has ended all mail.
    for network in 10..30 {
        ask(&format!("198.51.100.{network}"), &ann.email.to_uppercase()).await;
    }
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), before + 1);
    ann.press(&page, &[("do", "stop")]).await.expect(200);
    app.advance(Duration::from_secs(86_401));
    ask("198.51.100.3", &ann.email).await;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), before + 2);

    // A network is slowed down, whatever it asks for.
    for number in 0..9 {
        ask("198.51.100.3", &format!("nobody-{number}@example.com")).await;
    }
    assert_eq!(ask("198.51.100.3", "nobody@example.com").await.0, 429);
    assert_eq!(ask("198.51.100.4", "nobody").await.0, 422);

    // Erased by the link: nothing is left to ask for.
    let erase = [("do", "erase"), ("texts", "remove"), ("sure", "yes")];
    ann.press(&page, &erase).await.expect(200);
    app.advance(Duration::from_secs(86_401));
    ask("198.51.100.5", &ann.email).await;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ann.email).len(), before + 2);
    let rows = format!("{}", app.count("data_requests", "TRUE").await);
    rejoinder::maintenance::run_hourly(&app.parts()).await.expect("done");
    app.advance(Duration::from_secs(3 * 86_400));
    rejoinder::maintenance::run_hourly(&app.parts()).await.expect("done");
    assert_eq!(app.count("data_requests", "TRUE").await, 0, "of {rows}");
    app.run_jobs().await;
}
