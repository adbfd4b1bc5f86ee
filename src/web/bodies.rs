//! A memory budget for all request bodies together.
//!
//! A limit per body does not limit the memory of many bodies at once. Each body is charged to the
//! budget as its bytes arrive, and released when the request ends; beyond the budget a body is
//! refused with 503 and `Retry-After`. Each network can use only a part of the budget, so that a
//! client that sends unfinished bodies only blocks its own network.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::http::StatusCode;
use bytes::{Bytes, BytesMut};

use crate::web::error::Failure;
use crate::web::limits::network_key;

/// The budget for all bodies in bytes: a hundred of the largest forms, or some ten thousand
/// comments of usual length.
const TOTAL_BUDGET: usize = 24 * 1024 * 1024;
/// The budget of one network in bytes. It exceeds the largest single body, a list of rules.
const NETWORK_BUDGET: usize = 10 * 1024 * 1024;
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// The memory taken by all present bodies.
#[derive(Debug, Default)]
pub struct Bodies(Mutex<Usage>);

#[derive(Debug, Default)]
struct Usage {
    all: usize,
    by_network: HashMap<IpAddr, usize>,
}

impl Bodies {
    fn lock(&self) -> MutexGuard<'_, Usage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that is being read.
pub struct Body {
    bytes: BytesMut,
    charge: Charge,
    shortening: Option<Shortening>,
}

/// The shortening of a form's fields.
struct Shortening {
    /// The most bytes of a field that are kept, with its name.
    most: usize,
    /// The bytes of the present field so far.
    present: usize,
    /// The most bytes of all fields.
    room: usize,
}

impl Body {
    /// An empty body from `address`.
    pub fn new(bodies: &Arc<Bodies>, address: IpAddr) -> Body {
        let charge = Charge { bodies: Arc::clone(bodies), network: network_key(address), bytes: 0 };
        Body { bytes: BytesMut::new(), charge, shortening: None }
    }

    /// Adds received bytes.
    ///
    /// # Errors
    /// 503 with `Retry-After` if the budget is exhausted.
    pub fn add(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        if let Some(shortening) = &mut self.shortening {
            shortening.add(&mut self.bytes, chunk);
            return Ok(());
        }
        self.charge.charge(chunk.len())?;
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Keeps only the first `most` bytes of each field of this form, also of those that are added
    /// later. The form does not grow any more, so nothing more is charged.
    pub fn shorten_fields(&mut self, most: usize) {
        let whole = std::mem::take(&mut self.bytes);
        let mut shortening = Shortening { most, present: 0, room: whole.len() };
        shortening.add(&mut self.bytes, &whole);
        self.shortening = Some(shortening);
    }

    /// Whether [`shorten_fields`](Body::shorten_fields) was called.
    pub fn is_shortened(&self) -> bool {
        self.shortening.is_some()
    }

    /// The complete body, which is charged until the last copy is dropped.
    pub fn finish(self) -> Bytes {
        Bytes::from_owner(Charged { bytes: self.bytes, _charge: self.charge })
    }
}

impl Shortening {
    fn add(&mut self, form: &mut BytesMut, chunk: &[u8]) {
        for &byte in chunk {
            self.present = if byte == b'&' { 0 } else { self.present + 1 };
            if self.present <= self.most && form.len() < self.room {
                form.extend_from_slice(&[byte]);
            } else if self.present == self.most + 1 {
                // A cut escape would be shown as it is: %E4%B
                let cut = form.iter().rev().take(2).position(|last| *last == b'%');
                form.truncate(form.len() - cut.map_or(0, |before| before + 1));
            }
        }
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

/// The charged bytes of one body, released when it is dropped.
struct Charge {
    bodies: Arc<Bodies>,
    network: IpAddr,
    bytes: usize,
}

impl Charge {
    fn charge(&mut self, bytes: usize) -> Result<(), Failure> {
        let mut usage = self.bodies.lock();
        let of_network = usage.by_network.get(&self.network).copied().unwrap_or_default();
        if usage.all + bytes > TOTAL_BUDGET || of_network + bytes > NETWORK_BUDGET {
            let detail = "The server is receiving too much data at the moment. Nothing was changed; try again soon.";
            return Err(Failure {
                retry_after: Some(RETRY_AFTER),
                ..Failure::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
            });
        }
        usage.all += bytes;
        usage.by_network.insert(self.network, of_network + bytes);
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        let mut usage = self.bodies.lock();
        usage.all = usage.all.saturating_sub(self.bytes);
        if let Some(of_network) = usage.by_network.get_mut(&self.network) {
            *of_network = of_network.saturating_sub(self.bytes);
            if *of_network == 0 {
                usage.by_network.remove(&self.network);
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
        assert_eq!(held.len(), NETWORK_BUDGET / CHUNK.len());
        let refusal = from(&bodies, 1).err().expect("refused");
        assert_eq!((refusal.status.as_u16(), refusal.retry_after), (503, Some(RETRY_AFTER)));
        assert!(from(&bodies, 2).is_ok());
    }

    #[test]
    fn a_shortened_form_has_the_beginning_of_each_field() {
        let bodies = Arc::<Bodies>::default();
        let mut body = Body::new(&bodies, IpAddr::from([203, 0, 113, 1]));
        body.add(format!("version=3&text={}", "a".repeat(100)).as_bytes()).expect("room");
        body.shorten_fields(11);
        body.add(b"a&note=1%C3%A4%C3%A4&csrf=t").expect("room");
        assert_eq!(body.finish(), b"version=3&text=aaaaaa&note=1%C3&csrf=t"[..]);
        assert_eq!(bodies.lock().all, 0);
    }

    #[test]
    fn all_networks_together_have_one_budget_and_what_is_over_is_given_back() {
        let bodies = Arc::<Bodies>::default();
        let held: Vec<Bytes> =
            (0..200).filter_map(|n| from(&bodies, n).ok()).map(Body::finish).collect();
        assert_eq!(held.len(), TOTAL_BUDGET / CHUNK.len());
        let copy = held[0].clone();
        drop(held);
        assert_eq!(bodies.lock().all, CHUNK.len(), "a copy is in use");
        drop(copy);
        assert_eq!(bodies.lock().all, 0);
        assert!(bodies.lock().by_network.is_empty());
    }
}
