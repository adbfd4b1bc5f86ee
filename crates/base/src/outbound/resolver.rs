//! Resolves names to allowed addresses.

use std::collections::HashSet;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Host;

use crate::outbound::addresses;

/// A resolver that returns public addresses only, and all addresses for `private_hosts`. The client
/// connects to the returned addresses without resolving the name again.
pub(super) struct PublicOnly {
    pub(super) private_hosts: Arc<HashSet<Host>>,
}

/// The name exists, but none of its addresses is public.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no address of the host is public")
    }
}

impl std::error::Error for Refused {}

impl Resolve for PublicOnly {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that resolves names")]
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let is_private_host =
            Host::parse(&host).is_ok_and(|host| self.private_hosts.contains(&host));
        Box::pin(async move {
            // The client replaces port 0 by the URL's port.
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host, 0)).await?.collect();
            let allowed: Vec<SocketAddr> = found
                .into_iter()
                .filter(|address| is_private_host || addresses::is_public(address.ip()))
                .collect();
            if allowed.is_empty() {
                return Err(Refused.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
