//! The section `server`.

use std::net::SocketAddr;
use std::time::Duration;

use crate::config::is_loopback;
use crate::config::layers::Layers;
use crate::config::urls;
use crate::config::values::{networks, seconds, socket_address};

/// The HTTP server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The address of the public listener, for readers and staff.
    pub listen: SocketAddr,
    /// The base of every link in pages, feeds and mails: `http(s)://host[:port]`, without a slash
    /// at the end.
    pub base_url: String,
    /// The address of the listener for operators, which serves `/metrics` without a token.
    pub admin_listen: Option<SocketAddr>,
    /// The peers whose forwarding headers are trusted.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Threads that handle requests; 0 means one per core.
    pub workers: usize,
    /// Open connections at once, over all threads.
    pub max_connections: usize,
    /// Open connections at once from one network that is no trusted proxy.
    pub max_connections_per_network: usize,
    /// How long a request's body may take to arrive.
    pub body_timeout: Duration,
    /// How long requests are served after SIGTERM while `/ready` says that the server stops.
    pub lame_duck: Duration,
    /// How long accepted requests may take to finish after SIGTERM; at most 25 s.
    pub stop_timeout: Duration,
    /// Whether `serve` also runs the queue worker.
    pub run_worker: bool,
}

impl Server {
    /// Whether the server listens on every address of the machine, but `base_url` names only
    /// `localhost`: links work on this machine only, and other readers use an IP address.
    pub fn is_nameless(&self) -> bool {
        let url = url::Url::parse(&self.base_url).ok();
        let host = url.as_ref().and_then(url::Url::host_str);
        self.listen.ip().is_unspecified() && host.is_some_and(is_loopback)
    }
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Server> {
    let listen = layers.text_of("server.listen", socket_address);
    let base_url = layers.optional("server.base_url", urls::base);
    let admin_listen = layers.optional("server.admin_listen", socket_address);
    let trusted_proxies = networks(layers);
    let workers = layers.number("server.workers", 0..=1_024);
    // A browser opens six connections, and an open desk keeps one.
    let max_connections = layers.number("server.max_connections", 16..=1_000_000);
    let max_connections_per_network =
        layers.number("server.max_connections_per_network", 8..=1_000_000);
    let body_timeout = seconds(layers, "server.body_timeout", 1..=3_600);
    let lame_duck = seconds(layers, "server.lame_duck", 0..=60);
    let stop_timeout = seconds(layers, "server.stop_timeout", 1..=25);
    let run_worker = layers.switch("server.run_worker");
    let (listen, admin_listen) = (listen?, admin_listen?);
    if admin_listen.is_some_and(|admin| conflict(admin, listen)) {
        let fault = "it is the same address as server.listen".to_owned();
        layers.refuse("server.admin_listen", (fault, "Use another port".to_owned()));
    }
    let base_url = base_url?.unwrap_or_else(|| {
        // A link cannot contain the unspecified address.
        let computed = match listen.ip().is_unspecified() {
            true => format!("http://localhost:{}", listen.port()),
            false => format!("http://{listen}"),
        };
        layers.computed("server.base_url", &computed, "server.listen");
        computed
    });
    Some(Server {
        listen,
        base_url,
        admin_listen,
        trusted_proxies: trusted_proxies?,
        workers: workers?,
        max_connections: max_connections?,
        max_connections_per_network: max_connections_per_network?,
        body_timeout: body_timeout?,
        lame_duck: lame_duck?,
        stop_timeout: stop_timeout?,
        run_worker: run_worker?,
    })
}

/// Whether two listeners cannot be bound at the same time.
fn conflict(a: SocketAddr, b: SocketAddr) -> bool {
    let everywhere = |address: SocketAddr| address.ip().is_unspecified();
    a.port() == b.port() && a.port() != 0 && (a.ip() == b.ip() || everywhere(a) || everywhere(b))
}
