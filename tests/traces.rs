//! Traces as a collector gets them: requests, jobs, mails and transactions, and nothing about anybody.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::answer::Answer;
use crate::support::canary::Canary;
use crate::support::process::{Installation, until};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";
const WORDS: &str = "Words that belong to nobody but their author.";

/// A collector that keeps what it gets.
struct Collector {
    port: u16,
    requests: Arc<Mutex<Vec<Received>>>,
}

/// A request: its head, and its body.
type Received = (String, Vec<u8>);

/// A span, as far as the scene looks at it.
#[derive(Debug)]
struct Span {
    trace: String,
    id: String,
    parent: String,
    name: String,
    attributes: HashMap<String, String>,
}

impl Collector {
    async fn start() -> Collector {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        // Ends with the test's runtime.
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if let Some(request) = receive(stream).await {
                    kept.lock().expect("no panic").push(request);
                }
            }
        });
        Collector { port, requests }
    }

    fn received(&self) -> Vec<Received> {
        self.requests.lock().expect("no panic").clone()
    }

    fn spans(&self) -> Vec<Span> {
        self.received().iter().flat_map(|(_, body)| spans(body)).collect()
    }
}

async fn receive(mut stream: TcpStream) -> Option<Received> {
    let (mut bytes, mut part) = (Vec::new(), [0; 8192]);
    let (head, length) = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
            let length: usize = length.trim().parse().ok()?;
            break (head, end + 4 + length);
        }
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&part[..count]);
    };
    while bytes.len() < length {
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&part[..count]);
    }
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\
                  connection: close\r\n\r\n";
    stream.write_all(answer.as_bytes()).await.ok()?;
    let body = bytes.split_off(length - (length - head.len() - 4));
    Some((head, body))
}

/// The fields of a protobuf message: their numbers, with the bytes of texts and messages, and numbers as bytes.
fn fields(mut bytes: &[u8]) -> Vec<(u64, Vec<u8>)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes);
        let value = match tag & 7 {
            0 => varint(&mut bytes).to_be_bytes().to_vec(),
            1 => take(&mut bytes, 8),
            2 => {
                let length = usize::try_from(varint(&mut bytes)).expect("a length");
                take(&mut bytes, length)
            }
            5 => take(&mut bytes, 4),
            other => panic!("protobuf has no wire type {other}"),
        };
        found.push((tag >> 3, value));
    }
    found
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(bytes, 1)[0];
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    value
}

fn take(bytes: &mut &[u8], length: usize) -> Vec<u8> {
    let (taken, rest) = bytes.split_at(length);
    *bytes = rest;
    taken.to_vec()
}

fn within(message: &[u8], number: u64) -> Vec<Vec<u8>> {
    fields(message).into_iter().filter(|(found, _)| *found == number).map(|(_, it)| it).collect()
}

/// The spans of an ExportTraceServiceRequest: resource_spans (1), scope_spans (2), spans (2).
fn spans(request: &[u8]) -> Vec<Span> {
    let scopes = within(request, 1).into_iter().flat_map(|resource| within(&resource, 2));
    scopes.flat_map(|scope| within(&scope, 2)).map(|span| of_span(&span)).collect()
}

fn of_span(span: &[u8]) -> Span {
    let hex = |number| {
        let bytes = within(span, number).pop().unwrap_or_default();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let attributes = within(span, 9).into_iter().map(|pair| {
        let key = text(within(&pair, 1).pop().expect("a key"));
        let (kind, value) = fields(&within(&pair, 2).pop().expect("a value")).pop().expect("one");
        let value = match kind {
            1 => text(value),
            _ => u64::from_be_bytes(value.try_into().expect("a number")).to_string(),
        };
        (key, value)
    });
    Span {
        trace: hex(1),
        id: hex(2),
        parent: hex(4),
        name: text(within(span, 5).pop().expect("a name")),
        attributes: attributes.collect(),
    }
}

#[tokio::test]
async fn a_collector_sees_what_was_done_and_nothing_of_anybody() {
    let collector = Collector::start().await;
    let place = Installation::new()
        .with("traces.otlp_url", &format!("http://127.0.0.1:{}", collector.port))
        .with("traces.authorization", "Bearer for-the-collector")
        .with("server.trusted_proxies", "127.0.0.1/32");
    place.admin_token("admin,moderate,publish,read");
    let mut server = place.serve();
    let canary = Canary::new("traces");
    let comment = json!({ "text": WORDS, "name": "Ann Ogle", "email": canary.address() });
    let post = server
        .request(Method::POST, "/api/v1/articles/1/comments")
        .header("traceparent", format!("00-{TRACE}-{PARENT}-01"))
        .header("tracestate", "vendor=ann-ogle")
        .header("x-forwarded-for", "203.0.113.77")
        .json(&comment);
    Answer::to(post).await.expect(202);
    server.get(&format!("/search?q={}", canary.local_part())).await.expect(200);
    server.get("/mail/not-a-token-at-all").await;
    // A job mails the admin.
    let mails = place.data().join("mail");
    until("a mail is written", async || std::fs::read_dir(&mails).is_ok_and(|it| it.count() > 0))
        .await;
    server.terminate();
    assert!(server.ended().await.success());

    let spans = collector.spans();
    let named = |name: &str| {
        spans.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("{name}: {spans:#?}"))
    };
    let post = named("POST /api/v1/articles/{id}/comments");
    assert_eq!((post.trace.as_str(), post.parent.as_str()), (TRACE, PARENT));
    let attribute = |span: &Span, key: &str| span.attributes.get(key).cloned().unwrap_or_default();
    assert_eq!(attribute(post, "http.request.method"), "POST");
    assert_eq!(attribute(post, "http.route"), "/api/v1/articles/{id}/comments");
    assert_eq!(attribute(post, "http.response.status_code"), "202");
    let write = spans.iter().find(|span| span.name == "database write" && span.parent == post.id);
    let write = write.unwrap_or_else(|| panic!("{spans:#?}"));
    for part in ["wait", "run"] {
        assert!(spans.iter().any(|span| span.name == part && span.parent == write.id), "{part}");
    }
    let search = named("GET /search");
    assert!(search.trace != TRACE && search.parent.is_empty(), "{search:?}");
    let (job, mail) = (named("job deliver"), named("send mail"));
    assert_eq!((attribute(job, "job.kind").as_str(), &mail.parent), ("deliver", &job.id));
    assert_eq!(attribute(mail, "mail.outcome"), "sent");
    let planned = spans.iter().find(|span| {
        span.name == "poll queue" && !["", "0"].contains(&attribute(span, "queue.planned").as_str())
    });
    let planned = planned.unwrap_or_else(|| panic!("{spans:#?}"));
    assert!(spans.iter().any(|span| span.name == "database write" && span.parent == planned.id));

    let received = collector.received();
    for (head, body) in &received {
        assert!(head.starts_with("post /v1/traces "), "{head}");
        assert!(head.contains("authorization: bearer for-the-collector"), "{head}");
        assert!(head.contains("content-type: application/x-protobuf"), "{head}");
        assert_eq!(canary.find_in(body), Vec::<String>::new());
        let text = String::from_utf8_lossy(body);
        let secrets =
            [WORDS, "Ann Ogle", "203.0.113", "127.0.0.1", "not-a-token", "ada@", "vendor="];
        for secret in secrets {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
    assert!(!place.log().contains("for-the-collector"));
}

#[tokio::test]
async fn only_a_trusted_proxy_continues_a_trace_and_no_request_waits_for_a_collector() {
    let collector = Collector::start().await;
    let place = Installation::new()
        .with("traces.otlp_url", &format!("http://127.0.0.1:{}", collector.port))
        .with("traces.sampled_per_thousand", "0");
    let mut server = place.serve();
    let look =
        server.request(Method::GET, "/").header("traceparent", format!("00-{TRACE}-{PARENT}-01"));
    Answer::to(look).await.expect(200);
    server.terminate();
    assert!(server.ended().await.success());
    assert_eq!(collector.received().len(), 0, "nobody can have a request traced");

    // The port 9 refuses connections.
    let place = Installation::new().with("traces.otlp_url", "http://127.0.0.1:9/v1/traces");
    let mut server = place.serve();
    for _ in 0..20 {
        server.get("/").await.expect(200);
    }
    server.terminate();
    assert!(server.ended().await.success());
    let log = place.log();
    assert_eq!(log.matches("the collector of traces does not take them").count(), 1, "{log}");
}
