//! Resolves names to the addresses that may be connected to.

use std::collections::HashSet;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Host;

use crate::outbound::addresses;

/// Hands over public addresses only, and for `private_hosts` all of them. The client connects to
/// what this returns and does not ask again.
pub(super) struct PublicOnly {
    pub(super) private_hosts: Arc<HashSet<Host>>,
}

/// The name exists, and none of its addresses is public.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no address of the host is public")
    }
}

impl std::error::Error for Refused {}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let is_private_host =
            Host::parse(&host).is_ok_and(|host| self.private_hosts.contains(&host));
        Box::pin(async move {
            // The client puts the URL's port in the place of 0.
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
