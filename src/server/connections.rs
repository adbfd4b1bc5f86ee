//! Limits the open connections of each network.
//!
//! Beyond `server.max_connections_per_network` a new connection gets a 503 and is closed, so that
//! one client cannot use up `server.max_connections`. Trusted proxies carry the
//! connections of many networks and are not limited here; [`crate::web::bodies`] limits what each
//! network sends through them, by the forwarded address.

use std::collections::HashMap;
use std::io::Write;
use std::net::{IpAddr, Shutdown};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::dev::Extensions;
use actix_web::http::StatusCode;
use actix_web::rt::net::TcpStream;
use bytes::Bytes;
use ipnet::IpNet;
use socket2::SockRef;

use crate::config::Server;
use crate::web::edge::Edge;
use crate::web::error::Failure;
use crate::web::limits::network_key;

/// When a client that was refused may try again.
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// Counts the open connections of each network.
#[derive(Debug)]
pub(super) struct Connections {
    open: Mutex<HashMap<IpAddr, usize>>,
    limit: usize,
    unlimited: Vec<IpNet>,
    /// The whole response to a connection beyond the limit. It is sent before any request is read.
    refusal: Bytes,
}

impl Connections {
    pub(super) fn new(settings: &Server, edge: &Edge) -> Connections {
        let detail = "Your network has too many open connections. Close some.";
        let failure = Failure::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail);
        let failure = Failure { retry_after: Some(RETRY_AFTER), ..failure };
        Connections {
            refusal: edge.response_to_unreadable(&failure),
            open: Mutex::default(),
            limit: settings.max_connections_per_network,
            unlimited: settings.trusted_proxies.clone(),
        }
    }

    /// Counts a connection while it is open, or refuses it. The count is kept in the connection's
    /// extensions.
    pub(super) fn admit(self: &Arc<Self>, stream: &TcpStream, extensions: &mut Extensions) {
        let Ok(peer) = stream.peer_addr() else { return };
        let peer = peer.ip().to_canonical();
        if self.unlimited.iter().any(|network| network.contains(&peer)) {
            return;
        }
        match self.count(network_key(peer)) {
            Some(open) => {
                extensions.insert(open);
            }
            None => self.refuse(stream),
        }
    }

    fn count(self: &Arc<Self>, network: IpAddr) -> Option<OpenConnection> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(network).or_default();
        if *count >= self.limit {
            return None;
        }
        *count += 1;
        Some(OpenConnection { connections: Arc::clone(self), network })
    }

    /// Sends the refusal and closes the connection. A failure is only logged at debug: the peer may
    /// have disconnected already.
    fn refuse(&self, stream: &TcpStream) {
        let socket = SockRef::from(stream);
        let sent =
            (&*socket).write_all(&self.refusal).and_then(|()| socket.shutdown(Shutdown::Both));
        if let Err(error) = sent {
            tracing::debug!(%error, "a connection beyond the limit was closed without a response");
        }
    }
}

/// Counts one connection until it is dropped.
struct OpenConnection {
    connections: Arc<Connections>,
    network: IpAddr,
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::settings::live::LiveSettings;

    fn connections() -> Arc<Connections> {
        let text = "[server]\nbase_url = \"https://news.example\"\nmax_connections_per_network = 8";
        let config = Config::from_toml(text).expect("a good configuration");
        let server = config.server.clone();
        let edge = Edge::new(Arc::new(LiveSettings::new(config)));
        Arc::new(Connections::new(&server, &edge))
    }

    #[test]
    fn a_network_gets_so_many_connections_and_no_more_until_one_ends() {
        let connections = connections();
        let [home, away] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(IpAddr::from);
        let mut held: Vec<_> = (0..8).map(|_| connections.count(home).expect("room")).collect();
        assert!(connections.count(home).is_none());
        assert!(connections.count(away).is_some());
        held.pop();
        assert!(connections.count(home).is_some());
        assert_eq!(connections.open.lock().expect("not poisoned").len(), 1);
    }

    #[test]
    fn the_refusal_is_a_whole_response_with_the_usual_headers() {
        let refusal = connections().refusal.clone();
        let text = std::str::from_utf8(&refusal).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.1 503 "), "{head}");
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
        for header in
            ["content-security-policy: ", "strict-transport-security: ", "retry-after: 10"]
        {
            assert!(head.contains(header), "{header} is not in {head}");
        }
        assert!(body.contains("too many open connections"), "{body}");
    }
}
