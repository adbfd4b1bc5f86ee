use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::Method;

use super::*;

/// A server on 127.0.0.1 that answers every request with the same bytes, and counts connections.
/// It ends with the test's process.
fn serving(answer: impl Into<Vec<u8>>) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let connections = Arc::new(AtomicUsize::new(0));
    let (counted, answer) = (Arc::clone(&connections), answer.into());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut stream = stream.expect("a connection");
            let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|length| length > 2) {
                line.clear();
            }
            // A client that has seen enough hangs up.
            let _ = stream.write_all(&answer);
        }
    });
    (port, connections)
}

fn client(private_hosts: &[&str]) -> Outbound {
    let hosts = private_hosts.iter().map(|host| Host::parse(host).expect("a host")).collect();
    Outbound::new(&config::Outbound { private_hosts: hosts }).expect("a client")
}

async fn get(client: &Outbound, url: &str) -> Result<Answer, Fault> {
    client.send(Request::new(Method::GET, url.parse().expect("a URL")), 1_000).await
}

#[tokio::test]
async fn no_notation_of_a_loopback_address_is_connected_to() {
    let (port, connections) = serving(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nno");
    let client = client(&[]);
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "localhost",
        "LOCALHOST",
    ] {
        let refused = get(&client, &format!("http://{host}:{port}/")).await;
        assert_eq!(refused.map(|answer| answer.status), Err(Fault::Forbidden), "{host}");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn other_schemes_are_refused() {
    for url in ["ftp://example.org/", "file:///etc/passwd", "data:text/plain,x", "ws://example.org"]
    {
        assert_eq!(get(&client(&[]), url).await.map(|answer| answer.status), Err(Fault::Forbidden));
    }
}

#[tokio::test]
async fn a_private_host_is_reached_only_by_its_allowed_name() {
    let (port, _) = serving(b"HTTP/1.1 200 OK\r\nx-said: so\r\ncontent-length: 3\r\n\r\nyes");
    let client = client(&["localhost"]);
    let answer = get(&client, &format!("http://localhost:{port}/")).await.expect("an answer");
    assert_eq!((answer.status, answer.body.as_ref()), (StatusCode::OK, b"yes".as_slice()));
    assert_eq!(answer.headers["x-said"], "so");
    let other = get(&client, &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(other.map(|answer| answer.status), Err(Fault::Forbidden));
}

#[tokio::test]
async fn a_redirect_is_returned_and_not_followed() {
    let (port, connections) =
        serving(b"HTTP/1.1 302 Found\r\nlocation: http://[::1]/\r\ncontent-length: 0\r\n\r\n");
    let answer = get(&client(&["127.0.0.1"]), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(answer.expect("an answer").status, StatusCode::FOUND);
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_body_beyond_the_limit_fails() {
    let lengths = ["content-length: 1001\r\n", ""];
    for length in lengths {
        let head = format!("HTTP/1.1 200 OK\r\n{length}\r\n");
        let (port, _) = serving([head.as_bytes(), &[b'x'; 1_001]].concat());
        let answer = get(&client(&["127.0.0.1"]), &format!("http://127.0.0.1:{port}/")).await;
        assert_eq!(answer.map(|answer| answer.status), Err(Fault::TooLong), "{length}");
    }
}

#[tokio::test]
async fn a_server_that_never_answers_times_out() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let mut request = Request::new(Method::GET, url.parse().expect("a URL"));
    *request.timeout_mut() = Some(Duration::from_millis(50));
    let answer = client(&["127.0.0.1"]).send(request, 1_000).await;
    assert_eq!(answer.map(|answer| answer.status), Err(Fault::TimedOut));
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    drop(listener);
    let answer = get(&client(&["127.0.0.1"]), &url).await;
    assert_eq!(answer.map(|answer| answer.status), Err(Fault::Unreachable));
}
