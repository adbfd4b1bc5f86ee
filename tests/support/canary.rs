//! Addresses that must appear nowhere, and the search for them in every form a program writes text
//! in.
//!
//! A canary is the address `cn-<32 hex>@leak.test`. Bytes are searched as they are and decoded from
//! percent, HTML, JSON, quoted-printable, hex and base64 form, also one inside the other, in any
//! case; for the address, for its local part, and for its md5, sha1 and sha256. Compressed bytes
//! must be decompressed by the caller.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use memchr::memmem;
use sha2::Digest as _;

use views::Views;

mod views;

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
    /// The canary that belongs to `seed`, always the same one.
    pub fn new(seed: &str) -> Canary {
        let local_part = format!("cn-{}", hex(&sha2::Sha256::digest(seed)[..16]));
        let address = format!("{local_part}@leak.test");
        let text = |name, text: &str| Needle { name, bytes: text.as_bytes().to_vec(), text: true };
        let mut needles = vec![text("address", &address), text("local part", &local_part)];
        let digests = [
            ("md5", "md5 in hex", md5::Md5::digest(&address).to_vec()),
            ("sha1", "sha1 in hex", sha1::Sha1::digest(&address).to_vec()),
            ("sha256", "sha256 in hex", sha2::Sha256::digest(&address).to_vec()),
        ];
        for (name, in_hex, digest) in digests {
            needles.push(text(in_hex, &hex(&digest)));
            needles.push(Needle { name, bytes: digest, text: false });
        }
        Canary { local_part, address, needles }
    }

    /// The whole address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        &self.local_part
    }

    /// Every form in which the address is found in `bytes`, such as `address, base64`; empty when
    /// it is not there.
    pub fn find_in(&self, bytes: &[u8]) -> Vec<String> {
        self.find_in_views(&Views::of(bytes))
    }

    fn find_in_views(&self, views: &Views) -> Vec<String> {
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

/// Searches each file below `folder`, and each file's name, for all `canaries`. Gives a line for
/// each find. Panics when there is no file at all, because a search of nothing proves nothing.
pub fn scan_folder(folder: &Path, canaries: &[Canary]) -> Vec<String> {
    let mut found = Vec::new();
    let mut files = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be listed") {
            let entry = entry.expect("the folder can be listed");
            let path = entry.path();
            if entry.file_type().expect("a file has a type").is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                // A database's journal may go while we look.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => panic!("{} cannot be read: {error}", path.display()),
            };
            files += 1;
            let inside = Views::of(&bytes);
            let name = Views::of(entry.file_name().as_encoded_bytes());
            for canary in canaries {
                let forms = canary.find_in_views(&inside);
                let in_name = canary.find_in_views(&name);
                found.extend(forms.iter().map(|form| format!("{}: {form}", path.display())));
                found.extend(
                    in_name.iter().map(|form| format!("name of {}: {form}", path.display())),
                );
            }
        }
    }
    assert!(files > 0, "there is no file below {} to scan", folder.display());
    found
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
