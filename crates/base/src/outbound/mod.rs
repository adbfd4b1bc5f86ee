//! The HTTP client for all requests to other servers.
//!
//! A URL that somebody else controls must not reach the operator's own network (server-side request
//! forgery). So [`Outbound`] supports only http and https, resolves each name itself, and connects
//! only to addresses that `addresses::is_public` accepts. It connects to the address that was
//! checked, so a second DNS answer cannot differ (DNS rebinding). It follows no redirects, uses no
//! proxy from the environment, and limits time and size of a response.
//!
//! `outbound.private_hosts` lists exceptions, for services of the operator.

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

/// For name resolution and the handshakes.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// For a whole request, unless it has its own timeout.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The default user agent.
pub const USER_AGENT: &str = concat!("Rejoinder/", env!("CARGO_PKG_VERSION"));

/// The client. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Outbound {
    http: reqwest::Client,
    private_hosts: Arc<HashSet<Host>>,
}

/// A complete response with any status, including redirects.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body, within the limit of the request.
    pub body: Bytes,
}

/// Why there is no response. No variant contains the URL, which may include a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The scheme is neither http nor https, or no address of the host is public.
    Forbidden,
    /// The name is unknown, or the connection failed or broke.
    Unreachable,
    /// The request timed out.
    TimedOut,
    /// The body exceeds the limit.
    TooLong,
}

impl Outbound {
    /// A client that connects to public addresses and to `settings.private_hosts`.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(settings: &config::Outbound) -> Result<Outbound> {
        let private_hosts = Arc::new(settings.private_hosts.iter().cloned().collect());
        // The only client: all other code sends requests through `Outbound`.
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
            // Requests are rare: an idle connection would mostly be stale.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(Error::internal)?;
        Ok(Outbound { http, private_hosts })
    }

    /// Sends `request` and reads the response, with a body of at most `max_bytes`.
    pub async fn send(&self, request: Request, max_bytes: usize) -> Result<Answer, Fault> {
        self.check(request.url())?;
        let response = self.http.execute(request).await.map_err(|cause| fault(&cause))?;
        read(response, max_bytes).await
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

/// TLS with the built-in public root certificates, as for mail.
fn tls() -> Result<ClientConfig> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

async fn read(mut response: Response, max_bytes: usize) -> Result<Answer, Fault> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|cause| fault(&cause))? {
        if body.len() + chunk.len() > max_bytes {
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
    if cause.is_timeout() { Fault::TimedOut } else { Fault::Unreachable }
}
