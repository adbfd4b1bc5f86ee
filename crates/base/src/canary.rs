//! Addresses that must appear nowhere, and the search for them in every form a program writes text in.
//! For `rejoinder audit leaks` and the tests.
//!
//! A canary is the address `cn-<32 hex>@leak.test`. Bytes are searched as they are and decoded from
//! percent, HTML, JSON, quoted-printable, hex and base64 form, also one inside the other, in any case;
//! for the address, for its local part, and for its digests. Compressed bytes must be decompressed by
//! the caller.

mod views;

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use memchr::memmem;
use sha2::{Digest as _, Sha256};

pub use crate::canary::views::Views;

/// One address to be looked for.
#[derive(Clone, Debug)]
pub struct Canary {
    local_part: String,
    address: String,
    needles: Vec<Needle>,
}

#[derive(Clone, Debug)]
struct Needle {
    name: &'static str,
    bytes: Vec<u8>,
    /// Text is looked for in any case; a digest's bytes are not text.
    text: bool,
}

impl Canary {
    /// The canary that belongs to `seed`, always the same one. Its sha256 is looked for, too.
    pub fn new(seed: &str) -> Canary {
        let local_part = format!("cn-{}", hex(&Sha256::digest(seed)[..16]));
        let address = format!("{local_part}@leak.test");
        let text = |name, text: &str| Needle { name, bytes: text.as_bytes().to_vec(), text: true };
        let needles = vec![text("address", &address), text("local part", &local_part)];
        let digest = Sha256::digest(&address).to_vec();
        Canary { local_part, address, needles }.and_digest("sha256", "sha256 in hex", digest)
    }

    /// The same canary, looked for also by another digest of its address.
    pub fn and_digest(
        mut self,
        name: &'static str,
        in_hex: &'static str,
        digest: Vec<u8>,
    ) -> Canary {
        self.needles.push(Needle { name: in_hex, bytes: hex(&digest).into_bytes(), text: true });
        self.needles.push(Needle { name, bytes: digest, text: false });
        self
    }

    /// The whole address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        &self.local_part
    }

    /// What a row of a table contains as text, with its bytes in hex, if the address is in it: texts in lower
    /// case for any case, and texts for which case matters (base64, which is not decoded there).
    pub fn forms_in_rows(&self) -> (Vec<String>, Vec<String>) {
        let local_part = self.local_part.as_bytes();
        let in_base64: Vec<String> = [STANDARD, URL_SAFE]
            .iter()
            .flat_map(|engine| (0..3).map(|before| base64_of_part(engine, local_part, before)))
            .collect();
        // Little and big endian have this in common.
        let utf16: Vec<u8> = local_part.iter().flat_map(|byte| [*byte, 0]).collect();
        let mut any_case = vec![
            self.local_part.clone(),
            hex(local_part),
            hex(&utf16[..utf16.len() - 1]),
            hex(&Sha256::digest(&self.address)),
        ];
        any_case.extend(in_base64.iter().map(|text| hex(text.as_bytes())));
        (any_case, in_base64)
    }

    /// Every form in which the address is found in `bytes`, such as `address, base64`; empty when it is
    /// not there.
    pub fn find_in(&self, bytes: &[u8]) -> Vec<String> {
        self.find_in_views(&Views::of(bytes))
    }

    /// As [`Canary::find_in`], for bytes that are searched for several canaries.
    pub fn find_in_views(&self, views: &Views) -> Vec<String> {
        let mut found = Vec::new();
        for view in &views.0 {
            for needle in &self.needles {
                let place = if needle.text { &view.lowercase } else { &view.bytes };
                if memmem::find(place, &needle.bytes).is_some() {
                    let form = format!("{}, {}", needle.name, view.name);
                    if !found.contains(&form) {
                        found.push(form);
                    }
                }
            }
        }
        found
    }
}

/// The letters that `part` has for certain in the base64 of a text, in which so many bytes stand `before` it
/// after the last whole group, and anything behind it.
fn base64_of_part(engine: &GeneralPurpose, part: &[u8], before: usize) -> String {
    let padded = [&vec![0; before], part].concat();
    let encoded = engine.encode(&padded);
    // Six bits each; one that also has bits of a neighbour is left out.
    encoded[(before * 8).div_ceil(6)..padded.len() * 8 / 6].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_contain_a_form_of_the_address_whatever_stands_around_it() {
        let canary = Canary::new("one");
        let (any_case, exact) = canary.forms_in_rows();
        let (other, others) = Canary::new("two").forms_in_rows();
        for around in ["", "a", "ab", "abc", "to: "] {
            let text = format!("{around}{}>", canary.address());
            let bytes =
                |of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(of).collect::<Vec<u8>>();
            for row in [
                text.clone(),
                hex(text.as_bytes()),
                STANDARD.encode(&text),
                URL_SAFE.encode(&text),
                hex(STANDARD.encode(&text).as_bytes()),
                hex(&bytes(u16::to_le_bytes)),
                hex(&bytes(u16::to_be_bytes)),
                hex(&Sha256::digest(canary.address())),
            ] {
                let is_in = |any: &[String], same: &[String]| {
                    any.iter().any(|form| row.to_lowercase().contains(form))
                        || same.iter().any(|form| row.contains(form))
                };
                assert!(is_in(&any_case, &exact), "{row}");
                assert!(!is_in(&other, &others), "{row}");
            }
        }
    }

    #[test]
    fn an_address_is_found_however_it_is_written_and_not_where_it_is_not() {
        let canary = Canary::new("one");
        let address = canary.address().to_owned();
        let percent: String = address.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for text in [
            address.to_uppercase(),
            percent,
            address.replace('@', "&#64;"),
            address.replace('@', "\\u0040"),
            STANDARD.encode(format!("to: {address}\n")),
            hex(address.as_bytes()),
            hex(&Sha256::digest(&address)),
        ] {
            assert!(!canary.find_in(text.as_bytes()).is_empty(), "{text}");
        }
        assert!(Canary::new("two").find_in(address.as_bytes()).is_empty());
    }
}
