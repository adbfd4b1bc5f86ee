//! Addresses that must appear nowhere. The search is the program's own (`rejoinder audit leaks`), and looks
//! for md5 and sha1 as well.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rejoinder::canary::Views;
use sha2::Digest as _;

/// One address to be looked for.
#[derive(Clone, Debug)]
pub struct Canary(rejoinder::canary::Canary);

impl Canary {
    /// The canary that belongs to `seed`, always the same one.
    pub fn new(seed: &str) -> Canary {
        let canary = rejoinder::canary::Canary::new(seed);
        let address = canary.address().to_owned();
        let with_md5 = canary.and_digest("md5", "md5 in hex", md5::Md5::digest(&address).to_vec());
        Canary(with_md5.and_digest("sha1", "sha1 in hex", sha1::Sha1::digest(&address).to_vec()))
    }

    /// The whole address.
    pub fn address(&self) -> &str {
        self.0.address()
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.local_part()
    }

    /// Every form in which the address is found in `bytes`.
    pub fn find_in(&self, bytes: &[u8]) -> Vec<String> {
        self.0.find_in(bytes)
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
                let forms = canary.0.find_in_views(&inside);
                let in_name = canary.0.find_in_views(&name);
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
