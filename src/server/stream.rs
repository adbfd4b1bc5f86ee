//! The connection as actix-http sees it: it gives the responses of the HTTP parser a body and
//! headers.
//!
//! actix-http itself answers a request that it cannot parse (400), a head that is too large (431)
//! and one that is too slow (408), without a body and without the headers of every other response,
//! and has no hook to change that. Such a response is the last of its connection, so it is
//! recognised at the end of what is written, and another one is sent instead.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use actix_web::http::StatusCode;
use actix_web::rt::net::TcpStream;
use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::web::edge::Edge;

/// The longest response of the parser in bytes: status line, length, connection and date.
const LONGEST: usize = 200;

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
            whole: edge.response_to_unreadable(status),
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
}

/// A TCP connection.
pub(super) struct Stream {
    tcp: TcpStream,
    replacements: Arc<Replacements>,
    /// What is left to send of a replacement.
    rest: Bytes,
}

impl Stream {
    pub(super) fn new(tcp: TcpStream, replacements: Arc<Replacements>) -> Stream {
        Stream { tcp, replacements, rest: Bytes::new() }
    }

    pub(super) fn tcp(&self) -> &TcpStream {
        &self.tcp
    }

    fn poll_rest(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.rest.has_remaining() {
            let sent = ready!(Pin::new(&mut self.tcp).poll_write(cx, &self.rest))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.rest.advance(sent);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        read: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(cx, read)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        written: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_rest(cx))?;
        let found = self.replacements.find(written).map(|(at, whole)| (at, whole.clone()));
        match found {
            None => Pin::new(&mut self.tcp).poll_write(cx, written),
            // First what was written before it; the next call begins with it.
            Some((at, _)) if at > 0 => Pin::new(&mut self.tcp).poll_write(cx, &written[..at]),
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

    fn replacements() -> Replacements {
        let config = Config::from_toml("[server]\nbase_url = \"https://news.example\"");
        Replacements::new(&Edge::new(&config.expect("a good configuration")))
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
