//! The one HTTP client for requests to other servers.
//!
//! An address that somebody else can choose or change must not lead into the operator's own
//! network. So [`Outbound`] speaks http and https only, resolves each name itself, and connects
//! only to the addresses that `addresses::is_public` accepts: what is checked is what is
//! connected to, and a second answer of the name server cannot differ. It follows no redirect,
//! uses no proxy from the environment, and limits time and size of an answer.
//!
//! `outbound.private_hosts` names the hosts that may be elsewhere, for a service of the operator's
//! own.

mod addresses;
mod resolver;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{Request, Response, StatusCode, redirect, retry};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use crate::config;
use crate::error::{Error, Result};
use crate::outbound::resolver::{PublicOnly, Refused};

/// For the name server and the handshakes.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// For a whole exchange, unless the request has a timeout of its own.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The user agent of every request that does not name another.
pub const USER_AGENT: &str = concat!("Rejoinder/", env!("CARGO_PKG_VERSION"));

/// The client. Clones share it.
#[derive(Clone, Debug)]
pub struct Outbound {
    http: reqwest::Client,
    private_hosts: Arc<HashSet<Host>>,
}

/// A complete answer of any status. A redirect is an answer like others.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body, at most as long as was asked for.
    pub body: Bytes,
}

/// Why there is no answer. No variant repeats the URL, which may contain a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The scheme is not http or https, or no address of the host is public.
    Forbidden,
    /// The name is unknown, the connection failed, or it broke.
    Unreachable,
    /// The time was up.
    Late,
    /// The body is longer than was asked for.
    TooLong,
}

impl Outbound {
    /// A client that connects to public addresses and to `settings.private_hosts`.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(settings: &config::Outbound) -> Result<Outbound> {
        let private_hosts = Arc::new(settings.private_hosts.iter().cloned().collect());
        // This is the room for it: everything else asks through `Outbound`.
        #[expect(clippy::disallowed_methods, reason = "the guarded client is built here")]
        let builder = reqwest::Client::builder();
        let http = builder
            .tls_backend_preconfigured(tls()?)
            .dns_resolver(PublicOnly { private_hosts: Arc::clone(&private_hosts) })
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .user_agent(USER_AGENT)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            // Requests are rare: a connection kept from the last one would mostly be stale.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(Error::internal)?;
        Ok(Outbound { http, private_hosts })
    }

    /// Sends `request` and reads its answer, a body of at most `longest` bytes.
    pub async fn send(&self, request: Request, longest: usize) -> Result<Answer, Fault> {
        self.check(request.url())?;
        let response = self.http.execute(request).await.map_err(|cause| fault(&cause))?;
        read(response, longest).await
    }

    /// Refuses a URL that needs no name server to be recognised: the resolver sees names only.
    fn check(&self, url: &Url) -> Result<(), Fault> {
        let is_http = matches!(url.scheme(), "http" | "https");
        let host = url.host().filter(|_| is_http).ok_or(Fault::Forbidden)?;
        let is_allowed = match host {
            Host::Domain(_) => true,
            Host::Ipv4(address) => addresses::is_public(address.into()),
            Host::Ipv6(address) => addresses::is_public(address.into()),
        };
        if is_allowed || self.private_hosts.contains(&host.to_owned()) {
            return Ok(());
        }
        Err(Fault::Forbidden)
    }
}

/// The public roots that the program brings, as for mail.
fn tls() -> Result<ClientConfig> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

async fn read(mut response: Response, longest: usize) -> Result<Answer, Fault> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|cause| fault(&cause))? {
        if body.len() + chunk.len() > longest {
            return Err(Fault::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    let headers = std::mem::take(response.headers_mut());
    Ok(Answer { status: response.status(), headers, body: body.freeze() })
}

fn fault(cause: &reqwest::Error) -> Fault {
    let mut source = cause.source();
    while let Some(inner) = source {
        if inner.is::<Refused>() {
            return Fault::Forbidden;
        }
        source = inner.source();
    }
    if cause.is_timeout() { Fault::Late } else { Fault::Unreachable }
}
