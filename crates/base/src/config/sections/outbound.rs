//! The section `outbound`.

use url::Host;

use crate::config::layers::Layers;
use crate::config::urls;

/// Requests to other servers.
#[derive(Clone, Debug, Default)]
pub struct Outbound {
    /// Hosts that may be reached at private addresses.
    pub private_hosts: Vec<Host>,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Outbound> {
    let form = "Write host names or addresses, for instance [\"spam.internal\", \"10.0.0.5\"]";
    let texts: Vec<String> = layers.list("outbound.private_hosts", form)?;
    let mut private_hosts = Vec::new();
    for text in &texts {
        match Host::parse(text) {
            Ok(Host::Domain(name)) if !urls::is_host_name(&name) => layers.refuse(
                "outbound.private_hosts",
                (
                    format!("{text:?} is not a host, and patterns are not supported"),
                    form.to_owned(),
                ),
            ),
            Ok(host) => private_hosts.push(host),
            Err(_) => layers.refuse(
                "outbound.private_hosts",
                (format!("{text:?} is not a host"), form.to_owned()),
            ),
        }
    }
    Some(Outbound { private_hosts })
}
