//! The memory that request bodies may take, all of them together.
//!
//! A limit per body does not bound what many bodies take at once. Each body is charged here as its
//! bytes arrive and given back when the request is over; beyond the budget a body is refused with
//! 503 and `Retry-After`. One network gets a part of the budget only, so that a sender of
//! unfinished bodies shuts out nobody but himself.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::http::StatusCode;
use bytes::{Bytes, BytesMut};

use crate::web::error::Failure;
use crate::web::limits::network_key;

/// All bodies together, in bytes. A choice: a hundred of the largest forms, or some ten thousand
/// comments of usual length.
const ALL: usize = 24 * 1024 * 1024;
/// The bodies of one network together. Above the largest single body, a list of rules.
const OF_ONE_NETWORK: usize = 10 * 1024 * 1024;
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// What the bodies take that are being read or worked on.
#[derive(Debug, Default)]
pub struct Bodies(Mutex<Taken>);

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_network: HashMap<IpAddr, usize>,
}

impl Bodies {
    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that is being read.
pub struct Body {
    bytes: BytesMut,
    charge: Charge,
}

impl Body {
    /// An empty body from `address`.
    pub fn new(bodies: &Arc<Bodies>, address: IpAddr) -> Body {
        let charge = Charge { bodies: Arc::clone(bodies), network: network_key(address), bytes: 0 };
        Body { bytes: BytesMut::new(), charge }
    }

    /// How many bytes have arrived.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Adds what arrived.
    ///
    /// # Errors
    /// 503 with `Retry-After` if the budget does not suffice.
    pub fn add(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        self.charge.take(chunk.len())?;
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// The whole body. It is charged until the last copy is dropped.
    pub fn finish(self) -> Bytes {
        Bytes::from_owner(Charged { bytes: self.bytes, _charge: self.charge })
    }
}

struct Charged {
    bytes: BytesMut,
    _charge: Charge,
}

impl AsRef<[u8]> for Charged {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Bytes of the budget that belong to one body, given back when it is dropped.
struct Charge {
    bodies: Arc<Bodies>,
    network: IpAddr,
    bytes: usize,
}

impl Charge {
    fn take(&mut self, bytes: usize) -> Result<(), Failure> {
        let mut taken = self.bodies.lock();
        let of_network = taken.by_network.get(&self.network).copied().unwrap_or_default();
        if taken.all + bytes > ALL || of_network + bytes > OF_ONE_NETWORK {
            let detail =
                "Too much is being sent at the moment. Nothing was changed; try again soon.";
            return Err(Failure {
                retry_after: Some(RETRY_AFTER),
                ..Failure::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
            });
        }
        taken.all += bytes;
        taken.by_network.insert(self.network, of_network + bytes);
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        let mut taken = self.bodies.lock();
        taken.all = taken.all.saturating_sub(self.bytes);
        if let Some(of_network) = taken.by_network.get_mut(&self.network) {
            *of_network = of_network.saturating_sub(self.bytes);
            if *of_network == 0 {
                taken.by_network.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static CHUNK: [u8; 256 * 1024] = [b'a'; 256 * 1024];

    fn from(bodies: &Arc<Bodies>, network: u8) -> Result<Body, Failure> {
        let mut body = Body::new(bodies, IpAddr::from([203, 0, 113, network]));
        body.add(&CHUNK).map(|()| body)
    }

    #[test]
    fn unfinished_bodies_of_one_network_leave_room_for_others() {
        let bodies = Arc::<Bodies>::default();
        let held: Vec<Body> = (0..1500).filter_map(|_| from(&bodies, 1).ok()).collect();
        assert_eq!(held.len(), OF_ONE_NETWORK / CHUNK.len());
        let refusal = from(&bodies, 1).err().expect("refused");
        assert_eq!((refusal.status.as_u16(), refusal.retry_after), (503, Some(RETRY_AFTER)));
        assert!(from(&bodies, 2).is_ok());
    }

    #[test]
    fn all_networks_together_have_one_budget_and_what_is_over_is_given_back() {
        let bodies = Arc::<Bodies>::default();
        let held: Vec<Bytes> =
            (0..200).filter_map(|n| from(&bodies, n).ok()).map(Body::finish).collect();
        assert_eq!(held.len(), ALL / CHUNK.len());
        let copy = held[0].clone();
        drop(held);
        assert_eq!(bodies.lock().all, CHUNK.len(), "a copy is in use");
        drop(copy);
        assert_eq!(bodies.lock().all, 0);
        assert!(bodies.lock().by_network.is_empty());
    }
}
