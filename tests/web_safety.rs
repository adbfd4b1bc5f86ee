//! HTTP safety: limits, encodings, hosts, headers, and errors in the requested format.

use std::net::IpAddr;
use std::time::Duration;

use rejoinder::web::bodies::Body;
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::answer::{Answer, unescaped};
use crate::support::app::{BASE_URL, TestApp};
use crate::support::snapshots;

#[tokio::test]
async fn every_kind_of_answer_carries_the_headers() {
    let app = TestApp::publishing().await;
    let (article, reader, moderator) =
        (app.article().create().await, app.reader(), app.moderator().await);
    let page = reader.open(&article).await;
    let known =
        app.request(Method::GET, &article.path).header("if-none-match", page.header("etag"));
    let compressed =
        app.request(Method::POST, &article.action()).header("content-encoding", "gzip").body("x");
    let foreign = app.request(Method::GET, "/").header("host", "evil.test");
    let answers = [
        page,
        Answer::to(known).await.expect(304),
        reader.see("/").await,
        reader.see("/nothing").await.expect(404),
        reader.see("/desk").await.expect(303),
        reader.see("/desk/login").await.expect(200),
        reader.see("/live").await.expect(200),
        reader.see("/ready").await.expect(200),
        reader.see("/api/v1/articles").await.expect(200),
        reader.see("/api/v1/comments").await.expect(401),
        reader.see("/api/v1/openapi.json").await.expect(200),
        reader.try_post(&article, "").await.expect(422),
        reader.try_post(&article, "Words.").await.expect(303),
        moderator.get("/api/v1/queue").await.expect(200),
        Answer::to(compressed).await.expect(415),
        Answer::to(foreign).await.expect(421),
        Answer::to(app.request(Method::DELETE, "/")).await.expect(405),
        Answer::to(app.request(Method::OPTIONS, "/")).await,
        Answer::to(app.request(Method::HEAD, &article.path)).await.expect(200),
    ];
    for answer in answers {
        let csp = answer.header("content-security-policy").to_owned();
        assert!(
            csp.contains("default-src 'none'") || csp.contains("default-src 'self'"),
            "{} {csp}",
            answer.status
        );
        assert!(csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe"), "{csp}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{}", answer.status);
        assert!(!answer.header("referrer-policy").is_empty(), "{}", answer.status);
        assert!(!answer.header("cache-control").is_empty(), "{}", answer.status);
        assert_eq!(answer.header("access-control-allow-origin"), "");
        assert_eq!(answer.header("x-powered-by"), "");
        assert_eq!(answer.header("server"), "");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_compressed_body_is_refused_before_it_is_unpacked() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    for encoding in ["gzip", "br", "deflate", "zstd", "gzip, gzip"] {
        for path in [
            article.action(),
            format!("/api/v1/articles/{}/comments", article.id),
            "/desk/login".to_owned(),
        ] {
            let request = app
                .request(Method::POST, &path)
                .header("content-encoding", encoding)
                .body(vec![0x1f; 100]);
            let answer = Answer::to(request).await;
            assert_eq!(answer.status, 415, "{path} {encoding}");
        }
    }
}

#[tokio::test]
async fn a_body_of_256_kib_is_read_and_a_larger_one_is_not() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let form = |length: usize| format!("text={}", "a".repeat(length - 5));
    let send = async |body: String| {
        let request = app
            .request(Method::POST, &article.action())
            .header("content-type", "application/x-www-form-urlencoded");
        Answer::to(request.header("accept", "text/html").body(body)).await
    };
    send(form(1024 * 1024)).await.expect(422);
    send(form(1024 * 1024 + 1)).await.expect(413);
    let path = format!("/api/v1/articles/{}/comments", article.id);
    let answer = app
        .reader()
        .post_json(&article, &json!({ "text": "a".repeat(256 * 1024) }))
        .await
        .expect(413);
    assert_eq!(answer.code(), "too_large");
    // Nothing announced, and never ending.
    let mut stream = TcpStream::connect(app.world().address).await.expect("a connection");
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    let chunk = format!("8000\r\n{}\r\n", "a".repeat(0x8000));
    for _ in 0..9 {
        if stream.write_all(chunk.as_bytes()).await.is_err() {
            break;
        }
    }
    assert!(first_line(&mut stream).await.contains("413"));
}

#[tokio::test]
async fn a_slow_body_is_cut_off() {
    let app = TestApp::with(|config| config.server.body_timeout = Duration::from_millis(300)).await;
    let article = app.article().create().await;
    let mut stream = TcpStream::connect(app.world().address).await.expect("a connection");
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ntext=We+waited+for+a+bus+and+th%C3",
        article.action()
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    // What had arrived of the words is not lost.
    assert!(answer.contains("We waited for a bus and th<"), "{answer}");
}

#[tokio::test]
async fn an_unsupported_content_type_is_refused() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let json_path = format!("/api/v1/articles/{}/comments", article.id);
    for (path, kind) in [
        (&article.action(), "application/json"),
        (&article.action(), "multipart/form-data; boundary=x"),
        (&article.action(), "text/plain"),
        (&json_path, "application/x-www-form-urlencoded"),
        (&json_path, "text/plain"),
    ] {
        let request = app.request(Method::POST, path).header("content-type", kind).body("{}");
        let answer = Answer::to(request).await;
        assert_eq!(answer.status, 415, "{path} {kind}");
    }
    let request = app
        .request(Method::POST, &json_path)
        .header("content-type", "application/json; charset=utf-8");
    let answer = Answer::to(request.body("{}")).await;
    assert_eq!(answer.status, 422);
    // Bytes that are no UTF-8, in both kinds.
    let request = app.request(Method::POST, &json_path).header("content-type", "application/json");
    let answer = Answer::to(request.body(b"{\"text\":\"\xff\"}".to_vec())).await;
    assert_eq!(answer.status, 400);
    let request = app
        .request(Method::POST, &article.action())
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = Answer::to(request.body("text=%ff%fe&name=a")).await;
    assert!(answer.status == 400 || answer.status == 422, "{}", answer.status);
}

#[tokio::test]
async fn an_unknown_host_is_refused() {
    let app = TestApp::start().await;
    for (host, status) in [
        ("evil.test", 421),
        ("news.test.evil.test", 421),
        ("news.test", 200),
        ("NEWS.test:8080", 200),
        ("localhost", 200),
        ("127.0.0.1:1", 200),
        ("192.168.0.1", 421),
    ] {
        let answer =
            app.request(Method::GET, "/").header("host", host).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{host}");
    }
}

#[tokio::test]
async fn links_come_from_the_configuration_and_never_from_the_request() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    reader.post(&article, "Words.").await;
    for path in ["/", &article.path] {
        let request = app
            .request(Method::GET, path)
            .header("host", "localhost")
            .header("x-forwarded-host", "evil.test");
        let page = Answer::to(request.header("x-forwarded-proto", "gopher")).await;
        page.assert_hides("evil.test");
        page.assert_hides("gopher");
        page.assert_hides("localhost");
    }
    let body = json!({ "text": "More.", "name": "Jo", "email": "jo@mail.test" });
    let answer = reader
        .clone()
        .at("203.0.113.77")
        .post_json_with(&article, &body, &[("host", "localhost")])
        .await
        .expect(201);
    assert!(
        answer.json()["url"].as_str().expect("a url").starts_with("http://news.test/"),
        "{}",
        answer.text()
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn errors_are_pages_or_problems_by_the_accept_header() {
    let app = TestApp::start().await;
    for (path, accept, html) in [
        ("/nothing", "text/html,application/xhtml+xml,*/*;q=0.8", true),
        ("/nothing", "*/*", true),
        ("/nothing", "application/json", false),
        ("/nothing", "application/problem+json, text/html;q=0.5", false),
        ("/api/v1/nothing", "text/html", false),
        ("/api/v1/articles/999999", "*/*", false),
    ] {
        let answer = app
            .request(Method::GET, path)
            .header("accept", accept)
            .send()
            .await
            .expect("an answer");
        let answer = Answer::of(answer).await.expect(404);
        if html {
            assert!(answer.header("content-type").starts_with("text/html"), "{path} {accept}");
            snapshots::page("not_found", &answer);
        } else {
            assert_eq!(answer.code(), "not_found", "{path} {accept}");
            snapshots::json("not_found_problem", &answer.json());
        }
    }
}

#[tokio::test]
async fn a_too_long_address_and_an_unknown_method_are_refused() {
    let app = TestApp::start().await;
    let long = format!("/?{}", "a".repeat(20_000));
    let answer = app.request(Method::GET, &long).send().await.expect("an answer");
    assert!(
        answer.status() == 414 || answer.status() == 431 || answer.status() == 400,
        "{}",
        answer.status()
    );
    let brew = Method::from_bytes(b"BREW").expect("a method");
    let answer = app.request(brew, "/").send().await.expect("an answer");
    assert!(
        answer.status() == 405 || answer.status() == 404 || answer.status() == 501,
        "{}",
        answer.status()
    );
    let answer = Answer::to(app.request(Method::PUT, "/api/v1/articles")).await.expect(405);
    let allow = answer.header("allow");
    assert!(allow.contains("GET") && allow.contains("POST") && allow.contains("HEAD"), "{allow}");
    let desk = Answer::to(app.request(Method::GET, "/desk/")).await;
    assert_eq!((desk.status / 100, desk.header("location")), (3, "/desk"));
    for private in ["/%64esk/login", "/desk/login"] {
        let page = Answer::to(app.request(Method::GET, private)).await.expect(200);
        assert_eq!(page.header("referrer-policy"), "same-origin", "{private}");
    }
    for path in [
        "/..%2f..%2fetc/passwd",
        "/%00",
        "/%ff%fe",
        "/assets/..%2fkeys",
        "/2026%2F11/the-ferry",
        "/assets/nothing.css",
        "/\u{202e}x",
    ] {
        let answer = app.request(Method::GET, path).send().await.expect("an answer");
        assert_eq!(answer.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn malformed_requests_do_no_harm() {
    let app = TestApp::start().await;
    for garbage in [
        "\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{0}\u{1}\u{2}",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(app.world().address).await.expect("a connection");
        stream.write_all(garbage.as_bytes()).await.expect("sent");
        stream.shutdown().await.expect("our side is done");
        let mut answer = Vec::new();
        // However it ends: with an answer or without.
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer);
        assert!(
            !answer.starts_with("HTTP/1.1 500") && !answer.starts_with("HTTP/1.1 200"),
            "{garbage:?} {answer}"
        );
    }
    assert_eq!(app.reader().see("/live").await.status, 200);
}

#[tokio::test]
async fn health_is_public_and_metrics_are_for_operators() {
    let app =
        TestApp::with(|config| config.server.admin_listen = Some(([127, 0, 0, 1], 0).into())).await;
    let (article, reader, moderator, admin) =
        (app.article().create().await, app.reader(), app.moderator().await, app.admin().await);
    reader.open(&article).await;
    reader.see("/live").await.expect(200);
    reader.see("/ready").await.expect(200);
    // Probes ask by the address that they know.
    let probe = app
        .request(Method::GET, "/live")
        .header("host", "10.0.0.9:8080")
        .send()
        .await
        .expect("an answer");
    assert_eq!(probe.status(), 200);
    let refused = reader.see("/metrics").await;
    assert!(refused.status == 401 || refused.status == 404, "{}", refused.status);
    let refused = moderator.get("/metrics").await;
    assert!(refused.status == 403 || refused.status == 404, "{}", refused.status);
    let metrics = admin.get("/metrics").await.expect(200).text();
    for name in [
        "rejoinder_http_requests_total{",
        "rejoinder_http_duration_seconds_bucket{",
        "rejoinder_jobs_due",
        "rejoinder_database_commit_seconds_bucket{",
        "rejoinder_cache_requests_total",
        "rejoinder_cache_misses_total",
        "rejoinder_comments_held_oldest_seconds",
        "# EOF",
    ] {
        assert!(metrics.contains(name), "{name} is missing in\n{metrics}");
    }
    for (path, status) in
        [("/metrics", 200), ("/live", 200), ("/ready", 200), ("/", 404), ("/desk/login", 404)]
    {
        let answer = app.operators_request(path).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{path}");
    }
    assert!(!metrics.contains(&article.path), "a path is no label: {metrics}");
}

#[tokio::test]
async fn assets_are_local_and_cacheable() {
    let app = TestApp::start().await;
    let page = app.reader().see("/").await.expect(200).text();
    for kind in [".css", ".js"] {
        let address = page
            .split('"')
            .find(|text| text.starts_with("/assets/") && text.contains(kind))
            .expect(kind);
        let asset = app.reader().see(address).await.expect(200);
        assert!(
            asset.header("cache-control").contains("immutable"),
            "{}",
            asset.header("cache-control")
        );
        assert!(!asset.text().contains("http://") || kind == ".js", "{kind} asks elsewhere");
        assert!(!asset.text().contains("@import"));
    }
}

#[tokio::test]
async fn every_link_works_and_following_them_changes_nothing() {
    let app = TestApp::publishing().await;
    let (admin, editor) = (app.admin().await, app.editor().await);
    let article = app.article().section("Harbour").with("tags", json!(["mud"])).create().await;
    let draft = app.article().section("Harbour").status("draft").create().await;
    let first = app.reader().post(&article, "First.").await.id;
    app.reader().reply(&article, first, "An answer.").await;
    let held = app.reader().post(&article, "Held.").await.id;
    editor.decide(held, "hold").await;
    app.run_jobs().await;
    let digest = async || {
        let mut counts = Vec::new();
        for (table, condition) in [
            ("articles", "1 = 1"),
            ("comments", "1 = 1"),
            ("comments", "status = 1"),
            ("audit_log", "1 = 1"),
            ("comment_revisions", "1 = 1"),
            ("jobs", "1 = 1"),
            ("deliveries", "1 = 1"),
            ("accounts", "disabled_at IS NULL"),
            ("tokens", "revoked_at IS NULL"),
            ("changes", "1 = 1"),
            ("readers", "1 = 1"),
        ] {
            counts.push(app.count(table, condition).await);
        }
        counts
    };
    let mut desk = admin.signed_in().await;
    let before = digest().await;
    let seen = follow(&["/", &article.path], async |path| app.reader().see(path).await).await;
    assert!(seen.len() > 8, "{seen:?}");
    assert!(!seen.contains(&draft.path));
    for path in &seen {
        for method in [Method::HEAD, Method::OPTIONS] {
            let answer = app.request(method.clone(), path).send().await.expect("an answer");
            assert!(!answer.status().is_server_error(), "{method} {path}");
        }
    }
    let seen = follow(&["/desk", "/desk/account"], async |path| desk.see(path).await).await;
    assert!(seen.iter().filter(|path| path.starts_with("/desk/")).count() > 3, "{seen:?}");
    assert_eq!(digest().await, before);
}

/// Follows every link of our own from page to page and gives each path that was seen. Fails at a
/// dead one.
async fn follow(from: &[&str], mut see: impl AsyncFnMut(&str) -> Answer) -> Vec<String> {
    let mut seen: Vec<String> = from.iter().map(ToString::to_string).collect();
    let mut at = 0;
    while let Some(path) = seen.get(at).cloned() {
        at += 1;
        let answer = see(&path).await;
        assert!(answer.status < 400, "{path}: {}", answer.status);
        let mut links = vec![answer.header("location").to_owned()];
        // The mails that are shown as samples are about comments that were made up.
        let is_sample = path.starts_with("/desk/mail/samples/");
        if answer.header("content-type").starts_with("text/html") && !is_sample {
            let text = answer.text();
            links.extend(
                text.split(" href=\"")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .map(unescaped),
            );
        }
        for link in links {
            let link = link
                .strip_prefix(BASE_URL)
                .unwrap_or(&link)
                .split('#')
                .next()
                .unwrap_or_default()
                .to_owned();
            if link.starts_with('/') && !link.starts_with("//") && !seen.contains(&link) {
                seen.push(link);
            }
        }
        assert!(seen.len() < 300, "{seen:?}");
    }
    seen
}

#[tokio::test]
async fn unfinished_bodies_are_limited_by_network() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let head = format!(
        "POST /articles/{}/comments HTTP/1.1\r\nHost: news.test\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 262144\r\n\r\ntext=",
        article.id
    );
    let unfinished = vec![b'a'; 250 * 1024];
    let mut open = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(app.world().address).await.expect("a connection");
        // One that is refused is closed while we still write.
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.write_all(&unfinished).await;
        open.push(Box::pin(async move { first_line(&mut stream).await }));
    }
    let (first, _, others) = futures_util::future::select_all(open).await;
    assert!(first.starts_with("HTTP/1.1 503"), "{first}");
    // Somebody else's network has room.
    app.reader().post(&article, "A comment.").await;
    drop(others);
    app.run_jobs().await;
}

#[tokio::test]
async fn no_words_are_lost_while_others_use_up_the_memory_for_bodies() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let held: Vec<Body> = (0..=255)
        .filter_map(|network| {
            let mut body = Body::new(&app.bodies, IpAddr::from([198, 51, 100, network]));
            body.add(&[b'a'; 100 * 1024]).ok().map(|()| body)
        })
        .collect();
    assert!(held.len() < 256, "there is no more memory");
    // A comment of usual length is taken.
    let reader = app.reader();
    reader.post(&article, &"Nobody asked us. ".repeat(150)).await;
    // A very long one is not, and its page has the words and the other fields.
    let long = "Nobody asked the people here. ".repeat(4_000);
    let form = reader.form(&article).await.with("text", &long);
    let refused = reader.send(&form).await.expect(503);
    refused.assert_shows("Nobody asked the people here. Nobody asked");
    refused.assert_shows(&reader.name);
    refused.assert_shows("Below is what has arrived.");
    assert_eq!(refused.header("retry-after"), "2");
    drop(held);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_endless_head_is_refused_with_a_page() {
    let app = TestApp::start().await;
    let mut stream = TcpStream::connect(app.world().address).await.expect("a connection");
    // A request before it, on the same connection.
    stream.write_all(b"GET /live HTTP/1.1\r\nHost: news.test\r\n\r\n").await.expect("sent");
    assert!(first_line(&mut stream).await.contains("200"));
    stream.write_all(b"GET / HTTP/1.1\r\nHost: news.test\r\nCookie: ").await.expect("sent");
    stream.write_all(&[b'a'; 20_000]).await.expect("sent");
    let mut answer = vec![0; 64 * 1024];
    let mut length = 0;
    while !String::from_utf8_lossy(&answer[..length]).contains("</html>") {
        let read = stream.read(&mut answer[length..]).await.expect("an answer");
        assert!(read > 0, "the whole page: {}", String::from_utf8_lossy(&answer[..length]));
        length += read;
    }
    let answer = String::from_utf8_lossy(&answer[..length]);
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert!(answer.contains("content-security-policy: ") && answer.contains("<h1>"), "{answer}");
}

#[tokio::test]
async fn an_address_with_invalid_utf8_is_a_client_error() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    for path in ["/%00", "/api/v1/sections/%00/moderators", "/status/%FF", "/articles/%00/comments"]
    {
        assert_eq!(editor.get(path).await.status, 404, "{path}");
    }
    for query in ["/api/v1/comments?q=%00", "/?page=%00", "/api/v1/comments?author=%FF"] {
        assert_eq!(editor.get(query).await.status, 422, "{query}");
    }
}

#[tokio::test]
async fn the_site_has_an_icon() {
    let app = TestApp::start().await;
    let icon = app.reader().see("/favicon.ico").await.expect(200);
    assert_eq!(icon.header("content-type"), "image/x-icon");
}

async fn first_line(stream: &mut TcpStream) -> String {
    let mut answer = vec![0; 1024];
    let read = tokio::time::timeout(Duration::from_secs(30), stream.read(&mut answer)).await;
    let length = read.expect("an answer within half a minute").expect("an answer");
    String::from_utf8_lossy(&answer[..length]).lines().next().unwrap_or_default().to_owned()
}
