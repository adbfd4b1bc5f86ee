//! The connection as actix-http sees it: it gives the responses of the HTTP parser a body and
//! headers, and limits the memory of a connection.
//!
//! actix-http itself answers a request that it cannot parse (400), a head that is too large (431)
//! and one that is too slow (408), without a body and without the headers of every other response,
//! and has no hook to change that. Such a response is the last of its connection, so it is
//! recognised at the end of what is written, and another one is sent instead.
//!
//! actix-http reads up to 128 KiB before it looks at them, into a buffer that the connection keeps,
//! and allows a head of that length. Fifteen hundred unfinished requests would keep 200 MB so. It
//! gets no more at once than fits into its first buffer, and a head is limited here.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::rt::net::TcpStream;
use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use crate::web::edge::Edge;
use crate::web::error::Failure;

/// The longest response of the parser in bytes: status line, length, connection and date.
const LONGEST: usize = 200;
/// The most bytes that actix-http gets at once.
const READ_AT_ONCE: usize = 6 * 1024;
/// The free bytes of actix-http's buffer below which it grows, also when it is about to be emptied. It has 8 KiB at
/// first.
const SPARE: usize = 1024;
/// How long a client may take nothing of a response before its connection is closed. The buffers of
/// the system hold more than most pages, so this only affects clients that have stopped reading.
const STALL_TIMEOUT: Duration = Duration::from_secs(30);
/// The longest head of a request in bytes, the default of Node.js. The target in it may have 8 KiB.
const LONGEST_HEAD: usize = 16 * 1024;

/// The responses that are sent instead of the parser's.
pub(super) struct Replacements(Vec<Replacement>);

struct Replacement {
    /// Status line and length of the parser's response.
    head: String,
    whole: Bytes,
}

impl Replacements {
    pub(super) fn new(edge: &Edge) -> Replacements {
        let statuses = [
            StatusCode::BAD_REQUEST,
            StatusCode::REQUEST_TIMEOUT,
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        ];
        let replacement = |status| Replacement {
            head: format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n"),
            whole: edge.response_to_unreadable(&Failure::bare(status)),
        };
        Replacements(statuses.map(replacement).into())
    }

    /// Where in `written` a response of the parser begins, and what is sent instead.
    fn find(&self, written: &[u8]) -> Option<(usize, &Bytes)> {
        if !written.ends_with(b"\r\n\r\n") {
            return None;
        }
        let tail = written.len().saturating_sub(LONGEST);
        self.0.iter().find_map(|Replacement { head, whole }| {
            let head = head.as_bytes();
            let at = tail + written[tail..].windows(head.len()).rposition(|part| part == head)?;
            let rest = std::str::from_utf8(&written[at + head.len()..]).ok()?;
            let is_bare = rest.split("\r\n").all(|line| {
                line.is_empty() || line.starts_with("date: ") || line == "connection: close"
            });
            is_bare.then_some((at, whole))
        })
    }

    /// What is sent for a head that is too large.
    fn head_too_large(&self) -> Bytes {
        let is_it = |head: &str| head.starts_with("HTTP/1.1 431 ");
        self.0.iter().find(|it| is_it(&it.head)).map(|it| it.whole.clone()).unwrap_or_default()
    }
}

/// Counts connections from which nothing has arrived yet.
#[derive(Clone, Debug, Default)]
pub(super) struct SilentConnections(Arc<AtomicUsize>);

impl SilentConnections {
    pub(super) fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn add(&self) -> SilentConnection {
        self.0.fetch_add(1, Ordering::SeqCst);
        SilentConnection(self.clone())
    }
}

/// Counts one connection until it is dropped.
struct SilentConnection(SilentConnections);

impl Drop for SilentConnection {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A TCP connection.
pub(super) struct Stream {
    tcp: TcpStream,
    /// None once something has arrived.
    silent: Option<SilentConnection>,
    replacements: Arc<Replacements>,
    /// What is left to send of a replacement.
    rest: Bytes,
    /// How many bytes were read since actix-http was last told to wait.
    at_once: usize,
    head: Head,
    /// When a client that takes nothing of a response is given up; None while nothing is written.
    stalled: Option<Pin<Box<Sleep>>>,
}

/// What is known of the head of the present request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    /// So many bytes of it have arrived, with these at the end.
    Arriving(usize, [u8; 2]),
    Complete,
    /// It was too large and is answered; nothing more is given to actix-http.
    Refused,
}

impl Head {
    const NEW: Head = Head::Arriving(0, [0; 2]);

    /// The state after `read`.
    fn after(self, read: &[u8]) -> Head {
        let Head::Arriving(length, mut last) = self else { return self };
        for byte in read {
            // The parser accepts lines that end without a carriage return.
            if *byte == b'\n' && (last[1] == b'\n' || last == *b"\n\r") {
                return Head::Complete;
            }
            last = [last[1], *byte];
        }
        match length + read.len() {
            length if length > LONGEST_HEAD => Head::Refused,
            length => Head::Arriving(length, last),
        }
    }

    /// The state after the beginning of a response was written. A response that closes the
    /// connection may be sent while the rest of a body still arrives, and so is 100 (Continue).
    fn after_response(self, written: &[u8]) -> Head {
        let is_last = || {
            let head = written.windows(4).position(|end| end == b"\r\n\r\n").unwrap_or_default();
            written[..head].windows(17).any(|line| line == b"connection: close")
        };
        match self {
            Head::Complete if !written.starts_with(b"HTTP/1.1 100") && !is_last() => Head::NEW,
            other => other,
        }
    }
}

impl Stream {
    pub(super) fn new(
        tcp: TcpStream,
        replacements: Arc<Replacements>,
        silent: &SilentConnections,
    ) -> Stream {
        Stream {
            tcp,
            silent: Some(silent.add()),
            replacements,
            rest: Bytes::new(),
            at_once: 0,
            head: Head::NEW,
            stalled: None,
        }
    }

    pub(super) fn tcp(&self) -> &TcpStream {
        &self.tcp
    }

    /// Writes to the network, and fails if the client takes nothing for too long. actix-http has no
    /// such limit.
    fn poll_tcp_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = Pin::new(&mut self.tcp).poll_write(cx, bytes) {
            self.stalled = None;
            return Poll::Ready(written);
        }
        let limit = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALL_TIMEOUT)));
        ready!(limit.as_mut().poll(cx));
        tracing::debug!("a client has stopped reading; its connection is closed");
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    fn poll_rest(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.rest.has_remaining() {
            let rest = self.rest.clone();
            let sent = ready!(self.poll_tcp_write(cx, &rest))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.rest.advance(sent);
        }
        Poll::Ready(Ok(()))
    }

    /// Sends the refusal of a head, and discards what still arrives until the client or the time
    /// limit for heads ends the connection. If it were not read, the client would not get the
    /// refusal.
    fn poll_discard(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_rest(cx))?;
        let mut discarded = [0; READ_AT_ONCE];
        let mut read = ReadBuf::new(&mut discarded);
        ready!(Pin::new(&mut self.tcp).poll_read(cx, &mut read))?;
        if read.filled().is_empty() {
            return Poll::Ready(Ok(()));
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        read: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.head == Head::Refused {
            return self.poll_discard(cx);
        }
        let room = match read.remaining() {
            free if free > SPARE => (free - SPARE).min(READ_AT_ONCE.saturating_sub(self.at_once)),
            // It grows now, or is used from its beginning again if it is empty.
            free if self.at_once == 0 => free,
            _ => 0,
        };
        if room == 0 {
            self.at_once = 0;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let before = read.filled().len();
        let mut part = (&mut self.tcp).take(room as u64);
        let Poll::Ready(done) = Pin::new(&mut part).poll_read(cx, read) else {
            self.at_once = 0;
            return Poll::Pending;
        };
        let new = &read.filled()[before..];
        self.at_once += new.len();
        self.silent = None;
        self.head = self.head.after(new);
        if self.head == Head::Refused {
            tracing::debug!("the head of a request is too large");
            self.rest = self.replacements.head_too_large();
        }
        Poll::Ready(done)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        written: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_rest(cx))?;
        if self.head == Head::Refused {
            // It has its response.
            return Poll::Ready(Ok(written.len()));
        }
        self.head = self.head.after_response(written);
        let found = self.replacements.find(written).map(|(at, whole)| (at, whole.clone()));
        match found {
            None => self.poll_tcp_write(cx, written),
            // First what was written before it; the next call begins with it.
            Some((at, _)) if at > 0 => self.poll_tcp_write(cx, &written[..at]),
            Some((_, whole)) => {
                tracing::debug!("a request could not be parsed");
                self.rest = whole;
                if let Poll::Ready(Err(error)) = self.poll_rest(cx) {
                    return Poll::Ready(Err(error));
                }
                Poll::Ready(Ok(written.len()))
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_rest(cx))?;
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_rest(cx))?;
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::settings::live::LiveSettings;

    fn replacements() -> Replacements {
        let config = Config::from_toml("[server]\nbase_url = \"https://news.example\"");
        let settings = LiveSettings::new(config.expect("a good configuration"));
        Replacements::new(&Edge::new(Arc::new(settings)))
    }

    #[test]
    fn only_a_response_of_the_parser_at_the_end_is_replaced() {
        let replacements = replacements();
        let bare = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\
                    date: Sun, 29 Nov 2026 01:00:00 GMT\r\n\r\n";
        let at = |written: &str| replacements.find(written.as_bytes()).map(|(at, _)| at);
        assert_eq!(at(bare), Some(0));
        assert_eq!(at(&format!("HTTP/1.1 200 OK\r\n\r\nbody{bare}")), Some(23));
        for other in [
            bare.replace("date:", "content-security-policy: default-src\r\ndate:"),
            bare.replace("content-length: 0", "content-length: 9"),
            bare.replace("400 Bad Request", "404 Not Found"),
            format!("{bare}more"),
        ] {
            assert_eq!(at(&other), None, "{other}");
        }
    }

    #[test]
    fn a_head_ends_at_its_empty_line_and_not_far_behind_it() {
        for (parts, expected) in [
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Head::Complete),
            ("GET / HTTP/1.1\nHost: a\n\nbody", Head::Complete),
            ("GET / HTTP/1.1\r\nHost: a\r|\n|\r|\n", Head::Complete),
            ("GET / HTTP/1.1\r\n|Host: a\r\n", Head::Arriving(25, *b"\r\n")),
        ] {
            let head = parts.split('|').fold(Head::NEW, |head, part| head.after(part.as_bytes()));
            assert_eq!(head, expected, "{parts:?}");
        }
        let line = [b'a'; 1024];
        let long = (0..16).fold(Head::NEW, |head, _| head.after(&line));
        assert_eq!(long, Head::Arriving(LONGEST_HEAD, *b"aa"));
        assert_eq!(long.after(b"a"), Head::Refused);
        assert_eq!(Head::Complete.after(&line), Head::Complete);
    }

    #[test]
    fn the_next_head_begins_after_a_response_that_keeps_the_connection() {
        let after = |written: &str| Head::Complete.after_response(written.as_bytes());
        assert_eq!(after("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"), Head::NEW);
        assert_eq!(after("HTTP/1.1 100 Continue\r\n\r\n"), Head::Complete);
        assert_eq!(after("HTTP/1.1 413 x\r\nconnection: close\r\n\r\n"), Head::Complete);
        assert_eq!(Head::Refused.after_response(b"HTTP/1.1 408 x\r\n\r\n"), Head::Refused);
    }

    #[test]
    fn a_replacement_is_a_whole_response() {
        for Replacement { whole, .. } in replacements().0 {
            let text = std::str::from_utf8(&whole).expect("text");
            let (head, body) = text.split_once("\r\n\r\n").expect("a head");
            assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
            for header in [
                "content-security-policy: ",
                "x-content-type-options: nosniff",
                "connection: close",
            ] {
                assert!(head.contains(header), "{header} is not in {head}");
            }
            assert!(body.contains("<h1>"), "{body}");
        }
    }
}
