//! A memory budget for all request bodies together.
//!
//! A limit per body does not limit the memory of many bodies at once. The memory of each body is
//! charged to the budget as its bytes arrive, and released when the request ends; beyond the budget
//! a body is refused with 503 and `Retry-After`. Each network can use only a part of the budget, so
//! that a client that sends unfinished bodies only blocks its own network.
//!
//! The first 8 KiB of each body are outside of the budget, so that no comment of usual length is
//! ever refused for the bodies of others. They are limited by the number of connections. A larger
//! form that is refused keeps what has arrived, for the page that says so.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::http::StatusCode;
use bytes::Bytes;

use crate::i18n::Message;
use crate::web::error::Failure;
use crate::web::limits::network_key;

/// The budget for all bodies in bytes: twelve of the largest forms.
const TOTAL_BUDGET: usize = 12 * 1024 * 1024;
/// The budget of one network in bytes. It exceeds the largest single body, a list of rules.
const NETWORK_BUDGET: usize = 10 * 1024 * 1024;
/// Bytes of each body that are not charged: some 5,000 letters of a Latin alphabet with everything
/// around them, or 700 Chinese characters, form-encoded.
const NOT_CHARGED: usize = 8 * 1024;
/// The size of the blocks in which a body is kept until it is complete. All have the same size, so that
/// those of one body can be used for the next one. A body that grew in one piece would leave holes of
/// many sizes, and memory would grow with each burst.
const BLOCK: usize = 4 * 1024;
/// Bytes for the fields after the one in which a form was refused, such as the name and the address
/// after the text, and the most of each that are kept.
const LATER_FIELDS: usize = 4 * 1024;
const LATER_FIELD: usize = 1024;
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
    /// All blocks but the last one are full.
    blocks: Vec<Vec<u8>>,
    charge: Charge,
    shortening: Option<Shortening>,
}

/// A form whose fields are shortened.
struct Shortening {
    form: Vec<u8>,
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
        Body { blocks: Vec::new(), charge, shortening: None }
    }

    /// Adds received bytes.
    ///
    /// # Errors
    /// 503 with `Retry-After` if the budget is exhausted. Nothing is added then.
    pub fn add(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        if let Some(shortening) = &mut self.shortening {
            shortening.add(chunk);
            return Ok(());
        }
        let room = self.blocks.last().map_or(0, |last| BLOCK - last.len());
        let more = chunk.len().saturating_sub(room).div_ceil(BLOCK);
        let grown = (self.blocks.len() + more) * BLOCK;
        self.charge.grow_to(grown.saturating_sub(NOT_CHARGED))?;
        let (first, rest) = chunk.split_at(room.min(chunk.len()));
        if let Some(last) = self.blocks.last_mut() {
            last.extend_from_slice(first);
        }
        for part in rest.chunks(BLOCK) {
            let mut block = Vec::with_capacity(BLOCK);
            block.extend_from_slice(part);
            self.blocks.push(block);
        }
        Ok(())
    }

    /// Keeps only the first `most` bytes of each field of this form, also of those that are added
    /// later. The form does not grow any more, so nothing more is charged.
    pub fn shorten_fields(&mut self, most: usize) {
        let room = self.blocks.iter().map(Vec::len).sum();
        let mut shortening = Shortening { form: Vec::with_capacity(room), most, present: 0, room };
        for block in std::mem::take(&mut self.blocks) {
            shortening.add(&block);
        }
        self.shortening = Some(shortening);
    }

    /// Keeps what has arrived of this form, and the beginning of each field that is added later. The
    /// form does not grow by more than 4 KiB, so nothing more is charged.
    pub fn keep_what_arrived(&mut self) {
        let length: usize = self.blocks.iter().map(Vec::len).sum();
        let mut form = Vec::with_capacity(length + LATER_FIELDS);
        for block in std::mem::take(&mut self.blocks) {
            form.extend_from_slice(&block);
        }
        let present = form.iter().rev().take_while(|byte| **byte != b'&').count();
        let (most, room) = (present.max(LATER_FIELD), form.len() + LATER_FIELDS);
        self.shortening = Some(Shortening { form, most, present, room });
    }

    fn into_parts(self) -> (Vec<u8>, Charge) {
        let Body { mut blocks, charge, shortening } = self;
        let bytes = match (shortening, blocks.len()) {
            (Some(shortening), _) => shortening.form,
            (None, 1) => blocks.swap_remove(0),
            (None, _) => blocks.concat(),
        };
        (bytes, charge)
    }

    /// The complete body, which is charged until the last copy is dropped.
    pub fn finish(self) -> Bytes {
        let (bytes, charge) = self.into_parts();
        Bytes::from_owner(Charged { bytes, _charge: charge })
    }

    /// What has arrived of a form that is not complete.
    pub fn finish_early(self) -> Bytes {
        let (mut bytes, charge) = self.into_parts();
        remove_cut_escape(&mut bytes);
        Bytes::from_owner(Charged { bytes, _charge: charge })
    }
}

impl Shortening {
    fn add(&mut self, chunk: &[u8]) {
        for &byte in chunk {
            self.present = if byte == b'&' { 0 } else { self.present + 1 };
            if self.present <= self.most && self.form.len() < self.room {
                self.form.push(byte);
            } else if self.present == self.most + 1 {
                remove_cut_escape(&mut self.form);
            }
        }
    }
}

/// Removes an escape that was cut at the end of a form, since it would be shown as it is: `%E4%B`.
fn remove_cut_escape(form: &mut Vec<u8>) {
    let cut = form.iter().rev().take(2).position(|last| *last == b'%');
    form.truncate(form.len() - cut.map_or(0, |before| before + 1));
}

struct Charged {
    bytes: Vec<u8>,
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
    /// Charges `bytes` in all.
    fn grow_to(&mut self, bytes: usize) -> Result<(), Failure> {
        let more = bytes.saturating_sub(self.bytes);
        if more == 0 {
            return Ok(());
        }
        let mut usage = self.bodies.lock();
        let of_network = usage.by_network.get(&self.network).copied().unwrap_or_default();
        if usage.all + more > TOTAL_BUDGET || of_network + more > NETWORK_BUDGET {
            let detail = Message::fault_unavailable();
            return Err(Failure {
                retry_after: Some(RETRY_AFTER),
                ..Failure::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
            });
        }
        usage.all += more;
        usage.by_network.insert(self.network, of_network + more);
        self.bytes += more;
        Ok(())
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        if self.bytes == 0 {
            return;
        }
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
    const CHARGED: usize = 256 * 1024 - NOT_CHARGED;

    fn new(bodies: &Arc<Bodies>, network: u8) -> Body {
        Body::new(bodies, IpAddr::from([203, 0, 113, network]))
    }

    fn from(bodies: &Arc<Bodies>, network: u8) -> Result<Body, Failure> {
        let mut body = new(bodies, network);
        body.add(&CHUNK).map(|()| body)
    }

    /// Bodies of so many networks that there is room for no other one.
    fn fill(bodies: &Arc<Bodies>) -> Vec<Body> {
        (0..200).filter_map(|n| from(bodies, n).ok()).collect()
    }

    /// The same, and so many small ones that nothing is left.
    fn fill_up(bodies: &Arc<Bodies>) -> Vec<Body> {
        let mut held = fill(bodies);
        while bodies.lock().all < TOTAL_BUDGET {
            let mut body = new(bodies, 201);
            body.add(&CHUNK[..NOT_CHARGED + 4096]).expect("room");
            held.push(body);
        }
        held
    }

    #[test]
    fn unfinished_bodies_of_one_network_leave_room_for_others() {
        let bodies = Arc::<Bodies>::default();
        let held: Vec<Body> = (0..1500).filter_map(|_| from(&bodies, 1).ok()).collect();
        assert_eq!(held.len(), NETWORK_BUDGET / CHARGED);
        let refusal = from(&bodies, 1).err().expect("refused");
        assert_eq!((refusal.status.as_u16(), refusal.retry_after), (503, Some(RETRY_AFTER)));
        assert!(from(&bodies, 2).is_ok());
    }

    #[test]
    fn a_comment_of_usual_length_is_read_whatever_others_send() {
        let bodies = Arc::<Bodies>::default();
        let _held = fill_up(&bodies);
        let mut body = new(&bodies, 1);
        for _ in 0..NOT_CHARGED / 1024 {
            body.add(&CHUNK[..1024]).expect("room");
        }
        assert!(body.add(&CHUNK[..1]).is_err());
        assert_eq!(body.finish().len(), NOT_CHARGED);
    }

    #[test]
    fn a_body_is_charged_by_blocks_and_is_whole_at_the_end() {
        let bodies = Arc::<Bodies>::default();
        let mut body = new(&bodies, 1);
        let sent: Vec<u8> = (0..8 * 1024 * 1024_u32).map(|n| n.to_le_bytes()[0]).collect();
        for chunk in sent.chunks(6_000) {
            body.add(chunk).expect("the longest list of rules fits into the budget");
        }
        assert!(body.blocks.iter().all(|block| block.capacity() == BLOCK));
        assert_eq!(bodies.lock().all, sent.len() - NOT_CHARGED);
        assert_eq!(body.finish(), sent);
    }

    #[test]
    fn a_form_that_was_refused_keeps_what_arrived_and_the_fields_behind() {
        let bodies = Arc::<Bodies>::default();
        let _held = fill_up(&bodies);
        let mut body = new(&bodies, 1);
        body.add(b"parent_id=&text=").expect("room");
        body.add(&CHUNK[..6_000]).expect("room");
        assert!(body.add(&CHUNK).is_err());
        body.keep_what_arrived();
        body.add(&CHUNK).expect("it is not kept");
        body.add(b"&name=Ann&email=ann%40mail.test").expect("it is short");
        let kept = body.finish_early();
        assert!(kept.ends_with(b"aaa&name=Ann&email=ann%40mail.test"));
        assert_eq!(kept.len(), "parent_id=&text=&name=Ann&email=ann%40mail.test".len() + 6_000);
    }

    #[test]
    fn a_shortened_form_has_the_beginning_of_each_field() {
        let bodies = Arc::<Bodies>::default();
        let mut body = new(&bodies, 1);
        body.add(format!("version=3&text={}", "a".repeat(100)).as_bytes()).expect("room");
        body.shorten_fields(11);
        body.add(b"a&note=1%C3%A4%C3%A4&csrf=t").expect("room");
        assert_eq!(body.finish(), b"version=3&text=aaaaaa&note=1%C3&csrf=t"[..]);
        let mut body = new(&bodies, 1);
        body.add(b"text=a%C3%A").expect("room");
        assert_eq!(body.finish_early(), b"text=a%C3"[..]);
        assert_eq!(bodies.lock().all, 0);
    }

    #[test]
    fn all_networks_together_have_one_budget_and_what_is_over_is_given_back() {
        let bodies = Arc::<Bodies>::default();
        let held: Vec<Bytes> = fill(&bodies).into_iter().map(Body::finish).collect();
        assert_eq!(held.len(), TOTAL_BUDGET / CHARGED);
        let copy = held[0].clone();
        drop(held);
        assert_eq!(bodies.lock().all, CHARGED, "a copy is in use");
        drop(copy);
        assert_eq!(bodies.lock().all, 0);
        assert!(bodies.lock().by_network.is_empty());
    }
}
